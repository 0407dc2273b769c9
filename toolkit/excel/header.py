"""Finding a grid's header: one to three rows, merged or not, in other words than ours, and what each column is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from toolkit.columns import ACTUAL, LABEL, ROLES, TARGET
from toolkit.excel.cells import Content, RawCell, RawSheet
from toolkit.model import Column
from toolkit.text import clean, fold

_MOST_HEADER_ROWS: Final = 3
_ALIKE: Final = 84
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_PERIOD = re.compile(
    r"\b(?:19|20)\d{2}\b|\bquy\s*(?:[ivx]+|\d)\b|\bthang\s*\d{1,2}\b|\b\d{1,2}\s*thang\b|\bq[1-4]\b|\bt\d{1,2}\b|\btuan\s*\d+"
    r"|\b(?:ky|dot|dip|nam thu|hoc ky)\s*(?:[ivx]+|\d+)\b|\bca nam\b|\bluy ke\b|\bdau nam\b|\bcuoi nam\b|\bnam\s*\d"
)
_SPANNING = re.compile(
    r"\b(?:ca nam|luy ke|tong|tong cong|cong|ca nhiem ky|nhiem ky|toan nhiem ky|\d{1,2} thang|quy)\b"
)
_PRIOR = re.compile(r"\bcung ky\b|\bnam truoc\b|\bky truoc\b")
_ACTUAL_LEAD = re.compile(r"^(?:uoc )?(?:thuc hien|ket qua)\b|^uoc dat\b|^th\b")
_TARGET_LEAD = re.compile(r"^(?:chi tieu|ke hoach|muc tieu|du toan|kh)\b")
_PERCENT = re.compile(r"%|\bty le\b|\bti le\b|\bphan tram\b|\bth ?/ ?kh\b")
_GROWTH = re.compile(r"\btang\b|\bgiam\b|\btang truong\b")


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: its first and last row, and its columns in order."""

    top: int
    bottom: int
    columns: tuple[Column, ...]
    growth: bool = False
    spanning: str = ""
    ignored: tuple[Column, ...] = ()  # further columns of targets, beside the one that counts

    def first(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role == role), None)


class Texts:
    """A sheet's texts by place, merged areas showing their text in every cell they cover."""

    def __init__(self, sheet: RawSheet) -> None:
        self.sheet = sheet
        self.rows: dict[int, dict[int, str]] = {}
        for (row, column), cell in sheet.cells.items():
            text = shown_text(cell)
            if text:
                self.rows.setdefault(row, {})[column] = text
        self.covers: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for area in sheet.merges:
            if (area[2] - area[0]) * (area[3] - area[1]) <= 20_000:
                self.covers.update(
                    {(r, c): area for r in range(area[0], area[2] + 1) for c in range(area[1], area[3] + 1)}
                )

    def at(self, row: int, column: int) -> str:
        """The text shown at a cell."""
        area = self.covers.get((row, column))
        if area is not None:
            row, column = area[0], area[1]
        return self.rows.get(row, {}).get(column, "")


def shown_text(cell: RawCell) -> str:
    """What a heading cell says: a year typed as a number is a text here."""
    if cell.content is Content.NUMBER and cell.number is not None:
        return format(cell.number, "f") if cell.number == cell.number.to_integral_value() else ""
    return clean(cell.text) if cell.content in (Content.TEXT, Content.DATE) else ""


def find_header(sheet: RawSheet, texts: Texts, start: int = 1) -> Header | None:
    """The first header at or below a row; None where there is none."""
    for row in sorted(texts.rows):
        if row < start:
            continue
        cells = texts.rows[row]
        if len(cells) < 2:
            continue
        known = [exact_role(text) for text in cells.values()]
        if LABEL.name not in known and not any(fold(text) in _LABEL_WORDS for text in cells.values()):
            if not any(known) and not any(_PERIOD.search(fold(text)) for text in cells.values()):
                continue
            if not any(role_of(text) == LABEL.name for text in cells.values()):
                continue
        header = _header_at(sheet, texts, row)
        if header is not None:
            return header
    return None


_LABEL_WORDS = frozenset(LABEL.phrases)


def _header_at(sheet: RawSheet, texts: Texts, row: int) -> Header | None:
    top = min((texts.covers[row, c][0] for c in texts.rows[row] if (row, c) in texts.covers), default=row)
    above = texts.rows.get(top - 1, {})
    label = min(texts.rows[row])
    spans = [texts.covers.get((top - 1, c)) for c in above]
    if above and all(c > label for c in above) and any(area and area[3] > area[1] for area in spans):
        top -= 1
    bottom = _bottom(texts, top, row)
    columns = _columns(sheet, texts, top, bottom)
    header = _with_roles(sheet, columns, top, bottom)
    has_label = any(column.role == LABEL.name for column in header.columns)
    values = [c for c in header.columns if c.role in ("target", "period", "actual", "prior", "percent")]
    return header if has_label and values else None


