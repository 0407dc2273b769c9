"""The fast way of reading .xlsx: one pass over each sheet's XML, for the cells that exist and nothing else."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.parsers import expat

from toolkit.excel.cells import Content, RawCell, RawSheet, RawWorkbook
from toolkit.excel.dates import BUILTIN_DATES, day_text, is_date_format
from toolkit.numbers import from_float
from toolkit.places import File, column_number
from toolkit.problems import ToolkitError
from toolkit.text import decode_legacy, is_legacy_font

_BUILTIN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"^([A-Z]{1,3})([0-9]{1,7})$")
_MOST_ROW: Final = 1_048_576
_MOST_COLUMN: Final = 16_384
_MOST_CELLS: Final = 5_000_000
_MOST_TEXT: Final = 200_000_000
_MOST_DEPTH: Final = 256


@dataclass(slots=True)
class _Style:
    format: str = "General"
    date: bool = False
    bold: bool = False
    font: str = ""
    indent: int = 0


@dataclass(slots=True)
class _Book:
    """What the sheets share."""

    strings: list[str] = field(default_factory=list)
    plain: list[bool] = field(default_factory=list)  # whether a string takes the font of its cell
    styles: list[_Style] = field(default_factory=list)
    from_1904: bool = False


def read_xlsx(data: bytes, name: str) -> RawWorkbook:
    """The sheets of an .xlsx that has passed the gate. Raises PL108 when a part cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _workbook(archive, name)
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        InvalidOperation,
        OSError,
        EOFError,
    ) as error:
        raise ToolkitError("PL108", File(name), file=name, reason=str(error)) from None


def _workbook(archive: zipfile.ZipFile, name: str) -> RawWorkbook:
    names = {entry.lower(): entry for entry in archive.namelist()}
    main = _target(archive, names, "", "/officeDocument") or "xl/workbook.xml"
    listed = _Listed()
    _parse(archive.read(names[main.lower()]), listed)
    rels = _relations(archive, names, main)
    book = _Book(from_1904=listed.from_1904)
    for kind, path in rels.values():
        part = names.get(path.lower())
        if part and kind.endswith("/sharedStrings"):
            shared = _Strings(book)
            _parse(archive.read(part), shared)
        elif part and kind.endswith("/styles"):
            styles = _Styles(book)
            _parse(archive.read(part), styles)
            styles.finish()
    sheets = []
    for title, hidden, relation in listed.sheets:
        kind, path = rels.get(relation, ("", ""))
        part = names.get(path.lower())
        if part is None or not kind.endswith("/worksheet"):
            continue
        sheet = _Sheet(book, name)
        _parse(archive.read(part), sheet)
        cells = sheet.cells if sheet.in_order else dict(sorted(sheet.cells.items()))
        sheets.append(
            RawSheet(
                title, cells, tuple(sheet.merges), hidden, frozenset(sheet.hidden_rows),
                frozenset(sheet.hidden_columns), sheet.widths,
            )
        )  # fmt: skip
    return RawWorkbook(name, tuple(sheets))


def _parse(data: bytes, handler: _Handler) -> None:
    parser = expat.ParserCreate(namespace_separator=None)
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    parser.EntityDeclHandler = _refuse
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(data, True)


def _refuse(*_: object) -> None:
    raise ValueError("DTD")


class _Handler:
    """Takes the events of one part; element names come with their prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text inside an element."""


class _Listed(_Handler):
    """The sheets as the workbook lists them: name, hidden, relation."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, relation))
        elif local == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true")


class _Relations(_Handler):
    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str, bool]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            external = attributes.get("TargetMode") == "External"
            self.found[attributes.get("Id", "")] = (attributes.get("Type", ""), attributes.get("Target", ""), external)


def _relations(archive: zipfile.ZipFile, names: Mapping[str, str], part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (type, part name) of what is inside the file."""
    folder, _, base = part.rpartition("/")
    rels = names.get((f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels").lower())
    if rels is None:
        return {}
    reader = _Relations()
    _parse(archive.read(rels), reader)
    return {
        key: (
            kind,
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)),
        )
        for key, (kind, target, external) in reader.found.items()
        if not external
    }


