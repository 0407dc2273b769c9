"""Numbers in words, from one to a hundred."""

from __future__ import annotations

import re

from toolkit.claims.numbers.normal import canon, pattern

_ONES = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_AFTER_TEN = _ONES | {"mốt": 1, "lăm": 5, "nhăm": 5}
_DIGIT = "|".join(map(canon, _ONES))
_TAIL = "|".join(map(canon, _AFTER_TEN))

# "hai mươi lăm", "hai mươi", "hai lăm" is left out ("hai năm" is two years), "mười lăm", "ba", "một trăm".
WORDS = re.compile(
    rf"(?<![^\W_])(?:(?P<hundred>một trăm)|(?P<tens>{_DIGIT}) (?:mươi|chục)(?: (?P<unit>{_TAIL}))?|(?P<ten>mười)(?: (?P<teen>{_TAIL}))?|(?P<one>{_DIGIT}))(?![^\W_])"
)
# Words before "năm" that make it five and no year, and before a digit that make it none.
FIVE = pattern(
    r"(?:^|[(,;:] |(?:mới|có|với|gồm|lập|thêm|tra|sát|và|là|giảm|tăng|cử|nạp|trao|tặng|mở|bổ sung|kỷ luật|lý|thể|còn|xuống|lên|từ|dựng|thưởng|hiện) )$"
)
NAMED_ONE = pattern(r"(?:tổ|đội|nhóm|đợt|lớp|khối|khu|lần|quý) một $")  # "tổ một bảy người"
YEAR_BEFORE = pattern(
    r"(?:năm|trong|các|hằng|hàng|mỗi|một|nhiều|sau|qua|gần|cả|vài|suốt|từng|đầu|cuối|bình quân|của|so với) $"
)
_VALUES = {canon(word): value for word, value in _AFTER_TEN.items()}


def value_of(match: re.Match[str]) -> int:
    """The number a match of `WORDS` says."""
    if match["hundred"]:
        return 100
    if match["tens"]:
        return _VALUES[match["tens"]] * 10 + (_VALUES[match["unit"]] if match["unit"] else 0)
    if match["ten"]:
        return 10 + (_VALUES[match["teen"]] if match["teen"] else 0)
    return _VALUES[match["one"]]


def is_single(match: re.Match[str]) -> bool:
    """True for one digit in words, which is often no figure at all ("một số", "năm nay")."""
    return match["one"] is not None


def whole_of(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """The number a smaller one is said to be out of: "hai mươi tám trên ba mươi lăm khu"."""
    joined = _OUT_OF.match(text, match.end())
    whole = WORDS.match(text, joined.end()) if joined else None
    return whole if whole and 1 < value_of(match) <= value_of(whole) else None


_OUT_OF = pattern(r" (?:trên|trong)(?: tổng)?(?: số)? ")
_LISTED = pattern(r"(?<![^\W_])gồm[:,]? $|(?<![^\W_])gồm [^.;()]*(?:,| và) $")
_CONSISTS = pattern(r"(?: [^\W\d_]+){1,5},? (?:bao )?gồm(?![^\W_])")
_LIST_REACH = 90
_HALF_NUMBERS = frozenset(map(canon, ("một", "tư")))  # "tư nhân", "một số"


def is_among(text: str, match: re.Match[str]) -> bool:
    """True for one digit in words at the head of a list of figures: "(bốn nhất, 34 nhì, 25 ba)"."""
    heads = (match[0] not in _HALF_NUMBERS and text[match.start() - 1 : match.start()] in ("(", ":")) or text[
        match.start() - 2 : match.start()
    ] in ("; ", ": ")
    return heads and _FIGURES_FOLLOW.match(text, match.end()) is not None


_FIGURES_FOLLOW = pattern(r"(?: [^\W\d_]+){1,2}(?:,| và) \d+(?: [^\W\d_]+){1,2}[,;)]")


def is_listed(text: str, match: re.Match[str]) -> bool:
    """True for one digit in words at an item of a list after "gồm", or at what is said to consist of something."""
    if match[0] in _HALF_NUMBERS:
        return False
    listed = _LISTED.search(text[max(0, match.start() - _LIST_REACH) : match.start()])
    return listed is not None or _CONSISTS.match(text, match.end()) is not None
