"""Write the shipped templates: bao-cao.docx (Party), bao-cao-nha-nuoc.docx (State), phu-luc.docx (the appendix alone).

Run by hand after a change: `python templates/make.py [FOLDER]`. The same sources give the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from toolkit.profiles import PARTY, STATE, Element, Profile, choose, profiles
from toolkit.word.xml import escape

# What a report needs of the parts python-docx starts from; the rest (thumbnail, numbering, themes) is left out.
_KEPT = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.HEADER,
}  # fmt: skip
_ZIP_DATE = (2020, 1, 1, 0, 0, 0)


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


# --- runs and paragraphs --------------------------------------------------------------------------------------------


def runs(text: str, look: Element) -> str:
    """One run in the given look; every tag of the text stays whole in it."""
    marks = "<w:b/><w:bCs/>" * look.bold + "<w:i/><w:iCs/>" * look.italic
    line = '<w:u w:val="single"/>' * look.underline
    size = f'<w:sz w:val="{2 * look.size}"/><w:szCs w:val="{2 * look.size}"/>'
    return f'<w:r><w:rPr>{marks}{size}{line}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, style: str = "Normal", properties: str = "") -> str:
    """A paragraph of a style around ready runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def statement(text: str) -> str:
    """A `{% … %}` in a paragraph of its own; it is gone once the template is filled."""
    return paragraph(f"<w:r><w:t>{escape(text)}</w:t></w:r>")


def centred(text: str, look: Element, *, before: int = 0, keep: bool = False) -> str:
    """A centred line, `before` points below the one above."""
    space = f'<w:spacing w:before="{20 * before}" w:after="0"/>'
    return paragraph(runs(text, look), properties=f'{"<w:keepNext/>" * keep}{space}<w:jc w:val="center"/>')


