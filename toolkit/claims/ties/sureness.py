"""When a number is certain to be wrong: what its words leave open, what its neighbours and its own digits say."""

from __future__ import annotations

import re
from typing import Final

from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.tokens import Number
from toolkit.claims.numbers.units import is_known
from toolkit.claims.ties.compare import resembles
from toolkit.claims.ties.known import STOCK, Known, KnownRow, words_of
from toolkit.claims.ties.periods import PERIOD
from toolkit.claims.ties.pieces import AND, Piece
from toolkit.claims.ties.short_forms import unit_written_out
from toolkit.claims.ties.wording import CARRIED, LEAD, OWN, Match
from toolkit.passages import Passage
from toolkit.records import record
from toolkit.text import fold

# Words of a label without which it is another label, though elsewhere they say little.
_CHANGING: Final = pattern(r"(?<![^\W_])(?:giảm|tăng)(?![^\W_])")
_PART: Final = re.compile(r"trong do|trong (?:tong )?so|rieng|(?<!thu )gom |so con lai|ca hai|moi ben")
_PART_BEFORE: Final = re.compile(r"(?:trong do|rieng)\W*$")
# What is still to come is no figure of the sheet.
_AHEAD: Final = re.compile(
    r"phan dau|du kien|phuong huong|trong tam|giai phap|(?<!vuot )(?<!dat )(?<!so voi )(?<!hoan thanh )(?<!% )muc tieu(?! de ra)|thoi gian toi|mo du\b|nam toi|quy toi|thang toi|sap toi"
)
# A stretch of time that the sheet's figures may not be of.
_LATELY: Final = re.compile(
    r"\b(?:trong )?(ngay|tuan|thang|quy) (?:nay|qua|truoc)\b|\btrong (ngay|tuan|thang)\b|\bhom nay\b"
)
COLUMN: Final = re.compile(
    r"cung ky|\bck\b|truoc|nam ngoai|nam \d|(?<!hang )(?<!moi )(?:\bquy\b|thang)|so voi|chi tieu|ke hoach|du toan|muc tieu|nghi quyet|\b(?:kh|ct|dt|nq)\b|theo|rieng"
)
"""Words that name another column than the actual's."""
_OF: Final = re.compile(
    r"\b(?:cua|tai|thuoc)\s+(?:(?:cac|nhung|moi|tung|mot so)\s+)?(?!(?:tinh|nganh|toan|ca|dia|khu|nguoi|nam|quy|thang)\b)([a-z]\w*)"
)
_MEAN: Final = re.compile(r"\b(?:binh quan|trung binh)\b")
_PLAIN: Final = re.compile(r"-?[\d.]+(?:,\d+)?")
# What narrows nothing: who does it, that it is done, and how well.
_FILLER: Final = re.compile(
    r"\b(?:cong tac|viec|duoc|quan tam|chu trong|duy tri|dinh ky|kip thoi|thuong xuyen|tich cuc|tien hanh|doi voi|de nghi|xet|cap uy|cac cap|uy ban kiem tra|ban thuong vu|ban to chuc|ban tuyen giao|ban dan van|"
    r"toan (?:tinh|huyen|xa|khoi|nganh|dang bo)|(?:cac|o) dia phuong|ket qua|lam|ra|giai quyet|xay ra|ghi nhan|tiep tuc|trien khai|thuc hien|"
    r"thuoc (?:dien|doi tuong|nhom)|mo|to chuc|xay dung|hoan thanh|don|thu hut|trao|trao tang|phuc hoi|chuyen bien|khoi sac|on dinh|nhieu|tot|kha|ban hanh|phoi hop|dien ra|nham|tiep nhan|"
    r"trong (?:ky|nam|quy|thang|nhiem ky)|quy [ivx]+|tu dau (?:nam|nhiem ky)|de ra|duoc giao|ca nam|da de|hien (?:co|nay)|kh|ct|ck|nq|dt)\b"
)
_SENTENCE: Final = re.compile(r"[.!?](?=\s)")
_BACK: Final = 800  # characters back in a passage in which it may be said that something is still to come
_SURE: Final = 0.95
_HELD: Final = 0.75  # how much of a label must stand beside another figure of its row
_LIKELY: Final = 0.8
_LEFT: Final = 3  # telling words that may be left over where a number looks like the figure
_VERBS: Final = 2  # words that only say what is done
_PROVED: Final = 5  # telling words that may be left over where another number proves the row
_LONG: Final = 5  # so many digits agree by chance so seldom that any words may be left over
_SHORT_LABEL: Final = 3
_TELLING: Final = 2  # words besides the unit that a label must have to make an alarm certain


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


