"""A number that nothing else judged, of a row that its words or its neighbours name: one slip away from a figure of that row, or a figure of another of its times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.anchors import comparison_of
from toolkit.claims.ties.by_value import ByValue
from toolkit.claims.ties.compare import compare, is_swapped, resembles
from toolkit.claims.ties.families import Families
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import STOCK, Known, KnownRow, words_of
from toolkit.claims.ties.meaning import is_rate
from toolkit.claims.ties.operands import is_named, levels
from toolkit.claims.ties.periods import YEAR, periods_in
from toolkit.claims.ties.said import Said, is_bare
from toolkit.claims.ties.sureness import COLUMN, words_near
from toolkit.claims.ties.wording import Wording
from toolkit.passages import Passage
from toolkit.records import record
from toolkit.text import fold

_NAMED: Final = 0.5  # of a label, so much must stand beside a number
_WHOLE: Final = 0.8
_HINTED: Final = 0.3  # or so much, where the number behind is of the row
_LEAD: Final = 0.1
_LONG: Final = 4  # digits that are hardly by chance those of a figure but for a slip
_SHORT: Final = 3
_YEAR_ALONE: Final = re.compile(r"(?:nam )?(?:19|20)\d\d")
_SHIFTS: Final = tuple(Decimal(10) ** power for power in (-2, -1, 1, 2))


@record(frozen=True, slots=True)
class Untold:
    """What a number should tell: a row, its figure, and how much of the row's label stands beside it."""

    row: KnownRow
    known: Known
    share: float


def untold(
    passage: Passage, told: Sequence[Said], at: int, wording: Wording, by_value: ByValue, families: Families, current: str
) -> Untold | None:  # fmt: skip
    """What a number of a passage should tell that is no figure of the row it must be about; None where anything is open."""
    said, number = told[at], told[at].number
    if number.bound not in ("", "ước") or number.upper is not None or not number.value:
        return None
    words, column = words_near(passage, said.piece)
    digits = sum(char.isdigit() for char in number.printed)
    before = fold(passage.text[said.piece.start : number.begin])
    compared = comparison_of(passage, told, at) is not None
    part = None if compared else families.left_over(told, at)
    if part is not None and _is_of(number, *part):
        return Untold(*part, wording.share(part[0], words))
    shares = [(share, row) for share, row in wording.hints(words) if _fits(row, number)]
    timed = _of_time(passage, told, at, current)
    beside = [*_beside(told, at), *timed]
    shares += [(0.0, row) for row in beside if not any(row is other for _, other in shares)]
    having = list(by_value.rows(number))
    found = []
    for share, row in shares:
        near = any(row is each for each in beside)
        if (compared and not is_rate(row)) or not (near or share >= _HINTED):
            continue
        other = COLUMN.search(before) is not None if near else column
        known = _expected(
            passage,
            number,
            said,
            row,
            _Stand(share, near, other, current, bool(having) and share >= _HINTED and digits >= _SHORT),
        )
        if known is not None:
            found.append(Untold(row, known, share))
    if not found:
        return None if compared else _swapped(passage, said, by_value, having, told)
    best = max(found, key=lambda each: (each.share, any(each.row is row for row in beside)))
    taken = {each.known.key for each in told if each.known is not None and each.verdict is not Verdict.INCONSISTENT}
    others = [(share, row) for share, row in shares if row is not best.row]
    sure = digits > _LONG or (digits == _LONG and is_swapped(number.value / best.known.unit.scale, best.known.value))
    sure = sure and resembles(number.value / best.known.unit.scale, best.known.value)
    sure = sure or (any(best.row is row for row in timed) and any(best.row is row for row in having))
    if (any(share > best.share + _LEAD for share, _ in others) and not sure) or best.known.key in taken:
        return None
    return None if any(share >= _HINTED and any(row is each for each in having) for share, row in others) else best


@record(frozen=True, slots=True)
class _Stand:
    """How a row stands to a number: how much of its label is beside, whether a neighbour tells it, whether words near name a column, and whether the number is another row's figure."""

    share: float
    near: bool
    column: bool
    current: str
    of_other: bool = False


def _beside(told: Sequence[Said], at: int) -> list[KnownRow]:
    """The rows of the numbers next to one in its sentence that go on with it or that it goes on with: "…là 1.486 người, riêng năm 2024 là 1.015 người"."""
    found = []
    if at + 1 < len(told) and is_bare(told[at + 1].piece):
        found.append(told[at + 1])
    if at and is_bare(told[at].piece):
        found.append(told[at - 1])
    return [
        each.row for each in found
        if each.row is not None and each.verdict is not Verdict.INCONSISTENT and each.piece.sentence == told[at].piece.sentence
    ]  # fmt: skip


