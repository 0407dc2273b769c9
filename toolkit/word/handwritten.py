"""Whether a report's prose holds numbers written by hand: a quick look at the XML, without parsing it."""

from __future__ import annotations

import re

from toolkit.hints import Final
from toolkit.word.package import Package

_TEXT: Final = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)")
_ZERO_TO_NINE: Final = b"0123456789"
_WORD: Final = re.compile(r"[^\W\d_]+")
_WORDS: Final = 3  # fewer beside a number are its label or unit in a grid
# Digits that are no figures: list marks, dates, years, numbers of documents, ordinals. What slips through costs only time.
_BEFORE: Final = (
    "số", "thứ", "ngày", "tháng", "quý", "khóa", "điều", "khoản", "chỉ thị", "nghị quyết", "kết luận", "quy định", "chỉ đạo",
    "trung ương", "phụ lục", "covid-",
)  # fmt: skip
_LONGEST_BEFORE: Final = 24  # letters and the spaces behind them
_DIGITS: Final = re.compile(
    r"^\s*\d+(?:\.\d+)*[.)]|^\s*\d+\s*$|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\b(?:19|20)\d\d\b"
    r"|\d+\w*[-/]\d*([^\W\d_])\w*(?:-\w+)*|\d+ [Tt]háng|(\d+(?:[/.-]\d+)*)"
)


def has_figures(package: Package) -> bool:
    """True where a paragraph, or a sentence in the cell of a table, may hold a figure that no field of ours shows."""
    return any(_in_part(package.parts[name]) for name, _ in package.text_parts())


def _in_part(xml: bytes) -> bool:
    prose, tables = _parted(xml)
    if any(_is_figure(paragraph) for paragraph in _without_fields(prose).split(b"</w:p>")):
        return True
    return any(
        _is_figure(paragraph, _WORDS)
        for paragraph in _without_fields(tables).split(b"</w:p>")
        if b"</w:t>" in paragraph
    )


def _is_figure(paragraph: bytes, least: int = 0) -> bool:
    """True where a paragraph of that many words may hold a figure."""
    text = b"".join(_TEXT.findall(paragraph))
    if len(text.translate(None, _ZERO_TO_NINE)) == len(text):
        return False
    said = text.decode("utf-8", "replace")
    return len(_WORD.findall(said)) >= least and any(map(_counts, _DIGITS.finditer(said)))


def _counts(found: re.Match[str]) -> bool:
    """True for digits that neither their form nor the words before them take for the name of something."""
    if found[1]:
        return not found[1].isascii() and found[1] not in "Đđ"
    if not found[2]:
        return False
    said = found.string[max(0, found.start() - _LONGEST_BEFORE) : found.start()].rstrip().lower()
    return not said.endswith(_BEFORE) or (said.endswith(" tháng") and said[-7:-6].isdecimal())  # "6 tháng 3 đơn vị"


def _without_fields(xml: bytes) -> bytes:
    first, *others = xml.split(b"<w:sdt>")
    return first + b"".join([piece.partition(b"</w:sdt>")[2] for piece in others])


def _parted(xml: bytes) -> tuple[bytes, bytes]:
    """The XML outside tables and that of the tables; what follows a table inside another is taken for prose."""
    prose, tables, at = [], [], 0
    while (start := xml.find(b"<w:tbl>", at)) >= 0 and (end := xml.find(b"</w:tbl>", start)) >= 0:
        prose.append(xml[at:start])
        tables.append(xml[start:end])
        at = end
    return b"".join([*prose, xml[at:]]), b"".join(tables)
