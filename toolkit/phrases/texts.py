"""Filters on texts, dates and lists."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from toolkit.facts import TemplateProblem
from toolkit.facts.subjects import Items, Subject, Value
from toolkit.phrases.filters import FILTERS, Operand, decimal_of, filter_as, text_of, value_of
from toolkit.phrases.numbers import kem_don_vi
from toolkit.phrases.words import long_date, lower_first, read_day, title_case
from toolkit.records import replace
from toolkit.text import fold


def _on_text(name: str, usage: str, function: Callable[[str], str]) -> None:
    """Register a filter on texts; on a list it changes what each entry prints."""

    @filter_as(usage)
    def apply(operand: Operand) -> Operand:
        if isinstance(operand, Items):
            return replace(operand, texts=tuple(function(word) for word in operand.words()))
        value = value_of(operand, name)
        text = function(value.text)
        return value.printing(text) if isinstance(value.value, Decimal) else text_of(value, text)


for _name, _function in (
    ("viet_hoa", str.upper),
    ("viet_thuong", str.lower),
    ("viet_hoa_dau", lambda text: text[:1].upper() + text[1:]),
    ("viet_thuong_dau", lower_first),
    ("tieu_de", title_case),
):
    _on_text(_name, _name, _function)


@filter_as('don_dong("; ")', (0, 1))
def don_dong(operand: Operand, *given: Value) -> Operand:
    """A text of several lines in one."""
    value = value_of(operand, "don_dong")
    lines = (line.strip() for line in value.text.splitlines())
    return text_of(value, (given[0].text if given else " ").join(line for line in lines if line))


@filter_as("gach_dau_dong")
def gach_dau_dong(operand: Operand) -> Operand:
    """A line with a dash for each line of a text, or for each part between semicolons where it is one line."""
    value = value_of(operand, "gach_dau_dong")
    lines = [line.strip() for line in value.text.splitlines() if line.strip()]
    if len(lines) == 1 and ";" in lines[0]:
        parts = [part.strip(" -–,;.") for part in lines[0].split(";")]
        lines = [part + "," for part in parts if part]
        lines[-1:] = [line[:-1] + "." for line in lines[-1:]]
    return text_of(value, "\n".join(line if line[0] in "-–+*" else f"- {line}" for line in lines))


@filter_as('mac_dinh("…")', (1, 1), forgives=True)
def mac_dinh(operand: Operand, otherwise: Value) -> Operand:
    """The value, or what is given for one that is blank or missing."""
    value = value_of(operand, "mac_dinh")
    return (value if value.text else otherwise)._replace(settled=True)


@filter_as('them_truoc(", ")', (1, 1))
def them_truoc(operand: Operand, before: Value) -> Operand:
    """The text with something before it; nothing at all, on purpose, where there is no text."""
    value = value_of(operand, "them_truoc")
    return text_of(value, before.text + value.text if value.text else "")._replace(settled=True)


@filter_as('them_sau(";")', (1, 1))
def them_sau(operand: Operand, after: Value) -> Operand:
    """The text with something behind it; nothing at all, on purpose, where there is no text."""
    value = value_of(operand, "them_sau")
    return text_of(value, value.text + after.text if value.text else "")._replace(settled=True)


# --- dates ----------------------------------------------------------------------------------------------------------


def _on_date(name: str, function: Callable[[int, int, int], str]) -> None:
    @filter_as(name)
    def apply(operand: Operand) -> Operand:
        """A date written otherwise. Raises PL423 for a text that is no date."""
        value = value_of(operand, name)
        if not value.text:
            return value
        found = read_day(value.text)
        issued = any((fact.key, fact.attribute) == ("thong_tin", "ngay") for fact in value.facts)
        if found is None and name == "ngay_dai" and (issued or fold(value.text).startswith("ngay ")):
            return (
                value  # a draft leaves the day open; what is wrong with the day of issue is told with its cell (PL235)
            )
        if found is None:
            raise TemplateProblem("PL423", text=value.text, filter=name)
        return text_of(value, function(*found))


for _date, _written in (
    ("ngay_dai", long_date),
    ("ngay_ngan", lambda day, month, year: f"{day:02d}/{month:02d}/{year}"),
    ("thang", lambda _day, month, _year: str(month)),
    ("nam", lambda _day, _month, year: str(year)),
):
    _on_date(_date, _written)


# --- lists ----------------------------------------------------------------------------------------------------------


def _items(operand: Operand, name: str) -> Items:
    if isinstance(operand, Items):
        return operand
    what = operand.text if isinstance(operand, Value) else operand.key
    raise TemplateProblem("PL411", filter=name, what=what or "-")


def join(words: list[str]) -> str:
    """A list in a sentence: "a, b và c", with semicolons where an entry has a comma or semicolon of its own."""
    if any(mark in f"{word} " for word in words for mark in (", ", ";")):
        return "; ".join(words)
    return " và ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


@filter_as('danh_sach("ty_le")', (0, 1))
def danh_sach(operand: Operand, *given: Value) -> Operand:
    """The entries of a list in one sentence, each with one of its figures in brackets where that is asked for."""
    items = _items(operand, "danh_sach")
    words, facts = list(items.words()), items.facts()
    if given:
        values = [_entry(entry, given[0].text) for entry in items.entries]
        facts = (*facts, *(fact for value in values for fact in value.facts))
        words = [f"{word} ({value.text})" if value.text else word for word, value in zip(words, values, strict=True)]
    text = join([word for word in words if word])
    return Value(text or None, text, tuple(dict.fromkeys(facts)))


def _entry(entry: Subject, name: str) -> Value:
    """An attribute of an entry with its unit, or what a filter on sentences makes of it."""
    made = FILTERS[name].apply(entry, ()) if name in ("ket_qua", "dat_chi_tieu", "vuot", "tang_giam") else None
    found = made if made is not None else entry.get(name)
    if not isinstance(found, Value):
        raise TemplateProblem("PL407", key=entry.key, attribute=name, known=", ".join(entry.attributes))
    return value_of(kem_don_vi(found), "danh_sach")


@filter_as('sap_xep("-ty_le")', (1, 1))
def sap_xep(operand: Operand, by: Value) -> Operand:
    """The list in the order of an attribute, the largest first with a minus sign before it; blanks come last."""
    items = _items(operand, "sap_xep")
    name = by.text.removeprefix("-")
    known: list[tuple[Decimal, Subject]] = []
    blank: list[Subject] = []
    for entry in items.entries:
        found = entry.get(name)
        if not isinstance(found, Value):
            raise TemplateProblem("PL407", key=entry.key, attribute=name, known=", ".join(entry.attributes))
        number = decimal_of(found)
        blank.append(entry) if number is None else known.append((number, entry))
    known.sort(key=lambda pair: pair[0], reverse=by.text.startswith("-"))
    return Items(items.path, (*(entry for _, entry in known), *blank))


@filter_as("lay(3)", (1, 1))
def lay(operand: Operand, count: Value) -> Operand:
    """The first entries of a list."""
    items = _items(operand, "lay")
    number = count.value
    if not isinstance(number, Decimal) or number != number.to_integral_value() or number < 0:
        raise TemplateProblem("PL410", filter="lay", usage=FILTERS["lay"].usage)
    size = int(number)
    return Items(items.path, items.entries[:size], None if items.texts is None else items.texts[:size])
