"""Figures: rules, percent, judgement and footing. Codes PL3xx."""

from __future__ import annotations

from toolkit.problems.entry import ERROR, NOTE, WARNING, Entry

ENTRIES: dict[str, Entry] = {
    "PL301": Entry(
        ERROR,
        "thực hiện ghi {typed} nhưng {formula} = {computed} (lệch {difference}; tính từ {source})",
        "the actual says {typed} but {formula} = {computed} (off by {difference}; from {source})",
        "sửa ô này hoặc ô của kỳ bị sai; nếu cố ý, ghi “nhập tay” ở cột Cách tính",
        "correct this cell or the period that is wrong; to keep the typed figure write “nhập tay” under Cách tính",
    ),
    "PL302": Entry(
        ERROR,
        "% ghi {typed} nhưng {formula} = {computed} ({word} {difference}; tính từ {source})",
        "the percentage says {typed} but {formula} = {computed} (off by {difference}; from {source})",
        "sửa ô này; báo cáo dùng {computed}",
        "correct this cell; the report uses {computed}",
    ),
    "PL303": Entry(
        ERROR,
        "so cùng kỳ ghi {typed} nhưng {formula} = {computed}% (lệch {difference}; tính từ {source})",
        "the change on last year says {typed} but {formula} = {computed}% (off by {difference}; from {source})",
        "sửa ô này hoặc số cùng kỳ",
        "correct this cell or last year's figure",
    ),
    "PL304": Entry(
        ERROR,
        "kỳ {period} ghi {typed} nhưng {text} = {computed}",
        "{period} says {typed} but {text} = {computed}",
        "sửa ô này, hoặc một ô mà công thức ở cột Cách tính dùng tới",
        "correct this cell, or one that the formula under Cách tính uses",
    ),
    "PL305": Entry(
        WARNING,
        "ghi “{typed}” nhưng {actual} so với chỉ tiêu {target} là {judgement}",
        "says “{typed}” but {actual} against the target {target} is “{judgement}”",
        "sửa chữ ở ô này, hoặc số của dòng",
        "correct the word in this cell or the figures of its row",
    ),
    "PL311": Entry(
        WARNING,
        "chỉ tiêu của “{label}” bằng 0 nên không tính được tỷ lệ",
        "the target of “{label}” is zero, so there is no percentage",
        "để trống ô chỉ tiêu nếu không giao chỉ tiêu",
        "leave the target empty where none was set",
    ),
    "PL312": Entry(
        WARNING,
        "không cách tính nào cho ra số đã nhập {typed} của “{label}”; giữ số đã nhập",
        "no rule comes near the typed {typed} of “{label}”; the typed figure is kept",
        "ghi Cách tính, ví dụ “= XS + TOT” (tổng của hai dòng) hoặc “nhập tay”",
        "write its rule under Cách tính, such as “= XS + TOT” (the sum of two rows) or “nhập tay”",
    ),
    "PL313": Entry(
        WARNING,
        "không hiểu cách tính “{text}”; suy ra từ số liệu",
        "the rule “{text}” is not understood; it was inferred from the figures",
        "dùng: tổng, trung bình, bình quân năm, cuối kỳ, lớn nhất, nhỏ nhất, nhập tay, hoặc = MÃ1 + MÃ2",
        "use: tổng, trung bình, bình quân năm, cuối kỳ, lớn nhất, nhỏ nhất, nhập tay, or = KEY1 + KEY2",
    ),
    "PL314": Entry(
        ERROR,
        "công thức “{text}” nhắc tới mã {name} không có trong bảng",
        "the formula “{text}” names the key {name}, which no row has",
        "xem các mã bằng lệnh phuluc fields",
        "`phuluc fields` lists the keys",
    ),
    "PL315": Entry(
        ERROR,
        "không đọc được công thức “{text}”",
        "the formula “{text}” cannot be read",
        "công thức chỉ gồm mã, số, + - * / và dấu ngoặc",
        "a formula holds keys, numbers, + - * / and brackets only",
    ),
    "PL316": Entry(
        WARNING,
        "số cùng kỳ của “{label}” bằng 0 nên không so sánh được",
        "last year's figure of “{label}” is zero, so there is nothing to compare with",
    ),
    "PL317": Entry(
        ERROR,
        "công thức “{text}” dùng tới chính dòng của nó (trực tiếp, hoặc qua công thức khác)",
        "the formula “{text}” uses its own row, by itself or through other formulas",
        "sửa một trong các công thức đó",
        "correct one of these formulas",
    ),
    "PL318": Entry(
        ERROR,
        "công thức “{text}” chia cho 0",
        "the formula “{text}” divides by zero",
        "xem lại số của các dòng mà công thức dùng",
        "look at the figures of the rows it uses",
    ),
    "PL319": Entry(
        WARNING,
        "ô “{text}” không phải là số; cách tính của dòng không cần tới nên chỉ để trống",
        "the cell “{text}” is not a number; the rule of its row does not need it, so it is left blank",
        "sửa hoặc xóa ô này",
        "mend or clear the cell",
    ),
    "PL320": Entry(
        WARNING,
        "mã “{key}” dùng cho nhiều dòng: {cells}",
        "the key “{key}” is given to several rows: {cells}",
        "đặt cho mỗi dòng một mã khác nhau",
        "give each row a key of its own",
    ),
    "PL321": Entry(
        ERROR,
        "ô này = {typed}; nếu là {value} thì cả {count} quan hệ đều khớp (đang sai: {relations})",
        "this cell = {typed}; with {value} all {count} relations hold (broken now: {relations})",
        "kiểm tra lại ô này trước (lệch {difference})",
        "look at this cell first (off by {difference})",
    ),
    "PL322": Entry(
        ERROR,
        "dòng tổng ghi {typed} nhưng các dòng dưới cộng lại là {computed} (lệch {difference}): {formula}",
        "the total says {typed} but its rows add up to {computed} (off by {difference}): {formula}",
        "sửa dòng tổng hoặc dòng thành phần; nếu chỉ là một phần thì ghi “Trong đó”",
        "correct the total or one of its rows; write “Trong đó” where they are only a part",
    ),
    "PL323": Entry(
        ERROR,
        "các tỷ lệ cộng lại là {total}, phải là 100 (lệch {difference}): {formula}; xem ô {cells}",
        "the shares make {total} and should make 100 (off by {difference}): {formula}; see {cells}",
        "sửa một trong các ô này",
        "correct one of these cells",
    ),
    "PL324": Entry(
        ERROR,
        "phần “trong đó” {part} lớn hơn tổng {whole} ở ô {cell} (thừa {difference})",
        "the part {part} is more than the whole {whole} in {cell} (by {difference})",
        "sửa một trong hai ô",
        "correct one of the two cells",
    ),
    "PL325": Entry(
        WARNING,
        "dòng tổng là {typed} nhưng các dòng dưới có số cộng lại là {computed} ({formula}); ô trống: {cells}",
        "the total is {typed} but the figures below it make {computed} ({formula}); blank cells: {cells}",
        "điền các ô trống, hoặc ghi 0 nếu không có",
        "fill the blank cells, or write 0 where there is nothing",
    ),
    "PL326": Entry(
        WARNING,
        "dòng tổng không bằng các dòng dưới ở cả {count} cột; ô này ghi {typed} nhưng cộng lại là {computed} (lệch "
        "{difference}): {formula}; các ô khác: {cells}",
        "the total differs from its rows in all {count} columns; this cell says {typed} but they add up to {computed} (off by "
        "{difference}): {formula}; the other cells: {cells}",
        "nếu các dòng dưới chỉ là một phần thì ghi “Trong đó”; nếu không thì xem có thiếu dòng nào",
        "write “Trong đó” where the rows are only a part; else see whether a row is missing",
    ),
    "PL331": Entry(
        NOTE,
        "{typed} là số bị cắt phần lẻ hoặc làm tròn sai; làm tròn đúng là {computed} ({formula})",
        "{typed} was cut off or rounded wrongly; rounded it is {computed} ({formula})",
    ),
    "PL332": Entry(
        NOTE,
        "ghi {typed}, tính được {computed} ({formula}); sẽ khớp khi sửa ô {culprit}",
        "says {typed}, computed {computed} ({formula}); it ties once {culprit} is corrected",
    ),
    "PL333": Entry(
        NOTE,
        "% ghi {typed} tính theo số thực hiện đã nhập ở ô {culprit}; theo số tính được là {computed}",
        "the percentage {typed} follows from the typed actual in {culprit}; by the computed one it is {computed}",
    ),
    "PL334": Entry(
        NOTE,
        "các kỳ chỉ là một phần của cột “{column}” nên giữ số đã nhập ở cột này, không tính lại",
        "the periods are only a part of “{column}”, so its typed figures stand and were not computed",
        "ghi Cách tính ở dòng nào cần tính từ các kỳ",
        "write a rule under Cách tính in the rows that the periods make up",
    ),
    "PL335": Entry(
        NOTE,
        "suy ra cách tính “{rule}” cho “{label}” vì chỉ cách này ra số đã nhập, trong khi các dòng cùng đơn vị là “{usual}”",
        "the rule “{rule}” was taken for “{label}” because it alone gives the typed figure, while rows of its unit have “{usual}”",
        "ghi Cách tính ở dòng này",
        "write the rule of this row under Cách tính",
    ),
    "PL336": Entry(
        NOTE,
        "giữ số đã nhập {typed}; các kỳ của dòng sẽ ra đúng số này khi sửa ô {culprit}",
        "the typed {typed} stands; the periods of the row make it up once {culprit} is corrected",
    ),
    "PL337": Entry(
        WARNING,
        "công thức “{text}” chưa tính được vì chưa có số của {names}",
        "the formula “{text}” gives nothing yet, for there is no figure of {names}",
        "điền số của các dòng đó, cùng kỳ với các dòng khác của công thức",
        "fill in these rows, for the same periods as the formula's other rows",
    ),
    "PL338": Entry(
        WARNING,
        "các kỳ không làm nên số của cột “{column}” ở đa số dòng nên giữ số đã nhập ở cột này, không tính lại",
        "the periods do not make up “{column}” in most rows, so its typed figures stand and were not computed",
        "ghi Cách tính ở dòng nào cần tính từ các kỳ, hoặc đổi tên cột cho rõ kỳ",
        "write a rule under Cách tính in the rows that the periods make up, or let the headings name their time",
    ),
    "PL339": Entry(
        WARNING,
        "không rõ cột “{column}” so với cột nào: {count} trong {all} dòng không theo thực hiện đã đọc; ví dụ ghi {typed} nhưng "
        "{formula} = {computed}",
        "it is not clear what “{column}” compares: {count} of {all} rows do not follow the actual as read; here {typed}, while "
        "{formula} = {computed}",
        "đổi tên cột cho rõ so với kỳ nào, chỉ tiêu nào",
        "let the heading name what is compared with what",
    ),
}
