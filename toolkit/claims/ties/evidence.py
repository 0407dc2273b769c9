"""What stands for a wrong number: how surely the words beside it name one figure of one row."""

from __future__ import annotations

import re
from typing import Final

from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.compare import resembles
from toolkit.claims.ties.known import STOCK, Known, KnownRow, words_of
from toolkit.claims.ties.pieces import Piece, counted
from toolkit.claims.ties.short_forms import unit_written_out, written_out
from toolkit.claims.ties.wording import OWN, SHORT_LABEL, Match
from toolkit.passages import Passage
from toolkit.records import record
from toolkit.text import compose, fold

_SURE: Final = 0.95
HELD: Final = 0.75
"""How much of a label must stand beside a number that is told in other words."""
_LIKELY: Final = 0.8
_TELLING: Final = 2  # words besides the unit that a label must have to make an alarm certain

# What narrows nothing: who does it, that it is done, and how well.
_FILLER: Final = re.compile(
    r"\b(?:cong tac|viec|duoc|quan tam|chu trong|duy tri|dinh ky|kip thoi|thuong xuyen|tich cuc|tien hanh|doi voi|de nghi|xet|cap uy|cac cap|uy ban kiem tra|ban thuong vu|ban to chuc|ban tuyen giao|ban dan van|"
    r"dang chu y|dac biet|tuong ung|lan luot|nhung|nang tong so|nang len|dua (?:tong so|len)|(?:(?<=giam )|(?<=tang ))(?:nhanh|manh|dan|nhe|sau|deu|dang ke)|toan (?:tinh|huyen|xa|khoi|nganh|dang bo)|(?:cac|o) dia phuong|ket qua|lam|ra|giai quyet|xay ra|ghi nhan|tiep tuc|trien khai|thuc hien|"
    r"day manh|tang cuong|mo rong|tap trung|chi dao|day nhanh|quyet liet|hieu qua|tich cuc|phat huy|huong ung|luy ke|cong don|nguon|giai ngan|thuoc (?:dien|doi tuong|nhom)|mo|to chuc|xay dung|dua vao (?:su dung|hoat dong|khai thac|van hanh)|hoan thanh|don|thu hut|trao|trao tang|phuc hoi|chuyen bien|khoi sac|on dinh|nhieu|tot|kha|ban hanh|phoi hop|dien ra|nham|tiep nhan|"
    r"trong (?:ky|nam|quy|thang|nhiem ky)|quy [ivx]+|tu dau (?:nam|nhiem ky)|de ra|duoc giao|ca nam|da de|hien (?:co|nay)|kh|ct|ck|nq|dt)\b"
)


@record(frozen=True, slots=True)
class Evidence:
    """A number that does not tell the figure its words can mean.

    `proved` is True where these are more than one or have digits enough not to agree by chance. `actor` are the words of who reports, `near` counts the numbers of its sentence that tell figures of the same row, `taken` is True where its sentence tells this
    figure already, `other` where it is another figure of the row, `joined` where what is counted goes on with something else, `after` where its passage told of another row before, `kin` where a row that the words could mean,
    too, has the number.
    """

    passage: Passage
    piece: Piece
    number: Number
    match: Match
    known: Known
    actor: frozenset[str] = frozenset()
    current: str = ""
    near: int = 0
    proved: bool = False
    taken: bool = False
    other: bool = False
    after: bool = False
    joined: bool = False
    kin: bool = False

    @property
    def slip(self) -> bool:
        """True where the number looks like the figure with a slip of the pen."""
        alike = resembles(self.number.value / self.known.unit.scale, self.known.value)
        return alike and (self.digits > _TELLING or self.near > 0)

    @property
    def digits(self) -> int:
        """How many digits are printed."""
        return sum(char.isdigit() for char in self.number.printed)


def is_named(evidence: Evidence) -> bool:
    """True where the row's label stands right before the number."""
    before = words_of(evidence.passage.text[evidence.piece.start : evidence.number.begin])
    return ends_with(before, evidence.match.row.words)


