"""The official forms of documents as data: which rule set holds for a document, and what it asks for.

The facts stand in `profiles.json`, with their source and the days between which they hold. A document's rule set is
chosen by `mẫu` on its `Thông tin` sheet, else by who issues it, and then by its date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from toolkit.hints import Any, Final
from toolkit.model import InfoEntry, Workbook
from toolkit.patterns import worded
from toolkit.records import record, replace
from toolkit.text import fold, has_word

PARTY: Final = "dang"
STATE: Final = "nha_nuoc"
FORM_KEY: Final = "the_thuc"
"""The key under which `with_form` tells a template its rule set: `thong_tin.the_thuc` is "HD 05"."""

_PARTY_WORDS: Final = (
    r"\b(dang uy|tinh uy|thanh uy|huyen uy|quan uy|dang bo|chi bo|chi uy|ban chap hanh dang|dang doan|ban can su|"
    r"ban tuyen giao|ban to chuc|ban dan van|ban noi chinh|uy ban kiem tra|dang cong san|van phong trung uong dang|"
    r"ban chap hanh trung uong)\b"
)
_STATE_WORDS: Final = (
    r"\b(ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|chi cuc|tong cuc|chinh phu|vien kiem sat|toa an|ban quan ly)\b"
    # These words also occur inside other names ("cơ sở"), so they count only where the name begins with them.
    r"|^(so|bo|cuc|phong|truong|benh vien|trung tam)\b"
)
_PARTY_FORM: Final = r"^dang$|\b(party|cua dang|khoi dang|van ban dang|mau dang|to chuc dang)\b"
_STATE_FORM: Final = r"\b(nha nuoc|state|hanh chinh|chinh quyen|ubnd)\b"
_DAY = re.compile(r"(\d{1,2}) ?(?:[/.-]|thang) ?(\d{1,2}) ?(?:[/.-]|,? ?nam) ?(\d{4})")
_ISO_DAY = worded(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", "-")


@record(frozen=True, slots=True)
class Element:
    """How one element of a document is set; `size` in points."""

    size: int
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False


@record(frozen=True, slots=True)
class Page:
    """The paper and its margins in millimetres; `appendix_numbering` is "continued" or "own"."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    number_edge: int
    number_size: int
    appendix_numbering: str


@record(frozen=True, slots=True)
class Body:
    """The running text: sizes, gap and line spacing in points, first-line indent in millimetres."""

    font: str
    language: str
    size: int
    first_line: int
    gap: int
    line: int
    line_most: int


@record(frozen=True, slots=True)
class Profile:
    """One rule set.

    `start` is its first day and `end` the first day it no longer holds; None leaves that side open. `head_lines` stand
    on the right above the date, `star` asks for the line with `*` under the issuer. `subject_rule` is what stands
    under the trích yếu: nothing, "line", or a text such as "-----". `authority_words` are the marks before the name
    of the body signed for.
    """

    name: str
    family: str
    short: str
    title: str
    source: str
    template: str
    start: date | None
    end: date | None
    page: Page
    body: Body
    head_left: int
    head_right: int
    head_lines: tuple[str, ...]
    star: bool
    number_prefix: str
    number_join: str
    subject_rule: str
    appendix_title: str
    appendix_numerals: str
    appendix_size: int
    authority: Mapping[str, str]
    authority_words: tuple[str, ...]
    elements: Mapping[str, Element]
    names: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """True when the rule set is in force on the day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def number(self, number: str, symbol: str) -> tuple[str, str, str]:
        """The number of a document in three pieces, "161", "-", "BC/ĐUK": the last two empty without a symbol.

        Numbers below 10 get a zero before them; a symbol typed with its own mark before it is taken without it.
        """
        symbol = symbol.strip().lstrip("-/ ")
        number = number.strip()
        if number.isdecimal():
            number = number.zfill(2)
        return number, self.number_join if symbol else "", symbol

    def appendix_name(self, index: int, count: int) -> str:
        """The title of an appendix, counted from 1 among `count`: "PHỤ LỤC", "PHỤ LỤC 2", "Phụ lục II"."""
        if count == 1:
            return self.appendix_title
        return f"{self.appendix_title} {_roman(index) if self.appendix_numerals == 'roman' else index}"


def choose(form: str = "", day: date | None = None, hints: Iterable[str] = ()) -> Profile:
    """The rule set for a document.

    `form` is what the `Thông tin` sheet says under `mẫu`: a family ("Đảng", "Nhà nước") or one rule set ("HD 36").
    `hints` are other texts that tell who issues it, such as its name and symbol. Without either it is a Party
    document. A document without a date takes the newest rule set of its family, one from before all of them the
    oldest.
    """
    known = _profiles()
    folded = fold(form).replace("_", " ")
    named = next((profile for profile in known if any(has_word(folded, name) for name in profile.names)), None)
    if named:
        return named
    family = _family(folded) or next(filter(None, map(_issuer, hints)), PARTY)
    members = [profile for profile in known if profile.family == family]
    if day is None:
        return members[-1]
    return next((profile for profile in reversed(members) if profile.holds_on(day)), members[0])


def choose_profile(workbook: Workbook) -> Profile:
    """The rule set for the report of a workbook, from its `Thông tin` sheet."""
    texts = {entry.key: entry.text for entry in workbook.info}
    hints = (texts.get(key, "") for key in ("co_quan", "co_quan_cap_tren", "quyen_han_ky"))
    symbol = texts.get("ky_hieu", "") or texts.get("so", "")
    return choose(texts.get("mau", ""), day_of(texts.get("ngay", "")), (*hints, symbol))


def with_form(workbook: Workbook) -> Workbook:
    """The workbook with its rule set among its `Thông tin`, where a template finds it as `thong_tin.the_thuc`."""
    if any(entry.key == FORM_KEY for entry in workbook.info):
        return workbook
    entry = InfoEntry(FORM_KEY, "Thể thức", choose_profile(workbook).short)
    return replace(workbook, info=(*workbook.info, entry))


def day_of(text: str) -> date | None:
    """The day a text names, as 25/7/2023, 25-7-2023, 2023-07-25 or in words; None where it names none."""
    folded = fold(text)
    iso = _ISO_DAY.search(folded)
    found = (iso[3], iso[2], iso[1]) if iso else next(iter(_DAY.findall(folded)), None)
    if found is None:
        return None
    try:
        return date(int(found[2]), int(found[1]), int(found[0]))
    except ValueError:
        return None


def profiles() -> tuple[Profile, ...]:
    """Every rule set there is, those of one family with the oldest first."""
    return _profiles()


def _family(folded: str) -> str | None:
    """The family that `mẫu` names; None for a text that names none, such as a template file's name."""
    if folded.endswith((".docx", ".dotx")):
        return None
    if re.search(_STATE_FORM, folded):
        return STATE
    return PARTY if re.search(_PARTY_FORM, folded) else None


