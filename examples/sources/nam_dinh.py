"""nam-dinh-2023: a yearly report with few figures; the grid has no STT, only bold lines, bullets and indentation."""

from __future__ import annotations

from datetime import date

from sources.workbook import Book, Grid

_ROWS = """
TỔ CHỨC CƠ SỞ ĐẢNG|||
    - Tổng số tổ chức cơ sở đảng trực thuộc|tổ chức|151|
    - Tổ chức cơ sở đảng thành lập mới|tổ chức|2|
ĐẢNG VIÊN|||
    - Tổng số đảng viên|đảng viên|trên 8.500|
    - Kết nạp đảng viên|đảng viên|269|
KHEN THƯỞNG|||
    - Tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ tiêu biểu được khen thưởng|tổ chức|14|
"""

_GRID = Grid(
    sheet="Số liệu năm 2023",
    title=("PHỤ LỤC", "MỘT SỐ KẾT QUẢ CÔNG TÁC XÂY DỰNG ĐẢNG NĂM 2023"),
    header=(("Nội dung", "ĐVT", "Thực hiện năm 2023", "Ghi chú"),),
    widths=(72, 14, 20, 28),
    rows=_ROWS,
    bold=frozenset({"TỔ CHỨC CƠ SỞ ĐẢNG", "ĐẢNG VIÊN", "KHEN THƯỞNG"}),
    label=0,
)

_RECIPIENTS = """- Thường trực Tỉnh ủy,
- Các ban đảng Tỉnh ủy,
- Các tổ chức cơ sở đảng trực thuộc,
- Lưu Văn phòng Đảng ủy Khối."""

_INFO: dict[str, str | date] = {
    "Cơ quan cấp trên": "ĐẢNG BỘ TỈNH NAM ĐỊNH",
    "Cơ quan": "ĐẢNG ỦY KHỐI\nCÁC CƠ QUAN VÀ DOANH NGHIỆP TỈNH",
    "Số": "",
    "Ký hiệu": "BC/ĐUK",
    "Địa danh": "Nam Định",
    "Ngày": date(2024, 1, 9),
    "Tên loại": "BÁO CÁO",
    "Trích yếu": "tổng kết công tác xây dựng Đảng năm 2023",
    "Kỳ báo cáo": "năm 2023",
    "Quyền hạn ký": "T/M BAN THƯỜNG VỤ",
    "Chức vụ": "BÍ THƯ",
    "Người ký": "Nguyễn Văn A",
    "Nơi nhận": _RECIPIENTS,
    "Mẫu": "HD 36",
}

BOOK = Book("Một số kết quả công tác xây dựng Đảng năm 2023", date(2024, 1, 9), (_GRID,), _INFO)
