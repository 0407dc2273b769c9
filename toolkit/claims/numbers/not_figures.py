"""Digits that are no figures: dates, document numbers, ordinals, codes, times, list marks. Patterns as data."""

from __future__ import annotations

import re

from toolkit.claims.numbers.normal import canon, pattern

_YEAR = r"(?:19|20)\d\d"
_YEARS = rf"{_YEAR}(?:\s?[-/]\s?(?:{_YEAR}|\d\d(?!\d)))?"
_DOCUMENTS = (
    "nghị quyết|chỉ thị|quyết định|công văn|kế hoạch|báo cáo|hướng dẫn|quy định|kết luận|thông tư|nghị định|thông báo|chương trình|"
    "tờ trình|luật|pháp lệnh|công điện|đề án|giấy phép|quy chế|thông tri|điện|văn bản|hợp đồng|biên bản|chương trình hành động"
)
# A plan is also a target: "kế hoạch 898, đạt …".
_DOCUMENTS_ALONE = _DOCUMENTS.replace("|kế hoạch|", "|(?:thực hiện|ban hành|triển khai|xây dựng|tại) kế hoạch|")
_NOT_NUMBERED = "".join(
    f"(?<!{word} )"
    for word in ("tổng", "trong", "dân", "hệ", "chỉ", "con", "đa", "một", "thiểu", "tỷ", "quân", "ký", "mã hóa")
)
_ORDINALS = (
    "lần thứ|thứ|lần|khóa|kỳ họp thứ|kỳ họp|đợt|điều|khoản|mục|chương|phần|bảng|biểu|biểu mẫu|mẫu số|phụ lục|hình|trang|câu|bài|quốc lộ|ql|tỉnh lộ|"
    "đt|dt|hl|hương lộ|đường|khu phố|ấp|khóm|thôn|tổ dân phố|phường|quận|số nhà|trung ương|tw|ban chỉ đạo|tiểu dự án|hợp phần|vành đai|tuyến số|"
    "tiểu khu|khoảnh|vùng|bậc|hạng|loại|cấp độ|mức độ|mức|(?<!trung )(?<!sơ )(?<!cao )cấp|nhóm|khối|vòng|giai đoạn|quý|vụ|km|lô|thế kỷ|thông tư|nghị định|top|tốp|dự án nhóm|điểm|tiết|tiểu mục|dự án|đoạn|gói|gói thầu|phân khu|đội|tổ|tầng|hầm|xóm|bản|ngõ|ngách|tập|"
    "binh đoàn|quân đoàn|sư đoàn|lữ đoàn|trung đoàn|tiểu đoàn|đại đội|trung đội|hải đoàn|hải đội"
)
_ROMAN = r"[ivx]+"

