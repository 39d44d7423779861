"""What heads trained without the held-out documents say of them, kept so that it is made once.

    python -m training.held ../shared/data --cache FOLDER      writes FOLDER/said-<encoder>-<recipe>.parquet

The recipe of the shipped fast heads with their choices; about a minute of a quiet core. The file holds
the labelled sentences, their document and what was said of them (`said_…`).
"""

import argparse
import hashlib
from pathlib import Path

import pandas as pd

from cxlab.analyse.encode import Cached, get_encoder
from cxlab.analyse.heads import FOLDER, load
from training import choose, heads, store
from training.labels import read_labelled
from training.measure import predict


def said_held_out(data: Path, cache: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(labelled sentences with `document`, what the fast recipe says of them), row by row."""
    path = cache / f"said-{get_encoder('fast').name}-{_recipe()}.parquet"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _make(data, cache).to_parquet(path)
    both = pd.read_parquet(path)
    said = both.filter(like="said_")
    return both.drop(columns=said.columns), said.rename(columns=lambda one: one[len("said_") :])


def _recipe() -> str:
    """A mark of everything the predictions depend on besides the data."""
    own = Path(__file__).parent
    files = [own / f"{name}.py" for name in ("heads", "network", "patterns", "choose")]
    content = b"".join(path.read_bytes() for path in [*files, FOLDER / "heads-use-m3.npz"])
    return hashlib.blake2b(content, digest_size=4).hexdigest()


def _make(data: Path, cache: Path) -> pd.DataFrame:
    labelled, encoder = read_labelled(data), Cached(get_encoder("fast"), cache)
    learn = ~labelled.held_out
    rows, rough = (heads.read_rows(labelled, encoder, roughly=flag) for flag in (False, True))
    extra = heads.read_extra(data, set(labelled.groups[~learn]), encoder)
    shipped = load(encoder.name)
    chosen = {
        "share": shipped.share,
        "temperature": shipped.temperature,
        "settings": shipped.settings,
    }
    fitted = heads.fit(heads.together(rows.take(learn), rough.take(learn)), extra, encoder.name)
    said = predict(store.rounded(choose.apply(fitted, chosen)), rows.take(~learn))
    table = labelled.table[~learn].assign(document=labelled.groups[~learn])
    table["item"] = table["item"].astype(str)
    return pd.concat([table.reset_index(drop=True), said.add_prefix("said_")], axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    given = parser.parse_args()
    print(len(said_held_out(given.data, given.cache)[0]), "sentences")


if __name__ == "__main__":
    main()
