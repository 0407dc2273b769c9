"""Percentages of a target or a whole: `a/b (đạt p%)`, `đạt p% chỉ tiêu`, `chiếm p%`, `vượt p%`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.intervals import Span
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import (
    Base,
    Verb,
    base_of,
    is_prior,
    is_step,
    is_target,
    is_whole,
    lead,
    reaches,
    same_kind,
    subjects,
    tail,
    verb_of,
)  # fmt: skip
from toolkit.claims.sketch import Mark, Sentence
from toolkit.claims.verify import Check, best, claim, unknown

_FRACTION = pattern(r"Q(?: ?/ ?| trên (?:tổng số |tổng )?| trong (?:tổng số |tổng )| ?trên tổng số )Q")
_INSIDE = pattern(r"trong đó|gồm|bao gồm|trong số|(?<![^\W_])có(?![^\W_])|thì|qua|kết quả|được")
_HUNDRED = Decimal(100)


def ratio(spans: Sequence[Span]) -> Span:
    """The first of two operands in percent of the second."""
    return (spans[0] / spans[1]).times(100)


def excess(spans: Sequence[Span]) -> Span:
    """By how many percent the first of two operands exceeds the second."""
    return ratio(spans).minus(100)


def shortfall(spans: Sequence[Span]) -> Span:
    """By how many percent the first of two operands stays below the second."""
    over = excess(spans)
    return Span(-over.high, -over.low)


def distance(spans: Sequence[Span]) -> Span:
    """The first operand less the second."""
    return spans[0] - spans[1]


def gap(spans: Sequence[Span]) -> Span:
    """The second operand less the first."""
    return spans[1] - spans[0]


def above_hundred(spans: Sequence[Span]) -> Span:
    """What a percentage has more than 100."""
    return spans[0].minus(100)


def below_hundred(spans: Sequence[Span]) -> Span:
    """What a percentage lacks to 100."""
    return Span(100 - spans[0].high, 100 - spans[0].low)


def of(num: Mark, den: Mark) -> Check:
    """Num in percent of den."""
    return Check((num.number, den.number), ratio, "{} / {} x 100")


def over(num: Mark, den: Mark) -> list[Check]:
    """How far num exceeds den: in percent, and in points where both are rates."""
    checks = [Check((num.number, den.number), excess, "{} / {} x 100 - 100")]
    if num.symbol == "P":
        checks.insert(0, Check((num.number, den.number), distance, "{} - {}"))
    return checks


def fractions(sentence: Sentence) -> list[tuple[Mark, Mark]]:
    """The pairs a/b of the sentence."""
    return [(sentence.at(match.start()), sentence.at(match.end() - 1)) for match in _FRACTION.finditer(sentence.text)]


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that measure by a target or a whole."""
    pairs = fractions(sentence)
    told: set[int] = set()
    for mark in sentence.marks:
        if mark.symbol not in "PD":
            continue
        verb, base = verb_of(sentence, mark), base_of(sentence, mark)
        pair = _pair_of(sentence, mark, pairs)
        if is_target(sentence, mark) and verb not in (Verb.OVER, Verb.SHORT):
            continue
        if verb is Verb.OVER:
            yield from _over(sentence, mark, pair)
        elif mark.symbol == "P" and verb in (Verb.SHARE, Verb.BRACKET, Verb.NONE, Verb.SAME) and base is not Base.PRIOR:
            yield from _share(sentence, mark, verb, base, pair)
        if pair:
            told.add(pair[0].rank)
    for num, den in pairs:
        if num.rank not in told and den.number.unit:
            yield unknown(
                sentence, num, "fraction", f"{num.number.printed}/{den.number.printed} không kèm tỷ lệ để so",
                f"{num.number.printed}/{den.number.printed} comes without a percentage to compare",
            )  # fmt: skip


def _pair_of(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> tuple[Mark, Mark] | None:
    """The fraction a percentage goes with: the one just before it in the clause, or in the bracket just after."""
    for num, den in reversed(pairs):
        if den.rank < mark.rank:
            others = [m for m in sentence.marks[den.rank + 1 : mark.rank] if m.symbol in "QP" and m.depth <= mark.depth]
            if not others and reaches(sentence, den, mark):
                return num, den
            return None
    for num, den in pairs:
        words = sentence.between(mark, num) if num.rank > mark.rank else ";"
        if num.rank == mark.rank + 1 and ";" not in words and ("(" in words or pattern_with(words)):
            return num, den
    return None


_WITH = pattern(r"^(?: [^\W\dA-Z_]+){0,4} ?(?:với|ứng với|tức|là|,)(?: có)? $|^ $")


def pattern_with(words: str) -> bool:
    """True for words that tie a percentage to the fraction after it: "95,2%, với 100/105 phiếu"."""
    return _WITH.search(words) is not None


def _share(sentence: Sentence, mark: Mark, verb: Verb, base: Base, pair: tuple[Mark, Mark] | None) -> Iterator[Claim]:
    if verb is Verb.SAME and not pair:
        return
    if pair and _fits_pair(sentence, mark, pair, base):
        outcome = best(mark.number, [of(*pair)])
        if outcome:
            yield claim(sentence, mark.number, "ratio", outcome)
        return
    if verb is Verb.BRACKET and _counts_step(sentence, mark):
        return
    if base is Base.TARGET or (base is Base.NONE and _targets(sentence, mark)):
        yield from _target(sentence, mark, base)
    elif verb is not Verb.NONE or base is Base.WHOLE:
        yield from _part(sentence, mark, verb, base)


def _fits_pair(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark], base: Base) -> bool:
    """False where the percentage names another base of its own with a figure: "chiếm 12% tổng số 1.000"."""
    if base is Base.NONE or mark.rank + 1 == len(sentence.marks):
        return True
    following = sentence.marks[mark.rank + 1]
    own = following.symbol == "Q" and (is_whole(sentence, following) or is_target(sentence, following))
    return not own or pair[0].rank > mark.rank


