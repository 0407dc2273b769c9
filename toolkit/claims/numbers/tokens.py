"""The numbers of a passage: value, digits printed, unit, hedge, and why a number is no figure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.claims.numbers import not_figures
from toolkit.claims.numbers.called import called
from toolkit.claims.numbers.designations import designations
from toolkit.claims.numbers.digits import value_of_digits
from toolkit.claims.numbers.hedges import hedge, open_end
from toolkit.claims.numbers.normal import Normal, canon, normal, pattern
from toolkit.claims.numbers.tails import MONEY, tail_of
from toolkit.claims.numbers.units import DURATIONS, is_counted, is_known
from toolkit.claims.numbers.words import (
    FIVE,
    NAMED_ONE,
    WORDS,
    YEAR_BEFORE,
    is_among,
    is_listed,
    is_single,
    value_of,
    whole_of,
)

_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?(?!\d)|\d{1,3}(?:,\d{3})+\.\d+(?!\d)|\d+,\d+|\d+\.\d+|(?<![\d.,])(?<!đợt )(?<!lần )(?<!vụ )(?<!khối )(?<!nhóm )\d{1,3}(?: \d{3})+(?:,\d+)?(?![\d.,]*\d)|\d+"
_NUMBER = re.compile(_DIGITS)
_RANGE = pattern(rf"(?P<first>\s?%)?\s?(?:-|÷|đến|tới)\s?(?P<high>{_DIGITS})")
_MOVED_TO = pattern(r" (?:(?:lên|xuống|còn|đến|tới|thành) ?){1,2}(?:mức )?")
_FROM = pattern(r"(?<![^\W_])từ (?:mức )?$")
_CHANGED = pattern(r"(?:tăng|giảm)(?: [^\W\d_]+){0,3} từ $")
_OVER = pattern(r" ?/ ?(?:(?:kh|ct|dt|kế hoạch|chỉ tiêu|dự toán):? ?)?")
_SILVER, _MEDAL = canon("bạc"), canon("huy chương đồng")
_OUT_OF = canon("trên")  # just behind a figure it is no hedge: "215 cơ sở trên 285 cơ sở"
_POINT = canon("điểm")
_BARE_REFERENCE = pattern(
    r" ?\((?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|kh|ct|dt|cùng kỳ|ck|năm trước)(?: [^\W\d_]+){0,3}:? ?"
)
_NOUN = 40  # characters of a noun
_MOST_APART = 10  # how many times one of two figures of one kind is the other
_MOVED_BY = pattern(r"(?:tăng|giảm|vượt|(?:cao|thấp|nhiều|ít) hơn)(?: [^\W\d_]+){0,8} ?$")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a passage as it is printed. Offsets are code points into the passage's text, end exclusive.

    `start:end` covers the digits (or the words), `begin:stop` also the hedge before and the percent sign, scale and
    unit after. `value` is the figure with its scale ("1,2 nghìn" is 1200), `decimals` the digits printed after the
    decimal sign, `scale` what a printed one stands for. `bound` is how loosely it is said: "" exact, ">" and ">="
    (trên, hơn, từ … trở lên), "<" and "<=", "≲" (gần), "~" (khoảng), "ước". `upper` is the other end of a range.
    `alternatives` are other readings of the digits ("1,234"). `fixed` is set on a
    figure that was decided and never rounded, as a target. `why` says why it is no figure: "date", "year",
    "period", "document", "ordinal", "time", "phone", "code", "mark"; "" for a figure.
    """

    start: int
    end: int
    begin: int
    stop: int
    printed: str
    value: Decimal
    decimals: int = 0
    scale: Decimal = Decimal(1)
    unit: str = ""
    percent: bool = False
    points: bool = False
    bound: str = ""
    upper: Decimal | None = None
    alternatives: tuple[Decimal, ...] = ()
    in_words: bool = False
    fixed: bool = False
    why: str = ""

    @property
    def figure(self) -> bool:
        """True for a figure: not a date, a document's number, an ordinal or the like."""
        return not self.why

    @property
    def told(self) -> Decimal:
        """The figure without its scale word: 4,25 of "4,25 tỷ"."""
        return self.value / self.scale

    @property
    def step(self) -> Decimal:
        """What one unit of the last printed digit stands for."""
        return self.scale.scaleb(-self.decimals)

    @property
    def exact(self) -> bool:
        """True for a whole number of things counted, or one in words, which stands for itself and was never rounded."""
        plain = self.decimals == 0 and self.scale == 1 and not self.bound and self.upper is None
        return plain and not self.percent and not self.points and (self.in_words or is_counted(self.unit))


