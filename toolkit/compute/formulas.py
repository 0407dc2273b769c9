"""Formulas over keys in `Cách tính`, such as "= XS + TOT": read, never executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation

from toolkit.compute.rules import apply
from toolkit.model import NO_FIGURE, Figure, Row, Rule, State
from toolkit.places import Cell, Place
from toolkit.records import field, record
from toolkit.text import slug

_NAME = re.compile(r"\[([^\[\]]+)\]|([^\W\d][\w.]*)", re.UNICODE)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_LONGEST = 500
_DEEPEST = 40
_ALLOWED = (
    ast.Name, ast.Constant, ast.UnaryOp, ast.BinOp, ast.USub, ast.UAdd, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Load,
)  # fmt: skip


class FormulaError(Exception):
    """A formula that cannot be used; `code` is the problem's, `name` the key that is missing where one is."""

    def __init__(self, code: str, name: str = "") -> None:
        self.code = code
        self.name = name
        super().__init__(code, name)


def names_in(text: str) -> tuple[str, ...]:
    """The keys a formula names, as typed."""
    return tuple(match[1] or match[2] for match in _NAME.finditer(text.lstrip("= ")))


@record(frozen=True, slots=True)
class Result:
    """What a formula gives: its figure, the one of each period that had all it needs, and the cells of either.

    `missing` names the keys without a figure where that is why there is none; `partly` says that others have theirs.
    """

    value: Decimal | None
    by_period: Mapping[str, Decimal]
    cells: tuple[Cell, ...]
    damaged: bool = False
    cells_by_period: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    partly: bool = False


class Formulas:
    """The formulas of a workbook. `rows` finds a row and the periods of its grid by the slug of its key."""

    def __init__(self, rows: Mapping[str, tuple[Row, Sequence[str]]]) -> None:
        self.rows = rows
        self.known: dict[Cell, Result] = {}
        self.under_way: dict[Cell, None] = {}
        self.used: set[Place] = set()  # every cell that some formula looked at

    def result(self, row: Row, periods: Sequence[str]) -> Result:
        """What a row's formula gives: computed for each period, then averaged for rates or added up for counts.

        Where no period has them all the rows' thực hiện count; a row that has a formula itself counts with what that gives. The value is None where no period has all its figures or one that is needed is damaged. Raises a
        `FormulaError` for an unknown key, for a formula that needs itself, and for anything but numbers, keys, + - * / and
        brackets.
        """
        if row.place in self.known:
            return self.known[row.place]
        if row.place in self.under_way:
            raise FormulaError("PL317")
        if len(self.under_way) > _DEEPEST:
            raise FormulaError("PL317")
        self.under_way[row.place] = None
        try:
            self.known[row.place] = made = self._result(row, periods)
        finally:
            del self.under_way[row.place]
        return made

    def _result(self, row: Row, periods: Sequence[str]) -> Result:
        tree = _parse(row.rule_text)
        used = self._used(row)
        by_period: dict[str, Decimal] = {}
        cells: dict[str, tuple[Cell, ...]] = {}
        damaged = False
        told: set[str] = set()
        for period in (*periods, ""):
            if not period and by_period:
                break
            parts = {name: self._part(other, of, period) for name, (other, of) in used.items()}
            damaged = damaged or any(part.damaged for part in parts.values())
            values = {name: part.value for name, part in parts.items() if part.value is not None}
            told.update(values)
            if len(values) == len(parts):
                by_period[period] = _value(tree, values)
                cells[period] = tuple(dict.fromkeys(cell for part in parts.values() for cell in part.cells))
        known = [Figure(value, state=State.NUMBER) for value in by_period.values()]
        rule = Rule.MEAN if row.is_intensive else Rule.SUM
        value = None if damaged or not known else apply(rule, known, [""] * len(known))
        every = tuple(dict.fromkeys(cell for used_in in cells.values() for cell in used_in))
        missing = () if by_period or damaged else tuple(name for name in parts if name not in values)
        return Result(value, by_period, every, damaged, cells, missing, bool(told))

    def _used(self, row: Row) -> dict[str, tuple[Row, Sequence[str]]]:
        """The rows that a row's formula names, by the slugs of their keys."""
        used = {}
        for name in names_in(row.rule_text):
            found = self.rows.get(slug(name.replace(".", " "))) or self.rows.get(slug(name))
            if found is None:
                raise FormulaError("PL314", name)
            used[slug(name)] = found
        if not used:
            raise FormulaError("PL315")
        return used

    def _part(self, row: Row, periods: Sequence[str], period: str) -> Result:
        """A row's figure in a period of its own grid, its thực hiện where none is asked for; blank where it has no such period."""
        if row.rule_text.lstrip().startswith("="):
            made = self.result(row, periods)
            if not period:
                return made
            return Result(made.by_period.get(period), {}, made.cells_by_period.get(period, ()), made.damaged)
        figure = row.actual if not period else row.values[periods.index(period)] if period in periods else NO_FIGURE
        cells = () if figure.cell is None else (figure.cell,)
        self.used.update(cells)
        return Result(figure.value, {}, cells, figure.state is State.DAMAGED)


def in_cells(text: str, places: Mapping[str, str]) -> str:
    """A formula over keys written over cell references, which `places` gives by the slug of each key.

    Raises a `FormulaError` for anything but numbers, keys, + - * / and brackets.
    """
    tree = _parse(text)
    if any(not isinstance(node, _ALLOWED) for node in ast.walk(tree)):
        raise FormulaError("PL315")
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
        raise FormulaError("PL315")
    plain = _NAME.sub(lambda match: "k_" + slug(match[1] or match[2]), body)
    try:
        return ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("PL315") from None


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
    raise FormulaError("PL315")


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
        raise FormulaError("PL318") from None
    raise FormulaError("PL315")
