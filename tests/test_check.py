"""`phuluc check`: a report tied out against its workbook, its record and its own appendix, through the real process."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import docx
import pytest
from lxml import etree
from support import hostile
from support.books import book
from support.commands import call, verb
from support.lint import lint
from support.words import document

from toolkit import reports
from toolkit.word.package import Package
from toolkit.word.prose import prose
from toolkit.word.xml import w

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*/so-lieu.xlsx"))
GRID = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện\n1|Kết nạp đảng viên|đảng viên|1.200|500|453|953\n2|Mở lớp bồi dưỡng|lớp|25|12|13|25"
TEXT = (
    "Toàn Đảng bộ kết nạp {{ ket_nap_dang_vien }} đảng viên, bằng {{ ket_nap_dang_vien.ty_le | phan_tram }} chỉ tiêu."
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report of ours filled from `so-lieu.xlsx` beside it."""
    (tmp_path / "mau.docx").write_bytes(document("1. Phát triển đảng", TEXT, "{{ phu_luc }}"))
    book(tmp_path / "so-lieu.xlsx", GRID)
    made = tmp_path / "bao-cao.docx"
    assert call(tmp_path / "so-lieu.xlsx", "-t", tmp_path / "mau.docx", "-o", made).returncode == 0
    return made


def typed_over(path: Path, old: str, new: str, times: int = 1) -> None:
    """Put one text in place of another in the document's body, as a person does in Word."""
    package = Package.read(path.read_bytes())
    xml = package.parts[package.main].decode()
    assert old in xml
    package.parts[package.main] = xml.replace(old, new, times).encode()
    with path.open("wb") as stream:
        package.write(stream)


def checked(*arguments: object) -> tuple[int, dict[str, list[dict[str, object]]]]:
    done = verb("check", *arguments, "--json")
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def test_a_report_that_ties_says_so(report: Path) -> None:
    code, found = checked(report, report.with_name("so-lieu.xlsx"))
    assert code == 0
    assert set(found) == {"claims", "summary", "problems"}
    assert found["summary"] == {"consistent": 2, "rounding": 0, "inconsistent": 0, "not_checkable": 0}
    first = found["claims"][0]
    assert list(first) == [
        "place",
        "excerpt",
        "kind",
        "numbers",
        "formula",
        "expected",
        "printed",
        "verdict",
        "fact",
        "message",
    ]
    assert first["place"] == {"part": "body", "paragraph": 2, "start": 21, "end": 24}
    assert (first["kind"], first["printed"], first["expected"], first["fact"]) == (
        "tied",
        "953",
        "953",
        "ket_nap_dang_vien",
    )


def test_a_number_typed_over_is_wrong(report: Path) -> None:
    typed_over(report, ">953<", ">955<")
    code, found = checked(report, report.with_name("so-lieu.xlsx"))
    (wrong,) = [claim for claim in found["claims"] if claim["verdict"] == "inconsistent"]
    assert code == 1
    assert (wrong["kind"], wrong["printed"], wrong["expected"]) == ("tied", "955", "953")
    assert "PHỤ LỤC!E2" in str(wrong["message"])


def test_a_number_the_workbook_has_moved_on_from_is_stale(report: Path) -> None:
    data = report.with_name("so-lieu.xlsx")
    book(data, GRID.replace("453|953", "460|960"))
    code, found = checked(report, data)
    wrong = {
        (claim["kind"], claim["printed"], claim["expected"])
        for claim in found["claims"]
        if claim["verdict"] == "inconsistent"
    }
    assert code == 1
    assert {("stale", "953", "960"), ("stale", "79.42", "80")} <= wrong
    assert {("stale", "453", "460")} <= wrong  # in the appendix table


def test_without_a_workbook_a_report_of_ours_is_held_to_its_record(report: Path) -> None:
    assert checked(report)[0] == 0
    typed_over(report, ">953<", ">955<")
    code, found = checked(report)
    assert code == 1
    assert [claim["fact"] for claim in found["claims"] if claim["verdict"] == "inconsistent"] == ["ket_nap_dang_vien"]


def test_a_paragraph_that_holds_nothing_but_the_mark_of_a_note(tmp_path: Path) -> None:
    mark = b'<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    (tmp_path / "bao-cao.docx").write_bytes(hostile.document(mark + hostile.paragraph("Mở lớp bồi dưỡng: 25 lớp.")))
    code, found = checked(tmp_path / "bao-cao.docx", book(tmp_path / "so-lieu.xlsx", GRID))
    assert (code, found["summary"]["inconsistent"]) == (0, 0)