def ruled(text: str, look: Element, width: int, length: int) -> str:
    """A centred line with a solid line under it, `length` wide in a column of `width` twips."""
    side = max(0, (width - length) // 2)
    return centred(text, look) + paragraph(
        "",
        properties='<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:before="40" w:after="0" w:line="60" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}"/>',
    )


def columns(left: Iterable[str], right: Iterable[str], widths: tuple[int, int], *more: tuple[str, str]) -> str:
    """A borderless table of two columns: each argument after the widths is a further row."""
    rows = [("".join(left), "".join(right)), *more]
    cells = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
            for width, content in zip(widths, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0000"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>"
    )


# --- what both forms share ------------------------------------------------------------------------------------------

# A number below ten has a zero before it; without a number there is room to write one by hand. A symbol that the sheet
# gives as part of the number is not said twice.
NUMBER = (
    '{% if thong_tin.so %}{% if thong_tin.so in "1 2 3 4 5 6 7 8 9" %}0{% endif %}{{ thong_tin.so }}'
    "{% else %}      {% endif %}"
    "{% if thong_tin.ky_hieu and not thong_tin.ky_hieu in thong_tin.so %}JOIN{{ thong_tin.ky_hieu }}{% endif %}"
)
DATE = (
    "{% if thong_tin.dia_danh %}{{ thong_tin.dia_danh }}, {% endif %}"
    "{% if thong_tin.ngay %}{{ thong_tin.ngay | ngay_dai }}{% else %}ngày      tháng      năm         {% endif %}"
)
RECIPIENTS = "{% if thong_tin.noi_nhan %}{{ thong_tin.noi_nhan | gach_dau_dong }}{% else %}- Lưu.{% endif %}"
# The width of the fixed head lines in Times New Roman bold, at 15 and at 14 points.
PARTY_LINE, MOTTO_LINE = twips(73), twips(60)


def info(key: str, look: Element, otherwise: str = "") -> str:
    """A line of `Thông tin`, in capitals where its look asks for them; nothing where the sheet does not have it."""
    shown = f"{{{{ thong_tin.{key}{' | viet_hoa' * look.caps} }}}}"
    return f"{{% if thong_tin.{key} %}}{shown}{'{% else %}' * bool(otherwise)}{otherwise}{{% endif %}}"


def info_line(key: str, look: Element, *, keep: bool = False) -> str:
    """A centred line of `Thông tin`; no line at all where the sheet does not have it."""
    return centred(info(key, look), look, keep=keep)


def number(profile: Profile) -> str:
    """The line of the document's number."""
    text = profile.number_prefix + NUMBER.replace("JOIN", profile.number_join)
    return centred(text, profile.elements["number"], before=6)


def widths(profile: Profile) -> tuple[int, int]:
    """The widths of the two columns of the head and of the signatures, in twips."""
    return twips(profile.head_left), twips(profile.head_right)


def party_head(profile: Profile) -> str:
    """Issuer, star and number on the left; the Party's name and the date on the right."""
    look, size = profile.elements, widths(profile)
    left = (
        info_line("co_quan_cap_tren", look["parent"]),
        info_line("co_quan", look["issuer"]),
        centred("*", look["number"]),
        number(profile),
    )
    right = (
        ruled(profile.head_lines[0], look["head"], size[1], PARTY_LINE),
        centred(DATE, look["date"], before=12),
    )
    return columns(left, right, size)


def state_head(profile: Profile) -> str:
    """Issuer with its short line and the number on the left; name and motto of the State and the date on the right."""
    look, size = profile.elements, widths(profile)
    left = (
        info_line("co_quan_cap_tren", look["parent"]),
        ruled(info("co_quan", look["issuer"]), look["issuer"], size[0], size[0] // 3),
    )
    right = (
        centred(profile.head_lines[0], look["head"]),
        ruled(profile.head_lines[1], look["motto"], size[1], MOTTO_LINE),
    )
    return columns(left, right, size, (number(profile), centred(DATE, look["date"], before=6)))


def title(profile: Profile) -> str:
    """Type name and trích yếu, with what the rule set wants under it."""
    look = profile.elements
    subject = info("trich_yeu", look["subject"], DEFAULT_SUBJECT)
    lines = centred(info("ten_loai", look["type"], "BÁO CÁO"), look["type"], before=18)
    if profile.subject_rule == "line":
        full = twips(profile.page.width - profile.page.left - profile.page.right)
        return lines + ruled(subject, look["subject"], full, twips(45))
    known = [f'thong_tin.the_thuc == "{p.short}"' for p in profiles() if p.subject_rule == profile.subject_rule]
    rule = f"{{% if {' or '.join(known)} %}}{profile.subject_rule}{{% endif %}}"
    return lines + centred(subject, look["subject"]) + centred(rule, look["subject"])


def signatures(profile: Profile) -> str:
    """Recipients on the left; on the right who signs, with room for the signature."""
    look = profile.elements
    # The block stays together, with the last lines before it and with the end of its section behind it.
    kept = "<w:keepNext/>"
    left = (
        paragraph(runs("Nơi nhận:", look["recipients_title"]), properties=kept),
        paragraph(runs(RECIPIENTS, look["recipients"]), properties=kept),
    )
    right = (
        info_line("quyen_han_ky", look["authority"], keep=True),
        info_line("chuc_vu", look["position"], keep=True),
        centred("", Element(profile.body.size), before=72, keep=True),
        info_line("nguoi_ky", look["signer"], keep=True),
    )
    return paragraph("", properties=kept) + columns(left, right, widths(profile))


# --- the text, written from the figures of whatever appendix there is -------------------------------------------------

PERIOD = "{% if thong_tin.ky_bao_cao %} {{ thong_tin.ky_bao_cao | viet_thuong_dau }}{% endif %}"
DEFAULT_SUBJECT = f"kết quả thực hiện các chỉ tiêu{PERIOD}"
# In a list the group is named once, and a row just told stands for the group below it.
GROUPED = "x.nhom and x.nhom != m.noi_dung"
GROUP = (
    f"{{% if {GROUPED} and x.nhom != loop.previtem.nhom and x.nhom != loop.previtem.ten %}}"
    "{{ x.nhom }}: {% endif %}"
)
# "3 tổ chức đảng" where the name says its unit, "kết nạp đảng viên 3 đồng chí" below a group, else "Kết nạp: 3 đồng chí".
NAMED = (
    "{% if x.ten_co_don_vi %}{{ x.thuc_hien }} {{ x.ten | viet_thuong_dau }}"
    f"{{% elif {GROUPED} %}}{{{{ x.ten | viet_thuong_dau }}}} {{{{ x.thuc_hien | kem_don_vi }}}}"
    "{% else %}{{ x.ten }}: {{ x.thuc_hien | kem_don_vi }}{% endif %}"
)
# What comes after a row is a part of it where both are of one unit.
PART_FOLLOWS = "loop.nextitem.nhom == x.ten and x.don_vi and loop.nextitem.don_vi == x.don_vi"
# On a line of its own an indicator below a group is named together with it, unless its own name says so.
ALONE = "{% if x.nhom and not x.nhom in x.ten %}{{ x.nhom }} - {% endif %}{{ x.ten }}"
LAST_YEAR = '{{ x | tang_giam | them_truoc(", ") }}'
DISTANCE = '{{ x | vuot | them_truoc(", ") }}'
# A rate is a distance in points from its target, a count a share of it.
REACHED = f'{{% if x.la_ty_le %}}{DISTANCE}{{% else %}}{{{{ x | dat_chi_tieu | them_truoc(", ") }}}}{{% endif %}}'
TARGET = ' (chỉ tiêu {{ x.chi_tieu }}{% if x.la_ty_le and not "%" in x.chi_tieu %}%{% endif %})'


END = "{% if loop.last %}.{% else %};{% endif %}"
# The list of what was missed is short: the appendix has them all.
MOST_MISSED = 20
# So is each list of a section: a sentence of more entries nobody reads.
MOST_LISTED = 15


def tally(path: str = "") -> str:
    """How many indicators were exceeded, met and missed, of the workbook or of a section; only what there is."""
    counts = (
        (f"{path}so_vuot", "chỉ tiêu vượt"),
        (f"{path}so_vua_dat", "chỉ tiêu đạt"),
        (f"{path}so_chua_dat", "chỉ tiêu chưa đạt"),
        (f"{path}so_chua_danh_gia", "chỉ tiêu chưa đủ căn cứ để đánh giá"),
    )
    text = ""
    for index, (name, words) in enumerate(counts):
        before = " or ".join(name for name, _ in counts[:index])
        comma = f"{{% if {before} %}}, {{% endif %}}" if before else ""
        text += f"{{% if {name} %}}{comma}{{{{ {name} | hai_chu_so }}}} {words}{{% endif %}}"
    return text


def body(text: str, style: str = "BodyText", *, keep: bool = False) -> str:
    """A paragraph of running text."""
    content = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return paragraph(content, style, "<w:keepNext/>" * keep)


def listed(words: str, items: str, entry: str, count: str = "") -> str:
    """A paragraph that lists the entries of a list after some words; no paragraph where the list is empty.

    A long list is cut; with the name of its `count`, how many more there are is said.
    """
    rest = f"{{{{ {count} - {MOST_LISTED} }}}} chỉ tiêu" if count else "một số nội dung"
    shown = (
        f"{{% if loop.first %}}- {words}: {{% endif %}}{GROUP}{entry}"
        f"{{% if loop.last %}}.{{% elif loop.index == {MOST_LISTED} %}} và {rest} khác tại Phụ lục."
        f"{{% elif {PART_FOLLOWS} %}}, trong đó {{% else %}}; {{% endif %}}"
    )
    return body(f"{{% for x in {items} %}}{{% if loop.index <= {MOST_LISTED} %}}{shown}{{% endif %}}{{% endfor %}}")


def report() -> Iterable[str]:
    """The text of the report: what was reached in all, section by section, and what was not."""
    yield body(f"Tổng hợp số liệu{PERIOD} tại Phụ lục kèm theo, kết quả đạt được như sau:")
    yield body("I. KẾT QUẢ CHUNG", "Heading1")
    yield body(
        "{% if so_co_chi_tieu %}Trong {{ so_co_chi_tieu | hai_chu_so }} chỉ tiêu được giao có " + tally() +
        "{% if so_dat and so_co_chi_tieu > 1 %}; tỷ lệ chỉ tiêu đạt và vượt là "
        "{{ (so_dat / so_co_chi_tieu * 100) | phan_tram }}{% endif %}."
        "{% elif so_chi_tieu %}Báo cáo tổng hợp {{ so_chi_tieu | hai_chu_so }} nội dung, không có chỉ tiêu được giao để so sánh."
        "{% else %}Phụ lục chưa có số liệu.{% endif %}"
    )  # fmt: skip
    yield body("{% if so_chi_tieu or so_lieu %}II. KẾT QUẢ CỤ THỂ{% endif %}", "Heading1")
    yield statement("{% for m in muc %}")
    yield body(
        "{% if m.noi_dung %}{{ loop.index }}. {{ m.noi_dung }}"
        "{% elif loop.length > 1 %}{{ loop.index }}. Các chỉ tiêu chung{% endif %}",
        "Heading2",
    )
    yield body(
        "{% if loop.length > 1 and m.so_co_chi_tieu > 1 %}Trong {{ m.so_co_chi_tieu | hai_chu_so }} chỉ tiêu được giao có "
        + tally("m.") + ".{% endif %}"
    )  # fmt: skip
    yield listed("Vượt chỉ tiêu", "m.vuot", NAMED + DISTANCE + LAST_YEAR, "m.so_vuot")
    yield listed("Đạt chỉ tiêu", "m.vua_dat", NAMED + LAST_YEAR, "m.so_vua_dat")
    yield listed("Chưa đạt chỉ tiêu", "m.chua_dat", NAMED + REACHED + LAST_YEAR, "m.so_chua_dat")
    yield listed(
        "Kết quả{% if m.so_co_chi_tieu %} khác{% endif %}",
        "m.chi_tieu if not x.danh_gia and x.thuc_hien != none",
        NAMED + LAST_YEAR,
    )
    yield listed("Chưa có số liệu", "m.chi_tieu if x.thuc_hien == none", "{{ x.ten }}")
    yield statement("{% endfor %}")
    yield body("{% if so_lieu %}Một số kết quả khác{% endif %}", "Heading2")
    yield statement("{% for x in so_lieu if x.gia_tri != none %}")
    yield body("- {{ x.noi_dung }}: {{ x.gia_tri | kem_don_vi }}" + LAST_YEAR + END)
    yield statement("{% endfor %}")
    yield statement("{% if so_dat or so_chua_dat %}")
    yield body("III. CHỈ TIÊU CHƯA ĐẠT", "Heading1")
    yield body(
        "{% if so_chua_dat %}Còn {{ so_chua_dat | hai_chu_so }} chỉ tiêu chưa đạt"
        f"{{% if so_chua_dat > {MOST_MISSED} %}}; những chỉ tiêu đạt thấp nhất{{% endif %}}, gồm:"
        "{% else %}Không có chỉ tiêu chưa đạt.{% endif %}",
        keep=True,
    )
    few = "chi_tieu_chua_dat"
    for test, items in (("<=", few), (">", f'{few} | sap_xep("ty_le") | lay({MOST_MISSED})')):
        yield statement(f"{{% if so_chua_dat {test} {MOST_MISSED} %}}")
        yield statement(f"{{% for x in {items} %}}")
        yield body("- " + ALONE + ": {{ x.thuc_hien | kem_don_vi }}" + TARGET + DISTANCE + END)
        yield statement("{% endfor %}")
        yield statement("{% endif %}")
    yield statement("{% endif %}")
    subject = "{% if thong_tin.trich_yeu %}{{ thong_tin.trich_yeu | don_dong | viet_thuong_dau }}{% else %}"
    yield body(f"Trên đây là báo cáo {subject}{DEFAULT_SUBJECT}{{% endif %}}./.", keep=True)


# --- the document as a package --------------------------------------------------------------------------------------


def styles(profile: Profile) -> str:
    """The styles of a report; everything that a report shows comes from these few."""
    body = profile.body
    fonts = "".join(f' w:{part}="{body.font}"' for part in ("ascii", "hAnsi", "eastAsia", "cs"))
    spacing = f'<w:spacing w:before="{20 * body.gap}" w:after="0" w:line="{20 * body.line}" w:lineRule="exact"/>'
    indent = f'<w:ind w:firstLine="{twips(body.first_line)}"/>'
    normal = f'<w:sz w:val="{2 * body.size}"/><w:szCs w:val="{2 * body.size}"/>'
    number = f'<w:sz w:val="{2 * profile.page.number_size}"/><w:szCs w:val="{2 * profile.page.number_size}"/>'

    def style(key: str, name: str, ppr: str = "", rpr: str = "", *, default: bool = False) -> str:
        based = "" if default else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph"{" w:default=" + chr(34) + "1" + chr(34) if default else ""} '
            f'w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
            f"{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{f'<w:rPr>{rpr}</w:rPr>' if rpr else ''}</w:style>"
        )

    heading = f"<w:keepNext/>{spacing}{indent}"
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>{normal}"
        f'<w:lang w:val="{body.language}" w:eastAsia="{body.language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        + style("Normal", "Normal", default=True)
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + style("BodyText", "Body Text", f'{spacing}{indent}<w:jc w:val="both"/>')
        + style("Heading1", "heading 1", f'{heading}<w:jc w:val="both"/><w:outlineLvl w:val="0"/>', "<w:b/><w:bCs/>")
        + style("Heading2", "heading 2", f'{heading}<w:jc w:val="both"/><w:outlineLvl w:val="1"/>', "<w:b/><w:bCs/>")
        + style("Header", "header", '<w:jc w:val="center"/>', number)
        + "</w:styles>"
    )


