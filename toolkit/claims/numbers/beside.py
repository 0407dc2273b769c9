"""What the numbers of a passage say of each other: one number told by its pieces, a unit or a scale that stands with the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from toolkit.claims.numbers.called import called
from toolkit.claims.numbers.normal import Normal, canon, pattern
from toolkit.claims.numbers.number import Number, Token
from toolkit.claims.numbers.tails import MONEY

_MOVED_TO = pattern(r" (?:(?:lên|xuống|còn|đến|tới|thành) ?){1,2}(?:mức )?")
_FROM = pattern(r"(?<![^\W_])từ (?:mức )?$")
_OVER = pattern(r" ?/ ?(?:(?:kh|ct|dt|kế hoạch|chỉ tiêu|dự toán):? ?)?")
_SILVER, _MEDAL = canon("bạc"), canon("huy chương đồng")
_POINT = canon("điểm")
_BARE_REFERENCE = pattern(
    r" ?\((?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|kh|ct|dt|cùng kỳ|ck|năm trước)(?: [^\W\d_]+){0,3}:? ?"
)
_MOST_APART = 10  # how many times one of two figures of one kind is the other
_MOVED_BY = pattern(r"(?:tăng|giảm|vượt|(?:cao|thấp|nhiều|ít) hơn)(?: [^\W\d_]+){0,8} ?$")


def read_together(view: Normal, tokens: Iterable[Token]) -> list[Token]:
    """The tokens in order, each with the scale and the unit that the others give it; the pieces of one number as one."""
    text = view.text
    return _called(text, _points(text, _medals(_bracketed(text, _with_fractions(view, _compounds(view, tokens))))))


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
