"""One function for each verb. What is heavy is imported inside the verb that needs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from toolkit.hints import TYPE_CHECKING
from toolkit.problems import ToolkitError, sort_problems
from toolkit.records import replace

if TYPE_CHECKING:
    from toolkit.model import Computed
    from toolkit.outcomes.check import CheckOutcome
    from toolkit.outcomes.fill import FillOutcome
    from toolkit.outcomes.merge import Merged
    from toolkit.outcomes.read import Fields, Shown
    from toolkit.outcomes.trace import TraceOutcome
    from toolkit.outcomes.write import Written
    from toolkit.watch import State
    from toolkit.word.compile import Template
    from toolkit.word.ledger import Ledger
    from toolkit.word.package import Package


def read(data: Path) -> Computed:
    """A workbook read and computed. Raises a `ToolkitError` when it cannot be read or holds no appendix."""
    from toolkit.compute import compute
    from toolkit.excel.read import read_workbook

    return compute(read_workbook(data))


def show(data: Path) -> Shown:
    """What was read from a workbook and what follows from it."""
    from toolkit.outcomes.read import Shown

    computed = read(data)
    return Shown(computed.problems, computed)


def fields(data: Path) -> Fields:
    """Every key a template may use, with its value."""
    from toolkit.facts import Facts
    from toolkit.outcomes.read import Fields

    computed = read(data)
    return Fields(computed.problems, tuple(Facts(computed).all()))


def default_report(data: Path) -> Path:
    """Where a workbook's report goes when nothing else is said: beside it, under its name."""
    return data.with_suffix(".docx") if data.name else data


def load_template(path: Path | None, computed: Computed) -> Template:
    """The template at a path, or the shipped one of the form the workbook's `Thông tin` asks for."""
    return template_at(shipped_template(computed) if path is None else path)


def template_at(path: Path) -> Template:
    """The template at a path, compiled once for any number of reports as long as the file stays what it is.

    Raises a `ToolkitError` when it is no usable template.
    """
    from toolkit.watch import state_of

    return _compiled(path, state_of(path))


@lru_cache(maxsize=8)
def _compiled(path: Path, _state: State) -> Template:
    from toolkit.gate import admit_document
    from toolkit.word.compile import compile_template
    from toolkit.word.store import PartStore

    admitted = admit_document(path)
    compiled = compile_template(admitted.data, path.name, store=PartStore.of_user(), archive=admitted.parts)
    return replace(compiled, problems=(*admitted.problems, *compiled.problems))


def shipped_template(computed: Computed) -> Path:
    """The shipped template for a workbook's form and date."""
    from toolkit.profiles import choose_profile

    return template_folder() / choose_profile(computed.workbook).template


