"""The share that a part is of a whole: of the row above it, of one that the words behind name, or of one told before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from toolkit.claims.model import Verdict
from toolkit.claims.numbers.units import alike
from toolkit.claims.ties.anchors import Anchor, anchors, is_level
from toolkit.claims.ties.compare import compare
from toolkit.claims.ties.compared import Measure
from toolkit.claims.ties.known import STOCK, Known, KnownRow, words_of
from toolkit.claims.ties.operands import same_of, worked_out
from toolkit.claims.ties.said import Said
from toolkit.passages import Passage

if TYPE_CHECKING:
    from toolkit.claims.ties.derived import Derived, Deriving

_BREAK: Final = re.compile(r"[,;:!?()\n]|\.(?=\s|$)")
_REACH: Final = 80
_MOST: Final = 24
_NAMED: Final = 0.5
_LEAD: Final = 0.15
_ALL: Final = frozenset(words_of("toàn bộ tổng số tổng cộng trong của ngành tỉnh huyện xã đơn vị người lượt vụ hội"))


def share_of_whole(deriving: Deriving, passage: Passage, told: Sequence[Said], at: int) -> Derived | None:
    """What a share of a whole is, or should be; None where the whole cannot be known."""
    from toolkit.claims.ties.derived import Derived

    said = told[at]
    stop = told[at + 1].number.begin if at + 1 < len(told) else len(passage.text)
    behind = _BREAK.split(passage.text[said.number.stop : min(stop, said.number.stop + _REACH)], maxsplit=1)[0]
    words = frozenset(words_of(behind))
    for anchor in anchors(passage, told, at):
        if anchor.now is None:
            continue
        named = _named(deriving, anchor, words)
        above = deriving.whole_of(anchor.row)
        for whole in [*named, *([above] if above else []), *_told(told, at)]:
            for known in _shares(anchor, whole):
                if compare(said.number, known.value) is not Verdict.INCONSISTENT:
                    return Derived(anchor.row, known, Verdict.CONSISTENT, anchor.sure)
        plain = not words - STOCK - _ALL - (frozenset() if above is None else above.subject)
        meant = named[:1] or ([above] if above is not None and plain else [])
        wanted = [known for whole in meant for known in _shares(anchor, whole)]
        if len(wanted) == 1:
            sure = anchor.sure and not said.number.bound and not _of_text(told, at, anchor.now)
            return Derived(anchor.row, wanted[0], Verdict.INCONSISTENT, sure)
    return None


def _named(deriving: Deriving, anchor: Anchor, words: frozenset[str]) -> list[KnownRow]:
    """The row that the words behind a share name, where one leads."""
    found = sorted(
        ((share, at, row) for at, (share, row) in enumerate(deriving.wording.hints(words - _ALL))
         if share >= _NAMED and row is not anchor.row and _shares(anchor, row)),
        key=lambda each: (-each[0], each[1]),
    )  # fmt: skip
    one = len(found) == 1 or (len(found) > 1 and found[0][0] - found[1][0] >= _LEAD)
    return [found[0][2]] if one else []


def _told(told: Sequence[Said], at: int) -> Iterator[KnownRow]:
    """The rows that the numbers before one tell."""
    for each in reversed(told[max(0, at - _MOST) : at]):
        if each.row is not None and is_level(each):
            yield each.row


def _shares(anchor: Anchor, whole: KnownRow) -> list[Known]:
    """What the part is of the figure of a row in the same column."""
    now = anchor.now
    bases = () if now is None or whole is anchor.row else same_of(anchor.row, now, whole)
    found = [
        worked_out(now, base, Measure.SHARE) for base in bases
        if now is not None and base.value >= now.value * now.unit.scale / base.unit.scale and alike(base.unit.name, now.unit.name)
    ]  # fmt: skip
    return [known for known in found if known is not None]


def _of_text(told: Sequence[Said], at: int, now: Known) -> bool:
    """True for a share of another number of the text, which need be no row."""
    value = now.value * now.unit.scale
    others = (each.number.value for each in told[max(0, at - _MOST) : at] if each.number.value)
    return any(compare(told[at].number, value / other * 100) is not Verdict.INCONSISTENT for other in others)
