"""A rise or a fall said in a word of its own, against the figures about it: `696 vụ (cùng kỳ 685 vụ), giảm so với cùng kỳ`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.claims.binding.clauses import reaches
from toolkit.claims.binding.moves import FROM_TO
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.verify import word_claim
from toolkit.claims.binding.vocabulary import FALLS, RISES
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions

_UP, _DOWN = r"(?P<up>tăng|cao hơn|nhiều hơn|lớn hơn)", r"(?P<down>giảm|thấp hơn|ít hơn|nhỏ hơn)"
_PRIOR = rf"(?:(?:so với|so) )?(?:cùng kỳ|năm trước|năm ngoái|kỳ trước|tháng trước|quý trước|đầu năm|đầu kỳ|năm Y|Y)(?: {W}| Y){{0,3}}"
# After its figures, with nothing to follow in its clause.
_AFTER = pattern(rf"(?<![^\W_])(?:{_UP}|{_DOWN}) {_PRIOR}(?= ?[,;.]|$)")
# Before a fraction of now and before.
_BEFORE = pattern(rf"(?:{_UP}|{_DOWN})(?: {_PRIOR})? ?: ?(?P<figure>Q)")
# What it rose or fell to, the earlier figure in a bracket.
_TO = pattern(
    rf"(?<![^\W_])(?:(?P<up>tăng)|(?P<down>giảm))(?: xuống| lên)?(?: chỉ)?(?: còn| đạt| mức){{1,2}} (?P<now>[QP])(?: {W}){{0,3}} "
    rf"\((?:cùng kỳ|năm trước|năm ngoái|kỳ trước|đầu năm|đầu kỳ|(?:cuối )?(?:năm )?Y)(?: {W}| Y){{0,3}} (?P<before>[QP])\)"
)
_SAID_BEHIND = pattern(
    rf"(?: {W}| Y){{0,4}}, (?:đã )?(?:(?P<up>tăng)|(?P<down>giảm))(?: (?:nhẹ|mạnh|dần|đáng kể|khá|rõ rệt|sâu)| [QP](?![^,.;]*so với (?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|bình quân|mức)))"
)
_COMPARING = pattern(r"cùng kỳ|năm trước|năm ngoái|kỳ trước|so với (?:năm )?Y")
_NO_VERB = pattern(
    rf"(?<![^\W_])(?:nước|(?:tăng|giảm)(?: {W}){{1,3}}) $"
)  # "nước rút", "tăng số xã giảm giá từ 4 lên 8"


def find(sentence: Sentence) -> Iterator[Claim]:
    """The words of the sentence that tell how two of its figures compare."""
    for match in _AFTER.finditer(sentence.text):
        both = _told_before(sentence, match.start())
        if both:
            yield _claim(sentence, match, *both)
    for match in _TO.finditer(sentence.text):
        now, before = sentence.at(match.start("now")), sentence.at(match.start("before"))
        if same_kind(now, before) and not (now.number.bound or before.number.bound):
            yield _claim(sentence, match, now, before)
    for match in _BEFORE.finditer(sentence.text):
        for num, den in fractions(sentence):
            if num.at == match.start("figure") and _COMPARING.search(sentence.text[: num.at]):
                yield _claim(sentence, match, num, den)
    yield from _said_behind(sentence)
    for match in FROM_TO.finditer(sentence.text):
        x, y, verb = sentence.at(match.start("x")), sentence.at(match.start("y")), match["verb"] or ""
        torn = (RISES.search(verb) and FALLS.search(match["to"])) or (FALLS.search(verb) and RISES.search(match["to"]))
        if (
            torn
            and same_kind(x, y)
            and not _NO_VERB.search(sentence.text, 0, match.start("verb"))
            and not _is_name(sentence, match.start("verb"))
            and not (x.number.bound or y.number.bound)
        ):
            start = match.start("verb")
            if sentence.passage.text[sentence.span(start, start + 1)[0]].isupper() and start:
                continue  # "Tân Uyên Hạ" is a name
            rises = RISES.search(verb) is not None
            holds = y.number.value > x.number.value if rises else y.number.value < x.number.value
            low, high = match.span("to" if holds else "verb")
            end = low + len(sentence.text[low:high].rstrip())
            yield word_claim(sentence, (low, end), (y.number, x.number), holds=False)


def _is_name(sentence: Sentence, start: int) -> bool:
    """True for a word that ends a name: "thành phố Bảo Ninh Hạ từ 14 trạm lên 28 trạm"."""
    before = sentence.text.rfind(" ", 0, max(start - 1, 0)) + 1
    return start > before and all(
        sentence.passage.text[sentence.span(at, at + 1)[0]].isupper() for at in (before, start)
    )


def _said_behind(sentence: Sentence) -> Iterator[Claim]:
    """`từ 8.640 tấn năm ngoái xuống 8.120 tấn, giảm nhẹ`: the word stands behind both figures."""
    for match in FROM_TO.finditer(sentence.text):
        behind = _SAID_BEHIND.match(sentence.text, match.end())
        if behind and not match["verb"]:
            x, y = sentence.at(match.start("x")), sentence.at(match.start("y"))
            if same_kind(x, y) and not (x.number.bound or y.number.bound):
                yield _claim(sentence, behind, y, x)


def _told_before(sentence: Sentence, start: int) -> tuple[Mark, Mark] | None:
    """The figure before a word and the earlier figure told with it; None without both."""
    now: Mark | None = None
    before: Mark | None = None
    for mark in reversed(sentence.marks):
        if mark.at > start or mark.symbol not in "QP" or mark.number.bound or is_step(sentence, mark):
            continue
        if ";" in sentence.text[mark.at : start] or is_target(sentence, mark):
            break
        if before is None and is_prior(sentence, mark):
            before = mark
        elif before is not None and same_kind(mark, before) and not is_prior(sentence, mark):
            now = mark
            break
        else:
            break
    return (now, before) if now and before and reaches(sentence, now, before) else None


def _claim(sentence: Sentence, match: re.Match[str], now: Mark, before: Mark) -> Claim:
    rises = match["up"] is not None
    holds = now.number.value > before.number.value if rises else now.number.value < before.number.value
    return word_claim(sentence, match.span("up" if rises else "down"), (now.number, before.number), holds=holds)
