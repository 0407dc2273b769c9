"""Two parts that leave nothing over by their names alone: `3.240 khẩu; thường trú 3.015 khẩu, tạm trú 225 khẩu`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.arithmetic import distance
from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.closed import closed_lists
from toolkit.claims.binding.opposites import denies, exclude
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.summing import halves, total_of
from toolkit.claims.binding.verify import Check, Outcome, claim, judge
from toolkit.claims.binding.vocabulary import GROWTH, MEAN
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import grain
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import is_person

_NEAR = Decimal("0.8"), Decimal("1.25")
_LOOSE = Decimal("0.5"), Decimal(2)  # where the pair follows its whole with nothing told between
_FAR = Decimal("0.2"), Decimal(8)  # where "trong đó", a bracket or a colon announces the pair
_AT_ONCE = pattern(r"(?: [^\W\dA-Z_]+){0,7}?,(?: [^\W\dA-Z_]+){0,4} ")
_ANNOUNCED = pattern(
    r"(?: [^\W\dA-Z_]+){0,7}?(?:[,;]? (?:trong đó|trong số đó|gồm|bao gồm)| ?[(:])(?:[ ,:]*[^\W\dA-Z_]+){0,7} ?"
)
_AMONG = pattern(r"(?<![^\W_])trong(?: số)? đó(?![^\W_])")
_NEXT = pattern(r"(?:,| và)(?: [^\W\dA-Z_]+){1,3} ")
_SEX = pattern(r"(?<![^\W_])(?:nam|nữ)(?![^\W_])")
_VOTE, _VOTES = canon("phiếu"), pattern(r"(?<![^\W_])phiếu(?![^\W_])")
_AND = canon(" và ")
_SAYING = pattern(r"(?<![^\W_])(?:có|và|gồm|là|với)(?![^\W_])")
_DENYING = tuple(map(canon, ("không", "chưa")))
_TOLD = ("", "ước", "~")
_BACK = 3  # figures before the pair


def find(sentence: Sentence) -> Iterator[Claim]:
    """The totals of the sentence that two parts opposed to each other make."""
    unfit = halves(sentence) | {den.rank for _, den in fractions(sentence)}
    plain = [
        mark for mark in sentence.marks
        if mark.symbol == "Q" and mark.rank not in unfit and not is_step(sentence, mark) and not is_prior(sentence, mark)
        and not is_target(sentence, mark)
    ]  # fmt: skip
    for index, (one, other) in enumerate(pairwise(plain)):
        if one.depth != other.depth or not _opposed(sentence, one, other):
            continue
        if any({one.rank, other.rank} <= each.ranks and len(each.ranks) > 2 for each in closed_lists(sentence)):
            continue
        parts = [one, other, *_going_on(sentence, other, plain[index + 2 :])]
        if _of_more(sentence, plain[:index], parts):
            continue
        before = [mark for mark in reversed(plain[:index]) if _holds(sentence, mark, one)]
        for total in before[:_BACK]:
            sums = [total_of([mark.number for mark in parts[:end]]) for end in range(2, len(parts) + 1)]
            outcomes = [judge(total.number, check) for check in sums]
            good = next((each for each in outcomes if each.verdict is not Verdict.INCONSISTENT), None)
            outcome = good or outcomes[-1]
            if not good and total.number.bound and abs(outcome.expected - total.number.value) <= grain(total.number):
                break  # rounded as it is told
            if good or (total.number.bound in _TOLD and _near(sentence, total, parts, outcome)):
                yield claim(sentence, total.number, "total", outcome)
                break
    yield from _both_ways(sentence)


def _both_ways(sentence: Sentence) -> Iterator[Claim]:
    """`31/52 doanh nghiệp có doanh thu cao hơn cùng kỳ; 12/52 doanh nghiệp có doanh thu thấp hơn cùng kỳ`: two fractions of one whole, told to be over and under the same, that are more than all."""
    for (one, whole), (other, again) in pairwise(fractions(sentence)):
        if (
            whole.number.value != again.number.value
            or whole.number.unit != again.number.unit
            or whole.depth != again.depth
        ):
            continue
        first, second = (tail(sentence, each).strip() for each in (whole, again))
        turned = any(
            one_way in f" {first} " and first.replace(one_way.strip(), other_way.strip(), 1) == second
            for one_way, other_way in _WAYS
        )
        outcome = judge(whole.number, total_of([one.number, other.number]))
        if turned and outcome.expected > whole.number.value and not (one.number.bound or other.number.bound):
            yield claim(
                sentence,
                other.number,
                "total",
                judge(other.number, Check((whole.number, one.number), distance, "{} - {}")),
            )


_WAYS = tuple(
    (canon(f" {one} "), canon(f" {other} "))
    for pair in (
        ("cao hơn", "thấp hơn"),
        ("tăng", "giảm"),
        ("nhiều hơn", "ít hơn"),
        ("trên", "dưới"),
        ("vượt", "không đạt"),
    )
    for one, other in (pair, pair[::-1])
)


def _of_more(sentence: Sentence, before: Sequence[Mark], parts: Sequence[Mark]) -> bool:
    """True where the parts make a figure told earlier only with those before them: "19 chỉ tiêu, 9 vượt, 1 đạt, 9 chưa đạt"."""
    for start in range(len(before) - 1, -1, -1):
        run = [*before[start:], *parts]
        check = total_of([mark.number for mark in run])
        wholes = [mark for mark in sentence.marks[: run[0].rank] if mark.symbol == "Q"]
        if any(judge(whole.number, check).verdict is not Verdict.INCONSISTENT for whole in wholes):
            return True
    return False


def _near(sentence: Sentence, total: Mark, parts: Sequence[Mark], outcome: Outcome) -> bool:
    """True where a pair that does not make a figure must still be of it: the surer it is meant, the farther it may be off."""
    share = outcome.share_of(total.number)
    words = GROWTH.sub("", sentence.between(total, parts[0]))
    announced = _ANNOUNCED.fullmatch(words) is not None
    sure = denies(_label(sentence, parts[1]), _label(sentence, parts[0])) or all(
        _SEX.search(_label(sentence, part)) for part in parts[:2]
    )
    sure = sure or not _AMONG.search(words)  # "trong đó" may leave others out
    low, high = _FAR if announced and sure else _NEAR if announced else _LOOSE if _AT_ONCE.fullmatch(words) else _NEAR
    if denies(_label(sentence, parts[1]), tail(sentence, total)) or denies(
        tail(sentence, parts[1]), tail(sentence, total)
    ):
        return False  # "8.792 nhiệm vụ đã hoàn thành" are no whole of those "chưa hoàn thành"
    denied = announced or denies(_label(sentence, parts[1]), _label(sentence, parts[0]))
    larger = max(part.number.value for part in parts) >= total.number.value
    return (low < share < high and (denied or not larger)) or is_slip(total.number, outcome.check)


def _going_on(sentence: Sentence, last: Mark, after: Sequence[Mark]) -> list[Mark]:
    """The figures that go on with the list of a pair: "trong tỉnh 162, ngoài tỉnh 88, nước ngoài 86"."""
    found: list[Mark] = []
    for mark in after:
        words = sentence.between((found or [last])[-1], mark)
        if mark.depth != last.depth or mark.number.unit != last.number.unit or not _NEXT.fullmatch(words):
            break
        found.append(mark)
    return found


def _opposed(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True for two figures told one after the other whose labels exclude each other."""
    if one.number.unit != other.number.unit:
        return False
    if ";" in sentence.between(one, other):  # "kiểm tra 186 cơ sở; đạt 171 cơ sở (91,9%); không đạt 15 cơ sở"
        labels = lead(sentence, one).strip(), lead(sentence, other).strip(" ;,")
        words = GROWTH.sub("", sentence.between(one, other))
        denied = any(labels[1] == f"{word} {labels[0]}" for word in _DENYING)
        plain = not any(char in "QPDM" for char in words) and exclude(*labels)
        return words.count(";") == 1 and (denied or plain)
    return exclude(_label(sentence, one), _label(sentence, other))


