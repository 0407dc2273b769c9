"""Many units at once: workers, clusters, one report or workbook for each unit. Codes PL65x and PL66x."""

from __future__ import annotations

from toolkit.problems.entry import ERROR, NOTE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "PL650": Entry(
        ERROR,
        "gặp lỗi không lường trước khi xử lý {item} ({reason}); phần còn lại vẫn tiếp tục",
        "something unforeseen happened with {item} ({reason}); the rest goes on",
        "gửi tệp và dòng này cho người phụ trách phần mềm; đặt PHULUC_DEBUG=1 để xem chi tiết",
        "send the file and this line to whoever looks after the program; PHULUC_DEBUG=1 shows the details",
    ),
    "PL651": Entry(
        ERROR,
        "{item} làm dừng mọi tiến trình xử lý nó ({reason}) nên để riêng; phần còn lại vẫn tiếp tục",
        "{item} ended every process that worked on it ({reason}) and was set aside; the rest goes on",
        "tệp có thể quá lớn so với bộ nhớ; mở bằng Excel, bỏ phần thừa, lưu lại rồi chạy lại",
        "the file may need more memory than there is; open it in Excel, drop what is not needed, save it and run again",
    ),
    "PL652": Entry(
        ERROR,
        "không chạy được tiến trình phụ trên máy này",
        "no further processes can run on this machine",
        "chạy với --jobs 1",
        "run with --jobs 1",
    ),
    "PL653": Entry(
        ERROR,
        "--scheduler cần thư viện distributed, máy này chưa cài",
        "--scheduler needs the library distributed, which is not installed",
        'chạy: pip install "phuluc[cluster]"; hoặc bỏ --scheduler để dùng máy này',
        'run: pip install "phuluc[cluster]"; or leave --scheduler out to use this machine',
    ),
    "PL654": Entry(
        ERROR,
        "không kết nối được với bộ điều phối {scheduler}: {reason}",
        "the scheduler {scheduler} cannot be reached: {reason}",
        "kiểm tra địa chỉ (dạng tcp://máy:8786) và mạng; hoặc bỏ --scheduler để dùng máy này",
        "check the address (like tcp://host:8786) and the network; or leave --scheduler out to use this machine",
    ),
    "PL655": Entry(
        ERROR,
        "bộ điều phối {scheduler} không có máy nào làm việc",
        "the scheduler {scheduler} has no worker",
        "chạy trên các máy đó: dask worker {scheduler}",
        "start some: dask worker {scheduler}",
    ),
    "PL656": Entry(
        ERROR,
        "máy {worker} có phuluc bản khác hoặc chưa cài ({theirs}; máy này: {ours})",
        "the worker {worker} has another version of phuluc or none ({theirs}; here: {ours})",
        "cài cùng một bản phuluc trên mọi máy của cụm",
        "install the same version of phuluc on all machines of the cluster",
    ),
    "PL661": Entry(
        ERROR,
        "{file} và {other} cùng cho một tệp báo cáo {report}; chỉ lập theo tệp đứng trước",
        "{file} and {other} lead to one report, {report}; only the one that comes first is filled",
        "đổi tên một trong hai bảng tính, hoặc chạy riêng",
        "rename one of the two workbooks, or run them apart",
    ),
    "PL662": Entry(
        ERROR,
        "không lập được báo cáo từ {file} ({codes})",
        "no report was made from {file} ({codes})",
        "sửa tệp này rồi chạy lại; các báo cáo khác không phải làm lại",
        "correct it and run again; the other reports stand",
    ),
    "PL663": Entry(
        WARNING,
        "{count} tệp đã có nên giữ nguyên, không ghi đè: {files}",
        "{count} files exist already and were left as they are: {files}",
        "muốn phát lại bảng trống cho đơn vị nào thì dời tệp cũ của đơn vị ấy đi",
        "to hand a unit a blank workbook again, move its old file away",
    ),
    "PL664": Entry(
        WARNING,
        "chỉ tiêu chung được ghi nguyên cho từng đơn vị: {labels}",
        "the common target was handed to every unit as it is: {labels}",
        "nếu đó là tổng của các đơn vị, thêm vào danh sách một cột mang mã của chỉ tiêu, ghi phần của từng đơn vị",
        "if it is the sum of the units' own, add a column headed by the indicator's key to the roster, with each unit's part",
    ),
    "PL665": Entry(
        NOTE,
        "cột “{heading}” của danh sách không phải mã của một chỉ tiêu nên không dùng",
        "the roster's column “{heading}” is no indicator's key and was not used",
        "xem các mã bằng phuluc fields",
        "phuluc fields lists the keys",
    ),
    "PL666": Entry(
        ERROR,
        "không ghi được bảng của {unit} ({codes})",
        "the workbook of {unit} was not written ({codes})",
        "sửa theo vấn đề đã nêu rồi chạy lại; các tệp khác không phải làm lại",
        "put right what is said of it and run again; the other files stand",
    ),
    "PL667": Entry(
        ERROR,
        "danh sách {file} không có đơn vị nào",
        "the roster {file} names no unit",
        "ghi mỗi đơn vị một dòng dưới tiêu đề Tên đơn vị",
        "write one unit a row below the heading Tên đơn vị",
    ),
}
