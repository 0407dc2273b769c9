"""kien-giang-2023: a mid-term report of 2023, its appendix exactly as it was printed, slips and errors included."""

from __future__ import annotations

from datetime import date

from sources.workbook import Book, Entry, Grid

_ROWS = """
I|CÔNG TÁC GIÁO DỤC CHÍNH TRỊ TƯ TƯỞNG|||||||||
1|Tiếp thu chủ trương, nghị quyết của Đảng|||||||||
|- Đảng viên|%|98|98,49|98,65|98,5|98,66|98,58|100,59|
|- Quần chúng|%|90|90,18|90,15|91|91,12|90,61|100,68|
2|“Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”, Nghị quyết Trung ương 4 khóa XI, XII|||||||||
|Cấp ủy, tổ chức đảng thực hiện “Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”, Nghị quyết Trung ương 4 khóa XI, XII|%|100|100|100|100|98,07|99,68|99,68|
|Đảng viên viết bản cam kết tu dưỡng, rèn luyện, phấn đấu hàng năm|%|100|100|100|100|99,44|99,86|99,86|
3|Mở lớp bồi dưỡng lý luận chính trị, tập huấn cấp ủy|||||||||
|Nhận thức về Đảng|Lớp|25|4|6|6|4|20|80|
|Bồi dưỡng lý luận chính trị dành cho đảng viên mới|Lớp|25|2|4|4|2|12|48|
|Tập huấn lớp cấp ủy|Lớp|5|0|0|2|4|6|120|vượt 20%
II|CÔNG TÁC TỔ CHỨC CƠ SỞ ĐẢNG|||||||||
1|Tổng số sơ sở đảng|||104|104|104|99|||
|Đánh giá chất lượng cơ sở đảng|||104|104|104||||
|- Hoàn thành xuất sắc nhiệm vụ|%|95|20|20,58|17,34||97,11%|tăng 2,11%|
|- Hoàn thành tốt nhiệm vụ|%||79,04|77,49|76,89||||
|- Hoàn thành nhiệm vụ|%||0,96|1,93|5,77||||
|- Không hoàn thành nhiệm vụ|%||0|0|0||||
2|Tổng số đảng viên|||7.400|7.524|7.571||||
|Đánh giá chất lượng đảng viên|||7.227|7.356|7.417||97,24%|tăng 7,24%|
|- Hoàn thành xuất sắc nhiệm vụ|%|90|17,89|18,54|19,40||||
|- Hoàn thành tốt nhiệm vụ|%||79,20|78,49|78,20||||
|- Hoàn thành nhiệm vụ|%||2,43|2,55|1,95||||
|- Không hoàn thành nhiệm vụ|%||0,47|0,40|0,44||||
3|Tỉ lệ đảng viên dự sinh hoạt lệ|%|95|96,4|96,7|95,12||96,24|101,3|vư
|Kết nạp đảng viên|||||||||
|- Chỉ tiêu nghị quyết|ĐV|1.200|181|267|302|203|953|79,61%|
|- Chỉ tiêu tinh giao|ĐV|1.240|181|267|302|203|953|76,85%|
|- Chỉ tiêu phấn đấu|ĐV|1.250|181|267|302|203|953|76,24%|
4|Tiếp nhận và chuyển sinh hoạt đảng|||632|423|578|272|1.905||
|- Chuyển đến|ĐV||183|133|179|93|558||
|- Chuyển đi|ĐV||449|290|399|179|1.317||
5|Xóa tên và khai trừ đảng|||5|10|12|14|39||
|- Xóa tên|ĐV||1|9|4|9|23||
|- Xin ra khỏi đảng|ĐV||4|1|4|4|13||
|- Khai trừ đảng|ĐV||0|0|2|1|3||
III|CÔNG TÁC KIỂM TRA, GIÁM SÁT|||||||||
1|Kiểm tra, giám sát|ĐV|||2.840|2.565|339|5.744||
2|Tỷ lệ đảng viên được kiểm tra, giám sát hàng năm|%|30||37,08|34,42|4,72|30,49||Đạt
IV|CÔNG TÁC DÂN VẬN VÀ CÁC ĐOÀN THỂ|||||||||
1|Đăng ký thực hiện quy chế dân chủ|%|100|100|100|100|100|100|100|Đạt
2|Đăng ký thi đua công tác dân vận|%|100|100|100|100|100|100|100|Đạt
3|Mỗi cơ quan, đơn vị có mô hình dân vận khéo được công nhận cấp cơ sở|%|80||85,57|85,57|85,57|85,57|106,96|Vừa
4|Đoàn Thanh niên|||||||||
-|Tổng số cơ sở Đoàn|||54|49|43|37|||
-|Tổng số đoàn viên|||3.179|3.157|2.557|3.179|||
-|Đánh giá chất lượng tổ chức cơ sở Đoàn|||||||||
+ Vững mạnh, khá||%|90|94,44|93,87|97,67||95,32|105,91|Vu
+ Trung bình||%||3,70|2,04|2,32||||
+ Yếu kém||%||0|0|0||||
+ Không xếp loại (mới thành lập dưới 6 tháng)||%||1,85|4,08|2,32||||
5|Hội Cựu chiến binh|||||||||
-|Tổng số cơ sở Hội|||30|30|30|30|||
-|Tập hợp đối tượng vào tổ chức|%|90|99,96|99,96|99,96|99,96|99,96|111,06|Vượt
-|Đánh giá chất lượng tổ chức cơ sở Hội|||||||||
+ Vững mạnh, khá||%|90|100|100|100||100|111,11|Vượt
+ Trung bình||||0|0|0||||
+ Yếu kém||||0|0|0||||
+ Không xếp loại (mới thành lập dưới 6 tháng)||||0|0|0||||
"""

