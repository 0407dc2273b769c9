"""What part a number plays in its sentence, by the words around it: a target, an earlier figure, a whole, a step."""

from __future__ import annotations

import re

from toolkit.claims.binding.clauses import FIGURES, following, lead, remembered, tail
from toolkit.claims.binding.vocabulary import (
    AFTER_PRIOR,
    AFTER_TARGET,
    AFTER_WHOLE,
    EARLIER,
    HEADING,
    PLAIN,
    PLAIN_PRIOR,
    PRIOR,
    REFERENCE,
    SIGNED,
    STEP,
    TARGET,
    TARGET_GIVEN,
    TARGET_WORD,
    VERB,
    WHOLE,
    Base,
    Verb,
)
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import alike, dimension

_AGAINST = pattern(r"so với (?:mức |con số |cả )?$")
_AREA = pattern(r"(?<![^\W_])dt(?: [^\W\dA-Z_]+){0,4}:? $")  # diện tích, not dự toán
INDICATORS = frozenset(map(canon, ("chỉ tiêu", "tiêu chí", "nhiệm vụ", "nội dung", "mục tiêu")))


@remembered
def verb_of(sentence: Sentence, mark: Mark) -> Verb:
    """What is said of the number: by the last verb that leads to it."""
    words = lead(sentence, mark)
    if signed := SIGNED.search(words):
        return Verb.UP if signed["plus"] else Verb.DOWN
    if mark.symbol == "Q" and _CAPITAL_ADDED.search(words):
        return Verb.NONE
    if mark.number.bound and _REACHED in canon(sentence.passage.text[mark.number.begin : mark.number.start]):
        return Verb.SHARE
    if _is_lack(sentence, mark):
        return Verb.SHORT
    found = list(VERB.finditer(words))
    if not found and mark.rank and words.strip() == "và" and sentence.marks[mark.rank - 1].symbol == mark.symbol:
        return verb_of(sentence, sentence.marks[mark.rank - 1])
    if found:
        caused = found[-1].lastgroup in ("UP", "DOWN") and _CAUSED.search(words, found[-1].end())
        return Verb.NONE if caused else Verb[found[-1].lastgroup or "NONE"]
    return Verb.BRACKET if words.rstrip().endswith("(") else Verb.NONE


@remembered
def base_of(sentence: Sentence, mark: Mark) -> Base:
    """What the percentage is measured by, by the words after it (or between the verb and it)."""
    words = tail(sentence, mark)
    for base, shape in ((Base.TARGET, AFTER_TARGET), (Base.PRIOR, AFTER_PRIOR), (Base.WHOLE, AFTER_WHOLE)):
        if shape.search(words):
            return base
    after = following(sentence, mark)
    if after and _AGAINST.search(words):
        return Base.TARGET if is_target(sentence, after) else Base.PRIOR
    before = lead(sentence, mark)
    verb = [match.end() for match in VERB.finditer(before)]
    between = before[verb[-1] :] if verb else ""
    if PRIOR.search(between):
        return Base.PRIOR
    if _MET.match(between):
        return Base.NONE
    return Base.TARGET if TARGET.search(between) else Base.NONE


def _is_lack(sentence: Sentence, mark: Mark) -> bool:
    """True for what is still wanted to a target: "còn phải kết nạp 92 đảng viên nữa mới đủ chỉ tiêu"."""
    wanted = mark.symbol == "Q" and _STILL.search(lead(sentence, mark)) is not None
    return wanted and _TO_MEET.match(sentence.after(mark)) is not None


_STILL = pattern(rf"(?<![^\W_])(?:còn|cần|phải)(?: {W}){{0,4}} $")
_TO_MEET = pattern(
    rf"^(?: {W}){{0,5}}? (?:nữa(?![^\W_])|(?:mới|để) (?:đủ|đạt|hoàn thành)(?: {W}){{0,2}} (?:chỉ tiêu|kế hoạch|mục tiêu|nghị quyết|dự toán))"
)
_CAUSED = pattern(r"(?<![^\W_])(?:khiến|giúp|làm cho)(?![^\W_])")
_AND = canon(" và ")
_REACHED = canon("đạt")
_MET = pattern(r" yêu cầu ?\(?$")  # "20 cơ sở đạt yêu cầu (40%)" are a class, not a target


