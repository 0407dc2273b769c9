"""Loosely told shares of one whole that even at the least are more than 100: `nông nghiệp chiếm gần 12%; công nghiệp chiếm 57%; các ngành khác chiếm 41%`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.one_hundred import claim_of
from toolkit.claims.binding.roles import base_of, verb_of
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import said
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence

_HUNDRED = Decimal(100)
_LEAST = 3  # shares of a structure
_LAST = pattern(r"(?<![^\W_])(?:khác|còn lại)(?![^\W_])")
_MOST = Decimal(160)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claim on all shares of the sentence, of which the last is that of all others."""
    shares = [mark for mark in sentence.marks if mark.symbol == "P"]
    if (
        len(shares) < _LEAST
        or not any(mark.number.bound for mark in shares)
        or not _LAST.search(lead(sentence, shares[-1]))
    ):
        return
    if any(
        verb_of(sentence, mark) is not Verb.PART or base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)
        for mark in shares
    ):
        return
    if any(mark.depth != shares[0].depth or mark.number.bound == "<" for mark in shares) or "Y" in sentence.between(
        shares[0], shares[-1]
    ):
        return
    least = sum(said(mark.number).low for mark in shares)
    if _HUNDRED < least <= _MOST:
        yield claim_of(sentence, shares, Verdict.INCONSISTENT)
