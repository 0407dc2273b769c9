"""Edits of rows, columns and tables."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree
from support.hand import Hand, copied, drop, parent_of, run_of, text_of
from support.reading import W


def delete_row(hand: Hand) -> str:
    """Delete a row."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    if len([r for r in parent_of(row) if r.tag == f"{W}tr"]) < 5:
        return ""
    drop(row)
    return text_of(row)


def add_row(hand: Hand) -> str:
    """Add a row of one's own."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    made = copied(hand, row)
    for cell in made.iter(f"{W}tc"):
        for node in [node for node in cell if node.tag != f"{W}tcPr"]:
            cell.remove(node)
        etree.SubElement(cell, f"{W}p").append(run_of(f"tay {hand.number()}"))
    row.addnext(made)
    return text_of(made)


def move_row(hand: Hand) -> str:
    """Move a row up or down."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    others = [other for other in found if other is not row and other.getparent() is row.getparent()]
    if not others:
        return ""
    hand.rng.choice(others).addnext(row)
    return text_of(row)


def copy_row(hand: Hand) -> str:
    """Copy a row within its table."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    others = [other for other in found if other.getparent() is row.getparent()]
    hand.rng.choice(others).addnext(copied(hand, row))
    return text_of(row)


def write_in_row(hand: Hand) -> str:
    """Write into a cell of a row."""
    if not (found := hand.rows()):
        return ""
    row = hand.rng.choice(found)
    cell = hand.rng.choice(list(row.iter(f"{W}tc")))
    next(cell.iter(f"{W}p")).append(run_of(f" (tay {hand.number()})"))
    return text_of(row)


def copy_table(hand: Hand) -> str:
    """Copy a whole table elsewhere."""
    found, place = list(hand.body.iter(f"{W}tbl")), hand.sentence()
    if not found or place is None:
        return ""
    table = hand.rng.choice(found)
    made = copied(hand, table)
    place.addnext(made)
    made.addnext(etree.Element(f"{W}p"))
    return text_of(table)[:40]


def add_column(hand: Hand) -> str:
    """Add a column to a table."""
    found = list(hand.body.iter(f"{W}tbl"))
    if not found:
        return ""
    table = hand.rng.choice(found)
    for row in table.iter(f"{W}tr"):
        cell = list(row.iter(f"{W}tc"))[-1]
        made = copied(hand, cell)
        for node in [node for node in made if node.tag != f"{W}tcPr"]:
            made.remove(node)
        span = made.find(f"{W}tcPr/{W}gridSpan")
        if span is not None:
            drop(span)
        etree.SubElement(made, f"{W}p").append(run_of(f"cột tay {hand.number()}"))
        cell.addnext(made)
    grid = table.find(f"{W}tblGrid")
    assert grid is not None
    grid.append(deepcopy(grid[-1]))
    return text_of(table)[:40]
