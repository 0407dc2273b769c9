"""Prose tied to the figures of a workbook or an appendix by its wording; only what clearly names one figure is judged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from toolkit.claims.compare import compare, resembles
from toolkit.claims.known import STOCK, Known, KnownRow, words_of
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.readings import Reading, fits, periods_in, readings
from toolkit.claims.tokens import Number, numbers_in
from toolkit.claims.told import APPENDIX, Origin, Source, tied
from toolkit.claims.wording import Match, Wording
from toolkit.numbers import round_half_up, show
from toolkit.passages import Passage
from toolkit.text import fold

# A break ends what a subject is said of; a comma or "và" only parts the numbers of one list.
_BREAK: Final = re.compile(r"[;:!?()\n]|\.(?=\s|$)")
_COMMA: Final = re.compile(r",(?=\s)|\svà\s")
_PART: Final = re.compile(r"trong do|rieng|gom |bao gom|so con lai|ca hai|moi ben")
# What is still to come is no figure of the sheet.
_AHEAD: Final = re.compile(
    r"phan dau|du kien|phuong huong|trong tam|giai phap|muc tieu|thoi gian toi|mo du|nam toi|quy toi|thang toi|sap toi"
)
_PLAIN: Final = re.compile(r"-?[\d.]+(?:,\d+)?")
_SURE: Final = 0.95
_LIKELY: Final = 0.85
_LEFT: Final = 3  # telling words that may be left over where a number looks like the figure
_KIN: Final = 0.5
_LONG: Final = 5  # so many digits agree by chance so seldom that any words may be left over
_SHORT_LABEL: Final = 3
_TELLING: Final = 2  # words besides the unit that a label must have to make an alarm certain


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence that says one thing: its figures and its folded words without them."""

    numbers: tuple[Number, ...]
    words: frozenset[str]
    start: int
    end: int
    first: bool  # begins after a break
    lead: frozenset[str] = frozenset()  # what stood before the first number of the list it goes on with