# (why, pattern) over the normal text; a figure that overlaps a match is no figure. The group "n", where there is one,
# is all that is meant. Order counts only for the reason told.
_SOURCES: tuple[tuple[str, str], ...] = (
    ("date", r"\d{1,2}\s?([-/.])\s?\d{1,2}\s?\1\s?(?:19|20)?\d\d(?!\d)"),
    ("date", rf"ngày \d{{1,2}}(?:,? tháng \d{{1,2}}(?:,? năm {_YEAR})?|\s?[-/]\s?\d{{1,2}}(?:[-/]{_YEAR})?(?![\d/])|(?= tháng))"),
    ("date", r"(?:từ |đến |đến hết |trước |sau |hết )ngày \d{1,2}(?! ?%)(?:\s?[-/]\s?\d{1,2})?"),
    ("date", r"(?:sáng|chiều|tối|trưa|đêm|hôm|hôm nay|hôm qua|vào|ngày|dịp|lễ|mừng|kỷ niệm|trước|đến|từ|sau|hết|tính đến|thời điểm|mốc) (?:ngày )?(?P<n>\d{1,2}\s?[-/]\s?\d{1,2})(?![\d/%,.]*\d)(?! ?(?:%|[^\W\d_]*(?:xã|đảng viên|hộ|tổ chức|chỉ tiêu|tiêu chí)))"),
    ("date", r"(?<![^\W_])ngày \d{1,2}[-/]\d{1,2}(?:(?:,|,? và|,? đến|,? hoặc) (?:ngày )?\d{1,2}/\d{1,2}(?![\d/%,.]*\d)(?! ?%))+"),
    ("date", r"ngày \d{1,2}(?: và|,|\s?-)\s?\d{1,2}[-/]\d{1,2}(?![\d/%])"),
    ("date", r"\d{1,2} và \d{1,2}[-/]\d{1,2}(?= âm lịch)"),
    ("date", rf"(?:\d{{1,2}}:\d\d|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),? \d{{1,2}} \d{{1,2}} {_YEAR}(?!\d)"),
    ("date", r"(?:hôm|ngày|sáng|trưa|chiều|tối|đêm) (?:nay|qua|kia|mai) (?P<n>\d{1,2}\s?[-/]\s?\d{1,2})(?![\d/%,.]*\d)(?! ?%)"),
    ("date", r"(?:nay|qua|mai|kia|rồi|tuần) \((?P<n>\d{1,2}[-/]\d{1,2})\)"),
    ("date", rf"(?<!\d)\d{{1,2}}\s?[-/]\s?{_YEAR}(?!\d)"),
    ("date", r"\d{1,2}/\d{1,2}\s?-\s?\d{1,2}/\d{1,2}(?![\d/%])"),
    ("date", r"(?:hôm nay|hôm qua|(?:sáng|trưa|chiều|tối|đêm) (?:qua|nay)|tuần trước|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),? \((?P<n>\d{1,2}\s?[-/]\s?\d{1,2})\)"),
    ("date", r"\d{1,2}/\d{1,2}\s?-\s?\d{1,2}/\d{1,2}(?![\d/])"),
    ("date", r"ngày (?:giao dịch|làm việc|bầu cử|hội) (?P<n>\d{1,2}[-/]\d{1,2})(?![\d/%])"),
    ("date", rf"(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )(?<!từng )tháng (?:\d{{1,2}}(?:[-/]{_YEAR})?|{_ROMAN}(?=[/ ,]))(?:,? (?:và )?(?:tháng )?\d{{1,2}}(?= năm))?(?: năm {_YEAR})?"),
    ("date", rf"quý (?:{_ROMAN}|\d)\s?[-/]\s?{_YEAR}"),
    ("year", rf"(?:{_YEAR}\s?-\s?{_YEAR})"),
    ("year", rf"(?:năm|năm học|niên khóa|vụ|mùa|giai đoạn|nhiệm kỳ|khóa|thời kỳ|tầm nhìn|đến|xuân|hè|thu|đông|thu đông|hè thu|đông xuân)(?: năm)? {_YEARS}(?!\d)(?![.,]\d)(?! ?%)(?:(?:,| và| và năm|, năm|;|;? năm) {_YEARS}(?!\d)(?![.,]\d)(?! ?%))*"),
    ("period", r"\d{1,2} (?:tháng|quý) (?:đầu|cuối|qua|năm|của năm|thực hiện)"),
    ("period", r"(?:hơn |gần |trong |sau |qua |kỷ niệm |lần thứ )?\d{1,2} năm (?:qua|thực hiện|triển khai|ngày|học tập|thi hành|nhìn lại|xây dựng|đổi mới|liên tiếp|liền|thành lập|đầu|cuối|tới)"),
    ("period", rf"\d{{1,2}} tháng (?:năm )?(?={_YEAR})"),
    ("period", rf"\d{{1,2}} năm,? \(?(?={_YEAR}\s?-)"),
    ("period", r"(?:kế hoạch|chiến lược|nghị quyết|chương trình|tài chính|đầu tư công) (?P<n>\d{1,2} năm)(?![^\W_])"),
    ("period", r"(?<!ngày )(?<!ngày)\b\d{1,2} tháng(?= (?:(?:được|ước|đạt|thực hiện)(?![^\W_])|\d))"),
    ("period", r"(?:^|[:;,.(] ?)(?P<n>\d{1,2} tháng)(?=,? (?:xảy ra|ghi nhận|thu|đạt|có|toàn|cả|đã|ước|phát hiện|tiếp nhận|thực hiện)(?![^\W_]))"),
    ("period", r"kỷ niệm (?:lần thứ )?\d{1,3} năm"),
    ("document", rf"(?=[sn]){_NOT_NUMBERED}(?<![^\W\d_])(?:số|no\.?)\s?:?\s?\d+[a-z]?(?:\s?[-/]\s?[^\W_][^\s,;)]*)?(?! ?%)"),
    ("document", rf"(?<![\d.,/])\d+/{_YEAR}/[a-zđ]+\d*(?: ?- ?[a-zđ]+\d*)?"),
    ("document", r"\d+[a-zđ]?\s?[-/]\s?(?:\d{4}\s?[-/]\s?)?[a-zđ]{2,}[-/][a-zđ]+[^\s,;)]*"),
    ("document", r"\d+[a-zđ]?\s?[-/]\s?(?:ct|nq|qđ|bc|kh|hd|kl|tb|cv|qc|tt|nđ|ttr|ctr|đa|qh\d*|pl)(?:\s?[-/]?[a-zđ]+)*(?![^\W_])(?!:? \d[\d.,]* [^\W\d_])"),
    ("document", rf"(?<!theo )(?:{_DOCUMENTS_ALONE}) (?:số )?(?P<n>0\d+|\d{{1,3}}[a-z]?)(?![.,/]?\d)(?! ?[%)])(?= (?:của|về|ngày|năm|khóa|được|và|-)|[,;.](?!\d)|$)"),
    ("document", r"(?:quyết định|nghị định|thông tư|nghị quyết) (?P<n>\d{1,4})(?= (?:là|:))"),
    ("document", r"(?:nghị quyết|kết luận|chỉ thị|nghị định|quy định|hướng dẫn) (?P<n>0\d+)(?![.,/]?\d)"),
    ("ordinal", rf"(?<![^\W_])(?:{_ORDINALS})\s?(?:số |thứ )?(?P<n>\d{{1,4}}[a-z]?)(?![^\W_])(?!\s?[/-]\s?\d)(?!(?:[.,]\d)?(?: -)? ?(?:%|phần trăm|‰|triệu|tỷ|nghìn|ngàn|đồng chí|người|hộ|đảng viên|tổ chức|ha|tấn|đơn vị|lớp|trường|công trình|cơ sở|xã))(?![.,]\d)"),
    ("ordinal", r"(?<![^\W_])(?:điều|khoản|chương|phụ lục|trang|quốc lộ|quận) (?P<n>\d{1,3}[a-z]?(?:(?:,| và|, và|;) \d{1,3}[a-zđ]?)+)(?![^\W_]|[.,]?\d)(?! (?:đồng chí|người|hộ|đảng viên|tổ chức|cơ sở|xã|điều|khoản|chương|phụ lục|quận)(?![^\W_]))(?! ?%)"),
    ("ordinal", r"(?<![^\W_])(?:thứ|hạng|vị trí) (?:thứ )?\d{1,3}(?:\s?/\s?\d{1,3})?(?![\d.,]*\d)"),
    ("ordinal", r"(?<![^\W_])(?:ban chỉ đạo|chương trình|đề án|dự án|trung ương|đường dây|tổ công tác|quỹ|tổ|cột) (?P<n>0\d|35|135|134|661|327|1719|389|197|06|09)(?![.,]?\d)(?! ?(?:%|[^\W\d_]*(?:đồng|tỷ|triệu)))"),
    ("ordinal", r"(?:trung ương|hội nghị) \d{1,2}(?:, \d{1,2})*(?= |,|\)|;)(?=[ ,]*\(?(?:khóa|và|trung))"),
    ("time", r"\d{1,2}\s?(?:h|g|giờ)\s?\d{1,2}(?: ?phút|')?(?!\d)(?! (?:vụ|người|lượt|trường hợp|cuộc|hộ)(?![^\W_]))"),
    ("ordinal", r"(?:học sinh|giáo viên|khối|em|trẻ|sách|vào|hết|tuyển sinh|năm|học) lớp (?P<n>\d{1,2})(?![\d.,]*\d)(?! ?%)"),
    ("time", r"(?<![\d:.,/])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:]|[.,]\d| ?%)"),
    ("time", r"(?:lúc|vào|hồi) \d{1,2}\s?(?:h|g|giờ)(?![^\W_])"),
    ("time", r"24/24(?: ?(?:h|giờ))?|24/7|7/7|24/24"),
    ("phone", r"(?:đt|điện thoại|sđt|hotline|fax|tel|di động|đường dây nóng)(?:\s?:)? ?(?P<n>(?:\d[ .()-]{0,2}){8,})"),
    ("phone", r"(?<![\d.,])0\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}(?!\d)"),
    ("code", r"(?:https?://|www\.)\S+|(?<![^\W_])(?:hyperlink|includepicture) [\"“]?\S+|(?:_\S+ )(?:\\\S+ )+(?:mergeformat )?\d{1,3}(?!\d)"),
    ("code", r"(?<![^\W_])[a-z][a-z\d.-]*\.(?:vn|com|org|net|gov|edu|html?|aspx?|php|pdf|docx?|xlsx?)(?:[/?#]\S*)?(?![^\W_])"),
    ("code", r"(?<![\d.,])\d{1,3}[a-zđ]\d{2,}[a-zđ]\w*"),
    ("code", r"(?<![\d.,])\d{2} ?[a-zđ]\d? ?- ?(?:\d{3}\.\d{2}|\d{4,5})(?!\d)"),
    ("code", r"(?<=[^\W\d_] )-\d{3,}-\d{2}(?!\d)"),
    ("code", r"(?<![^\W_])km ?\d+ ?\+ ?\d+(?:[.,]\d+)?"),
    ("code", r"(?<![\d.,])\d+[.,]\d+ ?s(?![^\W_])"),
    ("code", r"(?<![\d.,])[6-9]x(?![^\W_])"),
    ("code", r"(?<![^\W_])(?:ron|euro) (?P<n>\d{1,3})(?![.,]?\d)(?! ?%)"),
    ("code", r"(?<![\W\d_])[a-zđ]+-?\d+(?:[.,]\d+)*"),
    ("code", r"(?<=[^\W\d_])[-.]?\d+"),
    ("mark", r"(?:bình quân|trung bình|mỗi|tính trên|cứ)(?: mỗi)? (?P<n>1)(?= [^\W\d_])(?! (?:năm|tháng|ngày|tuần|quý|giờ|tỷ|triệu|nghìn)(?![^\W_]))"),
    ("ordinal", r"(?<!tuổi )(?<!là )(?<!ở mức )(?:dưới|trên|từ|đủ|ngoài) (?P<n>\d{1,2}(?: ?(?:-|đến|tới|đến dưới) ?\d{1,2})?)(?= tuổi)"),
    ("ordinal", r"(?<![^\W_])(?P<of>(?!đạt|được|có|là|còn|tăng|giảm|cả|nam|nữ)[^\W\d_]+ [^\W\d_]+) \d{1,2}(?:,|;| và|, và) (?P=of) \d{1,2}(?=[;.)]|$| (?:chưa|không|cần)(?![^\W_]))"),
    ("ordinal", r"\d (?:- \d )?sao(?![^\W_])"),
    ("ordinal", r"(?<![\d.,])[1-9](?:,[1-9]){2,}(?![\d.,%])(?! ?(?:%|[^\W\d_]))|(?<=[^\W\d_] )[1-9](?:,[1-9]){2,}(?= [^\W\d_])"),
    ("code", r"\d+(?:[.,]\d+)? ?x ?\d+(?:[.,]\d+)?"),
    ("code", r"\d+\.\d+\.\d+(?!\d)(?<!\d\.\d{3}\.\d{3})|(?<![\d.])(?!\d{1,3}(?:\.\d{3})+(?!\.?\d))\d+(?:\.\d+){3,}"),
    ("ordinal", r"(?:công nghiệp|cách mạng|chính phủ|phiên bản|nghị quyết|web|cmcn|iso|tcvn|qcvn|vietgap|wifi) (?:lần thứ tư )?(?P<n>\d+(?:[.:/-]\d+)*)(?![\d,])(?! ?%)"),
    ("mark", r"^\s*[-+*•]?\s*(?P<n>\d{1,2}(?:\.\d{1,2}){0,4})\s?[.)/-](?=[\s(]|$)"),
    ("mark", r"^\s*(?P<n>\d{1,2}(?:\.\d{1,2}){1,4})(?=\s[^\W\d_])(?! (?:tỷ|triệu|nghìn|ha|tấn))"),
    ("mark", r"(?:^|[\s;:,.])\((?P<n>\d{1,2})\)(?=[\s;,:]?\s?[^\W\d_%])"),
    ("mark", r"(?:^|[;:,.] )(?P<n>\d{1,2})\)(?= [^\W\d_])"),
    ("mark", r"(?<![^\W_])(?!(?:số|có|là|còn|được|nạp|gồm|đạt|tổ chức|cộng) )[^\W\d_]+ (?P<n>\d)(?=:)"),
    ("mark", r"\[(?P<n>\d{1,3})\]"),
)  # fmt: skip
_PATTERNS = tuple((why, pattern(source)) for why, source in _SOURCES)
_DIGIT = re.compile(r"\d")
_WORDED = tuple(
    shape for shape, (_, source) in zip(_PATTERNS, _SOURCES, strict=True) if r"\d" not in source or _ROMAN in source
)  # what may be found where no digit stands
# Words that end like one that numbers things but are names of things themselves: "văn bản 52", "nông thôn 310".
_COMPOUND = pattern(
    r"(?<![^\W_])(?:(?:nghiệp|nhiệm|dịch|phục|sự) vụ|(?:văn|cơ|kịch|ấn) bản|(?:học|luyện|thực|huấn) tập|nông thôn|(?:cổ|thành) phần|(?:địa|ưu|khuyết) điểm|"
    r"(?:phân|xếp|các) loại|(?:bộ|quân) đội|(?:hạng|danh|chuyên) mục|(?:mô|loại|truyền) hình|(?:đại|tiêu) biểu|huy chương|tài khoản|tin,? bài|lấy mẫu|"
    r"cầu,? đường|(?:cung|trợ) cấp|(?:thành|nội) khối|khu vực|liên tổ|tổng số) ?(?:là )?$"
)
_COMPOUND_REACH = 16
_BARE_YEAR = re.compile(rf"{_YEAR}$")


