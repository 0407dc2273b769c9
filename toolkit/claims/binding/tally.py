"""A whole and its parts as mere figures of one unit that follow each other in neighbouring sentences, announced or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.roles import is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.slips import digits_of, variants
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.tokens import Number
from toolkit.claims.numbers.units import DURATIONS, alike

_REACH = 3  # sentences
_MOST_PARTS = 6
_MOST = 14  # figures of one unit in so many sentences
_SMALL = 100  # how many times its part a whole is at most
_MOVED = (Verb.UP, Verb.DOWN, Verb.OVER, Verb.SHORT)
STEP, TARGET, PRIOR, PLAIN = "step", "target", "prior", ""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure and the sentence that tells it, the `index`-th of its passage; `role` is what it is: a step, a target, an earlier one."""

    index: int
    sentence: Sentence
    mark: Mark
    role: str

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
    """A whole and the figures beside it that may be its parts; `rest` are the others of their unit in the same sentences."""

    whole: Told
    parts: Sequence[Told]
    rest: Sequence[Told]

    @property
    def all(self) -> list[Told]:
        """The whole and its parts."""
        return [self.whole, *self.parts]

    @property
    def numbers(self) -> list[Number]:
        """What they say."""
        return [each.number for each in self.all]

    @property
    def excess(self) -> Decimal:
        """What the whole is more than its parts."""
        return self.whole.number.value - sum(each.number.value for each in self.parts)

    @property
    def coarsest(self) -> Decimal:
        """The step of the figure told least exactly."""
        return max(number.step for number in self.numbers)

    @property
    def slack(self) -> Decimal:
        """How far parts and whole may be apart that were not rounded alike."""
        return self.coarsest / 2 if any(number.step != self.coarsest for number in self.numbers) else Decimal(0)

    @property
    def digits(self) -> int:
        """The digits of the whole, without those that are zero in all figures."""
        grain = self.coarsest
        while all(number.value % (grain * 10) == 0 for number in self.numbers):
            grain *= 10
        return len(str(int(self.whole.number.value / grain)))

    @property
    def follows(self) -> bool:
        """True where the parts stand behind their whole."""
        return self.whole.place < self.parts[0].place

    @property
    def between(self) -> str:
        """The text from the whole to its first part."""
        one, other = self.whole, self.parts[0]
        if one.index == other.index:
            return one.sentence.between(one.mark, other.mark)
        return one.sentence.text[one.mark.at + 1 :] + "|" + other.sentence.text[: other.mark.at]

    @property
    def holds(self) -> bool:
        """True where the parts make the whole."""
        return abs(self.excess) <= self.slack and self.fits([number.value for number in self.numbers])

    def alone(self, *, within: bool) -> bool:
        """True where no other figure can be a part: what is told besides is the whole again, or (`within`) one before of which it may be a part."""
        whole = self.whole
        return all(
            each.number.value == whole.number.value
            or (within and self.follows and each.place < whole.place and each.number.value > whole.number.value)
            for each in self.rest
        )

    def fits(self, values: Sequence[Decimal]) -> bool:
        """True where each part is less than the whole by these values, but no mere trifle of it, and all stand on one level."""
        whole, *parts = values
        if any(not whole / _SMALL <= each < whole for each in parts):
            return False
        depths = {each.mark.depth for each in self.parts}
        inner = self.parts[0].index == self.whole.index and min(depths) < self.whole.mark.depth
        return len(depths) == 1 and not inner

    def mended_by(self, told: Told) -> bool:
        """True where one slip in a figure keeps the parts from making the whole."""
        number = told.number
        right = number.value - self.excess if told is self.whole else number.value + self.excess
        digits, steps = digits_of(number), (right / number.step).to_integral_value()
        if steps <= 0 or len(digits) < 2 or abs(right - steps * number.step) > self.slack:
            return False
        meant = str(int(steps))
        if len(meant) != len(digits) or meant not in set(variants(digits)):
            return False
        if any(each.number.value == number.value for each in (*self.all, *self.rest) if each is not told):
            return False  # told twice
        return self.fits([right if each is told else each.number.value for each in self.all])


def tallies(sentences: Sequence[Sentence]) -> Iterator[Tally]:
    """All that can be a whole and its parts: figures of one unit that follow each other, the whole first or last."""
    told = [list(_told(index, each)) for index, each in enumerate(sentences)]
    for index in range(len(told)):
        near = [each for later in told[index : index + _REACH] for each in later]
        for unit in dict.fromkeys(each.number.unit for each in near):
            like = [each for each in near if (alike(each.number.unit, unit) if unit else not each.number.unit)]
            roles = {each.role for each in like}
            for role in roles:
                yield from _runs([each for each in like if each.role == role], index)
            if len(roles) > 1:
                yield from _runs([each for each in like if each.role != STEP], index)


def _runs(like: Sequence[Told], index: int) -> Iterator[Tally]:
    for start, first in enumerate(like if len(like) <= _MOST else ()):
        if first.index != index:
            break
        for end in range(start + 3, min(len(like), start + _MOST_PARTS + 1) + 1):
            run, last = like[start:end], like[end - 1]
            if any(each.number.bound or each.number.upper is not None or each.number.alternatives for each in run):
                break
            rest = [
                each for each in (*like[:start], *like[end:])
                if each.index <= last.index and each.mark.depth <= last.mark.depth and (each.number.unit or not first.number.unit)
            ]  # fmt: skip
            yield Tally(first, run[1:], rest)
            yield Tally(last, run[:-1], rest)


def _told(index: int, sentence: Sentence) -> Iterator[Told]:
    """The amounts of a sentence that can be wholes or parts."""
    divided = {mark.rank for pair in fractions(sentence) for mark in pair}
    for mark in sentence.marks:
        unit = mark.number.unit
        if mark.symbol != "Q" or "/" in unit or unit in DURATIONS or mark.number.value <= 0 or mark.rank in divided:
            continue
        before = sentence.text[mark.at - 1 : mark.at] if mark.at else ""
        if before != "-" and not before.isalpha():  # not "F-35"
            yield Told(index, sentence, mark, _role(sentence, mark))


def _role(sentence: Sentence, mark: Mark) -> str:
    if is_step(sentence, mark) or verb_of(sentence, mark) in _MOVED:
        return STEP
    return TARGET if is_target(sentence, mark) else PRIOR if is_prior(sentence, mark) else PLAIN
