"""The engines, the programs that stand for them, and how to start and measure these."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from . import queries

SELF = "dateline"
TOP10, FACETS = "top10", "facets"
MODES = (TOP10, FACETS)


@dataclass(frozen=True)
class Engine:
    name: str
    program: Path  # speaks the protocol of bench/README.md
    form: object  # of a Query: the columns of a request behind its mode
    threads: tuple = (1,)  # with which it can index
    stems_in_phrases: bool = False  # a phrase finds inflected forms too
    serve_with: tuple = ()  # more that `serve` is told


@dataclass(frozen=True)
class Programs:
    """What was built, and where."""
    release: Path
    peers: Path
    cache_mebibytes: int | None = None  # of our own; None: as the library has it

    def engines(self):
        bench = self.release / "bench" / "peers"
        cache = () if self.cache_mebibytes is None else (str(self.cache_mebibytes),)
        return [
            Engine(SELF, bench / "dateline" / "dateline-peer", queries.as_text, (1, 2),
                   serve_with=cache),
            Engine("lucene", self.peers / "lucene-peer", queries.as_columns, (1, 2), True),
            Engine("tantivy", self.peers / "tantivy-peer", queries.as_columns, (1, 2), True),
            Engine("fts5", self.peers / "fts5-peer", queries.as_columns, (1,), True),
            Engine("xapian", bench / "xapian" / "xapian-peer", queries.as_columns),
        ]

    @property
    def generator(self):
        return self.release / "bench" / "corpus" / "generate-archive"

    @property
    def indexer(self):
        return self.release / "indexer" / "indexer"

    @property
    def query_tool(self):
        return self.release / "query-tool" / "query-tool"


@dataclass(frozen=True)
class Answer:
    micros: float
    total: int
    exact: bool
    ids: tuple
    facets: tuple  # of people, countries, topics: (value, count), most frequent first


def read_answer(line):
    """An answer line of the protocol; ValueError for anything else."""
    columns = line.rstrip("\n").split("\t")
    if len(columns) != 4:
        raise ValueError(f"not an answer: {line!r}")
    micros, total, hits, facets = columns
    exact = not total.startswith(">=")
    ids = tuple(hit.split("\x1f")[0] for hit in hits.split("\x1e")) if hits else ()
    groups = []
    for group in facets.split("\x1e") if facets else ():
        parts = group.split("\x1f") if group else []
        groups.append(tuple(zip(parts[0::2], map(int, parts[1::2]), strict=True)))
    if len(groups) not in (0, 3):
        raise ValueError(f"an answer has three facets or none: {line!r}")
    return Answer(float(micros), int(total.removeprefix(">=")), exact, ids, tuple(groups))


class Server:
    """A peer that answers requests, for as long as the `with` goes."""

    def __init__(self, engine, index):
        self.engine = engine
        self.index = index

    def __enter__(self):
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            [self.engine.program, "serve", self.index, *self.engine.serve_with], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1)
        if self.process.stdout.readline() != "ready\n":
            self.process.wait()
            raise RuntimeError(f"{self.engine.program} serve {self.index} did not start")
        self.opening_seconds = time.perf_counter() - begin
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def ask(self, mode, query):
        self.process.stdin.write("\t".join([mode, *self.engine.form(query)]) + "\n")
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.engine.name} died of {query.text!r}")
        return read_answer(line)

    def private_megabytes(self):
        kilobytes = 0
        for line in Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(("Private_Clean:", "Private_Dirty:")):
                kilobytes += int(line.split()[1])
        return kilobytes / 1024


@dataclass(frozen=True)
class Cost:
    seconds: float
    cpu_seconds: float
    peak_megabytes: float


def run(command, cores=None, log=None):
    """Runs a command, on so many cores; RuntimeError if it fails."""
    def bind():
        if cores:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    begin = time.perf_counter()
    with open(log or os.devnull, "wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, preexec_fn=bind)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"failed: {' '.join(map(str, command))}; see {log}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
