"""The value of digits in Vietnamese, mixed or foreign writing."""

from __future__ import annotations

import re
from decimal import Decimal


def value_of_digits(digits: str, *, percent: bool) -> tuple[Decimal, int, tuple[Decimal, ...]]:
    """Value, digits after the decimal sign, and other readings, of digits in Vietnamese, mixed or foreign writing."""
    text = digits.replace(" ", "")
    if text.isdecimal():
        return Decimal(text), 0, ()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        whole, _, fraction = text.replace(".", "").partition(",")
        single = text.count(".") == 1 and not fraction
        decimal = Decimal(text) if single else None
        if decimal is not None and (percent or text.startswith("0")):
            return decimal, len(text.partition(".")[2]), (() if text.startswith("0") else (Decimal(whole),))
        return Decimal(f"{whole}.{fraction}" if fraction else whole), len(fraction), ()
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+", text):
        plain = text.replace(",", "")
        return Decimal(plain), len(plain.partition(".")[2]), ()
    plain = text.replace(",", ".")
    fraction = plain.partition(".")[2]
    grouped = re.fullmatch(r"[1-9]\d{0,2},\d{3}", text) is not None and not percent
    return Decimal(plain), len(fraction), ((Decimal(text.replace(",", "")),) if grouped else ())
