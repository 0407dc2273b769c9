"""Which rows the words around a number of a passage can mean: its own, its list's, or the row last told of."""

from __future__ import annotations

import re
from typing import Final

from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.evidence import is_unit_alone
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import KnownRow, words_of
from toolkit.claims.ties.periods import periods_in
from toolkit.claims.ties.pieces import Piece
from toolkit.claims.ties.said import is_bare, names_time, spelt
from toolkit.claims.ties.short_forms import unit_written_out
from toolkit.claims.ties.wording import CARRIED, LEAD, Match, Wording
from toolkit.records import replace
from toolkit.text import fold

_RATES: Final = frozenset({"ty_le", "chiem"})
_MOVED: Final = re.compile(
    r"\W*(?:(?:va|nhung|song|deu|con|van|lai) ){0,2}(?:tang|giam|vuot|thieu|hut|(?:it|nhieu|cao|thap|kem) hon)\b"
)
_HINT: Final = 0.3
_HALF: Final = 0.5
_LEAD: Final = 0.1
_COMPARED: Final = frozenset({"kh", "ct", "ck", "chi_tieu", "ke_hoach", "du_toan", "cung_ky"})


def rows_meant(
    wording: Wording, text: str, piece: Piece, index: int, around: frozenset[str], subject: KnownRow | None
) -> list[Match]:
    """The rows a number of a piece may be about: those its own piece names, else those its list does, else the last one told of."""
    said = text[piece.start : piece.end]
    number = piece.numbers[index]
    going_on = subject is not None and (index > 0 or not piece.first or is_bare(piece))
    alike = (
        number.percent
        or number.points
        or bool(
            periods_in(said)
            or names_time(said)
            or piece.words & _COMPARED
            or _MOVED.match(fold(text[piece.clauses[-1] : piece.end]))
        )
    )
    if subject is not None and going_on and number.percent and piece.words & _RATES and is_bare(piece):
        subject = wording.rate_of(subject) or subject
    if subject is not None and going_on and alike and is_bare(piece, subject):
        return [Match(subject, 1.0, via=CARRIED)]
    matches = _own(wording, text, piece, number, around)
    if len(matches) == 1 and matches[0].covered < 1 and piece.lead and not piece.bracketed:
        led = wording.best(piece.words | piece.lead, around)
        if [match.row for match in led] == [matches[0].row]:  # "tiếp nhận 246 đơn khiếu nại, 68 đơn tố cáo"
            matches = [replace(led[0], via=LEAD)] if led[0].covered == 1 else matches
    if not matches and piece.lead and not piece.bracketed:
        matches = [replace(match, via=LEAD) for match in wording.best(piece.words | piece.lead, around)]
    if not matches and number.unit and not number.percent:
        short = [
            row
            for row in wording.short(piece.words)
            if any(_counts(known.unit.name, number.unit) for known in row.all())
        ]
        matches = [Match(row, 1.0) for row in short] if len(short) == 1 else []
    if not matches and subject is not None and going_on and (number.percent or number.points or index > 0):
        matches = [Match(subject, 1.0, via=CARRIED)]
    return matches


def _own(wording: Wording, text: str, piece: Piece, number: Number, around: frozenset[str]) -> list[Match]:
    """The rows that a number's own piece names."""
    before = words_of(text[piece.start : number.begin])

    def fit(row: KnownRow) -> bool:
        return any(fits(known.unit, number, row.subject) for known in row.all())

    matches = wording.best(piece.words, around, fit)
    named = wording.named(before)
    if named is not None and all(match.row is not named.row for match in matches):
        matches = [named, *matches]
    behind = wording.named_behind(words_of(text[number.end : piece.end]))
    if behind is not None and fit(behind.row):
        matches = [behind]
    if matches and is_unit_alone(matches[0].row, number):
        matches = _named_besides(wording, piece, number, matches)
    if len(matches) > 1:
        matches = spelt(matches, before, words_of(number.unit)) or matches
    return matches


def _named_besides(wording: Wording, piece: Piece, number: Number, matches: list[Match]) -> list[Match]:
    """The one row that the words name which are not the unit's, where the row found is called by that alone: "số bị kỷ luật giảm từ 31 đảng viên"."""
    said = wording.rare(piece.words) - frozenset(words_of(number.unit))
    found = sorted(
        ((wording.share(row, piece.words), at, row) for at, (share, row) in enumerate(wording.hints(said))
         if share >= _HINT and any(fits(known.unit, number, row.subject) for known in row.all())),
        reverse=True,
    )  # fmt: skip
    if not found or found[0][0] < _HALF or (len(found) > 1 and found[0][0] - found[1][0] < _LEAD):
        return matches
    share, _, row = found[0]
    return [Match(row, share, share)]


def _counts(unit: str, said: str) -> bool:
    """True for one unit, and not for two that may be compared."""
    return unit_written_out(said) == unit
