"""What the data says otherwise now in a paragraph or row that stands in the report, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.hints import TYPE_CHECKING
from toolkit.problems import Problem
from toolkit.records import NamedTuple, field, record
from toolkit.text import first_words
from toolkit.word.blocks import Block, describe
from toolkit.word.bringing import Bringing
from toolkit.word.columns import cells_of, paired
from toolkit.word.comments import Comments
from toolkit.word.within import follow, replace_cell, replace_content, same_content
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element


class Told(NamedTuple):
    """A problem to be told of an element of the report, None for the report as a whole."""

    code: str
    element: Element | None
    values: Mapping[str, object]


@record(slots=True)
class Wording:
    """Carries the wording of a new fill into one part of a report; `told` gathers what is to be said."""

    label: str
    comments: Comments
    bringing: Bringing
    template_changed: bool
    told: list[Told] = field(default_factory=list)
    stuck: set[Element | None] = field(default_factory=set)  # tables whose columns were changed by hand

    def change(self, base: Block, mine: Block, new: Block) -> None:
        """A block whose wording depends on the data has another one now."""
        if base.is_row:
            self._change_row(base, mine, new)
        elif self.template_changed:
            self.list_new(new)
        elif mine.text == new.text and mine.shape == new.shape:
            return
        elif same_content(mine.element, base.element):
            replace_content(mine.element, self.bringing.copy(new.element, mine.element))
        elif not follow(base, mine, new, self.bringing.copy) and mine.text != new.text:
            self.tell_otherwise(mine, new)

    def tell_otherwise(self, mine: Block, new: Block) -> None:
        """Say how the data has a paragraph that was edited by hand."""
        values = {"mine": first_words(mine.text, 120), "new": first_words(new.text, 240)}
        self.told.append(Told("PL538", mine.element, values))
        first, last = _run_span(mine.element)
        if first is not None and last is not None and self.label == "body":
            self.comments.pin(first, last, Problem("PL538", None, values | {"new": new.text}).message())

    def _change_row(self, base: Block, mine: Block, new: Block) -> None:
        was, are, will = (cells_of(block.element) for block in (base, mine, new))
        if len(was) != len(will) or mine.element.getparent() in self.stuck:
            return  # told already
        for at, place_of in paired(was, are).items():
            here, there = are[place_of], will[at]
            before, now, then = describe(was[at]), describe(here), describe(there)
            if before.shape == then.shape:
                continue
            if now.text == before.text or not now.text.strip():
                replace_cell(here, self.bringing.copy(there, here))
            elif now.text != then.text:
                self.told.append(Told("PL538", here, {"mine": now.text.strip(), "new": then.text.strip()}))

    def outlive(self, mine: Block, text: str) -> None:
        """Say that a block stays though the data no longer has a text in it; of a template that was changed only rows are said."""
        if self.template_changed and not mine.is_row:
            return
        self.told.append(Told("PL539", mine.element, {"text": first_words(text)}))

    def list_new(self, block: Block) -> None:
        """Say what a changed template has anew."""
        if block.text.strip():
            self.told.append(Told("PL535", None, {"text": first_words(block.text, 120)}))


def _run_span(paragraph: Element) -> tuple[Element | None, Element | None]:
    inside = [child for child in paragraph if isinstance(child.tag, str) and child.tag != w("pPr")]
    return (inside[0], inside[-1]) if inside else (None, None)


__all__ = ["Told", "Wording"]
