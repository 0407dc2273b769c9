"""The blank standard workbook: headings, drop-downs, checked numbers, formulas ready, every key explained."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from toolkit.columns import EXAMPLE_MARK, ROLE
from toolkit.compute.rules import RULE_WORDS
from toolkit.excel.sheets import FIGURES, GUIDE, INFO
from toolkit.excel.write.columns import Columns, Placed, place_columns
from toolkit.excel.write.formulas import chosen_rule_formula, share_formula
from toolkit.excel.write.helpers import write_figures, write_head, write_info, write_text
from toolkit.excel.write.looks import judge_cells, print_area, show_digits, write_header, write_title
from toolkit.excel.write.styles import FONT, NUMBER_FORMATS, SIZE, Styles
from toolkit.model import Appendix, Column, ComputedAppendix, Figure, FigureEntry, InfoEntry, State
from toolkit.text import slug

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ROWS: Final = 150
"""How many rows stand ready to be filled."""

NOT_YET: Final = " "
"""The stored result of a formula that has nothing to show yet: a text, so that no reader takes it for uncalculated."""

SHEET: Final = "PHỤ LỤC"
_STEERING: Final = ("key", "rule", "direction")
_DIRECTIONS: Final = (">=", "<=", ">", "<")
_EXAMPLE: Final = {"italic": True, "font_color": "#7F7F7F"}

INFO_KEYS: Final = (
    ("Cơ quan cấp trên", "Dòng trên cùng bên trái của văn bản."),
    ("Cơ quan", "Cơ quan ban hành; khi tổng hợp nhiều đơn vị, đây là tên đơn vị."),
    ("Số", "Số văn bản; để trống nếu ghi tay."),
    ("Ký hiệu", "Ví dụ BC/ĐU hoặc BC-UBND."),
    ("Địa danh", "Nơi ban hành, đứng trước ngày."),
    ("Ngày", "Ngày ban hành, ghi 25/7/2026; khi tổng hợp, đây là ngày gửi."),
    ("Tên loại", "Thường là BÁO CÁO."),
    ("Trích yếu", "Nội dung chính của văn bản, viết thường chữ đầu."),
    ("Kỳ báo cáo", "Ví dụ: 6 tháng đầu năm 2026."),
    ("Quyền hạn ký", "Ví dụ T/M BAN THƯỜNG VỤ, hoặc TM. ỦY BAN NHÂN DÂN."),
    ("Chức vụ", "Chức vụ người ký."),
    ("Người ký", "Họ và tên người ký."),
    ("Nơi nhận", "Mỗi nơi một dòng trong cùng ô (Alt+Enter)."),
    ("Mẫu", "Đảng hoặc Nhà nước; để trống thì suy từ cơ quan và ký hiệu."),
)
_GUIDE: Final = (
    ("Trang PHỤ LỤC", "Mỗi dòng một chỉ tiêu. STT: I, II cho mục; 1, 2 cho nhóm hoặc chỉ tiêu; dấu - và + trước nội dung cho dòng con."),
    ("Dòng ví dụ", f"Dòng có nội dung bắt đầu bằng {EXAMPLE_MARK} chỉ để minh họa, không vào báo cáo; xóa hoặc ghi đè đều được."),
    ("Chỉ tiêu", "Gõ số, hoặc kèm chiều: ≥ 95, dưới 3%, từ 90% trở lên."),
    ("Các kỳ", "Gõ số của từng kỳ. Kỳ chưa có thì để trống; 0 nghĩa là số không."),
    ("Thực hiện, %", "Có sẵn công thức theo cột Cách tính; không cần gõ."),
    ("Mã", "Tên ngắn không dấu để gọi số liệu trong mẫu Word, ví dụ kndv. Có thể bỏ trống."),
    ("Cách tính", "tổng, trung bình, bình quân năm, cuối kỳ, lớn nhất, nhỏ nhất, nhập tay, hoặc công thức theo mã như = XS + TOT. Bỏ trống: tỷ lệ lấy trung bình, số lượng lấy tổng."),
    ("Chiều", ">= : càng nhiều càng tốt (mặc định); <= : càng ít càng tốt; > và < : phải vượt hẳn."),
    ("Trang Thông tin", "Cơ quan, số, ngày, người ký… cho phần đầu và cuối văn bản."),
    ("Trang Số liệu", "Các số khác mà lời văn cần, mỗi số một mã."),
    ("Khi điền xong", "Lưu tệp rồi chạy: fill-report TÊN-TỆP.xlsx"),
)  # fmt: skip


def write_blank(
    periods: Sequence[str], *, info: dict[str, str] | None = None, prior: bool = False, day: str = "",
    title: Sequence[str] = ("PHỤ LỤC", "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"),
) -> bytes:  # fmt: skip
    """The bytes of a blank workbook for these periods; `info` fills `Thông tin`, `prior` adds the columns of last year.

    Equal arguments give equal bytes.
    """
    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties(
        {"title": " ".join(title), "created": datetime.fromisoformat(day) if day else datetime(2000, 1, 1)}
    )
    styles = Styles(workbook)
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(SIZE)
    _Blank(workbook.add_worksheet(SHEET), periods, prior, styles).write(title)
    known = info or {}
    entries = [InfoEntry(slug(label), label, known.get(slug(label), "")) for label, _ in INFO_KEYS]
    write_info(workbook.add_worksheet(INFO), entries, styles, {slug(label): text for label, text in INFO_KEYS})
    example = FigureEntry(
        "vi_du",
        f"{EXAMPLE_MARK} Số đảng viên hiện có",
        Figure(Decimal(7261), state=State.NUMBER),
        "đảng viên",
        Figure(Decimal(7200), state=State.NUMBER),
    )
    write_figures(workbook.add_worksheet(FIGURES), [example], styles)
    _write_guide(workbook.add_worksheet(GUIDE), styles)
    workbook.close()
    return stream.getvalue()


def blank_columns(periods: Sequence[str], *, prior: bool = False) -> tuple[Column, ...]:
    """The columns of a standard appendix."""
    roles = ["stt", "label", "unit", "target", *["period"] * len(periods), "actual", "percent"]
    roles += ["prior", "prior_percent"] * prior + ["note"]
    names = iter(periods)
    return tuple(
        Column(role, number, next(names) if role == "period" else ROLE[role].heading)
        for number, role in enumerate(roles, 1)
    )


class _Blank:
    """The grid of a blank workbook under way."""

    def __init__(self, sheet: Worksheet, periods: Sequence[str], prior: bool, styles: Styles) -> None:
        self.sheet = sheet
        self.periods = tuple(periods)
        self.styles = styles
        empty = Appendix(SHEET, (), self.periods, blank_columns(periods, prior=prior))
        self.columns: Columns = place_columns(ComputedAppendix(empty, ()), steering=_STEERING)

    def write(self, title: Sequence[str]) -> None:
        top = write_title(self.sheet, title, "", self.columns.shown, self.styles)
        first = write_header(self.sheet, self.columns, top, self.styles)
        for number, texts in enumerate(_examples(len(self.periods)), first):
            self._row(number, texts)
        last = first + ROWS - 1
        for number in range(first + 3, last + 1):
            self._row(number, {})
        self._validate(first, last)
        judge_cells(self.sheet, self.columns, first, last, self.styles)
        show_digits(self.sheet, self.columns, first, last, self.styles)
        print_area(self.sheet, self.columns, last)

    def _row(self, number: int, texts: dict[str, object]) -> None:
        """One row: an example's texts and figures, or empty cells with their formulas."""
        values = list(texts.get("values", ()))  # type: ignore[call-overload]
        for column in self.columns.placed:
            look = self._look(column, bool(texts))
            formula = self._formula(column, number + 1)
            given = values[column.period] if column.role == "period" and values else texts.get(column.role)
            if formula and not (texts and texts.get("stt") == "I"):
                self.sheet.write_formula(number, column.number, formula, look, NOT_YET)
            elif isinstance(given, int | float):
                self.sheet.write_number(number, column.number, given, look)
            elif given:
                self.sheet.write_string(number, column.number, str(given), look)
            else:
                self.sheet.write_blank(number, column.number, None, look)

    def _look(self, column: Placed, example: bool) -> object:
        look: dict[str, object] = {"border": 1, **(_EXAMPLE if example else {})}
        if column.role in ("label", "note", "key", "rule"):
            look |= {"align": "left", "text_wrap": True}
        elif column.role in ("stt", "unit", "direction"):
            look["align"] = "center"
        else:
            computed = column.role in ("actual", "percent", "prior_percent")
            look |= {"align": "right", "num_format": NUMBER_FORMATS[2] if computed else "[$-42A]General"}
        if column.role in ("stt", "rule", "key", "direction"):
            look["num_format"] = "@"
        return self.styles(**look)

    def _formula(self, column: Placed, row: int) -> str:
        periods, letter = self.columns.periods, self.columns.letter
        if column.role == "actual" and periods:
            cells = f"{periods[0].letter}{row}:{periods[-1].letter}{row}"
            return chosen_rule_formula(cells, self.periods, f"{letter('rule')}{row}", f"{letter('unit')}{row}")
        if column.role in ("percent", "prior_percent"):
            whole = letter("target" if column.role == "percent" else "prior")
            return share_formula(f"{letter('actual')}{row}", f"{whole}{row}")
        return ""

    def _validate(self, first: int, last: int) -> None:
        for column in self.columns.placed:
            area = (first, column.number, last, column.number)
            if column.role in ("period", "prior") or (column.role == "actual" and not self.periods):
                self.sheet.data_validation(
                    *area,
                    {
                        "validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15,
                        "error_type": "warning", "error_title": "Không phải số",
                        "error_message": "Ô này cần một con số. Kỳ chưa có số liệu thì để trống. Vẫn giữ nội dung vừa gõ?",
                    },
                )  # fmt: skip
            elif column.role == "rule":
                self._choice(area, list(RULE_WORDS.values()),
                             "Cách tính", "Cách lấy Thực hiện từ các kỳ. Bỏ trống: tỷ lệ lấy trung bình, số lượng lấy tổng.")  # fmt: skip
            elif column.role == "direction":
                self._choice(area, list(_DIRECTIONS), "Chiều", ">= càng nhiều càng tốt; <= càng ít càng tốt.")

    def _choice(self, area: tuple[int, int, int, int], words: list[str], title: str, message: str) -> None:
        self.sheet.data_validation(
            *area,
            {
                "validate": "list", "source": words, "ignore_blank": True, "input_title": title, "input_message": message,
                "error_type": "warning", "error_title": title,
                "error_message": "Không có trong danh sách. Có thể gõ công thức theo mã như = XS + TOT. Vẫn giữ?",
            },
        )  # fmt: skip


def _examples(periods: int) -> list[dict[str, object]]:
    """Three rows that show how to fill the grid; a reader of ours passes over them."""
    counts, rates = (100, 120, 90, 140), (98.5, 98.65, 99, 98.9)
    return [
        {"stt": "I", "label": f"{EXAMPLE_MARK} CÔNG TÁC XÂY DỰNG ĐẢNG"},
        {"stt": "1", "label": f"{EXAMPLE_MARK} Kết nạp đảng viên", "unit": "đảng viên", "target": 500, "rule": "tổng",
         "values": [counts[number % 4] for number in range(periods)]},
        {"stt": "2", "label": f"{EXAMPLE_MARK} Đảng viên học tập nghị quyết", "unit": "%", "target": 98,
         "rule": "trung bình", "values": [rates[number % 4] for number in range(periods)]},
    ]  # fmt: skip


def _write_guide(sheet: Worksheet, styles: Styles) -> None:
    write_head(sheet, (("Ở đâu", 24), ("Cách điền", 110)), styles)
    for row, (where, how) in enumerate(_GUIDE, 1):
        write_text(sheet, row, 0, where, styles, bold=True)
        write_text(sheet, row, 1, how, styles)
        if len(how) > 100:
            sheet.set_row(row, 34)
