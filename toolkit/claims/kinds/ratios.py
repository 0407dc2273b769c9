"""Percentages of a target: `a/b (đạt p%)`, `đạt p% chỉ tiêu`, `vượt p%`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.claims.binding.arithmetic import above_hundred, distance, excess, ratio
from toolkit.claims.binding.pairs import against_target, is_named, list_head
from toolkit.claims.binding.roles import (
    Base,
    Verb,
    base_of,
    behind,
    following,
    is_bare,
    is_prior,
    is_step,
    is_target,
    is_whole,
    lead,
    names_target,
    reaches,
    same_kind,
    subjects,
    verb_of,
)  # fmt: skip
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, best, claim, unknown
from toolkit.claims.kinds.shares import find_part
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.tokens import Number

_FROM_TO = pattern(r"từ (?:mức )?P[^;.]{0,60}?(?:lên|xuống|còn|đến)(?: mức| chỉ còn| còn)? P")
_HUNDRED = Decimal(100)


def of(num: Mark, den: Mark) -> Check:
    """Num in percent of den."""
    return Check((num.number, fixed(den)), ratio, "{} / {} x 100")


def fixed(den: Mark) -> Number:
    """A target's number: a rate or a whole number set as target was never rounded."""
    settled = den.symbol == "P" or den.number.decimals == 0
    return replace(den.number, fixed=True, bound="") if settled else den.number


