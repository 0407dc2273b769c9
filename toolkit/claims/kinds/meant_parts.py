"""Whether the parts of a list are meant to make a total that they do not make."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.lists import Listing
from toolkit.claims.binding.parts import nested
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.summing import mean_of, total_of
from toolkit.claims.binding.verify import Outcome, best, judge
from toolkit.claims.binding.vocabulary import MEAN
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

_SUBJECT = pattern(
    r"[,;] (?!(?:nội dung|thành phần|cơ cấu|trong đó|cụ thể|kết quả|số này|các|nguồn|được|chia|phân|bao|có|tổng))[^\W\dA-Z_]+(?: [^\W\dA-Z_]+)*? gồm[ :]*$"
)
_RECIPIENT = pattern(r"(?<![^\W_])(?:cho|tại|ở|đến|với|từ|giúp|của) $")
_FIRST, _LAST = Decimal("0.8"), Decimal("1.25")


def failing(
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
    share = outcome.share_of(total.number)
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
    averaged = MEAN.search(lead(sentence, total)) is not None or total.symbol == "P"
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
