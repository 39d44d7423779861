"""Encoders a person brings: found early, told plainly when missing, and never asked about feeling."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from cxlab.analyse import named
from cxlab.analyse.encode import Cached, Encoder, get_encoder, get_reader, require_encoder
from cxlab.analyse.heads import Lent, for_encoder
from cxlab.analyse.sentiment import score_sentiment
from cxlab.analyse.stages import assign_stages
from cxlab.analyse.touchpoints import assign_touchpoints
from cxlab.codebook import Codebook
from cxlab.errors import StudyError
from cxlab.flow import run
from cxlab.inventory import inventory
from cxlab.manifest import input_hashes
from cxlab.study import Study

TEXTS = ["A entrega atrasou", "", "El personal fue amable", "  ", "The app is slow"]


def letters(texts: list[str], width: int = 26) -> np.ndarray:
    """Letters counted."""
    return np.array([[text.lower().count(chr(97 + i)) for i in range(width)] for text in texts])


class Model:
    """What both packages give: something with `encode`."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.asked: list[str] = []

    def encode(self, texts, **_):
        self.asked += texts
        return letters(texts).astype(np.float64)


@pytest.fixture
def packages(monkeypatch):
    """Both packages, faked: `loaded` lists (place, options) of every model asked for."""
    loaded: list[tuple[str, dict]] = []

    def make(place, **options):
        loaded.append((place, options))
        if not Path(place).is_dir() and options.get("local_files_only"):
            raise OSError("not kept on this disk")
        if "offline" in place:
            raise OSError("We couldn't connect\n  to the hub")
        return Model(place)

    transformers, static = ModuleType("sentence_transformers"), ModuleType("model2vec")
    transformers.SentenceTransformer = make
    static.StaticModel = type("StaticModel", (), {"from_pretrained": staticmethod(make)})
    monkeypatch.setitem(sys.modules, "sentence_transformers", transformers)
    monkeypatch.setitem(sys.modules, "model2vec", static)
    monkeypatch.setattr(named.importlib.util, "find_spec", lambda name: object())
    return loaded


@pytest.fixture
def folder(tmp_path):
    """A folder that looks like a saved model of either kind."""
    place = tmp_path / "modelo é meu"
    place.mkdir()
    for name in ("modules.json", "config.json", "model.safetensors"):
        (place / name).write_text("{}", encoding="utf-8")
    return place


@pytest.mark.parametrize("kind", ["sentence-transformers", "model2vec"])
def test_a_model_in_a_folder_keeps_the_protocol(packages, folder, kind):
    """Unit length, float32, in order; an empty text says nothing; loaded when first asked."""
    encoder = named.NamedEncoder(f"{kind}:{folder}")
    assert packages == []
    vectors = encoder.encode(TEXTS)
    assert isinstance(encoder, Encoder)
    assert vectors.dtype == np.float32 and vectors.shape == (len(TEXTS), encoder.dims)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1, 0, 1], atol=1e-6)
    np.testing.assert_array_equal(encoder.encode(TEXTS[::-1])[::-1], vectors)
    assert encoder.encode([]).shape == (0, encoder.dims)
    assert len(packages) == 1 and packages[0][0] == str(folder)


def test_the_name_of_kept_vectors_tells_weights_apart(packages, folder, monkeypatch, tmp_path):
    """Other weights in the same folder are another encoder: a cache never mixes them."""
    one = named.NamedEncoder(f"model2vec:{folder}")
    assert one.name.startswith("model2vec-modelo-meu-")
    kept = Cached(one, tmp_path / "vectors").encode(["bom"])
    np.testing.assert_array_equal(Cached(one, tmp_path / "vectors").encode(["bom"]), kept)
    monkeypatch.setattr(Model, "encode", lambda self, texts, **_: letters(texts) + 1.0)
    other = named.NamedEncoder(f"model2vec:{folder}")
    assert other.name != one.name and other.name[:20] == one.name[:20]


def test_a_folder_is_never_looked_for_on_the_network(packages, folder):
    """What lies on this disk is read from this disk."""
    named.NamedEncoder(f"sentence-transformers:{folder}").encode(["bom"])
    assert [options.get("local_files_only") for _, options in packages] == [True]


def test_a_model_of_the_hub_is_looked_for_on_this_disk_first(packages):
    """Only where it was never fetched may the package ask the network."""
    named.NamedEncoder("sentence-transformers:casa/modelo").encode(["bom"])
    assert [options.get("local_files_only") for _, options in packages] == [True, None]


def test_a_model_that_cannot_be_had_is_told(packages):
    """Offline, a name of the hub is one sentence and not a traceback."""
    with pytest.raises(StudyError, match=r"could not be loaded. It is neither a folder here.*needs a network.*couldn't connect to the hub.*encoder 'auto'"):  # fmt: skip
        named.NamedEncoder("sentence-transformers:casa/offline").encode(["bom"])


@pytest.mark.parametrize("kind", ["sentence-transformers", "model2vec"])
def test_a_missing_package_names_its_extra(kind, monkeypatch, folder):
    """A person learns the command."""
    monkeypatch.setattr(named.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(StudyError, match=rf"pip install {kind} \(the extra of that name: cxlab\[{kind}\]\)"):  # fmt: skip
        require_encoder(f"{kind}:{folder}")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("model2vec:", "no folder '' is there"),
        (
            "model2vec:casa/modelo",
            "no folder 'casa/modelo' is there.*absolute or beside study.yml$",
        ),
        ("sentence-transformers:./modelo", "no folder './modelo' is there.*or a name of the hub"),
        ("sentence-transformers:a/b/c", "no folder 'a/b/c' is there"),
        ("sentence-transformers:", "no folder '' is there"),
        (
            "sentence_transformers:x",
            "is unknown. Known: .*sentence-transformers:NAME, model2vec:FOLDER",
        ),
        ("model2vec", "is unknown"),
    ],
)
def test_a_wrong_name_is_told_before_anything_is_loaded(packages, name, message):
    """What was looked for, where, and what to give instead."""
    with pytest.raises(StudyError, match=message):
        require_encoder(name)
    assert packages == []


