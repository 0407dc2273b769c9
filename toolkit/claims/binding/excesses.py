"""A percentage that repeats an excess told as a figure: `vượt dự toán 4 tỷ đồng, tương ứng 5%`, `vượt 18 đoàn viên (6%)`."""

from __future__ import annotations

from toolkit.claims.binding.about import subjects
from toolkit.claims.binding.arithmetic import step_up
from toolkit.claims.binding.carried import goes_on
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.roles import is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.verify import Check
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence


def of_excess(sentence: Sentence, mark: Mark, verb: Verb) -> bool:
    """True for a percentage that says again, in brackets or after "tương ứng", by how much the target was exceeded."""
    if mark.symbol != "P":
        return False
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    if verb is Verb.NONE and before is not None and is_target(sentence, before):
        return sentence.between(before, mark) == _BY and _EXCEEDS.search(lead(sentence, before)) is not None
    return verb in (Verb.SAME, Verb.BRACKET) and _excess(sentence, mark) is not None


_BY = canon(" là ")
_EXCEEDS = pattern(r"(?:cao|nhiều|lớn) hơn (?:so với )?(?:mục tiêu|chỉ tiêu|kế hoạch|dự toán)(?: [^\W\dA-Z_]+){0,3} $")


def by_excess(sentence: Sentence, mark: Mark) -> list[Check]:
    """What the excess told just before a percentage is of the target: of what was reached, less the excess."""
    step = _excess(sentence, mark)
    reached = (
        [each for each in subjects(sentence, step) if each.symbol == "Q" and same_kind(each, step)] if step else []
    )
    return [
        Check((each.number, step.number), step_up, "{1} / ({0} - {1}) x 100")
        for each in reached[:1]
        if step and each.number.value > step.number.value and goes_on(sentence, each, step)
    ]


def _excess(sentence: Sentence, mark: Mark) -> Mark | None:
    """The excess told as a figure just before a percentage."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    if before is None or before.symbol != "Q" or not is_step(sentence, before):
        return None
    return before if verb_of(sentence, before) is Verb.OVER else None
