"""A document's text as plain paragraphs, with what checking it needs to know: tables, notes, and our own fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolkit.gate import limits
from toolkit.records import record, replace

_DIGITS = re.compile(r"\d+")


@record(frozen=True, slots=True)
class TextCell:
    """The table cell that prose stands in: its number in the part from 1, what names its row, and the heading of its column.

    `row` is "" where nothing before it names one, `heading` where the table has none or the cell is one.
    """

    number: int
    row: str = ""
    heading: str = ""


@record(frozen=True, slots=True)
class Passage:
    """One paragraph: its part ("body", "footnotes", "header1", ...), its number in the part from 1, and its text.

    `table` is True for a paragraph of a table and for a tab-separated grid line of a text that is a label or a figure and no
    prose; what is prose there has a `cell`. `note` is the id of the note
    the paragraph belongs to; `references` are (offset, part, id) of the notes it refers to; `fields` are (start, end,
    name) of our fields in it. `near` is the heading above and the first words. Offsets are code points into `text`.
    """

    part: str
    number: int
    text: str
    table: bool = False
    note: str | None = None
    references: tuple[tuple[int, str, str], ...] = ()
    fields: tuple[tuple[int, int, str], ...] = ()
    near: str = ""
    cell: TextCell | None = None


def needed(passages: Iterable[Passage]) -> list[Passage]:
    """The passages, none asked for beyond the one by which they are too many even without what is prose in tables."""
    found: list[Passage] = []
    characters = numbers = 0
    for passage in passages:
        found.append(passage)
        if not passage.table and passage.cell is None:
            characters += len(passage.text)
            numbers += len(_DIGITS.findall(passage.text))
            longest = len(passage.text) > limits.LONGEST_PARAGRAPH
            if longest or characters > limits.MOST_PROSE or numbers > limits.MOST_NUMBERS:
                break
    return found


def without_cells(passages: Iterable[Passage]) -> list[Passage]:
    """The passages with what is prose in tables taken for labels and figures."""
    return [each if each.cell is None else replace(each, table=True, cell=None) for each in passages]


def excess(passages: Sequence[Passage]) -> str:
    """What is more than can be tied out in good time, for the sentence that says so; empty where nothing is."""
    lengths = [len(passage.text) for passage in passages if not passage.table]
    if sum(lengths) > limits.MOST_PROSE:
        return f"{sum(lengths):,} characters"
    longest = max(lengths, default=0)
    if longest > limits.LONGEST_PARAGRAPH:
        return f"a paragraph of {longest:,} characters"
    numbers = [len(_DIGITS.findall(passage.text)) for passage in passages if not passage.table]
    if sum(numbers) > limits.MOST_NUMBERS:
        return f"{sum(numbers):,} numbers"
    most = max(numbers, default=0)
    return f"a paragraph of {most:,} numbers" if most > limits.MOST_NUMBERS_AT_ONCE else ""


def text_passages(lines: Iterable[str]) -> list[Passage]:
    """The passages of a plain text: each line that is not blank is a paragraph, one with tabs a line of a table."""
    kept = (line.rstrip("\r\n") for line in lines)
    return [
        Passage("body", number, line, table="\t" in line)
        for number, line in enumerate((line for line in kept if line.strip()), 1)
    ]
