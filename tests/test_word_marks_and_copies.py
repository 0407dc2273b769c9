"""Regenerating around what people leave in and beside fields: comments, notes, tracked changes, copies of tables and sentences."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from support.computed import computed
from support.lint import lint
from support.words import document, facts, saved, texts

from toolkit.facts import Facts
from toolkit.records import replace
from toolkit.text import slug
from toolkit.word.compile import compile_template
from toolkit.word.fill import Filled, fill
from toolkit.word.ledger import load
from toolkit.word.refresh import Refreshed, refresh

TEMPLATE = compile_template(
    document(
        "Kết nạp {{ kn }} đảng viên, {% if kn > 955 %}vượt{% else %}chưa đạt{% endif %} chỉ tiêu.",
        "{% if kn < 955 %}",
        "Còn thiếu {{ kn }}.",
        "{% endif %}",
        [["Tên", "Số"], ["{% for x in chi_tieu %}", ""], ["{{ x.noi_dung }}", "{{ x }}"], ["{% endfor %}", ""]],
        "Lời kết.",
    ),
    "mau.docx",
)
HEAD = "STT | Nội dung | ĐVT | Chỉ tiêu | 2022 | Thực hiện | %\n"
TWO = HEAD + "1 | Lớp A | Lớp | 5 | 4 | 4 | 80\n2 | Lớp B | Lớp | 5 | 6 | 6 | 120"
OTHERS = HEAD + "1 | Lớp C | Lớp | 5 | 4 | 3 | 60\n2 | Lớp B | Lớp | 5 | 6 | 6 | 120"
FIELD = re.compile(r"<w:sdt>(?:(?!</w:sdt>).)*pl:kn\".*?</w:sdt>")
RUN = re.compile(r"<w:r>(?:(?!</w:r>).)*>953<.*?</w:r>")


def known(grid: str, kn: str) -> Facts:
    made = computed(grid)
    return facts(replace(made, rows=tuple(replace(row, key=slug(row.row.label)) for row in made.rows)), kn=kn)


def filled(grid: str, kn: str) -> Filled:
    return fill(TEMPLATE, known(grid, kn), workbook="so-lieu.xlsx")


def again(edit: Callable[[str], str], grid: str = TWO, kn: str = "954") -> Refreshed:
    """A report edited by hand and regenerated; the edit is seen to change it, the outcome to be what Word opens."""
    report = filled(TWO, "953").package
    before = report.parts[report.main].decode()
    after = edit(before)
    assert after != before
    report.parts[report.main] = after.encode()
    ledger = load(report)
    assert ledger is not None
    result = refresh(report, ledger, filled(grid, kn), known(grid, kn))
    assert not [line for line in lint(saved(result.package)) if "comment" not in line and "note" not in line]
    return result


def codes(result: Refreshed) -> list[str]:
    return [problem.code for problem in result.problems]


def body(result: Refreshed) -> str:
    return result.package.parts[result.package.main].decode()


def first(pattern: re.Pattern[str], make: Callable[[str], str]) -> Callable[[str], str]:
    return lambda xml: pattern.sub(lambda match: make(match[0]), xml, count=1)


# --- in fields ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "left",
    [
        '<w:r><w:commentReference w:id="3"/></w:r>',
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="3"/></w:r>',
        '<w:bookmarkStart w:id="3" w:name="tay"/><w:bookmarkEnd w:id="3"/>',
        '<w:del w:id="3" w:author="B"><w:r><w:delText>950</w:delText></w:r></w:del>',
    ],
)
def test_what_hangs_on_a_number_outlives_a_new_one(left: str) -> None:
    result = again(first(RUN, lambda run: run + left))
    assert texts(result.package)[0] == "Kết nạp 954 đảng viên, chưa đạt chỉ tiêu."
    assert left in body(result)
    assert codes(result) == []


def test_a_number_inserted_under_tracked_changes_stays_an_insertion() -> None:
    result = again(first(RUN, lambda run: f'<w:ins w:id="3" w:author="B">{run}</w:ins>'))
    assert re.search(r'<w:ins w:id="3" w:author="B"><w:r><w:t[^>]*>954</w:t></w:r></w:ins>', body(result))


def test_a_number_deleted_under_tracked_changes_is_gone_and_no_conflict() -> None:
    def deleted(run: str) -> str:
        gone = run.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f'<w:del w:id="3" w:author="B">{gone}</w:del>'

    result = again(first(RUN, deleted))
    assert (result.conflicts, result.kept, result.lost, codes(result)) == (0, 0, 1, ["PL536"])
    assert ">953</w:delText>" in body(result)


def test_a_sentence_moved_under_tracked_changes_is_live_where_it_went() -> None:
    def moved(paragraph: str) -> str:
        def marked(kind: str, number: int) -> str:
            return re.sub(r"<w:r>.*?</w:r>", rf'<w:{kind} w:id="{number}" w:author="B">\g<0></w:{kind}>', paragraph)

        return marked("moveFrom", 3) + "<w:p><w:r><w:t>Chen vào.</w:t></w:r></w:p>" + marked("moveTo", 4)

    result = again(first(re.compile(r"<w:p>(?:(?!</w:p>).)*Còn thiếu.*?</w:p>"), moved))
    assert texts(result.package)[1:4] == ["", "Chen vào.", "Còn thiếu 954."]
    assert (result.lost, result.conflicts, codes(result)) == (0, 0, [])


# --- copies ---------------------------------------------------------------------------------------------------------


def copied_table(xml: str, *, column: bool = False) -> str:
    table = re.search(r"<w:tbl>.*?</w:tbl>", xml)
    assert table
    wide = table[0].replace("</w:tr>", "<w:tc><w:p><w:r><w:t>tay</w:t></w:r></w:p></w:tc></w:tr>")
    made = wide.replace("</w:tblGrid>", '<w:gridCol w:w="900"/></w:tblGrid>') if column else table[0]
    return xml.replace("<w:sectPr", made + "<w:p/><w:sectPr", 1)


def test_a_copied_table_has_the_rows_of_the_data_too() -> None:
    result = again(copied_table, OTHERS)
    rows = ["Tên|Số", "Lớp C|3", "Lớp B|6"]
    assert texts(result.package)[2:] == [*rows, "Lời kết.", *rows, ""]
    assert codes(result) == []


def test_a_table_copied_and_given_a_column_has_them_in_its_own_columns() -> None:
    result = again(lambda xml: copied_table(xml, column=True), OTHERS)
    assert texts(result.package)[6:] == ["Tên|Số|tay", "Lớp C|3", "Lớp A|4|tay", "Lớp B|6|tay", ""]
    assert codes(result) == ["PL539"]  # what was written into its row stays


def test_a_copied_sentence_says_what_the_data_says_now() -> None:
    sentence = re.compile(r"<w:p>(?:(?!</w:p>).)*Kết nạp .*?</w:p>")
    result = again(first(sentence, lambda paragraph: paragraph * 2), kn="960")
    assert texts(result.package)[:2] == ["Kết nạp 960 đảng viên, vượt chỉ tiêu."] * 2


def test_a_copy_of_what_the_data_no_longer_gives_stays_and_is_told() -> None:
    sentence = re.compile(r"<w:p>(?:(?!</w:p>).)*Còn thiếu .*?</w:p>")
    result = again(first(sentence, lambda paragraph: paragraph + "<w:p/>" + paragraph), kn="960")
    assert sorted(texts(result.package)[1:3]) == ["", "Còn thiếu 960."]
    assert codes(result) == ["PL539"]


# --- what the data no longer has ------------------------------------------------------------------------------------


def test_an_edited_row_whose_indicator_is_gone_is_told_once() -> None:
    result = again(lambda xml: xml.replace(">Lớp A<", ">Lớp A (sửa)<", 1), OTHERS)
    assert "Lớp A (sửa)|4" in texts(result.package)
    assert codes(result) == ["PL539"]


def test_a_row_that_somebody_commented_on_is_not_taken_away() -> None:
    mark = '<w:r><w:commentReference w:id="3"/></w:r>'
    result = again(first(re.compile(r">Lớp A</w:t></w:r></w:sdtContent></w:sdt>"), lambda end: end + mark), OTHERS)
    assert "Lớp A|4" in texts(result.package)
    assert codes(result) == ["PL539"]


def test_what_is_told_of_a_row_says_where_it_stands_in_the_end() -> None:
    result = again(lambda xml: xml.replace(">Lớp B<", ">Lớp B (sửa)<", 1), TWO.rpartition("\n")[0], kn="960")
    problem = next(problem for problem in result.problems if problem.code == "PL539")
    assert str(problem.place).startswith("body, ¶6 ")


def test_what_the_data_changed_of_a_sentence_joined_with_another_is_told() -> None:
    def joined(xml: str) -> str:
        return re.sub(r"(Kết nạp(?:(?!</w:p>).)*)</w:p><w:p>", r"\1", xml, count=1)

    result = again(joined, kn="960")
    assert texts(result.package)[0].endswith("chỉ tiêu.Còn thiếu 960.")
    told = {problem.code: problem for problem in result.problems}
    assert told["PL539"].values == {"text": "Còn thiếu 953."}


def test_a_row_deleted_by_hand_is_told_once() -> None:
    template = compile_template(document("{{ phu_luc }}"), "mau.docx")
    report = fill(template, known(TWO, "953"), workbook="so-lieu.xlsx").package
    main = report.parts[report.main].decode()
    report.parts[report.main] = re.sub(r"<w:tr>(?:(?!</w:tr>).)*>Lớp A<.*?</w:tr>", "", main).encode()
    ledger = load(report)
    assert ledger is not None
    result = refresh(report, ledger, fill(template, known(TWO, "953"), workbook="x.xlsx"), known(TWO, "953"))
    assert (result.lost, codes(result)) == (8, ["PL536"])
    assert result.problems[0].values["field"] == "lop_a"


# --- controls that an editor dropped ----------------------------------------------------------------------------------


def bare(xml: str) -> str:
    return re.sub(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1", xml)


def test_copies_have_fields_again_where_every_control_was_dropped() -> None:
    sentence = re.compile(r"<w:p>(?:(?!</w:p>).)*Kết nạp .*?</w:p>")
    result = again(lambda xml: bare(copied_table(first(sentence, lambda paragraph: paragraph * 2)(xml))), OTHERS, "960")
    assert texts(result.package)[:2] == ["Kết nạp 960 đảng viên, vượt chỉ tiêu."] * 2
    rows = ["Tên|Số", "Lớp C|3", "Lớp B|6"]
    assert texts(result.package)[2:] == [*rows, "Lời kết.", *rows, ""]
    assert codes(result) == []


def test_fields_of_joined_and_of_divided_sentences_are_found_again() -> None:
    def joined(xml: str) -> str:
        return re.sub(r"(Kết nạp(?:(?!</w:p>).)*)</w:p><w:p>", r"\1", xml, count=1)

    def divided(xml: str) -> str:
        return xml.replace("> đảng viên, ", "> đảng </w:t></w:r></w:p><w:p><w:r><w:t>viên, ", 1)

    for edit in (joined, divided):
        result = again(lambda xml, edit=edit: bare(edit(xml)))
        assert "".join(texts(result.package)[:3]).startswith("Kết nạp 954 đảng viên, chưa đạt chỉ tiêu.Còn thiếu 954.")
        assert codes(result) == []


def test_what_is_told_of_a_row_names_the_row_and_what_gives_the_figure() -> None:
    template = compile_template(document('{{ chi_tieu("lop_a").ky["6 tháng 2023"] }}', "{{ phu_luc }}"), "mau.docx")
    grid = TWO.replace("2022", "6 tháng 2023")
    report = fill(template, known(grid, "953"), workbook="so-lieu.xlsx").package
    main = report.parts[report.main].decode()
    at = main.index(">4<", main.index("<w:tbl>"))
    report.parts[report.main] = (main[:at] + ">7<" + main[at + 3 :]).encode()
    for edit in (str, lambda xml: xml.replace("</w:body>", "<!-- tay --></w:body>")):
        edited = report.copy()
        edited.parts[edited.main] = edit(report.parts[report.main].decode()).encode()
        ledger = load(edited)
        assert ledger is not None
        result = refresh(edited, ledger, fill(template, known(grid, "953"), workbook="x.xlsx"), known(grid, "953"))
        assert [problem.values["field"] for problem in result.problems] == ['lop_a.ky["6 tháng 2023"]']
        assert str(result.problems[0].place).endswith("(PHỤ LỤC > 1 Lớp A Lớp 5 7 4 80 Chưa đạt)")


def test_a_control_that_reaches_to_the_end_of_its_paragraph_is_cut_back_to_its_field() -> None:
    def reaching(xml: str) -> str:
        field = FIELD.search(xml)
        assert field
        end = xml.index("</w:p>", field.end())
        outer = field[0].partition("<w:sdtContent>")[0]
        again = FIELD.search(xml, field.end())
        assert again
        return f"{xml[: field.start()]}{outer}<w:sdtContent>{field[0]}{again[0]}{xml[field.end() : end]}</w:sdtContent></w:sdt>{xml[end:]}"

    result = again(reaching)
    assert texts(result.package)[0] == "Kết nạp 954954 đảng viên, chưa đạt chỉ tiêu."
    assert codes(result) == []
    assert lint(saved(result.package)) == []