def test_the_arithmetic_of_the_appendix_is_a_problem_of_the_document(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("PHỤ LỤC")
    lines = [line.split("|") for line in f"{GRID}".replace("|953", "|963").splitlines()]
    table = made.add_table(len(lines), len(lines[0]))
    for row, texts in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.save(tmp_path / "bao-cao.docx")
    code, found = checked(tmp_path / "bao-cao.docx")
    assert code == 1
    (problem,) = found["problems"]
    assert problem["code"] == "PL301"
    assert problem["place"] == "body, ¶15 (PHỤ LỤC > Kết nạp đảng viên)"


def test_the_grid_of_a_text_is_its_appendix(tmp_path: Path) -> None:
    text = tmp_path / "bao-cao.txt"
    text.write_text("Báo cáo\n\nPHỤ LỤC\n" + GRID.replace("|953", "|963").replace("|", "\t"), "utf-16")
    code, found = checked(text)
    assert code == 1
    assert [(p["code"], p["place"]) for p in found["problems"]] == [("PL301", "body, ¶4 (PHỤ LỤC > Kết nạp đảng viên)")]


def test_errors_of_the_workbook_itself_are_its_own_and_counted(report: Path) -> None:
    data = report.with_name("so-lieu.xlsx")
    book(data, GRID.replace("|25\n", "|25").replace("13|25", "13|26"))
    code, found = checked(report, data)
    assert (code, [problem["code"] for problem in found["problems"]]) == (0, ["PL562", "PL566"])


def test_the_summary_for_a_person(report: Path) -> None:
    typed_over(report, ">953<", ">955<")
    done = verb("check", report, report.with_name("so-lieu.xlsx"), "--lang", "en")
    assert done.returncode == 1
    claim, text, _ = done.stdout.splitlines()
    assert claim.startswith("Paragraph 2: does not tie: ")
    assert text.strip().startswith("Toàn Đảng bộ kết nạp 955 đảng viên")
    assert "the report says 955 but the workbook says 953 (Kết nạp đảng viên: PHỤ LỤC!E2, F2)" in done.stdout
    assert done.stdout.rstrip().endswith("Tie-out bao-cao.docx: 1 ties, 1 does not tie.")


def test_what_is_wrong_stands_under_its_heading(tmp_path: Path) -> None:
    made = docx.Document()
    for heading in ("I. KẾT NẠP ĐẢNG VIÊN", "II. BỒI DƯỠNG"):
        made.add_paragraph().add_run(heading).bold = True
        for _ in range(2):
            made.add_paragraph("Kết nạp 953/1.200 đảng viên (đạt 79,61%).")
    made.save(str(tmp_path / "a.docx"))
    lines = verb("check", tmp_path / "a.docx", "--lang", "vi").stdout.splitlines()
    assert [line for line in lines if line[:1].isupper()] == [
        "I. KẾT NẠP ĐẢNG VIÊN", "II. BỒI DƯỠNG", "Đối chiếu a.docx: 4 không khớp.",
    ]  # fmt: skip
    assert lines[1] == "  Đoạn 2: không khớp: 953 / 1.200 x 100 = 79,42%, nhưng ghi 79,61% (thừa 0,19)"


def terms(package: Package) -> dict[str, str]:
    """The joined text of every part."""
    return {
        name: "".join(node.text or "" for node in package.tree(name).iter(w("t"))) for name, _ in package.text_parts()
    }


def test_marking_changes_no_text_and_says_both_numbers(report: Path) -> None:
    typed_over(report, ">953<", ">955<")
    before = report.read_bytes()
    out = report.with_name("doi-chieu.docx")
    assert verb("check", report, report.with_name("so-lieu.xlsx"), "--mark", out, "--lang", "vi").returncode == 1
    assert report.read_bytes() == before
    marked = Package.read(out.read_bytes())
    old, new = terms(Package.read(before)), terms(marked)
    assert all(new[name].startswith(text) for name, text in old.items())
    assert lint(out.read_bytes()) == []
    comments = "".join(map(str, marked.tree("word/comments.xml").itertext()))
    assert all(text in comments for text in ("955", "953", "PHỤ LỤC!E2"))
    (table,) = [
        node for node in marked.tree(marked.main).iter(w("tbl")) if "Kết luận" in "".join(map(str, node.itertext()))
    ]
    assert len(table.findall(w("tr"))) == 1 + 2
    assert table.find(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}") is not None


def test_an_input_is_never_the_marked_copy(report: Path) -> None:
    data = report.with_name("so-lieu.xlsx")
    assert verb("check", report, data, "--mark", report).returncode == 2
    done = verb("check", report, data, "--mark", report.with_name("ra.pdf"))
    assert (done.returncode, "PL549" in done.stderr) == (2, True)
    assert "PL545" in verb("check", report, data, "--mark", report, "--json").stdout


def test_a_text_is_not_marked(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Kết nạp 5 đảng viên.", "utf-8")
    done = verb("check", text, "--mark", tmp_path / "b.docx", "--json")
    assert (done.returncode, json.loads(done.stdout)["problems"][0]["code"]) == (2, "PL561")
    assert not (tmp_path / "b.docx").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00\x81abc",
        "Kết nạp".encode("utf-16-be"),
        "Kết".encode("cp1258", "replace") + b"\xec",
    ],
)
def test_what_is_no_text_is_refused_without_a_traceback(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    done = verb("check", tmp_path / "a.txt")
    assert done.returncode == 2
    assert re.search(r"PL1\d\d", done.stderr)
    assert "Traceback" not in done.stderr


def test_a_missing_workbook_is_told_and_nothing_is_written(report: Path) -> None:
    out = report.with_name("ra.docx")
    done = verb("check", report, report.with_name("khong-co.xlsx"), "--mark", out)
    assert (done.returncode, "PL100" in done.stderr, out.exists()) == (2, True, False)


@pytest.mark.parametrize("data", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_tie_to_their_workbooks(data: Path) -> None:
    outcome = reports.check(data.with_name("bao-cao.docx"), data)
    assert [claim for claim in outcome.inconsistent if claim.kind in ("tied", "stale")] == []
    assert outcome.summary["consistent"] >= 4


MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BOX = (
    f'<w:r xmlns:w="{w("x")[1:-2]}" xmlns:mc="{MARKUP}"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>{{0}}'
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_and_headers_have_labels_of_their_own() -> None:
    made = docx.Document()
    made.add_paragraph("Trước").runs[0].bold = True
    inner = "<w:p><w:r><w:t>Trong khung 5</w:t></w:r></w:p>"
    made.add_paragraph("Ngoài")._p.append(etree.fromstring(BOX.format(inner)))
    made.add_paragraph("Sau")
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text, section.first_page_header.paragraphs[0].text = "Trang sau", "Trang đầu"
    stream = io.BytesIO()
    made.save(stream)
    found = [(p.part, p.number, p.text) for p in prose(Package.read(stream.getvalue())) if p.text]
    assert found[:4] == [("body", 1, "Trước"), ("body", 2, "Ngoài"), ("body", 3, "Trong khung 5"), ("body", 5, "Sau")]
    assert sorted(found[4:]) == [("header1", 1, "Trang sau"), ("header2", 1, "Trang đầu")]


def test_what_is_struck_out_is_not_checked_and_what_is_put_in_is(tmp_path: Path) -> None:
    lines = ["A ¦79,61¦79,42", "B ¦79,42¦79,61", "C ¦79,61", "D ¦79,61"]
    made = docx.Document(io.BytesIO(document(*lines)))
    for number, paragraph in enumerate(made.paragraphs):
        first, *changed = paragraph._p.r_lst
        ways = [("del", "ins"), ("del", "ins"), ("moveFrom",), ("moveTo",)][number]
        for run, way in zip(changed, ways, strict=True):
            run.find(w("t")).text += "%"
            wrapped = run.makeelement(w(way), {w("id"): str(number), w("author"): "a"})
            run.addprevious(wrapped)
            wrapped.append(run)
            if way == "del":
                run.find(w("t")).tag = w("delText")
        first.find(w("t")).text = "Kết nạp 953/1.200 đảng viên, đạt "
    made.save(str(tmp_path / "a.docx"))
    _, found = checked(tmp_path / "a.docx")
    verdicts = [
        (claim["place"]["paragraph"], claim["verdict"]) for claim in found["claims"] if claim["kind"] == "ratio"
    ]  # type: ignore[index]
    assert verdicts == [(1, "consistent"), (2, "inconsistent"), (4, "inconsistent")]


def test_a_passage_tells_the_heading_above() -> None:
    made = docx.Document()
    made.add_heading("1. Phát triển đảng", 1)
    made.add_paragraph("Kết nạp 5 đảng viên.")
    stream = io.BytesIO()
    made.save(stream)
    assert list(prose(Package.read(stream.getvalue())))[1].near == "1. Phát triển đảng > Kết nạp 5 đảng viên."


def test_filling_checks_the_numbers_written_by_hand(tmp_path: Path) -> None:
    lines = ["Kết nạp {{ ket_nap_dang_vien }} đảng viên, đạt 79,61% chỉ tiêu.", "Hỗ trợ 20/25 hộ nghèo (đạt 81%).",
             "Mở {{ mo_lop_boi_duong }} lớp năm 2023 theo Nghị quyết số 12-NQ/TU, ngày 02/3/2023."]  # fmt: skip
    (tmp_path / "mau.docx").write_bytes(document(*lines))
    data = book(tmp_path / "so-lieu.xlsx", GRID)
    done = call(data, "-t", tmp_path / "mau.docx", "--json")
    assert done.returncode == 0
    problems = json.loads(done.stdout)["problems"]
    assert [(p["code"], p["severity"], p["place"][:8]) for p in problems] == [
        ("PL565", "warning", "body, ¶1"),
        ("PL565", "warning", "body, ¶2"),
    ]
    assert all(text in problems[0]["message"] for text in ("79,61", "79,42"))
    assert all(text in problems[1]["message"] for text in ("81", "20 / 25"))
    again = call(data, "-t", tmp_path / "mau.docx", "--lang", "en")
    assert again.returncode == 0
    assert "2 numbers written by hand do not tie (PL565)." in again.stdout


def test_what_is_filled_is_not_checked_again(report: Path) -> None:
    from toolkit.word.handwritten import has_figures

    assert not has_figures(Package.read(report.read_bytes()))


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("Kết nạp 5 đảng viên.", True),
        ("Đạt 79,61% chỉ tiêu năm 2023.", True),
        ("Theo Nghị quyết số 12-NQ/TU, ngày 02/3/2023, Covid-19, quý 3, Khóa 11.", False),
        ("Trong 6 tháng 3 đơn vị đạt.", True),
        ("Trong 6 tháng, tháng 3 đạt.", False),
        ("Quyết định 12/QĐ-UBND và 5/ấp", True),
        ("1.2. Mục tiêu chung", False),
        ([["Đã làm xong 3 việc", "Ghi chú"]], True),
        ([["Số 3", "12"]], False),
    ],
)
def test_what_may_be_a_figure_written_by_hand(said: str | list[list[str]], held: bool) -> None:
    from toolkit.word.handwritten import has_figures

    assert has_figures(Package.read(document(said))) is held


@pytest.mark.parametrize("data", EXAMPLES, ids=lambda path: path.parent.name)
def test_filling_an_example_raises_no_false_alarm(data: Path, tmp_path: Path) -> None:
    template = data.with_name("mau-bao-cao.docx")
    outcome = reports.fill(data, template=template if template.exists() else None, output=tmp_path / "ra.docx")
    assert outcome.loose == 0


def test_filling_checks_a_number_written_by_hand_against_what_is_filled_elsewhere(tmp_path: Path) -> None:
    lines = ["Toàn Đảng bộ kết nạp {{ ket_nap_dang_vien }} đảng viên trong cả nhiệm kỳ.",
             *["Công tác xây dựng Đảng được các cấp ủy quan tâm."] * 50,
             "Tóm lại, toàn Đảng bộ kết nạp 935 đảng viên trong cả nhiệm kỳ."]  # fmt: skip
    (tmp_path / "mau.docx").write_bytes(document(*lines))
    done = call(book(tmp_path / "so-lieu.xlsx", GRID), "-t", tmp_path / "mau.docx", "--json")
    (problem,) = json.loads(done.stdout)["problems"]
    assert (problem["code"], problem["place"][:9]) == ("PL565", "body, ¶52")


def test_a_list_of_filled_numbers_is_footed_with_a_total_written_by_hand(tmp_path: Path) -> None:
    lines = ["Trong nhiệm kỳ đã kết nạp 963 đảng viên:", '- Năm 2022: {{ ket_nap_dang_vien.ky["2022"] }} đảng viên;',
             '- Năm 2023: {{ ket_nap_dang_vien.ky["2023"] }} đảng viên.']  # fmt: skip
    (tmp_path / "mau.docx").write_bytes(document(*lines))
    done = call(book(tmp_path / "so-lieu.xlsx", GRID), "-t", tmp_path / "mau.docx", "--json")
    problems = json.loads(done.stdout)["problems"]
    assert [(p["code"], p["place"][:8]) for p in problems] == [("PL565", "body, ¶1")]