def _of_time(passage: Passage, told: Sequence[Said], at: int, current: str) -> list[KnownRow]:
    """The row told last before a number of a time that the row has a column of: "Kết nạp 707 hội viên. Tháng 3 kết nạp 148 chị"."""
    own = periods_in(passage.text[told[at].piece.start : told[at].piece.end])
    rows = [each.row for each in told[:at] if each.row is not None and each.verdict is not Verdict.INCONSISTENT][-1:]
    return [row for row in rows if any(is_named(each, name, current) for each in own for name in row.periods)]


def tied_by_time(passage: Passage, told: Sequence[Said], at: int, current: str) -> tuple[KnownRow, Known] | None:
    """The figure that a number tells of the row told last before, where it names the time of its column."""
    number, own = told[at].number, periods_in(passage.text[told[at].piece.start : told[at].piece.end])
    for row in _of_time(passage, told, at, current):
        for name, known in row.periods.items():
            named = any(is_named(each, name, current) for each in own)
            if (
                named
                and len(number.printed) > 1
                and fits(known.unit, number, row.subject)
                and known.value * known.unit.scale == number.value
            ):
                return row, known
    return None


def _expected(passage: Passage, number: Number, said: Said, row: KnownRow, stand: _Stand) -> Known | None:
    usable = [known for known in levels(row) if fits(known.unit, number, row.subject)]
    own = periods_in(passage.text[said.piece.start : said.piece.end])
    named = [known for name, known in row.periods.items() if any(is_named(each, name, stand.current) for each in own)]
    named = [known for known in named if known in usable]
    actual = [known for known in usable if known is row.figures.get("thuc_hien")]
    if len({known.value for known in named}) > 1 or any(_tells(number, known) for known in named):
        return None
    meant = named or (actual if own else usable)
    if not any(_tells(number, known) for known in usable):
        slips = [known for known in meant if _is_slip(number, known, stand)]
        if slips:
            return slips[0]
    years = [name for name in row.periods if YEAR.search(name)]
    now = bool(own) and len(years) > 1 and all(_YEAR_ALONE.fullmatch(each) for each in own)
    told = (named or (actual if now or not (own or stand.column) else []))[:1]
    other = [*usable, *(row.figures[name] for name in ("chi_tieu",) if name in row.figures)]
    past = any(known.value * known.unit.scale == number.value for known in other) or (stand.near and stand.of_other)
    enough = _NAMED if named else _WHOLE
    if told and past and (stand.near or stand.share >= enough) and not _tells(number, told[0]):
        return told[0]
    return None


def _swapped(
    passage: Passage, said: Said, by_value: ByValue, having: Sequence[KnownRow], told: Sequence[Said]
) -> Untold | None:
    """The only figure of a row named in the passage of which a number of many digits has two swapped."""
    number = said.number
    if having or sum(char.isdigit() for char in number.printed) < _LONG:
        return None
    words = frozenset(words_of(passage.text))
    found = [
        Untold(row, known, share)
        for row in by_value.like(number)
        if (share := len(_called(row) & words) / max(1, len(_called(row)))) >= _NAMED
        for known in levels(row)
        if fits(known.unit, number, row.subject) and is_swapped(number.value / known.unit.scale, known.value)
    ]
    taken = any(each.known.key == found[0].known.key for each in told if each.known is not None) if found else True
    return found[0] if len({each.known.value for each in found}) == 1 and not taken else None


def _called(row: KnownRow) -> frozenset[str]:
    """The telling words of a row's label, or those of the label above where it has none."""
    return frozenset(row.words) - STOCK or row.subject - STOCK


def _is_of(number: Number, row: KnownRow, known: Known) -> bool:
    """True for a number that is another figure of a row than one of its figures, or looks like that."""
    if not fits(known.unit, number, row.subject) or _tells(number, known):
        return False
    slip = _is_slip(number, known, _Stand(1.0, near=True, column=False, current=""))
    digits = sum(char.isdigit() for char in number.printed)
    return slip or (digits >= _SHORT and any(each.value * each.unit.scale == number.value for each in row.all()))


def _tells(number: Number, known: Known) -> bool:
    return compare(number, known.value, scale=known.unit.scale) is not Verdict.INCONSISTENT


def _is_slip(number: Number, known: Known, stand: _Stand) -> bool:
    printed = number.value / known.unit.scale
    digits = len(number.printed.replace(".", "").replace(",", "").strip("0"))
    swapped = is_swapped(printed, known.value)
    shifted = printed != 0 and known.value / printed in _SHIFTS
    share = _WHOLE if stand.near else stand.share
    if digits < _SHORT:
        return swapped and share >= _NAMED
    if swapped or (shifted and digits >= _LONG):
        return share >= _HINTED
    return resembles(printed, known.value) and share >= (_NAMED if digits >= _LONG else _WHOLE)


def _fits(row: KnownRow, number: Number) -> bool:
    return any(fits(known.unit, number, row.subject) for known in levels(row))
