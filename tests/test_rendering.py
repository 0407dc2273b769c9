"""Every report opens in LibreOffice and prints what it should: pages, text, one family of type."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from support.books import book
from support.lint import lint
from support.office import convert, convert_all, needs_office, needs_poppler, pdf_fonts, pdf_pages, pdf_text
from support.outputs import DOCUMENTS, WORKBOOKS

from toolkit.reports import fill

EXAMPLES = Path(__file__).parent.parent / "examples"
# example -> least and most pages, texts that must stand in the PDF
EXPECTED = {
    "kien-giang-2023": (10, 13, ("BÁO CÁO", "953", "79,42%", "PHỤ LỤC", "588")),
    "quy-1-2024": (2, 6, ("14.531,44", "PHỤ LỤC")),
    "nam-dinh-2023": (2, 3, ("269", "PHỤ LỤC")),
    "quang-tri-2020": (4, 6, ("1.062", "80 - 85%", "PHỤ LỤC 2")),
    "ben-tre-2020": (2, 4, ("107", "PHỤ LỤC")),
}


def rendered(report: Path, folder: Path) -> tuple[int, str, set[str]]:
    pdf = convert(report, "pdf", folder / "office")
    return pdf_pages(pdf), unicodedata.normalize("NFC", pdf_text(pdf)), pdf_fonts(pdf)


@needs_office
@needs_poppler
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_example_prints(tmp_path: Path, name: str) -> None:
    least, most, wanted = EXPECTED[name]
    template = EXAMPLES / name / "mau-bao-cao.docx"
    report = tmp_path / "bao-cao.docx"
    fill(EXAMPLES / name / "so-lieu.xlsx", template=template if template.exists() else None, output=report)
    assert lint(report.read_bytes()) == []
    pages, text, fonts = rendered(report, tmp_path)
    assert least <= pages <= most
    for part in wanted:
        assert part in text
    assert "{{" not in text
    assert fonts == {"LiberationSerif"}


@needs_office
@needs_poppler
@pytest.mark.parametrize("form", ["Đảng", "Nhà nước"])
def test_a_bare_grid_prints_in_either_form(tmp_path: Path, form: str) -> None:
    grid = "Nội dung|Chỉ tiêu|Thực hiện\nMở lớp|5|6\nKết nạp|10|8"
    info = {"Mẫu": form, "Cơ quan": "CƠ QUAN A", "Ngày": "05/02/2026"}
    data = book(tmp_path / "a.xlsx", grid, info=info)
    fill(data)
    pages, text, fonts = rendered(tmp_path / "a.docx", tmp_path)
    assert pages == 2
    assert ("ĐẢNG CỘNG SẢN VIỆT NAM" in text) == (form == "Đảng")
    assert ("Độc lập - Tự do - Hạnh phúc" in text) == (form == "Nhà nước")
    assert "ngày 05 tháng 02 năm 2026" in text
    assert fonts == {"LiberationSerif"}


# output -> least and most pages, texts that must stand in the PDF
OTHERS = {
    "State form, final": (2, 2, ("Độc lập - Tự do - Hạnh phúc", "A & B", "<x>", "Phụ lục")),
    "regenerated with a conflict": (2, 3, ("Việc mới", "8", "PHỤ LỤC")),
    "regenerated, final": (2, 2, ("Việc mới", "8")),
    "marked": (2, 5, ("KẾT QUẢ", "Vấn đề")),
    "appendix in Word": (3, 5, ("79,42", "588")),
    "appendix in Excel": (4, 16, ("1.062", "PHỤ LỤC 2")),
    "new": (3, 40, ('Quý I "x"', "Cách tính")),
    "import": (2, 12, ("79,42", "588")),
    "nasty texts in Word": (3, 12, ("=cmd|'/c calc'!A0", "{{ 1 + 1 }}", "]]>")),
    "nasty texts in Excel": (3, 40, ("=cmd|'/c calc'!A0", "{{ 1 + 1 }}", "]]>")),
}


@needs_office
@needs_poppler
def test_every_other_kind_of_output_prints(tmp_path: Path) -> None:
    paths = []
    for number, output in enumerate(OTHERS):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = {**DOCUMENTS, **WORKBOOKS}[output](folder)
        paths.append(made.rename(folder / f"{number}{made.suffix}"))
    for (output, (least, most, wanted)), pdf in zip(
        OTHERS.items(), convert_all(paths, "pdf", tmp_path / "pdf"), strict=True
    ):
        text = "".join(unicodedata.normalize("NFC", pdf_text(pdf)).split())
        assert least <= pdf_pages(pdf) <= most, (output, pdf_pages(pdf))
        for part in wanted:
            assert "".join(part.split()) in text, (output, part)
        # the nasty texts hold letters of scripts the family has not
        assert pdf_fonts(pdf) == {"LiberationSerif"} or output.startswith("nasty"), (output, pdf_fonts(pdf))
