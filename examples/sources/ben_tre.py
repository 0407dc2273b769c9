"""ben-tre-2020: a report to a committee meeting, with the few figures that were published."""

from __future__ import annotations

from datetime import date

from sources.workbook import Book, Grid

_ROWS = """
1|Kết nạp đảng viên mới năm 2020|Đảng viên|80|107|vượt 33,7%|Vượt
2|Hội nghị Ban Chấp hành Đảng bộ Khối đã tổ chức từ đầu nhiệm kỳ 2020 - 2025|Hội nghị||3||
"""

_GRID = Grid(
    sheet="PHỤ LỤC",
    title=("PHỤ LỤC", "MỘT SỐ KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT NĂM 2020"),
    header=(("STT", "Nội dung", "Đơn vị tính", "Chỉ tiêu Nghị quyết", "Thực hiện", "% so với chỉ tiêu", "Ghi chú"),),
    widths=(6, 62, 14, 14, 14, 16, 14),
    rows=_ROWS,
)

_RECIPIENTS = """- Thường trực Tỉnh ủy,
- Các đồng chí ủy viên Ban Chấp hành Đảng bộ Khối,
- Đại biểu dự hội nghị,
- Lưu Văn phòng Đảng ủy Khối."""

_INFO: dict[str, str | date] = {
    "Cơ quan cấp trên": "ĐẢNG BỘ TỈNH BẾN TRE",
    "Cơ quan": "ĐẢNG ỦY KHỐI\nCƠ QUAN - DOANH NGHIỆP TỈNH",
    "Số": "",
    "Ký hiệu": "BC/ĐUK",
    "Địa danh": "Bến Tre",
    "Ngày": date(2020, 12, 15),
    "Tên loại": "BÁO CÁO",
    "Trích yếu": "tình hình thực hiện Nghị quyết năm 2020, phương hướng, nhiệm vụ năm 2021",
    "Kỳ báo cáo": "năm 2020",
    "Quyền hạn ký": "T/M BAN THƯỜNG VỤ",
    "Chức vụ": "PHÓ BÍ THƯ",
    "Người ký": "Nguyễn Văn A",
    "Nơi nhận": _RECIPIENTS,
    "Mẫu": "HD 36",
}

BOOK = Book("Một số kết quả thực hiện Nghị quyết năm 2020", date(2020, 12, 15), (_GRID,), _INFO)
