"""Two sentences read as one: what the one measures by, its neighbour has told ("Kế hoạch năm 300. Đã kết nạp 318, đạt 106%")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from toolkit.claims.binding.arithmetic import distance
from toolkit.claims.binding.clauses import FIGURES, lead, tail
from toolkit.claims.binding.one_digit import chance, one_digit
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.slips import POINTS, credible, digits_of, mistyped, near, variants
from toolkit.claims.binding.verify import Check, far_apart, judge, of
from toolkit.claims.binding.verify import claim as claimed
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.kinds import (
    abreast,
    apiece,
    changes,
    flows,
    grown,
    judgements,
    last,
    limits,
    one_base,
    ratios,
    terse,
    two,
)
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.summed_up import summed_up

_SUMS = pattern(r" ?(?:như vậy,? )?(?:cả|cộng|tổng cộng|tính chung)(?![^\W_])")
_COMPARES = pattern(r"\W*(?:so với|cùng kỳ|tăng|giảm)(?![^\W_])")
_KINDS = frozenset({"target", "over", "short", "change", "share"})


def across(first: Sentence, second: Sentence, told: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of two neighbours on figures that neither sentence can judge by itself.

    `told` are the claims of each by itself. The bond is looser than inside a sentence, so what is far from the printed
    figure is taken for a wrong bond and left alone.
    """
    if first.low + len(first.text) != second.low:
        return
    if _SUMS.match(second.text):
        places = {mark.number.start for mark in second.marks}
        yield from (
            claim for claim in last.find(_joined(first, second)) if claim.place.start in places and _near_whole(claim)
        )
    yield from summed_up(first, second)
    yield from _left_of_fraction(first, second)
    if _ENDS.search(second.text):
        yield from _remaining(first, second)
    yield from (each for each in terse.over_years(_joined(first, second)) if each.place.start >= second.span(0, 1)[0])
    judged = {claim.place.start for claim in told if claim.verdict is not Verdict.NOT_CHECKABLE}
    for one, other in ((first, second), (second, first)):
        open_figures = {mark.number.start for mark in _measuring(other)} - judged
        both = _joined(one, other) if open_figures else None
        for claim in (
            chain(ratios.find(both), changes.find(both), two.find(both), grown.find(both), abreast.find(both))
            if both
            else ()
        ):
            bound = claim.kind in _KINDS and claim.place.start in open_figures and _bound(claim, one, other)
            if bound and _told_again(claim):
                continue
            if bound and (claim.verdict is not Verdict.INCONSISTENT or one is first or _tells_base(one)):
                yield claim
    if _named_wholes(first) & _named_wholes(second):
        yield from (each for each in one_base.find(_joined(first, second)) if each.place.start not in judged)
    if _JUDGES.match(second.text):
        yield from _judged(first, second, judged)
    if _EACH.search(first.text) or _EACH.search(second.text):
        yield from _apiece(first, second, judged)


_ENDS = pattern(
    r"(?:^|[;,]) ?(?:như vậy,? |do đó,? )?(?:(?:đến )?cuối (?:kỳ|năm|tháng|quý|nhiệm kỳ)|hiện nay|hiện|đến nay|còn)(?![^\W_])"
)


def _named_wholes(sentence: Sentence) -> set[str]:
    """What the percentages of a sentence say that they are of: "tổng số hộ dân"."""
    tails = (_OF_ALL.match(tail(sentence, mark)) for mark in sentence.marks if mark.symbol == "P")
    return {found["all"] for found in tails if found is not None}


_OF_ALL = pattern(r" ?(?:so với |của |trên |trong )?(?P<all>tổng số [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,3})$")


def _left_of_fraction(first: Sentence, second: Sentence) -> Iterator[Claim]:
    """`Ký cam kết: 42.618/45.200 hộ, đạt 94,3%. Chưa ký 2.582 hộ`: what is left of the one fraction that the sentence before tells."""
    opened, pairs = _LEFT_OVER.match(second.text), fractions(first)
    if opened is None or len(pairs) != 1:
        return
    (num, den), left = pairs[0], second.at(opened.end() - 1)
    if (
        left.number.unit != den.number.unit
        or not left.number.unit
        or any(each.number.bound for each in (num, den, left))
    ):
        return
    outcome = judge(left.number, Check((den.number, num.number), distance, "{} - {}"))
    digits = str(outcome.expected.quantize(left.number.step) / left.number.step).partition(".")[0]
    slip = outcome.expected > 0 and digits in set(variants(digits_of(left.number)))
    if outcome.verdict is not Verdict.INCONSISTENT or slip:
        yield claimed(second, left.number, "total", outcome)


_LEFT_OVER = pattern(r"^ ?(?:còn(?: lại)?|chưa [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,2})(?: là)? Q")


