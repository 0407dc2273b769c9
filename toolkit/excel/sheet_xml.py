"""The fast way of reading .xlsx: one pass over each sheet's XML, for the cells that exist and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import InvalidOperation
from functools import lru_cache
from xml.parsers import expat

from toolkit.excel.book_xml import (
    ALIKE,
    SMALL,
    Book,
    Handler,
    Strings,
    TooMuchError,
    listed_in,
    parse,
    relations,
    styles_of,
    target,
    unescape,
)  # fmt: skip
from toolkit.excel.cell_xml import CellMaker, decode_run
from toolkit.excel.cells import RawCell, RawSheet, RawWorkbook
from toolkit.excel.placeholders import without_placeholders
from toolkit.excel.room import SheetRoom
from toolkit.excel.scan_cells import MOST_COLUMN
from toolkit.excel.sheet_scan import MOST_ROW, scan_sheet, scan_strings
from toolkit.gate import Parts, bad_archive, has_piece_over, limits
from toolkit.hints import Final
from toolkit.patterns import seldom
from toolkit.places import Cell, File, column_number
from toolkit.problems import ToolkitError

_REFERENCE = seldom(r"^([A-Z]{1,3})([0-9]{1,7})$")
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
_MOST_DEPTH: Final = 256


def read_xlsx(parts: Parts, name: str, wanted: Callable[[str], bool]) -> RawWorkbook:
    """The sheets wanted by their names of an .xlsx that has passed the gate. Raises PL108 when a part cannot be read."""
    try:
        return _workbook(parts, name, wanted)
    except TooMuchError as error:
        raise ToolkitError("PL120", File(name), file=name, what=str(error)) from None
    except (
        expat.ExpatError,
        bad_archive(),
        KeyError,
        ValueError,
        IndexError,
        InvalidOperation,
        OSError,
        EOFError,
    ) as error:
        raise ToolkitError("PL108", File(name), file=name, reason=str(error)) from None


def _workbook(archive: Parts, name: str, wanted: Callable[[str], bool]) -> RawWorkbook:
    names = {part.lower(): part for part in archive.names}
    main = target(archive, names, "", "/officeDocument") or "xl/workbook.xml"
    listed = listed_in(archive.read(names[main.lower()]))
    rels = relations(archive, names, main)
    book = Book(from_1904=listed.from_1904)
    for kind, path in rels.values():
        part = names.get(path.lower())
        if part and kind.endswith("/sharedStrings"):
            _read_strings(archive.read(part), book)
        elif part and kind.endswith("/styles"):
            book.styles = styles_of(archive.read(part))
    sheets: list[RawSheet] = []
    read: set[str] = set()
    maker = CellMaker(book)
    room = SheetRoom(limits.MOST_CELLS)
    for title, hidden, relation in listed.sheets:
        kind, path = rels.get(relation, ("", ""))
        part = names.get(path.lower())
        if part is None or not kind.endswith("/worksheet") or not wanted(title):
            continue
        if part in read:
            raise ValueError(f"two sheets are one part: {part}")
        read.add(part)
        xml = archive.read(part)
        first = len(xml) > limits.SMALL_PART or room.refused  # a small sheet is read sooner than its cells are counted
        filled = xml.count(b"</c>") + xml.count(b":c>") if first else 0
        found = _read_sheet(xml, maker, name) if not first or room.holds(title, filled) else None
        if found is not None and not first:
            filled = len(found[0].cells)
            found = found if room.holds(title, filled) else None
        if found is None:
            sheets.append(RawSheet(title, {}, hidden=hidden, unread=max(filled, limits.MOST_CELLS)))
            continue
        sheet, around = found
        cells = sheet.cells if sheet.in_order else dict(sorted(sheet.cells.items()))
        sheets.append(
            RawSheet(
                title, cells, tuple(around.merges), hidden, frozenset(sheet.hidden_rows),
                frozenset(around.hidden_columns), around.widths,
            )
        )  # fmt: skip
    return RawWorkbook(name, without_placeholders(sheets) if listed.calculates_on_load else tuple(sheets))


def _read_strings(data: bytes, book: Book) -> None:
    scanned = scan_strings(data)
    if scanned is None:
        parse(data, Strings(book))
    else:
        book.strings = [unescape(text) for text in scanned] if b"_x" in data else scanned
        book.plain = [True] * len(scanned)


def _read_sheet(data: bytes, maker: CellMaker, name: str) -> tuple[_Sheet, _Around] | None:
    """A sheet's cells by the scanner where it is in the plain form, and all else by the XML parser; None where that is too much."""
    if has_piece_over(data, limits.LONGEST_TAG):
        return None
    sheet = _Sheet(maker, name)
    scanned = scan_sheet(data, maker)
    try:
        if scanned is None:
            parse(data, sheet)
            return sheet, sheet
        around = _around(scanned.rest) if len(scanned.rest) < SMALL else _around.__wrapped__(scanned.rest)
    except TooMuchError:
        return None
    sheet.cells, sheet.hidden_rows = scanned.cells, scanned.hidden_rows
    places = list(sheet.cells)
    sheet.in_order = places == sorted(places)
    return sheet, around


