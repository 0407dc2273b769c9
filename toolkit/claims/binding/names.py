"""The whole that a percentage names by its words: `bằng 23% vốn điều lệ`, `chiếm 40% tổng nợ`, `25% số cơ sở không đạt`."""

from __future__ import annotations

from itertools import pairwise

from toolkit.claims.binding.clauses import FIGURES, lead, tail
from toolkit.claims.binding.roles import is_prior, is_step, is_target, is_whole, same_kind
from toolkit.claims.binding.slips import credible, is_slip
from toolkit.claims.binding.verify import judge, of
from toolkit.claims.binding.vocabulary import DENIED
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import DURATIONS, dimension, is_person

AMONG = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|bao gồm|gồm|riêng)(?![^\W_])")
_NAMING = pattern(r"^ ?(?:so với |của |trên |trong |so )?(?P<name>(?:[^\W\dA-Z_]+ ?){1,7})")
_EMPTY = pattern(
    r"(?<![^\W_])(?:tổng|số|toàn|bộ|các|những|tất cả|của|so|với|trong|trên|là|có|được|đã|này|trở lên|cả|phải)(?![^\W_])"
)
UNNAMED = pattern(r"^ ?(?:tổng số|số|tổng)? ?(?:trên|này|nêu trên|chung)? ?$")


def named(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark] | None:
    """The whole that the percentage names by its words ("bằng 23% vốn điều lệ"): [] where it is not in the text.

    None where it names nothing, or only what is counted.
    """
    words = tail(sentence, mark).replace(",", "")
    found = _NAMING.search(words)
    if found is None or UNNAMED.search(words) or (mark.depth > num.depth and not found["name"].strip()):
        return None
    name = _plain(found["name"])
    if said := _led_by(sentence, mark, num, found["name"]):
        return [said]
    counted = bool(num.number.unit) and name.startswith(f"{num.number.unit} ")
    if not name or name == num.number.unit:
        return None
    for each in (sentence, *reversed(sentence.earlier)):
        for other in reversed(each.marks):
            here = each is sentence
            if here and (
                other is num or not _is_before(sentence, other, mark) or _is_counted_out(sentence, other, words)
            ):
                continue
            if not _may_be(each, other, num, name, words):
                continue
            if not here and (is_target(each, other) or _of_none(sentence, mark, name, other)):
                continue
            if counted and not (_is_narrowed(each, other, name) or _is_followed(each, other, name)):
                continue
            if _is_called(each, other, name) and (
                each is sentence
                or (_TOTAL.search(words) and _named_alone(each, other, name) and not is_target(each, other))
                or (counted and _near(mark, num, other))
                or _fits(mark, num, other, slipped=each.passage is sentence.passage or not _TOTAL.search(words))
            ):
                return [other]
            if " " not in name and _TOTAL.search(words) and _begins_with(each, other, name) and _near(mark, num, other):
                return [other]
    counted = counted or (is_person(name) and is_person(num.number.unit) and _TOTAL.search(words) is not None)
    return [] if " " in name and not counted and _WHOLE_SAID.search(words) else None


def _may_be(sentence: Sentence, other: Mark, num: Mark, name: str, words: str) -> bool:
    """True for a figure, no difference and not of another time, that can have the part and be called by the name."""
    if other.symbol != "Q" or is_prior(sentence, other) or is_step(sentence, other):
        return False
    named_unit = f"{other.number.unit} ".startswith(f"{name} ") and _WHOLE_SAID.search(words)
    if not (same_kind(num, other) or (named_unit and num.number.exact and other.number.exact)):
        return False
    return len(name.split()) > 1 or other.number.value >= num.number.value


def _is_counted_out(sentence: Sentence, other: Mark, words: str) -> bool:
    """True for the upper side of a fraction where the words speak of all there are."""
    part = any(top is other for top, _ in fractions(sentence)) and not is_whole(sentence, other)
    return part and _TOTAL.search(words) is not None


def _is_before(sentence: Sentence, other: Mark, mark: Mark) -> bool:
    """True for a figure before a percentage, or just behind it in its clause."""
    return other.rank < mark.rank or (other.rank == mark.rank + 1 and ";" not in sentence.between(mark, other))


def _led_by(sentence: Sentence, mark: Mark, num: Mark, words: str) -> Mark | None:
    """The one figure before that just the words of a name lead to: "99% số đã giải quyết" of "đã giải quyết 82.908 hồ sơ"."""
    name = _NUMBER.sub("", words).strip()
    told = [
        each for each in sentence.marks[: mark.rank]
        if each.symbol == "Q" and each is not num and lead(sentence, each).strip() in (name, name.removeprefix(_DONE_WORD))
        and (same_kind(each, num) or (each.number.exact and num.number.exact and f" {each.number.unit} " in f" {words}"))
    ]  # fmt: skip
    return (
        told[0] if len(told) == 1 and name.startswith(_DONE_WORD) and told[0].number.value >= num.number.value else None
    )


_DENIES = pattern(r"^ (?:chưa|không)(?![^\W_])")
_NUMBER, _DONE_WORD = pattern(r"^(?:tổng )?số (?:(?:[^\W\dA-Z_]+ ){1,3}?(?=đã ))?"), canon("đã ")


def _of_none(sentence: Sentence, mark: Mark, name: str, whole: Mark) -> bool:
    """True where the other shares of a sentence that are of the same name are not of this whole either: another is meant."""
    pairs = [
        (num, share) for num, share in pairwise(sentence.marks)
        if share is not mark and num.symbol == "Q" and share.symbol == "P" and name in _plain(tail(sentence, share))
    ]  # fmt: skip
    return bool(pairs) and not any(
        judge(share.number, of(num, whole)).verdict is not Verdict.INCONSISTENT for num, share in pairs
    )


