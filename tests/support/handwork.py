"""What people and their editors do to a report, at random."""

from __future__ import annotations

from collections.abc import Callable

from support.hand import Hand
from support.hand_fields import bookmark, comment, copy_field, forget, highlight, into_a_link, note, proof, strip
from support.hand_prose import add, copy, delete, join, move, overtype, overtype_a_digit, reword, split
from support.hand_tables import add_column, add_row, copy_row, copy_table, delete_row, move_row, write_in_row
from support.hand_tracked import track_deleted_field, track_move, track_number, track_paragraph, track_words

EDITS: tuple[Callable[[Hand], str], ...] = (
    overtype, overtype, overtype, overtype_a_digit, reword, reword, delete, add, move, copy, split, join, highlight, forget, strip, copy_field,
    into_a_link, proof, comment, bookmark, note, track_words, track_number, track_deleted_field, track_paragraph,
    track_move, delete_row, add_row, move_row, copy_row, write_in_row, copy_table, add_column,
)  # fmt: skip
CALM: tuple[Callable[[Hand], str], ...] = (overtype, reword, delete, add, move, copy, highlight)
