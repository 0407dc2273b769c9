"""What of a row a number of prose can mean: its actual, its target, a percentage, a change, last year's figure, a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.compare import resembles
from toolkit.claims.ties.fitting import fits
from toolkit.claims.ties.known import Known, KnownRow, moved
from toolkit.claims.ties.meaning import Reading, is_rate, is_the_actual
from toolkit.claims.ties.periods import AGAINST, YEAR, base_period, is_of, is_year_before, now_of, same_period
from toolkit.numbers import show
from toolkit.records import replace
from toolkit.text import fold

_TARGET_AFTER = re.compile(
    r"^(?:[^\w(]*|\W*(?=[^)\d]*\)))(?:so (?:voi )?)?(?:chi tieu|ke hoach|du toan|nghi quyet|muc tieu|giao|(?:kh|ct|nq|dt)\b)"
)
_TARGET_BEFORE = re.compile(
    r"\b(?:chi tieu|ke hoach|du toan|muc tieu|kh|ct)(?: (?!(?:nhung|song|va)\b)[a-z]+){0,5}[^\w;.]*(?:la |tu )?[^\w;.]*$"
)
# What stands before a colon, or begins a sentence that tells no result, speaks of targets, or of what came of them.
_IN_SENTENCE = r"(?:[^.;]|\.(?=\d))*"
_TARGETS_LED = re.compile(
    rf"(?:chi tieu|ke hoach|du toan|nghi quyet|muc tieu)[^:;.]*:{_IN_SENTENCE}$"
    r"|(?:^|[.;] )[^a-z]*(?:chi tieu|ke hoach|du toan|nghi quyet|muc tieu)\b"
    rf"(?!{_IN_SENTENCE}\b(?:dat|vuot|bang|thuc hien|ket qua)\b){_IN_SENTENCE}$"
)
_PRIOR = re.compile(r"cung ky|\bck\b|nam (?:hoc )?truoc|ky truoc|nam ngoai|so voi nam")
_OF_PRIOR = re.compile(r"^\W*(?:\w+ ){0,2}(?:cua|vao|trong|o) (?:cung ky|nam truoc|ky truoc|nam ngoai)\b")
_CHANGED = re.compile(r"\b(?:tang|giam)(?: so)?(?: voi)? (?:cung ky|ck|nam truoc|ky truoc|nam ngoai)\b[^,;.()]*$")
_PRIOR_BEFORE = re.compile(
    r"\b(?:cung ky|ck|nam truoc|ky truoc|nam ngoai)(?: nam \d{4})?(?: (?:la|dat))?\W*$"
    r"|[,;.(:] (?:(?:nhung|song|con|trong khi|o) )?(?:cung ky|ck|nam (?:hoc )?truoc|nam ngoai)(?: nam (?:\d{4}|truoc))?(?: (?!(?:tang|giam)\b)[a-z]+){1,4} $"
)
_MOVES = r"(?:tang|giam|vuot|thieu|hut|kem|cao hon|thap hon|nhieu hon|it hon)(?: them| duoc)?"
# The first of a list or one that goes on with it: "giảm 13 vụ, 5 người chết, 16 người bị thương".
_CHANGE = re.compile(rf"{_MOVES}\W*(?:\d[\d.,]*(?: ?%| [a-z]+){{1,4}}(?:,| va) ?)*$")
_GAP = re.compile(
    r"(?:\b(?:(?:cao|thap|nhieu|it|lon) )?hon|\b(?:vuot|thieu|hut|kem)) (?:so (?:voi )?)?(?:(?P<target>chi tieu|ke hoach|du toan|nghi quyet|muc tieu|kh|ct)|(?P<prior>cung ky|ck|nam truoc|nam ngoai|ky truoc))\b"
    r"(?: (?:de ra|duoc giao|giao|nam|tinh|huyen|ca nam|nhiem ky|dai hoi|nghi quyet|hang nam|dat ra|duoc))*[^\w(]*$"
)  # "nhiều hơn kế hoạch 56 trẻ" tells the distance
_WITH = re.compile(r"\b(?:chi tieu|ke hoach|du toan|muc tieu|kh|ct)(?: [a-z]+){0,2} (?:voi|la do|khi)\W*$")
_END = re.compile(
    r"[,;.)](?:\s|$)|\((?=[^)]*\d)| va (?=(?:tang|giam|vuot|cao hon|thap hon|nhieu hon|it hon|bang|dat)\b)| (?:nhung|song|trong khi|tuy)\b"
)
# An index is itself what last year's hundred has become: "bằng 109,24% so với cùng kỳ", "tăng 9,24%".
_INDEX = re.compile(r"(?:iip|cpi)\b|chi so (?:gia|san xuat|tieu thu|ton kho|su dung lao dong)\b")
# A label that tells a change itself: "Tốc độ tăng GRDP", "Chỉ số sản xuất công nghiệp tăng".
_OF_CHANGE = re.compile(
    r"\b(?:toc do|muc|ty le|chi so) (?:tang|giam)\b|\btang truong\b|\b(?:tang|giam)\W*(?:\([^)]*\))?$"
)
_LIMIT = re.compile(r"(?:vuot|thieu|hut)(?: [a-z]+)?\W*$")
# Words that folding makes those of a change: "trao tặng", "thu hút", "giới thiệu".
_UNLIKE = pattern(r"(?<![^\W_])(?:tặng|hút|giám|thiệu|thiểu|kèm)(?![^\W_])")
_SPAN = re.compile(r"\btu\W*$")
_TO = re.compile(r"\W*(?:[a-z]+ )?(?:len|xuong|con)\b")
_PART = re.compile(r"(?:trong do|ty trong)(?: [a-z]+){0,2}\W*$")
_OF_PART = re.compile(r"trong do\b")
_SHARE = re.compile(r"chiem(?: [a-z]+){0,2}\W*$")
_HON: Final = re.compile(r"\b(?:hon|kem) [^,;:()]*$")
_BEFORE: Final = r"(?:nam (?:hoc )?truoc|ky truoc|nam ngoai)"
_OF_BEFORE: Final = re.compile(rf"\b(?:hon|so voi) {_BEFORE}\W*\||\|.*\bso (?:voi )?{_BEFORE}\b")
_LETTER: Final = re.compile(r"\w")
_LED: Final = 120
_NEAR: Final = 45
_SPACES: Final = re.compile(r"\s+")
_COMPARED: Final = re.compile(r"\bso (?:voi )?+(?!chi tieu|ke hoach|du toan|nghi quyet|muc tieu|kh\b|ct\b)")
_FROM: Final = re.compile(r"\btu \d[^;]*$")
# What stands in brackets behind a comparison is what is compared with.
_BASE: Final = re.compile(r"(?:.*\b)?((?:so|hon|vuot|kem) (?:voi )?[^,;()]*)\(\s*$")
# "so với mức 16,8 của cùng kỳ": the figure itself is what is compared with.
_WITH_FIGURE: Final = re.compile(r"\bso (?:voi )?(?:(?:muc|con so|so)\W*)?$")
_TARGET_WORD: Final = re.compile(r"chi tieu|ke hoach|du toan|nghi quyet|muc tieu|\bkh\b|\bct\b|\bdt\b")
_OF: Final = re.compile(r"^\s*(?:tren )?(?:tong\b|so\b(?! voi| cung| ck\b| kh\b| ct\b)|dan so\b|trong )")
# "nâng tỷ lệ thực hiện chỉ tiêu nhiệm kỳ lên 94,45%"
_REACHED: Final = re.compile(
    r"\b(?:thuc hien|hoan thanh) (?:duoc )?(?:chi tieu|ke hoach|du toan|nghi quyet)(?: [a-z]+){0,4} (?:len|dat|la|bang|duoc|moi)\W*$"
)
_SAID: Final = re.compile(r"(?:dat|bang|hoan thanh|=|\()\W*$")
_LEFT: Final = re.compile(r"\bcon (?:lai )?$")
_NOT_YET: Final = re.compile(r"(?: [a-z/]+){0,3} chua\b")  # "còn 22 tàu chưa lắp"
_PAUSE: Final = re.compile(r"[,;:.(] ")
_EACH: Final = re.compile(r"binh quan (?:hang |moi )?nam|(?:hang|moi) (?:nam|thang|quy)")


def readings(
    row: KnownRow, number: Number, text: str, *, second: bool, periods: Sequence[str], current: str = ""
) -> Reading:  # fmt: skip
    """What a number can mean of a row.

    `second` is True for the b of a/b; `periods` are the folded periods its sentence names, `current` names the one reported on.
    """
    before, after = _around(text, number)
    label = fold(row.label)
    named = label in f"{before}{after}"
    before = before.replace(label, _LETTER.sub("x", label))  # the words of a label name no column
    since = _since(row, number, before, after, periods, current)
    if since:
        return Reading(_of_unit(since, number, row), plain=len(since) == 1)
    other = _PRIOR_BEFORE.search(before) or ("chi_tieu" in row.figures and _is_target(before))
    told = _of_periods(row, number, periods, current) if periods and not other else None
    if told is not None:
        return told
    gap = _GAP.search(before)
    if gap is not None:
        return Reading(_of_unit(_distances(row, number, target=bool(gap["target"])), number, row), plain=True)
    was = row.figures.get("cung_ky")
    if was is None and len(row.periods) > 1 and _SPAN.search(before) and _TO.match(after):
        past = [*row.periods.values()][:-1]
        return Reading((), plain=False, also=_of_unit(past, number, row))
    if was is not None and _SPAN.search(before) and _TO.match(after):
        slip = resembles(number.value / was.unit.scale, was.value)
        return Reading(_of_unit((was,), number, row), plain=slip)
    change = _CHANGE.search(before) is not None and (number.points or not _OF_CHANGE.search(fold(row.label)))
    plain = not (
        _SPAN.search(before)
        or (_PART.search(before) and not (_OF_PART.match(label) or (named and row.parent)))
        or (_EACH.search(_PAUSE.split(before)[-1]) and (change or not is_rate(row)))
    )
    plain = plain and not (_SHARE.search(before) and not is_rate(row))  # a rate is what its row is of
    names = _names(number, before, after, change=change, second=second)
    if not names:
        return Reading((), plain=False)
    if change and (_FROM.search(before) or _is_of_another_year(after, current)):
        plain = False
    if change and not _of_prior(_clause(after), current) and _COMPARED.search(_clause(after)):
        return Reading((), plain=False)
    return _by_names(row, number, names, text, before, after, current=current, plain=plain)


def _by_names(
    row: KnownRow, number: Number, names: tuple[str, ...], text: str, before: str, after: str, *, current: str, plain: bool
) -> Reading:  # fmt: skip
    """The figures of the attributes that the words beside a number can mean."""
    led = "chi_tieu" not in names and _TARGETS_LED.search(fold(text[max(0, number.begin - _LED) : number.begin]))
    if led:
        names = (*names, "chi_tieu")
    found = tuple(row.figures[name] for name in names if name in row.figures)
    if is_rate(row) and _INDEX.match(fold(row.label)) and {"so_cung_ky", "tang_cung_ky"} & set(names):
        actual = row.figures["thuc_hien"]
        more = actual.value - 100
        grown = replace(actual, key=f"{actual.key} - 100", value=more, shown=show(more), typed=None)
        return Reading(
            _of_unit([actual if "so_cung_ky" in names else grown], number, row), plain, _of_unit(found, number, row)
        )
    if names[0] == "vuot" and found:
        found = found[-1:] if found[-1].unit.points else found[:1]
    if "thuc_hien" in names and found and found[0].unit.percent:
        found = found[:1] if not led else found
    elif names == ("thuc_hien", "ty_le") and (not _SAID.search(before) or _OF.match(after)):
        plain = False
    now = now_of(row.periods, current) if names[0] == "thuc_hien" else ""
    return Reading(_of_unit(found, number, row), plain, _of_unit([row.periods[now]] if now else [], number, row))


def _distances(row: KnownRow, number: Number, *, target: bool) -> tuple[Known, ...]:
    """What a number right behind "vượt kế hoạch" can be: how far it is from there, or, where it comes nearer to that, the target itself."""
    base, apart, more = ("chi_tieu", "chenh_lech", "vuot") if target else ("cung_ky", "lech_cung_ky", "tang_cung_ky")
    there, far = row.figures.get(base), row.figures.get(apart)
    told = number.value**2 / (1 if there is None else there.unit.scale**2)
    near = there is not None and (far is None or told > there.value * abs(far.value))
    names = [base] if near else [apart, *[more][: number.percent]]
    return tuple(row.figures[name] for name in names if name in row.figures)


def _since(
    row: KnownRow, number: Number, before: str, after: str, periods: Sequence[str], current: str
) -> tuple[Known, ...]:
    """How far a row's figure has moved from that of a period it is compared with; empty where the row has none of it."""
    led = _HON.search(before)
    if not led and not _CHANGE.search(before):
        return ()
    base = base_period(before, _clause(after))
    clause = _clause(after)
    since_last = _OF_BEFORE.search(f"{before}| {clause}") or (
        now_of(row.periods, current) and not (_COMPARED.search(clause) or _TARGET_WORD.search(before + clause))
    )
    if not base and len(row.periods) > 1 and "cung_ky" not in row.figures and since_last:
        base = list(row.periods)[-2]  # "so với năm học trước" of a row with a column for each
    past = [known for name, known in row.periods.items() if base and same_period(base, name)]
    if len(past) != 1 or (is_year_before(base, current) and "lech_cung_ky" in row.figures):
        return ()
    told = [known for period in periods for name, known in row.periods.items() if same_period(period, name)]
    latest = [*([row.figures["thuc_hien"]] if "thuc_hien" in row.figures else []), *list(row.periods.values())[-1:]]
    found = {
        each.value: moved(past[0], each, number.percent and not past[0].unit.percent)
        for each in (told or latest)
        if each.value != past[0].value
    }
    return tuple(found.values())


