"""What Word calls damaged and no validator sees: a check of every .docx the suite writes."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TEXT = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")


def lint(data: bytes) -> list[str]:
    """What is wrong with a document, one line each; empty when nothing is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    trees = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    texts = {name: tree for name, tree in trees.items() if _TEXT.match(name)}
    wrong = _twice("entry", (name.lower() for name in names))
    wrong += _types(trees["[Content_Types].xml"], parts)
    for name, tree in trees.items():
        if name.endswith(".rels"):
            wrong += [f"{name}: {line}" for line in _relations(name, tree, parts)]
    for name, tree in texts.items():
        wrong += [f"{name}: {line}" for line in _part(tree, name, trees)]
    wrong += _document(texts.values())
    return wrong + _references(trees, texts)


def _twice(what: str, values: Iterable[object]) -> list[str]:
    return [f"{what} twice: {value}" for value, times in Counter(values).items() if times > 1]


def _values(tree: Element | None, tag: str, attribute: str = "") -> list[str]:
    """An attribute (w:id by default) of every element of a kind."""
    nodes = () if tree is None else tree.iter(W + tag)
    return [node.get(attribute or W + "id", "") for node in nodes]


# --- the package ----------------------------------------------------------------------------------------------------


def _types(types: Element, parts: dict[str, bytes]) -> list[str]:
    declared = [node.get("PartName", "").lstrip("/") for node in types if node.get("PartName")]
    defaults = [node.get("Extension", "").lower() for node in types if node.get("Extension")]
    wrong = _twice("content type", declared) + _twice("default type", defaults)
    wrong += [f"declared but absent: {name}" for name in declared if name not in parts]
    for name in parts:
        if name != "[Content_Types].xml" and name not in declared and name.rpartition(".")[2].lower() not in defaults:
            wrong.append(f"no content type: {name}")
    return wrong


def _relations(name: str, rels: Element, parts: dict[str, bytes]) -> list[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
    wrong = _twice("relationship", (node.get("Id") for node in rels))
    if name != "_rels/.rels" and source not in parts:
        wrong.append(f"relationships of no part: {source}")
    for node in rels:
        target = node.get("Target", "")
        inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if node.get("TargetMode") != "External" and inside not in parts:
            wrong.append(f"relationship to no part: {target}")
    return wrong


# --- one part -------------------------------------------------------------------------------------------------------


def _part(root: Element, name: str, trees: dict[str, Element]) -> list[str]:
    wrong = [*_tables(root), *_fields(root)]
    wrong += _twice("control id", (n.get(W + "val") for n in root.iter(W + "id") if n.getparent().tag == W + "sdtPr"))
    wrong += _twice("paragraph id", (v for n in root.iter() for k, v in n.attrib.items() if str(k).endswith("}paraId")))
    wrong += _twice("note", _values(root, "footnote") + [f"e{number}" for number in _values(root, "endnote")])
    wrong += _twice("comment", _values(root, "comment"))
    for start, end in (("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd")):
        opened, closed = _values(root, start), _values(root, end)
        wrong += _twice(start, opened) + [f"{start} without its end: {key}" for key in set(opened) ^ set(closed)]
    for node in root.iter(W + "tag", W + "alias"):
        if len(node.get(W + "val", "")) > 64:
            wrong.append(f"name too long: {node.get(W + 'val')}")
    rels = trees.get(f"word/_rels/{name.removeprefix('word/')}.rels")
    known = set() if rels is None else {node.get("Id") for node in rels}
    for node in root.iter():
        for key, value in node.attrib.items():
            if str(key).startswith(R) and value not in known:
                wrong.append(f"relationship missing: {value}")
    return wrong


def _tables(root: Element) -> Iterator[str]:
    for cell in root.iter(W + "tc"):
        last = next((node for node in reversed(cell) if isinstance(node.tag, str)), None)
        if last is None or last.tag not in (W + "p", W + "sdt"):
            yield "cell does not end in a paragraph"
    for table in root.iter(W + "tbl"):
        grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        rows = list(_inside(table, "tr"))
        if not rows:
            yield "table without rows"
        for row in rows:
            cells = list(_inside(row, "tc"))
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
            spans += [row.find(f"{W}trPr/{W}{side}") for side in ("gridBefore", "gridAfter")]
            width = sum(1 if span is None else int(span.get(W + "val", "1")) for span in spans[: len(cells)])
            width += sum(int(span.get(W + "val", "0")) for span in spans[len(cells) :] if span is not None)
            if not cells:
                yield "row without cells"
            if width > grid:
                yield "row wider than the grid"


def _inside(node: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also those inside controls."""
    for child in node:
        if child.tag == W + tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _inside(child, tag)


def _fields(root: Element) -> Iterator[str]:
    """Begin, code, separate, result, end: in this order, each field inside another's whole."""
    open_: list[str] = []
    for node in root.iter(W + "fldChar", W + "instrText"):
        kind = node.get(W + "fldCharType", "code") if node.tag == W + "fldChar" else "code"
        if kind == "begin":
            open_.append("begin")
        elif not open_ or (kind in ("separate", "code") and open_[-1] != "begin"):
            yield f"field not balanced: {kind}"
        elif kind == "separate":
            open_[-1] = "separate"
        elif kind == "end":
            open_.pop()
    if open_:
        yield "field not balanced: no end"


# --- the document as a whole ----------------------------------------------------------------------------------------


def _document(texts: Iterable[Element]) -> list[str]:
    """What must be unique over all parts."""
    roots = list(texts)
    drawings = (node.get("id") for root in roots for node in root.iter("{*}docPr"))
    names = (name for root in roots for name in _values(root, "bookmarkStart", W + "name"))
    return _twice("drawing id", drawings) + _twice("bookmark name", names)


def _references(trees: dict[str, Element], texts: dict[str, Element]) -> list[str]:
    """Every style, list, note and comment a part names is there."""
    styles, numbering = trees.get("word/styles.xml"), trees.get("word/numbering.xml")
    known = {
        "style": set(_values(styles, "style", W + "styleId")),
        "list": {"0", *_values(numbering, "num", W + "numId")},
        "footnote": set(_values(trees.get("word/footnotes.xml"), "footnote")),
        "endnote": set(_values(trees.get("word/endnotes.xml"), "endnote")),
        "comment": set(_values(trees.get("word/comments.xml"), "comment")),
    }
    named = [("style", "pStyle"), ("style", "rStyle"), ("style", "tblStyle"), ("list", "numId")]
    named += [("footnote", "footnoteReference"), ("endnote", "endnoteReference"), ("comment", "commentReference")]
    wrong = []
    for name, tree in texts.items():
        for kind, tag in named:
            attribute = W + ("id" if tag.endswith("Reference") else "val")
            wrong += [f"{name}: {kind} missing: {key}" for key in set(_values(tree, tag, attribute)) - known[kind]]
    abstract = set(_values(numbering, "abstractNum", W + "abstractNumId"))
    used = () if numbering is None else numbering.findall(f"{W}num/{W}abstractNumId")
    wrong += [f"list definition missing: {n.get(W + 'val')}" for n in used if n.get(W + "val") not in abstract]
    bases = set(_values(styles, "basedOn", W + "val")) | set(_values(styles, "link", W + "val"))
    return wrong + [f"style missing: {key}" for key in bases - known["style"]]