def page_number(profile: Profile) -> str:
    """The header's paragraph: the page's number in the middle."""
    look = f'<w:rPr><w:sz w:val="{2 * profile.page.number_size}"/></w:rPr>'
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return paragraph("".join(f"<w:r>{look}{piece}</w:r>" for piece in pieces), "Header")


def xml(fragment: str) -> str:
    """A fragment with the namespaces its root needs."""
    end = min(place for place in (fragment.find(">"), fragment.find(" "), fragment.find("/>")) if place > 0)
    return f"{fragment[:end]} {nsdecls('w')}{fragment[end:]}"


def build(profile: Profile, pieces: Iterable[str], name: str) -> bytes:
    """The bytes of a template with this body."""
    document = Document()
    _page(document, profile)
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype not in _KEPT:
                del relations[key]
    _replace(document.styles.element, styles(profile))
    _replace(
        document.settings.element,
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{profile.body.language}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>",
    )
    root = document.element.body
    for child in list(root)[:-1]:
        root.remove(child)
    for piece in pieces:
        for node in parse_xml(f"<w:body {nsdecls('w')}>{piece}</w:body>"):
            root.insert(len(root) - 1, node)
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = ""
    core.created = core.modified = datetime(*_ZIP_DATE)
    core.title, core.language, core.revision = name, profile.body.language, 1
    stream = io.BytesIO()
    document.save(stream)
    return _same_bytes(stream.getvalue())


