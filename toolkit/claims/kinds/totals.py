"""Totals and their parts: in the sentence, in brackets, after a colon, in the list below, in the note referred to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.closed import closed_lists
from toolkit.claims.binding.lists import Listing, read
from toolkit.claims.binding.parts import nested
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.stretches import figures_of, openings
from toolkit.claims.binding.summing import mean_of, total_of, unit_fits
from toolkit.claims.binding.verify import Outcome, best, claim, judge
from toolkit.claims.kinds import apart, last, opposed, overfull, preceding, rest, twins
from toolkit.claims.kinds.apart import further
from toolkit.claims.kinds.preceding import OPENING, of_sentence_before
from toolkit.claims.kinds.some import some
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import DURATIONS

_MEAN = pattern(r"(?<![^\W_])(?:bình quân|trung bình)(?![^\W_])")
_COMMA = pattern(
    r"^(?!.*(?:hình thức|xếp loại|phân loại|kết quả|chia theo|phân theo|theo |cụ thể|gồm|như sau|trong đó|chia ra|là)).*,"
)
_NEXT = pattern(
    r"(?: [^\W\dA-Z_]+){0,8}?[ ,:]*(?:\(|(?:bao gồm|gồm có|gồm|chia ra|cụ thể(?: là)?|(?:chia|phân) theo [^,:;]*)[ :]*)?"
)
_SUBJECT = pattern(
    r"[,;] (?!(?:nội dung|thành phần|cơ cấu|trong đó|cụ thể|kết quả|số này|các|nguồn|được|chia|phân|bao|có|tổng))[^\W\dA-Z_]+(?: [^\W\dA-Z_]+)*? gồm[ :]*$"
)
_RECIPIENT = pattern(r"(?<![^\W_])(?:cho|tại|ở|đến|với|từ|giúp|của) $")
_NOUNS = pattern(r"(?: [^\W\dA-Z_]+){0,3}(?:, [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,2})+ ?:")
_FIRST, _LAST = Decimal("0.8"), Decimal("1.25")
_OPENED = pattern(r"^[^;]*; ?(?:trong đó|trong số đó|gồm|bao gồm|cụ thể)[ :,]*$")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that add up."""
    items: set[int] = (
        set()
    )  # of lists that tell all: what comes after "trong đó" is part of their total, not of one of them
    for low, depth, trigger in openings(sentence):
        outer = depth - 1 if trigger == "(" else depth
        totals = [mark for mark in reversed(sentence.marks) if mark.at < low and mark.depth <= outer]
        totals = [mark for mark in totals if mark.number.upper is None]
        totals = (
            clause(sentence, totals, low)
            or (further(sentence, totals) if trigger in _NAMED_LISTS else [])
            or (_named_again(sentence, totals, low) if trigger == ":" else [])
        )
        if trigger == ":" and totals and _is_apart(sentence.text[totals[0].at + 1 : low]):
            continue
        if totals and trigger in "(:" and (_within(sentence, totals[0], low) or _is_item(sentence, totals[0], low)):
            continue
        if not totals and OPENING.fullmatch(sentence.text[:low]):
            yield from of_sentence_before(sentence, low, depth, trigger)
        elif trigger == "some":
            yield from twins.find(sentence, totals, low, depth, sure=False)
            totals = [mark for mark in totals if mark.rank not in items] or totals
            yield from overfull.find(sentence, totals, (low, depth))
            yield from some(sentence, totals, _tail_of(sentence, low, depth), (low, depth))
        else:
            if trigger == "all" and totals:
                items |= {rank for each in read(sentence, totals[0], low, depth)[:1] for rank in each.ranks}
            yield from _whole(sentence, totals, low, depth, trigger)
            if trigger == "all":
                yield from twins.find(sentence, totals, low, depth, sure=True)
    yield from preceding.find(sentence)
    yield from apart.find(sentence)
    yield from last.find(sentence)
    yield from rest.find(sentence)
    yield from opposed.find(sentence)


