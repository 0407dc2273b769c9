"""Columns of a table in a report that was edited by hand: they follow the data, and those a person changed stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import pytest
from lxml import etree
from support.computed import computed
from support.lint import lint
from support.words import document, facts, saved, texts

from toolkit.facts import Facts
from toolkit.text import slug
from toolkit.word.blocks import blocks, controls
from toolkit.word.compile import compile_template
from toolkit.word.fill import Filled, fill
from toolkit.word.ledger import load
from toolkit.word.lightness import lightened
from toolkit.word.merging import write_text
from toolkit.word.refresh import Refreshed, refresh
from toolkit.word.xml import w

TEMPLATE = compile_template(document("BÁO CÁO", "{{ phu_luc }}"), "mau.docx")
ONE = """
STT | Nội dung | ĐVT | Chỉ tiêu | 2021 | Thực hiện | %
I   | Đảng     |     |          |      |           |
1   | Lớp A    | Lớp | 5        | 4    | 4         | 80
2   | Lớp B    | Lớp | 5        |      |           |
"""
TWO = """
STT | Nội dung | ĐVT | Chỉ tiêu | 2021 | 2022 | Thực hiện | %
I   | Đảng     |     |          |      |      |           |
1   | Lớp A    | Lớp | 5        | 4    | 3    | 7         | 140
2   | Lớp B    | Lớp | 5        |      | 6    | 6         | 120
"""
THREE = TWO + "3 | Lớp C | Lớp | 5 | 1 | 1 | 2 | 40\n"
ROW = re.compile(rb"<w:tr>.*?</w:tr>", re.DOTALL)
Edit = Callable[[etree._Element], object]


def known(grid: str) -> Facts:
    """The facts of a grid whose rows keep their keys wherever they stand."""
    made = computed(grid)
    return facts(replace(made, rows=tuple(replace(row, key=slug(row.row.label)) for row in made.rows)))


def filled(grid: str) -> Filled:
    return fill(TEMPLATE, known(grid), workbook="so-lieu.xlsx")


def again(before: str, after: str, edit: Edit) -> Refreshed:
    """A report filled with one grid, its table edited, regenerated with another."""
    report = filled(before).package
    tree = report.tree(report.main)
    edit(next(tree.iter(w("tbl"))))
    report.parts[report.main] = etree.tostring(tree)
    ledger = load(report)
    assert ledger is not None
    return refresh(report, ledger, filled(after), known(after))


def rows(result: Refreshed) -> list[str]:
    return [text for text in texts(result.package) if "|" in text]


def heading(table: etree._Element) -> None:
    """Change a heading, so that the table counts as edited."""
    next(node for node in table.iter(w("t")) if node.text == "Nội dung").text = "Tên"


def row_of_mine(table: etree._Element) -> None:
    """Add a row under the first indicator."""
    row = list(table.iter(w("tr")))[3 if b"2022" in etree.tostring(table) else 2]
    made = deepcopy(row)
    for control in list(made.iter(w("sdt"))):
        parent = control.getparent()
        assert parent is not None
        parent.remove(control)
    for cell in made.iter(w("tc")):
        run = etree.SubElement(cell[-1], w("r"))
        etree.SubElement(run, w("t")).text = "tay"
    row.addnext(made)


def overtype(table: etree._Element) -> None:
    """Type over a figure of the first indicator."""
    write_text(next(c for c in controls(table) if c.name.endswith("chi_tieu")).element, "9")


def drop_column(table: etree._Element) -> None:
    """Delete the column of the target."""
    for row in table.iter(w("tr")):
        if len(row.findall(w("tc"))) > 4:
            row.remove(row.findall(w("tc"))[3])


@pytest.mark.parametrize(("before", "after"), [(ONE, TWO), (TWO, ONE)])
def test_columns_come_and_go_with_the_data(before: str, after: str) -> None:
    result = again(before, after, heading)
    assert rows(result) == [
        text.replace("Nội dung", "Tên") for text in rows(Refreshed(filled(after).package, filled(after).ledger))
    ]
    assert result.problems == []
    assert lint(saved(result.package)) == []
    fresh = filled(after).package
    grids = [next(package.tree(package.main).iter(w("tblGrid"))) for package in (result.package, fresh)]
    assert etree.tostring(grids[0]) == etree.tostring(grids[1])


def test_rows_and_figures_of_ones_own_stay_beside_a_new_column() -> None:
    def edit(table: etree._Element) -> None:
        overtype(table)
        row_of_mine(table)

    result = again(ONE, TWO, edit)
    kept = next(text for text in rows(result) if "tay" in text)
    assert (kept.count("tay"), kept.count("|")) == (8, 8)
    assert [problem.code for problem in result.problems] == ["PL533"]
    assert rows(result)[3].startswith("1|Lớp A|Lớp|9|4|3|7|140")
    assert lint(saved(result.package)) == []


SHIFTED = (
    TWO.replace("2021 | 2022", "2022 | 2023")
    .replace("| 4    | 3    |", "| 3    | 8    |")
    .replace("|      | 6 ", "| 6    | 9 ")
)


def test_another_period_takes_the_place_of_the_first_with_what_was_typed_into_its_column() -> None:
    def edit(table: etree._Element) -> None:
        write_text(next(c for c in controls(table) if c.name == 'pl:lop_a.ky["2022"]').element, "77")
        row_of_mine(table)
        for cell in list(table.iter(w("tr")))[4].findall(w("tc"))[4:5]:
            cell.remove(cell[-1])
            etree.SubElement(cell, w("p"))

    result = again(TWO, SHIFTED, edit)
    assert rows(result)[3] == "1|Lớp A|Lớp|5|77|8|7|140|Vượt"
    assert rows(result)[4] == "tay|tay|tay|tay|tay||tay|tay|tay"
    assert rows(result)[-1].startswith("2|Lớp B|Lớp|5|6|9|")
    assert [problem.code for problem in result.problems] == ["PL533"]


def test_what_was_written_into_a_column_that_goes_keeps_it_and_is_told() -> None:
    def edit(table: etree._Element) -> None:
        write_text(next(c for c in controls(table) if c.name == 'pl:lop_a.ky["2021"]').element, "77")

    result = again(TWO, SHIFTED + "3 | Lớp C | Lớp | 5 | 1 | 2 | 2 | 40\n", edit)
    assert rows(result)[3] == "1|Lớp A|Lớp|5|77|3|7|140|Vượt"
    assert rows(result)[-1] == "3|Lớp C|Lớp|5||1|2|40|Chưa đạt"  # in the columns that stay
    assert [(p.code, str(p.place).rpartition("(")[2]) for p in result.problems] == [
        ("PL528", "PHỤ LỤC > 1 Lớp A Lớp 5 77 3 7 140 Vượt)")
    ]


def test_a_row_across_all_columns_spans_as_many_as_there_are() -> None:
    def edit(table: etree._Element) -> None:
        section = next(row for row in table.iter(w("tr")) if "Đảng" in "".join(row.itertext()))
        made = deepcopy(section)
        etree.SubElement(etree.SubElement(made.findall(w("tc"))[1][-1], w("r")), w("t")).text = " (tay)"
        section.addnext(made)

    for before, after in ((ONE, TWO), (TWO, ONE)):
        result = again(before, after, edit)
        assert "I|Đảng (tay)" in rows(result)
        assert lint(saved(result.package)) == []


def test_a_new_row_has_the_columns_a_person_left() -> None:
    result = again(TWO, THREE, drop_column)
    assert rows(result)[-1] == "3|Lớp C|Lớp|1|1|2|40|Chưa đạt"
    assert {problem.code for problem in result.problems} == {"PL536"}


def test_columns_changed_by_hand_are_kept_and_that_is_said() -> None:
    result = again(ONE, TWO, drop_column)
    assert not any("2022" in text for text in rows(result))
    assert [p.code for p in result.problems if p.code != "PL536"] == ["PL528"]


def test_a_table_that_was_deleted_is_not_put_back_by_a_new_row() -> None:
    def delete(table: etree._Element) -> None:
        parent = table.getparent()
        assert parent is not None
        parent.remove(table)

    result = again(TWO, THREE, delete)
    assert not any("Lớp" in text for text in texts(result.package))
    assert {problem.code for problem in result.problems} == {"PL536"}


def test_rows_that_both_fillings_have_are_held_without_their_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.word.lightness._LEAST", 0)
    base, new = (filled(grid).ledger.base["word/document.xml"] for grid in (TWO, THREE))
    held = lightened(base, new)
    for light, full in zip(held, (base, new), strict=True):
        shapes = [[(b.text, b.shape) for b in blocks(etree.fromstring(xml))] for xml in (light, full)]
        assert shapes[0] == shapes[1]
        assert len(light) < len(full)
    assert [b"<w:rPr>" in row for row in ROW.findall(held[1])[-3:]] == [False, False, True]
    for before, after in ((ONE, TWO), (TWO, ONE), (TWO, THREE), (THREE, TWO)):
        result = again(before, after, heading)
        fresh = Refreshed(filled(after).package, filled(after).ledger)
        assert rows(result) == [text.replace("Nội dung", "Tên") for text in rows(fresh)]
        assert result.problems == []
        assert lint(saved(result.package)) == []


def test_a_row_the_data_moves_takes_along_what_was_done_to_it() -> None:
    def edit(table: etree._Element) -> None:
        row = next(row for row in table.iter(w("tr")) if "Lớp A" in "".join(row.itertext()))
        for formatting in row.iter(w("rPr")):
            formatting.insert(1, formatting.makeelement(w("color"), {w("val"): "FF0000"}))
        write_text(next(c for c in controls(row) if c.name.endswith("chi_tieu")).element, "9")

    one, two = (line for line in TWO.splitlines() if "Lớp" in line)
    result = again(TWO, TWO.replace(one, "@").replace(two, one).replace("@", two), edit)
    assert [text[:9] for text in rows(result)[-2:]] == ["2|Lớp B|L", "1|Lớp A|L"]
    assert rows(result)[-1].startswith("1|Lớp A|Lớp|9|4|3|7|140")
    assert [problem.code for problem in result.problems] == ["PL533"]
    tree = result.package.tree(result.package.main)
    assert [
        "Lớp A" in "".join(row.itertext()) for row in tree.iter(w("tr")) if row.find(f".//{w('color')}") is not None
    ] == [True]
    assert lint(saved(result.package)) == []