def _bottom(texts: Texts, top: int, row: int) -> int:
    """The last header row: what is merged downwards, and a row of sub-headings under a heading that spans columns."""
    reach = [texts.covers[at][2] for r in (top, row) for c in texts.rows.get(r, {}) if (at := (r, c)) in texts.covers]
    bottom = min(max([row, *reach]), top + _MOST_HEADER_ROWS - 1)
    if bottom > row:
        return bottom
    label = [c for c, text in texts.rows[row].items() if role_of(text) == LABEL.name]
    below = texts.rows.get(bottom + 1, {})
    if below and not any(c in below for c in label) and all(c > min(label, default=0) for c in below):
        names = [text for text in below.values() if _PERIOD.search(fold(text)) or not _is_number(text)]
        if len(names) == len(below):
            return bottom + 1
    return bottom


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d.,%\s\-]+", text) is not None and not _YEAR.fullmatch(text)


def _columns(sheet: RawSheet, texts: Texts, top: int, bottom: int) -> list[Column]:
    numbers = sorted(
        {c for r in range(top, bottom + 1) for c in texts.rows.get(r, {})}
        | {c for (r, c), area in texts.covers.items() if top <= r <= bottom and texts.at(r, c)}
    )
    columns = []
    for number in numbers:
        lines = list(dict.fromkeys(filter(None, (texts.at(r, number) for r in range(top, bottom + 1)))))
        if lines:
            over = " ".join(lines[:-1])
            columns.append(Column("", number, lines[-1], over, sheet.widths.get(number)))
    return columns


def _with_roles(sheet: RawSheet, columns: list[Column], top: int, bottom: int) -> Header:
    """Give every column its role, each but the period at most once."""
    taken: dict[str, Column] = {}
    found: list[Column] = []
    targets: list[Column] = []
    texty = {column.number: _mostly_text(sheet, column.number, bottom) for column in columns}
    others = [c for c in columns if exact_role(c.heading) == LABEL.name and fold(c.heading) not in TARGET.phrases]
    for column in columns:
        role = _role(column, texty[column.number], bool(others))
        if role == TARGET.name and role in taken:
            targets.append(replace(column, role=role))
            continue
        if role and role != "period" and role in taken:
            role = "period" if role in ("actual", "prior") else ""
        if not role and column.number in texty and not texty[column.number] and LABEL.name in taken:
            role = "period"
        if role:
            made = replace(column, role=role)
            taken.setdefault(role, made)
            found.append(made)
    found, ignored = _settle_target(found, targets)
    found = _settle_actual(_settle_prior(found))
    growth = any(c.role == "prior_percent" and _GROWTH.search(fold(c.heading)) for c in found)
    header = Header(top, bottom, tuple(_named_periods(found)), growth, ignored=tuple(ignored))
    return _take_spanning(header)


def _role(column: Column, texty: bool, other_label: bool) -> str:
    folded, over = fold(column.heading), fold(column.over)
    if folded in TARGET.phrases and folded in LABEL.phrases:  # "Chỉ tiêu" heads the names or the figures
        return LABEL.name if texty and not other_label else TARGET.name
    if _PERCENT.search(folded) and ("/" in folded or not _ACTUAL_LEAD.search(folded.replace("%", ""))):
        return "prior_percent" if _PRIOR.search(folded + " " + over) else "percent"
    if _PRIOR.search(folded):
        return "prior_percent" if re.search(r"\bso\b|tang|giam|%", folded) else "prior"
    known = exact_role(column.heading)
    if known in ("percent", "prior_percent") and not texty:
        return known
    if _PERIOD.search(folded):
        if _TARGET_LEAD.search(folded) or (_TARGET_LEAD.search(over) and not _ACTUAL_LEAD.search(over)):
            return TARGET.name
        return "period"
    if known:
        return known
    if _TARGET_LEAD.search(folded):
        return TARGET.name
    if _ACTUAL_LEAD.search(folded):
        return ACTUAL.name
    alike = role_of(column.heading)
    if alike:
        return alike
    return role_of(column.over) if column.over and not texty and role_of(column.over) in ("target",) else ""


def exact_role(heading: str) -> str:
    """The role a heading names in so many words; "" for none."""
    return _EXACT.get(fold(heading).strip(" .:()*"), "")


