"""Words that judge against their own numbers: `vượt` with 98%, `tăng so với` a larger figure, `chưa đạt` with 105%."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator

from toolkit.claims.binding.aims import own_target
from toolkit.claims.binding.clauses import lead, reaches
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.subjects import RATE_OF, clause_start, compared_by, is_known
from toolkit.claims.binding.verify import word_claim
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.kinds.measured import HUNDRED, opened, pair_in_bracket, told_after, told_before
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import dimension

_SET = r"(?! (?:dự toán|kế hoạch|chỉ tiêu)(?![^\W_]))"  # "giảm dự toán 5 tỷ đồng" is done and compares nothing
_UP = rf"vượt|cao hơn|nhiều hơn|lớn hơn|tăng(?! trưởng){_SET}"
_DOWN = rf"chưa đạt|không đạt|thấp hơn|ít hơn|nhỏ hơn|giảm{_SET}|hụt"
_WORD = pattern(
    rf"(?<![^\W_])(?:(?P<up>đạt và vượt|{_UP})|(?P<down>{_DOWN}))(?![^\W_])(?P<rest>(?: (?!(?:nhưng|song|tuy)(?![^\W_])){W}| Y|,)*[ (:]*(?:(?:năm|cùng kỳ|kỳ trước|là|có|đạt|Y|:) ?)*)$"
)
_COMPARED = pattern(
    rf"(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn(?: so với)?(?: (?:mức|giới hạn|ngưỡng))* (?:quy định|cho phép|an toàn|khống chế|trần)(?: {W}){{0,4}} $"
    rf"|(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn(?: so với)?(?:(?: (?!\d){W}| Y){{1,9}} \($| (?:mức|tốc độ) (?:tăng|giảm)(?: {W}){{0,3}} $)"
    rf"|(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn(?: so với)?(?: con số| mức)?(?: (?:bình quân|trung bình|chung))*(?: của)?(?: (?:cả|toàn) {W}(?: {W})?| {W})?(?: là)? $"
)
_NEGATED = pattern(r"(?:không|chưa|chẳng|khó|sẽ|có thể|dự kiến|phấn đấu|để|nhằm) $")
_AIM = r"kh|dt|tiến độ|chương trình|chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết|yêu cầu"
_JUDGED = pattern(
    r"(?<![^\W_])(?:(?P<up>đạt và vượt|hoàn thành vượt|vượt)|(?P<down>chưa đạt|không đạt|chưa hoàn thành|không hoàn thành)|(?<=, )(?P<met>hoàn thành)|(?<=, đã )(?P<done>hoàn thành))"
    rf"(?: (?:mức|so với|cao|thu|chi))*(?: (?:{_AIM}))(?: (?:{_AIM}|đề ra|đặt ra|đại hội|hội đồng|nhân dân|ủy ban|được giao|giao|năm|cả năm|tỉnh|huyện|xã|của|đảng bộ|hđnd|"
    r"ubnd|trung ương|cấp trên|nhiệm kỳ|đã|Y))*(?= ?[,;:.()]|$)"
)
_AIMED = pattern(
    rf"(?<![^\W_])(?:{_AIM}) (?:{W} ){{1,8}}(?:(?P<up>vượt)|(?P<down>chưa đạt|không đạt)) ?[(:] ?(?:mới |{W} ){{0,3}}(?P<figure>Q)"
)
_MOVED = pattern(
    rf"(?<![^\W_])(?:(?P<up>tăng)|(?P<down>giảm))(?: {W}){{0,3}}(?: (?:so với|so|hơn)(?: {W}| Y){{1,4}})?, từ (?P<x>[QP])(?: {W}| Y){{0,6}},? (?:tăng |giảm )?(?:lên|xuống|còn|đến|tới)(?: còn| mức)? (?P<y>[QP])"
)
# Figures of which less is better: "vượt" and "đạt" may be said of a smaller one.
_LOWER = pattern(
    r"nghèo|thất nghiệp|suy dinh dưỡng|sinh con thứ|tử vong|chết|kỷ luật|tai nạn|nợ|thất thoát|ô nhiễm|tội phạm|vi phạm|dịch bệnh|bỏ học|"
    r"dưới|không quá|tối đa|hao hụt|tồn đọng|quá hạn|chậm|khiếu nại|tố cáo|giảm|kéo giảm|chi phí|tỷ suất sinh|lạm phát|cháy"
)
# Of these more is better again: "tỷ lệ bao phủ bảo hiểm y tế hộ nghèo".
_HIGHER = pattern(
    r"bhyt|bảo hiểm|bao phủ|tham gia|thoát nghèo|hỗ trợ|tiếp cận|vay vốn|điều tra|khám phá|giải quyết|xử lý|sử dụng"
)
_LIMITS = frozenset(("<", "<=", ">", ">="))
_LITERAL = pattern(r"hơn(?![^\W_])")  # says how two figures compare, and not which is better


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that are words: over, under, more, less."""
    for mark in sentence.marks:
        limited = mark.number.bound in _LIMITS and is_target(sentence, mark)
        ranged = mark.number.upper is not None and not is_target(sentence, mark)
        if mark.symbol not in "QP" or (mark.number.bound and not limited) or ranged:
            continue
        if mark.depth and any(num is mark for num, _ in fractions(sentence)):
            continue
        level = _COMPARED.search(lead(sentence, mark)) is not None and not is_step(sentence, mark)
        if is_target(sentence, mark) or is_prior(sentence, mark) or level:
            yield from _against_figure(sentence, mark)
    for match in _JUDGED.finditer(sentence.text):
        yield from _bare(sentence, match)
    for match in _AIMED.finditer(sentence.text):
        for num, den in fractions(sentence):
            if num.at == match.start("figure") and not _NEGATED.search(sentence.text[: match.start("up")]):
                yield from _judged(sentence, match, (num.number, den.number))
    for match in _MOVED.finditer(sentence.text):
        x, y = sentence.at(match.start("x")), sentence.at(match.start("y"))
        if same_kind(x, y) and not (x.number.bound or y.number.bound):
            yield from _judged(sentence, match, (y.number, x.number))


