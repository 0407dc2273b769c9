"""Totals and their parts: in the sentence, in brackets, after a colon, in the list below, in the note referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims import last, opposed, rest
from toolkit.claims.lists import SOME, Listing, read
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import following, is_prior, is_step, is_target, lead, reaches
from toolkit.claims.sketch import Mark, Sentence, brackets, fractions
from toolkit.claims.slips import is_slip
from toolkit.claims.some import some, tells_all
from toolkit.claims.summing import mean_of, total_of, unit_fits
from toolkit.claims.units import DURATIONS
from toolkit.claims.verify import Outcome, best, claim, judge

_ALL = pattern(
    r"(?<![^\W_])(?:bao gồm|gồm có|gồm|chia ra(?: làm| thành)?|cụ thể(?: là)?|chia theo [^,:;]*|phân theo [^,:;]*|được phân bổ)(?![^\W_])"
)
_TOWARDS = pattern(r"(?<=Q) (?:đối với|của|cho) (?=Q(?: [^\W\dA-Z_]+){0,4} và Q(?! ?/))")
_SOME_ENDS = pattern(r"(?:trong đó|trong số đó) ?(?:có|là)? ?$")
_SOME_STARTS = pattern(
    r"^ ?(?:trong đó|có|riêng|nhất là|như|so với|chủ yếu|tăng|giảm|đạt|cùng kỳ|chỉ tiêu|kế hoạch|từ)(?![^\W_])"
)
_MEAN = pattern(r"(?<![^\W_])(?:bình quân|trung bình)(?![^\W_])")
_OF = pattern(
    r"(?<![^\W_])(?:trong(?! đó| số đó| số này| khi| quý| tháng| năm| kỳ| tuần| thời| giai| nhiệm| đợt| ngày| vụ| Y)|phân loại|xếp loại|đánh giá|phân tích|khảo sát|quyết toán|phẫu thuật)(?: tổng số| số| tổng)?(?: (?!và |đã |được |do )[^\W\dA-Z_]+){0,3} $"
)
_LAST = pattern(r"(?:trên|trong) tổng số(?: [^\W\dA-Z_]+){0,4} Q")
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
_OPENED = pattern(r"^[^;]*; ?(?:trong đó|trong số đó|gồm|bao gồm|cụ thể)[ :,]*$")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that add up."""
    for low, depth, trigger in _triggers(sentence):
        outer = depth - 1 if trigger == "(" else depth
        totals = [mark for mark in reversed(sentence.marks) if mark.at < low and mark.depth <= outer]
        totals = clause(sentence, totals, low) or (_before(sentence, totals) if trigger in _NAMED_LISTS else [])
        if trigger == ":" and totals and _COMMA.search(sentence.text[totals[0].at : low]):
            continue
        if trigger == "some" and not totals and _OPENING.fullmatch(sentence.text[:low]):
            yield from _of_sentence_before(sentence, low, depth)
        elif trigger == "some":
            yield from some(sentence, totals, _tail_of(sentence, low, depth))
        else:
            yield from _whole(sentence, totals, low, depth, trigger)
            if trigger == "all":
                yield from _amounts(sentence, totals, low, depth)
    yield from _named(sentence)
    yield from last.find(sentence)
    yield from rest.find(sentence)
    yield from opposed.find(sentence)
    yield from _classes(sentence)


def _classes(sentence: Sentence) -> Iterator[Claim]:
    """`743 lượt người; người nghèo 208, trẻ em 174, đối tượng khác 361`: bare figures of which the last tells all others."""
    run: list[Mark] = []
    for mark in [*sentence.marks, None]:
        joined = run and mark and mark.symbol == "Q" and not mark.number.unit and mark.depth == run[-1].depth
        if joined and mark and _ITEM.match(sentence.between(run[-1], mark)):
            run.append(mark)
            continue
        if len(run) > 2 and _ALL_OTHER.search(lead(sentence, run[-1])):
            before = [each for each in reversed(sentence.marks[: run[0].rank]) if each.depth <= run[0].depth]
            yield from some(sentence, _before(sentence, before), run)
        run = [mark] if mark and mark.symbol == "Q" and not mark.number.unit else []


_ALL_OTHER = pattern(r"(?<![^\W_])(?:khác|còn lại|khai trừ|cách chức|yếu|kém|không đạt) $")
_ITEM = pattern(r"[,;]| và ")


