"""What follows the digits of a number: its percent sign, or its scale and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.units import NOTE_MARKS, SCALE, UNIT, is_counted, scale_of
from toolkit.claims.numbers.words import WORDS

_PERCENT = pattern(r"\s?(?P<points>điểm ?%|điểm phần trăm|% điểm)|\s?(?P<percent>%|phần trăm(?![^\W_]))")
_IN_WORDS = re.compile(r" ?\(([^\W\d_ ]+(?: [^\W\d_ ]+){0,2})\)")
MONEY, _BILLION = canon("đồng"), 10**9  # a number of tỷ without a unit is money
_WORD = re.compile(rf"[^\W\d_{NOTE_MARKS}]+(?:-[^\W\d_{NOTE_MARKS}]+)*")
# Words that never are the name of what is counted.
_STOP_WORDS = (
    "và đạt so tăng giảm của trong là với cho có được bằng chiếm vượt thì mà nhưng do bởi vì theo tại trên "
    "dưới từ đến ở đã đang sẽ để còn cả các những mỗi về lên xuống ra vào hoặc hay như khi này đó trước sau "
    "qua tương tính năm kế cùng thuộc chưa không hoàn gồm bao trở nay nên phải bị ước thực tham nhằm nhất đối "
    "thấp cao hơn kém bình xuất loại khá tốt giao đề gấp sang tới hiện song tuy riêng cụ trung yếu lại rồi đều "
    "chỉ vẫn cũng bổ điểm dự khi lúc nơi làm thiếu hụt tiếp trừ cộng tỷ số mức chính "
)
_STOP = frozenset(canon(_STOP_WORDS).split())


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows the digits."""

    stop: int
    percent: bool = False
    points: bool = False
    scale: Decimal = Decimal(1)
    unit: str = ""


def tail_of(text: str, at: int) -> Tail:
    """Percent sign, or scale and unit, that follow the digits at once."""
    if percent := _PERCENT.match(text, at):
        return Tail(percent.end(), percent["percent"] is not None, percent["points"] is not None)
    if repeated := _IN_WORDS.match(text, at):
        said = WORDS.fullmatch(repeated[1])
        at = repeated.end() if said else at
    scale = Decimal(1)
    spaced = at + 1 if text[at : at + 1] == " " else at
    if found := SCALE.match(text, spaced):
        scale = scale_of(found[0])
        at = found.end()
        spaced = at + 1 if text[at : at + 1] == " " else at
    unit = UNIT.match(text, spaced)
    attached = spaced == at
    plain_dong = unit is not None and unit[0] == "đ" and not text.endswith("000", 0, at)  # "750.000 đ", but "12 đ/c"
    if unit and not (is_counted(unit[0]) if attached else plain_dong):
        return Tail(unit.end(), scale=scale, unit=re.sub(r"\s?/\s?", "/", unit[0]))
    word = _WORD.match(text, spaced) if spaced > at else None
    if word and word[0] not in _STOP and len(word[0]) > 1:
        return Tail(word.end(), scale=scale, unit=word[0])
    return Tail(at, scale=scale, unit=MONEY if scale >= _BILLION else "")
