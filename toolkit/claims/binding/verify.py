"""From operands to a verdict: the arithmetic of a claim, its one-line formula and its sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, product

from toolkit.claims.binding.arithmetic import decline, distance, growth, ratio
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span, operand, point, said
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.numbers import show
from toolkit.places import Paragraph

_AROUND = 60
_READINGS = 16
_MOST_APART = 100
_TWO_DIGITS = 10
_SCALE_WORDS = {10**3: "nghìn", 10**6: "triệu", 10**9: "tỷ", 10**12: "nghìn tỷ"}


@dataclass(frozen=True, slots=True)
class Check:
    """One way to read a statement: what the printed number should be. `formula` has one {} for each operand."""

    operands: tuple[Number, ...]
    compute: Callable[[Sequence[Span]], Span]
    formula: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check gave: its verdict, the exact figure expected, and the check."""

    verdict: Verdict
    expected: Decimal
    check: Check

    def share_of(self, printed: Number) -> Decimal:
        """What is expected as a share of the printed figure; 0 where that is 0."""
        return self.expected / printed.value if printed.value else Decimal(0)

    def off(self, printed: Number) -> Decimal:
        """How far what is expected lies from the printed figure, as a share of that; endless where that is 0."""
        return abs(self.expected - printed.value) / printed.value if printed.value else Decimal("Infinity")


def judge(printed: Number, check: Check) -> Outcome:
    """Compare the printed number with what the operands give, by the digits printed of every one of them."""
    numbers = check.operands
    expected = check.compute([point(number.value) for number in numbers]).low
    numbers = _finer(printed, numbers, expected)
    verdict = Verdict.INCONSISTENT
    for told, *others in islice(product(*map(_readings, (printed, *numbers))), _READINGS):
        half = check.compute([operand(each) for each in others])
        if half.meets(said(told)):
            return Outcome(Verdict.CONSISTENT, expected, check)
        cut = check.compute([operand(each, cut=True) for each in others])
        below_next = expected < told.value + told.step
        if (below_next and half.meets(said(told, cut=True))) or cut.meets(said(told, cut=True)):
            verdict = Verdict.ROUNDING
    return Outcome(verdict, expected, check)


def _finer(printed: Number, numbers: tuple[Number, ...], expected: Decimal) -> tuple[Number, ...]:
    """The operands, one that lacks a digit the others have with a zero there: by "52 triệu" and "71,5 triệu" 39% is no rounding of 37,5%."""
    digits = [number.decimals for number in numbers]
    rate = printed.percent or printed.points
    if not rate or printed.bound or max(digits) != min(digits) + 1 or abs(expected - printed.value) < 1:
        return numbers
    coarse = [number for number in numbers if number.decimals < max(digits)]
    if any(number.bound or number.upper is not None or number.told < _TWO_DIGITS for number in coarse):
        return numbers
    return tuple(replace(number, decimals=max(digits)) for number in numbers)


def _readings(number: Number) -> list[Number]:
    """The number, and what else its digits can mean: "1,234" a whole number too."""
    return [number, *(replace(number, value=value, decimals=0, alternatives=()) for value in number.alternatives)]


def of(num: Mark, den: Mark) -> Check:
    """Num in percent of den."""
    return Check((num.number, den.number), ratio, "{} / {} x 100")


def changed(step: Mark, before: Mark, now: Mark, *, rising: bool) -> list[Check]:
    """The ways to read a rise or a fall from one figure to another: as their difference, or in percent of the first."""
    checks = []
    if step.symbol == now.symbol:
        both = (now.number, before.number) if rising else (before.number, now.number)
        checks.append(Check(both, distance, "{} - {}"))
    if step.symbol == "P":
        formula = "({1} - {0}) / {0} x 100" if rising else "({0} - {1}) / {0} x 100"
        checks.append(Check((before.number, now.number), growth if rising else decline, formula))
    return checks


def best(printed: Number, checks: Sequence[Check]) -> Outcome | None:
    """The outcome of the reading that explains the printed number best; None without any.

    Where none does it is the nearest, one of figures of a single unit and of a like size first.
    """
    outcomes = [judge(printed, check) for check in checks]
    for wanted in (Verdict.CONSISTENT, Verdict.ROUNDING):
        for outcome in outcomes:
            if outcome.verdict is wanted:
                return outcome
    return min(outcomes, key=lambda each: _unlikely(printed, each), default=None)


def far_apart(printed: Decimal, expected: Decimal) -> bool:
    """True where one figure is a hundred times the other: no slip makes that, the figures do not belong together."""
    return not printed / _MOST_APART < abs(expected) < printed * _MOST_APART


def _unlikely(printed: Number, outcome: Outcome) -> tuple[bool, bool, Decimal]:
    units = {number.unit for number in outcome.check.operands}
    return far_apart(printed.value, outcome.expected), len(units) > 1, abs(outcome.expected - printed.value)


def shown(number: Number, *, scaled: bool = True) -> str:
    """A number as a formula shows it: its printed figure, with its scale word where scales are mixed."""
    text = show(number.told, max(number.decimals, 0)) if not number.alternatives else number.printed
    if number.percent:
        return text + "%"
    return f"{text} {_SCALE_WORDS[int(number.scale)]}" if scaled and int(number.scale) in _SCALE_WORDS else text


def formula_of(check: Check, printed: Number) -> str:
    """The formula with its operands' figures, and their scales where not all are the same."""
    scales = {number.scale for number in (printed, *check.operands) if not number.percent and not number.points}
    if printed.percent or printed.points:
        scales = {number.scale for number in check.operands if not number.percent}
    return check.formula.format(*(shown(number, scaled=len(scales) > 1) for number in check.operands))


