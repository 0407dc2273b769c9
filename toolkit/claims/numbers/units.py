"""What may stand after a number: scales and units, as data."""

from __future__ import annotations

import re
from decimal import Decimal

from toolkit.claims.numbers.normal import canon

SCALES = {
    "nghìn tỷ": 10**12, "ngàn tỷ": 10**12, "trăm tỷ": 10**11, "chục tỷ": 10**10, "tỷ": 10**9,
    "trăm triệu": 10**8, "chục triệu": 10**7, "triệu": 10**6, "vạn": 10**4,
    "trăm nghìn": 10**5, "trăm ngàn": 10**5, "chục nghìn": 10**4, "chục ngàn": 10**4,
    "nghìn": 10**3, "ngàn": 10**3, "trăm": 10**2, "chục": 10,
}  # fmt: skip

# Units that measure: a printed number of them is rounded. (dimension, factor); units of one dimension can be added.
MEASURES: dict[str, tuple[str, int | Decimal]] = {
    "đồng": ("vnd", 1), "vnđ": ("vnd", 1), "vnd": ("vnd", 1), "đ": ("vnd", 1),
    "usd": ("usd", 1), "đô la mỹ": ("usd", 1), "đô la": ("usd", 1), "đôla": ("usd", 1), "euro": ("eur", 1), "eur": ("eur", 1),
    "ha": ("area", 10000), "héc ta": ("area", 10000), "hecta": ("area", 10000), "héc-ta": ("area", 10000), "km2": ("area", 10**6),
    "km²": ("area", 10**6), "m2": ("area", 1), "m²": ("area", 1), "mét vuông": ("area", 1), "sào": ("sào", 1), "công đất": ("công", 1),
    "tấn": ("mass", 1000), "tạ": ("mass", 100), "yến": ("mass", 10), "kg": ("mass", 1), "ki-lô-gam": ("mass", 1),
    "gam": ("mass", Decimal("0.001")), "g": ("mass", Decimal("0.001")),
    "km": ("length", 1000), "ki-lô-mét": ("length", 1000), "kilômét": ("length", 1000), "mét": ("length", 1), "m": ("length", 1),
    "m3": ("volume", 1), "m³": ("volume", 1), "mét khối": ("volume", 1), "lít": ("volume", Decimal("0.001")),
    "kwh": ("energy", 1), "mwh": ("energy", 1000), "gwh": ("energy", 10**6), "mw": ("power", 1), "mwp": ("power", 1), "kwp": ("power", Decimal("0.001")), "kw": ("power", Decimal("0.001")),
    "độ": ("độ", 1), "‰": ("‰", 1), "km/h": ("speed", 1), "teu": ("teu", 1),
    "lượt người/km": ("hk", 1), "tấn.km": ("tkm", 1), "tấn/km": ("tkm", 1), "tuổi": ("tuổi", 1),
}  # fmt: skip

