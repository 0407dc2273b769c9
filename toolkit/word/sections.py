"""Sections of a document: the appendix on landscape pages of its own, headers and margins as the template has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit.headings import TitleLines, document_kind, notes, title_lines
from toolkit.hints import Final
from toolkit.model import ComputedAppendix
from toolkit.phrases.words import long_date, read_day
from toolkit.profiles import Profile
from toolkit.text import clean, whole_number
from toolkit.word.appendix import CellMaker, appendix_table
from toolkit.word.xml import escape, run

# One point high, so that it never opens a page of its own.
_TINY: Final = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
)
_NEAR: Final = 4000  # an empty paragraph is not longer than this
_EMPTY: Final = re.compile(
    r"<w:p(?: [^>]*)?>(?:<w:pPr>(?:(?!</?w:p[ >]|<w:sectPr).)*</w:pPr>)?</w:p>|<w:p(?: [^>]*)?/>"
)


def appendix_section(
    appendices: Sequence[ComputedAppendix],
    cell: CellMaker,
    *,
    profile: Profile,
    section_xml: str = "",
    info: Mapping[str, str] | None = None,
    first: bool = False,
) -> list[bytes]:
    """Body XML, in pieces, that sets each appendix on landscape pages: its title, its table and the notes below it.

    `section_xml` is the `w:sectPr` that holds where the appendix stands; it closes the pages before, unless the
    appendix comes `first`. In a section that is landscape already no section is made. `info` holds the texts of
    `Thông tin` for the line that says what the appendix is attached to. Text that follows goes on in the section of
    the pages before; `close_document` drops that section where no text follows.
    """
    section = section_xml or _portrait(profile)
    own_pages = not is_landscape(section)
    wide = landscape_of(section, profile, references=first) if own_pages else section
    pieces: list[bytes] = []
    if own_pages and not first:
        pieces.append(_break(section).encode())
    for index, appendix in enumerate(appendices, 1):
        lines = title_lines(appendix, profile, info or {}, index, len(appendices))
        pieces += _head(lines, cell, profile, info or {}, new_page=not own_pages and index > 1)
        pieces += appendix_table(
            appendix, cell, font=profile.body.font, width_twips=text_width(wide) or _least_width(profile)
        )
        pieces += [_line(text, profile, size=22, italic=True, align="left") for text in notes(appendix)]
        pieces.append((_break(wide) if own_pages else _TINY + "</w:pPr></w:p>").encode())
    return pieces


def close_document(pieces: list[bytes]) -> None:
    """Make the appendix's own section the last of a document part, given in pieces, where nothing follows the appendix.

    Where text follows, its section does not begin again with an unnumbered first page.
    """
    opens = f"{_TINY}<w:sectPr".encode()
    at = next((at for at in reversed(range(len(pieces))) if pieces[at].startswith(opens)), -1)
    xml = b"".join(pieces[at:]).decode()
    end = xml.rfind("</w:body>")
    start = xml.rfind("<w:sectPr", 0, end)
    if at < 0 or start < 0:
        return
    before, last = xml[:start], xml[start:end]
    content = before[: _end_of_content(before)]
    if content.endswith("</w:sectPr></w:pPr></w:p>"):
        opening = content.rfind(_TINY)
        carried = content[opening + len(_TINY) : -len("</w:pPr></w:p>")]
        if is_landscape(carried):
            pieces[at:] = [f"{content[:opening]}{_TINY}</w:pPr></w:p>{carried}{xml[end:]}".encode()]
            return
    last = re.sub(r"<w:titlePg\b[^>]*/>", "", last)
    last = re.sub(r'(<w:pgNumType\b[^>]*?) w:start="\d+"', r"\1", last)
    pieces[at:] = [f"{before}{last}{xml[end:]}".encode()]


def _end_of_content(xml: str) -> int:
    """Where the last thing ends that is no empty paragraph."""
    end = len(xml)
    while True:
        low = max(0, end - _NEAR)
        end = low + len(xml[low:end].rstrip())
        start = max(xml.rfind(opening, low, end) for opening in ("<w:p>", "<w:p ", "<w:p/>"))
        if start < 0 or not _EMPTY.fullmatch(xml, start, end):
            return end
        end = start


# --- section properties ---------------------------------------------------------------------------------------------


def is_landscape(section_xml: str) -> bool:
    """True for section properties whose page is wider than high."""
    size = _attributes(section_xml, "pgSz")
    return size.get("orient") == "landscape" or _number(size, "w") > _number(size, "h")


def text_width(section_xml: str) -> int:
    """The width between the margins of a section's page, in twips; 0 where it does not say."""
    margins = _attributes(section_xml, "pgMar")
    width = _number(_attributes(section_xml, "pgSz"), "w")
    return max(0, width - _number(margins, "left") - _number(margins, "right") - _number(margins, "gutter"))


