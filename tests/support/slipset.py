"""Reports and passages under `tests/slips`, written by people who did not know the rules, in which a hand has slipped here and there.

A slip is written `{{wrong|right}}`; with every right text in its place nothing contradicts anything. In `reports/` a file
is a whole report, a paragraph a line; in `passages/` a line stands alone, ` ¶ ` divides its paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from support.claimset import FIGURE

from toolkit.claims import Claim, Verdict
from toolkit.passages import Passage, text_passages

FOLDER = Path(__file__).resolve().parent.parent / "slips"
_SLIP = re.compile(r"\{\{(?P<wrong>[^{}|]+)\|(?P<right>[^{}|]+)\}\}")

Check = Callable[[Sequence[Passage]], list[Claim]]


@dataclass(frozen=True, slots=True)
class Slip:
    """One wrong text: its paragraph (from 1) and its place in the copy as the hand left it."""

    paragraph: int
    start: int
    end: int
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text as the hand left it and as it should be."""

    name: str
    wrong: tuple[Passage, ...]
    right: tuple[Passage, ...]
    slips: tuple[Slip, ...]


@dataclass(slots=True)
class Score:
    """Counts over texts; `missed` and `false` are lines to read."""

    slips: int = 0
    found: int = 0
    alarms: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of slips found."""
        return self.found / max(1, self.slips)

    @property
    def precision(self) -> float:
        """The share of alarms on the wrong copies that are not raised on the right ones as well."""
        return 1 - len(self.false) / max(1, self.alarms)


def load(folder: Path = FOLDER) -> list[Text]:
    """Every text of the folder: each report, and each line of the passages."""
    reports = [(path, path.read_text("utf-8").splitlines()) for path in sorted(folder.glob("reports/*.txt"))]
    texts = [_text(f"{path.stem}", lines) for path, lines in reports]
    for path in sorted(folder.glob("passages/*.txt")):
        lines = path.read_text("utf-8").splitlines()
        texts += [_text(f"{path.stem}:{number}", line.split(" ¶ ")) for number, line in enumerate(lines, 1)]
    return texts


def _text(name: str, paragraphs: list[str]) -> Text:
    wrong = [_SLIP.sub(lambda slip: slip["wrong"], each) for each in paragraphs]
    right = [_SLIP.sub(lambda slip: slip["right"], each) for each in paragraphs]
    if any(mark in line for line in (*wrong, *right) for mark in "{}|"):
        raise ValueError(f"{name}: a mark is left over")
    slips = [slip for number, each in enumerate(paragraphs, 1) for slip in _slips(each, number)]
    return Text(name, tuple(text_passages(wrong)), tuple(text_passages(right)), tuple(slips))


def _slips(text: str, paragraph: int) -> Iterator[Slip]:
    shift = 0
    for mark in _SLIP.finditer(text):
        start = mark.start() - shift
        end = start + len(mark["wrong"])
        shift += len(mark[0]) - len(mark["wrong"])
        yield Slip(paragraph, start, end, mark["wrong"], mark["right"])


def score(texts: Sequence[Text], check: Check) -> Score:
    """The check's score on the texts."""
    result = Score()
    for text in texts:
        innocent = {(alarm.place.paragraph, alarm.vi) for alarm in _alarms(text.right, check)}
        alarms = _alarms(text.wrong, check)
        true = [alarm for alarm in alarms if (alarm.place.paragraph, alarm.vi) not in innocent]
        result.alarms += len(alarms)
        result.false += [f"{text.name} ¶{number}: {message}" for number, message in sorted(innocent)]
        for slip in text.slips:
            result.slips += 1
            if any(_names(alarm, slip) for alarm in true):
                result.found += 1
            else:
                result.missed.append(f"{text.name} ¶{slip.paragraph}: {slip.wrong} for {slip.right}")
    return result


def _alarms(passages: Sequence[Passage], check: Check) -> list[Claim]:
    return [claim for claim in check(passages) if claim.verdict is Verdict.INCONSISTENT]


def _names(alarm: Claim, slip: Slip) -> bool:
    """Whether an alarm stands at the slip, or names its figure; in the paragraph, where the wrong text is but a word."""
    place, figures = alarm.place, _figures(slip.wrong)
    if place.paragraph == slip.paragraph and place.start < slip.end and place.end > slip.start:
        return True
    return bool(figures & _figures(alarm.vi)) if figures else place.paragraph == slip.paragraph


def _figures(text: str) -> set[str]:
    return {figure.lstrip("0") for figure in FIGURE.findall(text)}