def _target(archive: zipfile.ZipFile, names: Mapping[str, str], part: str, kind: str) -> str | None:
    return next((path for what, path in _relations(archive, names, part).values() if what.endswith(kind)), None)


class _Strings(_Handler):
    """Shared strings; runs in an old font are decoded, phonetic runs left out."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._runs: list[tuple[str, str | None]] = []
        self._text: list[str] = []
        self._font: str | None = None
        self._take = False
        self._phonetic = 0
        self._size = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self._runs, self._font = [], None
        elif local == "rPh":
            self._phonetic += 1
        elif local == "r":
            self._font = None
        elif local == "rFont":
            self._font = attributes.get("val", "")
        elif local == "t":
            self._take = not self._phonetic
            self._text = []

    def data(self, text: str) -> None:
        if self._take:
            self._text.append(text)

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "t" and self._take:
            self._runs.append(("".join(self._text), self._font))
            self._take = False
        elif local == "rPh":
            self._phonetic -= 1
        elif local == "si":
            text = "".join(
                decode_legacy(run, font) if font and is_legacy_font(font) else run for run, font in self._runs
            )
            self._size += len(text)
            if self._size > _MOST_TEXT:
                raise ValueError("too much text")
            self._book.strings.append(_unescape(text))
            self._book.plain.append(all(font is None for _, font in self._runs))


class _Styles(_Handler):
    """Cell formats: number format, bold, font name, indent."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._formats = dict(_BUILTIN)
        self._fonts: list[tuple[bool, str]] = []
        self._where: list[str] = []
        self._cells: list[tuple[int, int, int]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        inside = self._where[-1] if self._where else ""
        self._where.append(local)
        if local == "numFmt" and inside == "numFmts":
            self._formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "General")
        elif local == "font" and inside == "fonts":
            self._fonts.append((False, ""))
        elif inside == "font" and "fonts" in self._where and self._fonts:
            bold, font = self._fonts[-1]
            if local == "b":
                bold = attributes.get("val", "1") not in ("0", "false")
            elif local == "name":
                font = attributes.get("val", "")
            self._fonts[-1] = (bold, font)
        elif local == "xf" and inside == "cellXfs":
            self._cells.append((int(attributes.get("numFmtId", "0")), int(attributes.get("fontId", "0")), 0))
        elif local == "alignment" and inside == "xf" and "cellXfs" in self._where and self._cells:
            number, font_id, _ = self._cells[-1]
            self._cells[-1] = (number, font_id, int(attributes.get("indent", "0") or 0))

    def end(self, name: str) -> None:
        self._where.pop()

    def finish(self) -> None:
        """Put the cell formats together once the fonts are known."""
        for number, font_id, indent in self._cells:
            code = self._formats.get(number, "General")
            bold, font = self._fonts[font_id] if font_id < len(self._fonts) else (False, "")
            date = number in BUILTIN_DATES or (number not in _BUILTIN and is_date_format(code))
            self._book.styles.append(_Style(code, date, bold, font, indent))


