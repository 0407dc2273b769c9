"""The appendix as a Word table: what it shows, how it is set, and that Word finds nothing to repair in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.computed import computed

from toolkit.facts import Fact
from toolkit.headings import notes, title_lines
from toolkit.model import Column, ComputedAppendix
from toolkit.profiles import Profile, choose
from toolkit.word.appendix import appendix_table
from toolkit.word.controls import control as field
from toolkit.word.controls import field_id
from toolkit.word.sections import (
    appendix_section,
    close_document,
    is_landscape,
    landscape_of,
    text_width,
)
from toolkit.word.xml import W_NS, run, w

PARTY, STATE = choose("Đảng"), choose("Nhà nước")
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
WIDTH = 14287

SAMPLE = """
    STT | Nội dung                | ĐVT  | Chỉ tiêu | 2021  | 2022  | Thực hiện | %      | Ghi chú
    I   | CÔNG TÁC PHÁT TRIỂN     |      |          |       |       |           |        |
    1   | Kết nạp đảng viên       | ĐV   | 1.200    | 453   | 500   | 953       | 79,4167 |
        | - Nữ & thanh niên <30   | ĐV   | ≥ 95     | 90    | -     | 0         |        | kể cả dự bị
    2   | Chất lượng              |      |          |       |       |           |        |
        | + Vững mạnh             | %    | 90       | 94,44 | 1,234 | 95,326    | 105,9178 |
