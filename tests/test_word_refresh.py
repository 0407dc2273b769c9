"""Regenerating: what a person did to a report stays, what the data changed comes in, and where both did is said."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from support.computed import computed
from support.lint import lint
from support.words import changed, document, facts, saved, texts, with_notes

from toolkit.word.blocks import TEXT_BOX, blocks
from toolkit.word.compile import compile_template
from toolkit.word.controls import PREFIX
from toolkit.word.counterparts import counterparts
from toolkit.word.fill import Filled, fill
from toolkit.word.final import finalise
from toolkit.word.ledger import load
from toolkit.word.package import Package
from toolkit.word.refresh import Refreshed, refresh
from toolkit.word.trace import trace
from toolkit.word.xml import escape

TEMPLATE = document(
    "BÁO CÁO",
    "Kết nạp {{ kn }} đảng viên, đạt {{ tl | phan_tram }} chỉ tiêu.",
    "{% if kn > 900 %}",
    "Kết quả cao: {{ kn }}.",
    "{% endif %}",
    "Các lớp: {% for x in chi_tieu %}{{ x.noi_dung }} {{ x }}; {% endfor %}hết.",
    [["Tên", "Số"], ["{% for x in chi_tieu %}", ""], ["{{ x.noi_dung }}", "{{ x }}"], ["{% endfor %}", ""]],
    "Lời kết.",
)
HEAD = "STT | Nội dung | ĐVT | Chỉ tiêu | 2022 | Thực hiện | %\n"
GRID = HEAD + "1 | Lớp A | Lớp | 5 | 4 | 4 | 80\n2 | Lớp B | Lớp | 5 | 6 | 6 | 120"


def made(grid: str = GRID, template: bytes = TEMPLATE, **figures: str) -> Filled:
    known = facts(computed(grid), **{"kn": "953", "tl": "79.42", **figures})
    return fill(compile_template(template, "mau.docx"), known, workbook="so-lieu.xlsx")


def again(
    edit: Callable[[str], str] = lambda xml: xml,
    grid: str = GRID,
    *,
    prefer_workbook: bool = False,
    template: bytes = TEMPLATE,
    first: bytes = TEMPLATE,
    **figures: str,
) -> Refreshed:
    """A report filled by the `first` template, edited by hand, and regenerated with other data."""
    report = made(template=first).package
    report.parts[report.main] = edit(report.parts[report.main].decode()).encode()
    ledger = load(report)
    assert ledger is not None
    known = facts(computed(grid), **{"kn": "953", "tl": "79.42", **figures})
    fresh = made(grid, template, **figures)
    return refresh(report, ledger, fresh, known, prefer_workbook=prefer_workbook)


def overtype(old: str, new: str, times: int = 1) -> Callable[[str], str]:
    return lambda xml: xml.replace(f">{old}<", f">{new}<", times)


def codes(result: Refreshed) -> list[str]:
    return [problem.code for problem in result.problems]


def test_an_untouched_report_is_filled_afresh() -> None:
    result = again(kn="960")
    assert texts(result.package) == texts(made(kn="960").package)
    assert (result.kept, result.conflicts, result.lost) == (0, 0, 0)


def test_the_same_data_again_changes_nothing() -> None:
    report = made().package
    result = again()
    assert saved(result.package) == saved(report)
    assert result.unchanged == result.filled > 0


def test_rewritten_prose_stays_and_figures_are_new() -> None:
    result = again(lambda xml: xml.replace("Lời kết.", "Lời kết viết lại."), kn="960")
    assert texts(result.package)[1] == "Kết nạp 960 đảng viên, đạt 79,42% chỉ tiêu."
    assert texts(result.package)[-1] == "Lời kết viết lại."


def test_a_number_typed_over_is_kept_while_the_data_stands() -> None:
    result = again(overtype("953", "955"))
    assert texts(result.package)[1].startswith("Kết nạp 955 ")
    assert (result.kept, codes(result)) == (1, ["PL533"])


def test_both_sides_changed_is_a_conflict_pinned_as_a_comment() -> None:
    result = again(overtype("953", "955"), kn="960")
    assert texts(result.package)[1].startswith("Kết nạp 955 ")
    assert texts(result.package)[2] == "Kết quả cao: 960."
    assert (result.conflicts, codes(result)) == (1, ["PL534"])
    comments = result.package.parts["word/comments.xml"].decode()
    assert "955" in comments
    assert "960" in comments
    assert lint(saved(result.package)) == []


def test_the_workbook_wins_when_told() -> None:
    result = again(overtype("953", "955"), kn="960", prefer_workbook=True)
    assert texts(result.package)[1].startswith("Kết nạp 960 ")
    assert (result.conflicts, codes(result)) == (0, ["PL537"])


def test_a_conflict_is_told_once() -> None:
    first = again(overtype("953", "955"), kn="960")
    ledger = load(first.package)
    assert ledger is not None
    second = refresh(first.package, ledger, made(kn="960"), facts(computed(GRID), kn="960", tl="79.42"))
    assert (second.conflicts, second.kept) == (0, 1)


def test_a_conflict_may_be_settled_by_a_later_run() -> None:
    first = again(overtype("953", "955"), kn="960")
    for _ in range(2):  # and still after a run that kept it
        ledger = load(first.package)
        assert ledger is not None
        given = (ledger, made(kn="960"), facts(computed(GRID), kn="960", tl="79.42"))
        settled = refresh(first.package, *given, prefer_workbook=True)
        assert texts(settled.package)[1].startswith("Kết nạp 960 ")
        assert b"955" not in settled.package.parts["word/comments.xml"]  # what was told of it is gone too
        assert b"commentRange" not in settled.package.parts[settled.package.main]
        assert lint(saved(settled.package)) == []
        first = refresh(first.package, *given)


def test_a_comment_of_ours_that_was_answered_stays_with_its_answer() -> None:
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    w15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
    for answered in (True, False):
        report = again(overtype("953", "955"), kn="960").package
        comments = report.parts["word/comments.xml"].decode()
        report.parts["word/comments.xml"] = comments.replace("<w:p>", f'<w:p {w14} w14:paraId="0A">', 1).encode()
        reply = '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>' if answered else ""
        report.parts["word/commentsExtended.xml"] = (
            f'<w15:commentsEx {w15}><w15:commentEx w15:paraId="0A" w15:done="0"/>{reply}</w15:commentsEx>'
        ).encode()
        report.add_type("word/commentsExtended.xml", kind)
        ledger = load(report)
        assert ledger is not None
        known = facts(computed(GRID), kn="960", tl="79.42")
        settled = refresh(report, ledger, made(kn="960"), known, prefer_workbook=True).package
        assert texts(settled)[1].startswith("Kết nạp 960 ")
        assert (b"955" in settled.parts["word/comments.xml"]) is answered
        assert (b'paraId="0A"' in settled.parts["word/commentsExtended.xml"]) is answered


def test_one_of_several_places_of_a_field_that_is_gone_is_listed() -> None:
    result = again(lambda xml: re.sub(r"<w:p>(?:(?!</w:p>).)*Kết quả cao.*?</w:p>", "", xml, count=1, flags=re.DOTALL))
    assert "Kết quả cao: 953." not in texts(result.package)
    assert (result.lost, codes(result)) == (1, ["PL536"])


def test_rows_and_items_come_and_go_with_the_data() -> None:
    grid = HEAD + "1 | Lớp A | Lớp | 5 | 4 | 4 | 80\n2 | Lớp C | Lớp | 5 | 6 | 1 | 20"
    result = again(lambda xml: xml.replace("Lời kết.", "Khác."), grid)
    assert texts(result.package)[3:] == ["Các lớp: Lớp A 4; Lớp C 1; hết.", "Tên|Số", "Lớp A|4", "Lớp C|1", "Khác."]
    assert lint(saved(result.package)) == []


def test_a_paragraph_whose_condition_no_longer_holds_goes() -> None:
    result = again(lambda xml: xml.replace("Lời kết.", "Khác."), kn="800")
    assert not any(line.startswith("Kết quả cao") for line in texts(result.package))


def test_an_edited_paragraph_is_not_taken_away() -> None:
    result = again(lambda xml: xml.replace("Kết quả cao", "Kết quả rất cao"), kn="800")
    assert any(line.startswith("Kết quả rất cao") for line in texts(result.package))
    assert "PL539" in codes(result)


def test_a_moved_paragraph_keeps_its_fields() -> None:
    def move(xml: str) -> str:
        paragraph = re.search(r"<w:p>(?:(?!</w:p>).)*Kết nạp .*?</w:p>", xml)
        assert paragraph
        return xml.replace(paragraph[0], "").replace("<w:sectPr", paragraph[0] + "<w:sectPr", 1)

    result = again(move, kn="960")
    assert texts(result.package)[-1] == "Kết nạp 960 đảng viên, đạt 79,42% chỉ tiêu."
    assert sum(line.startswith("Kết nạp") for line in texts(result.package)) == 1


def test_a_copied_paragraph_stays_live() -> None:
    def copy(xml: str) -> str:
        paragraph = re.search(r"<w:p>(?:(?!</w:p>).)*Kết nạp .*?</w:p>", xml)
        assert paragraph
        return xml.replace("<w:sectPr", paragraph[0] + "<w:sectPr", 1)

    result = again(copy, kn="960")
    assert sum(line.startswith("Kết nạp 960") for line in texts(result.package)) == 2


def test_a_deleted_sentence_is_listed_and_not_put_back() -> None:
    result = again(lambda xml: re.sub(r"<w:p>(?:(?!</w:p>).)*đạt .*?</w:p>", "", xml), kn="960")
    assert not any(line.startswith("Kết nạp") for line in texts(result.package))
    assert (result.lost, "PL536" in codes(result)) == (2, True)


@pytest.mark.parametrize(
    "dropped", ["tag", "alias", "dataBinding", "tag alias", "alias dataBinding", "tag dataBinding"]
)
def test_any_one_of_the_three_names_is_enough(dropped: str) -> None:
    def drop(xml: str) -> str:
        for name in dropped.split():
            xml = re.sub(rf"<w:{name} [^>]*/>", "", xml)
        return xml

    result = again(drop, kn="960")
    assert texts(result.package) == texts(made(kn="960").package)
    xml = result.package.parts[result.package.main].decode()
    assert f'<w:tag w:val="{PREFIX}kn"/>' in xml


def test_fields_are_found_again_where_every_control_was_dropped() -> None:
    def strip(xml: str) -> str:
        return re.sub(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1", xml)

    result = again(strip, kn="960")
    assert texts(result.package) == texts(made(kn="960").package)
    assert lint(saved(result.package)) == []


def test_a_field_whose_control_alone_was_dropped_is_found_again() -> None:
    def strip(xml: str) -> str:
        return re.sub(
            r"<w:sdt>(?:(?!</w:sdt>).)*?<w:sdtContent>(<w:r>.{0,90}>953<.*?)</w:sdtContent></w:sdt>",
            r"\1",
            xml,
            count=1,
        )

    assert (
        strip(made().package.parts["word/document.xml"].decode()) != made().package.parts["word/document.xml"].decode()
    )
    result = again(strip, kn="960")
    assert texts(result.package) == texts(made(kn="960").package)
    assert (result.lost, codes(result)) == (0, [])
    edited = again(lambda xml: strip(xml).replace(">953<", ">955<", 1), kn="960")
    assert texts(edited.package)[1].startswith("Kết nạp 955 ")
    assert (edited.lost, codes(edited)) == (1, ["PL540"])


def test_a_field_with_quotes_in_its_name_is_found_again_and_missed() -> None:
    template = document(
        "BÁO CÁO", '{{ chi_tieu("lop_a").ky["2022"] }} lớp; {{ chi_tieu("lop_a").ky["2022"] }} lớp nữa.'
    )
    bare = r"<w:sdt>(?:(?!</w:sdt>).)*<w:sdtContent>(.*?)</w:sdtContent></w:sdt>"
    grid = GRID.replace("| 4 | 4 |", "| 5 | 5 |")
    known = {"template": template, "first": template}
    found = again(lambda xml: re.sub(bare, r"\1", xml, count=1), grid, **known)
    assert texts(found.package)[1] == "5 lớp; 5 lớp nữa."
    assert (found.lost, codes(found)) == (0, [])
    gone = again(lambda xml: re.sub(bare, "", xml, count=1), grid, **known)
    assert texts(gone.package)[1] == " lớp; 5 lớp nữa."
    assert (gone.lost, codes(gone)) == (1, ["PL536"])


def test_fields_of_a_changed_template_that_never_stood_in_the_report_are_not_told_as_lost() -> None:
    other = document("BÁO CÁO", "Kết nạp {{ kn }} đảng viên, đạt {{ tl | phan_tram }} chỉ tiêu.", "Mới {{ moi }}.")
    first = again(template=other, kn="960", moi="7")
    assert (first.lost, codes(first)[0]) == (0, "PL531")
    ledger = load(first.package)
    assert ledger is not None
    second = refresh(
        first.package,
        ledger,
        made(template=other, kn="970", moi="8"),
        facts(computed(GRID), kn="970", tl="79.42", moi="8"),
    )
    assert (second.lost, codes(second)) == (0, [])
    assert texts(second.package)[1].startswith("Kết nạp 970 ")


def test_a_doubtful_field_is_listed_and_not_guessed() -> None:
    def strip(xml: str) -> str:
        bare = re.sub(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1", xml)
        return bare.replace(">79,42%<", ">80%<", 1)

    result = again(strip, tl="81")
    assert "đạt 80% chỉ tiêu" in texts(result.package)[1]
    assert "PL540" in codes(result)


def test_a_changed_template_is_said_and_its_new_text_listed() -> None:
    other = document("BÁO CÁO", "Kết nạp {{ kn }} đảng viên, đạt {{ tl | phan_tram }} chỉ tiêu.", "Phần mới {{ kn }}.")
    result = again(template=other, kn="960")
    assert "PL531" in codes(result)
    assert "PL535" in codes(result)
    assert texts(result.package)[1].startswith("Kết nạp 960 ")
    assert not any(line.startswith("Phần mới") for line in texts(result.package))


def test_a_figure_that_left_the_workbook_leaves_its_text() -> None:
    report = made().package
    ledger = load(report)
    assert ledger is not None
    without = document("BÁO CÁO", "Đạt {{ tl | phan_tram }} chỉ tiêu.")
    fresh = fill(compile_template(without, "mau.docx"), facts(computed(GRID), tl="79.42"), workbook="x.xlsx")
    result = refresh(report, ledger, fresh, facts(computed(GRID), tl="79.42"))
    assert "PL532" in codes(result)
    assert texts(result.package)[1].startswith("Kết nạp 953 ")


FEWER = HEAD + "1 | Lớp A | Lớp | 5 | 4 | 4 | 80"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:t xml:space=\"preserve\">Các lớp: ", "<w:t xml:space=\"preserve\">Các lớp đã mở: "),
        ("hết.", "hết đợt."),
        ("<w:r><w:t xml:space=\"preserve\">Các", "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Các"),
        ("<w:r><w:t xml:space=\"preserve\">Các", "<w:bookmarkStart w:id=\"7\" w:name=\"tay\"/><w:bookmarkEnd w:id=\"7\"/>"
         "<w:r><w:t xml:space=\"preserve\">Các"),
    ],
)  # fmt: skip
def test_what_was_done_to_a_sentence_by_hand_stays_where_its_wording_follows_the_data(old: str, new: str) -> None:
    more = GRID + "\n3 | Lớp C | Lớp | 5 | 7 | 7 | 140"
    for grid, items in ((FEWER, "Lớp A 4; "), (more, "Lớp A 4; Lớp B 6; Lớp C 7; ")):
        assert old in made().package.parts["word/document.xml"].decode()
        result = again(lambda xml: xml.replace(old, new, 1), grid)
        head = "Các lớp đã mở" if "đã mở" in new else "Các lớp"
        assert texts(result.package)[3] == f"{head}: {items}hết{' đợt' if 'đợt' in new else ''}."
        assert new in result.package.parts["word/document.xml"].decode()
        assert codes(result) == []
        assert lint(saved(result.package)) == []


def test_a_sentence_edited_where_its_wording_depends_on_data_is_kept_and_shown() -> None:
    result = again(lambda xml: xml.replace(">; <", "> (tốt); <"), FEWER)
    assert any(line.startswith("Các lớp: Lớp A 4 (tốt); Lớp B") for line in texts(result.package))
    assert "PL538" in codes(result)


@pytest.mark.parametrize(
    ("body", "low", "high"),
    [
        ("Hộp {{ kn }}.|{% if kn > 955 %}|Cao.|{% else %}|Thấp hơn mức giao.|{% endif %}", "Hộp 953.|Thấp hơn mức giao.", "Hộp 960.|Cao."),
        ("{% if kn > 955 %}|Cao.|{% else %}|Thấp hơn mức giao.|{% endif %}", "Thấp hơn mức giao.", "Cao."),
        ("{% if kn > 955 %}|Cao {{ kn }}.|{% endif %}", "", "Cao 960."),
    ],
)  # fmt: skip
def test_conditions_in_both_copies_of_a_text_box_follow_the_data(body: str, low: str, high: str) -> None:
    inside = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in body.split("|"))
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
        f"<w:drawing><w:txbxContent>{inside}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{inside}"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    template = changed(
        document("BÁO CÁO"), lambda name, xml: xml.replace(b"<w:sectPr", box.encode() + b"<w:sectPr") if name == "word/document.xml" else xml
    )  # fmt: skip
    result = again(lambda xml: xml.replace("BÁO CÁO", "BÁO CÁO SỬA"), template=template, first=template, kn="960")
    tree = result.package.tree(result.package.main)
    shown = ["|".join(block.text for block in blocks(found)) for found in tree.iter(TEXT_BOX)]
    assert shown == [high, high]
    assert made(template=template).package.parts["word/document.xml"].decode().count(low.rpartition("|")[2]) >= 2
    assert codes(result) == []


def test_untouched_parts_stay_to_the_byte() -> None:
    report = made().package
    result = again(overtype("953", "955"), kn="960")
    for name in ("word/styles.xml", "word/settings.xml", "docProps/core.xml"):
        assert result.package.parts[name] == report.parts[name]


def test_the_final_version_has_the_same_text_and_no_trace_of_the_tool() -> None:
    report = made().package
    final = finalise(report)
    assert texts(final) == texts(report)
    data = saved(final)
    assert b"w:sdt" not in final.parts[final.main]
    assert load(final) is None
    assert lint(data) == []
    assert final.parts["word/styles.xml"] == report.parts["word/styles.xml"]
    assert Package.read(data).main == report.main


def test_tracing_a_number_gives_its_cells() -> None:
    report = made().package
    ledger = load(report)
    assert ledger is not None
    found = list(trace(report, ledger, "953"))
    assert {number.key for number in found} == {"kn"}
    assert found[0].cells == ("Số liệu!C2",)
    assert found[0].value == "953"


def test_a_paragraph_pasted_into_another_report_stays_live() -> None:
    source = made().package.parts["word/document.xml"].decode()
    paragraph = re.search(r"<w:p>(?:(?!</w:p>).)*Kết nạp .*?</w:p>", source)
    assert paragraph
    report = made(template=document("BÁO CÁO KHÁC", "Số khác {{ kn }}."), kn="953").package
    main = report.parts[report.main].decode().replace("<w:sectPr", paragraph[0] + "<w:sectPr", 1)
    report.parts[report.main] = main.encode()
    ledger = load(report)
    assert ledger is not None
    fresh = made(template=document("BÁO CÁO KHÁC", "Số khác {{ kn }}."), kn="960", tl="80")
    result = refresh(report, ledger, fresh, facts(computed(GRID), kn="960", tl="80"))
    assert texts(result.package)[-1] == "Kết nạp 960 đảng viên, đạt 80% chỉ tiêu."


def test_tracked_changes_and_smart_tags_around_and_in_fields_stay() -> None:
    def track(xml: str) -> str:
        field = re.search(r"<w:sdt>(?:(?!</w:sdt>).)*pl:kn\".*?</w:sdt>", xml)
        assert field
        inserted = '<w:ins w:id="7" w:author="B"><w:r><w:t>mới </w:t></w:r></w:ins>'
        deleted = '<w:del w:id="8" w:author="B"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
        smart = f'<w:smartTag w:uri="u" w:element="e">{field[0]}</w:smartTag>'
        return xml.replace(field[0], inserted + smart + deleted, 1)

    result = again(track, kn="960")
    xml = result.package.parts[result.package.main].decode()
    assert texts(result.package)[1] == "Kết nạp mới 960 đảng viên, đạt 79,42% chỉ tiêu."
    assert "<w:delText>cũ</w:delText>" in xml
    assert '<w:ins w:id="7"' in xml


def test_a_number_changed_under_tracked_changes_counts_as_typed_over() -> None:
    def track(xml: str) -> str:
        run = re.search(r"<w:r>(?:(?!</w:r>).)*>953<.*?</w:r>", xml)
        assert run
        gone = run[0].replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return xml.replace(
            run[0],
            f'<w:del w:id="8" w:author="B">{gone}</w:del><w:ins w:id="9" w:author="B"><w:r><w:t>955</w:t></w:r></w:ins>',
            1,
        )

    assert codes(again(track)) == ["PL533"]
    assert codes(again(track, kn="960")) == ["PL534"]


def test_a_field_split_into_runs_by_proofing_marks_is_one_field() -> None:
    def split(xml: str) -> str:
        halves = '<w:r w:rsidR="00A1"><w:t>9</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>53</w:t></w:r>'
        return re.sub(r"<w:r><w:t[^>]*>953</w:t></w:r>", halves, xml, count=1)

    result = again(split, kn="960")
    assert texts(result.package)[1].startswith("Kết nạp 960 ")


NOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>Kết nạp {{ kn }}: {% if kn > 955 %}cao{% else %}thấp{% endif %}.</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


def test_a_header_that_an_editor_renamed_is_known_by_its_words() -> None:
    def header(text: str) -> bytes:
        return f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>'.encode()

    base = {"word/header1.xml": header("Phụ lục kèm theo"), "word/header2.xml": header("Báo cáo quý")}
    parts = {"word/header2.xml": header("Phụ lục 2 kèm theo"), "word/header9.xml": header("Báo cáo quý I")}
    assert counterparts(base, parts, dict.fromkeys(parts, "hdr")) == {
        "word/header2.xml": "word/header1.xml",
        "word/header9.xml": "word/header2.xml",
    }


def test_conditions_in_headers_and_notes_follow_the_data() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    template = with_notes(
        document("BÁO CÁO", "Lời kết.", header="Kết nạp {{ kn }}{% if kn > 955 %}, vượt{% endif %}"),
        lambda xml: xml.replace("Lời kết.</w:t></w:r>", f"Lời kết.</w:t></w:r>{reference}"),
        NOTES,
    )
    figures = facts(computed(GRID), kn="960", tl="79.42")
    for hand, header, note in (
        ("", "Kết nạp 960, vượt", "Kết nạp 960: cao."),
        ("tay ", "tay Kết nạp 960, vượt", "tay Kết nạp 960: cao."),
    ):
        report = made(template=template).package
        names = {kind: name for name, kind in report.text_parts()}
        for kind in ("header", "footnotes"):
            xml = report.parts[names[kind]].decode()
            report.parts[names[kind]] = xml.replace(">Kết nạp ", f">{hand}Kết nạp ").encode()
        report.parts[report.main] = report.parts[report.main].replace("Lời".encode(), "Lời sửa".encode())
        ledger = load(report)
        assert ledger is not None
        result = refresh(report, ledger, made(template=template, kn="960"), figures)
        assert texts(result.package, names["header"]) == [header]
        assert texts(result.package, names["footnotes"]) == [note]
        assert codes(result) == []


def test_a_header_is_brought_up_to_date() -> None:
    template = document("BÁO CÁO", "Lời {{ kn }}.", header="Kết nạp {{ kn }}")
    report = made(template=template).package
    report.parts[report.main] = report.parts[report.main].replace("Lời".encode(), "Lời sửa".encode())
    ledger = load(report)
    assert ledger is not None
    result = refresh(report, ledger, made(template=template, kn="960"), facts(computed(GRID), kn="960", tl="79.42"))
    header = next(name for name, kind in result.package.text_parts() if kind == "header")
    assert texts(result.package, header) == ["Kết nạp 960"]
