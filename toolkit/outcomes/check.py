"""A report tied out: its claims, their counts, and what a marked copy says of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.numbers import decimals_of, plain
from toolkit.outcomes.outcome import JsonObject, Outcome, problems_json
from toolkit.problems import Severity
from toolkit.records import record

if TYPE_CHECKING:
    from toolkit.claims.model import Claim
    from toolkit.places import Paragraph
    from toolkit.word.mark import Closing


_LEAST_DIGITS, _MOST_DIGITS = 2, 6
VERDICTS = ("consistent", "rounding", "inconsistent", "not_checkable")
# The parts of a document besides its body, as a reader calls them.
_PARTS = {
    "footnotes": ("chú thích chân trang", "footnotes"), "endnotes": ("chú thích cuối", "endnotes"),
    "header": ("đầu trang", "header"), "footer": ("chân trang", "footer"),
}  # fmt: skip
_VERDICT_WORDS = {
    "consistent": ("khớp", "ties"), "rounding": ("làm tròn", "rounding"), "inconsistent": ("KHÔNG KHỚP", "DOES NOT TIE"),
    "not_checkable": ("không kiểm được", "not checkable"),
}  # fmt: skip


@record(frozen=True, slots=True)
class CheckOutcome(Outcome):
    """A report tied out: its claims in document order, and where the marked copy went, None without one."""

    report: Path = Path()
    claims: tuple[Claim, ...] = ()
    marked: Path | None = None

    @property
    def summary(self) -> dict[str, int]:
        """How many claims got each verdict."""
        counts = dict.fromkeys(VERDICTS, 0)
        for claim in self.claims:
            counts[claim.verdict.value] += 1
        return counts

    @property
    def inconsistent(self) -> tuple[Claim, ...]:
        """The claims that do not hold."""
        return tuple(claim for claim in self.claims if claim.verdict.value == "inconsistent")

    @property
    def failed(self) -> bool:
        """True when a claim does not hold or a problem is an error."""
        return bool(self.inconsistent) or any(problem.severity is Severity.ERROR for problem in self.problems)

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc check --json`."""
        return {
            "claims": [_claim(claim, lang) for claim in self.claims],
            "summary": self.summary,
            "problems": problems_json(self.problems, lang),
        }

    def counted(self, lang: str) -> str:
        """The counts as a sentence."""
        stale = sum(claim.kind == "stale" for claim in self.inconsistent)
        of_them = (f" (trong đó {stale} số cũ)" if lang == "vi" else f" ({stale} of them stale)") if stale else ""
        text = ", ".join(
            f"{count} {_VERDICT_WORDS[verdict][lang == 'en'].lower()}{of_them if verdict == 'inconsistent' else ''}"
            for verdict, count in self.summary.items() if count
        )  # fmt: skip
        return text or ("không thấy khẳng định số nào" if lang == "vi" else "no number statement found")

    def marking(self, lang: str) -> tuple[list[tuple[Paragraph, str]], Closing]:
        """What a marked copy carries: a comment for each claim that does not hold, and the closing table of all claims.

        Those that do not hold come first in the table; all others follow in document order.
        """
        from toolkit.word.mark import Closing

        vi = lang == "vi"
        comments = []
        for claim in self.inconsistent:
            message = claim.message(lang)
            more = [claim.formula] if claim.formula and claim.formula not in message else []
            comments.append((claim.place, "\n".join([message, *more])))
        head = (
            ("STT", "Ở đâu", "Câu văn", "Phép tính", "Kết luận")
            if vi
            else ("No.", "Where", "Text", "Arithmetic", "Verdict")
        )
        rows = [head]
        wrong = self.inconsistent
        ordered = [*wrong, *(claim for claim in self.claims if claim.verdict.value != "inconsistent")]
        for number, claim in enumerate(ordered, 1):
            word = _VERDICT_WORDS[claim.verdict.value][0 if vi else 1]
            verdict = f"{word}: {_beside_formula(claim, lang)}" if claim.verdict.value == "inconsistent" else word
            rows.append((str(number), where(claim.place, lang), claim.excerpt, claim.formula, verdict))
        stressed = frozenset(range(1, len(wrong) + 1))
        heading = "KẾT QUẢ ĐỐI CHIẾU SỐ LIỆU" if vi else "TIE-OUT OF THE FIGURES"
        lines = [f"{self.report.name}: {self.counted(lang)}."]
        return comments, Closing(heading, lines, rows, (7, 17, 33, 24, 19), stressed)


def where(place: Paragraph, lang: str, *, heading: bool = True) -> str:
    """Where a claim stands, as a reader looks for it: the paragraph, in what part, and under which heading."""
    vi = lang == "vi"
    part = next((words[not vi] for name, words in _PARTS.items() if place.part.startswith(name)), "")
    above = heading_over(place) if heading else ""
    paragraph = f"{'đoạn' if vi else 'paragraph'} {place.paragraph}"
    text = ", ".join(filter(None, [part, paragraph]))
    return f"{text[:1].upper()}{text[1:]}" + (f" ({above})" if above else "")


def heading_over(place: Paragraph) -> str:
    """The heading a claim stands under, or what the row of its cell is called; "" where there is none."""
    heading, above, _ = place.near.partition(" > ")
    return heading if above else ""


def _beside_formula(claim: Claim, lang: str) -> str:
    """The finding where its arithmetic stands in the column before."""
    message, formula = claim.message(lang), claim.formula
    if not formula or formula not in message:
        return message
    if formula.endswith(")"):  # a figure of the sheet with its label and cells
        return message.replace(formula, formula.partition(" (")[0])
    return message.replace(f"{formula}, {'nhưng' if lang == 'vi' else 'but'} ", "", 1)


def _claim(claim: Claim, lang: str) -> JsonObject:
    place = claim.place
    return {
        "place": {"part": place.part, "paragraph": place.paragraph, "start": place.start, "end": place.end},
        "excerpt": claim.excerpt,
        "kind": claim.kind,
        "numbers": [_expected(claim) if number == claim.expected else _plain(number) for number in claim.numbers],
        "formula": claim.formula,
        "expected": _expected(claim),
        "printed": _plain(claim.printed),
        "verdict": claim.verdict.value,
        "fact": claim.fact,
        "message": claim.message(lang),
    }


def _plain(number: Decimal | None) -> str | None:
    """A number with the digits it has, two at least and six at most."""
    return None if number is None else plain(number, max(_LEAST_DIGITS, min(_MOST_DIGITS, decimals_of(number))))


def _expected(claim: Claim) -> str | None:
    """What a claim should say, with as many digits as it prints, two at least; more where these would not tell the two apart."""
    if claim.expected is None:
        return None
    printed = 0 if claim.printed is None else decimals_of(claim.printed)
    for digits in range(max(_LEAST_DIGITS, min(_MOST_DIGITS, printed)), _MOST_DIGITS):
        shown = plain(claim.expected, digits)
        if claim.verdict.value != "inconsistent" or shown != _plain(claim.printed):
            return shown
    return _plain(claim.expected)
