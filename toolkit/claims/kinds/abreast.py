"""Changes of several figures told abreast: `27 vụ, 3 người chết, 8 người bị thương; tăng 5 vụ, giảm 1 người chết, tăng 3 người bị thương (22 vụ, 4 người chết, 5 người bị thương)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.claims.binding.arithmetic import step_down, step_up
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.dates import period_of
from toolkit.claims.binding.roles import is_step, is_target, verb_of
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, best, changed, claim, judge
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import alike

_EARLIER = pattern(r"so với|cùng kỳ|(?:năm|kỳ|quý|tháng|vụ|khóa) (?:học )?(?:trước|ngoái)|đầu (?:năm|kỳ|nhiệm kỳ)")
_ALONE = pattern(rf"(?: {W}){{0,4}} ?\((?:{W} |Y ){{0,4}}")
_AND = ("và", "/")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The changes of the sentence that stand in a row, each between the figures in its turn of two other rows."""
    yield from _by_years(sentence)
    if not _EARLIER.search(sentence.text):
        return
    figures = [mark for mark in sentence.marks if mark.symbol == "Q" and not is_target(sentence, mark)]
    behind = _behind(sentence, figures)
    figures = [mark for mark in figures if mark not in behind.values()]
    for steps in _runs(sentence, figures):
        first, last = figures.index(steps[0]), figures.index(steps[-1]) + 1
        size = len(steps)
        before = figures[max(0, first - 2 * size) : first]
        yield from _by_percent(sentence, steps, _row_before(steps, figures[:first]) or before[-size:])
        after = [behind[step.rank] for step in steps if step.rank in behind] or figures[last : last + size]
        if _in_turn(steps, before[-size:]) and _in_turn(steps, after):
            yield from _claims(sentence, steps, after, before[-size:])
        elif (row := _row_before(steps, figures[:first])) and _in_turn(steps, after):
            yield from _claims(sentence, steps, after, row)
        elif len(before) == 2 * size and _in_turn(steps, before[size:]) and _in_turn(steps, before[:size]):
            told = [_EARLIER.search(lead(sentence, row[0])) is not None for row in (before, before[size:])]
            if told[0] != told[1]:
                yield from _claims(sentence, steps, *(before[:size], before[size:])[:: 1 if told[0] else -1])
    yield from _by_turns(sentence, figures)


def _by_percent(sentence: Sentence, steps: Sequence[Mark], now: Sequence[Mark]) -> Iterator[Claim]:
    """`286 vụ, 118 người chết; so với cùng kỳ giảm 34 vụ (-10,6%), giảm 12 người chết (-9,2%)`: each percentage by its difference and what that led to."""
    rows = [
        (step, level, sentence.marks[step.rank + 1])
        for step, level in zip(steps, now, strict=False)
        if step.rank + 1 < len(sentence.marks) and sentence.marks[step.rank + 1].symbol == "P"
        and _SIGN.fullmatch(sentence.between(step, sentence.marks[step.rank + 1]))
    ]  # fmt: skip
    if len(rows) < len(steps) or not _in_turn(steps, now):
        return
    outcomes = []
    for step, level, share in rows:
        rising = verb_of(sentence, step) is Verb.UP
        formula = "{1} / ({0} - {1}) x 100" if rising else "{1} / ({0} + {1}) x 100"
        compute = step_up if rising else step_down
        if not rising or level.number.value > step.number.value:
            outcomes.append((share, judge(share.number, Check((level.number, step.number), compute, formula))))
    sure = sum(outcome.verdict is not Verdict.INCONSISTENT for _, outcome in outcomes) * 2 >= len(rows)
    near = all(credible(share.number, outcome) for share, outcome in outcomes)
    yield from (claim(sentence, share.number, "change", outcome) for share, outcome in outcomes if sure or near)


_SIGN = pattern(rf"(?: {W}){{0,3}} ?\(? ?[-+]?(?:(?:tăng|giảm|tương ứng|bằng) )?")


def _behind(sentence: Sentence, figures: Sequence[Mark]) -> dict[int, Mark]:
    """The earlier figure that stands alone in the bracket behind a difference, by the rank of the difference."""
    return {
        step.rank: other for step, other in pairwise(figures)
        if is_step(sentence, step) and other.depth == step.depth + 1 and alike(step.number.unit, other.number.unit)
        and _ALONE.fullmatch(sentence.between(step, other)) and sentence.after(other).lstrip()[:1] == ")"
    }  # fmt: skip