def landscape_of(section_xml: str, profile: Profile, *, references: bool = False) -> str:
    """Properties of a landscape section beside a portrait one: its paper turned, its margins.

    Headers and footers are those of the section before; a section that comes first names them itself (`references`).
    Pages count on from the pages before, or from 1 where the rule set gives each appendix pages of its own.
    """
    size = _attributes(section_xml, "pgSz")
    margins = _margins(profile) | _attributes(section_xml, "pgMar")
    width, height = _number(size, "h") or 16838, _number(size, "w") or 11906
    kept = "".join(f' w:{name}="{value}"' for name, value in margins.items())
    own = profile.page.appendix_numbering == "own"
    numbering = {name: value for name, value in _attributes(section_xml, "pgNumType").items() if name == "fmt"}
    if own:
        numbering["start"] = "1"
    numbers = "".join(f' w:{name}="{value}"' for name, value in numbering.items())
    named = re.findall(r"<w:(?:header|footer)Reference\b[^>]*/>", section_xml) if references else []
    return (
        f'<w:sectPr>{"".join(named)}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}" w:orient="landscape"/>'
        f"<w:pgMar{kept}/>{f'<w:pgNumType{numbers}/>' if numbers else ''}"
        f'<w:cols w:space="720"/>{"<w:titlePg/>" if own else ""}</w:sectPr>'
    )


def _portrait(profile: Profile) -> str:
    """The section properties of a document that has none."""
    page = profile.page
    margins = "".join(f' w:{name}="{value}"' for name, value in _margins(profile).items())
    return (
        f'<w:sectPr><w:pgSz w:w="{_twips(page.width)}" w:h="{_twips(page.height)}"/>'
        f'<w:pgMar{margins}/><w:cols w:space="720"/></w:sectPr>'
    )


def _margins(profile: Profile) -> dict[str, str]:
    """The attributes of the margins a rule set asks for."""
    page = profile.page
    sides = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    edges = {"header": page.number_edge, "footer": page.number_edge, "gutter": 0}
    return {name: str(_twips(length)) for name, length in (sides | edges).items()}


def _least_width(profile: Profile) -> int:
    return _twips(profile.page.height - profile.page.left - profile.page.right)


def _twips(millimetres: int) -> int:
    return (millimetres * 14400 + 127) // 254


def _attributes(section_xml: str, element: str) -> dict[str, str]:
    return dict(re.findall(r'w:(\w+)="([^"]*)"', section_xml.partition(f"<w:{element} ")[2].partition(">")[0]))


def _number(attributes: Mapping[str, str], name: str) -> int:
    return whole_number(attributes.get(name))


def _break(section_xml: str) -> str:
    return f"{_TINY}{section_xml}</w:pPr></w:p>"


# --- the lines above the grid -----------------------------------------------------------------------------


def _head(
    lines: TitleLines, cell: CellMaker, profile: Profile, info: Mapping[str, str], *, new_page: bool
) -> Iterator[bytes]:
    size = 2 * profile.appendix_size
    yield _line(lines.name, profile, size=size, bold=True, new_page=new_page)
    for index, text in enumerate(lines.title):
        yield _line(text, profile, size=size, bold=True, caps=index == 0)
    attached = _attached(lines, cell, profile, info)
    if attached:
        yield _paragraph(attached, "center")
    if lines.unit:
        yield _line(lines.unit, profile, size=24, italic=True, align="right")
    else:
        yield (_TINY.replace('w:after="0"', 'w:after="120"', 1) + "</w:pPr></w:p>").encode()


def _attached(lines: TitleLines, cell: CellMaker, profile: Profile, info: Mapping[str, str]) -> bytes:
    """The runs of "(Kèm theo Báo cáo số 161-BC/ĐUK ngày 25 tháng 7 năm 2023)", from what is known of it."""
    rpr = _rpr(profile, 26, italic=True)
    number, join, symbol = profile.number(info.get("so", ""), info.get("ky_hieu", ""))
    day = info.get("ngay", "")
    if not number or not day:
        return run(lines.attached, rpr).encode() if lines.attached else b""
    pieces = [run(f"(Kèm theo {document_kind(info)} số ", rpr).encode()]
    typed = info["so"].strip()
    pieces += [run(number.removesuffix(typed), rpr).encode()] * (number != typed)
    pieces.append(cell("thong_tin.so", typed, rpr, None))
    if symbol:
        pieces += [run(join, rpr).encode(), cell("thong_tin.ky_hieu", symbol, rpr, None)]
    pieces += [run(" ", rpr).encode(), cell("thong_tin.ngay|ngay_dai", _long_day(day), rpr, None)]
    return b"".join((*pieces, run(")", rpr).encode()))


def _long_day(text: str) -> str:
    """A day in words; a text that is no whole day as it stands."""
    day = read_day(text)
    return clean(text) if day is None else long_date(*day)


def _line(
    text: str,
    profile: Profile,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    caps: bool = False,
    align: str = "center",
    new_page: bool = False,
) -> bytes:
    runs = run(text, _rpr(profile, size, bold=bold, italic=italic, caps=caps)).encode()
    return _paragraph(runs, align, new_page=new_page)


def _paragraph(runs: bytes, align: str, *, new_page: bool = False) -> bytes:
    page = "<w:pageBreakBefore/>" if new_page else ""
    together = "" if align == "left" else "<w:keepNext/>"
    opening = (
        f'<w:p><w:pPr>{together}{page}<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>'
    )
    return b"%b%b</w:p>" % (opening.encode(), runs)


def _rpr(profile: Profile, size: int, *, bold: bool = False, italic: bool = False, caps: bool = False) -> str:
    font = escape(profile.body.font)
    marks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "") + ("<w:caps/>" if caps else "")
    return (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f'{marks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
