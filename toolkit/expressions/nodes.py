"""What an expression may be made of, and how Jinja's parser is used to read one.

Jinja parses and nothing more: its nodes are turned into the few below, and any other node is a problem. Nothing is
compiled, and no node here can name a Python attribute, call a Python function or run for long.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache

from toolkit.facts import TemplateProblem, listed, nearest
from toolkit.hints import TYPE_CHECKING, Final
from toolkit.phrases import FILTERS
from toolkit.records import NamedTuple, record
from toolkit.text import compose, slug

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

LONGEST: Final = 1000
DEEPEST: Final = 24
_MOST_BRACKETS: Final = 24
FUNCTIONS: Final = ("chi_tieu", "muc", "phu_luc", "so_lieu")
"""What may be called, each with one name or number: `muc("II")`."""


class Name(NamedTuple):
    """A name, in plain ASCII."""

    name: str


class Attribute(NamedTuple):
    """`base.name`."""

    base: Node
    name: str


@record(frozen=True, slots=True)
class Element:
    """`base["name"]`: one period of `ky`, or another way to write an attribute."""

    base: Node
    index: Node


class Call(NamedTuple):
    """One of `FUNCTIONS` with its argument; `base` is what it is looked for in, None for the whole workbook."""

    base: Node | None
    function: str
    argument: Node


class Filter(NamedTuple):
    """`base | name(arguments)`."""

    base: Node
    name: str
    arguments: tuple[Node, ...]


class Constant(NamedTuple):
    """A number, a text, yes, no or nothing."""

    value: Decimal | str | bool | None


class Negative(NamedTuple):
    """A negative number."""

    operand: Node


class Not(NamedTuple):
    """`not operand`."""

    operand: Node


class Operation(NamedTuple):
    """`left + right` and its like: + - * / and ~, which joins texts; `and` and `or`."""

    sign: str
    left: Node
    right: Node


class Comparison(NamedTuple):
    """`left < right` and its like, in a chain."""

    left: Node
    steps: tuple[tuple[str, Node], ...]


class Conditional(NamedTuple):
    """`then if test else otherwise`."""

    test: Node
    then: Node
    otherwise: Node | None


Node = (
    Name | Attribute | Element | Call | Filter | Constant | Negative | Not | Operation | Comparison | Conditional
)  # fmt: skip


_NODES: Final = frozenset(Node.__args__)


def size_of(parts: tuple[Node | None, ...]) -> tuple[int, int]:
    """How many nodes of an expression go through a list of the workbook, and how many it has."""
    lists, every = 0, 0
    waiting: list[object] = list(parts)
    while waiting:
        found = waiting.pop()
        match found:
            case Name(name) | Attribute(_, name) | Filter(_, name, _) | Call(_, name, _):
                lists += name in _LISTS
        if isinstance(found, Element):
            waiting += [found.base, found.index]
        elif isinstance(found, tuple):
            waiting += found
        every += type(found) in _NODES
    return lists, every


_LISTS: Final = frozenset(
    (*FUNCTIONS, "chi_tieu_dat", "chi_tieu_vuot", "chi_tieu_chua_dat", "danh_sach", "sap_xep", "lay")
)
_SIGNS: Final = {"Add": "+", "Sub": "-", "Mul": "*", "Div": "/", "And": "and", "Or": "or"}
_COMPARISONS: Final = {
    "eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in",
}  # fmt: skip
# How a person would name what is not allowed; any other node is named after its class.
_REFUSED: Final = {
    "Slice": "[a:b]", "Test": "is", "Pow": "**", "Mod": "%", "FloorDiv": "//", "List": "[…]", "Tuple": "(…, …)",
    "Dict": "{…}", "Pos": "+",
}  # fmt: skip
# A key may begin with a digit ("5_khong"), a name of Jinja's may not: this letter before it vanishes in its slug.
_NUMERAL: Final = r"""("[^"]*"|'[^']*')|(?<!\w)(?=\d+[^\W\d])\w+"""
_LETTER: Final = "ʘ"


@lru_cache(maxsize=1024)
def read_expression(source: str) -> Node:
    """The expression that a text spells. Raises a `TemplateProblem` for all that is no allowed expression."""
    from toolkit.expressions.plain import read_plain

    plain = read_plain(compose(source).strip())
    return build(parse_with_jinja(source), 0) if plain is None else plain


def parse_with_jinja(source: str) -> nodes.Expr:
    """Jinja's own node of an expression, after the limits that keep its parser short."""
    import jinja2.parser

    text = re.sub(_NUMERAL, _as_name, compose(source).strip())
    if not text:
        raise TemplateProblem("PL401", reason="nothing there")
    if len(text) > LONGEST or _bracket_depth(text) > _MOST_BRACKETS:
        raise TemplateProblem("PL414", limit=LONGEST)
    try:
        parser = jinja2.parser.Parser(_environment(), text, state="variable")
        found = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateProblem("PL401", reason=f"unexpected {parser.stream.current.value!r}")
    except jinja2.TemplateSyntaxError as error:
        raise TemplateProblem("PL401", reason=str(error.message)) from error
    except (RecursionError, OverflowError, ValueError) as error:
        raise TemplateProblem("PL414", limit=LONGEST) from error
    return found


def _as_name(match: re.Match[str]) -> str:
    return match[0] if match[1] else _LETTER + match[0]


