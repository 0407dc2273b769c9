"""Values of an expression: constants, answers, arithmetic, comparing, and the loop a tag stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from toolkit.facts import Fact, TemplateProblem
from toolkit.facts.rows import number_text
from toolkit.facts.subjects import Subject, Value
from toolkit.hints import Final
from toolkit.numbers import Doubt, read
from toolkit.records import record
from toolkit.text import clean


@record(frozen=True, slots=True)
class Loop(Subject):
    """The loop a tag stands in: `index` counts from 1; `previtem` and `nextitem` are the neighbours, where there are."""

    position: int
    items: Sequence[Subject | Value]

    @property
    def key(self) -> str:
        """An expression that finds it again."""
        return "loop"

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names `get` answers to."""
        return ("index", "index0", "first", "last", "length", "previtem", "nextitem")

    def get(self, name: str) -> Value | Subject | None:
        """What an attribute stands for; None where there is no such attribute."""
        length = len(self.items)
        numbers = {"index": self.position, "index0": self.position - 1, "length": length}
        if name in numbers:
            return Value(Decimal(numbers[name]), str(numbers[name]))
        near = {"previtem": self.position - 2, "nextitem": self.position}
        if name in near:
            return self.items[near[name]] if 0 <= near[name] < length else NO_ITEM
        answers = {"first": self.position == 1, "last": self.position == length}
        return flag(answers[name]) if name in answers else None


@record(frozen=True, slots=True)
class _NoItem(Subject):
    """What stands before the first and after the last entry of a list: nothing, with nothing for every attribute."""

    @property
    def key(self) -> str:
        """An expression that finds it again."""
        return "none"

    def get(self, name: str) -> Value | Subject | None:
        """Nothing, whatever is asked for."""
        return Value(None, "")

    def printed(self) -> Value | None:
        """Nothing."""
        return Value(None, "")


NO_ITEM: Final = _NoItem()


ARITHMETIC: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
}  # fmt: skip
_ORDER: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def constant(value: Decimal | str | bool | None) -> Value:
    """The value of a constant; one that is empty is empty on purpose."""
    if isinstance(value, bool):
        return flag(value)
    text = number_text(value) if isinstance(value, Decimal) else value or ""
    return Value(value, text, settled=True)


def compare(sign: str, left: Value, right: Value) -> bool:
    """Whether a comparison holds. A blank is equal to a blank only, and neither more nor less than anything."""
    one, other = left.value, right.value
    if sign in ("in", "not in"):
        return (_text(left) in _text(right)) is (sign == "in")
    if isinstance(one, Decimal) is not isinstance(other, Decimal):
        one, other = _as_number(one), _as_number(other)
    if sign in ("==", "!="):
        same = _text(left) == _text(right) if isinstance(one, str) and isinstance(other, str) else one == other
        return same is (sign == "==")
    if one is None or other is None:
        return False
    if not (isinstance(one, Decimal) and isinstance(other, Decimal)):
        raise TemplateProblem("PL419", sign=sign, left=left.text, right=right.text)
    return _ORDER[sign](one, other)


def _as_number(value: Decimal | str | bool | None) -> Decimal | str | bool | None:
    """The number that a text is and nothing else; other values as they are."""
    if not isinstance(value, str):
        return value
    reading = read(value)
    clear = reading.value is not None and reading.doubt in (None, Doubt.FOREIGN) and not reading.unit
    return reading.value if clear else value


def _text(value: Value) -> str:
    return clean(value.text).casefold()


def flag(holds: bool, facts: tuple[Fact, ...] = ()) -> Value:
    """An answer, yes or no."""
    return Value(holds, "có" if holds else "không", facts)


def both(left: Value, right: Value) -> tuple[Fact, ...]:
    """The facts behind either of two values, each once."""
    return tuple(dict.fromkeys((*left.facts, *right.facts)))