def _by_turns(sentence: Sentence, figures: Sequence[Mark]) -> Iterator[Claim]:
    """`87 vụ (giảm 9 vụ), 41 người chết (giảm 6 người) so với cùng kỳ (96 vụ, 47 người chết)`: each change behind its own figure."""
    both = [(now, step) for now, step in pairwise(figures) if step.depth == now.depth + 1 and _is_move(sentence, step)]
    if len(both) < 2 or figures.index(both[-1][1]) - figures.index(both[0][0]) != 2 * len(both) - 1:
        return
    nows, steps = [now for now, _ in both], [step for _, step in both]
    last = figures.index(steps[-1]) + 1
    after = figures[last : last + len(steps)]
    if _in_turn(steps, nows) and _in_turn(steps, after) and _EARLIER.search(sentence.between(steps[-1], after[0])):
        yield from _claims(sentence, steps, after, nows)


def _by_years(sentence: Sentence) -> Iterator[Claim]:
    """`năm 2022: 186 vụ; năm 2023: 162 vụ (giảm 24 vụ); năm 2024: 149 vụ (giảm 13 vụ)`: each change from the year before."""
    levels = [each for each in sentence.marks if each.symbol == "Q" and not each.depth and not is_step(sentence, each)]
    rows: list[tuple[Mark, Mark, Mark]] = []
    for before, now in pairwise(levels):
        step = sentence.marks[now.rank + 1] if now.rank + 1 < len(sentence.marks) else None
        if step is None or step.depth != 1 or step.symbol != "Q" or not _is_move(sentence, step):
            continue
        (kind, first, _), (other, second, _) = (period_of(sentence, each) or ("", 0, "") for each in (before, now))
        one_kind = kind == other != "" and second == first + 1 and before.number.unit == now.number.unit
        if one_kind and sentence.after(step).startswith(")") and alike(step.number.unit, now.number.unit):
            rows.append((step, before, now))
    if rows:
        yield from _claims(sentence, *zip(*rows, strict=True))


def _is_move(sentence: Sentence, mark: Mark) -> bool:
    return verb_of(sentence, mark) in (Verb.UP, Verb.DOWN) and is_step(sentence, mark)


def _runs(sentence: Sentence, figures: Sequence[Mark]) -> Iterator[Sequence[Mark]]:
    """The rows of two or more differences that stand together, of rises and falls alone."""
    run: list[Mark] = []
    for mark in (*figures, None):
        joined = mark is not None and run and lead(sentence, mark).strip() in _AND
        listed = (
            mark is not None and run and run[-1].rank + 1 == mark.rank and _AS_BEFORE.fullmatch(sentence.before(mark))
        )
        if mark and (
            _is_move(sentence, mark) or listed or (joined and verb_of(sentence, mark) in (Verb.UP, Verb.DOWN))
        ):
            run.append(mark)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = []


_AS_BEFORE = pattern(rf"(?: {W}){{0,2}}, ")  # "giảm 8 lượt đoàn, 171 lượt người"


def _verb(sentence: Sentence, steps: Sequence[Mark], at: int) -> Verb:
    """Whether a difference of a row is a rise or a fall; one that does not say is as the one before it."""
    verbs = (verb_of(sentence, step) for step in reversed(steps[: at + 1]))
    return next((verb for verb in verbs if verb in (Verb.UP, Verb.DOWN)), Verb.NONE)


def _in_turn(steps: Sequence[Mark], row: Sequence[Mark]) -> bool:
    """True for figures that count what the differences count, one after the other on one level."""
    return (
        len(row) == len(steps)
        and len({mark.depth for mark in row}) == 1
        and all(
            alike(one.number.unit, other.number.unit) and not other.number.bound
            for one, other in zip(steps, row, strict=True)
        )
    )


def _row_before(steps: Sequence[Mark], figures: Sequence[Mark]) -> Sequence[Mark]:
    """The last figures before that count just what the differences count, in their turn; empty where none do."""
    size = len(steps)
    for start in range(len(figures) - size, -1, -1):
        row = figures[start : start + size]
        same = all(one.number.unit == other.number.unit != "" for one, other in zip(steps, row, strict=True))
        if same and _in_turn(steps, row):
            return row
    return ()


def _claims(sentence: Sentence, steps: Sequence[Mark], before: Sequence[Mark], now: Sequence[Mark]) -> Iterator[Claim]:
    outcomes = [
        best(step.number, changed(step, *pair, rising=_verb(sentence, steps, at) is Verb.UP))
        for at, (step, *pair) in enumerate(zip(steps, before, now, strict=True))
    ]
    sure = any(outcome and outcome.verdict is not Verdict.INCONSISTENT for outcome in outcomes)
    near = all(outcome and credible(step.number, outcome) for step, outcome in zip(steps, outcomes, strict=True))
    for step, outcome in zip(steps, outcomes, strict=True):
        if outcome and (sure or near):
            yield claim(sentence, step.number, "change", outcome)