@dataclass(frozen=True, slots=True)
class Token:
    """A number and where it stands in the normal text: digits at `low:high`, with hedge and unit `begin:stop`."""

    number: Number
    low: int
    high: int
    begin: int
    stop: int


def numbers_in(text: str) -> list[Number]:
    """Every number of a text in order, figures and others; see `Number`."""
    return [token.number for token in scan(normal(text))]


def scan(view: Normal) -> list[Token]:
    """The numbers of a normal text, in order; none overlap."""
    text = view.text
    if not any(char.isdigit() for char in text):
        return _in_words(view, ())
    masks = sorted([*not_figures.spans(text), *designations(view)])
    found: list[Token] = []
    at = 0
    while match := _NUMBER.search(text, at):
        token = _read(view, match, masks, at, found[-1].stop if found else 0)
        found.append(token)
        at = token.stop if token.number.upper is not None or token.number.unit[-1:].isdigit() else token.high
    ordered = sorted([*found, *_in_words(view, found)], key=lambda token: token.low)
    return _called(text, _points(text, _medals(_bracketed(text, _with_fractions(view, _compounds(view, ordered))))))


def _called(text: str, tokens: list[Token]) -> list[Token]:
    """In "thụ lý 15 bản án; số bản án còn lại là 49" the last is of bản án, too."""
    units = {token.number.unit for token in tokens} - {""}
    result: list[Token] = []
    for token in tokens:
        number, low = token.number, result[-1].stop if result else 0
        coded = text[token.stop : token.stop + 1].isalpha()  # "nhóm 1A"
        if units and number.figure and _is_plain(number) and not number.decimals and not coded:
            unit = called(text[low : token.begin], units)
            token = replace(token, number=replace(number, unit=unit))
        result.append(token)
    return result


def _compounds(view: Normal, tokens: Iterable[Token]) -> list[Token]:
    """The tokens with each sum told by its pieces, "4 tỷ 250 triệu đồng", as the one number it is."""
    result: list[Token] = []
    for token in tokens:
        whole = result[-1] if result else None
        if whole and _continues(view, whole, token):
            token = _sum(view, result.pop(), token)
        result.append(token)
    return result


def _continues(view: Normal, whole: Token, piece: Token) -> bool:
    """True where a piece of a smaller scale follows at once and fills the digits that the whole leaves open."""
    one, other = whole.number, piece.number
    plain = one.figure and other.figure and not (one.percent or other.percent or other.bound or other.upper)
    scaled = other.scale < one.scale and (other.scale > 1 or other.unit == MONEY) and one.unit in ("", MONEY)
    between = view.text[whole.stop : piece.begin]
    return plain and scaled and not between.strip() and one.upper is None and other.value < one.step


def _sum(view: Normal, whole: Token, piece: Token) -> Token:
    one, other = whole.number, piece.number
    number = replace(
        one, end=other.end, stop=other.stop, printed=view.source[one.start : other.end], value=one.value + other.value,
        decimals=(one.scale / other.step).adjusted(), unit=other.unit or one.unit,
    )  # fmt: skip
    return Token(number, whole.low, piece.high, whole.begin, piece.stop)


def _bracketed(text: str, tokens: list[Token]) -> list[Token]:
    """In "216 tỷ đồng (chỉ tiêu 240)" the bare figure has the scale and the unit of the one before."""
    result: list[Token] = []
    for token in tokens:
        before, number = (result[-1].number if result else None), token.number
        if before and before.figure and before.unit and number.figure and _is_plain(number):
            size = number.value * before.scale
            near = before.value <= size * _MOST_APART and size <= before.value * _MOST_APART
            if (
                near
                and _BARE_REFERENCE.fullmatch(text, result[-1].stop, token.begin)
                and text[token.stop : token.stop + 1] == ")"
            ):
                token = replace(token, number=replace(number, value=size, scale=before.scale, unit=before.unit))
        result.append(token)
    return result