def _label(sentence: Sentence, mark: Mark) -> str:
    """The words that name a figure: before it, or where none do, after it."""
    before = lead(sentence, mark).rpartition(_AND)[2]
    return before if _SAYING.sub(" ", before).strip(" (:,") else tail(sentence, mark)


def _holds(sentence: Sentence, total: Mark, one: Mark) -> bool:
    """True for a figure that can be the whole of a pair."""
    unit = total.number.unit
    if not unit and one.number.unit and f" {one.number.unit} " in f" {sentence.text[: total.at]}".rpartition(";")[2]:
        unit = one.number.unit  # "số phiếu thu về 248, hợp lệ 245 phiếu, không hợp lệ 3 phiếu"
    if not unit and not one.number.unit and _VOTES.search(sentence.text):
        unit = _VOTE  # "số phiếu thu về 284; hợp lệ 281, không hợp lệ 3"
    people = is_person(one.number.unit) and (
        is_person(unit) or _ANNOUNCED.fullmatch(sentence.between(total, one)) is not None
    )
    named = (
        one.number.unit == unit
        or people
        or (not one.number.unit and (is_person(unit) or not _SEX.search(_label(sentence, one))))
    )
    counted = named and unit and "/" not in unit and total.number.value > 0 and not MEAN.search(lead(sentence, total))
    return bool(counted) and total.depth <= one.depth and sentence.between(total, one).count(";") < 2