def is_sure(evidence: Evidence) -> bool:
    """True where nothing leaves room for another meaning than a wrong number."""
    number, known = evidence.number, evidence.known
    loose = number.bound not in ("", "ước") or number.upper is not None or (number.alternatives and not evidence.slip)
    if loose or not _PLAIN.fullmatch(known.shown):
        return False
    if not (known.unit.name or number.percent or number.points or (evidence.slip and evidence.digits > _TELLING)):
        return False
    if (
        evidence.taken
        or evidence.kin
        or _is_ahead(evidence)
        or (evidence.other and not evidence.near and not _is_stale(evidence))
    ):
        return False
    if evidence.match.via != CARRIED and (_misses_change(evidence) or _is_mean(evidence)):
        return False
    left = len(_left(evidence))
    if left and not evidence.near and _is_of_others(evidence):
        return False
    if evidence.match.via == CARRIED:
        slip = evidence.slip or (evidence.other and evidence.known.key.endswith('"]'))
        return evidence.near > 0 and left <= (_VERBS if slip else 0) and _part(evidence) is None
    slip, named, whole = evidence.slip or _is_stale(evidence), _is_named(evidence), _is_whole(evidence)
    if evidence.slip and evidence.digits >= _LONG:
        return True
    part = _part(evidence)
    if part is not None and not (
        (not left and (named or whole) and (evidence.after or evidence.near > 0))
        or (slip and _is_own_part(evidence, part))
    ):
        return False
    if evidence.joined or (_is_of_stranger(evidence) and not slip):
        return False
    if named or whole:
        crowded = len([each for each in evidence.piece.numbers if each.percent == number.percent]) > 1
        return (not left and not crowded) or (left <= _LEFT and slip) or (left <= _PROVED and evidence.near > 0)
    if (not left and _is_alone(evidence)) or (evidence.near and _is_backed(evidence)):
        return True
    return (not left and (slip or evidence.proved)) or (left <= _LEFT and slip and evidence.near > 0)


def is_closed(evidence: Evidence) -> bool:
    """True where nothing says that a number is of another time, of a part, or told already, or of a row like its own."""
    told = _part(evidence)
    part = told is not None and evidence.digits < _LONG and not _is_own_part(evidence, told)
    narrowed = evidence.digits < _LONG and len(_left(evidence)) > _LEFT
    narrowed = narrowed or _is_of_others(evidence)
    open_ = evidence.taken or evidence.kin or part or narrowed or _is_mean(evidence) or _is_ahead(evidence)
    return not open_ and not _misses_change(evidence) and _PLAIN.fullmatch(evidence.known.shown) is not None


def _is_stale(evidence: Evidence) -> bool:
    """True for another figure of the row where nothing beside it names its column: "Tổ chức 18 cuộc hội thảo", which is last year's."""
    piece, row = evidence.piece, evidence.match.row
    text = fold(evidence.passage.text[piece.start : piece.end]).replace(fold(row.label), " ")
    if ".ky[" in evidence.known.key:
        text = PERIOD.sub(" ", text)
    alike = evidence.match.via != CARRIED and evidence.match.covered >= _HELD
    chance = (
        len(_left(evidence)) < evidence.digits
    )  # the fewer its digits, the sooner another thing has the same number
    return evidence.other and alike and chance and not COLUMN.search(text)


def _is_ahead(evidence: Evidence) -> bool:
    """True for what is still to come, or of another time than is reported on."""
    text = evidence.passage.text[max(0, evidence.piece.end - _BACK) : evidence.piece.end]
    if (
        ".ky[" in evidence.known.key or evidence.near > 1
    ):  # what was is told, whatever is striven for in another sentence
        text = _SENTENCE.split(text[:-1])[-1]
    text = fold(f"{evidence.passage.near.partition(' > ')[0]} {text}")
    lately = _LATELY.search(fold(evidence.passage.text[evidence.piece.start : evidence.number.begin]))
    other = lately is not None and (lately[1] or lately[2] or "hom") not in evidence.current
    return other or _AHEAD.search(text) is not None


def _misses_change(evidence: Evidence) -> bool:
    """True where the row tells a change by its label and the words tell none: "Hộ nghèo giảm" and "hộ nghèo 38"."""
    said = set(_CHANGING.findall(canon(evidence.passage.text[evidence.piece.start : evidence.piece.end])))
    return bool(set(_CHANGING.findall(canon(evidence.match.row.label))) - said)


def _is_of_others(evidence: Evidence) -> bool:
    """True where words say whose the number is, and the row does not: "độ bao phủ BHYT của học sinh"."""
    text = without_fillers(evidence.passage.text[evidence.piece.start : evidence.piece.end])
    known = evidence.match.row.subject | evidence.actor | STOCK
    return any(set(words_of(match[1])) - known for match in _OF.finditer(text))


def _is_mean(evidence: Evidence) -> bool:
    """True where words tell a mean of what the row counts as a whole: "bình quân 14,6 nghìn lượt/năm"."""
    text = evidence.passage.text[evidence.piece.start : evidence.number.begin]
    rate = evidence.known.unit.percent or "/" in evidence.known.unit.name
    return not rate and _MEAN.search(fold(text)) is not None and _MEAN.search(fold(evidence.match.row.label)) is None


