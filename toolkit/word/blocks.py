"""A part as a row of blocks, each a paragraph or a table row: what a report is compared by when it is regenerated.

A block's text is what a reader sees (tracked insertions counted in, tracked deletions left out); its shape is the same
text with every field replaced by its name, so that a new figure alone leaves the shape as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from toolkit.hints import TYPE_CHECKING, Final
from toolkit.records import field, record
from toolkit.word.controls import named
from toolkit.word.xml import MC_NS, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

FIELD_MARK: Final = "\ue000"  # where a field's name begins in a shape
_FIELD: Final = FIELD_MARK + "{}\ue001"
_CELL_END: Final = "\x1f"
BOX_MARK: Final = "\ue002"  # a text box in a shape; what stands in it is a text of its own
_P, _TBL, _TR, _TC, _SDT, _T = w("p"), w("tbl"), w("tr"), w("tc"), w("sdt"), w("t")
_CONTENT, _PROPERTIES, _TAG, _ALIAS = w("sdtContent"), w("sdtPr"), w("tag"), w("alias")
_BINDING, _PROMPT, _VAL, _XPATH = w("dataBinding"), w("showingPlcHdr"), w("val"), w("xpath")
TEXT_BOX: Final = w("txbxContent")
FALLBACK: Final = f"{{{MC_NS}}}Fallback"
"""What older programs show of an element that newer ones show otherwise: of a text box, the second copy."""
SKIPPED = frozenset({w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "trPr", "tcPr", "tblPr",
                                           "instrText", "txbxContent", "tblGrid")})  # fmt: skip
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}


@record(slots=True)
class FieldControl:
    """One of our content controls in a document, and where its text stands in its block's text."""

    element: Element
    name: str
    text: str
    start: int = 0
    whole: bool = True  # states its name three times and holds no other control

    @property
    def end(self) -> int:
        """Where its text ends in the block's text."""
        return self.start + len(self.text)


@record(slots=True)
class Block:
    """A paragraph or table row."""

    element: Element
    text: str = ""
    shape: str = ""
    fields: list[FieldControl] = field(default_factory=list)

    @property
    def is_row(self) -> bool:
        """True for a table row."""
        return bool(self.element.tag == _TR)

    @property
    def names(self) -> set[str]:
        """The names of its fields."""
        return {control.name for control in self.fields}


def blocks(root: Element) -> list[Block]:
    """The blocks of a part in document order, those inside content controls and notes included."""
    return [describe(element) for element in _elements(root)]


def _elements(node: Element) -> Iterator[Element]:
    for child in node:
        if child.tag in (_P, _TR):
            yield child
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            yield from _elements(child)


def describe(element: Element) -> Block:
    """The block a paragraph or row element makes."""
    block = Block(element)
    texts: list[str] = []
    shapes: list[str] = []
    _collect(element, block, texts, shapes)
    block.text, block.shape = "".join(texts), "".join(shapes)
    starts = [*accumulate(map(len, texts), initial=0)] if block.fields else []
    for control in block.fields:
        control.start = starts[control.start]
    return block


def _collect(node: Element, block: Block, texts: list[str], shapes: list[str]) -> None:
    """Gather what a node says; each field stands at the number of its text for now."""
    for child in node:
        tag = child.tag
        if tag == _T:
            texts.append(child.text or "")
            shapes.append(child.text or "")
        elif tag in _SIGNS:
            texts.append(_SIGNS[tag])
            shapes.append(_SIGNS[tag])
        elif tag == _SDT:
            name, prompt, _ = _read_properties(child)
            if name is None:
                content = child.find(_CONTENT)
                _collect(child if content is None else content, block, texts, shapes)
            else:
                text = "" if prompt else _text_in(child)
                block.fields.append(FieldControl(child, name, text, len(texts)))
                shapes.append(_FIELD.format(name))
                texts.append(text)
        elif tag == TEXT_BOX:
            shapes.append(BOX_MARK)
        elif tag == FALLBACK and child.find(f".//{TEXT_BOX}") is not None:
            continue
        elif isinstance(tag, str) and tag not in SKIPPED:
            _collect(child, block, texts, shapes)
            if tag in (_TC, _P) and block.element.tag == _TR:
                end = _CELL_END if tag == _TC else "\n"
                texts.append(end)
                shapes.append(end)


def text_boxes(element: Element, *, copies: bool = False) -> list[Element]:
    """The contents of the text boxes in an element, or their second copies; not those of boxes within boxes."""
    found: list[Element] = []
    for child in element:
        if child.tag == TEXT_BOX:
            found += [] if copies else [child]
        elif child.tag == FALLBACK and copies:
            found += text_boxes(child)
        elif isinstance(child.tag, str) and child.tag != FALLBACK:
            found += text_boxes(child, copies=copies)
    return found


def control_name(control: Element) -> str | None:
    """The name of the field a content control shows, None for a control that is not ours."""
    return _read_properties(control)[0]


def _read_properties(control: Element) -> tuple[str | None, bool, bool]:
    """The name a control states in any of three places, whether it shows only its prompt, and whether it states all three."""
    tag = alias = xpath = None
    prompt = False
    for child in control:
        if child.tag != _PROPERTIES:
            continue
        for node in child:
            kind = node.tag
            if kind == _TAG:
                tag = node.get(_VAL)
            elif kind == _ALIAS:
                alias = node.get(_VAL)
            elif kind == _BINDING:
                xpath = node.get(_XPATH)
            elif kind == _PROMPT:
                prompt = True
        break
    return named(tag, alias, xpath), prompt, None not in (tag, alias, xpath)


def controls(root: Element) -> Iterator[FieldControl]:
    """Every field of ours below an element, text boxes included; of fields inside one another the outermost."""
    inner: set[Element] = set()
    for element in root.iter(_SDT):
        if element in inner:
            continue
        name, prompt, whole = _read_properties(element)
        if name is not None:
            nested = [node for node in element.iter(_SDT) if node is not element]
            inner.update(nested)
            text = "" if prompt else _text_in(element)
            yield FieldControl(element, name, text, whole=whole and not nested)


def _text_in(control: Element) -> str:
    texts: list[str] = []
    for child in control:
        if child.tag == _CONTENT:
            _collect(child, Block(control), texts, [])
    return "".join(texts)
