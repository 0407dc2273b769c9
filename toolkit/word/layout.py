"""Which columns the appendix shows, and how wide each must be for its figures to stand on one line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from toolkit.columns import ROLE
from toolkit.headings import ShownColumn
from toolkit.hints import Final
from toolkit.model import ComputedAppendix
from toolkit.records import NamedTuple

_SMALLEST: Final = 13
# What the deepest label loses to its indent and bullet, in twips.
_INDENTS: Final = 400
# Units and notes take no more of the page than this, in percent, however long they are.
_TEXT_SHARE: Final = 16
_LONGEST_FIGURE: Final = 16  # letters
_WIDEST: Final = 780  # the widest letter, in thousandths of an em


class Layout(NamedTuple):
    """The type size in half-points, the inner side margin of a cell and each column's width in twips."""

    size: int
    side: int
    widths: tuple[int, ...]


def lay_out(
    appendix: ComputedAppendix,
    columns: tuple[ShownColumn, ...],
    width: int,
    size: int,
    texts: Sequence[Sequence[str]],
) -> Layout:
    """Widths that fill `width` twips, at the largest type up to `size` half-points at which every figure has one line.

    Each column first gets what its longest figure or heading word needs, then its share of the page; the label takes
    what is left, as far as it can use it. `texts` holds, column by column, what the indicators show.
    """
    needs = [_need(appendix, column, shown) for column, shown in zip(columns, texts, strict=True)]
    label = next((index for index, column in enumerate(columns) if column.role == "label"), 0)
    size = min(size, _size_for(len(columns)))
    while True:
        side = _side(size)
        # A size in half-points makes an em of ten twips to the half-point; needs are in thousandths of an em.
        least = [need * size // 100 + 2 * side + 15 for need in needs]
        least[label] = max(least[label], width * _label_share(size) // 100)
        if sum(least) <= width or size <= _SMALLEST:
            break
        size -= 1
    whole = [
        _whole(appendix, column, shown) * size // 100 + 2 * side + 15
        for column, shown in zip(columns, texts, strict=True)
    ]
    whole[label] += _INDENTS
    return Layout(size, side, _share(columns, least, width, label, whole))


def _size_for(count: int) -> int:
    """The largest type, in half-points, for a table of that many columns."""
    return 22 if count <= 13 else 20 if count <= 16 else 18


def _side(size: int) -> int:
    """The inner margin of a cell in twips: smaller type stands closer to the lines."""
    return 57 if size >= 20 else 40 if size >= 17 else 28


def _label_share(size: int) -> int:
    """The least part of the page, in percent, that the label keeps; it gives way together with the type."""
    return 26 if size >= 20 else 22 if size >= 18 else 18 if size >= 16 else 14


def _share(
    columns: Sequence[ShownColumn], least: list[int], width: int, label: int, whole: list[int]
) -> tuple[int, ...]:
    """Widths that make `width` exactly, none below its `least` unless all together are too wide.

    `whole` is the width at which a column's longest text stands on one line.
    """
    room = width - sum(least)
    if room < 0:
        return _exactly([have * width // sum(least) for have in least], width, label)
    weights = [round(ROLE[column.role].width) for column in columns]
    ends = [
        min(max(need, width * weight // sum(weights)), need * 15 // 10)
        for need, weight in zip(least, weights, strict=True)
    ]
    for index, column in enumerate(columns):
        if column.role in ("unit", "note"):
            ends[index] = max(ends[index], min(whole[index] // 2, width * _TEXT_SHARE // 100))
    ends[label] = least[label]
    asked = sum(end - need for end, need in zip(ends, least, strict=True))
    given = min(room * 6 // 10, asked)
    widths = [need + (end - need) * given // max(asked, 1) for end, need in zip(ends, least, strict=True)]
    widths[label] = min(max(whole[label], least[label]), width - sum(widths) + widths[label])
    left = width - sum(widths)
    widths = [have + left * weight // sum(weights) for have, weight in zip(widths, weights, strict=True)]
    return _exactly(widths, width, label)


def _exactly(widths: list[int], width: int, label: int) -> tuple[int, ...]:
    widths[label] += width - sum(widths)
    return tuple(widths)


def _whole(appendix: ComputedAppendix, column: ShownColumn, texts: Sequence[str]) -> int:
    """The room, in thousandths of an em, of a column's longest text; only texts are asked."""
    if column.role not in ("label", "unit", "note"):
        return 0
    if column.role == "label":
        return _longest_label(_labels(appendix))
    return max(map(measure, set(texts)), default=0)


def _need(appendix: ComputedAppendix, column: ShownColumn, shown: Sequence[str]) -> int:
    """The room, in thousandths of an em, of the longest thing in a column that must not break: a figure, a word."""
    head = max((measure(word, bold=True) for word in column.heading.split()), default=0)
    if column.role == "label":
        return max(head, _longest_word(_labels(appendix)))
    if column.role == "stt":
        texts = {row.row.stt for row in appendix.rows if len(row.row.stt) < 12}
        return max(head, max((measure(text, bold=True) for text in texts), default=0))
    texts = set(shown)
    if column.role in ("unit", "note"):
        texts = {word for text in texts for word in ([text] if len(text) <= 8 else text.split())}
    for text in sorted(texts, key=len, reverse=True):
        if len(text) * _WIDEST <= head:
            break
        # One long text in a column of figures must not squeeze the others: it breaks over lines.
        if len(text) <= _LONGEST_FIGURE:
            head = max(head, measure(text))
    return head


def _labels(appendix: ComputedAppendix) -> tuple[str, ...]:
    return tuple([row.row.label for row in appendix.rows])


@lru_cache(maxsize=16)
def _longest_word(labels: tuple[str, ...]) -> int:
    """The room of the longest word of the labels, which the units of one form share."""
    return max((measure(word, bold=True) for word in {word for label in labels for word in label.split()}), default=0)


@lru_cache(maxsize=16)
def _longest_label(labels: tuple[str, ...]) -> int:
    return max(map(measure, set(labels)), default=0)


def lines_in(text: str, width: int, layout: Layout) -> int:
    """How many lines a bold text takes in a cell of `width` twips, on the safe side."""
    room = max(1, (width - 2 * layout.side) * 100 // layout.size)
    space = measure(" ", bold=True)
    count, used = 1, 0
    for word in text.split():
        size = measure(word, bold=True)
        if used and used + space + size > room:
            count, used = count + 1, 0
        used += size + (space if used else 0)
        count += used // (room + 1)
        used %= room + 1
    return count


@lru_cache(maxsize=4096)
def measure(text: str, *, bold: bool = False) -> int:
    """The width of a text in Times New Roman, in thousandths of an em, a little generous."""
    total = sum(map(_width, text))
    return total * 106 // 100 if bold else total


@lru_cache(maxsize=1024)
def _width(letter: str) -> int:
    if letter in ".,;:'ijlt|/ ":
        return 280
    return _WIDEST if letter.isupper() or letter in "%mw≥≤" else 500