@remembered
def is_target(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure that is set as target: "chỉ tiêu tỉnh giao 1.240 đảng viên"."""
    words = HEADING.sub("", _own_words(sentence, mark))
    if _AREA.search(words) and dimension(mark.number.unit) == "area":
        return False
    if mark.number.unit in INDICATORS and ":" in words:
        return False  # "15 chỉ tiêu nghị quyết: 11 chỉ tiêu đạt" counts them
    _, opened, inside = words.rpartition("(")
    if _BEHIND_BASE.search(sentence.text, max(0, mark.at - 12), mark.at):
        return False  # "so với dự toán phấn đấu (14.000 tỷ đồng) đạt 56%"
    told = TARGET.search(words) or TARGET_GIVEN.search(words)
    if (
        told
        and opened
        and not TARGET.search(inside)
        and not TARGET_GIVEN.search(inside)
        and not PLAIN.fullmatch(inside)
    ):
        return False
    told = told or (_AGAINST.search(words) and AFTER_TARGET.search(tail(sentence, mark)))
    if told is None and (step := _compared(sentence, mark)):
        told = TARGET_WORD.search(lead(sentence, step))
    if not told and not is_step(sentence, mark):
        return _joined_target(sentence, mark)
    return bool(told) and not is_step(sentence, mark)


def _own_words(sentence: Sentence, mark: Mark) -> str:
    """The words that lead to a number, without those that say what a percentage before it is of: "117% kế hoạch năm và BHYT 1.107.600 người"."""
    words = lead(sentence, mark)
    before = next((each for each in reversed(sentence.marks[: mark.rank]) if each.symbol in FIGURES), None)
    if before is None or before.symbol != "P":
        return words
    told = _OF_A_PLAN.match(words)
    return words[told.end() :] if told and sentence.between(before, mark).startswith(told[0]) else words


_OF_A_PLAN = pattern(
    rf"^ (?:so với |so |của )?(?:kế hoạch|chỉ tiêu|dự toán|kh|ct|dt|mục tiêu)(?: {W}){{0,3}}? và(?= (?!(?:đạt|bằng|tăng|giảm|vượt)(?![^\W_])))"
)


def _joined_target(sentence: Sentence, mark: Mark) -> bool:
    """True for the second of two targets told at once: "chỉ tiêu giao 766 người trong nước và 251 ở nước ngoài"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    if before is None or not before.symbol == mark.symbol == "Q" or before.depth != mark.depth:
        return False
    return _AND_ANOTHER.fullmatch(sentence.between(before, mark)) is not None and is_target(sentence, before)


_AND_ANOTHER = pattern(rf"(?: (?!(?:đạt|được|thì|đã|là|bằng)(?![^\W_])){W}){{0,4}} và ")


_BEHIND_BASE = pattern(r"\) (?:mới |đã )?đạt $")


def _compared(sentence: Sentence, mark: Mark) -> Mark | None:
    """The step that the bracket with just this figure is about: the figure is what was compared with, "cao hơn năm trước 85 em (565 em)"."""
    step = sentence.marks[mark.rank - 1] if mark.rank else None
    if (
        step is None
        or mark.depth != step.depth + 1
        or not _ALONE.fullmatch(f"{sentence.between(step, mark)}Q{sentence.after(mark)}")
    ):
        return None
    rates = mark.symbol == "P" and step.symbol in "PD"
    counts = mark.symbol == step.symbol == "Q" and same_kind(step, mark)
    return step if (rates or counts) and is_step(sentence, step) else None


def _alone(sentence: Sentence, mark: Mark) -> bool:
    """True for the only figure of its bracket."""
    return not any(
        other.depth >= mark.depth and ")" not in sentence.between(*sorted((mark, other), key=lambda each: each.rank))
        for other in sentence.marks[max(0, mark.rank - 1) : mark.rank + 2]
        if other is not mark and other.symbol in FIGURES
    )


_AGAINST_TIME = pattern(
    r"(?:so với|so)(?: [^\W\dA-Z_]+){0,3} (?:Y|cùng kỳ|(?:năm|kỳ|khóa|quý|tháng|tuần|lần|đợt) trước|năm ngoái) ?$"
)
_ALONE = pattern(rf"(?: {W}){{0,2}} ?\(Q(?: {W}){{0,2}}\).*")


def names_target(words: str) -> bool:
    """True for words that speak of a target."""
    return TARGET_WORD.search(words) is not None


# Words after a colon that name something of their own: "so với cùng kỳ như: mận 45.000 tấn".
_NEW_SUBJECT = pattern(r"^ (?!(?:là|đạt|có|năm|tháng|quý|Y|được|khoảng|ước) )[^\W\dA-Z_]+ ")


def is_prior(sentence: Sentence, mark: Mark, *, dated: bool = True) -> bool:
    """True for an earlier figure: "cùng kỳ 120", and, if `dated`, "(năm 2022: 120)"."""
    return _is_dated(sentence, mark) if dated else _is_earlier(sentence, mark)


@remembered
def _is_dated(sentence: Sentence, mark: Mark) -> bool:
    return _told_before(sentence, mark, PRIOR)


@remembered
def _is_earlier(sentence: Sentence, mark: Mark) -> bool:
    return _told_before(sentence, mark, EARLIER)


def _told_before(sentence: Sentence, mark: Mark, shape: re.Pattern[str]) -> bool:
    if _SHARED.search(sentence.text, max(0, mark.at - _SHARE_REACH), mark.at):
        return False
    words = lead(sentence, mark)
    _, colon, after = words.rpartition(":")
    if colon and _NEW_SUBJECT.search(after):
        words = after
    words = words.rpartition(_AND)[2]
    _, opened, inside = words.rpartition("(")
    told = shape.search(words) is not None and not (
        opened and not shape.search(f"({inside}") and not PLAIN_PRIOR.fullmatch(inside)
    )
    if not told and (step := _compared(sentence, mark)):
        told = (PRIOR if TARGET_WORD.search(lead(sentence, step)) else REFERENCE).search(
            lead(sentence, step)
        ) is not None
    told = told or (
        bool(opened) and _AGAINST_TIME.search(words[: words.rindex("(")]) is not None and _alone(sentence, mark)
    )
    told = told or (_SINCE.search(words) is not None and _OF_BEFORE.match(sentence.after(mark)) is not None)
    told = (told and _RESULT.search(words) is None) or _listed_prior(sentence, mark)
    return told and not is_step(sentence, mark) and not is_target(sentence, mark)


# The whole of a share: "chiếm 6,74% so với 176.822 hộ dân".
_SHARED = pattern(r"(?<![^\W_])chiếm(?: [^\W\dA-Z_]+){0,3} P so với(?: tổng số| tổng)? $")
_SHARE_REACH = 48


def _listed_prior(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure of a bracket that an earlier one opens: "so với cùng kỳ (71 vụ, 36 người chết)"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    if before is None or not before.depth == mark.depth > 0 or not before.symbol == mark.symbol == "Q":
        return False
    joined = _JOINED if alike(before.number.unit, mark.number.unit) else _BESIDE
    if not joined.fullmatch(sentence.between(before, mark)):
        return False
    return bool(_COMPARING.search(lead(sentence, before))) or _listed_prior(sentence, before)


# What something became since then, or made of something else, is no earlier figure: "tăng 38% so với cùng kỳ lên 5.532".
_RESULT = pattern(
    r"(?<![^\W_])(?:hiện )?nay (?:là|còn|có|đạt) $|(?:lên|xuống)(?: còn| mức| đến| tới| thành)* $|(?<![^\W_])(?:khiến|giúp|làm cho)(?![^\W_])"
)
# "Từ 302 hồ sơ của tháng trước"
_SINCE = pattern(r"(?<![^\W_])từ(?: mức| con số)? $")
_OF_BEFORE = pattern(
    r"^(?:/[^\W\dA-Z_]+)? (?:của |hồi |trong )?(?:cùng kỳ|(?:năm|tháng|quý|kỳ|nhiệm kỳ|vụ) (?:trước|ngoái)),"
)
_COMPARING = pattern(r"so với|cùng kỳ|so ck")
_JOINED = pattern(rf"(?: {W}){{0,3}}(?:,| và)(?: {W}){{0,3}} ")
_BESIDE = pattern(rf"{_JOINED.pattern}| ?/ ?| (?:{W} ){{0,2}}(?:với|gồm) ")  # "so với cùng kỳ (85 vụ/172 bị can)"


@remembered
def is_whole(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure said to be a total: "tổng số 1.200"."""
    return WHOLE.search(lead(sentence, mark)) is not None


@remembered
def is_step(sentence: Sentence, mark: Mark) -> bool:
    """True for a difference: "tăng 12 hộ"; after "vượt kế hoạch" only where the figure is no plan itself."""
    words = lead(sentence, mark)
    if SIGNED.search(words) or _is_lack(sentence, mark):
        return True
    if mark.symbol == "Q" and _CAPITAL_ADDED.search(words):
        return False
    found = STEP.search(words)
    if found is None and _MORE_IS.search(sentence.text, max(0, mark.at - _LONGEST), mark.at):
        return not _level(sentence, mark)
    if found is None or (found["limit"] and _counts_indicators(sentence, mark)):
        return False
    if found["more"]:
        return mark.symbol == "D" or not _level(sentence, mark)
    aimed = found["limit"] and TARGET_WORD.search(found["limit"])
    return not ((aimed or (found["against"] and mark.symbol == "Q")) and _level(sentence, mark))


# What projects were given beside their first capital, and no difference of other figures.
_CAPITAL_ADDED = pattern(rf"(?<![^\W_])(?:vốn(?: {W}){{0,3}} tăng thêm|tăng(?: thêm)? vốn)(?: (?:là|đạt|với|thêm))? $")

# "cao hơn bình quân của tỉnh (58,7 tạ/ha) là 2,6 tạ/ha"
_MORE_IS = pattern(rf"(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém) hơn(?: {W}| Y){{1,9}} \([QP]\) (?:là )?$")
_LONGEST = 120


def _counts_indicators(sentence: Sentence, mark: Mark) -> bool:
    """True for a number of targets that were exceeded: "vượt 8 chỉ tiêu", "12 chỉ tiêu, trong đó vượt 8"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    listed = before is not None and not mark.number.unit and before.number.unit in INDICATORS
    return mark.number.unit in INDICATORS or (listed and mark.symbol == "Q")


def _level(sentence: Sentence, mark: Mark) -> bool:
    """True where a figure is as large as the one it is compared with, so that it cannot be the excess over it."""
    beside = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    explained = beside and sentence.between(mark, beside).strip() == "(" and sentence.after(beside)[:1] == ")"
    if beside and explained and mark.symbol == beside.symbol == "Q" and same_kind(mark, beside):
        return False
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol == mark.symbol and other.depth <= mark.depth and alike(other.number.unit, mark.number.unit):
            return mark.number.value * 2 >= other.number.value
    after = following(sentence, mark)
    told = after is not None and after.depth > mark.depth and is_target(sentence, after)
    return mark.symbol == "P" and mark.number.value >= 50 and not told


def same_kind(one: Mark, other: Mark) -> bool:
    """True where two figures can be compared: both rates, or quantities of units that go together."""
    if (one.symbol == "P") != (other.symbol == "P"):
        return False
    return alike(one.number.unit, other.number.unit)
