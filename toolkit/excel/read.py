"""Reading a workbook: every appendix, `Thông tin`, `Số liệu`, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.excel.cells import RawSheet, RawWorkbook
from toolkit.excel.grid import read_grids
from toolkit.excel.header import find_header
from toolkit.excel.info import FIGURES_SHEET, INFO_SHEET, is_figures, read_figures, read_info
from toolkit.excel.open import Reader, read_raw
from toolkit.excel.room import TableRoom, top_of
from toolkit.excel.sheet_texts import Texts
from toolkit.excel.sheets import SOURCES, is_ours
from toolkit.excel.texts import writable_workbook
from toolkit.hints import Final
from toolkit.model import Appendix, FigureEntry, InfoEntry, Row, Workbook
from toolkit.places import Cell, File, Sheet
from toolkit.problems import Problem, ToolkitError
from toolkit.text import first_words, fold

_UNSEEN: Final = ("PL205", "PL210")


def read_workbook(path: Path, reader: Reader = "fast") -> Workbook:
    """The workbook at a path. Raises a `ToolkitError` when it may not enter, is empty or holds no appendix (PL201, PL202)."""
    return assemble(read_raw(path, reader))


def assemble(raw: RawWorkbook) -> Workbook:
    """The appendices and helper sheets of bare sheets."""
    raw = writable_workbook(raw)
    problems: list[Problem] = list(raw.problems)
    appendices: list[Appendix] = []
    info: list[InfoEntry] = []
    figures: list[FigureEntry] = []
    room = TableRoom()
    ours: list[str] = []
    for sheet in raw.sheets:
        name = fold(sheet.name)
        if sheet.unread:
            problems.append(Problem("PL205", Sheet(sheet.name), {"sheet": sheet.name, "count": sheet.unread}))
        elif sheet.hidden:
            problems.append(Problem("PL203", Sheet(sheet.name), {"sheet": sheet.name}))
        elif not sheet.cells:
            continue
        elif is_ours(sheet.name):
            ours.append(sheet.name)
        elif name == INFO_SHEET or (name.startswith(INFO_SHEET) and find_header(Texts(top_of(sheet))) is None):
            info += read_info(sheet, problems)
        elif name.startswith(FIGURES_SHEET) and is_figures(sheet):
            figures += read_figures(sheet, problems)
        else:
            found = read_grids(sheet, problems, room)
            appendices += found
            problems += [problem for appendix in found for problem in _hidden(sheet, appendix)]
            if not raw.complete:
                problems += [problem for appendix in found for row in appendix.rows for problem in _unformatted(row)]
    if ours:
        problems.append(Problem("PL208", Sheet(ours[0]), {"sheet": ", ".join(ours)}))
    if not appendices and not figures:
        raise ToolkitError.of((*_nothing(raw), *(problem for problem in problems if problem.code in _UNSEEN)))
    origins: Mapping[Cell, tuple[Cell, ...]] = {}
    if any(sheet.name == SOURCES for sheet in raw.sheets):
        from toolkit.excel.lineage import read_origins

        origins = read_origins(raw)
    return Workbook(raw.source, tuple(appendices), tuple(info), tuple(figures), tuple(problems), origins)


def _hidden(sheet: RawSheet, appendix: Appendix) -> list[Problem]:
    rows = sorted({row.place.row for row in appendix.rows} & sheet.hidden_rows)
    columns = sorted({column.number for column in appendix.columns} & sheet.hidden_columns)
    found = []
    if rows:
        found.append(Problem("PL206", Sheet(sheet.name), {"rows": ", ".join(map(str, rows))}))
    if columns:
        names = ", ".join(column.heading for column in appendix.columns if column.number in columns)
        found.append(Problem("PL207", Sheet(sheet.name), {"columns": names}))
    return found


def _unformatted(row: Row) -> list[Problem]:
    """Rates of at most 1 in a workbook whose formats could not be seen: 0,98 may be shown as 98%."""
    figures = [f for f in (*row.values, row.actual, row.target.figure) if f.value is not None]
    if not row.is_rate or any(f.value is None or f.value > 1 for f in figures):
        return []
    numbers = (f for f in figures if f.value is not None and f.value > 0 and f.text == format(f.value, "f"))
    return [Problem("PL220", figure.cell, {"value": figure.value}) for figure in numbers]


def _nothing(raw: RawWorkbook) -> Iterator[Problem]:
    """No appendix anywhere: say what was looked for and which rows came nearest."""
    seen = [sheet for sheet in raw.sheets if not sheet.hidden and sheet.cells]
    unread = [sheet for sheet in raw.sheets if sheet.unread]
    near = []
    for sheet in seen:
        rows = sorted(Texts(top_of(sheet)).rows.items(), key=lambda item: -len(item[1]))[:2]
        near += [
            f"{sheet.name}, dòng {row}: {first_words(' | '.join(cells.values()), 80)}" for row, cells in sorted(rows)
        ]
    if seen:
        yield Problem("PL201", File(raw.source), {"file": raw.source, "near": "; ".join(near[:4]) or "-"})
    elif unread:
        what = f"{unread[0].name}: {unread[0].unread:,} cells"
        yield Problem("PL120", File(raw.source), {"file": raw.source, "what": what})
    else:
        yield Problem("PL202", File(raw.source), {"file": raw.source})
