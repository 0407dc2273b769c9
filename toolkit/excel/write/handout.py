"""The blank workbook handed out to one unit: the indicators of the common one, ready to be filled in and sent back."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from toolkit.compute.rules import RULE_WORDS
from toolkit.excel.sheets import FIGURES, GUIDE, INFO
from toolkit.excel.write.blank import GUIDE_LINES, INFO_KEYS
from toolkit.excel.write.figures import BLANK, Content, target_content
from toolkit.excel.write.form import Form, FormRow, write_guide
from toolkit.excel.write.helpers import close, write_figures, write_info
from toolkit.excel.write.rows import label_text, steering_text, stt_text
from toolkit.excel.write.styles import FONT, SIZE, Styles
from toolkit.headings import indent_of, notes
from toolkit.model import (
    NO_FIGURE,
    Computed,
    ComputedAppendix,
    Figure,
    FigureEntry,
    Group,
    Indicator,
    InfoEntry,
    Kind,
    Rule,
)  # fmt: skip
from toolkit.text import clean, slug, whole_number

_COMMON: Final = ("ten_loai", "ky_bao_cao", "mau")
"""The lines of `Thông tin` that are the same for every unit."""

_OWN: Final = (
    ("Mã đơn vị", "Mã của đơn vị trong danh sách; để nguyên."),
    ("Hạn nộp", "Ngày phải gửi lại."),
)
_NOT_FOR_UNITS: Final = ("Dòng ví dụ", "Mã", "Trang Thông tin", "Khi điền xong")
_NO_TITLE: Final = ("PHỤ LỤC",)


@dataclass(frozen=True, slots=True)
class Handout:
    """One unit: its name, code, day due as it is shown, and its own targets by the keys of their indicators."""

    name: str
    code: str = ""
    due: str = ""
    targets: Mapping[str, Figure] = field(default_factory=dict)


def write_handout(computed: Computed, unit: Handout, *, day: str = "") -> bytes:
    """The bytes of a unit's workbook; equal arguments give equal bytes.

    A target of the unit's own takes the place of the common one. Every indicator carries its key in Mã, so that what
    comes back is known whatever its words were changed to. `day` (yyyy-mm-dd) goes into the document properties.
    """
    from toolkit.excel.write.workbook import new_book

    stream = io.BytesIO()
    workbook = new_book(stream)
    created = datetime.fromisoformat(day) if day else datetime(2000, 1, 1)
    titles = [line for appendix in computed.appendices for line in appendix.appendix.title]
    workbook.set_properties({"title": " ".join(titles[:3]), "company": unit.name, "created": created})
    styles = Styles(workbook)
    workbook.formats[0].set_font_name(FONT)
    workbook.formats[0].set_font_size(SIZE)
    merges = any(row.row.merge_text for appendix in computed.appendices for row in appendix.rows)
    steering = ("key", "rule", "direction", *(("merge",) if merges else ()))
    for appendix in computed.appendices:
        form = Form(workbook.add_worksheet(appendix.appendix.sheet), appendix, styles, steering=steering)
        rows = list(_rows(appendix, unit.targets, has_stt=form.columns.of("stt") is not None))
        form.write(appendix.appendix.title or _NO_TITLE, rows, notes(appendix))
    entries, explained = _info(computed, unit)
    write_info(workbook.add_worksheet(INFO), entries, styles, explained)
    if computed.workbook.figures:
        write_figures(workbook.add_worksheet(FIGURES), _figures(computed.workbook.figures), styles)
    write_guide(workbook.add_worksheet(GUIDE), _guide(computed, unit), styles)
    close(workbook)
    return stream.getvalue()


def _rows(appendix: ComputedAppendix, targets: Mapping[str, Figure], *, has_stt: bool) -> Iterator[FormRow]:
    for row in appendix.rows:
        source = row.row
        heads = isinstance(row, Group)
        stt = stt_text(source)
        cells: dict[str, str | float | Content] = {
            "stt": whole_number(stt) if stt.isdecimal() and stt == str(whole_number(stt)) else stt,
            "label": label_text(source, has_stt),
            "unit": source.unit,
            "target": BLANK if heads else target_content(targets.get(row.key, source.target.figure)),
            "key": source.key or ("" if heads else slug(row.key)),
            "rule": steering_text(row, "rule"),
            "direction": steering_text(row, "direction"),
            "merge": source.merge_text,
        }
        bold = source.kind is Kind.SECTION or source.bold or (heads and not source.bullet)
        yield FormRow(cells, heads=heads, bold=bold, indent=indent_of(source), rule=_fixed(row))


def _fixed(row: Indicator | Group) -> Rule | None:
    """The rule a row's formula follows; None where it follows the word in its Cách tính, which the unit may change."""
    return row.rule if isinstance(row, Indicator) and row.row.rule_text not in RULE_WORDS.values() else None


def _info(computed: Computed, unit: Handout) -> tuple[list[InfoEntry], dict[str, str]]:
    """The lines of `Thông tin` with what is known of them, and what each is for."""
    known = {entry.key: entry.text for entry in computed.workbook.info if entry.key in _COMMON}
    known |= {"co_quan": unit.name, "ma_don_vi": unit.code, "han_nop": unit.due}
    lines = [*INFO_KEYS, *(line for line in _OWN if known[slug(line[0])])]
    entries = [InfoEntry(slug(label), label, known.get(slug(label), "")) for label, _ in lines]
    return entries, {slug(label): text for label, text in lines}


def _figures(entries: Sequence[FigureEntry]) -> list[FigureEntry]:
    return [FigureEntry(entry.key, entry.label, NO_FIGURE, entry.unit) for entry in entries]


def _guide(computed: Computed, unit: Handout) -> list[tuple[str, str]]:
    issuer = next((clean(entry.text) for entry in computed.workbook.info if entry.key == "co_quan"), "")
    until = f" trước ngày {unit.due}" if unit.due else ""
    to = f" cho {issuer}" if issuer else ""
    return [
        *(line for line in GUIDE_LINES if line[0] not in _NOT_FOR_UNITS),
        (
            "Cột Mã",
            "Để nguyên: nhờ cột này mà số liệu gửi về được ghép đúng dòng, kể cả khi sửa nội dung hay thêm dòng.",
        ),
        ("Trang Thông tin", "Để nguyên dòng Cơ quan; ghi Ngày là ngày gửi."),
        ("Khi điền xong", f"Lưu tệp và gửi lại{to}{until}."),
    ]
