"""Alarms far off: a printed figure much unlike the expected one is more often bound to the wrong figures than wrong."""

from __future__ import annotations

from collections.abc import Sequence, Set
from decimal import Decimal

from toolkit.claims.binding.arithmetic import distance, gap, ratio
from toolkit.claims.binding.clauses import FIGURES
from toolkit.claims.binding.names import is_outright
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import is_slip, mistyped, near
from toolkit.claims.binding.verify import Check, far_apart, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions

_ASIDE = pattern(r"\((?:trong đó|gồm|bao gồm|riêng|do|kể cả)(?![^\W_])")
_WHOLE = 100  # percent
_EXACT = Decimal("0.004")  # of a figure: what one unit of its last digit may be at most
_KINDS = frozenset({"change", "share", "target", "over", "short", "ratio", "whole_number"})
_CAUSED = pattern(r"(?<![^\W_])(?:khiến|giúp|làm cho|song|nhưng|tuy nhiên|trong khi đó)(?![^\W_])")
_AMOUNTS = frozenset({"share", "ratio", "target", "over"})
_TIMES = frozenset(map(canon, ("năm", "tháng", "quý", "tuổi", "lần")))
_WORD = pattern(W)
# What binds figures and names nothing.
_BINDING = pattern(
    r"(?<![^\W_])(?:đạt|bằng|chiếm|tỷ lệ|là|có|được|còn|tăng|giảm|vượt|thiếu|hụt|thêm|(?:cao|thấp|nhiều|ít)? ?hơn|tương ứng|so với|so|cùng kỳ|"
    r"(?:năm|tháng|quý|kỳ) (?:trước|ngoái)|năm|tháng|quý|đầu năm|cuối năm|thực tế|thực hiện|kết quả|kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết|"
    r"giao|đề ra|tổng số|từ|lên|xuống|và|điểm|phần trăm|đã)(?![^\W_])"
)
_FOREIGN = {"ratio": 2, "target": 3}  # words between two figures that bind nothing, and yet the two are bound
_NAMED_BASE = frozenset({"share", "target", "ratio"})
_BASE_NAME = 8  # words that name the base of a percentage before the bracket that tells it
_REACH, _FURTHEST = (
    {"share": 60, "ratio": 24, "target": 24, "whole_number": 25},
    28,
)  # words between the figures of a claim
_SUBJECT = 4  # the same where a figure and its noun come first: "318 ca tay chân miệng, tăng 38%"


def far_fetched(sentence: Sentence, claim: Claim) -> bool:
    """True for an alarm on a percentage or change far off that no figure beside it is closely bound to."""
    if claim.verdict is not Verdict.INCONSISTENT or claim.kind not in _KINDS:
        return False
    if claim.expected is None or claim.printed is None or len(claim.numbers) < 2:
        return False
    printed = next((mark for mark in sentence.marks if mark.number.start == claim.place.start), None)
    if printed is None:
        return True
    if (
        _of_times(sentence, printed, claim)
        or _is_loose(printed, claim)
        or _reach(sentence, printed, claim) > _REACH.get(claim.kind, _FURTHEST)
    ):
        return True
    if claim.kind == "share" and _called(sentence, printed, claim):
        return False
    told_here = set(claim.numbers[1:]) <= {mark.number.told for mark in sentence.marks}
    if (not told_here and _explained(sentence, printed, claim)) or _of_fraction(sentence, claim):
        return True
    if near(claim.printed, claim.expected, rate="%" in claim.formula) or mistyped(claim.printed, claim.expected):
        return False
    if not told_here and not (isinstance(claim.basis, Check) and is_slip(printed.number, claim.basis)):
        return True  # with a figure of another sentence it must be near
    if _betrayed(printed.number, claim):
        return False
    if far_apart(claim.printed, claim.expected):
        return not _scale_mistaken(claim)
    if claim.kind == "share" and claim.printed > _WHOLE:
        return True
    return _explained(sentence, printed, claim) or not _closed(sentence, printed, claim)