def _of_periods(row: KnownRow, number: Number, periods: Sequence[str], current: str) -> Reading | None:
    """What a number said of periods can mean; None where their figure is the actual itself."""
    named = tuple(known for period in periods for name, known in row.periods.items() if is_of(period, name, current))
    found, was = _of_unit(named, number, row), row.figures.get("cung_ky")
    if not named and was is not None and is_year_before(periods[0], current):
        return Reading(_of_unit((was,), number, row), plain=True)
    if not is_the_actual(row, named):
        return Reading(found, plain=len(periods) == 1 and len(named) == 1)
    return None


def _of_prior(text: str, current: str) -> bool:
    """True where words compare with last year's figure, also by the name of its period."""
    against = AGAINST.search(text)
    return _PRIOR.search(text) is not None or (against is not None and is_year_before(against["base"], current))


def _names(number: Number, before: str, after: str, *, change: bool, second: bool) -> tuple[str, ...]:
    """The figures a number can be by the words next to it; none for a change that a target sets, or what is compared with."""
    if _LEFT.search(before) and _NOT_YET.match(after):
        return ("chenh_lech",)
    base = _BASE.search(before)
    if base is not None:
        target = _TARGET_WORD.search(base[1]) is not None
        return ("chi_tieu",) if target else ("cung_ky",) if _PRIOR.search(base[1]) else ()
    if _OF_PRIOR.match(after):
        return ("cung_ky",)
    if _WITH_FIGURE.search(before):
        return ("cung_ky",) if _PRIOR.search(_clause(after)) else ()
    if number.percent and _PRIOR_BEFORE.search(before):
        return ("tang_cung_ky", "lech_cung_ky") if _CHANGED.search(before) else ("cung_ky",)
    if number.percent or number.points:
        return _percents(number, before, after, change=change)
    if change and _TARGET_BEFORE.search(before):
        return ()
    if second or _is_target(before):
        return ("chi_tieu",)
    if _PRIOR_BEFORE.search(before):
        return ("cung_ky",)
    return _differences(before, after) if change else ("thuc_hien",)