def place_of(sentence: Sentence, start: int, end: int) -> Paragraph:
    """The place of a stretch of the sentence's passage."""
    passage = sentence.passage
    return Paragraph(passage.part, passage.number, start, end, passage.near)


def excerpt(sentence: Sentence, start: int, end: int) -> str:
    """The words around a stretch, as they stand, cut at spaces."""
    text = sentence.passage.text
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if low:
        low = text.find(" ", low, start) + 1 or low
    if high < len(text):
        high = text.rfind(" ", end, high) if text.rfind(" ", end, high) > 0 else high
    return ("…" if low else "") + text[low:high].strip() + ("…" if high < len(text) else "")


def claim(sentence: Sentence, printed: Number, kind: str, outcome: Outcome) -> Claim:
    """The claim on a printed number, with its arithmetic and both sentences."""
    digits = max(printed.decimals, 2) if outcome.expected != outcome.expected.to_integral_value() else printed.decimals
    scale = printed.scale
    expected, stands = outcome.expected / scale, printed.value / scale
    unit = "%" if printed.percent else ""
    mixed = (
        any(number.scale != scale for number in outcome.check.operands) and not printed.percent and not printed.points
    )
    right = show(expected, digits) + (f" {_SCALE_WORDS[int(scale)]}" if mixed and int(scale) in _SCALE_WORDS else "")
    formula = f"{formula_of(outcome.check, printed)} = {right}{unit}"
    vi, en = _sentences(outcome.verdict, formula, f"{show(stands, printed.decimals)}{unit}", expected - stands, digits)
    return Claim(
        place_of(sentence, printed.start, printed.end), excerpt(sentence, printed.start, printed.end), kind, outcome.verdict,
        (stands, *(number.told for number in outcome.check.operands)), formula, expected, stands, vi=vi, en=en, basis=outcome.check,
    )  # fmt: skip


def _sentences(verdict: Verdict, formula: str, stands: str, missing: Decimal, digits: int) -> tuple[str, str]:
    off = show(abs(missing), digits)
    if verdict is Verdict.INCONSISTENT:
        less = missing > 0
        return (
            f"{formula}, nhưng ghi {stands} ({'thiếu' if less else 'thừa'} {off})",
            f"{formula}, but {stands} is printed ({off} too {'little' if less else 'much'})",
        )
    if verdict is Verdict.ROUNDING:
        return f"{formula}; ghi {stands} là cắt bớt, chưa làm tròn", f"{formula}; {stands} is cut, not rounded"
    return f"{formula}, khớp với {stands}", f"{formula}, agrees with {stands}"


def unknown(sentence: Sentence, mark: Mark, kind: str, vi: str, en: str) -> Claim:
    """A claim of which nothing can be known, with the reason."""
    number = mark.number
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), kind, Verdict.NOT_CHECKABLE,
        (number.told,), printed=number.told, vi=vi, en=en,
    )  # fmt: skip


def compared(one: Number, other: Number) -> str:
    """Two numbers with the sign between them: "99 < 104"."""
    sign = "<" if one.value < other.value else ">" if one.value > other.value else "="
    mixed = one.scale != other.scale
    return f"{shown(one, scaled=mixed)} {sign} {shown(other, scaled=mixed)}"


def worded(
    sentence: Sentence, mark: Mark, numbers: tuple[Number, Number], word: tuple[str, str], *, holds: bool
) -> Claim:
    """A claim of a word over two numbers ("vượt", "giảm"): whether it agrees with how they compare."""
    number, formula = mark.number, compared(*numbers)
    vi, en = word
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "direction",
        Verdict.CONSISTENT if holds else Verdict.INCONSISTENT,
        tuple(each.told for each in numbers), formula, printed=number.told,
        vi=f"{formula}, {'khớp với' if holds else 'nhưng ghi'} “{vi}”",
        en=f"{formula}, {'agrees with' if holds else 'but the text says'} “{en}”",
    )  # fmt: skip


def word_claim(sentence: Sentence, where: tuple[int, int], numbers: tuple[Number, Number], *, holds: bool) -> Claim:
    """A claim placed on a word of the sentence's text that says how two numbers compare."""
    return said_claim(
        sentence, where, "direction", tuple(each.told for each in numbers), compared(*numbers), holds=holds
    )


def said_claim(
    sentence: Sentence, where: tuple[int, int], kind: str, numbers: tuple[Decimal, ...], formula: str, *, holds: bool
) -> Claim:
    """A claim placed on words of the sentence's text, which its arithmetic agrees with or not."""
    start, end = sentence.span(*where)
    said = sentence.passage.text[start:end]
    return Claim(
        place_of(sentence, start, end), excerpt(sentence, start, end), kind, Verdict.CONSISTENT if holds else Verdict.INCONSISTENT,
        numbers, formula, vi=f"{formula}, {'khớp với' if holds else 'nhưng ghi'} “{said}”",
        en=f"{formula}, {'agrees with' if holds else 'but the text says'} “{said}”",
    )  # fmt: skip


def elsewhere_told(sentence: Sentence, mark: Mark, first: Mark) -> Claim:
    """The claim on a figure that another place tells otherwise."""
    number, other = mark.number, first.number
    formula = compared(number, other)
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "twice", Verdict.INCONSISTENT,
        (number.told, other.told), formula, other.told, number.told,
        vi=f"ghi {number.printed}, nhưng nơi khác ghi {other.printed}", en=f"{number.printed} is printed, but {other.printed} elsewhere",
    )  # fmt: skip
