"""Headers as offices lay them out, right grids throughout: what is thực hiện, what is last year's figure, and no error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from toolkit import reports
from toolkit.model import Computed
from toolkit.numbers import round_half_up
from toolkit.problems import Severity

Number = Decimal | None


class Line:
    """One row of an office's books: monthly figures of several years, the sum of a stretch of them, plans."""

    def __init__(self, label: str, size: int, *, stock: bool = False) -> None:
        self.label = label
        self.size = size
        self.stock = stock

    def month(self, year: int, month: int) -> int:
        """A month's figure: no two months are alike, and none is a round share of another."""
        return self.size + (year - 2019) * (self.size // 11) + (month * month * 7 + year * month * 13 + self.size) % 29

    def sum(self, year: int, first: int = 1, last: int = 12) -> int:
        """What the months of a year come to: all they add up to, or for a stock the last of them."""
        months = [self.month(year, month) for month in range(first, last + 1)]
        return months[-1] if self.stock else sum(months)

    def years(self, first: int, last: int) -> int:
        """What whole years come to."""
        made = [self.sum(year) for year in range(first, last + 1)]
        return made[-1] if self.stock else sum(made)

    def plan(self, year: int) -> int:
        """The target of a year."""
        return self.size * (1 if self.stock else 12) + 7 * (year - 2000)

    def term(self) -> int:
        """The target of a term of five years."""
        return self.plan(2025) * (1 if self.stock else 5)


LINES = (
    Line("Giải quyết hồ sơ", 418),
    Line("Kết nạp hội viên mới", 64),
    Line("Cấp giấy phép xây dựng", 137),
    Line("Mở lớp tập huấn", 23),
    Line("Tiếp công dân", 91),
    Line("Tổng số hội viên (cuối kỳ)", 5310, stock=True),
)
COUNTS = LINES[:-1]

Cell = Callable[[Line], int | float | str | None]


def share(part: Callable[[Line], int], whole: Callable[[Line], int], *, less: int = 0, digits: int = 1) -> Cell:
    """The share of one figure in another in percent, rounded as an office types it; less 100 for growth."""
    return lambda line: float(round_half_up(Decimal(part(line)) / Decimal(whole(line)) * 100 - less, digits))


def total(year: int, first: int = 1, last: int = 12) -> Callable[[Line], int]:
    return lambda line: line.sum(year, first, last)


def plan(year: int) -> Callable[[Line], int]:
    return lambda line: line.plan(year)


def term(line: Line) -> int:
    return line.term()


def months(year: int, first: int, last: int, heading: str = "Tháng {}") -> list[tuple[str, Cell]]:
    return [(heading.format(month), total(year, month, month)) for month in range(first, last + 1)]


def quarters(year: int, last: int = 4, over: str = "") -> list[tuple[str, Cell]]:
    names = ("Quý I", "Quý II", "Quý III", "Quý IV")[:last]
    return [(f"{over}{name}", total(year, 3 * at + 1, 3 * at + 3)) for at, name in enumerate(names)]


def half(year: int) -> Callable[[Line], int]:
    return total(year, 1, 6)


def stage(line: Line) -> int:
    """2021 to the middle of 2023."""
    return line.sum(2023, 1, 6) if line.stock else line.years(2021, 2022) + line.sum(2023, 1, 6)


class Layout:
    """A header with its columns, "above > own", and what the rows come to."""

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, Cell]],
        actual: Callable[[Line], int],
        target: Callable[[Line], int] | None,
        prior: Callable[[Line], int] | None = None,
        lines: Sequence[Line] = LINES,
        first: Sequence[str] = ("STT", "Nội dung", "ĐVT"),
    ) -> None:
        self.name = name
        self.columns = columns
        self.actual = actual
        self.target = target
        self.prior = prior
        self.lines = lines
        self.first = first

    def write(self, path: Path) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "PL"
        sheet["A1"] = "PHỤ LỤC SỐ LIỆU"
        headings = [*self.first, *(heading for heading, _ in self.columns)]
        depth = max(heading.count(" > ") for heading in headings) + 1
        top = 3
        for at, heading in enumerate(headings, 1):
            parts = heading.split(" > ")
            for row, part in enumerate(parts):
                sheet.cell(top + row, at, part)
            if len(parts) < depth:
                sheet.merge_cells(
                    start_row=top + len(parts) - 1, end_row=top + depth - 1, start_column=at, end_column=at
                )
        for row in range(top, top + depth - 1):
            _merge_across(sheet, row, headings, row - top)
        given = {"STT": lambda n, line: n, "TT": lambda n, line: n, "ĐVT": lambda n, line: "Người"}
        for number, line in enumerate(self.lines, 1):
            for at, heading in enumerate(self.first, 1):
                sheet.cell(top + depth - 1 + number, at, given.get(heading, lambda n, line: line.label)(number, line))
            for at, (_, cell) in enumerate(self.columns, len(self.first) + 1):
                sheet.cell(top + depth - 1 + number, at, cell(line))
        book.save(path)
        return path


