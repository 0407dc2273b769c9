"""Grids: what the workbook's sheets say that cannot be taken as it stands. Codes PL2xx."""

from __future__ import annotations

from toolkit.problems.entry import ERROR, NOTE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "PL201": Entry(
        ERROR,
        "không tìm thấy dòng tiêu đề của phụ lục trong {file}: cần cột Nội dung và ít nhất một cột số (Chỉ tiêu, Thực hiện "
        "hoặc một kỳ); các dòng gần giống nhất: {near}",
        "no appendix header found in {file}: it needs a column Nội dung and at least one column of figures (Chỉ tiêu, "
        "Thực hiện or a period); the nearest rows: {near}",
        "đặt tiêu đề cột như: STT, Nội dung, Đơn vị tính, Chỉ tiêu, 2022, 2023, Thực hiện, Ghi chú",
        "head the columns like: STT, Nội dung, Đơn vị tính, Chỉ tiêu, 2022, 2023, Thực hiện, Ghi chú",
    ),
    "PL202": Entry(
        ERROR,
        "{file} không có số liệu nào (các trang đều trống hoặc ẩn)",
        "{file} holds nothing (every sheet is empty or hidden)",
        "kiểm tra xem đã lưu đúng tệp chưa",
        "see whether the right file was saved",
    ),
    "PL203": Entry(NOTE, "bỏ qua trang ẩn {sheet}", "the hidden sheet {sheet} was passed over"),
    "PL204": Entry(
        NOTE,
        "bỏ qua trang {sheet}: không có dòng tiêu đề của phụ lục",
        "the sheet {sheet} was passed over: it has no appendix header",
    ),
    "PL205": Entry(
        WARNING,
        "không đọc trang {sheet}: {count} ô, nhiều hơn mức đọc được trong một tệp",
        "the sheet {sheet} was not read: {count} cells are more than can be read of one file",
        "nếu trang này có phụ lục, chuyển phụ lục sang tệp riêng",
        "if an appendix is on it, move it to a file of its own",
    ),
    "PL206": Entry(NOTE, "có dòng ẩn vẫn được đọc: {rows}", "hidden rows were read like the others: {rows}"),
    "PL207": Entry(NOTE, "có cột ẩn vẫn được đọc: {columns}", "hidden columns were read like the others: {columns}"),
    "PL208": Entry(
        NOTE,
        "bỏ qua trang do chương trình tự lập: {sheet}",
        "sheets written by this program itself were passed over: {sheet}",
    ),
    "PL209": Entry(NOTE, "bỏ qua {count} dòng ví dụ", "{count} example rows were passed over"),
    "PL210": Entry(
        WARNING,
        "bỏ qua trang {sheet}: đến dòng {row} chưa thấy dòng tiêu đề của phụ lục nên không tìm tiếp",
        "the sheet {sheet} was passed over: no appendix header was found down to row {row}, where the search was given up",
        "nếu phụ lục ở phía dưới, chuyển lên đầu trang hoặc sang trang riêng",
        "if an appendix stands further down, move it to the top or to a sheet of its own",
    ),
    "PL211": Entry(
        ERROR,
        "ô báo lỗi {text}, không phải số",
        "the cell shows the error {text}, not a number",
        "sửa công thức của ô này",
        "mend the formula in this cell",
    ),
    "PL212": Entry(
        ERROR,
        "công thức {text} chưa được tính nên không có số",
        "the formula {text} was never calculated, so there is no number",
        "mở bằng Excel, để máy tính lại rồi lưu",
        "open it in Excel, let it calculate, and save",
    ),
    "PL213": Entry(
        ERROR,
        "ô chứa ngày {text} ở chỗ phải là số",
        "the cell holds the date {text} where a number belongs",
        "đổi định dạng ô sang Number rồi gõ lại số",
        "set the cell's format to Number and type the number again",
    ),
    "PL214": Entry(
        ERROR, "ô chứa {text}, không phải số", "the cell holds {text}, not a number", "gõ lại số", "type the number"
    ),
    "PL215": Entry(
        WARNING,
        "“{text}” có thể là {first} hoặc {second}; không đoán",
        "“{text}” may be {first} or {second}; neither was taken",
        "gõ lại: dấu phẩy cho phần lẻ, dấu chấm cho hàng nghìn (hoặc nhập dạng số)",
        "type it again: a comma before decimals, dots for thousands (or as a number)",
    ),
    "PL216": Entry(
        ERROR,
        "“{text}” không phải là số",
        "“{text}” is not a number",
        "gõ lại số; ô không có số liệu thì để trống hoặc ghi dấu -",
        "type the number; leave the cell empty or write - where there is none",
    ),
    "PL217": Entry(
        WARNING,
        "“{text}” viết kiểu nước ngoài, được đọc là {value}",
        "“{text}” is written the foreign way and was read as {value}",
        "dùng dấu phẩy cho phần lẻ",
        "use a comma before decimals",
    ),
    "PL218": Entry(
        WARNING,
        "ô “{text}” không phải là số; dùng số tính được",
        "the cell “{text}” is not a number; the computed figure is used",
        "xóa hoặc sửa ô này",
        "clear or mend the cell",
    ),
    "PL219": Entry(
        WARNING,
        "không hiểu Chiều “{text}”",
        "the direction “{text}” is not understood",
        "ghi >= (càng nhiều càng tốt) hoặc <= (càng ít càng tốt)",
        "write >= (more is better) or <= (less is better)",
    ),
    "PL220": Entry(
        WARNING,
        "ô ghi {value} ở một dòng tính bằng phần trăm; có thể thiếu định dạng %",
        "the cell says {value} in a row that is in percent; its % format may be missing",
        "nếu là {value} × 100 thì đặt định dạng % hoặc gõ lại",
        "if {value} × 100 is meant, give it a % format or type it again",
    ),
    "PL221": Entry(
        WARNING,
        "có giá trị {text} bị che dưới ô gộp {area}",
        "the value {text} lies hidden under the merged area {area}",
        "bỏ gộp ô để xem và xóa giá trị thừa",
        "unmerge the area and clear what is left over",
    ),
    "PL222": Entry(
        WARNING,
        "chỉ tiêu “{text}” không phải là số nên không tính tỷ lệ và không đánh giá",
        "the target “{text}” is not a number, so there is no percentage and no judgement",
        "ghi số (ví dụ 0, kèm Chiều <=) nếu cần đánh giá",
        "write a number (0, say, with the direction <=) where it is to be judged",
    ),
    "PL223": Entry(
        NOTE,
        "có nhiều cột chỉ tiêu; tỷ lệ tính theo cột “{used}”, không dùng cột “{column}”",
        "there are several columns of targets; percentages follow “{used}”, not “{column}”",
    ),
    "PL224": Entry(
        NOTE,
        "cột “{column}” không phải kỳ, chỉ tiêu, thực hiện hay tỷ lệ đã biết nên không đọc",
        "the column “{column}” is no period, target, actual or known share and was not read",
        "đổi tên cột nếu đó là số liệu của một kỳ",
        "rename the column if it holds the figures of a period",
    ),
    "PL225": Entry(
        WARNING,
        "dòng này có số liệu nhưng không có tên chỉ tiêu",
        "this row holds figures but has no label",
        "ghi tên chỉ tiêu ở cột Nội dung, hoặc xóa số ở dòng này",
        "write its label under Nội dung, or clear its figures",
    ),
    "PL226": Entry(
        ERROR,
        "“{text}” không theo đơn vị tính “{unit}” nên không dùng",
        "“{text}” is not in the unit “{unit}” and was not used",
        "gõ lại số theo đơn vị {unit}, hoặc sửa đơn vị tính",
        "type the number in {unit}, or correct the unit",
    ),
    "PL227": Entry(
        NOTE,
        "cột “{column}” chỉ cộng các kỳ đứng trước nên không đọc, để khỏi cộng hai lần",
        "the column “{column}” only adds up the periods before it and was not read, lest they count twice",
    ),
    "PL228": Entry(
        WARNING,
        "đơn vị tính ghi “{unit}”, là một con số; có thể các ô của dòng này bị lệch cột",
        "the unit says “{unit}”, which is a number; the cells of this row may have slipped by a column",
        "xem lại các ô của dòng này",
        "look at the cells of this row",
    ),
    "PL229": Entry(
        NOTE,
        "cột “{column}” là chỉ tiêu của năm sau năm có số liệu nên không dùng để tính tỷ lệ",
        "the column “{column}” is a target of the year after the figures and no percentage follows it",
    ),
    "PL230": Entry(
        WARNING,
        "“{text}” là một khoảng từ {low} đến {high}; tính theo {low}",
        "“{text}” is a range from {low} to {high}; {low} is computed with",
        "ghi một số, hoặc ghi “nhập tay” ở cột Cách tính",
        "write one number, or “nhập tay” under Cách tính",
    ),
    "PL231": Entry(
        WARNING,
        "bỏ {count} ký tự điều khiển mà tệp Word và Excel không chứa được: “{text}”",
        "{count} control characters that no Word or Excel file can hold were left out: “{text}”",
        "gõ lại ô này; ký tự lạ thường do chép từ chương trình khác",
        "type the cell again; such characters come from copying out of other programs",
    ),
    "PL232": Entry(
        WARNING,
        "chữ dài {count} ký tự, bị cắt còn {limit}: “{text}”",
        "the text has {count} characters and was cut to {limit}: “{text}”",
        "rút ngắn, hoặc chia ra nhiều ô",
        "shorten it, or divide it among several cells",
    ),
    "PL233": Entry(
        WARNING,
        "Chiều “{text}” trái với chỉ tiêu “{target}”; đánh giá theo Chiều",
        "the direction “{text}” is against the target “{target}”; it is judged by the direction",
        "sửa một trong hai ô",
        "correct one of the two cells",
    ),
}
