"""What a column is by the words of its headings: short forms written out, typing slips forgiven."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from toolkit.columns import ACTUAL, LABEL, NOTE, PERCENT, PERIOD, PRIOR, PRIOR_PERCENT, ROLES, TARGET
from toolkit.hints import Final
from toolkit.patterns import seldom, worded
from toolkit.text import begins, clean, fold, whole_number

PASSED_OVER: Final = "passed over"
"""What `role_by_words` says of a comparison that is neither a share of the target nor of last year's figure."""

_ALIKE: Final = 84
_SHORT: Final = {
    "kh": "ke hoach", "th": "thuc hien", "uth": "uoc thuc hien", "ct": "chi tieu", "nq": "nghi quyet", "ck": "cung ky",
    "kq": "ket qua", "kqth": "ket qua thuc hien", "tl": "ty le", "ti": "ty", "sv": "so voi", "sl": "so luong", "gc": "ghi chu",
}  # fmt: skip
_BRACKETS: Final = str.maketrans("%()", "   ")
_NO_BRACKETS: Final = str.maketrans("", "", "()")
_LETTERS = re.compile(r"[a-z]+")
_GLUED = worded(r"(?<=[a-z])(?=(?:19|20)\d\d\b)", "19", "20")
_DOTTED = worded(r"(?<=\b[a-z])\.\s?(?=[a-z]\b)", ".")
_MONTHS = re.compile(r"\b(\d{1,2}) ?t\b")
_ESTIMATE = worded(
    r"(?<=[a-z]/)dt\b|(?<=% )dt\b|(?<=%)dt\b|\bdt(?=/| (?:nam|giao|20\d\d))|(?<=^so )dt\b|(?<=so voi )dt\b", "dt"
)
_SIGNS = worded(r"\(?\+\)?\s*[/,;]?\s*\(?[-±]\)?|\(±\)|±|\([+-]\)", "-", "±", "(+)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PERIOD = seldom(
    r"\bquy\s*(?:[ivx]+|\d)\b|\bthang\s*\d{1,2}\b|\b\d{1,2}\s*thang\b|\bq\.?\s*(?:[1-4]|iv|i{1,3})\b"
    r"|\bt\d{1,2}\b|\btuan\s*\d+|\b(?:ky|dot|dip|nam thu|hoc ky)\s*(?:[ivx]+|\d+)\b|\bca nam\b|\bluy ke\b|\bdau nam\b"
    r"|\bcuoi nam\b|\bnam\s*\d|\b(?:thang|quy|tuan) (?:nay|truoc|bao cao)\b|\btrong (?:thang|quy|tuan|ky)\b"
)
_PRIOR = worded(r"\bcung ky\b|\bnam truoc\b|\bky truoc\b|\bnam ngoai\b", "cung ky", " truoc", "nam ngoai")
_TARGET_WORDS = re.compile(r"\b(?:chi tieu|ke hoach|muc tieu|du toan|nghi quyet|nhiem vu|giao)\b")
_TARGET_LEAD = worded(
    r"^(?:chi tieu|ke hoach|muc tieu|du toan|nghi quyet)\b|^(?:tinh|tw|trung uong|hdnd|ubnd|cap tren|huyen|duoc)? ?giao\b(?! luu| ban| thong)",
    "chi tieu", "ke hoach", "muc tieu", "du toan", "nghi quyet", "giao",
)  # fmt: skip
_AMOUNT_OF = worded(r"^[Ss][ốỐ] (?=(?i:thực|cùng|kế|chỉ|năm|dự|dư|giao|đạt))", "ố ", "Ố ")
_ACTUAL_LEAD = worded(
    r"^(?:da |so |uoc )?(?:thuc hien|ket qua|dat duoc)\b|^uoc (?:dat|ca)\b", "thuc hien", "ket qua", "dat duoc", "uoc "
)
# Whatever follows these, they say what the column is: "Nội dung thực hiện", "Đơn vị tính (ĐVT)", "Ghi chú (nguyên nhân)".
_LEADS: Final = {
    "label": ("noi dung", "ten chi tieu", "ten noi dung", "ten nhiem vu", "danh muc chi tieu", "danh muc noi dung"),
    "unit": ("don vi tinh", "dvt"),
    "note": ("ghi chu",),
}
_SHARE = worded(r"%|\bty le\b|\bphan tram\b|\bmuc do\b", "%", "ty le", "phan tram", "muc do")
_AGAINST = worded(
    r"\bso (?:voi|sanh)\b|^so (?=cung|ke|chi|nam|nghi|du|muc|thuc)|\btang\b|\bgiam\b|\bchenh lech\b",
    "so ", "tang", "giam", "chenh lech",
)  # fmt: skip
_BETWEEN = worded(
    r"[a-z0-9)]\s*/\s*(?:ke hoach|chi tieu|muc tieu|du toan|thuc hien|cung ky|nghi quyet|nam)\b|(?:19|20)\d\d\s*/\s*(?:19|20)\d\d",
    "/",
)
_MEASURED = seldom(
    r"\bso (?:với |voi )?(?=kế|ke |kh|ct|chỉ|chi |mục|muc |dự|du |nq|nghị|nghi |cùng|cung |ck|th|năm|nam |quý|quy |tháng|đầu|dau |cuối)"
)
_BASIS = re.compile(r"^.*(?:/|\bso (?:voi|sanh)?)\s*")
_STEP = worded(r"\b(?:thang|quy|tuan) truoc\b", " truoc")
_CHANGE = seldom(r"\btang\b|\bgiam\b|\btoc do\b")
_AMOUNT: Final = ("so luong", "so", "luong", "gia tri", "so tuyet doi", "tuyet doi", "muc tang", "muc giam")
_GROWTH = seldom(r"\btang\b|\bgiam\b|\btang truong\b")


