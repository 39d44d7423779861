"""The sheet people fill: text with its context, empty columns, lists to choose from, a guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxlab import languages
from cxlab.ingest.decisions import NONE, Values
from cxlab.report.sheets import write_csv
from cxlab.report.words import plain
from cxlab.report.workbook import save
from cxlab.stages import BUILTIN
from cxlab.study import Study
from cxlab.tables import FEELINGS

GIVEN = ("utt_id", "lang", "before", "text", "after")
FILLED = ("kind", "valence", "gap", "stage", "touchpoint", "touchpoint_2", "notes", "coder")
FORMATS = ("xlsx", "csv")
_WIDTHS = {
    "utt_id": 16, "lang": 8, "before": 34, "text": 60, "after": 34, "touchpoint": 26,
    "touchpoint_2": 26, "notes": 30,
}  # fmt: skip
_WIDTH = 14
_LISTS = "lists"


@dataclass(frozen=True)
class Form:
    """The words of a sheet in one language: its headers, its guide, and each field's choices."""

    headers: dict[str, str]
    guide: tuple[tuple[str, str], ...]
    choices: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, study: Study, lang: str) -> "Form":
        """The form of a study, with its own stages and touchpoints."""
        words = languages.of(lang)
        nothing = words.LABELS["emotion_none"]
        values = Values.of(study)
        order = {stage: place for place, stage in enumerate((*study.stages.ids, NONE))}
        touchpoints = sorted(
            study.codebook.touchpoints, key=lambda one: order.get(one.stage, len(order))
        )
        choices = {
            "kind": [words.LABELS[one].casefold() for one in FEELINGS],
            "valence": ["-2", "-1", "0", "1", "2"],
            "gap": [words.LABELS["true"], words.LABELS["false"]],
            "stage": [
                *(_named(values, "stage", one.id, one.name(lang)) for one in study.stages.stages),
                nothing,
            ],
            "touchpoint": [
                *(_named(values, "touchpoint", one.id, one.name(lang)) for one in touchpoints),
                nothing,
            ],
        }
        choices["touchpoint_2"] = choices["touchpoint"]
        guide = [*words.CODING_GUIDE]
        for stage in study.stages.stages:
            covers = stage.covers or tuple({stage.id} & set(BUILTIN))
            meant = "; ".join(words.STAGE_GUIDE[one] for one in covers)
            guide.append((f"{words.SHEET_COLUMNS['stage']}: {stage.name(lang)}", meant))
        return cls(
            words.SHEET_COLUMNS,
            tuple(guide),
            {field: tuple(names) for field, names in choices.items()},
        )

    def text(self) -> str:
        """The guide and the choices as plain text, for a coder who gets a csv."""
        lines = [f"{head}\n  {said}\n" for head, said in self.guide if said]
        lines += [f"{self.headers[field]}: {', '.join(one)}" for field, one in self.choices.items()]
        return "\n".join(lines) + "\n"


def _named(values: Values, field: str, value: str, name: str) -> str:
    """The name, or the id where another value has the same name."""
    try:
        return name if values.read(field, name) == value else value
    except ValueError:
        return value


def write_sheet(rows: Sequence[dict[str, str]], form: Form, path: Path) -> None:
    """Write the rows (GIVEN columns) with empty FILLED columns, as the file's ending says."""
    header = [form.headers[name] for name in (*GIVEN, *FILLED)]
    cells = [[row[name] for name in GIVEN] + [""] * len(FILLED) for row in rows]
    if path.suffix == ".csv":
        write_csv(header, cells, path)
        path.with_suffix(".guide.txt").write_text(form.text(), encoding="utf-8")
        return
    save(_workbook(header, cells, form), path)


def _workbook(header: list[str], cells: list[list[str]], form: Form) -> Any:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    book.properties.creator = "cxlab"
    sheet = book.active
    sheet.title = form.headers["text"][:31]
    sheet.freeze_panes = f"{get_column_letter(len(GIVEN) + 1)}2"
    bold, context = Font(bold=True), Font(color="666666")
    wrap = Alignment(wrap_text=True, vertical="top")
    shade = PatternFill("solid", fgColor="EEF3F8")
    for column, name in enumerate((*GIVEN, *FILLED), start=1):
        cell = sheet.cell(1, column, header[column - 1])
        cell.font, cell.fill = bold, shade
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, _WIDTH)
    for row, values in enumerate(cells, start=2):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            cell.value = plain(value)
            cell.data_type = "s"  # never a formula, whatever it begins with
            cell.alignment = wrap
            if GIVEN[min(column, len(GIVEN)) - 1] != "text":
                cell.font = context
    lists = book.create_sheet(_LISTS)
    for place, (field, choices) in enumerate(form.choices.items(), start=1):
        letter = get_column_letter(place)
        lists.cell(1, place, form.headers[field])
        for row, choice in enumerate(choices, start=2):
            lists.cell(row, place, float(choice) if field == "valence" else choice)
        rule = DataValidation(
            "list", formula1=f"={_LISTS}!${letter}$2:${letter}${len(choices) + 1}", allow_blank=True
        )
        rule.errorTitle, rule.error = form.headers[field], ", ".join(choices)[:250]
        rule.showErrorMessage = True
        sheet.add_data_validation(rule)
        target = get_column_letter(len(GIVEN) + FILLED.index(field) + 1)
        rule.add(f"{target}2:{target}{len(cells) + 1}")
    lists.sheet_state = "hidden"
    guide = book.create_sheet(form.guide[0][0][:31])
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 28, 100
    for row, (head, said) in enumerate(form.guide, start=1):
        guide.cell(row, 1, head).font = bold
        guide.cell(row, 1).alignment = wrap
        guide.cell(row, 2, said).alignment = wrap
    return book
