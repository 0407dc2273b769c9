"""The labelled documents under `tests/claims`: reports in plain text whose number statements carry what must be said of them.

A line is a paragraph, a line with tabs a row of a table; a blank line and a line that begins with `#` are nothing.
`[^1]` stands where a note is referred to, and a line that begins with `[^1]` is that note's paragraph. A label is

    {printed|kind = formula}    the statement holds
    {printed|kind ~ formula}    it holds but for a last digit cut instead of rounded
    {printed|kind ! formula}    it is wrong: the arithmetic gives something else
    {printed|quiet}             it looks like a statement, but nothing can be known

and leaves `printed` in the text. What is not labelled as wrong must not be called wrong. The formula says what the
printed figure should be, in figures of the text: `953/1.200*100`. A figure with decimals or with `%` was rounded when
it was printed, one with `~` behind it too (`81.326~`), any other is a count. A figure in words or in another scale has its value behind
the formula (`{năm|total = 3+2 @5}`). A formula may be a comparison, for a word that judges (`{vượt|word ! 98>100}`),
or `?/104`: the percentage some whole number of 104 gives. A printed `trên`, `hơn`, `gần`, `dưới`, `khoảng` is part of the label.

`judge` works every formula out once more, by interval arithmetic of its own and not by the code under test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from toolkit.passages import Passage

FOLDER = Path(__file__).resolve().parent.parent / "claims"
_LABEL = re.compile(
    r"\{(?P<text>[^{}|]+)\|(?P<kind>\w+)(?:\s*(?P<sign>[=~!])\s*(?P<formula>[^{}@]+?)\s*(?:@(?P<value>\S+))?)?\s*\}"
)
_NOTE = re.compile(r"\[\^(\w+)\]")
_MARK = re.compile(f"{_LABEL.pattern}|{_NOTE.pattern.replace('(', '(?P<note>', 1)}")
FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_TOKEN = re.compile(rf"(?:{FIGURE.pattern})[%~]?|[-+*/()<>?]")
# The hundred of a percentage, the one of a growth, a change of scale: figures of the arithmetic, not of the text.
_CONSTANT = re.compile(r"[*/]10(?:0|\.?000)?(?![\d.,])|[*/]1\.?000(?![\d.,])|-1\)|\(1-|^100-|\)/\d$")
_HEDGES = ("trên", "hơn", "gần", "dưới", "khoảng", "xấp xỉ", "ngót")

Spot = tuple[int, int, int]  # a passage of the document, start, end


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled figure or word: where it stands, what is to be said of it, and where its formula's figures stand."""

    spot: Spot
    text: str
    kind: str
    sign: str = ""
    formula: str = ""
    value: str = ""
    operands: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One labelled document."""

    name: str
    passages: tuple[Passage, ...]
    labels: tuple[Label, ...]


def load(folder: Path = FOLDER) -> list[Document]:
    """Every document of a folder, in the order of the names."""
    return [parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]


def parse(name: str, text: str) -> Document:
    """One document out of its notation; ValueError where a brace is left over."""
    passages: list[Passage] = []
    labels: list[Label] = []
    counts = {"body": 0, "footnotes": 0}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        note = _NOTE.match(line)
        part = "footnotes" if note else "body"
        counts[part] += 1
        plain, found, references = _strip(line[note.end() :].lstrip() if note else line, len(passages))
        if "{" in plain or "}" in plain or "|" in plain:
            raise ValueError(f"{name}: {plain}")
        labels += found
        passages.append(Passage(part, counts[part], plain, "\t" in plain, note[1] if note else None, tuple(references)))
    return Document(name, tuple(passages), tuple(_with_operands(label, passages) for label in labels))


def _strip(line: str, index: int) -> tuple[str, list[Label], list[tuple[int, str, str]]]:
    plain, at = "", 0
    labels: list[Label] = []
    references: list[tuple[int, str, str]] = []
    for mark in _MARK.finditer(line):
        plain += line[at : mark.start()]
        at = mark.end()
        if mark["note"]:
            references.append((len(plain), "footnotes", mark["note"]))
            continue
        spot = (index, len(plain), len(plain) + len(mark["text"]))
        rest = (mark[name] or "" for name in ("sign", "formula", "value"))
        labels.append(Label(spot, mark["text"], mark["kind"], *rest))
        plain += mark["text"]
    return plain + line[at:], labels, references


def _with_operands(label: Label, passages: list[Passage]) -> Label:
    """The label with the nearest places of the figures its formula is made of: its own paragraph first."""
    spots: list[Spot] = []
    home = label.spot[0]
    for figure in {
        token.rstrip("%~") for token in _TOKEN.findall(_CONSTANT.sub(" ", label.formula)) if token[0].isdigit()
    }:
        for index in sorted(range(len(passages)), key=lambda index: abs(index - home)):
            hits = FIGURE.finditer(passages[index].text)
            same = (hit for hit in hits if hit[0].lstrip("0") == figure.lstrip("0"))
            found = [hit for hit in same if index != home or not label.spot[1] <= hit.start() < label.spot[2]]
            if found:
                hit = min(found, key=lambda hit: abs(hit.start() - label.spot[1]))
                spots.append((index, hit.start(), hit.end()))
                break
    return replace(label, operands=tuple(sorted(spots)))


@dataclass(frozen=True, slots=True)
class Range:
    """All values a printed figure may stand for."""

    low: Decimal
    high: Decimal

    def combine(self, sign: str, other: Range) -> Range:
        """The range of the sum, difference, product or quotient."""
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        values = [a + b if sign == "+" else a - b if sign == "-" else a * b if sign == "*" else a / b for a, b in pairs]
        return Range(min(values), max(values))

    def meets(self, other: Range) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high


def figure_range(token: str, units: Decimal) -> Range:
    """What a figure may stand for when its last printed digit may be off by this many units; a count by none."""
    digits = token.rstrip("%~").replace(".", "")
    value = Decimal(digits.replace(",", "."))
    exponent = value.as_tuple().exponent
    rounded = "," in digits or token[-1] in "%~"
    slack = units.scaleb(int(exponent)) if rounded else Decimal(0)
    return Range(value - slack, value + slack)


class _Formula:
    """Sums, products and brackets over ranges."""

    def __init__(self, text: str, units: Decimal) -> None:
        self.tokens: list[str] = _TOKEN.findall(text)
        self.units = units
        if "".join(self.tokens) != text.replace(" ", ""):
            raise ValueError(text)

    def value(self) -> Range:
        result = self.sum()
        if self.tokens:
            raise ValueError("".join(self.tokens))
        return result

    def sum(self) -> Range:
        result = self.product()
        while self.tokens and self.tokens[0] in "+-":
            result = result.combine(self.tokens.pop(0), self.product())
        return result

    def product(self) -> Range:
        result = self.atom()
        while self.tokens and self.tokens[0] in "*/":
            result = result.combine(self.tokens.pop(0), self.atom())
        return result

    def atom(self) -> Range:
        token = self.tokens.pop(0)
        if token != "(":
            return figure_range(token, self.units)
        result = self.sum()
        self.tokens.pop(0)
        return result


def work_out(formula: str, units: Decimal = Decimal(0)) -> Range:
    """What a formula gives when each rounded figure in it may be off by this many units of its last digit."""
    return _Formula(formula, units).value()


def judge(label: Label) -> str:
    """The sign the label should have by its own arithmetic; "?" where it is too close to call."""
    if comparison := re.fullmatch(r"(.+?)([<>])(.+)", label.formula):
        left, right = work_out(comparison[1]), work_out(comparison[3])
        return "=" if (left.low < right.low if comparison[2] == "<" else left.low > right.low) else "!"
    printed = label.value or FIGURE.findall(label.text)[0] + ("%" if "%" in label.text else "")
    if label.formula.startswith("?"):
        return _judge_count(printed, int(label.formula.removeprefix("?/").replace(".", "")))
    hedge = next((word for word in _HEDGES if label.text.lower().startswith(word)), "")
    if hedge:
        return _judge_loose(hedge, figure_range(printed, Decimal(0)).low, work_out(label.formula))
    half, whole = Decimal("0.5"), Decimal(1)
    if figure_range(printed, half).meets(work_out(label.formula, half)):
        return "="
    return "~" if figure_range(printed, whole).meets(work_out(label.formula, whole)) else "!"


def _judge_count(printed: str, base: int) -> str:
    for units, sign in ((Decimal("0.5"), "="), (Decimal(1), "~")):
        allowed = figure_range(printed, units)
        near = int(allowed.low * base / 100)
        if any(allowed.low <= Decimal(count * 100) / base <= allowed.high for count in range(near - 1, near + 3)):
            return sign
    return "!"


def _judge_loose(hedge: str, printed: Decimal, actual: Range) -> str:
    """Whether "trên 80" may be said of a value: on the right side of it, and in sight of it."""
    if abs(actual.low - printed) > printed / 4:
        return "!"
    below, above = actual.high < printed, actual.low > printed
    wrong = below if hedge in ("trên", "hơn") else above if hedge in ("gần", "dưới", "ngót") else False
    return "!" if wrong else "="


def each_label(documents: list[Document]) -> Iterator[tuple[Document, Label]]:
    """Every label with its document."""
    return ((document, label) for document in documents for label in document.labels)
