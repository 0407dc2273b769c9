"""What lies between two figures that belong together: `xuất khẩu 612, nhập khẩu 458, xuất siêu 154`; `96%, … 78%, chênh lệch 18 điểm`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.claims.binding.arithmetic import distance, remainder
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.slips import credible, mistyped
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, claim, judge, of
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

# What the balance is called, what came in, what went out.
_PAIRS = tuple(
    (pattern(rf"(?<![^\W_])(?:{name})(?: {W}){{0,2}} $"), pattern(rf"(?<![^\W_])(?:{more})(?![^\W_])"), pattern(rf"(?<![^\W_])(?:{less})(?![^\W_])"))
    for name, more, less in (
        ("xuất siêu", "xuất khẩu", "nhập khẩu"),
        ("nhập siêu", "nhập khẩu", "xuất khẩu"),
        ("bội thu|kết dư|thặng dư", "thu|tổng thu", "chi|tổng chi"),
        ("bội chi|thâm hụt", "chi|tổng chi", "thu|tổng thu"),
        ("lợi nhuận(?! sau)|lãi(?! (?:suất|vay|tiền|phạt))", "doanh thu|tổng thu|cho thu|thu (?:về|được|nhập)|bán được", "chi phí(?! (?:bán|quản lý|tài chính|giống|phân))|tổng chi|giá vốn"),
    )
)  # fmt: skip
_LACKS = pattern(rf"(?<![^\W_])(?:thiếu|thiếu hụt|hụt)(?: {W}){{0,2}} $")
_NEEDED = pattern(
    rf"(?<![^\W_])(?:nhu cầu|(?<!bất )cần|tổng mức|tổng (?:vốn|kinh phí)|định mức|quy định|theo quy định|yêu cầu|phải có)(?: {W}| Y){{0,8}}? $"
)
_HAD = pattern(rf"(?<![^\W_])(?:đã|mới|hiện|hiện có|có|được)(?: {W}){{0,6}} $")
_IS = pattern(r"(?:^| )là $")
_BETWEEN = pattern(
    r"^(?:[^;.]*[;,] ?)?(?:mức |khoảng |số )?(?:chênh lệch|chênh|khoảng cách) giữa [^;]*[QP][^;]* (?:và|với) [^;]*[QP]\)? là $"
)
_APART = pattern(rf"(?<![^\W_])(?:chênh lệch|chênh|cách biệt|cách nhau)(?: {W}){{0,2}} $")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The balances of the sentence, each by the one pair of figures that it can lie between."""
    for mark in sentence.marks:
        words = lead(sentence, mark) if mark.symbol in "QPD" else ""
        for name, more, less in _PAIRS:
            if name.search(words):
                pairs = [
                    (one, other)
                    for one in _told(sentence, mark, more, less)
                    for other in _told(sentence, mark, less, more)
                ]
                if len(pairs) > 1:
                    pairs = _nearest(sentence, mark, pairs)
                if len(pairs) == 1:
                    yield from _between(sentence, mark, *pairs[0])
        if mark.symbol == "Q" and _LACKS.search(words) and (needed := _needed_and_had(sentence, mark)):
            yield from _between(sentence, mark, *needed, sure=all(each.number.exact for each in needed))
        if mark.symbol == "Q" and _TRADE.search(sentence.text, max(0, mark.at - _LOOK), mark.at):
            yield from _trade_whole(sentence, mark)
        if mark.symbol == "Q" and _OF_TRADE.search(words):
            yield from _of_trade(sentence, mark)
        if mark.symbol == "Q" and not any(each.symbol == "Q" for each in sentence.marks[: mark.rank]):
            yield from _of_sentences_before(sentence, mark)
        apart = _APART.search(words) or (_IS.search(words) and _BETWEEN.match(sentence.text[: mark.at]))
        if apart and (pair := _two_before(sentence, mark)):
            yield from _between(sentence, mark, *sorted(pair, key=lambda each: -each.number.value))


_OF_TRADE = pattern(rf"(?<![^\W_])(?:xuất siêu|nhập siêu|thặng dư|thâm hụt|cán cân thương mại)(?: {W}){{0,4}} $")
_TRADE = pattern(r"(?<![^\W_])(?:xuất,? nhập khẩu|xuất khẩu và nhập khẩu|xuất - nhập khẩu|xnk)(?![^\W_])[^,;.()PD]*$")
_SIDE = pattern(rf"(?<![^\W_])(?<!xuất, )(?<!xuất )(?:xuất khẩu|nhập khẩu)(?! và)(?![^\W_])(?: {W}| Y){{0,8}} $")
_LOOK = 90  # characters between trade as a whole and its figure


