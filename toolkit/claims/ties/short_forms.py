"""Short forms of the offices written out, so that "BHYT" and "bảo hiểm y tế" are the same words."""

from __future__ import annotations

import re
from typing import Final

from toolkit.claims.numbers.normal import canon

# Only forms that mean one thing wherever they stand: HS may be pupils or files, ĐV members or units.
_FORMS: Final = {
    "NSNN": "ngân sách nhà nước",
    "NSTW": "ngân sách trung ương",
    "NSĐP": "ngân sách địa phương",
    "XNK": "xuất nhập khẩu",
    "XK": "xuất khẩu",
    "NK": "nhập khẩu",
    "DN": "doanh nghiệp",
    "DNNN": "doanh nghiệp nhà nước",
    "DNNVV": "doanh nghiệp nhỏ và vừa",
    "HTX": "hợp tác xã",
    "THT": "tổ hợp tác",
    "SXCN": "sản xuất công nghiệp",
    "SXKD": "sản xuất kinh doanh",
    "SXNN": "sản xuất nông nghiệp",
    "ĐTC": "đầu tư công",
    "XDCB": "xây dựng cơ bản",
    "GPMB": "giải phóng mặt bằng",
    "GRDP": "tổng sản phẩm trên địa bàn",
    "GTNT": "giao thông nông thôn",
    "NTM": "nông thôn mới",
    "XDNTM": "xây dựng nông thôn mới",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "BHTN": "bảo hiểm thất nghiệp",
    "KCB": "khám chữa bệnh",
    "SDD": "suy dinh dưỡng",
    "TYT": "trạm y tế",
    "ATTP": "an toàn thực phẩm",
    "DSKHHGĐ": "dân số kế hoạch hóa gia đình",
    "GDĐT": "giáo dục đào tạo",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TTHC": "thủ tục hành chính",
    "CCHC": "cải cách hành chính",
    "DVC": "dịch vụ công",
    "DVCTT": "dịch vụ công trực tuyến",
    "CNTT": "công nghệ thông tin",
    "CĐS": "chuyển đổi số",
    "CBCC": "cán bộ công chức",
    "CBCCVC": "cán bộ công chức viên chức",
    "CCVC": "công chức viên chức",
    "TNGT": "tai nạn giao thông",
    "ATGT": "an toàn giao thông",
    "TTATGT": "trật tự an toàn giao thông",
    "ANTT": "an ninh trật tự",
    "TTXH": "trật tự xã hội",
    "TNXH": "tệ nạn xã hội",
    "PCCC": "phòng cháy chữa cháy",
    "NVQS": "nghĩa vụ quân sự",
    "KNTC": "khiếu nại tố cáo",
    "PCTN": "phòng chống tham nhũng",
    "DTTS": "dân tộc thiểu số",
    "LLVT": "lực lượng vũ trang",
    "TCĐ": "tổ chức đảng",
    "TCCSĐ": "tổ chức cơ sở đảng",
    "CĐCS": "công đoàn cơ sở",
    "LĐLĐ": "liên đoàn lao động",
    "MTTQ": "mặt trận tổ quốc",
    "LHPN": "liên hiệp phụ nữ",
    "CCB": "cựu chiến binh",
    "ĐVTN": "đoàn viên thanh niên",
    "HĐND": "hội đồng nhân dân",
    "UBND": "ủy ban nhân dân",
    "UBKT": "ủy ban kiểm tra",
    "LLCT": "lý luận chính trị",
    "TW": "trung ương",
    "TCM": "tay chân miệng",
    "SXH": "sốt xuất huyết",
    "HSSV": "học sinh sinh viên",
    "NHCSXH": "ngân hàng chính sách xã hội",
    "CSXH": "chính sách xã hội",
    "XKLĐ": "xuất khẩu lao động",
    "GTSX": "giá trị sản xuất",
    "TMĐT": "thương mại điện tử",
    "KTTT": "kinh tế tập thể",
    "CBQL": "cán bộ quản lý",
    "GDTX": "giáo dục thường xuyên",
    "GDNN": "giáo dục nghề nghiệp",
    "VSATTP": "vệ sinh an toàn thực phẩm",
    "QLTT": "quản lý thị trường",
    "TTATXH": "trật tự an toàn xã hội",
    "DQTV": "dân quân tự vệ",
    "QSDĐ": "quyền sử dụng đất",
    "GCN": "giấy chứng nhận",
    "PCGD": "phổ cập giáo dục",
    "XMC": "xóa mù chữ",
    "TTCN": "tiểu thủ công nghiệp",
    "CNXD": "công nghiệp xây dựng",
    "NLTS": "nông lâm thủy sản",
    "NLN": "nông lâm nghiệp",
    "ĐĐK": "đại đoàn kết",
    "FDI": "vốn đầu tư nước ngoài",
    "NQD": "ngoài quốc doanh",
    "TNCN": "thu nhập cá nhân",
    "TNDN": "thu nhập doanh nghiệp",
    "GTGT": "giá trị gia tăng",
    "BVMT": "bảo vệ môi trường",
    "XSKT": "xổ số kiến thiết",
    "ĐTPT": "đầu tư phát triển",
    "MTQG": "mục tiêu quốc gia",
    "CTMTQG": "chương trình mục tiêu quốc gia",
    "PTNT": "phát triển nông thôn",
    "KCN": "khu công nghiệp",
    "KKT": "khu kinh tế",
    "LLLĐ": "lực lượng lao động",
    "GTVT": "giao thông vận tải",
    "KHCN": "khoa học công nghệ",
    "TDTT": "thể dục thể thao",
    "VPHC": "vi phạm hành chính",
    "QPPL": "quy phạm pháp luật",
    "TGPL": "trợ giúp pháp lý",
    "PBGDPL": "phổ biến giáo dục pháp luật",
    "CCCD": "căn cước công dân",
    "TMDV": "thương mại dịch vụ",
    "TNXP": "thanh niên xung phong",
}
# Words that offices write for one another and that mean one thing beside a figure.
_SAME: Final = {
    "heo": "lợn", "thóc": "lúa", "mổ": "phẫu thuật", "tam nông": "nông nghiệp nông thôn", "gieo cấy": "gieo trồng", "đánh bắt": "khai thác",
    "về đích nông thôn mới": "đạt chuẩn nông thôn mới", "khám bệnh, chữa bệnh": "khám chữa bệnh",
    "khám, chữa bệnh": "khám chữa bệnh", "bác sỹ": "bác sĩ", "vắc-xin": "vắc xin", "văcxin": "vắc xin", "vaccine": "vắc xin",
    "dân tộc ít người": "dân tộc thiểu số",
}  # fmt: skip
_ONE: Final = {canon(said): canon(meant) for said, meant in _SAME.items()}
_SAME_WORD: Final = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(_ONE, key=len, reverse=True))})(?![^\W_])")
_SHORT: Final = re.compile(r"(?<![^\W\d_])[A-ZĐ]{2,8}(?![^\W\d_])")


_UNITS: Final = {canon(form): canon(words) for form, words in _FORMS.items()}


def unit_written_out(unit: str) -> str:
    """A unit as numbers are read with it, written out where it is a short form: "htx" is "hợp tác xã"."""
    return _UNITS.get(unit, unit)


def written_out(text: str) -> str:
    """A text in composed letters as `canon` spells it, with known short forms written out and one word for two that are one."""
    spelt = canon(_SHORT.sub(lambda match: _FORMS.get(match[0], match[0]), text))
    return _SAME_WORD.sub(lambda match: _ONE[match[0]], spelt)
