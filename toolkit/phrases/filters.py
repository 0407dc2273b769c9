"""The table of filters, and what a filter may be given."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from toolkit.facts import TemplateProblem
from toolkit.facts.subjects import FigureSubject, IndicatorSubject, Subject, Value
from toolkit.hints import Final
from toolkit.records import record

Operand = Value | Subject
_MOST_DIGITS: Final = 6


@record(frozen=True, slots=True)
class Filter:
    """One filter: how it is written, how many arguments it takes, what it does.

    One that `forgives` may stand behind a line of `Thông tin` that is missing.
    """

    usage: str
    least: int
    most: int
    apply: Callable[[Operand, tuple[Value, ...]], Operand]
    forgives: bool = False


FILTERS: dict[str, Filter] = {}
"""Every filter by its name."""

_Function = Callable[..., Operand]


def filter_as(
    usage: str, arguments: tuple[int, int] = (0, 0), *, forgives: bool = False
) -> Callable[[_Function], _Function]:
    """Register a function of the operand and the arguments as the filter that `usage` shows."""
    name = usage.partition("(")[0]

    def register(function: _Function) -> _Function:
        def apply(operand: Operand, given: tuple[Value, ...]) -> Operand:
            return function(operand, *given)

        FILTERS[name] = Filter(usage, *arguments, apply, forgives)
        return function

    return register


# --- what a filter is given -----------------------------------------------------------------------------------------


def value_of(operand: Operand, name: str) -> Value:
    """The figure or text of an operand. Raises PL411 for a list."""
    if isinstance(operand, Value):
        return operand
    printed = operand.printed()
    if printed is None:
        raise TemplateProblem("PL411", filter=name, what=operand.key)
    return printed


def number_of(operand: Operand, name: str) -> tuple[Value, Decimal | None]:
    """The value and its number, None where it is blank. Raises PL411 for a text."""
    value = value_of(operand, name)
    if value.value is None or isinstance(value.value, Decimal):
        return value, value.value
    raise TemplateProblem("PL411", filter=name, what=value.text)


def digits_of(name: str, given: tuple[Value, ...], default: int = 2) -> int:
    """How many digits an argument asks for. Raises PL410 unless it is a whole number from 0 to 6."""
    if not given:
        return default
    asked = given[0].value
    if isinstance(asked, Decimal) and asked == asked.to_integral_value() and 0 <= asked <= _MOST_DIGITS:
        return int(asked)
    raise TemplateProblem("PL410", filter=name, usage=FILTERS[name].usage)


def text_of(value: Value, text: str) -> Value:
    """A text made of a value, with the facts behind it; an empty one counts as blank unless it is settled."""
    return Value(text or None, text, value.facts, settled=value.settled)


def row_of(operand: Operand, name: str, *attributes: str) -> IndicatorSubject | FigureSubject:
    """The row whose actual, or another of `attributes`, an operand is. Raises PL411 for anything else."""
    if isinstance(operand, IndicatorSubject | FigureSubject):
        return operand
    if (
        isinstance(operand, Value)
        and operand.subject
        and operand.attribute in ("", "gia_tri", "thuc_hien", *attributes)
    ):
        return operand.subject
    what = operand.text if isinstance(operand, Value) else operand.key
    raise TemplateProblem("PL411", filter=name, what=what or "-")


def indicator_of(operand: Operand, name: str) -> IndicatorSubject:
    """The indicator an operand is a figure of. Raises PL411 for anything else, a `Số liệu` line too."""
    row = row_of(operand, name, "ty_le", "chenh_lech", "chi_tieu", "danh_gia", "dat")
    if isinstance(row, IndicatorSubject):
        return row
    raise TemplateProblem("PL411", filter=name, what=row.key)


def attribute_of(row: Subject, name: str) -> Value:
    """An attribute of a row that is known to have it."""
    value = row.get(name)
    return value if isinstance(value, Value) else Value(None, "")


def sentence(text: str, *values: Value) -> Value:
    """A phrase with the facts of the values it was made from."""
    facts = tuple(dict.fromkeys(fact for value in values for fact in value.facts))
    return Value(text or None, text, facts)


def decimal_of(value: Value) -> Decimal | None:
    """The number of a value, None where it is blank or a text."""
    return value.value if isinstance(value.value, Decimal) else None
