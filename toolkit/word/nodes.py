"""What a compiled template is made of: fixed XML texts with slots, loops and choices between."""

from __future__ import annotations

from toolkit.expressions import Expression
from toolkit.places import Paragraph
from toolkit.records import NamedTuple, field, record


class Output(NamedTuple):
    """A place that shows one fact: `rpr` is the run formatting it takes, as XML."""

    expression: Expression
    rpr: str
    place: Paragraph


class AppendixSlot(NamedTuple):
    """A paragraph that stands for the whole appendix table.

    `section` is the XML of the section properties that hold there, `first` is True when nothing stands before it.
    """

    expression: Expression
    place: Paragraph
    section: str = ""
    first: bool = False


class NoteSlot(NamedTuple):
    """A reference to a foot- or endnote that stands inside a loop or condition, so that each pass needs a note of its own."""

    element: str  # "footnote" or "endnote"
    id: str


class Guard(NamedTuple):
    """An element that must not be left without content: "p", "tbl", "tc"; `opens` marks its beginning."""

    kind: str
    opens: bool = False


class Loop(NamedTuple):
    """`body` repeated for each item of the expression."""

    variable: str
    expression: Expression
    body: tuple[Node, ...]
    place: Paragraph


class Choice(NamedTuple):
    """The body of the first branch whose condition holds; the last condition may be None (else)."""

    branches: tuple[tuple[Expression | None, tuple[Node, ...]], ...]
    place: Paragraph


Node = bytes | Output | AppendixSlot | NoteSlot | Guard | Loop | Choice


@record(slots=True)
class Part:
    """One compiled part. `notes` holds the compiled notes that are shown from inside loops and conditions, by id."""

    nodes: tuple[Node, ...] = ()
    notes: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
