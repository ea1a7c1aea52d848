"""The measurements as Markdown."""

from .engines import FACETS, MODES, SELF, TOP10
from .queries import HEAVY

_TITLES = {TOP10: "top 10", FACETS: "top 10 + three facets"}


def percentile(values, share):
    ordered = sorted(values)
    return ordered[int(share * (len(ordered) - 1) + 0.5)]


def by_type(queries, heavy):
    """(name, places of its queries) for each type, and for all of them."""
    types = {}
    for at, query in enumerate(queries):
        if query.heavy == heavy:
            types.setdefault(query.type, []).append(at)
    rows = list(types.items())
    return rows + [("all types", [at for _, places in rows for at in places])] if rows else []


def latency_rows(queries, times, heavy, share):
    """A row for each type: {"type", "us": {engine: percentile}, "ratio": ours to the best peer's}.

    `times`: {engine: [micros of each query]}.
    """
    rows = []
    for name, places in by_type(queries, heavy):
        micros = {engine: percentile([each[at] for at in places], share)
                  for engine, each in times.items()}
        rows.append({"type": name.removeprefix(HEAVY), "us": micros, "ratio": _ratio(micros)})
    return rows


def _ratio(of_engines):
    peers = [value for engine, value in of_engines.items() if engine != SELF]
    return of_engines[SELF] / min(peers) if peers and SELF in of_engines else None


def number(value):
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def latency_table(queries, times, heavy):
    """p50 and p99 side by side, in microseconds."""
    p50, p99 = (latency_rows(queries, times, heavy, share) for share in (0.5, 0.99))
    head = ["µs, p50 / p99", *times, "ours to the best peer, p50", "p99"]
    rows = []
    for one, other in zip(p50, p99):
        cells = [f"{number(one['us'][e])} / {number(other['us'][e])}" for e in times]
        rows.append([one["type"], *cells, number(one["ratio"]), number(other["ratio"])])
    return table(head, rows)


def searching(title, queries, times):
    """`times`: {engine: {mode: [micros of each query]}}."""
    out = []
    for heavy in (False, True):
        for mode in MODES:
            if not by_type(queries, heavy):
                continue
            kind = "heavy queries, " if heavy else ""
            out.append(f"**{title}, {kind}{_TITLES[mode]}**\n")
            of_mode = {engine: modes[mode] for engine, modes in times.items()}
            out.append(latency_table(queries, of_mode, heavy))
    return "\n".join(out)


def indexing(rows):
    head = ["", "threads", "s", "MB/s", "CPU s", "index MB", "peak MB"]
    return table(head, [
        [row["name"], str(row["threads"]), number(row["seconds"]),
         number(row["megabytes_a_second"]), number(row["cpu_seconds"]),
         number(row["index_megabytes"]), number(row["peak_megabytes"])] for row in rows])


def checking(by_engine):
    rows = []
    for engine, types in by_engine.items():
        for type_, row in types.items():
            if row["differ"] or row["facets_differ"]:
                rows.append([engine, type_, str(row["queries"]), str(row["differ"]),
                             f"{100 * row['worst']:.1f} %", str(row["facets_differ"])])
    head = ["", "type", "queries", "other totals", "furthest", "other counts of facets"]
    return table(head, rows) if rows else "All totals and counts of facets agree.\n"


def one_shot(best):
    milliseconds = {engine: percentile(each, 0.5) for engine, each in best.items()}
    return table(["", "ms, median over types"],
                 [[engine, number(value)] for engine, value in milliseconds.items()]
                 + [["ours to the best peer", number(_ratio(milliseconds))]])


def opening(of_engines):
    return table(["", "ms to ready", "private MB"],
                 [[engine, number(ms), number(mb)] for engine, (ms, mb) in of_engines.items()])


def throughput(of_modes):
    rows = [[_TITLES[mode], number(rates[1]), number(rates[2]), number(rates[2] / rates[1])]
            for mode, rates in of_modes.items()]
    return table(["", "1 thread, queries/s", "2 threads", "2 to 1"], rows)


def curve(sizes):
    """`sizes`: {name of archive: (queries, {engine: {mode: [micros of each query]}})}."""
    out = []
    for mode in MODES:
        engines = list(next(iter(sizes.values()))[1])
        rows = []
        for name, (queries, times) in sizes.items():
            places = [at for at, query in enumerate(queries) if not query.heavy]
            cells = []
            for engine in engines:
                micros = [times[engine][mode][at] for at in places]
                cells.append(f"{number(percentile(micros, 0.5))} / {number(percentile(micros, 0.99))}")
            rows.append([name, *cells])
        out.append(f"**{_TITLES[mode]}, all types but the heavy ones**\n")
        out.append(table(["µs, p50 / p99", *engines], rows))
    return "\n".join(out)
