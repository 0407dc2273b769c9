"""Which two figures a change lies between: (before, now) pairs, earlier figures, figures that changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from toolkit.claims.binding.carried import goes_on, list_head, named_now, subject_named, summed_head
from toolkit.claims.binding.clauses import FIGURES, behind, following, lead, reaches, tail
from toolkit.claims.binding.dated import last_two, rated
from toolkit.claims.binding.moves import led_from
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.vocabulary import PLAIN_PRIOR, Verb
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions

COMPARED = pattern(r"so với|so cùng|cùng kỳ|năm trước")
_DATED = pattern(r"so với[^;]*\((?:[^\W\dA-Z_]+ )*$|Y \($")
_NOWS = 4  # figures before a change that may be its own
_AGAINST = pattern(r"(?:^|[ ,])(?:so với|so|/|cùng kỳ) ?(?:[^\W\dA-Z_]+ |Y ){0,4}$")
_ANEW = pattern(
    r",(?! (?:(?:cụ thể|tức(?= tăng| giảm)|là|từ|tăng|giảm|mức|chỉ|còn) )*(?:[^\W\dA-Z_]+ )?$)[^()]*$"
)  # words of a new subject
_JOINED = pattern(r"^(?: [^\W\dA-Z_]+){0,2}, (?:tăng|giảm) $")
_TOLD_AGAIN = pattern(
    r" so với (?P<time>năm trước|cùng kỳ|năm ngoái|kỳ trước|vụ trước|đầu năm); (?P=time)(?: [^\W\dA-Z_]+){0,2} "
)
_AGAIN = pattern(r"(?:và|,) (?:cũng |lại |đã )?(?:tăng|giảm|vượt|cao|thấp)(?![^\W_])")  # another comparison begins
_CONTRAST = pattern(r"(?<![^\W_])(?:song|nhưng|trong khi)(?![^\W_])")
_DIRECT = pattern(r" ?(?:(?:về|số) (?:[^\W\dA-Z_]+ ){1,4})?\(")
_LED = pattern(r"^ ?(?:(?:so với|so)(?: [^\W\dA-Z_]+| Y){1,4} ?)?\($")
_ASIDE = pattern(r"\((?:trong đó|gồm|bao gồm|riêng|do|kể cả)[^()]*$")


def befores_of(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The earlier figures a change may be measured from, the likeliest first: just after it, else anywhere in reach."""
    after = []
    for other in sentence.marks[mark.rank + 1 :]:
        words = sentence.between(mark, other)
        alone = other.symbol == "P" and words.rpartition(")")[2].strip() == "(" and sentence.after(other)[:1] == ")"
        repeated = other.depth > mark.depth or (other.symbol in "PD" and mark.symbol == "Q" and ";" not in words)
        told = is_prior(sentence, other) and not is_step(sentence, other)
        if other.symbol in "QPD" and repeated and not told and (alone or is_step(sentence, other)):
            continue
        if other.symbol in "QP" and not (other.number.bound and not told):
            bracket = "(" in words and (COMPARED.search(words) or _DIRECT.fullmatch(words) or _dated_bracket(words))
            plain = PLAIN_PRIOR.fullmatch(words.rpartition("(")[2])
            joined = (
                (";" not in words or _TOLD_AGAIN.fullmatch(words) is not None)
                and ("," not in words or "(" in words)
                and not _ASIDE.search(words)
            )
            joined = joined and not _AGAIN.search(words)
            if (told or (bracket and plain)) and joined and not is_target(sentence, other):
                after += [other, *_listed_with(sentence, other)]
            break
    before = [
        other for other in reversed(sentence.marks[: mark.rank])
        if other.symbol in "QP" and (is_prior(sentence, other) or is_named(sentence, other, mark))
    ]  # fmt: skip
    found = after + [
        other
        for other in before
        if (goes_on(sentence, other, mark) or _NOW.search(sentence.between(other, mark)))
        and not of_another(sentence, other, mark)
    ]
    return found or [each for each in behind(sentence, mark) if each.symbol in "QP" and is_prior(sentence, each)]


# What the clause behind one that told a beginning goes on to: "đầu nhiệm kỳ có 358 đảng viên; nay có 412 đảng viên, tăng 54 đồng chí".
_NOW = pattern(r"^[^;]*; ?(?:(?:đến|hiện|cho đến|hiện tại) )?(?:nay|cuối (?:năm|kỳ|nhiệm kỳ))(?![^\W_])[^;]*$")


def of_another(sentence: Sentence, before: Mark, mark: Mark) -> bool:
    """True for a figure told of another time than a change names: "so với cuối năm (61,85) tăng 10,62%, so với tháng trước tăng 0,9%"."""
    if before.depth > mark.depth and before.rank + 1 == mark.rank:
        return False
    own, other = (_COMPARED_WITH.search(lead(sentence, each)) for each in (mark, before))
    return own is not None and other is not None and not set(own["time"].split()) <= set(other["time"].split())


