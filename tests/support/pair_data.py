"""The template and the workbooks of random pairs, before and after."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache

from support.computed import computed
from support.words import changed, document, facts, with_notes

from toolkit.facts import Facts
from toolkit.word.compile import Template, compile_template
from toolkit.word.fill import Filled, fill

NAMES = tuple(f"so{number}" for number in range(6))
_BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
    "<w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
).format("<w:p><w:r><w:t>Trong hộp {{ so1 }} hộ.</w:t></w:r></w:p>")
_NOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r>'
    "<w:t>Chú thích {{ so2 }} và {{ so3 }} nữa.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
SENTENCES = tuple(
    f"Đoạn {n} mở đầu: {{{{ so{n} }}}} đơn vị, so với {{{{ so{(n + 1) % 6} }}}} của kỳ trước, hết." for n in range(6)
)
_LOOP = [["Tên", "Số"], ["{% for x in chi_tieu %}", ""], ["{{ x.noi_dung }}", "{{ x }}"], ["{% endfor %}", ""]]
_CONDITION = ("{% if so4 > 50000 %}", "Có điều kiện {{ so4 }} thì nói.", "{% endif %}")


@cache
def template(rich: bool, other: bool = False) -> Template:
    """The template; `rich` with a text box, a footnote and a header, `other` after somebody changed its wording."""
    sentences = [*SENTENCES[:5], "Đoạn mới của mẫu {{ so5 }}."] if other else SENTENCES
    made = document("BÁO CÁO", *sentences[:3], *_CONDITION, *sentences[3:], _LOOP, "Lời kết của báo cáo.", "{{ phu_luc }}",
                    header="Đầu trang {{ so0 }} số" if rich else "")  # fmt: skip
    if rich:
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        made = with_notes(
            made, lambda xml: xml.replace("BÁO CÁO</w:t></w:r>", f"BÁO CÁO</w:t></w:r>{reference}"), _NOTES
        )
        made = changed(made, lambda name, xml: _with_box(xml) if name == "word/document.xml" else xml)
    return compile_template(made, "mau.docx")


def _with_box(xml: bytes) -> bytes:
    at = xml.index("Đoạn 4".encode())
    at = xml.rindex(b"<w:p>", 0, at)
    return xml[:at] + _BOX.encode() + xml[at:]


@dataclass
class Data:
    """One state of the workbook: figures by name, and rows as (key, label, section) with a figure for each period."""

    numbers: dict[str, str]
    rows: list[tuple[str, str, int]]
    figures: dict[str, list[str]]
    periods: list[str]

    def filled(self, made: Template) -> Filled:
        """The report a fresh fill gives."""
        return fill(made, self.facts(), workbook="so-lieu.xlsx")

    def facts(self) -> Facts:
        """The facts of this state."""
        lines = ["STT | Nội dung | ĐVT | Chỉ tiêu | " + " | ".join(self.periods) + " | Thực hiện | %"]
        keys: list[str] = []
        for section in range(3):
            inside = [row for row in self.rows if row[2] == section]
            if inside:
                lines.append(f"{'I' * (section + 1)} | Mục {section}")
                keys.append(f"muc_{section}")
            for number, (key, label, _) in enumerate(inside, 1):
                values = [self.figures[period][int(key[1:])] for period in self.periods]
                lines.append(f"{number} | {label} | Lớp | 500 | {' | '.join(values)} | {values[-1]} |")
                keys.append(key)
        made = computed("\n".join(lines))
        rows = tuple(replace(row, key=key) for row, key in zip(made.rows, keys, strict=True))
        return facts(replace(made, rows=rows), info={"ky_bao_cao": self.periods[-1]}, **self.numbers)


def first_data(rng: random.Random) -> Data:
    """A workbook at random."""
    periods = ["2021", "2022", "2023", "6 tháng 2024"]
    figures = {period: [str(rng.randrange(1, 499)) for _ in range(12)] for period in periods}
    rows = [(f"r{n}", f"Dòng {'ABCDEFG'[n]}", n // 3) for n in range(7)]
    return Data({name: str(rng.randrange(10, 99_999)) for name in NAMES}, rows, figures, periods[:2])


def next_data(rng: random.Random, base: Data, log: list[str], *, calm: bool) -> Data:
    """The same workbook some days later."""
    data = Data(dict(base.numbers), list(base.rows), {k: list(v) for k, v in base.figures.items()}, list(base.periods))

    def chance(what: str, share: float) -> bool:
        if rng.random() >= share / (1 + 9 * calm):
            return False
        log.append(f"data: {what}")
        return True

    for name in rng.sample(NAMES, rng.randrange(0, 7)):
        data.numbers[name] = str(rng.randrange(10, 99_999))
        log.append(f"data: {name} {base.numbers[name]} -> {data.numbers[name]}")
    for _ in range(rng.randrange(0, 4)):
        rng.choice(list(data.figures.values()))[rng.randrange(7)] = str(rng.randrange(1, 499))
    if chance("a row less", 0.25):
        del data.rows[rng.randrange(len(data.rows))]
    if chance("a row more", 0.25):
        data.rows.insert(rng.randrange(len(data.rows) + 1), ("r7", "Dòng mới", rng.randrange(3)))
    if chance("a row moved", 0.2):
        data.rows.insert(rng.randrange(len(data.rows)), data.rows.pop(rng.randrange(len(data.rows))))
    if chance("a row into another group", 0.15):
        at = rng.randrange(len(data.rows))
        data.rows[at] = (*data.rows[at][:2], rng.randrange(3))
    if chance("an indicator renamed, its code kept", 0.15):
        at = rng.randrange(len(data.rows))
        data.rows[at] = (data.rows[at][0], f"{data.rows[at][1]} đổi tên", data.rows[at][2])
    if chance("an indicator under another code", 0.15):
        at = rng.randrange(len(data.rows))
        data.rows[at] = ("r8", *data.rows[at][1:])
    if chance("other periods", 0.2):
        data.periods = rng.choice([["2022", "2023"], ["2021", "2022", "2023"], ["2022"], ["2022", "6 tháng 2024"]])
        log.append(f"data: {data.periods}")
    return data