def test_a_mistyped_path_is_not_taken_for_a_model_of_the_hub(packages, tmp_path, monkeypatch):
    """`models/minilm` with a folder `models` beside it is a path: nobody waits for a network."""
    (tmp_path / "models").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match="no folder 'models/minilm' is there"):
        require_encoder("sentence-transformers:models/minilm")


def test_a_folder_without_a_model_lists_what_it_holds(packages, tmp_path):
    """The parent folder is the usual mistake."""
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(StudyError, match=r"modules\.json is not in it. Found: notes\.txt"):
        require_encoder(f"sentence-transformers:{tmp_path}")


def test_vectors_that_are_none_are_refused(packages, folder, monkeypatch):
    """A broken model stops with a sentence, not with a map full of NaN."""
    monkeypatch.setattr(Model, "encode", lambda self, texts, **_: np.full((len(texts), 3), np.nan))
    with pytest.raises(StudyError, match=r"gave no vector.*shape \(3, 3\)"):
        named.NamedEncoder(f"model2vec:{folder}").encode(["bom"])


def test_feeling_is_read_by_encoders_with_heads(packages, folder):
    """A model of one's own tells what is alike; what people feel is told as 'auto' tells it."""
    name = f"model2vec:{folder}"
    assert get_reader(name, 10) is get_encoder("accurate")
    assert get_reader(name) is get_encoder("cascade")
    texts = ["Chegou quebrado, péssimo", "Adorei o atendimento"]
    assert score_sentiment(texts, encoder=name).equals(score_sentiment(texts))
    assert assign_stages(texts, encoder=name).equals(assign_stages(texts))
    assert packages == []


def test_heads_are_lent_to_an_encoder_without(packages, folder):
    """An encoder object handed to a room: the fast heads read the words for it."""
    lent = for_encoder(get_encoder(f"model2vec:{folder}"))
    assert isinstance(lent, Lent)
    own, fast = for_encoder(get_encoder("fast")), get_encoder("fast")
    said = lent.logits(["Chegou quebrado"], ["pt"], np.zeros((1, 3)))
    expected = own.logits(["Chegou quebrado"], ["pt"], fast.encode(["Chegou quebrado"]))
    np.testing.assert_allclose(said["kind"], expected["kind"], atol=1e-5)


def test_touchpoints_are_found_with_it(packages, folder):
    """The vectors of a person's own model serve where likeness counts."""
    found = assign_touchpoints(
        ["the delivery was late"], Codebook.builtin(), ["en"], f"model2vec:{folder}"
    )
    assert packages, "its vectors were asked for"
    assert set(found["row"]) <= {0}


def study_with(tmp_path: Path, encoder: str) -> Path:
    """A study of six short answers that names an encoder."""
    place = tmp_path / "loja"
    place.mkdir(exist_ok=True)
    (place / "study.yml").write_text(
        f"title: Loja\nencoder: {encoder}\nsources:\n"
        "  - {name: a, kind: review, files: '*.csv', columns: {text: t, participant: p, segment: s}}\n",
        encoding="utf-8",
    )
    rows = [f"a entrega atrasou {n} dias,p{n},todos" for n in range(6)]
    (place / "a.csv").write_text("t,p,s\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return place


def test_check_and_run_tell_a_wrong_encoder_first(tmp_path):
    """Before a file is read, not after an hour."""
    place = study_with(tmp_path, "fastt")
    for command in (inventory, run):
        with pytest.raises(StudyError, match="encoder 'fastt' is unknown"):
            command(place, out=tmp_path / "out")


def test_a_study_runs_with_a_model_beside_it(packages, folder, tmp_path):
    """The folder is found beside study.yml, its vectors place touchpoints, the report says so."""
    place = study_with(tmp_path, "model2vec:modelo é meu")
    folder.rename(place / "modelo é meu")
    inventory(place)
    from cxlab.flow import process

    study = Study.load(place, tmp_path / "out")
    made = process(study)
    method = made.manifest["method"]
    assert method["encoder"] == get_encoder("accurate").name
    assert method["likeness"].startswith("model2vec-modelo-meu-")
    assert "modelo é meu/config.json" in input_hashes(study), "other weights make other tables"


@pytest.mark.skipif(importlib.util.find_spec("model2vec") is None, reason="extra not installed")
def test_a_real_static_model_is_read(tmp_path):
    """A model2vec model of six words, made here, saved and read back."""
    from model2vec import StaticModel
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = ["[UNK]", "a", "entrega", "atrasou", "personal", "amable"]
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    model = StaticModel(np.eye(6, 8, dtype=np.float32), tokenizer)
    model.save_pretrained(tmp_path / "m")
    encoder = get_encoder(f"model2vec:{tmp_path / 'm'}")
    late, late_too, kind = encoder.encode(["entrega atrasou", "atrasou entrega", "amable"])
    assert late @ late_too > 0.99 and late @ kind < 0.01