def _merge_across(sheet: object, row: int, headings: Sequence[str], level: int) -> None:
    """Merge the cells of one heading over several columns."""
    above = [tuple(heading.split(" > ")[: level + 1]) if heading.count(" > ") > level else None for heading in headings]
    start = 0
    for at in range(1, len(above) + 1):
        if at == len(above) or above[at] != above[start] or above[at] is None:
            if at - start > 1:
                for column in range(start + 2, at + 1):
                    sheet.cell(row, column).value = None  # type: ignore[attr-defined]
                sheet.merge_cells(start_row=row, end_row=row, start_column=start + 1, end_column=at)  # type: ignore[attr-defined]
            start = at


LAYOUTS = (
    Layout(
        "half a year beside its months and those of last year",
        [
            ("Chỉ tiêu năm 2024", plan(2024)), ("6 tháng đầu năm 2024", total(2024, 1, 6)),
            *months(2024, 1, 6, "Chia theo tháng > Tháng {}"), ("6 tháng đầu năm 2023", total(2023, 1, 6)),
            ("6 tháng cuối năm 2023", total(2023, 7, 12)), ("Tỷ lệ đạt so với chỉ tiêu năm (%)", share(total(2024, 1, 6), plan(2024))),
        ],
        total(2024, 1, 6), plan(2024), total(2023, 1, 6),
    ),
    Layout(
        "quarters, the year, last year behind the percentage",
        [
            ("Kế hoạch 2024", plan(2024)), *quarters(2024, over="Thực hiện năm 2024 > "), ("Thực hiện năm 2024 > Cả năm", total(2024)),
            ("TH/KH (%)", share(total(2024), plan(2024), digits=2)), ("Thực hiện 2023", total(2023)),
            ("Tăng (+), giảm (-) so năm 2023 (%)", share(total(2024), total(2023), less=100, digits=2)),
        ],
        total(2024), plan(2024), total(2023),
    ),
    Layout(
        "years and half-years, the percentage of one of them",
        [
            ("Mục tiêu NQ đến 2025", plan(2025)), ("Thực hiện > Năm 2020", total(2020)), ("Thực hiện > Năm 2021", total(2021)),
            ("Thực hiện > Năm 2022", total(2022)), ("Thực hiện > 6 tháng 2022", total(2022, 1, 6)),
            ("Thực hiện > 6 tháng 2023", total(2023, 1, 6)), ("Năm 2022 so với mục tiêu NQ (%)", share(total(2022), plan(2025))),
            ("6 tháng 2023 so cùng kỳ (%)", share(total(2023, 1, 6), total(2022, 1, 6))),
        ],
        total(2022), plan(2025),
    ),
    Layout(
        "a total that says which years it adds up",
        [
            ("Chỉ tiêu NQ cả nhiệm kỳ", term), ("2020", total(2020)), ("2021", total(2021)), ("2022", total(2022)),
            ("6T đầu năm 2023", total(2023, 1, 6)), ("Cộng 2021 - 6T/2023", stage), ("Đạt % so NQ", share(stage, term)),
        ],
        stage, term,
    ),
    Layout(
        "two months and nine, the same nine of last year first",
        [
            ("Kế hoạch năm 2024", plan(2024)), ("Thực hiện 9 tháng năm 2023", total(2023, 1, 9)),
            ("Năm 2024 > Thực hiện > Tháng 8", total(2024, 8, 8)), ("Năm 2024 > Ước thực hiện > Tháng 9", total(2024, 9, 9)),
            ("Năm 2024 > Ước thực hiện > 9 tháng", total(2024, 1, 9)),
            ("So sánh (%) > 9T/2024 với > KH năm", share(total(2024, 1, 9), plan(2024))),
            ("So sánh (%) > 9T/2024 với > Cùng kỳ", share(total(2024, 1, 9), total(2023, 1, 9))),
        ],
        total(2024, 1, 9), plan(2024), total(2023, 1, 9),
    ),
    Layout(
        "balances at the ends of months under an unknown heading of names",
        [
            ("KH đến 31/12/2024", plan(2024)), ("Số dư 30/6/2023", total(2023, 6, 6)), ("Số dư 31/12/2023", total(2023, 12, 12)),
            *months(2024, 1, 6, "Số dư cuối tháng năm 2024 > T{}"), ("T6/KH (%)", share(total(2024, 6, 6), plan(2024))),
        ],
        total(2024, 6, 6), plan(2024), total(2023, 6, 6), first=("TT", "Nguồn vốn"),
    ),
    Layout(
        "estimates, last year before the plan, two comparisons",
        [
            ("Thực hiện năm 2023", total(2023)), ("Kế hoạch năm 2024", plan(2024)), ("Ước thực hiện cả năm 2024", total(2024)),
            ("So sánh (%) > ƯTH 2024/KH 2024", share(total(2024), plan(2024))), ("So sánh (%) > ƯTH 2024/TH 2023", share(total(2024), total(2023))),
        ],
        total(2024), plan(2024), total(2023),
    ),
    Layout(
        "half a year and the estimate of the year under one heading, next year's plan",
        [
            ("TH năm 2023", total(2023)), ("Năm 2024 > Kế hoạch", plan(2024)), ("Năm 2024 > TH 6 tháng đầu năm", half(2024)),
            ("Năm 2024 > Ước TH cả năm", total(2024)), ("Ước TH 2024 so KH (%)", share(total(2024), plan(2024))),
            ("Ước TH 2024 so TH 2023 (%)", share(total(2024), total(2023))), ("KH năm 2025", plan(2025)),
        ],
        total(2024), plan(2024), total(2023),
    ),
    Layout(
        "the target at the end",
        [
            ("6 tháng đầu năm 2023", half(2023)), ("6 tháng đầu năm 2024", half(2024)),
            ("Tăng/giảm so cùng kỳ (%)", share(half(2024), half(2023), less=100)), ("Chỉ tiêu năm 2024", plan(2024)),
            ("Đạt (%)", share(half(2024), plan(2024))),
        ],
        half(2024), plan(2024), half(2023),
    ),
    Layout(
        "school years",
        [
            ("Năm học 2021-2022", total(2022)), ("Năm học 2022-2023", total(2023)), ("Năm học 2023-2024", total(2024)),
            ("Tăng/giảm so với năm học trước (%)", share(total(2024), total(2023), less=100)),
        ],
        total(2024), None, total(2023),
    ),
    Layout(
        "the percentage before the figures",
        [
            ("Kế hoạch năm 2024", plan(2024)), ("% TH/KH", share(total(2024, 1, 9), plan(2024))),
            ("Thực hiện 9 tháng năm 2024", total(2024, 1, 9)), ("Thực hiện 9 tháng năm 2023", total(2023, 1, 9)),
        ],
        total(2024, 1, 9), plan(2024), total(2023, 1, 9),
    ),
    Layout(
        "quarters with what they come to on the way",
        [
            ("KH năm 2024", plan(2024)), ("Quý I", total(2024, 1, 3)), ("Quý II", total(2024, 4, 6)), ("6 tháng", half(2024)),
            ("Quý III", total(2024, 7, 9)), ("9 tháng", total(2024, 1, 9)), ("Quý IV", total(2024, 10, 12)), ("Cả năm", total(2024)),
            ("% KH", share(total(2024), plan(2024))),
        ],
        total(2024), plan(2024),
    ),
    Layout(
        "a base year that the percentage leaves out",
        [
            ("Chỉ tiêu nhiệm kỳ 2020-2025", term), ("2020", total(2020)), ("2021", total(2021)), ("2022", total(2022)),
            ("6 tháng 2023", half(2023)), ("% so với chỉ tiêu", share(stage, term)),
        ],
        stage, term, lines=COUNTS,
    ),
    Layout(
        "the month before and last year's month",
        [
            ("Ước tháng 6", total(2024, 6, 6)), ("Tháng trước", total(2024, 5, 5)), ("Cùng kỳ năm trước", total(2023, 6, 6)),
            ("So tháng trước (%)", share(total(2024, 6, 6), total(2024, 5, 5))), ("So cùng kỳ (%)", share(total(2024, 6, 6), total(2023, 6, 6))),
        ],
        total(2024, 6, 6), None, total(2023, 6, 6),
    ),
    Layout(
        "two years, amount and percentage of the change",
        [
            ("6 tháng năm 2023", half(2023)), ("6 tháng năm 2024", half(2024)),
            ("So sánh > Số tuyệt đối", lambda line: half(2024)(line) - half(2023)(line)),
            ("So sánh > Tỷ lệ %", share(half(2024), half(2023), less=100)),
        ],
        half(2024), None, half(2023),
    ),
    Layout(
        "a quarter, last year's, the one before, and nine months",
        [
            ("Kế hoạch năm 2024", plan(2024)), ("Quý III/2023", total(2023, 7, 9)), ("Quý II/2024", total(2024, 4, 6)),
            ("Quý III/2024", total(2024, 7, 9)), ("Lũy kế 9 tháng/2024", total(2024, 1, 9)),
            ("Tỷ lệ đạt KH năm (%)", share(total(2024, 1, 9), plan(2024))),
        ],
        total(2024, 1, 9), plan(2024),
    ),
    Layout(
        "a quarter held against the one before and last year's",
        [
            ("Quý III/2023", total(2023, 7, 9)), ("Quý II/2024", total(2024, 4, 6)), ("Quý III/2024", total(2024, 7, 9)),
            ("Quý III/2024 so quý II/2024 (%)", share(total(2024, 7, 9), total(2024, 4, 6))),
            ("Quý III/2024 so quý III/2023 (%)", share(total(2024, 7, 9), total(2023, 7, 9))),
        ],
        total(2024, 7, 9), None, total(2023, 7, 9),
    ),
    Layout(
        "years alone, the last held against the one before",
        [*((str(year), total(year)) for year in range(2019, 2024)), ("2023/2022 (%)", share(total(2023), total(2022)))],
        total(2023), None, total(2022),
    ),
    Layout(
        "no numbers, an unknown heading of names",
        [("Kế hoạch 2024", plan(2024)), ("Thực hiện 2024", total(2024)), ("Đạt %", share(total(2024), plan(2024)))],
        total(2024), plan(2024), first=("Lĩnh vực công tác",),
    ),
    Layout(
        "two half-years and nothing else",
        [("6 tháng đầu năm 2023", half(2023)), ("6 tháng đầu năm 2024", half(2024))],
        half(2024), None, half(2023),
    ),
    Layout(
        "half a year beside its months and last year's, no percentages",
        [
            ("Chỉ tiêu năm 2024", plan(2024)), ("6 tháng đầu năm 2024", half(2024)), *months(2024, 1, 6),
            ("6 tháng đầu năm 2023", half(2023)), ("6 tháng cuối năm 2023", total(2023, 7, 12)),
        ],
        half(2024), plan(2024), half(2023),
    ),
    Layout(
        "years and half-years, no percentages",
        [
            ("Mục tiêu 2025", plan(2025)), ("2021", total(2021)), ("2022", total(2022)), ("6 tháng 2022", half(2022)),
            ("6 tháng 2023", half(2023)),
        ],
        stage, plan(2025), lines=COUNTS,
    ),
    Layout(
        "plan and outcome of two years and comparisons that name their operands",
        [
            ("Năm 2023 > Kế hoạch", plan(2023)), ("Năm 2023 > Thực hiện", total(2023)), ("Kế hoạch năm 2024", plan(2024)),
            ("Ước TH 2024", total(2024)), ("Ước TH 2024 so với (%) > TH 2023", share(total(2024), total(2023))),
            ("Ước TH 2024 so với (%) > KH 2024", share(total(2024), plan(2024))),
        ],
        total(2024), plan(2024), total(2023),
    ),
    Layout(
        "five years, what they come to and their mean",
        [
            *((str(year), total(year)) for year in range(2021, 2026)), ("Giai đoạn 2021-2025", lambda line: line.years(2021, 2025)),
            ("Bình quân 5 năm", lambda line: line.years(2021, 2025) / 5),
        ],
        lambda line: line.years(2021, 2025), None, lines=COUNTS,
    ),
    Layout(
        "what was done so far beside the estimate of the year",
        [
            ("Nghị quyết HĐND giao 2024", plan(2024)), ("Kết quả 9 tháng", total(2024, 1, 9)),
            ("Tỷ lệ", share(total(2024, 1, 9), plan(2024))), ("Ước cả năm", total(2024)),
            ("Tỷ lệ ước đạt", share(total(2024), plan(2024))),
        ],
        total(2024, 1, 9), plan(2024),
    ),
    Layout(
        "last year's half and whole",
        [
            ("Cùng kỳ 2023 > 6 tháng", half(2023)), ("Cùng kỳ 2023 > Cả năm", total(2023)), ("Năm 2024 > KH", plan(2024)),
            ("Năm 2024 > TH 6 tháng", half(2024)), ("So sánh (%) > KH", share(half(2024), plan(2024))),
            ("So sánh (%) > CK", share(half(2024), half(2023))),
        ],
        half(2024), plan(2024), half(2023),
    ),
)  # fmt: skip


