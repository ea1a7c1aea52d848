"""The queries of the bench, and the form in which each engine takes them."""

import re
from dataclasses import dataclass

HEAVY = "heavy: "

_LINE = re.compile(
    r'(?:"(?P<phrase>[a-z ]+)"|(?P<words>[a-z]+(?: (?:AND|OR) [a-z]+)*))?'
    r'(?: ?country:"(?P<country>[^"]+)")?(?: ?date:(?P<year>\d{4}))?')


@dataclass(frozen=True)
class Query:
    type: str
    text: str  # in Dateline's language
    glue: str  # all, any, phrase
    words: tuple
    country: str
    year: str

    @property
    def heavy(self):
        return self.type.startswith(HEAVY)


def parse(line):
    """A query of a line `TYPE TAB QUERY` as generate-archive writes it; ValueError for another."""
    type_, tab, text = line.rstrip("\n").partition("\t")
    match = _LINE.fullmatch(text)
    if not tab or not text or not match:
        raise ValueError(f"not a query of the bench: {line!r}")
    if match["phrase"]:
        glue, words = "phrase", match["phrase"].split()
    else:
        parts = (match["words"] or "").split()
        operators, words = set(parts[1::2]), parts[0::2]
        if len(operators) > 1:
            raise ValueError(f"not a query of the bench, AND and OR in one: {line!r}")
        glue = "any" if operators == {"OR"} else "all"
    return Query(type_, text, glue, tuple(words), match["country"] or "", match["year"] or "")


def read(path):
    with open(path, encoding="utf-8") as file:
        return [parse(line) for line in file]


def as_text(query):
    return [query.text]


def as_columns(query):
    return [query.glue, " ".join(query.words), query.country, query.year]
