"""An appendix in lines against the prose before it: `2. Số đảng viên: 4.368` where the report tells of 4.386 đảng viên."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.claims.binding.clauses import FIGURES, lead, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import digits_of, variants
from toolkit.claims.kinds.repeats import EMPTY, elsewhere_told, years_of
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, Sketch, W
from toolkit.claims.numbers.units import DURATIONS, alike

_HEADING = pattern(r"\W*(?:phụ lục|biểu|phụ biểu|bảng (?:tổng hợp|số liệu))(?![^\W_])")
_LONGEST_HEADING = 160
_WORD = pattern(W)
_LEAST = 3  # digits
# What share of a label's words the prose around a figure must have, by how the digits differ and how many they are.
_TURNED, _TURNED_SHORT, _MISTAKEN = 0.4, 0.6, 0.7
_LONG = 4
_CONFIRMED = 0.3
_NAMED = 3  # words of a label that are name enough
_NEAR = Decimal("1.2")  # how many times another a figure may be that is told wrong


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with the words that say what it is."""

    sentence: Sentence
    mark: Mark
    words: frozenset[str]
    years: frozenset[Decimal]


def find(sketches: Sequence[Sketch]) -> Iterator[Claim]:
    """The figures of an appendix's lines that are a slip from what the prose tells by the same words, and that no prose tells."""
    start = next((index for index, each in enumerate(sketches) if _opens(each)), len(sketches))
    lines = [figure for each in sketches[start:] for sentence in each.sentences() for figure in _labelled(sentence)]
    if not lines:
        return
    prose = [figure for each in sketches[:start] for figure in _figures(each)]
    for line in lines:
        same = [each for each in prose if _comparable(line, each)]
        if any(each.mark.number.value == line.mark.number.value and _shared(line, each) >= _CONFIRMED for each in same):
            continue
        slips = [each for each in same if _is_slip(line, each)] or [each for each in same if _is_called(line, each)]
        most = max((_shared(line, each) for each in slips), default=0)
        best = [each for each in slips if _shared(line, each) == most]
        if len({each.mark.number.value for each in best}) == 1:
            yield elsewhere_told(line.sentence, line.mark, best[0].mark)


def _opens(sketch: Sketch) -> bool:
    return len(sketch.text) < _LONGEST_HEADING and _HEADING.match(sketch.text) is not None


def _labelled(sentence: Sentence) -> Iterator[_Told]:
    """The figures of a line, each with its label; what only measures others has none."""
    label: frozenset[str] = frozenset()
    low = 0
    for mark in sentence.marks:
        if mark.symbol not in FIGURES or mark.number.unit in DURATIONS:
            continue
        before, low = sentence.text[low : mark.at], mark.at + 1
        own = _names(f"{before} {sentence.after(mark).partition(';')[0]} {mark.number.unit}")
        label = own if ":" in before or not label else label | own
        named = label if mark.symbol == "Q" else own
        plain = mark.symbol in "QP" and mark.depth == 0
        if named and plain and not is_target(sentence, mark) and not is_step(sentence, mark):
            yield _Told(sentence, mark, named, years_of(sentence.marks))


def _figures(sketch: Sketch) -> Iterator[_Told]:
    """The figures of a passage, each with the words of all of it."""
    words = _names(sketch.text)
    sentences = list(sketch.sentences())
    years = years_of(mark for each in sentences for mark in each.marks)
    for sentence in sentences:
        for mark in sentence.marks:
            if mark.symbol in "QP" and mark.number.bound in ("", "ước") and not is_step(sentence, mark):
                yield _Told(sentence, mark, words | _names(mark.number.unit), years)


def _names(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(EMPTY.sub(" ", text)))


def _comparable(line: _Told, other: _Told) -> bool:
    """True for figures of one kind: of units that go together, or where the line's label names the other's unit."""
    one, two = line.mark.number, other.mark.number
    if line.mark.symbol != other.mark.symbol or (one.decimals, one.scale) != (two.decimals, two.scale):
        return False
    if line.years and not line.years & other.years:
        return False
    return alike(one.unit, two.unit) if one.unit else _names(two.unit) <= line.words


def _shared(line: _Told, other: _Told) -> float:
    return len(line.words & other.words) / len(line.words)


def _is_called(line: _Told, other: _Told) -> bool:
    """True for a figure like the line's whose own clause says all that the label does."""
    words = f"{lead(other.sentence, other.mark)} {other.mark.number.unit} {tail(other.sentence, other.mark)}"
    if len(line.words) < _NAMED or not line.words <= _names(words):
        return False
    if is_prior(other.sentence, other.mark) or is_target(other.sentence, other.mark):
        return False
    one, two = sorted((line.mark.number, other.mark.number), key=lambda number: number.value)
    return one.value * _NEAR >= two.value or sorted(digits_of(one)) == sorted(digits_of(two))


def _is_slip(line: _Told, other: _Told) -> bool:
    """True where the digits are a slip apart, and the words have enough in common for it to be no chance."""
    one, two = digits_of(line.mark.number), digits_of(other.mark.number)
    if len(one) != len(two) or len(one) < _LEAST or one == two:
        return False
    if sorted(one) == sorted(two):
        return _shared(line, other) >= (_TURNED if len(one) >= _LONG else _TURNED_SHORT)
    return len(one) >= _LONG and one in set(variants(two)) and _shared(line, other) >= _MISTAKEN
