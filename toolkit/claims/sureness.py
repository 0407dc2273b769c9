"""When a number is certain to be wrong: what its words leave open, what its neighbours and its own digits say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from toolkit.claims.compare import resembles
from toolkit.claims.known import STOCK, Known, KnownRow, words_of
from toolkit.claims.pieces import Piece
from toolkit.claims.tokens import Number
from toolkit.claims.wording import CARRIED, LEAD, Match
from toolkit.passages import Passage
from toolkit.text import fold

_PART: Final = re.compile(r"trong do|rieng|gom |bao gom|so con lai|ca hai|moi ben")
# What is still to come is no figure of the sheet.
_AHEAD: Final = re.compile(
    r"phan dau|du kien|phuong huong|trong tam|giai phap|muc tieu|thoi gian toi|mo du|nam toi|quy toi|thang toi|sap toi"
)
_PLAIN: Final = re.compile(r"-?[\d.]+(?:,\d+)?")
# What narrows nothing: who does it, that it is done, and how well.
_FILLER: Final = re.compile(
    r"\b(?:cong tac|viec|duoc|quan tam|chu trong|duy tri|dinh ky|kip thoi|thuong xuyen|tich cuc|tien hanh|doi voi|de nghi|xet|cap uy|cac cap|"
    r"toan (?:tinh|huyen|xa|khoi|nganh|dang bo)|(?:cac|o) dia phuong|ket qua|lam|ra|giai quyet|xay ra|ghi nhan|tiep tuc|trien khai|thuc hien|"
    r"mo|to chuc|xay dung|hoan thanh|don|thu hut|phuc hoi|chuyen bien|khoi sac|on dinh|nhieu|tot|kha|ban hanh|phoi hop|dien ra|nham|tiep nhan|"
    r"trong (?:ky|nam|quy|thang|nhiem ky)|quy [ivx]+|tu dau (?:nam|nhiem ky)|de ra|duoc giao|ca nam|da de)\b"
)
_SURE: Final = 0.95
_LIKELY: Final = 0.85
_LEFT: Final = 3  # telling words that may be left over where a number looks like the figure
_LONG: Final = 5  # so many digits agree by chance so seldom that any words may be left over
_SHORT_LABEL: Final = 3
_TELLING: Final = 2  # words besides the unit that a label must have to make an alarm certain


@dataclass(frozen=True, slots=True)
class Evidence:
    """A number that does not tell the figure its words can mean.

    `near` counts the numbers of its sentence that tell figures of the same row, `taken` is True where its sentence tells this
    figure already, `other` where it is another figure of the row, `after` where its passage told of another row before, `kin` where a row that the words could mean,
    too, has the number.
    """

    passage: Passage
    piece: Piece
    number: Number
    match: Match
    known: Known
    near: int = 0
    taken: bool = False
    other: bool = False
    after: bool = False
    kin: bool = False

    @property
    def slip(self) -> bool:
        """True where the number looks like the figure with a slip of the pen."""
        return resembles(self.number.value / self.known.unit.scale, self.known.value)

    @property
    def digits(self) -> int:
        """How many digits are printed."""
        return sum(char.isdigit() for char in self.number.printed)


def is_sure(evidence: Evidence) -> bool:
    """True where nothing leaves room for another meaning than a wrong number."""
    number, known = evidence.number, evidence.known
    loose = number.bound not in ("", "ước") or number.upper is not None or (number.alternatives and not evidence.slip)
    if loose or not (known.unit.name or number.percent or number.points) or not _PLAIN.fullmatch(known.shown):
        return False
    if evidence.taken or evidence.kin or (evidence.other and not evidence.near) or _is_ahead(evidence):
        return False
    left = len(_left(evidence))
    if evidence.match.via == CARRIED:
        return evidence.near > 0 and not left and (".ky[" in known.key or not _is_part(evidence))
    slip, named, whole = evidence.slip, _is_named(evidence), _is_whole(evidence)
    if slip and evidence.digits >= _LONG:
        return True
    if _is_part(evidence) and (left or not (named or whole) or not evidence.after):
        return False
    if named or whole:
        crowded = len([each for each in evidence.piece.numbers if each.percent == number.percent]) > 1
        return (not left and not crowded) or (left <= _LEFT and (slip or evidence.near > 0))
    return (not left and (slip or evidence.near > 0)) or (left <= _LEFT and slip and evidence.near > 0)


def _is_ahead(evidence: Evidence) -> bool:
    text = evidence.passage.text[: evidence.piece.end]
    return _AHEAD.search(fold(f"{evidence.passage.near.partition(' > ')[0]} {text}")) is not None


def _is_part(evidence: Evidence) -> bool:
    """True where words say that only a part is told of."""
    text = evidence.passage.text[max(0, evidence.piece.start - 12) : evidence.piece.end]
    return _PART.search(fold(text)) is not None


def _is_named(evidence: Evidence) -> bool:
    """True where the row's label stands right before the number."""
    before = words_of(evidence.passage.text[evidence.piece.start : evidence.number.begin])
    return ends_with(before, evidence.match.row.words)


def _is_whole(evidence: Evidence) -> bool:
    """True where the whole label stands there, and says more than the unit."""
    row, piece = evidence.match.row, evidence.piece
    telling = row.subject - STOCK - frozenset(words_of(evidence.number.unit))
    if evidence.match.covered < _SURE or len(telling) < _TELLING:
        return False
    if len(frozenset(row.words) - STOCK) < _SHORT_LABEL and row.above:
        parts = row.subject - STOCK
        return len(parts & (piece.words | piece.lead)) >= _LIKELY * len(parts)
    return True


def _left(evidence: Evidence) -> frozenset[str]:
    """The telling words that the row does not explain, from the clause on that begins to name it; without one, of the number's own."""
    piece, row, text = evidence.piece, evidence.match.row, evidence.passage.text
    label, known = frozenset(row.words) - STOCK, row.subject | row.above
    clauses = piece.clauses
    start = next((low for low, high in zip(clauses, [*clauses[1:], piece.end], strict=True)
                  if label & frozenset(words_of(text[low:high]))), clauses[-1])  # fmt: skip
    kept, at = [], start
    for number in piece.numbers:
        kept.append(text[at : number.start])
        at = max(at, number.stop)
    told = fold(" ".join([*kept, text[at : piece.end]]))
    words = frozenset(words_of(_FILLER.sub(" ", told))) - {"i", "ii", "iii", "iv"}
    words |= piece.lead if evidence.match.via == LEAD else frozenset()
    return frozenset(word for word in words - STOCK - known if not word.isdigit())


def ends_with(words: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """True where the label's words stand right before."""
    return words[-len(label) :] == label


def is_kin(row: KnownRow, other: KnownRow, words: frozenset[str]) -> bool:
    """True for another row that some words could mean as well: half its label stands there, or it is a short one beside."""
    telling = frozenset(row.words) - STOCK
    if row is other or not telling:
        return False
    beside = len(telling) < _SHORT_LABEL and row.above == other.above
    return beside or len(telling & words) * 2 >= len(telling)
