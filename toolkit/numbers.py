"""Vietnamese numbers: one reader and one writer for the whole toolkit.

A dot groups thousands and a comma is the decimal sign. Nothing here guesses: a text that could mean two numbers comes
back with both readings and no value.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, getcontext
from enum import Enum
from functools import lru_cache

from toolkit.patterns import worded
from toolkit.records import record
from toolkit.text import clean, fold, has_digit

BLANK_MARKS = frozenset({"", "-", "--", "–", "—", "x", "X", "…", "...", "..", "…..", "....", "/"})

# Folded words that bound a target, longest first. The first group leads the number, the second follows it.
_LEADING_BOUNDS = {
    "khong thap hon": ">=", "khong it hon": ">=", "khong duoi": ">=", "toi thieu": ">=", "it nhat": ">=",
    "khong vuot qua": "<=", "khong cao hon": "<=", "khong qua": "<=", "khong tren": "<=", "toi da": "<=",
    "khong lon hon": "<=", "khong nhieu hon": "<=", "khong nho hon": ">=", "it hon hoac bang": "<=", "nhieu hon hoac bang": ">=",
    "duoi hoac bang": "<=", "tren hoac bang": ">=", "thap hon hoac bang": "<=", "cao hon hoac bang": ">=",
    "nhieu nhat": "<=", "nho hon hoac bang": "<=", "lon hon hoac bang": ">=", "bang hoac lon hon": ">=",
    "bang hoac nho hon": "<=", "bang hoac cao hon": ">=", "bang hoac thap hon": "<=", "giam xuong con": "<=",
    "giam con": "<=",
    "bang hoac vuot": ">=", "dat hoac vuot": ">=", "dat va vuot": ">=", "> =": ">=", "< =": "<=",
    "lon hon": ">", "nho hon": "<", "nhieu hon": ">", "it hon": "<", "thap hon": "<", "cao hon": ">", "tren": ">", "hon": ">", "duoi": "<",
    ">=": ">=", "=>": ">=", "≥": ">=", "≧": ">=", "⩾": ">=", "<=": "<=", "=<": "<=", "≤": "<=", "≦": "<=", "⩽": "<=",
    ">": ">", "<": "<",
}  # fmt: skip
_TRAILING_BOUNDS = {"tro len": ">=", "tro xuong": "<="}
_LEADS = ("tang", "giam", "vuot", "dat", "bang", "chiem", "hut", "thieu")
_INTRODUCING = ("tu", "den", "con", "phan dau", "duy tri", "giu", "hang nam", "moi nam")
_LOOSE = ("khoang", "gan", "uoc", "uoc dat", "xap xi", "~", "≈")

_WORDS = tuple(
    (word, kind)
    for table, kind in ((_LEADING_BOUNDS, "bound"), (_LOOSE, "loose"), (_LEADS, "lead"), (_INTRODUCING, "from"))
    for word in table
)
_MOST_DIGITS = 25  # more than any figure has; arithmetic is exact to 28
_MOST_LEADING = 12  # words before a number; behind more of them none is looked for
_LONGEST_WORD = max(len(word) for word, _ in _WORDS) + 1

_DIGITS = r"\d[\d.,' ]*\d|\d"  # of a text whose white space is plain
_NUMBER = re.compile(rf"(?P<sign>[+-]|−|–|)\s*(?P<digits>[.,]\d+|{_DIGITS})")
_RANGE = worded(
    rf"^(?P<low>{_DIGITS})\s*(?P<p1>%?)\s*(?:-|–|—|(?i:đến|den)|÷)\s*(?P<high>{_DIGITS})\s*(?P<rest>%?.*)$",
    "-", "–", "—", "n", "N", "÷",
)  # fmt: skip
_GROUPED = worded(r"\d{1,3}(?:\.\d{3})+", ".")
_GROUPED_FRACTION = worded(r"\d{1,3}(?:\.\d{3})+,\d+", ".")


class Doubt(Enum):
    """Why a text is not simply one Vietnamese number."""

    NOT_A_NUMBER = "not a number"
    AMBIGUOUS = "two readings"
    FOREIGN = "foreign decimal sign or grouping"
    RANGE = "a range"


@record(frozen=True, slots=True)
class Reading:
    """What a text says as a number.

    `value` is None for a blank, for a text that is no number and for an ambiguous one, whose two readings stand in
    `alternatives`. `decimals` counts the digits written after the decimal sign. `comparator` is one of "", ">=", ">",
    "<=", "<". `lead` is a folded word before the number ("tang", "giam", "vuot", "dat", ...), `unit` the text after
    it without a percent sign. A range keeps its lower end as `value` and its upper end in `upper`.
    """

    value: Decimal | None = None
    decimals: int = 0
    percent: bool = False
    comparator: str = ""
    lead: str = ""
    unit: str = ""
    upper: Decimal | None = None
    loose: bool = False
    alternatives: tuple[Decimal, ...] = ()
    doubt: Doubt | None = None

    @property
    def blank(self) -> bool:
        """True when the text holds no figure at all, as in an empty cell or a dash."""
        return self.value is None and self.doubt is None


def read_digits(digits: str, *, percent: bool = False) -> Reading:
    """Read digits with grouping and decimal signs but no words: "1.905" is Decimal("1905"), "98,49" is 98.49."""
    text = re.sub(r"[\s']", " ", digits.strip())
    if " " in text:
        if not re.fullmatch(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?", text):
            return Reading(doubt=Doubt.NOT_A_NUMBER)
        text = text.replace(" ", "")
        return _plain(text.replace(",", "."), Doubt.FOREIGN if "." in text or "'" in digits else None)
    if text.isdecimal():
        return _plain(text)
    if _GROUPED.fullmatch(text):
        if text.startswith("0"):
            return _plain(text, Doubt.FOREIGN) if text.count(".") == 1 else Reading(doubt=Doubt.NOT_A_NUMBER)
        return _plain(text.replace(".", ""))
    if _GROUPED_FRACTION.fullmatch(text):
        return _plain(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d*,\d+", text):
        whole, fraction = text.split(",")
        decimal = _plain(f"{whole or '0'}.{fraction}")
        if len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0") and not percent:
            grouped = Decimal(whole + fraction)
            return Reading(alternatives=(decimal.value or grouped, grouped), doubt=Doubt.AMBIGUOUS)
        return decimal
    if re.fullmatch(r"\d*\.\d+", text):
        return _plain("0" + text if text.startswith(".") else text, Doubt.FOREIGN)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return _plain(text.replace(",", ""), Doubt.FOREIGN)
    return Reading(doubt=Doubt.NOT_A_NUMBER)


def _plain(text: str, doubt: Doubt | None = None) -> Reading:
    if len(text) > _MOST_DIGITS:
        return Reading(doubt=Doubt.NOT_A_NUMBER)
    fraction = text.partition(".")[2]
    return Reading(value=Decimal(text), decimals=len(fraction), doubt=doubt)


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Read a whole cell's text as one number with its comparator, lead word, unit and percent sign.

    >>> read("≥ 95").comparator, read("từ 95% trở lên").value, read("81.326 tỷ").unit
    ('>=', Decimal('95'), 'tỷ')
    >>> read("1,234").alternatives
    (Decimal('1.234'), Decimal('1234'))
    """
    rest = clean(text)
    if rest in BLANK_MARKS:
        return Reading()
    comparator = lead = ""
    loose = False
    for _ in range(_MOST_LEADING):
        word, kind = _leading_word(rest)
        if not word:
            break
        rest = rest[len(word) :].strip(" :")
        folded = fold(word)
        if kind == "bound":
            comparator = _LEADING_BOUNDS[folded]
        elif kind == "loose":
            loose = True
        elif kind == "lead":
            lead = folded
    span = _RANGE.match(rest)
    if span:
        both = [read_digits(span[end]) for end in ("low", "high")]
        if all(end.value is not None for end in both):
            percent = bool(span["p1"]) or span["rest"].startswith("%")
            return Reading(
                value=both[0].value, upper=both[1].value, decimals=max(end.decimals for end in both), percent=percent,
                comparator=comparator or _trailing_bound(span["rest"])[0], lead=lead, loose=loose,
                unit=_trailing_bound(span["rest"].lstrip("% "))[1], doubt=Doubt.RANGE,
            )  # fmt: skip
    match = _NUMBER.match(rest)
    if not match:
        return Reading(doubt=Doubt.NOT_A_NUMBER)
    tail = rest[match.end() :].strip()
    percent = tail.startswith("%")
    bound, unit = _trailing_bound(tail.lstrip("% "))
    if has_digit(unit) or (match["sign"] and unit and not percent and not unit[0].isalpha()):
        return Reading(doubt=Doubt.NOT_A_NUMBER)
    inner = read_digits(match["digits"], percent=percent)
    sign = -1 if match["sign"] in ("-", "−", "–") and match["sign"] else 1
    return Reading(
        value=None if inner.value is None else inner.value * sign, decimals=inner.decimals, percent=percent,
        comparator=comparator or bound, lead=lead, unit=unit, loose=loose,
        alternatives=tuple(value * sign for value in inner.alternatives), doubt=inner.doubt,
    )  # fmt: skip


