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


GOES_ON = """TT | Nội dung | ĐVT | Chỉ tiêu | Năm 2023 | Năm 2024 | Thực hiện
1 | Kinh phí vận động Quỹ Vì người nghèo | triệu đồng | 6.000 | 1.437 | 1.482 | 2.919
2 | Lượt người được tư vấn pháp luật | lượt người | 14.000 | 7.105 | 7.443 | 14.548
3 | Giải học sinh giỏi cấp tỉnh | giải | 220 | 109 | 123 | 232
- | Giải nhất | giải | | 12 | 15 | 27
- | Giải nhì | giải | | 31 | 36 | 67
4 | Doanh nghiệp thành lập mới | doanh nghiệp | 75 | 14 | 19 | 33
5 | Hợp tác xã thành lập mới | hợp tác xã | 8 | 1 | 3 | 4"""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Quỹ Vì người nghèo vận động được 2.919 triệu đồng. Riêng năm 2024 huy động được 1.428 triệu đồng.", [1482]),
        ("Đoạt 232 giải học sinh giỏi cấp tỉnh, trong đó 27 giải nhất, 67 giải nhì. Năm 2024 đoạt 132 giải.", [123]),
        ("Đoạt 232 giải học sinh giỏi cấp tỉnh, trong đó 27 giải nhất, 67 giải nhì. Năm 2024 đoạt 123 giải.", []),
        ("Đã giải đáp pháp luật cho 14.000 lượt người, tương đương 103,91% chỉ tiêu.", [14548]),
        ("Có 33 doanh nghiệp và 4 hợp tác xã lập mới, tương ứng đạt 44% và 37,5% chỉ tiêu.", [50]),
        ("Chi bộ Công ty May Phú Thịnh được trao 5 giải.", []),
    ],
)
def test_a_sentence_goes_on_with_what_was_told(tmp_path: Path, text: str, wrong: list[int]) -> None:
    ties = prose_ties(reports.read(book(tmp_path / "so-lieu.xlsx", GOES_ON)))
    claims = ties.claims(text_passages([text]), {})
    assert [claim.expected for claim in claims if claim.verdict is Verdict.INCONSISTENT] == wrong
