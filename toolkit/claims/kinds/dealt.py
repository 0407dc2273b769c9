"""Shares dealt out among all that have a part in one whole, which one slip keeps from making 100: `tỉnh góp 51%, công ty góp 94%`.

Nothing calls them a structure; that they are all follows from how they are told, and that they should make 100 from the
slip. The fewer digits they have the oftener that is met by chance, and the more their words must say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from toolkit.claims.binding.clauses import INNER, lead, tail
from toolkit.claims.binding.counted import implied
from toolkit.claims.binding.one_hundred import at_last, claim_of, verdict_of
from toolkit.claims.binding.opposed_shares import opposed_shares
from toolkit.claims.binding.opposites import exclude, states
from toolkit.claims.binding.roles import base_of, is_prior, is_target, verb_of
from toolkit.claims.binding.slips import makes
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.kinds import hundred
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import alike

_HUNDRED = Decimal(100)
_LEAST, _MOST = Decimal(55), Decimal(190)  # what shares with one slip in them may make
_MOVED = frozenset({Verb.UP, Verb.DOWN, Verb.OVER, Verb.SHORT})
_DIVIDED = pattern(r"[,;:()-]|(?<![^\W_])(?:và|còn|trong khi|so với)(?![^\W_])")
_OWNING = pattern(rf"^(?: {W}){{1,3}} (?:có|sở hữu) ")  # "42% hộ có ti vi, 31% hộ có xe máy": one may have both
_OPENS = pattern(r"(?<![^\W_])(?:trong đó|gồm|bao gồm|trong số đó)(?![^\W_])|: ")
# What parts two shares: how they moved, another time, a choice, a rate of its own.
_PARTED = pattern(
    r"Y|(?<![^\W_])(?:tăng|giảm|cùng kỳ|năm trước|trước đây|trước đó|xuống|lên|hoặc|hay|với tỷ lệ)(?![^\W_])"
)
_AGAINST = pattern(r"(?<![^\W_])so với(?: chỉ)? $")
_BASE = pattern(r"(?<![^\W_])(?:trong|trên) $")  # "trong 99,45% số phiếu đã kiểm"
_REST = pattern(rf"^(?: (?!(?:cho|của|với|đối|tại|ở|trong|vào) ){W}){{0,3}} còn lại(?![^\W_])")
_REST_BEFORE = pattern(r"(?<![^\W_])còn lại(?: [^\W\dA-Z_]+){0,6} $|(?<![^\W_])còn(?: chỉ| là)? $")
_HOLDS = pattern(
    r"(?<![^\W_])(?:góp|nắm|nắm giữ|sở hữu|hưởng|nhận|giữ|giữ lại|chịu|tài trợ|vốn góp|đối ứng|đóng góp)(?: (?:được|chỉ|tới|đến|là|vốn|tỷ lệ|chiếm))* $"
)
_GIVES = pattern(r"(?<![^\W_])(?:hỗ trợ|đối ứng|đầu tư|bỏ vốn|đi vay|cho vay)(?: (?:được|chỉ|tới|đến|là))* $")
_SPLIT = pattern(
    r"(?<![^\W_])(?:phân chia|chia|phân bố|phân bổ|cán cân|vốn điều lệ|liên doanh|góp vốn|vốn góp|hùn vốn)(?![^\W_])(?!.*cổ tức)"
)
_AND = pattern(r"(?<![^\W_])và(?![^\W_])[^,;]*$")
_WHILE = pattern(r"(?<![^\W_])(?:trong khi|so với|còn)(?![^\W_])")
_MORE = pattern(r"^[^.;]*(?<![^\W_])(?:còn lại|khác)(?![^\W_])")
_IS = pattern(rf"^(?: {W}){{0,5}} là ")
_FOREMOST = pattern(r"(?<![^\W_])(?:nhiều|lớn|cao|chủ yếu|phổ biến) nhất(?![^\W_])")
_STRUCTURE = pattern(r"^ (?:trong |của )?cơ cấu(?![^\W_])")
_PART = canon("chiếm")
_NOUN = pattern(rf"^ (?:(?:tổng )?số )?(?P<noun>{W})")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims about shares that make 100: of structures and classes, and of what is dealt out."""
    told = list(hundred.find(sentence))
    yield from told
    taken = _taken(sentence)
    for group in (*groups(sentence), *([taken] if taken else ())):
        numbers = [mark.number for mark in group]
        if any(numbers[0].start < (each.place.end or 0) and each.place.start < numbers[-1].stop for each in told):
            continue
        verdict = verdict_of(numbers)
        if (
            verdict is Verdict.INCONSISTENT
            and makes(numbers, _HUNDRED)
            and not _lacks(sentence, group)
            and (group is taken or _all_told(sentence, group))
        ):
            yield claim_of(sentence, group, verdict)


