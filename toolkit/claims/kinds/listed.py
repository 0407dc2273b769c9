"""Things counted and then named one by one: `5/7 hồ đang xả lũ (Phú Vinh, Rào Đá, Sông Thai, Thác Chuối, Vực Tròn, Phú Hòa)` are six."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.verify import excerpt, place_of
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence, fractions
from toolkit.claims.numbers.units import DURATIONS, is_counted

_LEAST, _MOST = 3, 20  # things that are named, and how many one may say that they are
_OFF = 3  # further off they are not what is named
_REACH = 700  # characters
_UPPER = "A-ZĐÁÀẢÃẠÂẤẦẨẪẬĂẮẰẲẴẶÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴ"
_KIND = r"(?:(?:xã|phường|huyện|thị trấn|thị xã|quận|TP\.?|thành phố|tỉnh|thôn|bản|ấp|chi bộ|đảng bộ) )?"
_NAME = rf"{_KIND}[{_UPPER}]\w*(?:[ -][{_UPPER}]\w*){{0,4}}(?: ?\([^()]{{1,40}}\))?"
_NOUN = r"(?:/\d+)?(?: (?!như |trong đó |từ |tại |ở |nhất |chủ yếu )[a-zà-ỹđ]+,?){1,8}?"
_OPENED = r"(?: ?\(|: ?|,? gồm:? |,? bao gồm:? |,? là:? |\. (?:Cụ thể|Đó là|Bao gồm|Gồm)(?: là)?:? )"
_LISTED = re.compile(
    rf"{_NOUN}{_OPENED}(?P<names>{_NAME}(?:(?:,|;| và|, và|; và) {_NAME}){{2,20}})(?=\)|\.(?: |$)|;|$)"
)
_DIVIDE = re.compile(r"[,;]? và |[,;] ")
_INNER = re.compile(r" ?\([^()]*\)")
_AND = pattern(r" và $")
_PLACES = pattern(r"^(?:xã|phường|huyện|thị trấn|thị xã|quận|tp\.?|thành phố|tỉnh) ")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The counts of the sentence behind which more or fewer are named."""
    bottoms = {den.rank for _, den in fractions(sentence)}
    for mark in sentence.marks:
        number = mark.number
        small = mark.symbol == "Q" and number.exact and _LEAST <= number.value <= _MOST
        if not small or mark.rank in bottoms or number.unit in DURATIONS or not is_counted(number.unit):
            continue
        if is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark):
            continue
        before = sentence.marks[mark.rank - 1] if mark.rank else None
        if before is not None and before.symbol == "Q" and _AND.search(sentence.between(before, mark)):
            continue  # "3 thành phố và 7 tỉnh (…)" are named together
        named = _named(sentence.passage.text[number.end : number.end + _REACH])
        if named:
            yield _claim(sentence, mark.rank, named)


def _named(text: str) -> int:
    """How many names stand behind a count; 0 where none do, or they are parts of one address."""
    found = _LISTED.match(text)
    names = _DIVIDE.split(_INNER.sub("", found["names"])) if found else []
    kinds = {kind[0] for name in names if (kind := _PLACES.match(name.casefold()))}
    return len(names) if len(kinds) < 2 and not (names and names[-1] in ("TP", "Tp")) else 0


def _claim(sentence: Sentence, rank: int, named: int) -> Claim:
    number = sentence.marks[rank].number
    holds = named == number.value
    told, count = number.told, Decimal(named)
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "total",
        Verdict.CONSISTENT if holds else Verdict.INCONSISTENT if abs(named - told) <= _OFF else Verdict.NOT_CHECKABLE,
        (told, count), f"{named}", count, told,
        vi=f"kể tên {named}, {'khớp với' if holds else 'nhưng ghi'} {number.printed}",
        en=f"{named} are named, {'agrees with' if holds else 'but'} {number.printed}{'' if holds else ' is printed'}",
    )  # fmt: skip
