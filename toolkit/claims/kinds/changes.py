"""Changes: `tăng p% so với`, `từ x lên y, tăng n (p%)`, `năm 2022 là x, năm 2023 là y`, `vượt n`, `thiếu n`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.arithmetic import (
    decline,
    distance,
    gap,
    growth,
    shortfall,
)
from toolkit.claims.binding.by_target import against_target, fixed, of, over, same_rate
from toolkit.claims.binding.clauses import lead, reaches, tail
from toolkit.claims.binding.doubtful import doubtful, foreign, no_change, unsure_step
from toolkit.claims.binding.levels import is_level, unlike_things
from toolkit.claims.binding.moves import DOWN_TO, FROM_TO, MOVED_FROM, is_now, moves
from toolkit.claims.binding.pairs import COMPARED, candidates
from toolkit.claims.binding.roles import INDICATORS, base_of, is_prior, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.steps import by_ratio, by_step
from toolkit.claims.binding.turned import turned
from toolkit.claims.binding.unbound import between_none
from toolkit.claims.binding.verify import Check, best, claim, unknown, worded
from toolkit.claims.binding.vocabulary import FALLS, RISES, Base, Verb
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import dimension, factor

_RISE, _FALL = ("tăng", "a rise"), ("giảm", "a fall")
_AGAINST = pattern(r"(?:^|[ ,])(?:so với|so) ")
_UP_TO = pattern(r"lên (?:còn|đến còn)")  # "còn" behind "lên" tells no fall


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence about a rise, a fall, an excess or a lack."""
    pairs = moves(sentence)
    moved = {each.rank for pair in pairs for each in pair}
    yield from _directions(sentence, pairs)
    for mark in sentence.marks:
        if mark.symbol not in "QPD" or mark.rank in moved:
            continue
        if (verb_of(sentence, mark) is Verb.BRACKET and is_prior(sentence, mark)) or is_now(sentence, mark):
            continue
        verb = _verb(sentence, mark, pairs)
        if mark.symbol == "Q":
            if is_level(sentence, mark):
                continue
            step = is_step(sentence, mark) or _GAP.search(lead(sentence, mark)) or _again(sentence, mark, pairs)
            if step and not between_none(sentence, mark):
                fell = verb is Verb.SHORT and pairs and not against_target(sentence, mark)
                yield from _amount(sentence, mark, Verb.DOWN if fell else verb, pairs)
        elif verb in (Verb.UP, Verb.DOWN, Verb.SHORT):
            if not (is_target(sentence, mark) or between_none(sentence, mark) or is_level(sentence, mark)):
                yield from _percent(sentence, mark, verb, pairs)
        elif mark.symbol == "P" and verb is Verb.SHARE and base_of(sentence, mark) is Base.PRIOR:
            yield from _of_prior(sentence, mark, pairs)


