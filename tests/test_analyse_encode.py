"""Vectors: one per text, the same alone and in company, kept by content and never trusted blindly."""

import multiprocessing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlab.analyse.encode import Cached, checked_texts, get_encoder
from cxlab.errors import StudyError


class Toy:
    """Letters counted: fast, deterministic, and it remembers what it was asked."""

    name = "toy"
    dims = 4

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += list(texts)
        rows = [[len(text), text.count("a"), text.count("e"), 1] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), 4)


def test_an_unknown_encoder_names_those_that_exist():
    """A typing error in study.yml is told apart from a missing package."""
    with pytest.raises(StudyError, match=r"'fastt' is unknown. Known: .*auto.*fast"):
        get_encoder("fastt")


def test_the_default_encoder_is_loaded_once():
    """Every caller shares one set of weights."""
    assert get_encoder("auto") is get_encoder("auto")


def test_an_encoder_object_is_used_as_it_is():
    """Wherever a name is accepted, an object is."""
    toy = Toy()
    assert get_encoder(toy) is toy


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["ok", None], "row 1 is not a string. Found: None"),
        ([float("nan")], "row 0 is not a string. Found: nan"),
        ("one text", "Found: one string"),
    ],
)
def test_what_is_not_a_list_of_texts_is_refused(texts, message):
    """Missing values are named by row instead of becoming the word 'nan'."""
    with pytest.raises(StudyError, match=message):
        checked_texts(texts)


def test_vectors_do_not_depend_on_company_or_order():
    """A text has the same vector alone, among others, and in another order."""
    encoder = get_encoder()
    texts = ["O pedido atrasou", "muy bien", "", "x" * 12_000, "😡 \ud83d", "The app is slow"]
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    backwards = encoder.encode(texts[::-1])[::-1]
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(together, backwards, atol=1e-5)
    assert together.dtype == np.float32 and together.shape == (6, 512)
    assert not together[2].any(), "an empty text says nothing"


def test_the_same_thought_is_near_in_three_languages():
    """Portuguese, Spanish and English share one space."""
    pt, es, en, other = get_encoder().encode(
        [
            "O pedido chegou atrasado",
            "El pedido llegó tarde",
            "The order arrived late",
            "I like tea",
        ]
    )
    assert min(pt @ es, pt @ en, es @ en) > 0.6
    assert abs(pt @ other) < 0.3


def test_equal_texts_are_encoded_once(tmp_path):
    """A sentence said by a thousand customers costs one pass."""
    toy = Toy()
    cached = Cached(toy, tmp_path)
    vectors = cached.encode(["a", "b", "a", "a"])
    assert sorted(toy.asked) == ["a", "b"]
    np.testing.assert_array_equal(vectors[0], vectors[3])


def test_a_second_run_encodes_only_what_is_new(tmp_path):
    """Vectors lie on disk by content, and come back bit for bit."""
    first = Cached(Toy(), tmp_path).encode(["a", "bb"])
    toy = Toy()
    second = Cached(toy, tmp_path).encode(["bb", "ccc", "a"])
    assert toy.asked == ["ccc"]
    np.testing.assert_array_equal(first, second[[2, 0]])


def test_no_text_gives_an_empty_table(tmp_path):
    """Nothing in, nothing out, with the right width."""
    assert Cached(Toy(), tmp_path).encode([]).shape == (0, 4)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 half", b"not an archive"])
def test_a_damaged_cache_is_rebuilt(tmp_path, damage, caplog):
    """A truncated file costs time, never a wrong vector or a crash."""
    right = Cached(Toy(), tmp_path).encode(["a", "bb"])
    for path in tmp_path.rglob("*.npz"):
        path.write_bytes(damage)
    again = Cached(Toy(), tmp_path).encode(["a", "bb"])
    np.testing.assert_array_equal(right, again)
    assert "damaged" in caplog.text
    np.testing.assert_array_equal(right, Cached(Toy(), tmp_path).encode(["a", "bb"]))