def read(layout: Layout, tmp_path: Path) -> Computed:
    return reports.read(layout.write(tmp_path / "a.xlsx"))


def told(computed: Computed) -> list[tuple[Number, Number, Number]]:
    return [(row.row.target.figure.value, row.actual, row.prior) for row in computed.appendices[0].indicators]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_is_read_as_its_office_means_it(layout: Layout, tmp_path: Path) -> None:
    computed = read(layout, tmp_path)
    wanted = [
        (
            None if layout.target is None else Decimal(layout.target(line)),
            Decimal(layout.actual(line)),
            None if layout.prior is None else Decimal(layout.prior(line)),
        )
        for line in layout.lines
    ]
    assert told(computed) == wanted
    assert [(p.code, str(p.place)) for p in computed.problems if p.severity is not Severity.NOTE] == []


def test_a_period_that_is_not_added_up_is_said_and_known(tmp_path: Path) -> None:
    computed = read(LAYOUTS[3], tmp_path)
    assert [(p.code, str(p.place)) for p in computed.problems if p.code == "PL237"] == [("PL237", "PL!E3")]
    (appendix,) = computed.appendices
    assert appendix.appendix.periods == ("2020", "2021", "2022", "6T đầu năm 2023")
    assert [row.row.values[0].value for row in appendix.indicators] == [Decimal(line.sum(2020)) for line in LINES]