def _against_figure(sentence: Sentence, mark: Mark) -> Iterator[Claim]:
    """`vượt kế hoạch 120 km`, `tăng so với cùng kỳ (151 vụ)`: the figure before against the one after the word."""
    words = lead(sentence, mark)
    if rate := RATE_OF.search(words):
        words = words[: rate.start()]
    word = _last(words)
    if word is None:
        yield from _short_by(sentence, mark)
        yield from _announced(sentence, mark)
        return
    if _NEGATED.search(words[: word.start()]):
        return
    start = sentence.text.rfind(word[0].rstrip(" (:"), 0, mark.at)
    if start < 0:
        return
    subject = compared_by(sentence, mark, start)
    if subject is None and is_target(sentence, mark):
        yield from _against_same(sentence, mark, word, start)
    if subject is None or subject.number.bound or subject.number.upper is not None or _unlike(subject, mark):
        return
    judged = is_target(sentence, mark) and not _LITERAL.search(word[0])
    if judged and _less_is_better(sentence.text[clause_start(sentence, subject) : mark.at]):
        return
    if subject.symbol == "P" and subject.number.value == mark.number.value and not judged:
        return  # "20% nhóm giàu hưởng nhiều hơn 20% nhóm nghèo" compares the groups
    rises = word["up"] is not None
    told, low, high = subject.number.value, mark.number.value, mark.number.upper or mark.number.value
    if low <= told <= high > low:
        return
    holds = told > high if rises else told < low
    end = start + len(word["up"] or word["down"])
    yield word_claim(sentence, (start, end), (subject.number, mark.number), holds=holds)


def _unlike(one: Mark, other: Mark) -> bool:
    """True for things counted against a measure: "339 mốc …, lún nhỏ hơn 5 cm"."""
    both = bool(one.number.unit and other.number.unit)
    return both and dimension(one.number.unit) != dimension(other.number.unit)


def _short_by(sentence: Sentence, mark: Mark) -> Iterator[Claim]:
    """`đạt 96,6%, chưa đạt 1,4 điểm phần trăm so với chỉ tiêu 98%`: the word stands before how much is lacking."""
    step = sentence.marks[mark.rank - 1] if mark.rank else None
    word = _SHORT.search(lead(sentence, step)) if step and _FROM_AIM.fullmatch(sentence.between(step, mark)) else None
    if step is None or word is None or not is_target(sentence, mark):
        return
    start = sentence.text.rfind(word["word"], 0, step.at)
    like = [
        each for each in sentence.marks[: step.rank] if each.symbol == mark.symbol and reaches(sentence, each, mark)
    ]
    if like and same_kind(like[-1], mark) and not (like[-1].number.bound or like[-1].number.upper is not None):
        holds = like[-1].number.value < mark.number.value
        yield word_claim(sentence, (start, start + len(word["word"])), (like[-1].number, mark.number), holds=holds)


_SHORT = pattern(r"(?<![^\W_])(?P<word>chưa đạt|không đạt|còn thiếu|hụt) $")
_FROM_AIM = pattern(rf" (?:so với|so) (?:{W} ){{1,6}}\(?")


