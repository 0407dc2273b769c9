"""The examples of docs/tie-out.md: each comes back as the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import book

from toolkit import reports
from toolkit.claims import Claim, check
from toolkit.passages import text_passages
from toolkit.tieout.document import Document
from toolkit.tieout.tie import tie_out

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tie-out.md"
WITH_WORKBOOK = "## With the workbook"
WORKBOOK = "## The workbook of the examples"


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """The indented blocks of a part of the page: the text, and the lines that tell what comes back."""
    found: list[tuple[list[str], list[str]]] = []
    inside = False
    for line in text.splitlines():
        if line.startswith("    "):
            if not inside:
                found.append(([], []))
            told = line.strip().startswith("→")
            found[-1][told].append(line.strip())
        inside = line.startswith("    ")
    return [("\n".join(lines), told) for lines, told in found]


ALONE, REST = PAGE.read_text("utf-8").split(WITH_WORKBOOK)
TIED, REST = REST.split("## While filling")
LAST, GRID = REST.split(WORKBOOK)


def shown(claim: Claim, texts: dict[int, str]) -> str:
    printed = texts[claim.place.paragraph][claim.place.start : claim.place.end]
    return f"→ {claim.kind} {claim.verdict.value} {printed}: {claim.vi}"


@pytest.mark.parametrize(("text", "told"), blocks(ALONE + LAST))
def test_an_example_comes_back_as_the_page_says(text: str, told: list[str]) -> None:
    passages = text_passages(text.splitlines())
    texts = {passage.number: passage.text for passage in passages}
    assert [shown(claim, texts) for claim in check(passages)] == told


@pytest.mark.parametrize(("text", "told"), blocks(TIED))
def test_an_example_with_the_workbook_comes_back_as_the_page_says(text: str, told: list[str], tmp_path: Path) -> None:
    ((grid, _),) = blocks(GRID)
    lines = [line.replace(" ⇥ ", "\t") for line in text.splitlines()]
    texts = {passage.number: passage.text for passage in text_passages(lines)}
    result = tie_out(Document("bao-cao.txt", tuple(lines)), reports.read(book(tmp_path / "a.xlsx", grid)))
    wanted = {line.split()[1].strip(":") for line in told}
    found = [shown(claim, texts) for claim in result.claims]
    found += [f"→ {p.code}: {p.message()}" for p in sorted(result.problems, key=lambda p: p.code) if p.code in wanted]
    assert found == told


def test_the_page_has_an_example_of_every_kind() -> None:
    told = {line.split()[1] for _, lines in blocks(ALONE) for line in lines}
    kinds = {line.removeprefix("### ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("### ")}
    assert {kind.strip() for names in kinds for kind in names.split(",")} <= told