def _lacks(sentence: Sentence, group: Sequence[Mark]) -> bool:
    """True for shares that make less than 100 where more may be: a part is told before them without its own, or "trong đó" opens a list of some in passing."""
    if sum(mark.number.value for mark in group) >= _HUNDRED:
        return False
    counts = [sentence.marks[mark.rank - 1] for mark in group if mark.rank]
    first = counts[0] if counts else None
    if first is not None and first.symbol == "Q" and first.number.unit:
        low = sentence.text.rfind(":", 0, first.at)
        before = [each for each in sentence.marks[: first.rank] if each.at > low > 0]
        if any(each.symbol == "Q" and each.number.unit == first.number.unit for each in before):
            return True
    opened = _OPENS.search(INNER.sub("", sentence.before(group[0]))) is not None
    passing = any(each.symbol == "P" and each not in group for each in sentence.marks[group[0].rank : group[-1].rank])
    return opened and passing and not _LAST.search(lead(sentence, group[-1]))


_LAST = pattern(r"(?<![^\W_])(?:khác|còn lại|dịch vụ|thuế)(?![^\W_])")


def by_sentence(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """The claims about shares that sentences in a row tell, one each: "Vốn trung ương chiếm 62,5% tổng vốn. Vốn của tỉnh chiếm 38,5% tổng vốn."."""
    alone = [(each, [mark for mark in each.marks if mark.symbol == "P"]) for each in sentences]
    rows = [(each, marks[0]) if len(marks) == 1 and _is_share(each, marks[0]) else None for each, marks in alone]
    for told, group in groupby(rows, key=lambda row: row is not None):
        run = [row for row in group if row is not None] if told else []
        numbers = [mark.number for _, mark in run]
        if not 2 <= len(run) <= _MOST_SENTENCES:
            continue
        verdict = verdict_of(numbers)
        if verdict is Verdict.INCONSISTENT and makes(numbers, _HUNDRED) and _told_on(run):
            yield at_last(run[-1][0], [mark for _, mark in run], verdict)


_MOST_SENTENCES = 5


def _told_on(run: Sequence[tuple[Sentence, Mark]]) -> bool:
    """True where the sentences say that the shares are all there are."""
    (first, one), (last, other) = run[0], run[-1]
    rest = _REST.search(tail(last, other)) or _REST_BEFORE.search(lead(last, other))
    same = len({_noun(*row) for row in run} - {""}) == 1 and all(_noun(*row) for row in run)
    if rest:
        return same
    parts = all(verb_of(*row) is Verb.PART for row in run)
    decimals = min(mark.number.decimals for _, mark in run)
    opposed = len(run) == 2 and states(first.before(one), last.before(other))
    return decimals > 0 and (parts or opposed or (same and decimals > 1))


def groups(sentence: Sentence) -> Iterator[list[Mark]]:
    """Shares told one after the other on one level, from "trong đó" or a colon on where two follow; none where one of them is loose."""
    for depth in sorted({mark.depth for mark in sentence.marks if mark.symbol == "P"}):
        marks = [mark for mark in sentence.marks if mark.symbol == "P" and mark.depth == depth]
        runs = [marks[:1]]
        for index, (one, other) in enumerate(pairwise(marks), 2):
            words = sentence.between(one, other)
            words = words if depth else INNER.sub("", words)
            opens = _OPENS.search(words) and index < len(marks)
            joined = _DIVIDED.search(words) and not (opens or _PARTED.search(words))
            if joined and not _moved(sentence, other) and not _BASE.search(lead(sentence, one)):
                runs[-1].append(other)
            else:
                runs.append([other])
        yield from (run for run in runs if len(run) > 1 and all(_is_share(sentence, mark) for mark in run))


def _taken(sentence: Sentence) -> list[Mark]:
    """The shares told by one verb each, whatever else is told between: "tăng 2,9%, đóng góp 6,1%; … tăng 6,2%, đóng góp 41,6%"."""
    marks = [mark for mark in sentence.marks if mark.symbol == "P" and not mark.depth]
    shares = [mark for mark in marks if _TAKES.search(lead(sentence, mark))]
    between = len(shares) > 2 and sum(shares[0].rank < mark.rank < shares[-1].rank for mark in marks) >= len(shares)
    fine = all(_is_share(sentence, mark) and mark.number.decimals for mark in shares)
    return shares if between and fine else []


_TAKES = pattern(r"(?<![^\W_])(?:chiếm|đóng góp)(?: (?:tới|đến|tỷ lệ|tỷ trọng|được|khoảng))* $")


def _moved(sentence: Sentence, mark: Mark) -> bool:
    return verb_of(sentence, mark) in _MOVED and not _FAR.search(lead(sentence, mark))


_FAR = pattern(rf"(?<![^\W_])(?:tăng|giảm)(?: {W}){{3,}} được $")  # "việc tăng vốn lần này được 69% ý kiến tán thành"


def _is_share(sentence: Sentence, mark: Mark) -> bool:
    number = mark.number
    if number.bound or number.upper is not None or not 0 < number.value < _HUNDRED or _moved(sentence, mark):
        return False
    if _AGAINST.search(lead(sentence, mark)):
        return True
    based = base_of(sentence, mark) in (Base.TARGET, Base.PRIOR) and not _AGAINST.search(tail(sentence, mark))
    return not (based or is_target(sentence, mark) or is_prior(sentence, mark))


def _all_told(sentence: Sentence, group: Sequence[Mark]) -> bool:
    """True where the words, and the digits that leave little to chance, say that the shares are all there are."""
    first, last = group[0], group[-1]
    led = [lead(sentence, mark) for mark in group]
    if (
        _made_within(group)
        or _proved(sentence, group)
        or len({mark.number.value for mark in group}) == 1
        or _FOREMOST.search(led[0])
        or _within(sentence, group)
    ):
        return False
    if _REST.search(tail(sentence, last)) or _REST_BEFORE.search(led[-1]):
        return True
    if _MORE.search(sentence.after(last)):
        return False
    decimals = sorted(mark.number.decimals for mark in group)
    joined = sentence.between(*group[-2:])
    verbs = [verb_of(sentence, mark) for mark in group]
    held = [mark for mark, words in zip(group, led, strict=True) if _HOLDS.search(words)]
    given = [mark for mark, words in zip(group, led, strict=True) if _GIVES.search(words)]
    if (len(held) > 1 or (held and len(held) + len(given) == len(group))) and len(
        {_noun(sentence, mark) for mark in group} - {""}
    ) < 2:
        return True
    if not _LEAST <= sum(mark.number.value for mark in group) <= _MOST:
        return False
    followed = [tail(sentence, mark) for mark in group]
    excluded = len(group) == 2 and (exclude(*led) or exclude(*followed))
    if (hundred.MANIFOLD.search(" ".join(led + followed)) or all(map(_OWNING.match, followed))) and not excluded:
        return False
    opened = _OPENS.search(INNER.sub("", sentence.before(first))) is not None
    closed = _AND.search(joined) is not None
    parts = [verb is Verb.PART and _PART in words for verb, words in zip(verbs, led, strict=True)]
    alone = len(group) > 2 or decimals[0] > 0 or first.depth > 0 or _WHILE.search(joined) is not None
    if (
        _SPLIT.search(sentence.text, 0, first.at)
        or _STRUCTURE.search(followed[0])
        or (all(parts) and alone)
        or (opened and (closed or any(parts) or held) and not _some_alone(group))
    ):
        return True
    if len(group) > 2:
        plain = all(verb is Verb.NONE for verb in verbs) and all(not words.strip(" ,;") for words in led[1:])
        return plain or (decimals[-1] > 0 and verbs.count(Verb.SHARE) < 2)
    if all(map(_IS.search, followed)) or states(*led) or states(*followed) or opposed_shares(sentence, *group):
        return True
    if (verbs[0] is Verb.SAME) != (verbs[1] is Verb.SAME):
        return False  # "hoàn thành đạt 99,87%; bỏ học 36 em, tương đương 0,11%": one tells its count, the other none
    return decimals[0] > 1 or (
        decimals[0] == decimals[1] == 1 and (closed or excluded or _WHILE.search(joined) is not None)
    )


def _some_alone(group: Sequence[Mark]) -> bool:
    """True for whole percentages that fall short of 100: another may be left out, and a digit mends them by chance."""
    whole = not any(mark.number.decimals for mark in group)
    return whole and sum(mark.number.value for mark in group) < _HUNDRED


def _made_within(group: Sequence[Mark]) -> bool:
    """True where some that follow each other make 100, and the others are of something else."""
    values = [mark.number.value for mark in group]
    runs = [values[low:high] for low in range(len(values)) for high in range(low + 2, len(values) + 1)]
    return any(len(run) < len(values) and sum(run) == _HUNDRED for run in runs)


def _proved(sentence: Sentence, group: Sequence[Mark]) -> bool:
    """True where the count before each share is that share of one whole: then they are right, and not all."""
    pairs = [(sentence.marks[mark.rank - 1], mark) for mark in group if mark.rank]
    counts = [count.number for count, _ in pairs]
    if (
        len(pairs) < len(group)
        or any(count.symbol != "Q" for count, _ in pairs)
        or not all(counts[0].value > 0 and alike(each.unit, counts[0].unit) for each in counts)
    ):
        return False
    spans = [implied(count.number, share.number) for count, share in pairs]
    return max(span.low for span in spans) <= min(span.high for span in spans)


def _within(sentence: Sentence, group: Sequence[Mark]) -> bool:
    """True for a list of what a percentage told before it is made of: "40% (điểm thi 30%, điểm học bạ 10%)"."""
    total = sum(mark.number.value for mark in group)
    told = [mark for each in (*sentence.earlier, sentence) for mark in each.marks if mark.symbol == "P"]
    if any(mark.number.value == total for mark in told):
        return True
    first = group[0]
    before = sentence.marks[first.rank - 1] if first.rank else None
    return before is not None and before.symbol == "P" and _OPENED.search(sentence.between(before, first)) is not None


_OPENED = pattern(r"\(|(?<![^\W_])(?:trong đó|gồm|bao gồm)(?![^\W_])|:")


def _noun(sentence: Sentence, mark: Mark) -> str:
    """What a share is told to be of: "cổ phần" in "51% số cổ phần"."""
    found = _NOUN.search(tail(sentence, mark))
    return found["noun"] if found else ""
