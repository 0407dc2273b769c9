"""An expression written again in its one canonical spelling."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from toolkit.expressions.nodes import (
    Attribute,
    Call,
    Comparison,
    Conditional,
    Constant,
    Element,
    Filter,
    Name,
    Node,
    Not,
    Operation,
)
from toolkit.facts.subjects import quoted
from toolkit.hints import Final

_BINDS: Final = {"or": 1, "and": 2, "+": 5, "-": 5, "~": 6, "*": 7, "/": 7}
_NOT, _COMPARES, _TIGHT = 3, 4, 9


def write(node: Node, names: Callable[[str], str | None], outer: int = 0) -> str:
    """The expression in its one canonical spelling; `names` gives what stands for a loop variable, None for others.

    No spaces but around words, texts in double quotes, brackets only where they are needed.
    """
    text, binds = _written(node, names)
    return f"({text})" if binds < outer else text


def _written(node: Node, names: Callable[[str], str | None]) -> tuple[str, int]:
    match node:
        case Name(name):
            return names(name) or name, _TIGHT
        case Attribute(Name("loop"), name):
            return names(f"loop.{name}") or f"loop.{name}", _TIGHT
        case Attribute(base, name):
            owner = write(base, names, _TIGHT)
            # A period that belongs to no row is written as its name, which is all it has.
            return owner if owner[0] == '"' else f"{owner}.{name}", _TIGHT
        case Element(base, index):
            return f"{write(base, names, _TIGHT)}[{write(index, names)}]", _TIGHT
        case Call(base, function, argument):
            before = "" if base is None else write(base, names, _TIGHT) + "."
            return f"{before}{function}({write(argument, names)})", _TIGHT
        case Filter(base, name, arguments):
            given = ",".join(write(argument, names) for argument in arguments)
            return f"{write(base, names, _TIGHT)}|{name}" + (f"({given})" if given else ""), _TIGHT
        case Constant(value):
            return _constant_text(value), _TIGHT
        case Not(operand):
            return f"not {write(operand, names, _NOT)}", _NOT
        case Operation(sign, left, right):
            binds = _BINDS[sign]
            mark = f" {sign} " if sign[0].isalpha() else sign
            return f"{write(left, names, binds)}{mark}{write(right, names, binds + 1)}", binds
        case Comparison(left, steps):
            chain = "".join(
                (f" {sign} " if sign[0].isalpha() else sign) + write(right, names, _COMPARES + 1)
                for sign, right in steps
            )
            return write(left, names, _COMPARES + 1) + chain, _COMPARES
        case Conditional(test, then, otherwise):
            end = "" if otherwise is None else f" else {write(otherwise, names)}"
            return f"{write(then, names, 1)} if {write(test, names, 1)}{end}", 0
    raise TypeError(node)


def _constant_text(value: Decimal | str | bool | None) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str):
        return quoted(value)
    return {True: "true", False: "false", None: "none"}[value]