def template_folder() -> Path:
    """The folder of the shipped templates, installed or in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def fill(
    data: Path,
    *,
    template: Path | None = None,
    output: Path | None = None,
    numbers: str | None = None,
    fresh: bool = False,
    final: bool = False,
    strict: bool = False,
) -> FillOutcome:
    """Fill a report from a workbook, or bring an existing report of ours up to date, and write it.

    The report is written whole or not at all; the one it replaces is kept as `<name>.bak.docx`. `numbers` says which
    figure wins where document and data both changed: "keep" (the default) or "workbook". `fresh` starts again from the
    template. `final` gives the report for publication, without fields and ledger. With `strict` nothing is written when
    there are errors. A report that somebody else changes meanwhile is read again. Raises a `ToolkitError` when the
    workbook, the template or the report cannot be used.
    """
    for tries_left in (2, 1, 0):
        try:
            return _fill(data, template, output, numbers=numbers, fresh=fresh, final=final, strict=strict)
        except ToolkitError as error:
            if error.problem.code != "PL553" or not tries_left:
                raise
    raise AssertionError("the last try returns or raises")


def _fill(
    data: Path, template: Path | None, output: Path | None, *, numbers: str | None, fresh: bool, final: bool, strict: bool
) -> FillOutcome:  # fmt: skip
    """One try at `fill`."""
    from toolkit.facts import Facts
    from toolkit.files import backup_of, check_ending, refuse_input, write_whole
    from toolkit.outcomes.fill import FillOutcome
    from toolkit.profiles import with_form
    from toolkit.watch import state_of
    from toolkit.word.fill import fill as fill_template

    report = output or default_report(data)
    refuse_input(report, data, template)
    check_ending(report, ".docx")
    computed = read(data)
    facts = Facts(replace(computed, workbook=with_form(computed.workbook)))
    compiled = load_template(template, computed)
    before = state_of(report)
    existing = None if fresh else existing_report(report)
    filled = fill_template(compiled, facts, workbook=data.name, day=day_of(data), store=existing is None)
    outcome, standing = FillOutcome(report=report, template=compiled.name), 0
    if existing is None:
        package, found = filled.package, list(filled.problems)
        outcome = replace(outcome, filled=filled.filled)
    else:
        from toolkit.word.refresh import refresh

        refreshed = refresh(*existing, filled, facts, prefer_workbook=numbers == "workbook")
        package, found = refreshed.package, [*filled.problems, *refreshed.problems]
        standing = refreshed.conflicts + refreshed.standing
        outcome = replace(
            outcome, refreshed=True, filled=refreshed.filled, unchanged=refreshed.unchanged, kept=refreshed.kept,
            conflicts=refreshed.conflicts, lost=refreshed.lost,
        )  # fmt: skip
    from toolkit.word.handwritten import has_figures

    if has_figures(package):
        from toolkit.tieout.proofread import proofread

        loose = proofread(package, filled.ledger, computed)
        found += loose
        outcome = replace(outcome, loose=sum(problem.code == "PL565" for problem in loose))
    outcome = replace(outcome, problems=sort_problems([*computed.problems, *found]))
    if strict and outcome.failed:
        return replace(outcome, written=False)
    if final:
        if standing and numbers is None:
            raise ToolkitError("PL547", str(report), count=standing)
        from toolkit.word.final import finalise

        package = finalise(package)
    write_whole(report, package.write, backup=backup_of(report), still=lambda: state_of(report) == before)
    return outcome


def make_appendix(data: Path, output: Path, *, strict: bool = False) -> Written:
    """Write the formatted appendix of a workbook: with live formulas as .xlsx, with fields and ledger as .docx.

    With `strict` nothing is written when there are errors. Raises PL549 for any other ending, and a `ToolkitError` when
    the data cannot be read or the file not be written.
    """
    from toolkit.files import backup_of, check_ending, refuse_input, write_whole
    from toolkit.outcomes.write import Written

    refuse_input(output, data)
    check_ending(output, ".xlsx", ".docx")
    computed = read(data)
    rows = sum(len(appendix.rows) for appendix in computed.appendices)
    outcome = Written(computed.problems, output, len(computed.appendices), rows)
    if output.suffix.lower() == ".docx":
        filled = fill(data, template=template_folder() / "phu-luc.docx", output=output, strict=strict)
        return replace(outcome, problems=filled.problems, written=filled.written)
    if strict and outcome.failed:
        return replace(outcome, written=False)
    from toolkit.excel.write.book import write_book

    day = day_of(data)
    write_whole(output, lambda stream: stream.write(write_book(computed, day=day)), backup=backup_of(output))
    return outcome


def new_workbook(output: Path, *, kind: str = "năm", periods: Sequence[str] = (), year: int | None = None) -> Written:
    """Write the blank standard workbook for these periods, or for those a kind of report usually has.

    `kind` is one of `KINDS`; `year` the year reported on (this one by default). Raises PL550 for a name that is taken
    by a file, which is never written over, PL549 for one that is no .xlsx.
    """
    from datetime import date

    from toolkit.excel.write.blank import ROWS, write_blank
    from toolkit.files import check_ending, check_output, write_whole
    from toolkit.kinds import usual_periods
    from toolkit.outcomes.write import Written

    check_output(output, new=True)
    check_ending(output, ".xlsx")
    chosen = usual_periods(kind, year or date.today().year)
    content = write_blank(
        tuple(periods) or chosen.periods,
        info={"ten_loai": "BÁO CÁO", "ky_bao_cao": chosen.name},
        prior=chosen.prior,
        title=("PHỤ LỤC", f"KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU {chosen.name.upper()}"),
    )
    write_whole(output, lambda stream: stream.write(content), new=True)
    return Written((), output, 1, ROWS)


def import_workbook(document: Path, output: Path) -> Written:
    """Write the appendix tables of a Word report or a text as a standard workbook.

    Figures are typed as they are printed; rules come from the report's ledger where it is ours, else they are inferred
    and marked so. What found no place is kept on a sheet of its own. The problems are those of the workbook written.
    Raises PL201 when there is no appendix table, PL550 when the output exists, PL549 when it is no .xlsx.
    """
    from toolkit.compute import compute
    from toolkit.excel.from_tables import gather
    from toolkit.excel.read import assemble
    from toolkit.excel.texts import TAKEN_OUT, writable_rows
    from toolkit.excel.write.book import STANDARD, write_book
    from toolkit.files import check_ending, check_output, write_whole
    from toolkit.outcomes.write import Written
    from toolkit.tieout.document import Document

    check_output(output, new=True)
    check_ending(output, ".xlsx")
    opened = Document.open(document)
    gathered = gather(opened.tables(), document.name)
    if not gathered.workbook.sheets:
        raise ToolkitError("PL201", document.name, file=document.name, near="-")
    workbook = assemble(gathered.workbook)
    if opened.ledger is not None:
        from toolkit.word.steering import steered

        workbook = steered(workbook, gathered.fields, opened.ledger)
    computed = compute(workbook)
    lost = [problem for problem in workbook.problems if problem.code in TAKEN_OUT]
    content = write_book(computed, dress=STANDARD, rest=writable_rows(gathered.rest, document.name, lost))
    write_whole(output, lambda stream: stream.write(content), new=True)
    written = read(output)
    rows = sum(len(appendix.rows) for appendix in written.appendices)
    told = [
        problem for problem in written.problems if problem.code != "PL208"
    ]  # the sheets just written beside the grid
    return Written(sort_problems([*lost, *told]), output, len(written.appendices), rows)


def check(report: Path, data: Path | None = None, mark: Path | None = None, *, lang: str = "vi") -> CheckOutcome:
    """Every number statement of a Word report or a text with its verdict, by itself and against the workbook.

    Without a workbook the document's own appendix takes its place, and its arithmetic errors are problems. `mark` is
    where a copy of a Word report goes that carries a comment at each inconsistent claim and a closing table, in the
    language `lang`. Raises PL561 for marking a text, PL549 when `mark` is no .docx, PL545 when it is an input, and a
    `ToolkitError` when the report or the workbook cannot be used.
    """
    from toolkit.files import backup_of, check_ending, refuse_input, write_whole
    from toolkit.outcomes.check import CheckOutcome
    from toolkit.tieout.document import TEXTS, Document
    from toolkit.tieout.tie import tie_out

    if mark is not None:
        if report.suffix.lower() in TEXTS:
            raise ToolkitError("PL561", str(report), file=report.name)
        refuse_input(mark, report, data)
        check_ending(mark, ".docx")
    document = Document.open(report)
    tied = tie_out(document, None if data is None else read(data))
    outcome = CheckOutcome(sort_problems(tied.problems), report, tied.claims, mark)
    if mark is not None and document.package is not None:
        from toolkit.word.mark import mark as mark_package

        marked = mark_package(document.package, *outcome.marking(lang))
        write_whole(mark, marked.write, backup=backup_of(mark))
    return outcome


def merge(
    units: Sequence[Path], output: Path, *, roster: Path | None = None, workers: int | None = None,
    scheduler: str | None = None, progress: Callable[[int], object] | None = None,
) -> Merged:  # fmt: skip
    """Merge the workbooks of many units into one standard workbook whose figures are formulas over theirs.

    Raises PL549 when the output is no .xlsx, PL545 when it is one of the units, PL635 when nothing can be merged.
    """
    from toolkit.excel.merging import merge_units
    from toolkit.outcomes.merge import Merged

    made = merge_units(units, output, roster=roster, workers=workers, scheduler=scheduler, progress=progress)
    return Merged(made.problems, made)


def trace(report: Path, text: str = "") -> TraceOutcome:
    """The cells behind the numbers a report shows, for those whose text holds `text`. Needs no workbook."""
    from toolkit.outcomes.trace import TraceOutcome
    from toolkit.word.trace import trace as trace_fields

    existing = existing_report(report)
    if existing is None:
        raise ToolkitError("PL100", str(report), file=report)
    return TraceOutcome(numbers=tuple(trace_fields(*existing, text)))


def existing_report(report: Path) -> tuple[Package, Ledger] | None:
    """The report of ours at a path, with its ledger; None where there is none.

    Raises PL548 for a file that is no report of ours or is a final version, PL529 for one without its record.
    """
    if not report.exists():
        return None
    from toolkit.gate import admit_document
    from toolkit.word.controls import has_fields
    from toolkit.word.ledger import load
    from toolkit.word.package import Package

    admitted = admit_document(report)
    package = Package.read(admitted.parts or admitted.data)
    ledger = load(package)
    if ledger is None:
        code = "PL529" if has_fields(package.parts[package.main]) else "PL548"
        raise ToolkitError(code, str(report), file=report.name)
    return package, ledger


def day_of(data: Path) -> str:
    """The day a workbook was last saved (yyyy-mm-dd) by its own properties, so that equal files give equal reports."""
    from toolkit.gate import saved_on

    return saved_on(data)


__all__ = ["ToolkitError", "check", "fields", "fill", "read", "show", "trace"]
