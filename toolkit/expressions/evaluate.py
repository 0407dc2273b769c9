"""Evaluating an expression: a walk over its nodes, with figures that keep the facts behind them."""

from __future__ import annotations

from collections.abc import Mapping
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
    Negative,
    Node,
    Not,
    Operation,
)
from toolkit.expressions.values import ARITHMETIC, Loop, both, compare, constant, flag
from toolkit.expressions.write import write
from toolkit.facts import INFO_KEYS, Fact, Facts, TemplateProblem, listed
from toolkit.facts.rows import FIGURE_ATTRIBUTES, INDICATOR_ATTRIBUTES, number_text
from toolkit.facts.sections import AppendixSubject, SectionSubject
from toolkit.facts.subjects import FigureSubject, IndicatorSubject, Items, Periods, Subject, Value
from toolkit.hints import Final
from toolkit.phrases import FILTERS
from toolkit.records import record
from toolkit.text import slug

Operand = Value | Subject
# A power of ten that no figure of a report reaches.
_LARGEST: Final = 30
_NOTHING: Final = Value(None, "")
_KNOWN_LAST: Final = frozenset((*INDICATOR_ATTRIBUTES, *FIGURE_ATTRIBUTES, "ky"))


@record(frozen=True, slots=True)
class Evaluator:
    """The names that hold where an expression stands. With `lenient`, a missing line of `Thông tin` is blank."""

    facts: Facts
    bindings: Mapping[str, object]
    lenient: bool = False

    # --- nodes --------------------------------------------------------------------------------------------------

    def operand(self, node: Node) -> Operand:
        """What a node stands for."""
        match node:
            case Name() | Attribute():
                return self._chain(node)
            case Filter(base, name, arguments):
                return self._filter(base, name, arguments)
            case Element(base, index):
                return self._element(self.operand(base), self.value(index))
            case Call(base, function, argument):
                return self._call(base, function, self.value(argument))
            case Constant(value):
                return constant(value)
            case Conditional(test, then, otherwise):
                if self.condition(test):
                    return self.operand(then)
                return _NOTHING._replace(settled=True) if otherwise is None else self.operand(otherwise)
            case Operation(sign, left, right):
                return self._operation(sign, left, right)
            case Not(operand):
                return flag(not self.condition(operand))
            case Comparison():
                return self._comparison(node)
            case Negative(operand):
                return self._arithmetic("-", constant(Decimal(0)), self.value(operand))
        raise TypeError(node)

    def value(self, node: Node) -> Value:
        """The figure or text of a node. Raises PL413 for a list and others that cannot be printed."""
        found = self.operand(node)
        if isinstance(found, Value):
            return found
        printed = found.printed()
        if printed is None:
            raise TemplateProblem("PL413", what=self.written(node))
        return printed

    def condition(self, node: Node) -> bool:
        """Whether a node holds: a list has entries, a figure is there and not zero, a text is not empty."""
        found = self._forgiving().operand(node)
        if isinstance(found, Items):
            return bool(found.entries)
        if isinstance(found, Value):
            return found.truth
        printed = found.printed()
        return True if printed is None else printed.truth

    def _forgiving(self) -> Evaluator:
        return self if self.lenient else Evaluator(self.facts, self.bindings, lenient=True)

    def written(self, node: Node) -> str:
        """The node as its identity: loop variables replaced by what they stand for."""
        return write(node, self._stands_for)

    def _stands_for(self, name: str) -> str | None:
        root, _, attribute = name.partition(".")
        bound = self.bindings.get(root)
        if isinstance(bound, Loop) and attribute:
            value = bound.get(attribute)
            if isinstance(value, Subject):
                return value.key
            return value.text if isinstance(value, Value) and isinstance(value.value, Decimal) else None
        return bound.key if isinstance(bound, Subject) and not attribute else None

    # --- names --------------------------------------------------------------------------------------------------

    def _chain(self, node: Node) -> Operand:
        """A name with its attributes: a loop variable, a list of the workbook, `thong_tin`, or a key."""
        names: list[str] = []
        base = node
        while isinstance(base, Attribute):
            names.append(base.name)
            base = base.base
        names.reverse()
        if not isinstance(base, Name):
            return self._walk(self.operand(base), names)
        bound = self.bindings.get(base.name)
        if bound is not None and isinstance(bound, Value | Subject):
            return self._walk(bound, names)
        if base.name == "loop":
            raise TemplateProblem("PL425")
        if base.name == "thong_tin":
            return self._info(names)
        return self._root(base.name, names) or self._key([base.name, *names])

    def _root(self, name: str, rest: list[str]) -> Operand | None:
        """A list or count of the whole workbook, unless what follows makes it the beginning of a key."""
        root = self.facts.root(name)
        if root is None or not rest:
            return root
        if name == "so_lieu":
            return self._walk(self.facts.figure(rest[0]), rest[1:])
        if name == "phu_luc" and len(self.facts.appendices) == 1:
            root = self.facts.appendices[0]
        if isinstance(root, Subject) and rest[0] in root.attributes:
            return self._walk(root, rest)
        return None

    def _info(self, rest: list[str]) -> Operand:
        if len(rest) != 1:
            raise TemplateProblem("PL413", what="thong_tin")
        found = self.facts.info(rest[0])
        if found is not None:
            return found
        if self.lenient or rest[0] in INFO_KEYS:
            return _NOTHING
        raise TemplateProblem("PL408", key=rest[0], known=listed(self.facts.info_keys) or "-")

    def _key(self, names: list[str]) -> Operand:
        """A key with its attributes: the longest beginning that one row has.

        Where a name is both an attribute of one row and the end of another's key, nothing is guessed (PL406).
        """
        if len(names) == 1 and len(only := self.facts.find(names[0])) == 1:
            return only[0]
        ambiguous: TemplateProblem | None = None
        readings: list[tuple[Subject, list[str]]] = []
        for size in range(len(names), 0, -1):
            key = ".".join(names[:size])
            found = self.facts.find(key)
            if len(found) > 1:
                ambiguous = ambiguous or TemplateProblem(
                    "PL405", key=key, candidates=listed(subject.key for subject in found)
                )
            elif found and (size == len(names) or names[size] in found[0].attributes):
                readings.append((found[0], names[size:]))
        if len(readings) > 1 and isinstance(readings[1][0], IndicatorSubject) and not readings[0][1]:
            (row, _), (other, rest) = readings[:2]
            raise TemplateProblem(
                "PL406", name=".".join(names), row=row.key, call=f'chi_tieu("{other.key}").{".".join(rest)}'
            )
        if readings:
            return self._walk(*readings[0])
        raise ambiguous or self._unknown(names)

    def _unknown(self, names: list[str]) -> TemplateProblem:
        for size in range(len(names) - 1, 0, -1):
            found = self.facts.find(".".join(names[:size]))
            if len(found) == 1:
                return _no_attribute(found[0], names[size])
        while len(names) > 1 and names[-1] in _KNOWN_LAST:
            names = names[:-1]
        return self.facts.unknown(".".join(names))

    def _walk(self, start: Operand, names: list[str]) -> Operand:
        found: Operand = start
        for name in names:
            following = found.get(name) if isinstance(found, Subject) else None
            if following is None:
                raise _no_attribute(found, name)
            found = following
        return found

    def _element(self, base: Operand, index: Value) -> Operand:
        """`ky["2022"]`, or an attribute written in brackets."""
        if isinstance(base, Periods):
            found = base.item(index.text)
            if found is None:
                raise TemplateProblem("PL415", period=index.text, known=listed(base.names()) or "-")
            return found
        return self._walk(base, [slug(index.text)])

    def _call(self, base: Node | None, function: str, argument: Value) -> Operand:
        if base is not None:
            within = self.operand(base)
            found = within.get("muc") if isinstance(within, SectionSubject | AppendixSubject) else None
            if not isinstance(found, Items):
                raise TemplateProblem("PL402", what="muc(…)")
            parts = (entry for entry in found.entries if isinstance(entry, SectionSubject))
            return self.facts.section(argument.text, parts)
        if function == "muc":
            return self.facts.section(argument.text)
        if function == "phu_luc":
            return self.facts.appendix(argument.text)
        return self.facts.indicator(argument.text) if function == "chi_tieu" else self.facts.figure(argument.text)

    # --- filters and operations ---------------------------------------------------------------------------------

    def _filter(self, base: Node, name: str, arguments: tuple[Node, ...]) -> Operand:
        known = FILTERS[name]
        given = tuple(self.value(argument) for argument in arguments)
        subject = (self._forgiving() if known.forgives else self).operand(base)
        return known.apply(subject, given)

    def _operation(self, sign: str, left: Node, right: Node) -> Value:
        if sign in ("and", "or"):
            first = self.condition(left)
            return flag(first and self.condition(right) if sign == "and" else first or self.condition(right))
        one, other = self.value(left), self.value(right)
        if sign == "~":
            text = one.text + other.text
            return Value(text, text, both(one, other), settled=not (one.blank or other.blank))
        return self._arithmetic(sign, one, other)

    def _arithmetic(self, sign: str, left: Value, right: Value) -> Value:
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

    def _comparison(self, node: Comparison) -> Value:
        left = self.value(node.left)
        facts: tuple[Fact, ...] = ()
        for sign, operand in node.steps:
            right = self.value(operand)
            facts = (*facts, *both(left, right))
            if not compare(sign, left, right):
                return flag(False, facts)
            left = right
        return flag(True, facts)


def _no_attribute(found: Operand, name: str) -> TemplateProblem:
    owner = found.key if isinstance(found, Subject) else found.facts[0].key if found.facts else found.text
    known = found.attributes if isinstance(found, Subject) else ()
    if isinstance(found, IndicatorSubject | FigureSubject | SectionSubject) or known:
        return TemplateProblem("PL407", key=owner, attribute=name, known=", ".join(known))
    return TemplateProblem("PL426", key=owner, attribute=name)