def wild(claim: Claim) -> bool:
    """True for an alarm on a percentage of figures in two sentences that is not near what they make, nor a slip from it."""
    if claim.verdict is not Verdict.INCONSISTENT or claim.kind not in _AMOUNTS:
        return False
    if claim.expected is None or claim.printed is None:
        return False
    return not (near(claim.printed, claim.expected, rate=True) or mistyped(claim.printed, claim.expected))


def _reach(sentence: Sentence, printed: Mark, claim: Claim) -> int:
    """How many words stand between the first and the last figure of a claim, as far as they are in the sentence."""
    used = {number.start for number in claim.basis.operands} if isinstance(claim.basis, Check) else set()
    named = claim.numbers[1:] if claim.kind == "whole_number" else ()
    marks = [
        mark for mark in sentence.marks if mark.number.start in used or mark.number.told in named or mark is printed
    ]
    return len(_WORD.findall(sentence.between(marks[0], marks[-1])))


def _betrayed(printed: Number, claim: Claim) -> bool:
    """True where one slip in a figure explains all, and the printed one is told so exactly that it hardly does by chance."""
    if not isinstance(claim.basis, Check) or not printed.value:
        return False
    if claim.basis.compute in (distance, gap):
        most = max(number.value for number in claim.basis.operands)
        return most > 0 and printed.step / most <= _EXACT and is_slip(printed, claim.basis, own=2)
    if claim.kind == "over" and claim.numbers[1] - claim.numbers[-1] == claim.printed:
        return True  # a percent sign behind the plain difference
    if claim.kind == "over" and len(claim.basis.operands) == 2:
        reached = judge(printed, Check(claim.basis.operands, ratio, ""))
        if reached.verdict is not Verdict.INCONSISTENT:
            return True  # "vượt" where it is only reached
    grain = printed.step / abs(printed.value)
    if grain > _EXACT:
        return False
    return is_slip(printed, claim.basis, least=2 if grain < _EXACT / 4 else 3)


def _scale_mistaken(claim: Claim) -> bool:
    """True where the figures fit without their scale words: "124 nghìn tỷ đồng so với 105,8 tỷ đồng, tăng 17%"."""
    operands = [number for number in claim.numbers[1:] if number]
    if len(operands) != 2 or claim.printed is None:
        return False
    share = operands[0] / operands[1] * _WHOLE
    fits = (share, share - _WHOLE, _WHOLE * _WHOLE / share - _WHOLE)
    return any(near(claim.printed, each, rate=False) and each > 0 for each in fits)


def _of_times(sentence: Sentence, printed: Mark, claim: Claim) -> bool:
    """True for a percentage of years or ages: "3 năm 2021 - 2023 đạt 55% kế hoạch 5 năm"."""
    used = (mark for mark in sentence.marks if mark is not printed and mark.number.told in claim.numbers[1:])
    return claim.kind in _AMOUNTS and printed.symbol == "P" and any(mark.number.unit in _TIMES for mark in used)


def _is_loose(printed: Mark, claim: Claim) -> bool:
    """True for a percentage told loosely and far off: "nợ xấu dưới 1,5%" is no share of what stands before it."""
    loose = printed.number.bound in ("<", "<=", ">", ">=") and claim.kind in _AMOUNTS
    told = claim.printed is not None and claim.expected is not None
    return loose and told and not near(claim.printed or Decimal(0), claim.expected or Decimal(0), rate=False)


def _called(sentence: Sentence, printed: Mark, claim: Claim) -> bool:
    """True where the words of a percentage are just those that lead to its whole."""
    return any(
        is_outright(sentence, printed, each) and each.number.told in claim.numbers[2:] for each in sentence.marks
    )


def _of_fraction(sentence: Sentence, claim: Claim) -> bool:
    """True for a change the other way between the two sides of a fraction: "ít hơn 6 vụ (12/6 vụ)"."""
    used = set(claim.numbers[1:])
    turned = claim.kind == "change" and claim.expected is not None and claim.expected < 0
    return turned and any(used == {num.number.told, den.number.told} for num, den in fractions(sentence))


