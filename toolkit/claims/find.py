"""From passages to claims: one sketch a passage, each kind of claim tried on every sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit.claims import bullets, mended, relisted, trios, withdrawn
from toolkit.claims.binding.clauses import FIGURES
from toolkit.claims.earlier import Earlier
from toolkit.claims.kinds import (
    abreast,
    after,
    again,
    apiece,
    appendix,
    balances,
    beyond,
    beyond_hundred,
    changes,
    comes_to,
    composed,
    contributed,
    covered,
    dealt,
    directions,
    doubled,
    elsewhere,
    exhausted,
    flows,
    goals,
    grown,
    halves,
    judgements,
    left,
    limits,
    listed,
    members,
    monthly,
    multiples,
    named,
    nearly_hundred,
    of_plan,
    one_base,
    one_plan,
    opposite,
    priced,
    products,
    ranks,
    ratios,
    respective,
    restated,
    retold,
    spelled,
    spread,
    still_to_do,
    terse,
    totals,
    two,
    whole_before,
    whole_number,
    without,
    yearly,
)
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.neighbours import across, below
from toolkit.claims.numbers.normal import canon, normal, pattern
from toolkit.claims.numbers.sketch import Sentence, Sketch, sketch
from toolkit.passages import Passage
from toolkit.places import Paragraph

FINDERS: tuple[Callable[[Sentence], Iterator[Claim]], ...] = (
    beyond.find,
    respective.find,
    ratios.find,
    covered.find,
    of_plan.find,
    changes.find,
    terse.find,
    abreast.find,
    after.find,
    exhausted.find,
    two.find,
    totals.find,
    spelled.find,
    whole_number.find,
    members.find,
    dealt.find,
    composed.find,
    one_base.find,
    opposite.find,
    judgements.find,
    limits.find,
    goals.find,
    ranks.find,
    named.find,
    directions.find,
    flows.find,
    products.find,
    restated.find,
    doubled.find,
    halves.find,
    apiece.find,
    priced.find,
    monthly.find,
    multiples.find,
    yearly.find,
    balances.find,
    grown.find,
    comes_to.find,
    beyond_hundred.find,
    left.find,
    again.find,
    without.find,
    whole_before.find,
    listed.find,
)


_NOTES = pattern(r" ?[*_]*(?:ghi chú|chú thích|chú giải)[*_]*[:.]?[*_ ]*$")
_NOTE = re.compile(r"\s*\((\d{1,2})\)")
_REFERENCE = re.compile(r"(?<=[\w%)])[.,;:]? ?\((\d{1,2})\)(?=[.,;:]|\s*$)")
_PROVED = (Verdict.CONSISTENT, Verdict.ROUNDING)
_WORD = re.compile(r"[^\W\d_]+")
_IN_TURN = canon("lần lượt")
_SENTENCE = 6  # words of a cell below which what it leaves unsaid stands in the table around
_NOTE_REACH = 120  # how many passages below its reference the note of a plain text is looked for


def check(passages: Sequence[Passage]) -> list[Claim]:
    """Every number statement of the prose in document order, each with its verdict.

    Of tables only the prose in their cells is read, each cell by itself; but prose that names a grid line of the same text must tell one of its figures.
    """
    bracketed = _bracketed_notes(passages)
    sketches = [sketch(passage, bracketed) for passage in passages if not passage.table]
    document = _Document(sketches, _Notes(sketches), appendix.rows_of(passages))
    claims = [claim for index in range(len(sketches)) for claim in document.claims_of(index)]
    found = settled([*claims, *retold.find(sketches, claims), *still_to_do.find(sketches, claims)])
    order = {(each.passage.part, each.passage.number): index for index, each in enumerate(sketches)}
    return sorted(found, key=lambda claim: (order[claim.place.part, claim.place.paragraph], claim.place.start))


def _bracketed_notes(passages: Sequence[Passage]) -> frozenset[str]:
    """The names of the notes that a block at the end lists as "(1) …": under "Ghi chú" or the like, or where a passage above ends a clause with the mark."""
    opened = next(
        (index for index, each in enumerate(passages) if len(each.text) < 24 and _NOTES.match(normal(each.text).text)),
        len(passages),
    )
    found: set[str] = set()
    referred: set[str] = set()
    for index, each in enumerate(passages):
        match = _NOTE.match(each.text)
        if match and (index >= opened or match[1] in referred):
            found.add(match[1])
        referred.update(_REFERENCE.findall(each.text))
    return frozenset(found)


@dataclass(slots=True)
class _Document:
    """The sketches of a document and what its passages know of each other."""

    sketches: Sequence[Sketch]
    notes: _Notes
    rows: appendix.Rows
    earlier: dict[tuple[str, int], Earlier] = field(default_factory=dict)

    def claims_of(self, index: int) -> list[Claim]:
        """The claims of one passage."""
        found: list[Claim] = []
        failed: list[Claim] = []
        before: Sentence | None = None
        passage = self.sketches[index].passage
        earlier = self.earlier.setdefault(_frame(passage), Earlier())
        sentences = list(self.sketches[index].sentences())
        above = earlier.last()
        for each in sentences:
            sentence = replace(each, earlier=earlier.told())
            found += _claims(sentence, failed)
            if before is not None:
                found += [claim for claim in across(before, sentence, found) if not withdrawn.is_wild(claim)]
            elif above and above.passage.number == passage.number - 1:
                found += [claim for claim in below(above, sentence, found) if not withdrawn.is_wild(claim)]
            before = sentence
            found += appendix.find(sentence, self.rows)
            earlier.add(each)
            for place, name in sentence.notes:
                note = self.notes.of(index, name)
                if note:
                    found += elsewhere.noted(sentence, place, note)
                    found += spread.in_note(sentence, place, note)
        found += [each for sentence in sentences for each in nearly_hundred.find(sentence, found)]
        found += spread.by_sentence(sentences)
        found += dealt.by_sentence(sentences)
        found += one_plan.by_sentence(sentences)
        found += contributed.by_sentence(sentences)
        found += bullets.below(self.sketches, index, sentences)
        found += bullets.footed(self.sketches, index, sentences)
        found = settled(found)
        found += trios.find(sentences, found)
        found += mended.find(sentences, found)
        found += relisted.find(sentences, found, failed)
        found = withdrawn.without(sentences, found)
        terse = passage.cell is not None and len(_WORD.findall(passage.text)) < _SENTENCE
        return [claim for claim in found if not terse or claim.verdict is not Verdict.NOT_CHECKABLE]


def _frame(passage: Passage) -> tuple[str, int]:
    """What a passage may go on from: the prose of its part outside tables, or of its own cell."""
    return passage.part, 0 if passage.cell is None else passage.cell.number


class _Notes:
    """Where each note stands: by its passage's `note`, or, in a plain text, as the next passage that begins with its mark."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self._sketches = sketches
        self._marked: dict[str, list[int]] = {}
        self._by_id: dict[str, list[int]] = {}
        for index, each in enumerate(sketches):
            if each.passage.note is not None:
                self._by_id.setdefault(each.passage.note, []).append(index)
            elif each.notes and each.notes[0][0] == 0:
                self._marked.setdefault(each.notes[0][1], []).append(index)

    def of(self, index: int, name: str) -> list[Sentence]:
        """The sentences of the note that a passage refers to by this name."""
        where = self._by_id.get(name)
        if where is None:
            later = self._marked.get(name, ())
            at = bisect_right(later, index)
            where = [later[at]] if at < len(later) and later[at] - index <= _NOTE_REACH else []
        return [sentence for each in where for sentence in self._sketches[each].sentences()]


