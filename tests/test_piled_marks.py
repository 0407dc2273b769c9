"""Marks piled on one letter are cut off, whatever marks they are; all else stays."""

from __future__ import annotations

import unicodedata

from toolkit.text import unpiled

MARKS = [chr(code) for code in range(0x300, 0x110000) if unicodedata.combining(chr(code))]
LINE = (
    "Số tổ chức đảng được kiểm tra, giám sát trong kỳ là 120, đạt 98,5% chỉ tiêu; trong đó, kiểm tra 75, giám sát 45. "
)


def test_any_mark_is_seen() -> None:
    assert len(MARKS) > 800
    for mark in MARKS:
        assert unpiled(f"{LINE}a{mark * 200}b") == f"{LINE}a{mark * 30}b"


def test_lines_of_signs_stay() -> None:
    for line in ("." * 400, "…" * 400, "_" * 400, "—" * 400, "-" * 400 + "ộ", "■□" * 100, LINE * 9):
        assert unpiled(LINE + line) == LINE + line
    assert unpiled(f"{LINE}a{chr(0x301) * 31}", "#") == f"{LINE}a{chr(0x301) * 30}#"
