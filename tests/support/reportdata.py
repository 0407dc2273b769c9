"""A small computed workbook in one text table, for tests of facts, expressions and phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.keys import row_keys
from toolkit.model import (
    Appendix,
    Computed,
    ComputedAppendix,
    Figure,
    FigureEntry,
    Group,
    Indicator,
    InfoEntry,
    Judgement,
    Kind,
    Row,
    Rule,
    State,
    Target,
    Workbook,
)
from toolkit.numbers import read
from toolkit.places import Cell

PERIODS = ("2021", "6 tháng 2022")
ROLES = ("stt", "label", "unit", "target", "period", "period", "actual", "prior", "note")


def number(text: str, cell: Cell) -> Figure:
    """The figure of a cell that says `text`."""
    reading = read(text)
    if reading.blank:
        return Figure(cell=cell)
    state = State.NUMBER if reading.value is not None else State.DAMAGED
    return Figure(reading.value, cell, text, reading.decimals, state, reading.percent, upper=reading.upper)


def appendix(grid: str, sheet: str = "PHỤ LỤC", title: Sequence[str] = ("KẾT QUẢ",)) -> ComputedAppendix:
    """Lines of `key | STT | label | unit | target | 2021 | 6 tháng 2022 | actual | prior | note`.

    The row below another hangs from it when its label is indented deeper. A Roman STT makes a section. Percent and
    judgement follow from the figures; `≤` before a target makes it a ceiling, `<` a strict one.
    """
    lines = [line for line in grid.strip("\n").splitlines() if line.strip()]
    rows: list[Indicator | Group] = []
    depths: list[int] = []
    for at, line in enumerate(lines):
        cells = line.split("|")
        depth = len(cells[2]) - len(cells[2].lstrip())
        depths.append(depth)
        parents = [i for i in range(at) if depths[i] < depth and all(d >= depth for d in depths[i + 1 : at])]
        parent = parents[-1] if parents else None
        rows.append(_row(sheet, at + 5, [cell.strip() for cell in cells], parent, rows))
    source = Appendix(sheet, tuple(row.row for row in rows), PERIODS, title=tuple(title))
    return ComputedAppendix(source, tuple(rows))


def _row(
    sheet: str, line: int, cells: Sequence[str], parent: int | None, above: Sequence[Indicator | Group]
) -> Indicator | Group:
    key, stt, label, unit, target, first, second, actual, prior, note = [*cells, *[""] * 10][:10]
    at = {role: Cell(sheet, line, column) for column, role in enumerate(ROLES, 1) if role != "period"}
    filled = bool(actual or target or first or second)
    roman = bool(stt) and not set(stt) - set("IVX")
    over = None if parent is None else above[parent].row
    wanted = number(target, at["target"])
    bound = read(target).comparator
    direction = bound.rstrip("=") + "=" if bound else None
    row = Row(
        Kind.SECTION if roman else Kind.INDICATOR if filled else Kind.GROUP, Cell(sheet, line, 1), label, stt,
        level=0 if over is None else over.level + 1,
        section="" if over is None else over.label if over.kind is Kind.SECTION else over.section,
        path=() if over is None else (*over.path, over.label), parent=parent, unit=unit,
        target=Target(wanted, direction, bound in ("<", ">")),
        values=(number(first, Cell(sheet, line, 5)), number(second, Cell(sheet, line, 6))),
        actual=number(actual, at["actual"]), prior=number(prior, at["prior"]), note=note, key=key, cells=at,
    )  # fmt: skip
    return _indicator(row, key) if filled else Group(row, key)


def _indicator(row: Row, key: str) -> Indicator:
    actual, target, prior = row.actual.value, row.target.figure.value, row.prior.value
    percent = None if actual is None or not target else actual / target * 100
    return Indicator(
        row, key, Rule.SUM if any(value.value is not None for value in row.values) else Rule.TYPED, "typed", actual,
        percent, actual - target if row.is_rate and actual is not None and target is not None else None, prior,
        None if actual is None or not prior else actual / prior * 100, judge(actual, row.target),
        tuple(value.cell for value in row.values if value.cell and value.value is not None) or (row.cells["actual"],),
    )  # fmt: skip


def judge(actual: Decimal | None, target: Target) -> Judgement | None:
    """The judgement of a plain comparison."""
    goal = target.figure.value
    if actual is None or goal is None:
        return None
    if actual == goal:
        return Judgement.MISSED if target.strict else Judgement.MET
    better = actual < goal if target.direction == "<=" else actual > goal
    return Judgement.EXCEEDED if better else Judgement.MISSED


def figures(text: str) -> tuple[FigureEntry, ...]:
    """`Số liệu` lines of `mã | label | value | unit | prior`."""
    found = []
    for line, row in enumerate(text.strip().splitlines(), 2):
        key, label, value, unit, prior = [*(cell.strip() for cell in row.split("|")), *[""] * 5][:5]
        at = Cell("Số liệu", line, 3)
        found.append(
            FigureEntry(
                key, label, number(value, at), unit, number(prior, Cell("Số liệu", line, 5)), at._replace(column=1)
            )
        )
    return tuple(found)


def info(**lines: str) -> tuple[InfoEntry, ...]:
    """`Thông tin` lines."""
    return tuple(
        InfoEntry(key, key, text, Cell("Thông tin", line, 2)) for line, (key, text) in enumerate(lines.items(), 1)
    )


def computed(
    *appendices: ComputedAppendix, info: tuple[InfoEntry, ...] = (), figures: tuple[FigureEntry, ...] = ()
) -> Computed:
    """A computed workbook, its rows with the keys they have in it."""
    workbook = Workbook("so-lieu.xlsx", tuple(a.appendix for a in appendices), info, figures)
    keyed = tuple(
        replace(made, rows=tuple(replace(row, key=key) for row, key in zip(made.rows, keys, strict=True)))
        for made, keys in zip(appendices, row_keys(workbook), strict=True)
    )
    return Computed(workbook, keyed)


GRID = """
         | I   | Công tác đảng viên          |           |       |     |     |        |        |
