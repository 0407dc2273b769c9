"""Names that exclude each other and together leave nothing over: thường trú and tạm trú, đạt and không đạt."""

from __future__ import annotations

from toolkit.claims.numbers.normal import pattern

_PAIRS = tuple(
    (pattern(rf"(?<![^\W_])(?:{one})(?![^\W_])"), pattern(rf"(?<![^\W_])(?:{other})(?![^\W_])"))
    for one, other in (
        ("thường trú", "tạm trú"), ("thành thị|đô thị", "nông thôn"), ("trong tỉnh", "ngoài tỉnh"),
        ("trong nước|(?:khách )?nội địa", "nước ngoài|ngoài nước|fdi|(?:khách )?quốc tế"), ("(?<!ngoài )công lập", "ngoài công lập|tư thục|dân lập|tư nhân"), ("trực tiếp", "trực tuyến"),
        ("khai thác|đánh bắt", "nuôi trồng|nuôi"),
        ("chính thức", "dự bị"), ("nội trú", "ngoại trú"), ("nam", "nữ"), ("xây mới|làm mới", "sửa chữa"),
        ("đúng hạn|trong hạn", "quá hạn|trễ hạn"), ("định kỳ|thường xuyên|theo kế hoạch", "đột xuất"),
        ("cấp mới", "cấp đổi"), ("người lớn", "trẻ em"), ("tái cử|tái đắc cử", "lần đầu"), ("chuyên trách", "kiêm nhiệm|bán chuyên trách"),
    )
)  # fmt: skip
_NOT = pattern(r"(?:^| )(?:chưa|không|phi) (?P<what>[^\W\dA-Z_]+(?: [^\W\dA-Z_]+)?)")


def exclude(one: str, other: str) -> bool:
    """True for two labels, in the order in which they are told, of which one is what the other is not."""
    return denies(other, one) or any(
        (left.search(one) and right.search(other)) or (right.search(one) and left.search(other))
        for left, right in _PAIRS
    )


def denies(second: str, first: str) -> bool:
    """True for a label that denies the one before: "chưa đạt chuẩn" after "đạt chuẩn"."""
    found = _NOT.search(second)
    return found is not None and found["what"] in first


def states(one: str, other: str) -> bool:
    """True for two labels of which one is the state that the other is not, whatever they are said of."""
    return any(
        (left.search(one) and right.search(other)) or (right.search(one) and left.search(other))
        for left, right in _STATES
    )


_STATES = tuple(
    (pattern(rf"(?<![^\W_])(?:{one})(?![^\W_])"), pattern(rf"(?<![^\W_])(?:{other})(?![^\W_])"))
    for one, other in (
        ("đúng hạn|trong hạn|trước hạn|sớm hạn", "quá hạn|trễ hạn|chậm hạn"),
        ("đúng giờ", "chậm(?: chuyến)?|hủy chuyến"), ("trên trung bình|trung bình trở lên", "dưới trung bình"),
    )
)  # fmt: skip
