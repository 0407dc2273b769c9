"""So much for each, so many, so much in all: `120 suất, mỗi suất 2 triệu đồng, tổng trị giá 240 triệu đồng`; `bình quân 40 em/lớp`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

from toolkit.claims.binding.arithmetic import product
from toolkit.claims.binding.clauses import FIGURES, lead, reaches, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import credible, is_slip, mistyped, near
from toolkit.claims.binding.verify import Check, Outcome, claim, judge
from toolkit.claims.kinds.products import quotient, with_ratio
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import DURATIONS, alike, factor, is_person

_PERSONS = frozenset(map(canon, ("người", "đồng chí")))  # whoever is told before
_ANYBODY = frozenset(map(canon, ("đối tượng", "trường hợp", "cá nhân", "lượt")))
_MEAN = pattern(r"(?<![^\W_])(?:bình quân|trung bình|mật độ)(?![^\W_])")
_EACH_BEFORE = pattern(
    rf"(?<![^\W_])(?:mỗi|một|cứ|(?:bình quân|trung bình|mỗi|cứ) X) (?P<unit>đồng chí|{W})(?: {W}){{0,6}} $|bình quân đầu (?P<head>người)(?: {W}){{0,3}} $"
)
_EACH_BEHIND = pattern(rf"^(?: cho| trên| trong)? ?(?:/|mỗi|một) ?(?P<unit>{W})(?P<head>)")
_NO_TARGET = pattern(r"(?<![^\W_])định mức(?: [^\W\dA-Z_]+){0,2} $|^ đăng ký $")  # what each gets, or brings
_SAID_TOTAL = pattern(r"tổng (?:trị giá|giá trị|số tiền|kinh phí|cộng|số)")
_WITHIN = pattern(r"(?:trong|qua|sau) $|^ ?tổng (?:thu|chi|số|vốn|kinh phí|sản lượng|giá trị)(?: [^\W\dA-Z_]+){0,4} $")
_PRICED = pattern(r"(?<![^\W_])(?:mức|mỗi|giá|trị giá|đơn giá|định mức|suất|hỗ trợ|chi|thưởng|là)(?![^\W_])")
_TIMES = pattern(rf"(?P<count>Q)(?: {W}){{0,3}} [x×*] (?P<rate>Q) ?= ?(?P<total>Q)")


@dataclass(frozen=True, slots=True)
class _Rate:
    """A figure told for each of something: what it counts, for each of what, and whether it is said to be a mean."""

    mark: Mark
    unit: str
    each: str
    mean: bool
    times: Mark | None = None  # for how many months or days, where each has so much in one


def find(sentence: Sentence) -> Iterator[Claim]:
    """The totals of the sentence by what each has, and the means by what all have."""
    for match in _TIMES.finditer(sentence.text):
        count, each, total = (sentence.at(match.start(name)) for name in ("count", "rate", "total"))
        unit = each.number.unit.partition("/")[0]
        if unit and alike(unit, total.number.unit):
            check = _multiplied(count, _Rate(each, unit, "", mean=False), total)
            yield claim(sentence, total.number, "product", judge(total.number, check))
    yield from _priced(sentence)
    rates = list(_rates(sentence))
    for rate in rates:
        if (
            not rate.mean
            and sum((each.unit, each.each, each.mean) == (rate.unit, rate.each, False) for each in rates) > 1
        ):
            continue  # "60 suất (5 triệu đồng/suất đại học, 4 triệu đồng/suất cao đẳng)"
        counts, totals = _told(sentence, rate, within=True)
        if not counts or not totals:
            counts, totals = _told(sentence, rate, within=False)
        if len(counts) > 1 and rate.mean and len(totals) == 1:
            counts = _fitting(sentence, rate, counts, totals[0])
        if len(counts) == 1 and totals:
            yield from (
                _mean(sentence, rate, counts[0], totals) if rate.mean else _all(sentence, rate, counts[0], totals)
            )


def _fitting(sentence: Sentence, rate: _Rate, counts: Sequence[Mark], total: Mark) -> list[Mark]:
    """Of several counts the one that a mean is right by, or else the only one it is near, where its own clause tells none."""
    printed = replace(rate.mark.number, unit=f"{rate.unit}/{rate.each}")
    by = factor(total.number.unit) / factor(rate.unit)
    outcomes = [(count, judge(printed, Check((total.number, count.number), quotient(by), ""))) for count in counts]
    holding = [count for count, outcome in outcomes if outcome.verdict is not Verdict.INCONSISTENT]
    apart = not any(reaches(sentence, count, rate.mark) for count in counts)
    near = [count for count, outcome in outcomes if apart and credible(printed, outcome)]
    return holding[:1] or (near if len(near) == 1 else [])


def _priced(sentence: Sentence) -> Iterator[Claim]:
    """`1.250 suất quà trị giá 625 triệu đồng (500.000 đồng/suất)`: the total with the price of each behind it."""
    for match in _PRICE_BEHIND.finditer(sentence.text):
        count, total, each = (sentence.at(match.start(name)) for name in ("count", "total", "each"))
        unit, slash, thing = each.number.unit.partition("/")
        counted = slash and count.number.exact and f"{count.number.unit} ".startswith(f"{thing} ")
        if counted and alike(unit, total.number.unit) and not is_target(sentence, total):
            check = _multiplied(count, _Rate(each, unit, thing, mean=False), total)
            yield claim(sentence, total.number, "product", judge(total.number, check))


_PRICE_BEHIND = pattern(rf"(?P<count>Q)(?: {W}){{0,6}},? (?P<total>Q) ?\((?:{W} ){{0,3}}(?P<each>Q)\)")


def _rates(sentence: Sentence) -> Iterator[_Rate]:
    """The figures that are told for each of something."""
    for mark in sentence.marks:
        words = lead(sentence, mark)
        aimed = is_target(sentence, mark) and not _NO_TARGET.search(words)
        if mark.symbol != "Q" or is_step(sentence, mark) or is_prior(sentence, mark) or aimed:
            continue
        if mark.number.upper is not None or _OTHERS.search(words):
            continue  # "mỗi căn 50 - 60 triệu đồng"
        mean = _MEAN.search(words) is not None
        unit, slash, each = mark.number.unit.partition("/")
        named = _EACH_BEFORE.search(words) or _EACH_BEHIND.match(sentence.after(mark))
        each = each if slash else (named["unit"] or named["head"]) if named else ""
        if not each and (one := _mean_of_one(sentence, mark)):
            each, mean = one, True
        if each and unit and (each not in DURATIONS or mean):
            lasting = (
                None
                if mean
                else _LASTING.match(sentence.after(mark) if not slash else f"/{each}{sentence.after(mark)}")
            )
            times = _spans_told(sentence, mark, lasting["time"]) if lasting else []
            if lasting is None or len(times) == 1:
                yield _Rate(mark, unit, each, mean, *times)


def _mean_of_one(sentence: Sentence, mark: Mark) -> str:
    """What a mean is told for one of: "bình quân một doanh nghiệp đăng ký 7 tỷ đồng", "bình quân 70 triệu đồng một thành viên"."""
    for one in (*sentence.marks[mark.rank + 1 : mark.rank + 2], *sentence.marks[max(0, mark.rank - 1) : mark.rank]):
        first, last = sorted((one, mark), key=lambda each: each.rank)
        told = one.number.in_words and one.number.value == 1 and one.depth == mark.depth
        if told and (_FOR_ONE if last is one else _ONE_HAS).fullmatch(sentence.between(first, last)):
            return one.number.unit if _MEAN.search(lead(sentence, first)) else ""
    return ""


_FOR_ONE = pattern(r" (?:cho |trên |trong )?")
_ONE_HAS = pattern(rf"(?: {W}){{0,6}} ")
_OTHERS = pattern(r"so với (?:mức )?(?:bình quân|trung bình)")  # the mean of another place
_LASTING = pattern(r"^[^,;()]*?(?:/|mỗi |một )(?P<time>tháng|ngày|quý|năm|tuần|kỳ|học kỳ)(?![^\W_])")


def _spans_told(sentence: Sentence, rate: Mark, time: str) -> list[Mark]:
    """The figures that tell for how long: "50.000 đồng/người/tháng, trong 3 tháng"."""
    return [mark for mark in sentence.marks if mark is not rate and mark.number.unit == time and mark.number.value > 0]


def _told(sentence: Sentence, rate: _Rate, *, within: bool) -> tuple[list[Mark], list[Mark]]:
    """The figures near a rate that may be how many there are, and those that may be what all have; `within` its clause only."""
    others = [
        mark for mark in sentence.marks
        if mark.symbol == "Q" and mark.rank != rate.mark.rank and (not within or reaches(sentence, mark, rate.mark)) and "/" not in mark.number.unit and (mark.number.value != 1 or not mark.number.exact)
        and not (is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark) or mark.number.bound)
    ]  # fmt: skip
    wholes = {den.rank for num, den in fractions(sentence) if num in others}  # of "400/420 hộ" it is 400 who got it
    others = [mark for mark in others if mark.rank not in wholes]
    if rate.mean and not any(_counts(sentence, mark, rate) for mark in others):
        others = [mark for mark in _before(sentence, rate.mark) if mark.rank not in wholes]
    counts = [mark for mark in others if mark.number.value != 1 and _counts(sentence, mark, rate)]
    before = sentence.marks[rate.mark.rank - 1] if rate.mark.rank else None
    priced = _PRICED.search(lead(sentence, rate.mark))
    if not counts and not rate.mean and priced and before is not None and before in others and before.number.exact:
        counts = [before]
    totals = [
        mark for mark in others
        if mark not in counts and mark.number.unit and (sentence.after(mark)[:1] != "/" or (rate.mean and sentence.after(mark) == "/")) and (alike(mark.number.unit, rate.unit) or rate.unit in f"{mark.number.unit}{tail(sentence, mark)}")
    ]  # fmt: skip
    return counts, totals


def _before(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The quantities before a mean, in any clause, that are no steps, targets or earlier figures."""
    return [
        each for each in sentence.marks[: mark.rank]
        if each.symbol == "Q" and "/" not in each.number.unit and not each.number.bound and each.number.value != 1
        and not (is_step(sentence, each) or is_prior(sentence, each) or is_target(sentence, each))
    ]  # fmt: skip


