"""A part of a document in plain form: its fields, and where they stand, told from its text without parsing it.

Plain is a part in UTF-8 whose every content control is one of ours as this program and Word write them, with nothing in it
but runs of text. Comments in the XML, second copies of text boxes and tracked deletions are not plain.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from toolkit.hints import Final
from toolkit.places import Paragraph
from toolkit.records import NamedTuple
from toolkit.text import clean, first_words
from toolkit.word.controls import PREFIX
from toolkit.word.surroundings import says_heading, told
from toolkit.word.xml import W_NS

_HEAD: Final = re.compile(
    rb"""<\?xml version=(["'])1\.0\1(?: encoding=(["'])(?i:utf-8)\2)?(?: standalone=["'](?:yes|no)["'])? ?\?>\s*<w:[^<>]*>"""
)
_OURS: Final = f'xmlns:w="{W_NS}"'.encode()
# What makes a part another than plain, wherever it stands outside our controls.
_OTHER: Final = re.compile(rb"<(?:!|w:(?:sdt|del[ >]|moveFrom|pPrChange|customXml|altChunk|txbx))")
_RPR: Final = rb"<w:rPr>(?:<(?!/?w:rPr)[^<>]*+>)*+</w:rPr>"
_SHOWN: Final = rb"(?:<w:t(?: [^<>]*+)?+>[^<]*+</w:t>|<w:(?:t|tab|br|cr|noBreakHyphen|lastRenderedPageBreak)/>)"
_RUN: Final = rb"<w:r(?: [^<>]*+)?+>(?:" + _RPR + rb")?+" + _SHOWN + rb"*+</w:r>"
# Properties in the order that their schema has; a single run, which nearly all controls hold, gives its text at once.
_CONTROL: Final = re.compile(
    rb"<w:sdt><w:sdtPr>(?:" + _RPR + rb')?+<w:alias w:val="([^"]*+)"/><w:tag w:val="\1"/>'
    rb'(?:<w:(?:id|lock) w:val="[^"]*+"/>)*+<w:dataBinding (?=[^<>]*?\bw:xpath=")(?:[A-Za-z0-9_:]++="[^"]*+" ?)*+/>(?:<w15:[^<>]*/>)?+</w:sdtPr>'
    rb"<w:sdtContent>(<w:r(?: [^<>]*+)?+>(?:" + _RPR + rb")?+<w:t(?: [^<>]*+)?+>([^<]*+)</w:t></w:r>"
    rb"|(?:" + _RUN + rb"|<w:proofErr [^<>]*/>)*+)</w:sdtContent></w:sdt>"
)  # fmt: skip
_TEXT: Final = re.compile(rb"<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:(tab|br|cr|noBreakHyphen)(?: [^<>]*)?/>")
_SIGNS: Final = {b"tab": "\t", b"br": "\n", b"cr": "\n", b"noBreakHyphen": "-"}
_PARAGRAPH: Final = re.compile(rb"<w:p(?=[ />])")
_ENTITIES: Final = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}


class NotPlainError(Exception):
    """A part has another form."""


class PlainControl(NamedTuple):
    """One of our controls: its field's name, the text it shows, and where its content stands."""

    name: str
    text: str
    start: int
    end: int
    content: bytes

    def formatting(self) -> str:
        """The formatting that a new text takes: that of the first run with one and a text, else of the first with one."""
        with_one = [found for found in re.findall(_runs(), self.content) if found[0]]
        shown = next((rpr for rpr, inside in with_one if b"<w:t" in inside.replace(b"<w:tab", b"")), None)
        rpr = shown if shown is not None else next((rpr for rpr, _ in with_one), b"")
        return rpr.decode()


@cache
def _runs() -> re.Pattern[bytes]:
    return re.compile(rb"<w:r(?: [^<>]*+)?+>(" + _RPR + rb")?+(" + _SHOWN + rb"*+)</w:r>")


def plain_controls(xml: bytes) -> list[PlainControl]:
    """The controls of a part in order. Raises NotPlainError for a part of another form."""
    head = _HEAD.match(xml)
    if head is None or xml.count(W_NS.encode()) != 1 or _OURS not in head[0] or xml.find(b"\r", head.end()) >= 0:
        raise NotPlainError("part")
    found, between, at = [], [], 0
    for match in _CONTROL.finditer(xml):
        named, held, text = match.groups()
        name = unescaped(named)
        if not name.startswith(PREFIX):
            raise NotPlainError("names")
        start, end = match.span(2)
        found.append(PlainControl(name, _shown(held) if text is None else unescaped(text), start, end, held))
        between.append(xml[at : match.start()])
        at = match.end()
    between.append(xml[at:])
    rest = b"".join(between)
    if _OTHER.search(rest) or b"AlternateContent" in rest:
        raise NotPlainError("element")
    return found


def _shown(xml: bytes) -> str:
    return "".join([_SIGNS[sign] if sign else unescaped(text) for text, sign in _TEXT.findall(xml)])


