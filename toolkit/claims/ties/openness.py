"""What leaves a number open: a time to come, a part, a mean, what is of others, and words that no row explains."""

from __future__ import annotations

import re
from typing import Final

from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.units import is_known
from toolkit.claims.ties.evidence import Evidence, is_whole, without_fillers
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import STOCK, words_of
from toolkit.claims.ties.pieces import AND, counted
from toolkit.claims.ties.short_forms import unit_written_out, written_out
from toolkit.claims.ties.wording import CARRIED, LEAD, SHORT_LABEL
from toolkit.text import compose, fold

# Words of a label without which it is another label, though elsewhere they say little.
_CHANGING: Final = pattern(r"(?<![^\W_])(?:giảm|tăng)(?![^\W_])")
PART: Final = re.compile(r"trong do|trong (?:tong )?so|rieng|(?<!thu )gom |so con lai|ca hai|moi ben")
"""Words that tell of a part."""
_PART_BEFORE: Final = re.compile(r"(?:trong do|rieng)\W*$")
# What is still to come is no figure of the sheet.
_AHEAD: Final = re.compile(
    r"phan dau|du kien|phuong huong|trong tam|giai phap|(?<!vuot )(?<!dat )(?<!so voi )(?<!hoan thanh )(?<!% )(?<!chuong trinh )muc tieu(?! de ra)|thoi gian toi|mo du\b|nam toi|quy toi|thang toi|sap toi"
)
_DENIED: Final = re.compile(r"\b(?:khong|chua)(?: (?!duoi|qua|it|con|chi)[a-z]+){1,3}\W*$")
_AIMED: Final = re.compile(r"\bmuc (?:tieu|phan dau)\b|\b(?:phai|can|con) phan dau\b")
# A stretch of time that the sheet's figures may not be of.
_LATELY: Final = re.compile(
    r"\b(?:trong )?(ngay|tuan|thang|quy) (?:nay|qua|truoc)\b|\btrong (ngay|tuan|thang)\b|\bhom nay\b"
)
_OF: Final = re.compile(
    r"\b(?:cua|tai|thuoc)\s+(?:(?:cac|nhung|moi|tung|mot so)\s+)?(?!(?:tinh|nganh|toan|ca|dia|khu|nguoi|nam|quy|thang)\b)([a-z]\w*)"
)
_COUNTING: Final = frozenset(
    {"so", "tong", "tong_so", "so_luong", "so_luot"}
)  # a label that has no more than these and its unit names nothing
_MEAN: Final = re.compile(r"\b(?:binh quan|trung binh)\b")
_SENTENCE: Final = re.compile(r"[.!?](?=\s)")
_BACK: Final = 800  # characters back in a passage in which it may be said that something is still to come


def is_ahead(evidence: Evidence) -> bool:
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


def is_to_come(text: str) -> bool:
    """True for words that tell what is still to come, and not only how far a target is."""
    return _AHEAD.search(_AIMED.sub(" ", fold(text))) is not None


def misses_change(evidence: Evidence) -> bool:
    """True where the row tells a change by its label and the words tell none: "Hộ nghèo giảm" and "hộ nghèo 38"."""
    said, label = evidence.passage.text[evidence.piece.start : evidence.piece.end], evidence.match.row.label
    told, wanted = (set(_CHANGING.findall(written_out(compose(text)))) for text in (said, label))
    return bool(wanted - told)


def is_of_others(evidence: Evidence) -> bool:
    """True where words say whose the number is, and the row does not: "độ bao phủ BHYT của học sinh"."""
    text = without_fillers(evidence.passage.text[evidence.piece.start : evidence.piece.end])
    known = evidence.match.row.subject | evidence.actor | STOCK
    return any(set(words_of(match[1])) - known for match in _OF.finditer(text))


