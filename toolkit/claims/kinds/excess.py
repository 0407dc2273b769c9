"""By how much a target is exceeded: `vượt p%`, `vượt n người`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.claims.binding.about import subjects
from toolkit.claims.binding.aims import own_target, rate_before, targets, targets_listed, told_behind
from toolkit.claims.binding.arithmetic import above_hundred, distance
from toolkit.claims.binding.by_target import against_target, fixed, over
from toolkit.claims.binding.carried import spoken_of
from toolkit.claims.binding.clauses import reaches
from toolkit.claims.binding.excesses import by_excess
from toolkit.claims.binding.pairs import is_named
from toolkit.claims.binding.roles import base_of, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.verify import Check, best, claim, unknown
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_HUNDRED = Decimal(100)


def exceeding(sentence: Sentence, mark: Mark, pair: tuple[Mark, Mark] | None) -> Iterator[Claim]:
    """The claim of a mark that says by how much a target is exceeded; `pair` is the fraction it stands beside."""
    checks = [
        Check((num.number, fixed(den)), distance, "{} - {}")
        for num, den in against_target(sentence, mark)
        if is_step(sentence, num)
    ]
    own = own_target(sentence, mark)
    if pair and (own is None or own.symbol == "Q"):
        checks += over(*pair)
    listed = targets_listed(sentence, mark)
    for den in listed or targets(sentence, mark)[:2]:
        like = subjects(sentence, mark, deeper=den.symbol == "P")
        like = [num for num in like if num.symbol == den.symbol and same_kind(num, den)]
        nums = [num for num in spoken_of(sentence, mark, like) if same_kind(num, den)]
        for num in nums if listed else nums[:1]:
            checks += over(num, den)
    for den in [each for each in sentence.marks[: mark.rank] if each.symbol == "Q" and is_named(sentence, each, mark)]:
        about = [num for num in subjects(sentence, mark) if num is not den and same_kind(num, den)]
        checks += [each for num in about[:1] for each in over(num, den)]
    share = _share_before(sentence, mark)
    if share and (share.number.value > _HUNDRED or (not checks and _falls_short(sentence, share, mark))):
        checks.append(Check((share.number,), above_hundred, "{} - 100"))
    if not checks and (both := told_behind(sentence, mark)):
        checks = over(*both)
    if mark.symbol == "D":
        checks = [check for check in checks if check.compute is distance]
    if not checks and own and own.symbol == "P" and (rate := rate_before(sentence, mark)):
        checks = [Check((rate.number, fixed(own)), distance, "{} - {}")]
    outcome = best(mark.number, checks or by_excess(sentence, mark) or _signed_difference(sentence, mark))
    if outcome:
        yield claim(sentence, mark.number, "over", outcome)
    else:
        yield unknown(
            sentence,
            mark,
            "over",
            "không thấy con số chỉ tiêu để tính lại phần vượt",
            "the target this exceeds is not in the text",
        )


def _share_before(sentence: Sentence, mark: Mark) -> Mark | None:
    """The last share told in the clause before an excess, if it can be what exceeds a hundred."""
    shares = (each for each in reversed(sentence.marks[: mark.rank]) if each.symbol == "P")
    share = next(
        (each for each in shares if verb_of(sentence, each) is Verb.SHARE and reaches(sentence, each, mark)), None
    )
    if share is None or base_of(sentence, share) is Base.PRIOR or is_target(sentence, share):
        return None
    return share


def _falls_short(sentence: Sentence, share: Mark, mark: Mark) -> bool:
    """True where less than the whole plan is said to exceed it at once: "đạt 98,7% kế hoạch, vượt 1,3%"."""
    aimed = base_of(sentence, share) is Base.TARGET and _AT_ONCE.fullmatch(sentence.between(share, mark)) is not None
    lacks = abs(share.number.value - _HUNDRED) == mark.number.value
    plain = not (share.number.bound or mark.number.bound or base_of(sentence, mark) is Base.PRIOR)
    return aimed and plain and share.number.value < _HUNDRED and (lacks or base_of(sentence, mark) is Base.TARGET)


_AT_ONCE = pattern(rf"(?: {W}){{1,7}}[,;]? (?:và |tức |đã )*vượt ")


def _signed_difference(sentence: Sentence, mark: Mark) -> list[Check]:
    """The excess where a percent sign stands behind the plain difference: "chỉ tiêu giao 450 người, thực hiện 477 người, vượt 27%"."""
    counts = [each for each in sentence.marks[: mark.rank] if each.symbol == "Q"]
    if len(counts) != 2 or mark.symbol != "P":
        return []
    num, den = sorted(counts, key=lambda each: is_target(sentence, each))
    told = (
        is_target(sentence, den) and num.number.step == 1 and num.number.value - den.number.value == mark.number.value
    )
    return over(num, den) if told else []
