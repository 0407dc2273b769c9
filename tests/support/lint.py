"""What Word calls damaged and no validator sees: a check of every .docx the suite writes."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARTS = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")


def lint(data: bytes) -> list[str]:
    """What is wrong with a document, one line each; empty when nothing is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    wrong = [f"entry twice: {name}" for name, times in Counter(map(str.lower, names)).items() if times > 1]
    types = etree.fromstring(parts["[Content_Types].xml"])
    declared = {node.get("PartName", "").lstrip("/") for node in types}
    defaults = {node.get("Extension", "").lower() for node in types}
    wrong += [f"declared but absent: {name}" for name in declared - {""} if name not in parts]
    for name in parts:
        if name != "[Content_Types].xml" and name not in declared and name.rpartition(".")[2].lower() not in defaults:
            wrong.append(f"no content type: {name}")
        if name.endswith((".xml", ".rels")):
            etree.fromstring(parts[name])
        if _PARTS.match(name):
            wrong += [f"{name}: {line}" for line in _part(etree.fromstring(parts[name]), name, parts)]
    return wrong


def _part(root: etree._Element, name: str, parts: dict[str, bytes]) -> list[str]:
    wrong = []
    for cell in root.iter(W + "tc"):
        if len(cell) == 0 or cell[-1].tag not in (W + "p", W + "sdt"):
            wrong.append("cell does not end in a paragraph")
    for table in root.iter(W + "tbl"):
        grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        rows = table.findall(W + "tr")
        if not rows and table.find(W + "sdt") is None:
            wrong.append("table without rows")
        for row in rows:
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(W + "tc")]
            if sum(1 if span is None else int(span.get(W + "val", "1")) for span in spans) > grid:
                wrong.append("row wider than the grid")
    depth = 0
    for char in root.iter(W + "fldChar"):
        depth += {"begin": 1, "end": -1}.get(char.get(W + "fldCharType", ""), 0)
        if depth < 0:
            break
    if depth:
        wrong.append("field not balanced")
    for what, ids in (
        ("control id", [node.get(W + "val") for node in root.iter(W + "id") if node.getparent().tag == W + "sdtPr"]),
        ("bookmark id", [node.get(W + "id") for node in root.iter(W + "bookmarkStart")]),
        ("drawing id", [node.get("id") for node in root.iter() if str(node.tag).endswith("}docPr")]),
        ("paragraph id", [v for n in root.iter() for k, v in n.attrib.items() if str(k).endswith("}paraId")]),
    ):
        wrong += [f"{what} twice: {key}" for key, times in Counter(ids).items() if times > 1]
    for node in root.iter(W + "tag", W + "alias"):
        if len(node.get(W + "val", "")) > 64:
            wrong.append(f"name too long: {node.get(W + 'val')}")
    rels = parts.get(f"word/_rels/{name.removeprefix('word/')}.rels")
    known = set() if rels is None else {node.get("Id") for node in etree.fromstring(rels)}
    for node in root.iter():
        for key, value in node.attrib.items():
            if str(key).startswith(R) and value not in known:
                wrong.append(f"relationship missing: {value}")
    for kind in ("footnote", "endnote"):
        notes = parts.get(f"word/{kind}s.xml")
        ids = set() if notes is None else {node.get(W + "id") for node in etree.fromstring(notes)}
        for node in root.iter(f"{W}{kind}Reference"):
            if node.get(W + "id") not in ids:
                wrong.append(f"{kind} missing: {node.get(W + 'id')}")
    return wrong
