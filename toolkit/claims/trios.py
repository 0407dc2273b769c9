"""Three figures that nothing else is told beside: two and what they make, "trong 31.400 tỷ đồng dư nợ có 186 tỷ đồng nợ xấu, tỷ lệ 1,59%"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.claims.binding.arithmetic import add, distance, excess, ratio, shortfall
from toolkit.claims.binding.carried import accrues
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.hidden import is_hidden
from toolkit.claims.binding.levels import is_level
from toolkit.claims.binding.moves import moves
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, claim, judge, of
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import DURATIONS, alike
from toolkit.claims.verdicts import Verdicts

_SEGMENT = re.compile(";")
_SHARES = (Verb.SHARE, Verb.PART, Verb.SAME)
_TOTAL = pattern(r"^(?!.*(?:nâng|đưa) )[^;]*(?<![^\W_])tổng(?! hợp)(?: số)?(?: [^\W\dA-Z_]+){0,5} (?:lên|là|đạt) $")
_LEFT = pattern(
    r"(?<![^\W_])(?:(?<!ngoài ra )(?<!ngoài ra vẫn )(?<!Y )còn(?! (?:bị|ông|bà|anh|chị|em|bên|công ty|xã|huyện|tỉnh)(?![^\W_]))(?: lại)?|dư|chưa|kém|hụt|thiếu|chênh(?: lệch)?)(?: (?!có )[^\W\dA-Z_]+){0,3} $"
)
_INSIDE = pattern(
    r"(?<![^\W_])(?:trong đó|gồm|riêng)(?![^\W_])"
)  # what is told of a part by "đạt" may be of its own target
_BREAK = pattern(r",|Y|(?<![^\W_])(?:thì|còn|và)(?![^\W_])")
_TIMES = re.compile(r" ?[x×*] ")  # a rate that is multiplied: "(4,5% x 1.150.000 đồng)"
_WHOLE = 100  # percent
_THREE = 3


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The claims on the third figure of each stretch of a passage whose other figures are two of a kind or already proved."""
    known = Verdicts(told)
    for sentence in sentences:
        yield from _against_bracket(sentence, known)
        for marks, parted in _stretches(sentence):
            free = [mark for mark in marks if mark.symbol in "QPD" and mark.number.start not in known.places]
            if any(mark.number.bound or mark.number.upper is not None for mark in free):
                continue
            moved = {each for pair in moves(sentence) for each in pair}
            for mark in [each for each in free if each.number.told not in known.figures and each not in moved]:
                if is_level(sentence, mark):
                    continue
                lacks = mark.symbol == "D" and verb_of(sentence, mark) in _STEPS
                if parted and ((mark.symbol != "P" and not lacks) or base_of(sentence, mark) is not Base.NONE):
                    continue
                others = [each for each in free if each is not mark]
                sure = None if parted else _against(sentence, mark, others)
                kind, check = sure or _made(sentence, mark, others)
                if check is not None and not known.took(check):
                    outcome = judge(mark.number, check)
                    taken = mark.symbol == "D" and _is_ratio(mark, check)
                    if outcome.verdict is Verdict.INCONSISTENT and not _terse(sentence, marks):
                        continue
                    if sure or taken or outcome.verdict is not Verdict.INCONSISTENT or credible(mark.number, outcome):
                        yield claim(sentence, mark.number, kind, outcome)


def _terse(sentence: Sentence, marks: Sequence[Mark]) -> bool:
    """True where three figures stand so close, in a sentence so short, that it speaks of nothing else; and none is a price."""
    figures = [mark for mark in marks if mark.symbol in "QPD"]
    words = _WORD.findall(sentence.between(figures[0], figures[-1]))
    rates = any(
        mark.symbol == "Q" and ("/" in mark.number.unit or _PER.match(sentence.after(mark))) for mark in figures
    )
    return len(words) <= _CLOSE and len(_WORD.findall(sentence.text)) <= _SHORT and not rates


_WORD, _PER = pattern(W), pattern(r"/[^\W\dA-Z_]")
_CLOSE, _SHORT = 12, 24  # words


def _is_ratio(mark: Mark, check: Check) -> bool:
    """True for points that are the change in percent: "từ 2,13% xuống 1,86%, giảm 12,68 điểm phần trăm"."""
    high, low = check.operands
    both = Check((low, high), shortfall, ""), Check((high, low), excess, "")
    return any(judge(mark.number, each).verdict is not Verdict.INCONSISTENT for each in both)


def _stretches(sentence: Sentence) -> Iterator[tuple[Sequence[Mark], bool]]:
    """The marks of a sentence's parts between semicolons, and all where they are three figures; whether semicolons part them."""
    ends = [match.start() for match in _SEGMENT.finditer(sentence.text)]
    low = 0
    for end in (*ends, len(sentence.text)):
        yield [mark for mark in sentence.marks if low <= mark.at < end], False
        low = end
    if ends and sum(mark.symbol in "QPD" for mark in sentence.marks) == _THREE:
        yield sentence.marks, True