def _is_alone(evidence: Evidence) -> bool:
    """True for the one number of a stretch that nearly all of a label stands beside, in the unit of the row, of a period that is named."""
    number, unit = evidence.number, evidence.known.unit
    said = (number.percent and unit.percent) or (bool(number.unit) and unit_written_out(number.unit) == unit.name)
    if not evidence.known.key.endswith('"]'):
        return False
    own = evidence.match.via not in (CARRIED, LEAD) and evidence.match.covered >= _HELD
    return own and said and len(evidence.piece.numbers) == 1


def _is_backed(evidence: Evidence) -> bool:
    """True where most of a label stands there, nothing narrows what is counted, and another number tells a figure of the row."""
    piece, row = evidence.piece, evidence.match.row
    behind = without_fillers(evidence.passage.text[evidence.number.stop : piece.end])
    narrowed = frozenset(words_of(behind)) - STOCK - row.subject - row.above - evidence.actor
    own = evidence.match.via == OWN and evidence.match.covered >= _HELD
    return own and not narrowed and len(piece.numbers) == 1


def _part(evidence: Evidence) -> str | None:
    """What stands behind words that only a part is told of; None where there are none. "Riêng năm 2022" names a period."""
    text, piece = evidence.passage.text, evidence.piece
    if ".ky[" in evidence.known.key:
        return None
    inside = list(_PART.finditer(fold(text[piece.start : piece.end])))
    if not inside and _PART_BEFORE.search(fold(text[max(0, piece.start - 12) : piece.start])) is None:
        return None
    whole = inside and inside[-1][0].startswith("trong so")  # what follows is what the part is of
    return "" if whole else text[piece.start + (inside[-1].end() if inside else 0) : piece.end]


def _is_own_part(evidence: Evidence, part: str) -> bool:
    """True where the part is the row itself: "trong đó khách quốc tế" of the row of that name."""
    return _is_whole(evidence) and frozenset(evidence.match.row.words) - STOCK <= frozenset(words_of(part))


def _is_of_stranger(evidence: Evidence) -> bool:
    """True where what is counted is no unit and none of the row's words: "13 khoa" of a row that counts visits."""
    unit = unit_written_out(evidence.number.unit)
    return bool(unit) and not is_known(unit) and not frozenset(words_of(unit)) <= evidence.match.row.subject


def _is_named(evidence: Evidence) -> bool:
    """True where the row's label stands right before the number."""
    before = words_of(evidence.passage.text[evidence.piece.start : evidence.number.begin])
    return ends_with(before, evidence.match.row.words)


def _is_whole(evidence: Evidence) -> bool:
    """True where the whole label stands there, and says more than the unit."""
    row, piece = evidence.match.row, evidence.piece
    telling = row.subject - STOCK - frozenset(words_of(evidence.number.unit))
    if evidence.match.covered < _SURE or len(telling) < _TELLING or not frozenset(row.words) - STOCK - evidence.actor:
        return False
    if len(frozenset(row.words) - STOCK) < _SHORT_LABEL and row.above:
        parts = row.subject - STOCK
        return len(parts & (piece.words | piece.lead)) >= _LIKELY * len(parts)
    return True


def _left(evidence: Evidence) -> frozenset[str]:
    """The telling words that neither the row nor who reports explains, from the clause on that names the row."""
    piece, row, text = evidence.piece, evidence.match.row, evidence.passage.text
    label, known = frozenset(row.words) - STOCK, row.subject | row.above
    said = label & frozenset(words_of(text[piece.start : piece.end]))
    start = next(
        (low for low in reversed(piece.clauses) if said <= frozenset(words_of(text[low : piece.end]))), piece.start
    )
    if re.fullmatch(rf"\s*{AND}\s*", text[max(0, start - 5) : start]):  # "xóa tên và khai trừ 39" tells both
        start = piece.start
    kept, at = [], start
    for number in piece.numbers:
        kept.append(text[at : number.start])
        at = max(at, number.stop)
    told = without_fillers(" ".join([*kept, text[at : piece.end]]))
    words = frozenset(words_of(told)) - {"i", "ii", "iii", "iv"}
    parent = frozenset(row.full) - frozenset(row.words) - STOCK
    by_parent = len(label) < _SHORT_LABEL and parent and parent <= piece.lead  # "diện tích lúa hè thu …, năng suất …"
    words |= piece.lead if evidence.match.via == LEAD or by_parent else frozenset()
    return frozenset(word for word in words - STOCK - known - evidence.actor if not word.isdigit())


def without_fillers(text: str) -> str:
    """A text folded, without the words that narrow nothing."""
    return _FILLER.sub(" ", fold(text))


def ends_with(words: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """True where the label's words stand right before."""
    return words[-len(label) :] == label


def is_kin(row: KnownRow, other: KnownRow, words: frozenset[str]) -> bool:
    """True for another row that some words could mean as well: half its label stands there, or it is a short one beside."""
    telling = frozenset(row.words) - STOCK
    beside = len(telling) < _SHORT_LABEL and row.above == other.above
    return row is not other and (beside or (bool(telling) and len(telling & words) * 2 >= len(telling)))
