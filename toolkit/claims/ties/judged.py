"""Words that judge a figure, held to what the workbook makes of it: "vượt kế hoạch" of a row that missed its target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.ties.evidence import without_fillers
from toolkit.claims.ties.known import STOCK, KnownRow, words_of
from toolkit.claims.ties.said import Said
from toolkit.claims.ties.told import Origin, Source, excerpt
from toolkit.passages import Passage
from toolkit.places import Paragraph

_REACH: Final = 80
_END: Final = pattern(r"[;:!?\n]|\.(?=\s|$)")
_JUDGED: Final = pattern(
    r"(?<![^\W_])(?:(?P<missed>(?:chưa|không) đạt)|(?P<met>(?:đạt và )?vượt))(?: mức| so với)? "
    r"(?:chỉ tiêu|kế hoạch|kh|ct|dự toán|nghị quyết|mục tiêu)(?![^\W_])"
)
_OWN: Final = pattern(r"\W*(?:là |từ |trên )?\d")
_WRONG: Final = {"missed": ("vuot", "dat"), "met": ("chua_dat",)}


def judged(passage: Passage, told: Sequence[Said], origin: Origin) -> Iterator[Claim]:
    """The claim of a word behind a right number, the first of some, that judges it otherwise than the figures do; `told` ends with the next number."""
    said = told[0]
    row = said.row
    actual, target = (None, None) if row is None else map(row.figures.get, ("thuc_hien", "chi_tieu"))
    if row is None or actual is None or target is None or said.known not in (actual, row.figures.get("ty_le")):
        return
    following = next((each.number.begin for each in told[1:]), len(passage.text))
    shown = f"{actual.shown} / {target.shown}"
    source = Source(f"{row.key}.danh_gia", shown, None, (*actual.cells, *target.cells), row.label, origin)
    claim = _judging(passage, said.number.stop, following, row, source)
    if claim is not None:
        yield claim


def _judging(passage: Passage, stop: int, end: int, row: KnownRow, source: Source) -> Claim | None:
    """The claim of a judging word between a number of a row, which ends at `stop`, and the next, which begins at `end`.

    None where there is none, where other words stand between, where the word is right, and where a number of its own
    follows it, which the arithmetic of the sentence judges.
    """
    raw = passage.text[stop : stop + _REACH]
    text = canon(raw)
    if not row.judgement or len(text) != len(raw):
        return None
    segment = text[: max(0, end - stop)]
    broken = _END.search(segment)
    segment = segment[: broken.start()] if broken else segment
    found = _JUDGED.search(segment)
    if found is None or found.lastgroup is None or row.judgement not in _WRONG[found.lastgroup]:
        return None
    if _OWN.match(text, found.end()):
        return None
    between = frozenset(words_of(without_fillers(segment[: found.start()])))
    if any(word not in STOCK and not word.isdigit() for word in between - row.subject):
        return None
    low, high = stop + found.start(found.lastgroup), stop + found.end(found.lastgroup)
    said, shown = passage.text[low:high], f"{source.shown} ({source.where()})"
    return Claim(
        place=Paragraph(passage.part, passage.number, low, high, passage.near), excerpt=excerpt(passage.text, low, high),
        kind="direction", verdict=Verdict.INCONSISTENT, numbers=(), formula=shown, fact=source.key, cells=source.cells,
        vi=f"báo cáo ghi “{said}” nhưng {source.origin.vi} là {shown}",
        en=f"the report says “{said}” but {source.origin.en} has {shown}",
    )  # fmt: skip