def _is_item(sentence: Sentence, total: Mark, low: int) -> bool:
    """True where a label of its own stands between a figure and a colon: "văn: 8,5 điểm; tổ hợp: 9 điểm và toán: 9,5 điểm", "204 người - Người ngoài Đảng: 97 người"."""
    words = sentence.text[total.at + 1 : low]
    labelled = lead(sentence, total).rstrip().endswith(":") and _JOINED.search(words) is not None
    return labelled or _BULLET.search(words) is not None


_JOINED = pattern(r"^[^;:,]*(?:,| và) [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,3}: ?$")
_BULLET = pattern(r" - (?!gồm|trong|cụ thể|bao)[^\W\dA-Z_]+ [^\W\dA-Z_]+ [^;,]*: ?$")


def _within(sentence: Sentence, total: Mark, low: int) -> bool:
    """True where a figure and the one behind a sign are parts of one list: "(loại I: 12, loại II: 13)"."""
    behind = next((mark.rank for mark in sentence.marks if mark.at >= low), None)
    return any({total.rank, behind} <= closed.ranks for closed in closed_lists(sentence))


def _named_again(sentence: Sentence, totals: Sequence[Mark], low: int) -> list[Mark]:
    """The figure before a semicolon whose things the words before a colon name again: "63 tổ chức đảng và 214 đảng viên; đối với đảng viên: …"."""
    words = _AGAIN.search(sentence.text, 0, low)
    return [mark for mark in totals if words and mark.number.unit and mark.number.unit == words["unit"].strip()][:1]


_AGAIN = pattern(
    r"; (?:đối với|về|riêng|trong đó|số) (?P<unit>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,3}?)(?: (?:bị|được|có|thì))? ?: ?$"
)
_NAMED_LISTS = ("all", "some")


def _is_apart(words: str) -> bool:
    """True where a comma before the colon begins something new: not "12 cán bộ, đoàn viên:", not "…, hình thức:"."""
    return _COMMA.search(words) is not None and _NOUNS.fullmatch(words) is None


def _tail_of(sentence: Sentence, low: int, depth: int) -> list[Mark]:
    """The figures after a place on one level, across semicolons, to the next "trong đó"."""
    return figures_of(sentence, [mark for mark in sentence.marks if mark.at >= low], low, depth)


def clause(sentence: Sentence, totals: Sequence[Mark], low: int) -> list[Mark]:
    """The possible totals: quantities of the same clause before the parts, nearest first."""
    found = []
    measured = {den.rank for num, den in fractions(sentence) if num in totals}
    for mark in totals:
        if mark.rank in measured:
            continue
        if ";" in sentence.text[mark.at : low] and not _OPENED.search(sentence.text[mark.at : low]):
            break
        if (
            mark.symbol in "QP"
            and mark.number.upper is None
            and mark.number.bound not in (">=", "<=")
            and "/" not in mark.number.unit
            and (mark.number.unit not in DURATIONS or _timed(sentence, mark, low))
        ):
            found.append(mark)
    return found[:4]


def _timed(sentence: Sentence, total: Mark, low: int) -> bool:
    """True for hours or lessons that are told to be made of such: "476 giờ, trong đó lý thuyết 136 giờ, thực hành 340 giờ"."""
    parts = [mark for mark in sentence.marks if mark.at >= low and mark.number.unit == total.number.unit]
    return total.number.unit in _HOURS and len(parts) > 1


_HOURS = frozenset(map(canon, ("giờ", "tiết", "phút")))


def _whole(sentence: Sentence, totals: Sequence[Mark], low: int, depth: int, trigger: str) -> Iterator[Claim]:
    """The totals whose parts are all told; two, where each part has two figures: "18 lớp, 842 học viên (11 lớp 512 học viên, …)"."""
    failed: list[tuple[Mark, Listing]] = []
    taken: set[int] = set()
    for total in totals:
        if total.symbol == "P" and not _MEAN.search(sentence.text[: total.at]):
            continue
        listings = [each for each in read(sentence, total, low, depth) if not taken & each.ranks]
        wholes = [*listings, *(each.natives() for each in listings if each.foreign)]
        outcomes = [outcome for each in wholes if (outcome := assess(sentence, total, each))]
        good = next((each for each in outcomes if each.verdict is not Verdict.INCONSISTENT), None)
        if good:
            yield claim(sentence, total.number, _kind(total), good)
            taken |= listings[0].ranks
        elif listings:
            failed.append((total, listings[0]))
    proved = bool(taken)
    for total, listing in sorted(failed, key=lambda each: not each[1].named(each[0])):
        if taken & listing.ranks or (taken and not listing.named(total)) or _of_others(total, listing, totals):
            continue
        adjacent = proved or _NEXT.fullmatch(sentence.text[total.at + 1 : low]) is not None
        if bound := _bound(sentence, total, listing, sentence.text[total.at + 1 : low], trigger, adjacent=adjacent):
            yield claim(sentence, total.number, _kind(total), bound)
            taken |= listing.ranks


