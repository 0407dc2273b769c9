"""Percentages of a target: `a/b (đạt p%)`, `đạt p% chỉ tiêu`, `vượt p%`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.claims.binding.about import is_bare, subjects
from toolkit.claims.binding.aims import MEASURING, own_target, targets, told_behind
from toolkit.claims.binding.arithmetic import distance, ratio, shortfall
from toolkit.claims.binding.by_target import of
from toolkit.claims.binding.carried import spoken_of
from toolkit.claims.binding.clauses import following, lead, reaches, tail
from toolkit.claims.binding.excesses import of_excess
from toolkit.claims.binding.of_fraction import at_once, fits, fraction_of, is_closed
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.share_wholes import is_share
from toolkit.claims.binding.slips import POINTS, is_slip, mistyped
from toolkit.claims.binding.told_base import base_told, of_economy
from toolkit.claims.binding.verify import Check, Outcome, best, claim, judge, unknown
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.kinds.excess import exceeding
from toolkit.claims.kinds.opposite import tells_rest, unreached
from toolkit.claims.kinds.respective import in_turn
from toolkit.claims.kinds.shares import find_part
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import DURATIONS

_FROM_TO = pattern(r"từ (?:mức )?P[^;.]{0,60}?(?:lên|xuống|còn|đến)(?: mức| chỉ còn| còn)? P")
_TEN = 10  # "hơn 3/4 số mẫu" is no count


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that measure by a target or a whole."""
    pairs = [(num, den) for num, den in fractions(sentence) if not (num.number.bound and den.number.value < _TEN)]
    moved = {at for match in _FROM_TO.finditer(sentence.text) for at in range(match.start(), match.end())}
    told: set[int] = set()
    for mark in sentence.marks:
        if mark.symbol not in "PD" or mark.at in moved or is_prior(sentence, mark) or in_turn(sentence, mark):
            continue
        verb, base = verb_of(sentence, mark), base_of(sentence, mark)
        if _PACE.search(lead(sentence, mark)):
            yield from _pace(sentence, mark)
            continue
        pair = fraction_of(sentence, mark, pairs)
        if (
            pair
            and mark.number.bound in _LIMITS
            and base is Base.TARGET
            and _OWN_RATE.fullmatch(sentence.between(pair[1], mark))
        ):
            pair = None
        if is_target(sentence, mark) and not (pair and at_once(sentence, pair, mark)):
            continue
        verb = Verb.OVER if of_excess(sentence, mark, verb) else verb
        if verb is Verb.OVER and not _LISTED.search(lead(sentence, mark)):
            yield from exceeding(sentence, mark, pair)
        elif pair and verb is Verb.DOWN and _TAKEN_OFF.fullmatch(sentence.between(pair[1], mark)):
            checks = [of(*pair), Check((pair[0].number, pair[1].number), shortfall, "100 - {} / {} x 100")]
            outcome = best(mark.number, checks)
            yield from (claim(sentence, mark.number, "ratio", outcome),) if outcome else ()
        elif mark.symbol == "P" and verb in MEASURING and base is not Base.PRIOR:
            yield from _share(sentence, mark, verb, base, pair)
        if pair:
            told.add(pair[0].rank)
    for num, den in pairs:
        if num.rank not in told and den.number.unit:
            yield unknown(
                sentence, num, "fraction", f"{num.number.printed}/{den.number.printed} không kèm tỷ lệ để so",
                f"{num.number.printed}/{den.number.printed} comes without a percentage to compare",
            )  # fmt: skip


# What so many of them reached each, and no share of them: "38/52 doanh nghiệp đạt trên 50% kế hoạch".
_LIMITS, _OWN_RATE = (">", ">=", "<", "<="), pattern(rf"(?: {W})+ ")
_TAKEN_OFF = pattern(rf"(?: {W}){{0,9}} \(giảm ")  # "xóa được 109 trong 126 tuyến đường ngập (giảm 86,51%)"
_PACE = pattern(r"(?<![^\W_])(?:chậm|nhanh|lệch|chênh)(?: hơn)? $")


def _pace(sentence: Sentence, mark: Mark) -> Iterator[Claim]:
    """`đạt 64,5% khối lượng, chậm 5,5% so với kế hoạch (70%)`: how far a rate is behind or ahead of the one planned."""
    plan = own_target(sentence, mark)
    rates = [each for each in subjects(sentence, mark) if each.symbol == "P"]
    if plan is None or plan.symbol != "P" or not rates:
        return
    ahead = "nhanh" in lead(sentence, mark)
    both = (rates[0].number, plan.number) if ahead else (plan.number, rates[0].number)
    yield claim(
        sentence, mark.number, "over" if ahead else "short", judge(mark.number, Check(both, distance, "{} - {}"))
    )


_LISTED = pattern(r"vượt.*(?:gồm|:)")  # those that exceed are listed each with a figure of its own


