"""cxlab sample: a sheet to code by hand, blind to what the machine said, and the weights to weigh it by."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cxlab.coding.draw import draw, population
from cxlab.coding.sheet import FORMATS, Form, write_sheet
from cxlab.errors import StudyError
from cxlab.journey.evidence import Context
from cxlab.opened import Processed
from cxlab.study import CODING, Study

WEIGHTS = ".weights.csv"


@dataclass(frozen=True)
class Sample:
    """What was written: the sheet for the coders, the weights for `cxlab agreement`, how many rows."""

    sheet: Path
    weights: Path
    rows: int
    population: int


def write_sample(
    study: Study,
    *,
    n: int = 100,
    path: Path | None = None,
    file_format: str = "xlsx",
    lang: str | None = None,
    seed: int | None = None,
) -> Sample:
    """Write `n` sentences of a study that has been run, to be coded by hand.

    Without a path the sheet is `coding/sample.xlsx` beside study.yml; a csv has its guide beside it. The weights always lie in `coding/`, under the sheet's name. The same
    tables and seed give the same rows. Raises StudyError when the study has not been run, or when
    a file is there already: somebody may have filled it.
    """
    folder = study.folder / CODING
    target = path or folder / f"sample.{file_format}"
    if target.suffix.lstrip(".") not in FORMATS:
        raise StudyError(f"a sheet is {' or '.join(FORMATS)}, found '{target.suffix.lstrip('.')}'")
    weights = folder / f"{target.stem}{WEIGHTS}"
    for file in (target, weights):
        if file.exists():
            raise StudyError(
                f"{file} is there already, and people may be filling that sheet. "
                "Write another one: --to other.xlsx --seed 2"
            )
    processed = Processed(study.processed)
    _ = processed.manifest  # a study that was not run is told before anything is written
    said = population(processed.utterances, processed.documents)
    drawn = draw(said, n, seed=study.file.seed if seed is None else seed)
    for parent in (folder, target.parent):
        parent.mkdir(parents=True, exist_ok=True)
    form = Form.of(study, lang or study.file.report.language)
    write_sheet(_rows(drawn["utt_id"].tolist(), said, processed.utterances), form, target)
    drawn[["utt_id", "weight"]].round({"weight": 4}).to_csv(weights, index=False)
    return Sample(target, weights, len(drawn), len(said))


def _rows(utt_ids: list[str], said: pd.DataFrame, utterances: pd.DataFrame) -> list[dict[str, str]]:
    """The sentences in the order drawn, each between what was said before and after it."""
    context = Context(utterances)
    found = said.set_index("utt_id")
    rows = []
    for utt_id in utt_ids:
        before, after = context.around(utt_id)
        own = found.loc[utt_id]
        rows.append(
            {
                "utt_id": utt_id, "lang": str(own["lang"]), "before": before,
                "text": str(own["text"]), "after": after,
            }
        )  # fmt: skip
    return rows