def _explained(sentence: Sentence, printed: Mark, claim: Claim) -> bool:
    """True for a share that is right by another whole of the paragraph: "6.659/8.159 …. Có 1.388 …, 112 …, chiếm 1,37%"."""
    part = next(
        (mark for mark in sentence.marks if claim.kind == "share" and mark.number.told == claim.numbers[1]), None
    )
    earlier = [each for each in sentence.earlier if each.passage is sentence.passage]
    return part is not None and any(
        judge(printed.number, Check((part.number, whole.number), ratio, "")).verdict is not Verdict.INCONSISTENT
        for each in (sentence, *earlier) for whole in each.marks
        if whole.symbol == "Q" and whole is not part and whole.number.value
    )  # fmt: skip


def _closed(sentence: Sentence, printed: Mark, claim: Claim) -> bool:
    """True where every figure used stands beside the printed one or beside one that does, with few words between.

    A base in a bracket of its own is enough, and the whole of a share may be the first figure
    of the sentence.
    """
    used = set(claim.numbers[1:])
    free = [mark for mark in sentence.marks if mark.symbol in "QP" and mark is not printed and mark.number.told in used]
    if any(mark.depth > printed.depth and (is_prior(sentence, mark) or is_target(sentence, mark)) for mark in free):
        return True
    if printed.symbol == "D" and _only_rates(sentence, printed, used):
        return True
    bound = [printed]
    for near_to in bound:
        bound += [mark for mark in free if mark not in bound and _bound(sentence, near_to, mark, claim.kind)]
    if any(mark.depth > printed.depth for mark in bound) or (
        claim.kind != "share" and _nothing_else(sentence, printed, free)
    ):
        return True
    if claim.expected is not None and claim.expected <= 0 and claim.kind != "over":
        return False
    if claim.kind == "share":
        bound += [mark for mark in sentence.marks if mark.symbol == "Q"][:1]
    return used <= {mark.number.told for mark in bound}


def _only_rates(sentence: Sentence, printed: Mark, used: Set[Decimal]) -> bool:
    """True for points between the only two rates that the clauses before them tell."""
    start = sentence.text.rfind(";", 0, printed.at)
    rates = [mark for mark in sentence.marks[: printed.rank] if mark.symbol == "P" and mark.at > start]
    return len(rates) == 2 and {mark.number.told for mark in rates} == used


def _nothing_else(sentence: Sentence, printed: Mark, used: Sequence[Mark]) -> bool:
    """True where the clauses of the figures used tell no others: there is nothing else the printed one could be bound to."""
    marks = sorted((printed, *used), key=lambda mark: mark.rank)
    units = {mark.number.unit for mark in used}
    if (
        len(used) < 2
        or len(units) > 1
        or (units == {""} and not all(mark.symbol == "P" or is_prior(sentence, used[0]) for mark in used))
    ):
        return False
    low = sentence.text.rfind(";", 0, marks[0].at)
    high = sentence.text.find(";", marks[-1].at)
    if _CAUSED.search(sentence.text, marks[0].at, marks[-1].at):
        return False
    inside = [mark for mark in sentence.marks if low < mark.at and (high < 0 or mark.at < high)]
    return all(
        mark in marks or mark.symbol not in FIGURES or is_step(sentence, mark) or mark.number.percent for mark in inside
    )


def _bound(sentence: Sentence, one: Mark, other: Mark, kind: str) -> bool:
    first, second = sorted((one, other), key=lambda each: each.rank)
    words = sentence.between(first, second)
    apart = any(
        each.symbol == "Q" and each.depth <= min(first.depth, second.depth)
        for each in sentence.marks[first.rank + 1 : second.rank]
    )
    if apart or (";" in words and kind not in ("over", "short")) or _ASIDE.search(words):
        return False
    if kind == "ratio" and second.symbol == "P":
        words = words.rpartition(",")[2]  # what stands before the comma is said of the fraction
    foreign = _WORD.findall(_BINDING.sub(" ", words))
    if kind in _NAMED_BASE and first.symbol == "P" and second.depth > first.depth:
        return len(foreign) <= _BASE_NAME
    return len(foreign) <= _FOREIGN.get(kind, _SUBJECT if "(" not in words else 2)