def _against_same(sentence: Sentence, mark: Mark, word: re.Match[str], start: int) -> Iterator[Claim]:
    """`đạt 85% chỉ tiêu (200 căn); vượt chỉ tiêu giao (200 căn)`: the percentage of the same target told before."""
    for share in reversed(sentence.marks[: mark.rank]):
        target = own_target(sentence, share) if share.symbol == "P" else None
        if target and target.number.value == mark.number.value and base_of(sentence, share) is Base.TARGET:
            holds = share.number.value > HUNDRED.value if word["up"] else share.number.value < HUNDRED.value
            end = start + len(word["up"] or word["down"])
            yield word_claim(sentence, (start, end), (share.number, HUNDRED), holds=holds)
            return


def _announced(sentence: Sentence, mark: Mark) -> Iterator[Claim]:
    """`giảm so với cùng kỳ: 6 vụ, năm ngoái 4 vụ`: the word stands before both figures, with a colon."""
    before = [other for other in sentence.marks[: mark.rank] if other.symbol in "QP"][-1:]
    if (
        not before
        or not is_prior(sentence, mark)
        or not same_kind(before[0], mark)
        or not reaches(sentence, before[0], mark)
    ):
        return
    subject = before[0]
    words = _ANNOUNCED.search(sentence.text[clause_start(sentence, subject) : subject.at])
    if (
        words is None
        or (subject.symbol == "P" and words[0].endswith(", "))
        or _both_earlier(sentence, subject, mark)
        or not is_known(subject)
        or subject.number.bound
        or subject.number.upper is not None
    ):
        return
    rises = words["up"] is not None
    holds = subject.number.value > mark.number.value if rises else subject.number.value < mark.number.value
    word = words["up"] or words["down"]
    start = sentence.text.rfind(word, 0, subject.at)
    yield word_claim(sentence, (start, start + len(word)), (subject.number, mark.number), holds=holds)


_ANNOUNCED = pattern(
    rf"(?<![^\W_])(?:(?P<up>tăng)|(?P<down>giảm))(?: {W})*(?:: (?:năm nay |kỳ này |tháng |xảy ra |năm Y |Y |có |đạt |là )*| (?:so với|so) (?:(?:{W}|Y) ){{1,4}}\(|, (?:năm Y |tháng Y |Y |có |đạt |là |còn |với |xảy ra |ghi nhận )*)$"
)


def _both_earlier(sentence: Sentence, subject: Mark, mark: Mark) -> bool:
    """True for two things counted in one bracket that tells of earlier: "so với cùng kỳ (36.276 ca mắc và 6 ca tử vong)"."""
    return is_prior(sentence, subject) and not _AGO.search(sentence.between(subject, mark))


_AGO = pattern(r"Y|(?<![^\W_])(?:cùng kỳ|trước|ngoái|đầu năm)(?![^\W_])")


def _last(words: str) -> re.Match[str] | None:
    """The judging word nearest to the number, with nothing but words between."""
    found = None
    for at in range(len(words)):
        match = _WORD.match(words, at) if at == 0 or not words[at - 1].isalpha() else None
        found = match or found
    return found


def _less_is_better(words: str) -> bool:
    return _LOWER.search(words) is not None and _HIGHER.search(words) is None


def _bare(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """`212/250 người, vượt chỉ tiêu`; `đạt 98,5% kế hoạch, chưa đạt chỉ tiêu`: against the target told before."""
    if _NEGATED.search(sentence.text[: match.start()]) or _less_is_better(_own_clause(sentence, match)):
        return
    after = [mark for mark in sentence.marks if mark.at >= match.end()]
    told = told_after(sentence, match, after)
    if told:
        yield from _judged(sentence, match, told)
        return
    if (
        after
        and after[0].symbol in "QPD"
        and re.fullmatch(rf" ?\(?(?:{W} ?){{0,6}}", sentence.text[match.end() : after[0].at])
    ):
        numbers = pair_in_bracket(sentence, after[0])
        if numbers is None:
            return
    else:
        numbers = told_before(sentence, match.start()) or opened(sentence, match)
    if numbers is None:
        return
    yield from _judged(sentence, match, numbers)


def _judged(sentence: Sentence, match: re.Match[str], numbers: tuple[Number, Number]) -> Iterator[Claim]:
    one, other = numbers
    groups = match.groupdict()
    word = next(name for name in ("up", "down", "met", "done") if groups.get(name) is not None)
    compare = operator.gt if word == "up" else operator.lt if word == "down" else operator.ge
    holds = compare(one.value, other.value)
    start, end = match.span(word)
    yield word_claim(sentence, (start, end), numbers, holds=holds)


def _own_clause(sentence: Sentence, match: re.Match[str]) -> str:
    start = max(sentence.text.rfind(";", 0, match.start()), 0)
    return sentence.text[start : match.start()]
