"""Which figures a percentage may be about, and whether it speaks of the figure just before it."""

from __future__ import annotations

import re

from toolkit.claims.binding.clauses import INNER
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.vocabulary import VERB
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence


def subjects(sentence: Sentence, mark: Mark, *, deeper: bool = False) -> list[Mark]:
    """The figures a percentage may be about, nearest first: before it, not targets or steps, and only if `deeper` in brackets."""
    found = []
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol not in "QP" or (other.depth > mark.depth and not deeper):
            continue
        if is_target(sentence, other) or is_prior(sentence, other) or is_step(sentence, other):
            continue
        found.append(other)
    return found


_FILLER = pattern(
    r"(?<![^\W_])(?:đã|mới|chỉ|cũng|và|ước|lại|đều|bằng|tỷ lệ|kết quả|nhưng|song|tương|đương|ứng|với|được|tức|là|như vậy|chính xác)(?![^\W_])"
)


def is_bare(sentence: Sentence, subject: Mark, mark: Mark) -> bool:
    """True where a percentage speaks of the figure before it: no subject of its own stands between the two."""
    text = INNER.sub("", sentence.between(subject, mark))
    if re.search(r"(?:có|với) tỷ lệ", text):
        return False
    segment = re.split(r"[,(;]", text)
    if len(segment) == 1:
        return True
    words = VERB.split(segment[-1])[0] if VERB.search(segment[-1]) else segment[-1]
    return len(_FILLER.sub("", words).split()) <= 1
