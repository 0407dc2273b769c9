"""Which fraction a percentage goes with: `a/b đơn vị (đạt p%)`, `đạt p% (a/b)`, `p% …, tương ứng a/b`."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.claims.binding.about import is_bare
from toolkit.claims.binding.carried import carried
from toolkit.claims.binding.clauses import following, lead, reaches
from toolkit.claims.binding.roles import is_target, is_whole
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS


def fraction_of(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> tuple[Mark, Mark] | None:
    """The fraction a percentage goes with: the one just after it in brackets, or just before it in the clause."""
    for num, den in pairs:
        if num.rank == mark.rank + 1:
            words = sentence.between(mark, num)
            if ";" not in words and (
                _BRACKETED.search(words) or _WITH.search(words) or _is_rate_of(sentence, mark, words)
            ):
                return num, den
    for num, den in reversed(pairs):
        if den.rank < mark.rank:
            inside = _bracket_closed(sentence, den, mark)
            others = [
                m for m in sentence.marks[den.rank + 1 : mark.rank]
                if m.symbol in "QP" and m.depth <= mark.depth and m.number.unit not in DURATIONS
            ]  # fmt: skip
            bare = is_bare(sentence, den, mark) or sentence.text[: num.at].strip("- ") in _OPENERS
            reached = reaches(sentence, den, mark) or carried(sentence, den, mark)
            if (
                not others
                and reached
                and not _LISTED.search(sentence.between(den, mark))
                and (den.depth <= mark.depth or inside)
                and bare
            ):
                return num, den
            return None
    return None


def _is_rate_of(sentence: Sentence, mark: Mark, words: str) -> bool:
    """True for a rate told before its fraction: "tỷ lệ lấp đầy đạt 71,3%: đã cho thuê 486/682 ha"."""
    return _RATE.search(lead(sentence, mark)) is not None and _THEREOF.fullmatch(words) is not None


_RATE = pattern(r"(?<![^\W_])tỷ lệ(?: [^\W\dA-Z_]+){1,8} $")
_THEREOF = pattern(r"(?::|,) ?(?:(?:đã|có|hiện|được|mới) )?(?:[^\W\dA-Z_]+ ){0,3}")


def _bracket_closed(sentence: Sentence, den: Mark, mark: Mark) -> bool:
    """True for a fraction alone in the bracket before, where no percentage stands that it explains: "đã kiểm tra (25/40 xã), đạt 62,5%"."""
    before = sentence.marks[den.rank - 2] if den.rank > 1 else None
    explained = before is not None and before.symbol == "P" and ";" not in sentence.between(before, den)
    return den.depth == mark.depth + 1 and _CLOSING.match(sentence.between(den, mark)) is not None and not explained


_LISTED = pattern(r"(?<![^\W_])đều(?![^\W_])[^;]*:")  # "5/5 chỉ tiêu đều vượt: chăn nuôi đạt 104%, …"
_CLOSING = pattern(r"(?: [^\W\dA-Z_]+){0,3}\),? (?:đạt|bằng|chiếm|tỷ lệ)")


def at_once(sentence: Sentence, pair: tuple[Mark, Mark], mark: Mark) -> bool:
    """True for a percentage in the bracket that follows a fraction: "1.500 trên tổng số 1.600 gia đình đăng ký (93,75%)"."""
    words = sentence.between(pair[1], mark)
    return pair[1].rank + 1 == mark.rank and mark.depth > pair[1].depth and "," not in words and words.endswith("(")


def is_closed(sentence: Sentence, pair: tuple[Mark, Mark], mark: Mark) -> bool:
    """True where the percentage is the fraction's by its place; in "31/40 huyện thu phí đạt 45%" it may be each one's."""
    if pair[0].rank > mark.rank:
        return _TOLD_BY.search(sentence.between(mark, pair[0])) is not None
    words = sentence.between(pair[1], mark)
    return any(sign in words for sign in ",;(") or _PLAINLY.fullmatch(words) is not None


_TOLD_BY = pattern(r"\(|,|tương ứng|tương đương|tức")
_PLAINLY = pattern(r" ?(?:(?:đạt|bằng|chiếm|tương ứng|tương đương|tỷ lệ|là|hoàn thành|với|ước|-|=|:) ?)*")
_OPENERS = frozenset(map(canon, ("với", "có", "với kết quả", "đến nay, với")))
_BRACKETED = pattern(r"\((?!trong đó|gồm|bao gồm|riêng|cụ thể)(?:[^\W\dA-Z_]+ ){0,3}$")
_WITH = pattern(r"^(?: [^\W\dA-Z_]+){0,8},? ?(?:với|ứng với|tương ứng|tương đương|tức|cụ thể|là|,)(?: có| là)? $|^ $")


def fits(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark], base: Base) -> bool:
    """False where the percentage names another base of its own with a figure: "chiếm 12% tổng số 1.000"."""
    after = following(sentence, mark)
    if base is Base.NONE or after is None or after.depth < mark.depth:
        return True
    if pair[0].rank > mark.rank or ";" in sentence.between(mark, after):
        return True
    return not (after.symbol == "Q" and (is_whole(sentence, after) or is_target(sentence, after)))
