"""Lists of parts as the language writes them: where one ends, what an item is, what is only said of an item.

A list runs on one level of brackets; what stands in inner brackets is passed over. Its items are divided by semicolons,
each with what is said of it behind commas, or else by commas and "và". An item is a figure with the words around it: number and
noun, label and number. A share ("chiếm 12%"), a sum of money beside things counted, an increase are said of the item
before; after one, and after a verb that begins something new, the list may be over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.roles import is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.stretches import Stretch, cut
from toolkit.claims.binding.summing import halves, unit_fits
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS, is_counted, is_person

_TURN = pattern(
    r"(?<![^\W_])(?:đồng thời|ngoài ra|bên cạnh|tổng|nâng|qua đó|tham gia|trị giá|kinh phí|(?:tăng|giảm)(?! giá)|so với|trong khi|trong kỳ|trong năm|đến nay|hiện|sau khi)(?![^\W_])"
)
_NEW = pattern(
    r"(?<![^\W_])(?:đạt|(?:tăng|giảm)(?! giá)|so với|đồng thời|ngoài ra|bên cạnh|tổng số|tổng cộng|nâng|với|bằng|chiếm|qua đó|tham gia|trị giá|kinh phí|cho|được|từ|trong khi|trong kỳ|trong năm|đến nay|hiện)(?![^\W_])"
)
_WORD = re.compile(r"[^\W\dA-Z_]+")
_MOST_ENDS = 16
_LONG = 7  # words of a label, in a list of short items
# Parts that may overlap others.
_OVERLAP = pattern(
    r"(?<![^\W_])(?:(?<!phụ )nữ|dân tộc|tôn giáo|trẻ|đoàn viên|ngoài đảng|trình độ|đại học|cấp ủy viên|tuổi|(?<!hội )(?<!liên hiệp )phụ nữ|trở lên|ít nhất)(?![^\W_])"
)
_LEVEL = pattern(r"(?<![^\W_])(?:tiến sĩ|thạc sĩ|đại học|cao đẳng|trung cấp|sơ cấp|phổ thông)(?![^\W_])")
_OF_YEARS = pattern(r"Q")
_LEVELS = 3  # from so many levels of schooling on each person is told at one of them
_MALE = pattern(r"(?<![^\W_])nam(?![^\W_])")
DISCIPLINE = pattern(r"khiển trách|cảnh cáo|cách chức|khai trừ|buộc thôi việc|hạ bậc lương|giáng chức")
CARRIED = pattern(r"(?:chuyển|tồn)(?: sang| qua| lại| đọng)?(?: [^\W\dA-Z_]+){0,3} $")  # "kỳ trước chuyển sang 94"
_GOES_ON = pattern(
    r"(?:còn lại|v\.v|…|\.\.\.)(?![^,;)]*[QP])|(?:và|cùng|cùng với) (?:các|nhiều|một số|một|những) [^\W\dA-Z_][^,;)QPX]*(?=[,;)]|\.? ?$)|Q và [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,4}(?=[;)]|\.? ?$)"
)  # parts that no figure is given of
_MATTERS = frozenset(map(canon, ("nội dung", "ý kiến", "kiến nghị", "vấn đề", "câu hỏi")))
_HOUSEHOLDS = frozenset(map(canon, ("hộ", "hộ dân", "gia đình")))
_PAPERS = canon("văn bản")
_PAPER = pattern(r"(?<![^\W_])(?:nghị quyết|kế hoạch|chương trình)(?: của [^\W\dA-Z_]+(?: [^\W\dA-Z_]+){0,2})? $")
_OF_ITEM = (Verb.PART, Verb.BRACKET, Verb.NONE)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its figure, the words before it in its stretch, and whether its unit is the total's own."""

    mark: Mark
    label: str
    native: bool
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The items that can be parts of a total, and how many of them there may be.

    `ends` are the places where the list may be over by its words, `spare` those where it hardly is. `pure` is True where it
    is made of nothing else, `opens` where its first figure is an
    item and nothing is left untold ("còn lại …").
    """

    items: tuple[Item, ...]
    ends: tuple[int, ...]
    spare: tuple[int, ...]
    pure: bool
    opens: bool

    @property
    def foreign(self) -> bool:
        """True where a part is called by another noun than the total."""
        return any(not item.native for item in self.items)

    def choices(self) -> Iterator[tuple[Mark, ...]]:
        """The figures that may be meant, all of them first; a list that may end anywhere is not tried at every place."""
        for end in islice((*self.ends, *self.spare), _MOST_ENDS):
            yield tuple(item.mark for item in self.items[:end])

    @property
    def told(self) -> int:
        """How many of the choices stand at the front that the words themselves allow."""
        return len(self.ends)

    @property
    def ranks(self) -> set[int]:
        """Which numbers of the sentence the items are."""
        return {item.mark.rank for item in self.items}

    def named(self, total: Mark) -> bool:
        """True where every part is called by the total's own noun, or by one of those it joins."""
        return all(
            (item.mark.number.unit and unit_fits(total.number.unit, item.mark.number.unit, strict=True))
            or item.mark.number.unit in total.number.unit.split(", ")
            or total.number.unit.startswith(f"{item.mark.number.unit} ")
            for item in self.items
        )  # fmt: skip

    @property
    def bare(self) -> bool:
        """True for labels and numbers alone: "di động 1.120, cố định 85"."""
        return self.pure and all(item.label.strip(" :,") and not item.mark.number.unit for item in self.items)

    @property
    def mixed(self) -> bool:
        """True where the first figure alone has a unit and the others a label: "4 đội đạt giải, giải nhất 1, giải nhì 2"."""
        first, *others = (item.mark.number.unit for item in self.items)
        return bool(first) and not any(others)

    @property
    def of_periods(self) -> bool:
        """True where each figure is that of a month or a year."""
        return all("Y" in item.label for item in self.items)

    @property
    def of_discipline(self) -> bool:
        """True where the items are forms of discipline, of which each member gets one."""
        return all(DISCIPLINE.search(f"{item.label} {item.mark.number.unit}") for item in self.items)

    @property
    def overlaps(self) -> bool:
        """True where one thing can be in several of the parts: women, the young, graduates."""
        units = {item.mark.number.unit for item in self.items}
        if all(unit and unit not in _HOUSEHOLDS and not is_person(unit) for unit in units):
            return False
        return may_overlap(f"{item.label} {item.mark.number.unit}" for item in self.items)

    def before_foreign(self, total: Mark, last: Mark) -> Iterator[Listing]:
        """The list without the last figure of its sentence, where that alone counts something else: "11 chi bộ thôn, 3 chi bộ cơ quan, có 412 người dự"."""
        size = len(self.items) - 1
        ends = (size, *(end for end in self.ends if end < size))
        shorter = replace(
            self, items=self.items[:size], ends=ends, spare=tuple(end for end in self.spare if end < size)
        )
        if (
            size > 1
            and self.items[size].mark.rank == last.rank
            and not self.items[size].native
            and all(each.mark.number.unit for each in shorter.items)
            and shorter.named(total)
        ):
            yield shorter

    def natives(self) -> Listing:
        """The list of those items alone whose unit is the total's own."""
        kept = tuple(item for item in self.items if item.native)
        ends = {sum(item.native for item in self.items[:end]) for end in self.ends}
        return Listing(
            kept, tuple(sorted((end for end in ends if end > 1), reverse=True)), (), pure=False, opens=self.opens
        )


