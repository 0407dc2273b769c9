"""A count and the names of all it counts: `5/15 huyện hoàn thành dự toán: Bình An, Cẩm Lý, Đông Hòa, Hải Sơn, Lâm Trà`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toolkit.claims.binding.lists import goes_on
from toolkit.claims.binding.roles import is_step, is_target
from toolkit.claims.binding.verify import excerpt, place_of
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import DURATIONS

_OPENS = pattern(
    rf"(?: (?!trong đó|như|nhất là|riêng|điển hình|tiêu biểu){W}){{0,10}}?(?P<open> ?\(|: ?|,? (?:gồm|bao gồm|gồm có|đó là|là):? )(?P<plain>(?:gồm|bao gồm|gồm có|là):? )?"
)
_GOES_ON = pattern(r"^ ?(?:cụ thể|gồm|bao gồm|đó là|gồm có)(?: là)? ?: ?")
_PLACES = tuple(
    canon(f"{unit} ")
    for unit in (
        "xã",
        "phường",
        "thị trấn",
        "huyện",
        "quận",
        "thị xã",
        "thành phố",
        "tỉnh",
        "thôn",
        "bản",
        "ấp",
        "buôn",
        "địa phương",
        "nước",
        "quốc gia",
        "hồ",
        "sông",
        "đảo",
        "cục",
        "chi cục",
        "sở",
        "khu công nghiệp",
        "cụm công nghiệp",
    )
)  # what is told by its name
_CLASSIFIER = r"(?:(?:các|đồng chí|ông|bà|anh|chị|em|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|thôn|bản|ấp|hồ|sông|đảo|nước|TP\.?|TX\.?|TT\.?) ?){0,3}"
_CAPITAL = r"[A-ZĐÀ-ỸĂÂÊÔƠƯ][\w'’.]*"
_NAME = re.compile(rf"{_CLASSIFIER}{_CAPITAL}(?: (?:[-–] )?{_CAPITAL}|[-–]{_CAPITAL}| \d{{1,2}}){{0,5}}")
_BRACKET = re.compile(r"\s?\([^()]*\)")
_DIVIDE = re.compile(r"[;,] (?:và )?| và ")
_JOINED = pattern(rf"(?: {W}){{0,3}}(?:,| và| cùng| với) ")  # "3 thành phố và 7 tỉnh (…)" are told together
_MOST, _LEAST = 30, 2


def find(sentence: Sentence) -> Iterator[Claim]:
    """The counts of things whose names, told behind them and nothing else, are more or fewer."""
    for count, last in _counts(sentence):
        opened = _OPENS.match(sentence.text, last.at + 1)
        if opened is None or any(mark.at < opened.end() for mark in sentence.marks[last.rank + 1 :]):
            continue
        bracket = "(" in opened["open"]
        if bracket and not f"{last.number.unit} ".startswith(_PLACES):
            continue  # "bốn học sinh trường Tô Hiến Thành (thị xã Ninh Hòa, Khánh Hòa)" tells where
        names = _names(sentence, opened.end(), bracket=bracket)
        yield from _compared(sentence, count, names)
    before = sentence.earlier[-1] if sentence.earlier else None
    if before is None or before.passage is not sentence.passage or not (opened := _GOES_ON.match(sentence.text)):
        return
    told = list(_counts(before))
    if len(told) == 1:
        yield from _compared(before, told[0][0], _names(sentence, opened.end(), bracket=False))


def _counts(sentence: Sentence) -> Iterator[tuple[Mark, Mark]]:
    """The counts of things, each with the last figure of its fraction."""
    wholes = {num.rank: den for num, den in fractions(sentence)}
    halves = {den.rank for den in wholes.values()}
    for mark in sentence.marks:
        last = wholes.get(mark.rank, mark)
        number = mark.number
        plain = mark.symbol == "Q" and number.exact and not number.bound and _LEAST <= number.value <= _MOST
        before = sentence.marks[mark.rank - 1] if mark.rank else None
        joined = before is not None and before.symbol == "Q" and _JOINED.fullmatch(sentence.between(before, mark))
        aside = joined or mark.rank in halves or is_step(sentence, mark) or is_target(sentence, mark)
        if plain and not aside and last.number.unit and last.number.unit not in DURATIONS:
            yield mark, last


def _names(sentence: Sentence, low: int, *, bracket: bool) -> int:
    """How many names are told from a place on; 0 where anything else is told with them."""
    if low >= len(sentence.text) or goes_on(sentence, low):
        return 0
    start, end = sentence.span(low, len(sentence.text))
    text = _BRACKET.sub("", unicodedata.normalize("NFC", sentence.passage.text[start:end]).replace("\u00a0", " "))
    if bracket:
        text, closed, _ = text.partition(")")
        if not closed:
            return 0
    parts = [part.strip() for part in _DIVIDE.split(text.strip().rstrip("."))]
    return len(parts) if all(_NAME.fullmatch(part) for part in parts) else 0


def _compared(sentence: Sentence, count: Mark, names: int) -> Iterator[Claim]:
    number = count.number
    if names < _LEAST or abs(names - int(number.value)) > max(3, int(number.value) // 2):
        return
    holds = names == number.value
    formula = f"liệt kê {names} tên"
    vi = f"{formula}, khớp với {number.printed}" if holds else f"{formula}, nhưng ghi {number.printed}"
    en = f"{names} names are listed, " + (
        f"agrees with {number.printed}" if holds else f"but {number.printed} is printed"
    )
    yield Claim(
        place_of(sentence, number.start, number.end),
        excerpt(sentence, number.start, number.end),
        "total",
        Verdict.CONSISTENT if holds else Verdict.INCONSISTENT,
        (number.told,),
        formula,
        type(number.value)(names),
        number.told,
        vi=vi,
        en=en,
    )
