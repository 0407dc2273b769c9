"""A rise or a fall where only two figures are told that it can lie between: `đầu năm 71 hộ, cuối năm còn 53 hộ, giảm được 18 hộ`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.claims.binding.arithmetic import decline, distance, growth, ratio
from toolkit.claims.binding.carried import accrues, other_subject
from toolkit.claims.binding.clauses import FIGURES, lead, remembered, tail
from toolkit.claims.binding.names import AMONG
from toolkit.claims.binding.pairs import of_another
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, names_target, verb_of
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.unbound import between_none
from toolkit.claims.binding.verify import Check, Outcome, best, claim
from toolkit.claims.binding.vocabulary import ADDED, PLAIN_PRIOR, Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions

_THEN = r"(?:so với )?(?:cùng kỳ|(?:năm|khóa|kỳ|nhiệm kỳ|quý|tháng|vụ) (?:trước|ngoái)|đầu (?:năm|kỳ|nhiệm kỳ)|năm Y)"
_MORE = rf"(?:cao|nhiều|lớn|dài|già|đông|chậm|muộn|trễ) hơn|hơn(?= {_THEN})"
_LESS = rf"(?:thấp|ít|nhỏ|ngắn|trẻ|nhanh|sớm|kém) hơn|kém(?= {_THEN})"
# The word that leads to a difference, with nothing between that would make it what was reached.
_MOVED = pattern(
    rf"(?<![^\W_])(?:(?P<up>tăng|nâng|nhích|đông thêm|thêm)|(?P<down>(?<!miễn )(?<!miễn, )giảm|bớt|hạ|rút ngắn|rút))"
    rf"(?: thêm| lên được| được| mất| đi| bớt| hẳn| là| tới| {_THEN}| so với(?: {W}| Y){{1,5}})* $"
    rf"|(?<![^\W_])(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?: (?!có |đạt |còn |lên ){W}| Y){{0,7}} $"
)
_SHIFTED = pattern(
    r"(?<![^\W_])(?:(?P<up>nhích|nâng|tăng|đẩy)|kéo|hạ|giảm|rút)(?: lên| xuống| giảm| được| thêm| đi)* $"
)  # of points
_MOVING = pattern(r"tăng|nâng|nhích|thêm|giảm|bớt|hạ|rút|hơn|kém")  # one of them stands in all of the above
_AGAINST = pattern(
    rf"(?:(?P<up>cao|nhiều|lớn)|(?P<down>thấp|ít|nhỏ)) hơn(?: so với)?(?: (?:mức|con số|tỷ lệ|kế hoạch|chỉ tiêu|dự toán|mục tiêu|bình quân)(?: {W}){{0,7}})? $"
)
_OF_THEN = pattern(rf" (?:(?:của|cùng kỳ|năm|đầu)(?: {W}| Y){{0,5}}|là|tới|đến) ")
_TIMED = pattern(
    r"(?<![^\W_])(?:(?:đầu|cuối) (?:năm|kỳ|nhiệm kỳ|tháng|quý|giai đoạn)|(?:năm|khóa|kỳ|nhiệm kỳ|quý|tháng|vụ) (?:trước|ngoái|nay)|cùng kỳ|ck|"
    r"trước đây|trước khi|ban đầu|hiện nay|hiện còn|đến nay|(?:tuần|lần|đợt) trước|(?:quý|tháng|kỳ) [ivx]+|(?<!sáng )(?<!hôm )(?<!chiều )nay|sau (?:khi )?(?:sắp xếp|sáp nhập|một năm)|năm (?:học )?Y|quý Y|tháng Y)(?![^\W_])"
)
_FILLING = pattern(
    r"(?<![^\W_])(?:so với|so|(?:năm|kỳ|khóa|quý|tháng) (?:trước|ngoái)|cùng kỳ|đầu (?:năm|kỳ)|như vậy|như thế|vậy là|tức là|tức|nghĩa là|tương ứng|"
    r"tương đương|với|theo đó|đã|mức|tỷ lệ|số|kéo|cũng|và|hay|Y|năm|là)(?![^\W_])"
)
_SO_WITH = pattern(r" so với(?: mức| con số| mức bình quân)? ")
_LED_TO = pattern(rf",? (?:lên|xuống|còn|đạt|thành)(?: (?:còn|thành|mức|tổng số|{W})){{0,2}} ")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The changes of the sentence between the only two figures of their kind, at least one of which tells its time."""
    if len([mark for mark in sentence.marks if mark.symbol in FIGURES]) < 3:
        return
    for mark in sentence.marks:
        rising = _direction(sentence, mark) if mark.symbol in "QPD" and not mark.number.bound else None
        rising = None if _one_of_two(sentence, mark) else rising
        if rising is None or names_target(lead(sentence, mark)) or between_none(sentence, mark):
            continue
        outcome = best(mark.number, _checks(sentence, mark, rising=rising))
        if outcome and not (outcome.verdict is Verdict.INCONSISTENT and _of_another(sentence, mark, outcome)):
            yield claim(sentence, mark.number, "change", outcome)


