"""A share and the count of those that are not of it: `85% số hộ dùng nước sạch, còn 180/1.200 hộ chưa có`."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.claims.binding.arithmetic import shortfall
from toolkit.claims.binding.clauses import FIGURES, lead, tail
from toolkit.claims.binding.roles import base_of, verb_of
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import DENIED, Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import DURATIONS

_LEFT = pattern(r"(?<![^\W_])(?:còn|còn lại|số chưa|số không)(?![^\W_])")
_TOLD = (Verb.NONE, Verb.SHARE, Verb.PART)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The percentages of the sentence by the fraction told next of those that are left."""
    for num, den in fractions(sentence):
        told = (mark for mark in reversed(sentence.marks[: num.rank]) if mark.symbol in FIGURES)
        before = next((mark for mark in told if mark.number.unit not in DURATIONS), None)
        if before and before.symbol == "P" and _are_left(sentence, before, num, den):
            share = before.number
            outcome = judge(share, unreached(num, den))
            if outcome.verdict is not Verdict.INCONSISTENT or credible(share, outcome):
                yield claim(sentence, share, "share", outcome)


def unreached(num: Mark, den: Mark) -> Check:
    """What a fraction leaves to 100 percent."""
    return Check((num.number, den.number), shortfall, "100 - {} / {} x 100")


def tells_rest(sentence: Sentence, share: Mark) -> bool:
    """True for a percentage of those that are left: "1.020/1.200 hộ dùng nước sạch, còn 15% chưa có"."""
    words = lead(sentence, share)
    return _LEFT.search(words) is not None and DENIED.search(f"{words} {tail(sentence, share)}") is not None


def _are_left(sentence: Sentence, share: Mark, num: Mark, den: Mark) -> bool:
    """True for a fraction of the things of a share that says how many of them are not so."""
    number = share.number
    if number.bound or number.upper is not None or share.depth != num.depth or verb_of(sentence, share) not in _TOLD:
        return False
    if base_of(sentence, share) in (Base.TARGET, Base.PRIOR) or not num.number.unit + den.number.unit:
        return False
    own = next((mark for mark in sentence.marks[den.rank + 1 :] if mark.symbol in FIGURES), None)
    if own is not None and own.symbol == "P" and ";" not in sentence.between(den, own):
        return False
    thing = (num.number.unit or den.number.unit).split()[0]
    named = thing in f"{lead(sentence, share)} {tail(sentence, share)}".split()
    words = lead(sentence, num)
    return named and _LEFT.search(words) is not None and DENIED.search(f"{words} {tail(sentence, den)}") is not None