def _remaining(first: Sentence, second: Sentence) -> Iterator[Claim]:
    """`Đầu năm có 186 hộ. Trong năm thoát nghèo 52 hộ, tái nghèo 7 hộ. Cuối năm còn 141 hộ`: what remains of all that the sentences before tell."""
    low = second.span(0, 1)[0]
    both = _joined(first, second)
    before = first.earlier[-1] if first.earlier else None
    for each in (both, *([_joined(before, both)] if before and before.passage is first.passage else ())):
        claims = [claim for claim in flows.remaining(each) if claim.place.start >= low and _near_whole(claim)]
        if claims:
            yield from claims
            return


# A sentence that only judges what the one before told: "Như vậy đã vượt kế hoạch".
_JUDGES = pattern(
    r" ?(?:như vậy|qua đó|theo đó|như thế|vì vậy|do đó|(?:kết quả|tỷ lệ|chỉ tiêu|số|mức|con số) (?:này|trên|đó))?,? ?(?:đã |là |vẫn |cũng |mới |còn )*"
    r"(?:đạt và vượt|hoàn thành vượt|vượt|chưa đạt|không đạt|chưa hoàn thành|không hoàn thành|chỉ tiêu)(?![^\W_])"
)


def _judged(first: Sentence, second: Sentence, judged: set[int]) -> Iterator[Claim]:
    """The judgements of a sentence on what the one before told."""
    low = second.span(0, 1)[0] if second.text else 0
    both = _joined(first, second)
    for claim in chain(judgements.find(both), limits.find(both)):
        if claim.place.start not in judged and claim.place.start >= low:
            yield claim


_EACH = pattern(r"(?<![^\W_])(?:mỗi|bình quân|trung bình)(?![^\W_])")


def _apiece(first: Sentence, second: Sentence, judged: set[int]) -> Iterator[Claim]:
    """What each has, told in one sentence, and how many there are or what all have in the other."""
    told = [{mark.number.told for mark in each.marks if mark.symbol == "Q"} for each in (first, second)]
    for claim in apiece.find(_joined(first, second)):
        bound = claim.place.start not in judged and all(set(claim.numbers) & each for each in told)
        if bound and (claim.verdict is not Verdict.INCONSISTENT or _credible(claim, first.text + second.text)):
            yield claim


_MORE_COME = pattern(r"(?<![^\W_])(?:còn lại|đối ứng|góp|ngoài ra|thêm)(?![^\W_])")


def _credible(claim: Claim, text: str) -> bool:
    """True where what all have is near what each has makes, and nothing comes to it from elsewhere."""
    if claim.expected is None or claim.printed is None or _MORE_COME.search(text):
        return False
    return near(claim.printed, claim.expected, rate=False) or mistyped(claim.printed, claim.expected)


def _near_whole(claim: Claim) -> bool:
    """True where a total holds, or is near what the sentence before makes."""
    if claim.verdict is not Verdict.INCONSISTENT or claim.expected is None or claim.printed is None:
        return True
    return near(claim.printed, claim.expected, rate=False) or mistyped(claim.printed, claim.expected)


def _told_again(claim: Claim) -> bool:
    """True for a wrong difference over two sentences that is one of its figures told again, or holds the other way round; or a loosely told share."""
    if claim.verdict is not Verdict.INCONSISTENT or claim.printed is None or claim.expected is None:
        return False
    return claim.printed in (*claim.numbers[1:], -claim.expected)


def _tells_base(sentence: Sentence) -> bool:
    """True where a sentence that comes after tells a target or an earlier figure: "Kế hoạch giao là 700"."""
    return any(is_target(sentence, mark) or is_prior(sentence, mark) for mark in sentence.marks if mark.symbol in "QP")


def _measuring(sentence: Sentence) -> Iterator[Mark]:
    """The figures of a sentence that compare others: percentages, points, differences."""
    return (
        mark for mark in sentence.marks if mark.symbol in "PD" or (mark.symbol == "Q" and is_step(sentence, mark))
    )  # fmt: skip


def _bound(claim: Claim, one: Sentence, other: Sentence) -> bool:
    """True where a claim holds, or brings figures of both sentences together and is not far off."""
    if claim.verdict is not Verdict.INCONSISTENT:
        return claim.verdict is not Verdict.NOT_CHECKABLE
    if claim.kind in ("target", "share") and _of_another(claim, one, other):
        return False
    operands = set(claim.numbers[1:])
    told = [_figures(each) for each in (one, other)]
    if all(operands & each for each in told) and _mended(claim, one, other):
        return True
    if claim.printed is not None and claim.expected is not None and far_apart(claim.printed, claim.expected):
        return False
    plain = claim.kind != "share" and any(len(each) == 1 for each in told)
    of_rates = claim.kind == "target" and claim.formula.partition("=")[0].count("%") > 1  # rates of two things
    stepped = claim.kind == "change" and "/ (" in claim.formula and not _COMPARES.match(other.text)
    return not (stepped or of_rates) and all(operands & each for each in told) and (plain or _near(claim))


