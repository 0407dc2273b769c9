"""Vietnamese text: one spelling for comparing, keys in plain ASCII, and the two encodings from before Unicode.

The user's own text is kept as it stands; what is folded here is only for matching.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "​‌‍⁠﻿"))
_MOST_MARKS = 30
_LAYOUT = dict.fromkeys(map(ord, "\t\n\r\xa0"))  # not printable, and yet written
_LONGEST_NUMBER = 9
# Marks are neither letters nor digits nor white space; that is quickly told, and nearly no text has so many such in a row.
_MAYBE_PILED = re.compile(rf"[^\w\s!-~]{{{_MOST_MARKS + 1}}}")
_NO_KEY = re.compile(r"[^a-z0-9]+")
_FOLDED = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("’‘", "'") | dict.fromkeys("đĐÐð", "d")
) | dict.fromkeys(range(0x300, 0x370))  # the marks that a letter is taken apart into

# TCVN 5712:1993 (TCVN3), codes 0xA1 to 0xFF in order, combining marks at 0xB0 to 0xB4.
_TCVN3_LETTERS = [
    "Ă",
    "Â",
    "Ê",
    "Ô",
    "Ơ",
    "Ư",
    "Đ",
    "ă",
    "â",
    "ê",
    "ô",
    "ơ",
    "ư",
    "đ",
    "Ằ",
    "̀",
    "̉",
    "̃",
    "́",
    "̣",
    "à",
    "ả",
    "ã",
    "á",
    "ạ",
    "Ẳ",
    "ằ",
    "ẳ",
    "ẵ",
    "ắ",
    "Ẵ",
    "Ắ",
    "Ầ",
    "Ẩ",
    "Ẫ",
    "Ấ",
    "Ề",
    "ặ",
    "ầ",
    "ẩ",
    "ẫ",
    "ấ",
    "ậ",
    "è",
    "Ể",
    "ẻ",
    "ẽ",
    "é",
    "ẹ",
    "ề",
    "ể",
    "ễ",
    "ế",
    "ệ",
    "ì",
    "ỉ",
    "Ễ",
    "Ế",
    "Ồ",
    "ĩ",
    "í",
    "ị",
    "ò",
    "Ổ",
    "ỏ",
    "õ",
    "ó",
    "ọ",
    "ồ",
    "ổ",
    "ỗ",
    "ố",
    "ộ",
    "ờ",
    "ở",
    "ỡ",
    "ớ",
    "ợ",
    "ù",
    "Ỗ",
    "ủ",
    "ũ",
    "ú",
    "ụ",
    "ừ",
    "ử",
    "ữ",
    "ứ",
    "ự",
    "ỳ",
    "ỷ",
    "ỹ",
    "ý",
    "ỵ",
    "Ố",
]
_TCVN3 = {0xA1 + index: letter for index, letter in enumerate(_TCVN3_LETTERS)}

# VNI-Windows: a base letter and a sign after it; single codes for ơ, ư, đ and the i and y that carry no sign.
_VNI_SIGNS = {
    "a": dict(zip("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
}
_VNI = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI.update({base + sign: letter for base, signs in _VNI_SIGNS.items() for sign, letter in signs.items()})
_VNI.update({old.upper(): new.upper() for old, new in tuple(_VNI.items())})
_VNI.update({old[0].upper() + old[1:]: new.upper() for old, new in tuple(_VNI.items()) if len(old) == 2})


@cache
def _vni_pattern() -> re.Pattern[str]:
    """Every sign of VNI, the longer ones first; made for the first text in such a font, for most have none."""
    return re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


@cache
def _piled() -> re.Pattern[str]:
    """More marks on one letter than any writing puts there; to bring them into order takes their number squared."""
    marks = "".join(chr(code) for code in range(0x300, 0x1E94B) if unicodedata.combining(chr(code)))
    return re.compile(f"[{marks}]{{{_MOST_MARKS + 1},}}")


def unpiled(text: str, filler: str = "") -> str:
    """The text with at most thirty marks on one letter, as Unicode's stream-safe form has; each further one is the filler."""
    if len(text) < 4 * _MOST_MARKS or text.isascii() or not _MAYBE_PILED.search(text.replace("…", ".")):
        return text
    return _piled().sub(lambda run: run[0][:_MOST_MARKS] + filler * (len(run[0]) - _MOST_MARKS), text)


