"""Single sentences of many shapes, each with how many of its figures must be called wrong: most must be left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.claims import Verdict, check
from toolkit.passages import text_passages

LINES = (Path(__file__).resolve().parent / "claims_sentences.txt").read_text("utf-8").splitlines()
SENTENCES = [line.split(" ", 1) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("wrong", "sentence"), SENTENCES)
def test_as_many_figures_are_wrong_as_are(wrong: str, sentence: str) -> None:
    found = [claim.vi for claim in check(text_passages(sentence.split(" ¶ "))) if claim.verdict is Verdict.INCONSISTENT]
    assert len(found) == int(wrong), found
