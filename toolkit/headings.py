"""What stands around an appendix's figures wherever it is shown: its columns, the lines above and below, the indents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolkit.columns import ROLE
from toolkit.hints import Final
from toolkit.model import Appendix, Column, ComputedAppendix, Indicator, Kind, Row
from toolkit.patterns import seldom, worded
from toolkit.phrases.words import long_date, read_day
from toolkit.profiles import Profile, profiles
from toolkit.records import NamedTuple
from toolkit.text import clean, fold

STEERING: Final = ("key", "rule", "direction", "merge")
"""The roles of columns that steer the computing and are not shown in a report."""

_ALIGN: Final = {"stt": "center", "label": "left", "unit": "center", "note": "center"}
_LETTER = re.compile(r"[^\W\d_]|%")
_NAME = re.compile(r"^(phu luc\b|(mau )?bieu( mau)?( so)?:? *[\divx]+\b|mau so\b)")
_UNIT_LINE = worded(r"^\(?\s*(don vi tinh|dvt|don vi)\s*:", "don vi", "dvt")
_ATTACHED = worded(r"^\(?\s*(ban hanh )?kem theo\b", "kem theo")
_NOTE = seldom(r"^(ghi chu|nguon|chu thich|\(?\*+\)?|\(\d+\)|\[\d+\])")
_NOTE_GOES_ON = seldom(r"^([-+•*]|\(?\d+[).])")
_HEAD = worded(r"^\*+$|^so:?\s*[\d.…]*\s*[-/]|ngay\s*[\d.…]*\s*thang\s*[\d.…]*\s*nam\s*[\d.…]*$", "*", "so", "ngay")


class ShownColumn(NamedTuple):
    """One column of the table. `period` is the index of a period and `name` its name; `growth` asks for tăng/giảm."""

    role: str
    heading: str
    over: str = ""
    period: int = 0
    name: str = ""
    growth: bool = False

    @property
    def align(self) -> str:
        """How its figures stand: numbers to the right, STT and unit in the middle."""
        return _ALIGN.get(self.role, "right")


def shown_columns(appendix: ComputedAppendix) -> tuple[ShownColumn, ...]:
    """The columns in the workbook's order and with its headings, without those that only steer the computing.

    Thực hiện, % so với chỉ tiêu and ghi chú are added where the workbook has no such column but they were computed, and
    đơn vị tính where only the cells of the figures say it ("81.326 tỷ").
    """
    source = appendix.appendix
    shown = [_shown(source, column, index) for column, index in _numbered(source.columns)]
    if not shown:
        shown = [ShownColumn("stt", ROLE["stt"].heading), ShownColumn("label", ROLE["label"].heading)]
        shown += [ShownColumn("period", name, "", index, name) for index, name in enumerate(source.periods)]
    _give_periods_a_heading(shown)
    for role, after in (("actual", ("period", "target", "unit", "label")), ("percent", ("actual",))):
        if _computed(appendix, role) and role not in {column.role for column in shown}:
            if role == "actual" and len(source.periods) < 2:
                continue
            _insert(shown, ShownColumn(role, ROLE[role].heading), after)
    if "unit" not in {column.role for column in shown} and any(map(_says_its_unit, appendix.indicators)):
        _insert(shown, ShownColumn("unit", ROLE["unit"].heading), ("label",))
    if "note" not in {column.role for column in shown} and _computed(appendix, "note"):
        shown.append(ShownColumn("note", ROLE["note"].heading))
    return tuple(shown)


def _numbered(columns: Sequence[Column]) -> list[tuple[Column, int]]:
    """The columns to show, each period with its index among the periods."""
    found, period = [], 0
    for column in columns:
        if column.role not in STEERING and column.role in ROLE:
            found.append((column, period))
        period += column.role == "period"
    return found


def _shown(source: Appendix, column: Column, index: int) -> ShownColumn:
    heading = column.heading or ROLE[column.role].heading
    if column.role != "period":
        return ShownColumn(column.role, heading, column.over, growth=source.growth and column.role == "prior_percent")
    name = source.periods[index] if index < len(source.periods) else heading
    return ShownColumn("period", heading if column.heading else name, column.over, index, name)


def _give_periods_a_heading(shown: list[ShownColumn]) -> None:
    """Several periods side by side under no heading get the usual one."""
    periods = [index for index, column in enumerate(shown) if column.role == "period"]
    together = len(periods) > 1 and periods[-1] - periods[0] == len(periods) - 1
    if together and not any(column.over for column in shown):
        for index in periods:
            column = shown[index]
            shown[index] = ShownColumn("period", column.heading, ROLE["period"].heading, column.period, column.name)


def _computed(appendix: ComputedAppendix, role: str) -> bool:
    """True when at least one row has something to show in a column the workbook does not have."""
    attribute = {"actual": "actual", "percent": "percent", "note": "judgement"}[role]
    return any(getattr(row, attribute) is not None for row in appendix.indicators)


def _says_its_unit(indicator: Indicator) -> bool:
    """True for a row whose unit stands in the cells of its figures and not in its label."""
    row = indicator.row
    figures = (row.target.figure, *row.values, row.actual)
    return (
        bool(row.unit)
        and fold(row.unit) not in fold(row.label)
        and any(figure.percent or _LETTER.search(figure.text) for figure in figures if figure.value is not None)
    )


def _insert(shown: list[ShownColumn], column: ShownColumn, after: Sequence[str]) -> None:
    """Put a column behind the last one of the first role in `after` that is there."""
    for role in after:
        places = [index for index, other in enumerate(shown) if other.role == role]
        if places:
            shown.insert(places[-1] + 1, column)
            return
    shown.append(column)


class TitleLines(NamedTuple):
    """The lines above a grid sorted: its name ("PHỤ LỤC"), its title, the line that it is attached, the unit line."""

    name: str
    title: tuple[str, ...]
    attached: str = ""
    unit: str = ""


def title_lines(
    appendix: ComputedAppendix, profile: Profile, info: Mapping[str, str], index: int = 1, count: int = 1
) -> TitleLines:
    """The lines above a grid sorted; the heads of the sheet are left out, the report has its own.

    Where the sheet gives the appendix no name, it is called as the rule set calls the one of `count`.
    """
    issuers = {fold(info.get(key, "")) for key in ("co_quan", "co_quan_cap_tren")} - {""}
    heads = {fold(line) for known in profiles() for line in known.head_lines}
    name, attached, unit = "", "", ""
    title: list[str] = []
    for text in map(clean, appendix.appendix.title):
        folded = fold(text)
        if not text or folded in issuers or _HEAD.search(folded) or any(head in folded for head in heads):
            continue
        if not name and not title and _NAME.match(folded):
            name = text
        elif _ATTACHED.match(folded):
            attached = text
        elif _UNIT_LINE.match(folded):
            unit = text
        else:
            title.append(text)
    return TitleLines(name or profile.appendix_name(index, count), tuple(title), attached, unit)


def attached_line(appendix: ComputedAppendix, profile: Profile, info: Mapping[str, str]) -> str:
    """The line "(Kèm theo Báo cáo số … ngày …)" for an appendix that has none; "" where number or day are unknown."""
    if title_lines(appendix, profile, info).attached:
        return ""
    number, join, symbol = profile.number(info.get("so", ""), info.get("ky_hieu", ""))
    day = read_day(info.get("ngay", ""))
    if not number or day is None:
        return ""
    return f"(Kèm theo {document_kind(info)} số {number}{join + symbol if symbol else ''} {long_date(*day)})"


def document_kind(info: Mapping[str, str]) -> str:
    """The document's kind as it stands inside a sentence: "Báo cáo"."""
    kind = clean(info.get("ten_loai", "")) or "Báo cáo"
    return f"{kind[:1].upper()}{kind[1:].lower()}"


def notes(appendix: ComputedAppendix) -> tuple[str, ...]:
    """The notes below a grid; signatures and whatever else stands there are not part of the appendix."""
    kept: list[str] = []
    inside = False
    for text in map(clean, appendix.appendix.footer):
        folded = fold(text)
        inside = bool(_NOTE.match(folded)) or (inside and bool(_NOTE_GOES_ON.match(folded)))
        if inside:
            kept.append(text)
    return tuple(kept)


def indent_of(row: Row) -> int:
    """How many steps a label moves in: none for sections and their own rows, one for each level below."""
    if row.kind is Kind.SECTION:
        return 0
    top = 1 if row.section else 0
    steps = max(0, row.level - top)
    return min(4, max(steps, {"-": 1, "+": 2}.get(row.bullet, 0)))
