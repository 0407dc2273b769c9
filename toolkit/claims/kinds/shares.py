"""`chiếm p%`, `n đơn vị (p%)`: the percentage a part is of its whole, where the words tell which whole is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.claims.binding.arithmetic import add
from toolkit.claims.binding.clauses import following, lead, reaches, tail
from toolkit.claims.binding.hidden import is_hidden
from toolkit.claims.binding.names import AMONG, is_outright, named
from toolkit.claims.binding.roles import (
    base_of,
    is_step,
    is_target,
    same_kind,
    verb_of,
)
from toolkit.claims.binding.share_wholes import exceeds, is_share, of_other_name, proved_wholes, taken_in, told_like
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.told_base import base_told, of_economy, rate_of
from toolkit.claims.binding.told_part import count_beside, part_of
from toolkit.claims.binding.verify import Check, Outcome, best, claim, judge, of, unknown
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.binding.wholes import is_rough, is_told, larger_before, sure_wholes
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions

_FROM = pattern(r"(?<![^\W_])từ(?: [^\W\dA-Z_]+){0,2} $")
_OTHER_TERM = pattern(r"\((?:khóa|nhiệm kỳ|kỳ|đại hội) (?:trước|[ivx]+)(?![^\W_])[^()]*$")  # whose whole is another
_HUNDRED = Decimal(100)


def find_part(sentence: Sentence, mark: Mark, verb: Verb, base: Base) -> Iterator[Claim]:
    """The percentage of the figure before it (or in the bracket after it) over the whole that the words name."""
    measured = base_told(sentence, mark, verb) or rate_of(sentence, mark)
    if measured:
        parts = [measured[0], *(num for num, den in fractions(sentence) if den.number is measured[0].number)]
        outcome = best(mark.number, [of(part, measured[1]) for part in parts])
        yield from (claim(sentence, mark.number, "share", outcome),) if outcome else ()
        return
    if of_count := _OF_COUNT.match(tail(sentence, mark)):
        by_count = list(_by_count(sentence, mark, of_count["unit"]))
        yield from by_count
        if by_count or _ABOUT.match(tail(sentence, mark)):
            return
    num = part_of(sentence, mark, verb)
    if (
        num is None
        or num.number.upper is not None
        or of_economy(sentence, mark)
        or (num.depth and _OTHER_TERM.search(lead(sentence, num)))
    ):
        return
    sure = sure_wholes(sentence, mark, num, verb) or proved_wholes(sentence, mark, num) or taken_in(sentence, mark, num)
    sure = sure or of_other_name(sentence, mark, num, verb)
    if (beside := count_beside(sentence, num)) and not any(is_share(mark, num, den) for den in sure):
        wholes = [den for den in larger_before(sentence, beside, mark) if den.number.unit == beside.number.unit != ""][
            :1
        ]
        outcome = best(mark.number, [of(beside, den) for den in wholes])
        if outcome and (outcome.verdict is Verdict.CONSISTENT or (not sure and credible(mark.number, outcome))):
            yield claim(sentence, mark.number, "share", outcome)
            return
    outcome = best(mark.number, [of(num, den) for den in sure])
    own = any(den in sentence.marks[: mark.rank] for den in named(sentence, mark, num) or ())
    if outcome is None or (outcome.verdict is Verdict.INCONSISTENT and not own):
        loose = [*larger_before(sentence, num, mark), *(told_like(sentence, mark, num) if outcome else ())]
        loose = [den for den in loose if den not in sure and not _is_no_whole(sentence, mark, num, den, sure)]
        other = best(mark.number, [of(num, den) for den in loose])
        outcome = other if outcome is None or (other and other.verdict is Verdict.CONSISTENT) else outcome
    if outcome is None:
        if base is Base.WHOLE or verb is Verb.PART:
            yield unknown(
                sentence, mark, "share", "không thấy tổng số để tính lại tỷ lệ này",
                "the whole this percentage is a part of is not in the text",
            )  # fmt: skip
        return
    if outcome.verdict is not Verdict.INCONSISTENT or _is_called(sentence, mark, num, sure):
        yield claim(sentence, mark.number, "share", outcome)
    elif sure and not any(is_hidden(sentence, mark, num, den) or is_rough(sentence, mark, num, den) for den in sure):
        yield from _wrong(sentence, mark, num, sure, outcome)


def _is_called(sentence: Sentence, mark: Mark, num: Mark, sure: Sequence[Mark]) -> bool:
    """True where the very words of a percentage lead to a whole that the part can be of."""
    return any(
        is_outright(sentence, mark, den) and same_kind(num, den) and not den.number.bound and den.number.value >= num.number.value
        for den in sure
    )  # fmt: skip


def _own_part(sentence: Sentence, mark: Mark, den: Mark, sure: Sequence[Mark]) -> bool:
    """True for a figure that its own share proves to be a part of the sure whole: "250 cơ sở, 215 đạt (86%), 35 vi phạm (14%)"."""
    share = following(sentence, den) if den in sentence.marks else None
    if share is None or share.symbol != "P" or (verb_of(sentence, mark) is Verb.SHARE and share.depth > den.depth):
        return False
    if share.depth == den.depth and verb_of(sentence, share) is not Verb.PART:
        return False
    return any(is_share(share, den, whole) for whole in sure)


def _is_item(sentence: Sentence, den: Mark, num: Mark, mark: Mark) -> bool:
    """True for a figure before a part that the same list gives a share of its own: "45 chi bộ (25%), 126 chi bộ (70%), 9 chi bộ (5%)"."""
    share = following(sentence, den) if den in sentence.marks else None
    if share is None or share.symbol != "P" or share is mark or share.depth - den.depth != mark.depth - num.depth:
        return False
    alike = verb_of(sentence, share) is verb_of(sentence, mark) is Verb.BRACKET and den.depth == num.depth
    return alike and not AMONG.search(sentence.between(share, num))


def _wrong(sentence: Sentence, mark: Mark, num: Mark, sure: Sequence[Mark], outcome: Outcome) -> Iterator[Claim]:
    """The claim on a share that is not that of its part, where the words leave no doubt of the whole or it is near."""
    if _of_two_parts(sentence, mark, num) or _of_itself(outcome) or _with_those_before(sentence, mark, num, sure):
        return
    later = [each for each in sentence.marks[mark.rank + 1 :] if each.symbol == "Q" and same_kind(num, each)]
    before = [each for each in sentence.marks[: num.rank] if each.symbol == "Q" and each is not num][-1:]
    within = [
        each
        for each in before
        if not is_target(sentence, each) and AMONG.search(sentence.between(each, num)) and is_share(mark, num, each)
    ]
    halved = any(
        _HUNDRED - each.number.value == mark.number.value for each in sentence.marks[: num.rank] if each.symbol == "P"
    )
    left = [each for each in before if (halved or _LEFT.search(lead(sentence, num))) and same_kind(num, each)]
    if within or any(judge(mark.number, _of_both(num, each)).verdict is not Verdict.INCONSISTENT for each in left):
        return
    later += [den for _, den in fractions(sentence) if den.rank < num.rank and same_kind(num, den)]
    if any(is_share(mark, num, den) for den in later) or _AIMED.search(lead(sentence, mark)):
        return
    if mark.number.value > _HUNDRED > outcome.expected and any(_is_within(sentence, num, den) for den in sure):
        yield claim(sentence, mark.number, "part", outcome)  # more than all of what it is told to be among
        return
    more = mark.number.value <= _HUNDRED and any(exceeds(sentence, num, den) for den in sure)
    told = more or any(
        den in sentence.marks and is_told(sentence, mark, num, den, verb_of(sentence, mark)) for den in sure
    )
    if told or _alone(sentence, mark, num) or credible(mark.number, outcome):
        yield claim(sentence, mark.number, "share", outcome)


def _is_no_whole(sentence: Sentence, mark: Mark, num: Mark, den: Mark, sure: Sequence[Mark]) -> bool:
    """True for a figure that no share is of: a part of the sure whole, an item of the same list, the count of a fraction where all are meant."""
    counted = base_of(sentence, mark) is Base.WHOLE and any(den is top for top, _ in fractions(sentence))
    return counted or _own_part(sentence, mark, den, sure) or _is_item(sentence, den, num, mark)


_AIMED = pattern(r"(?<![^\W_])để (?:đạt|bảo đảm|hoàn thành)(?: [^\W\dA-Z_]+){0,3} $")
_LEFT = pattern(r"^(?:,| và)? ?(?:số )?còn(?: lại)?(?: (?:hơn|gần|khoảng))* $")


def _of_itself(outcome: Outcome) -> bool:
    """True for a whole that is no more than the part: the figure is told again, or is what there was before."""
    part, *wholes = (number.value for number in outcome.check.operands)
    return len(wholes) == 1 and wholes[0] == part


def _with_those_before(sentence: Sentence, mark: Mark, num: Mark, sure: Sequence[Mark]) -> bool:
    """True for what two figures told one after the other are of a whole together: "3 khách …, và 2 khách về sau, chiếm 0,03% số khách"."""
    before = next((each for each in reversed(sentence.marks[: num.rank]) if each.symbol == "Q"), None)
    if before is None or before in sure or before.number.unit != num.number.unit or not reaches(sentence, before, num):
        return False
    both = replace(num, number=replace(num.number, value=num.number.value + before.number.value))
    return any(is_share(mark, both, den) for den in sure)


def _of_two_parts(sentence: Sentence, mark: Mark, num: Mark) -> bool:
    """True for a share that is, with another that makes it 100, of what the two parts make: "13.799 việc (83,80%) … 2.668 việc (16,20%)"."""
    rates = [each for each in sentence.marks if each.symbol == "P" and each is not mark]
    others = [each for each in rates if abs(each.number.value + mark.number.value - _HUNDRED) <= mark.number.step]
    parts = [part for each in others if (part := part_of(sentence, each, verb_of(sentence, each))) is not None]
    return any(
        judge(mark.number, _of_both(num, part)).verdict is not Verdict.INCONSISTENT
        for part in parts if part is not num and same_kind(num, part)
    )  # fmt: skip


def _of_both(num: Mark, other: Mark) -> Check:
    """What one of two figures is of their sum, in percent."""
    return Check((num.number, other.number), _part_of_both, "{0} / ({0} + {1}) x 100")


def _part_of_both(spans: Sequence[Span]) -> Span:
    return (spans[0] / add(spans)).times(100)


def _is_within(sentence: Sentence, num: Mark, den: Mark) -> bool:
    """True for a part that "trong đó" tells of a figure of the same things."""
    same = den in sentence.marks and den.rank < num.rank and den.number.unit == num.number.unit != ""
    return same and AMONG.search(sentence.between(den, num)) is not None


def _alone(sentence: Sentence, mark: Mark, num: Mark) -> bool:
    """True for a part told after one figure of its kind and nothing else: "kiểm tra 120 cơ sở, phát hiện 18 cơ sở vi phạm, chiếm 15%"."""
    before = sentence.marks[: mark.rank]
    if (
        verb_of(sentence, mark) is not Verb.PART
        or tail(sentence, mark).strip()
        or len(before) != 2
        or before[1] is not num
    ):
        return False
    whole = before[0]
    if _FROM.search(lead(sentence, whole)):
        return False
    return (
        whole.symbol == "Q"
        and whole.depth == num.depth
        and same_kind(whole, num)
        and whole.number.value > num.number.value
    )


def _by_count(sentence: Sentence, mark: Mark, unit: str) -> Iterator[Claim]:
    """`thụ lý 49.700 vụ …; xét xử 47.700 vụ …, đạt tỷ lệ 96% về số vụ`: the last of a unit over the first."""
    counts = [
        each for each in sentence.marks[: mark.rank]
        if each.symbol == "Q" and each.number.unit and unit.startswith(each.number.unit) and not is_step(sentence, each)
    ]  # fmt: skip
    if len(counts) == 2 and ";" not in sentence.between(*counts) and not _ABOUT.match(tail(sentence, mark)):
        return
    if len(counts) == 2 and counts[0].number.value >= counts[1].number.value:
        yield claim(sentence, mark.number, "share", judge(mark.number, of(counts[1], counts[0])))


_ABOUT = pattern(r"^ về ")
_OF_COUNT = pattern(r"^ (?:về (?:số )?|số )(?P<unit>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,2})")
