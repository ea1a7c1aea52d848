"""Whether the engines found the same articles and counted the same facets."""

import statistics

PEOPLE, COUNTRIES, TOPICS = range(3)


def _reference(totals):
    return statistics.median_low(sorted(totals))


def _counts(answer, query):
    # Dateline's filter by country does not narrow the counts of countries; the others' does.
    fields = (PEOPLE, TOPICS) if query.country else (PEOPLE, COUNTRIES, TOPICS)
    return [[count for _, count in answer.facets[field]] for field in fields]


def check(engines, queries, answers, tolerance=0.01):
    """Compares totals and counts of facets, phrases only among engines that read them alike.

    Returns {engine: {type: {queries, differ, worst, facets_differ}}}: how many totals are further
    than `tolerance` and two articles from the median, the largest distance as a share, and how many
    answers of the very same total have other counts. And a list of what differs, as text.
    """
    table, notes = {}, []
    for at, query in enumerate(queries):
        groups = [engines]
        if query.glue == "phrase":
            groups = [[e for e in engines if e.stems_in_phrases is stems] for stems in (True, False)]
        for group in groups:
            if not group:
                continue
            reference = _reference([answers[e.name][at].total for e in group])
            for engine in group:
                answer = answers[engine.name][at]
                row = table.setdefault(engine.name, {}).setdefault(
                    query.type, {"queries": 0, "differ": 0, "worst": 0.0, "facets_differ": 0})
                distance = abs(answer.total - reference)
                share = distance / max(reference, 1)
                row["queries"] += 1
                row["worst"] = max(row["worst"], share)
                if not answer.exact or (distance > 2 and share > tolerance):
                    row["differ"] += 1
                    notes.append(f"{engine.name}: {answer.total} articles for {query.text}, "
                                 f"others {reference}")
                same = [answers[e.name][at] for e in group if answers[e.name][at].total == answer.total]
                if _counts(answer, query) != _counts(same[0], query):
                    row["facets_differ"] += 1
                    notes.append(f"{engine.name}: other counts of facets for {query.text}")
    return table, notes