def _trade_whole(sentence: Sentence, mark: Mark) -> Iterator[Claim]:
    """`Xuất khẩu 37,4 tỷ USD; nhập khẩu 35,3 tỷ USD. Như vậy tổng kim ngạch xuất nhập khẩu 72,7 tỷ USD`: trade as a whole by its two sides told before."""
    near_by = [*(each for each in sentence.earlier[-1:] if each.passage is sentence.passage), sentence]
    told = [
        (each, other) for each in near_by for other in each.marks
        if other.symbol == "Q" and other.number.start < mark.number.start and same_kind(other, mark) and not _aside(each, other)
    ]  # fmt: skip
    sides = [[other for each, other in told if shape.search(lead(each, other))] for shape in _SIDES]
    if any(len(found) != 1 for found in sides) or mark.number.bound:
        return
    outcome = judge(mark.number, total_of([found[0].number for found in sides]))
    if outcome.verdict is not Verdict.INCONSISTENT or credible(mark.number, outcome):
        yield claim(sentence, mark.number, "total", outcome)


_SIDES = tuple(
    pattern(rf"(?<![^\W_])(?<!xuất, )(?<!xuất ){name}(?! và)(?![^\W_])(?: {W}| Y){{0,8}} $")
    for name in ("xuất khẩu", "nhập khẩu")
)


def _of_trade(sentence: Sentence, mark: Mark) -> Iterator[Claim]:
    """`Kim ngạch xuất nhập khẩu 84,6 tỷ USD, trong đó xuất khẩu 44,1 tỷ USD. Xuất siêu 3,6 tỷ USD`: by trade as a whole and one side of it."""
    near_by = [*(each for each in sentence.earlier[-1:] if each.passage is sentence.passage), sentence]
    told = [
        (each, other) for each in near_by for other in each.marks
        if other.symbol == "Q" and other.number.start < mark.number.start and same_kind(other, mark) and not _aside(each, other)
    ]  # fmt: skip
    trade = [other for each, other in told if _TRADE.search(each.text, max(0, other.at - _LOOK), other.at)]
    sides = [other for each, other in told if other not in trade and _SIDE.search(lead(each, other))]
    if len(trade) != 1 or len(sides) != 1 or mark.number.bound or trade[0].number.value <= sides[0].number.value:
        return
    whole, side = trade[0].number, sides[0].number
    both = (side, side, whole) if side.value * 2 > whole.value else (whole, side, side)
    more = both[0] is side
    check = Check(both, _twice_less if more else remainder, "{} + {} - {}" if more else "{} - {} - {}")
    outcome = judge(mark.number, check)
    if outcome.verdict is not Verdict.INCONSISTENT or credible(mark.number, outcome):
        yield claim(sentence, mark.number, "change", outcome)


def _twice_less(spans: Sequence[Span]) -> Span:
    return spans[0] + spans[1] - spans[2]


# A balance told by itself: how it begins, and how what came in and what went out do.
_SUMMED_UP = tuple(
    (pattern(rf"^[-+*• ]*(?:X\. )?(?:{name})(?![^\W_])[^;]*$"), *(pattern(rf"^[-+*• ]*(?:X\. )?(?:tổng )?(?:{each})(?![^\W_])[^;,]*$") for each in (more, less)))
    for name, more, less in (
        ("(?:chênh lệch|cân đối) (?:tổng )?thu(?: ngân sách)?(?:,| -| và|, tổng|/)? ?chi|thu trừ chi|kết dư|bội thu", "(?:số )?thu(?! nhập| hút| gom| hồi)|doanh thu", "(?:số )?chi(?! bộ| nhánh| cục| hội| đoàn)"),
        ("xuất siêu", "xuất khẩu|kim ngạch xuất khẩu", "nhập khẩu|kim ngạch nhập khẩu"),
        ("nhập siêu", "nhập khẩu|kim ngạch nhập khẩu", "xuất khẩu|kim ngạch xuất khẩu"),
    )
)  # fmt: skip