def _before(sentence: Sentence, totals: Sequence[Mark]) -> list[Mark]:
    """The possible totals of a list whose own clause has none: what was told before, nearest first."""
    found = [mark for mark in totals if mark.symbol == "Q" and "/" not in mark.number.unit]
    told = [
        mark
        for mark in found
        if not (is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark) or mark.depth)
    ]
    kept = [mark for mark in told if mark.number.unit not in DURATIONS][:_FURTHEST]
    return sorted(kept, key=lambda mark: -mark.number.value)


_NAMED_LISTS = ("all", "some")
_FURTHEST = 5  # figures back


def _of_sentence_before(sentence: Sentence, low: int, depth: int) -> Iterator[Claim]:
    """`Toàn xã có 1.204 hội viên. Trong đó nữ 702, nam 502.`: the total stands in the sentence before."""
    before = sentence.earlier[-1] if sentence.earlier else None
    if before is None or before.passage is not sentence.passage:
        return
    for total in [mark for mark in reversed(before.marks) if mark.symbol == "Q" and not mark.depth][:2]:
        for listing in read(sentence, total, low, depth):
            if listing.foreign or listing.items[0].mark.number.value > total.number.value:
                continue
            outcomes = [judge(total.number, total_of([mark.number for mark in marks])) for marks in listing.choices()]
            good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
            parts = [item.mark for item in listing.items]
            if good or tells_all(sentence, total, parts, outcomes[0]):
                yield claim(before, total.number, "total", good[0] if good else outcomes[0])
                return


_OPENING = pattern(r" ?(?:trong đó|trong số đó|gồm|bao gồm)[ :,]*")


def _named(sentence: Sentence) -> Iterator[Claim]:
    """`Trong 38 đơn vị, có 14 …, 11 … và 6 …`; `96 tốt, 214 khá và 48 yếu trên tổng số 486`."""
    for mark in sentence.marks:
        if mark.symbol == "Q" and not mark.depth and _OF.search(lead(sentence, mark)):
            clear = following(sentence, mark)
            words = sentence.between(mark, clear) if clear else ""
            if clear and not _ALL.search(words) and not SOME.search(words) and ":" not in words:
                yield from some(
                    sentence, [mark], _inside(sentence, [m for m in sentence.marks if m.at > mark.at], mark.at, 0)
                )
    for match in _LAST.finditer(sentence.text):
        total = sentence.at(match.end() - 1)
        before = [
            mark
            for mark in sentence.marks[: total.rank]
            if mark.depth == total.depth and reaches(sentence, mark, total)
        ]
        if sum(1 for mark in before if mark.symbol == "Q" and mark.number.unit == total.number.unit) >= 2:
            yield from some(sentence, [total], before)


