"""What a checked number statement is: frozen data, every claim with its place, its arithmetic and its verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from toolkit.places import Paragraph


class Verdict(Enum):
    """Whether a claim holds."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"  # holds but for a last digit cut instead of rounded
    INCONSISTENT = "inconsistent"
    NOT_CHECKABLE = "not_checkable"  # a number statement of which nothing can be known


@dataclass(frozen=True, slots=True)
class Claim:
    """One number statement of a document and what its check gave.

    `place` covers the checked number, `excerpt` is the text around it as it stands. `kind` names the pattern (see
    `docs/tie-out.md`). `numbers` are the figures the check used, `formula` their arithmetic in one line as a clerk
    would write it ("953 / 1.200 x 100 = 79,42"). `expected` is what the arithmetic or the workbook gives, `printed`
    what stands there, both None where a claim has no single figure. `fact` is the key of the figure it ties to, with
    the attribute, and `cells` where that stands; None and () without a workbook.
    """

    place: Paragraph
    excerpt: str
    kind: str
    verdict: Verdict
    numbers: tuple[Decimal, ...] = ()
    formula: str = ""
    expected: Decimal | None = None
    printed: Decimal | None = None
    fact: str | None = None
    cells: tuple[str, ...] = ()
    vi: str = ""
    en: str = ""
    basis: object = field(default=None, compare=False, repr=False)  # the `Check` it was judged by

    def message(self, lang: str = "vi") -> str:
        """The finding as a sentence in Vietnamese or English."""
        return self.en if lang == "en" else self.vi
