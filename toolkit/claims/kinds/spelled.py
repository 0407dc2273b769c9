"""Lists in terse sentences: `Cơ sở bán lẻ: 1.124. Chia ra: nhà thuốc 368; quầy thuốc 702; tủ thuốc 54`, `chi 540 người, 3.110 triệu đồng; A 214 người, 1.986 triệu đồng; B …`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.closed import closed_lists
from toolkit.claims.binding.lists import scaled
from toolkit.claims.binding.opposites import exclude
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target
from toolkit.claims.binding.slips import is_slip, makes
from toolkit.claims.binding.stretches import Stretch, cut
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Outcome, claim, judge
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import DURATIONS, alike

_ALL = pattern(
    rf"^[-+*• ]*(?:chia ra|chia theo|phân theo|theo|gồm|bao gồm|gồm có|cụ thể|về)(?: {W}){{0,4}}: ?|^[-+*• ]*(?:chia ra|gồm|bao gồm|gồm có) "
)
_LABEL = pattern(rf"^ ?(?:và )?{W}(?:,? {W}){{0,7}}:? ?$")
_BEHIND = pattern(rf"^(?: {W}){{0,3}} ?(?:[(][^()]*[)])?[ .]*$")
_SAID = pattern(
    r"(?<![^\W_])(?:tăng|giảm|so với|cùng kỳ|kế hoạch|trong đó|trong số|tổng|cộng|bình quân|trung bình|vượt|thiếu|từ|đến nay|lũy kế|riêng|nhất|khoảng|mỗi|trên|dưới|trở lên)(?![^\W_])"
)
_FEW, _ROWS, _LONG = 2, 3, 1000


def find(sentence: Sentence) -> Iterator[Claim]:
    """The totals that the sentence before tells first, by a sentence of nothing but labels and figures; columns that do not add up as others do."""
    before = sentence.earlier[-1] if sentence.earlier else None
    if before is not None and before.passage is sentence.passage:
        yield from _of_sentence(before, sentence)
    yield from _columns(sentence)


def _of_sentence(before: Sentence, sentence: Sentence) -> Iterator[Claim]:
    opened = _ALL.match(sentence.text)
    wrong: list[tuple[Mark, Outcome]] = []
    for total in [each for each in before.marks if each.symbol == "Q" and not each.depth and _is_total(before, each)]:
        items, whole = _items(sentence, total, opened.end() if opened else 0)
        if len(items) < _FEW or any(each.number.value == total.number.value for each in items):
            continue
        opposed = exclude(*(lead(sentence, each) for each in items[:2]))
        parts = items[:2] if opposed and not whole else items
        outcome = judge(total.number, total_of([scaled(each, total).number for each in parts]))
        if outcome.verdict is not Verdict.INCONSISTENT:
            yield claim(before, total.number, "total", outcome)
            return
        first = not any(each.symbol == "Q" for each in before.marks[: total.rank])
        listed = whole and not _is_part(before, total) and (len(items) > _FEW or _is_telling(total, items))
        known = any(each.total.at == total.at for each in closed_lists(before))  # of another list, which it may hold by
        if not known and (opposed or (first and (opened or listed))) and _credible(total, outcome):
            wrong.append((total, outcome))
    if len(wrong) == 1:
        yield claim(before, wrong[0][0].number, "total", wrong[0][1])


def _is_telling(total: Mark, items: Sequence[Mark]) -> bool:
    """True for figures with so many digits that no chance makes their sum a slip from the total."""
    return all(each.number.value / each.number.step >= _LONG for each in (total, *items))


def _is_part(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure behind which its own share is told: "chợ huyện 1.240 lượt, chiếm 40%"."""
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    return after is not None and after.symbol == "P" and base_of(sentence, after) in (Base.NONE, Base.WHOLE)


def _is_total(sentence: Sentence, mark: Mark) -> bool:
    named = lead(sentence, mark).rstrip().endswith(":")  # "Đăng ký xe: 1.462 hồ sơ" is no plan
    told = (is_target(sentence, mark) and not named) or is_prior(sentence, mark) or is_step(sentence, mark)
    return not (told or mark.number.bound or mark.number.unit in DURATIONS or "/" in mark.number.unit)


def _items(sentence: Sentence, total: Mark, low: int) -> tuple[list[Mark], bool]:
    """The figures behind a place that are each led to by a label alone, up to where something else is told; whether that is all of the sentence."""
    found: list[Mark] = []
    stretches = [each for clause in cut(sentence, low, 0) for each in clause]
    for each in stretches:
        mark = _item(sentence, total, each)
        if mark is None or (found and mark.number.unit != found[0].number.unit):
            return found, not each.marks and each is stretches[-1]
        found.append(mark)
    return found, True


def _item(sentence: Sentence, total: Mark, stretch: Stretch) -> Mark | None:
    """The one figure of a stretch that its label leads to, in the unit of the total or in none; a share may follow."""
    counts = [mark for mark in stretch.marks if mark.symbol != "P"]
    if len(counts) != 1 or counts[0].symbol != "Q" or stretch.marks[0] is not counts[0] or counts[0].number.bound:
        return None
    mark = counts[0]
    label, rest = stretch.words[: mark.at - stretch.low], stretch.words[mark.at - stretch.low + 1 :]
    unit = mark.number.unit
    fits = not unit or (bool(total.number.unit) and alike(total.number.unit, unit))
    plain = _LABEL.match(label) and not _SAID.search(f"{label}|{rest}") and _BEHIND.match(rest.replace("P", ""))
    return mark if fits and plain and not is_step(sentence, mark) else None


def _credible(total: Mark, outcome: Outcome) -> bool:
    """True where one slip in a part or in the total mends a sum."""
    parts = outcome.check.operands
    return makes(parts, total.number.value) or is_slip(total.number, outcome.check, least=2, own=2)


def _columns(sentence: Sentence) -> Iterator[Claim]:
    """A first clause that is the sum of those after it in one column, and but for a slip in another."""
    rows = [_row(sentence, low, high) for low, high in _clauses(sentence.text)]
    if len(rows) < _ROWS or any(len(row) < _FEW for row in rows):
        return
    units = [mark.number.unit for mark in rows[0]]
    if (
        not all(units)
        or len(set(units)) < len(units)
        or any([mark.number.unit for mark in row] != units for row in rows)
    ):
        return
    outcomes = [
        (total, judge(total.number, total_of([mark.number for mark in parts])))
        for total, *parts in zip(*rows, strict=True)
    ]  # fmt: skip
    if any(
        outcome.verdict is not Verdict.INCONSISTENT and total.number.value >= _TELLING for total, outcome in outcomes
    ):
        for total, outcome in outcomes:
            if outcome.verdict is not Verdict.INCONSISTENT or _credible(total, outcome):
                yield claim(sentence, total.number, "total", outcome)


_TELLING = Decimal(10)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between semicolons, and the one before a colon behind which others follow."""
    low = 0
    for at, char in enumerate(text):
        if char == ";" or (char == ":" and "Q" in text[low:at]):
            yield low, at
            low = at + 1
    yield low, len(text)


def _row(sentence: Sentence, low: int, high: int) -> list[Mark]:
    """The counts of a clause; none where something else is told in it."""
    marks = [mark for mark in sentence.marks if low <= mark.at < high]
    plain = all(mark.symbol == "Q" and not mark.number.bound and not is_step(sentence, mark) for mark in marks)
    return marks if plain and not _SAID.search(sentence.text, low, high) else []
