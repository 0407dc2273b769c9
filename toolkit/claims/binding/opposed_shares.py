"""Two shares of which one is what the other is not: `72% đạt chuẩn, 28% chưa đạt chuẩn`."""

from __future__ import annotations

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.opposites import denies, exclude
from toolkit.claims.binding.roles import verb_of
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

_REMAINING = pattern(r"^[^;]*(?:[,;] |và )(?:số )?còn(?: lại)? (?:là )?(?:Q[^;,]*, chiếm |chiếm )?$")
_RESPECTIVE = pattern(
    r"(?:tỷ lệ|tỷ trọng|cơ cấu)(?: [^\W\dA-Z_]+){0,2}? (?P<one>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+)?)(?:,| và) (?P<other>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+)?)"
    r"(?: (?:trong|của)(?: [^\W\dA-Z_]+){1,4})?,? (?:lần lượt|tương ứng)(?: (?:là|chiếm|đạt))? $"
)


def opposed_shares(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True for two shares of which one is what the other is not: "72% đạt chuẩn, 28% chưa đạt chuẩn"."""
    if _REMAINING.search(sentence.between(one, other)) or _named_first(sentence, one):
        return True
    first, second = tail(sentence, one).strip(), tail(sentence, other).strip()
    if denies(second, first):
        return True
    first, second = lead(sentence, one).strip(), lead(sentence, other).strip()
    shared = Verb.PART in (verb_of(sentence, one), verb_of(sentence, other))
    if denies(second, first) or (shared and exclude(first, second)):
        return True
    words = sentence.before(other)
    return shared and _DENIES.match(words) is not None and denies(words, sentence.before(one))


_DENIES = pattern(r"^[^;]{0,20}[,;] ?(?:còn |và )?(?:(?:số|tỷ lệ|những) )?(?:[^\W\dA-Z_]+ ){0,2}(?:không|chưa) ")


def _named_first(sentence: Sentence, one: Mark) -> bool:
    """True where both names are told before both shares: "tỷ lệ nam, nữ lần lượt là 57,3% và 42,7%"."""
    named = _RESPECTIVE.search(sentence.before(one))
    return named is not None and exclude(named["one"], named["other"])