@lru_cache(maxsize=ALIKE)
def _around(data: bytes) -> _Around:
    """What a sheet's XML without its cells says."""
    found = _Around()
    parse(data, found)
    return found


class _Around(Handler):
    """What a sheet says of its columns and merged areas."""

    def __init__(self) -> None:
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_columns: set[int] = set()
        self.widths: dict[int, float] = {}
        self._depth = 0
        self._described = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element that begins."""
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise ValueError("nested too deep")
        self._take(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _take(self, local: str, attributes: Mapping[str, str]) -> None:
        if local == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif local == "col":
            self._columns(attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        self._depth -= 1

    def _merge(self, reference: str) -> None:
        found = _AREA.fullmatch(reference.replace("$", "").upper())
        if found:
            first, top, last, bottom = found.groups()
            area = int(top), column_number(first), int(bottom or top), column_number(last or first)
            self.merges.append(area)

    def _columns(self, attributes: Mapping[str, str]) -> None:
        low, high = int(attributes.get("min", "0")), min(int(attributes.get("max", "0")), MOST_COLUMN)
        hidden = attributes.get("hidden", "0") in ("1", "true")
        width = float(attributes.get("width", "0") or 0)
        if high - low > 1_000:  # a format for all columns to the right says nothing of a grid
            high = low
        self._described += high - low + 1
        if self._described > 4 * MOST_COLUMN:
            raise ValueError("columns are described again and again")
        for number in range(low, high + 1):
            if hidden:
                self.hidden_columns.add(number)
            if width:
                self.widths[number] = width


class _Sheet(_Around):
    """The cells of one sheet, and what it says around them."""

    def __init__(self, maker: CellMaker, file: str) -> None:
        super().__init__()
        self._maker = maker
        self._file = file
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.hidden_rows: set[int] = set()
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
        elif local == "rPh":
            self._phonetic += 1
        elif local in ("r", "rFont"):
            self._run_font = attributes.get("val", "") if local == "rFont" else ""
        else:
            self._take(local, attributes)

    def _begin_text(self, local: str) -> None:
        self._into = []
        if local == "v":
            self._value = self._into
        elif local == "f":
            self._formula = self._into

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if self._row > MOST_ROW:
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
        self._own_font = self._own_font or bool(self._run_font)
        self._texts.append(decode_run(text, self._run_font))

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        match = _REFERENCE.match(attributes.get("r", "").replace("$", "").upper())
        if match:
            self._column = column_number(match[1])
            self._row = int(match[2])
        elif attributes.get("r"):
            raise ValueError(f"no such cell: {attributes['r']}")
        else:
            self._column += 1
        if self._column > MOST_COLUMN or self._row > MOST_ROW:
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
        if at in self.cells:
            raise ValueError(f"{Cell('', *at).address} stands twice")
        self.cells[at] = cell

    def _cell(self) -> RawCell | None:
        formula = None if self._formula is None else "".join(self._formula)
        if self._kind == "inlineStr":
            if not self._texts:
                return None
            return self._maker.make_inline(self._style, "".join(self._texts), formula, own_font=self._own_font)
        value = None if self._value is None else "".join(self._value)
        return self._maker.make(self._kind, self._style, value, formula)