def test_a_cache_of_another_width_is_not_used(tmp_path):
    """Vectors of another encoder are never mixed in, even under the same name."""
    Cached(Toy(), tmp_path).encode(["a"])
    path = next(tmp_path.rglob("*.npz"))
    np.savez(path, keys=np.zeros(16, "u1"), vectors=np.zeros((1, 9), np.float32))
    np.testing.assert_array_equal(Cached(Toy(), tmp_path).encode(["a"]), Toy().encode(["a"]))


def test_a_full_disk_does_not_stop_the_run(tmp_path, monkeypatch, caplog):
    """What cannot be kept is still computed."""

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cxlab.analyse.encode.tempfile.mkstemp", full)
    assert Cached(Toy(), tmp_path).encode(["a"]).shape == (1, 4)
    assert "not kept" in caplog.text


def test_nothing_half_written_stays(tmp_path, monkeypatch):
    """A run killed while writing leaves no file that looks finished."""

    def die(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("cxlab.analyse.encode.np.savez", die)
    with pytest.raises(KeyboardInterrupt):
        Cached(Toy(), tmp_path).encode(["a"])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def _fill(folder: str) -> None:
    Cached(Toy(), Path(folder)).encode([str(number) for number in range(200)])


def test_two_processes_may_share_a_cache(tmp_path):
    """Parallel runs neither wait for each other nor spoil the files."""
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_fill, args=(str(tmp_path),)) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    assert [run.exitcode for run in runs] == [0, 0]
    toy = Toy()
    Cached(toy, tmp_path).encode(["7", "199"])
    assert toy.asked == []


def test_progress_counts_what_had_to_be_encoded(tmp_path):
    """The last report says that all is done."""
    seen = []
    cached = Cached(Toy(), tmp_path, progress=lambda done, total: seen.append((done, total)))
    cached.encode([str(number) for number in range(1200)])
    assert seen[-1] == (1200, 1200) and len(seen) == 3


@given(st.lists(st.text(max_size=12), max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_cache_never_changes_a_vector(tmp_path_factory, texts):
    """With or without the cache, whatever the texts."""
    folder = tmp_path_factory.mktemp("vectors")
    np.testing.assert_array_equal(Cached(Toy(), folder).encode(texts), Toy().encode(texts))


@dataclass(frozen=True)
class Decider:
    """Heads that ask their encoder."""

    encoder: object


class Reader(Toy):
    """An encoder with heads of its own, as `accurate` has."""

    name = "reader"
    classes: ClassVar = {"gap": [0, 1], "kind": ["pain", "delight", "fact"]}

    def read(self, texts):
        rows = self.encode(texts)
        return SimpleNamespace(
            vectors=rows,
            chances={"gap": rows[:, :2] / 10, "kind": np.tile([0.5, 0.2, 0.3], (len(rows), 1))},
        )

    @property
    def decider(self):
        return Decider(self)


def test_what_an_encoder_says_is_kept_beside_its_vectors(tmp_path):
    """A slow encoder with heads of its own passes over a text once, also across runs."""
    first = Cached(Reader(), tmp_path)
    vectors, said = first.encode(["aa", "b"]), first.heads(["aa", "b"])
    np.testing.assert_array_equal(vectors, Toy().encode(["aa", "b"]))
    np.testing.assert_allclose(said["gap"], vectors[:, :2] / 10)
    assert said["kind"].shape == (2, 3)
    reader = Reader()
    second = Cached(reader, tmp_path)
    np.testing.assert_array_equal(second.heads(["b"])["gap"], said["gap"][1:])
    assert reader.asked == []
    assert second.decider.encoder is second, "its heads answer out of the cache"


def test_an_encoder_without_heads_has_no_decider(tmp_path):
    """Vectors alone decide nothing."""
    assert Cached(Toy(), tmp_path).decider is None
