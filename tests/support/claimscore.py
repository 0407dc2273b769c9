"""How well a check of number statements does on labelled documents: what it found, missed and called wrong for nothing."""

from __future__ import annotations

import itertools
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from support.claimset import FIGURE, Document, Label, Spot, judge

from toolkit.claims import Claim, Verdict
from toolkit.passages import Passage

Check = Callable[[Sequence[Passage]], list[Claim]]


@dataclass(slots=True)
class Score:
    """Counts over a set of documents; `missed` and `false` are lines to read."""

    wrong: Counter[str] = field(default_factory=Counter)  # by kind
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    checked: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)  # by the kind the check gives
    true_alarms: Counter[str] = field(default_factory=Counter)
    quiet: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of wrong statements found."""
        return self.found.total() / max(1, self.wrong.total())

    @property
    def precision(self) -> float:
        """The share of alarms that are at a wrong statement."""
        return self.true_alarms.total() / max(1, self.alarms.total())


def score(documents: Sequence[Document], check: Check) -> Score:
    """The check's score on the documents."""
    result = Score()
    for document in documents:
        _score(document, check(document.passages), result)
    return result


def _score(document: Document, claims: Sequence[Claim], result: Score) -> None:
    alarms = _alarms(claims)
    wrong = [label for label in document.labels if label.sign == "!"]
    for label in document.labels:
        if label.sign == "!":
            result.wrong[label.kind] += 1
            if any(hits(document, alarm, label) for alarm in alarms):
                result.found[label.kind] += 1
            else:
                result.missed.append(f"{document.name}: {label.kind} {_shown(document, label.spot)}  {label.formula}")
        elif label.sign:
            expected = {Verdict.CONSISTENT, Verdict.ROUNDING}
            result.right[label.kind] += 1
            if any(claim.verdict in expected and hits(document, claim, label) for claim in claims):
                result.checked[label.kind] += 1
            else:
                result.unchecked.append(
                    f"{document.name}: {label.kind} {_shown(document, label.spot)}  {label.formula}"
                )
        else:
            result.quiet += 1
    for alarm in alarms:
        result.alarms[alarm.kind] += 1
        if any(hits(document, alarm, label) for label in wrong):
            result.true_alarms[alarm.kind] += 1
        else:
            spot = (_index(document, alarm), alarm.place.start, alarm.place.end)
            result.false.append(f"{document.name}: {alarm.kind} {_shown(document, spot)}  {alarm.formula}")


def _alarms(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.verdict is Verdict.INCONSISTENT]


def hits(document: Document, claim: Claim, label: Label) -> bool:
    """Whether a claim is about a labelled statement: at its figure, or at one it is compared with and naming both."""
    if _at(document, claim, label.spot):
        return True
    if not any(_at(document, claim, spot) for spot in label.operands):
        return False
    figures = FIGURE.findall(label.value or label.text)
    return not figures or _digits(figures[0]) in {_digits(str(number)) for number in claim.numbers}


def _digits(figure: str) -> str:
    return re.sub(r"\D", "", figure).strip("0")


def _index(document: Document, claim: Claim) -> int:
    for index, passage in enumerate(document.passages):
        if (passage.part, passage.number) == (claim.place.part, claim.place.paragraph):
            return index
    raise AssertionError(f"{document.name}: no such paragraph: {claim.place}")


def _at(document: Document, claim: Claim, spot: Spot) -> bool:
    start, end = claim.place.start, claim.place.end
    return _index(document, claim) == spot[0] and start < spot[2] and spot[1] < end


def _shown(document: Document, spot: Spot) -> str:
    text = document.passages[spot[0]].text
    return f"…{text[max(0, spot[1] - 90) : spot[1]]}[{text[spot[1] : spot[2]]}]{text[spot[2] : spot[2] + 50]}…"


