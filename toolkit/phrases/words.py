"""Numbers, dates and letters in Vietnamese words: plain functions on plain values."""

from __future__ import annotations

import re
from decimal import Decimal

from toolkit.hints import Final
from toolkit.numbers import decimals_of, round_half_up, show
from toolkit.patterns import seldom
from toolkit.text import fold, is_percent

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ("", "nghìn", "triệu")
_BILLION: Final = 10**9
_SCALE_WORDS: Final = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9, "nghìn tỷ": 12, "ngàn tỷ": 12}
_SCALED: Final = seldom(r"((?:nghìn|ngàn) (?:tỷ|tỉ)|nghìn|ngàn|triệu|tỷ|tỉ)\s+(?!lệ\b)(.+)", re.IGNORECASE)
_DAY_FIRST: Final = re.compile(r"(\d{1,2}) ?(?:[/.-]|thang) ?(\d{1,2}) ?(?:[/.-]|,? ?nam) ?(\d{4})")
_YEAR_FIRST: Final = seldom(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?")


def in_words(value: Decimal) -> str:
    """A number in words, at most two decimals: 105 is "một trăm linh năm", 24,5 is "hai mươi tư phẩy năm"."""
    rounded = round_half_up(value, min(2, decimals_of(value)))
    whole, _, fraction = format(abs(rounded), "f").partition(".")
    words = _whole(int(whole))
    if fraction.strip("0"):
        zeros = len(fraction) - len(fraction.lstrip("0"))
        words += " phẩy " + "không " * zeros + _whole(int(fraction.rstrip("0")))
    return f"âm {words}" if rounded < 0 else words


def _whole(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    if number >= _BILLION:
        high, low = divmod(number, _BILLION)
        rest = f" {_below_billion(low, full=True)}" if low else ""
        return f"{_whole(high)} tỷ{rest}"
    return _below_billion(number)


def _below_billion(number: int, *, full: bool = False) -> str:
    """Groups of three digits; `full` says "không trăm" also for the first group, as after a higher one."""
    words: list[str] = []
    for power in (2, 1, 0):
        group, number = divmod(number, 1000**power)
        if group:
            words.append(f"{_hundreds(group, full=full or bool(words))} {_SCALES[power]}".strip())
    return " ".join(words)


def _hundreds(number: int, *, full: bool) -> str:
    hundred, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    words = [f"{_DIGITS[hundred]} trăm"] if hundred or full else []
    if not rest:
        return " ".join(words)
    if ten == 0:
        return " ".join([*words, "linh", _DIGITS[one]] if words else [_DIGITS[one]])
    words.append("mười" if ten == 1 else f"{_DIGITS[ten]} mươi")
    if one:
        special = {1: "mốt" if ten > 1 else "một", 4: "tư" if ten > 1 else "bốn", 5: "lăm"}
        words.append(special.get(one, _DIGITS[one]))
    return " ".join(words)


def two_digits(value: Decimal) -> str:
    """A whole number below ten with a zero before it ("05"); any other number as it is, zero too."""
    whole = value == value.to_integral_value()
    return f"{'-' if value < 0 else ''}0{abs(int(value))}" if whole and 0 < abs(value) < 10 else show(value)


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation ("HTX", "TW5") or a name ("Hà Nội")."""
    word, following, *_ = (*re.split(r"\W", text, maxsplit=2), "", "")
    is_abbreviation = len(word) > 1 and word.upper() == word
    is_name = following[:1].isupper() and following[1:].islower()
    return text if is_abbreviation or is_name else text[:1].lower() + text[1:]


def with_unit(number: str, unit: str) -> str:
    """A printed number with its unit: "953 đảng viên", "98,58%"; a unit already there is not said twice."""
    unit = unit.strip()
    if is_percent(unit) and unit[0] != "%":
        unit = "%"
    if not number or not unit or number.lower().endswith(unit.lower()) or (unit[0] == "%" and number.endswith("%")):
        return number
    return number + unit if unit[0] == "%" else f"{number} {lower_first(unit)}"


def names_unit(text: str, unit: str) -> bool:
    """Whether a typed text names the unit itself: "từ 95% trở lên", "trên 500 đảng viên"."""
    wanted = fold(unit)
    edge = r"(?!\w)" if wanted[-1:].isalnum() else ""
    return (
        bool(wanted)
        and re.search((r"(?<![^\W\d])" if wanted[0].isalnum() else "") + re.escape(wanted) + edge, fold(text))
        is not None
    )


def scale_of(unit: str) -> tuple[int, str]:
    """The power of ten a unit begins with and the unit without it: "tỷ đồng" is 9 and "đồng"."""
    found = _SCALED.fullmatch(unit.strip())
    if not found:
        power = _SCALE_WORDS.get(unit.strip().lower())
        return (0, unit.strip()) if power is None else (power, "")
    word = found[1].lower().replace("tỉ", "tỷ")
    return _SCALE_WORDS[word], found[2]


def read_day(text: str) -> tuple[int, int, int] | None:
    """Day, month and year of a date in digits or words; None where it is no whole date."""
    folded = fold(text)
    found = _DAY_FIRST.search(folded)
    day, month, year = (int(part) for part in found.groups()) if found else (0, 0, 0)
    if not found:
        reverse = _YEAR_FIRST.fullmatch(folded)
        year, month, day = (int(part) for part in reverse.groups()) if reverse else (0, 0, 0)
    longest = 29 if month == 2 and (year % 4 == 0 and (year % 100 or year % 400 == 0)) else (
        0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month if 0 < month <= 12 else 0]  # fmt: skip
    return (day, month, year) if 0 < day <= longest else None


def long_date(day: int, month: int, year: int) -> str:
    """A date of issue: a zero before days below 10 and before months 1 and 2 only."""
    return f"ngày {day:02d} tháng {f'{month:02d}' if month < 3 else month} năm {year}"


def title_case(text: str) -> str:
    """Every word with a capital first letter; abbreviations stay unless the whole text is in capitals."""
    plain = text.lower() if text.upper() == text else text
    return re.sub(r"(?<![\w'’])\w", lambda match: match[0].upper(), plain)
