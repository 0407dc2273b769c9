"""A list cut into clauses and stretches, on its own level of brackets; what announces parts, and what ends them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from toolkit.claims.binding.clauses import FIGURES
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, brackets

ALL = pattern(
    r"(?<![^\W_])(?:bao gồm|gồm có|gồm|chia ra(?: làm| thành)?|cụ thể(?: là)?|chia theo [^,:;]*|phân theo [^,:;]*|được phân bổ|phân bổ (?:ở|tại|như sau))(?![^\W_])"
)
SOME = pattern(
    r"(?<![^\W_])(?:trong đó|trong số (?:đó|này)|(?<!sầu )riêng(?! lẻ| biệt| tư)|nhất là|như|chủ yếu|điển hình (?:là|như))(?![^\W_])"
)
_OVER = pattern(
    r"(?<![^\W_])(?:(?:trong|trên) tổng số|tổng cộng|so với)(?![^\W_])|(?<=[;,] )cộng(?= (?!tác |đồng |hòa ))"
)
_DIVIDES = re.compile(r"[;,]| và (?!Y)")
_TOWARDS = pattern(r"(?<=Q) (?:đối với|của|cho) (?=Q(?: [^\W\dA-Z_]+){0,4} và Q(?! ?/))")
_SOME_ENDS = pattern(r"(?:trong đó|trong số đó) ?(?:có|là)? ?$")
_SOME_STARTS = pattern(
    r"^ ?(?:trong đó|có|riêng|nhất là|như|so với|chủ yếu|(?:tăng|giảm)(?! giá)|đạt(?! (?:yêu cầu|chuẩn|loại|giải))|cùng kỳ|chỉ tiêu|kế hoạch|từ)(?![^\W_])"
)
_ALONE = re.compile(r"\([QPX]\)")
_DASH = pattern(rf"(?<=Q) - (?={W}(?: {W}){{0,4}} Q[;,] ?{W}(?: {W}){{0,4}} Q)|(?<=Q) - (?=Q {W}(?: {W})?[;,] Q)")
_WITH_SOME = pattern(r"(?<=Q)[,;] (?:đã )?có (?=Q)")
_HAVING = pattern(r" ?có (?=Q)")
_NAMED = ("ordinal", "document")  # numbers that are part of a name, where none is counted


_MOST_LISTS = 16  # of one sentence; with more, no person wrote it


@dataclass(frozen=True, slots=True)
class Stretch:
    """The text from one divide to the next with its figures, on the level of the list."""

    low: int
    words: str
    marks: tuple[Mark, ...]


def cut(sentence: Sentence, low: int, depth: int) -> list[list[Stretch]]:
    """The list that begins at a place on a level: its clauses between semicolons, each in stretches between commas."""
    return [_stretches(sentence, start, end, depth) for start, end in _clauses(sentence, low, depth)]


def _clauses(sentence: Sentence, low: int, depth: int) -> list[tuple[int, int]]:
    """The stretches of a list between semicolons, each to its "trong đó"."""
    levels = _levels(sentence.text)
    high = next((at for at in range(low, len(sentence.text)) if levels[at] < depth), len(sentence.text))
    over = [match.start() for match in _OVER.finditer(sentence.text, low, high) if levels[match.start()] == depth]
    high = min([high, *over[:1]])
    cuts = [at for at in range(low, high) if sentence.text[at] == ";" and levels[at] == depth]
    found = []
    for start, end in zip([low, *(at + 1 for at in cuts)], [*cuts, high], strict=True):
        inner = [match.start() for match in SOME.finditer(sentence.text, start, end) if levels[match.start()] == depth]
        found.append((start, inner[0] if inner else end))
        if inner and not cuts:
            break
    return found


def _stretches(sentence: Sentence, low: int, high: int, depth: int) -> list[Stretch]:
    """A clause cut at commas and "và"; words without a figure go with what follows them."""
    levels = _levels(sentence.text)
    inside = [mark for mark in sentence.marks if low <= mark.at < high]
    figures = [mark for mark in inside if mark.depth == depth]
    if not any(mark.symbol in FIGURES for mark in figures):
        figures = _in_brackets(sentence, inside, depth) or figures
    plain = "".join(char if levels[low + at] == depth else " " for at, char in enumerate(sentence.text[low:high]))
    found: list[Stretch] = []
    start = 0
    for divide in (*_DIVIDES.finditer(plain), None):
        end = divide.start() if divide else len(plain)
        marks = tuple(
            mark for mark in figures if low + start <= mark.at < low + end
            and (mark.symbol in FIGURES or mark.depth > depth or mark.number.why in _NAMED)
        )  # fmt: skip
        if marks or divide is None:
            found.append(Stretch(low + start, plain[start:end], marks))
            start = divide.end() if divide else end
    return [stretch for stretch in found if stretch.words.strip()]


def _in_brackets(sentence: Sentence, marks: Sequence[Mark], depth: int) -> list[Mark]:
    """The figures that stand alone in brackets, "trâu (4.920 con), bò (9.350 con)"; none where they count "(1), (2), (3)"."""
    found = [
        mark for mark in marks
        if mark.depth == depth + 1 and _ALONE.match(sentence.text, mark.at - 1) and (mark.symbol in FIGURES or mark.number.why == "mark")
    ]  # fmt: skip
    values = [mark.number.value for mark in found]
    counting = all(two - one == 1 for one, two in pairwise(values))
    return [] if counting else found


def openings(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Where parts begin: (place, depth of the parts, "all", "some", "(" or ":")."""
    text = sentence.text
    found = [(match.end(), "all") for match in ALL.finditer(text)] + [
        (match.end(), "some") for match in SOME.finditer(text)
    ]
    found += [(match.end(), "some") for match in _TOWARDS.finditer(text)]
    found += [(match.end(), "some") for match in _WITH_SOME.finditer(text)]
    found += [(match.end(), match[0]) for match in re.finditer(r"[(:]", text)]
    found += [(match.end(), ":") for match in _DASH.finditer(text)]
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
        if kind in "(:" and (having := _HAVING.match(follows)):
            result.append((place + having.end(), depth, "some"))
            continue
        if kind in "(:" and (
            _SOME_STARTS.search(follows) or ALL.match(follows.lstrip()) or SOME.match(follows.lstrip())
        ):
            continue
        result.append((place, depth, kind))
    return result[:_MOST_LISTS]


def figures_of(sentence: Sentence, marks: Sequence[Mark], low: int, depth: int) -> list[Mark]:
    """The figures of the list that begins at a place: to the closing bracket, else to the next "trong đó"."""
    end = end_of(sentence, low, depth)
    return [mark for mark in marks if mark.at < end and mark.depth == depth]


def end_of(sentence: Sentence, low: int, depth: int) -> int:
    """Where the list that begins at a place on a level is over by its brackets or by the next "trong đó"."""
    text = sentence.text
    end = min((high for start, high in brackets(text) if start < low <= high), default=len(text))
    ends = [match.start() for match in SOME.finditer(text, low) if depth_at(sentence, match.start()) <= depth]
    return min([end, *ends[:1]])


@lru_cache(maxsize=64)
def _levels(text: str) -> tuple[int, ...]:
    steps = [0] * (len(text) + 1)
    for low, high in brackets(text):
        steps[low] += 1
        steps[high] -= 1
    return tuple(accumulate(steps))


def depth_at(sentence: Sentence, place: int) -> int:
    """How many brackets are open at a place."""
    return sum(1 for low, high in brackets(sentence.text) if low < place <= high)
