"""quang-tri-2020: the term 2015-2020 and the targets of 2020-2025; every figure is typed as text, with ranges and bounds."""

from __future__ import annotations

from datetime import date

from sources.workbook import Book, Grid

_RESULTS = """
I|CHÍNH TRỊ, TƯ TƯỞNG||||
1|Cán bộ, đảng viên tham gia học tập, quán triệt chủ trương của Đảng|%||trên 95|
2|Cơ quan, doanh nghiệp xây dựng chuẩn mực đạo đức nghề nghiệp, đạo đức công vụ|%||100|
II|TỔ CHỨC ĐẢNG VÀ ĐẢNG VIÊN||||
1|Tổng số tổ chức cơ sở đảng|tổ chức||81|
2|Tổng số đảng viên|đảng viên||gần 5.000|
3|Kết nạp đảng viên trong nhiệm kỳ|đảng viên||1.062|Vượt kế hoạch
4|Tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ hằng năm|%||80 - 85|
5|Tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ hằng năm|%||15 - 20|
6|Đảng viên hoàn thành tốt nhiệm vụ trở lên hằng năm|%||trên 80|
III|KIỂM TRA, GIÁM SÁT||||
1|Cấp ủy và ủy ban kiểm tra các cấp kiểm tra khi có dấu hiệu vi phạm||||
-|Tổ chức đảng|tổ chức||3|
-|Đảng viên|đảng viên||9|
2|Ban Thường vụ Đảng ủy Khối và cấp ủy cơ sở kiểm tra||||
-|Tổ chức cơ sở đảng|tổ chức||139|
-|Đảng viên|đảng viên||46|
3|Ban Thường vụ Đảng ủy Khối và cấp ủy cơ sở giám sát||||
-|Tổ chức đảng|tổ chức||148|
-|Đảng viên|đảng viên||326|
4|Ủy ban kiểm tra các cấp kiểm tra||||
-|Tổ chức đảng|tổ chức||66|
-|Đảng viên|đảng viên||3|
5|Ủy ban kiểm tra các cấp giám sát||||
-|Tổ chức đảng|tổ chức||79|
-|Đảng viên|đảng viên||15|
IV|SẢN XUẤT, KINH DOANH||||
1|Tăng trưởng bình quân hằng năm của các doanh nghiệp|%||8 - 10|
2|Đóng góp vào tổng thu nội địa của tỉnh|%||trên 20|
"""

_TARGETS = """
I|NHIỆM VỤ CHÍNH TRỊ||||
1|Cơ quan, doanh nghiệp hoàn thành tốt nhiệm vụ chính trị trở lên hằng năm|%|100%||
2|Tốc độ tăng trưởng của các doanh nghiệp|%|từ 5% trở lên||
3|Cán bộ, công chức, viên chức và người lao động đạt danh hiệu lao động tiên tiến trở lên|%|trên 95%||
II|CHÍNH TRỊ, TƯ TƯỞNG||||
1|Cán bộ, đảng viên, công chức, viên chức được học tập, quán triệt nghị quyết, chỉ thị|%|100%||
2|Người lao động được học tập, quán triệt nghị quyết, chỉ thị|%|trên 80%||
III|TỔ CHỨC ĐẢNG VÀ ĐẢNG VIÊN||||
1|Tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ hằng năm|%|trên 80%||
2|Tổ chức cơ sở đảng không hoàn thành nhiệm vụ|tổ chức|không có||
3|Đảng viên hoàn thành tốt nhiệm vụ hằng năm|%|từ 85% trở lên||
-|Trong đó: hoàn thành xuất sắc nhiệm vụ|%|15% - 20%||
4|Kết nạp đảng viên cả nhiệm kỳ|đảng viên|từ 700 trở lên||
"""

_SECTIONS = frozenset({"I", "II", "III", "IV"})

_GRIDS = (
    Grid(
        sheet="Kết quả 2015-2020",
        title=("PHỤ LỤC 1", "KẾT QUẢ THỰC HIỆN NHIỆM KỲ 2015 - 2020"),
        header=(("STT", "Chỉ tiêu chủ yếu", "Đơn vị tính", "Kế hoạch", "Kết quả thực hiện", "Ghi chú"),),
        widths=(7, 66, 13, 14, 18, 18),
        rows=_RESULTS,
        bold=_SECTIONS,
        as_text=True,
    ),
    Grid(
        sheet="Chỉ tiêu 2020-2025",
        title=("PHỤ LỤC 2", "CHỈ TIÊU CHỦ YẾU NHIỆM KỲ 2020 - 2025"),
        header=(("STT", "Nội dung chỉ tiêu", "Đơn vị tính", "Chỉ tiêu nhiệm kỳ", "Thực hiện", "Ghi chú"),),
        widths=(7, 66, 13, 18, 14, 18),
        rows=_TARGETS,
        bold=_SECTIONS,
        as_text=True,
    ),
)

_RECIPIENTS = """- Thường trực Tỉnh ủy,
- Các ban đảng Tỉnh ủy,
- Các tổ chức cơ sở đảng trực thuộc,
- Lưu Văn phòng Đảng ủy Khối."""

_INFO: dict[str, str | date] = {
    "Cơ quan cấp trên": "ĐẢNG BỘ TỈNH QUẢNG TRỊ",
    "Cơ quan": "ĐẢNG ỦY KHỐI\nCƠ QUAN VÀ DOANH NGHIỆP TỈNH",
    "Số": "",
    "Ký hiệu": "BC/ĐUK",
    "Địa danh": "Quảng Trị",
    "Ngày": date(2020, 8, 23),
    "Tên loại": "BÁO CÁO",
    "Trích yếu": "kết quả công tác xây dựng Đảng nhiệm kỳ 2015 - 2020, chỉ tiêu chủ yếu nhiệm kỳ 2020 - 2025",
    "Kỳ báo cáo": "nhiệm kỳ 2015 - 2020",
    "Quyền hạn ký": "T/M BAN CHẤP HÀNH",
    "Chức vụ": "BÍ THƯ",
    "Người ký": "Nguyễn Văn A",
    "Nơi nhận": _RECIPIENTS,
    "Mẫu": "HD 36",
}

BOOK = Book("Kết quả nhiệm kỳ 2015 - 2020 và chỉ tiêu 2020 - 2025", date(2020, 8, 23), _GRIDS, _INFO)