# Units that are counted: whole numbers of them are exact.
COUNTS = (
    "chi, đảng bộ cơ sở", "chi, đảng bộ", "chi bộ, đảng bộ cơ sở", "chi bộ, đảng bộ", "đảng bộ, chi bộ cơ sở", "đảng bộ, chi bộ", "chi đảng bộ",
    "tổ chức cơ sở đảng", "tổ chức cơ sở đoàn", "tổ chức cơ sở hội", "tổ chức chính trị - xã hội", "tổ chức chính trị", "tổ chức đảng",
    "tổ chức đoàn", "tổ chức hội", "tổ chức công đoàn", "tổ chức", "cơ sở đảng", "cơ sở đoàn", "cơ sở hội", "hội cơ sở", "chi hội cơ sở", "tccs đảng", "tccsđ", "tcđ",
    "chi bộ cơ sở", "chi bộ trực thuộc", "chi bộ", "đảng bộ cơ sở", "đảng bộ bộ phận", "đảng bộ", "đảng ủy", "chi ủy", "cấp ủy",
    "chi đoàn", "chi hội", "đoàn cơ sở", "công đoàn cơ sở", "công đoàn", "hội cơ sở",
    "đảng viên dự bị", "đảng viên chính thức", "đảng viên", "quần chúng ưu tú", "quần chúng", "đoàn viên ưu tú", "đoàn viên", "hội viên",
    "cấp ủy viên", "ủy viên ban chấp hành", "ủy viên ban thường vụ", "ủy viên", "bí thư", "phó bí thư", "báo cáo viên", "tuyên truyền viên",
    "cộng tác viên", "đồng chí", "đ/c", "đại biểu", "cán bộ", "công chức", "viên chức", "cbccvc", "biên chế", "nhân sự", "học viên", "giáo viên",
    "học sinh", "sinh viên", "trẻ em", "trẻ", "cháu", "chị", "em", "bác sĩ", "bác sỹ", "nhân viên", "công nhân", "người lao động", "lao động",
    "lượt người", "lượt hộ", "lượt khách", "lượt cán bộ", "lượt đảng viên", "lượt hội viên", "lượt đoàn viên", "lượt", "người dân", "người",
    "hành khách", "khách", "nhân khẩu", "khẩu", "hộ gia đình", "hộ nghèo", "hộ cận nghèo", "hộ dân", "hộ", "gia đình", "cá nhân", "tập thể", "thành viên",
    "nạn nhân", "đối tượng", "bị can", "bị cáo", "phạm nhân", "vận động viên", "huấn luyện viên", "chiến sĩ", "thanh niên", "phụ nữ", "nữ", "nam",
    "lớp bồi dưỡng", "lớp tập huấn", "lớp", "khóa", "cuộc kiểm tra", "cuộc giám sát", "cuộc thanh tra", "cuộc họp", "cuộc thi", "cuộc",
    "hội nghị", "hội thảo", "kỳ họp", "phiên họp", "buổi", "đợt", "đoàn", "tổ", "đội", "nhóm", "ban", "phòng", "câu lạc bộ", "mô hình", "điển hình",
    "công trình", "dự án", "đề tài", "sáng kiến", "đề án", "chương trình", "phong trào", "phần việc", "chuyên đề", "chuyên mục",
    "nhiệm vụ", "chỉ tiêu", "tiêu chí", "nội dung", "mục tiêu", "vấn đề", "ý kiến", "kiến nghị", "đơn thư", "đơn tố cáo", "đơn khiếu nại",
    "đơn", "thư", "vụ, việc", "bản án, quyết định", "bản án", "vụ việc", "vụ án", "vụ", "việc", "trường hợp", "ca", "hồ sơ", "thủ tục hành chính", "thủ tục", "dịch vụ công", "văn bản", "nghị quyết",
    "chỉ thị", "kế hoạch", "quyết định", "báo cáo", "thông báo", "công văn", "tin, bài", "tin bài", "tin", "bài dự thi", "bài viết", "bài",
    "phiếu", "giải thưởng", "giải", "huy hiệu", "huy chương", "văn bằng", "bằng khen", "giấy khen", "suất quà", "suất học bổng", "suất", "phần quà",
    "căn nhà", "căn hộ", "căn", "nhà", "ngôi nhà", "xã, phường, thị trấn", "xã, phường", "xã, thị trấn", "phường, thị trấn", "xã", "phường", "thị trấn", "huyện", "quận", "tỉnh", "thành phố",
    "mô hình, điển hình", "thôn", "ấp", "bản", "buôn", "khu phố", "tổ dân phố", "khu dân cư", "trường học", "trường", "phòng học", "bệnh viện", "trạm y tế", "trạm",
    "giường bệnh", "giường", "cơ sở", "cơ quan", "đơn vị máu", "đơn vị", "địa phương", "doanh nghiệp", "hợp tác xã", "htx", "dn", "tổ hợp tác", "trang trại",
    "chi nhánh", "công ty", "nhà máy", "cửa hàng", "chợ", "cụm công nghiệp", "khu công nghiệp", "sản phẩm ocop", "sản phẩm", "mặt hàng", "thị trường",
    "con", "cây", "bông", "quả", "cái", "chiếc", "xe", "tàu", "phương tiện", "ô tô", "xe máy", "thiết bị", "máy", "bộ", "cầu", "tuyến đường", "tuyến",
    "hs", "gv", "sv", "đv", "hv", "nlđ", "tin báo", "nguồn tin", "dự thảo", "chủ thể", "nghệ nhân", "nông dân", "ngư dân", "chuyên gia", "người uy tín", "ý tưởng", "học bổng", "cổ phiếu", "tàu cá", "tàu thuyền", "máy bơm", "xuồng", "thuyền", "bè", "lồng bè", "súng", "cán bộ, công chức", "lãnh đạo", "chuyên viên chính", "chuyên viên", "kỹ sư", "dược sĩ", "y sĩ", "hộ lý", "kế toán viên", "kế toán", "thủ quỹ", "lái xe", "văn thư", "bảo vệ", "tạp vụ", "cán sự", "bài báo", "tài liệu", "tài sản", "phóng sự", "băng rôn", "pano", "tờ rơi", "giấy chứng nhận", "giấy phép", "giấy", "thẻ", "sổ", "tài khoản", "thuê bao", "mẫu", "liều", "mũi", "điểm", "điểm cầu", "điểm trường", "điểm bán",
    "di tích", "lễ hội", "làng nghề", "hộp", "bao", "thùng", "viên", "cọc", "thửa", "khu", "cụm", "lô", "gói thầu", "hợp đồng", "nguồn", "khoản",
    "hình thức", "danh mục", "biểu", "loại hình", "nước", "quốc gia", "nhà đầu tư", "chức danh", "mẹ", "liệt sĩ", "thương binh", "người có công",
    "tố cáo", "khiếu nại", "khiếu kiện", "lần", "hạng mục", "vị trí", "tháng", "ngày", "năm", "quý", "tuần", "giờ", "phút", "giây", "ngày công",
    "công dân", "cử tri", "du khách", "vị", "thí sinh", "tình nguyện viên", "điều dưỡng", "doanh nhân", "luật sư", "hòa giải viên", "chức sắc", "bé", "chủ đầu tư",
    "máy xúc", "xe tải", "người bệnh", "bệnh nhân", "sáng kiến kinh nghiệm", "công trình, phần việc", "tập thể, cá nhân", "nghệ sĩ", "tác phẩm", "ấn phẩm", "cuốn", "quyển", "tập", "trang", "đầu sách", "bộ phận", "sở", "ngành", "bộ môn", "điểm du lịch", "cuộc gọi",
    "sự cố", "đám cháy", "vụ cháy", "vụ tai nạn", "tai nạn", "km đường", "ổ dịch", "ổ", "nhà văn hóa", "thiết chế", "cơ sở giáo dục", "cửa khẩu",
)  # fmt: skip

