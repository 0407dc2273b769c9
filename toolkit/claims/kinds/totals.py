"""Totals and their parts: in the sentence, in brackets, after a colon, in the list below, in the note referred to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.closed import closed_lists
from toolkit.claims.binding.lists import Listing, read
from toolkit.claims.binding.stretches import figures_of, openings
from toolkit.claims.binding.summing import unit_fits
from toolkit.claims.binding.verify import claim
from toolkit.claims.binding.vocabulary import MEAN
from toolkit.claims.kinds import apart, last, opposed, overfull, preceding, rest, twins
from toolkit.claims.kinds.apart import further
from toolkit.claims.kinds.meant_parts import assess, failing
from toolkit.claims.kinds.preceding import OPENING, of_sentence_before
from toolkit.claims.kinds.some import some
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import DURATIONS

_COMMA = pattern(
    r"^(?!.*(?:hình thức|xếp loại|phân loại|kết quả|chia theo|phân theo|theo |cụ thể|gồm|như sau|trong đó|chia ra|là)).*,"
)
_NEXT = pattern(
    r"(?: [^\W\dA-Z_]+){0,8}?[ ,:]*(?:\(|(?:bao gồm|gồm có|gồm|chia ra|cụ thể(?: là)?|(?:chia|phân) theo [^,:;]*)[ :]*)?"
)
_NOUNS = pattern(r"(?: [^\W\dA-Z_]+){0,3}(?:, [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,2})+ ?:")
_OPENED = pattern(r"^[^;]*; ?(?:trong đó|trong số đó|gồm|bao gồm|cụ thể|(?:đã )?có)[ :,]*$")


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
        if total.symbol == "P" and not MEAN.search(sentence.text[: total.at]):
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
        if bound := failing(sentence, total, listing, sentence.text[total.at + 1 : low], trigger, adjacent=adjacent):
            yield claim(sentence, total.number, _kind(total), bound)
            taken |= listing.ranks


def _of_others(total: Mark, listing: Listing, totals: Sequence[Mark]) -> bool:
    """True where a part counts what another figure before the list counts: "7 tổ và 2 người (xã kiểm tra 2 tổ, 2 người)"."""
    others = {each.number.unit for each in totals if not unit_fits(each.number.unit, total.number.unit, strict=True)}
    units = {item.mark.number.unit for item in listing.items if item.mark.number.unit not in ("", total.number.unit)}
    return any(f"{other} ".startswith(f"{unit} ") for unit in units for other in others)


def _kind(total: Mark) -> str:
    return "average" if total.symbol == "P" else "total"