def _against(sentence: Sentence, mark: Mark, others: Sequence[Mark]) -> tuple[str, Check] | None:
    """What one of two counts is of the other, or away from it, where words call that its target or an earlier figure: in any order."""
    kind_of = "P" if mark.symbol == "D" else "Q"
    pair = _pair([each for each in others if each.symbol == kind_of])
    if pair is None or any(each.symbol in "PD" and each not in pair for each in others):
        return None
    aims = [each for each in pair if is_target(sentence, each) or is_prior(sentence, each)]
    if len(aims) != 1 or is_step(sentence, pair[0]) or is_step(sentence, pair[1]):
        return None
    aim, own = aims[0], pair[1 - pair.index(aims[0])]
    if own.number.unit in DURATIONS and own.number.value == aim.number.value:
        return None  # "tăng 77% so với 3 năm trước đó"
    if own.rank < mark.rank and accrues(sentence, own, mark):
        return None
    if own.rank > mark.rank and _AMONG.search(sentence.between(mark, own)):
        return None  # "giao 399 tỷ đồng, tăng 6% so với dự toán, trong đó thu nội địa 272 tỷ đồng"
    verb, base = verb_of(sentence, mark), Base.TARGET if is_target(sentence, aim) else Base.PRIOR
    if base_of(sentence, mark) not in (
        base,
        Base.NONE
        if mark.symbol == "D" or (mark.symbol == "Q" and aim.depth > mark.depth and is_step(sentence, mark))
        else base,
    ):
        return None
    if mark.symbol == "P" and verb in _MEASURED:
        kind, compute, formula = _MEASURED[verb]
        return kind, Check((own.number, aim.number), compute, formula)
    if verb not in _STEPS:
        return None
    if mark.symbol == "D" or (is_step(sentence, mark) and alike(mark.number.unit, own.number.unit)):
        up = verb in (Verb.UP, Verb.OVER)
        both = (own.number, aim.number) if up else (aim.number, own.number)
        return "change", Check(both, distance, "{} - {}")
    return None


def _against_bracket(sentence: Sentence, known: Verdicts) -> Iterator[Claim]:
    """`đạt 35,6%, cao hơn mục tiêu 0,6 điểm phần trăm (35%)`: points with the rate they are measured from in a bracket behind."""
    for match in _BRACKET.finditer(sentence.text):
        step, base = sentence.at(match.start("step")), sentence.at(match.start("base"))
        told = [each for each in sentence.marks[: step.rank] if each.symbol == "P" and not each.depth]
        if not told or step.number.start in known.places or is_step(sentence, told[-1]) or base.number.bound:
            continue
        up = match["more"] is not None
        both = (told[-1].number, base.number) if up else (base.number, told[-1].number)
        yield claim(sentence, step.number, "change", judge(step.number, Check(both, distance, "{} - {}")))


_BRACKET = pattern(
    rf"(?:(?P<more>(?:cao|lớn|nhiều) hơn|vượt)|thấp hơn|ít hơn)(?: so với)?(?: {W}){{1,4}} (?P<step>D)(?: {W}){{0,2}} ?\((?P<base>P)\)"
)
_AMONG = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|gồm|bao gồm)(?![^\W_])")
_STEPS = (Verb.UP, Verb.DOWN, Verb.OVER, Verb.SHORT)
_MEASURED = {
    Verb.OVER: ("over", excess, "{} / {} x 100 - 100"),
    Verb.UP: ("change", excess, "{} / {} x 100 - 100"),
    Verb.SHORT: ("short", shortfall, "100 - {} / {} x 100"),
    Verb.DOWN: ("change", shortfall, "100 - {} / {} x 100"),
    Verb.SHARE: ("target", ratio, "{} / {} x 100"),
}


def _made(sentence: Sentence, mark: Mark, others: Sequence[Mark]) -> tuple[str, Check | None]:
    """What two other figures make of one that its words say is made; None where they are not just two."""
    if mark.symbol == "P":
        return _percentage(sentence, mark, others)
    if mark.symbol == "D":
        two = [each for each in others if each.symbol == "P"]
        apt = len(two) == len(others) and base_of(sentence, mark) is not Base.TARGET
        apt = apt or any(is_target(sentence, each) for each in two)
    else:
        two = [each for each in others if each.symbol == "Q" and alike(each.number.unit, mark.number.unit)]
        apt = _is_difference(sentence, mark)
        apt = apt and not all(each.rank > mark.rank for each in two)  # "còn 16 ca ở huyện, 19 ca ở tỉnh" are a list
        if (
            len(two) == len(others) == 2
            and _TOTAL.search(lead(sentence, mark))
            and all(each.rank < mark.rank for each in two)
        ):
            return "total", total_of([each.number for each in two])
    if len(two) == 2 and min(each.number.value for each in two) < max(each.number.step for each in two):
        return "", None  # the smaller changes nothing of the larger
    if tuple(two) in moves(sentence) and _LEFT.search(lead(sentence, mark)):
        return "", None  # "giảm từ 35.000 xuống 30.000, … giảm còn 25.000"
    if len(two) != 2 or not apt or any(is_step(sentence, each) for each in two):
        return "", None
    if mark.symbol != "D" and any(_is_difference(sentence, each) for each in two):
        return "", None
    return "change", _distance(two)


