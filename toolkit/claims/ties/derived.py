"""Figures worked out of two cells of the row that a clause tells of: differences, growth, shares of what was to be or had been."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.anchors import Anchor, anchors, comparison_of, is_crossed
from toolkit.claims.ties.by_value import ByValue
from toolkit.claims.ties.compare import compare, resembles
from toolkit.claims.ties.compared import PRIOR, TARGET, WHOLE, Comparison, Measure
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import Known, KnownRow
from toolkit.claims.ties.meaning import Reading
from toolkit.claims.ties.openness import PART, is_to_come
from toolkit.claims.ties.operands import bases_of, difference_by_share, figure_of, levels, worked_out
from toolkit.claims.ties.parted import share_of_whole
from toolkit.claims.ties.periods import of_all
from toolkit.claims.ties.said import Said
from toolkit.claims.ties.spans import mean_of, total_of
from toolkit.claims.ties.wording import Wording
from toolkit.numbers import round_half_up
from toolkit.passages import Passage
from toolkit.records import record, replace
from toolkit.text import fold

_LED: Final = 120
_TELLING: Final = 2  # digits that chance makes of other figures of the row
_MANY: Final = 8
_MOST: Final = 40  # numbers before one that its whole is looked for among


@record(frozen=True, slots=True)
class Derived:
    """What a number is or should be that two cells of a row give; `sure` is True where nothing else can be meant."""

    row: KnownRow
    known: Known
    verdict: Verdict
    sure: bool


@dataclass
class Deriving:
    """The rows of a sheet as what two of their figures give is looked for; `current` is the folded text that names the period reported on."""

    rows: Sequence[KnownRow]
    wording: Wording
    by_value: ByValue
    current: str

    def whole_of(self, row: KnownRow) -> KnownRow | None:
        """The row above one that is a part of it."""
        return self._wholes.get(id(row))

    @cached_property
    def _wholes(self) -> dict[int, KnownRow]:
        """The row above each that is a part."""
        found: dict[int, KnownRow] = {}
        last: dict[str, KnownRow] = {}
        for row in self.rows:
            if row.parent in last:
                found[id(row)] = last[row.parent]
            last[row.label] = row
        return found

    def work_out(self, passage: Passage, told: Sequence[Said], read: Callable[[Said, KnownRow], Reading]) -> None:
        """Tie the numbers of a passage that two figures of a row give, or call them wrong; and those that such ones prove wrong.

        `read` gives what of a row a number can mean.
        """
        from toolkit.claims.ties.followed import followed, of_other_row

        for at, said in enumerate(told):
            if said.shown or _is_to_come(passage, said):
                continue
            search = followed if said.row is None else of_other_row
            meant = search(self, passage, told, at, read)
            if meant is not None:
                row, known = meant
                said.tell(row, known, compare(said.number, known.value, scale=known.unit.scale))
            given = self.derived(passage, told, at)
            if given is not None:
                _tell(said, given)

    def derived(self, passage: Passage, told: Sequence[Said], at: int) -> Derived | None:
        """What a number that compares two figures of the row told before it is, or should be; None where that cannot be known."""
        said = told[at]
        how = comparison_of(passage, told, at)
        if said.number.upper is not None:
            return None
        if how is None:
            return self._of_many(passage, told, at)
        if how.base == WHOLE:
            return share_of_whole(self, passage, told, at)
        found = None
        whole = of_all(passage.text[said.piece.start : said.number.begin], self.current) is not None
        for anchor in anchors(passage, told, at):
            actual = anchor.row.figures.get("thuc_hien")
            anchor = replace(anchor, now=actual) if whole and actual is not None else anchor
            crossed = not anchor.sure or is_crossed(passage, told, at, anchor.row, self.wording)
            for known in self._results(anchor, how, said.number):
                if holds(said.number, known, how):
                    return Derived(anchor.row, known, Verdict.CONSISTENT, not crossed)
            wanted = [] if anchor.now is None else self.wanted(anchor.row, anchor.now, how, said.number)
            if how.measure is Measure.DIFFERENCE and self._is_base(anchor, how, said.number):
                continue
            if found is None and len({known.value for known in wanted}) == 1 and _is_off(said.number, wanted[0]):
                paired = self._is_like(anchor.row, wanted[0], how, said.number)
                if crossed and anchor.sure and paired and len(said.number.printed) > _TELLING:
                    crossed = is_crossed(passage, told, at, anchor.row, self.wording, most=_MANY)
                open_ = how.loose or not (how.base or "cung_ky" in anchor.row.figures)
                sure = (paired or not open_) and not crossed and not _is_of_text(told, at, anchor, how)
                sure = sure and _is_plain(passage, said)
                found = Derived(anchor.row, wanted[0], Verdict.INCONSISTENT, sure)
        return found

    def _of_many(self, passage: Passage, told: Sequence[Said], at: int) -> Derived | None:
        """What a number is, or should be, that sums several columns of a row or is the mean of them."""
        said = told[at]
        text = passage.text[said.piece.start : said.number.begin]
        for anchor in anchors(passage, told, at, own=True):
            row = anchor.row
            total = total_of(row, text)
            means = [mean_of(row, now, text, self.current) for now in ([anchor.now] if anchor.now else levels(row)[:1])]
            for known in (total, *means):
                if known is None or not fits(known.unit, said.number, row.subject):
                    continue
                if compare(said.number, known.value, scale=known.unit.scale) is not Verdict.INCONSISTENT:
                    return Derived(row, known, Verdict.CONSISTENT, anchor.sure)
                told_of = anchor.now is not None or (known is total and self._is_column(row, known, said.number))
                sure = told_of and anchor.sure and not is_crossed(passage, told, at, row, self.wording)
                return Derived(
                    row, known, Verdict.INCONSISTENT, sure and _is_plain(passage, said) and _is_off(said.number, known)
                )
        return None

    def _is_column(self, row: KnownRow, known: Known, number: Number) -> bool:
        """True for a number that is another figure of the row than a sum should be, or looks like that."""
        rounded = round_half_up(known.value * known.unit.scale / number.scale, number.decimals)
        printed = number.value / known.unit.scale
        return resembles(number.told, rounded) or any(each.value == printed for each in row.all())

    def levels_of(self, number: Number) -> Iterator[tuple[KnownRow, Known]]:
        """The rows that have a figure of a time which a number tells, to its last digit."""
        half = number.step / 2 if number.scale != 1 or number.decimals else 0
        low = bisect_left(self._levels, number.value - half, key=_size)
        for at in range(low, len(self._levels)):
            value, row, known = self._levels[at]
            if value > number.value + half:
                return
            if fits(known.unit, number, row.subject):
                yield row, known

    @cached_property
    def _levels(self) -> list[tuple[Decimal, KnownRow, Known]]:
        found = [(known.value * known.unit.scale, row, known) for row in self.rows for known in levels(row)]
        return sorted(found, key=_size)

    def _is_base(self, anchor: Anchor, how: Comparison, number: Number) -> bool:
        """True for a number that is the base itself: "vượt ngưỡng 45.000"."""
        now = anchor.now or next(iter(levels(anchor.row)), None)
        bases = () if now is None else bases_of(anchor.row, how.base or TARGET, now, self.current)
        return any(base.value * base.unit.scale == number.value for base in bases)

    def _results(self, anchor: Anchor, how: Comparison, number: Number) -> Iterator[Known]:
        """All that a comparison of a row's figures can come to by its words."""
        for each in levels(anchor.row) if anchor.now is None else (anchor.now,):
            yield from self.wanted(anchor.row, each, how, number)
        own = figure_of(anchor.row, how)
        if own is not None and (anchor.now is None or anchor.now == anchor.row.figures.get("thuc_hien")):
            yield own

    def wanted(self, row: KnownRow, now: Known, how: Comparison, number: Number) -> list[Known]:
        """What a comparison of one figure with those of the base its words name comes to; of a rate also in points.

        Where they name none it is the target of a share, or the year before, if the sheet has that.
        """
        usual = TARGET if how.measure is Measure.SHARE else PRIOR
        base = how.base or usual
        if how.measure is Measure.SHARE and not how.base and now.unit.percent:
            return []
        bases = bases_of(row, base, now, self.current)
        measures = [how.measure]
        if how.measure is Measure.GROWTH and now.unit.percent:
            measures = [Measure.DIFFERENCE, Measure.GROWTH]
        found = [worked_out(now, each, measure) for measure in measures for each in bases]
        own = figure_of(row, how)
        if not bases and now == row.figures.get("thuc_hien"):
            near = difference_by_share(row, now, how, number)
            found = [own if own is not None else near]
        return [known for known in found if known is not None and fits(known.unit, number, row.subject)]

    def _is_like(self, row: KnownRow, wanted: Known, how: Comparison, number: Number) -> bool:
        """True for a number that other figures of the row give by the same comparison, or that looks like what it should be."""
        pairs = ((one, other) for one in levels(row) for other in levels(row) if one.key != other.key)
        given = (worked_out(one, other, how.measure) for one, other in pairs)
        slip = resembles(number.value / wanted.unit.scale, wanted.value)
        return slip or any(known is not None and holds(number, known, how) for known in given)


