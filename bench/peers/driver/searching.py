"""How long searches take: warm, at first touch, as whole programs, on several threads."""

import statistics
import subprocess
import sys
import time
from contextlib import ExitStack

from .engines import FACETS, MODES, SELF, TOP10, Server
from .indexing import index_folder

# A query that has taken so long in all is not repeated more often than this: slow ones vary little.
ENOUGH_MICROS = 500_000
ENOUGH_SAMPLES = 3


def warm(engines, work, queries, passes):
    """Samples of every query and the answers: engines in turn, query by query, pass by pass.

    Returns {engine: {mode: [[micros, ...] of each query]}} and {engine: [Answer with facets]}.
    """
    samples = {e.name: {mode: [[] for _ in queries] for mode in MODES} for e in engines}
    answers = {e.name: [None] * len(queries) for e in engines}
    with ExitStack() as stack:
        servers = [stack.enter_context(Server(e, index_folder(work, e.name))) for e in engines]
        for number in range(passes):
            print(f"searching: pass {number + 1} of {passes}", file=sys.stderr)
            for mode in MODES:
                for at, query in enumerate(queries):
                    turn = (at + number) % len(servers)
                    for server in servers[turn:] + servers[:turn]:
                        name = server.engine.name
                        taken = samples[name][mode][at]
                        if len(taken) >= ENOUGH_SAMPLES and sum(taken) > ENOUGH_MICROS:
                            continue
                        answer = server.ask(mode, query)
                        taken.append(answer.micros)
                        if mode == FACETS:
                            answers[name][at] = answer
    return samples, answers


def first_touch(engines, work, queries, rounds):
    """{engine: {mode: [micros of each query, once, in a fresh process]}}: medians of some rounds."""
    taken = {e.name: {mode: [[] for _ in queries] for mode in MODES} for e in engines}
    for _ in range(rounds):
        for engine in engines:
            for mode in MODES:
                with Server(engine, index_folder(work, engine.name)) as server:
                    for at, query in enumerate(queries):
                        taken[engine.name][mode][at].append(server.ask(mode, query).micros)
    return {name: {mode: [statistics.median(each) for each in lists]
                   for mode, lists in modes.items()} for name, modes in taken.items()}


def _one_shot_command(programs, engine, folder, query):
    if engine.name == SELF:
        return [programs.query_tool, "search", folder, query.text,
                "--facets", "person,country,topic"]
    return [engine.program, "search", folder, FACETS, *engine.form(query)]


def one_shot(programs, engines, work, queries, runs):
    """{engine: [milliseconds of the whole program for one query of each type]}, best of some."""
    chosen = list({query.type: query for query in queries if not query.heavy}.values())
    best = {engine.name: [float("inf")] * len(chosen) for engine in engines}
    for _ in range(runs):
        for at, query in enumerate(chosen):
            for engine in engines:
                command = _one_shot_command(programs, engine, index_folder(work, engine.name), query)
                begin = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
                milliseconds = (time.perf_counter() - begin) * 1e3
                best[engine.name][at] = min(best[engine.name][at], milliseconds)
    return best


def opening(engines, work, runs):
    """{engine: [milliseconds from start to ready, private MB then]}, the least of some runs."""
    out = {}
    for engine in engines:
        seen = []
        for _ in range(runs):
            with Server(engine, index_folder(work, engine.name)) as server:
                seen.append((server.opening_seconds * 1e3, server.private_megabytes()))
        out[engine.name] = [min(each) for each in zip(*seen)]
    return out


def throughput(engines, work, queries, seconds, rounds):
    """{mode: {threads: queries a second}} of Dateline, one and two threads in turn; medians."""
    engine = next(e for e in engines if e.name == SELF)
    text = "".join(query.text + "\n" for query in queries if not query.heavy)
    out = {}
    for mode in (TOP10, FACETS):
        taken = {1: [], 2: []}
        for _ in range(rounds):
            for threads, rates in taken.items():
                done = subprocess.run(
                    [engine.program, "throughput", index_folder(work, SELF), mode, str(threads),
                     str(seconds)], input=text, text=True, check=True, capture_output=True)
                rates.append(float(done.stdout))
        out[mode] = {threads: statistics.median(rates) for threads, rates in taken.items()}
    return out
