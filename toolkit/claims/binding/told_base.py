"""The part and the whole that a percentage's own words tell: `chiếm 93,2% dân số (871.300 người)`, `tỷ lệ khám phá đạt 75%`."""

from __future__ import annotations

from decimal import Decimal

from toolkit.claims.binding.about import is_bare, subjects
from toolkit.claims.binding.clauses import FIGURES, following, lead, reaches, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.verify import judge, of
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.binding.wholes import larger_before
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions

_RATE = pattern(
    r"(?<![^\W_])tỷ lệ (?P<name>(?!đạt (?:tỷ lệ )?$|đạt (?:là|bằng) |là|bằng)[^\W\dA-Z_]+(?: (?!đạt |là |bằng )[^\W\dA-Z_]+){0,4}) (?:(?:đạt|là|bằng) )?$"
)
_BASE_TOLD = pattern(
    r"^ (?:so với |của |trên |trong )?(?:[^\W\dA-Z_]+,? ){1,12}\((?!tương|tức|hay|ứng)(?:[^\W\dA-Z_]+ ){0,3}$"
)
_BASE_IS = pattern(r" (?:so với |của |trên |trong )?(?:(?!là |thì |còn |đã )[^\W\dA-Z_]+ ){2,8}(?:là|có) ")
_DENIED = pattern(r"(?<![^\W_])(?:chưa|không)(?: [^\W\dA-Z_]+)? $")
_HUNDRED, _OWN = Decimal(100), canon("tỷ lệ")  # what follows it is the name of a rate itself


def base_told(sentence: Sentence, mark: Mark, verb: Verb) -> tuple[Mark, Mark] | None:
    """The figure before and the base that the percentage names and tells in brackets: "chiếm 93,2% dân số (871.300 người)"."""
    after = following(sentence, mark)
    if after is None or after.symbol != "Q":
        return None
    if _OF.fullmatch(sentence.between(mark, after)) and after.depth == mark.depth:
        return _of_just_that(sentence, mark, after, verb)
    if verb is Verb.BRACKET:
        return None
    if after.depth <= mark.depth:
        plain = verb is not Verb.NONE or sentence.before(mark).rstrip().endswith(",")
        if after.depth < mark.depth or not plain or not _BASE_IS.fullmatch(sentence.between(mark, after)):
            return None
    elif verb is Verb.NONE or not _BASE_TOLD.search(sentence.between(mark, after)):
        return None
    if is_prior(sentence, after) or is_step(sentence, after):
        return None
    for num in subjects(sentence, mark):
        if num.symbol != "Q" or not reaches(sentence, num, mark) or not is_bare(sentence, num, mark):
            return None
        fits = same_kind(num, after) or (num.number.exact and after.number.exact)
        return (num, after) if fits and _is_meant(mark, num, after) else None
    return _told_above(sentence, mark, after)


def _told_above(sentence: Sentence, mark: Mark, base: Mark) -> tuple[Mark, Mark] | None:
    """A base told behind a percentage that opens its sentence, and the one figure of the sentence before that can be its part."""
    before = sentence.earlier[-1] if sentence.earlier else None
    first = not any(each.symbol in FIGURES for each in sentence.marks[: mark.rank])
    if not first or before is None or before.passage is not sentence.passage or base.number.bound:
        return None
    parts = [
        each for each in before.marks
        if each.symbol == "Q" and each.number.unit and same_kind(each, base) and each.number.value < base.number.value
        and not (each.depth or each.number.bound or is_step(before, each) or is_prior(before, each) or is_target(before, each))
    ]  # fmt: skip
    fits = [each for each in parts if judge(mark.number, of(each, base)).verdict is not Verdict.INCONSISTENT]
    parts = fits[:1] or parts
    return (parts[0], base) if len(parts) == 1 and _is_meant(mark, parts[0], base) else None


_OF = pattern(r" (?:của|trên|trong)(?: (?:tổng|số|mức))* ")