@dataclass
class ProseTies:
    """The figures that prose may tell. `current` is the folded text that names the period reported on."""

    rows: Sequence[KnownRow]
    origin: Origin
    current: str = ""
    mentioned: set[str] = field(default_factory=set)  # keys of the rows some number was tied to
    untied: list[tuple[Passage, Number]] = field(default_factory=list)

    @cached_property
    def wording(self) -> Wording:
        """The index over the rows' words."""
        return Wording(self.rows)

    @cached_property
    def _by_value(self) -> Mapping[Decimal, list[KnownRow]]:
        found: dict[Decimal, list[KnownRow]] = defaultdict(list)
        for row in self.rows:
            for known in row.all():
                found[known.value * known.unit.scale].append(row)
        return found

    def claims(self, passages: Iterable[Passage], rows_of_fields: Mapping[str, KnownRow]) -> Iterator[Claim]:
        """A claim for each figure of the prose that the words around tie to one of a row; fields of ours are passed by.

        `rows_of_fields` gives the row a field shows, so that what follows it can be about that row too.
        """
        for passage in passages:
            bare = passage.text.strip(" -–/").isdigit()  # a page number
            if not passage.table and not bare and any(char.isdigit() for char in passage.text):
                yield from self._passage(passage, rows_of_fields)

    def _passage(self, passage: Passage, rows_of_fields: Mapping[str, KnownRow]) -> Iterator[Claim]:
        text = passage.text
        around = frozenset(words_of(f"{passage.near} {text}"))
        subject: KnownRow | None = None
        for piece in pieces(text, numbers_in(text)):
            subject = None if piece.first else subject
            for index, number in enumerate(piece.numbers):
                shown = next((name for low, high, name in passage.fields if low <= number.start < high), None)
                if shown is not None:
                    subject = rows_of_fields.get(shown, subject)
                    continue
                found = self._tie(passage, piece, index, around, subject)
                if found is None:
                    subject = None
                    self.untied.append((passage, number))
                    continue
                claim, subject = found
                self.mentioned.add(subject.key)
                yield claim

    def _tie(
        self, passage: Passage, piece: Piece, index: int, around: frozenset[str], subject: KnownRow | None
    ) -> tuple[Claim, KnownRow] | None:
        """The claim of a number and the row it is about; None where no row clearly wins."""
        number = piece.numbers[index]
        before = words_of(passage.text[piece.start : number.begin])
        matches = self._matches(piece, index, around, subject, before)
        periods = self._periods(passage, piece, number)
        second = index > 0 and passage.text[piece.numbers[index - 1].stop : number.begin].strip() == "/"
        options = []
        for match in matches:
            reading = readings(match.row, number, passage.text, second=second, periods=self._of_row(periods, match.row))
            options.append((match, reading))
        for match, known, verdict in _agreeing(options, number):
            if self.origin is APPENDIX and known.typed is not None and not _tells_typed(number, known):
                printed = replace(known, value=known.typed, shown=show(known.typed))
                return self._claim(passage, number, match.row, printed, Verdict.INCONSISTENT), match.row
            return self._claim(passage, number, match.row, known, verdict), match.row
        clear = _clear(options)
        if clear is not None and self._sure(passage, piece, number, *clear):
            match, known = clear
            return self._claim(passage, number, match.row, known, Verdict.INCONSISTENT), match.row
        return None

    def _matches(
        self, piece: Piece, index: int, around: frozenset[str], subject: KnownRow | None, before: tuple[str, ...]
    ) -> list[Match]:
        """The rows a number may be about: those its own piece names, else those its list does, else the last one told of."""
        number = piece.numbers[index]
        going_on = subject is not None and (index > 0 or not piece.first)
        alike = number.percent or number.points or bool(periods_in(" ".join(piece.words)))
        bare = alike and not any(
            word not in STOCK and not word.isdigit() for word in piece.words - frozenset(words_of(number.unit))
        )
        if subject is not None and going_on and bare:
            return [Match(subject, 1.0, frozenset(), 0.0)]
        matches = self.wording.best(piece.words, around)
        spelt = [match for match in matches if _ends_with(before, match.row.full)]
        if len(matches) > 1 and len(spelt) == 1:
            return spelt
        if not matches and piece.lead:
            matches = [replace(match, covered=0.0) for match in self.wording.best(piece.words | piece.lead, around)]
        if not matches and subject is not None and going_on and (number.percent or number.points or index > 0):
            matches = [Match(subject, 1.0, frozenset(), 0.0)]
        return matches

    def _sure(self, passage: Passage, piece: Piece, number: Number, match: Match, known: Known) -> bool:
        """True where nothing leaves room for another meaning than a wrong number.

        The label is there, no word narrows it, and no other row the words could mean has the number. Where the number
        looks like the figure with a slip of the pen, a word or two may be left over.
        """
        loose = number.bound or number.upper is not None or number.alternatives
        if loose or not (known.unit.name or number.percent or number.points) or not _PLAIN.fullmatch(known.shown):
            return False
        carried = match.score == 0
        telling = match.row.subject - STOCK - frozenset(words_of(number.unit))
        slip = resembles(number.value / known.unit.scale, known.value)
        named = _ends_with(words_of(passage.text[piece.start : number.begin]), match.row.words)
        if not named and (match.covered < (_LIKELY if slip else _SURE) or len(telling) < _TELLING):
            return False
        long = slip and sum(char.isdigit() for char in number.printed) >= _LONG
        if not long and len(frozenset(match.row.words) - STOCK) < _SHORT_LABEL and match.row.above:
            parts = match.row.subject - STOCK
            if len(parts & piece.words) < _LIKELY * len(parts) and not carried:
                return False
        if len(match.left) > (_LEFT if slip else 0) and not long:
            return False
        if not slip and len([each for each in piece.numbers if each.percent == number.percent]) > 1:
            return False
        if _PART.search(fold(passage.text[max(0, piece.start - 12) : piece.end])) or _AHEAD.search(
            fold(f"{passage.near.partition(' > ')[0]} {passage.text[: piece.end]}")
        ):
            return False
        kin = (row for row in self._by_value.get(number.value, ()) if row is not match.row)
        return not any(row.above == match.row.above != frozenset() or _overlap(row, piece.words) >= _KIN for row in kin)

    def _claim(self, passage: Passage, number: Number, row: KnownRow, known: Known, verdict: Verdict) -> Claim:
        source = Source(known.key, known.shown, known.value, known.cells, row.label, self.origin)
        printed = number.value / known.unit.scale
        return tied(passage, (number.start, number.end), source, verdict, printed=printed)

    def _periods(self, passage: Passage, piece: Piece, number: Number) -> tuple[str, ...]:
        """The periods a number is said of: those its piece names, else the last one before it in its passage or heading."""
        own = periods_in(passage.text[piece.start : piece.end])
        earlier = periods_in(f"{passage.near.partition(' > ')[0]}. {passage.text[: piece.start]}")
        return own or earlier[-1:]

    def _of_row(self, periods: tuple[str, ...], row: KnownRow) -> tuple[str, ...]:
        """Without the period reported on, which is the actual's own; a label may name a period itself."""
        label = fold(row.label)
        return tuple(p for p in periods if p not in label and (row.periods or p not in self.current) and not (
            p in self.current and not any(p in name or name in p for name in row.periods)))  # fmt: skip