@lru_cache(maxsize=4096)
def words(heading: str) -> str:
    """A heading folded, with its short forms written out: "TH 6T/2023" is "thuc hien 6 thang/2023"."""
    folded = _MONTHS.sub(r"\1 thang", _GLUED.sub(" ", _DOTTED.sub("", fold(heading))))
    folded = _ESTIMATE.sub("du toan", folded)  # elsewhere DT is as often an area
    return _LETTERS.sub(lambda match: _SHORT.get(match[0], match[0]), folded).strip(" .:*")


@lru_cache(maxsize=4096)
def role_by_words(heading: str, over: str = "", *, texty: bool = False, other_label: bool = False) -> str:
    """The role of a column by its heading and the one above it; "" where they name none.

    `texty` says that the column holds mostly words, `other_label` that another column clearly holds the names.
    """
    heading = _AMOUNT_OF.sub("", clean(heading))  # "Số thực hiện" is no "so với"
    own, above = words(heading), words(_AMOUNT_OF.sub("", clean(over)))
    if sure := _led(own):
        return sure
    if "/" in own and exact_role(heading) == LABEL.name:
        return LABEL.name  # "Chỉ tiêu/Nhiệm vụ" compares nothing
    holds = _ACTUAL_LEAD.search(own) and not (
        "%" in above and _AGAINST.search(above)
    )  # "So sánh" may stand over both figures
    compared = _compares(above) and not holds and exact_role(heading) not in (NOTE.name, LABEL.name)
    if compared or _compares(own) or ("%" in own and _MEASURED.search(clean(heading).lower())):
        return _comparison(own, above)
    if _TARGET_LEAD.search(own) and (own in TARGET.phrases) == (own in LABEL.phrases):
        # "Chỉ tiêu" heads the names or the figures, and so does "Chỉ tiêu kinh tế - xã hội"
        if texty and not other_label:
            return LABEL.name
        if not _ACTUAL_LEAD.search(above):
            return TARGET.name
    if _PRIOR.search(own):
        return PRIOR.name
    known = exact_role(heading)
    if _YEAR.search(own) or _PERIOD.search(own):
        led = _TARGET_LEAD.search(own) or (_TARGET_LEAD.search(above) and not _ACTUAL_LEAD.search(own))
        return TARGET.name if led else PRIOR.name if _PRIOR.search(above) else PERIOD.name
    if known:
        return known
    if _TARGET_LEAD.search(own) or _TARGET_LEAD.search(above):
        return TARGET.name
    if _ACTUAL_LEAD.search(own):
        return ACTUAL.name
    return role_of(heading)