# Names for anything counted, so that parts of any unit may add up to them.
_ANYTHING = frozenset(
    canon(
        "trường hợp|đối tượng|đơn vị|lượt|cá nhân|tập thể|tập thể, cá nhân|nội dung|hạng mục|đầu|thành viên|văn bản|vụ việc|"
        "tin|tin báo|nguồn tin|đơn|đơn thư|đơn tố cáo|đơn khiếu nại|phương tiện|chủ thể|thành phần|tang vật|sản phẩm|huy chương|giải thưởng|giải|danh hiệu|công trình|phần việc|cơ sở|chức danh"
    ).split("|")
)
_TIMES = canon("lượt")
DURATIONS = frozenset(map(canon, ("tháng", "ngày", "năm", "quý", "tuần", "giờ", "phút", "giây", "tuổi", "lần")))

_MEASURES = {canon(unit): (dimension, Decimal(factor)) for unit, (dimension, factor) in MEASURES.items()}
_COUNTS = frozenset(map(canon, COUNTS))
# Different names for the same thing when parts are added up.
_HEADS = (
    ("tổ chức cơ sở đảng", "tổ chức đảng", "cơ sở đảng", "tccs đảng", "tccsđ", "tcđ", "đảng bộ cơ sở", "đảng bộ", "chi bộ cơ sở", "chi bộ",
     "đảng bộ bộ phận", "tổ chức", "chi, đảng bộ cơ sở", "chi, đảng bộ", "chi bộ, đảng bộ cơ sở", "chi bộ, đảng bộ",
     "đảng bộ, chi bộ cơ sở", "đảng bộ, chi bộ", "chi đảng bộ", "chi bộ trực thuộc"),
    ("đảng viên", "đồng chí", "đ/c", "đảng viên dự bị", "đảng viên chính thức", "người", "quần chúng", "quần chúng ưu tú", "cán bộ", "công chức",
     "viên chức", "đoàn viên", "hội viên", "lao động", "nữ", "nam", "học viên", "ủy viên", "cá nhân", "nhân sự", "biên chế", "đại biểu",
     "cấp ủy viên", "bí thư", "phó bí thư", "ủy viên ban chấp hành", "ủy viên ban thường vụ", "người lao động", "công nhân",
     "công dân", "thanh niên", "phụ nữ", "giáo viên", "thành viên", "người dân", "báo cáo viên", "tuyên truyền viên", "cộng tác viên",
     "lãnh đạo", "chuyên viên chính", "kế toán viên", "chuyên viên", "kỹ sư", "dược sĩ", "y sĩ", "điều dưỡng", "hộ lý", "kế toán", "thủ quỹ", "lái xe", "văn thư", "bảo vệ", "tạp vụ", "cán sự",
     "nghệ nhân", "nông dân", "ngư dân", "chuyên gia", "hs", "gv", "sv", "đv", "hv", "nlđ", "chị", "em", "cháu", "trẻ", "trẻ em", "thí sinh", "cử tri", "du khách", "vị", "thương binh", "người bệnh", "bệnh nhân", "nhân viên", "bác sĩ", "bác sỹ", "học sinh", "sinh viên", "nhân khẩu", "đoàn viên ưu tú", "khách"),
    ("hộ", "hộ gia đình", "hộ nghèo", "hộ cận nghèo", "hộ dân", "gia đình"),
    ("cuộc", "cuộc kiểm tra", "cuộc giám sát", "cuộc thanh tra"),
    ("đơn", "đơn thư", "đơn tố cáo", "đơn khiếu nại", "tố cáo", "khiếu nại"),
    ("vụ", "vụ, việc", "vụ việc", "vụ án", "việc", "trường hợp"),
    ("lớp", "lớp bồi dưỡng", "lớp tập huấn"),
    ("mô hình", "điển hình", "mô hình, điển hình"),
    ("xã", "phường", "thị trấn", "xã, phường", "xã, thị trấn", "phường, thị trấn", "xã, phường, thị trấn"),
    ("hợp tác xã", "htx"),
    ("doanh nghiệp", "dn"),
    ("cơ sở hội", "hội cơ sở", "chi hội", "chi hội cơ sở", "tổ chức hội"),
    ("lượt người", "lượt"),
    ("nhà", "ngôi nhà", "căn nhà", "căn"),
    ("chi đoàn", "đoàn cơ sở", "cơ sở đoàn", "tổ chức đoàn"),
)  # fmt: skip
_PERSONS = 1  # which of the heads is that of persons
_FAMILY = {canon(name): index for index, names in enumerate(_HEADS) for name in names}

