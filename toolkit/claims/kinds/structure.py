"""Structures told otherwise than as a list of shares: by how each share moved, as bare figures in a bracket, loosely, in points of growth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.one_hundred import claim_of, verdict_of
from toolkit.claims.binding.roles import base_of, verb_of
from toolkit.claims.binding.slips import is_slip, makes
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import said
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_HUNDRED = Decimal(100)
_LEAST = 3  # shares of a structure
_CALLED = pattern(r"(?<![^\W_])(?:cơ cấu|tỷ trọng)(?![^\W_])")
_MOVED = pattern(
    rf"(?<![^\W_])từ(?: mức)? (?P<before>P)(?: {W}| Y){{0,5}},?(?: {W}){{0,3}}? (?:xuống|lên|còn|đến|thành)(?: (?:còn|mức|đến|tới))* (?P<now>P)"
)
_STAYED = pattern(
    r"(?<![^\W_])(?:ở mức|giữ mức|duy trì|giữ ổn định|không đổi|chiếm)(?: (?:ở|mức|ổn định|là|khoảng))* $"
)
_BARE = pattern(r"\([^()PQD]*(?P<list>P(?:(?:[;,]| -| và) P){2,})\)")
_POINTS = pattern(r"(?<![^\W_])(?:đóng góp|góp)(?: (?:vào|cho|được|khoảng|là|mức|tăng|trưởng|chung))* $")
_LESS = pattern(r"(?<![^\W_])(?:làm giảm|kéo giảm|trừ đi|âm)(?![^\W_])")
_LAST = pattern(r"(?<![^\W_])(?:khác|còn lại)(?![^\W_])")
_MOST = Decimal(160)


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims on structures of the sentence that are no plain list of shares."""
    yield from _by_moves(sentence)
    yield from _bracket(sentence)
    yield from _points(sentence)
    yield from _beyond(sentence)


def _by_moves(sentence: Sentence) -> Iterator[Claim]:
    """`Tỷ trọng nông nghiệp giảm từ 24,6% xuống 21,3%; công nghiệp tăng từ 38,1% lên 41,2%; dịch vụ ở mức 37,5%`: what it was and what it is."""
    moves = {
        sentence.at(match.start("before")).rank: sentence.at(match.start("now"))
        for match in _MOVED.finditer(sentence.text)
    }
    if len(moves) < 2 or not _CALLED.search(sentence.text, 0, min(sentence.marks[rank].at for rank in moves)):
        return
    ends = {now.rank for now in moves.values()}
    stays = [
        mark for mark in sentence.marks
        if mark.symbol == "P" and mark.rank not in moves and mark.rank not in ends and _STAYED.search(lead(sentence, mark))
    ]  # fmt: skip
    if len(moves) + len(stays) < _LEAST or any(
        mark.symbol == "P" and mark.rank not in moves and mark.rank not in ends and mark not in stays
        for mark in sentence.marks
    ):
        return
    befores = [sentence.marks[rank] for rank in moves]
    for group in (befores, list(moves.values())) if not stays else (list(moves.values()) + stays,):
        yield from _hundred(sentence, sorted(group, key=lambda mark: mark.rank))


def _bracket(sentence: Sentence) -> Iterator[Claim]:
    """`nông nghiệp 18,4%; công nghiệp 42,1%; dịch vụ 39,5% (năm trước là 19,2%; 41,7%; 39,1%)`: as many shares in a bracket as before it, where those make 100."""
    for match in _BARE.finditer(sentence.text):
        inner = [mark for mark in sentence.marks if match.start("list") <= mark.at < match.end("list")]
        before = [mark for mark in sentence.marks if mark.at < match.start() and mark.symbol == "P"][-len(inner) :]
        if len(before) == len(inner) and verdict_of([mark.number for mark in before]) is not Verdict.INCONSISTENT:
            yield from _hundred(sentence, inner)


def _hundred(sentence: Sentence, group: Sequence[Mark]) -> Iterator[Claim]:
    numbers = [mark.number for mark in group]
    if any(number.bound or number.upper is not None for number in numbers):
        return
    verdict = verdict_of(numbers)
    off = abs(sum(number.value for number in numbers) - _HUNDRED)
    rounded = min(number.step for number in numbers) * len(numbers) / 2
    if verdict is not Verdict.INCONSISTENT or (off > rounded and makes(numbers, _HUNDRED)):
        yield claim_of(sentence, group, verdict)


def _points(sentence: Sentence) -> Iterator[Claim]:
    """`GRDP tăng 7,86%; trong đó nông nghiệp đóng góp 0,62 điểm phần trăm; công nghiệp 4,19; dịch vụ 3,05`: growth by what each sector added to it."""
    parts = [mark for mark in sentence.marks if mark.symbol == "D" and _POINTS.search(lead(sentence, mark))]
    if (
        len(parts) < _LEAST
        or _LESS.search(sentence.text)
        or len(parts) != sum(mark.symbol == "D" for mark in sentence.marks)
    ):
        return
    before = [
        mark for mark in sentence.marks[: parts[0].rank] if mark.symbol == "P" and verb_of(sentence, mark) is Verb.UP
    ]
    if not before or before[0].number.bound or any(mark.number.bound for mark in parts):
        return
    outcome = judge(before[0].number, total_of([mark.number for mark in parts]))
    over = outcome.expected > before[0].number.value  # else taxes may be left out
    if outcome.verdict is not Verdict.INCONSISTENT or (over and is_slip(before[0].number, outcome.check)):
        yield claim(sentence, before[0].number, "total", outcome)


def _beyond(sentence: Sentence) -> Iterator[Claim]:
    """`nông nghiệp chiếm gần 12%; công nghiệp chiếm 57%; các ngành khác chiếm 41%`: loosely told shares that even at the least are more than 100."""
    shares = [mark for mark in sentence.marks if mark.symbol == "P"]
    if (
        len(shares) < _LEAST
        or not any(mark.number.bound for mark in shares)
        or not _LAST.search(lead(sentence, shares[-1]))
    ):
        return
    if any(
        verb_of(sentence, mark) is not Verb.PART or base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)
        for mark in shares
    ):
        return
    if any(mark.depth != shares[0].depth or mark.number.bound == "<" for mark in shares) or "Y" in sentence.between(
        shares[0], shares[-1]
    ):
        return
    least = sum(said(mark.number).low for mark in shares)
    if _HUNDRED < least <= _MOST:
        yield claim_of(sentence, shares, Verdict.INCONSISTENT)
