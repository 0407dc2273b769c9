"""One cell as a figure: numbers, percent formats, Vietnamese texts, and what is none of these."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from toolkit.excel.cells import Content, RawCell
from toolkit.model import Figure, State, Target
from toolkit.numbers import Doubt, decimals_of, read, show
from toolkit.patterns import seldom, worded
from toolkit.places import Cell
from toolkit.problems import Problem
from toolkit.text import clean, fold

_WORDED = seldom(r'(?:\[[^\]]*\])*(?:"([^"]*)")?[#0,.?]+(%?)(?:"([^"]*)")?')
_QUOTED = worded(r'"[^"]*"|\\.', '"', "\\")
_MORE = frozenset({">=", "≥", ">", "tang", "cang cao cang tot", "cao", "tro len", "cang nhieu cang tot", "khong thap hon",
                   "nhieu", "len", "toi thieu", "khong duoi", "thuan", "=>"})  # fmt: skip
_LESS = frozenset({"<=", "≤", "<", "giam", "cang thap cang tot", "thap", "tro xuong", "cang it cang tot", "khong qua",
                   "it", "xuong", "toi da", "khong vuot qua", "nghich", "=<"})  # fmt: skip


def figure_of(raw: RawCell | None, place: Cell, problems: list[Problem], *, needed: bool = True) -> Figure:
    """The figure in a cell. A cell that holds something else is DAMAGED and reported: PL211-PL217.

    `needed` is False for a figure that is computed anyway, whose damage is only a warning.
    """
    if raw is None:
        return Figure(cell=place)
    if raw.content is Content.NUMBER and raw.number is not None:
        return _number(raw, raw.number, place)
    if raw.content is Content.TEXT:
        return _text(raw.text, place, problems, needed)
    code = {Content.ERROR: "PL211", Content.UNCALCULATED: "PL212", Content.DATE: "PL213"}.get(raw.content, "PL214")
    problems.append(Problem(code if needed else "PL218", place, {"text": raw.text or f"={raw.formula.lstrip('=')}"}))
    return Figure(cell=place, text=raw.text, state=State.DAMAGED)


def _number(raw: RawCell, number: Decimal, place: Cell) -> Figure:
    code = _bare(raw.format)
    if "%" in code:
        value = number * 100
        return Figure(
            value, place, _shown_text(raw.format, value), _shown_digits(code, value), State.NUMBER, percent=True
        )
    return Figure(number, place, _shown_text(raw.format, number), _shown_digits(code, number), State.NUMBER)


@lru_cache(maxsize=1024)
def _bare(code: str) -> str:
    """The part of a format for positive numbers, without the words it adds."""
    return _QUOTED.sub("", code.split(";")[0])


def _shown_text(code: str, number: Decimal) -> str:
    """What a numeric cell says, with the words its format adds: 95 in the format "≥ "0 is "≥ 95"."""
    words = _WORDED.fullmatch(code.split(";")[0]) if '"' in code else None
    return f"{words[1] or ''}{show(number)}{words[2]}{words[3] or ''}" if words else format(number, "f")


def _shown_digits(code: str, value: Decimal) -> int:
    """How many decimals a format shows; all the value has for a general one."""
    most, least = _places_of(code)
    return decimals_of(value) if most is None else min(most, max(decimals_of(value), least))


@lru_cache(maxsize=1024)
def _places_of(code: str) -> tuple[int | None, int]:
    """The most decimals a format shows, None for all there are, and the least."""
    shown = code[: 1 + max(map(code.rfind, "0#?"))]
    bare = shown.rstrip("0#?")
    if "." in code and len(bare) < len(shown) and bare[-1:] in (".", ","):
        return len(shown) - len(bare), shown.count("0", len(bare))
    return (0 if ("0" in code or "#" in code) and fold(code) != "general" else None), 0


def _text(text: str, place: Cell, problems: list[Problem], needed: bool) -> Figure:
    reading = read(text)
    said = clean(text)
    if reading.blank:
        return Figure(cell=place, text=said)
    if reading.value is None:
        if reading.doubt is Doubt.AMBIGUOUS:
            first, second = reading.alternatives
            problems.append(Problem("PL215", place, {"text": said, "first": first, "second": second}))
        else:
            problems.append(Problem("PL216" if needed else "PL218", place, {"text": said}))
        return Figure(cell=place, text=said, state=State.DAMAGED)
    if reading.doubt is Doubt.FOREIGN:
        problems.append(Problem("PL217", place, {"text": said, "value": reading.value}))
    return Figure(
        reading.value, place, said, reading.decimals, State.NUMBER, reading.percent, reading.lead, reading.upper
    )


def target_of(raw: RawCell | None, place: Cell, direction: str, at: Cell | None, problems: list[Problem]) -> Target:
    """The target in a cell with its direction, from the Chiều cell where that says one, else from its own words."""
    found: list[Problem] = []
    figure = figure_of(raw, place, found)
    problems += [Problem("PL222", p.place, p.values) if p.code == "PL216" else p for p in found]
    worded = raw is not None and (raw.content is Content.TEXT or '"' in raw.format)
    comparator = read(figure.text).comparator if worded else ""
    said = fold(direction).strip(" .")
    if said:
        if said in _MORE or said in _LESS:
            more = said in _MORE
            if comparator and more != comparator.startswith(">"):
                problems.append(Problem("PL233", at, {"text": clean(direction), "target": figure.text}))
            strict = said in (">", "<") or comparator in (">", "<")
            return Target(figure, ">=" if more else "<=", strict)
        problems.append(Problem("PL219", at, {"text": clean(direction)}))
    if comparator:
        return Target(figure, ">=" if comparator.startswith(">") else "<=", comparator in (">", "<"))
    return Target(figure)