def _of_others(total: Mark, listing: Listing, totals: Sequence[Mark]) -> bool:
    """True where a part counts what another figure before the list counts: "7 tổ và 2 người (xã kiểm tra 2 tổ, 2 người)"."""
    others = {each.number.unit for each in totals if not unit_fits(each.number.unit, total.number.unit, strict=True)}
    units = {item.mark.number.unit for item in listing.items if item.mark.number.unit not in ("", total.number.unit)}
    return any(f"{other} ".startswith(f"{unit} ") for unit in units for other in others)


def _kind(total: Mark) -> str:
    return "average" if total.symbol == "P" else "total"


def _bound(
    sentence: Sentence, total: Mark, listing: Listing, words: str, trigger: str, *, adjacent: bool
) -> Outcome | None:
    """The outcome of a list that does not make the total and must still be meant as its parts; None where it need not."""
    outcome = assess(sentence, total, listing)
    if outcome is None or total.number.bound not in ("", "ước") or not total.number.value or not listing.opens:
        return None
    ahead = sentence.text[total.at + 1 + len(words) : listing.items[0].mark.at].count(",")
    if ahead and total.number.value - outcome.expected == ahead:
        return None  # "9 thành viên: Chánh án làm Chủ tịch, 4 thẩm phán, 4 đại diện" names one of them without a figure
    if _is_numbered(sentence, total, listing) or _leaves_out(sentence, total, listing, outcome) or _is_loose(listing):
        return None
    if trigger == "(" and _WHEN.match(sentence.text, total.at + 1 + len(words)):
        return None
    if _is_net(total, [item.mark for item in listing.items]):
        return None
    last = listing.items[-1].mark
    if outcome.expected - last.number.value == total.number.value and _RESERVE.search(sentence.after(last)):
        return None
    share = outcome.expected / total.number.value
    if listing.foreign and not (_named_before(listing, words) or _badges(sentence, total, listing)):
        meant = adjacent and listing.pure and all(item.mark.number.value < total.number.value for item in listing.items)
        near = Decimal("0.5") < share < 2 and not _RECIPIENT.search(lead(sentence, total))
        return outcome if meant and (near or is_slip(total.number, outcome.check)) else None
    if is_slip(total.number, outcome.check):
        return outcome
    if _SUBJECT.search(words) or listing.mixed:
        return None
    if listing.overlaps and (len(listing.items) == 2 or trigger == "(" or share > 1):
        return None
    if all(sentence.text[item.mark.at - 1] == "(" for item in listing.items):
        return outcome if _FIRST < share < _LAST else None  # "trâu (4.920 con), bò (9.350 con)" may name only some
    least, most = _range(total, listing, trigger, adjacent=adjacent)
    return outcome if least <= share <= most else None


def _is_loose(listing: Listing) -> bool:
    """True for parts told loosely, or of which some make another."""
    marks = [item.mark for item in listing.items]
    return any(mark.number.bound not in ("", "ước") for mark in marks) or nested(marks)


def _is_numbered(sentence: Sentence, total: Mark, listing: Listing) -> bool:
    """True for numbers that name things and count none: "14 quận: 1, 2, 3 và 4"; for things told one each, of which more may be told."""
    numbers = [item.mark.number for item in listing.items]
    whole = [item.mark for item in listing.items if item.mark.number.step == 1 and "Q" not in item.label]
    told = [f"{sentence.after(mark)}|{mark.number.unit}|" for mark in whole]
    bare = sum(_NO_WORDS.match(each) is not None for each in told)
    return bare * 2 > len(numbers) or (
        total.number.value < _MANY and all(number.in_words and number.value == 1 for number in numbers)
    )