_COMPARED_WITH = pattern(r"so với (?P<time>[^(]*?) ?(?:\(|tăng|giảm|cao|thấp|nhiều|ít|thì)")


def _listed_with(sentence: Sentence, first: Mark) -> list[Mark]:
    """The earlier figures that stand with another in one bracket: "so với năm học trước (120 lớp, 3.900 học sinh)"."""
    after = sentence.marks[first.rank + 1 :]
    return list(takewhile(lambda other: other.depth == first.depth > 0 and is_prior(sentence, other), after))


def is_named(sentence: Sentence, other: Mark, mark: Mark) -> bool:
    """True for a figure that the change names by the words before it: "vượt 17% so với giá khởi điểm"."""
    named = _SO_WITH.search(tail(sentence, mark))
    return named is not None and f" {lead(sentence, other).strip()} ".endswith(f" {named['name'].strip()} ")


_SO_WITH = pattern(r"^ so với (?P<name>[^\W\dA-Z_]+ [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,3})$")


def _dated_bracket(words: str) -> bool:
    return _DATED.search(words) is not None


def nows_of(sentence: Sentence, mark: Mark, before: Mark | None) -> list[Mark]:
    """The figures that may have changed, nearest first."""
    found = []
    if named := subject_named(sentence, mark):
        return [each for each in named if each is not before]
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol not in "QP" or not goes_on(sentence, other, mark):
            continue
        if other.depth > mark.depth and not _counts_rate(sentence, other, mark):
            continue
        if (
            is_step(sentence, other)
            or is_prior(sentence, other)
            or (rated(sentence, other) and not _compared_as_rate(sentence, other, mark, before))
            or (before and other.rank == before.rank)
            or _ADDED.search(lead(sentence, other))
        ):
            continue
        found.append(other)
    return sorted(found or named_now(sentence, mark), key=lambda each: is_target(sentence, each))


def _counts_rate(sentence: Sentence, mark: Mark, share: Mark) -> bool:
    """True for the figure alone in a bracket that a percentage just before it is: "đạt 33% (4.821 căn), bằng 55% so với …"."""
    rate = sentence.marks[mark.rank - 1] if mark.rank else None
    alone = (
        rate is not None
        and rate.symbol == "P"
        and not is_step(sentence, rate)
        and sentence.between(rate, mark).strip() == "("
    )
    return alone and mark.symbol == "Q" and mark.rank + 1 == share.rank and sentence.after(mark).startswith(")")


def _compared_as_rate(sentence: Sentence, rate: Mark, mark: Mark, before: Mark | None) -> bool:
    """True for a percentage of a plan that is compared itself: in points, or with the rate in the bracket behind, "tăng 25,3% so với cùng kỳ (90,4%)"."""
    aside = before is not None and before.symbol == "P" and before.depth > mark.depth and before.rank > mark.rank
    return (mark.symbol == "D" or aside) and verb_of(sentence, rate) is Verb.SHARE


_OWN_SUBJECT = pattern(
    r" (?:khoản|nợ|dư nợ|vốn|giá|chi phí|doanh thu|lợi nhuận)(?: [^\W\dA-Z_]+){2,8} (?:cũng |lại |đã )?(?:tăng|giảm)(?: thêm)? $"
)
_CASES = frozenset(map(canon, ("trường hợp", "văn bản", "lượt", "đơn vị")))  # whatever was counted before
_ADDED = pattern(r"(?<![^\W_])(?:có|được|đông|nhiều) thêm $")  # "sau một năm có thêm 14.378 người"