def compose(text: str) -> str:
    """The text in NFC."""
    return unicodedata.normalize("NFC", unpiled(text))


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """The text in NFC with every run of white space as one space and no invisible characters; case and marks stay."""
    composed = compose(text)
    return " ".join((composed if composed.isprintable() else composed.translate(_INVISIBLE)).split())


_PERCENT = frozenset({"ty le", "ti le", "ty le %", "ti le %", "ty le (%", "ti le (%", "phan tram", "ty le phan tram"})


@lru_cache(maxsize=1024)
def is_percent(unit: str) -> bool:
    """True for the unit of a figure in percent, however it is written: "%", "% (tháng)", "Tỷ lệ", "phần trăm"."""
    said = fold(unit).strip(" .()")
    return said.startswith("%") or said in _PERCENT


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text for matching: lower case, no diacritics, đ as d, one space, plain dashes and quotes.

    Folding keeps the length of NFC text that has single spaces, so offsets into such a text stay valid.
    """
    return unicodedata.normalize("NFD", clean(text)).translate(_FOLDED).lower()


@cache
def _unwritable() -> re.Pattern[str]:
    """What XML 1.0 cannot hold, whatever the escaping."""
    return re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text without the characters that no Office document can hold; those that are white space become a space."""
    if text.isprintable() or text.translate(_LAYOUT).isprintable() or not _unwritable().search(text):
        return text
    return _unwritable().sub(lambda found: " " if found[0].isspace() else "", text)


@cache
def _obeyed() -> re.Pattern[str]:
    """What a terminal obeys and does not show: control characters, the ends of lines, the direction of writing; and half characters."""
    return re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text for a terminal's line: white space is a space, what would be obeyed is spelt by its number."""
    if text.isprintable():
        return text
    return _obeyed().sub(lambda found: " " if found[0].isspace() else f"\\u{ord(found[0]):04x}", text)


def spelt(text: str) -> str:
    """A JSON text with all that a terminal would obey spelt in JSON's own way."""
    return _obeyed().sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


@lru_cache(maxsize=8192)
def slug(text: str) -> str:
    """A key made of the text: "Kết nạp đảng viên" is "ket_nap_dang_vien"."""
    return _NO_KEY.sub("_", fold(text)).strip("_")


def is_legacy_font(font: str) -> bool:
    """True for the fonts whose text is TCVN3 (".VnTime") or VNI ("VNI-Times") and not Unicode."""
    return font.startswith(".Vn") or font.upper().startswith("VNI-")


def decode_legacy(text: str, font: str) -> str:
    """The Unicode of a text set in an old Vietnamese font; text in any other font comes back unchanged.

    Only the font's name tells the encoding. TCVN3 fonts whose name ends in "H" show capitals from lower-case codes.
    """
    if font.startswith(".Vn"):
        decoded = compose(text.translate(_TCVN3))
        return decoded.upper() if font.rstrip().endswith("H") else decoded
    if font.upper().startswith("VNI-"):
        return _vni_pattern().sub(lambda match: _VNI[match[0]], text)
    return text


def is_total(label: str) -> bool:
    """True for the label of a row that adds up the rows above it: "Tổng cộng", "Cộng"."""
    return fold(label).strip(" :.") in ("tong cong", "cong", "tong")


def whole_number(text: str | None, default: int = 0) -> int:
    """The whole number that at most nine digits spell; the default for any other text."""
    digits = (text or "").removeprefix("-")
    return int(text or 0) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else default


def has_digit(text: str) -> bool:
    """True for a text with a decimal digit in it."""
    return any(map(str.isdecimal, text))


def begins(text: str, *phrases: str) -> bool:
    """True for a text that begins with one of the phrases and no letter or digit right behind it."""
    return any(text.startswith(phrase) and not _in_word(text[len(phrase) :][:1]) for phrase in phrases)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def has_word(text: str, phrase: str) -> bool:
    """True where a phrase stands in a text with no letter or digit right before or behind it."""
    at = text.find(phrase)
    while at >= 0:
        if not _in_word(text[max(0, at - 1) : at]) and not _in_word(text[at + len(phrase) :][:1]):
            return True
        at = text.find(phrase, at + 1)
    return False


def first_words(text: str, limit: int = 60) -> str:
    """The beginning of a text, cut at a word, for messages that help a person find a paragraph."""
    text = clean(text)
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + " …"