def _leading_word(text: str) -> tuple[str, str]:
    """The first known word the text begins with, and whether it bounds, loosens, leads or only introduces a number."""
    if not text or text[0].isdigit():
        return "", ""
    folded = fold(text[:_LONGEST_WORD])
    for word, kind in _WORDS:
        size = len(word)
        if folded.startswith(word) and not (word[-1].isalpha() and folded[size : size + 1].isalpha()):
            return text[:size], kind
    return "", ""


def _trailing_bound(text: str) -> tuple[str, str]:
    folded = fold(text)
    for words, comparator in _TRAILING_BOUNDS.items():
        if folded.endswith(words):
            return comparator, text[: -len(words)].strip(" %")
    return "", text.strip(" ;,.") if text.strip(" ;,.") != "" else ""


def from_float(number: float) -> Decimal:
    """The decimal a spreadsheet shows for a stored double: its 15 significant digits, without float noise."""
    value = Decimal(format(number, ".15g"))
    return (
        value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < Decimal(10) ** 27 else value
    )


@lru_cache(maxsize=8192)
def decimals_of(value: Decimal) -> int:
    """How many digits after the decimal sign the value needs: 2 for 98.50 written 98.5 is 1."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def round_half_up(value: Decimal, digits: int = 2) -> Decimal:
    """The value rounded half away from zero to `digits` decimals."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _wide(value, digits))


