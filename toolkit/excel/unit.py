"""One unit's workbook as merging takes it: read as tolerantly as for a report, then cut down to what is needed."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from toolkit.compute import compute
from toolkit.excel.open import read_raw
from toolkit.excel.read import assemble
from toolkit.merge.units import ACTUAL, PRIOR, TARGET, RowId, UnitData, UnitRow, UnitSheet, Value, pack
from toolkit.model import ComputedAppendix, Figure, FigureEntry, Group, Indicator, Kind, State
from toolkit.phrases.words import read_day
from toolkit.places import Cell
from toolkit.problems import ToolkitError
from toolkit.text import clean, slug

_CODES = ("ma_don_vi", "ma_co_quan", "ma")
_ROLES = ("stt", "label", "unit", "target", "actual", "percent", "prior", "prior_percent", "note")


def digest_of(data: bytes) -> str:
    """What tells one content of a file from another."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read_unit(path: Path) -> UnitData:
    """A unit's workbook. One that cannot be read comes back as failed, with its problem; nothing is raised for a file."""
    data = b""
    try:
        data = path.read_bytes() if path.is_file() else b""
        workbook = assemble(read_raw(path))
        computed = compute(workbook)
    except ToolkitError as error:
        return UnitData(path.name, digest_of(data), failed=True, packed=pack((), (), error.problems))
    except OSError as error:
        problem = ToolkitError("PL101", path.name, file=path.name, reason=error.strerror or str(error)).problem
        return UnitData(path.name, "", failed=True, packed=pack((), (), (problem,)))
    info = {entry.key: entry.text for entry in workbook.info}
    sheets = [_sheet(appendix) for appendix in computed.appendices]
    if workbook.figures:
        sheets.append(_figures(workbook.figures))
    entries = [(entry.key, entry.label, entry.text) for entry in workbook.info]
    return UnitData(
        path.name, digest_of(data), clean(info.get("co_quan", "")), _code(info), _day(info.get("ngay", "")), _saved(data),
        packed=pack(sheets, entries, computed.problems),
    )  # fmt: skip


def _code(info: Mapping[str, str]) -> str:
    return next((clean(info[key]) for key in _CODES if info.get(key)), "")


def _day(text: str) -> str:
    found = read_day(text)
    return f"{found[2]:04d}-{found[1]:02d}-{found[0]:02d}" if found else ""


def _saved(data: bytes) -> str:
    """When the workbook was last saved by its own properties; empty where it does not say."""
    if not data.startswith(b"PK"):
        return ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml") if "docProps/core.xml" in archive.namelist() else b""
    found = re.search(rb"<dcterms:modified[^>]*>([0-9T:Z.+-]+)<", core)
    return found[1].decode() if found else ""


def _sheet(computed: ComputedAppendix) -> UnitSheet:
    appendix = computed.appendix
    seen: Counter[tuple[tuple[str, ...], str]] = Counter()
    periods = _told_apart(appendix.periods)
    rows = []
    for row in computed.rows:
        same = (tuple(map(slug, (*row.row.path, row.row.label))), slug(row.row.key))
        rows.append(_row(row, periods, seen[same]))
        seen[same] += 1
    headings = tuple((role, appendix.heading(role)) for role in _ROLES if appendix.column(role) is not None)
    return UnitSheet(appendix.sheet, periods, tuple(rows), headings, appendix.title, appendix.footer,
                     appendix.growth)  # fmt: skip


def _told_apart(periods: Iterable[str]) -> tuple[str, ...]:
    """The names of the periods, those that occur twice numbered, none of them a slot of another column."""
    seen: Counter[str] = Counter((TARGET, ACTUAL, PRIOR))
    names = []
    for period in periods:
        seen[period] += 1
        names.append(period if seen[period] == 1 else f"{period} ({seen[period]})")
    return tuple(names)


def _row(computed: Indicator | Group, periods: tuple[str, ...], nth: int) -> UnitRow:
    row = computed.row
    rule = computed.rule.value if isinstance(computed, Indicator) and computed.rule is not None else ""
    identity = RowId(
        (*map(clean, row.path), clean(row.label)), row.key, row.unit, nth, isinstance(computed, Group),
        row.kind is Kind.SECTION, row.is_rate, row.stt, row.bullet, row.level, row.part, row.bold, rule, row.rule_text,
        row.target.direction or "", row.target.strict, row.direction_text, row.merge_text,
    )  # fmt: skip
    values = [*_values((TARGET,), (row.target.figure,)), *_values(periods, row.values),
              *_values((ACTUAL, PRIOR), (row.actual, row.prior))]  # fmt: skip
    return UnitRow(identity, row.place.row, tuple(values), row.note)


def _values(slots: Iterable[str], figures: Iterable[Figure]) -> Iterable[Value]:
    for slot, figure in zip(slots, figures, strict=True):
        if figure.cell is None or figure.state is State.BLANK:
            continue
        damaged = figure.state is State.DAMAGED
        if damaged or figure.value is None or figure.upper is not None:
            yield Value(slot, figure.cell.column, None, clean(figure.text) or "?", damaged)
        else:
            yield Value(slot, figure.cell.column, figure.value)


def _figures(entries: Iterable[FigureEntry]) -> UnitSheet:
    rows = []
    sheet = ""
    for entry in entries:
        at = entry.figure.cell or entry.place or Cell("", 1, 1)
        sheet = sheet or at.sheet
        values = list(_values((ACTUAL, PRIOR), (entry.figure, entry.prior)))
        if entry.figure.value is None and entry.figure.state is not State.DAMAGED and clean(entry.figure.text):
            values.append(Value(ACTUAL, at.column, None, entry.figure.text))
        rate = entry.unit.strip().startswith("%") or entry.figure.percent
        identity = RowId((clean(entry.label),), entry.key, entry.unit, rate=rate)
        rows.append(UnitRow(identity, at.row, tuple(values)))
    return UnitSheet(sheet, (), tuple(rows), figures=True)