def candidates(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> list[tuple[Mark, Mark]]:
    """The (before, now) pairs a change may be about, the likeliest first; of several those told of the same as it: "giảm 9 người chết … (75 người chết, 68 người bị thương)"."""
    found = _candidates(sentence, mark, pairs)
    name = tail(sentence, mark).split()[:1]
    same = [pair for pair in found if name and all(tail(sentence, each).split()[:1] == name for each in pair)]
    return same or found


def _candidates(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> list[tuple[Mark, Mark]]:
    if own := led_from(sentence, mark) or _told_twice(sentence, mark, pairs):
        return [own]
    ahead = [
        pair for pair in pairs
        if min(pair[0].rank, pair[1].rank) == _next(sentence, mark) and reaches(sentence, mark, pair[0])
        and not _ANEW.search(sentence.text[mark.at + 1 : min(pair[0].at, pair[1].at)])
        and not _CONTRAST.search(sentence.text[mark.at + 1 : min(pair[0].at, pair[1].at)])
    ]  # fmt: skip
    if ahead and (ahead[0][1].rank > ahead[0][0].rank or "(" in sentence.between(mark, ahead[0][1])):
        return ahead
    joined = _JOINED.search(sentence.before(mark)) and mark.symbol == "P" and not mark.depth
    pair = [(den, num) for num, den in fractions(sentence) if joined and den.rank == mark.rank - 1]
    if pair and is_prior(sentence, pair[0][1]):
        return pair
    if behind := _behind(sentence, mark):
        return [behind]
    if total := list_head(sentence, mark) or summed_head(sentence, mark):
        return [
            (before, total)
            for before in befores_of(sentence, mark)
            if (before.rank > mark.rank or before.depth > mark.depth)
            and (same_kind(before, total) or (before.number.exact and total.number.exact))
        ]
    told = [
        (before, now)
        for before in befores_of(sentence, mark)
        if before.rank > mark.rank
        for now in nows_of(sentence, mark, before)[:_NOWS]
        if same_kind(now, before)
        or (now.number.exact and before.number.exact and before.number.unit == mark.number.unit in _CASES)
    ]
    if told:
        return told
    if near := _moved_before(sentence, mark, pairs):
        return near
    found: list[tuple[Mark, Mark]] = []
    for before in befores_of(sentence, mark):
        nows = [now for now in nows_of(sentence, mark, before) if same_kind(now, before)]
        if before.depth > mark.depth:
            nows = _beside_bracket(sentence, before, nows)
        found += [(before, now) for now in nows[:_NOWS]]
        main = next((other for other in sentence.marks[: mark.rank] if other.symbol == "Q"), None)
        if nows and main and main not in (before, *nows) and same_kind(main, before) and not is_step(sentence, main):
            found.append((before, main))
    found = found or pair
    dated = last_two(sentence, mark)
    if dated and dated not in found:
        found.append(dated)
    return found


def _moved_before(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> list[tuple[Mark, Mark]]:
    """The last pair told before a change that may be its own, as a list; of points one of rates."""
    near = [
        pair for pair in pairs
        if max(pair[0].rank, pair[1].rank) < mark.rank and reaches(sentence, pair[1], mark)
        and not _CONTRAST.search(sentence.between(pair[1], mark))
        and not (_OWN_SUBJECT.match(lead(sentence, mark)) and "(" not in sentence.between(pair[1], mark))
    ]  # fmt: skip
    if mark.symbol == "D":
        near = [pair for pair in near if pair[0].symbol == "P"] or near
    return near[-1:] if near and same_kind(near[-1][0], mark) | (mark.symbol != "Q") else []


def _told_twice(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> tuple[Mark, Mark] | None:
    """The pair in the bracket behind a step that is told in percent as well: "giảm 165 vụ, giảm 45,96% (194/359 vụ)"."""
    rate = following(sentence, mark)
    if mark.symbol != "Q" or rate is None or rate.symbol != "P" or not is_step(sentence, rate):
        return None
    if verb_of(sentence, rate) is not verb_of(sentence, mark) or not _ANYHOW.fullmatch(sentence.between(mark, rate)):
        return None
    behind = [pair for pair in pairs if min(pair[0].rank, pair[1].rank) == rate.rank + 1]
    return next((pair for pair in behind if pair[0].depth > mark.depth and same_kind(pair[0], mark)), None)


_ANYHOW = pattern(r"(?: [^\W\dA-Z_]+){0,2},? (?:tức |hay |tương ứng |tương đương )?(?:tăng|giảm) ")


def _next(sentence: Sentence, mark: Mark) -> int:
    """The rank of what follows a change; of the next figure where the words between say when it was: "tăng 2,8% so với năm 2016, từ …"."""
    after = following(sentence, mark)
    timed = after is not None and _THEN.match(sentence.between(mark, after))
    return after.rank if after is not None and timed else mark.rank + 1


_THEN = pattern(r" (?:so với|so) |(?: [^\W\dA-Z_]+){0,3} \((?:[^\W\dA-Z_]+ ){0,2}Y")


def _beside_bracket(sentence: Sentence, before: Mark, nows: Sequence[Mark]) -> list[Mark]:
    """The figures that may have changed since one in a bracket: none behind it, "116 tỷ (cùng kỳ 25 tỷ) khiến lợi nhuận đạt 1.690 tỷ, tăng 15%"."""
    later = any(now.rank > before.rank and not is_target(sentence, now) for now in nows)
    return [] if later else [now for now in nows if now.rank < before.rank]


def _behind(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """The two figures in the bracket after a change: "tăng 12,5% (450 triệu đồng so với 400 triệu đồng)"."""
    after = [other for other in sentence.marks[mark.rank + 1 :] if other.symbol in FIGURES]
    inner = [other for other in after[:2] if other.depth == mark.depth + 1]
    if len(inner) < 2 or not same_kind(*inner) or not _LED.search(sentence.between(mark, inner[0])):
        return None
    return (inner[1], inner[0]) if _AGAINST.search(sentence.between(*inner)) else None
