"""The stretches of a text that say one thing each, with their figures and their words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.known import words_of
from toolkit.records import record

# A break ends what a subject is said of; a comma, "và" or "với" only parts the numbers of one list.
_BREAK: Final = re.compile(r"[;:!?()\n]|\.(?=\s|$)")


def either(word: str) -> str:
    """The source of a pattern for a word in composed or decomposed letters."""
    return f"(?:{unicodedata.normalize('NFC', word)}|{unicodedata.normalize('NFD', word)})"


AND: Final = either("và")
_COMMA: Final = re.compile(rf",(?=\s)|\s{AND}\s")
_WITH: Final = re.compile(
    rf"(?<!so)(?<!đối)(?<!{unicodedata.normalize('NFD', 'đối')})(?<!cùng)(?<!\s)\s+{either('với')}\s(?=[^,;:.()]*\d)"
)
_ASIDE: Final = re.compile(r"(?<=\w)\s+\([^()]{1,100}\)(?=\s+\w)")
_GOES_ON: Final = re.compile(rf"\)\s+{AND}\s")  # a list goes on behind what stands in brackets
_REASON: Final = pattern(
    r"(?<![^\W_])(?:do|nhờ|vì|bởi|để|nhằm|phục vụ|cho (?:công tác|việc|khắc phục|phục vụ))(?![^\W_])"
)
_NAMED_ON: Final = pattern(
    r"\s+(?!(?:trong|riêng|so|cùng|năm|quý|tháng|tăng|giảm|đạt|bằng|vượt|chiếm|cao|thấp|nhiều|ít|cơ|còn|chưa|không|theo|do|để|nhờ|góp|qua|tương|lần)\s)[^\W\d]+(?:\s+[^\W\d]+){0,3}\s*$"
)
_MOVED: Final = pattern(r"\s+(?:và\s+)?(?:tăng|giảm|đạt|bằng|vượt|chiếm|cao\s+hơn|thấp\s+hơn|nhiều\s+hơn|ít\s+hơn)\s")
_VERB: Final = 24
_SENTENCE: Final = re.compile(r"[!?\n]|\.(?=\s|$)")


@record(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence that says one thing: its figures and its folded words without them.

    `first` is True where it begins after a break, `lead` is what stood before the first number of the list it goes on
    with and `led` where that is, `plain` its words but for units and hedges, `sentence` counts the sentences of the text. `clauses` are where its clauses begin, the
    last of them that of its figures, `bracketed` is True where it begins in brackets.
    """

    numbers: tuple[Number, ...]
    words: frozenset[str]
    plain: frozenset[str]
    start: int
    end: int
    first: bool
    lead: frozenset[str] = frozenset()
    led: tuple[int, int] = (0, 0)
    sentence: int = 0
    clauses: tuple[int, ...] = (0,)
    bracketed: bool = False


def pieces(text: str, numbers: Sequence[Number]) -> Iterator[Piece]:
    """The stretches of a text between breaks and commas that hold figures; one without figures joins the next of its sentence."""
    spans = [(number.begin, number.stop) for number in numbers]
    aside = _asides(text, numbers)
    cuts = sorted(
        (match.end(), hard) for shape, hard in ((_BREAK, True), (_COMMA, False), (_WITH, False)) for match in shape.finditer(text)
        if not any(low < match.end() <= high for low, high in spans) and not any(low < match.end() <= high for low, high in aside)
    )  # fmt: skip
    starts = [low for low, _ in spans]
    cuts = _without_named_on(text, cuts, starts)
    start, first, at, sentence = 0, True, 0, 0
    clauses = [0]
    lead: frozenset[str] = frozenset()
    led = (0, 0)
    for end, hard in [*cuts, (len(text), True)]:
        inside = []
        while at < len(numbers) and numbers[at].start < end:
            inside.append(numbers[at])
            at += 1
        figures = tuple(number for number in inside if number.figure)
        if not figures and not (hard and text[end - 1 : end] not in (":", "(")):
            clauses.append(end)
            continue
        if figures:
            words, plain = _words(text, start, end, figures), _plain(text, start, end, figures)
            yield Piece(
                figures,
                words,
                plain,
                start,
                end,
                first,
                frozenset() if first else lead,
                (0, 0) if first else led,
                sentence,
                tuple(clauses),
            )
            led = (start, figures[0].begin) if first else led
            lead = frozenset(words_of(text[slice(*led)])) if first else lead
        if _SENTENCE.match(text, end - 1):
            sentence, lead, led = sentence + 1, frozenset(), (0, 0)
        start, first = end, hard and text[end - 1 : end] != "(" and not _GOES_ON.match(text, end - 1)
        clauses = [end]


def _without_named_on(text: str, cuts: Sequence[tuple[int, bool]], starts: Sequence[int]) -> list[tuple[int, bool]]:
    """The cuts but for commas after which what is counted is only named on."""
    kept: list[tuple[int, bool]] = []
    dropped = False  # the one after
    for cut, after in zip([*cuts][::-1], [None, *cuts[::-1]], strict=False):
        dropped = _is_named_on(text, cut, after, starts, on=dropped)
        kept += [] if dropped else [cut]
    return kept[::-1]


def _is_named_on(
    text: str, cut: tuple[int, bool], after: tuple[int, bool] | None, starts: Sequence[int], *, on: bool
) -> bool:
    """True for a comma behind a figure after which what is counted is only named on: "187 lượt người đi đào tạo, bồi dưỡng, bằng 89,05%"."""
    if cut[1] or after is None or text[cut[0] - 1 : cut[0]] != ",":
        return False
    said = text[cut[0] : after[0] - 1]
    told = _NAMED_ON.match(canon(said)) and (on or after[1] or _MOVED.match(canon(text[after[0] : after[0] + _VERB])))
    return bool(told) and bisect_left(starts, cut[0]) == bisect_left(starts, after[0])


def counted(text: str) -> str:
    """What stands behind a number, but for why it is so and what it is for: "do thiếu nước", "cho khắc phục hậu quả"."""
    return text[: found.start()] if (found := _REASON.search(canon(text))) and len(canon(text)) == len(text) else text


def _asides(text: str, numbers: Sequence[Number]) -> list[tuple[int, int]]:
    """The brackets without a figure that stand in the middle of what is said: "giá trị sản xuất (giá so sánh 2010) đạt …"."""
    figures = [number.start for number in numbers if number.figure]
    return [
        match.span() for match in _ASIDE.finditer(text) if not any(match.start() < at < match.end() for at in figures)
    ]


def _words(text: str, start: int, end: int, figures: Sequence[Number]) -> frozenset[str]:
    kept, at = [], start
    for number in figures:
        kept.append(text[at : number.start])
        at = max(at, number.end)
    return frozenset(words_of(" ".join([*kept, text[at:end]])))


def _plain(text: str, start: int, end: int, figures: Sequence[Number]) -> frozenset[str]:
    kept, at = [], start
    for number in figures:
        kept.append(text[at : number.begin])
        at = max(at, number.stop)
    return frozenset(words_of(" ".join([*kept, counted(text[at:end])])))
