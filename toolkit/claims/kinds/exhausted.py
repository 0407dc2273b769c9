"""Parts whose shares of one whole make 100: they are all of it, `268.400 tấn, trong đó lúa 241.560 tấn, chiếm 90%; ngô 26.840 tấn, chiếm 10%`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.sketch import Sentence
from toolkit.claims.numbers.tokens import Number

_HUNDRED = Decimal(100)


def find(sentence: Sentence, told: Iterable[Claim]) -> Iterator[Claim]:
    """The wrong wholes of which the shares of the sentence that hold, `told`, make 100 and the parts do not."""
    lists: dict[int, list[tuple[Claim, Number, Number]]] = {}
    for each in told:
        holds = each.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)
        if each.kind == "share" and holds and isinstance(each.basis, Check) and len(each.basis.operands) == 2:
            part, whole = each.basis.operands
            lists.setdefault(whole.start, []).append((each, part, whole))
    here = {mark.number.start for mark in sentence.marks}
    for shares in lists.values():
        parts, whole = [part for _, part, _ in shares], shares[0][2]
        apart = len({part.start for part in parts}) == len(parts) > 1 and not whole.bound
        printed = [each.printed or Decimal(0) for each, _, _ in shares]
        if apart and whole.start in here and sum(printed) == _HUNDRED:
            outcome = judge(whole, total_of(parts))
            rounded = (
                sum(Decimal(1).scaleb(int(share.as_tuple().exponent)) for share in printed) / 2
            )  # a part too small to show
            short = (whole.value - outcome.expected) / whole.value * _HUNDRED
            if outcome.verdict is Verdict.INCONSISTENT and not 0 < short <= rounded:
                yield claim(sentence, whole, "total", outcome)
