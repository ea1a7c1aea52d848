"""The parts of bench/peers/run that need no engine."""

import sys
import unittest
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bench" / "peers"))

from driver import checking, queries, report
from driver.engines import read_answer


class Queries(unittest.TestCase):
    def test_each_form_of_query_has_its_columns(self):
        forms = {
            "grain": ["all", "grain", "", ""],
            "grain AND ship AND rice": ["all", "grain ship rice", "", ""],
            "grain OR ship": ["any", "grain ship", "", ""],
            '"of the"': ["phrase", "of the", "", ""],
            'grain country:"west-germany"': ["all", "grain", "west-germany", ""],
            "grain date:1998": ["all", "grain", "", "1998"],
            'country:"usa"': ["all", "", "usa", ""],
        }
        for text, columns in forms.items():
            query = queries.parse(f"type\t{text}\n")
            self.assertEqual(queries.as_columns(query), columns)
            self.assertEqual(queries.as_text(query), [text])

    def test_other_lines_are_refused(self):
        for line in ("grain", "type\t", "type\tgrain AND ship OR rice", "type\tgrain -ship"):
            with self.assertRaises(ValueError):
                queries.parse(line)

    def test_heavy_types_are_told_from_the_others(self):
        self.assertTrue(queries.parse("heavy: one word\tthe").heavy)
        self.assertFalse(queries.parse("one word, frequent\tthe").heavy)


class Answers(unittest.TestCase):
    def test_an_answer_with_facets_is_read(self):
        answer = read_answer("12.5\t7\ta1\x1fOne\x1ea2\x1fTwo\t\x1eusa\x1f5\x1fuk\x1f2\x1e\n")
        self.assertEqual((answer.micros, answer.total, answer.exact), (12.5, 7, True))
        self.assertEqual(answer.ids, ("a1", "a2"))
        self.assertEqual(answer.facets, ((), (("usa", 5), ("uk", 2)), ()))

    def test_a_total_may_be_a_lower_bound(self):
        answer = read_answer("1.0\t>=1001\t\t\n")
        self.assertFalse(answer.exact)
        self.assertEqual((answer.total, answer.ids, answer.facets), (1001, (), ()))

    def test_what_is_no_answer_is_refused(self):
        for line in ("", "error: no index\n", "1.0\t7\t\tusa\x1f5\n"):
            with self.assertRaises(ValueError):
                read_answer(line)


class Checking(unittest.TestCase):
    def setUp(self):
        self.engines = [SimpleNamespace(name=name, stems_in_phrases=stems)
                        for name, stems in (("one", False), ("two", False), ("three", True))]

    def check(self, line, totals, counts=((("a", 1),), (("usa", 3),), ())):
        answers = {engine.name: [SimpleNamespace(total=total, exact=True, facets=counts)]
                   for engine, total in zip(self.engines, totals)}
        return checking.check(self.engines, [queries.parse(line)], answers)

    def test_equal_answers_agree(self):
        table, notes = self.check("word\tgrain", (1000, 1000, 1005))
        self.assertEqual(notes, [])
        self.assertEqual(table["three"]["word"]["differ"], 0)

    def test_another_total_is_told(self):
        table, notes = self.check("word\tgrain", (1000, 1000, 1200))
        self.assertEqual(table["three"]["word"]["differ"], 1)
        self.assertEqual(len(notes), 1)

    def test_phrases_are_compared_among_engines_that_read_them_alike(self):
        _, notes = self.check('phrase\t"of the"', (1000, 1000, 1200))
        self.assertEqual(notes, [])

    def test_other_counts_of_facets_are_told(self):
        line, query = "word\tgrain", queries.parse("word\tgrain")
        self.assertEqual(self.check(line, (5, 5, 5))[1], [])
        answers = {name: [SimpleNamespace(total=5, exact=True, facets=((), (("usa", count),), ()))]
                   for name, count in (("one", 5), ("two", 4), ("three", 5))}
        table, _ = checking.check(self.engines, [query], answers)
        self.assertEqual(table["two"]["word"]["facets_differ"], 1)


class Report(unittest.TestCase):
    def test_percentiles_are_values_that_occurred(self):
        self.assertEqual(report.percentile([5, 1, 3], 0.5), 3)
        self.assertEqual(report.percentile(range(101), 0.99), 99)

    def test_the_ratio_is_to_the_best_peer(self):
        asked = [queries.parse("word\tgrain")]
        times = {"dateline": [10.0], "lucene": [40.0], "tantivy": [20.0]}
        row = report.latency_rows(asked, times, False, 0.5)[0]
        self.assertEqual(row["ratio"], 0.5)


if __name__ == "__main__":
    unittest.main()
