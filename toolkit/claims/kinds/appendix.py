"""Prose against the grid lines of a text: a row's label told in a sentence, with a figure that the row does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.verify import excerpt, place_of
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import normal, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.tokens import numbers_in
from toolkit.claims.numbers.units import alike
from toolkit.passages import Passage

_WORD = pattern(r"[^\W\d_]+")
_CLAUSE = pattern(r"[;,:()]")
_LEAST = 3  # words a label must have to be known again in a sentence
_NEAR = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Row:
    """One grid line: the words of its label, its unit, its figures."""

    words: tuple[str, ...]
    unit: str
    values: tuple[Decimal, ...]


Rows = Mapping[str, Sequence[Row]]  # by the first word of the label


def rows_of(passages: Sequence[Passage]) -> Rows:
    """The grid lines of a text that have a label of some words and figures."""
    found: dict[str, list[Row]] = {}
    for passage in passages:
        cells = [cell.strip() for cell in passage.text.split("\t")] if passage.table and "\t" in passage.text else []
        label = next((cell for cell in cells if len(_WORD.findall(normal(cell).text)) >= _LEAST), "")
        if not label:
            continue
        rest = cells[cells.index(label) + 1 :]
        unit = normal(rest[0]).text if rest and not any(char.isdigit() for char in rest[0]) else ""
        values = tuple(number.value for cell in rest for number in numbers_in(cell) if cell[:1].isdigit())
        if values:
            row = Row(tuple(_WORD.findall(normal(label).text)), unit, values)
            found.setdefault(row.words[0], []).append(row)
    return found


def find(sentence: Sentence, rows: Rows) -> Iterator[Claim]:
    """The figures of a sentence that go by the label of one row and are none of its figures, but near its last."""
    for mark in sentence.marks:
        if mark.symbol not in "QP" or mark.depth or mark.number.bound or mark.number.upper is not None or not rows:
            continue
        if is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark):
            continue
        row = _row_of(sentence, mark, rows)
        if row is not None:
            yield from _claims(sentence, mark, row)


def _row_of(sentence: Sentence, mark: Mark, rows: Rows) -> Row | None:
    """The one row whose label all stands in the words around a figure; the longest where several do."""
    unit = "%" if mark.symbol == "P" else mark.number.unit
    around = f"{_CLAUSE.split(lead(sentence, mark))[-1]} {unit} {_CLAUSE.split(tail(sentence, mark))[0]}"
    words = _WORD.findall(around)
    named = [row for first in dict.fromkeys(words) for row in rows.get(first, ())]
    fitting = [row for row in named if _unit_fits(row.unit, unit) and _stands_in(row.words, words)]
    if not fitting:
        return None
    longest = max(len(row.words) for row in fitting)
    best = [row for row in fitting if len(row.words) == longest]
    return best[0] if len(best) == 1 and longest * 2 >= len(words) else None


def _unit_fits(row: str, unit: str) -> bool:
    return row == unit if "%" in (row, unit) else alike(row, unit)


def _stands_in(label: Sequence[str], words: Sequence[str]) -> bool:
    """True where all words of the label come in the words, in their order."""
    rest = iter(words)
    return all(word in rest for word in label)


def _claims(sentence: Sentence, mark: Mark, row: Row) -> Iterator[Claim]:
    number = mark.number
    value = number.told
    agrees = any(value == each or number.value == each for each in row.values)
    turned = [
        each for each in row.values if sorted(_digits(each)) == sorted(_digits(value)) and len(_digits(value)) > 2
    ]
    last = (turned or row.values[-1:])[0]
    if not agrees and (not last or abs(value - last) / last > _NEAR):
        return
    verdict = Verdict.CONSISTENT if agrees else Verdict.INCONSISTENT
    shown = number.printed
    other = shown if agrees else f"{last.normalize():f}".replace(".", ",")
    yield Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "twice", verdict,
        (value, *row.values), f"{shown} = {other}" if agrees else f"{shown} ≠ {other}", value if agrees else last, value,
        vi=f"{shown} khớp với phụ lục" if agrees else f"ghi {shown}, nhưng phụ lục ghi {other}",
        en=f"{shown} agrees with the appendix" if agrees else f"{shown} is printed, but {other} in the appendix",
    )  # fmt: skip


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "")
