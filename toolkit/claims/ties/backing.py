"""What the share or the change told right behind a number says it is a figure of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import Known, KnownRow
from toolkit.claims.ties.meaning import Reading
from toolkit.claims.ties.said import Said, is_bare, names_time
from toolkit.claims.ties.wording import CARRIED, Match

_DERIVED: Final = frozenset(
    {"ty_le", "so_cung_ky", "tang_cung_ky", "lech_cung_ky", "chenh_lech", "vuot"}
)  # what is computed from the actual
_TELLING: Final = 3
_LIKELY: Final = 0.8


def measured_as(
    text: str, told: Sequence[Said], at: int, read: Callable[[KnownRow], Reading]
) -> tuple[Match, Known] | None:
    """The actual of a row that a number must tell: what comes right behind it and names nothing is that row's share or change.

    "Giải đáp pháp luật cho 14.000 lượt người, tương đương 103,91% mục tiêu", where the target is 14.000. None where the words
    name another row or figure, or the share has too few digits not to be so by chance; `read` gives what of a row the number can mean.
    """
    said = told[at]
    behind = told[at + 1] if at + 1 < len(told) else said
    row, known = behind.row, behind.known
    if behind is said or row is None or known is None or behind.verdict is not Verdict.CONSISTENT:
        return None
    actual = row.figures.get("thuc_hien")
    derived = any(row.figures.get(name) is known for name in _DERIVED)
    near = behind.piece.sentence == said.piece.sentence and (behind.piece is said.piece or is_bare(behind.piece, row))
    near = near and not names_time(text[said.number.stop : behind.number.begin])
    digits = sum(char.isdigit() for char in behind.number.printed)
    if actual is None or not (derived and near) or digits < _TELLING or not fits(actual.unit, said.number, row.subject):
        return None
    told_already = any(
        each.known is not None and each.known.key == actual.key and each.piece.sentence == said.piece.sentence
        for each in told
    )
    other = any(
        match.row is not row and match.covered >= _LIKELY and reading.figures for match, reading in said.options
    )
    reading = read(row)
    period = reading.figures and all(known in row.periods.values() for known in reading.figures)
    if told_already or other or not reading.plain or not (period or reading.figures == (actual,)):
        return None
    return Match(row, 1.0, via=CARRIED), actual
