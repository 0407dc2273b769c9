"""Reports: filling and regenerating Word documents. Codes PL5xx."""

from __future__ import annotations

from toolkit.problems.entry import ERROR, NOTE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "PL501": Entry(
        WARNING,
        "mẫu {template} không có trường nào để điền",
        "the template {template} has no field to fill",
        "ghi các trường dạng {{{{ mã.thuc_hien }}}} vào mẫu; lệnh `phuluc fields` liệt kê mọi mã",
        "write fields such as {{{{ key.thuc_hien }}}} into the template; `phuluc fields` lists every key",
    ),
    "PL502": Entry(
        WARNING,
        "trường {tag} không có số liệu nên để trống",
        "the field {tag} has no figure and is left empty",
        "nhập số liệu vào bảng, hoặc đặt câu này trong {{% if … %}}, hoặc dùng bộ lọc mac_dinh",
        "type the figure into the workbook, put the sentence inside {{% if … %}}, or use the filter mac_dinh",
    ),
    "PL505": Entry(
        NOTE,
        "bỏ liên kết ra ngoài của mẫu ({part}): {target}",
        "a link of the template to the outside was left out ({part}): {target}",
        "báo cáo không mang liên kết mà Word tự mở; siêu liên kết thường vẫn được giữ",
        "a report carries no link that Word follows by itself; ordinary hyperlinks are kept",
    ),
    "PL510": Entry(
        ERROR,
        "tệp không có phần văn bản Word",
        "the file holds no Word document part",
        "mở tệp bằng Word rồi lưu lại dạng .docx",
        "open the file in Word and save it again as .docx",
    ),
    "PL511": Entry(
        ERROR,
        "phần {part} của tệp Word bị hỏng: {reason}",
        "part {part} of the Word file is damaged: {reason}",
        "mở tệp bằng Word, chọn sửa chữa và lưu lại",
        "open the file in Word, let it repair the file and save it again",
    ),
    "PL521": Entry(
        ERROR,
        "dấu {tag} không khép kín trong đoạn: {text}",
        "{tag} is not closed in the paragraph: {text}",
        "mỗi {{{{ phải có }}}} và mỗi {{% phải có %}} trong cùng một đoạn",
        "every {{{{ needs its }}}} and every {{% its %}} in the same paragraph",
    ),
    "PL522": Entry(
        ERROR,
        "{tag} chưa có thẻ kết thúc",
        "{tag} is never ended",
        "thêm {{% endfor %}} hoặc {{% endif %}} ở chỗ kết thúc",
        "add {{% endfor %}} or {{% endif %}} where it ends",
    ),
    "PL523": Entry(
        ERROR,
        "{tag} phải đứng một mình trong một đoạn của phần thân văn bản",
        "{tag} must stand alone in a paragraph of the document's body",
        "đưa {{{{ phu_luc }}}} ra một đoạn riêng, ngoài bảng, đầu trang và chú thích",
        "move {{{{ phu_luc }}}} to a paragraph of its own, outside tables, headers and notes",
    ),
    "PL524": Entry(
        ERROR,
        "{tag} không có thẻ mở tương ứng",
        "{tag} has no opening tag",
        "bỏ thẻ thừa, hoặc thêm {{% for … %}} / {{% if … %}} ở trước",
        "remove it, or add the {{% for … %}} or {{% if … %}} before it",
    ),
    "PL525": Entry(
        ERROR,
        "{tag} và {end} ({there}) không nằm cùng một cấp",
        "{tag} and {end} ({there}) are not on one level",
        "đặt cả hai trong một đoạn, hoặc mỗi thẻ trong một đoạn riêng, hoặc mỗi thẻ trong một dòng riêng của cùng một bảng",
        "put both in one paragraph, each in a paragraph of its own, or each in a row of its own of one table",
    ),
    "PL526": Entry(
        ERROR,
        "mẫu tạo ra quá nhiều nội dung (giới hạn {limit})",
        "the template makes too much content (the limit is {limit})",
        "xem lại các vòng lặp {{% for %}} lồng nhau",
        "look at the nested {{% for %}} loops",
    ),
    "PL541": Entry(
        ERROR,
        "không ghi được {file}: tệp đang mở trong Word hoặc chương trình khác",
        "{file} cannot be written: it is open in Word or another program",
        "đóng tệp rồi chạy lại, hoặc ghi ra tên khác bằng -o",
        "close the file and run again, or write to another name with -o",
    ),
    "PL542": Entry(
        ERROR,
        "không ghi được {file}: không có quyền ghi vào thư mục {folder}",
        "{file} cannot be written: no permission to write in {folder}",
        "chọn thư mục khác bằng -o, hoặc xin quyền ghi",
        "choose another folder with -o, or ask for permission to write",
    ),
    "PL543": Entry(
        ERROR,
        "không ghi được {file}: ổ đĩa đã đầy",
        "{file} cannot be written: the disk is full",
        "giải phóng dung lượng rồi chạy lại; tệp cũ còn nguyên",
        "free some space and run again; the old file is untouched",
    ),
    "PL544": Entry(
        ERROR,
        "không ghi được {file}: {reason}",
        "{file} cannot be written: {reason}",
        "kiểm tra đường dẫn và ổ đĩa; tệp cũ (nếu có) còn nguyên",
        "check the path and the disk; the old file, if any, is untouched",
    ),
    "PL545": Entry(
        ERROR,
        "tệp kết quả trùng với tệp đầu vào {file}",
        "the output is the input file {file} itself",
        "chọn tên khác bằng -o; tệp của người dùng không bao giờ bị ghi đè",
        "choose another name with -o; an input is never written over",
    ),
    "PL546": Entry(
        ERROR,
        "thư mục {folder} không có",
        "there is no folder {folder}",
        "tạo thư mục trước, hoặc ghi ra chỗ khác bằng -o",
        "make the folder first, or write elsewhere with -o",
    ),
    "PL551": Entry(
        ERROR,
        "chương trình gặp lỗi không lường trước ({reason}); không ghi gì",
        "the program met something unforeseen ({reason}); nothing was written",
        "gửi tệp và dòng này cho người phụ trách phần mềm; đặt PHULUC_DEBUG=1 để xem chi tiết",
        "send the file and this line to whoever looks after the program; PHULUC_DEBUG=1 shows the details",
    ),
}
