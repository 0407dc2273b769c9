"""Whether a report's prose holds numbers written by hand: a quick look at the XML, without parsing it."""

from __future__ import annotations

import re
from typing import Final

from toolkit.word.package import Package

_FIELD: Final = re.compile(rb"<w:sdt>.*?</w:sdt>", re.DOTALL)
_PARAGRAPH: Final = re.compile(rb"<w:p[ >].*?</w:p>", re.DOTALL)
_TEXT: Final = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)")
_DIGIT: Final = re.compile(rb"<w:t(?: [^>]*)?>[^<]*[0-9]")
# Digits that are no figures: list marks, dates, years, numbers of documents, ordinals. What slips through costs only time.
_NO_FIGURE: Final = re.compile(
    r"^\s*\d+(?:\.\d+)*[.)]|^\s*\d+\s*$|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\b(?:19|20)\d\d\b|\d+\w*[-/]\d*[A-ZĐ]\w*(?:-[\wĐ]+)*"
    r"|(?:số|thứ|ngày|tháng|quý|khóa|điều|khoản|Chỉ thị|Nghị quyết|Kết luận|Quy định|Chỉ đạo|Trung ương|phụ lục|Covid-)\s*\d+"
    r"(?:[/.-]\d+)*|\d+ tháng",
    re.IGNORECASE,
)


def has_figures(package: Package) -> bool:
    """True where a paragraph outside tables may hold a figure that no field of ours shows."""
    return any(_in_part(package.parts[name]) for name, _ in package.text_parts())


def _in_part(xml: bytes) -> bool:
    bare = _FIELD.sub(b"", _without_tables(xml))
    if not _DIGIT.search(bare):
        return False
    for paragraph in _PARAGRAPH.findall(bare):
        if not _DIGIT.search(paragraph):
            continue
        text = b"".join(_TEXT.findall(paragraph)).decode("utf-8", "replace")
        if re.search(r"\d", _NO_FIGURE.sub("", text)):
            return True
    return False


def _without_tables(xml: bytes) -> bytes:
    """The XML but for its tables; what follows a table inside another is left, which costs only time."""
    kept, at = [], 0
    while (start := xml.find(b"<w:tbl>", at)) >= 0 and (end := xml.find(b"</w:tbl>", start)) >= 0:
        kept.append(xml[at:start])
        at = end
    return b"".join([*kept, xml[at:]])
