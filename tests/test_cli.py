"""The commands as a user types them, through a real process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.books import book
from support.commands import call, verb
from support.words import document

from toolkit.cli.phuluc import VERBS, Group

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "kien-giang-2023"
GRID = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện\n1|Kết nạp đảng viên|ĐV|10|4|5|9\n2|Mở lớp|Lớp|5|2|4|7"
CLEAN = GRID.replace("|7", "|6")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return book(tmp_path / "so-lieu.xlsx", CLEAN)


def test_dropping_a_spreadsheet_gives_a_report_beside_it(data: Path) -> None:
    done = call(data)
    assert (done.returncode, done.stderr) == (0, "")
    assert data.with_suffix(".docx").exists()
    assert "so-lieu.docx" in done.stdout


def test_running_again_updates_and_keeps_the_last_report(data: Path) -> None:
    call(data)
    first = data.with_suffix(".docx").read_bytes()
    book(data, CLEAN.replace("|9", "|10").replace("|5|", "|6|", 1))
    done = call(data, "--json")
    assert json.loads(done.stdout)["fields"]["conflicts"] == 0
    assert data.with_suffix(".bak.docx").read_bytes() == first
    assert data.with_suffix(".docx").read_bytes() != first


def test_filling_twice_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        call(data, "-o", tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_json_is_one_object_and_nothing_else(data: Path) -> None:
    for done in (call(data, "--json"), verb("show", data, "--json"), verb("fields", data, "--json"),
                 verb("trace", data.with_suffix(".docx"), "--json")):  # fmt: skip
        assert isinstance(json.loads(done.stdout), dict)
        assert done.stderr == ""


def test_show_fails_on_errors_and_fill_report_does_not(tmp_path: Path) -> None:
    data = book(tmp_path / "sai.xlsx", GRID.replace("|4|7", "|40|43"))
    assert verb("show", data).returncode == 1
    done = call(data)
    assert done.returncode == 0
    assert "PL301" in done.stderr


def test_many_problems_of_one_kind_do_not_flood(tmp_path: Path) -> None:
    rows = "\n".join(f"{at}|Chỉ tiêu {at}|ĐV||4|5|10" for at in range(1, 31))
    data = book(tmp_path / "sai.xlsx", GRID.partition("\n")[0] + "\n" + rows)
    done = verb("show", data, "--lang", "en")
    lines = done.stderr.splitlines()
    assert sum("PL301 the actual" in line for line in lines) == 20
    assert sum("hint:" in line for line in lines) == 1
    assert lines[-2:] == ["PL301: 10 more of the kind; --json lists them all", "Problems: 30 errors"]
    assert len(json.loads(verb("show", data, "--json").stdout)["problems"]) == 30


@pytest.mark.parametrize("name", ["show", "fields"])
def test_a_table_nobody_reads_on_a_screen_is_not_fitted_to_one(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    from toolkit.cli import tables

    assert Group().call([name, str(data)]) == 0
    fitted = [words.split() for words in capsys.readouterr().out.splitlines()]
    monkeypatch.setattr(tables, "_MOST_FITTED", 4)
    monkeypatch.setattr(tables, "Table", lambda *_, **__: pytest.fail("fitted"))
    assert Group().call([name, str(data)]) == 0
    plain = [words.split() for words in capsys.readouterr().out.splitlines()]
    assert len(plain) > 3
    assert plain == [words for words in fitted if words and not words[0].startswith("─")]


OBEYED = "\x1b]0;a\x07\x1b[31m\x9b2J\u202e\u2066"


@pytest.mark.skipif(os.name == "nt", reason="no such file names there")
@pytest.mark.parametrize("name", ["show", "fill-report", "check", "trace", "import", "appendix"])
def test_a_terminal_shows_names_and_texts_and_obeys_none(tmp_path: Path, name: str) -> None:
    path = book(tmp_path / f"{OBEYED}.xlsx", GRID.replace("Mở lớp", "Mở\u202e\x9b lớp"))
    (tmp_path / f"{OBEYED}.docx").write_bytes(document("Kết nạp 9 đảng viên, đạt 80% chỉ tiêu 10 đảng viên."))
    output = tmp_path / f"ra{OBEYED}"
    given: dict[str, list[object]] = {
        "fill-report": [path, "-o", output.with_suffix(".docx")], "show": [path], "trace": [path.with_suffix(".docx")],
        "check": [path.with_suffix(".docx")], "import": [path.with_suffix(".docx"), "-o", output.with_suffix(".xlsx")],
        "appendix": [path, "-o", output.with_suffix(".xlsx")],
    }  # fmt: skip
    for more in ([], ["--json"]):
        run = [*given[name], *more]
        done = call(*run) if name == "fill-report" else verb(name, *run)
        said = done.stdout + done.stderr
        assert len(said) > 20
        assert not set(said) & set(OBEYED) - set("]0;a[31m2J")
        if more:
            assert OBEYED in json.loads(done.stdout).get("report", OBEYED)


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there alone")
def test_a_name_that_is_no_text_is_still_json(tmp_path: Path) -> None:
    done = verb("show", tmp_path / os.fsdecode(b"a\xff.xlsx"), "--json")
    assert json.loads(done.stdout)["problems"][0]["place"] == os.fsdecode(b"a\xff.xlsx")


def test_strict_writes_nothing_when_there_are_errors(tmp_path: Path) -> None:
    data = book(tmp_path / "sai.xlsx", GRID.replace("|4|7", "|40|43"))
    assert call(data, "--strict").returncode == 1
    assert not data.with_suffix(".docx").exists()


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_every_verb_that_reads_a_workbook_takes_strict(tmp_path: Path, ending: str) -> None:
    good, bad = book(tmp_path / "dung.xlsx", CLEAN), book(tmp_path / "sai.xlsx", GRID.replace("|4|7", "|40|43"))
    for name in ("show", "fields"):
        assert [verb(name, data, "--strict").returncode for data in (good, bad)] == [0, 1]
    output = tmp_path / f"phu-luc{ending}"
    refused = verb("appendix", bad, "-o", output, "--strict", "--json")
    assert (refused.returncode, output.exists(), bool(json.loads(refused.stdout)["problems"])) == (1, False, True)
    assert (verb("appendix", good, "-o", output, "--strict").returncode, output.exists()) == (0, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize(
    "arguments", [["show", "a.xlsx"], ["show", "a.xlsx", "--json"], ["show", "none.xlsx", "--json"]]
)
def test_a_full_disk_behind_the_output_is_no_traceback(tmp_path: Path, arguments: list[str]) -> None:
    book(tmp_path / "a.xlsx", CLEAN)
    command = [sys.executable, "-m", "toolkit.cli.phuluc", *arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
    assert done.returncode == 2
    assert done.stderr.count(b"PL") == 1
    assert (b"PL559" in done.stderr) is ("a.xlsx" in arguments)
    assert b"Traceback" not in done.stderr


def test_the_language_is_the_locale_s_unless_told(data: Path) -> None:
    assert "Đã ghi" in call(data).stdout
    assert "Wrote" in call(data, "--fresh", "--lang", "en").stdout
    assert "Updated" in call(data, LC_ALL="en_US.UTF-8").stdout


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "PL100"),
        (b"", "PL102"),
        (b"not a workbook", "PL106"),
        (b"<html><table></table></html>", "PL105"),
        (b"PK\x03\x04 cut off", "PL108"),
    ],
)
def test_bad_input_gets_a_sentence_and_writes_nothing(tmp_path: Path, content: bytes | None, code: str) -> None:
    data = tmp_path / "hong.xlsx"
    if content is not None:
        data.write_bytes(content)
    done = call(data)
    assert (done.returncode, code in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert not data.with_suffix(".docx").exists()


@pytest.mark.parametrize(
    ("text", "code"), [("{{ khong_co }}", "PL40"), ("{{ ket_nap", "PL521"), ("{% for x in chi_tieu %}", "PL522")]
)
def test_an_unusable_template_is_named_with_its_place(data: Path, tmp_path: Path, text: str, code: str) -> None:
    template = tmp_path / "mau.docx"
    template.write_bytes(document("một", text))
    done = call(data, "-t", template, "-o", tmp_path / "ra.docx")
    assert done.returncode == 2
    assert re.search(rf"¶2.*{code}", done.stderr)
    assert not (tmp_path / "ra.docx").exists()


def test_a_report_open_in_word_is_left_alone(data: Path) -> None:
    call(data)
    before = data.with_suffix(".docx").read_bytes()
    data.with_name("~$so-lieu.docx").write_bytes(b"\0" * 162)
    book(data, CLEAN.replace("|6", "|60"))
    done = call(data)
    assert (done.returncode, "PL541" in done.stderr) == (2, True)
    assert data.with_suffix(".docx").read_bytes() == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(data: Path) -> None:
    data.parent.chmod(0o500)
    try:
        assert "PL542" in call(data).stderr
    finally:
        data.parent.chmod(0o700)


def test_the_output_may_not_be_an_input(data: Path, tmp_path: Path) -> None:
    template = tmp_path / "mau.docx"
    template.write_bytes(document("{{ mo_lop }}"))
    done = call(data, "-t", template, "-o", template)
    assert (done.returncode, "PL545" in done.stderr) == (2, True)


def test_a_foreign_document_is_not_written_over(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac.docx"
    other.write_bytes(document("của người khác"))
    done = call(data, "-o", other)
    assert (done.returncode, "PL548" in done.stderr) == (2, True)


@pytest.mark.parametrize("path", ["/", ".", ""])
def test_a_folder_is_no_workbook(path: str) -> None:
    assert call(path).returncode == 2
    assert "PL552" in call(path).stderr
    assert "PL115" in verb("show", path).stderr


def test_who_has_the_report_open_is_named(data: Path) -> None:
    call(data)
    data.with_name(".~lock.so-lieu.docx#").write_text("Nguyễn Thị Mẫu,may,may,01.01.2026;", "utf-8")
    for lang, words in (("vi", "đang mở"), ("en", "it is open")):
        done = call(data, "--lang", lang)
        assert (done.returncode, words in done.stderr, "Nguyễn Thị Mẫu" in done.stderr) == (2, True, True)


def test_a_missing_folder(data: Path, tmp_path: Path) -> None:
    assert "PL546" in call(data, "-o", tmp_path / "khong" / "ra.docx").stderr


def test_a_change_on_last_year_is_shown_as_its_heading_asks(tmp_path: Path) -> None:
    for heading, shown in (("% so với cùng kỳ", "125"), ("Tăng, giảm so với cùng kỳ (%)", "25")):
        data = book(tmp_path / "a.xlsx", f"Nội dung|ĐVT|Thực hiện|Cùng kỳ|{heading}\nSố vụ|vụ|100|80|{shown}")
        (appendix,) = json.loads(verb("show", data, "--json").stdout)["appendices"]
        assert appendix["indicators"][0]["prior_percent"] == shown


def test_final_has_no_fields(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "ban-hanh.docx"
    assert call(data, "-o", out, "--final").returncode == 0
    assert "PL548" in verb("trace", out).stderr


def test_trace_rounds_as_the_report_does(tmp_path: Path) -> None:
    data = book(tmp_path / "a.xlsx", "Mã|Nội dung|ĐVT|Chỉ tiêu|Thực hiện\nA|Mở lớp|lớp|1200|953")
    template = tmp_path / "mau.docx"
    template.write_bytes(document("{{ a.ty_le | phan_tram }}"))
    call(data, "-t", template)
    told = verb("trace", data.with_suffix(".docx"), "--json", "--lang", "vi")
    assert [number["value"] for number in json.loads(told.stdout)["numbers"]] == ["79.42"]
    assert "79,4166" not in verb("trace", data.with_suffix(".docx"), "--lang", "vi").stdout


def test_trace_finds_a_number_however_its_thousands_stand(tmp_path: Path) -> None:
    data = book(
        tmp_path / "so-lieu.xlsx", "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023\n1|Kết nạp|đảng viên|20000|7400|8000"
    )
    call(data)
    report = data.with_suffix(".docx")
    for text in ("15400", "15.400"):
        numbers = json.loads(verb("trace", report, text, "--json").stdout)["numbers"]
        assert "15.400" in {number["shown"] for number in numbers}
    said = [verb("trace", report, "99999", "--lang", lang).stdout for lang in ("vi", "en")]
    assert said == ["so-lieu.docx: không có trường nào hiện “99999”.\n", "so-lieu.docx: no field shows “99999”.\n"]


def test_trace_names_the_cells(data: Path) -> None:
    call(data)
    numbers = json.loads(verb("trace", data.with_suffix(".docx"), "9", "--json").stdout)["numbers"]
    assert any("PHỤ LỤC!E2" in number["cells"] and number["workbook"] == "so-lieu.xlsx" for number in numbers)


@pytest.mark.parametrize("name", ["fill_report", "phuluc", *VERBS])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_command_has_help_with_an_example(name: str, lang: str) -> None:
    module, arguments = (name, []) if name in ("fill_report", "phuluc") else ("phuluc", [name])
    done = call(*arguments, "--help", module=module, LC_ALL=f"{lang}_XX.UTF-8")
    assert done.returncode == 0
    if name != "phuluc":
        assert ("Ví dụ:" if lang == "vi" else "Example:") in done.stdout


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (["nw"], "không có lệnh nw", "there is no verb nw"),
        (["new"], "thiếu OUT.xlsx", "OUT.xlsx is missing"),
        (["new", "a.xlsx", "b.xlsx"], "thừa b.xlsx", "b.xlsx is too much"),
        (["new", "a.xlsx", "--kind", "tuần"], "--kind phải là một trong: tháng", "--kind must be one of: tháng"),
        (["new", "a.xlsx", "--year", "abc"], "số nguyên từ 1990 đến 2100", "whole number from 1990 to 2100"),
        (["new", "a.xlsx", "--yeer", "2024"], "không có tùy chọn --yeer", "there is no option --yeer"),
        (["new", "a.xlsx", "--year"], "sau --year", "--year"),
        (["new", "a.xlsx", "--periods", "2024, 2024"], "--periods có kỳ lặp lại", "--periods names a period twice"),
    ],
)
def test_a_wrong_command_line_is_told_in_the_language_of_the_run(arguments: list[str], vi: str, en: str) -> None:
    for lang, words in (("vi", vi), ("en", en)):
        done = verb(*arguments, LC_ALL=f"{lang}_XX.UTF-8")
        assert (done.returncode, done.stdout) == (2, "")
        assert "PL558" in done.stderr
        assert words in done.stderr


def test_a_wrong_command_line_is_json_where_json_is_asked_for() -> None:
    done = call("--json", "--khong-co")
    assert (done.returncode, done.stderr) == (2, "")
    assert [problem["code"] for problem in json.loads(done.stdout)["problems"]] == ["PL558"]


def test_a_verb_is_listed_when_none_is_named() -> None:
    done = call(module="phuluc")
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in VERBS)


def test_vietnamese_is_printed_on_a_console_in_an_old_code_page(data: Path) -> None:
    done = call(data, PYTHONIOENCODING="cp1252")
    assert (done.returncode, "Đã ghi" in done.stdout) == (0, True)


def test_final_waits_until_conflicts_are_settled(data: Path, tmp_path: Path) -> None:
    from toolkit.word.package import Package

    report = data.with_suffix(".docx")
    call(data)
    package = Package.read(report.read_bytes())
    package.parts[package.main] = package.parts[package.main].replace(b">9<", b">8<")
    with report.open("wb") as stream:
        package.write(stream)
    book(data, CLEAN.replace("|9", "|10").replace("|5|", "|6|", 1))
    for _ in range(2):  # and still after a run that pinned it
        done = call(data, "--final")
        assert (done.returncode, "PL547" in done.stderr) == (2, True)
        assert call(data).returncode == 0
    assert call(data, "--final", "--numbers", "keep").returncode == 0
    package = Package.read(report.read_bytes())
    assert b">8<" in package.parts[package.main]
    assert b"w:comment " not in package.parts["word/comments.xml"]
    final = report.read_bytes()
    done = call(data, "--final")  # what was edited by hand is in it and nowhere else
    assert (done.returncode, "PL548" in done.stderr, report.read_bytes() == final) == (2, True, True)


def test_a_conflict_whose_comment_was_deleted_is_settled(data: Path) -> None:
    from toolkit.word.package import Package

    report = data.with_suffix(".docx")
    call(data)
    package = Package.read(report.read_bytes())
    package.parts[package.main] = package.parts[package.main].replace(b">9<", b">8<", 1)
    with report.open("wb") as stream:
        package.write(stream)
    book(data, CLEAN.replace("|9", "|10").replace("|5|", "|6|", 1))
    call(data)
    package = Package.read(report.read_bytes())
    xml = package.parts[package.main]
    package.parts[package.main] = re.sub(
        rb"<w:commentRange(?:Start|End) [^>]*/>|<w:r><w:commentReference [^>]*/></w:r>", b"", xml
    )
    assert package.parts[package.main] != xml
    with report.open("wb") as stream:
        package.write(stream)
    assert call(data, "--final").returncode == 0


def test_whatever_happens_a_user_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from toolkit.cli.commands import Command
    from toolkit.cli.console import run

    def fail() -> int:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.delenv("PHULUC_DEBUG", raising=False)
    with pytest.raises(SystemExit) as stopped:
        run(Command("fails", "", "", (), fail), [])
    assert stopped.value.code == 2
    assert "PL551" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="pipes of a POSIX system")
@pytest.mark.parametrize("given", [["fields"], ["fields", "--json"], ["trace", "--json"], ["show", "--jso"]])
def test_a_reader_that_has_read_enough(data: Path, given: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = [sys.executable, "-m", "toolkit.cli.phuluc", given[0], str(data), *given[1:]]
    for stderr in (subprocess.PIPE, writing):
        done = subprocess.run(run, stdout=writing, stderr=stderr, text=True, cwd=ROOT, check=False)
        assert done.returncode == (2 if given[0] == "trace" or "--jso" in given else 0)
        assert "Traceback" not in (done.stderr or "")
        assert "Exception" not in (done.stderr or "")
    os.close(writing)


def test_tracing_a_report_that_is_not_there(tmp_path: Path) -> None:
    assert "PL100" in verb("trace", tmp_path / "khong.docx").stderr


def test_what_is_gone_from_a_report_is_told_of_the_report(data: Path) -> None:
    call(data)
    report = data.with_suffix(".docx")
    with zipfile.ZipFile(report) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    xml = parts["word/document.xml"].decode()
    row = next(row for row in re.findall(r"<w:tr>(?:(?!</w:tr>).)*</w:tr>", xml) if "mo_lop.chi_tieu" in row)
    parts["word/document.xml"] = xml.replace(row, "").encode()
    with zipfile.ZipFile(report, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    told = [line for line in call(data).stderr.splitlines() if "PL536" in line]
    assert len(told) == 1
    assert told[0].startswith("so-lieu.docx: ")
