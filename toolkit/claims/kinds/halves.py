"""A fraction in words beside the figure it stands for: `gần một nửa số hộ (412/850 hộ)`, `68,2% (hơn hai phần ba)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target
from toolkit.claims.binding.verify import said_claim
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.model import Claim
from toolkit.claims.numbers.hedges import fits
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.numbers import show

_SHARE = r"(?:(?P<hedge>gần|chưa đến|chưa tới|ngót|non|hơn|trên|quá|khoảng|xấp xỉ|chừng) )?(?P<words>(?:một )?nửa|phân nửa|(?:một|hai|ba|bốn) phần (?:ba|tư|bốn|năm))(?![^\W_])"
_SHAPES = (
    pattern(
        rf"(?<![^\W_]){_SHARE}(?: {W}){{0,12}},? ?\((?:chiếm |tức |tức là |tương ứng |tương đương |đạt |bằng |là |cụ thể |chính xác |với )*(?P<figure>[PQ])"
    ),
    pattern(
        rf"(?P<figure>[PQ])(?P<den> ?/ ?Q)?(?: {W}){{0,4}},? ?(?:\(|chiếm |tức |tức là |tương đương |hay )(?:là |với |chiếm )*{_SHARE}"
    ),
)
_PARTS = {
    canon(word): number for word, number in (("một", 1), ("hai", 2), ("ba", 3), ("tư", 4), ("bốn", 4), ("năm", 5))
}
_HUNDRED = Decimal(100)
_AROUND, _IN_SIGHT, _CLOSE = Decimal("0.1"), Decimal("1.3"), Decimal("0.8")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The fractions in words of the sentence by the percentage or the counts told with them."""
    for shape in _SHAPES:
        for match in shape.finditer(sentence.text):
            figure = sentence.at(match.start("figure"))
            share = _in_percent(sentence, figure)
            if share is not None:
                yield _claim(sentence, match, *share)


def _in_percent(sentence: Sentence, figure: Mark) -> tuple[Decimal, str, tuple[Decimal, ...]] | None:
    """A figure, or the fraction it begins, in percent, with its formula and its numbers; None where it is no share of a whole."""
    number = figure.number
    if (
        number.bound
        or number.upper is not None
        or is_step(sentence, figure)
        or is_prior(sentence, figure)
        or is_target(sentence, figure)
    ):
        return None
    if figure.symbol == "P":
        return (
            (number.value, f"{show(number.value, number.decimals)}%", (number.value,))
            if base_of(sentence, figure) in (Base.NONE, Base.WHOLE)
            else None
        )
    den = next((den for num, den in fractions(sentence) if num is figure), None)
    if den is None or not den.number.value or den.number.value < number.value:
        return None
    share = number.value / den.number.value * _HUNDRED
    return share, f"{number.printed} / {den.number.printed} x 100 = {show(share, 2)}%", (number.told, den.number.told)


def _claim(
    sentence: Sentence, match: re.Match[str], share: Decimal, formula: str, numbers: tuple[Decimal, ...]
) -> Claim:
    part = _value(match["words"])
    hedge = match["hedge"] or ""
    holds = fits(share, part, hedge, below=_CLOSE, above=_IN_SIGHT, around=_AROUND)
    where = match.start("hedge" if hedge else "words"), match.end("words")
    return said_claim(sentence, where, "twice", numbers, formula, holds=holds)


def _value(words: str) -> Decimal:
    """The percentage that words name: a third is 33,3."""
    counted = words.split()
    if len(counted) < len(("hai", "phần", "ba")):
        return Decimal(50)
    return Decimal(_PARTS[counted[0]]) / Decimal(_PARTS[counted[-1]]) * _HUNDRED
