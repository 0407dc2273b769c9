"""Prose tied to the figures of a workbook or an appendix by its wording; only what clearly names one figure is judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Final

from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.tokens import numbers_in
from toolkit.claims.ties.ahead import ahead
from toolkit.claims.ties.backing import measured_as
from toolkit.claims.ties.by_value import ByValue
from toolkit.claims.ties.compare import compare
from toolkit.claims.ties.derived import Deriving
from toolkit.claims.ties.evidence import Evidence, is_kin
from toolkit.claims.ties.families import Families, having, told_for_another
from toolkit.claims.ties.going_on import gone_on_with, row_in_turn
from toolkit.claims.ties.judged import judged
from toolkit.claims.ties.known import Known, KnownRow, words_of
from toolkit.claims.ties.left_untold import tied_by_time, untold
from toolkit.claims.ties.meaning import Reading, is_actual
from toolkit.claims.ties.meant import rows_meant
from toolkit.claims.ties.openness import PART
from toolkit.claims.ties.periods import periods_in, said_of
from toolkit.claims.ties.pieces import pieces
from toolkit.claims.ties.placing import Placing
from toolkit.claims.ties.pointed import Pointed, pointed
from toolkit.claims.ties.readings import readings
from toolkit.claims.ties.said import (
    Said,
    agreeing,
    carries,
    clear,
    goes_on_with_another,
    going_on_from,
    is_bare,
    is_paired,
    is_proved,
    near_rows,
    row_before,
    tells_typed,
)
from toolkit.claims.ties.sureness import is_backed_up, is_closed, is_open_to, is_sure, words_near
from toolkit.claims.ties.text_cells import TextCells
from toolkit.claims.ties.told import APPENDIX, Origin, Source, tied
from toolkit.claims.ties.wording import CARRIED, GONE_ON, IN_TURN, LEAD, Match, Wording
from toolkit.numbers import show
from toolkit.passages import Passage
from toolkit.text import fold

Document = Sequence[tuple[Passage, Sequence[Said], KnownRow | None]]  # passages with their numbers and base rows
_WINDOW: Final = 60  # numbers before and after one that can speak for it
_FAIR: Final = 0.8  # a label told less is known only by the numbers before
_MARK: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


@dataclass
class ProseTies:
    """The figures that prose may tell.

    `current` is the folded text that names the period reported on, `actor` are the words of who reports.
    """

    rows: Sequence[KnownRow]
    origin: Origin
    current: str = ""
    actor: frozenset[str] = frozenset()
    mentioned: set[str] = field(default_factory=set)  # keys of the rows some number was tied to
    untied: list[tuple[Passage, Number]] = field(default_factory=list)

    @cached_property
    def wording(self) -> Wording:
        """The index over the rows' words."""
        return Wording(self.rows)

    @cached_property
    def _families(self) -> Families:
        return Families(self.rows)

    @cached_property
    def _cells(self) -> TextCells:
        return TextCells(self.rows)

    @cached_property
    def _by_value(self) -> ByValue:
        return ByValue(self.rows)

    def claims(self, passages: Iterable[Passage], rows_of_fields: Mapping[str, KnownRow]) -> Iterator[Claim]:
        """A claim for each figure that the words around tie to one of a row; `rows_of_fields` gives the row a field of ours shows."""
        passages = list(passages)
        to_come = ahead(passages)
        document = list(self._read(passages, rows_of_fields))
        self._alarms(document)
        if self._place(document, proved=True):
            self._alarms(document)
        self._place(document, proved=False)
        deriving = Deriving(self.rows, self.wording, self._by_value, self.current)
        for passage, told, _ in document:
            deriving.work_out(passage, told, partial(self._reading, passage))
            self._left_untold(passage, told)
            planned = (passage.part, passage.number) in to_come
            for claim in self._claims(passage, told):
                if not (planned and claim.verdict is Verdict.INCONSISTENT):
                    yield claim

    def _read(
        self, passages: Iterable[Passage], rows_of_fields: Mapping[str, KnownRow]
    ) -> Iterator[tuple[Passage, list[Said], KnownRow | None]]:
        """The numbers of each passage with the row its note or its cell is about, the notes last."""
        notes: list[Passage] = []
        referred: dict[tuple[str, str | None], tuple[str, KnownRow | None]] = {}
        for passage in passages:
            bare = passage.text.strip(" -–/").isdigit()  # a page number
            marks = [(match.start(), passage.part, match[0]) for match in _MARK.finditer(passage.text)]
            references = [*passage.references, *marks]
            if passage.table or bare or not (references or any(char.isdigit() for char in passage.text)):
                continue
            if passage.note is not None:
                notes.append(passage)
                continue
            about, base = "", None
            if passage.cell is not None:
                about, base = passage.cell.row, self._cells.row_of(passage.cell)
                if base is None and not self._cells.may_tell(passage.cell):
                    continue
            if marks and not marks[0][0]:  # a note of a plain text begins with its mark
                about, base = referred.get(marks[0][1:], ("", None))
                references = []
            told = self._tied(passage, rows_of_fields, about, base)
            for offset, part, name in references:
                referred[part, name] = passage.text, row_before(told, offset)
            yield passage, told, base
        for passage in notes:
            about, base = referred.get((passage.part, passage.note), ("", None))
            yield passage, self._tied(passage, rows_of_fields, about, base), base

    def _alarms(self, document: Document) -> None:
        """Call wrong what can only mean a figure it does not tell, and tie what goes on with a row told beside it."""
        for passage, told, base in document:
            for at, said in enumerate(told):
                if said.row is None and not said.shown:
                    self._alarm(passage, told, at, base)

    def _place(self, document: Document, *, proved: bool) -> bool:
        """Tie the numbers left by what stands around them in the report and in the sheet, or call wrong what does not tie; True where there were any."""
        prose = [(passage, told, at) for passage, told, _ in document for at in range(len(told))]
        placing, any_ = Placing(self.rows, self.wording, [told[at] for _, told, at in prose]), False
        for index, (passage, told, at) in enumerate(prose):
            said = told[at]
            if said.row is not None or said.shown:
                continue
            words, column = words_near(passage, said.piece)
            part = PART.search(fold(passage.text[said.piece.start : said.number.begin])) is not None
            placed = placing.of(index, words, partial(self._reading, passage, said), column=column, part=part)
            if placed is None or proved is (placed.verdict is Verdict.INCONSISTENT):
                continue
            if proved or is_closed(self._evidence(passage, told, at, (), set(), placed.match, placed.known)):
                said.tell(placed.match.row, placed.known, placed.verdict)
                any_ = True
        return any_

    def _left_untold(self, passage: Passage, told: Sequence[Said]) -> None:
        """Call wrong what nothing else judged and what only misses a figure of the row it must be about."""
        for at, said in enumerate(told):
            if said.row is None and not said.shown:
                if (timed := tied_by_time(passage, told, at, self.current)) is not None:
                    said.tell(*timed, Verdict.CONSISTENT)
                    continue
                found = untold(passage, told, at, self.wording, self._by_value, self._families, self.current)
                if found is None:
                    continue
                match = Match(found.row, found.share)
                if not is_open_to(self._evidence(passage, told, at, (), set(), match, found.known)):
                    said.tell(found.row, found.known, Verdict.INCONSISTENT)
            elif (other := told_for_another(told, at, said.piece.words, self.wording)) is not None:
                said.tell(*other, Verdict.INCONSISTENT)

    def _claims(self, passage: Passage, told: Sequence[Said]) -> Iterator[Claim]:
        for index, said in enumerate(told):
            if said.row is not None and said.known is not None and said.verdict is not None:
                self.mentioned.add(said.row.key)
                known, printed = said.known, said.number.value / said.known.unit.scale
                source = Source(known.key, known.shown, known.value, known.cells, said.row.label, self.origin)
                past = "" if said.past is None else said.past.key
                span = said.number.start, said.number.end
                yield tied(passage, span, source, said.verdict, printed=printed, past=past)
                if said.verdict is not Verdict.INCONSISTENT:
                    yield from judged(passage, told[index : index + 2], self.origin)
            elif not said.shown:
                self.untied.append((passage, said.number))
                rows = {
                    match.row.key
                    for match, _ in said.options
                    if match.covered == 1 and match.via not in (CARRIED, LEAD)
                }
                self.mentioned |= rows if len(rows) == 1 else set()

    def _tied(
        self, passage: Passage, rows_of_fields: Mapping[str, KnownRow], about: str = "", base: KnownRow | None = None
    ) -> list[Said]:
        """The numbers of a passage, those tied that agree with a figure their words can mean.

        `about` and `base` are what a note is to: the text that refers to it and the row told there.
        """
        around = frozenset(words_of(f"{passage.near} {about} {passage.text}"))
        told: list[Said] = []
        subject, led = base, False  # `led` by another time
        sentence = floor = joined = 0
        numbers = list(numbers_in(passage.text))
        figures = [number for number in numbers if number.figure]
        for piece in pieces(passage.text, numbers):
            going_on, bare = None, is_bare(piece)
            later = led and not bare and piece.sentence - joined == sentence
            if piece.sentence - joined != sentence or later or (piece.first and not bare):
                going_on = gone_on_with(passage.text, piece, told, self.wording, around, later=later)
            led = going_on is not None or (led and piece.sentence - joined == sentence)
            if going_on is not None:
                joined, piece = piece.sentence - sentence, replace(piece, plain=frozenset())
            piece = replace(piece, sentence=piece.sentence - joined)
            begins = piece.sentence != sentence or (piece.first and not is_bare(piece))
            subject = going_on or (base if begins else subject)
            sentence = piece.sentence
            for index, number in enumerate(piece.numbers):
                said = Said(number, piece, floor=floor)
                told.append(said)
                shown = next((name for low, high, name in passage.fields if low <= number.start < high), None)
                if shown is not None:
                    said.shown, said.row = True, rows_of_fields.get(shown)
                    subject = said.row or subject
                    continue
                meant = rows_meant(self.wording, passage.text, piece, index, around, subject)
                for row, via in (
                    (None if index else going_on, GONE_ON),
                    (row_in_turn(passage.text, figures, told), IN_TURN),
                ):
                    meant = meant if row is None else [Match(row, 1.0, via=via)]
                said.options = [(match, self._reading(passage, said, match.row)) for match in meant]
                self._agree(passage, said, said.options)
                self._anchor(said, passage, told)
                if said.row is not None and said.known is said.row.figures.get("thuc_hien"):
                    floor = number.stop
                kept = subject if not meant and is_bare(piece) else None  # "bình quân 4 năm đạt 88,6%"
                subject = said.row or (meant[0].row if len({id(match.row) for match in meant}) == 1 else kept)
        return told

    def _reading(self, passage: Passage, said: Said, row: KnownRow) -> Reading:
        piece, number = said.piece, said.number
        index = piece.numbers.index(number)
        periods = said_of(passage, piece, number, row, self.current, said.floor)
        if periods and is_actual(row, number) and not periods_in(passage.text[piece.start : piece.end]):
            periods = ()  # named further back, of another row
        second = index > 0 and passage.text[piece.numbers[index - 1].stop : number.begin].strip() == "/"
        return readings(row, number, passage.text, second=second, periods=periods, current=self.current)

    def _agree(self, passage: Passage, said: Said, options: Sequence[tuple[Match, Reading]]) -> None:
        """Tie a number to the figure it agrees with; one that only agrees with what the appendix should print is wrong."""
        column = words_near(passage, said.piece)[1]
        for match, known, verdict in agreeing(options, said.number, column=column):
            said.row, said.known, said.verdict = match.row, known, verdict
            if self.origin is APPENDIX and known.typed is not None and not tells_typed(said.number, known):
                said.known = replace(known, value=known.typed, shown=show(known.typed))
                said.verdict = Verdict.INCONSISTENT
            return

    def _anchor(self, said: Said, passage: Passage, told: Sequence[Said]) -> None:
        """Tie a number that its words, and those it goes on from, alone do not to the row that has it, where half of that row's label stands there."""
        matches = [match for match, reading in said.options if reading.figures]
        words = said.piece.words | said.piece.lead | going_on_from(said, told)
        match = None if said.row is not None else self._by_value.named(said.number, words, self.wording, matches)
        if match is not None:
            self._agree(passage, said, [(match, self._reading(passage, said, match.row))])

    def _alarm(self, passage: Passage, told: Sequence[Said], at: int, base: KnownRow | None) -> None:
        """Call a number wrong where it can only mean a figure that it does not tell."""
        low = max(0, at - _WINDOW)
        told, at = told[low : at + _WINDOW], at - low
        said = told[at]
        near = [*near_rows(told, at), *([] if base is None else [base])]
        same = [each for each in told if each.piece.sentence == said.piece.sentence and each is not said]
        taken = {each.known.key for each in same if each.known is not None}
        usable = [(match, reading.but(taken)) for match, reading in said.options if reading.figures]
        usable = [option for option in usable if option[1].figures[0].key not in taken] or usable
        options = [option for option in usable if any(option[0].row is row for row in near)] or usable
        if not options:
            carried = ((row, self._reading(passage, said, row)) for row in near)
            options = [(Match(row, 0.0, via=CARRIED), reading) for row, reading in carried if reading.figures][:1]
        if near:
            self._agree(passage, said, options)
        if said.row is not None:
            return
        only = clear(options)
        if only is not None:
            match, known = only
            loose = (match.via == CARRIED or match.covered < _FAIR) and not carries(told, at, match.row)
            evidence = self._evidence(passage, told, at, near, taken, match, known)
            paired = match.via != IN_TURN and is_paired(passage.text, told, at, match.row)
            if not paired and not loose and is_sure(evidence):
                words = words_near(passage, said.piece)[0]
                other = having(said.number, match, known, near, words, self._by_value, self.wording)
                if other is None:
                    said.tell(match.row, known, Verdict.INCONSISTENT)
                else:
                    said.tell(*other, Verdict.CONSISTENT)
                return
        backed = measured_as(passage.text, told, at, partial(self._reading, passage, said))
        if backed is not None and is_backed_up(self._evidence(passage, told, at, near, taken, *backed)):
            said.tell(backed[0].row, backed[1], compare(said.number, backed[1].value, scale=backed[1].unit.scale))
            return
        found = self._pointed(passage, said)
        if found is not None and is_closed(self._evidence(passage, told, at, near, taken, found.match, found.known)):
            said.tell(found.match.row, found.known, Verdict.INCONSISTENT)

    def _pointed(self, passage: Passage, said: Said) -> Pointed | None:
        """What a number should tell that only some words of a row and its own digits point to."""
        words, column = words_near(passage, said.piece)
        like = self._by_value.like(said.number)
        return pointed(said.number, words, self.wording, like, partial(self._reading, passage, said), column=column)

    def _evidence(
        self, passage: Passage, told: Sequence[Said], at: int, near: Sequence[KnownRow], taken: Set[str], match: Match,
        known: Known,
    ) -> Evidence:  # fmt: skip
        """What stands for and against a number's being a wrong telling of a figure."""
        said = told[at]
        return Evidence(
            passage, said.piece, said.number, match, known, actor=self.actor, current=self.current,
            near=sum(row is match.row for row in near),
            proved=is_proved(told, at, match.row),
            taken=known.key in taken,
            joined=goes_on_with_another(passage.text, told, at),
            after=any(each.row not in (None, match.row) for each in told[:at]),
            other=any(row is match.row for row in self._by_value.rows(said.number)),
            kin=any(is_kin(row, match.row, said.piece.words) for row in self._by_value.rows(said.number)),
        )  # fmt: skip
