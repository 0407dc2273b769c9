"""The labelled set of number statements: every label holds by its own arithmetic, and the set keeps its size."""

from __future__ import annotations

from collections import Counter

import pytest
from support.claimset import Document, each_label, judge, load, parse

DOCUMENTS = load()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.name))
def test_every_label_holds_by_its_own_arithmetic(document: Document) -> None:
    wrong = [
        f"{label.text}|{label.kind} {label.sign} {label.formula}: {judge(label)}"
        for label in document.labels
        if label.sign and judge(label) != label.sign
    ]
    assert not wrong


def test_labels_name_their_place() -> None:
    for document, label in each_label(DOCUMENTS):
        index, start, end = label.spot
        assert document.passages[index].text[start:end] == label.text


def test_a_label_that_does_not_hold_is_seen() -> None:
    texts = {
        "{79,42%|ratio = 953/1.200*100}": "=",
        "{79,41%|ratio = 953/1.200*100}": "~",
        "{79,61%|ratio = 953/1.200*100}": "!",
        "{33|total = 20+12}": "!",
        "{trên 80%|ratio = 953/1.200*100}": "!",
        "{gần 80%|ratio = 953/1.200*100}": "=",
        "{năm|total = 2+3 @5}": "=",
        "{vượt|word = 98>100}": "!",
        "{98,08%|count = ?/104}": "=",
        "{97,50%|count = ?/104}": "!",
    }
    assert {text: judge(parse("x", text).labels[0]) for text in texts} == texts


def test_a_third_of_the_statements_is_wrong() -> None:
    signs = Counter(label.sign for _, label in each_label(DOCUMENTS))
    stated = signs["="] + signs["~"] + signs["!"]
    assert 0.2 < signs["!"] / stated < 0.5
