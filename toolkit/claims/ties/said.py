"""What the numbers of a passage say of each other: which rows are told beside one, and which of them it goes on with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.units import DURATIONS, alike
from toolkit.claims.ties.compare import compare
from toolkit.claims.ties.evidence import ends_with
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import STOCK, Known, KnownRow, words_of
from toolkit.claims.ties.meaning import Reading
from toolkit.claims.ties.pieces import AND, Piece
from toolkit.claims.ties.pointed import is_later, past_figure
from toolkit.claims.ties.wording import Match
from toolkit.numbers import round_half_up
from toolkit.text import fold

_AND: Final = re.compile(rf"^[^.;]{{0,40}}\s{AND}\s[^.;]{{0,20}}$")
_ENDS_WITH_AND: Final = re.compile(rf"\s{AND}\s$")
_TIME: Final = re.compile(
    r"\b(?:quy [ivx\d]+|(?:^|(?<!so )(?<!so voi )(?<!hon ))(?:cung ky|nam truoc|nam ngoai)\b|thang \d|nam (?:[a-z]+ ){0,4}\d{4}|(?:6|9|sau|chin) thang|(?:ca|tinh chung|toan|binh quan)(?: ca| (?:hai|ba|bon|\d))? (?:nam|giai doan|nhiem ky|ky))\b"
)
_TELLING: Final = 3  # a number of fewer digits agrees with one figure or another of a row by chance
_BREAK: Final = re.compile(r"[,;:.()]")
NAMELESS: Final = frozenset(
    {
        "tuong",
        "duong",
        "nhung",
        "chi",
        "song",
        "thieu",
        "du",
        "hut",
        "de",
        "ra",
        "i",
        "ii",
        "iii",
        "iv",
        "sau",
        "chin",
        "kh",
        "ct",
        "ck",
        "nq",
        "dt",
        "hai",
        "ba",
        "bon",
    }
)


@dataclass(slots=True)
class Said:
    """One number of a passage: what it may mean, and the row and figure it was tied to; `shown` for one that a field of ours shows.

    `floor` is where the last number before ends that is of the time reported on; `past` is the figure of another time that a
    wrong number tells.
    """

    number: Number
    piece: Piece
    options: list[tuple[Match, Reading]] = field(default_factory=list)
    row: KnownRow | None = None
    known: Known | None = None
    verdict: Verdict | None = None
    shown: bool = False
    floor: int = 0
    past: Known | None = None

    def tell(self, row: KnownRow, known: Known, verdict: Verdict) -> None:
        """Tie the number to a figure, rightly or wrongly."""
        self.row, self.known, self.verdict = row, known, verdict
        self.past = past_figure(row, known, self.number) if verdict is Verdict.INCONSISTENT else None
        if self.past is not None and is_later(self.past, known):
            self.known, self.verdict, self.past = self.past, Verdict.CONSISTENT, None


def is_bare(piece: Piece, row: KnownRow | None = None) -> bool:
    """True for a piece that names nothing but a unit, a period or a target, or else only the rest of a row's label."""
    label = frozenset() if row is None else row.subject
    return all(word in STOCK or word in NAMELESS or word in label or word.isdigit() for word in piece.plain)


def names_time(text: str) -> bool:
    """True for words that name another time than the one reported on."""
    return _TIME.search(fold(text)) is not None


def row_before(told: Sequence[Said], offset: int) -> KnownRow | None:
    """The row of the last number before a place; None where no number before it is tied."""
    before = [said for said in told if said.number.start < offset]
    return before[-1].row if before else None


def going_on_from(said: Said, told: Sequence[Said]) -> frozenset[str]:
    """The words beside the number before a bare one: "giải đáp pháp luật cho 14.548 lượt người, tương đương 103,91% mục tiêu"."""
    before = told[-2] if len(told) > 1 and is_bare(said.piece) else said
    return before.piece.words | before.piece.lead if before.piece.sentence == said.piece.sentence else frozenset()


def spelt(matches: Sequence[Match], before: tuple[str, ...], unit: tuple[str, ...]) -> list[Match]:
    """The one of some rows whose label, with the one above or alone, stands right before the number and its unit; the longest."""
    spelt = [
        (len(label), match) for match in matches for label in (match.row.full, match.row.words)
        if ends_with(before, label) or ends_with((*before, *unit), label)
    ]  # fmt: skip
    longest = max((size for size, _ in spelt), default=0)
    best = {id(match): match for size, match in spelt if size == longest}
    return list(best.values()) if len(best) == 1 else []


