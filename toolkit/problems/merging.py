"""Merging units: rows, figures and files that need a person's word. Codes PL60x to PL64x."""

from __future__ import annotations

from toolkit.problems.entry import ERROR, NOTE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "PL601": Entry(
        WARNING,
        "trang Thông tin không ghi Cơ quan nên lấy tên tệp “{unit}” làm tên đơn vị",
        "the sheet Thông tin names no “Cơ quan”, so the file's name “{unit}” stands for the unit",
        "ghi tên đơn vị ở mục Cơ quan của trang Thông tin",
        "write the unit's name beside Cơ quan on the sheet Thông tin",
    ),
    "PL602": Entry(
        ERROR,
        "không đọc được tệp này nên để riêng, không gộp",
        "this file cannot be read; it was set aside and is not in the totals",
        "sửa theo vấn đề nêu ở chính tệp này rồi chạy lại",
        "mend what is said about the file and run again",
    ),
    "PL603": Entry(
        NOTE,
        "dòng “{label}” được coi là “{other}” ({units})",
        "the row “{label}” was taken for “{other}” ({units})",
        "nếu không phải, ghi Mã khác nhau cho hai dòng",
        "if they differ, give the two rows different Mã",
    ),
    "PL604": Entry(
        WARNING,
        "dòng “{label}” chỉ có ở {units} nên thành một dòng riêng",
        "only {units} have the row “{label}”; it became a row of its own",
        "nếu là một chỉ tiêu đã có, ghi Mã của chỉ tiêu đó vào cột Mã của dòng này",
        "if it is an indicator that others have, write that one's key in the row's column Mã",
    ),
    "PL605": Entry(
        ERROR,
        "dòng “{label}” ở {cells} có thể là “{other}” ({place}), chưa chắc nên để thành dòng riêng, không cộng vào",
        "the row “{label}” in {cells} may be “{other}” ({place}); in doubt it was kept as a row of its own and not added",
        "nếu là một, ghi Mã “{key}” ở cột Mã của cả hai dòng; nếu khác, ghi cho dòng này một Mã khác",
        "if they are one, write “{key}” in the column Mã of both rows; if not, give this row a key of its own",
    ),
    "PL606": Entry(
        ERROR,
        "hai dòng của cùng một đơn vị cùng là “{other}”; dòng “{label}” ở {cells} không được gộp",
        "two rows of one unit are both “{other}”; the row “{label}” in {cells} was not added",
        "sửa cột Mã để mỗi chỉ tiêu chỉ có một dòng",
        "correct the column Mã so that each indicator has one row",
    ),
    "PL607": Entry(
        WARNING,
        "“{label}” là tỷ lệ và không có Cách gộp nên để trống, không cộng",
        "“{label}” is a rate without a “Cách gộp”; it was left blank and not added up",
        "ghi Cách gộp ở bảng tổng hợp hoặc ở tệp của đơn vị: bình quân gia quyền theo [MÃ] (mã của dòng làm quyền số), trung bình, lớn nhất, nhỏ nhất, tổng hoặc không gộp",
        "write a Cách gộp in the merged workbook or the units' files: bình quân gia quyền theo [MÃ] (the key of the row with the weights), trung bình, lớn nhất, "
        "nhỏ nhất, tổng or không gộp",
    ),
    "PL608": Entry(
        ERROR,
        "không hiểu Cách gộp “{text}” của “{label}” nên để trống",
        "“{text}” under “Cách gộp” for “{label}” is not understood; it was left blank",
        "dùng: tổng, trung bình, bình quân gia quyền theo [MÃ], lớn nhất, nhỏ nhất, không gộp",
        "use: tổng, trung bình, bình quân gia quyền theo [MÃ], lớn nhất, nhỏ nhất, không gộp",
    ),
    "PL609": Entry(
        WARNING,
        "dòng “{label}” ở {cells} cùng Mã với “{other}” nên được gộp vào, dù tên khác hẳn",
        "the row “{label}” in {cells} has the key of “{other}” and was added to it, though their names differ",
        "kiểm tra lại cột Mã",
        "look at the column Mã",
    ),
    "PL610": Entry(
        ERROR,
        "Cách gộp của “{label}” lấy quyền số theo mã {base}, không dòng nào có mã này; để trống",
        "the “Cách gộp” of “{label}” takes its weights from the key {base}, which no row has; it was left blank",
        "ghi {base} ở cột Mã của dòng làm quyền số",
        "write {base} in the column Mã of the row that holds the weights",
    ),
    "PL611": Entry(
        WARNING,
        "“{label}”: {count}/{total} đơn vị không có số: {units}",
        "“{label}”: {count} of {total} units have no figure: {units}",
        "số gộp chỉ gồm các đơn vị có số",
        "the merged figure is that of the units which have one",
    ),
    "PL612": Entry(
        ERROR,
        "“{label}”: không gộp được ô hỏng hoặc không phải một số: {cells}",
        "“{label}”: cells that are damaged or hold no single number were left out: {cells}",
        "sửa các ô này ở tệp của đơn vị rồi chạy lại",
        "mend these cells in the units' files and run again",
    ),
    "PL613": Entry(
        NOTE,
        "“{label}” tính bằng {unit}; đã đổi số của các ô ghi đơn vị tính khác: {cells}",
        "“{label}” is in {unit}; figures in another unit of measure were converted: {cells}",
    ),
    "PL614": Entry(
        ERROR,
        "“{label}” tính bằng {unit}; không đổi được số ghi theo đơn vị tính khác nên không gộp: {cells}",
        "“{label}” is in {unit}; figures in a unit of measure that cannot be converted were left out: {cells}",
        "sửa cột Đơn vị tính, hoặc đổi số về {unit}",
        "correct the column Đơn vị tính, or give the figures in {unit}",
    ),
    "PL615": Entry(
        WARNING,
        "các đơn vị có chỉ tiêu khác nhau cho “{label}” ({low} đến {high}) nên để trống chỉ tiêu chung",
        "the units have different targets for “{label}” ({low} to {high}); the common one was left blank",
        "ghi chỉ tiêu chung vào bảng tổng hợp",
        "write the common target into the merged workbook",
    ),
    "PL616": Entry(
        ERROR,
        "“{label}”: có số thực hiện nhưng không có số theo kỳ nên không vào số gộp: {cells}",
        "“{label}”: an actual without any period's figure is not in the merged figures: {cells}",
        "yêu cầu đơn vị ghi số theo từng kỳ",
        "ask the unit for the figures of each period",
    ),
    "PL617": Entry(
        WARNING,
        "các đơn vị ghi {what} khác nhau cho “{label}” ({said}); dùng “{used}”",
        "the units differ in {what} for “{label}” ({said}); “{used}” was used",
        "thống nhất cột này ở các tệp",
        "let the files agree in that column",
    ),
    "PL618": Entry(
        WARNING,
        "“{label}”: không có quyền số ở dòng “{base}” nên bỏ tỷ lệ của {units}",
        "“{label}”: without a weight in the row “{base}” the rates of {units} were left out",
        "ghi số ở dòng làm quyền số",
        "give the figure in the row that holds the weights",
    ),
    "PL619": Entry(
        WARNING,
        "kỳ “{period}” chỉ có ở {units} nên thành một cột riêng",
        "only {units} have the period “{period}”; it became a column of its own",
        "nếu là một kỳ đã có, sửa tên cột cho giống các đơn vị khác",
        "if it is a period others have, name the column as they do",
    ),
    "PL620": Entry(
        WARNING,
        "các đơn vị ghi “{label}” khác nhau ({said}) nên để trống",
        "the units say different things for “{label}” ({said}); it was left blank",
    ),
    "PL621": Entry(
        WARNING, "{unit} chưa nộp", "{unit} has not sent", "nhắc đơn vị gửi tệp", "remind the unit to send its file"
    ),
    "PL622": Entry(
        WARNING, "{unit} nộp muộn: ngày {day}, hạn {due}", "{unit} is late: dated {day}, due {due}"
    ),
    "PL623": Entry(
        WARNING,
        "{unit} nộp {count} lần; dùng tệp mới nhất {used}, không dùng tệp này",
        "{unit} sent {count} times; the newest, {used}, is used and this one is not",
    ),
    "PL624": Entry(
        ERROR,
        "{unit} nộp {count} lần với nội dung khác nhau mà không rõ lần nào mới nhất ({files}); không gộp tệp nào",
        "{unit} sent {count} times with different contents and nothing tells the newest ({files}); none was merged",
        "ghi Ngày ở trang Thông tin, hoặc bỏ tệp cũ",
        "write Ngày on the sheet Thông tin, or leave out the old file",
    ),
    "PL625": Entry(
        WARNING,
        "“{unit}” không có trong danh sách đơn vị; vẫn được gộp",
        "“{unit}” is not on the roster; it was merged all the same",
        "thêm đơn vị vào danh sách, hoặc bỏ tệp này",
        "add the unit to the roster, or leave this file out",
    ),
    "PL626": Entry(
        ERROR,
        "“{unit}” có thể là “{other}” trong danh sách, chưa chắc nên coi là đơn vị ngoài danh sách",
        "“{unit}” may be “{other}” on the roster; in doubt it counts as unknown",
        "sửa Cơ quan ở trang Thông tin cho đúng tên trong danh sách, hoặc ghi cùng một Mã đơn vị",
        "write the name as the roster has it beside Cơ quan, or give both the same Mã",
    ),
    "PL627": Entry(
        NOTE,
        "{unit} không ghi Ngày nên không biết có nộp đúng hạn {due} không",
        "{unit} gives no date, so nobody can tell whether it met {due}",
        "ghi Ngày ở trang Thông tin",
        "write Ngày on the sheet Thông tin",
    ),
    "PL628": Entry(
        ERROR,
        "danh sách {file} không có cột “Tên đơn vị”",
        "the roster {file} has no column “Tên đơn vị”",
        "đặt tiêu đề cột: Tên đơn vị, Mã, Hạn nộp",
        "head the columns: Tên đơn vị, Mã, Hạn nộp",
    ),
    "PL629": Entry(
        WARNING,
        "danh sách ghi “{unit}” nhiều lần; tính một lần",
        "the roster names “{unit}” more than once; it counts once",
    ),
    "PL630": Entry(
        WARNING,
        "không hiểu hạn nộp “{text}” của {unit}",
        "the date “{text}” due for {unit} is not understood",
        "ghi ngày dạng 25/7/2026",
        "write the date like 25/7/2026",
    ),
    "PL631": Entry(
        NOTE,
        "bỏ qua tệp tạm mà Office tạo khi đang mở tài liệu",
        "the temporary file Office keeps while a document is open was passed over",
    ),
    "PL632": Entry(
        NOTE,
        "“{unit}” được coi là “{other}” trong danh sách",
        "“{unit}” was taken for “{other}” on the roster",
    ),
    "PL633": Entry(
        NOTE,
        "{unit} nộp lại: {count} ô thay đổi so với {before}",
        "{unit} sent again: {count} cells differ from {before}",
    ),
    "PL634": Entry(
        WARNING,
        "lần gộp trước có {unit} ({file}), lần này không có",
        "{unit} ({file}) was in the last merge and is not in this one",
        "kiểm tra xem có thiếu tệp không",
        "see whether a file is missing",
    ),
    "PL635": Entry(
        ERROR,
        "không có tệp nào gộp được",
        "there is no file that can be merged",
        "kiểm tra đường dẫn và các vấn đề nêu trên",
        "check the paths and the problems above",
    ),
    "PL636": Entry(
        NOTE,
        "{count} số của các đơn vị là quá nhiều cho một trang tính nên được ghi ở {file}; số gộp là số, không phải công thức",
        "{count} figures of units are too many for a sheet and stand in {file}; the totals are numbers and no formulas",
    ),
    "PL639": Entry(
        NOTE,
        "{count}/{total} đơn vị không còn chỗ để giữ lại trong sổ này; lần chạy sau đọc lại tệp của các đơn vị ấy",
        "{count} of {total} units find no room in this workbook; the next run reads their files again",
    ),
    "PL638": Entry(
        NOTE,
        "tệp này giống hệt {used} nên chỉ tính một lần",
        "this file is the same as {used} and counts once",
    ),
}  # fmt: skip
