"""When a number is certain to be wrong: what its words leave open, what its neighbours and its own digits say."""

from __future__ import annotations

import re
from typing import Final

from toolkit.claims.ties.evidence import HELD, Evidence, is_alone, is_backed, is_named, is_spelt_out, is_whole
from toolkit.claims.ties.openness import (
    is_ahead,
    is_denied,
    is_mean,
    is_of_others,
    is_of_stranger,
    is_own_part,
    left_over,
    misses_change,
    part_of,
)
from toolkit.claims.ties.periods import PERIOD
from toolkit.claims.ties.pieces import Piece
from toolkit.claims.ties.wording import CARRIED, PLACED
from toolkit.passages import Passage
from toolkit.text import fold

COLUMN: Final = re.compile(
    r"cung ky|\bck\b|truoc|nam ngoai|nam \d|(?<!hang )(?<!moi )(?:\bquy\b|thang)|so voi|chi tieu|ke hoach|du toan|muc tieu|nghi quyet|\b(?:kh|ct|dt|nq)\b"
)
"""Words that name another column than the actual's."""
_STOP: Final = re.compile(r"[;:!?\n]|\.(?=\s)")
_OF_SHARE: Final = re.compile(
    r"\d ?% (?:so voi )?(?:chi tieu|ke hoach|du toan|muc tieu|nghi quyet|cung ky|kh|ct|ck|dt)\b"
)
_PLAIN: Final = re.compile(r"-?[\d.]+(?:,\d+)?")
_LEFT: Final = 3  # telling words that may be left over where a number looks like the figure
_VERBS: Final = 2  # words that only say what is done
_PROVED: Final = 5  # telling words that may be left over where another number proves the row
_LONG: Final = 5  # so many digits agree by chance so seldom that any words may be left over
_TELLING: Final = 2  # words besides the unit that a label must have to make an alarm certain


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
        or (evidence.kin and not is_spelt_out(evidence))
        or is_ahead(evidence)
        or is_denied(evidence)
        or (evidence.other and not evidence.near and not _is_stale(evidence))
    ):
        return False
    if evidence.match.via != CARRIED and (misses_change(evidence) or is_mean(evidence)):
        return False
    left = len(left_over(evidence))
    if left and not evidence.near and is_of_others(evidence):
        return False
    if evidence.match.via == CARRIED:
        slip = evidence.slip or (evidence.other and evidence.known.key.endswith('"]'))
        told = part_of(evidence)
        whole = told is None or is_own_part(evidence, told)
        return evidence.near > 0 and left <= (_VERBS if slip else 0) and whole
    slip, named, whole = evidence.slip or _is_stale(evidence), is_named(evidence), is_whole(evidence)
    if evidence.slip and evidence.digits >= _LONG:
        return True
    part = part_of(evidence)
    if part is not None and not (
        (not left and (named or whole) and (evidence.after or evidence.near > 0))
        or (slip and is_own_part(evidence, part))
    ):
        return False
    if evidence.joined or (is_of_stranger(evidence) and not slip):
        return False
    if named or whole:
        crowded = len([each for each in evidence.piece.numbers if each.percent == number.percent]) > 1
        return (not left and not crowded) or (left <= _LEFT and slip) or (left <= _PROVED and evidence.near > 0)
    if (not left and is_alone(evidence)) or (evidence.near and is_backed(evidence)):
        return True
    return (not left and (slip or evidence.proved)) or (left <= _LEFT and slip and evidence.near > 0)


def is_backed_up(evidence: Evidence) -> bool:
    """True where nothing but other words stands against what a share right behind a number says of it."""
    number = evidence.number
    loose = number.bound not in ("", "ước") or number.upper is not None or bool(number.alternatives)
    return not (loose or is_mean(evidence) or is_ahead(evidence)) and _PLAIN.fullmatch(evidence.known.shown) is not None


def is_closed(evidence: Evidence) -> bool:
    """True where nothing says that a number is of another time, of a part, or told already, or of a row like its own."""
    told = part_of(evidence)
    part = told is not None and evidence.digits < _LONG and not is_own_part(evidence, told)
    part = part and evidence.match.via != PLACED  # its place says which part
    narrowed = evidence.digits < _LONG and len(left_over(evidence)) > _LEFT
    narrowed = narrowed or is_of_others(evidence)
    open_ = (
        evidence.taken
        or evidence.kin
        or part
        or narrowed
        or is_mean(evidence)
        or is_ahead(evidence)
        or is_denied(evidence)
    )
    return not open_ and not misses_change(evidence) and _PLAIN.fullmatch(evidence.known.shown) is not None


def is_open_to(evidence: Evidence) -> bool:
    """True where a number that only misses a figure may be of others, of a mean, or of a time to come."""
    other = is_of_others(evidence) or is_mean(evidence) or is_ahead(evidence) or is_denied(evidence)
    return other or _PLAIN.fullmatch(evidence.known.shown) is None


def _is_stale(evidence: Evidence) -> bool:
    """True for another figure of the row where nothing beside it names its column: "Tổ chức 18 cuộc hội thảo", which is last year's."""
    piece, row = evidence.piece, evidence.match.row
    text = fold(evidence.passage.text[piece.start : piece.end]).replace(fold(row.label), " ")
    named = any(known.value == evidence.known.value for known in row.periods.values())
    period = ".ky[" in evidence.known.key or named
    text = PERIOD.sub(lambda match: " " if period or match[0] in evidence.current else match[0], text)
    alike = evidence.match.via != CARRIED and evidence.match.covered >= HELD
    chance = (
        len(left_over(evidence)) < evidence.digits
    )  # the fewer its digits, the sooner another thing has the same number
    return evidence.other and alike and chance and not COLUMN.search(text)


def words_near(passage: Passage, piece: Piece) -> tuple[frozenset[str], bool]:
    """The words that may name what a piece is about, and whether its sentence names another column than the actual's."""
    start = max((match.end() for match in _STOP.finditer(passage.text, 0, piece.start + 1)), default=0)
    words = piece.words if piece.bracketed else piece.words | piece.lead
    return words, COLUMN.search(_OF_SHARE.sub(" ", fold(passage.text[start : piece.end]))) is not None