def is_mean(evidence: Evidence) -> bool:
    """True where words tell a mean of what the row counts as a whole: "bình quân 14,6 nghìn lượt/năm"."""
    text = evidence.passage.text[evidence.piece.start : evidence.number.begin]
    rate = evidence.known.unit.percent or "/" in evidence.known.unit.name
    return not rate and _MEAN.search(fold(text)) is not None and _MEAN.search(fold(evidence.match.row.label)) is None


def part_of(evidence: Evidence) -> str | None:
    """What stands behind words that only a part is told of; None where there are none. "Riêng năm 2022" names a period."""
    text, piece = evidence.passage.text, evidence.piece
    if ".ky[" in evidence.known.key:
        return None
    start = piece.start + len(text[piece.start : piece.end]) - len(text[piece.start : piece.end].lstrip())
    inside = list(PART.finditer(fold(text[start : piece.end])))
    if not inside and _PART_BEFORE.search(fold(text[max(0, piece.start - 12) : piece.start])) is None:
        return None
    whole = inside and inside[-1][0].startswith("trong so")  # what follows is what the part is of
    return "" if whole else text[start + (inside[-1].end() if inside else 0) : piece.end]


def is_denied(evidence: Evidence) -> bool:
    """True where what is counted is what is not so: "không thành 3 vụ" of a row "Hòa giải thành"."""
    before = fold(evidence.passage.text[evidence.piece.start : evidence.number.begin])
    return (
        _DENIED.search(before) is not None and re.search(r"\b(?:khong|chua)\b", fold(evidence.match.row.label)) is None
    )


def is_own_part(evidence: Evidence, part: str) -> bool:
    """True where the part is the row itself: "trong đó khách quốc tế" of the row of that name."""
    label = frozenset(evidence.match.row.words) - STOCK
    return is_whole(evidence) and len(label & frozenset(words_of(part))) * 2 > len(label)


def is_of_stranger(evidence: Evidence) -> bool:
    """True where what is counted is no unit and none of the row's words: "13 khoa" of a row that counts visits; or another unit, though the label has it."""
    unit, own = unit_written_out(evidence.number.unit), evidence.known.unit.name
    if is_known(unit) and is_known(own):
        return not fits(evidence.known.unit, evidence.number)
    return bool(unit) and not is_known(unit) and not frozenset(words_of(unit)) <= evidence.match.row.subject


def left_over(evidence: Evidence) -> frozenset[str]:
    """The telling words that neither the row nor who reports explains, from the clause on that names the row."""
    piece, row, text = evidence.piece, evidence.match.row, evidence.passage.text
    label, known = frozenset(row.words) - STOCK, row.subject | row.above
    said = label & frozenset(words_of(text[piece.start : piece.end]))
    counted_alone = evidence.match.via != CARRIED and frozenset(row.words) - _COUNTING <= frozenset(
        words_of(evidence.number.unit)
    )
    starts = (low for low in reversed(piece.clauses) if said <= frozenset(words_of(text[low : piece.end])))
    start = piece.start if counted_alone else next(starts, piece.start)
    if re.fullmatch(rf"\s*{AND}\s*", text[max(0, start - 5) : start]):  # "xóa tên và khai trừ 39" tells both
        start = piece.start
    kept, at = [], start
    for number in piece.numbers:
        kept.append(text[at : number.start])
        at = max(at, number.stop)
    told = without_fillers(" ".join([*kept, counted(text[at : piece.end])]))
    words = frozenset(words_of(told)) - {"i", "ii", "iii", "iv"}
    parent = frozenset(row.full) - frozenset(row.words) - STOCK
    by_parent = (
        evidence.match.via != CARRIED and len(label) < SHORT_LABEL and parent and parent <= piece.lead
    )  # "diện tích lúa hè thu …, năng suất …"
    if evidence.match.via == LEAD or by_parent or counted_alone:
        words |= frozenset(words_of(without_fillers(text[slice(*piece.led)])))
    return frozenset(word for word in words - STOCK - known - evidence.actor if not word.isdigit())