@lru_cache(maxsize=4096)
def role_of(heading: str) -> str:
    """The role a heading names by its words, typing slips forgiven; "" for none."""
    folded = fold(heading).strip(" .:()*")
    if not folded or len(folded) > 60:
        return ""
    if folded in _EXACT:
        return _EXACT[folded]
    if len(folded) < 4:
        return ""
    from rapidfuzz import fuzz, process

    best = process.extractOne(folded, _EXACT.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return _EXACT[best[0]] if best else ""


_EXACT: Mapping[str, str] = {phrase: role.name for role in reversed(ROLES) for phrase in role.phrases}


def _mostly_text(sheet: RawSheet, column: int, bottom: int) -> bool:
    """True when a column holds more words than numbers."""
    words = numbers = 0
    for (row, c), cell in sheet.cells.items():
        if c == column and bottom < row <= bottom + 200:
            if cell.content is Content.NUMBER:
                numbers += 1
            elif cell.content is Content.TEXT and clean(cell.text):
                words += bool(re.search(r"[^\W\d]{2}", cell.text))
                numbers += bool(re.match(r"\s*[<>≥≤=]*\s*\d", cell.text))
    return words > numbers


def _settle_target(found: list[Column], others: list[Column]) -> tuple[list[Column], list[Column]]:
    """Of several targets the one the percentage names counts, else the last before the figures; and the rest."""
    if not others:
        return found, []
    first = next(column for column in found if column.role == TARGET.name)
    percent = next((column for column in found if column.role == "percent"), None)
    named = set(fold(percent.heading).split()) if percent else set()
    every = [first, *others]
    chosen = max(every, key=lambda column: (len(named & set(fold(column.heading).split())), column.number))
    kept = sorted([*(c for c in found if c is not first), chosen], key=lambda column: column.number)
    return kept, [column for column in every if column is not chosen]


def _settle_prior(columns: list[Column]) -> list[Column]:
    """Beside a comparison with last year, two columns of one period in two years are last year's and this year's figure."""
    roles = {column.role for column in columns}
    periods = [column for column in columns if column.role == "period"]
    if "prior_percent" not in roles or roles & {ACTUAL.name, "prior"} or len(periods) != 2:
        return columns
    years = [_YEAR.search(fold(column.heading)) for column in periods]
    names = [_YEAR.sub("", fold(column.heading)) for column in periods]
    if years[0] is None or years[1] is None or names[0] != names[1] or int(years[1][0]) - int(years[0][0]) != 1:
        return columns
    made = {periods[0].number: "prior", periods[1].number: ACTUAL.name}
    return [replace(column, role=made.get(column.number, column.role)) for column in columns]


def _settle_actual(columns: list[Column]) -> list[Column]:
    """A lone "Thực hiện quý I/2024" is thực hiện itself and not one period of several."""
    if any(column.role == ACTUAL.name for column in columns):
        return columns
    periods = [column for column in columns if column.role == "period"]
    led = [column for column in periods if _ACTUAL_LEAD.search(fold(column.heading))]
    if len(periods) == 1 and led:
        return [replace(column, role=ACTUAL.name) if column is led[0] else column for column in columns]
    return columns


def _named_periods(columns: list[Column]) -> list[Column]:
    """Period names told apart: two of one heading take the heading above, then a number."""
    seen: dict[str, int] = {}
    made = []
    for column in columns:
        if column.role == "period":
            name = column.heading
            if name in seen and column.over:
                name = f"{column.over} {name}"
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name = f"{name} ({seen[name]})"
            column = replace(column, heading=name)
        made.append(column)
    return made


def _take_spanning(header: Header) -> Header:
    """Where no column is thực hiện, a period that spans all others is."""
    if header.first(ACTUAL.name) is not None:
        return header
    periods = [column for column in header.columns if column.role == "period"]
    if len(periods) < 2:
        return header
    for column in reversed(periods):
        others = [other for other in periods if other is not column]
        if _spans(fold(column.heading), [fold(other.heading) for other in others]):
            columns = tuple(replace(c, role=ACTUAL.name) if c is column else c for c in header.columns)
            return replace(header, columns=columns, spanning=column.heading)
    return header


def _months(name: str) -> float:
    """How many months a period of a year lasts; 0 where its name does not say."""
    match = re.search(r"\b(\d{1,2}) thang\b", name)
    if match:
        return float(match[1])
    if re.search(r"\bthang\b|\bt\d", name):
        return 1
    if re.search(r"\bquy\b|\bq\d", name):
        return 3
    if re.search(r"\bca nam\b|\bluy ke\b|\btong\b|\bcong\b|nhiem ky", name):
        return 12
    return 0


def _spans(name: str, others: list[str]) -> bool:
    """True for a period that begins with the others' first and ends with their last."""
    if not _SPANNING.search(name):
        return False
    size, parts = _months(name), [_months(other) for other in others]
    if re.search(r"\bca nam\b|\bluy ke\b|\btong\b|\bcong\b|nhiem ky", name):
        return not any(re.search(r"\bca nam\b|\bluy ke\b|\btong\b|\bcong\b", other) for other in others)
    if not all(parts) or len(set(parts)) > 2:
        return False
    years = {found[0] for other in (name, *others) if (found := _YEAR.search(other))}
    return size > max(parts) and sum(parts) <= size and len(years) <= 1