def _is_near(printed: Number, outcome: Outcome) -> bool:
    """True where a percentage is a few points off, or a slip away from what it should be."""
    return abs(outcome.expected - printed.value) <= POINTS or is_slip(printed, outcome.check)


def _of_whole_figures(printed: Number, outcome: Outcome | None) -> Outcome | None:
    """The outcome for a fraction of whole figures: "8/10 ha" may be rounded, but nobody writes 85% of it."""
    if outcome is None or any(number.decimals or number.bound for number in outcome.check.operands):
        return outcome
    fixed_both = replace(outcome.check, operands=tuple(replace(each, fixed=True) for each in outcome.check.operands))
    exact = judge(printed, fixed_both)
    return exact if abs(exact.expected - printed.value) >= 1 else outcome


_BELOW = ("<", "<=")
_AVERAGED = pattern(r"(?<![^\W_])(?:bình quân|trung bình)(?: [^\W\dA-Z_]+){0,2} [QY](?: [^\W\dA-Z_]+){0,3} $")


def _share(sentence: Sentence, mark: Mark, verb: Verb, base: Base, pair: tuple[Mark, Mark] | None) -> Iterator[Claim]:
    if verb is Verb.SAME and not pair and base not in (Base.WHOLE, Base.TARGET):
        if not (_says_again(sentence, mark) or base_told(sentence, mark, verb)):
            return
        verb = Verb.PART
    if not pair and _AVERAGED.search(sentence.text[: mark.at]):
        return
    if pair and mark.number.bound in _BELOW and not mark.depth:
        return  # "5/9 huyện có tỷ lệ này dưới 3%"
    if pair and fits(sentence, mark, pair, base):
        num, den = pair[0].number, pair[1].number
        den = replace(den, fixed=den.decimals == 0 < num.decimals)
        checks = [
            Check((num, den), ratio, "{} / {} x 100"),
            *([unreached(*pair)] if tells_rest(sentence, mark) else ()),
        ]
        outcome = _of_whole_figures(mark.number, best(mark.number, checks))
        if outcome and outcome.expected > mark.number.value and _VOTED.search(f"{pair[1].number.unit} {sentence.text}"):
            outcome = outcome if mistyped(mark.number.value, outcome.expected) else None
        if outcome and outcome.verdict is Verdict.INCONSISTENT and _of_another(sentence, mark, pair):
            return
        if outcome and (is_closed(sentence, pair, mark) or _is_near(mark.number, outcome)):
            yield claim(sentence, mark.number, "ratio", outcome)
        return
    aside = verb is Verb.BRACKET or (mark.rank > 0 and mark.depth > sentence.marks[mark.rank - 1].depth)
    if aside and mark.rank > 0 and is_step(sentence, sentence.marks[mark.rank - 1]):
        return
    plain = base is Base.NONE and not of_economy(sentence, mark)
    if _INTEREST.search(lead(sentence, mark)) or sentence.after(mark).startswith("/"):
        return
    if base is Base.TARGET or (plain and verb is not Verb.PART and targets(sentence, mark, strict=True)):
        yield from _target(sentence, mark, base)
    else:
        yield from find_part(sentence, mark, verb, base)


def _of_another(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark]) -> bool:
    """True for a percentage beside a fraction that has its own or tells of something else: "2/3 dân số, 90% GDP", "13/83 phiếu (15%), dù 100% cử tri", an interest."""
    num, den = pair
    own = following(sentence, den) if mark.rank < num.rank else None
    if own and own.symbol == "P" and own.depth > den.depth and is_share(own, num, den):
        return True
    if sentence.after(mark).startswith("/") or _INTEREST.search(lead(sentence, mark)):
        return True
    if mark.depth > den.depth and sentence.between(den, mark).rstrip().endswith("("):
        return False
    told = [each for each in sentence.marks[den.rank + 1 : mark.rank] if each.symbol == "P"]
    simple = den.number.value <= _TEN and (num.number.value < den.number.value)
    named = _NAMED.match(sentence.after(mark)) is not None
    joined = mark.rank > den.rank and _NEW_ONE.search(sentence.between(den, mark)) is not None
    whole = _OF_TOTAL.match(sentence.after(mark))
    if whole and whole["noun"] not in f"{num.number.unit} {sentence.between(num, mark)} {den.number.unit}".split():
        return True
    loose = mark.number.bound in ("<", "<=", ">", ">=")  # "5/9 huyện đạt tỷ lệ này dưới 3%"
    return bool(told) or (simple and loose) or (simple and (named or num.rank > mark.rank)) or (joined and named)


