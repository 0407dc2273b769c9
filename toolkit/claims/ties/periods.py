"""The periods that words name: those a number is said of, those a figure is only compared with, and when two are one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.known import KnownRow, moved
from toolkit.claims.ties.pieces import Piece
from toolkit.passages import Passage
from toolkit.records import replace
from toolkit.text import fold

PERIOD: Final = re.compile(
    r"(?:nam hoc \d{4} ?- ?\d{4}|(?:\b(?:[2-9]|1[012])|sau|chin|muoi) thang(?: dau| cuoi)?(?: nam)?(?: \d{4})?|quy [ivx\d]+(?: nam \d{4})?|thang \d{1,2}(?: nam \d{4}|/\d{4})?"
    r"|nam \d{4}|\b(?:19|20)\d\d\b)"
)
_HELD_TO: Final = (
    r"\b(?:so(?: voi)?|cung ky|hon|kem)(?: (?:cung ky|thuc hien|cuoi|dau|cung thoi diem|muc|cua))*"
    rf" (?P<base>{PERIOD.pattern})"
)
AGAINST: Final = re.compile(rf"{_HELD_TO}(?!\W*\()")
_LED_BY: Final = re.compile(rf"{_HELD_TO}(?: (?:la|khoang|tren|gan))*\W*$")
# The period of a figure that another is held to: "cao hơn mức 7,46% của năm 2023".
_OF_FIGURE: Final = re.compile(rf"\d(?: ?%)?(?: [a-z/]+){{0,3}} cua (?:{PERIOD.pattern})")
_ALL: Final = re.compile(
    r"(?<!chi tieu )(?<!ke hoach )(?<!du toan )\b(?:ca (?:nam|nhiem ky|giai doan|ky)|luy ke|tinh chung|cong don|tu dau (?:nam|nhiem ky)|tong cong|(?:binh quan |sau |trong )(?:hai|ba|bon|nam|\d) nam)\b"
)
# What the whole time was to bring is told of the whole time, whatever period was named before.
_OF_WHOLE: Final = re.compile(
    r"\b(?:chi tieu|ke hoach|nghi quyet)(?: [a-z]+){0,3} (?:nhiem ky|dai hoi|giai doan|toan khoa)\b"
)
# The end of the time reported on is no other time: "tính đến hết tháng 9".
_UNTIL: Final = re.compile(
    rf"\b(?:den|het|cuoi|luy ke|tinh chung|cong don)(?: (?:het|cuoi|ngay|ca|trong))* (?P<end>{PERIOD.pattern})"
)
_END: Final = re.compile(
    r"\bthang (?P<month>\d{1,2})\b|\b(?P<months>[2-9]|1[012]) thang\b|\bquy (?P<quarter>[ivx]+|\d)\b|\bnam \d{4}\b"
)
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER: Final = re.compile(r"\bquy (i{1,3}|iv)\b")
_MONTHS_SHORT: Final = re.compile(r"\b(\d{1,2})t\b")  # "6T đầu năm 2023", a column's name
_RANGE: Final = re.compile(r"(?<!hoc )\b(?:tu )?(?:nam )?\d{4} ?(?:-|den) ?(?:nam )?\d{4}\b")
_MONTHS: Final = re.compile(r"(?:\d{1,2}|sau|chin|muoi) thang\b")
_SINCE: Final = re.compile(r"\btu (?:dau )?(?:nam )?\d{4} den nay\b")  # the whole time, and not its first year
_COUNTS: Final = {"sau": "6", "chin": "9", "muoi": "10"}
_MONTHS_IN_WORDS: Final = re.compile(r"\b(?:sau|chin|muoi)(?= thang\b)")
_NAMED_MONTHS: Final = {"gieng": "1", "hai": "2", "bay": "7", "chin": "9"}
_MONTH_IN_WORDS: Final = re.compile(r"\bthang (gieng|hai|bay|chin)\b(?! nam \w+ nam)")
_END_QUARTER: Final = re.compile(r"(?<!hai )(?<!ba )(?<!\d )\bquy cuoi(?: cung)?(?: cua)? nam\b")
_HALF: Final = re.compile(r"\bgiua nam\b(?= \d{4}\b)")
_THIS: Final = re.compile(r"\b(?:trong|cua|rieng) (?:thang|quy)\b(?! \d| [ivx]+\b)|\b(?:thang|quy) nay\b")
_NOW: Final = re.compile(r"\b(?:den|nam|hien) nay\b")
_BEFORE: Final = 200
_UNDER_A_YEAR: Final = re.compile(r"\b(?:quy|thang|tuan)\b")
_SHORTER: Final = re.compile(r"\b(?:quy|thang \d|tuan)\b")  # than what came to be since January
_SO_FAR: Final = re.compile(r"luy ke|tinh chung|cong don|tu dau")
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
# What is told in brackets, or of a part, is of a time of its own.
_ASIDE: Final = re.compile(r"\([^()]*\)|\b(?:trong do|rieng)\b[^;]*?(?:;|\.(?=\s))")
# A quarter or a month behind a comma is that of its own clause: "cả năm đạt 98,5%, quý I thấp nhất; …".
_PART_OF_YEAR: Final = re.compile(r", (?:quy [ivx\d]+|thang \d{1,2})\b[^;.]*(?=[;.](?:\s|$))")
# What a figure came from is of a time before: "từ 486 trường năm 2020 còn 479 trường".
_FROM: Final = re.compile(
    rf"\btu (?:muc )?\d[\d.,]*(?: ?%| [a-z]+){{0,4}}? (?:{PERIOD.pattern})(?= (?:len|xuong|con)\b)"
)
_BACK: Final = 600  # characters back in a passage in which a period may be named
_TO: Final = re.compile(r"\b(?:(?<!tro )len|xuong|con)\b")
_OTHER: Final = re.compile(r"[,;(]|(?:^| )(?:nhung|song|va) ")
_BESIDE: Final = 20  # characters behind a number in which a period is its own


def said_of(
    passage: Passage, piece: Piece, number: Number, row: KnownRow, current: str, floor: int = 0
) -> tuple[str, ...]:
    """The periods that a number is said of, where it is about a row, as the row may have figures of them.

    `floor` is where the last number before stands that is of the time reported on: what is named before it no longer holds.
    """
    if number.percent and _OF_WHOLE.search(fold(passage.text[piece.start : piece.end])):
        return ()
    found = _named(passage, piece, number, current, floor)
    own = bool(periods_in(passage.text[piece.start : piece.end]))
    text = in_digits(fold(passage.text[piece.start if own else max(0, piece.start - _BEFORE) : piece.end]))
    now = now_of(row.periods, current)  # the actual is of more than the time reported on
    end = piece.end if len(piece.numbers) == 1 else number.begin
    if now and _THIS.search(fold(passage.text[piece.start : end])):
        return (now,)
    ends = {match["end"] for match in _UNTIL.finditer(text) if now or not _ALL.search(text)}
    found = tuple(p for p in found if not _is_whole(p, row, current, now, until=p in ends))
    # The period reported on is the actual's own; a label may name a period itself.
    label = fold(row.label)
    return tuple(p for p in found if p not in label and (row.periods or p not in current) and not (
        p in current and not any(p in name or name in p for name in row.periods)))  # fmt: skip


def _is_whole(period: str, row: KnownRow, current: str, now: str, *, until: bool) -> bool:
    """True for words that name the whole time of the actual: "lũy kế", "10 tháng", "đến hết tháng 10"."""
    if now and (_ALL.fullmatch(period) or (_MONTHS.match(period) and _ends(period) == _ends(current))):
        return True
    column = not now and any(same_period(period, name) for name in row.periods)
    return until and not column and _ends(period) == _ends(current)


def _named(passage: Passage, piece: Piece, number: Number, current: str, floor: int) -> tuple[str, ...]:
    """The periods a number is said of: those its piece names, else the last one before it in its passage or heading.

    Of several the one right behind it, else the last before it in its piece.
    """
    text = passage.text[piece.start : piece.end]
    own = periods_in(text)
    if own and (len(piece.numbers) > 1 or len(own) > 1):
        behind = _behind(passage, number)
        before = periods_in(passage.text[piece.start : number.begin])
        if behind or len(own) > 1:
            return behind[:1] or before[-1:] or own
        other = piece.numbers[piece.numbers.index(number) - 1]
        if (
            before
            and other.start < number.start
            and _behind(passage, other) == before
            and _TO.search(fold(passage.text[other.stop : number.begin]))
        ):
            return ()  # "giảm từ 6,42% năm 2021 xuống còn 2,37%"
    whole = None if own else of_all(text, current)
    if whole is not None:
        return whole
    if not own and _NOW.search(fold(text)):
        return ()
    heading = passage.near.partition(" > ")[0] if passage.cell is None else passage.cell.heading
    low = max(floor, piece.start - _BACK)
    return own or period_before(f"{'' if floor else heading}. {passage.text[min(low, piece.start) : piece.start]}")


def _behind(passage: Passage, number: Number) -> tuple[str, ...]:
    """The periods named right behind a number, which are its own."""
    return periods_in(_OTHER.split(fold(passage.text[number.stop : number.stop + _BESIDE]))[0])


def periods_in(text: str) -> tuple[str, ...]:
    """The periods a stretch of text names, folded; not those that a figure is only compared with."""
    return tuple(match[0] for match in PERIOD.finditer(AGAINST.sub(" ", _SINCE.sub(" ", in_digits(fold(text))))))


def in_digits(text: str) -> str:
    """A folded text with its spans of months in digits: "sau thang dau nam" is "6 thang dau nam"."""
    text = _END_QUARTER.sub("quy iv", _MONTH_IN_WORDS.sub(lambda match: f"thang {_NAMED_MONTHS[match[1]]}", text))
    return _MONTHS_IN_WORDS.sub(lambda match: _COUNTS[match[0]], _HALF.sub("6 thang dau nam", text))


def base_period(before: str, after: str) -> str:
    """The folded period that words around a change compare with: "cao hơn năm 2023 1,57 điểm", "giảm 9 người so với năm 2023"; "" for none."""
    led = _LED_BY.search(before)
    told = led or AGAINST.search(after)
    return told["base"] if told is not None else ""


def period_before(text: str) -> tuple[str, ...]:
    """The last period a text names, unless it says after it that it tells of the whole time."""
    told = _ASIDE.sub(" ", _PART_OF_YEAR.sub(" ", _NOW.split(_ALL.split(fold(text))[-1])[-1]))
    return periods_in(_OF_FIGURE.sub(" ", _FROM.sub(" ", told)))[-1:]


def of_all(text: str, current: str) -> tuple[str, ...] | None:
    """What words say that a figure is of the whole time: nothing more for the time reported on, the words for a longer one.

    None where they do not say so. "Cả năm" is not the time of a report on a quarter.
    """
    found = _ALL.search(fold(text))
    if found is None:
        return None
    shorter = _SHORTER if _SO_FAR.match(found[0]) else _UNDER_A_YEAR
    return (found[0],) if shorter.search(current) and found[0] not in current else ()


def now_of(names: Iterable[str], current: str) -> str:
    """The one period of some, named folded, that is the time reported on; "" for none: the time is the whole, or a part of one."""
    named = set(periods_in(_RANGE.sub(" ", current)))
    found = [name for name in names if any(same_period(period, name) for period in named)]
    return found[0] if len(found) == 1 else ""


def with_year_before(row: KnownRow, current: str) -> KnownRow:
    """The row, the figure of a column that is named by the year before for last year's where it has no other."""
    was = [known for name, known in row.periods.items() if is_year_before(name, current)]
    actual = row.figures.get("thuc_hien")
    if "cung_ky" in row.figures or actual is None or len(row.periods) != 1 or len(was) != 1:
        return row
    change = {"lech_cung_ky": moved(was[0], actual, False), "tang_cung_ky": moved(was[0], actual, True)}
    return replace(row, figures={**row.figures, "cung_ky": was[0], **change})