def _size(level: tuple[Decimal, KnownRow, Known]) -> Decimal:
    return level[0]


def _tell(said: Said, given: Derived) -> None:
    """Tie a number to what two figures give; what was read off one figure yields to it, and a wrong one gets its arithmetic."""
    if given.verdict is Verdict.CONSISTENT:
        if said.row is None or said.verdict is Verdict.INCONSISTENT:
            said.tell(given.row, given.known, given.verdict)
    elif given.sure and (said.row is None or (said.row is given.row and said.known in levels(given.row))):
        said.tell(given.row, given.known, given.verdict)
    elif said.known is not None and said.known.value == given.known.value:
        said.known = replace(said.known, shown=given.known.shown)


def _is_to_come(passage: Passage, said: Said) -> bool:
    return is_to_come(passage.text[max(0, said.number.begin - _LED) : said.piece.end])


def holds(number: Number, known: Known, how: Comparison) -> bool:
    """True for a number that tells what a comparison comes to, and the right way round."""
    turned = how.sign and known.value and (known.value > 0) is not (how.sign > 0) and how.measure is not Measure.SHARE
    return not turned and compare(number, known.value, scale=known.unit.scale) is not Verdict.INCONSISTENT


def _is_off(number: Number, known: Known) -> bool:
    """True for a number further away than rounding of what it was worked out of can bring about."""
    away = abs(number.value - abs(known.value) * known.unit.scale)
    return away > (0 if number.exact else number.step)


def _is_plain(passage: Passage, said: Said) -> bool:
    number, piece = said.number, said.piece
    loose = number.bound not in ("", "ước") or number.alternatives
    named = number.percent or number.points or number.unit
    part = PART.search(fold(passage.text[piece.start : number.begin]))
    return bool(named) and not loose and part is None


def _is_of_text(told: Sequence[Said], at: int, anchor: Anchor, how: Comparison) -> bool:
    """True for a share of a whole that another number of the text is, which need be no row above."""
    if how.base or how.measure is not Measure.SHARE or anchor.now is None or not anchor.now.value:
        return False
    now = anchor.now.value * anchor.now.unit.scale
    others = (each.number.value for each in told[max(0, at - _MOST) : at] if each.number.value)
    return any(compare(told[at].number, now / other * 100) is not Verdict.INCONSISTENT for other in others)
