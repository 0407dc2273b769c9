"""Shares worked out of the plan instead of what was done: `thu 412 tỷ đồng, đạt 78% dự toán (528 tỷ đồng), trong đó A 138 tỷ đồng, chiếm 26,1% tổng thu`."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.names import AMONG
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, names_target, same_kind, verb_of
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.verify import claim, judge, of
from toolkit.claims.binding.vocabulary import OF_ALL, Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.sketch import Mark, Sentence

_TELLING, _TELLING_OF_ALL = 3, 2  # digits that a percentage must have to be met by no chance


def find(sentence: Sentence) -> Iterator[Claim]:
    """The shares of the sentence that are to the last digit of a plan whose own percentage stands there, and not of what was done."""
    for mark in sentence.marks:
        part = sentence.marks[mark.rank - 1] if mark.rank else None
        if part is None or mark.symbol != "P" or part.symbol != "Q":
            continue
        if len(digits_of(mark.number)) < (_TELLING_OF_ALL if OF_ALL.match(sentence.after(mark)) else _TELLING):
            continue
        aimed = base_of(sentence, mark) is Base.TARGET or names_target(sentence.after(mark).partition(",")[0])
        if aimed or verb_of(sentence, mark) is not Verb.PART or mark.number.bound:
            continue
        for done, plan in _measured(sentence, part):
            outcome = judge(mark.number, of(part, done))
            if (
                outcome.verdict is Verdict.INCONSISTENT
                and judge(mark.number, of(part, plan)).verdict is Verdict.CONSISTENT
            ):
                yield claim(sentence, mark.number, "share", outcome)
                return


def _measured(sentence: Sentence, part: Mark) -> Iterator[tuple[Mark, Mark]]:
    """What was done and its plan, told before a part with a percentage that is the one's of the other."""
    before = sentence.marks[: part.rank]
    for share in before:
        done = before[share.rank - 1] if share.rank else None
        if done is None or share.symbol != "P" or done.symbol != "Q" or base_of(sentence, share) is not Base.TARGET:
            continue
        plan = next((each for each in before[share.rank + 1 :] if each.symbol == "Q"), None)
        if plan is None or not is_target(sentence, plan) or not (same_kind(done, part) and same_kind(done, plan)):
            continue
        stands = not (is_step(sentence, part) or is_prior(sentence, part) or is_target(sentence, part))
        inside = AMONG.search(f"{sentence.between(plan, part)}{lead(sentence, part)}") is not None
        holds = judge(share.number, of(done, plan)).verdict is not Verdict.INCONSISTENT
        if stands and inside and holds and part.number.value < done.number.value:
            yield done, plan
