"""The only place that knows the order: raw files -> tables -> journeys -> reports.

Each step is a room's own function; this module calls them one after another, writes what they
give, and says in `manifest.json` what went in.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import cxlab
from cxlab import tables
from cxlab.coding.agree import renew
from cxlab.errors import BusyError, StudyError
from cxlab.manifest import MANIFEST, input_hashes, tables_key, versions
from cxlab.opened import Processed, require_segments
from cxlab.publish import RunResult, publish
from cxlab.steps import Steps
from cxlab.study import SEGMENTS, Study

if TYPE_CHECKING:
    from cxlab.analyse.corrected import Learnt
    from cxlab.analyse.encode import Encoder
    from cxlab.analyse.taught import Taught

EVERYONE = "all"


def run(
    study: Study | str | Path,
    segments: Sequence[str] | None = None,
    out: str | Path | None = None,
    lang: str | None = None,
    workers: int | None = None,
    *,
    force: bool = False,
) -> RunResult:
    """Process the study once, then make one report per segment; see RunResult for what failed.

    `out` moves processed tables and reports there. Raises StudyError for a wrong study or segment
    and BusyError when another run holds the study.
    """
    opened = study if isinstance(study, Study) else Study.load(study, out)
    from cxlab.ingest import read_actions, read_promises, tell_lost

    with hold(opened):
        promises, actions = read_promises(opened), read_actions(opened)
        processed = process(opened, force=force)
        renew(opened, processed)
        known = processed.segments
        require_segments(segments or [], known, opened.name)
        found = set(processed.findings["finding_id"])
        tell_lost(promises, actions, segments=known, finding_ids=found)
        chosen = [segment for segment in known if not segments or segment in segments]
        if not chosen:
            raise StudyError(
                f"study '{opened.name}' has documents but no customers' segment. "
                f"Map one: columns: {{segment: ...}}, or give people.csv a segment column"
            )
        return publish(
            opened,
            processed,
            chosen,
            lang=lang or opened.file.report.language,
            workers=workers,
        )


def process(study: Study, *, force: bool = False) -> Processed:
    """The study's tables: those of the last run when nothing that matters changed, else made anew."""
    from cxlab.analyse.encode import require_encoder

    require_encoder(study.encoder)
    made = Processed(study.processed)
    inputs = input_hashes(study)
    key = tables_key(study, inputs)
    if not force and (made.folder / MANIFEST).exists() and made.manifest.get("key") == key:
        if made.manifest["inputs"] != inputs:  # what people wrote for the map, and no table reads
            _keep(made.manifest | {"inputs": inputs}, made.folder)
        return Processed(study.processed)
    return _make(study, inputs, key)


def _make(study: Study, inputs: dict[str, str], key: str) -> Processed:
    from cxlab.analyse.clauses import split_clauses
    from cxlab.analyse.corrected import learn
    from cxlab.analyse.decided import decide_feeling
    from cxlab.analyse.encode import Cached, get_encoder
    from cxlab.analyse.measured import label_error, measured, measured_groups
    from cxlab.analyse.readers import encoders, read_by
    from cxlab.analyse.sentiment import add_sentiment
    from cxlab.analyse.sequence import add_stages
    from cxlab.analyse.taught import teach
    from cxlab.analyse.themes import add_themes
    from cxlab.analyse.touchpoints import make_mentions
    from cxlab.ingest import mark_decided, read_overrides, read_sources
    from cxlab.journey.findings import find
    from cxlab.journey.labelerror import LabelError
    from cxlab.journey.settle import settle_stages
    from cxlab.prepare import add_channels, prepare, to_utterances

    folder = study.processed
    # The manifest marks finished tables: it goes first and comes back last.
    (folder / MANIFEST).unlink(missing_ok=True)
    steps = Steps()
    overrides = read_overrides(study)
    raw = read_sources(study)
    steps.next("clean and redact")
    prepared = prepare(raw.documents, raw.turns, roster=raw.roster)
    documents = _placed(prepared.documents, study)
    steps.next("utterances")
    utterances = to_utterances(documents, prepared.turns)
    steps.next("feeling")
    judged = int(utterances["role"].isin(tables.EVIDENCE_ROLES).sum())
    reader, near, senses = encoders(study.encoder, folder / "vectors", judged, steps.read)
    # Clauses before feeling: each is read as it will be shown, and a sentence that falls in two is
    # read no more; and before whatever ties something to an id, decisions of people first.
    utterances, overrides = mark_decided(
        add_channels(split_clauses(utterances, reader, decided=overrides["utt_id"]), documents),
        overrides,
    )
    # People teach first: what they decided is surer than what a document's stars say of a sentence.
    learnt = learn(
        utterances, overrides, reader, listener=near, stages=study.stages, seed=study.file.seed
    )
    utterances = add_sentiment(utterances, learnt.encoder)
    taught = teach(utterances, documents, learnt.encoder, listener=near, seed=study.file.seed)
    steps.next("stages")
    # Questions are context only: the fast reading is enough for them.
    listener = Cached(get_encoder("fast"), folder / "vectors")
    utterances = add_stages(taught.utterances, learnt.encoder, listener=listener)
    steps.next("touchpoints")
    # Once without what people decided of touchpoints, to tell how often they agree.
    mentions = make_mentions(utterances, study.codebook, senses)
    overrides = _with_machine(overrides, utterances, mentions, learnt, listener, study)
    utterances = decide_feeling(utterances, overrides, learnt.encoder)
    mentions = add_themes(
        _decided_mentions(mentions, utterances, overrides, senses, study), utterances, near
    )
    utterances = settle_stages(utterances, mentions, study, overrides)
    steps.next("findings")
    errors = label_error(reader)
    findings = [
        find(
            utterances, mentions, documents, segment=segment, codebook=study.codebook,
            min_people=study.file.report.min_people, seed=study.file.seed,
            lang=study.file.report.language, label_error=LabelError(**errors),
        )
        for segment in tables.customer_segments(documents)
    ]  # fmt: skip
    made = {
        "documents": documents,
        "utterances": utterances,
        "mentions": mentions,
        "findings": pd.concat(findings) if findings else tables.empty("findings"),
        "overrides": overrides,
        "quarantine": raw.quarantine,
    }
    _write(made, folder)
    manifest = {
        "key": key,
        "study": study.name,
        "inputs": inputs,
        "counts": raw.counts.to_dict("records"),
        "prepared": {
            "turns dropped": prepared.dropped,
            "turns cleaned": prepared.cleaned,
            "redacted": prepared.redacted,
        },
        "rows": {name: len(table) for name, table in made.items()},
        "method": {
            "cxlab": cxlab.__version__,
            "tables": key,
            "encoder": reader.name,
            "likeness": near.name,
            **read_by(reader, utterances),
            "seed": study.file.seed,
            "min_people": study.file.report.min_people,
            "measured": measured(reader),
            "measured_groups": measured_groups(reader),
            "label_error": errors,
            "taught": _taught(taught),
            **_decided(overrides, learnt),
            "versions": versions(),
        },
    }
    _keep(manifest, folder)
    steps.close()
    return Processed(folder)


