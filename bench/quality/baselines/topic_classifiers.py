"""Topics as linear classifiers find them that were trained on the same stories:
topic_classifiers.py linear-svc|fasttext TASKS ANSWERS"""

import random
import re
import sys
import tempfile

from exchange import folds, read_task, write_answers

TASKS = ("topics-latest-quarter", "topics-every-fourth", "topics-bbc")
SINGLE = ("topics-bbc",)  # a story has one topic


def text_of(article):
    return article["headline"] + "\n" + article["body"]


def linear_svc(trained, asked, single):
    """scikit-learn's LinearSVC, one against the rest, on tf-idf of words; its own defaults."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.preprocessing import MultiLabelBinarizer
    from sklearn.svm import LinearSVC

    vectorizer = TfidfVectorizer(sublinear_tf=True)
    trained_rows = vectorizer.fit_transform(map(text_of, trained))
    asked_rows = vectorizer.transform(map(text_of, asked))
    if single:
        classifier = LinearSVC().fit(trained_rows, [each["topics"][0] for each in trained])
        return [[topic] for topic in classifier.predict(asked_rows)]
    binarizer = MultiLabelBinarizer()
    labels = binarizer.fit_transform([each["topics"] for each in trained])
    classifier = OneVsRestClassifier(LinearSVC()).fit(trained_rows, labels)
    found = binarizer.inverse_transform(classifier.predict(asked_rows))
    return [list(topics) for topics in found]


def fasttext(trained, asked, single):
    """fastText supervised as its tutorial has it: pairs of words, 25 epochs, rate 0.5, where a
    story has several topics one against all at a probability of 0.5. One thread, so that it gives
    the same each time. It learns in the order of its input, which here is by time or by folder: a
    shuffled one serves it better."""
    from fasttext import train_supervised

    words = [" ".join(re.findall(r"\w+", text_of(each).lower())) for each in trained + asked]
    examples = list(zip(trained, words))
    random.Random(1).shuffle(examples)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        for article, text in examples:
            labels = " ".join(f"__label__{topic}" for topic in article["topics"])
            if labels:
                file.write(f"{labels} {text}\n")
        file.flush()
        model = train_supervised(
            file.name, lr=0.5, epoch=25, wordNgrams=2, bucket=200000, thread=1, verbose=0,
            loss="softmax" if single else "ova")
    count, threshold = (1, 0.0) if single else (-1, 0.5)
    labels, _ = model.predict(words[len(trained):], k=count, threshold=threshold)
    return [[label.removeprefix("__label__") for label in row] for row in labels]


CLASSIFIERS = {"linear-svc": linear_svc, "fasttext": fasttext}


def main(classifier, tasks, answers):
    for task in TASKS:
        articles = read_task(tasks, task)
        found = {}
        for fold in folds(articles):
            trained = [each for each in articles if each["fold"] != fold]
            asked = [each for each in articles if each["fold"] == fold]
            topics = CLASSIFIERS[classifier](trained, asked, task in SINGLE)
            found.update((each["id"], {"topics": row}) for each, row in zip(asked, topics))
        if articles:
            write_answers(answers, task, articles, found)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in CLASSIFIERS:
        sys.exit("usage: topic_classifiers.py linear-svc|fasttext TASKS ANSWERS")
    main(*sys.argv[1:])
