"""Changes that lie between no two figures: planned, for each year, the level reached, what the earlier figure itself did."""

from __future__ import annotations

from toolkit.claims.binding.by_target import PLANNED_STEP
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.roles import verb_of
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_PLANNED = pattern(
    rf"(?<!so với )(?:mục tiêu|chỉ tiêu|kế hoạch|phấn đấu)(?: (?!và ){W}){{0,3}} (?:tăng|giảm)(?: {W}){{0,2}} $"
)
_PLANNED_ASIDE = pattern(
    rf"(?:mục tiêu|chỉ tiêu|kế hoạch|nghị quyết)(?: {W}| Y){{0,4}} \((?:là |phải )?(?:tăng|giảm) $"
)
_ASIDE = 80  # characters before a number in which a bracket that it stands in may begin
_YEARLY = pattern(
    r"(?<![^\W_])(?<!hơn )(?<!với )(?<!mức )(?<!thu nhập )(?<!giá )(?<!lương )(?<!năng suất )(?:bình quân|trung bình|hằng năm|hàng năm|mỗi năm)(?![^\W_])"
)
_PER_YEAR = pattern(r"^ ?(?:/ ?năm|mỗi năm|một năm|hằng năm|hàng năm|bình quân)")
# What it rose or fell to, or is compared with: "giảm còn 30%", "giảm so với 2,05%", "tăng gấp 164%".
_LEVEL = pattern(
    r"(?:tăng|giảm|nâng|hạ|rút)(?: [^\W\dA-Z_]+){0,4} (?:lên|còn|xuống|thành|đến|tới|gấp)(?: còn| mức| khoảng)* $"
    r"|so với(?: mức| con số)? $|(?:tăng|giảm) ?: ?$"
)
# How the earlier figure had changed itself: "(cùng kỳ năm trước tăng 4,3%)".
_EARLIER = pattern(r"\((?:cùng kỳ|(?:năm|quý|tháng|kỳ) trước|năm ngoái|năm Y)(?: [^\W\dA-Z_]+| Y){0,3} (?:tăng|giảm) $")


def between_none(sentence: Sentence, mark: Mark) -> bool:
    """True for a step that is planned, or told for each of several years, and lies between no two figures."""
    words = lead(sentence, mark)
    before_it = sentence.text[max(0, mark.at - _ASIDE) : mark.at]
    if (mark.symbol != "Q" and (_LEVEL.search(words) or _EARLIER.search(before_it))) or _PLANNED_ASIDE.search(
        before_it
    ):
        return True
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    if (
        before
        and verb_of(sentence, before) in (Verb.OVER, Verb.SHORT)
        and PLANNED_STEP.search(sentence.between(before, mark))
    ):
        return True
    return bool(_PLANNED.search(words) or _YEARLY.search(words) or _PER_YEAR.search(sentence.after(mark)))
