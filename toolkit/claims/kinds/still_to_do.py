"""What is still to do of a target, by what another place tells to be done of it: `phấn đấu kết nạp thêm 1.788 đảng viên để hoàn thành chỉ tiêu 6.000 đảng viên`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.arithmetic import distance, ratio
from toolkit.claims.binding.clauses import following
from toolkit.claims.binding.roles import is_prior
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, Outcome, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, Sketch, W
from toolkit.claims.numbers.units import alike

_PROVED = (Verdict.CONSISTENT, Verdict.ROUNDING)
_TARGET = r"(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|kh|ct|dt)"
_TO_MEET = pattern(
    rf"^(?: {W}| Y|,){{0,8}}? (?:để|mới|nhằm) (?:hoàn thành|đạt|đủ|bảo đảm)(?: {W}| P){{0,3}} {_TARGET}(?![^\W_])"
)
_STILL = pattern(r"(?<![^\W_])(?:thêm|phấn đấu|còn|phải|cần|tiếp tục|còn lại)(?![^\W_])")


def find(sketches: Sequence[Sketch], found: Sequence[Claim]) -> Iterator[Claim]:
    """The figures that are told to be still wanted, by what is proved (`found`) to be done of the same target elsewhere."""
    done: list[tuple[Number, Number]] = []
    for each in found:
        check = each.basis
        if (
            each.verdict in _PROVED
            and isinstance(check, Check)
            and check.compute is ratio
            and each.kind in ("target", "ratio")
        ):
            part, whole = check.operands
            if part.value < whole.value and part.bound in ("", "ước"):
                done.append((part, whole))
    for sentence in (each for sketch in sketches for each in sketch.sentences()) if done else ():
        for mark in sentence.marks:
            if _is_wanted(sentence, mark) and (outcome := _judged(sentence, mark, done)) is not None:
                yield claim(sentence, mark.number, "short", outcome)


def _is_wanted(sentence: Sentence, mark: Mark) -> bool:
    plain = mark.symbol == "Q" and mark.number.unit and not mark.number.bound and mark.number.upper is None
    start = sentence.marks[mark.rank - 1].at + 1 if mark.rank else 0
    led = _STILL.search(f"{sentence.text[start : mark.at]}|{sentence.after(mark)}") is not None
    return bool(plain) and led and _TO_MEET.match(sentence.after(mark)) is not None


def _judged(sentence: Sentence, mark: Mark, done: Sequence[tuple[Number, Number]]) -> Outcome | None:
    """The outcome by what is done of the target told behind, or of the only one of these things; None where none is sure."""
    told = following(sentence, mark)
    like = [
        (part, whole) for part, whole in done if whole.unit == mark.number.unit or alike(whole.unit, mark.number.unit)
    ]
    if (
        told is not None
        and told.symbol == "Q"
        and alike(told.number.unit, mark.number.unit)
        and not is_prior(sentence, told)
    ):
        like = [(part, whole) for part, whole in like if whole.value == told.number.value]
    outcomes = {part.value: judge(mark.number, Check((whole, part), distance, "{} - {}")) for part, whole in like}
    holds = [each for each in outcomes.values() if each.verdict in _PROVED]
    if holds or len(outcomes) != 1:
        return next(iter(holds), None)
    (outcome,) = outcomes.values()
    sure = told is not None and told.symbol == "Q" and outcome.expected > 0
    return outcome if sure or credible(mark.number, outcome) else None
