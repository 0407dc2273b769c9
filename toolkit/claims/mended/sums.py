"""Wholes and parts of a passage that add up to the last digit once one slip of the hand is mended: "9.392.695 = 8.533.079 + 895.616".

They may stand in any of three sentences and no word need say that they are a sum: the more digits they have, the less
can chance make them fit. A whole of `n` digits could be missed by its parts in 10^n ways, of which a slip of one digit,
or two that changed places, explains a few. How they stand tells the rest: behind "trong đó", or as all that is told of their unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.arithmetic import remainder
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.lists import goes_on, may_overlap
from toolkit.claims.binding.names import AMONG
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.mended.tallies import Tally, Told, tallies, words_between
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence
from toolkit.claims.verdicts import Verdicts

_LEAST = 100  # what a whole must be of what all figures are multiples of
_LITTLE = 1000  # a part that is less of the whole than one in so many proves nothing
# How often chance may make such a sum: announced by a word, of all figures of their unit, of any.
_ANNOUNCED, _ALONE, _ANY = 0.25, 0.045, 0.0075
_BARELY = Decimal("0.001")  # of the whole: nobody's parts exceed it by so little, unless they are its parts
_AGAIN = pattern(r"(?<![^\W_])(?:chia|phân|tính|xét)(?: ra)? theo(?![^\W_])")
_OPENED = pattern(
    r"(?<![^\W_])(?:trong đó|trong số (?:này|đó|ấy)|gồm|gồm có|bao gồm|cụ thể|chia ra|chia làm|phân theo|lần lượt)(?![^\W_])"
)
_SOME = pattern(r"(?<![^\W_])(?:chủ yếu|nhiều nhất|nhất là|phần lớn|ngoài ra|bên cạnh|đồng thời|bổ sung)(?![^\W_])")
_LEFT = pattern(r"(?<![^\W_])còn lại(?![^\W_])")


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The wholes of a passage that one mistaken figure keeps from what their parts make, where its claims so far, `told`, say nothing of them."""
    known = Verdicts(told)
    wrong = [set(each.numbers) for each in told if each.verdict is Verdict.INCONSISTENT]
    by_whole = list(tallies(sentences))
    holding = [set(map(_place, each.all)) for same in by_whole for each in same if each.holds and _may_be(each)]
    for same in by_whole:
        hit = _missed(same, known)
        if hit is None:
            continue
        figures = {each.number.told for each in hit.all}
        held = any(len(each.intersection(map(_place, hit.parts))) > 1 for each in holding)
        if held or any(len(each & figures) > 1 for each in wrong):
            continue
        odd = [
            each
            for each in hit.all
            if each.number.start not in known.places and (hit.mended_by(each) or each is hit.whole)
        ]
        if odd:
            wrong.append(figures)
            yield _claim(hit, odd[0])


def _place(told: Told) -> tuple[int, int]:
    return told.place


def _missed(same: Sequence[Tally], known: Verdicts) -> Tally | None:
    """The tally of a whole that holds once one of its figures is mended; None where chance may make such.

    What makes it as it stands proves that it is right, so that only another list of its parts, announced further on, can be wrong.
    """
    held = [part for each in same if each.holds for part in each.parts]
    apart = [each for each in same if not each.holds and _may_be(each)]
    hits = [each for each in apart if each.slipped(known.proved) or _barely_over(each)]
    if turned := [each for each in hits if each.is_telling and each.slipped(known.proved, turned=True)]:
        hits = turned
    chance = sum(each.chance(known.proved, turned=bool(turned)) for each in apart)
    if len(hits) > 1:
        hits = [each for each in hits if each.alone]
    if len(hits) != 1:
        return None
    [hit] = hits
    if held:
        last = max(held, key=lambda each: each.place)
        again = last.place < hit.parts[0].place and _AGAIN.search(words_between(last, hit.parts[0]))
        return hit if again and chance <= _ANNOUNCED else None
    alone = hit.alone and hit.chance(known.proved, turned=bool(turned)) <= _ALONE
    borne = _ANNOUNCED if (alone or _is_announced(hit)) and _are_all(hit) else _ANY
    return hit if chance <= borne else None


def _may_be(tally: Tally) -> bool:
    """True for figures none of which is the whole again, or so little of it that it proves nothing."""
    whole = tally.whole.value
    if whole / tally.grain < _LEAST:
        return False
    values = [each.value for each in tally.parts]
    nested = any(AMONG.search(each.sentence.before(each.mark)) for each in tally.parts[1:])
    if nested or len(set(values)) == 1:
        return False
    return not any(each in (whole, -tally.excess) or each * _LITTLE < whole for each in values)


def _barely_over(tally: Tally) -> bool:
    """True for parts, announced as such, that exceed their whole by next to nothing."""
    return 0 < -tally.excess <= tally.whole.value * _BARELY and _is_announced(tally)


def _is_announced(tally: Tally) -> bool:
    """True where a word or a colon tells that a whole has parts, or its last part is called the rest; a colon behind a label, as the whole has one itself, tells nothing."""
    whole, first, last = tally.whole, tally.parts[0], tally.parts[-1]
    skipped = any(whole.place < each.place < first.place and each.value < whole.value for each in tally.rest)
    if skipped or not tally.follows:
        return False
    if (
        _OPENED.search(tally.between)
        or _LEFT.search(lead(last.sentence, last.mark))
        or _LEFT.match(last.sentence.after(last.mark))
    ):
        return True
    return ":" in tally.between and not lead(whole.sentence, whole.mark).rstrip().endswith(":")


def _are_all(tally: Tally) -> bool:
    """True where no word says that the parts are not all, or that one thing can be of two of them."""
    first = tally.parts[0]
    words = [each.words for each in tally.parts]
    return not (
        tally.goes_on
        or goes_on(first.sentence, first.mark.at)
        or may_overlap(words)
        or any(map(_SOME.search, (*words, tally.between)))
    )


def _claim(tally: Tally, wrong: Told) -> Claim:
    """The claim on the whole, or on a part where the whole is known to be right."""
    if wrong is tally.whole:
        check = total_of([each.number for each in tally.parts])
    else:
        numbers = [tally.whole.number, *(each.number for each in tally.parts if each is not wrong)]
        check = Check(tuple(numbers), remainder, " - ".join("{}" for _ in numbers))
    return claim(wrong.sentence, wrong.number, "total", judge(wrong.number, check))