def _ends(period: str) -> int:
    """The month with which the time named first ends: 9 for "9 thang dau nam", "quy iii" and "thang 9", 12 for a year; 0 where it cannot be told."""
    found = _END.search(period)
    if found is None:
        return 0
    if found["quarter"]:
        return 3 * _QUARTERS.get(found["quarter"], 0)
    return int(found["month"] or found["months"] or 12)


def is_year_before(said: str, current: str) -> bool:
    """True for the period a year before the one reported on: "9 thang nam 2024" where that is "9 thang dau nam 2025"."""
    years = YEAR.findall(said)
    if len(years) != 1:
        return False
    now = said.replace(years[0], str(int(years[0]) + 1))
    return any(_bare(now) == _bare(period) for period in periods_in(current))


def is_of(said: str, name: str, current: str) -> bool:
    """True for two names of one period, one of which may leave out the year where that is the one reported on."""
    years, own = YEAR.findall(said), YEAR.findall(name)
    now = set(YEAR.findall(current))
    if bool(years) is not bool(own) and len(now) == 1 and now.isdisjoint(years or own):
        return False
    return same_period(said, name)


def in_quarters(period: str) -> str:
    """A folded text with its quarters in digits: "quy iii" is "quy 3"."""
    return _QUARTER.sub(lambda match: f"quy {_QUARTERS[match[1]]}", period)


def same_period(said: str, name: str) -> bool:
    """True for two names of one period: "nam 2022" and "2022", "6 thang dau nam 2023" and "6 thang 2023", "quy i" and "quy i/2025"."""
    one, other = _bare(said), _bare(name)
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and longer[:-1] == shorter and YEAR.fullmatch(longer[-1]) is not None


def _bare(period: str) -> tuple[str, ...]:
    return tuple(
        word
        for word in re.findall(r"[a-z\d]+", _MONTHS_SHORT.sub(r"\1 thang", in_quarters(in_digits(period))))
        if word not in ("nam", "dau", "thuc", "hien", "ky", "uoc", "th")
    )
