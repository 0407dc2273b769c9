"""The one door: what a file really is, and what is refused before any library sees it.

The limits fit thousands of real files: what exceeds them is an attack or a mistake. Sizes are checked in the zip's own
directory, before anything is unpacked, and again while reading, because a directory may lie.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.places import File
from toolkit.problems import Problem, ToolkitError
from toolkit.records import record

if TYPE_CHECKING:
    from lxml import etree

MOST_BYTES: Final = 100_000_000
MOST_UNPACKED: Final = 500_000_000
MOST_PART: Final = 200_000_000
MOST_ENTRIES: Final = 5_000
MOST_RATIO: Final = 200
RATIO_FROM: Final = 10_000_000

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_XLS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_DOC: Final = "WordDocument".encode("utf-16-le")

_DAMAGED: Final = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, EOFError, ValueError, KeyError,
                   RuntimeError, OSError)  # fmt: skip
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
    """A file that may be read: its bytes, what it is ("xlsx", "xlsb", "ods", "xls", "docx") and notes about it."""

    name: str
    kind: str
    data: bytes
    problems: tuple[Problem, ...] = field(default=())


def xml_parser() -> etree.XMLParser:
    """A parser that follows no entity, no DTD and no network, and keeps libxml2's limits on depth and size."""
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


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
        head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
        code = "PL105" if head.startswith((b"<!doctype html", b"<html", b"<table")) else "PL106"
        raise ToolkitError(code, name, file=name)
    return _zip(name, data)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ToolkitError("PL101", path.name, file=path, reason="là một thư mục")
        if path.stat().st_size > MOST_BYTES:
            raise ToolkitError("PL120", path.name, file=path.name, what=f"{path.stat().st_size:,} bytes")
        return path.read_bytes()
    except FileNotFoundError:
        raise ToolkitError("PL100", path.name, file=path) from None
    except OSError as error:
        raise ToolkitError("PL101", path.name, file=path, reason=error.strerror or str(error)) from None


def _ole(name: str, data: bytes) -> Admitted:
    if _ENCRYPTED in data:
        raise ToolkitError("PL104", name, file=name)
    if _DOC in data:
        raise ToolkitError("PL107", name, file=name)
    if any(mark in data for mark in _XLS):
        return Admitted(name, "xls", data)
    raise ToolkitError("PL106", name, file=name)


def _zip(name: str, data: bytes) -> Admitted:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(name, entries)
            names = {entry.filename for entry in entries}
            kind = _kind(archive, names)
            notes = _notes(name, names)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_prologue(name, archive, entry)
            if kind in ("xlsx", "docx") and _strict(archive, names):
                if kind == "docx":
                    raise ToolkitError("PL109", name, file=name)
                notes.append(Problem("PL133", File(name), {}))
    except _DAMAGED as error:
        raise ToolkitError("PL108", name, file=name, reason=str(error)) from None
    if not kind:
        raise ToolkitError("PL110", name, file=name)
    return Admitted(name, kind, data, tuple(notes))


def _check_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    lowered = [entry.filename.lower() for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise ToolkitError("PL120", name, file=name, what=f"{len(entries):,} entries")
    if total > MOST_UNPACKED or any(entry.file_size > MOST_PART for entry in entries):
        raise ToolkitError("PL120", name, file=name, what=f"{total:,} bytes unpacked")
    packed = sum(entry.compress_size for entry in entries)
    if total > RATIO_FROM and total > MOST_RATIO * max(1, packed):
        raise ToolkitError("PL121", name, file=name, ratio=total // max(1, packed))
    if len(set(lowered)) != len(lowered):
        raise ToolkitError("PL122", name, file=name)
    for entry in entries:
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ToolkitError("PL122", name, file=name)


def _check_prologue(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with archive.open(entry) as stream:
        head = stream.read(4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    if re.search(rb"<!DOCTYPE|<!ENTITY", head, re.IGNORECASE):
        raise ToolkitError("PL123", name, file=name, part=entry.filename)


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    for kind, marks in _MAIN_TYPES.items():
        if any(mark in types for mark in marks):
            return kind
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        return "ods"
    return ""


def _notes(name: str, names: set[str]) -> list[Problem]:
    notes = []
    if any(part.lower().endswith("vbaproject.bin") for part in names):
        notes.append(Problem("PL131", File(name), {}))
    if any(part.lower().startswith("xl/externallinks/") for part in names):
        notes.append(Problem("PL132", File(name), {}))
    return notes


def _strict(archive: zipfile.ZipFile, names: set[str]) -> bool:
    return "_rels/.rels" in names and b"purl.oclc.org/ooxml" in archive.read("_rels/.rels")
