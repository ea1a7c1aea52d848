"""How long each engine takes to index an archive, and how large the index is."""

import shutil
import sys
from dataclasses import dataclass

from .engines import SELF, run


@dataclass(frozen=True)
class Way:
    engine: str
    threads: int
    annotated: bool

    @property
    def name(self):
        return self.engine + (", annotated" if self.annotated else "")


def ways(engines):
    for engine in engines:
        for threads in engine.threads:
            yield engine, Way(engine.name, threads, False)
            if engine.name == SELF:
                yield engine, Way(engine.name, threads, True)


def index_folder(work, engine_name):
    """The index that is searched: made by one thread, without annotation."""
    return work / f"index-{engine_name}"


def merged_mark(work, engine_name):
    return work / f"merged-{engine_name}"


def megabytes_below(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def _command(programs, engine, way, archive, folder):
    if engine.name == SELF:
        annotation = [] if way.annotated else ["--no-annotate"]
        return [programs.indexer, "add", folder, archive, "--threads", str(way.threads), *annotation]
    return [engine.program, "index", archive, folder, str(way.threads)]


def _make(programs, engine, way, archive, folder, log):
    shutil.rmtree(folder, ignore_errors=True)
    # One thread means one core, whatever threads the engine has beside those that it is told of.
    cost = run(_command(programs, engine, way, archive, folder), way.threads, log)
    return {"name": way.name, "threads": way.threads, "seconds": cost.seconds,
            "cpu_seconds": cost.cpu_seconds, "peak_megabytes": cost.peak_megabytes,
            "index_megabytes": megabytes_below(folder)}


def measure(programs, engines, archive, work, runs):
    """The fastest of some runs of each way, the ways taken in turn. Leaves the indexes to search."""
    text_megabytes = archive.stat().st_size / 1e6
    best = {}
    for _ in range(runs):
        for engine, way in ways(engines):
            kept = way.threads == 1 and not way.annotated
            folder = index_folder(work, engine.name) if kept else work / "index-scratch"
            print(f"indexing {work.name}: {way.name}, {way.threads} threads", file=sys.stderr)
            if kept:
                merged_mark(work, engine.name).unlink(missing_ok=True)
            row = _make(programs, engine, way, archive, folder, work / "index.log")
            row["megabytes_a_second"] = text_megabytes / row["seconds"]
            if way not in best or row["seconds"] < best[way]["seconds"]:
                best[way] = row
    shutil.rmtree(work / "index-scratch", ignore_errors=True)
    return list(best.values())


def prepare(programs, engines, archive, work):
    """Makes the indexes to search that are not there, and has each engine tidy its own."""
    for engine in engines:
        folder = index_folder(work, engine.name)
        done = merged_mark(work, engine.name)
        if not folder.exists():
            print(f"indexing {work.name}: {engine.name}", file=sys.stderr)
            threads = engine.threads[-1]
            way = Way(engine.name, threads, False)
            done.unlink(missing_ok=True)
            _make(programs, engine, way, archive, folder, work / "index.log")
        if engine.name != SELF and not done.exists():
            run([engine.program, "merge", folder], log=work / "merge.log")
            done.touch()
