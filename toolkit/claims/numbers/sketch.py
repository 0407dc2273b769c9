"""A passage with every number as one capital letter, so that patterns read like the sentences they look for.

`Q` is a quantity with its unit, `P` a percentage, `D` percentage points, `M` a multiple ("1,7 lần"), `Y` a date, a year
or a period, `X` any other number that is no figure. All other text is lower case, and so are the digits of names ("4G").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from toolkit.claims.numbers.normal import normal, pattern
from toolkit.claims.numbers.number import Number, Token
from toolkit.claims.numbers.tokens import scan
from toolkit.claims.numbers.units import alike
from toolkit.passages import Passage

W = r"[^\W\dA-Z_]+"  # one word of a sketch
WORD = r"[^\W\dA-Z_]+(?:[-/][^\W\dA-Z_]+)*"
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DIGIT_OF = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BRACKETED = re.compile(r"[\[(](\d{1,3})[\])]")
_STOP = re.compile(r"[.!?…]+[\"')]* (?=\S)|\n")
_TIMES = frozenset({"year", "date", "period"})
_FRACTION = pattern(
    r"Q(?:(?: ?\([^()]*\)|(?: [^\W\dA-Z_]+){1,12})? ?/ ?(?:(?:kh|ct|dt|kế hoạch|chỉ tiêu|dự toán|tổng(?: [^\W\dA-Z_]+){0,2}) )?| (?:trên|trong) tổng (?:[^\W\dA-Z_]+ ){1,3}| trong | trên (?:tổng số |tổng |kế hoạch |chỉ tiêu |dự toán )?| trong (?:tổng số |tổng |số )|(?: [^\W\dA-Z_]+){0,6} (?:trên tổng số|trong tổng số|trong số|trên tổng|trong tổng) )Q"
    r"|Q(?P<noun>(?: [^\W\dA-Z_]+){1,4}) (?:trên|trong) Q(?=(?P=noun)(?![^\W_]))"
)
_IN = pattern("Q trong Q").pattern  # "7 trong 9 chỉ tiêu"
_APART = pattern(r"Q [^\W\dA-Z_][^/]*/")
_BEFORE = 24
_MULTIPLE = pattern(r"(?<![^\W_])(?:gấp|tăng|giảm|hơn|bằng|vượt|cao|lên|đến|tới|gần|khoảng|trên)(?: [^\W\d_]+){0,2} $")
_ABBREVIATED = pattern(r"(?:^|[ (])(?:tp|ths|ts|pgs|gs|bs|đ/c|v\.v|vv|tx|tt|st|no|tr|(?:[a-z]\.)+[a-z])$")


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a sentence: its letter, its place in the sentence's text, how deep in brackets, its rank."""

    symbol: str
    number: Number
    at: int
    depth: int
    rank: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a sketch. `marks` are its numbers in order; `notes` the note references (place, id) in it.

    `earlier` are the sentences before it that may name what it speaks of, the nearest last. It begins at `low` of the
    sketch, whose characters stood at `source` in the passage.
    """

    passage: Passage
    text: str
    marks: tuple[Mark, ...]
    notes: tuple[tuple[int, str], ...] = ()
    earlier: tuple[Sentence, ...] = ()
    low: int = 0
    source: Sequence[tuple[int, int]] = ()
    known: dict[tuple[str, int], object] = field(default_factory=dict, compare=False, repr=False)  # see `roles`

    def before(self, mark: Mark) -> str:
        """The text between the number before and this one."""
        start = self.marks[mark.rank - 1].at + 1 if mark.rank else 0
        return self.text[start : mark.at]

    def after(self, mark: Mark) -> str:
        """The text between this number and the next."""
        last = mark.rank + 1 == len(self.marks)
        return self.text[mark.at + 1 : len(self.text) if last else self.marks[mark.rank + 1].at]

    def between(self, one: Mark, other: Mark) -> str:
        """The text between two numbers, other numbers in it as their letters."""
        return self.text[one.at + 1 : other.at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the passage of a stretch of the sentence's text."""
        return self.source[self.low + start][0], self.source[self.low + end - 1][1]

    def at(self, place: int) -> Mark:
        """The number whose letter stands at a place of the text."""
        return next(mark for mark in self.marks if mark.at == place)


_MOST = 60  # numbers of one sentence; a longer one, which no person wrote, is cut