def _triggers(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Where parts begin: (place, depth of the parts, "all", "some", "(" or ":")."""
    text = sentence.text
    found = [(match.end(), "all") for match in _ALL.finditer(text)] + [
        (match.end(), "some") for match in SOME.finditer(text)
    ]
    found += [(match.end(), "some") for match in _TOWARDS.finditer(text)]
    found += [(match.end(), match[0]) for match in re.finditer(r"[(:]", text)]
    result = []
    pairs = brackets(text)
    closed = {low for low, _ in pairs}
    for place, kind in sorted(found):
        if kind == "(" and place - 1 not in closed:
            kind = ":"
        if kind == ":" and _SOME_ENDS.search(text, 0, place - 1):
            continue
        depth = sum(1 for low, high in pairs if low < place <= high)
        follows = text[place:]
        if kind in "(:" and (
            _SOME_STARTS.search(follows) or _ALL.match(follows.lstrip()) or SOME.match(follows.lstrip())
        ):
            continue
        result.append((place, depth, kind))
    return result


def _tail_of(sentence: Sentence, low: int, depth: int) -> list[Mark]:
    """The figures after a place on one level, across semicolons, to the next "trong đó"."""
    return _inside(sentence, [mark for mark in sentence.marks if mark.at >= low], low, depth)


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
            and mark.number.bound not in (">=", "<=")
            and "/" not in mark.number.unit
            and mark.number.unit not in DURATIONS
        ):
            found.append(mark)
    return found[:4]


def _inside(sentence: Sentence, marks: Sequence[Mark], low: int, depth: int) -> list[Mark]:
    """The figures of the list that begins at a place: to the closing bracket, else to the next "trong đó"."""
    text = sentence.text
    end = min((high for start, high in brackets(text) if start < low <= high), default=len(text))
    ends = [match.start() for match in SOME.finditer(text, low) if _depth_at(sentence, match.start()) <= depth]
    end = min([end, *ends[:1]])
    return [mark for mark in marks if mark.at < end and mark.depth == depth]


def _depth_at(sentence: Sentence, place: int) -> int:
    return sum(1 for low, high in brackets(sentence.text) if low < place <= high)


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
    for total, listing in failed:
        if taken & listing.ranks or (taken and not listing.named(total)):
            continue
        adjacent = proved or _NEXT.fullmatch(sentence.text[total.at + 1 : low]) is not None
        if bound := _bound(sentence, total, listing, sentence.text[total.at + 1 : low], trigger, adjacent=adjacent):
            yield claim(sentence, total.number, _kind(total), bound)
            taken |= listing.ranks


def _kind(total: Mark) -> str:
    return "average" if total.symbol == "P" else "total"


def _bound(
    sentence: Sentence, total: Mark, listing: Listing, words: str, trigger: str, *, adjacent: bool
) -> Outcome | None:
    """The outcome of a list that does not make the total and must still be meant as its parts; None where it need not."""
    outcome = assess(sentence, total, listing)
    if outcome is None or total.number.bound not in ("", "ước") or not total.number.value:
        return None
    share = outcome.expected / total.number.value
    if listing.foreign:
        meant = adjacent and listing.pure and all(item.mark.number.value < total.number.value for item in listing.items)
        near = Decimal("0.5") < share < 2 and not _RECIPIENT.search(lead(sentence, total))
        return outcome if meant and (near or is_slip(total.number, outcome.check)) else None
    if is_slip(total.number, outcome.check):
        return outcome
    if _SUBJECT.search(words):
        return None
    if listing.overlaps and (len(listing.items) == 2 or trigger == "("):
        return None
    least, most = _range(total, listing, trigger, adjacent=adjacent)
    return outcome if listing.opens and least <= share <= most else None


def _range(total: Mark, listing: Listing, trigger: str, *, adjacent: bool) -> tuple[Decimal, Decimal]:
    """How far the sum of the parts may be from the total, as a share of it: the surer the parts are meant, the farther."""
    sure = trigger == "all" or (adjacent and listing.pure)
    if sure and adjacent and listing.named(total):
        return Decimal("0.3" if trigger == "(" else "0.1"), Decimal(10)
    return (Decimal("0.3"), Decimal(3)) if sure else (Decimal("0.5"), Decimal(2))


def assess(sentence: Sentence, total: Mark, listing: Listing) -> Outcome | None:
    """The outcome of the list of parts that explains the total best; None where the figures are no parts."""
    averaged = _MEAN.search(lead(sentence, total)) is not None or total.symbol == "P"
    make = mean_of if averaged else total_of
    checks = [make([mark.number for mark in marks]) for marks in listing.choices()]
    outcome = best(total.number, checks)
    if outcome and outcome.verdict is Verdict.INCONSISTENT:
        told = [judge(total.number, check) for check in checks[: listing.told]]
        return min(told, key=lambda each: abs(each.expected - total.number.value))
    return outcome


def _amounts(sentence: Sentence, totals: Sequence[Mark], low: int, depth: int) -> Iterator[Claim]:
    """What is told in brackets behind each part: "3.250 tỷ đồng, gồm 21 dự án (2.890 tỷ đồng) và 04 dự án (360 tỷ đồng)"."""
    for counted in totals:
        behind = [
            following(sentence, item.mark) for each in read(sentence, counted, low, depth)[:1] for item in each.items
        ]
        marks = [mark for mark in behind if mark and mark.depth == depth + 1 and sentence.text[mark.at - 1] == "("]
        if len(marks) < 2 or len(marks) < len(behind):
            continue
        for total in totals:
            if (
                any(not unit_fits(total.number.unit, mark.number.unit, strict=False) for mark in marks)
                or total is counted
            ):
                continue
            if any(mark.symbol != total.symbol for mark in marks):
                continue
            outcome = judge(total.number, total_of([mark.number for mark in marks]))
            share = outcome.expected / total.number.value if total.number.value else Decimal(0)
            if outcome.verdict is not Verdict.INCONSISTENT or Decimal("0.5") < share < 2:
                yield claim(sentence, total.number, "total", outcome)
                return