def _of_just_that(sentence: Sentence, mark: Mark, base: Mark, verb: Verb) -> tuple[Mark, Mark] | None:
    """A figure and the base told right behind its percentage: "chỉ đóng 154.000 đồng/tháng (22% của 700.000 đồng)"."""
    part = next((each for each in reversed(sentence.marks[: mark.rank]) if each.symbol in "QPD"), None)
    if part is None or part.symbol != "Q" or verb is Verb.NONE or base.number.bound or part.number.bound:
        return None
    apart = part.depth > mark.depth or is_step(sentence, part) or is_prior(sentence, part)
    if apart or not reaches(sentence, part, mark) or not is_bare(sentence, part, mark):
        return None
    return (part, base) if same_kind(part, base) and _is_meant(mark, part, base) else None


def _is_meant(mark: Mark, part: Mark, base: Mark) -> bool:
    """True where a part is not more than its base, nor its percentage than 100; or a slip has made it so."""
    grows = base.number.value >= part.number.value
    return grows == (mark.number.value <= _HUNDRED) or is_slip(mark.number, of(part, base), own=2)


def rate_of(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """What a named rate is of what: "xảy ra 2.400 vụ; khám phá 1.800 vụ; tỷ lệ khám phá đạt 75%"."""
    if _DONE_RATE.search(lead(sentence, mark)):
        return _of_done(sentence, mark)
    named = _RATE.search(lead(sentence, mark))
    if named is None or mark.depth:
        return None
    name = f" {named['name'].strip()} "
    for num in reversed(sentence.marks[: mark.rank]):
        if num.symbol != "Q" or num.depth or is_step(sentence, num) or is_prior(sentence, num):
            continue
        words = f" {lead(sentence, num)} | {num.number.unit}{tail(sentence, num).partition(_OWN)[0]} "
        if name in words and not _DENIED.search(words[: words.index(name) + 1]):
            wholes = [den for den in larger_before(sentence, num, mark) if den.number.unit == num.number.unit != ""]
            fits = [den for den in wholes if judge(mark.number, of(num, den)).verdict is not Verdict.INCONSISTENT]
            return (num, (fits or wholes[-1:])[0]) if wholes else None
    return _by_words(sentence, mark, frozenset(name.split()))


def _by_words(sentence: Sentence, mark: Mark, name: frozenset[str]) -> tuple[Mark, Mark] | None:
    """The only figure whose words are those of a rate in another order, and its whole: "trực tuyến 71.950 hồ sơ; tỷ lệ hồ sơ trực tuyến"."""
    found = [
        num for num in sentence.marks[: mark.rank]
        if num.symbol == "Q" and not num.depth and num.number.unit and not is_step(sentence, num) and not is_prior(sentence, num)
        and name <= {*lead(sentence, num).split(), *num.number.unit.split()} and not _DENIED.search(lead(sentence, num))
    ]  # fmt: skip
    if len(found) != 1 or len(name) < _WORDS or not set(found[0].number.unit.split()) <= name:
        return None
    wholes = [den for den in larger_before(sentence, found[0], mark) if den.number.unit == found[0].number.unit]
    return (found[0], wholes[-1]) if wholes else None


_WORDS = 3  # of a name that tell it in any order


def of_economy(sentence: Sentence, mark: Mark) -> bool:
    """True for a percentage of a whole economy or people that the sentence does not tell: "bội chi 150 tỷ đồng, bằng 3,2% GRDP"."""
    named = _ECONOMY.match(tail(sentence, mark))
    return named is not None and not any(
        named["name"] in (sentence.before(each) if each.rank != mark.rank + 1 else sentence.before(each)[named.end() :])
        for each in sentence.marks
    )


_ECONOMY = pattern(r"^ (?:so với |của |trên )?(?P<name>grdp|gdp|tổng sản phẩm|dân số|cả nước|toàn quốc)(?![^\W_])")


_DONE_RATE = pattern(r"(?<![^\W_])tỷ lệ (?P<done>đạt|không đạt|đỗ|trúng tuyển)(?: là)? $")


def _of_done(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """The one fraction before whose count is led to by the word that a rate repeats: "đạt 2.916 hộ trên 3.240 hộ; tỷ lệ đạt 90%"."""
    done = _DONE_RATE.search(lead(sentence, mark))
    found = [
        pair for pair in fractions(sentence)
        if done and pair[1].rank < mark.rank and lead(sentence, pair[0]).rstrip().endswith(f" {done['done']}")
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None
