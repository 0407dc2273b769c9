"""One of every kind of output the verbs write, for the tests that look at them as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from support.books import book
from support.nasty import FOLDED, HARMLESS, UNWRITABLE, nasty_book

from toolkit.places import Paragraph
from toolkit.reports import fill, import_workbook, make_appendix, merge, new_workbook
from toolkit.word.mark import Closing, mark
from toolkit.word.package import Package

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
GRID = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện\n1|Kết nạp đảng viên|ĐV|10|4|5|9\n2|Mở lớp|Lớp|5|2|4|6"
INFO = {"Cơ quan": "A & B", "Ngày": "05/02/2026", "Người ký": "<x>", "Nơi nhận": "- A;\n- B."}


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
    closing = Closing("KẾT QUẢ", ("Hai dòng.",), [["Chỗ", "Vấn đề"], ["1", "2"]], (1, 1))
    made = mark(package, [(Paragraph("body", 20, 0, 5), "lời nhắc\nhai dòng")], closing)
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


def merged(folder: Path) -> Path:
    units = []
    for number, name in enumerate(("Xã A & B", "Xã <C>"), 1):
        grid = GRID.replace("|9", f"|{9 + number}").replace("|5|", f"|{5 + number}|", 1)
        units.append(book(folder / f"xa-{number}.xlsx", grid, info={"Cơ quan": name}))
    merge(units, folder / "a.xlsx", workers=1)
    return folder / "a.xlsx"


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
    "merge": merged,
}  # fmt: skip
