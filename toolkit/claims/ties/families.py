"""What the rows of one whole say of a number: the part left over when the others are told, and the one of them that has the number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.by_value import ByValue
from toolkit.claims.ties.known import Known, KnownRow
from toolkit.claims.ties.operands import levels
from toolkit.claims.ties.said import Said
from toolkit.claims.ties.wording import OWN, Match, Wording

_DIGITS: Final = 2
_LONG: Final = 4
_NAMED: Final = 0.4
_LEAST: Final = 2  # parts told beside the one that is left over


def column_of(known: Known) -> str:
    """The column of a figure, by its key: "thuc_hien" or a period's name."""
    return known.key.rpartition(".")[2]


class Families:
    """The rows of a sheet by the whole they are parts of."""

    def __init__(self, rows: Sequence[KnownRow]) -> None:
        found: dict[tuple[str, int], list[KnownRow]] = defaultdict(list)
        run, last = 0, ""
        self._family: dict[int, tuple[str, int]] = {}
        for row in rows:
            run += row.label == row.parent or (row.parent != last and (row.parent, run) in found)
            last = row.parent
            found[row.parent, run].append(row)
            self._family[id(row)] = (row.parent, run)
        self._parts = found
        self._labels = {row.label for row in rows}

    def left_over(self, told: Sequence[Said], at: int) -> tuple[KnownRow, Known] | None:
        """The only part of a whole that a list around a number does not tell, and its figure of the column that the others are of."""
        same = [each for each in told if each.piece.sentence == told[at].piece.sentence and _is_right(each)]
        beside = [*told[at + 1 : at + 2], *told[max(0, at - 1) : at]]
        for row, known in ((each.row, each.known) for each in beside if any(each is other for other in same)):
            if row is None or known is None or known not in levels(row) or row.parent not in self._labels:
                continue
            column, parts = column_of(known), self._parts[self._family[id(row)]]
            heard = {id(each.row) for each in same if each.known is not None and column_of(each.known) == column}
            left = [part for part in parts if id(part) not in heard]
            figures = [figure for part in left[:1] for figure in part.all() if column_of(figure) == column]
            silent = not any(each.row is part for part in left for each in told)
            if len(left) == 1 and silent and figures and len(parts) > _LEAST:
                return left[0], figures[0]
        return None


def having(
    number: Number, match: Match, known: Known, near: Sequence[KnownRow], words: frozenset[str], by_value: ByValue, wording: Wording
) -> tuple[KnownRow, Known] | None:  # fmt: skip
    """The part of the whole named, of one told beside or, for a row only carried on, the whole itself, that has a number and some of whose words stand there."""
    if len(number.printed.strip("0")) < _DIGITS:
        return None
    wholes = {match.row.label, *(row.label for row in near)}
    for row in by_value.rows(number):
        is_part = row.parent in wholes and len(number.printed) > _LONG
        is_whole = match.via != OWN and row.label == match.row.parent
        if row is match.row or not (is_part or is_whole) or not wording.share(row, words):
            continue
        for figure in row.all():
            same = column_of(figure) in (column_of(known), "thuc_hien") or (
                is_part and figure is not row.figures.get("chi_tieu")
            )
            if same and figure.value * figure.unit.scale == number.value:
                return row, figure
    return None


def told_for_another(
    told: Sequence[Said], at: int, words: frozenset[str], wording: Wording
) -> tuple[KnownRow, Known] | None:
    """What a number should tell that only repeats the figure of a part told rightly in its sentence, while its words name another part of that whole."""
    said = told[at]
    if not _is_right(said) or said.row is None or said.known is None or len(said.number.printed) <= _LONG:
        return None
    twins = [
        each for index, each in enumerate(told)
        if index != at and each.piece.sentence == said.piece.sentence and each.known is not None and each.known.key == said.known.key
    ]  # fmt: skip
    if len(twins) != 1 or not twins[0].piece.words - words:
        return None
    own = wording.share(said.row, words)
    named = [
        row for share, row in wording.hints(words) if share >= _NAMED and share > own and row.parent == said.row.parent
    ]
    if len(named) != 1 or any(each.row is named[0] for each in told):
        return None
    wanted = [figure for figure in named[0].all() if column_of(figure) == column_of(said.known)]
    return (named[0], wanted[0]) if wanted else None


def _is_right(said: Said) -> bool:
    return said.row is not None and said.verdict is not Verdict.INCONSISTENT
