"""What columns an appendix may have: their roles, usual headings, widths and number formats.

The reader finds a column by its words, the writers head and size it by the same table.
"""

from __future__ import annotations

from toolkit.records import record


@record(frozen=True, slots=True)
class Role:
    """One role: its name, the heading we write, folded phrases that tell it, and its share of a page's width."""

    name: str
    heading: str
    phrases: tuple[str, ...]
    width: float
    numeric: bool = False


STT = Role("stt", "STT", ("stt", "so tt", "so thu tu", "tt", "s tt"), 5)
LABEL = Role("label", "Nội dung", ("noi dung", "chi tieu", "ten chi tieu", "danh muc", "noi dung chi tieu",
                                   "ten noi dung", "tieu chi", "muc tieu", "cac chi tieu", "chi tieu chu yeu",
                                   "danh muc chi tieu", "chi tieu/noi dung", "noi dung/chi tieu", "noi dung cong viec",
                                   "dien giai", "ten muc", "nhiem vu", "ten nhiem vu", "noi dung nhiem vu", "cong viec",
                                   "ten cong viec", "chi tieu, nhiem vu", "nhiem vu, chi tieu", "chi tieu/nhiem vu",
                                   "nhiem vu/chi tieu", "noi dung thuc hien", "noi dung chi tieu nhiem vu",
                                   "cac noi dung", "tieu chi danh gia", "nhiem vu, giai phap", "chi so", "ten chi so"), 34)  # fmt: skip
UNIT = Role("unit", "Đơn vị tính", ("don vi tinh", "dvt", "d v t", "don vi", "dv tinh"), 9)
TARGET = Role("target", "Chỉ tiêu", ("chi tieu nghi quyet", "chi tieu", "chi tieu giao", "ke hoach", "chi tieu ke hoach",
                                     "chi tieu nam", "muc tieu", "chi tieu de ra", "du toan", "ke hoach giao", "kh nam",
                                     "nghi quyet", "chi tieu nhiem ky", "giao", "duoc giao", "so giao", "so duoc giao",
                                     "so luong giao", "dang ky", "yeu cau"), 10, True)  # fmt: skip
PERIOD = Role("period", "Thực hiện qua các kỳ", (), 8, True)
ACTUAL = Role(
    "actual",
    "Thực hiện",
    ("thuc hien", "ket qua thuc hien", "ket qua", "uoc thuc hien", "so thuc hien", "thuc te"),
    10,
    True,
)
PERCENT = Role("percent", "% so với chỉ tiêu", ("% so voi chi tieu", "ty le %", "ty le dat", "ty le hoan thanh",
                                                "% thuc hien", "% ke hoach", "th/kh", "dat %", "% dat"), 10, True)  # fmt: skip
PRIOR = Role("prior", "Cùng kỳ", ("cung ky", "cung ky nam truoc", "thuc hien cung ky", "nam truoc"), 10, True)
PRIOR_PERCENT = Role("prior_percent", "% so với cùng kỳ", ("% so voi cung ky", "so voi cung ky", "so cung ky",
                                                           "tang giam so voi cung ky"), 10, True)  # fmt: skip
NOTE = Role("note", "Ghi chú", ("ghi chu", "ghi chep", "danh gia", "nhan xet", "giai trinh", "ghi chu/giai trinh"), 10)
KEY = Role("key", "Mã", ("ma", "ma so", "ma chi tieu"), 12)
RULE = Role("rule", "Cách tính", ("cach tinh", "cach tinh thuc hien", "phuong phap tinh"), 12)
DIRECTION = Role("direction", "Chiều", ("chieu", "chieu huong"), 8)
MERGE = Role("merge", "Cách gộp", ("cach gop",), 12)

EXAMPLE_MARK = "(Ví dụ)"
"""Begins the label of a row that only shows how to fill the grid."""

JUDGEMENT_MARK = "Chưa đạt"
"""The word by which a note that a formula of ours fills is told from one somebody wrote."""

ROLES: tuple[Role, ...] = (
    STT, LABEL, UNIT, TARGET, PERIOD, ACTUAL, PERCENT, PRIOR, PRIOR_PERCENT, NOTE, KEY, RULE, DIRECTION, MERGE,
)  # fmt: skip
ROLE = {role.name: role for role in ROLES}