def _wide(value: Decimal, digits: int) -> Context | None:
    """A context with room for all digits of a very large number; None where the usual one has it."""
    needed = value.adjusted() + digits + 2
    return Context(prec=needed) if needed > getcontext().prec else None


def cut(value: Decimal, digits: int = 2) -> Decimal:
    """The value with all digits after the first `digits` decimals cut off."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_DOWN, _wide(value, digits))


def show(value: Decimal, digits: int = 2) -> str:
    """The value as a Vietnamese report prints it: half-up, trailing zeros dropped, "1.905", "98,5", "-0,25"."""
    text = str(value)
    if text.isdecimal():
        return text if len(text) < 4 else f"{int(text):,}".replace(",", ".")
    return _shown(value, digits)


@lru_cache(maxsize=8192)
def _shown(value: Decimal, digits: int) -> str:
    rounded = round_half_up(value, digits)
    whole, _, fraction = format(abs(rounded), ",f").partition(".")
    fraction = fraction.rstrip("0")
    grouped = whole.replace(",", ".")
    sign = "-" if rounded < 0 else ""
    return sign + grouped + ("," + fraction if fraction else "")


def plain(value: Decimal | None, digits: int = 2) -> str | None:
    """The value as JSON carries it: rounded as shown, a plain decimal string such as "98.58"; None stays None."""
    if value is None:
        return None
    text = format(round_half_up(value, digits), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