@dataclass(slots=True)
class Sketch:
    """A whole passage as a sketch."""

    passage: Passage
    text: str = ""
    tokens: list[tuple[int, Token]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    source: list[tuple[int, int]] = field(default_factory=list)

    def _ends(self) -> list[int]:
        """Where each sentence ends; one with too many numbers is cut, so that the cost stays linear."""
        ends = [*self.breaks, len(self.text)]
        places = [place for place, _ in self.tokens]
        extra, first = [], 0
        for end in ends:
            last = bisect_left(places, end)
            extra += places[first + _MOST : last : _MOST]
            first = last
        return sorted({*ends, *extra})

    def sentences(self) -> Iterator[Sentence]:
        """The sentences that hold a number, in order."""
        low = token = note = 0
        for high in self._ends():
            marks: list[Mark] = []
            first = token
            while token < len(self.tokens) and self.tokens[token][0] < high:
                token += 1
            depths = _depths(self.text[low:high])
            for rank, (place, found) in enumerate(self.tokens[first:token]):
                marks.append(Mark(self.text[place], found.number, place - low, depths[place - low], rank))
            start = note
            while note < len(self.notes) and self.notes[note][0] <= high:
                note += 1
            if marks:
                notes = tuple((place - low, name) for place, name in self.notes[start:note])
                yield Sentence(self.passage, self.text[low:high], tuple(marks), notes, (), low, self.source)
            low = high


def fractions(sentence: Sentence) -> list[tuple[Mark, Mark]]:
    """The pairs a/b of a sentence: "953/1.200", "953 trên tổng số 1.200"; in "80 vụ/110 bị cáo" each has its own kind."""
    return [
        (num, den)
        for match in _FRACTION.finditer(sentence.text)
        for num, den in [(sentence.at(match.start()), sentence.at(match.end() - 1))]
        if ("/" not in match[0] or not num.number.unit or alike(num.number.unit, den.number.unit))
        and (not _APART.match(match[0]) or (num.number.unit and alike(num.number.unit, den.number.unit)))
        and (match[0] != _IN or not num.number.unit or num.number.unit == den.number.unit)
    ]


@lru_cache(maxsize=64)
def brackets(text: str) -> tuple[tuple[int, int], ...]:
    """The pairs of brackets that belong together; one that is never closed, or never opened, is left out."""
    pairs, open_at = [], []
    for at, char in enumerate(text):
        if char == "(":
            open_at.append(at)
        elif char == ")" and open_at:
            pairs.append((open_at.pop(), at))
    return tuple(sorted(pairs))


def _depths(text: str) -> list[int]:
    """How many brackets are open at each character."""
    steps = [0] * (len(text) + 1)
    for low, high in brackets(text):
        steps[low] += 1
        steps[high] -= 1
    return list(accumulate(steps))


def sketch(passage: Passage, bracketed: Container[str] = ()) -> Sketch:
    """The sketch of a passage; note marks (¹, [1], and "(1)" where 1 is in `bracketed`) are taken out and kept in `notes`."""
    view = normal(passage.text)
    tokens = scan(view)
    result = Sketch(passage)
    cuts: list[tuple[int, int, str, Token | None]] = [
        (token.begin, max(token.stop, token.high), _symbol(view.text, token), token)
        for token in _periods(view.text, tokens)
    ]
    by_low = {token.low: token for token in tokens}
    marks = [(match.start(), match.end(), match[0].translate(_DIGIT_OF)) for match in _SUPERSCRIPTS.finditer(view.text)]
    for match in _BRACKETED.finditer(view.text):
        if match[0][0] == "(" and match[1] not in bracketed:
            continue
        marks.append((match.start(), match.end(), match[1]))
        token = by_low.get(match.start(1))
        cuts = [cut for cut in cuts if cut[3] is not token]
    cuts += [(low, high, "", None) for low, high, _ in marks]
    cuts += [(low, high, "", None) for low, high in _sources(view.text, tokens)]
    ids = {low: name for low, _, name in marks}
    referred = sorted((place, name) for place, _, name in passage.references)
    pieces: list[str] = []
    size = at = 0
    raw_at: list[int] = []

    def copy(low: int, high: int) -> None:
        nonlocal size
        pieces.append(view.text[low:high])
        raw_at.extend(range(low, high))
        result.source.extend(zip(view.starts[low:high], view.ends[low:high], strict=True))
        size += high - low

    for low, high, symbol, token in sorted(cuts, key=lambda cut: cut[0]):
        if low < at:
            continue
        copy(at, low)
        if token is None:
            if low in ids:
                result.notes.append((size, ids[low]))
        else:
            if symbol.isupper():
                result.tokens.append((size, token))
            pieces.append(symbol)
            raw_at.append(low)
            result.source.append((token.number.begin, token.number.stop))
            size += 1
        at = high
    copy(at, len(view.text))
    result.text = _PREDICATE.sub(lambda match: f"{match[0][:-1]},", "".join(pieces))
    for place, name in referred:
        result.notes.append((bisect_left(raw_at, place, key=lambda low: view.starts[low]), name))
    result.notes.sort()
    for match in _STOP.finditer(result.text):
        following = view.raw[raw_at[match.end()]] if match.end() < len(raw_at) else " "
        opens = result.text[match.end()].isupper() or following.isupper() or following in "\"'“(-+*"
        if opens and not _ABBREVIATED.search(result.text[max(0, match.start() - 6) : match.start()]):
            result.breaks.append(match.end())
    result.breaks = [low for low, high in _stretches(result) if not _only_judges(result, low, high)]
    return result


# What a sentence without figures judges is what the one before told: "Như vậy đã vượt kế hoạch."
_JUDGES = pattern(
    r"\s*(?:(?:như vậy|qua đó|theo đó|như thế|(?:kết quả|tỷ lệ|chỉ tiêu|số|mức|con số) (?:này|trên|đó))(?: là)?,? )?(?:đã |là |vẫn |cũng |mới |còn )*"
    r"(?:đạt và vượt|hoàn thành vượt|vượt|chưa đạt|không đạt|chưa hoàn thành|không hoàn thành) (?:mức |so với )?(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết)"
)


def _stretches(sketch: Sketch) -> Iterator[tuple[int, int]]:
    """Where each sentence but the first begins and ends."""
    return pairwise([*sketch.breaks, len(sketch.text)])


def _only_judges(sketch: Sketch, low: int, high: int) -> bool:
    if not _JUDGES.match(sketch.text, low, high):
        return False
    at = bisect_left(sketch.tokens, low, key=lambda token: token[0])
    return at == len(sketch.tokens) or sketch.tokens[at][0] >= high


def _periods(text: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, the two years of a period as one: "năm học 2022 - 2023"."""
    first: Token | None = None
    for token in tokens:
        if first is not None:
            joined = token.number.why == first.number.why == "year" and _DASH.fullmatch(text, first.high, token.low)
            if joined:
                yield replace(token, low=first.low, begin=first.begin)
                first = None
                continue
            yield first
        first = token
    if first is not None:
        yield first


_DASH = re.compile(" ?[-–] ?")
# Where the figures of a sentence come from, in brackets: "(số liệu đến ngày 15/10/2025)".
_SOURCE = pattern(
    r" \((?:theo|nguồn|số liệu|tính đến|cập nhật|thời điểm|xem|kèm theo|ban hành kèm|có phụ lục|phụ lục|chi tiết)(?![^\W_])[^()]*\)"
)
# What is said of the one figure of a clause behind a semicolon: "nộp trực tuyến 156 hồ sơ; chiếm 65%".
_PREDICATE = pattern(
    r"((?:^|[:.] )[^;:.QPD()]*(?:Q ?/ ?)?Q[^;:.QPD()]*);(?= (?:đạt|bằng|tương ứng|tương đương|vượt)(?: tỷ lệ)? P)"
    r"|((?:^|[;:.] )[^;:.QPD()]*Q[^;:.QPD()]*);(?= chiếm(?: tỷ lệ)? P)"
    rf"|((?:^|[:.] )[^;:.QPD()]*Q[^;:.QPD()]*P[^;:.QPD()]*);(?= (?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)(?: {W}| Y){{0,3}} (?:là|giao|giao là) Q)"
    rf"|((?:^|[;:.] )[^;:.QPD()]*Q[^;:.PD()]* (?:xuống|lên|còn|tới|đến) [^;:.PD()]*Q[^;:.QPD()]*);(?= (?:(?:như vậy|tính chung|tức|tức là),? )?(?:(?:sau|qua|trong) (?:[QY]|{W})(?: {W}){{0,2}},? )?(?:đã )?(?:tăng|giảm) [QD])"
)


def _sources(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The brackets that hold no figure and only say where those before come from."""
    for match in _SOURCE.finditer(text):
        if not any(not token.number.why and match.start() <= token.low < match.end() for token in tokens):
            yield match.span()


_CODE = "x"  # part of a name: a letter like its others


def _symbol(text: str, token: Token) -> str:
    number = token.number
    if number.why == "code":
        return _CODE
    if number.why:
        return "Y" if number.why in _TIMES else "X"
    if number.points:
        return "D"
    if number.percent:
        return "P"
    multiple = number.unit == "lần" and _MULTIPLE.search(text, max(0, token.begin - _BEFORE), token.begin)
    return "M" if multiple else "Q"
