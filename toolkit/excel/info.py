"""The two helper sheets: `Thông tin` (who issues what, when) and `Số liệu` (figures the prose needs)."""

from __future__ import annotations

from toolkit.columns import EXAMPLE_MARK, STT
from toolkit.excel.cells import Content, RawCell, RawSheet
from toolkit.excel.figure import figure_of
from toolkit.excel.units import in_unit, said_unit
from toolkit.model import NO_FIGURE, Figure, FigureEntry, InfoEntry, State
from toolkit.numbers import Doubt, read
from toolkit.phrases.words import read_day
from toolkit.places import Cell
from toolkit.problems import Problem
from toolkit.text import clean, fold, has_digit, slug

INFO_SHEET, FIGURES_SHEET = "thong tin", "so lieu"
_HEADS = frozenset({"muc", "khoa", "key", "thong_tin", "noi_dung", "ten_muc"})
_FIGURE_HEADS = {
    "ma": "key", "ma so": "key", "key": "key", "noi dung": "label", "chi tieu": "label", "ten": "label",
    "gia tri": "value", "so lieu": "value", "so": "value", "don vi": "unit", "don vi tinh": "unit", "dvt": "unit",
    "cung ky": "prior", "cung ky nam truoc": "prior", "nam truoc": "prior", "gia tri cung ky": "prior",
}  # fmt: skip


def _said(raw: RawCell) -> str:
    """A cell as a text, its own line breaks kept."""
    if raw.content is Content.NUMBER and raw.number is not None:
        return format(raw.number.normalize(), "f")
    if "\n" not in raw.text:
        return clean(raw.text)
    lines = (clean(line) for line in raw.text.replace("\r\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _by_row(sheet: RawSheet) -> dict[int, list[tuple[int, RawCell]]]:
    rows: dict[int, list[tuple[int, RawCell]]] = {}
    for (row, column), raw in sheet.cells.items():
        if raw.number is not None or clean(raw.text):
            rows.setdefault(row, []).append((column, raw))
    return rows


def read_info(sheet: RawSheet, problems: list[Problem]) -> list[InfoEntry]:
    """The key and value lines of `Thông tin`; a line without a key goes on with the value above it.

    A day of issue that is none is doubted (PL235), but for one that a draft leaves open.
    """
    rows = _by_row(sheet)
    first = _key_column(rows)
    rows = {row: kept for row, cells in rows.items() if (kept := [cell for cell in cells if cell[0] >= first])}
    second = _value_column(rows, first)
    found: list[InfoEntry] = []
    for row, cells in sorted(rows.items()):
        keys = [raw for column, raw in cells if column == first]
        values = [(column, raw) for column, raw in cells if column == second or (second is None and column != first)]
        text = _said(values[0][1]) if values else ""
        if not keys:
            if found and text:
                last = found[-1]
                joined = "\n".join(filter(None, (last.text, text)))
                found[-1] = InfoEntry(last.key, last.label, joined, last.cell)
            continue
        label = clean(_said(keys[0])).rstrip(":").strip()
        key = slug(label)
        if key in _HEADS and not found:
            continue
        at = Cell(sheet.name, row, values[0][0] if values else first + 1)
        found.append(InfoEntry(key, label, text, at))
    problems += [
        Problem("PL235", entry.cell, {"text": entry.text})
        for entry in found
        if entry.key == "ngay" and has_digit(entry.text) and read_day(entry.text) is None
        and not fold(entry.text).startswith(("ngay ", "thang "))
    ]  # fmt: skip
    return found


def _key_column(rows: dict[int, list[tuple[int, RawCell]]]) -> int:
    """The first column, or the second where the first only numbers the lines."""
    columns = sorted({column for cells in rows.values() for column, _ in cells})
    if len(columns) < 3:
        return columns[0] if columns else 1
    said = [fold(_said(raw)).strip(" .") for cells in rows.values() for column, raw in cells if column == columns[0]]
    numbered = all(text.isdigit() or text in STT.phrases for text in said)
    return columns[1] if numbered else columns[0]


def _value_column(rows: dict[int, list[tuple[int, RawCell]]], first: int) -> int | None:
    """The column under the second heading, where the sheet has headings; a third one may hold explanations."""
    top = sorted(rows[min(rows)], key=lambda item: item[0]) if rows else []
    if len(top) > 2 and top[0][0] == first and slug(_said(top[0][1])) in _HEADS:
        return top[1][0]
    return None


def is_figures(sheet: RawSheet) -> bool:
    """True for a sheet whose first lines head a value column by mã or nội dung."""
    return _figures_header(_by_row(sheet)) is not None


def _figures_header(rows: dict[int, list[tuple[int, RawCell]]]) -> tuple[int, dict[str, int]] | None:
    for row, cells in sorted(rows.items())[:12]:
        roles: dict[str, int] = {}
        for column, raw in cells:
            role = _FIGURE_HEADS.get(fold(_said(raw)).strip(" .:()"))
            if role:
                roles.setdefault(role, column)
        if "value" in roles and ("key" in roles or "label" in roles):
            return row, roles
    return None


def read_figures(sheet: RawSheet, problems: list[Problem]) -> list[FigureEntry]:
    """The lines of `Số liệu`; a line without a mã takes the slug of its nội dung."""
    rows = _by_row(sheet)
    header = _figures_header(rows)
    if header is None:
        return []
    top, roles = header
    found = []
    for row, cells in sorted(rows.items()):
        if row <= top:
            continue
        by_column = dict(cells)
        texts = {role: _said(by_column[column]) for role, column in roles.items() if column in by_column}
        label = clean(texts.get("label", ""))
        key = clean(texts.get("key", "")) or slug(label)
        if not key or ("value" not in texts and not texts.get("key")) or fold(label).startswith(fold(EXAMPLE_MARK)):
            continue
        at = Cell(sheet.name, row, roles["value"])
        found.append(_entry(sheet, row, roles, at, key, label, texts.get("unit", ""), problems))
    return found


def _entry(
    sheet: RawSheet, row: int, roles: dict[str, int], at: Cell, key: str, label: str, unit: str, problems: list[Problem]
) -> FigureEntry:
    raw = sheet.cells.get((row, at.column))
    said = [] if raw is not None and raw.content is Content.TEXT else problems  # a text is allowed here
    figure = figure_of(raw, at, said)
    if raw is not None and raw.content is Content.TEXT and figure.value is None:
        doubtful = read(raw.text).doubt is Doubt.AMBIGUOUS
        figure = Figure(cell=at, text="" if doubtful else _said(raw), state=figure.state)
        if doubtful:
            figure_of(raw, at, problems)
    elif figure.state is State.DAMAGED:
        figure = Figure(cell=at, state=figure.state)
    elif raw is not None and raw.content is Content.TEXT:
        figure_of(raw, at, problems)
    prior = NO_FIGURE
    if "prior" in roles:
        place = Cell(sheet.name, row, roles["prior"])
        prior = figure_of(sheet.cells.get((row, roles["prior"])), place, problems)
    unit = clean(unit) or ("%" if figure.percent else said_unit((figure,)))
    figure, prior = (in_unit(found, unit, problems) for found in (figure, prior))
    return FigureEntry(key, label, figure, unit, prior, at)