_MANY = 10
_NO_WORDS = pattern(r"^[ ,;]*(?:và )?\|\|")


def _leaves_out(sentence: Sentence, total: Mark, listing: Listing, outcome: Outcome) -> bool:
    """True where parts fall short of their total, and behind the last of them more are named without figures: "46 lái tàu, 13 lái dồn, thử tàu và nhân viên kỹ thuật"."""
    short = outcome.expected < total.number.value and not is_slip(total.number, outcome.check)
    return short and _UNTOLD.match(sentence.after(listing.items[-1].mark)) is not None


_UNTOLD = pattern(r"^(?: [^\W\dA-Z_-]+)*, [^\W\dA-Z_]+[^;:.()QP]* và [^\W\dA-Z_]+")
_RESERVE = pattern(r"^(?: [^\W\dA-Z_]+){0,2} (?:dự khuyết|dự bị)(?![^\W_])")
_WHEN = pattern(r"(?:sau|trước|trong) khi(?![^\W_])")  # what was done, and no parts


def _is_net(total: Mark, parts: Sequence[Mark]) -> bool:
    """True where one of two figures less the other is just the total: "lỗ 143,9 tỷ đồng, gồm lỗ kinh doanh 163,6, lãi khác 19,7"."""
    if len(parts) != _TWO or total.number.value / total.number.step < _TELLING:
        return False
    return abs(parts[0].number.value - parts[1].number.value) == total.number.value


_TWO, _TELLING = 2, 100


def _named_before(listing: Listing, words: str) -> bool:
    """True where what the parts count is named between the total and them: "41 em đạt giải, gồm 2 giải Nhất"."""
    units = {item.mark.number.unit for item in listing.items}
    return len(units) == 1 and f" {next(iter(units))}," in words.replace(" ,", ",")


def _badges(sentence: Sentence, total: Mark, listing: Listing) -> bool:
    """True where what the parts count is what the total's persons were given: "Tặng Huy hiệu Đảng cho 96 đảng viên: 58 huy hiệu 30 năm"."""
    units = {item.mark.number.unit for item in listing.items}
    return len(units) == 1 and f" {next(iter(units))} " in sentence.text[: total.at]


def _range(total: Mark, listing: Listing, trigger: str, *, adjacent: bool) -> tuple[Decimal, Decimal]:
    """How far the sum of the parts may be from the total, as a share of it: the surer the parts are meant, the farther."""
    sure = trigger == "all" or (adjacent and listing.pure)
    if sure and listing.of_discipline:
        return Decimal("0.05"), Decimal(20)
    if listing.of_periods:
        return Decimal("0.9"), Decimal("1.1")
    if trigger == "(" and not (listing.bare or listing.named(total)):
        return Decimal("0.6"), Decimal("1.7")
    if len(listing.items) == 2 and (trigger not in "(:" or listing.bare):
        return Decimal("0.5"), Decimal(2)
    if sure and adjacent and listing.named(total):
        return Decimal("0.4" if trigger == "(" else "0.1"), Decimal(10)
    return (Decimal("0.4" if trigger == "(" else "0.3"), Decimal(3)) if sure else (Decimal("0.5"), Decimal(2))


def assess(sentence: Sentence, total: Mark, listing: Listing) -> Outcome | None:
    """The outcome of the list of parts that explains the total best; None where the figures are no parts."""
    averaged = _MEAN.search(lead(sentence, total)) is not None or total.symbol == "P"
    checks = [total_of([mark.number for mark in marks]) for marks in listing.choices()]
    outcome = best(total.number, checks)
    if averaged and (outcome is None or outcome.verdict is Verdict.INCONSISTENT):
        checks = [mean_of([mark.number for mark in marks]) for marks in listing.choices()]
        outcome = best(total.number, checks)
        values = [item.mark.number.value for item in listing.items]
        if len(values) == _TWO and min(values) < total.number.value < max(values):
            return None  # of a mean of two groups no one knows how large they are
    if outcome and outcome.verdict is Verdict.INCONSISTENT:
        told = [judge(total.number, check) for check in checks[: listing.told]]
        return min(told, key=lambda each: abs(each.expected - total.number.value))
    return outcome