def read(sentence: Sentence, total: Mark, low: int, depth: int) -> list[Listing]:
    """The lists of at least two parts of a total that may be meant by what begins at a place, the likeliest first.

    Where semicolons divide, the items are what begins each clause, or else those of the first clause alone.
    """
    clauses = cut(sentence, low, depth)
    first = _Reader(sentence, total)
    for stretch in clauses[0]:
        first.take(stretch)
    found = [first.listing()]
    if len(clauses) > 1:
        found.insert(first.native > 1, _by_clause(sentence, total, clauses))
    if goes_on(sentence, low):
        found = [replace(listing, opens=False) for listing in found]
    found = [each for listing in found for each in (*listing.before_foreign(total, sentence.marks[-1]), listing)]
    return [listing for listing in found if len(listing.items) > 1]


def goes_on(sentence: Sentence, low: int) -> bool:
    """True where the list that begins at a place names parts without their figures: "còn lại là …", "v.v"."""
    return _GOES_ON.search(sentence.text, low) is not None


def may_overlap(labels: Iterable[str]) -> bool:
    """True where one thing can bear several of the labels: women, the young, graduates."""
    told = [*labels]
    if told and all(_OF_YEARS.search(each) for each in told):
        return False  # "30 năm tuổi đảng: 41; từ 55 năm trở lên: 7"
    shared, of_men = (any(shape.search(each) for each in told) for shape in (_OVERLAP, _MALE))
    return shared and not of_men and sum(_LEVEL.search(each) is not None for each in told) < _LEVELS


def _by_clause(sentence: Sentence, total: Mark, clauses: Sequence[Sequence[Stretch]]) -> Listing:
    """The list whose items begin the clauses, up to the first clause that has none."""
    reader = _Reader(sentence, total)
    for clause in clauses:
        before = len(reader.items)
        last = clause is clauses[-1] and len(clauses) > 1  # "14 đồng chí A; 21 đồng chí B và 38 đồng chí C"
        for stretch in clause:
            reader.take(stretch)
            plain = _WORD.search(stretch.words)  # "8,2; 7,5; 6,4 và 6,4 tỷ đồng" are four
            if len(reader.items) > before and plain and not (last and _ends_with_and(sentence, clause)):
                break
        if len(reader.items) == before:
            break
        reader.spare.add(len(reader.items))
    return reader.listing()


def _ends_with_and(sentence: Sentence, clause: Sequence[Stretch]) -> bool:
    """True where a clause is two items joined by "và"."""
    return (
        len(clause) == 2
        and sentence.text[clause[1].low - len(_AND) : clause[1].low] == _AND
        and all(len(each.marks) == 1 for each in clause)
    )


