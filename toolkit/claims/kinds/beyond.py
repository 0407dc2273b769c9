"""Percentages past all that can be: a part of more than its whole (`chiếm 786%`), a fall by more than there was (`giảm 288%`)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.roles import base_of, verb_of
from toolkit.claims.binding.verify import excerpt, place_of, shown
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

_HUNDRED = Decimal(100)
_PART = pattern(r"(?<![^\W_])chiếm(?: tỷ lệ| tỷ trọng| tới| đến)? $")
_AMONG = pattern(r"(?<![^\W_])(?:trong đó|trong số)(?![^\W_])[^;:]*$")
_TWO_WAYS = pattern(r"(?<![^\W_])(?:tỷ suất|chỉ số|so với|gdp|grdp)(?![^\W_])")  # of what a part may be more than

_LOSS = pattern(r"(?<![^\W_])(?:lợi nhuận|lãi|lỗ|thặng dư|bội thu)(?![^\W_])")  # what can fall below nothing


def find(sentence: Sentence) -> Iterator[Claim]:
    """The percentages above 100 that tell a part or a fall, whatever they are of."""
    for mark in sentence.marks:
        if mark.symbol != "P" or mark.number.value <= _HUNDRED or mark.number.bound or mark.number.upper is not None:
            continue
        if _is_part(sentence, mark):
            yield _past(sentence, mark, "share", "một phần không thể quá 100%", "a part cannot be more than 100%")
        elif verb_of(sentence, mark) is Verb.DOWN and not mark.depth and not _LOSS.search(sentence.text):
            yield _past(sentence, mark, "change", "không thể giảm quá 100%", "nothing can fall by more than 100%")


def _is_part(sentence: Sentence, mark: Mark) -> bool:
    words = lead(sentence, mark)
    if base_of(sentence, mark) in (Base.TARGET, Base.PRIOR) or _TWO_WAYS.search(f"{words} {tail(sentence, mark)}"):
        return False
    return _PART.search(words) is not None or (
        verb_of(sentence, mark) is Verb.BRACKET and _AMONG.search(sentence.text[: mark.at]) is not None
    )


def _past(sentence: Sentence, mark: Mark, kind: str, vi: str, en: str) -> Claim:
    number = mark.number
    formula = f"{shown(number)} > 100%"
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), kind, Verdict.INCONSISTENT,
        (number.told,), formula, _HUNDRED, number.told, vi=f"{formula}: {vi}", en=f"{formula}: {en}",
    )  # fmt: skip
