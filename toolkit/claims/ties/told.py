"""How a tied number is told: the claim of a number that a figure of the workbook or the appendix stands behind."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from toolkit.claims.model import Claim, Verdict
from toolkit.passages import Passage
from toolkit.places import Paragraph
from toolkit.records import record
from toolkit.text import clean, first_words

_AROUND: Final = 45
_MOST_CELLS: Final = 4
_WHEN: Final = re.compile(r'\.ky\["(.*)"\]$')


@record(frozen=True, slots=True)
class Origin:
    """Where figures come from, as a message names it."""

    vi: str
    en: str


WORKBOOK: Final = Origin("bảng tính", "the workbook")
APPENDIX: Final = Origin("phụ lục của báo cáo", "the report's appendix")
RECORD: Final = Origin("sổ nguồn của báo cáo", "the report's record")


@record(frozen=True, slots=True)
class Source:
    """The figure behind a printed number: its key with the attribute, its text and value, its row and its cells."""

    key: str
    shown: str
    value: Decimal | None
    cells: tuple[str, ...]
    label: str = ""
    origin: Origin = WORKBOOK

    def where(self) -> str:
        """The row's label and the cells, not too many of them."""
        shown, sheet = [], ""
        every = tuple(dict.fromkeys(self.cells))
        for cell in every[:_MOST_CELLS]:
            before, mark, address = cell.rpartition("!")
            shown.append(address if before == sheet else cell)
            sheet = before if mark else ""
        cells = ", ".join([*shown, *["…"][: len(every) > _MOST_CELLS]])
        return ": ".join(filter(None, (first_words(self.label, 50), cells))) or self.key


def excerpt(text: str, start: int, end: int) -> str:
    """The text around a stretch, cut at words, as it stands."""
    low = text.rfind(" ", 0, max(0, start - _AROUND)) + 1 if start > _AROUND else 0
    high = text.find(" ", min(len(text), end + _AROUND))
    high = len(text) if high < 0 else high
    return f"{'…' if low else ''}{text[low:high].strip()}{'…' if high < len(text) else ''}"


def _around(passage: Passage, source: Source, start: int, end: int) -> str:
    """The text around a stretch; of a cell of a Word table, which says nothing by itself, with the row's label."""
    text = excerpt(passage.text, start, end)
    return (
        f"{first_words(source.label, 60)}: {text}"
        if passage.table and "\t" not in passage.text and source.label
        else text
    )


def tied(
    passage: Passage, span: tuple[int, int], source: Source, verdict: Verdict, *, printed: Decimal | None,
    stale: bool = False, past: str = "",
) -> Claim:  # fmt: skip
    """The claim that a stretch of a passage tells a figure; a stale one shows what it was filled with and no longer is.

    `past` is the key of the figure of another time that the stretch tells, which makes it stale, too.
    """
    start, end = span
    mine, shown, where = clean(passage.text[start:end]), source.shown, source.where()
    if any(char.isalpha() for char in mine):  # "548 tỷ 360" is told by its scales
        mine = f"{mine} {passage.text[end:].split(maxsplit=1)[0].strip('.,;)')}" if passage.text[end:].strip() else mine
    if verdict is not Verdict.INCONSISTENT:
        vi, en = (
            f"{mine} khớp {source.origin.vi}: {shown} ({where})",
            f"{mine} ties to {source.origin.en}: {shown} ({where})",
        )
    elif stale:
        vi = f"số cũ: báo cáo vẫn ghi {mine} như khi điền, nay {source.origin.vi} là {shown} ({where})"
        en = f"stale: the report still says {mine} as it was filled, {source.origin.en} now says {shown} ({where})"
    elif past:
        when = _WHEN.search(past)
        vi_when, en_when = ("cùng kỳ", "of last year") if when is None else (f"của {when[1]}", f"of {when[1]}")
        vi = f"số cũ: báo cáo ghi {mine}, là số {vi_when}; {source.origin.vi} nay là {shown} ({where})"
        en = f"stale: the report says {mine}, the figure {en_when}; {source.origin.en} now says {shown} ({where})"
    else:
        vi = f"báo cáo ghi {mine} nhưng {source.origin.vi} là {shown} ({where})"
        en = f"the report says {mine} but {source.origin.en} says {shown} ({where})"
    numbers = tuple(number for number in (printed, source.value) if number is not None)
    return Claim(
        place=Paragraph(passage.part, passage.number, start, end, passage.near),
        excerpt=_around(passage, source, start, end), kind="stale" if stale or past else "tied", verdict=verdict, numbers=numbers,
        formula=f"{shown} ({where})", expected=source.value, printed=printed, fact=source.key, cells=source.cells,
        vi=vi, en=en,
    )  # fmt: skip


def blank(passage: Passage, span: tuple[int, int], source: Source, *, printed: Decimal | None) -> Claim:
    """The claim that one side has a figure where the other has none: `printed` is the report's, None where it has none."""
    mine, shown, where = clean(passage.text[slice(*span)]), source.shown, source.where()
    if printed is None:
        vi = f"báo cáo để trống nhưng {source.origin.vi} là {shown} ({where})"
        en = f"the report leaves it blank but {source.origin.en} says {shown} ({where})"
    else:
        vi = f"báo cáo ghi {mine} nhưng {source.origin.vi} để trống ({where})"
        en = f"the report says {mine} but {source.origin.en} leaves it blank ({where})"
    numbers = tuple(number for number in (printed, source.value) if number is not None)
    return Claim(
        place=Paragraph(passage.part, passage.number, *span, passage.near), excerpt=_around(passage, source, *span),
        kind="tied", verdict=Verdict.INCONSISTENT, numbers=numbers, formula=f"{shown} ({where})".strip(),
        expected=source.value, printed=printed, fact=source.key, cells=source.cells, vi=vi, en=en,
    )  # fmt: skip
