"""What people and their editors do to a report, at random: edits of text, rows, columns and fields, tracked or not."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree
from support.reading import Element, W

from toolkit.word.package import Package

_NUMBERS = range(9_000, 10_000)
_BEFORE_RUN = f"{W}rPr"


@dataclass
class Hand:
    """One person at work on one report."""

    rng: random.Random
    package: Package
    log: list[str]
    done: bool = False
    trees: dict[str, Element] = field(default_factory=dict)
    used: int = 0

    def __post_init__(self) -> None:
        self.trees = {name: self.package.tree(name) for name, _ in self.package.text_parts()}

    @property
    def body(self) -> Element:
        """The document's body."""
        found = self.trees[self.package.main].find(f"{W}body")
        assert found is not None
        return found

    def number(self) -> str:
        """A number that nothing else has."""
        self.used += 1
        return str(_NUMBERS[self.used])

    def do(self, edit: Callable[[Hand], str]) -> None:
        """Do it and write down what was done."""
        told = edit(self)
        if told:
            self.done = True
            self.log.append(f"{edit.__name__}: {told}")

    def store(self) -> None:
        """Put the edited parts into the package."""
        for name, tree in self.trees.items():
            self.package.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    # --- choosing -----------------------------------------------------------------------------------------------

    def sentences(self) -> list[Element]:
        """The body's paragraphs outside tables that may be moved about."""
        return [
            node for node in self.body
            if node.tag == f"{W}p" and node.find(f".//{W}sectPr") is None and "".join(node.itertext()).strip()
        ]  # fmt: skip

    def sentence(self) -> Element | None:
        """One of them."""
        found = self.sentences()
        return self.rng.choice(found) if found else None

    def controls(self, *, sentences: bool = False) -> list[Element]:
        """Fields; those in sentences, or all but second copies in text boxes."""
        roots: Sequence[Element] = self.sentences() if sentences else list(self.trees.values())
        return [
            node for root in roots for node in root.iter(f"{W}sdt")
            if node.find(f"{W}sdtContent/{W}r") is not None and not _in_copy(node) and not (sentences and in_box(node))
        ]  # fmt: skip

    def rows(self) -> list[Element]:
        """The rows of tables that show a field."""
        return [row for row in self.body.iter(f"{W}tr") if row.find(f".//{W}sdt") is not None]


def _in_copy(node: Element) -> bool:
    return any(str(above.tag).endswith("}Fallback") for above in node.iterancestors())


def in_box(node: Element) -> bool:
    return any(str(above.tag).endswith("}txbxContent") for above in node.iterancestors())


def twins(hand: Hand, control: Element) -> list[Element]:
    """The field, and what shows it in the second copy of its text box, which an editor keeps alike."""
    box = next((above for above in control.iterancestors() if str(above.tag).endswith("}txbxContent")), None)
    if box is None:
        return [control]
    at = list(box.iter(f"{W}sdt")).index(control)
    top = next(above for above in box.iterancestors() if str(above.tag).endswith("}AlternateContent"))
    return [list(found.iter(f"{W}sdt"))[at] for found in top.iter(f"{W}txbxContent")]


def show_text(control: Element, text: str) -> None:
    content = control.find(f"{W}sdtContent")
    assert content is not None
    runs = list(content.iter(f"{W}r"))
    for run in runs[1:]:
        drop(run)
    for node in [node for node in runs[0] if node.tag != _BEFORE_RUN]:
        runs[0].remove(node)
    etree.SubElement(runs[0], f"{W}t").text = text


def drop(node: Element) -> None:
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)


def run_of(text: str) -> Element:
    run = etree.Element(f"{W}r")
    node = etree.SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    node.text = text
    return run


def text_of(node: Element) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


def copied(hand: Hand, node: Element) -> Element:
    """A copy as an editor makes it: what must be unique, and notes, do not come along."""
    made = deepcopy(node)
    for element in list(
        made.iter(*(W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")))
    ):
        drop(element)
    for element in list(made.iter(*(W + name for name in ("commentReference", "footnoteReference")))):
        run = element.getparent()
        if run is not None:
            drop(run)
    for element in made.iter(*(W + name for name in ("ins", "del", "moveFrom", "moveTo"))):
        element.set(f"{W}id", hand.number())
    return made


def parent_of(node: Element) -> Element:
    parent = node.getparent()
    assert parent is not None
    return parent
