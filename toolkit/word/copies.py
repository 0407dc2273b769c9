"""What a person copied inside a report: it follows the data as that does which it was copied from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from toolkit.hints import TYPE_CHECKING
from toolkit.word.blocks import Block

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element


def copied_tables(base: Iterable[Block], mine: Iterable[Block]) -> list[tuple[Element, Element]]:
    """The tables of a report that are copies of another, each as the table it was filled as and itself.

    A copy has at least half its rows from there; the table most like the filled one is no copy.
    """
    filled, left = _tables(base), _tables(mine)
    if not filled or len(left) < 2:
        return []
    for rows in filled.values():
        own = max(left, key=lambda table: (left[table] & rows).total(), default=None)
        if own is not None and (left[own] & rows).total():
            del left[own]
    found = []
    for table, rows in left.items():
        source = max(filled, key=lambda other: (filled[other] & rows).total())
        if 2 * (filled[source] & rows).total() >= rows.total():
            found.append((source, table))
    return found


def _tables(blocks: Iterable[Block]) -> dict[Element, Counter[object]]:
    """The rows of each table by the fields they show, which columns added by hand leave as they are, else by their shapes."""
    found: dict[Element, Counter[object]] = {}
    for block in blocks:
        table = block.element.getparent()
        if block.is_row and table is not None:
            found.setdefault(table, Counter())[frozenset(block.names) or block.shape] += 1
    return found


def copied_blocks(
    changed: Iterable[int], base: Sequence[Block], mine: Sequence[Block], known: Container[int]
) -> Iterator[tuple[int, Block]]:
    """The blocks of a report, besides the `known` ones, that are copies of `changed` ones as they were filled, with which one."""
    shapes = {base[index].shape: index for index in changed if base[index].fields}
    for at, block in enumerate(mine) if shapes else ():
        if at not in known and block.shape in shapes:
            yield shapes[block.shape], block


__all__ = ["copied_blocks", "copied_tables"]
