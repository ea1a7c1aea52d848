"""What a baseline reads and writes; bench/quality/task.h and answers.h describe it."""

import json
from pathlib import Path


def read_task(folder, name):
    """The articles of a task; none where its data is missing."""
    path = Path(folder) / f"{name}.jsonl"
    if not path.exists():
        print(f"no {path}: left out")
        return []
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def folds(articles):
    """The folds that are asked about."""
    return sorted({each["fold"] for each in articles if each["fold"] is not None})


def write_answers(folder, name, articles, answers):
    """`answers` has, by id, the members of the line for each article that is asked about."""
    path = Path(folder) / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for article in articles:
            if article["fold"] is None:
                continue
            lines.write(json.dumps({"id": article["id"], **answers[article["id"]]}) + "\n")
