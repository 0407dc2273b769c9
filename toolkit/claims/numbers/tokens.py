"""The numbers of a passage: value, digits printed, unit, hedge, and why a number is no figure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from toolkit.claims.numbers import not_figures
from toolkit.claims.numbers.beside import read_together
from toolkit.claims.numbers.designations import designations
from toolkit.claims.numbers.digits import value_of_digits
from toolkit.claims.numbers.hedges import hedge, open_end
from toolkit.claims.numbers.normal import Normal, canon, normal, pattern
from toolkit.claims.numbers.number import Number, Token, token_at
from toolkit.claims.numbers.tails import tail_of
from toolkit.claims.numbers.units import DURATIONS, is_known
from toolkit.claims.numbers.worded import in_words

_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?(?!\d)|\d{1,3}(?:,\d{3})+\.\d+(?!\d)|\d+,\d+|\d+\.\d+|(?<![\d.,])(?<!đợt )(?<!lần )(?<!vụ )(?<!khối )(?<!nhóm )(?<!tháng )(?<!qúy )\d{1,3}(?: \d{3})+(?:,\d+)?(?![\d.,]*\d)|\d+"
_NUMBER = re.compile(_DIGITS)
_RANGE = pattern(rf"(?P<first>\s?%)?\s?(?:-|÷|đến|tới)\s?(?P<high>{_DIGITS})")
_CHANGED = pattern(r"(?:tăng|giảm)(?: [^\W\d_]+){0,3} từ $")
_OUT_OF = canon("trên")  # just behind a figure it is no hedge: "215 cơ sở trên 285 cơ sở"
_NOUN = 40  # characters of a noun
_ROUNDING = (">", "~")
_TELLING = 3  # digits


def numbers_in(text: str) -> list[Number]:
    """Every number of a text in order, figures and others; see `Number`."""
    return [token.number for token in scan(normal(text))]


def scan(view: Normal) -> list[Token]:
    """The numbers of a normal text, in order; none overlap."""
    text = view.text
    if not any(char.isdigit() for char in text):
        return in_words(view, ())
    masks = sorted([*not_figures.spans(text), *designations(view)])
    found: list[Token] = []
    at = 0
    while match := _NUMBER.search(text, at):
        token = _read(view, match, masks, at, found[-1].stop if found else 0)
        found.append(token)
        at = token.stop if token.number.upper is not None or token.number.unit[-1:].isdigit() else token.high
    ordered = sorted([*found, *in_words(view, found)], key=lambda token: token.low)
    return read_together(view, ordered)


def _read(view: Normal, match: re.Match[str], masks: Sequence[tuple[int, int, str]], free: int, told: int) -> Token:
    text, (low, high) = view.text, match.span()
    why = _masked(masks, low, high)
    tail = tail_of(text, high)
    named = is_known(tail.unit) and tail.unit not in DURATIONS and not not_figures.is_nth(text, low, tail.stop)
    if why == "ordinal" and (tail.percent or named) and text[low - 1 : low] != "/":
        why = ""
    reading = value_of_digits(match[0], percent=tail.percent or tail.points)
    if not why and not_figures.is_bare_year(match[0]) and tail.stop == high:
        why = "year"
    if why:
        return token_at(view, (low, high, low, high), {"value": reading[0], "decimals": reading[1], "why": why})
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
    return token_at(view, (low, high, begin, tail.stop), {
        "value": reading[0] * tail.scale, "decimals": reading[1], "scale": tail.scale, "unit": tail.unit,
        "alternatives": tuple(value * tail.scale for value in reading[2]),
        "percent": tail.percent, "points": tail.points, "bound": bound, **extra,
    })  # fmt: skip


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


def _masked(masks: Sequence[tuple[int, int, str]], low: int, high: int) -> str:
    """Why the stretch is no figure; "" when no mask covers its beginning."""
    at = bisect_right(masks, (low, 1 << 60, ""))
    for start, end, why in reversed(masks[max(0, at - 12) : at]):
        if start <= low < end and high <= end:
            return why
    return ""