def _clear(options: Sequence[tuple[Match, Reading]]) -> tuple[Match, Known] | None:
    """The one figure a number must mean, if the rows it may be about leave no choice: one row, or rows that all say the same."""
    if not options or not all(reading.plain and len(reading.figures) == 1 for _, reading in options):
        return None
    if len({reading.figures[0].value for _, reading in options}) > 1:
        return None
    return options[0][0], options[0][1].figures[0]


def _agreeing(options: Sequence[tuple[Match, Reading]], number: Number) -> Iterator[tuple[Match, Known, Verdict]]:
    """The figures a number agrees with, the surest first: what it most likely means, any figure of the one row there is, a cut one."""
    cut = []
    for match, reading in options:
        for known in reading.figures:
            verdict = compare(number, known.value, scale=known.unit.scale)
            if verdict is Verdict.CONSISTENT or (not known.wrong and _tells_typed(number, known)):
                yield match, known, Verdict.CONSISTENT
            elif verdict is Verdict.ROUNDING and number.step != 1:
                cut.append((match, known, verdict))
    if len(options) == 1:
        match = options[0][0]
        for known in match.row.all():
            shown = round_half_up(known.value) * known.unit.scale
            if fits(known.unit, number) and shown == number.value and not number.bound:
                yield match, known, Verdict.CONSISTENT
    yield from cut


def _tells_typed(number: Number, known: Known) -> bool:
    """True for a number that says what the figure's own cell does, where that is not what is computed."""
    scale = known.unit.scale
    return known.typed is not None and compare(number, known.typed, scale=scale) is Verdict.CONSISTENT


def pieces(text: str, numbers: Sequence[Number]) -> Iterator[Piece]:
    """The stretches of a text between breaks and commas that hold figures; one without figures joins the next of its sentence."""
    spans = [(number.begin, number.stop) for number in numbers]
    cuts = [(match.end(), hard) for shape, hard in ((_BREAK, True), (_COMMA, False)) for match in shape.finditer(text)
            if not any(low < match.end() <= high for low, high in spans)]  # fmt: skip
    start, first, at = 0, True, 0
    lead: frozenset[str] = frozenset()
    for end, hard in sorted({*cuts, (len(text), True)}):
        inside = []
        while at < len(numbers) and numbers[at].start < end:
            inside.append(numbers[at])
            at += 1
        figures = tuple(number for number in inside if number.figure)
        if not figures and not (hard and text[end - 1 : end] != ":"):
            continue
        if figures:
            yield Piece(figures, _words(text, start, end, figures), start, end, first, frozenset() if first else lead)
            lead = frozenset(words_of(text[start : figures[0].begin])) if first else lead
        start, first = end, hard and text[end - 1] != "("


def _words(text: str, start: int, end: int, figures: Sequence[Number]) -> frozenset[str]:
    kept, at = [], start
    for number in figures:
        kept.append(text[at : number.start])
        at = max(at, number.end)
    return frozenset(words_of(" ".join([*kept, text[at:end]])))


def _ends_with(words: tuple[str, ...], label: tuple[str, ...]) -> bool:
    return words[-len(label) :] == label


def _overlap(row: KnownRow, words: frozenset[str]) -> float:
    telling = frozenset(row.words) - STOCK
    return len(telling & words) / len(telling) if telling else 0.0
