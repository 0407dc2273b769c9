"""Number statements in the words offices use, with figures drawn by dice: every one holds, its figures are marked «…».

`forms` gives one sentence, or one short text, of each form. `changed` changes a digit of one figure in turn, so that
something in the text no longer holds.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.numbers import round_half_up, show

_FIGURE = re.compile("«([^»]*)»")


def n(value: Decimal | int) -> str:
    """A figure as it is printed, marked."""
    return f"«{show(Decimal(value))}»"


def pct(part: Decimal | int, whole: Decimal | int, digits: int = 2) -> str:
    """A percentage as it is printed, marked."""
    return n(round_half_up(Decimal(part) * 100 / Decimal(whole), digits)) + "%"


def plain(text: str) -> str:
    """The text without its marks."""
    return text.replace("«", "").replace("»", "")


def forms(dice: random.Random) -> list[str]:
    """One text of each form; `a` is less than `b`, `m` more, `p`, `q`, `s` are parts of `w`, `x` is a higher rate than `y`."""
    b = dice.randint(1000, 9000)
    a, m = int(b * dice.uniform(0.55, 0.95)), int(b * dice.uniform(1.05, 1.4))
    p, q, s = (dice.randint(110, 400) for _ in range(3))
    w = p + q + s
    x, y = (Decimal(dice.randint(low, low + 49)) / 10 for low in (905, 805))
    money, spent = (Decimal(dice.randint(low, low + 1999)) / 10 for low in (5001, 2001))
    ha, rate = dice.randint(1000, 9000), Decimal(dice.randint(451, 699)) / 10
    unit = dice.choice(("đảng viên", "hộ", "lượt người", "hồ sơ", "đoàn viên", "lao động", "đơn", "học sinh"))
    return [
        f"Trong năm thực hiện được {n(a)} {unit}, bằng {pct(a, b)} kế hoạch giao ({n(b)} {unit}).",
        f"Đã hoàn thành {n(a)}/{n(b)} {unit}, đạt {pct(a, b)}, còn {n(b - a)} {unit} chưa thực hiện.",
        f"Chỉ tiêu giao là {n(b)} {unit}, kết quả thực hiện {n(m)} {unit}, vượt {pct(m - b, b)} chỉ tiêu.",
        f"Toàn huyện có {n(m)} {unit}, tăng {n(m - b)} {unit} ({pct(m - b, b)}) so với cùng kỳ năm trước.",
        f"Xảy ra {n(a)} vụ, giảm {n(b - a)} vụ, tương ứng giảm {pct(b - a, b)} so với năm 2024 ({n(b)} vụ).",
        f"Toàn tỉnh có {n(b)} {unit}, trong đó khu vực nông thôn {n(a)} {unit}, chiếm {pct(a, b)}.",
        f"Hỗ trợ {n(w)} {unit}, gồm {n(p)} {unit} ở thành phố, {n(q)} {unit} ở đồng bằng và {n(s)} {unit} ở miền núi.",
        f"Đã giải quyết {n(w)} vụ việc (cấp tỉnh {n(p)}, cấp huyện {n(q)}, cấp xã {n(s)}).",
        f"Tỷ lệ hộ dùng nước sạch đạt {n(x)}%, vượt {n(x - y)}% so với nghị quyết (nghị quyết {n(y)}%).",
        f"Tỷ lệ hài lòng tăng từ {n(y)}% năm 2023 lên {n(x)}% năm 2024, tăng {n(x - y)} điểm %.",
        f"Tỷ lệ đúng hạn chỉ đạt {n(y)}%, thấp hơn {n(x - y)}% so với chỉ tiêu ({n(x)}%).",
        f"Tỷ lệ bao phủ đạt {n(x)}%, so với năm 2023 ({n(y)}%) tăng {n(x - y)} điểm phần trăm.",
        f"Tiếp nhận {n(b)} hồ sơ; đã trả kết quả {n(a)} hồ sơ; đang giải quyết {n(b - a)} hồ sơ.",
        f"Bảo hiểm tự nguyện: {n(a)} người (KH {n(b)} người; đạt {pct(a, b, 1)}).",
        f"- Cấp giấy chứng nhận: KH {n(b)} giấy - TH {n(a)} giấy - đạt {pct(a, b, 1)}.",
        f"- Khám chữa bệnh: {n(m)} lượt, so CK {n(b)} lượt, tăng {pct(m - b, b, 1)}.",
        f"Số học sinh tăng từ {n(b)} em lên {n(m)} em, tăng {n(m - b)} em.",
        f"Năm 2023 toàn ngành tuyển dụng {n(b)} người, năm 2024 tuyển dụng {n(m)} người, tăng {pct(m - b, b, 1)}.",
        f"Trong tổng số {n(b)} người được hỏi, có {n(a)} người hài lòng, chiếm {pct(a, b, 1)}, số còn lại {n(b - a)} người không có ý kiến.",
        f"Có {n(a)} sản phẩm được xếp hạng trên tổng số {n(b)} sản phẩm dự thi, đạt tỷ lệ {pct(a, b)}.",
        f"Chi thường xuyên {n(b)} triệu đồng; chi cho giáo dục {n(a)} triệu đồng, chiếm {pct(a, b, 1)} tổng chi thường xuyên.",
        f"Doanh thu đạt {n(m)} tỷ đồng, vượt {n(m - b)} tỷ đồng so với kế hoạch ({n(b)} tỷ đồng).",
        f"Đàn bò từ {n(b)} con năm 2023 tăng lên {n(m)} con năm 2024 (tăng {pct(m - b, b)}).",
        f"Lực lượng lao động {n(b)} người (nam {n(b - a)} người, nữ {n(a)} người); lao động nữ chiếm {pct(a, b)}.",
        f"Số thu phí mới đạt {pct(a, b, 1)} dự toán ({n(a)}/{n(b)} triệu đồng).",
        f"Tỷ lệ giải ngân đạt {pct(a, b, 1)} (giải ngân {n(a)} triệu đồng trên kế hoạch {n(b)} triệu đồng).",
        f"So với kế hoạch năm {n(b)} lượt, đến nay đã đạt {pct(a, b)} ({n(a)} lượt).",
        f"Số vụ vi phạm là {n(m)} vụ, nhiều hơn cùng kỳ {n(m - b)} vụ (cùng kỳ {n(b)} vụ).",
        f"Thành lập mới {n(m)} doanh nghiệp, cao hơn {pct(m - b, b, 1)} so với mức {n(b)} doanh nghiệp của năm trước.",
        f"Thu ngân sách là {n(a)} tỷ đồng, đạt {pct(a, b, 1)} dự toán và giảm {pct(m - a, m, 1)} so với cùng kỳ (dự toán {n(b)} tỷ đồng; cùng kỳ {n(m)} tỷ đồng).",
        f"Số hộ nghèo còn {n(p)} hộ, chiếm tỷ lệ {pct(p, b)} (tổng số hộ dân là {n(b)} hộ).",
        f"Công ty có {n(b)} lao động, trong đó có {n(a)} lao động nữ (chiếm {pct(a, b)}), {n(p)} lao động đã qua đào tạo (chiếm {pct(p, b)}).",
        f"Đến nay mới phát triển được {n(a)} đoàn viên, còn thiếu {n(b - a)} đoàn viên so với chỉ tiêu ({n(b)} đoàn viên).",
        f"Kế hoạch vốn là {n(money)} tỷ đồng; đã giải ngân {n(spent)} tỷ đồng, đạt {pct(spent, money, 1)}; số vốn còn lại {n(money - spent)} tỷ đồng, chiếm {pct(money - spent, money, 1)}.",
        f"Có {pct(a, b, 1)} số thôn ({n(a)}/{n(b)} thôn) đạt danh hiệu văn hóa.",
        f"Số thu đạt {n(a)} tỷ đồng, bằng {pct(a, b, 1)} dự toán pháp lệnh ({n(b)} tỷ đồng) và bằng {pct(a, m, 1)} dự toán phấn đấu ({n(m)} tỷ đồng).",
        f"Tổng kinh phí {n(w)} triệu đồng: ngân sách tỉnh {n(p)} triệu đồng ({pct(p, w, 1)}), ngân sách huyện {n(q)} triệu đồng ({pct(q, w, 1)}), xã hội hóa {n(s)} triệu đồng ({pct(s, w, 1)}).",
        f"Kết quả phân loại: loại A {n(p)} đơn vị ({pct(p, w)}); loại B {n(q)} đơn vị ({pct(q, w)}); loại C {n(s)} đơn vị ({pct(s, w)}).",
        f"Toàn xã đã cấp thẻ cho {n(a)} hộ (chiếm {pct(a, b)} số hộ toàn xã là {n(b)} hộ).",
        f"Ban hành {n(m)} văn bản, tăng {n(m - b)} văn bản so với năm 2023 ({n(b)} văn bản) và đạt {pct(m, b + 77, 1)} kế hoạch ({n(b + 77)} văn bản).",
        f"Thu hồi được {n(a)} triệu đồng trong tổng số {n(b)} triệu đồng phải thu hồi, đạt {pct(a, b, 1)}.",
        f"Toàn tỉnh hỗ trợ {n(w)} hộ dân, cụ thể:\n- Huyện miền núi: {n(p)} hộ.\n- Huyện đồng bằng: {n(q)} hộ.\n- Thành phố: {n(s)} hộ.",
        f"Phát hiện {n(a)} vụ buôn lậu (cùng kỳ {n(b)} vụ), giảm {n(b - a)} vụ, giảm {pct(b - a, b, 1)}.",
        f"TH/KH: {n(a)}/{n(b)} ha, đạt {pct(a, b, 1)}.",
        f"Số chi bộ tăng thêm {n(p)} chi bộ, từ {n(q)} chi bộ lên {n(p + q)} chi bộ.",
        f"Giải quyết {n(w)} tin báo, trong đó khởi tố {n(p)} vụ, không khởi tố {n(q)} vụ, tạm đình chỉ {n(s)} vụ.",
        f"Khu vực dịch vụ đạt {n(spent)} tỷ đồng, chiếm {pct(spent, money, 1)} trong tổng giá trị sản xuất ({n(money)} tỷ đồng).",
        f"Có {n(a)} sinh viên (chiếm {pct(a, b, 1)}) trong tổng số {n(b)} sinh viên tham gia câu lạc bộ.",
        f"Nâng tổng số hội viên từ {n(b)} hội viên đầu nhiệm kỳ lên {n(m)} hội viên hiện nay, tăng {n(m - b)} hội viên ({pct(m - b, b, 1)}).",
        f"Nếu như năm 2020 có {n(b)} hộ kinh doanh thì đến năm 2024 đã có {n(m)} hộ kinh doanh, tăng {pct(m - b, b, 1)}.",
        f"Thu phí: {n(a)} triệu đồng (DT {n(b)} triệu đồng, đạt {pct(a, b, 1)}; CK {n(m)} triệu đồng, giảm {pct(m - a, m, 1)}).",
        f"Số vụ phạm pháp giảm từ {n(b)} vụ (năm 2023) xuống {n(a)} vụ (năm 2024), tức giảm {pct(b - a, b, 1)}.",
        f"Thu nội địa {n(m)} tỷ đồng, vượt dự toán {pct(m - b, b, 1)} (dự toán {n(b)} tỷ đồng).",
        f"Đầu kỳ có {n(b)} đoàn viên, trong kỳ kết nạp {n(p)} đoàn viên, chuyển đi {n(q)} đoàn viên, cuối kỳ còn {n(b + p - q)} đoàn viên.",
        f"Trên địa bàn có {n(b)} doanh nghiệp. Trong số này, doanh nghiệp siêu nhỏ là {n(a)} doanh nghiệp, chiếm {pct(a, b, 1)}.",
        f"Số người chết do tai nạn tăng {n(m - b)} người ({n(m)}/{n(b)}), tăng {pct(m - b, b, 1)}.",
        f"Lúa: diện tích {n(ha)} ha, năng suất {n(rate)} tạ/ha, sản lượng {n(round_half_up(ha * rate / 10, 0))} tấn.",
        f"Mở lớp đối tượng đảng cho {n(p + q)} quần chúng¹.\n¹ Khối cơ quan {n(p)} quần chúng, khối doanh nghiệp {n(q)} quần chúng.",
    ]  # fmt: skip


def changed(text: str, dice: random.Random) -> Iterator[str]:
    """The text with one digit of each figure changed in turn, of a long figure not the last, which rounding may hide."""
    for figure in _FIGURE.finditer(text):
        places = [index for index, char in enumerate(figure[1]) if char.isdigit()]
        place = dice.choice(places[:-1] if len(places) > 3 else places)
        others = [digit for digit in "123456789" if abs(int(digit) - int(figure[1][place])) > 1]
        told = f"{figure[1][:place]}{dice.choice(others)}{figure[1][place + 1 :]}"
        yield plain(text[: figure.start()] + told + text[figure.end() :])