NOTE_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"  # they stand at the end of words and belong to none
_BY_LENGTH = sorted(set(_MEASURES) | _COUNTS, key=len, reverse=True)
_PER = (
    r"(?:\s?/\s?(?:ha|năm|tháng|ngày công|ngày|người|hộ dân|hộ|vụ|lao động|quý|m2|km2|km|kg|tấn|lượt|xã|đêm|tuần|con|suất|căn nhà|căn|nhà|phần|lớp|"
    r"mô hình|dự án|hợp tác xã|htx|công trình|buổi|đợt|trường hợp|trường|đơn vị|chi bộ|chi hội|cuộc|ca|bộ|cây|quyển|cuốn|thôn|sản phẩm|máy|xe|chiếc|cái|"
    r"học sinh|em|giáo viên|cơ sở|tổ|đội|hội viên|đảng viên)(?![^\W_]))"
)
# Nouns that are counted together: "14 thôn, bản", "38 cơ quan, đơn vị".
_TOGETHER = "|".join(
    f"(?:{names})(?:, (?:{names})){{1,2}}"
    for names in map(canon, (
        "thôn|bản|buôn|ấp|khóm|xóm|làng|sóc|tổ dân phố|khu phố|khu dân cư", "xã|phường|thị trấn|đặc khu",
        "cơ quan|đơn vị|doanh nghiệp|tổ chức|địa phương|phòng|ban|sở|ngành|đoàn thể", "cán bộ|công chức|viên chức|người lao động|chiến sĩ",
        "đoàn viên|hội viên|thanh niên", "tập thể|cá nhân", "học sinh|sinh viên|học viên",
    ))
)  # fmt: skip
UNIT = re.compile(
    rf"(?:{_TOGETHER}|" + "|".join(map(re.escape, _BY_LENGTH)) + rf")(?![^\W_{NOTE_MARKS}])" + f"{_PER}*" + "|(?:" + "|".join(
        re.escape(unit) for unit in _BY_LENGTH if unit in _MEASURES) + ")" + f"{_PER}+"
)  # fmt: skip
SCALE = re.compile("(?:" + "|".join(map(canon, SCALES)) + r")(?![^\W_])|tr\.? ?(?=đ)")
_SCALES = {canon(name): Decimal(value) for name, value in SCALES.items()}


