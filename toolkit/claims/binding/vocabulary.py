"""The words that give a number its part, as patterns: what is said of it, targets, earlier figures, wholes, steps."""

from __future__ import annotations

import re
from enum import Enum

from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import W


class Verb(Enum):
    """What is said of a percentage or a difference."""

    SHARE = "share"  # đạt, bằng, tỷ lệ
    PART = "part"  # chiếm
    OVER = "over"  # vượt
    SHORT = "short"  # thiếu, hụt
    UP = "up"  # tăng, cao hơn
    DOWN = "down"  # giảm, thấp hơn
    BRACKET = "bracket"  # alone in brackets
    SAME = "same"  # tương ứng, tương đương: as the number before
    NONE = "none"


class Base(Enum):
    """What a percentage is measured by, where the words say it."""

    TARGET = "target"
    PRIOR = "prior"
    WHOLE = "whole"
    NONE = "none"


_LACKS = r"thiếu(?! (?:việc làm|hụt lao động|máu|nước|đất|vốn|nhi|niên|tá|tướng|úy|tháng|sót|vắng)(?![^\W_]))"  # "tỷ lệ thiếu việc làm"
_VERBS = (
    (
        Verb.OVER,
        r"(?:(?<!đạt và )vượt(?! \($)|(?<=đạt và )vượt(?!(?: chỉ tiêu| kế hoạch)? ?\())(?! và| nửa| quá| qua| lên| khó| bậc| là)",
    ),
    (Verb.SHORT, rf"(?:còn |bị )?(?:{_LACKS}|hụt)|còn cách"),
    (Verb.UP, r"tăng|cao hơn|nhiều hơn|lớn hơn|nhỉnh hơn|dài hơn|rộng hơn|nhanh hơn|sớm hơn|đắt hơn"),
    (
        Verb.DOWN,
        r"giảm|sụt giảm|suy giảm|lao dốc|rút ngắn|thấp hơn|ít hơn|kém hơn|nhỏ hơn|trẻ hơn|ngắn hơn|rẻ hơn|chậm hơn|muộn hơn",
    ),
    (Verb.SAME, r"tương ứng(?: với)?|tương đương(?: với)?|tức(?: là)?|nghĩa là|hay"),
    (Verb.PART, r"chiếm(?: tỷ lệ| tỷ trọng)?|tỷ trọng"),
    (
        Verb.SHARE,
        r"đạt(?: tỷ lệ)?|bao phủ|bằng|tỷ lệ|=|hoàn thành(?! (?:xuất|tốt|nhiệm))|thực hiện|đáp ứng(?: được)?(?= $)",
    ),
)
VERB = pattern(r"(?<![^\W_])(?:" + "|".join(f"(?P<{verb.name}>{words})" for verb, words in _VERBS) + r")(?![^\W_])")
_TARGET_WORDS = (
    r"(?<!xây dựng )(?<!ban hành )(?<!triển khai )(?<!quán triệt )(?<!học tập )(?<!thông qua )"
    r"(?:chỉ tiêu|(?<!theo )(?<!ngoài )kế hoạch|(?<!đề )nghị quyết(?! chuyên đề| số| về| toán))|kh|chương trình(?= (?:đề ra|năm|cả năm|công tác|kiểm tra|giám sát)(?![^\W_]))|(?<=[(:/] )ct(?= ?:? ?$)|(?<=[(:/])ct(?= ?:? ?$)|(?<=so )ct(?= ?:? ?$)|dự toán|dt|(?<!chương trình )mục tiêu|nq|định mức|phấn đấu|(?<!đạt )yêu cầu(?= ?[:(]? ?$| (?:đề ra|đặt ra|là|của|giao|phải)(?![^\W_]))|"
    rf"(?:được|tỉnh|trên|trung ương|huyện|cấp trên|bộ|ubnd {W}|hđnd {W}) giao(?! thông| lưu| dịch)|(?<!bàn )(?<!chuyển )(?<!trao )(?<!đã )giao(?! thông| lưu| dịch| nộp| cho| ban| khoán| đất| quyền| rừng| quân| tiếp)|(?<!được )(?<!vốn )đăng ký(?! (?:mua|bán|và)(?![^\W_]))(?! [^\W\d_]+ [^\W\d_]+)"
)
_ACTUAL = r"đạt|được(?! giao| duyệt| phê duyệt| phân bổ| bố trí)|thực hiện|kết quả|đã(?! (?:đề|đặt|được giao|giao|đăng ký))|có|tăng(?! trưởng)|giảm|vượt|hoàn thành|ước|chiếm|bằng"
TARGET = pattern(rf"(?<![^\W_])(?:{_TARGET_WORDS})(?![^\W_])(?!.*(?<![^\W_])(?:{_ACTUAL})(?![^\W_]))")
TARGET_GIVEN = pattern(
    rf"phấn đấu(?: {W}){{0,4}} đạt(?: từ)?[ :(]*$|(?:chỉ tiêu|kế hoạch|(?<!đề )nghị quyết(?! chuyên đề| số| về| toán)|dự toán)(?: {W}){{0,6}}? (?:đề ra|giao|là|giao là|đề ra là)(?: phải)?(?: đạt)?[ :(]*$"
)
_PRIOR_WORDS = (
    r"cùng kỳ|ck|cùng thời điểm|năm trước|năm ngoái|tháng trước|quý trước|tuần trước|(?:lần|đợt) trước(?! đó)|kỳ trước|nhiệm kỳ trước|khóa trước|(?<!tháng )(?<!nửa )(?<!từ )đầu (?:nhiệm kỳ|năm|kỳ)(?! đến| tới)|"
    r"trước đây|trước đó|trước (?:khi )?(?:sáp nhập|sắp xếp|hợp nhất)|năm học trước|vụ trước|liền trước|liền kề"
)
EARLIER = pattern(rf"(?<![^\W_])(?:{_PRIOR_WORDS})(?![^\W_])|so với ")
PRIOR = pattern(
    rf"(?<![^\W_])(?:{_PRIOR_WORDS})(?![^\W_])|so với (?:mức |con số )?$|^ ?\((?:năm )?Y:? (?!tháng|quý)"
    r"|trong khi (?:năm |tháng |quý )?Y|so với (?:cuối |đầu |thực hiện |kết quả )?(?:năm |tháng |quý |nhiệm kỳ |giai đoạn |thời điểm )?Y"
)
WHOLE = pattern(
    rf"(?<![^\W_])(?:tổng số|tổng cộng|tổng|trong số(?! đó| này| trên)(?! (?:đã|được)(?: {W}){{1,4}} có )|toàn (?:{W} ){{1,5}}(?:có|là)|hiện có|quản lý)(?![^\W_])"
)
STEP = pattern(
    r"(?:tăng|giảm|rút ngắn|cao hơn|thấp hơn|nhiều hơn|ít hơn|khuyết)(?: thêm| đi| được|(?P<against> so với (?!(?:mức|con số) $)(?:(?!(?<!lần lượt) là | đạt | có | được )[^,;()])*?)| so cùng kỳ| cùng kỳ| năm trước)? $"
    rf"|(?P<limit>(?:vượt(?! và)|{_LACKS}|hụt|còn cách)(?: {W}| Y){{0,9}} $)"
    rf"|(?P<more>(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém|trẻ|ngắn|rẻ|chậm|muộn|dài|rộng|nhanh|sớm|đắt) hơn(?: (?!(?:có|là|đạt|được|thì|nên|và) ){W}| Y){{1,9}} $)"
)
# What was done with a sum that is told before: "đã giải ngân 918 tỷ đồng".
SPENT = pattern(
    r"(?<![^\W_])(?:giải ngân|gn|thanh toán|quyết toán|sử dụng|chi|chi trả|thu hồi|nghiệm thu|thực hiện|phân bổ|cho vay|hỗ trợ|trả nợ|thi công|gieo cấy|gieo trồng|thu hoạch)(?: được| xong| hết| đến nay| đạt| là)* $"
)
SIGNED = re.compile(r"(?:^|[ (])(?P<plus>\+) ?$|\(- ?$")
# How much more or less a figure is than before, told in passing behind it: ", tăng 6,2% so với cùng kỳ".
GROWTH = pattern(
    rf"(?:[,;]| ?\() ?(?:và )?(?:tăng|giảm)(?: {W}){{0,2}} P(?: so với(?: {W}| Y){{1,5}}|(?: so)? cùng kỳ)?"
)
TARGET_WORD = pattern(r"chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết|định mức")
AFTER_TARGET = pattern(
    rf"^ ?(?:so với |so |của |trên |trong )?(?:(?!vượt|chưa|không|đạt){W} )?(?:{_TARGET_WORDS})(?![^\W_])"
)
AFTER_PRIOR = pattern(
    rf"^ ?(?:so với|so|của)? ?(?:{W}[ /]){{0,3}}?(?:{_PRIOR_WORDS}|Y)(?![^\W_])|^ ?so với (?:quý|tháng) [ivx]+(?![^\W_])"
)
AFTER_WHOLE = pattern(r"^ ?(?:so với |so |của |trên |trong |/)?(?:tổng|toàn|số)(?![^\W_])")
# A heading over figures that met their targets and are none.
HEADING = pattern(rf"^.*(?<![^\W_])(?:vượt|đạt|hoàn thành|đạt và vượt) (?:{_TARGET_WORDS})(?: {W}){{0,3}}:")
# What may stand in brackets before a target that is named before them.
PLAIN = pattern(r" ?(?:(?:là|năm|cả năm|tỉnh|trung ương|huyện|đề ra|được|giao|tương ứng|từ|phải|đạt|Y|với|bằng) ?)*")
REFERENCE = pattern(
    rf"{PRIOR.pattern}|(?:năm|tháng|quý|kỳ|giai đoạn|nhiệm kỳ|thời điểm) Y|bình quân|trung bình|mức chung|so với"
)
# What may stand in brackets before an earlier figure that is named before them.
PLAIN_PRIOR = pattern(
    r" ?(?:(?:là|năm|cả năm|chỉ|mới|có|đạt|ở|mức|thực hiện|khoảng|toàn [^\W\dA-Z_]+|tháng|quý|tương ứng|Y|với|bằng|được|còn|thu được|:|xảy ra|tổng số|tổng) ?)*"
)

# Words that stand alone in several rooms.
MEAN = pattern(r"(?<![^\W_])(?:bình quân|trung bình)(?![^\W_])")
ADDED = pattern(r"(?<![^\W_])thêm $")
RISES, FALLS = pattern(r"tăng|nâng|lên"), pattern(r"giảm|hạ|rút|xuống|còn")
DENIED = pattern(r"(?<![^\W_])(?:chưa|không)(?![^\W_])")
OPENED = pattern(r"[:(]|(?<![^\W_])(?:trong đó|trong số|gồm|có|cụ thể|riêng|thì)(?![^\W_])")
OF_ALL = pattern(r" (?:so với |của |trên |trong )?tổng(?![^\W_])")
# Classes of one assessment, of which each thing is in one: what they "đạt" is their share.
GRADE = pattern(r"(?<![^\W_])(?:loại|xuất sắc|giỏi|tốt|khá|trung bình|yếu|kém|(?:không )?hoàn thành)(?![^\W_])")
