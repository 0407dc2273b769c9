"""Things of one kind for each of another: `384 bản/416 doanh nghiệp, đạt 92,3%`."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.claims.binding.arithmetic import ratio
from toolkit.claims.binding.roles import base_of
from toolkit.claims.binding.slips import mistyped
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence, W
from toolkit.claims.numbers.units import alike, is_person

_COVERED = pattern(rf"(?P<num>Q) ?/ ?(?P<den>Q)(?: {W}){{0,8}},? ?\(?(?:đạt tỷ lệ|đạt|chiếm|tỷ lệ) (?P<share>P)")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The percentages of the sentence by two things that go together; two that may each have a share of their own are left alone."""
    for match in _COVERED.finditer(sentence.text):
        num, den, share = (sentence.at(match.start(name)) for name in ("num", "den", "share"))
        both = num.number.exact and den.number.exact and 0 < num.number.value <= den.number.value
        if not both or alike(num.number.unit, den.number.unit) or is_person(den.number.unit):
            continue
        if share.number.bound or base_of(sentence, share) in (Base.TARGET, Base.PRIOR):
            continue
        outcome = judge(share.number, Check((num.number, den.number), ratio, "{} / {} x 100"))
        if outcome.verdict is not Verdict.INCONSISTENT or mistyped(share.number.value, outcome.expected):
            yield claim(sentence, share.number, "ratio", outcome)
