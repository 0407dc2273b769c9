"""`chiếm p%`, `n đơn vị (p%)`: the percentage a part is of its whole, where the words tell which whole is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from toolkit.claims.binding.alls import same_name
from toolkit.claims.binding.arithmetic import add
from toolkit.claims.binding.clauses import FIGURES, following, lead, reaches, tail
from toolkit.claims.binding.hidden import is_hidden
from toolkit.claims.binding.names import AMONG, is_outright, named
from toolkit.claims.binding.one_digit import holds, one_digit
from toolkit.claims.binding.pairs import COMPARED
from toolkit.claims.binding.roles import (
    base_of,
    is_bare,
    is_prior,
    is_step,
    is_target,
    is_whole,
    same_kind,
    subjects,
    verb_of,
)
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.told_base import base_told, of_economy, rate_of
from toolkit.claims.binding.verify import Check, Outcome, best, claim, judge, of, unknown
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.binding.wholes import TAKEN_IN, is_rough, is_told, larger_before, sure_wholes
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions

_FROM = pattern(r"(?<![^\W_])từ(?: [^\W\dA-Z_]+){0,2} $")
_OTHER_TERM = pattern(r"\((?:khóa|nhiệm kỳ|kỳ|đại hội) (?:trước|[ivx]+)(?![^\W_])[^()]*$")  # whose whole is another
_MORE = pattern(r"(?<![^\W_])thêm $")
_SAME = pattern(r"(?:tương ứng|tương đương|tức|hay)(?: với| là)? ")
_MOST_SHARES, _MOST_WHOLES = 12, 24  # that are looked at
_BESIDE = 2  # sentences back in which a share may prove a whole
_HUNDRED, _TELLING = Decimal(100), 20  # steps that a percentage must have to prove a base


def find_part(sentence: Sentence, mark: Mark, verb: Verb, base: Base) -> Iterator[Claim]:
    """The percentage of the figure before it (or in the bracket after it) over the whole that the words name."""
    measured = base_told(sentence, mark, verb) or rate_of(sentence, mark)
    if measured:
        yield claim(sentence, mark.number, "share", judge(mark.number, of(*measured)))
        return
    if of_count := _OF_COUNT.match(tail(sentence, mark)):
        by_count = list(_by_count(sentence, mark, of_count["unit"]))
        yield from by_count
        if by_count or _ABOUT.match(tail(sentence, mark)):
            return
    num = _part(sentence, mark, verb)
    if (
        num is None
        or num.number.upper is not None
        or of_economy(sentence, mark)
        or (num.depth and _OTHER_TERM.search(lead(sentence, num)))
    ):
        return
    sure = sure_wholes(sentence, mark, num, verb) or _proved(sentence, mark, num) or _taken_in(sentence, mark, num)
    sure = sure or _of_others(sentence, mark, num, verb)
    if (beside := _beside(sentence, num)) and not any(_holds(mark, num, den) for den in sure):
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
        loose = [*larger_before(sentence, num, mark), *(_told_like(sentence, mark, num) if outcome else ())]
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
    return any(_holds(share, den, whole) for whole in sure)


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
        if not is_target(sentence, each) and AMONG.search(sentence.between(each, num)) and _holds(mark, num, each)
    ]
    left = [each for each in before if _LEFT.search(lead(sentence, num)) and same_kind(num, each)]
    if within or any(judge(mark.number, _of_both(num, each)).verdict is not Verdict.INCONSISTENT for each in left):
        return
    if any(_holds(mark, num, den) for den in later) or _AIMED.search(lead(sentence, mark)):
        return
    if mark.number.value > _HUNDRED > outcome.expected and any(_is_within(sentence, num, den) for den in sure):
        yield claim(sentence, mark.number, "part", outcome)  # more than all of what it is told to be among
        return
    more = mark.number.value <= _HUNDRED and any(_exceeds(sentence, num, den) for den in sure)
    told = more or any(
        den in sentence.marks and is_told(sentence, mark, num, den, verb_of(sentence, mark)) for den in sure
    )
    if told or _alone(sentence, mark, num) or credible(mark.number, outcome):
        yield claim(sentence, mark.number, "share", outcome)


def _of_others(sentence: Sentence, mark: Mark, num: Mark, verb: Verb) -> list[Mark]:
    """The only figure before a part, called by another name, that "trong đó" tells it of: "9.174 thí sinh, trong đó 4.558 bài dưới 5 điểm"."""
    before = [each for each in sentence.marks[: num.rank] if each.symbol in FIGURES]
    exact = len(before) == 1 and before[0].symbol == "Q" and before[0].number.exact and num.number.exact
    telling = mark.number.value / mark.number.step >= _TELLING * _TELLING
    if not (exact and telling and verb is Verb.PART and AMONG.search(sentence.between(before[0], num))):
        return []
    if before[0].number.value <= num.number.value or is_prior(sentence, before[0]) or is_step(sentence, before[0]):
        return []
    check = of(num, before[0])
    return before if holds(mark.number, check) or one_digit(mark.number, check) else []


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
    return any(_holds(mark, both, den) for den in sure)


def _of_two_parts(sentence: Sentence, mark: Mark, num: Mark) -> bool:
    """True for a share that is, with another that makes it 100, of what the two parts make: "13.799 việc (83,80%) … 2.668 việc (16,20%)"."""
    rates = [each for each in sentence.marks if each.symbol == "P" and each is not mark]
    others = [each for each in rates if abs(each.number.value + mark.number.value - _HUNDRED) <= mark.number.step]
    parts = [part for each in others if (part := _part(sentence, each, verb_of(sentence, each))) is not None]
    return any(
        judge(mark.number, _of_both(num, part)).verdict is not Verdict.INCONSISTENT
        for part in parts if part is not num and same_kind(num, part)
    )  # fmt: skip


def _of_both(num: Mark, other: Mark) -> Check:
    """What one of two figures is of their sum, in percent."""
    return Check((num.number, other.number), _part_of_both, "{0} / ({0} + {1}) x 100")


def _part_of_both(spans: Sequence[Span]) -> Span:
    return (spans[0] / add(spans)).times(100)


def _taken_in(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark]:
    """The last figure before a part that tells what came in of its things, where the part is more: no share of anything."""
    told = [
        each for each in sentence.marks[: num.rank]
        if each.symbol == "Q" and each.depth == num.depth and TAKEN_IN.search(lead(sentence, each)) and not each.number.bound
    ][-1:]  # fmt: skip
    sure = mark.number.value <= _HUNDRED and verb_of(sentence, mark) in (Verb.SHARE, Verb.PART, Verb.BRACKET)
    return told if sure and told and _exceeds(sentence, num, told[0]) and base_of(sentence, mark) is Base.NONE else []


def _exceeds(sentence: Sentence, num: Mark, den: Mark) -> bool:
    """True for a part that is more than what was taken in of the same things: "tiếp nhận 128 đơn, đã giải quyết 419 đơn, đạt 92,97%"."""
    same = (
        den in sentence.marks
        and den.rank < num.rank
        and num.number.unit != ""
        and same_name(den.number.unit, num.number.unit)
    )
    return same and num.number.value > den.number.value and TAKEN_IN.search(lead(sentence, den)) is not None


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


def _holds(mark: Mark, num: Mark, den: Mark) -> bool:
    return judge(mark.number, of(num, den)).verdict is not Verdict.INCONSISTENT


def _told_like(sentence: Sentence, mark: Mark, num: Mark) -> Iterator[Mark]:
    """The figures of the part's own things told before in the passage, of which it can be a part."""
    unit, least = num.number.unit, num.number.value
    yield from (
        den for den in larger_before(sentence, num, mark)
        if den.number.unit == unit and not (is_prior(sentence, den) or is_target(sentence, den))
    )  # fmt: skip
    for each in reversed(sentence.earlier):
        if each.passage is not sentence.passage:
            return
        for den in reversed(each.marks):
            plain = den.symbol == "Q" and not (is_prior(each, den) or is_step(each, den) or is_target(each, den))
            if plain and den.number.unit == unit and den.number.value >= least:
                yield den


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