def near_rows(told: Sequence[Said], at: int) -> list[KnownRow]:
    """The rows that the numbers of its sentence are tied to, the nearest first; one row as often as it is told.

    What comes after counts only where it goes on with the number: in its own piece, or in one that names nothing.
    """
    said = told[at]
    found: list[tuple[int, KnownRow]] = []
    goes_on = True
    for index, other in enumerate(told):
        if other.piece.sentence != said.piece.sentence or index == at:
            continue
        if index > at:
            goes_on = goes_on and (other.piece is said.piece or is_bare(other.piece, other.row))
        if other.row is not None and goes_on:
            found.append((abs(index - at), other.row))
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def carries(told: Sequence[Said], at: int, row: KnownRow) -> bool:
    """True where what a bare number is about can be this row: the last number that names something tells it, and so does
    the last count before a percentage.
    """
    said = told[at]
    before = [
        each
        for each in told[:at]
        if each.piece.sentence == said.piece.sentence
        and each.number.printed not in row.words
        and not (each.row is None and each.number.unit in DURATIONS)
    ]
    shares = said.number.percent or said.number.points
    last = before[-1] if before else said
    if (
        shares
        and last.row is row
        and last.number.percent
        and is_bare(said.piece)
        and len(last.number.printed) > _TELLING
    ):
        return True
    if not shares:  # what is counted in another unit is no rival
        before = [
            each
            for each in before
            if alike(each.number.unit, said.number.unit) and not (each.number.percent or each.number.points)
        ]
    counts = [each for each in before if not (each.number.percent or each.number.points)] if shares else before
    naming = [each for each in before if not is_bare(each.piece)]
    return (not counts or counts[-1].row is row) and (not naming or naming[-1].row is row)


def is_paired(text: str, told: Sequence[Said], at: int, row: KnownRow) -> bool:
    """True for one of two percentages in one breath, which may be about two rows: "0,58 điểm % và 0,16 điểm %"."""
    said = told[at]
    if not (said.number.percent or said.number.points):
        return False
    for index in (at - 1, at + 1):
        if 0 <= index < len(told) and _kind(told[index].number) == _kind(said.number) and told[index].row is not row:
            first, second = sorted((said, told[index]), key=_start)
            between = text[first.number.stop : second.number.begin]
            if is_bare(second.piece) and _AND.search(between):
                return True
    return False


def is_proved(told: Sequence[Said], at: int, row: KnownRow) -> bool:
    """True where the other numbers of its sentence that tell of the row cannot all do so by chance."""
    same = [each.number for each in told if each.row is row and each.piece.sentence == told[at].piece.sentence]
    return len(same) > 1 or any(sum(char.isdigit() for char in number.printed) >= _TELLING for number in same)


def goes_on_with_another(text: str, told: Sequence[Said], at: int) -> bool:
    """True where what is counted goes on behind "và" without a number of its own: "32 lớp nhận thức và đảng viên mới"."""
    said = told[at]
    if not _ENDS_WITH_AND.search(text[: said.piece.end][-7:]) or said.number is not said.piece.numbers[-1]:
        return False
    following = told[at + 1] if at + 1 < len(told) else None
    stop = len(text) if following is None else following.number.begin
    more = _BREAK.split(text[said.piece.end : stop], maxsplit=1)
    counted = len(more) == 1 and following is not None and alike(following.number.unit, said.number.unit)
    return not counted and any(word not in STOCK for word in words_of(more[0]))


def _start(said: Said) -> int:
    return said.number.start


def _kind(number: Number) -> tuple[bool, bool]:
    return number.percent, number.points


def clear(options: Sequence[tuple[Match, Reading]]) -> tuple[Match, Known] | None:
    """The one figure a number must mean, if the rows it may be about leave no choice: one row, or rows that all say the same."""
    if not options or not all(reading.plain and len(reading.figures) == 1 for _, reading in options):
        return None
    if len({reading.figures[0].value for _, reading in options}) > 1:
        return None
    return options[0][0], options[0][1].figures[0]


def agreeing(
    options: Sequence[tuple[Match, Reading]], number: Number, *, column: bool
) -> Iterator[tuple[Match, Known, Verdict]]:
    """The figures a number agrees with, the surest first: what it most likely means, any figure of the one row there is
    where the words do not say which, a cut one. `column` is True where words near name another column than the actual's:
    only then can it be a figure of another time.
    """
    cut = []
    for match, reading in options:
        for known in (*reading.figures, *reading.also):
            verdict = compare(number, known.value, scale=known.unit.scale)
            if verdict is Verdict.CONSISTENT or (not known.wrong and tells_typed(number, known)):
                yield match, known, Verdict.CONSISTENT
            elif verdict is Verdict.ROUNDING and number.step != 1:
                cut.append((match, known, verdict))
    if len(options) == 1 and not (options[0][1].plain and options[0][1].figures):
        match = options[0][0]
        for known in match.row.all():
            shown = round_half_up(known.value) * known.unit.scale
            other = known in (match.row.figures.get("cung_ky"), match.row.figures.get("chi_tieu"))
            if (other or known.key.endswith('"]')) and not column:
                continue
            if fits(known.unit, number, match.row.subject) and shown == number.value and not number.bound:
                yield match, known, Verdict.CONSISTENT
    yield from cut


def tells_typed(number: Number, known: Known) -> bool:
    """True for a number that says what the figure's own cell does, where that is not what is computed."""
    scale = known.unit.scale
    return known.typed is not None and compare(number, known.typed, scale=scale) is Verdict.CONSISTENT