def scale_of(word: str) -> Decimal:
    """What a scale word multiplies by: "nghìn tỷ" is Decimal(10) ** 12, "tr." before đ a million."""
    return _SCALES.get(canon(word), Decimal(10**6))


def is_counted(unit: str) -> bool:
    """True for a unit whose whole numbers are exact; a word that no table knows is taken for a thing counted."""
    return ("/" not in unit and unit not in _MEASURES) or unit in _COUNTS


def is_known(unit: str) -> bool:
    """True for a unit of the tables."""
    return unit in _COUNTS or unit.partition(",")[0] in _COUNTS or unit.partition("/")[0].strip() in _MEASURES


def factor(unit: str) -> Decimal:
    """How many of its dimension's smallest units one is: a tấn is 1000 kg; 1 for a thing counted."""
    return _MEASURES[unit][1] if unit in _MEASURES else Decimal(1)


def dimension(unit: str) -> str:
    """What a unit measures: "mass" for tấn; "" for a thing counted or a unit per another."""
    return _MEASURES[unit][0] if unit in _MEASURES else ""


def alike(one: str, other: str) -> bool:
    """True where figures of the two units may be compared or added; a missing unit goes with any."""
    if not one or not other or one == other:
        return True
    if one in _MEASURES and other in _MEASURES:
        return _MEASURES[one][0] == _MEASURES[other][0]
    if one.startswith(_TIMES) and other.startswith(_TIMES):
        return True
    if _family(one) is not None and _family(one) == _family(other):
        return True
    if ("/" in one) != ("/" in other) and one.partition("/")[0] == other.partition("/")[0] and "/" in one + other:
        return True
    short, long = sorted((one, other), key=len)
    return long.startswith((short + " ", short + ","))


def _family(unit: str) -> int | None:
    """Which of the heads a unit goes with; of several names the first: "cán bộ, công chức"."""
    return _FAMILY.get(unit, _FAMILY.get(unit.partition(",")[0]))


def is_person(unit: str) -> bool:
    """True for a name of persons: đồng chí, em, người lao động."""
    return _family(unit) == _PERSONS


def sums_to(total: str, part: str) -> bool:
    """True where figures of one unit may be parts of a total in the other."""
    if alike(total, part) or part in total.split(", "):
        return True
    anything = total in _ANYTHING or not is_known(part)
    return anything and is_counted(total) and is_counted(part) and part not in DURATIONS and total not in DURATIONS
