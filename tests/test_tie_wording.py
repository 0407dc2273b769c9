"""Reports in other words than the workbook's: numbers changed one at a time are found, and nothing else is called wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.books import book
from support.claimscore import HARMLESS
from support.tiescore import FOLDER, Report, TieScore, examples, score, verdicts, written

from toolkit import reports
from toolkit.claims import Verdict
from toolkit.passages import text_passages
from toolkit.tieout.tie import prose_ties

RECALL, PRECISION = 0.93, 0.95


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    return written(FOLDER, tmp_path_factory.mktemp("ties"))


@pytest.fixture(scope="module")
def result(told: list[Report]) -> TieScore:
    return score(told)


def test_a_changed_number_is_found_by_the_words_around_it(result: TieScore) -> None:
    assert result.changed.total() > 500
    assert result.recall >= RECALL, "\n".join(result.missed)
    assert result.precision >= PRECISION, "\n".join(map(" ".join, result.false.items()))


def test_every_number_of_the_sheet_ties_as_it_stands(result: TieScore) -> None:
    assert result.tied == result.numbers


def test_the_examples_without_their_fields_raise_no_alarm() -> None:
    assert score(examples()).precision >= PRECISION


@pytest.mark.parametrize("name", HARMLESS)
def test_other_writing_of_the_same_text_changes_no_verdict(told: list[Report], name: str) -> None:
    for report in told:
        for passage in report.passages:
            edited = replace(passage, text=HARMLESS[name](passage.text))
            assert verdicts(report, edited) == verdicts(report, passage)


def test_last_years_figure_told_as_this_years_is_wrong_unless_its_column_is_named(tmp_path: Path) -> None:
    grid = "Nội dung | ĐVT | Chỉ tiêu | Thực hiện | Cùng kỳ\nCuộc hội thảo khoa học | cuộc | 20 | 23 | 18\nLớp tập huấn cán bộ | lớp | 12 | 12 | 9"
    ties = prose_ties(reports.read(book(tmp_path / "so-lieu.xlsx", grid)))
    alarms = {
        text: [claim.expected for claim in ties.claims(text_passages([text]), {}) if claim.verdict is Verdict.INCONSISTENT]
        for text in ("Tổ chức 18 cuộc hội thảo khoa học.", "Năm trước tổ chức 18 cuộc hội thảo khoa học.")
    }  # fmt: skip
    assert list(alarms.values()) == [[23], []]