def is_spelt_out(evidence: Evidence) -> bool:
    """True where the row's label, of three words or more, stands in one stretch before the number."""
    label = evidence.match.row.words
    before = words_of(evidence.passage.text[evidence.piece.start : evidence.number.begin])
    spelt = any(before[at : at + len(label)] == label for at in range(len(before) - len(label) + 1))
    return len(label) > _TELLING and spelt


def is_whole(evidence: Evidence) -> bool:
    """True where the whole label stands there, and says more than the unit."""
    row, piece = evidence.match.row, evidence.piece
    telling = row.subject - STOCK - frozenset(words_of(evidence.number.unit))
    if evidence.match.covered < _SURE or len(telling) < _TELLING or not frozenset(row.words) - STOCK - evidence.actor:
        return False
    if len(frozenset(row.words) - STOCK) < SHORT_LABEL and row.above:
        parts = row.subject - STOCK
        return len(parts & (piece.words | piece.lead)) >= _LIKELY * len(parts)
    return True


def is_unit_alone(row: KnownRow, number: Number) -> bool:
    """True where a row is called by what is counted and words that say little: "Tổng số đảng viên" of "31 đảng viên"."""
    return frozenset(row.words) - STOCK <= frozenset(words_of(number.unit))


def is_alone(evidence: Evidence) -> bool:
    """True for the one number of a stretch that nearly all of a label stands beside, in the unit of the row.

    Its period is named, or what the label has more is only left out: "trợ cấp thất nghiệp" of "Người hưởng trợ cấp thất
    nghiệp", and not "trực tiếp" of "trực tuyến".
    """
    number, unit, piece = evidence.number, evidence.known.unit, evidence.piece
    said = (number.percent and unit.percent) or (bool(number.unit) and unit_written_out(number.unit) == unit.name)
    own = evidence.match.via == OWN and evidence.match.covered >= HELD
    if not own or not said or len(piece.numbers) > 1:
        return False
    row = evidence.match.row
    if evidence.known.key.endswith('"]'):
        return True
    told = words_of(evidence.passage.text[piece.start : piece.end])
    plain = not any(word.isdigit() for word in piece.words - frozenset(row.words))
    return plain and evidence.known is row.figures.get("thuc_hien") and _is_shortened(row.words, told)


def _is_shortened(label: tuple[str, ...], told: tuple[str, ...]) -> bool:
    """True where no word of a label that is not told has another in its place."""
    for at, word in enumerate(label):
        if word in told or word in STOCK or not at or label[at - 1] not in told:
            continue
        following = {told[index + 1] for index in range(len(told) - 1) if told[index] == label[at - 1]}
        if any(each not in STOCK and each not in label[at + 1 : at + 2] and not each.isdigit() for each in following):
            return False
    return len(frozenset(label) - STOCK) > SHORT_LABEL


def is_backed(evidence: Evidence) -> bool:
    """True where most of a label stands there, nothing narrows what is counted, and another number tells a figure of the row."""
    piece, row = evidence.piece, evidence.match.row
    behind = without_fillers(counted(evidence.passage.text[evidence.number.stop : piece.end]))
    narrowed = frozenset(words_of(behind)) - STOCK - row.subject - row.above - evidence.actor
    own = evidence.match.via == OWN and evidence.match.covered >= HELD
    return own and not narrowed and len(piece.numbers) == 1


def ends_with(words: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """True where the label's words stand right before."""
    return words[-len(label) :] == label


def is_kin(row: KnownRow, other: KnownRow, words: frozenset[str]) -> bool:
    """True for another row that some words could mean as well: half its label stands there, or it is a short one beside one not named whole."""
    telling, own = frozenset(row.words) - STOCK, frozenset(other.words) - STOCK
    beside = len(telling) < SHORT_LABEL and row.above == other.above and not (own and own <= words)
    return row is not other and (beside or (bool(telling) and len(telling & words) * 2 >= len(telling)))


def without_fillers(text: str) -> str:
    """A text folded, without the words that narrow nothing."""
    return _FILLER.sub(" ", fold(written_out(compose(text))))
