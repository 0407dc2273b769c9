"""Wholes and parts that one digit keeps apart: "vốn 118.718 tỷ đồng. Nhà nước góp 55.000 tỷ đồng, … phần còn lại 63.716 tỷ đồng".

No list need be announced. That figures make a whole is told by how they stand (all that the sentences tell of their unit,
behind "trong đó", "còn lại" at the last) or by so many digits that a slip hardly makes them fit by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.arithmetic import remainder
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.lists import goes_on, may_overlap
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.tally import PLAIN, Tally, Told, tallies
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence
from toolkit.claims.verdicts import Verdicts

# Digits of a whole of two parts that hardly fit by chance: where words tell that it has parts, and where none do.
_LEAST, _SURE = 3, 4
_TWO = 2  # digits below which a whole is round and its parts may be told more exactly
_OPENED = pattern(
    r"(?<![^\W_])(?:trong đó|trong số (?:này|đó|ấy)|gồm|bao gồm|cụ thể|chia ra|chia làm|lần lượt)(?![^\W_])"
)
_SOME = pattern(r"(?<![^\W_])(?:chủ yếu|nhiều nhất|nhất là|phần lớn|ngoài ra|bên cạnh|đồng thời|bổ sung)(?![^\W_])")
_LEFT = pattern(r"(?<![^\W_])còn lại(?![^\W_])")


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The totals of a passage that hold once one digit is mended, where its claims so far, `told`, say nothing of them."""
    known = Verdicts(told)
    wrong = [set(each.numbers) for each in told if each.verdict is Verdict.INCONSISTENT]
    found = list(tallies(sentences))
    holding = [each for each in found if each.holds]
    for tally in found:
        figures = {number.told for number in tally.numbers}
        if any(len(each & figures) > 1 for each in wrong) or any(_shared(tally, each) for each in holding):
            continue
        slipped = [each for each in tally.all if each.number.start not in known.places and tally.mended_by(each)]
        if slipped and _meant(tally):
            wrong.append(figures)
            yield _claim(tally, slipped[0])


def _shared(one: Tally, other: Tally) -> bool:
    """True where two tallies have more than one figure in common."""
    return len({number.start for number in one.numbers} & {number.start for number in other.numbers}) > 1


def _meant(tally: Tally) -> bool:
    """True where chance hardly makes the figures fit: by how they are told, or how exactly."""
    first, last = tally.parts[0], tally.parts[-1]
    if goes_on(first.sentence, first.mark.at) or may_overlap(each.words for each in tally.parts):
        return False
    if len(digits_of(tally.whole.number).rstrip("0")) < _TWO:
        return False
    if _SOME.search(tally.between) or any(_SOME.search(each.words) for each in tally.parts):
        return False
    roles = {each.role for each in tally.all}
    opened = _opened(tally)
    alone = tally.alone(within=opened)
    sure = _SURE + (len(tally.parts) - 2) // 2
    if tally.digits >= sure:
        return (alone and len(roles) == 1) or tally.digits > sure
    if tally.digits < _LEAST or roles != {PLAIN} or not (alone and tally.follows):
        return False
    words = lead(last.sentence, last.mark)
    return opened or (_LEFT.search(words) or _LEFT.match(last.sentence.after(last.mark))) is not None


def _opened(tally: Tally) -> bool:
    """True where words between them tell that a whole has parts; a colon behind a label, as the whole has one itself, tells nothing."""
    if not tally.follows or _OPENED.search(tally.between) is None:
        return (
            tally.follows
            and ":" in tally.between
            and not lead(tally.whole.sentence, tally.whole.mark).rstrip().endswith(":")
        )
    return True


def _claim(tally: Tally, wrong: Told) -> Claim:
    """The claim on the whole, or on a part where the whole is known to be right."""
    if wrong is tally.whole:
        check = total_of([each.number for each in tally.parts])
    else:
        numbers = [tally.whole.number, *(each.number for each in tally.parts if each is not wrong)]
        check = Check(tuple(numbers), remainder, " - ".join("{}" for _ in numbers))
    return claim(wrong.sentence, wrong.number, "total", judge(wrong.number, check))