def _keep(manifest: dict[str, Any], folder: Path) -> None:
    content = json.dumps(manifest, ensure_ascii=False, indent=1, default=str)
    (folder / MANIFEST).write_text(content + "\n", encoding="utf-8")


def _with_machine(
    overrides: pd.DataFrame,
    utterances: pd.DataFrame,
    mentions: pd.DataFrame,
    learnt: "Learnt",
    listener: "Encoder",
    study: Study,
) -> pd.DataFrame:
    """The overrides beside what the machine says by itself, having learnt from other documents only.

    Without this, agreement measured after people taught the machine would flatter it.
    """
    from cxlab.analyse.sentiment import add_sentiment
    from cxlab.analyse.sequence import add_stages
    from cxlab.coding.labels import labels, with_machine
    from cxlab.journey.settle import settle_stages

    asked = utterances[utterances["utt_id"].isin(overrides["utt_id"])]
    fold = asked["utt_id"].map(learnt.fold)
    parts = [asked[fold.isna()]]
    for number, blind in enumerate(learnt.blind):
        rows = asked[fold == number]
        if rows.empty:
            continue
        # Stages are read within whole documents.
        read = utterances[utterances["doc_id"].isin(rows["doc_id"])]
        # What people did not correct is as it was, and the study's ratings have their say in it.
        if learnt.corrected != {"stage"}:
            read = add_sentiment(read, blind)
        if "stage" in learnt.corrected:
            read = add_stages(read, blind, listener=listener)
        parts.append(read[read["utt_id"].isin(rows["utt_id"])])
    unaided = settle_stages(pd.concat(parts), mentions, study)
    return with_machine(overrides, labels(unaided, mentions))


def _decided_mentions(
    mentions: pd.DataFrame,
    utterances: pd.DataFrame,
    overrides: pd.DataFrame,
    encoders: Sequence["Encoder"],
    study: Study,
) -> pd.DataFrame:
    """The mentions after people's decisions, which stand and teach the others."""
    from cxlab.analyse.decided import decide_mentions
    from cxlab.analyse.touchpoints import make_mentions

    if (overrides["field"] == "touchpoint").any():
        mentions = make_mentions(utterances, study.codebook, encoders, overrides)
    return decide_mentions(mentions, overrides)


def _write(made: dict[str, pd.DataFrame], folder: Path) -> None:
    """Check what the tables promise each other, then write them."""
    made = {name: tables.conform(name, table) for name, table in made.items()}
    tables.check_spans(made["documents"], made["utterances"])
    tables.check_known(made["mentions"], made["utterances"])
    tables.check_known(made["findings"], made["utterances"])
    for name, table in made.items():
        tables.write(name, table, folder)


def _decided(overrides: pd.DataFrame, learnt: "Learnt") -> dict[str, Any]:
    """How much people decided and what it taught the machine, for the method box."""
    from cxlab.ingest.overrides import people_in

    return {
        "decided": {
            "decisions": len(overrides),
            "people": people_in(overrides["author"]),
            "utterances": int(overrides["utt_id"].nunique()),
        },
        "lessons": [asdict(lesson) for lesson in learnt.lessons],
    }


def _taught(taught: "Taught") -> dict[str, Any]:
    """What the study's own ratings did to how its sentences feel, for the method box."""
    gain = taught.gain
    told = {"before": round(gain.before, 3), "after": round(gain.after, 3)} if gain else {}
    return {"used": taught.used, "documents": taught.documents, **told}


def _placed(documents: pd.DataFrame, study: Study) -> pd.DataFrame:
    """The documents in the segments people decided; where none is named, everyone is one segment."""
    from cxlab.ingest.segments import place_people

    decided = place_people(documents, study.folder / SEGMENTS)
    if (decided["segment"] != "").any():
        return decided
    return decided.assign(segment=EVERYONE)


@contextmanager
def hold(study: Study) -> Iterator[None]:
    """Hold the study's folder for one run; BusyError when another run has it."""
    from filelock import FileLock, Timeout

    study.processed.mkdir(parents=True, exist_ok=True)
    lock = FileLock(study.processed / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"another run holds {study.processed}. Wait until it ends, or use --out elsewhere"
        ) from None
    try:
        yield
    finally:
        lock.release()
