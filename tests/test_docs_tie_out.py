"""The examples of docs/tie-out.md: each comes back as the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.claims import check
from toolkit.passages import text_passages

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tie-out.md"


def examples() -> list[tuple[str, list[str]]]:
    """The indented blocks of the page: the text, and the lines that tell what comes back."""
    blocks: list[tuple[list[str], list[str]]] = []
    inside = False
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("    "):
            if not inside:
                blocks.append(([], []))
            told = line.strip().startswith("→")
            blocks[-1][told].append(line.strip())
        inside = line.startswith("    ")
    return [("\n".join(text), told) for text, told in blocks]


@pytest.mark.parametrize(("text", "told"), examples())
def test_an_example_comes_back_as_the_page_says(text: str, told: list[str]) -> None:
    passages = text_passages(text.splitlines())
    texts = {passage.number: passage.text for passage in passages}
    found = [
        f"→ {claim.kind} {claim.verdict.value} {texts[claim.place.paragraph][claim.place.start : claim.place.end]}: {claim.vi}"
        for claim in check(passages)
    ]
    assert found == told


def test_the_page_has_an_example_of_every_kind() -> None:
    told = {line.split()[1] for _, lines in examples() for line in lines}
    kinds = {line.removeprefix("### ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("### ")}
    assert {kind.strip() for names in kinds for kind in names.split(",")} <= told