kndv     | 1   |  Kết nạp đảng viên          | Đảng viên | 1.200 | 500 | 453 | 953    | 900    |
lop      | 2   |  Bồi dưỡng nghiệp vụ        | lớp       | 5     | 2   | 4   | 6      | 6      | Hằng năm
         | 3   |  Đánh giá chất lượng        |           |       |     |     |        |        |
ht_tot   |     |   Hoàn thành tốt            | %         | 90    | 91  | 92  | 91,5   | 92,7   |
ht       |     |   Hoàn thành                | %         | 98    |     |     | 97,68  |        |
         | II  | Công tác khác               |           |       |     |     |        |        |
ngheo    | 1   |  Tỷ lệ hộ nghèo             | %         | ≤ 3   |     |     | 2      | 2,4    |
ky_luat  | 2   |  Kỷ luật đảng viên          | đảng viên |       | 4   | 6   | 10     | 0      |
khong    | 3   |  Đơn vị, tổ chức mới        | đơn vị    | 0     |     |     | 3      |        |
trong    | 4   |  Chưa báo cáo               | lớp       | 10    |     |     |        |        |
du       | 5   |  Đủ số, đúng hạn            | cuộc      | 12    | 6   | 6   | 12     | 12     |
"""


def sample() -> Computed:
    """A workbook with something of every kind."""
    return computed(
        appendix(GRID),
        info=info(
            co_quan="ĐẢNG ỦY KHỐI", ngay="05/02/2026", noi_nhan="- Như trên;\n- Lưu VP.", ky_bao_cao="Quý I năm 2026"
        ),
        figures=figures(
            """
            von       | Vốn huy động   | 201.465 | tỷ đồng | 180.411
            hoi_nghi  | Hội nghị       | 2       | hội nghị |
            lai_suat  | Lãi suất       | 5,2     | %        | 6
            ghi_nhan  | Ghi nhận       | chưa có |          |
            """
        ),
    )
