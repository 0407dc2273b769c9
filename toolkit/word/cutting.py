"""Cutting tags out of a paragraph's runs, and what a template's XML must give up before it is repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import dropwhile, takewhile

from toolkit.hints import TYPE_CHECKING, Any, Final
from toolkit.word.typed import TAG
from toolkit.word.xml import W_NS, XML_SPACE, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_PARAGRAPH, _TEXT, _RUN, _ROW = w("p"), w("t"), w("r"), w("tr")
# Both ends of a stretch, which each pass of a loop would name alike.
_PAIRED: Final = frozenset(
    f"{name}{end}"
    for name in (
        "bookmark",
        "perm",
        "commentRange",
        "moveFromRange",
        "moveToRange",
        "customXmlInsRange",
        "customXmlDelRange",
    )
    for end in ("Start", "End")
)
_TRACKED: Final = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"}
    | {f"{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "numbering")}
)
_SIGNS: Final = frozenset({w("tab"), w("br"), w("cr")})
_LABELS: Final = frozenset({w("alias"), w("tag"), w("docPart")})  # what the author of a template calls a control
_NOT_OURS: Final = frozenset({_PARAGRAPH, w("del"), w("moveFrom"), w("pPr"), w("rPr")})


def own_texts(paragraph: Element) -> Iterator[Element]:
    """The `w:t` elements of a paragraph in order, without those of text boxes inside it and of deleted text."""
    for child in paragraph:
        if child.tag == _TEXT:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _NOT_OURS:
            yield from own_texts(child)


def spans_of(pieces: Sequence[Element]) -> list[tuple[int, int]]:
    """Where each text begins and ends in the joined text."""
    spans = []
    position = 0
    for piece in pieces:
        end = position + len(piece.text or "")
        spans.append((position, end))
        position = end
    return spans


def texts_below(row: Element, without: Element) -> Iterator[Element]:
    """The texts of a row's paragraphs but one."""
    for paragraph in row.iter(_PARAGRAPH):
        if paragraph is not without:
            yield from own_texts(paragraph)


def instructions(root: Element) -> Iterator[Element]:
    """The marks left for slots, in document order."""
    from lxml import etree

    for node in root.iter(etree.ProcessingInstruction):
        if getattr(node, "target", "") == "pl":
            yield node


def only_statements(row: Element) -> bool:
    """True for a row that holds nothing but statements."""
    text = "".join(piece.text or "" for paragraph in row.iter(_PARAGRAPH) for piece in own_texts(paragraph))
    return not re.sub(r"\{%.*?%\}|\{#.*?#\}", "", text).strip() and not any(map(has_content, row.iter(_PARAGRAPH)))


def outside_controls(block: Element) -> Element:
    """The block, or the outermost content control that holds nothing but it."""
    inside = block.getparent()
    while inside is not None and inside.tag == w("sdtContent") and len(inside) == 1:
        control = inside.getparent()
        if control is None:
            break
        block, inside = control, control.getparent()
    return block


def has_content(paragraph: Element) -> bool:
    """True when a paragraph shows something besides text: a picture, a note, a field."""
    names = ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "fldChar", "fldSimple")
    return any(paragraph.find(f".//{w(name)}") is not None for name in names)


def same_level(start: Element, end: Element) -> bool:
    """True when both marks have one parent, after lifting a pair that spans cells of one row around that row."""
    if start.getparent() is end.getparent():
        return True
    rows = [next(node.iterancestors(_ROW), None) for node in (start, end)]
    if rows[0] is None or rows[0] is not rows[1]:
        return False
    rows[0].addprevious(start)
    rows[0].addnext(end)
    return True


def set_text(node: Element, text: str) -> None:
    """Give a `w:t` another text, its outer spaces kept."""
    node.text = text
    if text != text.strip():
        node.set(XML_SPACE, "preserve")


def split_after(run: Element, text: Element, tail: str) -> Element | None:
    """A new run with what follows a text inside its run, `tail` first; None when nothing follows."""
    following = list(text.itersiblings())
    if not tail and not following:
        return None
    rest = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    formatting = run.find(w("rPr"))
    if formatting is not None:
        rest.append(deepcopy(formatting))
    if tail:
        node = rest.makeelement(_TEXT, {})
        set_text(node, tail)
        rest.append(node)
    rest.extend(following)
    return rest


def drop_if_empty(text: Element) -> None:
    """Remove an emptied text, and its run when only the formatting is left."""
    if not text.text:
        remove(text)


def remove(node: Element) -> None:
    """Remove an element, and the run it leaves with nothing but formatting."""
    run = node.getparent()
    if run is None:
        return
    run.remove(node)
    parent = run.getparent()
    if parent is not None and run.tag == _RUN and all(child.tag == w("rPr") for child in run):
        parent.remove(run)


def drop_signs_between(first: Element, last: Element) -> None:
    """Remove the tabs and line breaks between two texts of a paragraph, for they stand inside a tag."""
    nodes = next(first.iterancestors(_PARAGRAPH)).iter(_TEXT, *_SIGNS)
    after = dropwhile(lambda node: node is not first, nodes)
    for node in list(takewhile(lambda node: node is not last, after)):
        if node.tag in _SIGNS:
            remove(node)


def loosen_controls(run: Element) -> None:
    """A tag inside a plain-text or bound control of the template: the control must allow another inside."""
    for control in run.iterancestors(w("sdt")):
        properties = control.find(w("sdtPr"))
        if properties is not None:
            for name in ("text", "dataBinding", "showingPlcHdr"):
                for node in properties.findall(w(name)):
                    properties.remove(node)


def forget_ids(node: Element, name: str) -> None:
    """Take from an element what must be unique in a document, because it will be repeated."""
    if name in _PAIRED or name == "commentReference":
        remove(node)
        return
    if name == "docPr":
        node.set("id", "PLID")
    if name in _TRACKED:
        node.set(w("id"), "PLID")
    if name == "sdtPr":
        for child in node.findall(w("id")):
            node.remove(child)
    for attribute in [key for key in node.attrib if str(key).endswith(("}paraId", "}textId"))]:
        del node.attrib[attribute]


def tags_aside(root: Element) -> Iterator[tuple[Element, str]]:
    """Tags where no text of ours stands and none can be filled, with their elements: in field codes, equations, descriptions of pictures, links."""
    held = '[contains(., "{{") or contains(., "{%")]'
    found: Any = root.xpath(
        f"//w:instrText{held} | //*[local-name()='oMath']{held} | //*[@*{held}]", namespaces={"w": W_NS}
    )
    for node in found:
        if node.tag not in _LABELS:
            said = ("".join(map(str, node.itertext())), *node.attrib.values())
            yield node, next(str(text) for text in said if "{{" in str(text) or "{%" in str(text))


def tag_in_drawing(xml: bytes) -> str:
    """The text of a chart or a diagram where it holds a tag, which no report can fill; else an empty text."""
    text = b"".join(re.findall(rb"<a:t>([^<]*)", xml)).decode("utf-8", "replace")
    return text if TAG.search(text) else ""