def _mended(claim: Claim, one: Sentence, other: Sentence) -> bool:
    """True where one mistaken digit explains a percentage, and chance hardly does."""
    printed = next((each.number for each in (*one.marks, *other.marks) if each.number.start == claim.place.start), None)
    if printed is None or not isinstance(claim.basis, Check) or not (printed.percent or printed.points):
        return False
    return one_digit(printed, claim.basis) and chance(printed, [claim.basis]) <= _BORNE


_BORNE = Decimal("0.15")


def _of_another(claim: Claim, one: Sentence, other: Sentence) -> bool:
    """True for a percentage that its part makes of another figure: "biên chế 184; có mặt 171. Đại học 132 (77,2%)"."""
    marks = [mark for each in (one, other) for mark in each.marks]
    rate = next((mark for mark in marks if mark.number.start == claim.place.start), None)
    part = next((mark for mark in marks if mark.symbol == "Q" and mark.number.told == claim.numbers[1]), None)
    wholes = (mark for mark in marks if mark.symbol == "Q" and mark.number.value and mark is not part)
    return (
        rate is not None and part is not None
        and any(judge(rate.number, of(part, whole)).verdict is not Verdict.INCONSISTENT for whole in wholes)
    )  # fmt: skip


def _figures(sentence: Sentence) -> set[Decimal]:
    return {mark.number.told for mark in sentence.marks if mark.symbol in "QP"}


def below(first: Sentence, second: Sentence, told: Sequence[Claim]) -> Iterator[Claim]:
    """The percentages of a sentence by the target that the passage before tells and nothing else: "Kế hoạch vốn là 186 tỷ đồng. ¶ Giải ngân 111,6 tỷ đồng, bằng 60% kế hoạch"."""
    figures = [mark for mark in first.marks if mark.symbol in FIGURES]
    plans = [mark for mark in figures if is_target(first, mark)]
    if len(plans) != 1 or figures[0] is not plans[0] or second.low:
        return
    if any(mark.symbol != "Q" or not same_kind(mark, plans[0]) for mark in figures):
        return
    judged = {claim.place.start for claim in told if claim.verdict is not Verdict.NOT_CHECKABLE}
    rates = {mark.number.start for mark in second.marks if mark.symbol == "P" and base_of(second, mark) is Base.TARGET}
    both = replace(_joined(first, second), passage=second.passage)
    for claim in ratios.find(both) if rates - judged else ():
        meant = claim.place.start in rates - judged and plans[0].number.told in claim.numbers[1:]
        if meant and claim.kind in _KINDS and (claim.verdict is not Verdict.INCONSISTENT or _near(claim)):
            yield claim
    if rates:
        yield from _left_of_plan(second, plans[0])


def _left_of_plan(sentence: Sentence, plan: Mark) -> Iterator[Claim]:
    """What is left of a plan by the one figure told to be done of it: "giải ngân 265,2 tỷ đồng, đạt 85% kế hoạch; còn lại 46,8 tỷ đồng"."""
    like = [mark for mark in sentence.marks if mark.symbol == "Q" and same_kind(mark, plan)]
    if len(like) == 2 and _STILL.search(lead(sentence, like[1])) and not any(mark.number.bound for mark in like):
        outcome = judge(like[1].number, Check((plan.number, like[0].number), distance, "{} - {}"))
        if outcome.verdict is not Verdict.INCONSISTENT or credible(like[1].number, outcome):
            yield claimed(sentence, like[1].number, "total", outcome)


_STILL = pattern(r"(?<![^\W_])(?:còn(?: lại| phải [^\W\dA-Z_]+| thiếu)?|chưa [^\W\dA-Z_]+(?: [^\W\dA-Z_]+)?)(?: là)? $")


def _joined(one: Sentence, other: Sentence) -> Sentence:
    """Both as one sentence, with a comma for the full stop between them."""
    text = one.text.rstrip(" .") + ", "
    source = [*_source(one)[: len(text)], *_source(other)]
    moved = [replace(mark, at=mark.at + len(text), rank=mark.rank + len(one.marks)) for mark in other.marks]
    return replace(
        one, text=text + other.text, marks=(*one.marks, *moved), notes=(), low=0, source=source, known={}
    )  # fmt: skip


def _source(sentence: Sentence) -> Sequence[tuple[int, int]]:
    return sentence.source[sentence.low : sentence.low + len(sentence.text)]


def _near(claim: Claim) -> bool:
    """True where the figure printed is near what the arithmetic gives; a share within a few points, for a whole is easily mistaken."""
    if claim.expected is None or claim.printed is None:
        return False
    if claim.kind == "share":
        return abs(claim.expected - claim.printed) <= POINTS
    return near(claim.printed, claim.expected, rate="%" in claim.formula and claim.kind != "change")