def _part(sentence: Sentence, mark: Mark, verb: Verb) -> Mark | None:
    """The figure a percentage is about."""
    taken = {each.rank for pair in fractions(sentence) for each in pair}
    after = following(sentence, mark)
    if (
        after
        and after.symbol == "Q"
        and after.depth > mark.depth
        and after.rank not in taken
        and reaches(sentence, mark, after)
    ):
        outside, _, inside = sentence.between(mark, after).rpartition("(")
        if (
            "," not in outside
            and (not inside.strip() or _SAME.fullmatch(inside))
            and not is_target(sentence, after)
            and not is_whole(sentence, after)
        ):
            return after
    before = sentence.before(mark).strip()
    if (verb is Verb.NONE and before != ",") or (verb is Verb.BRACKET and before.endswith((", (", ",("))):
        return None  # "41 tín chỉ (29 bắt buộc, 12 tự chọn, (31,3%)" is said of all that stands before
    about = [
        other
        for other in _told_at_once(sentence, mark) or subjects(sentence, mark)
        if other.symbol == "Q"
        and reaches(sentence, other, mark)
        and other.rank not in taken
        and not (verb is Verb.PART and _MORE.search(lead(sentence, other)))
    ]
    if not about or (verb is not Verb.BRACKET and not is_bare(sentence, about[0], mark)):
        return None
    if verb is Verb.BRACKET and any(other.symbol in FIGURES for other in sentence.marks[about[0].rank + 1 : mark.rank]):
        return None
    return about[0]


