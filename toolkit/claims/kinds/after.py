"""Changes that open a sentence or a clause: `Năm 2024 có 142 tổ, năm 2025 có 168 tổ. So với năm trước tăng 26 tổ (18,31%).`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target, period_of, same_kind, verb_of
from toolkit.claims.binding.verify import best, changed, claim
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_FILLING = pattern(
    rf"(?<![^\W_])(?:(?:so với|so) (?:(?!tăng|giảm){W} ?|Y ?){{1,4}}|như vậy|như thế|tức là|tức|theo đó|nghĩa là|trong kỳ|số|số lượng|đã|"
    r"tăng|giảm|thêm|lên|xuống|tới|đến|hơn|được|là)(?![^\W_])"
)
_AGAINST = pattern(rf"so với (?P<name>{W}(?: {W}| Y){{0,3}}?) ?(?:[,.;(]|$|tăng|giảm)")
_OPENING = pattern(rf"^ ?(?:{W} (?:{W}|Y) )?(?=tăng|giảm)")  # "quý ii tăng"
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