_GRID = Grid(
    sheet="PHỤ LỤC",
    title=(
        "PHỤ LỤC",
        "KẾT QUẢ THỰC HIỆN CHỈ TIÊU NGHỊ QUYẾT GIỮA NHIỆM KỲ",
        "ĐẠI HỘI VII ĐẢNG BỘ KHỐI (NHIỆM KỲ 2020-2025)",
    ),
    header=(
        (
            "STT", "Nội dung", "Đơn vị tính", "Chỉ tiêu Nghị quyết", "Thực hiện qua các năm", "", "", "",
            "Thực hiện", "% so với chỉ tiêu nghị quyết", "Ghi chú",
        ),
        ("", "", "", "", "2020", "2021", "2022", "6 tháng 2023", "", "", ""),
    ),
    widths=(9, 52, 9, 11, 10, 10, 10, 11, 11, 14, 12),
    rows=_ROWS,
    bold=frozenset({"I", "II", "III", "IV"}),
)  # fmt: skip

_RECIPIENTS = """- Thường trực Tỉnh ủy,
- Các ban đảng Tỉnh ủy, Văn phòng Tỉnh ủy,
- Các đồng chí ủy viên Ban Chấp hành Đảng bộ Khối,
- Cấp ủy các tổ chức cơ sở đảng trực thuộc,
- Các ban, đoàn thể Đảng ủy Khối,
- Lưu Văn phòng Đảng ủy Khối."""

_INFO: dict[str, str | date] = {
    "Cơ quan cấp trên": "ĐẢNG BỘ TỈNH KIÊN GIANG",
    "Cơ quan": "ĐẢNG ỦY KHỐI\nCÁC CƠ QUAN - DOANH NGHIỆP TỈNH",
    "Số": "161",
    "Ký hiệu": "BC/ĐUK",
    "Địa danh": "Kiên Giang",
    "Ngày": date(2023, 7, 25),
    "Tên loại": "BÁO CÁO",
    "Trích yếu": "sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ Khối các Cơ quan - Doanh nghiệp tỉnh "
    "lần thứ VII, nhiệm kỳ 2020 - 2025",
    "Kỳ báo cáo": "giữa nhiệm kỳ 2020 - 2025",
    "Quyền hạn ký": "T/M BAN CHẤP HÀNH",
    "Chức vụ": "BÍ THƯ",
    "Người ký": "Nguyễn Văn A",
    "Nơi nhận": _RECIPIENTS,
    "Mẫu": "HD 36",
}

_DERIVED = "Cùng kỳ suy ra từ tỷ lệ đã công bố"

