"""Running a verb: what stands in the way of an output, and what is wrong with a command line. Codes PL54x and PL55x."""

from __future__ import annotations

from toolkit.problems.entry import ERROR, Entry

ENTRIES: dict[str, Entry] = {
    "PL541": Entry(
        ERROR,
        "không ghi được {file}: tệp đang mở trong Word hoặc chương trình khác{by}",
        "{file} cannot be written: it is open in Word or another program{by}",
        "đóng tệp rồi chạy lại, hoặc ghi ra tên khác bằng -o; nếu không ai mở, xóa tệp {owner} còn sót bên cạnh",
        "close it and run again, or write to another name with -o; if nobody has it open, delete {owner} left beside it",
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
    "PL549": Entry(
        ERROR,
        "không ghi được {file}: lệnh này chỉ ghi ra tệp {endings}",
        "{file} cannot be written: this command writes {endings}",
        "đặt tên tệp ra có đuôi {endings}",
        "give the output a name that ends in {endings}",
    ),
    "PL550": Entry(
        ERROR,
        "{file} đã có nên không ghi đè",
        "{file} exists and is not written over",
        "chọn tên khác, hoặc dời tệp cũ đi",
        "choose another name, or move the old file away",
    ),
    "PL552": Entry(
        ERROR,
        "không ghi được {file}: đó là một thư mục",
        "{file} cannot be written: it is a folder",
        "ghi thêm tên tệp vào sau -o",
        "give -o the name of a file",
    ),
    "PL553": Entry(
        ERROR,
        "{file} bị người khác hoặc lần chạy khác sửa trong lúc đang điền; không ghi gì",
        "{file} was changed by somebody else or another run while it was being filled; nothing was written",
        "chạy lại",
        "run again",
    ),
    "PL554": Entry(
        ERROR,
        "không ghi được {file}: đó không phải một tệp thường",
        "{file} cannot be written: it is no ordinary file",
        "ghi ra một tệp bằng -o",
        "write to a file with -o",
    ),
    "PL555": Entry(
        ERROR,
        "không ghi được {file}: tệp được đặt chỉ đọc",
        "{file} cannot be written: it is marked read-only",
        "bỏ dấu chỉ đọc (Read-only) của tệp, hoặc ghi ra tên khác bằng -o",
        "take the read-only mark off the file, or write to another name with -o",
    ),
    "PL556": Entry(
        ERROR,
        "không ghi được {file}: tên hoặc đường dẫn quá dài",
        "{file} cannot be written: its name or path is too long",
        "đặt tên ngắn hơn bằng -o",
        "choose a shorter name with -o",
    ),
    "PL557": Entry(
        ERROR,
        "không ghi được {file}: ổ đĩa hoặc ổ mạng không trả lời ({reason})",
        "{file} cannot be written: the disk or network drive does not answer ({reason})",
        "kiểm tra kết nối rồi chạy lại; tệp cũ (nếu có) còn nguyên",
        "check the connection and run again; the old file, if any, is untouched",
    ),
    "PL559": Entry(
        ERROR,
        "không in được kết quả ra màn hình hay tệp nhận: {reason}; tệp báo cáo hay bảng tính đã ghi thì vẫn còn",
        "the output could not be printed: {reason}; a report or workbook that was written is there",
        "giải phóng chỗ hoặc in ra chỗ khác rồi chạy lại",
        "make room or print elsewhere, and run again",
    ),
    "PL558": Entry(
        ERROR,
        "lệnh viết chưa đúng: {reason}",
        "the command line is not right: {reason}",
        "xem cách dùng và ví dụ: {command} --help",
        "how it is used, with an example: {command} --help",
    ),
}