def _told_at_once(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The earlier figure that a clause is about, just before the percentage: "đầu kỳ 1.248 hộ, chiếm 3,61%"."""
    before = next((other for other in reversed(sentence.marks[: mark.rank]) if other.symbol in FIGURES), None)
    if before is None or before.symbol != "Q" or before.depth != mark.depth or not is_prior(sentence, before):
        return []
    return [] if COMPARED.search(lead(sentence, before)) and not _OPENED.search(lead(sentence, before)) else [before]


_OPENED = pattern(r"^[^,]*(?<!so với )(?:đầu|cuối) (?:kỳ|năm)[^,]*$")


def _beside(sentence: Sentence, num: Mark) -> Mark | None:
    """The count told in one breath before another: the cases of "làm rõ 162 vụ, 214 đối tượng, đạt 87,1%"."""
    before = sentence.marks[num.rank - 1] if num.rank else None
    if (
        before is None
        or before.symbol != "Q"
        or before.depth != num.depth
        or not (before.number.exact and num.number.exact)
    ):
        return None
    return before if sentence.between(before, num).strip() in _BREATH else None


_BREATH = frozenset(map(canon, (",", "với", ", với", "và", "/", "-", "gồm", ", gồm")))


def _proved(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark]:
    """A quantity of an earlier sentence that another percentage of this one is proved to be measured by."""
    for top, den in fractions(sentence):
        share = following(sentence, den)
        fits = den.rank < mark.rank and den.number.unit == num.number.unit and den.number.value >= num.number.value
        apart = share is not None and share.symbol == "P" and top.rank != num.rank and share.rank != mark.rank
        if share and apart and fits and judge(share.number, of(top, den)).verdict is not Verdict.INCONSISTENT:
            return [den]
    before = [told for told in reversed(sentence.earlier[-_BESIDE:]) if told.passage is sentence.passage]
    others = [(told, other) for told in (sentence, *before) for other in told.marks if other.symbol == "P"]
    wholes = list(islice(_told_before(sentence, mark), _MOST_WHOLES))
    for each, other in others[:_MOST_SHARES]:
        if other is mark or base_of(each, other) in (Base.TARGET, Base.PRIOR):
            continue
        part = _part(each, other, verb_of(each, other))
        telling = other.number.value / other.number.step >= _TELLING and other.number.value < _HUNDRED
        if part is None or part is num or not _addable(part, num) or not telling:
            continue
        for den in wholes:
            fits = same_kind(den, part) and den.number.value >= part.number.value
            if fits and den is not num and judge(other.number, of(part, den)).verdict is not Verdict.INCONSISTENT:
                return [den]
    return []


def _addable(one: Mark, other: Mark) -> bool:
    return same_kind(one, other) or (one.number.exact and other.number.exact)


def _told_before(sentence: Sentence, mark: Mark) -> Iterator[Mark]:
    """The quantities before a percentage, in its sentence and in those before it in the passage, the nearest first."""
    yield from (other for other in reversed(sentence.marks[: mark.rank]) if other.symbol == "Q")
    for each in reversed(sentence.earlier):
        if each.passage is not sentence.passage:
            return
        yield from (other for other in reversed(each.marks) if other.symbol == "Q")