_FIGURES: tuple[Entry | str, ...] = (
    "Đảng bộ Khối",
    Entry("dang_vien_hien_co", "Số đảng viên hiện có", "7.261", "đảng viên"),
    Entry("bch_dau_nhiem_ky", "Ủy viên Ban Chấp hành do Đại hội bầu", "39", "đồng chí"),
    Entry("btv_dau_nhiem_ky", "Ủy viên Ban Thường vụ đầu nhiệm kỳ", "11", "đồng chí"),
    Entry("bch_sau_bo_sung", "Ủy viên Ban Chấp hành sau khi bổ sung", "40", "đồng chí"),
    Entry("btv_sau_bo_sung", "Ủy viên Ban Thường vụ sau khi bổ sung", "12", "đồng chí"),
    Entry("bch_hien_nay", "Ủy viên Ban Chấp hành hiện nay", "36", "đồng chí"),
    Entry("bch_khuyet", "Ủy viên Ban Chấp hành còn khuyết", "4", "đồng chí"),
    Entry("chi_tieu_dinh_luong", "Chỉ tiêu định lượng của Nghị quyết", "12", "chỉ tiêu"),
    Entry("chi_tieu_hoan_thanh", "Chỉ tiêu định lượng hoàn thành theo lộ trình", "10", "chỉ tiêu"),
    "Nhiệm vụ chính trị, sản xuất kinh doanh",
    Entry("thu_ngan_sach", "Tổng thu ngân sách", "30.196", "tỷ đồng"),
    Entry("thu_ngan_sach_ty_le", "Tổng thu ngân sách so với chỉ tiêu nhiệm kỳ", "41,47", "%"),
    Entry("doanh_thu", "Tổng doanh thu sản xuất kinh doanh", "81.326", "tỷ đồng", "69.868", _DERIVED),
    Entry("doanh_thu_ty_le", "Tổng doanh thu so với chỉ tiêu nhiệm kỳ", "87,5", "%"),
    Entry("loi_nhuan", "Lợi nhuận sau thuế sản xuất kinh doanh", "23.513", "tỷ đồng", "19.545", _DERIVED),
    Entry("loi_nhuan_ty_le", "Lợi nhuận sau thuế so với chỉ tiêu nhiệm kỳ", "91,82", "%"),
    Entry("nop_ngan_sach", "Nộp ngân sách tỉnh", "20.331,5", "tỷ đồng", "14.431,8", _DERIVED),
    Entry("thu_nhap", "Thu nhập bình quân người lao động", "10,4", "triệu đồng/người/tháng"),
    Entry("thu_nhap_tang", "Thu nhập bình quân tăng so với đầu nhiệm kỳ", "4,76", "%"),
    Entry("huy_dong_von", "Tổng huy động vốn của các ngân hàng", "201.465", "tỷ đồng", "180.411", _DERIVED),
    Entry("huy_dong_von_ty_le", "Tổng huy động vốn so với chỉ tiêu nhiệm kỳ", "87,76", "%"),
    Entry("du_no", "Tổng dư nợ đến 30/6/2023", "309.095", "tỷ đồng"),
    Entry("du_no_ty_le", "Tổng dư nợ so với chỉ tiêu nhiệm kỳ", "69,52", "%"),
    Entry("loi_nhuan_ngan_hang", "Lợi nhuận sau thuế của các ngân hàng", "40.297", "tỷ đồng"),
    Entry("loi_nhuan_ngan_hang_ty_le", "Lợi nhuận của các ngân hàng so với chỉ tiêu nhiệm kỳ", "73,6", "%"),
    Entry("nop_ngan_sach_ngan_hang", "Nộp ngân sách của các ngân hàng", "70.512,75", "tỷ đồng"),
    Entry("thu_nhap_ngan_hang", "Thu nhập bình quân ngành ngân hàng", "12,4", "triệu đồng/người/tháng"),
    Entry("thu_nhap_ngan_hang_tang", "Thu nhập bình quân ngành ngân hàng tăng so với đầu nhiệm kỳ", "0,4", "%"),
    "Giáo dục chính trị, tư tưởng",
    Entry("lop_boi_duong", "Lớp nhận thức về Đảng và lớp dành cho đảng viên mới", "32", "lớp"),
    Entry("lop_boi_duong_ty_le", "Số lớp bồi dưỡng so với Nghị quyết Đại hội", "64", "%"),
    Entry("hoc_vien_boi_duong", "Học viên các lớp bồi dưỡng", "2.482", "đồng chí"),
    Entry("hoc_vien_nhan_thuc", "Học viên lớp nhận thức về Đảng", "1.635", "quần chúng ưu tú"),
    Entry("hoc_vien_dang_vien_moi", "Học viên lớp dành cho đảng viên mới", "847", "đồng chí"),
    Entry("hoc_vien_cap_uy", "Cấp ủy viên dự lớp tập huấn", "998", "đồng chí"),
    Entry("cong_tac_vien_35", "Cộng tác viên Ban Chỉ đạo 35", "20", "đồng chí"),
    Entry("bao_cao_vien", "Báo cáo viên Đảng ủy Khối", "120", "đồng chí"),
    Entry("tuyen_truyen_vien", "Tuyên truyền viên cấp cơ sở", "148", "đồng chí"),
    Entry("bai_du_thi", "Bài dự thi viết", "1.200", "bài"),
    Entry("giai_cap_khoi", "Giải thưởng cấp khối", "46", "giải"),
    Entry("bai_thi_cap_tinh", "Bài gửi dự thi cấp tỉnh", "36", "bài"),
    Entry("giai_ba", "Giải ba cấp tỉnh", "1", "giải"),
    Entry("giai_khuyen_khich", "Giải khuyến khích cấp tỉnh", "3", "giải"),
    Entry("giai_chuyen_de", "Giải chuyên đề cấp tỉnh", "1", "giải"),
    Entry("giay_khen_tap_the", "Tập thể được Đảng ủy Khối tặng giấy khen", "66", "tập thể"),
    Entry("giay_khen_ca_nhan", "Cá nhân được Đảng ủy Khối tặng giấy khen", "85", "cá nhân"),
    Entry("bang_khen_tap_the", "Tập thể được Tỉnh ủy tặng bằng khen", "5", "tập thể"),
    Entry("bang_khen_ca_nhan", "Cá nhân được Tỉnh ủy tặng bằng khen", "6", "cá nhân"),
    Entry("tiep_thu_chi_thi_05", "Đảng viên tiếp thu và xây dựng kế hoạch cá nhân theo Chỉ thị 05", "100", "%"),
    "Tổ chức đảng và đảng viên",
    Entry("thanh_lap", "Tổ chức cơ sở đảng thành lập mới", "5", "tổ chức"),
    Entry("thanh_lap_dang_bo", "Đảng bộ thành lập mới", "4", "đảng bộ"),
    Entry("thanh_lap_chi_bo", "Chi bộ thành lập mới", "1", "chi bộ"),
    Entry("giai_the", "Chi bộ cơ sở giải thể", "2", "chi bộ"),
    Entry("chuan_y", "Cấp ủy viên được chỉ định, chuẩn y bổ sung", "183", "đồng chí"),
    Entry("chi_dinh_bch", "Chỉ định bổ sung ủy viên ban chấp hành", "87", "đồng chí"),
    Entry("chuan_y_btv", "Chuẩn y bổ sung ủy viên ban thường vụ", "23", "đồng chí"),
    Entry("chuan_y_bi_thu", "Chuẩn y bí thư", "41", "đồng chí"),
    Entry("chuan_y_pho_bi_thu", "Chuẩn y phó bí thư", "32", "đồng chí"),
    Entry("dang_vien_chinh_thuc", "Công nhận đảng viên chính thức", "626", "đảng viên"),
    Entry("chuyen_giao_to_chuc", "Tổ chức đảng chuyển giao về Trung ương", "6", "tổ chức"),
    Entry("chuyen_giao_dang_vien", "Đảng viên chuyển giao về Trung ương", "397", "đảng viên"),
    Entry("huy_hieu_dang", "Huy hiệu Đảng", "120", "đồng chí"),
    Entry("huy_hieu_tinh_uy", "Huy hiệu Đảng do Tỉnh ủy trao", "21", "đồng chí"),
    Entry("huy_hieu_khoi", "Huy hiệu Đảng do Đảng ủy Khối trao", "31", "đồng chí"),
    Entry("huy_hieu_co_so", "Huy hiệu Đảng do cơ sở trao", "68", "đồng chí"),
    Entry("loai_hinh", "Loại hình tổ chức cơ sở đảng", "5", "loại hình"),
    Entry("to_theo_doi", "Tổ theo dõi, chỉ đạo cơ sở", "4", "tổ"),
    Entry("tcd_tot_2020", "Tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên năm 2020", "99,04", "%"),
    Entry("tcd_tot_2021", "Tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên năm 2021", "98,07", "%"),
    Entry("tcd_tot_2022", "Tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên năm 2022", "94,23", "%"),
    Entry("dv_tot_2020", "Đảng viên hoàn thành tốt nhiệm vụ trở lên năm 2020", "97,09", "%"),
    Entry("dv_tot_2021", "Đảng viên hoàn thành tốt nhiệm vụ trở lên năm 2021", "97,03", "%"),
    Entry("dv_tot_2022", "Đảng viên hoàn thành tốt nhiệm vụ trở lên năm 2022", "97,60", "%"),
    Entry("so_ket_co_so", "Cơ sở đảng đã sơ kết giữa nhiệm kỳ", "100", "%"),
    "Tổ chức cán bộ và bảo vệ chính trị nội bộ",
    Entry("thuong_truc", "Thường trực Đảng ủy Khối được đánh giá, xếp loại", "4", "đồng chí"),
    Entry("ket_luan_chinh_tri", "Kết luận về lịch sử chính trị và chính trị hiện nay", "694", "trường hợp"),
    Entry("tham_dinh_tu_cach", "Thẩm định tư cách đảng viên phục vụ công tác cán bộ", "562", "trường hợp"),
    Entry("tham_dinh_cao_cap", "Thẩm định học lớp cao cấp lý luận chính trị", "85", "trường hợp"),
    "Kiểm tra, giám sát và thi hành kỷ luật",
    Entry("khoi_kiem_tra_tcd", "Đảng ủy Khối kiểm tra tổ chức đảng", "44", "tổ chức đảng"),
    Entry("khoi_kiem_tra_dv", "Đảng ủy Khối kiểm tra đảng viên", "8", "đảng viên"),
    Entry("khoi_giam_sat_tcd", "Đảng ủy Khối giám sát tổ chức đảng", "26", "tổ chức đảng"),
    Entry("khoi_giam_sat_dv", "Đảng ủy Khối giám sát đảng viên", "3", "đảng viên"),
    Entry("co_so_kiem_tra_tcd", "Cấp ủy cơ sở kiểm tra tổ chức đảng", "176", "tổ chức đảng"),
    Entry("co_so_kiem_tra_dv", "Cấp ủy cơ sở kiểm tra đảng viên", "1.880", "đảng viên"),
    Entry("co_so_giam_sat_tcd", "Cấp ủy cơ sở giám sát tổ chức đảng", "152", "tổ chức đảng"),
    Entry("co_so_giam_sat_dv", "Cấp ủy cơ sở giám sát đảng viên", "3.853", "đảng viên"),
    Entry("dau_hieu_tcd", "Kiểm tra tổ chức đảng khi có dấu hiệu vi phạm", "5", "tổ chức đảng"),
    Entry("dau_hieu_dv", "Kiểm tra đảng viên khi có dấu hiệu vi phạm", "7", "đảng viên"),
    Entry("kiem_tra_nhiem_vu", "Kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát", "102", "tổ chức đảng"),
    Entry("kiem_tra_ky_luat", "Kiểm tra thi hành kỷ luật", "5", "tổ chức đảng"),
    Entry("ubkt_giam_sat_tcd", "Ủy ban kiểm tra giám sát tổ chức đảng", "76", "tổ chức đảng"),
    Entry("ubkt_giam_sat_dv", "Ủy ban kiểm tra giám sát đảng viên", "59", "đảng viên"),
    Entry("kiem_tra_dang_phi", "Kiểm tra đảng phí", "95", "tổ chức đảng"),
    Entry("don_to_cao", "Đơn tố cáo tiếp nhận", "49", "đơn"),
    Entry("don_tcd", "Đơn tố cáo đối với tổ chức đảng", "6", "tổ chức đảng"),
    Entry("don_dv", "Đơn tố cáo đối với đảng viên", "43", "đảng viên"),
    Entry("don_giai_quyet", "Đơn đã giải quyết", "6", "đơn"),
    Entry("don_btv", "Đơn do Ban Thường vụ Đảng ủy Khối giải quyết", "1", "đơn"),
    Entry("don_ubkt", "Đơn do Ủy ban Kiểm tra Đảng ủy Khối giải quyết", "5", "đơn"),
    Entry("don_chuyen", "Đơn chuyển cấp ủy cơ sở giải quyết", "16", "đơn"),
    Entry("don_tra", "Đơn hướng dẫn, trả lại", "10", "đơn"),
    Entry("don_khong_giai_quyet", "Đơn không đủ điều kiện giải quyết", "17", "đơn"),
    Entry("ky_luat", "Đảng viên bị thi hành kỷ luật", "39", "đảng viên"),
    Entry("khien_trach", "Khiển trách", "26", "đảng viên"),
    Entry("khien_trach_cap_uy", "Khiển trách, là cấp ủy viên", "9", "đồng chí"),
    Entry("canh_cao", "Cảnh cáo", "10", "đảng viên"),
    Entry("canh_cao_cap_uy", "Cảnh cáo, là cấp ủy viên", "5", "đồng chí"),
    Entry("ky_luat_khai_tru", "Khai trừ", "3", "đảng viên"),
    "Dân vận và đoàn thể",
    Entry("mo_hinh_co_so", "Mô hình, điển hình “Dân vận khéo” đăng ký ở cơ sở", "724", "mô hình, điển hình"),
    Entry("mo_hinh_co_so_mh", "Mô hình đăng ký ở cơ sở", "484", "mô hình"),
    Entry("mo_hinh_co_so_dh", "Điển hình đăng ký ở cơ sở", "240", "điển hình"),
    Entry("mo_hinh_khoi", "Mô hình, điển hình đăng ký cấp Đảng ủy Khối", "206", "mô hình, điển hình"),
    Entry("mo_hinh_khoi_mh", "Mô hình đăng ký cấp Đảng ủy Khối", "179", "mô hình"),
    Entry("mo_hinh_khoi_dh", "Điển hình đăng ký cấp Đảng ủy Khối", "27", "điển hình"),
    Entry("mo_hinh_tinh", "Mô hình, điển hình đăng ký cấp tỉnh", "93", "mô hình, điển hình"),
    Entry("mo_hinh_tinh_mh", "Mô hình đăng ký cấp tỉnh", "88", "mô hình"),
    Entry("mo_hinh_tinh_dh", "Điển hình đăng ký cấp tỉnh", "5", "điển hình"),
    Entry("hien_mau", "Hiến máu tình nguyện", "2.986", "đơn vị máu"),
    Entry("ho_tro", "Hỗ trợ từ các hoạt động của Đoàn", "2,5", "tỷ đồng"),
    Entry("co_so_doan_moi", "Cơ sở đoàn thành lập mới", "3", "cơ sở đoàn"),
    Entry("chi_doan_giai_the", "Chi đoàn giải thể", "13", "chi đoàn"),
    Entry("doan_ban_giao", "Tổ chức đoàn thuộc ngân hàng bàn giao", "6", "tổ chức đoàn"),
    Entry("gioi_thieu_doan_vien", "Đoàn viên ưu tú được giới thiệu cho Đảng", "549", "đoàn viên"),
    Entry("ket_nap_doan_vien", "Đoàn viên ưu tú được kết nạp vào Đảng", "464", "đoàn viên"),
    Entry("nha_dong_doi", "Nhà đồng đội do Hội Cựu chiến binh vận động xây dựng", "2", "căn"),
    Entry("nha_dong_doi_tien", "Kinh phí xây dựng nhà đồng đội", "100", "triệu đồng"),
)

BOOK = Book("Kết quả thực hiện chỉ tiêu Nghị quyết giữa nhiệm kỳ", date(2023, 7, 25), (_GRID,), _INFO, _FIGURES)
