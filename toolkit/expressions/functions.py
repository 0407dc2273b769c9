"""Nodes of an expression made into functions, once for however many reports: each gives what its node stands for.

Figures keep the facts behind them on their way through.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from toolkit.expressions.evaluate import NOTHING, Evaluator, Operand, element, walk
from toolkit.expressions.nodes import (
    Attribute,
    Call,
    Comparison,
    Conditional,
    Constant,
    Element,
    Filter,
    Name,
    Negative,
    Node,
    Not,
    Operation,
)
from toolkit.expressions.values import ARITHMETIC, both, compare, constant, flag
from toolkit.facts import Fact, TemplateProblem
from toolkit.facts.lookup import is_root
from toolkit.facts.rows import number_text
from toolkit.facts.subjects import Items, Subject, Value
from toolkit.hints import Any, Final
from toolkit.phrases import FILTERS

Function = Callable[[Evaluator], Operand]
# A power of ten that no figure of a report reaches.
_LARGEST: Final = 30


def operand_of(node: Node) -> Function:
    """What a node stands for."""
    return _MAKERS[type(node)](node)


def value_of(node: Node) -> Callable[[Evaluator], Value]:
    """The figure or text of a node. Raises PL413 for a list and others that cannot be printed."""
    operand = operand_of(node)

    def value(names: Evaluator) -> Value:
        found = operand(names)
        if isinstance(found, Value):
            return found
        printed = found.printed()
        if printed is None:
            raise TemplateProblem("PL413", what=names.written(node))
        return printed

    return value


def condition_of(node: Node) -> Callable[[Evaluator], bool]:
    """Whether a node holds: a list has entries, a figure is there and not zero, a text is not empty."""
    operand = operand_of(node)

    def condition(names: Evaluator) -> bool:
        found = operand(names.forgiving)
        if isinstance(found, Items):
            return bool(found.entries)
        if isinstance(found, Value):
            return found.truth
        printed = found.printed()
        return True if printed is None else printed.truth

    return condition


def _chain(node: Node) -> Function:
    """A name with its attributes: a loop variable, a list of the workbook, `thong_tin`, or a key."""
    names: tuple[str, ...] = ()
    while isinstance(node, Attribute):
        names = (node.name, *names)
        node = node.base
    if not isinstance(node, Name):
        base = operand_of(node)
        return lambda given: walk(base(given), names)
    first, whole, listed = node.name, (node.name, *names), is_root(node.name)

    def chain(given: Evaluator) -> Operand:
        bound = given.bindings.get(first)
        if bound is not None and isinstance(bound, Value | Subject):
            return walk(bound, names)
        if first == "loop":
            raise TemplateProblem("PL425")
        if first == "thong_tin":
            return given.info(names)
        found = given.root(first, names) if listed else None
        if found is not None:
            return found
        subject, size = given.facts.reading(whole)
        return walk(subject, whole[size:])

    return chain


def _element(node: Element) -> Function:
    base, index = operand_of(node.base), value_of(node.index)
    return lambda names: element(base(names), index(names))


def _call(node: Call) -> Function:
    function, argument = node.function, value_of(node.argument)
    if node.base is None:
        return lambda names: names.call(function, argument(names).text)
    base = operand_of(node.base)

    def within(names: Evaluator) -> Operand:
        name = argument(names).text
        return names.section_within(base(names), name)

    return within


def _filter(node: Filter) -> Function:
    known, base, arguments = FILTERS[node.name], operand_of(node.base), tuple(map(value_of, node.arguments))

    def filtered(names: Evaluator) -> Operand:
        given = tuple([argument(names) for argument in arguments])
        return known.apply(base(names.forgiving if known.forgives else names), given)

    return filtered


def _constant(node: Constant) -> Function:
    made = constant(node.value)
    return lambda _: made


def _conditional(node: Conditional) -> Function:
    test, then = condition_of(node.test), operand_of(node.then)
    nothing = NOTHING._replace(settled=True)
    otherwise = (lambda _: nothing) if node.otherwise is None else operand_of(node.otherwise)
    return lambda names: then(names) if test(names) else otherwise(names)


def _not(node: Not) -> Function:
    condition = condition_of(node.operand)
    return lambda names: flag(not condition(names))


def _negative(node: Negative) -> Function:
    value, zero = value_of(node.operand), constant(Decimal(0))
    return lambda names: _arithmetic("-", zero, value(names))


def _operation(node: Operation) -> Function:
    sign = node.sign
    if sign in ("and", "or"):
        first, second = condition_of(node.left), condition_of(node.right)
        if sign == "and":
            return lambda names: flag(first(names) and second(names))
        return lambda names: flag(first(names) or second(names))
    left, right = value_of(node.left), value_of(node.right)
    if sign == "~":
        return lambda names: _joined(left(names), right(names))
    return lambda names: _arithmetic(sign, left(names), right(names))


def _joined(one: Value, other: Value) -> Value:
    text = one.text + other.text
    return Value(text, text, both(one, other), settled=not (one.blank or other.blank))


def _arithmetic(sign: str, left: Value, right: Value) -> Value:
    """A figure from two. Nothing comes of a blank one, and of a division by zero: a blank is never taken for 0."""
    facts = both(left, right)
    if left.value is None or right.value is None:
        return Value(None, "", facts)
    if not (isinstance(left.value, Decimal) and isinstance(right.value, Decimal)):
        raise TemplateProblem("PL418", sign=sign, left=left.text, right=right.text)
    if sign == "/" and right.value == 0:
        return Value(None, "", facts)
    result = ARITHMETIC[sign](left.value, right.value)
    if result.adjusted() > _LARGEST:
        raise TemplateProblem("PL418", sign=sign, left=left.text, right=right.text)
    unit = left.unit if left.unit == right.unit or not right.unit else "" if left.unit else right.unit
    return Value(result, number_text(result), facts, unit if sign in "+-" else "")


def _comparison(node: Comparison) -> Function:
    first, steps = value_of(node.left), [(sign, value_of(operand)) for sign, operand in node.steps]

    def compared(names: Evaluator) -> Value:
        left = first(names)
        facts: tuple[Fact, ...] = ()
        for sign, value in steps:
            right = value(names)
            facts = (*facts, *both(left, right))
            if not compare(sign, left, right):
                return flag(False, facts)
            left = right
        return flag(True, facts)

    return compared


_MAKERS: Final[dict[type, Callable[[Any], Function]]] = {
    Name: _chain, Attribute: _chain, Filter: _filter, Element: _element, Call: _call, Constant: _constant,
    Conditional: _conditional, Operation: _operation, Not: _not, Comparison: _comparison, Negative: _negative,
}  # fmt: skip
