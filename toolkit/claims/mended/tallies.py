"""A whole and its parts as mere figures that follow each other in neighbouring sentences, announced or not."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.names import AMONG
from toolkit.claims.binding.one_digit import exchanged, one_off
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.numbers.intervals import grain
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import DURATIONS, alike, dimension

_REACH = 3  # sentences
_MOST = 24  # figures beside a whole
_PARTS = 8
_SKIPPED = 3  # figures between a whole and its first part
_FAR = 10  # times
_TWO_DIGITS = 10
_TELLING, _LONG = 1000, 10_000
_FIRM = ("", "ước")
STEP, TARGET, PRIOR, PLAIN = "step", "target", "prior", ""
_ROLES = ((STEP, is_step), (TARGET, is_target), (PRIOR, is_prior))


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and the sentence that tells it, the `index`-th of its passage; `role` is what it is: a step, a target, an earlier one.

    It is a whole multiple of `grain`, a power of ten.
    """

    index: int
    sentence: Sentence
    mark: Mark
    role: str
    value: Decimal
    grain: Decimal

    @property
    def number(self) -> Number:
        """What it says."""
        return self.mark.number

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.index, self.mark.at

    @property
    def words(self) -> str:
        """The words before it, its unit, and those behind."""
        return f"{lead(self.sentence, self.mark)} {self.number.unit} {self.sentence.after(self.mark)}"


@dataclass(frozen=True, slots=True)
class Tally:
    """A whole and figures beside it that may be its parts, and what it is more than they; `told` are all amounts of the passage by their sentences."""

    whole: Told
    parts: Sequence[Told]
    excess: Decimal
    told: Sequence[Sequence[Told]]

    @property
    def all(self) -> list[Told]:
        """The whole and its parts."""
        return [self.whole, *self.parts]

    @property
    def rest(self) -> list[Told]:
        """The other figures of the same unit and role in the sentences from the first of the tally to its last."""
        roles, places = {each.role for each in self.all}, [each.index for each in self.all]
        one, other, bare = (
            self.whole.number.unit,
            self.parts[0].number.unit,
            not all(each.number.unit for each in self.parts),
        )
        return [
            each for same in self.told[min(places) : max(places) + 1] for each in same
            if each not in self.all and each.role in roles and each.mark.depth <= self.parts[-1].mark.depth
            and (each.number.unit or bare) and alike(one, each.number.unit) and alike(other, each.number.unit)
        ]  # fmt: skip

    @property
    def grain(self) -> Decimal:
        """The largest power of ten of which all figures are whole multiples, or the step of the one told least exactly."""
        return max(min(each.grain for each in self.all), *(each.number.step for each in self.all))

    @property
    def slack(self) -> Decimal:
        """How far parts and whole may be apart that were not rounded alike."""
        steps = {each.number.step for each in self.all}
        return max(steps) / 2 if len(steps) > 1 else Decimal(0)

    @property
    def between(self) -> str:
        """The text from the whole to its first part."""
        return words_between(self.whole, self.parts[0])

    @property
    def holds(self) -> bool:
        """True where all but the largest make it, but for the rounding of each."""
        values = [each.value for each in self.all]
        rounded = [each.number.step for each in self.all if not each.number.exact]
        return abs(2 * max(values) - sum(values)) <= (max(rounded) * len(values) / 2 if rounded else 0)

    @property
    def is_telling(self) -> bool:
        """True where each says what it counts, not each its own growth or share too, and the whole has so many digits that exchanged ones tell more than others."""
        told = all(each.number.unit for each in self.all) and not all(map(_is_rated, self.all))
        return told and self.whole.value / self.grain >= _TELLING

    @property
    def follows(self) -> bool:
        """True where the parts stand behind their whole."""
        return self.whole.place < self.parts[0].place

    @property
    def alone(self) -> bool:
        """True for figures of one role besides which no other can be a part: only the whole again, or more than it and before it."""
        whole = self.whole
        if len({each.role for each in self.all}) > 1 or not (
            self.follows or alike(whole.number.unit, self.parts[0].number.unit)
        ):
            return False
        return all(
            each.value == whole.value or (self.follows and each.place < whole.place and each.value > whole.value)
            for each in self.rest
        )

    @property
    def goes_on(self) -> bool:
        """True where a further figure follows the last part in its list."""
        last = self.parts[-1]
        return any(
            each.index == last.index and each.mark.rank == last.mark.rank + 1 and each.mark.depth == last.mark.depth
            and each.value < self.whole.value and AMONG.search(each.sentence.before(each.mark)) is None
            for each in self.rest
        )  # fmt: skip

    def slipped(self, proved: Container[Decimal], *, turned: bool = False) -> bool:
        """True where one slip in a figure, those of `proved` excepted, keeps the parts from making the whole; `turned`: two of its digits exchanged."""
        return any(self.mended_by(each, turned=turned) for each in self.all if each.number.told not in proved)

    def mended_by(self, told: Told, *, turned: bool = False) -> bool:
        """True where one slip in this figure does."""
        unit, slack = self.grain, self.slack
        off, ways = (self.excess if told is self.whole else -self.excess), _ways(round(told.value / unit), turned)
        return any(abs(each * unit - off) <= slack for each in ways) if slack else off / unit in ways

    def chance(self, proved: Container[Decimal], *, turned: bool = False) -> float:
        """How often figures of such a size that have nothing to do with each other are a slip, or two exchanged digits, from fitting."""
        unit = self.grain
        ways = [_ways(round(told.value / unit), turned) for told in self.parts if told.number.told not in proved]
        own = _ways(round(self.whole.value / unit), turned) if self.whole.number.told not in proved else ()
        different = {*(-each for each in own), *chain.from_iterable(ways)}
        return len(different) * float(unit / max(self.whole.value, self.whole.value - self.excess))


