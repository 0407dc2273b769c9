"""The figure that a number must tell, by the comparisons told right behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.anchors import SENTENCE, comparison_of
from toolkit.claims.ties.compare import resembles
from toolkit.claims.ties.compared import WHOLE, Comparison, Measure
from toolkit.claims.ties.derived import holds
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import Known, KnownRow
from toolkit.claims.ties.meaning import Reading
from toolkit.claims.ties.operands import figure_of, levels, same_of, worked_out
from toolkit.claims.ties.periods import YEAR, periods_in
from toolkit.claims.ties.pieces import either
from toolkit.claims.ties.said import Said
from toolkit.claims.ties.wording import OWN
from toolkit.passages import Passage
from toolkit.text import fold

if TYPE_CHECKING:
    from toolkit.claims.ties.derived import Deriving

_SHARES: Final = {1: 0.5, 2: 0.35, 3: 0.22}  # how much of a label must stand there, by the digits that fit
_MANY: Final = 0.15
_LEAD: Final = 0.15
_ALONE: Final = 6  # so many digits of a figure and of what is worked out of it agree in no other row
_GOING_ON: Final = re.compile(rf"\s*{either('So')}\s")
# The b of a/b, and what is told to be a target: "15/18 cuộc", "(KH 4.000)".
_TARGET: Final = re.compile(
    r"\d[\d.,]*(?: [a-z]+){0,2} ?/ ?$|\b(?:chi tieu|ke hoach|du toan|muc tieu|phan dau|giao|kh|ct)(?: la)?\W*$"
)
_MOST: Final = 12  # numbers before and behind one that are looked at
_LONG: Final = 4
_SOME: Final = 0.2
_CALLED: Final = 0.8
Behind = Sequence[tuple[Number, Comparison]]


def followed(
    deriving: Deriving, passage: Passage, told: Sequence[Said], at: int, read: Callable[[Said, KnownRow], Reading]
) -> tuple[KnownRow, Known] | None:
    """The row and the figure that a number must tell, by the comparisons right behind it: "1.486 người, còn thiếu 64 người so với chỉ tiêu".

    They hold for one row of those the words can mean, and only for its figure. A number that is itself a row's figure needs one
    of them, and no word where both have digits enough.
    """
    said = told[at]
    number = said.number
    how = comparison_of(passage, told, at)
    if number.bound not in ("", "ước") or not (how is None or (how.loose and how.measure is Measure.SHARE)):
        return None
    behind = _behind(passage, told, at)
    before = told[max(0, at - _MOST) : at][::-1]
    before = list(takewhile(lambda each: not SENTENCE.search(passage.text, each.number.stop, number.begin), before))
    beside = {id(each.row): each.row for each in before if each.row is not None}
    if not behind:
        return None
    alone = _of_beside(passage, said, list(beside.values()))
    if alone is not None:
        return alone
    words = said.piece.words | said.piece.lead | told[at + 1].piece.words
    having = list(_having(deriving, number, behind))
    here = [each for each in having if id(each[0]) in beside]
    if len({each[0].key for each in here}) == 1:
        return here[0][0], here[0][1]
    digits = _digits(number) + max((fit for *_, fit in having), default=0)
    if len({row.key for row, *_ in having}) == 1 and digits >= _ALONE:
        return having[0][0], having[0][1]
    found = _mistaken(deriving, number, behind) or _by_words(
        deriving, said, behind, words, list(beside.values()), partial(read, said)
    )
    taken = found is not None and any(each.known == found[1] for each in before)
    if found is not None and not taken and not _TARGET.search(fold(passage.text[said.piece.start : number.begin])):
        return found
    return _only(deriving, number, words)


def _by_words(
    deriving: Deriving, said: Said, behind: Behind, words: frozenset[str], beside: Sequence[KnownRow],
    read: Callable[[KnownRow], Reading],
) -> tuple[KnownRow, Known] | None:  # fmt: skip
    """The row that a sentence tells already, or that some of its words name, of which the comparisons behind a number are."""
    found = []
    least = _SHARES.get(sum(_digits(each) for each, _ in behind), _MANY)
    told = [(1.0, row) for row in beside]
    hinted = [(share, row) for share, row in deriving.wording.hints(words) if share >= least]
    for share, row in [*told, *(each for each in hinted if all(each[1] is not row for row in beside))]:
        usual = read(row).figures
        for now in levels(row):
            sure = now in usual or _is_past(said.number, row, now)
            fit = sure and fits(now.unit, said.number, row.subject)
            if fit and _fits_all(deriving, row, now, behind):
                found.append((share, row, now))
                break
    found.sort(key=lambda each: -each[0])
    if not found or (len(found) > 1 and found[0][0] - found[1][0] < _LEAD):
        return None
    return found[0][1], found[0][2]


def _only(deriving: Deriving, number: Number, words: frozenset[str]) -> tuple[KnownRow, Known] | None:
    """The only row of the sheet that has a number of many digits, some of whose words stand there."""
    rows = {row.key: (row, now) for row, now in deriving.levels_of(number)}
    if len(rows) != 1 or _digits(number) < _LONG:
        return None
    row, now = next(iter(rows.values()))
    return (row, now) if deriving.wording.share(row, words) >= _SOME else None


def of_other_row(
    deriving: Deriving, passage: Passage, told: Sequence[Said], at: int, read: Callable[[Said, KnownRow], Reading]
) -> tuple[KnownRow, Known] | None:
    """The row and the figure that a number should tell which is tied to another row, though its words name this one and the comparisons behind hold for it alone."""
    said = told[at]
    named = [match.row for match, _ in said.options if match.via == OWN and match.covered >= _CALLED]
    if said.verdict is Verdict.INCONSISTENT or len(named) != 1 or named[0] is said.row or said.known is None:
        return None
    behind = _behind(passage, told, at)
    if not behind or any(_given(deriving, said.row, said.known, *each) for each in behind if said.row is not None):
        return None
    usual = read(said, named[0]).figures
    own = [now for now in levels(named[0]) if fits(now.unit, said.number)]
    fit = [now for now in own if _fits_all(deriving, named[0], now, behind)]
    fit = [now for now in fit if now in usual] or fit
    return (named[0], fit[0]) if len({now.value for now in fit}) == 1 else None


def _of_beside(passage: Passage, said: Said, rows: Sequence[KnownRow]) -> tuple[KnownRow, Known] | None:
    """The row told in the same sentence that has a number of many digits as its figure of the time named beside it."""
    number = said.number
    named = periods_in(passage.text[said.piece.start : said.piece.end])
    years = {year for name in named for year in YEAR.findall(name)}
    found = [
        (row, now) for row in rows for now in levels(row)
        if _digits(number) >= _LONG and now.value * now.unit.scale == number.value and fits(now.unit, number, row.subject)
        and (not years or any(year in now.key for year in years))
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _behind(passage: Passage, told: Sequence[Said], at: int) -> Behind:
    """The comparisons that come right behind a number in its sentence and name what they compare with."""
    found = []
    for index in range(at + 1, min(len(told), at + _MOST)):
        how = comparison_of(passage, told, index)
        ends = SENTENCE.search(passage.text, told[at].number.stop, told[index].number.begin)
        if how is None or (ends is not None and not _GOING_ON.match(passage.text, ends.end())):
            break
        found += [(told[index].number, how)] if how.base or how.measure is Measure.SHARE else []
    return found


def _having(deriving: Deriving, number: Number, behind: Behind) -> Iterator[tuple[KnownRow, Known, int]]:
    """The rows that have a number as the figure of a time and a comparison behind it, with the digits of that."""
    for row, now in deriving.levels_of(number):
        fit = [_digits(each) for each, how in behind if _given(deriving, row, now, each, how)]
        if fit:
            yield row, now, max(fit)


def _mistaken(deriving: Deriving, number: Number, behind: Behind) -> tuple[KnownRow, Known] | None:
    """The one row of the sheet that a number tells another figure of, or one with a slip, while the comparisons behind are of its actual."""
    if _digits(number) < _LONG or sum(_digits(each) for each, _ in behind) < _LONG - 1:
        return None
    found = []
    for row in deriving.by_value.like(number):
        now = row.figures.get("thuc_hien")
        if (
            now is not None
            and fits(now.unit, number)
            and now.value * now.unit.scale != number.value
            and _is_past(number, row, now)
            and _fits_all(deriving, row, now, behind)
        ):
            found.append((row, now))
    return found[0] if len(found) == 1 else None


def _fits_all(deriving: Deriving, row: KnownRow, now: Known, behind: Behind) -> bool:
    """True where all comparisons hold for a figure of a row, but for shares of a whole that it has none of."""
    asked = [each for each in behind if each[1].base != WHOLE or deriving.whole_of(row) is not None]
    return bool(asked) and all(_given(deriving, row, now, *each) for each in asked)


def _given(deriving: Deriving, row: KnownRow, now: Known, number: Number, how: Comparison) -> bool:
    if how.base == WHOLE:
        whole = deriving.whole_of(row)
        bases = () if whole is None else same_of(row, now, whole)
        results = [known for base in bases if (known := worked_out(now, base, how.measure)) is not None]
    else:
        results = deriving.wanted(row, now, how, number)
    own = figure_of(row, how)
    if own is not None and now == row.figures.get("thuc_hien"):
        results.append(own)
    return any(holds(number, known, how) for known in results)


def _digits(number: Number) -> int:
    return sum(char.isdigit() for char in number.printed)


def _is_past(number: Number, row: KnownRow, now: Known) -> bool:
    """True for a number that is another figure of a row, or one that should be told with a slip of the pen."""
    printed = number.value / now.unit.scale
    return resembles(printed, now.value) or any(known.value == printed for known in row.all())