def _counts(sentence: Sentence, mark: Mark, rate: _Rate) -> bool:
    """True for a figure that counts the things for each of which something is told: "25 căn nhà … mỗi nhà", "trong 5 năm"."""
    each = rate.each
    if each in DURATIONS:
        alone = sentence.text[mark.at - 1 : mark.at + 2] == "(Q)"
        return mark.number.unit == each and (alone or _WITHIN.search(lead(sentence, mark)) is not None)
    unit = mark.number.unit.split(",")[0]
    if not unit and mark.number.decimals == 0:
        return _LABEL.search(words := lead(sentence, mark)) is not None and f" {each} " in f" {words}"
    named = f"{unit} ".startswith(f"{each} ") or f" {unit}".endswith(f" {each}")
    named = named or (
        each in _PERSONS and (is_person(unit) or unit in _ANYBODY) and not f"{unit} ".startswith(f"{rate.unit} ")
    )
    return (mark.number.exact or (mark.number.scale > 1 and bool(unit)) or unit == each != "ha") and named


_LABEL = pattern(r"(?: là|:) $")  # "số hộ được vay là 1.250"


def _mean(sentence: Sentence, rate: _Rate, count: Mark, totals: Sequence[Mark]) -> Iterator[Claim]:
    """The mean by the one figure that all have; a mean is rounded, also one of things counted."""
    if any(num is rate.mark and num.number.value == den.number.value for num, den in fractions(sentence)):
        return  # "mỗi xã đạt 19/19 tiêu chí" are all there are
    printed = replace(rate.mark.number, unit=f"{rate.unit}/{rate.each}")
    by = factor(totals[0].number.unit) / factor(rate.unit)
    outcomes = [
        judge(printed, Check((total.number, count.number), quotient(by), with_ratio("{} / {}", by))) for total in totals
    ]
    good = next((each for each in outcomes if each.verdict is not Verdict.INCONSISTENT), None)
    if good is None and _of_another_count(sentence, printed, totals, by):
        return
    only = totals[0] if len(totals) == 1 else None
    slips = [each for each in outcomes if mistyped(printed.told, each.expected / printed.scale)]
    if good is None and only is None and len(slips) == 1:
        yield claim(sentence, rate.mark.number, "average", slips[0])
    bound = only is not None and (_is_closed(sentence, rate, count, only) or _is_plain(sentence, rate, count, only))
    if good or (only is not None and (bound or credible(printed, outcomes[0]))):
        yield claim(sentence, rate.mark.number, "average", good or outcomes[0])


