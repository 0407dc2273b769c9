"""What the names of an expression stand for where it is evaluated: loop variables, lists of the workbook, keys."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from toolkit.expressions.nodes import Node
from toolkit.expressions.values import Loop
from toolkit.expressions.write import write
from toolkit.facts import INFO_KEYS, Facts, TemplateProblem, listed
from toolkit.facts.sections import AppendixSubject, SectionSubject
from toolkit.facts.subjects import Items, Periods, Subject, Value
from toolkit.facts.unfound import no_attribute
from toolkit.hints import Final
from toolkit.records import record
from toolkit.text import slug

Operand = Value | Subject
NOTHING: Final = Value(None, "")


@record(frozen=True)
class Evaluator:
    """The names that hold where an expression stands. With `lenient`, a missing line of `Thông tin` is blank."""

    facts: Facts
    bindings: Mapping[str, object]
    lenient: bool = False

    @cached_property
    def forgiving(self) -> Evaluator:
        """The same names, lenient."""
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

    def root(self, name: str, rest: tuple[str, ...]) -> Operand | None:
        """A list or count of the whole workbook, unless what follows makes it the beginning of a key."""
        root = self.facts.root(name)
        if root is None or not rest:
            return root
        if name == "so_lieu":
            return walk(self.facts.figure(rest[0]), rest[1:])
        if name == "phu_luc" and len(self.facts.appendices) == 1:
            root = self.facts.appendices[0]
        if isinstance(root, Subject) and rest[0] in root.attributes:
            return walk(root, rest)
        return None

    def info(self, rest: tuple[str, ...]) -> Operand:
        """A line of `Thông tin`. Raises PL408 for one that is missing, where that is not usual."""
        if len(rest) != 1:
            raise TemplateProblem("PL413", what="thong_tin")
        found = self.facts.info(rest[0])
        if found is not None:
            return found
        if self.lenient or rest[0] in INFO_KEYS:
            return NOTHING
        raise TemplateProblem("PL408", key=rest[0], known=listed(self.facts.info_keys) or "-")

    def call(self, function: str, name: str) -> Operand:
        """What a function finds in the whole workbook by a name."""
        if function == "muc":
            return self.facts.section(name)
        if function == "phu_luc":
            return self.facts.appendix(name)
        return self.facts.indicator(name) if function == "chi_tieu" else self.facts.figure(name)

    def section_within(self, within: Operand, name: str) -> Operand:
        """The section of a name below a section or an appendix."""
        found = within.get("muc") if isinstance(within, SectionSubject | AppendixSubject) else None
        if not isinstance(found, Items):
            raise TemplateProblem("PL402", what="muc(…)")
        parts = (entry for entry in found.entries if isinstance(entry, SectionSubject))
        return self.facts.section(name, parts)


def walk(start: Operand, names: tuple[str, ...]) -> Operand:
    """An attribute of an attribute of something. Raises PL407 or PL426 for one it does not have."""
    found: Operand = start
    for name in names:
        following = found.get(name) if isinstance(found, Subject) else None
        if following is None:
            raise no_attribute(found, name)
        found = following
    return found


def element(base: Operand, index: Value) -> Operand:
    """`ky["2022"]`, or an attribute written in brackets."""
    if isinstance(base, Periods):
        found = base.item(index.text)
        if found is None:
            raise TemplateProblem("PL415", period=index.text, known=listed(base.names()) or "-")
        return found
    return walk(base, (slug(index.text),))