@lru_cache(maxsize=2048)
def _ways(right: int, turned: bool) -> frozenset[int]:
    """How much more a figure is than what a slip, or an exchange of two digits, makes of it; in one of a single digit any slip would do."""
    if right < _TWO_DIGITS:
        return frozenset()
    return frozenset(right - int(each) for each in (exchanged if turned else one_off)(str(right)))


def words_between(one: Told, other: Told) -> str:
    """The text from one figure to another, as far as it stands in their own sentences."""
    if one.index == other.index:
        return one.sentence.between(one.mark, other.mark)
    return one.sentence.text[one.mark.at + 1 :] + "|" + other.sentence.text[: other.mark.at]


def tallies(sentences: Sequence[Sentence]) -> Iterator[list[Tally]]:
    """For each figure of a passage all that may be its parts: figures of one unit that follow each other, behind it or before it."""
    told = [list(_amounts(index, each)) for index, each in enumerate(sentences)]
    for index, here in enumerate(told):
        later = [each for other in told[index + 1 : index + _REACH] for each in other]
        sooner = [each for other in told[max(0, index + 1 - _REACH) : index] for each in other]
        for at, whole in enumerate(here):
            behind, before = [*here[at + 1 :], *later][:_MOST], [*sooner, *here[:at]][-_MOST:]
            runs = [*_behind(whole, behind), *_before(whole, before)]
            by_places = {tuple(each.place for each in run): run for run in runs}
            yield [each for run in by_places.values() if (each := _tally(whole, run, told)) is not None]


def _tally(whole: Told, parts: Sequence[Told], told: Sequence[Sequence[Told]]) -> Tally | None:
    """The tally of a whole and parts that a first digit mistaken at most keeps apart."""
    total = sum((each.value for each in parts), Decimal(0))
    near = total <= whole.value * _FAR and whole.value <= total * _FAR
    return Tally(whole, parts, whole.value - total, told) if near else None


def _behind(whole: Told, after: Sequence[Told]) -> Iterator[Sequence[Told]]:
    for like in _likes(whole, after):
        for first in range(min(_SKIPPED + 1, len(like))):
            for last in range(first + 2, min(len(like), first + _PARTS) + 1):
                if _of_one_unit(like[first:last]):
                    yield like[first:last]


def _before(whole: Told, before: Sequence[Told]) -> Iterator[Sequence[Told]]:
    for like in _likes(whole, before):
        for size in range(2, min(len(like), _PARTS) + 1):
            if _of_one_unit(like[-size:]):
                yield like[-size:]


def _is_rated(told: Told) -> bool:
    """True for a figure with a percentage just behind it."""
    return any(mark.symbol == "P" for mark in told.sentence.marks[told.mark.rank + 1 : told.mark.rank + 2])


def _of_one_unit(run: Sequence[Told]) -> bool:
    return all(alike(run[0].number.unit, each.number.unit) for each in run[1:]) or all(map(_is_long, run))


def _is_long(told: Told) -> bool:
    """True for a count of so many digits that they tell what it is part of, whatever each is called: "mũi 1", "liều", "trẻ"."""
    return told.value / told.grain >= _LONG and not dimension(told.number.unit)


def _likes(whole: Told, near: Sequence[Told]) -> Iterator[list[Told]]:
    """The figures that may be parts together: all of its own unit and role, all but steps, all that are no other's measure, and those of its own level."""
    kin = (
        [each for each in near if alike(each.number.unit, whole.number.unit)]
        if whole.number.unit
        else [each for each in near if not each.number.unit]
    )
    yield [each for each in kin if each.role == whole.role]
    if _is_long(whole):
        yield [each for each in near if each.role == whole.role and _is_long(each)]
    if whole.role != STEP:
        yield [each for each in kin if each.role != STEP]
    if whole.number.unit and whole.role in (PLAIN, PRIOR):
        plain = [each for each in near if each.role == PLAIN or (each.role == PRIOR and not each.mark.depth)]
        yield plain
        yield [each for each in plain if each.mark.depth <= whole.mark.depth]


def _amounts(index: int, sentence: Sentence) -> Iterator[Told]:
    """The figures of a sentence that can be wholes or parts."""
    divided = {mark.rank for pair in fractions(sentence) for mark in pair}
    for mark in sentence.marks:
        number, before = mark.number, sentence.text[mark.at - 1 : mark.at] if mark.at else ""
        if (
            mark.symbol == "Q" and number.value > 0 and number.bound in _FIRM and number.upper is None and not number.alternatives
            and "/" not in number.unit and number.unit not in DURATIONS and mark.rank not in divided
            and not sentence.after(mark).startswith("/") and before != "-" and not before.isalpha()  # not "F-35"
        ):  # fmt: skip
            role = next((role for role, has in _ROLES if has(sentence, mark)), PLAIN)
            yield Told(index, sentence, mark, role, number.value, grain(number))