def _of_sentences_before(sentence: Sentence, mark: Mark) -> Iterator[Claim]:
    """`Tổng thu: 2.346,8 tỷ đồng. Tổng chi: 2.218,5 tỷ đồng. Chênh lệch thu, chi: 128,3 tỷ đồng`: by the sentences that begin with what came in and what went out."""
    words = sentence.text[: mark.at]
    for name, more, less in _SUMMED_UP:
        if not name.match(words) or is_prior(sentence, mark) or mark.number.bound:
            continue
        pairs = [
            (one, other)
            for one in _opening(sentence, mark, more)
            for other in _opening(sentence, mark, less)
            if one.number.value > other.number.value
        ]
        outcomes = [judge(mark.number, Check((one.number, other.number), distance, "{} - {}")) for one, other in pairs]
        good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
        slips = [each for each in outcomes if mistyped(mark.number.told, each.expected / mark.number.scale)]
        slips = slips or [each for each in outcomes if credible(mark.number, each)]
        if good or len(slips) == 1:
            yield claim(sentence, mark.number, "change", (good or slips)[0])


def _opening(sentence: Sentence, mark: Mark, name: re.Pattern[str]) -> list[Mark]:
    """The figures that the sentences before tell first, behind a name."""
    firsts = ((each, next((other for other in each.marks if other.symbol == "Q"), None)) for each in sentence.earlier)
    return [
        first for each, first in firsts
        if first is not None and same_kind(first, mark) and name.match(each.text[: first.at]) and not is_prior(each, first)
        and not is_target(each, first) and not first.number.bound
    ]  # fmt: skip


def _nearest(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> list[tuple[Mark, Mark]]:
    """Of the pairs the one told last before a balance, in its own clause: "xuất khẩu 31,6, nhập khẩu 24,9, xuất siêu 6,7; khối trong nước …"."""
    before = [pair for pair in pairs if all(each.rank < mark.rank for each in pair)]
    last = max(
        before, key=lambda pair: (min(each.rank for each in pair), max(each.rank for each in pair)), default=None
    )
    if last is None or ";" in sentence.text[min(each.at for each in last) : mark.at]:
        return []
    return [last]


def _between(sentence: Sentence, mark: Mark, high: Mark, low: Mark, *, sure: bool = False) -> Iterator[Claim]:
    outcome = judge(mark.number, Check((high.number, low.number), distance, "{} - {}"))
    if outcome.verdict is not Verdict.INCONSISTENT or sure or credible(mark.number, outcome):
        yield claim(sentence, mark.number, "change", outcome)


def _told(sentence: Sentence, mark: Mark, name: re.Pattern[str], unlike: re.Pattern[str]) -> list[Mark]:
    """The figures that go by a name and not by its opposite; none for a balance of another time."""
    if is_prior(sentence, mark):
        return []
    return [
        other for other in sentence.marks
        if other is not mark and other.symbol == "Q" and same_kind(other, mark) and not _aside(sentence, other)
        and name.search(words := lead(sentence, other)) and not unlike.search(words)
    ]  # fmt: skip


def _aside(sentence: Sentence, mark: Mark) -> bool:
    return is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark)


def _needed_and_had(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """What is needed and what of it there is, where the sentence tells just these two before what is missing."""
    for rate in sentence.marks[: mark.rank]:
        before = [each for each in sentence.marks[: rate.rank] if each.symbol == "Q" and not each.depth]
        if rate.symbol == "P" and len(before) > 1 and before[-2].number.unit == mark.number.unit:
            needed, had = before[-2:]  # "2.450 chỉ tiêu; có 2.303 thí sinh nhập học, đạt 94%, thiếu 147 chỉ tiêu"
            if judge(rate.number, of(had, needed)).verdict is not Verdict.INCONSISTENT:
                return needed, had
    told = [
        each
        for each in sentence.marks[: mark.rank]
        if each.symbol == "Q" and same_kind(each, mark) and not is_step(sentence, each)
    ]
    if len(told) != 2 or any(is_prior(sentence, each) or each.number.bound for each in told):
        return None
    needed, had = told
    named = _NEEDED.search(lead(sentence, needed)) and _HAD.search(lead(sentence, had))
    return (needed, had) if named and needed.number.value > had.number.value else None


def _two_before(sentence: Sentence, mark: Mark) -> Sequence[Mark]:
    """The only two figures of the kind before one; none where there are more or fewer."""
    symbols = "P" if mark.symbol in "PD" else "Q"
    before = [
        other for other in sentence.marks[: mark.rank]
        if other.symbol == symbols and (symbols == "P" or same_kind(other, mark))
    ]  # fmt: skip
    return before if len(before) == 2 else ()
