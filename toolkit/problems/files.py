"""Files: what may not enter, what cannot be read or written. Codes PL1xx."""

from __future__ import annotations

from toolkit.problems.entry import ERROR, NOTE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "PL100": Entry(ERROR, "không có tệp {file}", "there is no file {file}", "kiểm tra lại đường dẫn", "check the path"),
    "PL101": Entry(
        ERROR,
        "không đọc được {file}: {reason}",
        "{file} cannot be read: {reason}",
        "kiểm tra quyền đọc, ổ mạng, hoặc đóng chương trình đang mở tệp",
        "check the permission, the network drive, or close the program that has it open",
    ),
    "PL102": Entry(
        ERROR, "{file} là tệp rỗng", "{file} is empty", "lưu lại tệp từ chương trình gốc", "save the file again"
    ),
    "PL103": Entry(
        ERROR,
        "{file} là tệp tạm mà Office tạo khi đang mở tài liệu, không phải tài liệu",
        "{file} is the temporary file Office keeps while a document is open, not the document",
        "chọn tệp cùng tên không có ~$ ở đầu",
        "choose the file of that name without ~$",
    ),
    "PL104": Entry(
        ERROR,
        "{file} có mật khẩu nên không đọc được",
        "{file} is protected by a password and cannot be read",
        "mở tệp, bỏ mật khẩu rồi lưu lại",
        "open it, remove the password and save it again",
    ),
    "PL105": Entry(
        ERROR,
        "{file} là trang web (HTML) mang tên bảng tính hoặc văn bản",
        "{file} is a web page (HTML) under the name of an Office file",
        "mở tệp bằng Excel hoặc Word rồi lưu lại dạng .xlsx hoặc .docx",
        "open it in Excel or Word and save it as .xlsx or .docx",
    ),
    "PL106": Entry(
        ERROR,
        "{file} không phải bảng tính Excel hay văn bản Word",
        "{file} is neither an Excel workbook nor a Word document",
        "chọn tệp .xlsx (bảng tính) hoặc .docx (văn bản)",
        "choose an .xlsx workbook or a .docx document",
    ),
    "PL107": Entry(
        ERROR,
        "{file} là văn bản Word dạng cũ (.doc)",
        "{file} is a Word document of the old kind (.doc)",
        "mở bằng Word rồi lưu lại dạng .docx",
        "open it in Word and save it as .docx",
    ),
    "PL108": Entry(
        ERROR,
        "{file} bị hỏng hoặc tải về chưa đủ ({reason})",
        "{file} is damaged or was not received whole ({reason})",
        "xin lại tệp, hoặc mở bằng Excel/Word để sửa rồi lưu lại",
        "ask for the file again, or let Excel or Word repair it and save it",
    ),
    "PL109": Entry(
        ERROR,
        "{file} lưu ở dạng Strict Open XML, không dùng được",
        "{file} is saved as Strict Open XML and cannot be used",
        "mở bằng Word rồi lưu lại dạng .docx thông thường",
        "open it in Word and save it as an ordinary .docx",
    ),
    "PL110": Entry(
        ERROR,
        "{file} là tệp nén nhưng không phải tệp Excel hay Word",
        "{file} is a zip archive but no Excel or Word file",
        "giải nén và chọn tệp bên trong",
        "unpack it and choose the file inside",
    ),
    "PL111": Entry(
        ERROR,
        "{file} không phải bảng tính (nội dung là {kind})",
        "{file} is no workbook (its content is {kind})",
        "chọn tệp .xlsx",
        "choose an .xlsx file",
    ),
    "PL112": Entry(
        ERROR,
        "{file} không phải văn bản Word (nội dung là {kind})",
        "{file} is no Word document (its content is {kind})",
        "chọn tệp .docx",
        "choose a .docx file",
    ),
    "PL113": Entry(
        ERROR,
        "{file} không phải văn bản UTF-8",
        "{file} is not a text in UTF-8",
        "mở bằng Notepad, chọn Save As và mã hóa UTF-8; nếu là tệp Word, đặt đuôi .docx",
        "open it in an editor and save it as UTF-8; if it is a Word file, give it the ending .docx",
    ),
    "PL114": Entry(
        ERROR,
        "{file} là văn bản thuần (CSV hay .txt) mang tên tệp Office",
        "{file} is plain text (CSV or .txt) under the name of an Office file",
        "mở bằng Excel hoặc Word rồi lưu lại dạng .xlsx hoặc .docx",
        "open it in Excel or Word and save it as .xlsx or .docx",
    ),
    "PL115": Entry(
        ERROR, "{file} là một thư mục", "{file} is a folder", "chọn một tệp trong thư mục", "choose a file inside it"
    ),
    "PL116": Entry(
        ERROR,
        "{file} là thiết bị hoặc đường ống, không phải tệp",
        "{file} is a device or a pipe and no file",
        "chọn một tệp trên đĩa",
        "choose a file on disk",
    ),
    "PL117": Entry(
        ERROR,
        "{file} thực ra là tệp {kind}",
        "{file} is really a {kind} file",
        "mở bằng chương trình đã tạo ra nó rồi lưu lại dạng .xlsx hoặc .docx",
        "open it in the program it comes from and save it as .xlsx or .docx",
    ),
    "PL120": Entry(
        ERROR,
        "{file} lớn quá mức cho phép ({what})",
        "{file} is larger than allowed ({what})",
        "tách bảng tính hoặc bỏ ảnh, định dạng thừa rồi lưu lại",
        "split the workbook or drop pictures and unused formatting, and save it again",
    ),
    "PL121": Entry(
        ERROR,
        "{file} nén bất thường (gấp {ratio} lần), giống bom nén nên không mở",
        "{file} is packed unusually tight ({ratio} times), like a zip bomb, and was not opened",
        "không mở tệp này; hỏi lại người gửi",
        "do not open it; ask the sender",
    ),
    "PL122": Entry(
        ERROR,
        "{file} có cấu trúc nén không hợp lệ (mục trùng tên hoặc bị mã hóa)",
        "{file} has an invalid zip structure (entries twice or encrypted)",
        "mở bằng Excel/Word rồi lưu lại",
        "open it in Excel or Word and save it again",
    ),
    "PL123": Entry(
        ERROR,
        "{file} chứa khai báo DTD trong {part}, tệp thường không có nên không mở",
        "{file} holds a DTD in {part}, which ordinary files never do, and was not opened",
        "không mở tệp này; hỏi lại người gửi",
        "do not open it; ask the sender",
    ),
    "PL131": Entry(NOTE, "tệp có macro; macro bị bỏ qua", "the file has macros; they are ignored"),
    "PL132": Entry(
        NOTE,
        "tệp có liên kết tới bảng tính khác; liên kết không được cập nhật",
        "the file links to other workbooks; the links are not followed",
    ),
    "PL133": Entry(NOTE, "tệp lưu ở dạng Strict Open XML", "the file is saved as Strict Open XML"),
    "PL135": Entry(
        NOTE,
        "văn bản có {count} liên kết ra ngoài mà Word tự mở; chương trình không mở liên kết nào",
        "the document has {count} links to the outside that Word would open by itself; none was followed",
    ),
    "PL134": Entry(
        WARNING,
        "đọc nhanh tệp {kind}: không thấy được công thức chưa tính, ô lỗi, định dạng % và phông chữ",
        "a {kind} file read by its values alone: formulas without a result, error cells, % formats and fonts are not seen",
        "lưu lại dạng .xlsx để kiểm tra đầy đủ",
        "save it as .xlsx for a full check",
    ),
}