def _of_another_count(sentence: Sentence, printed: Number, totals: Sequence[Mark], by: Decimal) -> bool:
    """True for a mean that is right by another count of the sentence."""
    counts = [mark.number for mark in sentence.marks if mark.symbol == "Q" and mark.number.exact and mark.number.value]
    return any(
        judge(printed, Check((total.number, count), quotient(by), "")).verdict is not Verdict.INCONSISTENT
        for total in totals
        for count in counts
    )


def _is_plain(sentence: Sentence, rate: _Rate, count: Mark, total: Mark) -> bool:
    """True where a mean has no subject of its own and names both what all have and how many they are: "…, bình quân 2,5 luật sư/tổ chức"."""
    bare = _BARE_MEAN.fullmatch(lead(sentence, rate.mark)) is not None
    named = f"{total.number.unit} ".startswith(f"{rate.unit} ") or total.number.unit.endswith(f" {rate.unit}")
    return bare and named and count.number.unit != total.number.unit


_OWN = pattern(
    r"(?<![^\W_])(?:thu nhập|tiền lương|lương|năng suất|giá|chi tiêu|mức sống|tuổi)(?: [^\W\dA-Z_]+)? (?:bình quân|trung bình)"
)
_BARE_MEAN = pattern(
    rf" ?(?:như vậy |tính ra |tức là )?(?:(?:bình quân|trung bình)(?: mỗi {W}(?: {W}){{0,3}}?)?|mỗi {W}(?: {W})? (?:bình quân|trung bình))(?: là| đạt| có| được| góp| thu| cho)? "
)