_OF_TOTAL = pattern(r"^ (?:của |trong )?tổng(?: số)? (?P<noun>[^\W\dA-Z_]+)")
_NEW_ONE = pattern(r"(?<![^\W_])(?:và|nhưng|dù|với|trong khi)(?: [^\W\dA-Z_]+){0,4} $")
_NAMED = pattern(r"^ (?!(?:kế hoạch|chỉ tiêu|so với|tổng|trong|trên|số|và|thì|là)(?![^\W_]))[^\W\dA-Z_]+")
_INTEREST = pattern(r"(?<![^\W_])lãi suất(?![^\W_])")
# A vote is told in percent of all members, not of those who were there.
_VOTED = pattern(
    r"(?:đại biểu|đbqh|thành viên)[^;]*(?:tán thành|biểu quyết|đồng ý|bấm nút|thông qua)|tán thành[^;]*đại biểu"
)


def _target(sentence: Sentence, mark: Mark, base: Base) -> Iterator[Claim]:
    checks: list[Check] = []
    wholes = {den.rank for _, den in fractions(sentence)}
    about = spoken_of(sentence, mark, [num for num in subjects(sentence, mark) if num.rank not in wholes])
    for den in [other for other in targets(sentence, mark) if other.symbol == "Q" or base is Base.TARGET][:2]:
        checks += [
            of(num, den) for num in about
            if num.rank != den.rank and same_kind(num, den) and (den.number.unit or num.number.unit not in DURATIONS) and (num.rank < den.rank < mark.rank or is_bare(sentence, num, mark))
        ]  # fmt: skip
        if not checks and den.symbol == "Q":
            checks += [
                of(num, den) for num in sentence.marks[mark.rank + 1 :]
                if num.rank != den.rank and num.symbol == "Q" and same_kind(num, den) and "(" in sentence.between(mark, num) and reaches(sentence, mark, num) and following(sentence, mark) is num
                and ")" not in sentence.between(*sorted((num, den), key=lambda each: each.rank))
            ]  # fmt: skip
    own = own_target(sentence, mark)
    if not checks and base is Base.TARGET and (both := told_behind(sentence, mark)):
        checks = [of(*both)]
    if not checks and own and own.number.exact and len(about) == 1 and about[0].number.exact:
        checks = [of(about[0], own)]
    outcome = best(mark.number, checks[:4]) or _of_allotted(sentence, mark, about)
    if outcome and outcome.verdict is Verdict.INCONSISTENT and verb_of(sentence, mark) is Verb.PART:
        turned = [Check(check.operands[::-1], ratio, "{} / {} x 100") for check in checks[:4]]
        outcome = next(
            (
                each
                for each in (judge(mark.number, check) for check in turned)
                if each.verdict is not Verdict.INCONSISTENT
            ),
            outcome,
        )  # "dự toán thu nội địa … chiếm 83% tổng dự toán"
    if outcome:
        yield claim(sentence, mark.number, "target", outcome)
    elif base is Base.TARGET and subjects(sentence, mark):
        yield unknown(
            sentence, mark, "target", "không thấy con số chỉ tiêu để tính lại tỷ lệ này",
            "the target this percentage is measured by is not in the text",
        )  # fmt: skip


def _says_again(sentence: Sentence, mark: Mark) -> bool:
    """True for a percentage that goes by the name of the part just before it: "264 đoàn viên, tức 63,2% là đoàn viên"."""
    part = sentence.marks[mark.rank - 1] if mark.rank else None
    named = _IS.match(tail(sentence, mark))
    if part is None or named is None or part.symbol != "Q":
        return False
    return f" {named['name']} " in f" {part.number.unit}{tail(sentence, part)} "


_IS = pattern(rf"^ (?:là|số|thuộc) (?P<name>{W}(?: {W}){{0,3}}) ?$")


def _of_allotted(sentence: Sentence, mark: Mark, about: Sequence[Mark]) -> Outcome | None:
    """What a percentage of a plan is of, where one other figure of the kind is told before: "giao 426 tỷ đồng, giải ngân 97 tỷ đồng, bằng 22,8% kế hoạch"."""
    num = about[0] if about else None
    like = [each for each in sentence.marks[: mark.rank] if num and each.symbol == "Q" and same_kind(each, num)]
    if num is None or num.symbol != "Q" or not num.number.unit or len(like) != 2 or like[1] is not num:
        return None
    den = like[0]
    if any(
        base_of(sentence, each) is Base.TARGET for each in sentence.marks[den.rank + 1 : num.rank] if each.symbol == "P"
    ):
        return None  # it has a plan of its own
    if is_prior(sentence, den) or is_step(sentence, den) or den.depth > num.depth or not is_bare(sentence, num, mark):
        return None
    outcome = judge(mark.number, of(num, den))
    allotted = _ALLOTTED.search(lead(sentence, den)) is not None
    return outcome if allotted or outcome.verdict is not Verdict.INCONSISTENT else None


_ALLOTTED = pattern(
    rf"(?<![^\W_])(?:giao|phân bổ|bố trí|cấp(?! (?:tỉnh|huyện|xã|thành phố|trung ương|trên|dưới)(?![^\W_]))|ghi|phân khai|duyệt|phê duyệt|đăng ký)(?: (?!đã |được giải){W}){{0,5}} $"
)
