"""How many times one figure is another, where both are told: `1.860 tỷ đồng, gấp 1,5 lần cùng kỳ (1.240 tỷ đồng)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.claims.binding.clauses import FIGURES, lead, reaches, tail
from toolkit.claims.binding.dates import period_of
from toolkit.claims.binding.moves import moves
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Check, best, claim, unknown
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_TIMES_OF = canon("lần/lần")  # "2 lần" is no count
_BASE = pattern(
    rf" (?:(?:so với|so|của) (?:{W} |Y ){{0,9}}|(?:(?!lên|từ|đạt|xuống|là){W} |Y ){{0,6}}(?:cùng kỳ|năm trước|năm ngoái|kỳ trước|Y) (?:{W} ){{0,3}}|(?:(?!lên|từ|đạt|xuống|là){W} ){{1,6}}(?=\()){{1,2}}\(?(?:{W} |Y ){{0,4}}:? ?"
)
_ALSO = pattern(
    r"(?<![^\W_])(?:vượt|và (?:bằng|cao|thấp|tăng|giảm|đạt))(?![^\W_])"
)  # what another figure is compared with
_BARE = pattern(
    r" ?(?:đã |cũng |tức |tức là |như vậy |nhiều |cao |lớn )*(?:gấp|tăng|giảm|hơn|bằng|lên|vượt)(?![^\W_])"
)  # and no subject of its own
_ROSE = pattern(r"(?<![^\W_])(?:tăng|hơn)(?: [^\W\dA-Z_]+){0,2} $")
_FELL = pattern(r"(?<![^\W_])(?:giảm|thấp|ít|nhỏ|kém)(?: [^\W\dA-Z_]+){0,2} $")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The multiples of the sentence by the two figures it compares; beyond checking where it does not tell both."""
    for mark in sentence.marks:
        pair = _pair(sentence, mark) if mark.symbol == "M" and not mark.number.bound else None
        if pair is None or not all(each.number.value for each in pair):
            if mark.symbol == "M" and verb_of(sentence, mark) in (Verb.UP, Verb.DOWN):
                yield unknown(
                    sentence, mark, "multiple", "tăng, gấp bao nhiêu lần mà không nêu đủ hai số so sánh nên không đối chiếu",
                    "the two figures that this multiple compares are not both in the text",
                )  # fmt: skip
            continue
        now, before = (each.number for each in pair)
        words = sentence.text[: mark.at]
        both = (before, now) if _FELL.search(words) else (now, before)
        checks = [Check(both, _times, "{} / {}")]
        if _ROSE.search(words):
            checks.append(Check(both, _times_more, "{} / {} - 1"))
        number = replace(mark.number, unit=_TIMES_OF)
        outcome = best(number, checks)
        if outcome and (
            outcome.verdict is not Verdict.INCONSISTENT or _is_sure(sentence, mark, pair) or credible(number, outcome)
        ):
            yield claim(sentence, number, "multiple", outcome)


def _times(spans: Sequence[Span]) -> Span:
    return spans[0] / spans[1]


def _times_more(spans: Sequence[Span]) -> Span:
    return _times(spans).minus(1)


def _pair(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """The figure that is so many times another, and the other; None where the sentence does not tell both."""
    told = [each for each in sentence.marks[: mark.rank] if each.symbol in FIGURES and each.depth <= mark.depth]
    if told and (is_step(sentence, told[-1]) or told[-1].symbol in "PD"):
        return _since(sentence, mark)  # "48 ca, tăng 36 ca so với năm trước (12 ca), gấp 4 lần"
    now = told[-1] if told else None
    if (
        now is None
        or now.symbol not in "QP"
        or not _BARE.match(lead(sentence, mark))
        or not reaches(sentence, now, mark)
        or is_step(sentence, now)
    ):
        return None
    after = next((each for each in sentence.marks[mark.rank + 1 :] if each.symbol in FIGURES), None)
    words = sentence.between(mark, after) if after is not None else ""
    if after is not None and _BASE.fullmatch(words) and not _ALSO.search(words):
        own = is_prior(sentence, now) or is_target(sentence, now)
        return (now, after) if same_kind(now, after) and not own and not is_step(sentence, after) else None
    for before, last in moves(sentence):
        if last is now or before is after:
            return last, before
    if named := _named(sentence, mark, now):
        return now, named
    like = [each for each in told if each.symbol == now.symbol and same_kind(each, now) and not is_step(sentence, each)]
    if len(like) != 2 or base_of(sentence, mark) not in (Base.NONE, Base.PRIOR):
        return None
    first, last = like
    apart = ";" in sentence.between(first, last) and not period_of(sentence, last)
    dated = period_of(sentence, first) and not is_prior(sentence, last) and not apart
    return (last, first) if is_prior(sentence, first) or dated else None


def _named(sentence: Sentence, mark: Mark, now: Mark) -> Mark | None:
    """The figure that the words behind a multiple name: "đàn trâu 42.300 con; đàn bò 126.900 con, gấp 3 lần đàn trâu"."""
    found = _NAME.fullmatch(tail(sentence, mark))
    return next((
        each for each in reversed(sentence.marks[: mark.rank])
        if found and each is not now and each.symbol == now.symbol and each.number.unit == now.number.unit != ""
        and f" {lead(sentence, each).strip()}".endswith(f" {found['name'].strip()}") and not is_step(sentence, each)
    ), None)  # fmt: skip


_NAME = pattern(rf" (?:so với |của )?(?P<name>{W}(?: {W}){{1,4}}) ?")


def _since(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """The figure that opens the clause and the one earlier figure told behind its change."""
    told = [
        each for each in sentence.marks[: mark.rank]
        if each.symbol == "Q" and reaches(sentence, each, mark) and not is_step(sentence, each)
    ]  # fmt: skip
    two = len(told) == 2 and told[0].number.unit == told[1].number.unit and is_prior(sentence, told[1])
    bare = _BARE.match(lead(sentence, mark)) is not None
    return (told[0], told[1]) if two and bare and not is_prior(sentence, told[0]) else None


def _is_sure(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark]) -> bool:
    """True for two figures of which words call one an earlier figure or a target, and that bear one unit."""
    now, before = pair
    named = is_prior(sentence, before) or is_target(sentence, before) or (before, now) in moves(sentence)
    named = named or _named(sentence, mark, now) is before
    return named and now.number.unit == before.number.unit