def _is_of_another_year(after: str, current: str) -> bool:
    """True where a change is told from another year than the one before that reported on."""
    against, years = AGAINST.search(_clause(after)), YEAR.findall(current)
    named = [] if against is None else YEAR.findall(against[0])
    return bool(named and years) and int(named[0]) != int(max(years)) - 1


def _percents(number: Number, before: str, after: str, *, change: bool) -> tuple[str, ...]:
    if number.points:
        return _differences(before, after)
    if _REACHED.search(before):
        return ("ty_le",)
    if not change and _CHANGE.search(before):
        return ("thuc_hien",)
    if _PRIOR.search(_clause(after)):
        return ("tang_cung_ky", "lech_cung_ky") if change else ("so_cung_ky",)
    if _TARGET_BEFORE.search(before):
        return ("chi_tieu",)
    if change:
        limit = _LIMIT.search(before) or _TARGET_AFTER.match(after)
        return ("vuot", "chenh_lech") if limit else ("tang_cung_ky",)
    return ("ty_le",) if _TARGET_AFTER.match(after) else ("thuc_hien", "ty_le")


def _differences(before: str, after: str) -> tuple[str, ...]:
    """Which difference a change tells: from the target where words say so, else from last year's figure."""
    prior, target = _PRIOR.search(_clause(after)), _TARGET_AFTER.match(after)
    limit = target or (_LIMIT.search(before) and not _PRIOR.search(before))
    return ("chenh_lech",) if limit and not prior else ("lech_cung_ky",)


def _is_target(before: str) -> bool:
    """True where what stands before a number says that it is a target."""
    return _TARGET_BEFORE.search(before) is not None and _WITH.search(before) is None


def _clause(after: str) -> str:
    """What follows a number in its own clause."""
    return _END.split(after, maxsplit=1)[0]


def _around(text: str, number: Number) -> tuple[str, str]:
    before = _SPACES.sub(" ", text[max(0, number.begin - 2 * _NEAR) : number.begin])[-_NEAR:]
    after = _SPACES.sub(" ", text[number.stop : number.stop + 2 * _NEAR])[:_NEAR]
    return fold(_UNLIKE.sub("x", canon(before))) + " ", fold(after)


def _of_unit(figures: Sequence[Known], number: Number, row: KnownRow) -> tuple[Known, ...]:
    return tuple(known for known in figures if fits(known.unit, number, row.subject))