def _issuer(text: str) -> str | None:
    """The family of who issues a document, from a name ("UBND TỈNH …") or a symbol ("BC/ĐUK", "BC-UBND")."""
    folded = fold(text)
    if re.search(_PARTY_WORDS, folded):
        return PARTY
    if re.search(_STATE_WORDS, folded):
        return STATE
    symbol = re.search(r"(?:^|[-/\d ])(bc|kh|tb|ct|nq|qd|cv|ttr|tr|hd)([/-])[a-z]", folded)
    return None if symbol is None else PARTY if symbol[2] == "/" else STATE


def _roman(number: int) -> str:
    digits = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in digits:
        while number >= value:
            text += letters
            number -= value
    return text


@cache
def _profiles() -> tuple[Profile, ...]:
    data = json.loads(Path(__file__).with_name("profiles.json").read_text(encoding="utf-8"))
    raw: dict[str, dict[str, Any]] = {}
    for entry in data["profile"]:
        base = raw.get(entry.get("base", ""), {})
        raw[entry["name"]] = {key: value for key, value in _merged(base, entry).items() if key != "base"}
        # A newer rule set holds from its own day on, whatever the end of the one it builds on.
        if "until" not in entry:
            raw[entry["name"]].pop("until", None)
    return tuple(_profile(entry) for entry in raw.values())


def _merged(base: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """A rule set's table over the one it builds on, table by table."""
    merged = dict(base)
    for key, value in entry.items():
        under = merged.get(key)
        merged[key] = _merged(under, value) if isinstance(value, dict) and isinstance(under, dict) else value
    return merged


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _profile(data: Mapping[str, Any]) -> Profile:
    head, number, appendix = data["head"], data["number"], data["appendix"]
    authority = dict(data["authority"])
    words = tuple(authority.pop("words"))
    return Profile(
        name=data["name"], family=data["family"], short=data["short"], title=data["title"], source=data["source"],
        template=data["template"], start=_day(data.get("from")), end=_day(data.get("until")),
        page=Page(**data["page"]), body=Body(**data["body"]),
        head_left=head["left"], head_right=head["right"], head_lines=tuple(head["lines"]), star=head["star"],
        number_prefix=number["prefix"], number_join=number["join"], subject_rule=data["subject"]["rule"],
        appendix_title=appendix["title"], appendix_numerals=appendix["numerals"], appendix_size=appendix["size"],
        authority=authority, authority_words=words,
        elements={name: Element(**look) for name, look in data["elements"].items()}, names=tuple(data["names"]),
    )  # fmt: skip
