"""Which row a sentence goes on with that names another time and no row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.evidence import is_unit_alone, without_fillers
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import STOCK, KnownRow, words_of
from toolkit.claims.ties.pieces import Piece, either
from toolkit.claims.ties.said import NAMELESS, Said, is_bare, names_time
from toolkit.claims.ties.wording import Wording

_BACK: Final = 300
_MOST: Final = 12
_STOP: Final = re.compile(r"[;:!?\n]|\.(?=\s|$)")
_IN_TURN: Final = re.compile(rf"{either('tương')}\s+{either('ứng')}|{either('lần')}\s+{either('lượt')}", re.I)
_NAME: Final = re.compile(r"(?<![^\W_])(?![IVX]+\b)[^\W\d_a-zà-ỹđ]")
_VERBS: Final = 2  # words that say what was done: "huy động", "tạo"
_HINT: Final = 0.3


def gone_on_with(
    text: str, piece: Piece, told: Sequence[Said], wording: Wording, around: frozenset[str], *, later: bool = False
) -> KnownRow | None:
    """The row of the last sentence told of that one goes on with which names another time and no other row: "Quý III cao nhất với 3.472 lượt".

    Of a whole and its parts it is the whole, unless another row has the number. `later` is True for what follows in such a
    sentence: "Riêng quý II xử lý 14.273 trường hợp, phạt 29,7 tỷ đồng".
    """
    number = piece.numbers[0]
    if not told or not (later or names_time(text[piece.start : number.begin])):
        return None
    last = takewhile(lambda each: each.piece.sentence == told[-1].piece.sentence, reversed(told))
    rows = [each.row for each in last if each.row is not None]
    rows = [row for row in rows if any(fits(known.unit, number, row.subject) for known in row.all())]
    if not rows or (later and (len({id(row) for row in rows}) > 1 or not piece.plain & rows[0].subject - STOCK)):
        return None
    having = {id(row): row for row in rows if any(each.value * each.unit.scale == number.value for each in row.all())}
    wholes = [row for row in rows if row.label == rows[0].parent]
    row = [*(having.values() if len(having) == 1 else ()), *wholes, *rows][0]
    if not is_bare(piece, row) and (
        _NAME.search(text[piece.start : piece.end].strip()[1:])
        or _is_strange(text[piece.start : piece.end], piece, row, wording)
    ):
        return None
    named = [match.row for match in wording.best(piece.words, around) if not is_unit_alone(match.row, number)]
    return row if not named or any(each is row for each in named) else None


def _is_strange(text: str, piece: Piece, row: KnownRow, wording: Wording) -> bool:
    """True where words are left that are more than a verb, or those of a row that counts the same."""
    said = frozenset(words_of(without_fillers(text)))
    new = frozenset(word for word in (piece.plain & said) - row.subject - STOCK - NAMELESS if not word.isdigit())
    return len(new) > _VERBS or any(
        (share >= _HINT or len(piece.plain & frozenset(other.words) - row.subject) > 1)
        and other is not row
        and any(fits(each.unit, piece.numbers[0], other.subject) for each in other.all())
        for share, other in wording.hints(wording.rare(new))
    )


def row_in_turn(text: str, figures: Sequence[Number], told: Sequence[Said]) -> KnownRow | None:
    """The row that the number told last is of by its turn: "33 doanh nghiệp và 4 hợp tác xã, tương ứng đạt 44% và 50% kế hoạch"."""
    at, number = len(told), told[-1].number
    turn = next(iter([*_IN_TURN.finditer(text, max(0, number.begin - _BACK), number.begin)][-1:]), None)
    if turn is None or _STOP.search(text, turn.end(), number.begin):
        return None
    stop = _STOP.search(text, turn.end())
    end = len(text) if stop is None else stop.start()
    turns = [each for each in figures[max(0, at - _MOST) : at + _MOST] if turn.end() <= each.start < end]
    alike = [each for each in turns if (each.percent, each.points) == (number.percent, number.points)]
    start = max((match.end() for match in _STOP.finditer(text, max(0, turn.start() - _BACK), turn.start())), default=0)
    rows = [each.row for each in told[-_MOST:] if start <= each.number.start < turn.start()]
    if len(alike) < len(turns) or not len(rows) == len(turns) > 1 or len({id(row) for row in rows}) < len(rows):
        return None
    return rows[turns.index(number)]
