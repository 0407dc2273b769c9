"""Rules, percent, judgement, footing: each on a grid of a few lines."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.books import book

from toolkit.compute import compute
from toolkit.compute.rules import years_of
from toolkit.excel.read import read_workbook
from toolkit.facts.lookup import Facts
from toolkit.model import Computed, Indicator, Judgement
from toolkit.numbers import plain, show
from toolkit.problems import Severity

HEAD = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2021|2022|2023|Thực hiện|% so với chỉ tiêu|Cùng kỳ|% so với cùng kỳ|Mã|Cách tính|Chiều\n"
#       A   B        C           D        E    F    G    H         I                 J       K                L  M         N


@pytest.fixture
def run(tmp_path: Path) -> object:
    def go(lines: str, head: str = HEAD) -> Computed:
        return compute(read_workbook(book(tmp_path / "so-lieu.xlsx", head + lines)))

    return go


def rows(computed: Computed) -> tuple[Indicator, ...]:
    return computed.appendices[0].indicators


def found(computed: Computed, worst: Severity = Severity.WARNING) -> list[tuple[str, str]]:
    return [(p.code, str(p.place).partition("!")[2]) for p in computed.problems if p.severity <= worst]


@pytest.mark.parametrize(
    ("rule", "actual"),
    [
        ("tổng", "60"), ("Cộng", "60"), ("trung bình", "20"), ("bình quân", "20"), ("bình quân năm", "20"),
        ("cuối kỳ", "30"), ("lớn nhất", "30"), ("nhỏ nhất", "10"), ("nhập tay", "55"),
        ("Tổng các kỳ", "60"), ("lấy số cuối kỳ", "30"), ("bình quân/năm", "20"), ("trung bình các năm", "20"),
    ],
)  # fmt: skip
def test_every_rule_by_its_name(run, rule: str, actual: str) -> None:
    (row,) = rows(run(f"1|A|Lớp||10|20|30|55||||||{rule}|".replace("||||||", "|||||", 1)))
    assert (plain(row.actual), row.rule_source) == (actual, "typed")


@pytest.mark.parametrize(
    ("period", "years"),
    [("2021", "1"), ("6 tháng 2023", "0.5"), ("Quý I/2024", "0.25"), ("9 tháng", "0.75"), ("Nửa đầu năm 2023", "0.5")],
)
def test_how_much_of_a_year_a_period_is(period: str, years: str) -> None:
    assert years_of(period) == Decimal(years)


def test_blank_periods_are_skipped_and_a_damaged_one_makes_no_figure(run) -> None:
    computed = run("1|A|%|90|95||97|\n2|B|Lớp|5|1|hai|3|")
    assert [plain(row.actual) for row in rows(computed)] == ["96", None]
    assert ("PL216", "F3") in found(computed)


@pytest.mark.parametrize(
    ("line", "rule", "actual"),
    [
        ("1|Tỷ lệ A|%||90|92|94|", "mean", "92"),
        ("1|Mở lớp|Lớp||1|2|3|", "sum", "6"),
        ("1|Tổng số đảng viên|||100|110|120|", "last", "120"),
        ("1|Tổng số lớp|Lớp|10|1|2|3|", "sum", "6"),
        ("1|A|Lớp||1|2|3|6", "sum", "6"),
        ("1|A|Lớp||10|12|15|15", "last", "15"),
        ("1|A|Lớp|12|10|11|12||100", "last", "12"),  # by the percentage alone
        ("1|A|Lớp|12|10|11|12||275", "sum", "33"),
    ],
)
def test_a_rule_that_was_not_written_is_inferred(run, line: str, rule: str, actual: str) -> None:
    (row,) = rows(run(line))
    assert row.rule is not None
    assert (row.rule.value, row.rule_source, plain(row.actual)) == (rule, "inferred", actual)


def test_a_rule_is_not_picked_row_by_row_to_make_an_error_disappear(run) -> None:
    computed = run("1|A|%||90|92|94|92\n2|B|%||80|82|84|82\n3|C|%||100|100|98|98")
    assert [row.rule.value for row in rows(computed) if row.rule] == ["mean", "mean", "mean"]
    assert found(computed) == [("PL301", "H4")]


def test_a_figure_no_rule_comes_near_is_kept_and_said(run) -> None:
    computed = run("1|A|%||20|21|17|97,11")
    assert plain(rows(computed)[0].actual) == "97.11"
    assert found(computed) == [("PL312", "H2")]


@pytest.mark.parametrize(
    ("label", "unit", "actual"),
    [
        ("Thu nhập", "triệu đồng/người", "15"), ("Năng suất lúa", "tạ", "15"), ("Thu nhập bình quân đầu người", "triệu đồng", "15"),
        ("Tỷ suất sinh", "‰", "15"), ("Hộ khá, trung bình", "hộ", "30"), ("Sản lượng", "tấn", "30"),
    ],
)  # fmt: skip
def test_what_is_so_much_per_something_averages(run, label: str, unit: str, actual: str) -> None:
    assert plain(rows(run(f"1|{label}|{unit}||10|20"))[0].actual) == actual


MONTHLY = "STT|Nội dung|ĐVT|Kế hoạch năm|{}|{}|% kế hoạch\n"


@pytest.mark.parametrize(
    ("part", "whole"),
    [("Tháng 6", "Lũy kế 6 tháng"), ("Ước tháng 6", "Lũy kế từ đầu năm"), ("6 tháng đầu năm", "Ước TH cả năm 2025")],
)
def test_periods_that_are_only_a_part_leave_the_typed_figures(run, part: str, whole: str) -> None:
    computed = run("1|Hồ sơ|hồ sơ|1.000|90|510|51\n2|Đúng hạn|%|95|97|96,8|", MONTHLY.format(part, whole))
    assert [plain(row.actual) for row in rows(computed)] == ["510", "96.8"]
    assert [(p.code, str(p.place)) for p in computed.problems] == [("PL334", "PHỤ LỤC")]


def test_a_total_that_leads_adds_up_the_rows_below(run) -> None:
    lines = "|Tổng số|tỷ|||||50\n1|A|tỷ|||||20\n2|B|tỷ|||||31\n|Cộng|tỷ|||||51"
    assert found(run(lines)) == [("PL322", "H2")]
    assert found(run(lines.replace("Tổng số", "Tổng thu"))) == []


def test_a_formula_over_keys(run) -> None:
    computed = run(
        "1|Xuất sắc|%||20|21|||||| XS|\n2|Tốt|%||79|77|||||| TOT|\n3|Cộng hai loại|%|95||||||||| = XS + [TOT]|"
    )
    assert [plain(row.actual) for row in rows(computed)][-1] == "98.5"


@pytest.mark.parametrize(
    ("formula", "code"), [("= XS + KHONG", "PL314"), ("= XS +", "PL315"), ("= XS / 0", "PL318"), ("= XS ** 9", "PL315")]
)
def test_a_formula_that_cannot_be_used(run, formula: str, code: str) -> None:
    computed = run(f"1|Xuất sắc|%||20|21|||||| XS|\n2|B|%||||||||||{formula}|")
    assert (code, "M3") in found(computed)


def test_a_formula_may_use_another_and_not_itself(run) -> None:
    lines = "1|Xuất sắc|%||20|21|||||| XS|\n2|Tốt|%||79|77|||||| TOT|\n3|Cộng|%||||||||| TC| = XS + TOT\n4|Còn lại|%||||||||| CL| = {}"
    computed = run(lines.format("100 - TC"))
    assert [plain(row.actual) for row in rows(computed)][2:] == ["98.5", "1.5"]
    assert [cell.address for cell in rows(computed)[3].actual_cells] == ["E2", "E3", "F2", "F3"]
    computed = run(lines.format("100 - CL"))
    assert (rows(computed)[3].actual, found(computed)) == (None, [("PL317", "M5")])
    around = "1|A|Lớp||1|2|3||||| A| = B + 1\n2|B|Lớp||1|2|3||||| B| = A + 1"
    assert found(run(around)) == [("PL317", "M2"), ("PL317", "M3")]


def test_the_periods_of_a_formula_are_computed(run) -> None:
    lines = "1|A|Lớp||1|2|3||||| A|\n2|B|Lớp||10|20|||||| B|\n3|C|Lớp|||99|5||||| C| = A + B\n4|D|Lớp|||||||||| = C * 2"
    computed = run(lines)
    assert [[plain(figure.value) for figure in row.row.values] for row in rows(computed)[2:]] == [
        ["11", "22", "5"], ["22", "44", None],
    ]  # fmt: skip
    assert [plain(row.actual) for row in rows(computed)[2:]] == ["33", "66"]
    assert found(computed) == [("PL304", "F4")]
    fact = next(fact for fact in Facts(computed).all() if (fact.label, fact.attribute) == ("D (2022)", 'ky["2022"]'))
    assert (fact.shown, [cell.address for cell in fact.cells]) == ("44", ["F2", "F3"])


def test_a_formula_that_lacks_figures_says_whose(run) -> None:
    lines = "1|A|Lớp||1|2||||||A|\n2|B|Lớp||||{}|||||B|\n3|C|Lớp|||||{}|||||= A + B"
    assert found(run(lines.format("5", ""))) == [("PL337", "M4")]
    assert found(run(lines.format("", "7"))) == [("PL337", "M4")]
    blank = "1|A|Lớp|||||||||A|\n2|B|Lớp||||{}|||||= A * 2"
    assert found(run(blank.format("|"))) == []
    assert found(run(blank.format("|7"))) == [("PL337", "M3")]


def test_an_inferred_rule_without_its_figure_is_found_again(run) -> None:
    (row,) = rows(run("1|A|Lớp||1|2|3|||||| nhập tay (suy ra)"))
    assert (plain(row.actual), row.rule_source) == ("6", "inferred")


def test_a_percentage_of_the_printed_actual_differs_by_rounding_alone(run) -> None:
    rate = "1|A|%|90|91,11|92,22|93,34|92,22|{}"
    assert found(run(rate.format("102,47")), Severity.NOTE) == []
    assert found(run(rate.format("102,46")), Severity.NOTE) == [("PL331", "I2")]
    assert found(run(rate.format("102,4")), Severity.NOTE) == [("PL331", "I2")]
    assert found(run(rate.format("102,44")), Severity.NOTE) == [("PL302", "I2")]


def test_a_formula_takes_what_was_done_where_no_period_has_figures(run) -> None:
    lines = "1|A|Lớp|||||4||||A|\n2|B|Lớp|||||5||||B|\n3|C|Lớp||||||||||= A + B\n4|D|Lớp||||||||||= 5"
    computed = run(lines)
    assert [plain(row.actual) for row in rows(computed)[2:]] == ["9", None]
    assert found(computed) == [("PL315", "M5")]


def test_a_damaged_cell_that_no_rule_needs_is_a_warning(run) -> None:
    damaged = "1|A|Lớp||#REF!|5|6|||||A|{}\n2|B|Lớp||||||||||{}"
    assert found(run(damaged.format("cuối kỳ", ""))) == [("PL319", "E2")]
    assert found(run(damaged.format("nhập tay", ""))) == [("PL211", "E2")]  # nothing was typed that could stand
    assert found(run(damaged.format("cuối kỳ", "= A + 1"))) == [("PL211", "E2")]
    assert found(run(damaged.format("tổng", ""))) == [("PL211", "E2")]


def test_parts_of_a_stock_stand_as_it_does(run) -> None:
    computed = run(
        "1|Tổng số đảng viên|người||90|100|110\n|- Nam|người||55|60|65\n|- Nữ|người||35|40|45\n2|Kết nạp|người||1|2|3"
    )
    assert [plain(row.actual) for row in rows(computed)] == ["110", "65", "45", "6"]


def test_a_rule_unlike_the_siblings_is_said(run) -> None:
    computed = run("1|A|lớp||1|2|3|6\n2|B|lớp||2|3|4|9\n3|C|lớp||5|6|7|7")
    assert (plain(rows(computed)[2].actual), rows(computed)[2].rule_source) == ("7", "inferred")
    assert found(computed, Severity.NOTE) == [("PL335", "H4")]


def test_a_total_over_blanks_is_doubted(run) -> None:
    assert found(run("1|A|ĐV||10|20\n|- B|ĐV||4|\n|- C|ĐV||6|8")) == [("PL325", "F2")]
    assert found(run("1|A|ĐV|||20\n|- B|ĐV||4|12\n|- C|ĐV||6|8")) == [("PL325", "H2")]
    assert found(run("1|A|ĐV||10|8\n|- B|ĐV||4|-\n|- C|ĐV||6|8")) == []


def test_a_total_that_is_none_of_its_rows_is_told_once(run) -> None:
    lines = "1|Cơ sở đảng|ĐV||100|100|100|300\n|- Được kiểm tra|ĐV||10|12|11|33\n|- Được giám sát|ĐV||15|16|{}"
    assert found(run(lines.format("14|45"))) == [("PL326", "E2")]
    assert found(run(lines.format("89|120"))) == [("PL322", "E2"), ("PL322", "F2"), ("PL322", "H2")]


def test_a_sum_of_many_rows_is_told_in_short(run) -> None:
    computed = run("1|A|ĐV|||||999\n" + "\n".join(f"|- Xã {at}|ĐV|||||{at}" for at in range(1, 41)))
    (problem,) = computed.problems
    assert (problem.code, "1 + 2 + 3 + 4 + 5 + 6 + … + 40 = 820" in problem.message()) == ("PL322", True)


def test_targets_add_up_where_their_figures_do(run) -> None:
    lines = "1|A|ĐV|{}|10|20|30|60\n|- B|ĐV|60|4|12|18|34\n|- C|ĐV|50|6|8|12|{}"
    assert found(run(lines.format(100, 26))) == [("PL322", "D2")]
    assert found(run(lines.format(110, 26))) == []


def test_a_culprit_may_be_found_in_a_row_far_from_every_rule(run) -> None:
    computed = run("1|A|ĐV||10|18||28\n|- B|ĐV||4|12||14\n|- C|ĐV||6|8||14")
    assert found(computed, Severity.NOTE) == [("PL321", "F3"), ("PL336", "H3")]
    assert plain(next(p for p in computed.problems if p.code == "PL321").values["value"]) == "10"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "problems"), [("Đạt", []), ("Vượt", [("PL305", "I2")]), ("Chưa đạt", [("PL305", "I2")])]
)
def test_a_word_that_judges_is_held_against_the_figures(run, word: str, problems: list[tuple[str, str]]) -> None:
    assert found(run(f"1|A|lớp|5||||5|{word}")) == problems


def test_one_key_for_several_rows_is_said(run) -> None:
    assert found(run("1|A|lớp||5|||||||X1\n2|B|lớp||6|||||||x1")) == [("PL320", "L3")]


def test_a_typed_figure_is_held_against_its_formula(run) -> None:
    (problem,) = run("1|Xuất sắc|%||20|21|||||| XS|\n2|Gấp đôi|%|||||42||||| = XS * 2").problems
    assert (str(problem.place), "ghi 42 nhưng XS * 2 = 41" in problem.message()) == ("PHỤ LỤC!H3", True)


def test_a_formula_s_own_periods_are_held_against_it(run) -> None:
    computed = run("1|Xuất sắc|%||20|21|||||| XS|\n2|Tốt|%||79|77|||||| TOT|\n3|Cộng|%||99|97||||||| = XS + TOT|")
    assert found(computed) == [("PL304", "F4")]
    assert [cell.address for cell in rows(computed)[-1].actual_cells] == ["E2", "E3", "F2", "F3"]


def test_a_change_whose_base_is_not_given_is_kept_as_stated(run) -> None:
    computed = run(
        "1|Mở lớp|Lớp|10|||9|9|90||108,2|\n2|Kết nạp|ĐV|10|||9|9|90||giảm 5|\n3|A|ĐV|10|||9|9|90|10|90\n4|B|%|10|||9|9|90||tăng 1,2|"
    )
    stated = [(plain(row.prior_percent), plain(row.prior_share)) for row in rows(computed)]
    assert stated == [(None, "108.2"), (None, "95"), ("90", "90"), (None, None)]


def test_a_rule_in_other_words_is_said(run) -> None:
    assert ("PL313", "M2") in found(run("1|A|Lớp||1|2|3|||||| hai lần|".replace("|||||| hai", "|||||| hai")))


@pytest.mark.parametrize(
    ("target", "direction", "actual", "judged"),
    [
        ("5", "", "6", Judgement.EXCEEDED), ("5", "", "5", Judgement.MET), ("5", "", "4", Judgement.MISSED),
        ("3", "<=", "2", Judgement.EXCEEDED), ("3", "<=", "3", Judgement.MET), ("3", "<=", "4", Judgement.MISSED),
        ("dưới 3", "", "3", Judgement.MISSED), ("dưới 3", "", "2", Judgement.EXCEEDED),
        ("trên 5", "", "5", Judgement.MISSED), ("từ 5 trở lên", "", "5", Judgement.MET),
        ("4-6", "", "5", Judgement.MET), ("4-6", "", "7", Judgement.EXCEEDED), ("4-6", "", "3", Judgement.MISSED),
        ("0", "", "3", None), ("0", "<=", "0", Judgement.MET), ("1", "", "0,998", Judgement.MET),
        ("'0,005'", "", "'0,004'", Judgement.MISSED), ("'0,125'", "<=", "'0,128'", Judgement.MISSED),
    ],
)  # fmt: skip
def test_judgement(run, target: str, direction: str, actual: str, judged: Judgement | None) -> None:
    (row,) = rows(run(f"1|A|Lớp|{target}||||{actual}||||||{direction}"))
    assert row.judgement is judged


def test_percent_and_points_come_from_the_unrounded_actual(run) -> None:
    rate, count = rows(run("1|A|%|98|98,49|98,65|98,66|\n2|B|Lớp|7|1|2|2|"))
    assert (plain(rate.percent), plain(rate.points)) == ("100.61", "0.6")
    assert (plain(count.percent), count.points) == ("71.43", None)


def test_a_target_of_zero_has_no_percentage_and_a_warning(run) -> None:
    computed = run("1|A|Lớp|0|1|2|3|")
    assert rows(computed)[0].percent is None
    assert found(computed) == [("PL311", "D2")]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("102,22", None), ("tăng 2,11%", None), ("2,11", None), ("102,2", None), ("102,23", "PL331"), ("104", "PL302"),
        ("vượt 2,11", None), ("giảm 2,11%", "PL302"),
    ],
)  # fmt: skip
def test_a_typed_percentage_in_any_form(run, typed: str, code: str | None) -> None:
    computed = run(f"1|A|%|95||||97,11|{typed}")
    assert [c for c, _ in found(computed, Severity.NOTE)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("typed", "code"),
    [("116,4", None), ("16,4", None), ("tăng 16,4%", None), ("120", "PL303"), ("giảm 16,4%", "PL303")],
)
def test_the_change_on_last_year_as_share_or_growth(run, typed: str, code: str | None) -> None:
    computed = run(f"1|A|tỷ đồng|||||1.164||1.000|{typed}")
    assert plain(rows(computed)[0].prior_percent) == "116.4"
    assert [c for c, _ in found(computed)] == ([code] if code else [])


def test_last_year_at_zero(run) -> None:
    assert found(run("1|A|Lớp|||||3||0|100")) == [("PL316", "J2")]


def test_a_cut_last_digit_is_a_note_and_a_whole_sum_has_no_slack(run) -> None:
    assert found(run("1|A|%||94,44|93,87|97,67|95,32"), Severity.NOTE) == [("PL331", "H2")]
    assert found(run("1|A|Lớp||10|20|30|61"), Severity.NOTE) == [("PL301", "H2")]


TREE = "1|Tổng A|ĐV||{0}|30|40|{1}\n|- B|ĐV||{2}|10|15|{3}\n|- C|ĐV||15|20|25|60"


def test_a_tree_that_adds_up_has_no_problem(run) -> None:
    assert found(run(TREE.format(20, 90, 5, 30)), Severity.NOTE) == []


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ((20, 90, 6, 30), [("PL321", "E3")]),  # the child's cell breaks its row and its column
        ((20, 90, 5, 31), [("PL321", "H3")]),
        ((21, 90, 5, 30), [("PL321", "E2")]),
        ((20, 91, 5, 30), [("PL321", "H2")]),
    ],
)
def test_one_wrong_cell_is_named(run, cells: tuple[int, ...], problems: list[tuple[str, str]]) -> None:
    assert found(run(TREE.format(*cells))) == problems


def test_a_total_that_stands_alone(run) -> None:
    assert found(run("1|Tổng A|ĐV|||||91\n|- B|ĐV|||||30\n|- C|ĐV|||||60")) == [("PL322", "H2")]


@pytest.mark.parametrize(
    "lines",
    [
        "1|Tổng số đảng viên|||7.400|7.524|7.571|\n|Đánh giá chất lượng|||7.227|7.356|7.417|",  # one child is no sum
        "1|A|ĐV||10|20|30|\n|- B|Lớp||1|2|3|\n|- C|tỷ đồng||5|6|7|",  # units differ
        "1|A|ĐV||10|20|30|\n|- B|%||90|92|94|\n|- C|%||80|82|84|",  # rates
        "1|A|ĐV||10|20|30|\nTrong đó:\n|- B|ĐV||1|2|3|\n|- C|ĐV||2|2|2|".replace("Trong đó:", "|Trong đó:"),
    ],
)
def test_no_false_alarm_where_nothing_must_add_up(run, lines: str) -> None:
    assert found(run(lines)) == []


def test_a_grand_total_adds_up_the_rows_of_its_level(run) -> None:
    lines = "1|A|người|||||10\n2|B|người|||||20\n|- riêng B|người|||||15\n|Tổng cộng|người|||||{}"
    assert found(run(lines.format(30))) == []
    assert found(run(lines.format(31))) == [("PL322", "H5")]


def test_a_part_may_not_exceed_the_whole(run) -> None:
    assert found(run("1|A|ĐV|||||30\n|Trong đó:\n|- B|ĐV|||||31")) == [("PL324", "H4")]


def test_shares_that_make_100_in_most_columns_must_in_all(run) -> None:
    lines = "1|Đánh giá\n|- Tốt|%||80|82|84|\n|- Khá|%||15|15|15|\n|- Kém|%||5|3|2|"
    assert found(run(lines)) == [("PL323", "G3:G5")]
    assert found(run(lines.replace("|2|", "|1|"))) == []


def test_shares_count_the_typed_actual_too(run) -> None:
    lines = "1|Đánh giá\n|- Tốt|%||80|82||81\n|- Khá|%||15|15||15\n|- Kém|%||5|{}||4"
    assert found(run(lines.format(3))) == []
    assert found(run(lines.format(8))) == [("PL321", "F5")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("vượt 5%", "97,11 - 95 = 2,11"), ("99", "97,11 / 95 = 102,22"), ("thiếu 3", "95 - 97,11 = -2,11")],
)
def test_a_percentage_is_held_against_what_it_means(run, typed: str, said: str) -> None:
    (problem,) = run(f"1|A|%|95||||97,11|'{typed}'").problems
    assert (problem.code, said in problem.message()) == ("PL302", True)


def test_a_change_is_held_against_a_change(run) -> None:
    head = "STT|Nội dung|ĐVT|Thực hiện|Cùng kỳ|Tăng, giảm so với cùng kỳ (%)\n"
    (problem,) = run("1|A|người|90|100|15", head).problems
    assert (problem.code, "90 / 100 - 100% = -10%" in problem.message()) == ("PL303", True)
    assert run("1|A|người|90|100|-10\n2|B|người|90|100|90", head).problems == ()


def test_both_places_of_a_difference_are_told(run) -> None:
    (problem,) = run("1|A|ĐV|1200|500|453||953|79,61").problems
    assert (str(problem.place), "tính từ E2, F2, D2" in problem.message()) == ("PHỤ LỤC!I2", True)


def test_a_consequence_points_to_its_culprit(run) -> None:
    computed = run("1|A|%|100|100|100|98,07|99,9|99,9\n2|B|%|90|90|91|92|91|101,11")
    assert found(computed, Severity.NOTE) == [("PL301", "H2"), ("PL333", "I2")]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    counts=st.lists(st.lists(st.integers(100, 5000), min_size=3, max_size=3), min_size=2, max_size=6),
    wrong=st.none() | st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(1, 25)),
)
def test_a_consistent_grid_is_silent_and_one_wrong_cell_is_found(
    tmp_path_factory: pytest.TempPathFactory,
    counts: list[list[int]],
    wrong: tuple[int, int, int] | None,
) -> None:
    parent = [sum(column) for column in zip(*counts, strict=True)]
    lines = [["1", "Tổng", "ĐV", "", *parent, sum(parent)]]
    lines += [["", f"- Dòng {n}", "ĐV", "", *row, sum(row)] for n, row in enumerate(counts)]
    if wrong is not None and wrong[0] < len(counts):
        lines[wrong[0] + 1][4 + wrong[1]] += wrong[2]
    told = {tuple(row) for row in counts}
    text = "\n".join("|".join(show(Decimal(c)) if isinstance(c, int) else c for c in line) for line in lines)
    path = book(tmp_path_factory.mktemp("g") / "a.xlsx", HEAD + text)
    computed = compute(read_workbook(path))
    if wrong is None or wrong[0] >= len(counts):
        assert found(computed) == []
    elif len(told) == len(counts):
        column = "EFG"[wrong[1]]
        assert f"{column}{wrong[0] + 3}" in {place for _, place in found(computed)}