def spans(text: str) -> list[tuple[int, int, str]]:
    """The stretches of a normal text whose digits are no figures, with the reason, in order of their beginning."""
    found = []
    for why, shape in _PATTERNS if _DIGIT.search(text) else _WORDED:
        for match in shape.finditer(text):
            if why == "ordinal" and _COMPOUND.search(
                text,
                max(0, match.start() - _COMPOUND_REACH),
                match.start("n") if "n" in shape.groupindex else match.start(),
            ):
                continue
            low, high = match.span("n") if "n" in shape.groupindex else match.span()
            found.append((low, high, why))
    return sorted(found)


def is_bare_year(digits: str) -> bool:
    """True for four digits without grouping that can be a year of our time: 2023."""
    return _BARE_YEAR.match(digits) is not None


_NTH = re.compile("(?<![^\\W_])" + canon("thứ") + " $")
_ROMAN_BEHIND = pattern(r" (?!vi (?:phạm|rút|bằng|sinh|chất)(?![^\W_]))[ivx]+(?![^\W_])")


def is_nth(text: str, low: int, stop: int) -> bool:
    """True for an ordinal before a word that is a unit elsewhere: "lần thứ 8 Ban Chấp hành", "Trung ương 6 khóa XIII"."""
    return _NTH.search(text, max(0, low - len("thứ ") - 1), low) is not None or bool(_ROMAN_BEHIND.match(text, stop))
