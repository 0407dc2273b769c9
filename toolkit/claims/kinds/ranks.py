"""Ranks and the places between them: `xếp hạng 18/63, tăng 9 bậc so với năm 2021 (hạng 27)`, `từ thứ 34 lên thứ 22, tăng 12 bậc`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.verify import excerpt, place_of, word_claim
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_RANK = r"(?:(?:hạng|thứ|vị trí|vị thứ)(?: thứ| hạng| số)? )"
_OF = r"(?: ?/ ?[QX])?"
_STEP = r"(?:(?P<up>tăng|vượt|thăng)|(?P<down>giảm|tụt|xuống|lùi))(?: được| lên| thêm)? (?P<step>Q)(?! ?/)"
_FILL = rf"(?:(?: {W}| Y|,)){{0,8}}"
_SHAPES = (
    # xếp hạng 18/63, tăng 9 bậc so với năm 2021 (xếp hạng 27/63)
    pattern(rf"{_RANK}(?P<now>[QX]){_OF}{_FILL}[,(;]? ?{_STEP}{_FILL} ?[(,]? ?(?:{W} |Y |: )*{_RANK}(?P<then>[QX])"),
    # từ thứ 34 lên thứ 22, tăng 12 bậc
    pattern(
        rf"từ {_RANK}?(?P<then>[QX]){_OF}{_FILL} (?:lên|xuống|còn)(?: {W})? {_RANK}(?P<now>[QX]){_OF}{_FILL}[,(;]? ?{_STEP}"
    ),
)
_PLACES = frozenset(("bậc", "hạng"))


def find(sentence: Sentence) -> Iterator[Claim]:
    """The steps of the sentence from one rank to another; a smaller number is a higher rank."""
    for shape in _SHAPES:
        for match in shape.finditer(sentence.text):
            now, then, step = (sentence.at(match.start(name)) for name in ("now", "then", "step"))
            if step.number.unit.split(" ")[0] in _PLACES and not step.number.bound:
                yield _step(sentence, step, now, then)
                yield _way(sentence, match, now, then)


def _way(sentence: Sentence, match: re.Match[str], now: Mark, then: Mark) -> Claim:
    """The claim that the rank rose or fell as the word says."""
    rises = match["up"] is not None
    one, other = now.number, then.number
    holds = one.value < other.value if rises else one.value > other.value
    return word_claim(sentence, match.span("up" if rises else "down"), (one, other), holds=holds)


def _step(sentence: Sentence, step: Mark, now: Mark, then: Mark) -> Claim:
    """The claim on the number of places between two ranks."""
    number = step.number
    places: list[Decimal] = sorted((now.number.value, then.number.value), reverse=True)
    right = places[0] - places[1]
    formula = f"{places[0]} - {places[1]} = {right}"
    holds = right == number.value
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "change",
        Verdict.CONSISTENT if holds else Verdict.INCONSISTENT, (number.value, *places), formula, right, number.value,
        vi=f"{formula}, {'khớp với' if holds else 'nhưng ghi'} {number.printed}",
        en=f"{formula}, {'agrees with' if holds else 'but the text says'} {number.printed}",
    )  # fmt: skip
