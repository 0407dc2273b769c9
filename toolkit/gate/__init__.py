"""The one door: what a file really is, and what is refused before any library sees it.

Sizes are checked in the zip's own directory, before anything is unpacked; zip readers hold an entry to the size it
declares, so a directory that lies gains nothing.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from toolkit.gate import limits
from toolkit.gate.archive import (
    Member,
    Parts,
    bad_archive,
    check_count,
    check_document,
    check_entries,
    check_xml,
    damaged,
)
from toolkit.gate.spelling import in_utf8
from toolkit.gate.trees import has_piece_over, parse_xml, tree_bytes
from toolkit.hints import Final
from toolkit.places import File
from toolkit.problems import Problem, ToolkitError
from toolkit.records import record

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"
_XLS: Final = (b"W\0o\0r\0k\0b\0o\0o\0k\0", b"B\0o\0o\0k\0")
_DOC: Final = b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"

_OTHER_KINDS: Final = {
    b"%pdf": "PDF", b"{\\rtf": "RTF", b"<?xml": "XML", b"\x89png": "PNG", b"\xff\xd8\xff": "JPEG", b"gif8": "GIF",
    b"rar!": "RAR", b"7z\xbc\xaf": "7-Zip", b"mime-version:": "MHTML",
}  # fmt: skip
_MAIN_TYPES: Final = {
    "xlsb": (b"ms-excel.sheet.binary",),
    "xlsx": (
        b"spreadsheetml.sheet.main",
        b"spreadsheetml.template.main",
        b"ms-excel.sheet.macroEnabled",
        b"ms-excel.template.macroEnabled",
        b"ms-excel.addin.macroEnabled",
    ),
    "docx": (b"wordprocessingml.document.main", b"wordprocessingml.template.main", b"ms-word."),
    "pptx": (b"presentationml", b"ms-powerpoint"),
}


@record(frozen=True, slots=True)
class Admitted:
    """A file that may be read: its bytes, what it is ("xlsx", "xlsb", "ods", "xls", "docx") and notes about it.

    `parts` are None for an .xls.
    """

    name: str
    kind: str
    data: bytes
    problems: tuple[Problem, ...] = ()
    parts: Parts | None = None


def admit_workbook(path: Path) -> Admitted:
    """The workbook at a path. Raises a `ToolkitError` that says what the file is instead."""
    admitted = _admit(path)
    if admitted.kind in ("docx", "pptx"):
        raise ToolkitError("PL111", str(path.name), file=path.name, kind=admitted.kind)
    return admitted


def admit_document(path: Path) -> Admitted:
    """The Word document at a path. Raises a `ToolkitError` that says what the file is instead."""
    admitted = _admit(path)
    if admitted.kind != "docx":
        raise ToolkitError("PL112", str(path.name), file=path.name, kind=admitted.kind)
    return admitted


def admit_text(path: Path) -> str:
    """The text at a path, in UTF-8 or UTF-16 with its mark. Raises PL113 for a file that is no such text."""
    data = _bytes(path)
    if not data:
        raise ToolkitError("PL102", path.name, file=path.name)
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise ToolkitError("PL113", path.name, file=path.name)
    return text


def _admit(path: Path) -> Admitted:
    data = _bytes(path)
    name = path.name
    if name.startswith("~$"):
        raise ToolkitError("PL103", name, file=name)
    if not data:
        raise ToolkitError("PL102", name, file=name)
    if data.startswith(_OLE):
        return _ole(name, data)
    if not data.startswith(b"PK"):
        raise _disguised(name, data[:2000])
    return _zip(name, data)


def _disguised(name: str, head: bytes) -> ToolkitError:
    """What a file is that is neither an archive nor an old Office file, by how it begins."""
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if bare.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<style")):
        return ToolkitError("PL105", name, file=name)
    for mark, kind in _OTHER_KINDS.items():
        if bare.startswith(mark):
            return ToolkitError("PL117", name, file=name, kind=kind)
    text = head[: len(head) // 2 * 2].decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    odd = sum(not (letter.isprintable() or letter in "\t\r\n\ufeff") for letter in text)
    lines = any(mark in text for mark in "\n\t;,")
    return ToolkitError("PL114" if lines and odd <= len(text) // 50 else "PL106", name, file=name)


def _bytes(path: Path, most: int = limits.MOST_BYTES) -> bytes:
    """What a plain file holds; nothing is read from a folder, a device or a pipe, and never more than `most` bytes."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ToolkitError("PL115", path.name, file=path)
        if not stat.S_ISREG(found.st_mode):
            raise ToolkitError("PL116", path.name, file=path)
        if found.st_size > most:
            raise ToolkitError("PL120", path.name, file=path.name, what=f"{found.st_size:,} bytes")
        with path.open("rb") as stream:
            return stream.read(most)
    except FileNotFoundError:
        raise ToolkitError("PL100", path.name, file=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ToolkitError("PL101", path.name, file=path, reason=reason) from None


def _ole(name: str, data: bytes) -> Admitted:
    first = _first_names(data)  # what is embedded deeper may be of any kind
    marks = first if any(mark in first for mark in (_ENCRYPTED, _DOC, *_XLS)) else data
    if _ENCRYPTED in marks:
        raise ToolkitError("PL104", name, file=name)
    if any(mark in marks for mark in _XLS) and (_DOC not in marks or marks is first):
        return Admitted(name, "xls", data)
    raise ToolkitError("PL107" if _DOC in marks else "PL106", name, file=name)


def _first_names(data: bytes) -> bytes:
    """The first sector of an OLE file's directory, which names its main streams; empty where there is none."""
    if len(data) < 512:
        return b""
    size = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    start = (int.from_bytes(data[48:52], "little") + 1) * size
    return data[start : start + size]


def _zip(name: str, data: bytes) -> Admitted:
    try:
        check_count(name, data)
        parts = Parts(data)
        check_entries(name, parts.entries, len(data))
        check_xml(name, parts)
        kind = _kind(parts)
        if kind == "docx":
            check_document(name, parts.entries, len(data))
        notes = _notes(name, parts, kind)
        if kind in ("xlsx", "docx") and _strict(parts):
            if kind == "docx":
                raise ToolkitError("PL109", name, file=name)
            notes.append(Problem("PL133", File(name), {}))
    except damaged() as error:
        raise ToolkitError("PL108", name, file=name, reason=str(error)) from None
    if not kind:
        raise ToolkitError("PL110", name, file=name)
    return Admitted(name, kind, data, tuple(notes), parts)


def _kind(parts: Parts) -> str:
    types = in_utf8(parts.read("[Content_Types].xml")) if "[Content_Types].xml" in parts.names else b""
    for kind, marks in _MAIN_TYPES.items():
        if any(mark in types for mark in marks):
            return kind
    if "mimetype" in parts.names and b"opendocument.spreadsheet" in parts.read("mimetype"):
        return "ods"
    return ""


def _notes(name: str, parts: Parts, kind: str) -> list[Problem]:
    notes = []
    lowered = {part.lower() for part in parts.names}
    if any(part.endswith("vbaproject.bin") for part in lowered):
        notes.append(Problem("PL131", File(name), {}))
    if any(part.startswith("xl/externallinks/") or part == "xl/connections.xml" for part in lowered):
        notes.append(Problem("PL132", File(name), {}))
    if kind == "docx":
        links = sum(
            _external(in_utf8(parts.read(part))) for part in sorted(parts.names) if part.lower().endswith(".rels")
        )
        if links:
            notes.append(Problem("PL135", File(name), {"count": links}))
    return notes


def _external(relations: bytes) -> int:
    """How many of a part's relations Word would follow to the outside by itself: all but hyperlinks."""
    if b"External" not in relations:
        return 0
    found = re.findall(rb"<[^<>]*TargetMode\s*=\s*[\"']External[\"'][^<>]*>", relations)
    return sum(b"/hyperlink" not in relation for relation in found)


def saved_on(path: Path) -> str:
    """The day a file was last saved (yyyy-mm-dd) by its own properties; empty where they do not say."""
    try:
        parts = Parts(path.read_bytes())
        core = next((entry for entry in parts.entries if entry.filename == "docProps/core.xml"), None)
        said = b"" if core is None else parts.head(core)
    except damaged():
        return ""
    day = said.partition(b"<dcterms:modified")[2].partition(b">")[2][:10]
    digits = day.split(b"-")
    whole = [len(part) for part in digits] == [4, 2, 2] and all(map(bytes.isdigit, digits))
    return day.decode() if whole else ""


def _strict(parts: Parts) -> bool:
    return "_rels/.rels" in parts.names and b"purl.oclc.org/ooxml" in in_utf8(parts.read("_rels/.rels"))


__all__ = [
    "Admitted", "Member", "Parts", "admit_document", "admit_text", "admit_workbook", "bad_archive", "has_piece_over", "in_utf8", "limits", "parse_xml", "saved_on",
    "tree_bytes",
]  # fmt: skip
