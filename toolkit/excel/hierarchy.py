"""Which row heads which: from STT, bullets, indentation."""

from __future__ import annotations

from toolkit.hints import Final
from toolkit.patterns import seldom, worded
from toolkit.records import NamedTuple
from toolkit.text import clean, fold, is_total

_ROMAN: Final = frozenset("IVXLC")
_SMALL_ROMAN: Final = frozenset("ivx")
_SIGNS: Final = frozenset("-–—+•*▪●○◦")
# A dash before a number alone is its sign; before a number and words ("- 3 công trình") it is a bullet.
_COUNTED = seldom(r"\d[^\W\d_]*\b.*[^\W\d_]")
_STEPPED = worded(r"^\(?([IVXLC]+|[A-Z]|\d+(?:\.\d+)*|[a-zđ])\s*[.)\-/]+ +(?=\S)", ". ", ") ", "- ", "/ ")
_LED = worded(r"^(?:[IVX]+|[A-Z])\.(?=\d)", ".")  # "I.1", "A.2": numbers that repeat their section's
_LETTERED = seldom(r"(\d+(?:\.\d+)*)\.?[a-zđ]")
_PART = worded(r"^[-+*\s]*(?:trong do|tr\.? ?do|t\. ?do|trd)\b[\s:.,]*", "do", "trd")

# The order of markers from the outermost in; numbers go one deeper for each dot.
_LETTER, _ROMAN_CLASS, _HEADING, _FIRST_NUMBER, _SMALL_LETTER, _NOTHING = 0.0, 0.5, 0.75, 1.0, 5.0, 6.0
_BULLETS: Final = {"-": 7.0, "+": 8.0}


class Marker(NamedTuple):
    """How a row is marked: `depth` orders rows from the outermost in, `label` is the text without its mark, `indent` counts its blanks."""

    stt: str
    bullet: str
    label: str
    depth: float
    indent: int = 0

    @property
    def heads_section(self) -> bool:
        """True for I, II, A, B, and for a heading without a number that stands over numbered rows."""
        return self.depth < _FIRST_NUMBER


def marker_of(stt: str, label: str, indent: int) -> Marker:
    """The marker of a row, from its STT cell and the beginning of its text; a bullet may stand in either."""
    leading = indent * 2 + min(len(label) - len(label.lstrip()), 20)
    return _marker_of(stt, label, leading)._replace(indent=leading)


def _marker_of(stt: str, label: str, leading: int) -> Marker:
    number, text = clean(stt), label
    bullet = ""
    led, rest = _parted(number)
    if led and not clean(label):  # the whole text stands in STT
        return _bulleted(led, rest, "")
    if number in _SIGNS:
        bullet, number = number, ""
    led, text = _parted(text)
    if bullet or not number:
        bullet = led or bullet
        if not bullet and (stepped := _STEPPED.match(clean(text))):
            number, text = stepped[1], clean(text)[stepped.end() :]
    if bullet:
        return _bulleted(bullet, text, "")
    if is_total(text) and not number:
        return Marker("", "", clean(text), _FIRST_NUMBER)
    if not number and is_part(text) and not only_part(text):  # "Trong đó: Nữ" begins a list of parts
        return Marker("", "", clean(text), _BULLETS["-"])
    return Marker(number, "", clean(text), _depth(number.strip(" .)(-/"), leading))


def _parted(text: str) -> tuple[str, str]:
    """The bullet a text begins with, "" where it has none, and the text behind it."""
    bare = text.lstrip()
    said = bare[1:].lstrip()
    if bare[:1] not in _SIGNS or not said:
        return "", text
    if said[0].isdecimal() and (len(said) == len(bare) - 1 or not _COUNTED.match(said)):
        return "", text
    return bare[0], said


def _bulleted(bullet: str, text: str, stt: str) -> Marker:
    mark = "-" if bullet in "–—" else bullet
    return Marker(stt, mark, clean(text), _BULLETS.get(mark, 9.0))


def _depth(number: str, indent: int) -> float:
    if not number:
        return _NOTHING + indent / 100
    number = _LED.sub("", number)
    if number[:1].isdecimal() and not number[-1].isdecimal() and (lettered := _LETTERED.fullmatch(number)):
        return _FIRST_NUMBER + lettered[1].count(".") + 1
    if len(number) > 1 and _SMALL_ROMAN.issuperset(number):
        return _SMALL_LETTER
    if number and _ROMAN.issuperset(number) and number not in ("C", "D", "L"):
        return _ROMAN_CLASS
    if len(number) == 1 and number.isupper():
        return _LETTER
    if all(map(str.isdecimal, number.split("."))):
        return _FIRST_NUMBER + number.count(".")
    if len(number) == 1 and number.islower():
        return _SMALL_LETTER
    return _NOTHING + indent / 100


class Line(NamedTuple):
    """A row's marker with what else tells its rank: `spans` for a text across the whole grid, `filled` for figures or a unit."""

    marker: Marker
    bold: bool = False
    spans: bool = False
    filled: bool = False


def ranked(lines: list[Line]) -> list[Marker]:
    """The rows' markers, with the rank of those that have no mark of their own.

    A heading without a number that spans the grid, or that is bold or in capitals before a number 1, heads a section.
    Where no row has a number, a bullet or an indent, bold rows head the others.
    """
    markers = [line.marker for line in lines]
    marked = any(marker.stt or marker.bullet for marker in markers)
    apart = (marker for marker in markers if not is_total(marker.label) and not is_part(marker.label))
    alike = len({marker.depth for marker in apart}) <= 1
    if not marked and alike and len({line.bold for line in lines if not is_total(line.marker.label)}) > 1:
        return [_ranked_by_bold(line) for line in lines]
    following = (*(marker.stt.strip(" .)") for marker in markers[1:]), "")
    made: list[Marker] = []
    for line, after in zip(lines, following, strict=False):
        marker = line.marker._replace(depth=_HEADING) if _heads_numbers(line, after) else line.marker
        above = made[-1] if made else marker
        if above.bullet and above.indent < marker.indent and is_part(marker.label) and not marker.stt:
            marker = marker._replace(
                depth=max(marker.depth, above.depth + 0.5)
            )  # of the bulleted row that it stands in from
        made.append(marker)
    return made


def _ranked_by_bold(line: Line) -> Marker:
    if not line.bold or is_total(line.marker.label):
        return line.marker
    return line.marker._replace(depth=line.marker.depth - 0.5 if line.filled else _HEADING)


def _heads_numbers(line: Line, following: str) -> bool:
    marker = line.marker
    if line.filled or marker.stt or marker.bullet or is_part(marker.label):
        return False
    return line.spans or ((line.bold or marker.label.isupper()) and following in ("1", "01"))


def parents(markers: list[Marker]) -> list[int | None]:
    """For each row the index of the nearest row above that heads it."""
    stack: list[int] = []
    found: list[int | None] = []
    for index, marker in enumerate(markers):
        while stack and markers[stack[-1]].depth >= marker.depth:
            stack.pop()
        found.append(stack[-1] if stack else None)
        stack.append(index)
    return found


def is_part(label: str) -> bool:
    """True for a row that begins with "Trong đó"."""
    return _PART.match(fold(label)) is not None


def only_part(label: str) -> bool:
    """True for a row that says nothing but "Trong đó:"."""
    return _PART.sub("", fold(label)) == "" and is_part(label)
