"""Number statements of many forms with figures drawn by dice: what holds is left in peace, a changed digit is seen."""

from __future__ import annotations

import random

import pytest
from support.claimforms import changed, forms, plain

from toolkit.claims import Verdict, check
from toolkit.passages import text_passages

COUNT = len(forms(random.Random(0)))


def wrong(text: str) -> list[str]:
    """What is called wrong in a text."""
    found = check(text_passages(text.splitlines()))
    return [claim.vi for claim in found if claim.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("index", range(COUNT))
def test_what_holds_is_left_in_peace(index: int, seed: int) -> None:
    text = plain(forms(random.Random(seed))[index])
    assert wrong(text) == [], text


def test_a_changed_digit_is_seen() -> None:
    """At least 95 in a hundred: the others are such as the rounding of what is printed allows."""
    dice = random.Random(5)
    texts = [text for seed in range(3) for form in forms(random.Random(seed)) for text in changed(form, dice)]
    unseen = [text for text in texts if not wrong(text)]
    assert len(unseen) <= 0.05 * len(texts), unseen
