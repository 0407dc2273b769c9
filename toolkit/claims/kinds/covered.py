"""Things told by two names: `384 bản/416 doanh nghiệp, đạt 92,3%`, `trong 145 xã, phường có 118 đơn vị đạt chuẩn, chiếm 81,38%`."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.claims.binding.roles import base_of
from toolkit.claims.binding.slips import mistyped
from toolkit.claims.binding.verify import claim, judge, of
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Sentence, W
from toolkit.claims.numbers.units import alike, is_person

_COVERED = pattern(rf"(?P<num>Q) ?/ ?(?P<den>Q)(?: {W}){{0,8}},? ?\(?(?:đạt tỷ lệ|đạt|chiếm|tỷ lệ) (?P<share>P)")

_PLACES = pattern(
    rf"(?<![^\W_])(?:trong|trên)(?: tổng)?(?: số)? (?P<den>Q)(?:,? {W}){{0,6}},? (?:đã |nay |mới )*có (?P<num>Q)(?: {W}){{0,12}}(?:, ?| \(| )(?:đạt tỷ lệ|đạt|chiếm|bằng|tỷ lệ) (?P<share>P)"
)
_CALLED = frozenset(map(canon, ("đơn vị", "địa phương", "nơi")))  # whatever was counted before


def find(sentence: Sentence) -> Iterator[Claim]:
    """The percentages of the sentence by two things that go together; two that may each have a share of their own are left alone."""
    for match in (*_COVERED.finditer(sentence.text), *_PLACES.finditer(sentence.text)):
        num, den, share = (sentence.at(match.start(name)) for name in ("num", "den", "share"))
        both = num.number.exact and den.number.exact and 0 < num.number.value <= den.number.value
        called = num.number.unit in _CALLED
        if not both or is_person(den.number.unit) or (alike(num.number.unit, den.number.unit) and not called):
            continue
        if match.re is _PLACES and not called:
            continue
        if share.number.bound or base_of(sentence, share) in (Base.TARGET, Base.PRIOR):
            continue
        outcome = judge(share.number, of(num, den))
        if outcome.verdict is not Verdict.INCONSISTENT or called or mistyped(share.number.value, outcome.expected):
            yield claim(sentence, share.number, "ratio", outcome)
