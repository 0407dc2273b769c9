"""The blank standard workbook: headings, drop-downs, checked numbers, formulas ready, every key explained."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from toolkit.columns import EXAMPLE_MARK, ROLE
from toolkit.excel.sheets import FIGURES, GUIDE, INFO
from toolkit.excel.write.form import Form, FormRow, write_guide
from toolkit.excel.write.helpers import write_figures, write_info
from toolkit.excel.write.styles import FONT, SIZE, Styles
from toolkit.model import Appendix, Column, ComputedAppendix, Figure, FigureEntry, InfoEntry, State
from toolkit.text import slug

if TYPE_CHECKING:
    pass

ROWS: Final = 150
"""How many rows stand ready to be filled."""

SHEET: Final = "PHỤ LỤC"
_STEERING: Final = ("key", "rule", "direction")

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
GUIDE_LINES: Final = (
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
    from toolkit.excel.write.workbook import new_book

    stream = io.BytesIO()
    workbook = new_book(stream)
    workbook.set_properties(
        {"title": " ".join(title), "created": datetime.fromisoformat(day) if day else datetime(2000, 1, 1)}
    )
    styles = Styles(workbook)
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(SIZE)
    empty = Appendix(SHEET, (), tuple(periods), blank_columns(periods, prior=prior))
    form = Form(workbook.add_worksheet(SHEET), ComputedAppendix(empty, ()), styles, steering=_STEERING)
    examples = _examples(len(periods))
    form.write(title, [*examples, *[FormRow({})] * (ROWS - len(examples))])
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
    write_guide(workbook.add_worksheet(GUIDE), GUIDE_LINES, styles)
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


def _examples(periods: int) -> list[FormRow]:
    """Three rows that show how to fill the grid; a reader of ours passes over them."""
    counts, rates = (100, 120, 90, 140), (98.5, 98.65, 99, 98.9)
    return [
        FormRow({"stt": "I", "label": f"{EXAMPLE_MARK} CÔNG TÁC XÂY DỰNG ĐẢNG"}, example=True, heads=True),
        FormRow(
            {"stt": "1", "label": f"{EXAMPLE_MARK} Kết nạp đảng viên", "unit": "đảng viên", "target": 500, "rule": "tổng"},
            [counts[number % 4] for number in range(periods)], example=True,
        ),
        FormRow(
            {"stt": "2", "label": f"{EXAMPLE_MARK} Đảng viên học tập nghị quyết", "unit": "%", "target": 98,
             "rule": "trung bình"},
            [rates[number % 4] for number in range(periods)], example=True,
        ),
    ]  # fmt: skip