@cache
def _environment() -> Environment:
    from jinja2 import Environment

    return Environment(autoescape=True)


def _bracket_depth(text: str) -> int:
    """The deepest nesting of brackets, those inside quotes counted too; 0 where there are few."""
    if sum(map(text.count, "([{")) <= _MOST_BRACKETS:
        return 0
    depth = deepest = 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        deepest = max(deepest, depth)
    return deepest


def name_of(text: str) -> str:
    """A name in plain ASCII. Raises PL402 for one that begins with an underscore, PL401 for one without letters."""
    if text.startswith("_"):
        raise TemplateProblem("PL402", what=text)
    name = slug(text)
    if not name:
        raise TemplateProblem("PL401", reason=f"unexpected {text!r}")
    return name


def build(node: nodes.Node, depth: int) -> Node:
    """Our node for Jinja's. Raises PL402 for every kind that is not on the list."""
    if depth > DEEPEST:
        raise TemplateProblem("PL414", limit=LONGEST)
    kind = type(node).__name__
    builder = _BUILDERS.get(kind)
    if builder is None:
        raise TemplateProblem("PL402", what=_REFUSED.get(kind, kind))
    return builder(node, depth + 1)


def _name(node: nodes.Name, depth: int) -> Node:
    return Name(name_of(node.name))


def _attribute(node: nodes.Getattr, depth: int) -> Node:
    return Attribute(build(node.node, depth), name_of(node.attr))


def _element(node: nodes.Getitem, depth: int) -> Node:
    index = build(node.arg, depth)
    if isinstance(index, Constant) and isinstance(index.value, str) and index.value.startswith("_"):
        raise TemplateProblem("PL402", what=index.value)
    return Element(build(node.node, depth), index)


def _call(node: nodes.Call, depth: int) -> Node:
    target = build(node.node, depth)
    what = target.name if isinstance(target, Name | Attribute) else "(…)"
    plain = len(node.args) == 1 and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    if isinstance(target, Name) and target.name in FUNCTIONS and plain:
        return Call(None, target.name, build(node.args[0], depth))
    if isinstance(target, Attribute) and target.name == "muc" and plain:
        return Call(target.base, "muc", build(node.args[0], depth))
    raise TemplateProblem("PL402", what=f"{what}(…)")


def _filter(node: nodes.Filter, depth: int) -> Node:
    if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise TemplateProblem("PL402", what=f"{node.name}(…)")
    name = name_of(node.name.replace(".", "_"))
    known = FILTERS.get(name)
    if known is None:
        near = nearest(name, FILTERS) or tuple(FILTERS)
        raise TemplateProblem("PL409", filter=node.name, near=listed(near))
    if not known.least <= len(node.args) <= known.most:
        raise TemplateProblem("PL410", filter=name, usage=known.usage)
    return Filter(build(node.node, depth), name, tuple(build(argument, depth) for argument in node.args))


def _constant(node: nodes.Const, depth: int) -> Node:
    value = node.value
    if isinstance(value, str) and any(
        (ord(letter) < 32 and letter not in "\n\t") or 0xD800 <= ord(letter) < 0xE000 or letter in "\ufffe\uffff"
        for letter in value
    ):
        raise TemplateProblem("PL402", what=ascii(value)[:40])
    if isinstance(value, bool | str) or value is None:
        return Constant(value)
    number = Decimal(str(value)) if isinstance(value, int | float) else None
    if number is None or not number.is_finite() or abs(number) > Decimal(10) ** 24:
        raise TemplateProblem("PL402", what=str(value)[:40])
    return Constant(number)


def _negative(node: nodes.Neg, depth: int) -> Node:
    operand = build(node.node, depth)
    if isinstance(operand, Constant) and isinstance(operand.value, Decimal):
        return Constant(-operand.value)
    # "{{- x }}" means to trim white space in Jinja: it must not print x with another sign.
    raise TemplateProblem("PL402", what="-…")


def _not(node: nodes.Not, depth: int) -> Node:
    return Not(build(node.node, depth))


def _operation(node: nodes.BinExpr, depth: int) -> Node:
    return Operation(_SIGNS[type(node).__name__], build(node.left, depth), build(node.right, depth))


def _concatenation(node: nodes.Concat, depth: int) -> Node:
    first, *rest = [build(part, depth) for part in node.nodes]
    for part in rest:
        first = Operation("~", first, part)
    return first


def _comparison(node: nodes.Compare, depth: int) -> Node:
    steps = tuple((_COMPARISONS[step.op], build(step.expr, depth)) for step in node.ops)
    return Comparison(build(node.expr, depth), steps)


def _conditional(node: nodes.CondExpr, depth: int) -> Node:
    otherwise = None if node.expr2 is None else build(node.expr2, depth)
    return Conditional(build(node.test, depth), build(node.expr1, depth), otherwise)


_BUILDERS: Final[dict[str, Callable[..., Node]]] = {
    "Name": _name, "Getattr": _attribute, "Getitem": _element, "Call": _call, "Filter": _filter, "Const": _constant,
    "TemplateData": _constant, "Neg": _negative, "Not": _not, "Concat": _concatenation, "Compare": _comparison,
    "CondExpr": _conditional, **dict.fromkeys(_SIGNS, _operation),
}  # fmt: skip
