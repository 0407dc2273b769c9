"""The catalogue of problems: both languages, the same values in each, and no code that no test names."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from toolkit.places import Cell
from toolkit.problems import CATALOGUE, Problem, Severity, ToolkitError, sort_problems

TESTS = Path(__file__).parent
NAMED = set(re.findall(r"PL\d{3}", (TESTS.parent / "docs" / "templates.md").read_text("utf-8")))  # its examples are run
NAMED |= set(re.findall(r"PL\d{3}", "".join(path.read_text("utf-8") for path in TESTS.glob("test_*.py")
                                            if path != Path(__file__))))  # fmt: skip
VIETNAMESE = re.compile(r"[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹ]", re.IGNORECASE)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_both_languages_say_the_same_values(code: str) -> None:
    entry = CATALOGUE[code]
    assert fields(entry.en) <= fields(entry.vi)
    assert bool(entry.hint_vi) == bool(entry.hint_en)
    assert VIETNAMESE.search(entry.vi)
    assert not VIETNAMESE.search(
        re.sub(r"[“‘(].*?[”’)]|Thông tin|Số liệu|Giá trị|Cách tính|Trong đó|trong đó", "", entry.en)
    )


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_test_or_a_run_example_names_it(code: str) -> None:
    assert code in NAMED


def test_problems_sort_by_severity_and_drop_repeats() -> None:
    note = Problem("PL131", Cell("A", 1, 1))
    error = Problem("PL102", None, {"file": "a"})
    assert sort_problems([note, error, note]) == (error, note)
    assert (error.severity, note.severity) == (Severity.ERROR, Severity.NOTE)


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Problem("PL999")


def test_one_error_may_carry_several_problems() -> None:
    problems = [Problem("PL102", None, {"file": name}) for name in "ab"]
    assert ToolkitError.of(problems).problems == tuple(problems)