_AND = canon(" và ")


class _Reader:
    """Takes in a list stretch by stretch."""

    def __init__(self, sentence: Sentence, total: Mark) -> None:
        self.items: list[Item] = []
        self.ends: set[int] = set()
        self.spare: set[int] = set()
        self._sentence, self._total = sentence, total
        self._halves = halves(sentence)
        self._pure = self._opens = True

    @property
    def native(self) -> int:
        """How many items have the total's own unit."""
        return sum(item.native for item in self.items)

    def listing(self) -> Listing:
        """What was read."""
        ends = {len(self.items), *(end for end in self.ends if 1 < end < len(self.items))}
        spare = {end for end in self.spare if end > 1} - ends
        named = any(item.mark.number.unit for item in self.items)
        numbered = sum(item.numbered for item in self.items)
        papers = self._total.number.unit == _PAPERS  # "264 văn bản: nghị quyết 31, chỉ thị 8, công văn 83"
        if numbered and (named or (numbered * 2 > len(self.items) and not papers)):
            return Listing((), (), (), pure=False, opens=False)
        return Listing(
            tuple(self.items), tuple(sorted(ends, reverse=True)), tuple(sorted(spare)), self._pure, self._opens
        )

    def take(self, stretch: Stretch) -> None:
        """Add the item of a stretch, or note that the list may be over before it."""
        if not stretch.marks:
            return
        fitting = [each for each in stretch.marks if self._is_item(each, stretch)]
        mark = next((each for each in fitting if self._native(each)), next(iter(fitting), None))
        if mark is None:
            self._pass(stretch.marks[0])
            return
        label = stretch.words[: mark.at - stretch.low]
        unit, before = mark.number.unit, self.items[-1].mark.number.unit if self.items else ""
        new, long = _NEW.search(label) is not None, len(_WORD.findall(label)) > _LONG
        if new or (before and not unit):
            self.ends.add(len(self.items))
        elif "," in label or long:
            self.spare.add(len(self.items))
        self._pure &= not (_TURN.search(label) or long)
        self._pure &= bool(unit or _WORD.search(stretch.words))
        self._pure &= not any(each.number.unit in (unit, "") for each in fitting if each.at > mark.at)
        self.items.append(
            Item(scaled(mark, self._total), label, self._native(mark), mark.symbol == "X" and not mark.depth)
        )

    def _native(self, mark: Mark) -> bool:
        return unit_fits(self._total.number.unit, mark.number.unit, strict=False)

    def _pass(self, mark: Mark) -> None:
        """A stretch without an item: said of the one before, or the list may be over."""
        if mark.symbol != "P" or verb_of(self._sentence, mark) not in _OF_ITEM or not self.items:
            self._doubt()
        self._opens &= bool(self.items) or mark.symbol != "Q"

    def _doubt(self) -> None:
        self.ends.add(len(self.items))
        self._pure &= len(self.items) > 1

    def _is_item(self, mark: Mark, stretch: Stretch) -> bool:
        if mark.symbol == "X":  # "điện 20" alone is the number of a telegram, beside "đường 76" it is a count
            return len(stretch.marks) == 1 and not stretch.words[mark.at - stretch.low + 1 :].strip(" .:)")
        if mark.symbol != self._total.symbol or mark.rank in self._halves:
            return False
        unit, whole = mark.number.unit, self._total.number.unit
        if unit in _MATTERS and whole not in _MATTERS:
            return False
        if not unit and whole and stretch.words[: mark.at - stretch.low].rstrip().endswith(f" {whole}"):
            return False  # "tổ 2" of "4 tổ" is its number
        fits = unit_fits(whole, unit, strict=False) or (_countable(whole) and _countable(unit) and mark.number.exact)
        if not fits or is_step(self._sentence, mark):
            return False
        return not is_prior_or_target(self._sentence, mark, self._total, dated=False)


def scaled(mark: Mark, total: Mark) -> Mark:
    """A part as the total counts: a bare figure under "8,4 tỷ đồng" counts tỷ, too, and "điện 20" in a list is a count."""
    number, scale = replace(mark.number, why=""), total.number.scale
    if mark.symbol == "X":
        mark = replace(mark, symbol="Q", number=number)
    if number.unit or number.scale != 1 or scale == 1:
        return mark
    return replace(mark, number=replace(number, value=number.value * scale, scale=scale))


def is_prior_or_target(sentence: Sentence, mark: Mark, total: Mark, *, dated: bool = True) -> bool:
    """True for an earlier figure or a target; what was carried over ("kỳ trước chuyển sang 94") and papers ("văn bản: kế hoạch 12") are neither."""
    words = lead(sentence, mark)
    if CARRIED.search(words) or (total.number.unit == _PAPERS and _PAPER.search(words)):
        return False
    return is_prior(sentence, mark, dated=dated) or is_target(sentence, mark)


def _countable(unit: str) -> bool:
    return bool(unit) and is_counted(unit) and unit not in DURATIONS
