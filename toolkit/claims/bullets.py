"""The bullets below a sentence, and what they tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import FIGURES
from toolkit.claims.binding.lists import scaled
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.slips import credible, mistyped, near
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.kinds import elsewhere, spread
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, Sketch, fractions
from toolkit.claims.numbers.units import sums_to

_BULLET = re.compile(r"^ ?[-+*•·] ?|^ ?[a-zđ0-9]{1,2}\) ?")
_LINE = pattern(r"^ ?(?:[-+*•·]|[a-zđ\dQX]{1,2}[.)/]|[ivx]+[.)/]) ?")
_FOOT = pattern(
    r"^ ?[-+*•·]? ?(?:tổng cộng|cộng|tổng số|tổng)(?: (?!tác|đồng|hòa)[^\W\dA-Z_]+){0,4}? ?:? ?Q(?: ?/ ?Q)?[ .;]*$"
)
_LABEL = re.compile(r": ?$")
_LONGEST_LIST = 30
_MOST_WORDS = 16  # of a line that a sum stands below


def below(sketches: Sequence[Sketch], index: int, sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """The claims on the last sentence of a passage, which has `sentences`, and on the bullets that follow it."""
    if not sentences and not sketches[index].text.rstrip().endswith(":"):
        return
    bullets = _bullets(sketches, index)
    if bullets:
        head = sentences[-1] if sentences else Sentence(sketches[index].passage, sketches[index].text, ())
        if sketches[index].text.rstrip().endswith(":"):
            yield from _listed(head, bullets)
        else:
            yield from _plainly_listed([each for each in sentences if each.marks][-1:], bullets)
        yield from spread.by_bullet(head, bullets)


def _plainly_listed(heads: Sequence[Sentence], bullets: Sequence[Sequence[Sentence]]) -> Iterator[Claim]:
    """The one figure of a sentence by the short bullets below it that tell nothing but a figure each."""
    firsts = []
    for each in bullets:
        figures = [(told, mark) for told in each for mark in told.marks if mark.symbol in FIGURES]
        if len(figures) != 1 or len(figures[0][0].text.split()) > _MOST_WORDS:
            return
        firsts.append(figures[0])
    for head in heads:
        dens = {den for _, den in fractions(head)}
        told = [mark for mark in head.marks if mark.symbol == "Q" and mark not in dens and not is_target(head, mark)]
        alone = len(told) == 1 and not (is_step(head, told[0]) or is_prior(head, told[0]) or told[0].number.bound)
        if alone and head.text[told[0].at :].count(";") == 0:
            found = elsewhere.listed(head, told, firsts)
            yield from (each for each in found if each.verdict is not Verdict.INCONSISTENT or _is_near(each))


def _is_near(claim: Claim) -> bool:
    """True for a total that is not far from its bullets, which no word says are all of it."""
    printed, expected = claim.printed or Decimal(0), claim.expected or Decimal(0)
    return near(printed, expected, rate=False) or mistyped(printed, expected)


def footed(sketches: Sequence[Sketch], index: int, sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """The claims on the figures of a passage that is nothing but the sum of the lines above it: "Cộng: 171.870/286.450 triệu đồng"."""
    if len(sentences) != 1 or not _FOOT.match(sketches[index].text):
        return
    totals = [mark for mark in sentences[0].marks if mark.symbol == "Q"]
    lines: list[list[Mark]] = []
    for each in reversed(sketches[max(0, index - _LONGEST_LIST) : index]):
        figures = _figures_of_line(each, len(totals))
        if each.passage.cell != sketches[index].passage.cell or figures is None:
            break
        lines.insert(0, figures)
    if len(lines) < 2:
        return
    for total, parts in zip(totals, zip(*lines, strict=True), strict=True):
        if all(sums_to(total.number.unit, mark.number.unit) for mark in parts) and not total.number.bound:
            outcome = judge(total.number, total_of([scaled(mark, total).number for mark in parts]))
            if outcome.verdict is not Verdict.INCONSISTENT or credible(total.number, outcome):
                yield claim(sentences[0], total.number, "total", outcome)


def _figures_of_line(sketch: Sketch, size: int) -> list[Mark] | None:
    """The first figures of a line that begins with a bullet or a number; None for any other passage."""
    sentences = [each for each in sketch.sentences() if any(mark.symbol in FIGURES for mark in each.marks)]
    if len(sentences) != 1 or not _LINE.match(sketch.text) or len(sketch.text.split()) > _MOST_WORDS:
        return None
    figures = [mark for mark in sentences[0].marks if mark.symbol == "Q" and not mark.depth][:size]
    return figures if len(figures) == size else None


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
        labelled = (told for told in figures if _LABEL.search(told[0].before(told[1])))
        firsts.append(next(labelled, figures[0]))  # "Khoản thu hưởng 100%: 1.284 triệu đồng"
    found = [mark for mark in reversed(sentence.marks) if mark.symbol == "Q" and ";" not in sentence.text[mark.at :]]
    if not sentence.text.rstrip().endswith(":"):  # "Tổng số 2.146 lượt, cùng kỳ 1.987 lượt. Gồm:"
        found = [
            each
            for each in found
            if not (is_prior(sentence, each) or is_step(sentence, each) or is_target(sentence, each))
        ][-1:]
    yield from elsewhere.listed(sentence, found, firsts)