def over(num: Mark, den: Mark) -> list[Check]:
    """How far num exceeds den: in percent, and in points where both are rates."""
    both = (num.number, fixed(den))
    checks = [Check(both, excess, "{} / {} x 100 - 100")]
    if num.symbol == "P":
        checks.insert(0, Check(both, distance, "{} - {}"))
    return checks


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that measure by a target or a whole."""
    pairs = fractions(sentence)
    moved = {at for match in _FROM_TO.finditer(sentence.text) for at in range(match.start(), match.end())}
    told: set[int] = set()
    for mark in sentence.marks:
        if mark.symbol not in "PD" or mark.at in moved or is_prior(sentence, mark):
            continue
        verb, base = verb_of(sentence, mark), base_of(sentence, mark)
        pair = _pair_of(sentence, mark, pairs)
        if is_target(sentence, mark) and not (pair and _at_once(sentence, pair, mark)):
            continue
        if verb is Verb.OVER:
            yield from _over(sentence, mark, pair)
        elif mark.symbol == "P" and verb in _MEASURING and base is not Base.PRIOR:
            yield from _share(sentence, mark, verb, base, pair)
        if pair:
            told.add(pair[0].rank)
    for num, den in pairs:
        if num.rank not in told and den.number.unit:
            yield unknown(
                sentence, num, "fraction", f"{num.number.printed}/{den.number.printed} không kèm tỷ lệ để so",
                f"{num.number.printed}/{den.number.printed} comes without a percentage to compare",
            )  # fmt: skip


_MEASURING = (Verb.SHARE, Verb.PART, Verb.BRACKET, Verb.NONE, Verb.SAME)


def _pair_of(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> tuple[Mark, Mark] | None:
    """The fraction a percentage goes with: the one just after it in brackets, or just before it in the clause."""
    for num, den in pairs:
        if num.rank == mark.rank + 1:
            words = sentence.between(mark, num)
            if ";" not in words and (_BRACKETED.search(words) or _WITH.search(words)):
                return num, den
    for num, den in reversed(pairs):
        if den.rank < mark.rank:
            others = [m for m in sentence.marks[den.rank + 1 : mark.rank] if m.symbol in "QP" and m.depth <= mark.depth]
            bare = is_bare(sentence, den, mark) or sentence.text[: num.at].strip("- ") in _OPENERS
            if not others and reaches(sentence, den, mark) and den.depth <= mark.depth and bare:
                return num, den
            return None
    return None


def _at_once(sentence: Sentence, pair: tuple[Mark, Mark], mark: Mark) -> bool:
    """True for a percentage in the bracket that follows a fraction: "1.500 trên tổng số 1.600 gia đình đăng ký (93,75%)"."""
    words = sentence.between(pair[1], mark)
    return pair[1].rank + 1 == mark.rank and mark.depth > pair[1].depth and "," not in words and words.endswith("(")


def _closed(sentence: Sentence, pair: tuple[Mark, Mark], mark: Mark) -> bool:
    """True where the percentage is the fraction's by its place; in "31/40 huyện thu phí đạt 45%" it may be each one's."""
    if pair[0].rank > mark.rank:
        return _TOLD_BY.search(sentence.between(mark, pair[0])) is not None
    words = sentence.between(pair[1], mark)
    return "," in words or "(" in words or _PLAINLY.fullmatch(words) is not None


_TOLD_BY = pattern(r"\(|,|tương ứng|tương đương|tức")
_PLAINLY = pattern(r" ?(?:(?:đạt|bằng|chiếm|tương ứng|tương đương|tỷ lệ|là|hoàn thành|với|ước|-|=|:) ?)*")
_OPENERS = frozenset(map(canon, ("với", "có", "với kết quả", "đến nay, với")))
_AVERAGED = pattern(r"(?<![^\W_])(?:bình quân|trung bình)(?: [^\W\dA-Z_]+){0,2} [QY](?: [^\W\dA-Z_]+){0,3} $")
_BRACKETED = pattern(r"\((?!trong đó|gồm|bao gồm|riêng|cụ thể)(?:[^\W\dA-Z_]+ ){0,3}$")
_WITH = pattern(r"^(?: [^\W\dA-Z_]+){0,8},? ?(?:với|ứng với|tương ứng|tương đương|tức|là|,)(?: có)? $|^ $")


def _share(sentence: Sentence, mark: Mark, verb: Verb, base: Base, pair: tuple[Mark, Mark] | None) -> Iterator[Claim]:
    if verb is Verb.SAME and not pair:
        return
    if not pair and _AVERAGED.search(sentence.text[: mark.at]):
        return
    if pair and _fits_pair(sentence, mark, pair, base):
        num, den = pair[0].number, pair[1].number
        den = replace(den, fixed=den.decimals == 0 < num.decimals)
        outcome = best(mark.number, [Check((num, den), ratio, "{} / {} x 100")])
        if outcome and (_closed(sentence, pair, mark) or credible(mark.number, outcome)):
            yield claim(sentence, mark.number, "ratio", outcome)
        return
    if verb is Verb.BRACKET and mark.rank > 0 and is_step(sentence, sentence.marks[mark.rank - 1]):
        return
    if base is Base.TARGET or (base is Base.NONE and verb is not Verb.PART and targets(sentence, mark, strict=True)):
        yield from _target(sentence, mark, base)
    else:
        yield from find_part(sentence, mark, verb, base)


def _fits_pair(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark], base: Base) -> bool:
    """False where the percentage names another base of its own with a figure: "chiếm 12% tổng số 1.000"."""
    after = following(sentence, mark)
    if base is Base.NONE or after is None or after.depth < mark.depth:
        return True
    if pair[0].rank > mark.rank or ";" in sentence.between(mark, after):
        return True
    return not (after.symbol == "Q" and (is_whole(sentence, after) or is_target(sentence, after)))


def own_target(sentence: Sentence, mark: Mark) -> Mark | None:
    """The target told just after a percentage: "đạt 79,42% chỉ tiêu (1.200 đảng viên)"."""
    after = following(sentence, mark)
    if after is None or after.symbol not in "QP" or after.depth < mark.depth or not is_target(sentence, after):
        return None
    words = sentence.between(mark, after)
    return after if ";" not in words and ("," not in words or "(" in words.rsplit(",", 1)[0]) else None


def targets(sentence: Sentence, mark: Mark, *, strict: bool = False) -> list[Mark]:
    """The targets a percentage may be measured by, the likeliest first: told after it, else before it and not used up.

    `strict` leaves out rates, and targets with no figure about which the percentage can be between.
    """
    own = own_target(sentence, mark)
    if own:
        return [own] if own.symbol == "Q" or not strict else []
    used = {
        target.rank for other in sentence.marks[: mark.rank]
        if other.symbol in "PD" and (target := own_target(sentence, other)) and verb_of(sentence, other) in (*_MEASURING, Verb.OVER)
        and target.symbol != other.symbol
    }  # fmt: skip
    found = []
    for other in reversed(sentence.marks[: mark.rank]):
        if (
            other.symbol not in "QP"
            or other.rank in used
            or not is_target(sentence, other)
            or (strict and other.symbol == "P")
        ):
            continue
        apart = not reaches(sentence, other, mark)
        measured = any(
            m.symbol == "P" and verb_of(sentence, m) in _MEASURING for m in sentence.marks[other.rank + 1 : mark.rank]
        )
        if apart and (other.depth > 0 or measured):
            continue
        found.append(other)
    return found or [other for other in behind(sentence, mark) if other.symbol == "Q" and is_target(sentence, other)]


def _target(sentence: Sentence, mark: Mark, base: Base) -> Iterator[Claim]:
    checks: list[Check] = []
    wholes = {den.rank for _, den in fractions(sentence)}
    about = [num for num in subjects(sentence, mark) if reaches(sentence, num, mark) and num.rank not in wholes]
    if not about and (total := list_head(sentence, mark)):
        about = [total]
    for den in [other for other in targets(sentence, mark) if other.symbol == "Q" or base is Base.TARGET][:2]:
        checks += [
            of(num, den) for num in about
            if num.rank != den.rank and same_kind(num, den) and (num.rank < den.rank < mark.rank or is_bare(sentence, num, mark))
        ]  # fmt: skip
        if not checks and den.symbol == "Q":
            checks += [
                of(num, den) for num in sentence.marks[mark.rank + 1 :]
                if num.rank != den.rank and num.symbol == "Q" and same_kind(num, den) and "(" in sentence.between(mark, num) and reaches(sentence, mark, num)
            ]  # fmt: skip
    own = own_target(sentence, mark)
    if not checks and own and own.number.exact and len(about) == 1 and about[0].number.exact:
        checks = [of(about[0], own)]
    outcome = best(mark.number, checks[:4])
    if outcome:
        yield claim(sentence, mark.number, "target", outcome)
    elif base is Base.TARGET and subjects(sentence, mark):
        yield unknown(
            sentence, mark, "target", "không thấy con số chỉ tiêu để tính lại tỷ lệ này",
            "the target this percentage is measured by is not in the text",
        )  # fmt: skip


def _over(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark] | None) -> Iterator[Claim]:
    checks = [
        Check((num.number, fixed(den)), distance, "{} - {}")
        for num, den in against_target(sentence, mark)
        if is_step(sentence, num)
    ]
    own = own_target(sentence, mark)
    if pair and (own is None or own.symbol == "Q"):
        checks += over(*pair)
    listed = _targets_listed(sentence, mark)
    for den in listed or targets(sentence, mark)[:2]:
        nums = [
            num
            for num in subjects(sentence, mark, deeper=den.symbol == "P")
            if num.symbol == den.symbol and same_kind(num, den) and reaches(sentence, num, mark)
        ]
        if not nums and (total := list_head(sentence, mark)) and same_kind(total, den):
            nums = [total]
        for num in nums if listed else nums[:1]:
            checks += over(num, den)
    for den in [each for each in sentence.marks[: mark.rank] if each.symbol == "Q" and is_named(sentence, each, mark)]:
        about = [num for num in subjects(sentence, mark) if num is not den and same_kind(num, den)]
        checks += [each for num in about[:1] for each in over(num, den)]
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol == "P" and verb_of(sentence, other) is Verb.SHARE and reaches(sentence, other, mark):
            if (
                base_of(sentence, other) is not Base.PRIOR
                and not is_target(sentence, other)
                and other.number.value >= _HUNDRED
            ):
                checks.append(Check((other.number,), above_hundred, "{} - 100"))
            break
    if mark.symbol == "D":
        checks = [check for check in checks if check.compute is distance]
    if not checks and own and own.symbol == "P" and (rate := _rate_before(sentence, mark)):
        checks = [Check((rate.number, fixed(own)), distance, "{} - {}")]
    outcome = best(mark.number, checks)
    if outcome:
        yield claim(sentence, mark.number, "over", outcome)
    else:
        yield unknown(
            sentence,
            mark,
            "over",
            "không thấy con số chỉ tiêu để tính lại phần vượt",
            "the target this exceeds is not in the text",
        )


def _rate_before(sentence: Sentence, mark: Mark) -> Mark | None:
    """The rate that goes by the name before "vượt", told further back: "khám phá 45 vụ, đạt tỷ lệ 83,33%; … tỷ lệ khám phá vượt 3,33%"."""
    named = _RATE.search(lead(sentence, mark))
    if named is None:
        return None
    for each in (sentence, *reversed(sentence.earlier)):
        if each.passage is not sentence.passage:
            return None
        for share in reversed(each.marks[: mark.rank] if each is sentence else each.marks):
            words = f" {each.text[max(0, share.at - _NEARBY) : share.at]}"
            if share.symbol == "P" and verb_of(each, share) is Verb.SHARE and f" {named['name']} " in words:
                return None if is_target(each, share) or base_of(each, share) is not Base.NONE else share
    return None


_RATE = pattern(r"(?<![^\W_])tỷ lệ (?P<name>[^\W\dA-Z_]+ [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,3}) vượt $")
_NEARBY = 60  # characters before a rate in which it is named


def _targets_listed(sentence: Sentence, mark: Mark) -> list[Mark]:
    """Several targets in one bracket after the percentage: "(đảng viên 98%, quần chúng 90%)"."""
    after = [m for m in sentence.marks[mark.rank + 1 :] if m.symbol == "P" and m.depth > mark.depth]
    after = [m for m in after if reaches(sentence, mark, m)]
    return after if len(after) > 1 and names_target(sentence.between(mark, after[0]).partition("(")[0]) else []
