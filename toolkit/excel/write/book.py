"""Whole workbooks: the formatted appendix, and the standard workbook that other verbs write."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from toolkit.excel.sheets import CHARTS, FIGURES, INFO, PROBLEMS, REST, free_name
from toolkit.excel.write.charts import write_charts
from toolkit.excel.write.grid import GridWriter, Written
from toolkit.excel.write.helpers import close, write_figures, write_info, write_problems, write_rest  # fmt: skip
from toolkit.excel.write.styles import FONT, SIZE, Styles
from toolkit.headings import attached_line
from toolkit.model import Computed, ComputedAppendix
from toolkit.places import Cell
from toolkit.profiles import choose_profile
from toolkit.text import first_words

if TYPE_CHECKING:
    import xlsxwriter

# Above this many rows the cells are written out as they come instead of being held.
_HELD_ROWS: Final = 20_000
_LONGEST_PROPERTY: Final = 250
_NO_DAY: Final = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Dress:
    """How a workbook is dressed: with charts and the list of problems, typed or computed actuals, which steering columns."""

    charts: bool = True
    problems: bool = True
    typed: bool = False
    attached: bool = True
    steering: tuple[str, ...] | None = None


FORMATTED: Final = Dress()
STANDARD: Final = Dress(charts=False, typed=True, attached=False, steering=("key", "rule", "direction"))


def write_book(
    computed: Computed, *, dress: Dress = FORMATTED, day: str = "", rest: Sequence[Sequence[str]] = ()
) -> bytes:
    """The bytes of a workbook that shows every appendix; equal data give equal bytes.

    `day` (yyyy-mm-dd) goes into the document properties. `rest` are texts that found no place, kept on a sheet of
    their own.
    """
    from toolkit.excel.write.workbook import new_book

    stream = io.BytesIO()
    count = sum(len(appendix.rows) for appendix in computed.appendices)
    workbook = new_book(stream, held=count <= _HELD_ROWS)
    workbook.set_calc_mode("auto")
    styles = Styles(workbook)
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(SIZE)
    _describe(workbook, computed, day)
    info = {entry.key: entry.text for entry in computed.workbook.info}
    made: list[tuple[ComputedAppendix, Written]] = []
    beside = {
        CHARTS: dress.charts,
        PROBLEMS: dress.problems,
        REST: rest,
        INFO: info,
        FIGURES: computed.workbook.figures,
    }
    taken = [name for name, wanted in beside.items() if wanted]
    for appendix in computed.appendices:
        taken.append(free_name(appendix.appendix.sheet, taken))
        sheet = workbook.add_worksheet(taken[-1])
        line = attached_line(appendix, choose_profile(computed.workbook), info) if dress.attached else ""
        writer = GridWriter(
            sheet, appendix, styles, typed=dress.typed, steering=dress.steering, problems=computed.problems
        )
        made.append((appendix, writer.write(line)))
    if dress.charts:
        write_charts(workbook, workbook.add_worksheet(CHARTS), made, styles)
    if dress.problems:
        write_problems(workbook.add_worksheet(PROBLEMS), computed.problems, _finder(made), styles)
    if rest:
        write_rest(workbook.add_worksheet(REST), rest, styles)
    if computed.workbook.info:
        write_info(workbook.add_worksheet(INFO), computed.workbook.info, styles)
    if computed.workbook.figures:
        write_figures(workbook.add_worksheet(FIGURES), computed.workbook.figures, styles)
    close(workbook)
    return stream.getvalue()


def _describe(workbook: xlsxwriter.Workbook, computed: Computed, day: str) -> None:
    info = {entry.key: entry.text for entry in computed.workbook.info}
    titles = [line for appendix in computed.appendices for line in appendix.appendix.title]
    said = {"title": " ".join(titles[:3]), "subject": info.get("ky_bao_cao", ""), "company": info.get("co_quan", "")}
    said["author"] = said["company"]
    created = datetime.fromisoformat(day) if day else _NO_DAY
    workbook.set_properties(
        {**{key: first_words(text, _LONGEST_PROPERTY) for key, text in said.items()}, "created": created}
    )


def _finder(
    made: Sequence[tuple[ComputedAppendix, Written]],
) -> Callable[[Cell], tuple[str, int, int] | None]:
    def find(place: Cell) -> tuple[str, int, int] | None:
        for appendix, written in made:  # a sheet may hold several tables
            at = written.cell(place) if appendix.appendix.sheet == place.sheet else None
            if at is not None:
                return (written.sheet, *at)
        return None

    return find