def _percentage(sentence: Sentence, mark: Mark, others: Sequence[Mark]) -> tuple[str, Check | None]:
    """A percentage of two counts, the nearer of which stands just before it."""
    verb = verb_of(sentence, mark)
    pair = _pair([each for each in others if each.symbol == "Q"])
    if pair and len(others) == 2 and _LOST.search(lead(sentence, mark)):
        low, high = sorted((each.number for each in pair), key=lambda number: number.value)
        return "share", Check((low, high), shortfall, "100 - {} / {} x 100")
    if (
        pair
        and len(others) == 2
        and _IS_SAID_AGAIN.fullmatch(sentence.between(mark, pair[1]))
        and pair[0].rank < mark.rank
    ):
        return (
            ("", None)
            if base_of(sentence, mark) in (Base.TARGET, Base.PRIOR)
            else ("share", _share(sentence, mark, pair))
        )
    before = next((each for each in reversed(sentence.marks[: mark.rank]) if each.symbol in "QPD"), None)
    if pair is None or any(each.symbol in "PD" for each in others) or before not in pair or _divided(sentence, pair):
        return "", None
    if mark.depth > before.depth and is_step(sentence, before):
        return "", None  # "giảm 1.308 vụ so với năm trước (= 14,4%)"
    if pair in moves(sentence) or _TIMES.match(sentence.after(mark)) or _of_both(sentence, mark, pair):
        return "", None
    if any(_BREAK.search(sentence.between(mark, each)) for each in pair if each.rank > mark.rank):
        return "", None
    if verb is Verb.SAME and any(is_step(sentence, each) for each in sentence.marks[: mark.rank]):
        return "", None
    if verb in _SHARES and not (verb is Verb.SHARE and _INSIDE.search(sentence.text, 0, mark.at)):
        return "share", _share(sentence, mark, pair)
    return "", None


_IS_SAID_AGAIN = pattern(r",? ?\(?(?:tương ứng|tương đương|tức|hay|ứng)(?: với| là)? ")
_LOST = pattern(r"(?<![^\W_])(?:thất thoát|hao hụt|tổn thất|thất thu)(?: [^\W\dA-Z_]+){0,3} $")


def _is_difference(sentence: Sentence, mark: Mark) -> bool:
    return verb_of(sentence, mark) in (Verb.OVER, Verb.SHORT) or _LEFT.search(lead(sentence, mark)) is not None


def _pair(counts: Sequence[Mark]) -> tuple[Mark, Mark] | None:
    """The only two counts of one unit, in their order."""
    pairs = [
        (one, other)
        for index, one in enumerate(counts)
        for other in counts[index + 1 :]
        if alike(one.number.unit, other.number.unit)
    ]
    return pairs[0] if len(pairs) == 1 and all(each.number.value for each in pairs[0]) else None


def _share(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark]) -> Check | None:
    one, other = sorted(pair, key=lambda each: each.number.value)
    base = base_of(sentence, mark)
    aimed = [
        each for each in pair
        if (base is not Base.PRIOR and is_target(sentence, each)) or (base is not Base.TARGET and is_prior(sentence, each))
    ]  # fmt: skip
    if len(aimed) == 1:
        one, other = next(each for each in pair if each is not aimed[0]), aimed[0]
    elif base in (Base.TARGET, Base.PRIOR):
        return None
    elif mark.number.value > _WHOLE:
        one, other = other, one
    return None if not aimed and is_hidden(sentence, mark, one, other) else of(one, other)


def _of_both(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark]) -> bool:
    """True for a percentage of two amounts told at once, or of one in their sum: "53 triệu cổ phiếu từ lợi nhuận và 131 triệu từ thặng dư, tỷ lệ 28%"."""
    if pair[1].rank < mark.rank and _AND.search(sentence.between(*pair)):
        return True
    return any(
        judge(mark.number, Check((one.number, pair[0].number, pair[1].number), _in_sum, "")).verdict
        is not Verdict.INCONSISTENT
        for one in pair
    )


def _in_sum(spans: Sequence[Span]) -> Span:
    return ratio([spans[0], add(spans[1:])])


_AND = pattern(r"^(?: [^\W\dA-Z_]+){0,8} và(?: [^\W\dA-Z_]+){0,3} $")


def _divided(sentence: Sentence, pair: tuple[Mark, Mark]) -> bool:
    return "/" in sentence.between(*pair) and pair in fractions(sentence)


def _distance(pair: Sequence[Mark]) -> Check:
    low, high = sorted((each.number for each in pair), key=lambda number: number.value)
    return Check((high, low), distance, "{} - {}")