def _counts_step(sentence: Sentence, mark: Mark) -> bool:
    """True for the percentage in "tăng 12 hộ (5,3%)", which is a change."""
    return mark.rank > 0 and is_step(sentence, sentence.marks[mark.rank - 1])


def _targets(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The targets a percentage may be measured by, the likeliest first: just after it, else before it."""
    after = []
    for other in sentence.marks[mark.rank + 1 :]:
        if other.symbol in "QP":
            words = sentence.between(mark, other)
            if is_target(sentence, other) and ";" not in words and ("," not in words or "(" in words):
                after = [other]
            break
    before = [
        other for other in reversed(sentence.marks[: mark.rank]) if other.symbol in "QP" and is_target(sentence, other)
    ]
    return after + before


def _target(sentence: Sentence, mark: Mark, base: Base) -> Iterator[Claim]:
    checks: list[Check] = []
    bases = [other for other in _targets(sentence, mark) if other.symbol == "Q" or base is Base.TARGET]
    for den in bases[:2]:
        for num in subjects(sentence, mark):
            if num.rank != den.rank and same_kind(num, den) and (reaches(sentence, num, mark) or not checks):
                checks.append(of(num, den))
        for num in sentence.marks[mark.rank + 1 :]:
            if (
                not checks
                and num.rank != den.rank
                and num.symbol == den.symbol
                and same_kind(num, den)
                and "(" in sentence.between(mark, num)
            ):
                checks.append(of(num, den))
    outcome = best(mark.number, checks[:4])
    if outcome:
        yield claim(sentence, mark.number, "target", outcome)
    elif base is Base.TARGET and subjects(sentence, mark):
        yield unknown(
            sentence, mark, "target", "không thấy con số chỉ tiêu để tính lại tỷ lệ này",
            "the target this percentage is measured by is not in the text",
        )  # fmt: skip


def _part(sentence: Sentence, mark: Mark, verb: Verb, base: Base) -> Iterator[Claim]:
    """`chiếm p%`: the figure before it over a whole that the words name."""
    taken = {other.rank for pair in fractions(sentence) for other in pair}
    about = [
        other for other in subjects(sentence, mark) if other.symbol == "Q" and reaches(sentence, other, mark) and other.rank not in taken
    ]  # fmt: skip
    if verb is Verb.BRACKET:
        about = about[:1]
    if not about:
        return
    num = about[0]
    wholes = _wholes(sentence, mark, num)
    checks = [of(num, den) for den in wholes]
    if not checks:
        if base is Base.WHOLE:
            yield unknown(
                sentence, mark, "share", "không thấy tổng số để tính lại tỷ lệ này",
                "the whole this percentage is a part of is not in the text",
            )  # fmt: skip
        return
    outcome = best(mark.number, checks)
    if outcome is None:
        return
    if outcome.verdict is Verdict.INCONSISTENT and not _sure(sentence, mark, num, wholes, verb):
        return
    yield claim(sentence, mark.number, "share", outcome)


def _wholes(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark]:
    """The wholes a part may belong to: named after the percentage, else named before the part, else larger before it."""
    for other in sentence.marks[mark.rank + 1 : mark.rank + 2]:
        if (
            other.symbol == "Q"
            and is_whole(sentence, other)
            and same_kind(num, other)
            and "," not in sentence.between(mark, other)
        ):
            return [other]
    before = [
        other
        for other in sentence.marks[: num.rank]
        if other.symbol == "Q" and other.depth <= num.depth and same_kind(num, other) and other.number.value >= num.number.value
        and not is_prior(sentence, other) and not is_step(sentence, other)
    ]  # fmt: skip
    named = [other for other in before if is_whole(sentence, other)]
    return named[-1:] + [other for other in reversed(before) if other not in named[-1:]]


def _sure(sentence: Sentence, mark: Mark, num: Mark, wholes: Sequence[Mark], verb: Verb) -> bool:
    """True where only one whole can be meant and the words bind the part to it."""
    den = wholes[0]
    named = is_whole(sentence, den)
    if verb is Verb.SHARE and not named and not _PART_OF.search(lead(sentence, mark)):
        return False
    bound = named or _INSIDE.search(sentence.between(den, num)) is not None
    known = bool(num.number.unit or den.number.unit) and den.rank != num.rank
    told = verb in (Verb.SHARE, Verb.BRACKET)
    return bound and known and told and not _elsewhere(sentence, mark)


_PART_OF = pattern(r"chiếm|tỷ lệ|tỷ trọng")
_OTHER_BASE = pattern(r"^ ?(?:so với|của|trên|trong|tổng|toàn|số) ?")


def _elsewhere(sentence: Sentence, mark: Mark) -> bool:
    """True where the percentage names a base by words that no figure in the sentence stands for."""
    words = tail(sentence, mark)
    following = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    named = _OTHER_BASE.search(words) is not None
    return (
        named
        and not (following is not None and following.symbol == "Q" and is_whole(sentence, following))
        and "tổng số" not in words
    )


def _over(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark] | None) -> Iterator[Claim]:
    checks: list[Check] = []
    if pair:
        checks += over(*pair)
    for den in _targets(sentence, mark)[:2]:
        for num in subjects(sentence, mark):
            if num.rank != den.rank and same_kind(num, den) and num.symbol == den.symbol:
                checks += over(num, den)
                break
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