def _named_alone(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True where a figure goes by the name and nothing narrows it."""
    rest = f" {_plain(lead(sentence, mark))} ".partition(f" {name} ")[2]
    return not _PREDICATE.sub(" ", rest).strip()


_TOTAL = pattern(r"^ ?(?:so với |của |trên |trong |so )?(?:tổng|toàn)(?![^\W_])")
_PREDICATE = pattern(r"(?<![^\W_])(?:đạt|ước|thực hiện|đã|được|hiện|nay|đến|cả|năm|tháng|kỳ|Y)(?![^\W_])")


def _fits(mark: Mark, num: Mark, den: Mark, *, slipped: bool) -> bool:
    """True where the percentage is that of the base, or, if it may have `slipped`, a slip from it: one of another paragraph may be another's."""
    check = of(num, den)
    return judge(mark.number, check).verdict is not Verdict.INCONSISTENT or (slipped and is_slip(mark.number, check))


def _begins_with(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True for the figure that a sentence about such things tells first: the total of "tổng nợ" in "số nợ thuế đến nay 86 tỷ đồng"."""
    told = (other for other in sentence.marks if other.symbol in FIGURES and other.number.unit not in DURATIONS)
    first = next(told, None)
    words = f" {lead(sentence, mark)}"
    return first is not None and first.rank == mark.rank and f" {name} " in words and not AMONG.search(words)


def _near(mark: Mark, num: Mark, den: Mark) -> bool:
    """True where the percentage is not far from that of the base."""
    return den.number.value >= num.number.value and credible(mark.number, judge(mark.number, of(num, den)))


_WHOLE_SAID = pattern(r"^ ?(?:so với |của |trên |trong |so )|^ ?(?:tổng|toàn|số)")


def _is_narrowed(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True where the name is the figure's unit and the last words before it: "số cơ sở không đạt" of "không đạt 240 cơ sở"."""
    own = mark.number.unit.replace(",", "")
    unit, _, words = name.partition(f"{own} ")
    return bool(own and words) and not unit and f" {_plain(lead(sentence, mark))}".endswith(f" {words}")


def is_outright(sentence: Sentence, mark: Mark, den: Mark) -> bool:
    """True where all a percentage's own words, two or more, are the last that lead to a figure: "hiện còn sống 1.836 người; …, bằng 91% số còn sống"."""
    name = _NUMBER.sub("", tail(sentence, mark).strip()).strip()
    told = den in sentence.marks and den.rank < mark.rank
    return " " in name and told and f" {lead(sentence, den).strip()}".endswith(f" {name}")


def _is_verbal(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True where the name is the figure's measure and what leads to it: "diện tích gieo cấy" of "gieo cấy 3.856 ha"."""
    measure = _MEASURES.get(dimension(mark.number.unit.partition("/")[0]))
    found = measure.match(name) if measure else None
    done = _NARROWED.split(name[found.end() :])[0].strip() if found else ""
    said = _DONE.sub("", lead(sentence, mark)).split()
    return (
        bool(done and said) and said[-1] in done.split() and (len(done.split()) < _LONG or done.split()[-1] == said[-1])
    )


_MEASURES = {
    "area": pattern(r"(?:tổng )?diện tích "),
    "vnd": pattern(r"(?:tổng )?(?:(?:số )?tiền|(?:số )?vốn|kinh phí|nguồn vốn|giá trị) "),
    "mass": pattern(r"(?:tổng )?(?:sản lượng|khối lượng|lượng) "),
    "length": pattern(r"(?:tổng )?(?:chiều dài|(?:số )?km) "),
}
_NARROWED = pattern(r" (?:của|trên|trong|toàn|năm|vụ|cả|ở|tại)(?![^\W_])")
_LONG = 3  # words of a name that end as what leads to the figure
_DONE = pattern(r"(?: (?:được|là|đạt|với|xong))* ?$")


def _is_followed(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True where the name is the figure's unit and the words after it: "số hộ chưa có đất ở" of "312 hộ chưa có đất ở"."""
    words = tail(sentence, mark)
    states = _STATE.match(words) and f"{_plain(words)} ".startswith(f"{name} ")  # "57 đảng viên có vi phạm"
    return bool(states) or f"{_plain(f'{mark.number.unit}{words}')} ".startswith(f"{name} ")


_STATE = pattern(r"^ (?:có|đã|bị|được|còn|chưa|không) [^\W\dA-Z_]+ [^\W\dA-Z_]+")


def _plain(words: str) -> str:
    """The words without those that name nothing."""
    return " ".join(_EMPTY.sub(" ", words.replace(":", " ")).split())


def _label(sentence: Sentence, mark: Mark) -> str:
    """The words that lead to a figure, over a number of months between: "chi thường xuyên 9 tháng là 428 tỷ đồng"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    words = lead(sentence, mark)
    if (
        before is None
        or before.number.unit not in DURATIONS
        or before.depth != mark.depth
        or "," in sentence.between(before, mark)
    ):
        return words
    return f"{lead(sentence, before)} {words}"


def _is_called(sentence: Sentence, mark: Mark, name: str) -> bool:
    """True where a figure goes by that name: by the words before it, or by its unit and the words after."""
    words = f" {_plain(_label(sentence, mark))} "
    if _DENIES.search(tail(sentence, mark)) and not DENIED.search(name):
        return False
    if _is_narrowed(sentence, mark, name) or _is_verbal(sentence, mark, name):
        return True
    if " " not in name and not is_whole(sentence, mark) and not words.endswith(f" {name} "):
        return False
    return f" {name} " in words or _is_followed(sentence, mark, name)
