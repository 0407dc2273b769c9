"""The fast way of reading .xlsx: one pass over each sheet's XML, for the cells that exist and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.parsers import expat

from toolkit.excel.book_xml import Book, Handler, Listed, Strings, Style, Styles, parse, relations, target, unescape
from toolkit.excel.cells import Content, RawCell, RawSheet, RawWorkbook
from toolkit.excel.dates import day_text
from toolkit.numbers import from_float
from toolkit.places import File, column_number
from toolkit.problems import ToolkitError
from toolkit.text import decode_legacy, is_legacy_font

_REFERENCE = re.compile(r"^([A-Z]{1,3})([0-9]{1,7})$")
_MOST_ROW: Final = 1_048_576
_MOST_COLUMN: Final = 16_384
_MOST_CELLS: Final = 5_000_000
_MOST_DEPTH: Final = 256


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
    main = target(archive, names, "", "/officeDocument") or "xl/workbook.xml"
    listed = Listed()
    parse(archive.read(names[main.lower()]), listed)
    rels = relations(archive, names, main)
    book = Book(from_1904=listed.from_1904)
    for kind, path in rels.values():
        part = names.get(path.lower())
        if part and kind.endswith("/sharedStrings"):
            shared = Strings(book)
            parse(archive.read(part), shared)
        elif part and kind.endswith("/styles"):
            styles = Styles(book)
            parse(archive.read(part), styles)
            styles.finish()
    sheets = []
    for title, hidden, relation in listed.sheets:
        kind, path = rels.get(relation, ("", ""))
        part = names.get(path.lower())
        if part is None or not kind.endswith("/worksheet"):
            continue
        sheet = _Sheet(book, name)
        parse(archive.read(part), sheet)
        cells = sheet.cells if sheet.in_order else dict(sorted(sheet.cells.items()))
        sheets.append(
            RawSheet(
                title, cells, tuple(sheet.merges), hidden, frozenset(sheet.hidden_rows),
                frozenset(sheet.hidden_columns), sheet.widths,
            )
        )  # fmt: skip
    return RawWorkbook(name, tuple(sheets))


class _Sheet(Handler):
    """The cells of one sheet."""

    def __init__(self, book: Book, file: str) -> None:
        self._book = book
        self._file = file
        self._default = Style()
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
        self._run_font = ""
        self._own_font = False  # whether any run of an inline text names its font
        self._into: list[str] | None = None
        self._phonetic = 0
        self._depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element that begins."""
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise ValueError("nested too deep")
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "c":
            self._begin_cell(attributes)
        elif local in ("v", "f", "t"):
            self._begin_text(local)
        elif local == "row":
            self._begin_row(attributes)
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif local == "col":
            self._columns(attributes)
        elif local == "rPh":
            self._phonetic += 1
        elif local in ("r", "rFont"):
            self._run_font = attributes.get("val", "") if local == "rFont" else ""

    def _begin_text(self, local: str) -> None:
        self._into = []
        if local == "v":
            self._value = self._into
        elif local == "f":
            self._formula = self._into

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if self._row > _MOST_ROW:
            raise ToolkitError("PL120", File(self._file), file=self._file, what=f"row {self._row:,}")
        if attributes.get("hidden", "0") in ("1", "true"):
            self.hidden_rows.add(self._row)

    def data(self, text: str) -> None:
        """Gather text where it is wanted."""
        if self._into is not None:
            self._into.append(text)

    def end(self, name: str) -> None:
        """Put together what an element that ends has given."""
        self._depth -= 1
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "t":
            self._end_text()
        elif local in ("v", "f"):
            self._into = None
        elif local == "rPh":
            self._phonetic -= 1
        elif local == "c":
            self._end_cell()

    def _end_text(self) -> None:
        """Keep an inline text or one of its runs, decoded by the run's own font where it has one."""
        text = "" if self._into is None or self._phonetic else "".join(self._into)
        self._into = None
        if is_legacy_font(self._run_font):
            text = decode_legacy(text, self._run_font)
        self._own_font = self._own_font or bool(self._run_font)
        self._texts.append(text)

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
        self._run_font, self._own_font = "", False

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
            return (
                self._text(unescape("".join(self._texts)), style, formula, own_font=self._own_font)
                if self._texts
                else None
            )
        if value is None or (value == "" and kind != "str"):
            return _made(Content.UNCALCULATED, style, formula=formula) if formula else None
        if kind == "str":
            return self._text(unescape(value), style, formula) if value or formula else None
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

    def _text(self, text: str, style: Style, formula: str, *, own_font: bool = False) -> RawCell:
        if not own_font and is_legacy_font(style.font):
            text = decode_legacy(text, style.font)
        return _made(Content.TEXT, style, text, formula=formula)

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


def _made(content: Content, style: Style, text: str = "", number: Decimal | None = None, formula: str = "") -> RawCell:
    return RawCell(content, text, number, style.format, formula, style.bold, style.indent)
