"""Write the workbooks, templates and reports of the examples; the same sources give the same bytes.

Run as `python examples/make.py [FOLDER]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from sources import ben_tre, kien_giang, nam_dinh, quang_tri, quy_1  # noqa: E402  # found beside this file
from sources.document import Template  # noqa: E402  # likewise
from sources.workbook import Book, build  # noqa: E402  # likewise

BOOKS: dict[str, Book] = {
    "kien-giang-2023": kien_giang.BOOK,
    "quy-1-2024": quy_1.BOOK,
    "nam-dinh-2023": nam_dinh.BOOK,
    "quang-tri-2020": quang_tri.BOOK,
    "ben-tre-2020": ben_tre.BOOK,
}

TEMPLATES: dict[str, tuple[str, str]] = {
    "kien-giang-2023": ("kien_giang.txt", "Mẫu báo cáo sơ kết giữa nhiệm kỳ"),
    "quy-1-2024": ("quy_1.txt", "Mẫu báo cáo quý"),
    "ben-tre-2020": ("ben_tre.txt", "Mẫu báo cáo tại hội nghị Ban Chấp hành"),
}


def files() -> dict[str, bytes]:
    """Every file the sources make, by its path below the examples' folder."""
    made = {f"{name}/so-lieu.xlsx": build(book) for name, book in BOOKS.items()}
    for name, (source, title) in TEMPLATES.items():
        text = (HERE / "sources" / source).read_text(encoding="utf-8")
        made[f"{name}/mau-bao-cao.docx"] = Template(title).build(text)
    return made


def write_reports(folder: Path) -> None:
    """Fill the report of every example below a folder, by its own template where it has one."""
    from toolkit.reports import fill

    for name in BOOKS:
        template = folder / name / "mau-bao-cao.docx"
        fill(
            folder / name / "so-lieu.xlsx",
            template=template if template.exists() else None,
            output=folder / name / "bao-cao.docx",
            fresh=True,
        )


def main(folder: Path) -> None:
    """Write every file below a folder."""
    for name, data in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    write_reports(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
