"""How loosely a number is said: trên, gần, khoảng, từ … trở lên."""

from __future__ import annotations

import re
from decimal import Decimal

from toolkit.claims.numbers.normal import canon, pattern

_HEDGES = {
    "không dưới": ">=", "không thấp hơn": ">=", "không ít hơn": ">=", "tối thiểu": ">=", "ít nhất": ">=", "từ": "from",
    "không quá": "<=", "không vượt quá": "<=", "không cao hơn": "<=", "tối đa": "<=", "nhiều nhất": "<=",
    "hơn": ">", "trên": ">", "dưới": "<", "chưa đến": "<", "chưa tới": "<", "chưa đầy": "<", "không đầy": "<", "gần": "≲", "gần đạt": "≲", "ngót": "≲", "non": "≲",
    "khoảng": "~", "xấp xỉ": "~", "chừng": "~", "độ khoảng": "~", "ước khoảng": "~", "ước tính khoảng": "~", "tương đương khoảng": "~",
    "ước": "ước", "ước đạt": "ước", "ước tính": "ước", "ước thực hiện": "ước", "ước tính đạt": "ước", "ước đạt khoảng": "~", "đạt khoảng": "~",
    "ước đạt trên": ">", "ước đạt hơn": ">", "ước đạt gần": "≲", "ước trên": ">", "ước gần": "≲", "ước hơn": ">",
    ">=": ">=", "≥": ">=", "<=": "<=", "≤": "<=", ">": ">", "<": "<", "~": "~", "≈": "~",
}  # fmt: skip
_HEDGE_OF = {canon(word): bound for word, bound in _HEDGES.items()}
_HEDGE = re.compile(
    r"(?:(?<![^\W_])(?:" + "|".join(re.escape(w) for w in sorted(_HEDGE_OF, key=len, reverse=True) if w[0].isalpha())
    + r")|[<>]=?|[≥≤~≈]) ?$"
)  # fmt: skip
_HEDGE_REACH = max(map(len, _HEDGE_OF)) + 2
_AFTER = {canon("trở lên"): ">=", canon("trở xuống"): "<="}
_OPEN_END = pattern(r"(?: [^\W\d_]+){0,4}? (trở lên|trở xuống)")
_CLASS = pattern(
    r"(?<![^\W_])(?:tốt|khá|giỏi|đạt|đại học|cao đẳng|trung cấp|thạc sĩ|loại|hạng|trung bình|hoàn thành|xuất sắc|nhiệm vụ|bậc|mức|thứ|cấp|phó|trưởng|chức|tuổi|lớp|từ)(?![^\W_])"
)
# Words that end like a hedge and are names or comparatives: "nặng hơn 4", "mầm non 22", "cấp trên 6".
_NAMES = pattern(
    r"(?:(?:nặng|nhẹ|xấu|kém|sớm|muộn|già|trẻ|khá|yếu|mạnh|cao|thấp|nhiều|ít|lớn|nhỏ|nhanh|chậm|tốt|dài|ngắn) hơn|"
    r"(?:tính|dựa|cấp|bên|phía) trên|(?:cấp|bên|phía) dưới|mầm non) ?$"
)


def hedge(text: str, low: int, free: int) -> tuple[int, str]:
    """Where the hedge before the digits begins, and how loose it makes them."""
    window = max(free, low - _HEDGE_REACH)
    found = _HEDGE.search(text[window:low])
    if not found:
        return low, ""
    begin = window + found.start()
    if _NAMES.search(text, max(0, begin - 6), low):
        return low, ""
    return begin, _HEDGE_OF[found[0].strip()]


def open_end(text: str, stop: int) -> str:
    """The bound that words after a number set, "30% đảng viên trở lên"; "" where they name a class, "loại tốt trở lên"."""
    after = _OPEN_END.match(text, stop)
    return _AFTER[after[1]] if after and not _CLASS.search(after[0]) else ""


_BELOW = frozenset(map(canon, ("gần", "chưa đến", "chưa tới", "chưa đầy", "không đầy", "ngót", "non")))
_ABOVE = frozenset(map(canon, ("hơn", "trên", "quá")))


def fits(true: Decimal, told: Decimal, word: str, *, below: Decimal, above: Decimal, around: Decimal) -> bool:
    """True where words such as "gần gấp đôi", "hơn một nửa" may tell a value: down to `below`, up to `above` times it, or about it."""
    if word in _BELOW:
        return told * below <= true <= told
    if word in _ABOVE:
        return told <= true <= told * above
    return abs(true - told) <= told * around
