"""Formulas over keys in `Cách tính`, such as "= XS + TOT": read, never executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation

from toolkit.compute.rules import apply
from toolkit.model import NO_FIGURE, Figure, Row, Rule, State
from toolkit.places import Cell
from toolkit.records import record
from toolkit.text import slug

_NAME = re.compile(r"\[([^\]]+)\]|([^\W\d][\w.]*)", re.UNICODE)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_LONGEST = 500
_ALLOWED = (
    ast.Name, ast.Constant, ast.UnaryOp, ast.BinOp, ast.USub, ast.UAdd, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Load,
)  # fmt: skip


class FormulaError(Exception):
    """A formula that cannot be used; `reason` says why, `name` is the key that is missing where one is."""

    def __init__(self, reason: str, name: str = "") -> None:
        self.reason = reason
        self.name = name
        super().__init__(reason)


def names_in(text: str) -> tuple[str, ...]:
    """The keys a formula names, as typed."""
    return tuple(match[1] or match[2] for match in _NAME.finditer(text.lstrip("= ")))


@record(frozen=True, slots=True)
class Result:
    """What a formula gives: its figure, the one of each period that had all it needs, and the cells they came from."""

    value: Decimal | None
    by_period: Mapping[str, Decimal]
    cells: tuple[Cell, ...]


def evaluate(text: str, row: Row, rows: Mapping[str, tuple[Row, Sequence[str]]], periods: Sequence[str]) -> Result:
    """What a formula gives: computed for each period, then averaged for rates or added up for counts.

    A grid without periods takes the rows' thực hiện. The value is None where no period has all its figures or one that
    is needed is damaged. `rows` finds a row and the periods of its grid by the slug of its key. Raises a `FormulaError`
    for an unknown key and for anything but numbers, keys, + - * / and brackets.
    """
    tree = _parse(text)
    used: dict[str, tuple[Row, Sequence[str]]] = {}
    for name in names_in(text):
        found = rows.get(slug(name.replace(".", " "))) or rows.get(slug(name))
        if found is None:
            raise FormulaError("unknown", name)
        used[slug(name)] = found
    by_period: dict[str, Decimal] = {}
    cells: list[Cell] = []
    damaged = False
    for period in periods or ("",):
        figures = {name: _figure(other, of, period) for name, (other, of) in used.items()}
        damaged = damaged or any(figure.state is State.DAMAGED for figure in figures.values())
        values = {name: figure.value for name, figure in figures.items() if figure.value is not None}
        if figures and len(values) == len(figures):
            by_period[period] = _value(tree, values)
            cells += [figure.cell for figure in figures.values() if figure.cell is not None]
    known = [Figure(value, state=State.NUMBER) for value in by_period.values()]
    rule = Rule.MEAN if row.is_intensive else Rule.SUM
    value = None if damaged or not known else apply(rule, known, [""] * len(known))
    return Result(value, by_period, tuple(cells))


def _figure(row: Row, periods: Sequence[str], period: str) -> Figure:
    """A row's figure in a period of its own grid, its thực hiện where there are no periods; blank where it has no such period."""
    if not period:
        return row.actual
    return row.values[periods.index(period)] if period in periods else NO_FIGURE


def in_cells(text: str, places: Mapping[str, str]) -> str:
    """A formula over keys written over cell references, which `places` gives by the slug of each key.

    Raises a `FormulaError` for anything but numbers, keys, + - * / and brackets.
    """
    tree = _parse(text)
    if any(not isinstance(node, _ALLOWED) for node in ast.walk(tree)):
        raise FormulaError("not allowed")
    return ast.unparse(_Renamed(places).visit(tree)).replace(" ", "")


class _Renamed(ast.NodeTransformer):
    """Keys replaced by what stands for them."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self.places = places

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.places[node.id.removeprefix("k_")])


def _parse(text: str) -> ast.expr:
    body = _DECIMAL_COMMA.sub(".", text.lstrip("= ").strip()).replace("×", "*").replace(":", "/")
    if len(body) > _LONGEST:
        raise FormulaError("too long")
    plain = _NAME.sub(lambda match: "k_" + slug(match[1] or match[2]), body)
    try:
        return ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("not a formula") from None


def _value(node: ast.expr, known: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Name(id=name):
            return known[name.removeprefix("k_")]
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return Decimal(str(number))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, known)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand, known)
        case ast.BinOp(left=left, op=op, right=right):
            return _operation(op, _value(left, known), _value(right, known))
    raise FormulaError("not allowed")


def _operation(op: ast.operator, left: Decimal, right: Decimal) -> Decimal:
    try:
        match op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                return left / right
    except (DivisionByZero, InvalidOperation):
        raise FormulaError("division by zero") from None
    raise FormulaError("not allowed")
