"""The stage an utterance ends up in: what the stage head says, weighed with its touchpoints."""

import pandas as pd

from cxlab import stages, tables
from cxlab.errors import StudyError
from cxlab.study import Study
from cxlab.yamlfile import nearest

# From this probability on the head's stage stands against a touchpoint of another stage.
SURE = 0.5


def settle_stages(
    utterances: pd.DataFrame,
    mentions: pd.DataFrame,
    study: Study,
    overrides: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The same utterances with `stage`, `stage_p` and `stage2` in the study's own stages.

    1. A stage that a person gave to the utterance decides (`overrides`, in the study's stages).
    2. Else a touchpoint that a person gave to it does.
    3. Else the head's stage stands, when one of the utterance's touchpoints lies in it, or no
       touchpoint is known, or the head is at least half sure.
    4. Else its surest touchpoint decides: a sentence without a moment of its own ("nunca mais
       respondem") takes the moment of what it speaks of.
    Built-in stages become the study's (those nobody covers become 'none'). Raises StudyError for
    a stage that neither knows.
    """
    stage = _own(utterances["stage"], study.stages)
    stage2 = _own(utterances["stage2"], study.stages) if "stage2" in utterances else None
    of_touchpoint = {one.id: one.stage for one in study.codebook.touchpoints}
    tied = mentions.assign(stage=mentions["touchpoint"].map(of_touchpoint)).dropna(subset="stage")
    tied = tied.sort_values(
        ["utt_id", "score", "touchpoint"], ascending=[True, False, True], kind="stable"
    )
    surest = tied.drop_duplicates("utt_id").set_index("utt_id")["stage"]
    by_people = tied[tied["how"] == "human"].drop_duplicates("utt_id").set_index("utt_id")["stage"]
    agreeing = set(zip(tied["utt_id"], tied["stage"], strict=True))

    utt_ids = utterances["utt_id"]
    agrees = pd.Series(
        [pair in agreeing for pair in zip(utt_ids, stage, strict=True)], index=stage.index
    )
    sure = pd.to_numeric(utterances["stage_p"], errors="coerce").fillna(0.0) >= SURE
    stands = agrees | ((stage != stages.NONE) & sure)
    settled = _else(utt_ids, surest, stage)
    settled = _else(utt_ids, by_people, settled.mask(stands, stage))
    given = tables.empty("overrides") if overrides is None else overrides
    by_hand = given[given["field"] == "stage"].set_index("utt_id")["value"]
    settled = _else(utt_ids, by_hand, settled)
    decided = utt_ids.isin(by_hand.index)
    changed = {
        "stage": settled.astype(object),
        "stage_p": utterances["stage_p"].mask(decided, 1.0),
    }
    if stage2 is not None:
        changed["stage2"] = stage2.where((stage2 != settled) & ~decided, "")
    return utterances.assign(**changed)


def _else(utt_ids: pd.Series, decided: pd.Series, otherwise: pd.Series) -> pd.Series:
    known = utt_ids.isin(decided.index)
    return otherwise.mask(known, utt_ids.map(decided.to_dict()))


def _own(values: pd.Series, model: stages.StageModel) -> pd.Series:
    """Stages in the study's words; nothing known is 'none' for a stage and '' for a second one."""
    empty = "" if values.name == "stage2" else stages.NONE
    rename = {**{own: own for own in model.ids}, **model.rename(), "": empty}
    found = values.fillna("").astype(str).str.strip()
    for strange in sorted(set(found) - set(rename)):
        raise StudyError(
            f"an utterance is in stage '{strange}', which the stage model '{model.id}' does not "
            f"have.{nearest(strange, list(rename))} "
            f"Known: {', '.join((*model.ids, stages.NONE))}"
        )
    return found.map(rename)
