"""One unit's workbook as merging takes it: read as tolerantly as for a report, then cut down to what is needed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from toolkit.columns import PERCENT, PRIOR_PERCENT, ROLE
from toolkit.compute import compute
from toolkit.excel.open import raw_of
from toolkit.excel.read import assemble
from toolkit.excel.roles import role_by_words
from toolkit.gate import Admitted, admit_workbook
from toolkit.merge.units import (
    ACTUAL,
    PRIOR,
    TARGET,
    Filled,
    Frame,
    RowId,
    UnitData,
    UnitRow,
    Value,
    pack,
    pack_frames,
)
from toolkit.model import Appendix, ComputedAppendix, Figure, FigureEntry, Group, Indicator, Kind, State
from toolkit.numbers import show
from toolkit.phrases.words import read_day
from toolkit.places import Cell, Place
from toolkit.problems import ToolkitError
from toolkit.text import clean, is_percent, slug

_CODES = ("ma_don_vi", "ma_co_quan", "ma")
_ROLES = ("stt", "label", "unit", "target", "actual", "percent", "prior", "prior_percent", "note")
_SCALE = "PL220"  # a rate that may be a hundred times what its cell says
_SLOTS = (TARGET, ACTUAL, PRIOR)


def digest_of(data: bytes) -> str:
    """What tells one content of a file from another."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read_unit(path: Path) -> UnitData:
    """A unit's workbook. One that cannot be read comes back as failed, with its problem; nothing is raised for a file."""
    digest = ""
    try:
        admitted = admit_workbook(path)
        digest = digest_of(admitted.data)
        workbook = assemble(raw_of(admitted, path))
        computed = compute(workbook)
    except ToolkitError as error:
        return UnitData(path.name, digest, failed=True, frames=pack_frames(()), packed=pack((), (), error.problems))
    info = {entry.key: entry.text for entry in workbook.info}
    doubtful = frozenset(problem.place for problem in computed.problems if problem.code == _SCALE)
    parts = [_sheet(appendix, doubtful) for appendix in computed.appendices]
    if workbook.figures:
        parts.append(_figures(workbook.figures))
    entries = [(entry.key, entry.label, entry.text) for entry in workbook.info]
    return UnitData(
        path.name, digest, clean(info.get("co_quan", "")), _code(info), _day(info.get("ngay", "")), _saved(admitted),
        frames=pack_frames([frame for frame, _ in parts]),
        packed=pack([filled for _, filled in parts], entries, computed.problems),
    )  # fmt: skip


def _code(info: Mapping[str, str]) -> str:
    return next((clean(info[key]) for key in _CODES if info.get(key)), "")


def _day(text: str) -> str:
    found = read_day(text)
    return f"{found[2]:04d}-{found[1]:02d}-{found[0]:02d}" if found else ""


def _saved(admitted: Admitted) -> str:
    """When the workbook was last saved by its own properties; empty where it does not say."""
    parts, name = admitted.parts, "docProps/core.xml"
    core = parts.read(name) if parts is not None and name in parts.names else b""
    found = re.search(rb"<dcterms:modified[^>]*>([0-9T:Z.+-]+)<", core)
    return found[1].decode() if found else ""


def _sheet(computed: ComputedAppendix, doubtful: Set[Place | None]) -> tuple[Frame, Filled]:
    """A sheet's frame and figures; those in `doubtful` cells are as good as damaged."""
    appendix = computed.appendix
    seen: Counter[tuple[tuple[str, ...], str]] = Counter()
    periods = _told_apart(appendix.periods)
    numbers = [column.number for column in appendix.columns if column.role == "period"]
    slots = [*zip(periods, numbers, strict=True)]
    slots += [(role, column.number) for role in _SLOTS if (column := appendix.column(role)) is not None]
    order = {name: index for index, (name, _) in enumerate(slots)}
    ids, rows = [], []
    for row in computed.rows:
        same = (tuple(map(slug, (*row.row.path, row.row.label))), slug(row.row.key))
        ids.append(_identity(row, seen[same]))
        seen[same] += 1
        source = row.row
        figures = [*zip(periods, source.values, strict=False), (TARGET, source.target.figure), (ACTUAL, source.actual),
                   (PRIOR, source.prior)]  # fmt: skip
        rows.append(UnitRow(source.place.row, tuple(_values(figures, order, doubtful)), source.note))
    headings = tuple((role, _heading(appendix, role)) for role in _ROLES if appendix.column(role) is not None)
    label = appendix.column("label")
    counted = appendix.counted
    apart = () if counted is None else tuple(name for at, name in enumerate(periods) if at not in counted)
    frame = Frame(appendix.sheet, periods, tuple(slots), tuple(ids), headings, appendix.growth,
                  label=1 if label is None else label.number, apart=apart)  # fmt: skip
    return frame, Filled(tuple(rows), appendix.title, appendix.footer)