def _page(document: WordDocument, profile: Profile) -> None:
    """The page and its header: the number in the middle from page 2 on."""
    from docx.shared import Mm

    section, page = document.sections[0], profile.page
    properties = section._sectPr  # python-docx cannot drop what it did not set
    properties.attrib.clear()
    for child in properties.findall(qn("w:docGrid")):
        properties.remove(child)
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = section.footer_distance = Mm(page.number_edge)
    section.different_first_page_header_footer = True
    for header, content in (
        (section.header, page_number(profile)),
        (section.first_page_header, paragraph("", "Header")),
    ):
        header.is_linked_to_previous = False
        element = header._element  # python-docx has no public way to set a header's whole content
        for child in list(element):
            element.remove(child)
        element.append(parse_xml(xml(content)))


def _replace(element: object, content: str) -> None:
    """Give a part's root the children of other XML."""
    fresh = parse_xml(content)
    for child in list(element):  # type: ignore[call-overload]  # an lxml element, untyped in python-docx
        element.remove(child)  # type: ignore[attr-defined]  # likewise
    for child in list(fresh):
        element.append(child)  # type: ignore[attr-defined]  # likewise


def _same_bytes(package: bytes) -> bytes:
    """The package with its entries in one order and at one date, without the parts no report needs."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return stream.getvalue()


def main(folder: Path) -> None:
    """Write the templates of reports and of the appendix alone into a folder."""
    for family, head in ((PARTY, party_head), (STATE, state_head)):
        profile = choose(family)
        pieces = (head(profile), title(profile), *report(), signatures(profile), statement("{{ phu_luc }}"))
        (folder / profile.template).write_bytes(build(profile, pieces, "Báo cáo"))
    (folder / "phu-luc.docx").write_bytes(build(choose(PARTY), [statement("{{ phu_luc }}")], "Phụ lục"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