"""


def control(identity: str, shown_text: str, rpr: str, fact: Fact | None) -> bytes:
    return field(field_id(identity), shown_text, rpr)


def parse(pieces: Iterable[bytes]) -> etree._Element:
    names = f'xmlns:w="{W_NS}" xmlns:w15="{W15}"'
    return etree.fromstring(f"<root {names}>{xml_of(pieces)}</root>")


def xml_of(pieces: Iterable[bytes]) -> str:
    return b"".join(pieces).decode()


def table(appendix: ComputedAppendix, **options: int) -> etree._Element:
    found = parse(appendix_table(appendix, control, **options)).find(w("tbl"))
    assert found is not None
    return found


def text(node: etree._Element) -> str:
    return "".join(piece.text or "" for piece in node.iter(w("t")))


def rows(node: etree._Element) -> list[list[str]]:
    return [[text(cell) for cell in row.findall(w("tc"))] for row in node.findall(w("tr"))]


def shown(appendix: ComputedAppendix) -> dict[str, str]:
    """The fields of a table: identity to text."""
    fields: dict[str, str] = {}

    def cell(identity: str, shown_text: str, rpr: str, fact: Fact | None) -> bytes:
        fields[identity] = shown_text
        return run(shown_text, rpr).encode()

    appendix_table(appendix, cell)
    return fields


def test_every_figure_is_a_field_named_by_its_row_and_attribute() -> None:
    fields = shown(computed(SAMPLE))
    assert fields["ket_nap_dang_vien_7.thuc_hien"] == "953"
    assert fields["ket_nap_dang_vien_7.ty_le"] == "79,42"
    assert fields["ket_nap_dang_vien_7.chi_tieu"] == "1.200"
    assert fields['ket_nap_dang_vien_7.ky["2022"]'] == "500"
    assert fields["ket_nap_dang_vien_7.stt"] == "1"
    assert fields["ket_nap_dang_vien_7.don_vi"] == "ĐV"
    assert fields["nu_thanh_nien_30_8.noi_dung"] == "Nữ & thanh niên <30"
    assert fields["cong_tac_phat_trien_6.noi_dung"] == "CÔNG TÁC PHÁT TRIỂN"


def test_blank_figures_have_no_field_and_zero_has_one() -> None:
    fields = shown(computed(SAMPLE))
    assert 'nu_thanh_nien_30_8.ky["2022"]' not in fields
    assert "chat_luong_9.thuc_hien" not in fields
    assert fields["nu_thanh_nien_30_8.thuc_hien"] == "0"


def test_a_bound_in_the_target_is_kept_and_an_ambiguous_figure_stands_as_typed() -> None:
    fields = shown(computed(SAMPLE))
    assert fields["nu_thanh_nien_30_8.chi_tieu"] == "≥ 95"
    assert fields['vung_manh_10.ky["2022"]'] == "1,234"


def test_an_excel_error_is_not_printed() -> None:
    fields = shown(computed("Nội dung | 2021 | 2022 | Thực hiện\nSố lớp | #REF! | 3 | 3"))
    assert 'so_lop_6.ky["2021"]' not in fields
    assert fields['so_lop_6.ky["2022"]'] == "3"


def test_the_note_is_the_typed_one_and_else_the_judgement() -> None:
    fields = shown(computed(SAMPLE))
    assert fields["nu_thanh_nien_30_8.ghi_chu"] == "kể cả dự bị"
    assert fields["ket_nap_dang_vien_7.danh_gia|viet_hoa_dau"] == "Chưa đạt"
    assert fields["vung_manh_10.danh_gia|viet_hoa_dau"] == "Vượt"
    assert "chat_luong_9.ghi_chu" not in fields


def test_change_on_last_year_follows_the_heading() -> None:
    grid = "Nội dung | Thực hiện | Cùng kỳ | % cùng kỳ\nThu ngân sách | 120 | 100 | 120"
    assert shown(computed(grid))["thu_ngan_sach_6.so_cung_ky"] == "120"
    growth = shown(computed(grid, growth=True))
    assert growth["thu_ngan_sach_6.tang_cung_ky"] == "20"
    assert "thu_ngan_sach_6.so_cung_ky" not in growth


def test_computed_columns_are_added_where_the_workbook_has_none() -> None:
    appendix = computed(SAMPLE)
    kept = tuple(c for c in appendix.appendix.columns if c.role not in ("actual", "percent", "note"))
    bare = replace(appendix, appendix=replace(appendix.appendix, columns=kept))
    assert rows(table(bare))[0] == [
        "STT", "Nội dung", "ĐVT", "Chỉ tiêu", "Thực hiện qua các kỳ", "Thực hiện", "% so với chỉ tiêu", "Ghi chú",
    ]  # fmt: skip


def test_columns_that_only_steer_the_computing_are_left_out() -> None:
    appendix = computed(SAMPLE)
    more = (*appendix.appendix.columns, Column("key", 20, "Mã"), Column("rule", 21, "Cách tính"))
    wider = replace(appendix, appendix=replace(appendix.appendix, columns=more))
    assert rows(table(wider)) == rows(table(appendix))


def test_the_header_has_two_rows_repeated_on_every_page() -> None:
    found = table(computed(SAMPLE, over="Thực hiện qua các năm"))
    head = [row for row in found.findall(w("tr")) if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None]
    assert head == found.findall(w("tr"))[:2]
    assert rows(found)[0] == [
        "STT", "Nội dung", "ĐVT", "Chỉ tiêu", "Thực hiện qua các năm", "Thực hiện", "%", "Ghi chú",
    ]  # fmt: skip
    assert rows(found)[1] == ["", "", "", "", "2021", "2022", "", "", ""]
    merged = [cell.find(f"{w('tcPr')}/{w('vMerge')}") for cell in head[0].findall(w("tc"))]
    assert [node is not None for node in merged] == [True, True, True, True, False, True, True, True]
    assert head[0].findall(w("tc"))[4].find(f"{w('tcPr')}/{w('gridSpan')}").get(w("val")) == "2"


def test_the_header_rows_say_how_high_they_are_for_the_cells_that_go_through_both() -> None:
    grid = "Nội dung | Tỷ lệ phần trăm so với chỉ tiêu nghị quyết đại hội đề ra cho cả nhiệm kỳ | 2021 | 2022\nLớp | 1 | 2 | 3"
    appendix = computed(grid.replace("Tỷ lệ", "Đơn vị báo cáo tỷ lệ"), over="Các năm")
    heading = replace(appendix.appendix.columns[1], role="unit", over="")
    columns = (appendix.appendix.columns[0], heading, *appendix.appendix.columns[2:])
    long = replace(appendix, appendix=replace(appendix.appendix, columns=columns, periods=("2021", "2022")))
    found = [int(node.get(w("val"))) for node in table(long).iter(w("trHeight"))]
    assert len(found) == 2
    assert found[1] > 2 * found[0]


def test_one_period_needs_one_header_row() -> None:
    found = table(computed("STT | Nội dung | Năm 2024\n1 | Số lớp | 3"))
    assert rows(found) == [["STT", "Nội dung", "Năm 2024"], ["1", "Số lớp", "3"]]
    assert len(found.findall(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}")) == 1


def test_no_row_splits_over_pages() -> None:
    found = table(computed(SAMPLE))
    assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in found.findall(w("tr")))


def test_a_section_stands_bold_across_the_grid() -> None:
    section = table(computed(SAMPLE)).findall(w("tr"))[2]
    assert [text(cell) for cell in section.findall(w("tc"))] == ["I", "CÔNG TÁC PHÁT TRIỂN"]
    assert section.findall(w("tc"))[1].find(f"{w('tcPr')}/{w('gridSpan')}").get(w("val")) == "8"
    assert all(run_.find(f"{w('rPr')}/{w('b')}") is not None for run_ in section.iter(w("r")))


def test_hierarchy_shows_by_bullets_and_indents() -> None:
    found = table(computed(SAMPLE)).findall(w("tr"))[2:]
    labels = [row.findall(w("tc"))[1] for row in found]
    assert [text(cell) for cell in labels] == [
        "CÔNG TÁC PHÁT TRIỂN", "Kết nạp đảng viên", "- Nữ & thanh niên <30", "Chất lượng", "+ Vững mạnh",
    ]  # fmt: skip
    lefts = [int(cell.find(f".//{w('ind')}").get(w("left"))) for cell in labels]
    assert lefts[0] == lefts[1] == lefts[3] == 0
    assert 0 < lefts[2] < lefts[4]


def test_numbers_stand_right_and_units_in_the_middle() -> None:
    data = table(computed(SAMPLE)).findall(w("tr"))[3]
    aligned = [cell.find(f".//{w('jc')}").get(w("val")) for cell in data.findall(w("tc"))]
    assert aligned == ["center", "left", "center", *["right"] * 5, "center"]


def test_without_a_numbering_column_the_number_stands_before_the_label() -> None:
    appendix = computed(SAMPLE)
    kept = tuple(c for c in appendix.appendix.columns if c.role != "stt")
    bare = replace(appendix, appendix=replace(appendix.appendix, columns=kept))
    assert [row[0] for row in rows(table(bare))[2:5]] == [
        "I. CÔNG TÁC PHÁT TRIỂN", "1. Kết nạp đảng viên", "- Nữ & thanh niên <30",
    ]  # fmt: skip


def test_empty_cells_are_no_higher_than_the_type() -> None:
    found = table(computed(SAMPLE))
    marks = {node.find(f"{w('pPr')}/{w('rPr')}/{w('sz')}").get(w("val")) for node in found.iter(w("p"))}
    assert marks == {node.get(w("val")) for node in found.iter(w("sz"))}


def test_borders_layout_and_type() -> None:
    found = table(computed(SAMPLE))
    borders = found.find(f"{w('tblPr')}/{w('tblBorders')}")
    assert [(side.get(w("val")), side.get(w("sz"))) for side in borders] == [("single", "4")] * 6
    assert found.find(f"{w('tblPr')}/{w('tblLayout')}").get(w("type")) == "fixed"
    fonts = {run_.find(f"{w('rPr')}/{w('rFonts')}").get(w(part)) for run_ in found.iter(w("r")) for part in ("ascii", "hAnsi", "eastAsia", "cs")}  # fmt: skip
    assert fonts == {"Times New Roman"}


@pytest.mark.parametrize("count", range(1, 13))
def test_one_to_twelve_periods_fit_the_page(count: int) -> None:
    heads = [f"Tháng {number}" for number in range(1, count + 1)]
    figures = ["14.531,44"] * count
    found = table(
        computed(
            f"STT | Nội dung | ĐVT | Chỉ tiêu | {' | '.join(heads)} | Thực hiện | % | Ghi chú\n"
            f"1 | Tổng thu ngân sách trên địa bàn | tỷ đồng | 100.000 | {' | '.join(figures)} | 174.377,28 | 174,38 | x"
        )
    )
    widths = [int(column.get(w("w"))) for column in found.find(w("tblGrid"))]
    size = int(found.find(f".//{w('sz')}").get(w("val")))
    assert sum(widths) == WIDTH
    assert 14 <= size <= 22
    # A digit is half an em wide, a mark a quarter: the figure must stand on one line within the cell's margins.
    side = int(found.find(f".//{w('tblCellMar')}/{w('left')}").get(w("w")))
    assert min(widths[4 : 4 + count]) >= (7 * 500 + 2 * 250) * size // 100 + 2 * side
    assert widths[1] >= WIDTH // 8


def test_more_columns_than_a_page_can_hold_still_make_its_width() -> None:
    heads = [f"Đơn vị thứ {number}" for number in range(40)]
    found = table(computed(f"Nội dung | {' | '.join(heads)}\nTổng số | {' | '.join(['1.234.567,89'] * 40)}"))
    widths = [int(column.get(w("w"))) for column in found.find(w("tblGrid"))]
    assert sum(widths) == WIDTH
    assert min(widths) > 0


def test_a_long_note_gets_room() -> None:
    grid = f"Nội dung | Thực hiện | Ghi chú\n{'Số lớp bồi dưỡng lý luận ' * 9}| 4 | "
    short, long = (table(computed(grid + note)).find(w("tblGrid")) for note in ("x", "suy ra từ tỷ lệ đã công bố " * 3))
    assert int(long[2].get(w("w"))) > int(short[2].get(w("w")))
    assert int(long[2].get(w("w"))) <= WIDTH // 5


def test_a_narrower_page_takes_a_narrower_table() -> None:
    found = table(computed(SAMPLE), width_twips=9000)
    assert sum(int(column.get(w("w"))) for column in found.find(w("tblGrid"))) == 9000


# The order of children the schema asks for, for the properties the table uses.
ORDER = {
    "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
    "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"],
    "pPr": ["keepNext", "keepLines", "pageBreakBefore", "spacing", "ind", "jc", "rPr", "sectPr"],
    "rPr": ["rFonts", "b", "bCs", "i", "iCs", "caps", "color", "sz", "szCs", "u"],
    "sectPr": [
        "headerReference",
        "footerReference",
        "type",
        "pgSz",
        "pgMar",
        "pgNumType",
        "cols",
        "titlePg",
        "docGrid",
    ],
}


def assert_sound(root: etree._Element) -> None:
    """What Word asks of a table: cells end in a paragraph, spans stay in the grid, children are in order."""
    for found in root.iter(w("tbl")):
        grid = [int(column.get(w("w"))) for column in found.find(w("tblGrid"))]
        for row in found.findall(w("tr")):
            at = 0
            for cell in row.findall(w("tc")):
                assert cell[-1].tag == w("p")
                span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
                size = 1 if span is None else int(span.get(w("val")))
                width = int(cell.find(f"{w('tcPr')}/{w('tcW')}").get(w("w")))
                assert width == sum(grid[at : at + size])
                at += size
            assert at == len(grid)
    for name, order in ORDER.items():
        for node in root.iter(w(name)):
            places = [order.index(etree.QName(child).localname) for child in node]
            assert places == sorted(places)


def test_the_xml_is_sound() -> None:
    assert_sound(parse(appendix_table(computed(SAMPLE, over="Các năm"), control)))


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="|"), max_size=20)
CELL = st.one_of(st.sampled_from(["", "-", "0", "1.905", "98,49", "≥ 95", "1,234", "80-85%"]), WORDS)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.lists(CELL, min_size=7, max_size=7), max_size=6), st.booleans())
def test_any_grid_makes_sound_xml(cells: list[list[str]], over: bool) -> None:
    grid = "\n".join(" | ".join(" ".join(text.split()) for text in line) for line in cells)
    head = "STT | Nội dung | ĐVT | Chỉ tiêu | 2021 | 2022 | Thực hiện"
    appendix = computed(f"{head}\n{grid}" if grid else head, over="Các năm" if over else "")
    assert_sound(parse(appendix_table(appendix, control)))


# --- sections -------------------------------------------------------------------------------------------------------

PORTRAIT = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId7"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
)
INFO = {"so": "9", "ky_hieu": "BC/ĐUK", "ngay": "5/2/2026", "ten_loai": "BÁO CÁO", "co_quan": "ĐẢNG ỦY KHỐI"}


def document(*pieces: str | bytes) -> str:
    """A document as `close_document` leaves one made of these pieces."""
    root = f'<w:document xmlns:w="{W_NS}" xmlns:w15="{W15}" xmlns:r="urn:r"><w:body>'
    made = [p if isinstance(p, bytes) else p.encode() for p in (root, *pieces, "</w:body></w:document>")]
    close_document(made)
    return xml_of(made)


def sections(xml: str | Iterable[bytes]) -> list[str]:
    return re.findall(r"<w:sectPr.*?</w:sectPr>", xml if isinstance(xml, str) else xml_of(xml))


def test_the_appendix_ends_the_document_on_landscape_pages_of_its_own() -> None:
    inner = appendix_section([computed(SAMPLE)], control, profile=PARTY, section_xml=PORTRAIT, info=INFO)
    xml = document("<w:p/>", *inner, f"<w:p/>{PORTRAIT}")
    found = sections(xml)
    assert found[0] == PORTRAIT
    assert [is_landscape(section) for section in found] == [False, True]
    assert xml.endswith(f"{found[1]}</w:body></w:document>")
    assert "titlePg" not in found[1]
    assert "rId7" not in found[1]
    assert text_width(found[1]) == WIDTH
    assert_sound(etree.fromstring(xml))


def test_text_after_the_appendix_is_portrait_again_and_numbered_on() -> None:
    inner = appendix_section([computed(SAMPLE)], control, profile=PARTY, section_xml=PORTRAIT, info=INFO)
    after = "<w:p><w:r><w:t>Hết.</w:t></w:r></w:p>"
    found = sections(document("<w:p/>", *inner, f"{after}{PORTRAIT}"))
    assert [is_landscape(section) for section in found] == [False, True, False]
    assert "titlePg" not in found[2]
    assert "w:start" not in found[2]


def test_a_document_without_an_appendix_is_left_alone() -> None:
    assert document("<w:p/>", PORTRAIT).endswith(f"<w:body><w:p/>{PORTRAIT}</w:body></w:document>")


def test_a_landscape_document_keeps_its_unnumbered_first_page() -> None:
    wide = landscape_of(PORTRAIT, STATE)
    inner = appendix_section([computed(SAMPLE)], control, profile=STATE, section_xml=wide, info=INFO)
    assert document("<w:p/>", *inner, wide).endswith(f"{xml_of(inner)}{wide}</w:body></w:document>")


def test_a_section_that_says_nothing_takes_the_rule_sets_page() -> None:
    found = landscape_of("<w:sectPr/>", PARTY)
    assert text_width(found) == WIDTH
    assert 'w:header="567"' in found


def test_an_appendix_that_comes_first_has_no_page_before_it() -> None:
    inner = appendix_section([computed(SAMPLE)], control, profile=PARTY, section_xml=PORTRAIT, first=True)
    assert [is_landscape(section) for section in sections(inner)] == [True]
    assert "rId7" in sections(inner)[0]


def test_a_landscape_section_of_the_template_is_used_as_it_is() -> None:
    wide = landscape_of(PORTRAIT, PARTY)
    inner = appendix_section([computed(SAMPLE)] * 2, control, profile=PARTY, section_xml=wide, info=INFO)
    assert sections(inner) == []
    assert xml_of(inner).count("<w:pageBreakBefore/>") == 1


def test_several_appendices_stand_in_sections_of_their_own() -> None:
    inner = appendix_section([computed(SAMPLE)] * 3, control, profile=STATE, section_xml=PORTRAIT)
    assert [is_landscape(section) for section in sections(inner)] == [False, True, True, True]
    assert [name in xml_of(inner) for name in ("Phụ lục I<", "Phụ lục II<", "Phụ lục III<")] == [True] * 3


def test_a_state_appendix_is_numbered_on_its_own_and_a_party_one_goes_on() -> None:
    assert 'w:start="1"' in landscape_of(PORTRAIT, STATE)
    assert "<w:pgNumType" not in landscape_of(PORTRAIT, PARTY)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (PARTY, "(Kèm theo Báo cáo số 09-BC/ĐUK ngày 05 tháng 02 năm 2026)"),
        (STATE, "(Kèm theo Báo cáo số 09/BC/ĐUK ngày 05 tháng 02 năm 2026)"),
    ],
)
def test_the_line_that_says_what_it_is_attached_to(profile: Profile, expected: str) -> None:
    inner = appendix_section([computed(SAMPLE)], control, profile=profile, info=INFO)
    assert expected in [text(paragraph) for paragraph in parse(inner).findall(w("p"))]


def test_without_number_or_date_the_line_is_the_sheets_or_missing() -> None:
    lines = ["PHỤ LỤC", "Kết quả", "(Kèm theo Báo cáo số   -BC/ĐUK ngày   tháng 7)"]
    typed = appendix_section([computed(SAMPLE, title=lines)], control, profile=PARTY)
    assert "(Kèm theo Báo cáo số -BC/ĐUK ngày tháng 7)" in text(parse(typed))
    assert "Kèm theo" not in text(parse(appendix_section([computed(SAMPLE)], control, profile=PARTY)))


def test_title_lines_leave_the_heads_of_the_sheet_out() -> None:
    lines = [
        "ĐẢNG BỘ TỈNH", "ĐẢNG ỦY KHỐI", "*", "Số 161-BC/ĐUK", "ĐẢNG CỘNG SẢN VIỆT NAM",
        "A, ngày 25 tháng 7 năm 2023", "PHỤ LỤC II", "Kết quả thực hiện", "Năm 2023", "Đơn vị tính: tỷ đồng",
    ]  # fmt: skip
    info = {**INFO, "co_quan_cap_tren": "Đảng bộ tỉnh"}
    found = title_lines(computed(SAMPLE, title=lines), PARTY, info)
    assert (found.name, found.title, found.unit) == (
        "PHỤ LỤC II",
        ("Kết quả thực hiện", "Năm 2023"),
        "Đơn vị tính: tỷ đồng",
    )


def test_a_title_that_only_begins_like_a_name_is_a_title() -> None:
    found = title_lines(computed(SAMPLE, title=["Biểu số liệu kinh tế"]), PARTY, {})
    assert (found.name, found.title) == ("PHỤ LỤC", ("Biểu số liệu kinh tế",))


def test_notes_below_the_grid_are_kept_and_signatures_are_not() -> None:
    lines = ["Ghi chú:", "- Số liệu ước", "(*) Chưa gồm quý IV", "Ngày 05 tháng 7", "NGƯỜI LẬP BIỂU", "- Nguyễn A"]
    assert notes(computed(SAMPLE, footer=lines)) == ("Ghi chú:", "- Số liệu ước", "(*) Chưa gồm quý IV")
