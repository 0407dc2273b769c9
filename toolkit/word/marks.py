"""Marks: numbered processing instructions that stand where tags stood until the part is serialised, and what comes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.expressions import ElIf, Else, EndFor, EndIf, Expression, For, If
from toolkit.hints import TYPE_CHECKING, Final
from toolkit.places import Paragraph
from toolkit.records import NamedTuple
from toolkit.word.nodes import AppendixSlot, Choice, Guard, Loop, Node, NoteSlot, Output

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_SLOT: Final = re.compile(r"<\?pl (\d+)\?>")


class Mark(NamedTuple):
    """What a processing instruction stands for until the part is serialised."""

    tag: Output | AppendixSlot | NoteSlot | Guard | For | If | ElIf | Else | EndFor | EndIf
    place: Paragraph
    source: str = ""


class Marks:
    """The marks of one part."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []

    def put(self, mark: Mark) -> Element:
        """The processing instruction that stands for a mark."""
        from lxml import etree

        self._marks.append(mark)
        return etree.ProcessingInstruction("pl", str(len(self._marks) - 1))

    def of(self, node: Element) -> Mark:
        """The mark that a processing instruction stands for."""
        return self._marks[int(node.text or "0")]

    def nodes(self, xml: str) -> tuple[Node, ...]:
        """A serialised part or piece of one as a tree of fixed texts and slots."""
        pieces = iter(_SLOT.split(xml))
        return self._sequence(pieces, [next(pieces).encode()])[0]

    def _sequence(self, pieces: Iterator[str], nodes: list[Node]) -> tuple[tuple[Node, ...], Mark | None]:
        """Nodes up to the statement that ends this level, and that statement."""
        for number in pieces:
            mark = self._marks[int(number)]
            tag = mark.tag
            if isinstance(tag, EndFor | EndIf | ElIf | Else):
                return tuple(nodes), mark
            if isinstance(tag, For):
                body, _ = self._sequence(pieces, [next(pieces).encode()])
                nodes.append(Loop(tag.variable, tag.expression, body, mark.place))
            elif isinstance(tag, If):
                nodes.append(self._choice(tag.expression, pieces, mark.place))
            else:
                nodes.append(tag)
            nodes.append(next(pieces).encode())
        return tuple(nodes), None

    def _choice(self, condition: Expression, pieces: Iterator[str], place: Paragraph) -> Choice:
        branches: list[tuple[Expression | None, tuple[Node, ...]]] = []
        current: Expression | None = condition
        while True:
            body, end = self._sequence(pieces, [next(pieces).encode()])
            branches.append((current, body))
            if end is None or isinstance(end.tag, EndIf | EndFor):
                return Choice(tuple(branches), place)
            current = end.tag.expression if isinstance(end.tag, ElIf) else None
