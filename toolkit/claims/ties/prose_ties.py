"""Prose tied to the figures of a workbook or an appendix by its wording; only what clearly names one figure is judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.tokens import Number, numbers_in
from toolkit.claims.ties.by_value import ByValue
from toolkit.claims.ties.judged import judged
from toolkit.claims.ties.known import Known, KnownRow, words_of
from toolkit.claims.ties.periods import periods_in, said_of
from toolkit.claims.ties.pieces import Piece, pieces
from toolkit.claims.ties.readings import Reading, is_actual, readings
from toolkit.claims.ties.said import (
    Said,
    agreeing,
    carries,
    clear,
    goes_on_with_another,
    is_bare,
    is_paired,
    near_rows,
    row_before,
    spelt,
    tells_typed,
)
from toolkit.claims.ties.sureness import Evidence, is_kin, is_sure
from toolkit.claims.ties.text_cells import TextCells
from toolkit.claims.ties.told import APPENDIX, Origin, Source, tied
from toolkit.claims.ties.wording import CARRIED, LEAD, Match, Wording
from toolkit.numbers import show
from toolkit.passages import Passage

_COMPARED: Final = frozenset({"kh", "ct", "ck", "chi_tieu", "ke_hoach", "du_toan", "cung_ky"})
_WINDOW: Final = 60  # numbers before and after one that can speak for it
_FAIR: Final = 0.8  # a label told less is known only by the numbers before
_MARK: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_TELLING: Final = 3  # a number of fewer digits agrees with one figure or another of a row by chance


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
    def _cells(self) -> TextCells:
        return TextCells(self.rows)

    @cached_property
    def _by_value(self) -> ByValue:
        return ByValue(self.rows)

    def claims(self, passages: Iterable[Passage], rows_of_fields: Mapping[str, KnownRow]) -> Iterator[Claim]:
        """A claim for each figure of the prose that the words around tie to one of a row; fields of ours are passed by.

        `rows_of_fields` gives the row a field shows, so that what follows it can be about that row too.
        """
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
            yield from self._claims(passage, told, base)
        for passage in notes:
            about, base = referred.get((passage.part, passage.note), ("", None))
            yield from self._claims(passage, self._tied(passage, rows_of_fields, about, base), base)

    def _claims(self, passage: Passage, told: Sequence[Said], base: KnownRow | None = None) -> Iterator[Claim]:
        """The claims of a passage; `base` is the row that its note is about."""
        for at, said in enumerate(told):
            if said.row is None and not said.shown:
                self._alarm(passage, told, at, base)
        for index, said in enumerate(told):
            if said.row is not None and said.known is not None and said.verdict is not None:
                self.mentioned.add(said.row.key)
                yield self._claim(passage, said.number, said.row, said.known, said.verdict)
                yield from self._judged(passage, told[index : index + 2], said)
            elif not said.shown:
                self.untied.append((passage, said.number))
                rows = {
                    match.row.key
                    for match, _ in said.options
                    if match.covered == 1 and match.via not in (CARRIED, LEAD)
                }
                self.mentioned |= rows if len(rows) == 1 else set()

    def _judged(self, passage: Passage, told: Sequence[Said], said: Said) -> Iterator[Claim]:
        """The claim of a word behind a right number that judges it otherwise than the figures do."""
        row, known = said.row, said.known
        actual, target = (
            (row.figures.get(name) for name in ("thuc_hien", "chi_tieu")) if row is not None else (None, None)
        )
        if row is None or known is None or actual is None or target is None or said.verdict is Verdict.INCONSISTENT:
            return
        if known is not actual and known is not row.figures.get("ty_le"):
            return
        following = next(
            (each.number.begin for each in told if each.number.start > said.number.start), len(passage.text)
        )
        shown = f"{actual.shown} / {target.shown}"
        source = Source(f"{row.key}.danh_gia", shown, None, (*actual.cells, *target.cells), row.label, self.origin)
        claim = judged(passage, said.number.stop, following, row, source)
        if claim is not None:
            yield claim

    def _tied(
        self, passage: Passage, rows_of_fields: Mapping[str, KnownRow], about: str = "", base: KnownRow | None = None
    ) -> list[Said]:
        """The numbers of a passage, those tied that agree with a figure their words can mean.

        `about` and `base` are what a note is to: the text that refers to it and the row told there.
        """
        around = frozenset(words_of(f"{passage.near} {about} {passage.text}"))
        told: list[Said] = []
        subject = base
        sentence = floor = 0
        for piece in pieces(passage.text, numbers_in(passage.text)):
            subject = base if piece.sentence != sentence or (piece.first and not is_bare(piece)) else subject
            sentence = piece.sentence
            for index, number in enumerate(piece.numbers):
                said = Said(number, piece, floor=floor)
                told.append(said)
                shown = next((name for low, high, name in passage.fields if low <= number.start < high), None)
                if shown is not None:
                    said.shown, said.row = True, rows_of_fields.get(shown)
                    subject = said.row or subject
                    continue
                said.options = self._options(passage, said, index, around, subject)
                self._agree(said, said.options)
                self._anchor(said, passage)
                if said.row is not None and said.known is said.row.figures.get("thuc_hien"):
                    floor = number.stop
                rows = {id(match.row): match.row for match, _ in said.options}
                subject = said.row or (next(iter(rows.values())) if len(rows) == 1 else None)
        return told

    def _options(
        self, passage: Passage, said: Said, index: int, around: frozenset[str], subject: KnownRow | None
    ) -> list[tuple[Match, Reading]]:
        piece = said.piece
        before = words_of(passage.text[piece.start : said.number.begin])
        matches = self._matches(piece, index, around, subject, before, passage.text[piece.start : piece.end])
        return [(match, self._reading(passage, said, match.row)) for match in matches]

    def _reading(self, passage: Passage, said: Said, row: KnownRow) -> Reading:
        piece, number = said.piece, said.number
        index = piece.numbers.index(number)
        periods = said_of(passage, piece, number, row, self.current, said.floor)
        if periods and is_actual(row, number) and not periods_in(passage.text[piece.start : piece.end]):
            periods = ()  # named further back, of another row
        second = index > 0 and passage.text[piece.numbers[index - 1].stop : number.begin].strip() == "/"
        return readings(row, number, passage.text, second=second, periods=periods, current=self.current)

    def _agree(self, said: Said, options: Sequence[tuple[Match, Reading]]) -> None:
        """Tie a number to the figure it agrees with; one that only agrees with what the appendix should print is wrong."""
        for match, known, verdict in agreeing(options, said.number):
            said.row, said.known, said.verdict = match.row, known, verdict
            if self.origin is APPENDIX and known.typed is not None and not tells_typed(said.number, known):
                said.known = replace(known, value=known.typed, shown=show(known.typed))
                said.verdict = Verdict.INCONSISTENT
            return

    def _anchor(self, said: Said, passage: Passage) -> None:
        """Tie a number that its words alone do not to the row that has it, where half of that row's label stands there."""
        matches = [match for match, _ in said.options]
        words = said.piece.words | said.piece.lead
        match = None if said.row is not None else self._by_value.named(said.number, words, self.wording, matches)
        if match is not None:
            self._agree(said, [(match, self._reading(passage, said, match.row))])

    def _alarm(self, passage: Passage, told: Sequence[Said], at: int, base: KnownRow | None) -> None:
        """Call a number wrong where it can only mean a figure that it does not tell."""
        low = max(0, at - _WINDOW)
        told, at = told[low : at + _WINDOW], at - low
        said = told[at]
        near = [*near_rows(told, at), *([] if base is None else [base])]
        same = [each for each in told if each.piece.sentence == said.piece.sentence and each is not said]
        taken = {each.known.key for each in same if each.known is not None}
        usable = [option for option in said.options if option[1].figures]
        usable = [option for option in usable if option[1].figures[0].key not in taken] or usable
        options = [option for option in usable if any(option[0].row is row for row in near)] or usable
        if not options:
            carried = ((row, self._reading(passage, said, row)) for row in near)
            options = [(Match(row, 0.0, via=CARRIED), reading) for row, reading in carried if reading.figures][:1]
        if near:
            self._agree(said, options)
        only = clear(options)
        if said.row is not None or only is None:
            return
        match, known = only
        if is_paired(passage.text, told, at, match.row) or (
            (match.via == CARRIED or match.covered < _FAIR) and not carries(told, at, match.row)
        ):
            return
        evidence = Evidence(
            passage, said.piece, said.number, match, known, actor=self.actor, current=self.current,
            near=sum(row is match.row for row in near),
            proved=self._proved(told, at, match.row),
            taken=known.key in taken,
            joined=goes_on_with_another(passage.text, told, at),
            after=any(each.row not in (None, match.row) for each in told[:at]),
            other=any(row is match.row for row in self._by_value.rows(said.number)),
            kin=any(is_kin(row, match.row, said.piece.words) for row in self._by_value.rows(said.number)),
        )  # fmt: skip
        if is_sure(evidence):
            said.row, said.known, said.verdict = match.row, known, Verdict.INCONSISTENT

    @staticmethod
    def _proved(told: Sequence[Said], at: int, row: KnownRow) -> bool:
        """True where the other numbers of its sentence that tell of the row cannot all do so by chance."""
        same = [each.number for each in told if each.row is row and each.piece.sentence == told[at].piece.sentence]
        return len(same) > 1 or any(sum(char.isdigit() for char in number.printed) >= _TELLING for number in same)

    def _matches(
        self, piece: Piece, index: int, around: frozenset[str], subject: KnownRow | None, before: tuple[str, ...], said: str
    ) -> list[Match]:  # fmt: skip
        """The rows a number may be about: those its own piece names, which says `said`, else those its list does, else the
        last one told of.
        """
        number = piece.numbers[index]
        going_on = subject is not None and (index > 0 or not piece.first or is_bare(piece))
        alike = number.percent or number.points or bool(periods_in(said) or piece.words & _COMPARED)
        if subject is not None and going_on and alike and is_bare(piece, subject):
            return [Match(subject, 1.0, via=CARRIED)]
        matches = self.wording.best(piece.words, around)
        named = self.wording.named(before)
        if named is not None and all(match.row is not named.row for match in matches):
            matches = [named, *matches]
        if len(matches) > 1:
            matches = spelt(matches, before, words_of(number.unit)) or matches
        if not matches and piece.lead and not piece.bracketed:
            matches = [replace(match, via=LEAD) for match in self.wording.best(piece.words | piece.lead, around)]
        if not matches and subject is not None and going_on and (number.percent or number.points or index > 0):
            matches = [Match(subject, 1.0, via=CARRIED)]
        return matches

    def _claim(self, passage: Passage, number: Number, row: KnownRow, known: Known, verdict: Verdict) -> Claim:
        source = Source(known.key, known.shown, known.value, known.cells, row.label, self.origin)
        printed = number.value / known.unit.scale
        return tied(passage, (number.start, number.end), source, verdict, printed=printed)