def _again(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> bool:
    """True for a figure that says a percentage of change again: "từ 1.340 ha còn 1.206 ha, giảm 10%, tương ứng 134 ha"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    told = before is not None and before.symbol == "P" and is_step(sentence, before) and bool(pairs)
    return told and verb_of(sentence, mark) is Verb.SAME and _SAME.search(lead(sentence, mark)) is not None


def _verb(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> Verb:
    """The verb of a number, taken from the number or the move before where it only says "tương ứng" or stands in brackets."""
    verb = verb_of(sentence, mark)
    moved = next((pair for pair in pairs if pair[1].rank == mark.rank - 1), None)
    if moved and mark.symbol == "P" and verb is Verb.SAME and _named_before(sentence, moved[0], mark):
        return Verb.UP if moved[1].number.value > moved[0].number.value else Verb.DOWN
    if verb is Verb.SAME and not (_SAME.search(lead(sentence, mark)) and _ALONE.match(sentence.after(mark))):
        return verb  # "tức chênh lệch 2%", "tương đương 0,3% GDP"
    if mark.rank and (verb in (Verb.SAME, Verb.BRACKET) or lead(sentence, mark).rstrip().endswith(_EQUAL)):
        before = sentence.marks[mark.rank - 1]
        leads = before.symbol == "Q" or not COMPARED.search(sentence.between(before, mark))
        if before.symbol in "QPD" and is_step(sentence, before) and leads:
            return verb_of(sentence, before)
    return verb


_EQUAL = ("(=", canon("(bằng"))


def _named_before(sentence: Sentence, before: Mark, mark: Mark) -> bool:
    """True for a percentage of what the words before a move name: "giá vé giảm từ 35.000 đồng xuống 15.000 đồng, tương ứng 57% giá vé"."""
    name = tail(sentence, mark).strip()
    return bool(name) and f" {name} " in f" {lead(sentence, before)} "


_SAME = pattern(r"(?:tương ứng|tương đương|tức|hay)(?: (?:với|là|tỷ lệ|mức|khoảng|ở|giảm|tăng))* $")
_ALONE = pattern(r" ?(?:[,;.)(]|$|so |cùng kỳ|và |của |trong |số |về )")


def _directions(sentence: Sentence, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Claim]:
    """A rise to a smaller figure, a fall to a greater one."""
    seen: set[int] = set()
    for shape in (FROM_TO, DOWN_TO, MOVED_FROM):
        for match in shape.finditer(sentence.text):
            x, y = sentence.at(match.start("x")), sentence.at(match.start("y"))
            if (x, y) not in pairs or y.rank in seen or any(each.number.bound or each.number.upper for each in (x, y)):
                continue
            seen.add(y.rank)
            words = (match.groupdict().get("verb") or "") + " " + match["to"]
            rises, falls = RISES.search(words) is not None, FALLS.search(_UP_TO.sub(" ", words)) is not None
            if rises != falls and not unlike_things(sentence, x, y):
                now, before = _in_one_unit(y.number, x.number)
                holds = now > before if rises else now < before
                yield worded(sentence, y, (y.number, x.number), _RISE if rises else _FALL, holds=holds)


def _in_one_unit(one: Number, other: Number) -> tuple[Decimal, Decimal]:
    """The values of two figures, in one unit where they are measured in two of one kind: kg and tấn."""
    if one.unit == other.unit or not dimension(one.unit) == dimension(other.unit) != "":
        return one.value, other.value
    return one.value * factor(one.unit), other.value * factor(other.unit)


def _percent(sentence: Sentence, mark: Mark, verb: Verb, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Claim]:
    """`tăng p%`, `giảm p%`, `hụt p%`."""
    checks: list[Check] = []
    rising = verb is Verb.UP
    aimed = _aimed(sentence, mark) or _beside_target(sentence, mark)
    if verb is Verb.SHORT or (verb is Verb.DOWN and aimed):
        checks += _lacks(sentence, mark)
    elif verb is Verb.UP and aimed:
        checks += [each for num, den in against_target(sentence, mark) for each in over(num, den)]
        checks = [each for each in checks if mark.symbol == "P" or each.compute is distance]
    else:
        for before, now in candidates(sentence, mark, pairs):
            both = (before.number, now.number)
            if before.symbol == "P" and now.symbol == "P":
                checks.append(Check(both[::-1], distance, "{} - {}") if rising else Check(both, distance, "{} - {}"))
            if mark.symbol == "P":
                formula = "({1} - {0}) / {0} x 100" if rising else "({0} - {1}) / {0} x 100"
                checks.append(Check(both, growth if rising else decline, formula))
    stepped = by_step(sentence, mark, rising=rising)
    by_share = by_ratio(sentence, mark, verb)
    outcome = best(mark.number, by_share or [*checks, *stepped])
    if outcome and outcome.check in checks and not by_share and doubtful(sentence, mark, pairs, outcome):
        outcome = None
    if outcome and outcome.check in stepped and unsure_step(sentence, mark, outcome):
        outcome = None
    if outcome is None and not mark.number.bound:
        outcome = turned(sentence, mark, verb)
    if outcome and no_change(sentence, mark, outcome):
        return
    if outcome:
        yield claim(sentence, mark.number, "short" if verb is Verb.SHORT else "change", outcome)
    elif mark.symbol == "P" and (COMPARED.search(sentence.after(mark)) or verb is Verb.SHORT):
        yield unknown(
            sentence, mark, "change", "không thấy con số kỳ trước để tính lại mức tăng, giảm này",
            "the earlier figure this change is measured from is not in the text",
        )  # fmt: skip


def _aimed(sentence: Sentence, mark: Mark) -> bool:
    """True where a target is what a change is measured from, told after it or first of all: "so với dự toán 84 tỷ đồng, đã thu 97 tỷ đồng, tăng 15%"."""
    if base_of(sentence, mark) is Base.TARGET:
        return True
    opened = [
        each
        for each in sentence.marks[: mark.rank]
        if _AGAINST.search(lead(sentence, each)) and is_target(sentence, each)
    ]
    return (
        bool(opened)
        and reaches(sentence, opened[-1], mark)
        and not COMPARED.search(sentence.text[opened[-1].at : mark.at] + tail(sentence, mark))
    )


def _beside_target(sentence: Sentence, mark: Mark) -> bool:
    """True where the target just before is what a rate is compared with: "71,2%, mục tiêu 72%, còn thấp hơn 0,8 điểm %"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    told = before is not None and before.symbol == "P" and is_target(sentence, before)
    return told and _BARELY.fullmatch(lead(sentence, mark)) is not None and not COMPARED.search(sentence.after(mark))


_BARELY = pattern(r" ?(?:còn |đã |vẫn |như vậy )*(?:cao|thấp) hơn ")


def _of_prior(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Claim]:
    """`bằng p% so với cùng kỳ`: now over before."""
    checks = [of(num, den) for num, den in fractions(sentence) if num.rank == mark.rank + 1 and num.depth > mark.depth]
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    if after and after.symbol == "P" and _RATES.fullmatch(sentence.between(mark, after)):
        return  # "với tỷ lệ 51% so với 47%" compares two rates
    checks = checks or [
        of(now, before)
        for before, now in candidates(sentence, mark, pairs)
        if not _UNTIL.fullmatch(sentence.between(before, now))
    ]
    outcome = best(mark.number, checks)
    if outcome:
        yield claim(sentence, mark.number, "change", outcome)
    else:
        yield unknown(
            sentence,
            mark,
            "change",
            "không thấy con số kỳ trước để tính lại tỷ lệ này",
            "the earlier figure is not in the text",
        )


_UNTIL = pattern(r"(?: [^\W\dA-Z_]+){0,2} (?:đến|tới)(?: dưới)? ")  # from so many to so many, and no move
_RATES = pattern(r" so với(?: mức| con số)? ")


def _lacks(sentence: Sentence, mark: Mark) -> list[Check]:
    """What is missing to the target, as percent or points."""
    found: list[Check] = []
    for num, den in against_target(sentence, mark):
        both = (num.number, fixed(den))
        if mark.symbol == "P":
            found.append(Check(both, shortfall, "100 - {} / {} x 100"))
        if num.symbol == "P":
            found.insert(0, Check(both, gap, "{1} - {0}"))
    return found


def _amount(sentence: Sentence, mark: Mark, verb: Verb, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Claim]:
    """`tăng n`, `giảm n`, `vượt n`, `thiếu n`: the difference of two figures of the sentence."""
    checks: list[Check] = []
    kind = "change"
    saved = _GAP.search(lead(sentence, mark)) is not None
    aimed = _aimed(sentence, mark) and (saved or verb in (Verb.UP, Verb.DOWN))
    if verb in (Verb.OVER, Verb.SHORT) or (aimed and against_target(sentence, mark)):
        more = verb in (Verb.OVER, Verb.UP)
        kind = "over" if more else "short"
        compute, formula = (distance, "{} - {}") if more else (gap, "{1} - {0}")
        for num, den in against_target(sentence, mark):
            if den.number.unit in INDICATORS and not mark.number.unit:
                return  # "9/12 chỉ tiêu, trong đó vượt 5, đạt 4" counts those that exceed
            if same_rate(num, mark) and same_rate(den, mark):
                checks.append(Check((num.number, fixed(den)), compute, formula))
    else:
        for before, now in candidates(sentence, mark, pairs):
            if now.symbol == "Q" and (same_kind(now, mark) or same_kind(before, mark)):
                both = (now.number, before.number) if verb is Verb.UP else (before.number, now.number)
                if verb not in (Verb.UP, Verb.DOWN):  # "chênh lệch" has no direction
                    both = (max(both, key=_value), min(both, key=_value))
                checks.append(Check(both, distance, "{} - {}"))
    if not checks:
        checks = _between_last(sentence, mark) if saved else _of_fractions(sentence, mark, verb)
    outcome = best(mark.number, checks)
    moved = verb in (Verb.UP, Verb.DOWN)
    if outcome and ((moved and doubtful(sentence, mark, pairs, outcome)) or foreign(sentence, mark, outcome)):
        return
    if outcome is None:
        outcome = turned(sentence, mark, verb)
    if outcome:
        yield claim(sentence, mark.number, kind, outcome)


def _of_fractions(sentence: Sentence, mark: Mark, verb: Verb) -> list[Check]:
    """What two fractions of one whole are apart: "năm 2020 có 6/18 xã, đến nay có 15/18 xã, tăng 9 xã"."""
    pairs = [
        pair for pair in fractions(sentence) if pair[1].rank < mark.rank and pair[1].number.unit == mark.number.unit
    ]
    if verb not in (Verb.UP, Verb.DOWN) or len(pairs) != 2 or pairs[0][1].number.value != pairs[1][1].number.value:
        return []
    first, second = (num.number for num, _ in pairs)
    return [Check((second, first) if verb is Verb.UP else (first, second), distance, "{} - {}")]


def _value(number: Number) -> Decimal:
    return number.value


def _between_last(sentence: Sentence, mark: Mark) -> list[Check]:
    """The distance of the two figures of the kind just before: "giá khởi điểm 52,4 tỷ, giá bán 61,3 tỷ, chênh lệch 8,9 tỷ"."""
    before = [
        each for each in reversed(sentence.marks[: mark.rank])
        if each.symbol == "Q" and each.depth <= mark.depth and same_kind(each, mark)
        and not is_step(sentence, each) and not is_prior(sentence, each)
    ]  # fmt: skip
    before = sorted(before, key=lambda each: is_target(sentence, each))[:2]
    if len(before) < 2:
        return []
    less, more = sorted((each.number for each in before), key=lambda number: number.value)
    return [Check((more, less), distance, "{} - {}")]


_GAP = pattern(r"(?<![^\W_])tiết kiệm(?: [^\W\dA-Z_]+){0,2} $")
