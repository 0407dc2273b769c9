"""Finding a grid's header: one to three rows, merged or not, in other words than ours, and what each column is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from toolkit.columns import LABEL, TARGET
from toolkit.excel.cells import Content, RawSheet
from toolkit.excel.evidence import settle_by_evidence
from toolkit.excel.measured import figures_of
from toolkit.excel.roles import (
    PASSED_OVER,
    exact_role,
    is_growth,
    names_period,
    names_target,
    numbers_columns,
    role_by_words,
    role_of,
)
from toolkit.excel.settle import STAND_INS, settle_actual, settle_comparisons, settle_label, settle_percent
from toolkit.excel.sheet_texts import Texts
from toolkit.excel.spans import (
    is_partial,
    is_running,
    settle_last_year,
    settle_stock,
    take_spanning,
    without_subtotals,
    years_in,
)
from toolkit.excel.years import is_year, roles_by_blocks, settle_prior, settle_target
from toolkit.hints import Final
from toolkit.model import Column
from toolkit.numbers import Doubt, read
from toolkit.places import Sheet
from toolkit.problems import ToolkitError
from toolkit.records import NamedTuple, record, replace
from toolkit.text import clean, fold, has_digit

_MOST_HEADER_ROWS: Final = 3
_LONGEST_HEADING: Final = 200
_LONGEST_FIGURE: Final = 40
# Rows that look like a header and are none are few.
_MOST_TRIES: Final = 200
_FEW_HEADINGS: Final = 2  # of figures, beside one of words
_MOST_COLUMNS: Final = 500
_COMPARISONS: Final = frozenset({"percent", "prior_percent", PASSED_OVER})
_VALUES: Final = frozenset({"target", "period", "actual", "percent", "prior", "prior_percent"})
_NAMING: Final = ("stt", "label", "unit")  # their headings may reach over several columns
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class LeftOut(NamedTuple):
    """A column of figures that is not read, and the code that says why.

    PL223: a further target beside the one that counts; PL224: no role's; PL227: a period that only adds up others;
    PL229: a target of the year after; PL236: words that no role has a place for; PL237: a period that is read and not added up.
    """

    code: str
    column: Column


@record(frozen=True, slots=True)
class Header:
    """A header found: its first and last row, and its columns in order."""

    top: int
    bottom: int
    columns: tuple[Column, ...]
    growth: bool = False
    spanning: str = ""
    partial: bool = False
    running: bool = False
    apart: frozenset[int] = frozenset()
    left_out: tuple[LeftOut, ...] = ()

    def first(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role == role), None)


def find_header(texts: Texts) -> Header | None:
    """The first header of a sheet; None where none is found."""
    return search_header(texts)[0]


def search_header(texts: Texts) -> tuple[Header | None, int]:
    """The first header of a sheet, None where none is found, and the row at which the search was given up, 0 where it was not.

    It is given up where very many rows look like a header and are none.
    """
    tries = 0
    for row in sorted(texts.rows):
        if len(texts.rows[row]) < 2:
            continue
        cells = [text for text in texts.rows[row].values() if len(text) <= _LONGEST_HEADING]
        if all(text[:1].isdigit() for text in cells) or not _may_head(cells):
            continue
        header = header_at(texts, row)
        if header is not None:
            return header, 0
        tries += 1
        if tries > _MOST_TRIES:
            return None, row
    return None, 0


def _may_head(cells: list[str]) -> bool:
    """True for a row with a heading of the names, or with one that may be and another that surely is a heading."""
    if any(role_of(text) == LABEL.name or fold(text) in LABEL.phrases for text in cells):
        return any(exact_role(text) or names_period(text) for text in cells) or len(cells) > 1
    if any(map(is_number, cells)):
        return False
    doubtful = any(names_target(text) or fold(text) in STAND_INS for text in cells)
    if doubtful and any(map(exact_role, cells)):
        return True
    return len(cells) > _FEW_HEADINGS and sum(names_period(t) or names_target(t) for t in cells) >= _FEW_HEADINGS


def header_at(texts: Texts, row: int) -> Header | None:
    """The header that a row is part of; None where its columns do not make one."""
    top = min((texts.covers[row, c][0] for c in texts.rows[row] if (row, c) in texts.covers), default=row)
    above = texts.rows.get(top - 1, {})
    label = min(texts.rows[row])
    spans = [texts.covers.get((top - 1, c)) for c in above]
    if above and all(c > label for c in above) and any(area and area[3] > area[1] for area in spans):
        top -= 1
    bottom = _bottom(texts, top, row)
    columns = _columns(texts, top, bottom)
    header = _with_roles(texts, columns, top, bottom)
    has_label = any(column.role == LABEL.name for column in header.columns)
    values = [c for c in header.columns if c.role in ("target", "period", "actual", "prior", "percent")]
    return header if has_label and values else None


def _bottom(texts: Texts, top: int, row: int) -> int:
    """The last header row: what is merged downwards, and a row of sub-headings under a heading that spans columns."""
    reach = [texts.covers[at][2] for r in (top, row) for c in texts.rows.get(r, {}) if (at := (r, c)) in texts.covers]
    bottom = min(max([row, *reach]), top + _MOST_HEADER_ROWS - 1)
    if bottom > row:
        return bottom
    cells = texts.rows[row]
    label = [c for c, text in cells.items() if role_of(text) == LABEL.name]
    label = label or [c for c, text in sorted(cells.items()) if names_target(text) or fold(text) in STAND_INS][:1]
    while bottom < top + _MOST_HEADER_ROWS - 1 and _heads_below(texts.rows.get(bottom + 1, {}), label):
        bottom += 1
    return bottom


def _heads_below(cells: dict[int, str], label: list[int]) -> bool:
    """True for a row of further headings: to the right of the names, and none of them a figure."""
    if not cells or any(column in cells for column in label) or min(cells) <= min(label, default=0):
        return False
    return all(names_period(text) or not is_number(text) for text in cells.values())


def is_number(text: str) -> bool:
    """True for a text of digits alone that names no year."""
    return re.fullmatch(r"[.,%\s\-]*\d[\d.,%\s\-]*", text) is not None and not _YEAR.fullmatch(text)


def _columns(texts: Texts, top: int, bottom: int) -> list[Column]:
    numbers = sorted(
        {c for r in range(top, bottom + 1) for c in texts.rows.get(r, {})}
        | {c for r in range(top, bottom + 1) for c in texts.covered.get(r, ()) if texts.at(r, c)}
    )
    if len(numbers) > _MOST_COLUMNS:
        raise ToolkitError("PL120", Sheet(texts.sheet.name), file=texts.sheet.name, what=f"{len(numbers):,} columns")
    columns = []
    over: dict[int, str] = {}  # row -> the last heading that may reach over the columns to its right
    for number in numbers:
        lines: list[str] = []
        for row in range(top, bottom + 1):
            text = texts.at(row, number)
            if text:
                over[row] = "" if (row, number) in texts.covers else text
            elif over.get(row) and any(texts.at(below, number) for below in range(row + 1, bottom + 1)):
                text = over[row]
            if text and text not in lines:
                lines.append(text)
        if lines:
            columns.append(Column("", number, lines[-1], " ".join(lines[:-1]), texts.sheet.widths.get(number)))
    return columns


def _with_roles(texts: Texts, columns: list[Column], top: int, bottom: int) -> Header:
    """Give every column its role, each but the period at most once."""
    sheet = texts.sheet
    taken: dict[str, Column] = {}
    found: list[Column] = []
    targets: list[Column] = []
    rest: list[Column] = []
    below = (bottom + 1, bottom + 2)
    numbered = {row for row in below if numbers_columns(list(texts.rows.get(row, {}).values()))}
    rows = [row for row in range(bottom + 1, min(bottom + 200, max(texts.last_row, bottom)) + 1) if row not in numbered]
    texty = {column.number: _mostly_text(sheet, column.number, rows) for column in columns}
    held = {column.number for column in columns if any((row, column.number) in sheet.cells for row in rows)}
    blank = all(texty[number] for number in held)  # a form that is still to be filled
    named = {column.number for column in columns if _surely_names(column.heading)}
    roles = {
        c.number: role_by_words(c.heading, c.over, texty=texty[c.number], other_label=bool(named - {c.number}))
        for c in columns
    }
    said = roles
    roles = settle_comparisons(columns, roles)
    roles |= roles_by_blocks([replace(column, role=roles[column.number]) for column in columns])
    for column in columns:
        role = roles[column.number]
        if role == TARGET.name and role in taken:
            targets.append(replace(column, role=role))
            continue
        if role == PASSED_OVER or (role in ("percent", "prior_percent") and role in taken):
            rest.append(replace(column, role=role))
            continue
        if role and role != "period" and role in taken:
            share = role == "actual" and "%" in column.heading and "percent" not in taken
            role = "percent" if share else "period" if role in ("actual", "prior") else ""
        if not role and not texty[column.number] and LABEL.name in taken and (blank or column.number in held):
            role = "period"
        if role:
            made = replace(column, role=role)
            taken.setdefault(role, made)
            found.append(made)
    found, ignored, later = settle_target(settle_label(found, columns, texty), targets)
    found = settle_percent(settle_actual(settle_stock(settle_prior(found, annual=bool(later)))))
    rest = sorted([*rest, *(column for column in found if column.role == PASSED_OVER)], key=lambda c: c.number)
    found = [column for column in found if column.role != PASSED_OVER]
    this_year = {year for c in found if c.role == TARGET.name for year in years_in(f"{c.over} {c.heading}")}
    spanned, spanning = take_spanning(_named_periods(settle_last_year(found, this_year)), this_year)
    earlier = (c for c in rest if c.role == PASSED_OVER and said[c.number] not in _COMPARISONS)
    again = (c for c in rest if c.role == "prior_percent")
    spare = [column for column in (*earlier, *again, *ignored) if not texty[column.number]]
    valued = [column for column in (*spanned, *spare) if column.role in (*_VALUES, PASSED_OVER)]
    figures = figures_of(sheet, valued, rows)
    settled = settle_by_evidence(spanned, figures, spare)
    taken_up = {column.number for column in settled.columns}
    further = [c for c in settled.columns if c.role == PASSED_OVER]
    ignored = (
        *(c for c in ignored if c.number not in taken_up),
        *(c for c in further if said[c.number] == TARGET.name),
    )
    rest = [c for c in (*rest, *further) if c.number not in taken_up or (c in further and c not in ignored)]
    rest.sort(key=lambda column: column.number)
    kept = [column for column in settled.columns if column.role != PASSED_OVER]
    columns_left, subtotals = without_subtotals(kept, settled.apart)
    counted = [column for column in columns_left if column.number not in settled.apart]
    apart = (column for column in columns_left if column.number in settled.apart and figures.get(column.number))
    passed = (column for column in rest if not texty[column.number])
    read_or_told = {column.number for column in (*columns_left, *rest, *ignored, *later, *subtotals)}
    names = {column.heading for column in columns_left if column.role in _NAMING}
    words = (c for c in columns if c.number in held and c.number not in read_or_told and c.heading not in names)
    growth = settled.growth or any(c.role == "prior_percent" and is_growth(f"{c.over} {c.heading}") for c in kept)
    reasons = (
        ("PL223", ignored),
        ("PL229", later),
        ("PL224", passed),
        ("PL227", subtotals),
        ("PL236", words),
        ("PL237", apart),
    )
    return Header(
        top, bottom, columns_left, growth, spanning, is_partial(counted), is_running(counted), settled.apart,
        tuple(LeftOut(code, column) for code, left in reasons for column in left),
    )  # fmt: skip


def _surely_names(heading: str) -> bool:
    return exact_role(heading) == LABEL.name and fold(heading) not in TARGET.phrases


def _mostly_text(sheet: RawSheet, column: int, rows: Iterable[int]) -> bool:
    """True when a column holds more words than numbers in some rows.

    Words with a number in them, such as that of a decision, are words, and so are dates.
    """
    words = numbers = 0
    for row in rows:
        cell = sheet.cells.get((row, column))
        if cell is None:
            continue
        if cell.content is Content.NUMBER:
            numbers += 1
        elif cell.content is Content.TEXT and clean(cell.text):
            counted = _holds_a_number(cell.text)
            words += not counted or bool(re.search(r"[^\W\d]{2}", cell.text))
            numbers += counted
        elif cell.content is Content.DATE:
            words += 1
    return words > numbers


def _holds_a_number(text: str) -> bool:
    """True for a text that is a figure, perhaps with words beside it; a name with a number in it is none."""
    if len(text) > _LONGEST_FIGURE or not has_digit(text):
        return False
    return read(text).doubt is not Doubt.NOT_A_NUMBER


def _named_periods(columns: list[Column]) -> list[Column]:
    """Period names told apart: two of one heading take the heading above, then a number."""
    told = Counter(column.heading for column in columns if column.role == "period")
    seen: dict[str, int] = {}
    made = []
    for column in columns:
        if column.role == "period":
            name = column.heading
            if column.over and (told[name] > 1 or (is_year(name) and names_period(column.over))):
                name = f"{column.over} {name}"
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name = f"{name} ({seen[name]})"
            column = replace(column, heading=name)
        made.append(column)
    return made
