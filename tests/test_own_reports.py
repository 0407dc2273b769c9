"""What the shipped templates write of a clean workbook is called right by the tie-out, with the workbook and without."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.books import book

from toolkit import reports
from toolkit.claims import Verdict

# Indicators as offices name them: label, unit, the usual size, whether it is set as a target to stay below.
NAMES = (
    ("Kết nạp đảng viên", "đảng viên", 900, False),
    ("Số cuộc kiểm tra", "cuộc", 40, False),
    ("Số lớp bồi dưỡng", "lớp", 24, False),
    ("Giám sát tổ chức đảng", "tổ chức", 36, False),
    ("Tỷ lệ đảng viên dự sinh hoạt", "%", 95, False),
    ("Tỷ lệ hộ nghèo", "%", 3, True),
    ("Tỷ lệ trẻ em suy dinh dưỡng", "%", 9, True),
    ("Thu ngân sách trên địa bàn", "tỷ đồng", 410, False),
    ("Giá trị sản xuất công nghiệp", "tỷ đồng", 3250, False),
    ("Chi cho giáo dục", "triệu đồng", 486_000, False),
    ("Thu nhập bình quân đầu người", "triệu đồng", 68, False),
    ("Tổng diện tích gieo trồng", "ha", 12_500, False),
    ("Năng suất lúa", "tạ/ha", 62, False),
    ("Sản lượng lương thực có hạt", "tấn", 61_000, False),
    ("Số học sinh được hỗ trợ", "học sinh", 23_000, False),
    ("Lượt khách du lịch", "lượt", 125_000, False),
    ("Số xã đạt chuẩn nông thôn mới", "xã", 12, False),
    ("Giải quyết việc làm", "người", 3_200, False),
)
PARTS = (("Tổng đàn vật nuôi", "con", ("Trâu", "Bò", "Lợn")), ("Diện tích cây hằng năm", "ha", ("Lúa", "Ngô", "Rau")))
HEAD = "STT | Nội dung | ĐVT | Chỉ tiêu | Thực hiện | Cùng kỳ"
SECTIONS = ("KINH TẾ", "XÃ HỘI", "XÂY DỰNG ĐẢNG")


def grid(seed: int) -> str:
    """A clean grid: its parts add up, and no percentage is typed that could be wrong."""
    dice = random.Random(seed)
    names = dice.sample(NAMES, 12)
    lines = [HEAD]
    for section, title in enumerate(SECTIONS):
        lines.append(f"{'I' * (section + 1)} | {title} | | | |")
        for at, (label, unit, size, below) in enumerate(names[section * 4 : section * 4 + 4], 1):
            lines.append(f"{at} | {label} | {unit} | {_figures(dice, unit, size, below=below)}")
        if section < len(PARTS):
            lines += _with_parts(dice, 5, *PARTS[section])
    return "\n".join(lines)


def _figures(dice: random.Random, unit: str, size: float, *, below: bool) -> str:
    whole = unit not in ("%", "tỷ đồng", "triệu đồng", "tạ/ha", "ha", "tấn")
    actual, prior = (size * dice.uniform(0.8, 1.2) for _ in range(2))
    if unit == "%" and not below:
        actual, prior = min(actual, 100), min(prior, 100)
    shown = [_text(round(each) if whole else round(each, 2)) for each in (size, actual, prior)]
    shown[0] = dice.choice((shown[0], shown[0], f"≤ {shown[0]}" if below else "", shown[0]))
    shown[2] = dice.choice((shown[2], shown[2], ""))
    return " | ".join(shown)


def _with_parts(dice: random.Random, stt: int, label: str, unit: str, parts: tuple[str, ...]) -> list[str]:
    sizes = [dice.randint(500, 9_000) for _ in parts]
    figures = [[size, *(round(size * dice.uniform(0.8, 1.2)) for _ in range(2))] for size in sizes]
    sums = [sum(column) for column in zip(*figures, strict=True)]
    rows = [f" | - {part} | {unit} | {' | '.join(map(_text, row))}" for part, row in zip(parts, figures, strict=True)]
    return [f"{stt} | {label} | {unit} | {' | '.join(map(_text, sums))}", *rows]


def _text(figure: float) -> str:
    return f"{figure:,}".replace(",", "_").replace(".", ",").replace("_", ".")


@pytest.mark.parametrize("form", ["Đảng", "Nhà nước"])
@pytest.mark.parametrize("seed", range(6))
def test_a_report_of_ours_is_called_right(seed: int, form: str, tmp_path: Path) -> None:
    data = book(tmp_path / "a.xlsx", grid(seed), info={"Mẫu": form, "Kỳ báo cáo": "9 tháng năm 2026"})
    _is_called_right(data, tmp_path / "a.docx")


@pytest.mark.parametrize(
    "data",
    sorted((Path(__file__).parent.parent / "examples").glob("*/so-lieu.xlsx")),
    ids=lambda path: str(path.parent.name),
)
def test_the_examples_are_called_right(data: Path, tmp_path: Path) -> None:
    _is_called_right(data, tmp_path / "a.docx")


def _is_called_right(data: Path, report: Path) -> None:
    outcome = reports.fill(data, output=report)
    assert not outcome.loose
    for claims in (reports.check(outcome.report).claims, reports.check(outcome.report, data).claims):
        assert claims
        assert [(claim.excerpt, claim.vi) for claim in claims if claim.verdict is Verdict.INCONSISTENT] == []