def unescaped(xml: bytes) -> str:
    """The text that XML spells. Raises NotPlainError for a reference by number."""
    try:
        text = xml.decode()
    except UnicodeDecodeError:
        raise NotPlainError("encoding") from None
    return re.sub("&(#?\\w+);", _entity, text) if "&" in text else text


def _entity(found: re.Match[str]) -> str:
    letter = _ENTITIES.get(found[1])
    if letter is None:
        raise NotPlainError("reference")
    return letter


# --- where a control stands ---------------------------------------------------------------------------------------

_PLAIN_PARAGRAPH: Final = rb"<w:p(?: [^<>]*+)?+>(<w:pPr>.*?</w:pPr>)?(.*)"
_BESIDES: Final = rb"<w:(?:proofErr|bookmarkStart|bookmarkEnd|commentRangeStart|commentRangeEnd)(?: [^<>]*)?/>"


class PlainPlaces:
    """Where the controls of one part stand, told as `find_place` tells it."""

    def __init__(self, xml: bytes, label: str) -> None:
        self._xml, self._label = xml, label
        self._starts = [match.start() for match in _PARAGRAPH.finditer(xml)]
        self._outside = _outside_tables(xml, self._starts) if label == "body" else []
        self._headings: dict[int, str | None] = {}

    def of(self, start: int, end: int) -> Paragraph:
        """The place of what stands from `start` to `end`. Raises NotPlainError where its surroundings are not plain."""
        xml, number = self._xml, bisect_right(self._starts, start)
        begin = self._starts[number - 1] if number else 0
        if not number or xml.find(b"</w:p>", begin, start) >= 0 or xml.find(b"/>", begin) < xml.find(b">", begin):
            raise NotPlainError("no paragraph")
        text = _read(xml[begin : xml.index(b"</w:p>", end)])[0]
        if xml.count(b"<w:tbl>", 0, begin) > xml.count(b"</w:tbl>", 0, begin):
            text = self._row(begin, end)
        return Paragraph(self._label, number, near=told(self._heading_before(begin), first_words(text, 60)))

    def _row(self, begin: int, end: int) -> str:
        """The text of the row around a paragraph. Raises NotPlainError in a table inside another."""
        xml = self._xml
        start = max(xml.rfind(b"<w:tr>", 0, begin), xml.rfind(b"<w:tr ", 0, begin))
        row = xml[start : xml.find(b"</w:tr>", end)]
        if (
            start < 0
            or b"</w:tr>" in row
            or b"<w:tbl>" in row
            or xml.rfind(b"<w:tbl>", 0, start) < xml.rfind(b"</w:tbl>", 0, start)
        ):
            raise NotPlainError("tables")
        return _shown(row.replace(b"</w:p>", b"<w:br/>"))

    def _heading_before(self, begin: int) -> str:
        """The text of the last heading outside tables, "" where there is none."""
        for at in range(bisect_left(self._outside, begin) - 1, -1, -1):
            heading = self._heading(self._outside[at])
            if heading is not None:
                return heading
        return ""

    def _heading(self, begin: int) -> str | None:
        """The text of a paragraph that is a heading, None for any other."""
        if begin not in self._headings:
            following = bisect_right(self._starts, begin)
            end = self._starts[following] if following < len(self._starts) else len(self._xml)
            paragraph = self._xml[begin:end].partition(b"</w:p>")[0]
            self._headings[begin] = None
            if b"<w:b/>" in paragraph or b"<w:b " in paragraph or b"<w:pStyle" in paragraph:
                text, style, bold = _read(paragraph)
                if says_heading(style, text, bold=bold):
                    self._headings[begin] = clean(text)
        return self._headings[begin]


def _outside_tables(xml: bytes, starts: list[int]) -> list[int]:
    """Where the paragraphs begin that stand in no table."""
    kept, depth, at = [], 0, 0
    for match in re.finditer(rb"<(/?)w:tbl>", xml):
        until = bisect_left(starts, match.start())
        if depth == 0:
            kept += starts[at:until]
        depth += -1 if match[1] else 1
        at = until
    return kept + starts[at:] if depth == 0 else kept


def _read(paragraph: bytes) -> tuple[str, str, bool]:
    """A paragraph's text, style, and whether one of its own runs is bold."""
    match = re.fullmatch(_PLAIN_PARAGRAPH, paragraph, re.DOTALL)
    if match is None:
        return "", "", False  # <w:p/>
    style = re.search(rb'<w:pStyle w:val="([^"]*)"', match[1] or b"")
    own = _CONTROL.sub(b"", match[2])
    allowed = (
        rb"(?:<w:r(?: [^<>]*+)?+>(?:" + _RPR + rb")?+(?:" + _SHOWN + rb"|<w:[^<>]*/>)*+</w:r>|" + _BESIDES + rb")*+"
    )
    if re.fullmatch(allowed, own) is None:
        raise NotPlainError("paragraph")
    bold = re.search(rb"<w:b[ /]", own) is not None
    return _shown(match[2]), "" if style is None else unescaped(style[1]), bold


__all__ = ["NotPlainError", "PlainControl", "PlainPlaces", "plain_controls"]
