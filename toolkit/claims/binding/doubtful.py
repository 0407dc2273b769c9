"""Changes called wrong that are hardly meant: measured by what is not told, of other figures, or no changes at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.claims.binding.carried import other_subject
from toolkit.claims.binding.levels import of_other_base, told_else
from toolkit.claims.binding.pairs import (
    candidates,
)
from toolkit.claims.binding.roles import base_of, verb_of
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.steps import as_rate
from toolkit.claims.binding.verify import Outcome, judge
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS, dimension


def unsure_step(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True for a wrong change that its step, or what the step led to, is hardly told for."""
    wrong = outcome.verdict is Verdict.INCONSISTENT
    return wrong and (as_rate(sentence, mark) or of_other_base(sentence, mark, outcome))


def no_change(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True for a wrong change that is told to be of other figures, or is no change."""
    wrong = outcome.verdict is Verdict.INCONSISTENT
    return wrong and (_is_level(sentence, mark, outcome) or told_else(sentence, mark, outcome))


def _is_level(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True for what is now in percent of what was before: "tăng 541 tỷ đồng, tương đương 212% so với cùng kỳ"."""
    if verb_of(sentence, mark) is not Verb.SAME or mark.number.value <= _WHOLE:
        return False
    more = replace(mark.number, value=mark.number.value - _WHOLE)
    return judge(more, outcome.check).verdict is not Verdict.INCONSISTENT


_WHOLE = 100  # percent
_QUOTED = pattern(r" so với (?:giá )?(?:tham chiếu|đóng cửa|mở cửa|đỉnh|đáy)(?![^\W_])")  # prices that are not told
_CURRENT, _CONSTANT = (
    pattern(r"giá (?:hiện hành|thực tế)"),
    pattern(r"giá (?:so sánh|cố định)"),
)  # no change lies between


_MOST_TURNED = 50  # nobody writes "tăng 7%" of what fell to a fraction: the figures are another's


def doubtful(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]], outcome: Outcome) -> bool:
    """True where a change far off is measured by an earlier figure that no bracket behind it and no "từ … lên" tells."""
    if outcome.verdict is not Verdict.INCONSISTENT or base_of(sentence, mark) is Base.TARGET:
        return False
    if _QUOTED.match(sentence.after(mark)):
        return True
    if outcome.expected == 0 and any(each.unit in DURATIONS for each in outcome.check.operands):
        return True  # "tăng 77% so với 3 năm trước đó"
    if _CURRENT.search(sentence.text) and _CONSTANT.search(sentence.text):
        return not credible(mark.number, outcome)
    told = candidates(sentence, mark, pairs)
    if told and other_subject(sentence, mark, told[0][1]):
        return not credible(mark.number, outcome)
    last = [each.rank for each in sentence.marks[: mark.rank] if each.symbol in "QP"][-2:]
    closed = any(
        before.rank > mark.rank
        or (before.depth > mark.depth and outcome.expected > -_MOST_TURNED)
        or (before, now) in pairs
        or sorted((before.rank, now.rank)) == last
        or [before.rank] == last[-1:]
        for before, now in told
    )
    return not closed and not credible(mark.number, outcome)


_UNLIKE = 1000  # times: of a yield and what it came to


def foreign(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True for a wrong difference that is none of its figures: "thiếu 3 tỷ, tăng lên 10 tỷ"; one with a unit, of figures that have none."""
    if outcome.verdict is not Verdict.INCONSISTENT:
        return False
    values = [abs(number.value) for number in outcome.check.operands]
    if told_else(sentence, mark, outcome) or max(values) > min(values) * _UNLIKE:
        return True
    if credible(mark.number, outcome):
        return False
    lacking = verb_of(sentence, mark) is Verb.SHORT and outcome.expected < 0
    bare = not any(number.unit for number in outcome.check.operands)
    return lacking or (bare and dimension(mark.number.unit) != "")
