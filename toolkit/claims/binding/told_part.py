"""Which figure a percentage is told of: the one just before it, or the one its bracket says again."""

from __future__ import annotations

from toolkit.claims.binding.about import is_bare, subjects
from toolkit.claims.binding.clauses import FIGURES, following, lead, reaches
from toolkit.claims.binding.pairs import COMPARED
from toolkit.claims.binding.roles import is_prior, is_target, is_whole
from toolkit.claims.binding.vocabulary import ADDED, Verb
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions

_SAME = pattern(r"(?:tương ứng|tương đương|tức|hay)(?: với| là)? ")


def part_of(sentence: Sentence, mark: Mark, verb: Verb) -> Mark | None:
    """The figure a percentage is about."""
    taken = {each.rank for pair in fractions(sentence) for each in pair}
    after = following(sentence, mark)
    if (
        after
        and after.symbol == "Q"
        and after.depth > mark.depth
        and after.rank not in taken
        and reaches(sentence, mark, after)
    ):
        outside, _, inside = sentence.between(mark, after).rpartition("(")
        if (
            "," not in outside
            and (not inside.strip() or _SAME.fullmatch(inside))
            and not is_target(sentence, after)
            and not is_whole(sentence, after)
        ):
            return after
    before = sentence.before(mark).strip()
    if (verb is Verb.NONE and before != ",") or (verb is Verb.BRACKET and before.endswith((", (", ",("))):
        return None  # "41 tín chỉ (29 bắt buộc, 12 tự chọn, (31,3%)" is said of all that stands before
    about = [
        other
        for other in _told_at_once(sentence, mark) or subjects(sentence, mark)
        if other.symbol == "Q"
        and reaches(sentence, other, mark)
        and other.rank not in taken
        and not (verb is Verb.PART and ADDED.search(lead(sentence, other)))
    ]
    if not about or (verb is not Verb.BRACKET and not is_bare(sentence, about[0], mark)):
        return None
    if verb is Verb.BRACKET and any(other.symbol in FIGURES for other in sentence.marks[about[0].rank + 1 : mark.rank]):
        return None
    return about[0]


def _told_at_once(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The earlier figure that a clause is about, just before the percentage: "đầu kỳ 1.248 hộ, chiếm 3,61%"."""
    before = next((other for other in reversed(sentence.marks[: mark.rank]) if other.symbol in FIGURES), None)
    if before is None or before.symbol != "Q" or before.depth != mark.depth or not is_prior(sentence, before):
        return []
    return [] if COMPARED.search(lead(sentence, before)) and not _OPENED.search(lead(sentence, before)) else [before]


_OPENED = pattern(r"^[^,]*(?<!so với )(?:đầu|cuối) (?:kỳ|năm)[^,]*$")


def count_beside(sentence: Sentence, num: Mark) -> Mark | None:
    """The count told in one breath before another: the cases of "làm rõ 162 vụ, 214 đối tượng, đạt 87,1%"."""
    before = sentence.marks[num.rank - 1] if num.rank else None
    if (
        before is None
        or before.symbol != "Q"
        or before.depth != num.depth
        or not (before.number.exact and num.number.exact)
    ):
        return None
    return before if sentence.between(before, num).strip() in _BREATH else None


_BREATH = frozenset(map(canon, (",", "với", ", với", "và", "/", "-", "gồm", ", gồm")))