def mutations(document: Document, seed: int = 1) -> Iterator[tuple[Document, Label]]:
    """The document with one digit of one right statement changed beyond rounding, once for each such statement.

    Every second time the statement's own figure, else a figure it is worked out of; the arithmetic says that it is wrong.
    """
    dice = random.Random(seed)
    for number, label in enumerate(document.labels):
        if label.sign != "=" or label.value or label.formula.startswith("?"):
            continue
        own = bool(FIGURE.findall(label.text)) and not re.search("[<>]", label.formula)
        spots = [spot for spot in label.operands if _digits(_text(document, spot))]
        spot = label.spot if own and (number % 2 or not spots) else dice.choice(spots) if spots else None
        for changed in _changed(_text(document, spot), dice) if spot else ():
            if found := _with(document, label, spot, changed):
                yield found
                break


def _text(document: Document, spot: Spot | None) -> str:
    return document.passages[spot[0]].text[spot[1] : spot[2]] if spot else ""


def _changed(text: str, dice: random.Random) -> list[str]:
    """The text with one digit of its first figure made another or two swapped, in a random order, of the same length."""
    figure = FIGURE.search(text)
    if not figure:
        return []
    at = [index for index in range(*figure.span()) if text[index].isdigit()]
    found = []
    for index, following in itertools.pairwise(at):
        found.append(text[:index] + text[following] + text[index + 1 : following] + text[index] + text[following + 1 :])
    for index in at:
        found.append(f"{text[:index]}{(int(text[index]) + 3) % 10}{text[index + 1 :]}")
    dice.shuffle(found)
    return [other for other in found if other != text and other[at[0]] != "0"]


def _with(document: Document, label: Label, spot: Spot, changed: str) -> tuple[Document, Label] | None:
    """The document with the text of a spot replaced; None where that leaves the statement right."""
    old, new = FIGURE.findall(_text(document, spot)), FIGURE.findall(changed)
    if spot == label.spot:
        other = replace(label, text=changed)
    else:
        formula = re.sub(rf"(?<![\d.,]){re.escape(old[0].lstrip('0'))}(?![\d]|[.,]\d)", new[0], label.formula)
        other = replace(label, formula=formula)
    if judge(other) != "!":
        return None
    passages = list(document.passages)
    passage = passages[spot[0]]
    passages[spot[0]] = replace(passage, text=passage.text[: spot[1]] + changed + passage.text[spot[2] :])
    return replace(document, passages=tuple(passages)), other


def caught(documents: Sequence[Document], check: Check) -> tuple[int, list[str]]:
    """How many changed statements were tried, and those in which no new alarm was raised at the statement or its figures."""
    tried, missed = 0, []
    for document in documents:
        before = set(_alarms(check(document.passages)))
        for changed, label in mutations(document):
            tried += 1
            alarms = [alarm for alarm in _alarms(check(changed.passages)) if alarm not in before]
            if not any(_at(changed, alarm, spot) for alarm in alarms for spot in (label.spot, *label.operands)):
                missed.append(f"{document.name}: {label.kind} {_shown(changed, label.spot)}  {label.formula}")
    return tried, missed


HARMLESS: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "accents on the other vowel": lambda text: (
        text.replace("ủy", "uỷ").replace("Ủy", "Uỷ").replace("hòa", "hoà").replace("hóa", "hoá").replace("thủy", "thuỷ")
    ),
    "two spaces": lambda text: text.replace(" ", "  "),
}


def moved_by(documents: Sequence[Document], check: Check) -> dict[str, list[str]]:
    """For each harmless edit, the documents in which it changed a verdict."""
    moved: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        before = _verdicts(check(document.passages))
        for name, edit in HARMLESS.items():
            after = _verdicts(check([_edited(passage, edit) for passage in document.passages]))
            if after != before:
                moved[name].append(f"{document.name}: {sorted(set(before) ^ set(after))}")
    return moved


def _edited(passage: Passage, edit: Callable[[str], str]) -> Passage:
    """The passage with its text edited, its references still at the same words."""
    references = tuple((len(edit(passage.text[:at])), part, name) for at, part, name in passage.references)
    return replace(passage, text=edit(passage.text), references=references)


def _verdicts(claims: Sequence[Claim]) -> list[tuple[object, ...]]:
    return [
        (claim.place.part, claim.place.paragraph, claim.kind, claim.verdict.value, claim.numbers, claim.printed)
        for claim in claims
    ]
