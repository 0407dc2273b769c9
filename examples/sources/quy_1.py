"""quy-1-2024: a quarterly report of a Khối with 121 units; the grid has its own columns Mã, Cách tính and Chiều."""

from __future__ import annotations

from datetime import date

from sources.workbook import Book, Entry, Grid

_ROWS = """
I||THỰC HIỆN NHIỆM VỤ CHÍNH TRỊ||||||||
1|NV|Nhiệm vụ được giao|nhiệm vụ||11.014|||cuối kỳ||
2|NVHT|Nhiệm vụ hoàn thành|nhiệm vụ|11.014|9.429|||tổng|≥|Chỉ tiêu là số nhiệm vụ được giao
3|DT|Doanh thu|tỷ đồng||14.531,44|||tổng||
4|NNS|Nộp ngân sách|tỷ đồng||279,77|||tổng||
5|TN|Thu nhập bình quân|triệu đồng||9,77|||trung bình||
6|ASXH|An sinh xã hội|tỷ đồng||6,07|||tổng||
II||XÂY DỰNG ĐƠN VỊ ĐẠT CHUẨN VĂN HÓA||||||||
1|DV|Tổng số đơn vị|đơn vị||121|||cuối kỳ||
2|DKVH|Đăng ký xây dựng đạt chuẩn văn hóa|đơn vị||87|||cuối kỳ||
3|CNVH|Được công nhận đạt chuẩn văn hóa|đơn vị||63|||cuối kỳ||
4|KMVH|Đạt chuẩn văn hóa kiểu mẫu|đơn vị||31|||cuối kỳ||
III||CÔNG TÁC CHÍNH TRỊ, TƯ TƯỞNG||||||||
1|HN|Hội nghị trực tuyến|hội nghị||2|||tổng||
2|DC|Điểm cầu của các hội nghị|điểm cầu||117|||tổng||
3|LN|Lượt người tham dự|lượt người||11.675|||tổng||
4|QC|Quần chúng dự lớp nhận thức về Đảng|quần chúng|800|325|||tổng|≥|Chỉ tiêu suy ra từ tỷ lệ đã công bố
5|LQC|Lớp nhận thức về Đảng|lớp||3|||tổng||
6|DVM|Đảng viên mới dự lớp bồi dưỡng|học viên||145|||tổng||
7|LDVM|Lớp bồi dưỡng đảng viên mới|lớp||1|||tổng||
IV||TỔ CHỨC ĐẢNG VÀ ĐẢNG VIÊN||||||||
1|KN|Kết nạp đảng viên|đảng viên|600|181|||tổng|≥|Chỉ tiêu suy ra từ tỷ lệ đã công bố
2|CT|Công nhận đảng viên chính thức|đảng viên||108|||tổng||
3|CSH|Chuyển sinh hoạt đảng|đảng viên||139|||tổng||
4|HH|Huy hiệu Đảng|đảng viên||14|||tổng||
V||THI HÀNH KỶ LUẬT||||||||
1|KL|Đảng viên bị thi hành kỷ luật|đảng viên||10|||= KT + KTR||
-|KT|Khiển trách|đảng viên||2|||tổng||
-|KTR|Khai trừ|đảng viên||8|||tổng||
"""

_GRID = Grid(
    sheet="PHỤ LỤC",
    title=("PHỤ LỤC", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ QUÝ I NĂM 2024"),
    header=(
        (
            "STT", "Mã", "Nội dung", "Đơn vị tính", "Chỉ tiêu năm 2024", "Quý I/2024", "Thực hiện",
            "% so với chỉ tiêu", "Cách tính", "Chiều", "Ghi chú",
        ),
    ),
    widths=(6, 9, 46, 14, 13, 13, 13, 13, 13, 8, 34),
    rows=_ROWS,
    bold=frozenset({"I", "II", "III", "IV", "V"}),
    label=2,
)  # fmt: skip

_RECIPIENTS = """- Thường trực Tỉnh ủy,
- Các ban đảng Tỉnh ủy,
- Các đồng chí ủy viên Ban Chấp hành Đảng bộ Khối,
- Các tổ chức cơ sở đảng trực thuộc,
- Lưu Văn phòng Đảng ủy Khối."""

_INFO: dict[str, str | date] = {
    "Cơ quan cấp trên": "ĐẢNG BỘ TỈNH A",
    "Cơ quan": "ĐẢNG ỦY KHỐI\nCƠ QUAN VÀ DOANH NGHIỆP TỈNH",
    "Số": "",
    "Ký hiệu": "BC/ĐUK",
    "Địa danh": "Tỉnh A",
    "Ngày": date(2024, 3, 29),
    "Tên loại": "BÁO CÁO",
    "Trích yếu": "kết quả công tác quý I, nhiệm vụ trọng tâm quý II năm 2024",
    "Kỳ báo cáo": "quý I năm 2024",
    "Quyền hạn ký": "T/M BAN THƯỜNG VỤ",
    "Chức vụ": "PHÓ BÍ THƯ",
    "Người ký": "Nguyễn Văn A",
    "Nơi nhận": _RECIPIENTS,
    "Mẫu": "HD 36",
}

_FIGURES = (
    Entry("diem_cau_don_vi", "Điểm cầu tại các đơn vị", "17", "điểm cầu"),
    Entry("don_vi_diem_cau", "Đơn vị tham gia các điểm cầu", "103", "đơn vị"),
)

BOOK = Book("Kết quả thực hiện nhiệm vụ quý I năm 2024", date(2024, 3, 29), (_GRID,), _INFO, _FIGURES)