def _claims(sentence: Sentence, failed: list[Claim]) -> list[Claim]:
    """The claims of one sentence, each figure judged by the reading that explains it; totals called wrong by any reading are added to `failed`."""
    if not any(mark.symbol in FIGURES for mark in sentence.marks):
        return []
    found: dict[tuple[int, str], Claim] = {}
    for finder in FINDERS:
        for claim in finder(sentence):
            if withdrawn.is_unfounded(sentence, claim) or _crossed(sentence, claim, finder):
                continue
            if claim.kind == "total" and claim.verdict is Verdict.INCONSISTENT:
                failed.append(claim)
            key = claim.place.start, claim.kind
            told = found.get(key)
            if told is None or (told.verdict is Verdict.INCONSISTENT and _tells_more(claim, told)):
                found[key] = claim
    for claim in list(exhausted.by_shares(sentence, found.values())):
        found.setdefault((claim.place.start, claim.kind), claim)
    used = {number for claim in found.values() if claim.kind != "fraction" for number in claim.numbers[1:]}
    return settled([claim for claim in found.values() if claim.kind != "fraction" or claim.numbers[0] not in used])


def _crossed(sentence: Sentence, claim: Claim, finder: Callable[[Sentence], Iterator[Claim]]) -> bool:
    """True for an alarm on figures that "lần lượt" pairs otherwise than by their places."""
    paired = claim.kind in ("change", "share", "direction") and finder not in (respective.find, abreast.find)
    return paired and claim.verdict is Verdict.INCONSISTENT and _IN_TURN in sentence.text


def _tells_more(claim: Claim, told: Claim) -> bool:
    """True for a claim that holds where another was called wrong, and for arithmetic where a figure was only past all that can be."""
    return claim.verdict in _PROVED or (
        claim.verdict is Verdict.INCONSISTENT and len(claim.numbers) > 1 == len(told.numbers)
    )


def settled(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that another claim on the same figure makes idle.

    What one reading explains is not called wrong by another; the same finding is told once; a figure that could be
    checked is not also said to be beyond checking.
    """
    figures: dict[tuple[Paragraph, bool], list[Claim]] = {}
    for claim in claims:
        figures.setdefault((claim.place, claim.kind == "direction"), []).append(claim)
    return [claim for same in figures.values() for claim in _unlike(same)]


def _unlike(claims: Sequence[Claim]) -> list[Claim]:
    """Of the claims on one figure those of the verdict that counts, one each."""
    told = {claim.verdict: claim for claim in reversed(claims)}
    proved = [told[verdict] for verdict in (Verdict.CONSISTENT, Verdict.ROUNDING) if verdict in told]
    wrong = [told[Verdict.INCONSISTENT]] if Verdict.INCONSISTENT in told else []
    return proved[:1] or wrong or list(told.values())
