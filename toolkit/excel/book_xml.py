"""What the sheets of an .xlsx share: how parts are parsed and related, its strings, its cell formats."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from xml.parsers import expat

from toolkit.excel.dates import BUILTIN_DATES, is_date_format
from toolkit.gate import Parts, has_piece_over, limits
from toolkit.hints import Final
from toolkit.patterns import seldom
from toolkit.records import NamedTuple, field, record
from toolkit.text import decode_legacy, is_legacy_font

_BUILTIN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_ESCAPED = seldom(r"_x([0-9A-Fa-f]{4})_")
# Workbooks made from one form have small parts in common, which are parsed once.
ALIKE: Final = 16
SMALL: Final = 100_000
_LONGEST_FORMAT: Final = 255  # in characters, as in Excel
_MOST_TEXT: Final = 200_000_000


class Style(NamedTuple):
    """How a cell is set, as far as reading needs it."""

    format: str = "General"
    date: bool = False
    bold: bool = False
    font: str = ""
    indent: int = 0
    legacy: bool = False  # whether the font is one from before Unicode


@record(slots=True)
class Book:
    """What the sheets share."""

    strings: list[str] = field(default_factory=list)
    plain: list[bool] = field(default_factory=list)  # whether a string takes the font of its cell
    styles: tuple[Style, ...] = ()
    from_1904: bool = False


class TooMuchError(Exception):
    """A part has more in it than can be gone through in good time."""


def parse(data: bytes, handler: Handler) -> None:
    """Send the events of a part to a handler; a document type declaration is refused. Raises `TooMuchError` before it begins."""
    count = data.count(b"<") - data.count(b"</")
    if count > limits.MOST_ELEMENTS:
        raise TooMuchError(f"{count:,} tags")
    if has_piece_over(data, limits.LONGEST_TAG):
        raise TooMuchError("a tag without end")
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


class Handler:
    """Takes the events of one part; element names come with their prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text inside an element."""


class Listed(Handler):
    """The sheets as the workbook lists them: name, hidden, relation."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False
        self.calculates_on_load = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element that begins."""
        local = name.rpartition(":")[2]
        if local == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, relation))
        elif local == "calcPr":
            self.calculates_on_load = attributes.get("fullCalcOnLoad", "0") in ("1", "true")
        elif local == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true")


def listed_in(data: bytes) -> Listed:
    """What a workbook lists."""
    return _listed_in(data) if len(data) < SMALL else _listed_in.__wrapped__(data)


@lru_cache(maxsize=ALIKE)
def _listed_in(data: bytes) -> Listed:
    found = Listed()
    parse(data, found)
    return found


class _Relations(Handler):
    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str, bool]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element that begins."""
        if name.rpartition(":")[2] == "Relationship":
            external = attributes.get("TargetMode") == "External"
            self.found[attributes.get("Id", "")] = (attributes.get("Type", ""), attributes.get("Target", ""), external)


def relations(archive: Parts, names: Mapping[str, str], part: str) -> Mapping[str, tuple[str, str]]:
    """Relation id -> (type, part name) of what is inside the file."""
    folder, _, base = part.rpartition("/")
    rels = names.get((f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels").lower())
    if rels is None:
        return {}
    data = archive.read(rels)
    return _relations_of(data, folder) if len(data) < SMALL else _relations_of.__wrapped__(data, folder)


@lru_cache(maxsize=ALIKE)
def _relations_of(data: bytes, folder: str) -> Mapping[str, tuple[str, str]]:
    reader = _Relations()
    parse(data, reader)
    return {
        key: (
            kind,
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)),
        )
        for key, (kind, target, external) in reader.found.items()
        if not external
    }


def target(archive: Parts, names: Mapping[str, str], part: str, kind: str) -> str | None:
    """The part a package or part points to by a kind of relation; None where there is none."""
    return next((path for what, path in relations(archive, names, part).values() if what.endswith(kind)), None)


class Strings(Handler):
    """Shared strings; runs in an old font are decoded, phonetic runs left out."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._runs: list[tuple[str, str | None]] = []
        self._text: list[str] = []
        self._font: str | None = None
        self._take = False
        self._phonetic = 0
        self._size = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element that begins."""
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
        """Gather text where it is wanted."""
        if self._take:
            self._text.append(text)

    def end(self, name: str) -> None:
        """Put together what an element that ends has given."""
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
            self._book.strings.append(unescape(text))
            self._book.plain.append(all(font is None for _, font in self._runs))


class Styles(Handler):
    """Cell formats: number format, bold, font name, indent."""

    def __init__(self) -> None:
        self._formats = dict(_BUILTIN)
        self._fonts: list[tuple[bool, str]] = []
        self._where: list[str] = []
        self._cells: list[tuple[int, int, int]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element that begins."""
        local = name.rpartition(":")[2]
        inside = self._where[-1] if self._where else ""
        self._where.append(local)
        if local == "numFmt" and inside == "numFmts":
            self._formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "General")[
                :_LONGEST_FORMAT
            ]
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
        """Put together what an element that ends has given."""
        self._where.pop()

    def finish(self) -> tuple[Style, ...]:
        """The cell formats, put together once the fonts are known."""
        made = []
        for number, font_id, indent in self._cells:
            code = self._formats.get(number, "General")
            bold, font = self._fonts[font_id] if font_id < len(self._fonts) else (False, "")
            date = number in BUILTIN_DATES or (number not in _BUILTIN and is_date_format(code))
            made.append(Style(code, date, bold, font, indent, is_legacy_font(font)))
        return tuple(made)


def styles_of(data: bytes) -> tuple[Style, ...]:
    """The cell formats of a part."""
    return _styles_of(data) if len(data) < SMALL else _styles_of.__wrapped__(data)


@lru_cache(maxsize=ALIKE)
def _styles_of(data: bytes) -> tuple[Style, ...]:
    found = Styles()
    parse(data, found)
    return found.finish()


def unescape(text: str) -> str:
    """Excel writes characters XML cannot hold as _x000D_; a literal underscore before such a text as _x005F_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
