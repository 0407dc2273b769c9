"""Changes that open a sentence or a clause: `Năm 2024 có 142 tổ, năm 2025 có 168 tổ. So với năm trước tăng 26 tổ (18,31%).`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.dates import period_of
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import best, changed, claim
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_FILLING = pattern(
    rf"(?<![^\W_])(?:(?:so với|so) (?:(?!tăng|giảm){W} ?|Y ?){{1,4}}|như vậy|như thế|tức là|tức|theo đó|nghĩa là|trong kỳ|số|số lượng|đã|"
    r"tăng|giảm|thêm|lên|xuống|tới|đến|hơn|được|là)(?![^\W_])"
)
_AGAINST = pattern(rf"so với (?P<name>{W}(?: {W}| Y){{0,3}}?) ?(?:[,.;(]|$|tăng|giảm)")
_OPENING = pattern(rf"^ ?(?:{W} (?:{W}|Y) )?(?=tăng|giảm)")  # "quý ii tăng"
_NOW = pattern(r"^[^;]*(?:như vậy|như thế|(?:năm|kỳ|quý|tháng) (?:nay|này)|năm Y|tức)[^;]*$")
_COMMON = frozenset(canon("số tổng là có đã được năm trước người và các cho").split())
_GROWN = pattern(r"(?<![^\W_])(?:tăng|giảm)(?: [^\W\dA-Z_]+){0,3} $")
_MARKS = str.maketrans(dict.fromkeys(",:;()+-*•", " "))


def find(sentence: Sentence) -> Iterator[Claim]:
    """The change that a sentence, or its last clause, begins with, between the two figures told just before."""
    for mark in sentence.marks:
        verb = verb_of(sentence, mark) if mark.symbol in "QP" and not mark.depth else Verb.NONE
        if verb not in (Verb.UP, Verb.DOWN) or mark.number.bound:
            continue
        start = sentence.text.rfind(";", 0, mark.at) + 1
        told = _before(sentence, start)
        pair = _pair(told, sentence, mark) if told else None
        if pair and told and _begins(sentence, mark, start, _names(told[0], pair)):
            outcome = best(mark.number, changed(mark, *pair, rising=verb is Verb.UP))
            if outcome:
                yield claim(sentence, mark.number, "change", outcome)
        elif across := _across(sentence, mark):
            outcome = best(mark.number, changed(mark, *across, rising=verb is Verb.UP))
            if outcome and (outcome.verdict is not Verdict.INCONSISTENT or credible(mark.number, outcome)):
                yield claim(sentence, mark.number, "change", outcome)


def _across(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """`Chi trả trợ cấp cho 6.318 người. Số người hưởng trợ cấp năm 2023 là 7.026 người, như vậy năm 2024 giảm 708 người`: one figure told in each sentence."""
    before = sentence.earlier[-1] if sentence.earlier else None
    figures = [each for each in sentence.marks[: mark.rank] if each.symbol in "QPDM"]
    if before is None or before.passage is not sentence.passage or len(figures) != 1 or mark.symbol not in "QP":
        return None
    (earlier,) = figures
    dated = is_prior(sentence, earlier) or period_of(sentence, earlier) is not None
    if (
        earlier.symbol != "Q"
        or not dated
        or not earlier.number.unit
        or not _NOW.search(sentence.between(earlier, mark))
    ):
        return None
    words = set(f"{lead(sentence, earlier)} {tail(sentence, earlier)}".split()) - _COMMON
    told = [
        (len(words & set(f"{lead(before, each)} {tail(before, each)}".split())), each) for each in before.marks
        if each.symbol == "Q" and each.number.unit == earlier.number.unit and not each.number.bound
        and not (each.depth or is_step(before, each) or is_prior(before, each) or is_target(before, each))
    ]  # fmt: skip
    most = max((count for count, _ in told), default=0)
    named = [each for count, each in told if count == most]
    return (earlier, named[0]) if len(named) == 1 and (most > 1 or len(told) == 1) else None


def _before(sentence: Sentence, start: int) -> tuple[Sentence, Sequence[Mark]] | None:
    """The clauses before the one that begins at a place, or else the sentence before, with the numbers there."""
    if start:
        return sentence, [mark for mark in sentence.marks if mark.at < start]
    before = sentence.earlier[-1] if sentence.earlier else None
    return (before, before.marks) if before and before.passage is sentence.passage else None


def _names(told: Sentence, pair: tuple[Mark, Mark]) -> set[str]:
    """The words that the two figures go by."""
    return {word for mark in pair for word in f"{lead(told, mark)} {mark.number.unit} {tail(told, mark)}".split()}


def _begins(sentence: Sentence, mark: Mark, start: int, names: set[str]) -> bool:
    """True where nothing but the comparison leads to a change from a place, or from a change before it."""
    for other in sentence.marks[: mark.rank]:
        if other.at >= start and other.symbol in "QPDM":
            if not is_step(sentence, other) and verb_of(sentence, other) not in (Verb.UP, Verb.DOWN):
                return False
            start = other.at + 1
    words = _FILLING.sub(" ", _OPENING.sub(" ", sentence.text[start : mark.at]))
    return all(word in names for word in words.translate(_MARKS).split())


def _pair(where: tuple[Sentence, Sequence[Mark]], sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """The only two figures told, the one that was before first; None where there are others or no order is told."""
    told, marks = where
    figures = [each for each in marks if each.symbol in "QPDM"]
    if len(figures) != 2 or not same_kind(*figures) or any(is_step(told, each) or each.depth for each in figures):
        return None
    if mark.symbol == "Q" and not (figures[0].symbol == "Q" and same_kind(figures[0], mark)):
        return None
    if any(is_target(told, each) or each.number.bound for each in figures):
        return None
    if all(each.symbol == "P" and _GROWN.search(lead(told, each)) for each in figures):
        return None  # "năm 2023 tăng bình quân 6%, năm 2024 tăng bình quân 5%" are changes themselves
    one, other = figures
    earlier = [is_prior(told, each) for each in figures]
    if earlier[0] != earlier[1]:
        return (one, other) if earlier[0] else (other, one)
    periods = [period_of(told, each) for each in figures]
    if periods[0] and periods[1] and periods[0][0] == periods[1][0] and periods[0][1] != periods[1][1]:
        return (one, other) if periods[0][1] < periods[1][1] else (other, one)
    named = _AGAINST.search(sentence.text, mark.at) or _AGAINST.search(sentence.text[: mark.at])
    called = [named is not None and f" {named['name']} " in f" {lead(told, each)}" for each in figures]
    if called[0] != called[1]:
        return (one, other) if called[0] else (other, one)
    return None