def _of_another(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True where a change far off names a subject that none of the levels is told of."""
    levels = [each for each in sentence.marks if each.number in outcome.check.operands]
    return any(other_subject(sentence, mark, each) for each in levels[:1]) and not credible(mark.number, outcome)


@remembered
def _direction(sentence: Sentence, mark: Mark) -> bool | None:
    """True for a rise, False for a fall, None for a number that is no difference."""
    words = lead(sentence, mark)
    if _MOVING.search(words) and (found := _MOVED.search(words)):
        return bool(found["up"] or found["more"])
    if mark.symbol == "D" and (found := _SHIFTED.search(lead(sentence, mark))):
        return found["up"] is not None
    base = _base_before(sentence, mark)
    against = _AGAINST.search(lead(sentence, base)) if base else None
    return bool(against["up"]) if against else None


def _one_of_two(sentence: Sentence, mark: Mark) -> bool:
    """True for the second of two levels compared with: "cao hơn con số 25,9% của khối tư nhân và 29,1% của khối tập thể"."""
    return mark.symbol != "D" and _base_before(sentence, mark) is not None and sentence.before(mark).endswith(_AND)


_AND = canon(" và ")


def _base_before(sentence: Sentence, mark: Mark) -> Mark | None:
    """The level that a difference is told from just before it: "thấp hơn mức 0,19% của đầu nhiệm kỳ là 0,08 điểm %"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    if before is None or before.symbol not in "QP" or not _OF_THEN.fullmatch(sentence.between(before, mark)):
        return None
    return before if _AGAINST.search(lead(sentence, before)) else None


def _checks(sentence: Sentence, mark: Mark, *, rising: bool) -> list[Check]:
    """The one way to read a difference, or a percentage, where two levels are told; none elsewhere."""
    found: list[Check] = []
    rates = _pair(sentence, mark, "P", "")
    if mark.symbol in "PD" and rates:
        found.append(_distance(rates, rising=rising))
    if not rates and mark.symbol == "P" and (share := _of_prior(sentence, mark)):
        return [share]
    unit = mark.number.unit if mark.symbol == "Q" else _unit_of_step(sentence, mark)
    counts = _pair(sentence, mark, "Q", unit) if mark.symbol in "QP" else None
    if counts and mark.symbol == "Q":
        found.append(_distance(counts, rising=rising))
    elif counts and unit is None and len({each.number.unit for each in _levels(sentence, mark, "Q", None)}) > 1:
        return found
    if mark.symbol == "P" and (pair := counts or rates):
        both = tuple(each.number for each in pair)
        formula = "({1} - {0}) / {0} x 100" if rising else "({0} - {1}) / {0} x 100"
        found.append(Check(both, growth if rising else decline, formula))
    return found


def _of_prior(sentence: Sentence, mark: Mark) -> Check | None:
    """What was added, in percent of the one figure before: "đầu năm 398.240 người, … có thêm 14.378 người, tăng 3,6%"."""
    step = sentence.marks[mark.rank - 1] if mark.rank else None
    if step is None or step.symbol != "Q" or is_step(sentence, step) or not ADDED.search(lead(sentence, step)):
        return None
    levels = _levels(sentence, step, "Q", step.number.unit)
    told = len(levels) == 1 and is_prior(sentence, levels[0])
    return Check((step.number, levels[0].number), ratio, "{} / {} x 100") if told else None


def _distance(pair: tuple[Mark, Mark], *, rising: bool) -> Check:
    before, now = (each.number for each in pair)
    return Check((now, before) if rising else (before, now), distance, "{} - {}")


def _unit_of_step(sentence: Sentence, mark: Mark) -> str | None:
    """The unit of the step told just before a percentage, "giảm 3.430 hộ, tương ứng giảm 14%"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    return before.number.unit if before and before.symbol == "Q" and _direction(sentence, before) is not None else None


def _pair(sentence: Sentence, mark: Mark, symbol: str, unit: str | None) -> tuple[Mark, Mark] | None:
    """The (before, now) levels of a kind where there are just two, in the clause or else in the sentence."""
    if symbol == "P" == mark.symbol and not _plain(sentence, mark):
        return None
    levels = _levels(sentence, mark, symbol, unit)
    low = sentence.text.rfind(";", 0, mark.at)
    near = [each for each in levels if each.at > low]
    two = near if len(near) == 2 else levels
    if len(two) != 2 or (two[0].number.unit == two[1].number.unit == "" and symbol == "Q"):
        return None
    if named := _named_both(sentence, mark, two):
        return named
    if accrues(sentence, *two) or AMONG.search(sentence.between(*two)):
        return None
    base = _base_before(sentence, mark)
    if base is not None and base in two and is_target(sentence, base):  # a target was never rounded
        fixed = replace(base, number=replace(base.number, fixed=True))
        two, base = [fixed if each is base else each for each in two], fixed
    if base not in two and not _told_alike(sentence, *two):
        return None
    prior = [
        is_prior(sentence, each) or each is base or _then_aside(sentence, each) or _against(sentence, mark, each)
        for each in two
    ]
    if all(each.depth and is_prior(sentence, each) for each in two):
        return None  # each is what one of two others was
    aside = [each.rank > mark.rank and each.depth > mark.depth for each in two]
    if not any(prior) and not any(aside) and not any(_timed(sentence, each) for each in two):
        return None
    between = [
        each for each in sentence.marks[two[0].rank + 1 : two[1].rank] if each is not mark and each.symbol in "PD"
    ]
    if any(_direction(sentence, each) is not None for each in between):
        return None  # each level has a change of its own
    if any(of_another(sentence, each, mark) for each in two):
        return None
    rising = _direction(sentence, mark)
    first, second = two
    if prior[0] != prior[1]:
        return (first, second) if prior[0] else (second, first)
    return (first, second) if (first.number.value < second.number.value) is rising else (second, first)


def _levels(sentence: Sentence, mark: Mark, symbol: str, unit: str | None) -> Sequence[Mark]:
    """The figures of a kind that are no differences, targets or wholes: before the number, or told with it behind."""
    wholes = {den.rank for _, den in fractions(sentence)}
    base = _base_before(sentence, mark)
    return [
        each for each in sentence.marks
        if (each is base and each.symbol == symbol) or (each.symbol == symbol and each.rank != mark.rank and each.rank not in wholes and (unit is None or _like(each.number.unit, unit))
        and ((each.rank < mark.rank and (each.depth <= mark.depth or symbol == "P" or is_prior(sentence, each) or _then_aside(sentence, each))) or _told_with(sentence, mark, each)) and not each.number.bound and each.number.upper is None
        and not (is_step(sentence, each) or is_target(sentence, each) or _direction(sentence, each) is not None)
        and not (symbol == "P" and (base_of(sentence, each) is Base.TARGET or (verb_of(sentence, each) in _MOVES and not _REACHED.search(lead(sentence, each))))))
    ]  # fmt: skip


_REACHED = pattern(r"(?<![^\W_])(?:còn|xuống|lên|đến|tới|mức) $")
_MOVES = (Verb.UP, Verb.DOWN, Verb.OVER, Verb.SHORT)


def _told_with(sentence: Sentence, mark: Mark, other: Mark) -> bool:
    """True for the base in the bracket behind a difference, and for what it led to."""
    words = sentence.between(mark, other)
    if any(char in FIGURES for char in words):
        return False
    before, opened, inside = words.rpartition("(")
    if _SO_WITH.fullmatch(words):
        return True
    told = opened and (PLAIN_PRIOR.fullmatch(inside) or is_prior(sentence, other)) and not re.search("[,;]", before)
    return bool(told) or _LED_TO.fullmatch(words) is not None


def _told_alike(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """False for levels of different things: "120 hộ nghèo, 150 hộ cận nghèo", "tiếp nhận 1.200 đơn; giải quyết 1.150 đơn"."""
    names = [_SAID.sub(" ", _TIMED.sub(" ", lead(sentence, each))).split() for each in (one, other)]
    words = [" ".join(each) for each in names]
    if not any(words) and one.depth == other.depth:
        words = [" ".join(tail(sentence, each).split()[:1]) for each in (one, other)]
    alike = words[0].endswith(words[1]) or words[1].endswith(words[0]) or one.depth != other.depth
    return alike and _like(one.number.unit, other.number.unit)


_SAID = pattern(
    r"(?<![^\W_])(?:là|đạt|có|với|được|thực hiện|còn|tổng số|số|chỉ|mới|đã|so với|so|mức|tỷ lệ|này|lên|đến|tới|từ|toàn (?:tỉnh|huyện|xã|ngành|trường|thành phố)|"
    r"cả|nước|tỉnh|thì|nhưng|và|ở|của|:|\(|,)(?![^\W_])|[:(,Y]"
)


def _against(sentence: Sentence, mark: Mark, level: Mark) -> bool:
    """True for the level in the bracket behind what a change is compared with: "tăng 108 bài so với cuộc thi trước (1.274 bài)"."""
    return level.rank > mark.rank and level.depth > mark.depth and _COMPARED_WITH in sentence.between(mark, level)


_COMPARED_WITH = canon("so với ")


def _then_aside(sentence: Sentence, level: Mark) -> bool:
    """True for a figure alone in a bracket that begins with a time: "18 phiên (quý II: 15 phiên)"."""
    opened = sentence.text.rfind("(", 0, level.at)
    return (
        level.depth > 0
        and _TIMED.match(sentence.text, opened + 1, level.at) is not None
        and sentence.after(level)[:1] == ")"
    )


def _named_both(sentence: Sentence, mark: Mark, two: Sequence[Mark]) -> tuple[Mark, Mark] | None:
    """The levels in the order in which the words before a difference name them: "nam 8,96, nữ 7,71; nam cao hơn nữ 1,25"."""
    one, other = two
    if _THAN_ALL.search(lead(sentence, mark)):
        return one, other
    found = _COMPARES.search(lead(sentence, mark))
    if found is None:
        return None
    names = [_SAID.sub(" ", lead(sentence, each)).strip() for each in two]
    if names == [found["one"], found["other"]]:
        return other, one
    return (one, other) if names == [found["other"], found["one"]] else None


_THAN_ALL = pattern(
    r"(?:cao|thấp|nhiều|ít) hơn(?: so với)? (?:mức|tỷ lệ) (?:chung|bình quân|trung bình)(?: của| toàn)?(?: [^\W\dA-Z_]+){0,2} $"
)
_COMPARES = pattern(
    rf"(?:^|[,;]) ?(?P<one>{W}(?: {W}){{0,3}}?) (?:(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn|vượt) (?P<other>{W}(?: {W}){{0,3}}?) $"
)


def _timed(sentence: Sentence, level: Mark) -> bool:
    """True for a level that tells its time, by itself or by the figure whose bracket it stands in."""
    owner = next((each for each in reversed(sentence.marks[: level.rank]) if each.depth < level.depth), level)
    return any(_TIMED.search(lead(sentence, each)) for each in ((level, owner) if level.depth else (level,)))


def _plain(sentence: Sentence, mark: Mark) -> bool:
    """True where a percentage has no subject of its own: "ĐH Huế tăng 23%" is said of nothing before it."""
    words = lead(sentence, mark)
    found = _MOVED.search(words)
    return found is None or not _FILLING.sub(" ", words[: found.start()]).strip(" (:,-")


def _like(one: str, other: str) -> bool:
    """True for units of one thing: "hộ" and "hộ nghèo"."""
    short, long = sorted((one, other), key=len)
    return one == other or (bool(short) and long.startswith(f"{short} "))
