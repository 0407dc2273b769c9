"""Reports in other words than the workbook's: numbers changed one at a time are found, and nothing else is called wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.claimscore import HARMLESS
from support.tiescore import FOLDER, Report, TieScore, examples, score, verdicts, written

RECALL, PRECISION = 0.93, 0.95


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    return written(FOLDER, tmp_path_factory.mktemp("ties"))


@pytest.fixture(scope="module")
def result(reports: list[Report]) -> TieScore:
    return score(reports)


def test_a_changed_number_is_found_by_the_words_around_it(result: TieScore) -> None:
    assert result.changed.total() > 500
    assert result.recall >= RECALL, "\n".join(result.missed)
    assert result.precision >= PRECISION, "\n".join(map(" ".join, result.false.items()))


def test_every_number_of_the_sheet_ties_as_it_stands(result: TieScore) -> None:
    assert result.tied == result.numbers


def test_the_examples_without_their_fields_raise_no_alarm() -> None:
    assert score(examples()).precision >= PRECISION


@pytest.mark.parametrize("name", HARMLESS)
def test_other_writing_of_the_same_text_changes_no_verdict(reports: list[Report], name: str) -> None:
    for report in reports:
        for passage in report.passages:
            edited = replace(passage, text=HARMLESS[name](passage.text))
            assert verdicts(report, edited) == verdicts(report, passage)
