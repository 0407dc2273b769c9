"""What a sentence says to have moved: `từ x lên y`, `x giảm xuống còn y`, `x → y`, a fraction of now and before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.claims.binding.arithmetic import ratio
from toolkit.claims.binding.roles import is_step, same_kind, verb_of
from toolkit.claims.binding.verify import Check, judge
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions

# "tỷ lệ tăng dân số từ 1,17% xuống 0,84%" names a rate, it does not say that it rose.
_NO_RATE = "".join(f"(?<!{rate} {verb})" for rate in ("tỷ lệ", "tốc độ", "mức") for verb in ("tăng", "giảm"))
FROM_TO = pattern(
    rf"(?:(?P<verb>tăng|giảm|nâng|hạ|rút|rút ngắn)(?:{_NO_RATE}(?: (?!(?:tăng|giảm)(?![^\W_])){W}){{1,6}}?)? )?từ (?:mức (?:{W} ){{0,4}}?)?(?P<x>[QP])(?P<mid>(?:/{W})*(?: {W}| Y| \(P\)|[ ,]*\([^()PD;]{{0,80}}\)){{0,9}}?),? "
    rf"(?P<to>(?:tăng |giảm |nâng |hạ )?(?:lên |xuống |còn )+|đến |tới |(?:nay |hiện |hiện nay )(?:chỉ )?(?:còn |là |có |đạt ))(?:mức |chỉ còn |còn |khoảng )?(?P<y>[QP])"
)
COMPARED_TO = pattern(
    rf"(?P<y>[QP])[^;()QPD]{{0,60}}?(?P<to>(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn|tăng|giảm)(?: so với| so)?(?: (?:{W}|Y)){{1,8}} \((?P<x>[QP])\)(?: là)? (?=[QPD])"
)
ARROW = pattern(rf"(?P<x>[QP])(?: {W}| Y){{0,4}} ?(?P<to>→|->|=>) ?(?:(?:{W}|Y) ){{0,4}}(?P<y>[QP])")
DOWN_TO = pattern(
    rf"(?P<x>[QP])(?: {W}){{0,4}},? (?:(?:đến |sang |thì )?(?:năm|năm học|tháng|quý|cuối năm) Y,? (?:đã )?)?(?P<to>(?:giảm|tăng|nâng|hạ)(?: {W}){{0,2}}? (?:xuống còn|xuống|còn|lên|lên thành)) (?P<y>[QP])"
)
MOVED_FROM = pattern(
    rf"(?P<y>[QP])(?:/{W})?(?: {W}| Y){{0,8}}, (?:đã )?(?P<to>tăng|giảm)(?: mạnh| nhẹ| dần)? từ (?:mức )?(?P<x>[QP])(?! ?-| (?:{W} |Y ){{0,8}}(?:lên|xuống|còn|đến|tới)(?![^\W_]))"
)


def moves(sentence: Sentence) -> list[tuple[Mark, Mark]]:
    """The (before, now) pairs that the sentence states: từ x lên y; x giảm xuống còn y."""
    found: list[tuple[Mark, Mark]] = []
    for shape in (FROM_TO, DOWN_TO, COMPARED_TO, ARROW, MOVED_FROM):
        for match in shape.finditer(sentence.text):
            x, y = sentence.at(match.start("x")), sentence.at(match.start("y"))
            if same_kind(x, y) and not any(pair[1].rank == y.rank for pair in found) and not _ranges(match, x, y):
                found += [*_rates_beside(sentence, x, y), (x, y), *_further(sentence, x, y)]
    for pair in (*_became(sentence), *_both_dated(sentence)):
        found += [] if any(pair[1] in each for each in found) else [pair]
    return found + [(den, num) for num, den in fractions(sentence) if _compared(sentence, num, den)]


def _further(sentence: Sentence, x: Mark, y: Mark) -> Iterator[tuple[Mark, Mark]]:
    """The move from the first of three figures to the last: "từ 2.140 người xuống 2.076 người năm 2023 và còn 2.033 người năm 2025"."""
    found = _AND_THEN.match(sentence.text, y.at)
    if found and same_kind(x, last := sentence.at(found.start("last"))):
        yield x, last


_AND_THEN = pattern(
    rf"[QP](?: {W}| Y){{0,4}},? (?:và|rồi|sau đó)(?: {W}| Y){{0,3}} (?:còn|xuống|xuống còn|lên) (?P<last>[QP])"
)


def _rates_beside(sentence: Sentence, x: Mark, y: Mark) -> Iterator[tuple[Mark, Mark]]:
    """The rates in brackets behind two counts between which something moved: "từ 18.742 hộ (6,84%) xuống 11.256 hộ (4,02%)"."""
    if not x.symbol == y.symbol == "Q" or max(x.rank, y.rank) + 1 == len(sentence.marks):
        return
    was, now = sentence.marks[x.rank + 1], sentence.marks[y.rank + 1]
    beside = sentence.between(x, was) == sentence.between(y, now) == " ("
    if beside and was.symbol == now.symbol == "P" and not (is_step(sentence, was) or is_step(sentence, now)):
        yield was, now


def _became(sentence: Sentence) -> Iterator[tuple[Mark, Mark]]:
    """What so many of a thing were made into, with how many fewer or more these are: "ghép 135 chi cục thành 64 (giảm 71)"."""
    for match in _MADE_INTO.finditer(sentence.text):
        now, step = sentence.at(match.start("now")), sentence.at(match.start("step"))
        before = [each for each in sentence.marks[: now.rank] if each.symbol == "Q" and each.number.unit]
        units = {now.number.unit, step.number.unit} - {""}
        like = [each for each in before if each.number.unit in units or (not units and each is before[-1])]
        falls = match["to"] != _MORE
        if (
            like
            and len(units) < 2
            and falls == (like[-1].number.value > now.number.value)
            and like[-1].depth == now.depth
            and ";" not in sentence.between(like[-1], now)
        ):
            yield like[-1], now


_MADE_INTO = pattern(
    rf"(?<![^\W_])thành (?P<now>Q)(?:,? {W}){{0,8}}(?:,| \() ?(?:đã |tức |như vậy |tương ứng )*(?P<to>giảm|tăng|bớt)(?: được| đi)? (?P<step>Q)(?!.{{0,30}} so với )"
)
_MORE = canon("tăng")


def _both_dated(sentence: Sentence) -> Iterator[tuple[Mark, Mark]]:
    """The figures of two years that explain a change in a bracket behind it: "tăng 27 vụ (năm 2023: 418 vụ; năm 2022: 391 vụ)"."""
    for match in _BOTH_DATED.finditer(sentence.text):
        step, one, other = (sentence.at(match.start(name)) for name in ("step", "one", "other"))
        first, second = (sentence.at(match.start(name)).number for name in ("first", "second"))
        if is_step(sentence, step) and same_kind(one, other) and first.value != second.value:
            yield (one, other) if first.value < second.value else (other, one)


_BOTH_DATED = pattern(
    rf"(?P<step>[QPD])(?: {W}){{0,3}} \((?:{W} ){{0,2}}(?P<first>Y)(?: {W}){{0,2}}:? (?P<one>[QP])(?: {W}){{0,2}}[;,] ?(?:{W} ){{0,2}}(?P<second>Y)(?: {W}){{0,2}}:? (?P<other>[QP])(?: {W}){{0,2}}\)"
)


def led_from(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """What a change led to and what it came from, told behind it: "tăng 131,7% lên 6.187 tỷ đồng, so với 2.670 tỷ đồng cùng kỳ"."""
    found = _LED_FROM.match(sentence.text, mark.at)
    both = (sentence.at(found.start("before")), sentence.at(found.start("now"))) if found else None
    return both if both and same_kind(*both) else None


_LED_FROM = pattern(
    rf"[QPD](?: (?:so với|so)(?: {W}| Y){{1,6}})?,? (?:lên|xuống|đạt|còn)(?: (?:mức|còn|tới|đến|thành|được))* (?P<now>[QP])(?:/{W})?(?: {W}| Y){{0,6}},? (?:so với|từ)(?: (?:mức|con số))* (?P<before>[QP])"
)


def _ranges(match: re.Match[str], x: Mark, y: Mark) -> bool:
    """True for the two ends of a range: "được giảm từ 45% đến 50% mức phí"."""
    falls = (match.groupdict().get("verb") or "").startswith(_FALLS)
    return falls and match["to"].startswith(_UNTIL) and y.number.value > x.number.value


_FALLS, _UNTIL = tuple(map(canon, ("giảm", "hạ", "rút"))), tuple(map(canon, ("đến", "tới")))


def _compared(sentence: Sentence, num: Mark, den: Mark) -> bool:
    """True for a fraction that tells now and before: "giảm 32 vụ (268/300 vụ, giảm 10,67%)"."""
    if not num.rank or num.depth == 0:
        return False
    step = sentence.marks[num.rank - 1]
    if (
        step.symbol == "P"
        and judge(step.number, Check((num.number, den.number), ratio, "")).verdict is not Verdict.INCONSISTENT
    ):
        return False
    if step.symbol in "QP" and is_step(sentence, step) and verb_of(sentence, step) in (Verb.UP, Verb.DOWN):
        return True
    after = sentence.marks[den.rank + 1] if den.rank + 1 < len(sentence.marks) else None
    return after is not None and after.depth == den.depth and verb_of(sentence, after) in (Verb.UP, Verb.DOWN)


def is_now(sentence: Sentence, mark: Mark) -> bool:
    """True for the rate of now in a bracket that tells the earlier one too: "giảm nhiều so với năm 2019 (8,04% so với 15,66%)"."""
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    return (
        after is not None
        and after.symbol == mark.symbol == "P"
        and sentence.text[: mark.at].endswith("(")
        and _AGAINST_RATE.fullmatch(sentence.between(mark, after)) is not None
    )


_AGAINST_RATE = pattern(r" so với(?: (?:mức|con số|khoảng|tỷ lệ|hơn|gần))* ")
