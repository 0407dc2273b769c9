"""Every example of docs/templates.md, on the workbook that the page itself shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.reportdata import appendix, computed, figures, info

from toolkit.expressions import (
    ElIf,
    Else,
    EndFor,
    EndIf,
    For,
    If,
    Scope,
    Statement,
    TemplateProblem,
    parse,
    parse_statement,
)
from toolkit.facts import INFO_KEYS, Facts
from toolkit.facts.rows import FIGURE_ATTRIBUTES, INDICATOR_ATTRIBUTES
from toolkit.facts.subjects import TALLIES
from toolkit.model import Computed
from toolkit.phrases import FILTERS
from toolkit.problems import CATALOGUE, Problem
from toolkit.text import slug

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "templates.md").read_text("utf-8")
_TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}")


def tables(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """The tables of a Markdown text: their headings and rows."""
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [
            [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in block.splitlines()
        ]
        yield rows[0], rows[2:]


def workbook() -> Computed:
    """The workbook of the examples."""
    found = {tuple(heads[:2]): rows for heads, rows in tables(PAGE)}
    grid = []
    for key, stt, label, *rest in found["Mã", "STT"]:
        depth = 0 if stt and not set(stt) - set("IVX") else 1 if stt else 2
        grid.append("|".join((key, stt, f" {' ' * depth}{label}", *rest)))
    lines = "\n".join("|".join(row) for row in found["Mã", "Nội dung"])
    return computed(
        appendix("\n".join(grid)),
        figures=figures(lines),
        info=info(**dict(found["Mục", "Nội dung"])),
    )


FACTS = Facts(workbook())


def render(text: str, scope: Scope) -> str:
    """What a template's text gives, loops and conditions included."""
    pieces: list[str | Statement] = []
    at = 0
    for tag in _TAG.finditer(text):
        pieces += [text[at : tag.start()], tag[0] if tag[1] is not None else parse_statement(tag[2])]
        at = tag.end()
    out: list[str] = []
    end = _block([*pieces, text[at:]], 0, scope, out)
    assert end == len(pieces) + 1
    return "".join(out)


def _block(pieces: list[str | Statement], at: int, scope: Scope, out: list[str]) -> int:
    """Render from a piece on to the statement that ends this level; where that is."""
    while at < len(pieces):
        piece = pieces[at]
        match piece:
            case str():
                tag = _TAG.fullmatch(piece)
                out.append(parse(tag[1]).evaluate(scope).text if tag else piece)
            case For(variable, expression):
                items = expression.items(scope)
                end = _block(pieces, at + 1, scope.loop(variable, items, 0), []) if items else _skip(pieces, at)
                for index in range(len(items)):
                    end = _block(pieces, at + 1, scope.loop(variable, items, index), out)
                at = end
            case If(expression):
                at = _choose(pieces, at, scope, out)
            case _:
                return at
        at += 1
    return at


def _skip(pieces: list[str | Statement], at: int) -> int:
    depth = 0
    while True:
        depth += isinstance(pieces[at], For | If) - isinstance(pieces[at], EndFor | EndIf)
        if depth == 0 or (depth == 1 and isinstance(pieces[at], ElIf | Else)):
            return at
        at += 1


def _choose(pieces: list[str | Statement], at: int, scope: Scope, out: list[str]) -> int:
    done = False
    while True:
        branch = pieces[at]
        if isinstance(branch, EndIf):
            return at
        holds = isinstance(branch, Else) or (isinstance(branch, If | ElIf) and branch.expression.evaluate(scope).truth)
        if holds and not done:
            done = True
            at = _block(pieces, at + 1, scope, out)
        else:
            at = _next_branch(pieces, at + 1)


def _next_branch(pieces: list[str | Statement], at: int) -> int:
    while not isinstance(pieces[at], ElIf | Else | EndIf):
        at = _skip(pieces, at) + 1 if isinstance(pieces[at], For | If) else at + 1
    return at


def examples() -> list[tuple[str, str]]:
    """All examples: those in tables with Example and Output, and the lines with an arrow."""
    found = []
    for heads, rows in tables(PAGE):
        if heads[-2:] == ["Example", "Output"]:
            found += [(row[-2].strip("`"), row[-1]) for row in rows]
    for block in re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL):
        found += [(left.strip(), right.strip()) for left, right in (line.split("→") for line in block.splitlines())]
    return found


@pytest.mark.parametrize(("source", "output"), examples(), ids=lambda value: value)
def test_an_example_gives_what_the_page_says(source: str, output: str) -> None:
    if not output.startswith("PL4"):
        assert render(source, Scope(FACTS)).strip() == output
        return
    with pytest.raises(TemplateProblem) as raised:
        render(source, Scope(FACTS))
    assert raised.value.code == output


@pytest.mark.parametrize(
    "source", sorted({source for source, output in examples() if output.startswith("PL4")}), ids=lambda value: value
)
def test_every_problem_has_its_whole_sentence(source: str) -> None:
    with pytest.raises(TemplateProblem) as raised:
        render(source, Scope(FACTS))
    problem = Problem(raised.value.code, None, {"tag": source, **raised.value.values})
    for lang in ("vi", "en"):
        text = problem.message(lang) + problem.hint(lang)
        assert source in text
        assert "{" not in text.replace(source, "").replace("{{ mã", "").replace("{{ key", "").replace("{% for … %}", "")


def test_there_are_enough_examples() -> None:
    assert len(examples()) > 120


def test_every_filter_attribute_and_list_has_its_line() -> None:
    told = {name for _, rows in tables(PAGE) for row in rows for name in re.findall(r"`(\w+)", row[0] + row[-1])}
    assert set(FILTERS) <= told
    assert set(INDICATOR_ATTRIBUTES) <= told
    assert set(TALLIES) <= told
    assert set(FIGURE_ATTRIBUTES) <= set(re.findall(r"`(\w+)`", PAGE))


def test_every_filter_is_used_in_an_example() -> None:
    used = {name for source, _ in examples() for name in re.findall(r"\|\s*(\w+)", source)}
    assert set(FILTERS) <= used


def test_every_code_of_the_room_is_provoked() -> None:
    provoked = {output for _, output in examples()}
    elsewhere = {"PL406", "PL414", "PL426"}  # tests/test_expressions.py
    assert {code for code in CATALOGUE if code.startswith("PL4")} == (provoked & set(CATALOGUE)) | elsewhere


def test_the_usual_lines_of_info_are_named() -> None:
    names = re.search(r"is missing \((.*?)\)", PAGE, re.DOTALL)
    assert names is not None
    assert {slug(name) for name in names[1].split(",")} == {*INFO_KEYS}
