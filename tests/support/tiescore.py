"""How well the numbers of a report without fields are tied to a workbook by the words around them.

A report of the set under `tests/ties` is the period it reports on, a grid between bars, `===`, and prose, a line a
paragraph; `#` begins a remark.
`{953}` marks a number that the words tie to a figure of the grid: as it stands it must not be called wrong, and changed
it must be. No other number may be called wrong. The example reports of ours serve the same way: without their fields.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from support.books import book

from toolkit import reports
from toolkit.claims import Claim, Verdict, check, numbers_in
from toolkit.claims.ties.prose_ties import ProseTies
from toolkit.passages import Passage, text_passages
from toolkit.tieout.document import Document
from toolkit.tieout.tie import prose_ties

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "tests" / "ties"
_MARK = re.compile(r"\{([^{}]+)\}")
_DIGIT = re.compile(r"\d")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Report:
    """One report with the figures of its workbook; `marked` are the stretches of each passage that hold a figure of the sheet."""

    name: str
    ties: ProseTies
    passages: tuple[Passage, ...]
    marked: tuple[tuple[Span, ...], ...]


@dataclass(slots=True)
class TieScore:
    """Counts by way of changing a number; `missed`, `false` and `unsure` are lines to read.

    `summed` counts what the arithmetic of the sentence finds as well.
    """

    numbers: int = 0
    quiet: int = 0
    tied: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    summed: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false: dict[str, str] = field(default_factory=dict)  # by document, number and figure

    @property
    def recall(self) -> float:
        """The share of changed numbers found by the wording."""
        return self.caught.total() / max(1, self.changed.total())

    @property
    def precision(self) -> float:
        """The share of alarms, each place counted once, that are at a changed number."""
        return self.caught.total() / max(1, self.caught.total() + len(self.false))


def written(folder: Path, scratch: Path) -> list[Report]:
    """The reports of a folder, their workbooks read from `scratch`."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        kept = [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
        at = kept.index("===")
        info = {"ky_bao_cao": kept[0].partition(":")[2].strip()}
        computed = reports.read(book(scratch / f"{path.stem}.xlsx", "\n".join(kept[1:at]), info=info))
        marks = [_unmarked(line) for line in kept[at + 1 :]]
        passages = text_passages(text for text, _ in marks)
        found.append(Report(path.stem, prose_ties(computed), tuple(passages), tuple(spans for _, spans in marks)))
    return found


def _unmarked(line: str) -> tuple[str, tuple[Span, ...]]:
    text, spans, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + line[at:], tuple(spans)


def examples() -> list[Report]:
    """The example reports with their fields taken for typed text; a number that a field shows is a figure of the sheet."""
    found = []
    for data in sorted((ROOT / "examples").glob("*/so-lieu.xlsx")):
        prose = [passage for passage in Document.open(data.with_name("bao-cao.docx")).passages() if not passage.table]
        marked = tuple(tuple((low, high) for low, high, _ in passage.fields) for passage in prose)
        passages = tuple(replace(passage, fields=()) for passage in prose)
        found.append(Report(data.parent.name, prose_ties(reports.read(data)), passages, marked))
    return found


def score(documents: Sequence[Report]) -> TieScore:
    """What ties, what a changed number does, and what is called wrong for nothing."""
    result = TieScore()
    for document in documents:
        for passage, spans in zip(document.passages, document.marked, strict=True):
            _score(document, passage, spans, result)
    return result


def _score(document: Report, passage: Passage, spans: Sequence[Span], result: TieScore) -> None:
    numbers = [number for number in numbers_in(passage.text) if number.figure and not number.in_words]
    marked = [number for number in numbers if any(low <= number.start < high for low, high in spans)]
    result.quiet += len(numbers) - len(marked)
    result.numbers += len(marked)
    claims = _ties(document, passage)
    starts = {claim.place.start for claim in claims if claim.verdict is not Verdict.INCONSISTENT}
    result.tied += sum(number.start in starts for number in marked)
    result.false |= dict(_line(document, passage, claim) for claim in _alarms(claims))
    for number in marked:
        for way, digits in _changes(number.printed):
            if digits == number.printed:
                continue
            text = passage.text[: number.start] + digits + passage.text[number.end :]
            other = replace(passage, text=text)
            span = (number.start, number.start + len(digits))
            alarms = _alarms(_ties(document, other))
            here = [claim for claim in alarms if claim.place.start < span[1] and claim.place.end > span[0]]
            result.changed[way] += 1
            result.caught[way] += bool(here)
            result.false |= dict(_line(document, other, claim) for claim in alarms if claim not in here)
            summed = here or bool(_alarms(check([other])))
            result.summed[way] += bool(summed)
            if not here:
                mark = "" if not summed else " (told by the arithmetic)"
                result.missed.append(
                    f"{document.name} {way} {number.printed}>{digits}{mark}: {text[: span[0]]}«{digits}»{text[span[1] :]}"
                )


def _group(document: Report, passage: Passage) -> list[Passage]:
    """The passage a note belongs to and the passage itself."""
    key = (passage.part, passage.note)
    return [
        *(each for each in document.passages if passage.note is not None and key in {at[1:] for at in each.references}),
        passage,
    ]


def _ties(document: Report, passage: Passage) -> list[Claim]:
    found = document.ties.claims(_group(document, passage), {})
    return [claim for claim in found if (claim.place.part, claim.place.paragraph) == (passage.part, passage.number)]


def verdicts(document: Report, passage: Passage) -> list[tuple[str, str, str | None]]:
    """The verdict, the number and the figure of each tied number of a passage."""
    return [(claim.verdict.value, str(claim.printed), claim.fact) for claim in _ties(document, passage)]


def _alarms(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.verdict is Verdict.INCONSISTENT]


def _line(document: Report, passage: Passage, claim: Claim) -> tuple[str, str]:
    printed = passage.text[claim.place.start : claim.place.end]
    return f"{document.name} ¶{passage.number}: {printed} ({claim.fact})", passage.text


def _changes(printed: str) -> Iterator[tuple[str, str]]:
    """A printed number with a digit changed, with two digits swapped, and another number as long."""
    at = [match.start() for match in _DIGIT.finditer(printed)]
    middle = at[len(at) // 2]
    yield "digit", _put(printed, {middle: str((int(printed[middle]) + 3) % 9 + 1)})
    swaps = [(a, b) for a, b in itertools.pairwise(at) if printed[a] != printed[b] and (a or printed[b] != "0")]
    if swaps:
        a, b = swaps[len(swaps) // 2]
        yield "swapped", _put(printed, {a: printed[b], b: printed[a]})
    if len(at) > 1:
        yield (
            "other",
            _put(printed, {index: str((int(printed[index]) * 3 + 4 + rank) % 9 + 1) for rank, index in enumerate(at)}),
        )


def _put(text: str, changes: dict[int, str]) -> str:
    return "".join(changes.get(index, char) for index, char in enumerate(text))
