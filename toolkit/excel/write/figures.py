"""What a figure is as a cell: a number with the format that shows it as it was typed, or a text."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from toolkit.excel.write.styles import NUMBER_FORMATS, worded_format
from toolkit.model import Figure, State
from toolkit.numbers import read, show
from toolkit.text import clean

_PLAIN: Final = re.compile(r"[-−–]?[\d.,\s'  ]+%?")
_DAMAGED: Final = "(chưa tính)"
# Excel calls a workbook damaged whose number format is longer than 255 characters.
_LONGEST_FORMAT: Final = 200
# A double holds this many digits; a longer number is kept as the text it was typed as.
_MOST_DIGITS: Final = 15


class Content(NamedTuple):
    """A cell's content: a number with its format, or a text (`number` is None); both empty for a blank cell."""

    number: float | None = None
    format: str = ""
    text: str = ""


BLANK = Content()


def content_of(figure: Figure) -> Content:
    """A typed figure as a cell. Numbers are numeric; a range or a figure led by a word stays the text it was typed as.

    A damaged cell keeps its text, so that it goes on being reported as damaged.
    """
    value = figure.value
    if value is not None and figure.text.isdecimal():
        return _number(value) or Content(text=figure.text)
    text = clean(figure.text)
    if figure.state is State.DAMAGED:
        return Content(text=text or _DAMAGED)
    if value is None:
        return Content(text=text) if text else BLANK
    if not text or _PLAIN.fullmatch(text):
        return _number(value) or Content(text=text)
    reading = read(text)
    if figure.upper is not None or reading.lead or reading.loose or reading.comparator:
        return Content(text=text)
    return _with_words(value, text) or Content(text=text)


def target_content(figure: Figure) -> Content:
    """A target as a cell: a bound such as "≥ 95" is the number 95 in a format that shows the words as typed."""
    text = clean(figure.text)
    if figure.value is None or figure.upper is not None or _PLAIN.fullmatch(text):
        return content_of(figure)
    return _with_words(figure.value, text) or Content(text=text)


@lru_cache(maxsize=65_536)
def _number(value: Decimal) -> Content | None:
    written = format(value, "f")
    if len(written) > _MOST_DIGITS and len(value.as_tuple().digits) > _MOST_DIGITS:
        return None
    digits = len(written.partition(".")[2].rstrip("0"))
    shown = NUMBER_FORMATS[digits] if digits <= 2 else f"{NUMBER_FORMATS[0]}.{'0' * min(6, digits)}"
    return Content(float(value), shown)


def _with_words(value: Decimal, text: str) -> Content | None:
    """A number among words; None where a format could not show the text just so."""
    made = _number(value)
    found = re.search(r"\d[\d.,]*\d|\d", text)
    if made is None or found is None or found[0] != show(value, 6) or '"' in text or len(text) > _LONGEST_FORMAT:
        return None
    return Content(made.number, worded_format(text[: found.start()], made.format, text[found.end() :]))