class _Sheet(_Handler):
    """The cells of one sheet."""

    def __init__(self, book: _Book, file: str) -> None:
        self._book = book
        self._file = file
        self._default = _Style()
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.widths: dict[int, float] = {}
        self.in_order = True
        self._last = (0, 0)
        self._row = 0
        self._column = 0
        self._kind = ""
        self._style = 0
        self._formula: list[str] | None = None
        self._value: list[str] | None = None
        self._texts: list[str] = []
        self._into: list[str] | None = None
        self._phonetic = 0
        self._depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise ValueError("nested too deep")
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "c":
            self._begin_cell(attributes)
        elif local == "v":
            self._value = self._into = []
        elif local == "f":
            self._formula = self._into = []
        elif local == "t":
            self._into = [] if self._phonetic else self._texts
        elif local == "rPh":
            self._phonetic += 1
        elif local == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if self._row > _MOST_ROW:
                raise ToolkitError("PL120", File(self._file), file=self._file, what=f"row {self._row:,}")
            if attributes.get("hidden", "0") in ("1", "true"):
                self.hidden_rows.add(self._row)
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif local == "col":
            self._columns(attributes)

    def data(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def end(self, name: str) -> None:
        self._depth -= 1
        local = name.rpartition(":")[2] if ":" in name else name
        if local in ("v", "f", "t"):
            self._into = None
        elif local == "rPh":
            self._phonetic -= 1
        elif local == "c":
            self._end_cell()

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        match = _REFERENCE.match(attributes.get("r", "").replace("$", "").upper())
        if match:
            self._column = column_number(match[1])
            self._row = int(match[2])
        elif attributes.get("r"):
            raise ValueError(f"no such cell: {attributes['r']}")
        else:
            self._column += 1
        if self._column > _MOST_COLUMN or self._row > _MOST_ROW:
            what = f"{attributes.get('r', self._column)}"
            raise ToolkitError("PL120", File(self._file), file=self._file, what=what)
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0") or 0)
        self._formula = self._value = None
        self._texts = []

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        at = (self._row, self._column)
        self.in_order = self.in_order and at > self._last
        self._last = at
        self.cells[at] = cell
        if len(self.cells) > _MOST_CELLS:
            raise ToolkitError("PL120", File(self._file), file=self._file, what=f"{_MOST_CELLS:,} cells")

    def _cell(self) -> RawCell | None:
        styles = self._book.styles
        style = styles[self._style] if self._style < len(styles) else self._default
        formula = "" if self._formula is None else "".join(self._formula) or "="
        value = None if self._value is None else "".join(self._value)
        kind = self._kind
        if kind == "s":
            if not value:
                return None
            index = int(value)
            text = self._book.strings[index]
            return self._text(text, style, formula, own_font=not self._book.plain[index])
        if kind == "inlineStr":
            return self._text(_unescape("".join(self._texts)), style, formula) if self._texts else None
        if value is None or (value == "" and kind != "str"):
            return _made(Content.UNCALCULATED, style, formula=formula) if formula else None
        if kind == "str":
            return self._text(_unescape(value), style, formula) if value or formula else None
        if kind == "b":
            return _made(Content.BOOLEAN, style, "TRUE" if value.strip() == "1" else "FALSE", formula=formula)
        if kind == "e":
            return _made(Content.ERROR, style, value, formula=formula)
        if kind == "d":
            return _made(Content.DATE, style, value, formula=formula)
        number = _number(value)
        if style.date:
            text = day_text(number, from_1904=self._book.from_1904)
            return _made(Content.DATE, style, text, number, formula)
        return _made(Content.NUMBER, style, "", number, formula)

    def _text(self, text: str, style: _Style, formula: str, *, own_font: bool = False) -> RawCell:
        if not own_font and is_legacy_font(style.font):
            text = decode_legacy(text, style.font)
        return _made(Content.TEXT, style, text[:32_767], formula=formula)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners = [_REFERENCE.match(corner.replace("$", "").upper()) for corner in (first, last or first)]
        if corners[0] and corners[1]:
            (c1, r1), (c2, r2) = corners[0].groups(), corners[1].groups()
            self.merges.append((int(r1), column_number(c1), int(r2), column_number(c2)))

    def _columns(self, attributes: Mapping[str, str]) -> None:
        low, high = int(attributes.get("min", "0")), min(int(attributes.get("max", "0")), _MOST_COLUMN)
        hidden = attributes.get("hidden", "0") in ("1", "true")
        width = float(attributes.get("width", "0") or 0)
        if high - low > 1_000:  # a format for all columns to the right says nothing of a grid
            high = low
        for number in range(low, high + 1):
            if hidden:
                self.hidden_columns.add(number)
            if width:
                self.widths[number] = width


def _number(text: str) -> Decimal:
    return from_float(float(text))


def _made(content: Content, style: _Style, text: str = "", number: Decimal | None = None, formula: str = "") -> RawCell:
    return RawCell(content, text, number, style.format, formula, style.bold, style.indent)


def _unescape(text: str) -> str:
    """Excel writes characters XML cannot hold as _x000D_; a literal underscore before such a text as _x005F_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