def _heading(appendix: Appendix, role: str) -> str:
    """A column's heading; of a comparison that needs the one above it to be understood ("KH năm") the usual one."""
    heading = appendix.heading(role)
    compares = role in (PERCENT.name, PRIOR_PERCENT.name)
    return ROLE[role].heading if compares and role_by_words(heading) != role else heading


def _told_apart(periods: Iterable[str]) -> tuple[str, ...]:
    """The names of the periods, those that occur twice numbered, none of them a slot of another column."""
    seen: Counter[str] = Counter((TARGET, ACTUAL, PRIOR))
    names = []
    for period in periods:
        seen[period] += 1
        names.append(period if seen[period] == 1 else f"{period} ({seen[period]})")
    return tuple(names)


def _identity(computed: Indicator | Group, nth: int) -> RowId:
    row = computed.row
    rule = computed.rule.value if isinstance(computed, Indicator) and computed.rule is not None else ""
    return RowId(
        (*map(clean, row.path), clean(row.label)), row.key, row.unit, nth, isinstance(computed, Group),
        row.kind is Kind.SECTION, row.is_intensive, row.stt, row.bullet, row.level, row.part, row.bold, rule, row.rule_text,
        row.target.direction or "", row.target.strict, row.direction_text, row.merge_text,
    )  # fmt: skip


def _values(
    figures: Iterable[tuple[str, Figure]], order: Mapping[str, int], doubtful: Set[Place | None] = frozenset()
) -> Iterable[Value]:
    for slot, figure in figures:
        if figure.cell is None or figure.state is State.BLANK:
            continue
        damaged = figure.state is State.DAMAGED
        if figure.value is not None and figure.cell in doubtful:
            yield Value(order[slot], None, show(figure.value, 6), damaged=True)
        elif damaged or figure.value is None or figure.upper is not None:
            yield Value(order[slot], None, clean(figure.text) or "?", damaged)
        else:
            yield Value(order[slot], figure.value)


def _figures(entries: Iterable[FigureEntry]) -> tuple[Frame, Filled]:
    columns: dict[str, int] = {}
    order = {ACTUAL: 0, PRIOR: 1}
    sheet = ""
    ids, rows = [], []
    for entry in entries:
        at = entry.figure.cell or entry.place or Cell("", 1, 1)
        sheet = sheet or at.sheet
        columns.setdefault(ACTUAL, at.column)
        if entry.prior.cell is not None:
            columns[PRIOR] = entry.prior.cell.column
        figures: tuple[tuple[str, Figure], ...] = ((ACTUAL, entry.figure), (PRIOR, entry.prior))
        values = list(_values(figures[1:] if _is_text(entry.figure) else figures, order))
        if _is_text(entry.figure):
            values.insert(0, Value(0, None, entry.figure.text))
        rate = is_percent(entry.unit) or entry.figure.percent
        ids.append(RowId((clean(entry.label),), entry.key, entry.unit, rate=rate))
        rows.append(UnitRow(at.row, tuple(values)))
    slots = tuple((name, columns.get(name, 0)) for name in order)
    return Frame(sheet, (), slots, tuple(ids), figures=True), Filled(tuple(rows))


def _is_text(figure: Figure) -> bool:
    """True for a line of `Số liệu` that holds words and no figure."""
    text = clean(figure.text)
    return figure.value is None and bool(text) and not text.startswith(("#", "="))
