"""Whether a report's prose holds numbers written by hand: a quick look at the XML, without parsing it."""

from __future__ import annotations

import re
from typing import Final

from toolkit.word.package import Package

_TEXT: Final = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)")
# Digits that are no figures: list marks, dates, years, numbers of documents, ordinals. What slips through costs only time.
# Each begins at a digit or the space before it, so that all other letters are passed over at once.
_BEFORE: Final = (
    "số", "thứ", "ngày", r"(?<!\d )tháng", "quý", "khóa", "điều", "khoản", "Chỉ thị", "Nghị quyết", "Kết luận", "Quy định", "Chỉ đạo",
    "Trung ương", "phụ lục", "Covid-",
)  # fmt: skip
_NO_FIGURE: Final = re.compile(
    r"(?=\s*\d)(?:^\s*\d+(?:\.\d+)*[.)]|^\s*\d+\s*$|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\b(?:19|20)\d\d\b"
    rf"|\d+\w*[-/]\d*[A-ZĐ]\w*(?:-[\wĐ]+)*|(?:{'|'.join(f'(?<={word})' for word in _BEFORE)})\s*\d+(?:[/.-]\d+)*"
    r"|\d+ tháng)",
    re.IGNORECASE,
)


def has_figures(package: Package) -> bool:
    """True where a paragraph outside tables may hold a figure that no field of ours shows."""
    return any(_in_part(package.parts[name]) for name, _ in package.text_parts())


def _in_part(xml: bytes) -> bool:
    first, *others = _without_tables(xml).split(b"<w:sdt>")
    bare = first + b"".join([piece.partition(b"</w:sdt>")[2] for piece in others])
    for paragraph in bare.split(b"</w:p>"):
        text = b"".join(_TEXT.findall(paragraph))
        if re.search(rb"[0-9]", text) and re.search(r"\d", _NO_FIGURE.sub("", text.decode("utf-8", "replace"))):
            return True
    return False


def _without_tables(xml: bytes) -> bytes:
    """The XML but for its tables; what follows a table inside another is left, which costs only time."""
    kept, at = [], 0
    while (start := xml.find(b"<w:tbl>", at)) >= 0 and (end := xml.find(b"</w:tbl>", start)) >= 0:
        kept.append(xml[at:start])
        at = end
    return b"".join([*kept, xml[at:]])