def _is_plain(number: Number) -> bool:
    return (
        not number.unit and number.scale == 1 and not number.percent and not number.points and not number.alternatives
    )


def _points(text: str, tokens: list[Token]) -> list[Token]:
    """In "88,4%, cao hơn cùng kỳ 2,25 điểm" the points are percentage points."""
    result: list[Token] = []
    for token in tokens:
        before = result[-1] if result else None
        rate = before is not None and (before.number.percent or before.number.points)
        if before and rate and token.number.unit == _POINT and _MOVED_BY.search(text, before.stop, token.begin):
            token = replace(token, number=replace(token.number, unit="", points=True))
        result.append(token)
    return result


def _medals(tokens: list[Token]) -> list[Token]:
    """In "24 vàng, 29 bạc, 34 đồng" the last are medals and no money."""
    return [
        replace(token, number=replace(token.number, unit=_MEDAL))
        if token.number.unit == MONEY and token.number.scale == 1 and before and before.number.unit == _SILVER
        else token
        for before, token in zip([None, *tokens], tokens, strict=False)
    ]


def _with_fractions(view: Normal, tokens: list[Token]) -> list[Token]:
    """In "2.985,4/5.344,8 tỷ đồng" and "từ 175 xuống 140 nghìn đồng" the first number takes scale and unit of the second."""
    result = list(tokens)
    for index in range(len(tokens) - 2, -1, -1):
        one, other = result[index], result[index + 1]
        number, unit = one.number, other.number
        between = view.text[max(one.stop, one.high) : other.begin]
        told = number.figure or (number.why == "year" and unit.exact)  # "1912/2000 đoàn viên"
        bare = not number.unit and number.scale == 1 and not number.percent and told
        moved = (
            _MOVED_TO.fullmatch(between)
            and unit.scale > 1
            and _FROM.search(view.text, max(0, one.begin - 8), one.begin)
        )
        near = unit.told <= number.value * _MOST_APART and number.value <= unit.told * _MOST_APART
        if bare and (_OVER.fullmatch(between) or (moved and near)) and unit.figure and (unit.unit or unit.scale != 1):
            scaled = tuple(value * unit.scale for value in number.alternatives)
            number = replace(
                number, value=number.value * unit.scale, scale=unit.scale, unit=unit.unit, alternatives=scaled, why=""
            )
            result[index] = replace(one, number=number)
    return result


def _read(view: Normal, match: re.Match[str], masks: Sequence[tuple[int, int, str]], free: int, told: int) -> Token:
    text, (low, high) = view.text, match.span()
    why = _masked(masks, low, high)
    tail = tail_of(text, high)
    named = is_known(tail.unit) and tail.unit not in DURATIONS and not not_figures.is_nth(text, low, tail.stop)
    if why == "ordinal" and (tail.percent or named):
        why = ""
    reading = value_of_digits(match[0], percent=tail.percent or tail.points)
    if not why and not_figures.is_bare_year(match[0]) and tail.stop == high:
        why = "year"
    if why:
        return _token(view, (low, high, low, high), {"value": reading[0], "decimals": reading[1], "why": why})
    extra: dict[str, object] = {}
    span = _RANGE.match(text, high) if tail.scale == 1 and not tail.unit else None
    if span and not _masked(masks, *span.span("high")):
        upper = tail_of(text, span.end())
        top = value_of_digits(span["high"], percent=upper.percent)
        if top[0] > reading[0] and not (_from_to(text, low, span)):
            tail = upper
            extra["upper"] = top[0] * upper.scale
            reading = (reading[0], max(reading[1], top[1]), ())
    begin, bound = hedge(text, low, free)
    if (
        told
        and text[begin:low].strip() == _OUT_OF
        and _same_thing(text[told:begin], text[tail.stop : tail.stop + _NOUN])
    ):
        begin, bound = low, ""
    if opened := open_end(text, tail.stop):
        bound = opened
    elif bound == "from":
        bound, begin = "", low
    elif bound in _ROUNDING and tail.scale > 1 and reading[1] and not extra and _is_telling(text[low:high]):
        bound = ""
    return _token(view, (low, high, begin, tail.stop), {
        "value": reading[0] * tail.scale, "decimals": reading[1], "scale": tail.scale, "unit": tail.unit,
        "alternatives": tuple(value * tail.scale for value in reading[2]),
        "percent": tail.percent, "points": tail.points, "bound": bound, **extra,
    })  # fmt: skip