def _is_closed(sentence: Sentence, rate: _Rate, count: Mark, total: Mark) -> bool:
    """True where a mean names both of its units and stands with their figures and no other: "186 luật sư tại 74 tổ chức, bình quân 2,5 luật sư/tổ chức"."""
    ranks = sorted(each.rank for each in (rate.mark, count, total))
    figures = [each for each in sentence.marks[ranks[0] : ranks[-1] + 1] if each.symbol in FIGURES]
    if _OWN.search(lead(sentence, rate.mark)):
        return False  # "thu nhập bình quân" is the mean of something else
    return ranks[-1] == rate.mark.rank and len(figures) == len(ranks) and reaches(sentence, count, rate.mark)


def _all(sentence: Sentence, rate: _Rate, count: Mark, totals: Sequence[Mark]) -> Iterator[Claim]:
    """The total by how many there are and what each has."""
    outcomes = [(total, judge(total.number, _multiplied(count, rate, total))) for total in totals]
    good = next((pair for pair in outcomes if pair[1].verdict is not Verdict.INCONSISTENT), None)
    total, outcome = good or outcomes[0]
    floor = rate.mark.number.bound in (">", ">=") and outcome.expected < total.number.value  # "dự án trên 100 tỷ đồng"
    if good or (len(totals) == 1 and not floor and _is_meant(sentence, total, outcome)):
        yield claim(sentence, total.number, "product", outcome)


def _is_meant(sentence: Sentence, total: Mark, outcome: Outcome) -> bool:
    """True where a product can be meant though it is not the total: a total said to be one may be farther off."""
    if not _SAID_TOTAL.search(lead(sentence, total)):
        return near(total.number.value, outcome.expected, rate=False) or is_slip(total.number, outcome.check)
    likely = total.number.value / _FAR <= outcome.expected <= total.number.value * _FAR
    return likely or is_slip(total.number, outcome.check)


_FAR = 12  # times


def _multiplied(count: Mark, rate: _Rate, total: Mark) -> Check:
    price = replace(rate.mark.number, fixed=rate.mark.number.decimals == 0)
    by = factor(rate.unit) / factor(total.number.unit)

    def compute(spans: Sequence[Span]) -> Span:
        whole = reduce(lambda one, other: product((one, other)), spans)
        return Span(whole.low * by, whole.high * by)

    numbers = (count.number, price, *((rate.times.number,) if rate.times else ()))
    return Check(numbers, compute, with_ratio(" x ".join("{}" for _ in numbers), by))
