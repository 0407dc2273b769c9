"""Places a person can find: the paragraph's number, the heading above it and its first words."""

from __future__ import annotations

import re

from toolkit.hints import TYPE_CHECKING
from toolkit.places import Paragraph
from toolkit.text import clean, first_words
from toolkit.word.blocks import describe
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_NUMBERED = re.compile(r"^(?:[IVXLC]+[.\-)]|\d+(?:\.\d+)*[.\-)]|[a-z]\)|Phần |PHỤ LỤC)\s*\S")


class Surroundings:
    """What stands around the paragraphs of one part, told as they are met in order."""

    def __init__(self, label: str) -> None:
        self._in_body = label == "body"
        self._heading = ""

    def near(self, paragraph: Element, text: str, *, table: bool) -> str:
        """What a person can look for: the heading above a paragraph and its first words."""
        words = first_words(text, 60)
        found = told(self._heading, words)
        if self._in_body and not table and is_heading(paragraph):
            self._heading = clean(text)
        return found


def find_place(element: Element, label: str, tree: Element) -> Paragraph:
    """The place of an element: its paragraph, counted from 1 within the part, and what stands around it.

    In a table that is the row, for a number alone can stand in many.
    """
    paragraph = element if element.tag == w("p") else next(element.iterancestors(w("p")), None)
    if paragraph is None:
        paragraph = next(element.iter(w("p")), element)
    heading = ""
    number = 0
    for number, candidate in enumerate(tree.iter(w("p")), 1):  # noqa: B007  the number is used after the loop
        if candidate is paragraph:
            break
        if label == "body" and not _in_table(candidate) and is_heading(candidate):
            heading = clean(describe(candidate).text)
    row = next(paragraph.iterancestors(w("tr")), None)
    words = first_words(describe(paragraph if row is None else row).text, 60)
    return Paragraph(label, number, near=told(heading, words))


def told(heading: str, words: str) -> str:
    """What a person can look for: a heading, "" where there is none, and the first words of a paragraph."""
    return f"{first_words(heading, 40)} > {words}" if heading else words


def _in_table(paragraph: Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and parent.tag == w("tc")


def is_heading(paragraph: Element) -> bool:
    """True for a paragraph styled or numbered as a heading and set in bold."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    named = "" if style is None else style.get(w("val")) or ""
    bold = paragraph.find(f"{w('r')}/{w('rPr')}/{w('b')}") is not None
    return says_heading(named, describe(paragraph).text if bold else "", bold=bold)


def says_heading(style: str, text: str, *, bold: bool) -> bool:
    """True for the style of a heading, and for bold text that is numbered or in capitals as headings are."""
    if style.lower().startswith(("heading", "title")):
        return True
    words = clean(text) if bold else ""
    return bool(words) and len(words) < 200 and (bool(_NUMBERED.match(words)) or words.isupper())