def of_columns(tmp_path: Path, *columns: tuple[str, Cell]) -> Computed:
    return read(Layout("", columns, lambda line: 0, None), tmp_path)


def test_percentages_of_nothing_that_is_there_are_one_doubt(tmp_path: Path) -> None:
    computed = of_columns(
        tmp_path, ("KH năm", plan(2024)), ("Thực hiện", total(2024)), ("% KH", share(total(2022, 1, 7), plan(2019)))
    )
    assert [(p.code, str(p.place)) for p in computed.problems] == [("PL339", "PL!F4")]


def test_periods_that_do_not_make_up_what_was_done_leave_it_typed(tmp_path: Path) -> None:
    heads = ("Kết quả đợt 1", total(2020, 1, 8)), ("Kết quả đợt 2", total(2021, 1, 9)), ("Thực hiện", total(2024))
    computed = of_columns(tmp_path, *heads)
    assert [(p.code, str(p.place)) for p in computed.problems] == [("PL338", "PL")]
    assert [row.actual for row in computed.appendices[0].indicators] == [line.sum(2024) for line in LINES]


@pytest.mark.parametrize("layout", LAYOUTS[:6], ids=lambda layout: layout.name)
def test_the_appendix_written_of_a_layout_says_the_same(layout: Layout, tmp_path: Path) -> None:
    reports.make_appendix(layout.write(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    written = reports.read(tmp_path / "b.xlsx")
    assert [row.actual for row in written.appendices[0].indicators] == [layout.actual(line) for line in layout.lines]
    assert [p.code for p in written.problems if p.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("layout", [LAYOUTS[0], LAYOUTS[3], LAYOUTS[4]], ids=lambda layout: layout.name)
def test_units_of_one_layout_are_merged_by_its_parts(layout: Layout, tmp_path: Path) -> None:
    one = layout.write(tmp_path / "1.xlsx")
    book = openpyxl.load_workbook(one)
    book.active["A1"] = "PHỤ LỤC CỦA ĐƠN VỊ KHÁC"
    book.save(tmp_path / "2.xlsx")
    reports.merge([one, tmp_path / "2.xlsx"], tmp_path / "3.xlsx")
    merged = reports.read(tmp_path / "3.xlsx").appendices[0]
    assert [row.actual for row in merged.indicators] == [2 * layout.actual(line) for line in layout.lines]
