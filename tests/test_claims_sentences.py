"""Single sentences of many shapes, each with what must be called wrong in it: most must be left in peace."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.claims import Verdict, check
from toolkit.passages import text_passages

LINES = (Path(__file__).resolve().parent / "claims_sentences.txt").read_text("utf-8").splitlines()
SENTENCES = [line for line in LINES if not line.startswith("#")]
MARK = re.compile(r"\{([^{}]+)\}")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_just_what_is_wrong_is_called_so(sentence: str) -> None:
    paragraphs = sentence.split(" ¶ ")
    claims = check(text_passages([MARK.sub(r"\1", each) for each in paragraphs]))
    found = [claim for claim in claims if claim.verdict is Verdict.INCONSISTENT]
    places = {(claim.place.paragraph, claim.place.start, claim.place.end) for claim in found}
    assert places == marked(paragraphs), [claim.vi for claim in found]


def marked(paragraphs: list[str]) -> set[tuple[int, int, int]]:
    """The places of the marks in the paragraphs without them: the paragraph from 1, start, end."""
    spots = set()
    for number, text in enumerate(paragraphs, 1):
        for before, mark in enumerate(MARK.finditer(text)):
            start = mark.start() - 2 * before
            spots.add((number, start, start + len(mark[1])))
    return spots


def test_a_mark_elsewhere_is_seen() -> None:
    assert marked(["Có {12} hộ, {7}%.", "{5} xã"]) == {(1, 3, 5), (1, 10, 11), (2, 0, 1)}
