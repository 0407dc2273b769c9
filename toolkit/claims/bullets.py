"""The bullets below a sentence, and what they tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.claims.binding.clauses import FIGURES
from toolkit.claims.kinds import elsewhere, spread
from toolkit.claims.model import Claim
from toolkit.claims.numbers.sketch import Sentence, Sketch

_BULLET = re.compile(r"^ ?[-+*•·] ?|^ ?[a-zđ0-9]{1,2}\) ?")
_LONGEST_LIST = 30


def below(sketches: Sequence[Sketch], index: int, sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """The claims on the last sentence of a passage, which has `sentences`, and on the bullets that follow it."""
    if not sentences and not sketches[index].text.rstrip().endswith(":"):
        return
    bullets = _bullets(sketches, index)
    if bullets:
        head = sentences[-1] if sentences else Sentence(sketches[index].passage, sketches[index].text, ())
        if sketches[index].text.rstrip().endswith(":") and head.text.rstrip().endswith(":"):
            yield from _listed(head, bullets)
        yield from spread.by_bullet(head, bullets)


def _bullets(sketches: Sequence[Sketch], index: int) -> list[list[Sentence]]:
    """The sentences with figures of each bullet right below a passage, where there are two or more."""
    signs = [_sign(each) for each in sketches[index : index + 2]]
    if len(signs) < 2 or not signs[1] or signs[0] == signs[1]:
        return []
    found = []
    for each in sketches[index + 1 : index + 1 + _LONGEST_LIST]:
        if _sign(each) != signs[1] or each.passage.cell != sketches[index].passage.cell:
            break
        found.append(list(each.sentences()))
    return found if len(found) > 1 else []


def _sign(sketch: Sketch) -> str:
    """The sign of a bullet, "a" for all letters and numbers; "" for what is none."""
    found = _BULLET.match(sketch.text)
    return "" if found is None else "a" if found[0].strip()[0].isalnum() else found[0].strip()


def _listed(sentence: Sentence, bullets: Sequence[Sequence[Sentence]]) -> Iterator[Claim]:
    """The total before a colon that ends a passage, by the bullets below."""
    firsts = []
    for each in bullets:
        figures = [(told, mark) for told in each for mark in told.marks if mark.symbol in FIGURES]
        if not figures:
            return
        firsts.append(figures[0])
    found = [mark for mark in reversed(sentence.marks) if mark.symbol == "Q" and ";" not in sentence.text[mark.at :]]
    yield from elsewhere.listed(sentence, found, firsts)
