"""A paragraph whose wording the data changed, in a report whose paragraph a person changed too.

What changed between the last filling and this one is carried over word by word, so that everything else of the paragraph
stays as it is: its formatting, its comments, the words written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.word.blocks import Block, control_name
from toolkit.word.runs import run_before, runs_between, text_size
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_WORDS: Final = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
_SPECIAL: Final = tuple(
    w(name) for name in ("footnoteReference", "endnoteReference", "drawing", "pict", "object", "fldChar")
)
_PPR: Final = w("pPr")


class _Token(NamedTuple):
    """A word, a sign or a field: how it is compared, and where it stands in the block's text."""

    shape: str
    start: int
    end: int


class _Edit(NamedTuple):
    """The stretch of the report's text to take out, and the stretch of the new text to put there."""

    start: int
    end: int
    from_: int
    to: int


def same_content(mine: Element, base: Element) -> bool:
    """True for a paragraph that holds just what it was filled with, formatting included."""
    return [_written(child) for child in mine if child.tag != _PPR] == [
        _written(child) for child in base if child.tag != _PPR
    ]


def _written(element: Element) -> bytes:
    from lxml import etree

    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def replace_content(mine: Element, new: Element) -> None:
    """Give a paragraph the content of a freshly filled one, which is used up; its own paragraph formatting stays."""
    for child in [child for child in mine if child.tag != w("pPr")]:
        mine.remove(child)
    mine.extend([child for child in new if child.tag != w("pPr")])


def replace_cell(mine: Element, new: Element) -> None:
    """Give a cell the content of a freshly filled one, which is used up; its width and borders stay."""
    for child in [child for child in mine if child.tag != w("tcPr")]:
        mine.remove(child)
    mine.extend([child for child in new if child.tag != w("tcPr")])


def follow(base: Block, mine: Block, new: Block, copy: Callable[[Element, Element], Element]) -> bool:
    """Carry into `mine` what `new` has otherwise than `base`; False, and nothing changed, where a hand edit stands in the way.

    `copy` makes the new paragraph into one for this report that stands instead of another.
    """
    if any(text_size(block.element) != len(block.text) for block in (mine, new)):
        return False
    if _specials(base.element) != _specials(new.element):
        return False
    edits = _edits(*(tuple(_tokens(block)) for block in (base, mine, new)))
    if edits is None:
        return False
    source = copy(new.element, mine.element)
    made = [[_climb(run, source) for run in runs_between(source, edit.from_, edit.to)] for edit in edits]
    if any(node.getparent() is not source for nodes in made for node in nodes):
        return False
    for edit, nodes in reversed(list(zip(edits, made, strict=True))):
        _apply(mine.element, edit, list(dict.fromkeys(nodes)))
    return True


def _specials(element: Element) -> int:
    return sum(1 for _ in element.iter(*_SPECIAL))


def _tokens(block: Block) -> Iterator[_Token]:
    at = 0
    for control in sorted(block.fields, key=lambda control: control.start):
        yield from _words(block.text, at, control.start)
        yield _Token(f"\ue000{control.name}", control.start, control.end)
        at = control.end
    yield from _words(block.text, at, len(block.text))


def _words(text: str, start: int, end: int) -> Iterator[_Token]:
    for match in _WORDS.finditer(text, start, end):
        yield _Token(match[0], *match.span())


def _edits(base: Sequence[_Token], mine: Sequence[_Token], new: Sequence[_Token]) -> list[_Edit] | None:
    """The changes of the data as changes of the report's text; None where its words there are not those last filled."""
    kept: dict[int, int] = {}
    for match in _matched(base, mine).get_matching_blocks():
        kept.update((match.a + step, match.b + step) for step in range(match.size))
    edits = []
    for kind, low, high, start, end in _matched(base, new).get_opcodes():
        if kind == "equal":
            continue
        there = [kept.get(index, -1) for index in range(max(0, low - 1), min(len(base), high + 1))]
        if -1 in there or there != list(range(there[0], there[0] + len(there))) if there else mine:
            return None
        at = mine[kept[low - 1]].end if low else mine[kept[low]].start if there else 0
        until = mine[kept[high - 1]].end if high > low else at
        edits.append(_Edit(at, until, *_stretch(new, start, end)))
    return edits


def _matched(one: Sequence[_Token], other: Sequence[_Token]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [token.shape for token in one], [token.shape for token in other], autojunk=False)


def _stretch(tokens: Sequence[_Token], start: int, end: int) -> tuple[int, int]:
    return (tokens[start].start, tokens[end - 1].end) if end > start else (0, 0)


def _apply(paragraph: Element, edit: _Edit, nodes: Iterable[Element]) -> None:
    """Take a stretch out of a paragraph's text and put nodes there."""
    gone = [_climb(run, paragraph) for run in runs_between(paragraph, edit.start, edit.end)]
    before = run_before(paragraph, edit.start)
    anchor = None if before is None else _climb(before, paragraph)
    for node in nodes:
        if anchor is None:
            _first_place(paragraph, node)
        else:
            anchor.addnext(node)
        anchor = node
    for node in dict.fromkeys(gone):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def _first_place(paragraph: Element, node: Element) -> None:
    properties = paragraph.find(_PPR)
    if properties is None:
        paragraph.insert(0, node)
    else:
        properties.addnext(node)


def _climb(run: Element, paragraph: Element) -> Element:
    """The field that shows a run, or the run itself."""
    found = run
    for node in run.iterancestors(w("sdt")):
        if control_name(node) is not None:
            found = node
        if node is paragraph:
            break
    return found
