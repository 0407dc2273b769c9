"""A rise that is a fall by the figures near it, or the other way round."""

from __future__ import annotations

from toolkit.claims.binding.arithmetic import decline, distance, gap, growth
from toolkit.claims.binding.pairs import befores_of, nows_of
from toolkit.claims.binding.verify import Check, Outcome, judge
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.sketch import Mark, Sentence


def turned(sentence: Sentence, mark: Mark, verb: Verb) -> Outcome | None:
    """A rise that is a fall by the very figures near it, whatever their units: "87 chiếc, giảm 8 so với 79"."""
    befores = befores_of(sentence, mark)
    nows = nows_of(sentence, mark, befores[0]) if befores else []
    if not nows or verb not in (Verb.UP, Verb.DOWN) or nows[0].symbol != befores[0].symbol:
        return None
    both = (befores[0].number, nows[0].number)
    if mark.symbol == "P":
        right, wrong = (growth, decline) if verb is Verb.UP else (decline, growth)
        formula = "({1} - {0}) / {0} x 100" if verb is Verb.UP else "({0} - {1}) / {0} x 100"
    else:
        right, wrong = (gap, distance) if verb is Verb.UP else (distance, gap)
        formula = "{1} - {0}" if verb is Verb.UP else "{0} - {1}"
    told = judge(mark.number, Check(both, right, formula))
    if (
        told.verdict is Verdict.INCONSISTENT
        and judge(mark.number, Check(both, wrong, formula)).verdict is Verdict.INCONSISTENT
    ):
        return None
    return told