def _led(said: str) -> str:
    return next((role for role, phrases in _LEADS.items() if begins(said, *phrases)), "")


def _compares(text: str) -> bool:
    """True for a heading that compares two figures: a share, a change, one thing over another."""
    if _AGAINST.search(text) or _BETWEEN.search(text) or (text and not _SIGNS.sub("", text).strip(" %()")):
        return True
    bare = text.replace("%", "").strip(" ()")
    return (
        _SHARE.search(text) is not None
        and not _ACTUAL_LEAD.search(bare if text[:1] != "%" else text)
        and not (_TARGET_LEAD.search(text))
    )


def _comparison(own: str, above: str) -> str:
    """The role of a column that compares, by what it compares with: the words after the stroke, or after "so với"."""
    if "chenh lech" in own or "tuyet doi" in own or own in _AMOUNT or (_SIGNS.search(own) and "%" not in own + above):
        return PASSED_OVER
    bare = _SIGNS.sub(" ", own).translate(_BRACKETS).strip()
    basis = _BASIS.sub("", bare)
    if _STEP.search(basis):
        return PASSED_OVER
    if _YEAR.search(basis) and not _TARGET_WORDS.search(basis) and (basis != bare or not _compares(own)):
        return PRIOR_PERCENT.name
    for text in (basis, bare, above):
        if _PRIOR.search(text):
            return PRIOR_PERCENT.name
        if _TARGET_WORDS.search(text):
            return PERCENT.name
    of_years = _YEAR.search(above) is not None and _compares(above)
    changed = _CHANGE.search(own) or (_SIGNS.search(own) and "%" in own)
    return PRIOR_PERCENT.name if changed or of_years else PERCENT.name


def is_growth(heading: str) -> bool:
    """True for a heading that asks for the change and not for the share: "Tăng, giảm so với cùng kỳ"."""
    return _GROWTH.search(words(heading)) is not None


def names_period(heading: str) -> bool:
    """True for a heading that names a stretch of time."""
    said = words(heading)
    return _YEAR.search(said) is not None or _PERIOD.search(said) is not None


def names_target(heading: str) -> bool:
    """True for a heading that begins as one of a target does."""
    return _TARGET_LEAD.search(words(heading)) is not None


def mentions_target(heading: str) -> bool:
    """True for a heading that speaks of a target anywhere: "% so với kế hoạch"."""
    return _TARGET_WORDS.search(words(heading)) is not None


def names_actual(heading: str) -> bool:
    """True for a heading that begins as one of an actual does."""
    return _ACTUAL_LEAD.search(words(heading)) is not None


def exact_role(heading: str) -> str:
    """The role a heading names in so many words; "" for none."""
    return _EXACT.get(words(heading).strip(" .:()*"), "")


@lru_cache(maxsize=4096)
def role_of(heading: str) -> str:
    """The role a heading names by its words, typing slips forgiven; "" for none."""
    said = words(heading).strip(" .:()*")
    if not said or len(said) > 60:
        return ""
    if said in _EXACT or (led := _led(said)):
        return _EXACT.get(said) or led
    if len(said) < 4:
        return ""
    from rapidfuzz import fuzz, process

    best = process.extractOne(said, _EXACT.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return _EXACT[best[0]] if best else ""


_EXACT: Mapping[str, str] = {phrase: role.name for role in reversed(ROLES) for phrase in role.phrases}


def numbers_columns(texts: list[str]) -> bool:
    """True for the row "1 2 3 …", "(1) (2) …" or "A B C …" that numbers the columns."""
    bare = ["".join(text.split()).translate(_NO_BRACKETS).split("=")[0] for text in texts]
    if len(bare) < 3:
        return False
    numbers = [whole_number(text) for text in bare if text.isdecimal()]
    letters = [text for text in bare if len(text) == 1 and text.isalpha()]
    in_order = len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))
    return (
        len(numbers) + len(letters) == len(bare)
        and (in_order or len(letters) == len(bare))
        and (not numbers or numbers[0] <= 3)
    )