_ROUNDING = (">", "~")
_TELLING = 3  # digits


def _is_telling(digits: str) -> bool:
    """True for digits so many that a hedge before them says no more than that the last one was rounded: "khoảng 54,31 tỷ đồng"."""
    told = digits.replace(",", "").replace(".", "").lstrip("0")
    return len(told) >= _TELLING and told[-1] != "0"


def _from_to(text: str, low: int, span: re.Match[str]) -> bool:
    """True where "x đến y" tells a change, "tăng từ x đến y", and not a range."""
    return "-" not in span[0] and _CHANGED.search(text[max(0, low - 30) : low]) is not None


def _same_thing(between: str, after: str) -> bool:
    """True for nothing but a space between two figures, or the noun that the second has too: "912 bưu gửi trên 970 bưu gửi"."""
    noun = between.rstrip()
    return after.startswith(noun) if noun else len(between) <= 1


def _token(view: Normal, at: tuple[int, int, int, int], fields: dict[str, object]) -> Token:
    low, high, begin, stop = at
    start, end = view.span(low, high)
    number = Number(
        start=start, end=end, begin=view.span(begin, high)[0], stop=view.span(low, stop)[1], printed=view.source[start:end], **fields  # type: ignore[arg-type]
    )  # fmt: skip
    return Token(number, low, high, begin, stop)


def _masked(masks: Sequence[tuple[int, int, str]], low: int, high: int) -> str:
    """Why the stretch is no figure; "" when no mask covers its beginning."""
    at = bisect_right(masks, (low, 1 << 60, ""))
    for start, end, why in reversed(masks[max(0, at - 12) : at]):
        if start <= low < end and high <= end:
            return why
    return ""


def _in_words(view: Normal, taken: Sequence[Token]) -> list[Token]:
    """The numbers written in words that a known unit follows: "hai mươi lăm đảng viên", "ba trên năm thôn"."""
    found: list[Token] = []
    spans = [(token.begin, max(token.stop, token.high)) for token in taken]
    starts = [start for start, _ in spans]
    of_part = -1  # where the second number of a fraction begins
    for match in WORDS.finditer(view.text):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < spans[at][1] + (2 if view.text[spans[at][1] : spans[at][1] + 2] == " (" else 0):
            continue
        tail = tail_of(view.text, match.end())
        begin, bound = match.start(), ""
        whole = whole_of(view.text, match)
        if whole and tail_of(view.text, whole.end()).unit not in ("", *DURATIONS):
            of_part = whole.start()
        elif is_single(match) and is_among(view.text, match):
            pass
        elif not tail.unit or tail.unit in DURATIONS:
            continue
        elif match.start() != of_part:
            if is_single(match) and _is_no_count(view.text, match, tail.unit):
                continue
            begin, bound = hedge(view.text, match.start(), 0)
            begin, bound = (match.start(), "") if bound == "from" else (begin, bound)
        found.append(_token(view, (match.start(), match.end(), begin, tail.stop), {
            "value": value_of(match) * tail.scale, "scale": tail.scale, "unit": tail.unit, "bound": bound,
            "in_words": True,
        }))  # fmt: skip
    return found


def _is_no_count(text: str, match: re.Match[str], unit: str) -> bool:
    """True for one digit in words that counts nothing: before what is no unit, "năm nay", "ba ban"."""
    before = text[max(0, match.start() - 9) : match.start()]
    if not is_known(unit) and not is_listed(text, match):
        return True
    if match[0] == canon("năm") and not FIVE.search(before):
        return True
    return (YEAR_BEFORE.search(before) and not NAMED_ONE.search(before)) or unit in (canon("ban"), canon("tập"))
