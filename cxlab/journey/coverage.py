"""How much of what there is to hear was heard: codes per interview, and who speaks of which stage where."""

import math

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from cxlab.journey import statistics
from cxlab.journey.evidence import Evidence, claims, people, rounded
from cxlab.journey.measures import Coverage, Saturation, SaturationStep
from cxlab.journey.pieces import NOBODY
from cxlab.journey.statistics import Floats

INTERVIEW, PERSON = "interview", "person"
# G. Guest, E. Namey and M. Chen, PLoS ONE 15 (2020), e0232076: the codes of the first four interviews are the
# base, runs are two long, and saturation is at 5 % or less of new codes in a run.
_BASE, _RUN, _LITTLE = 4, 2, 0.05
_STEPS = 40  # of a curve of many people: more could not be told apart


def coverage(evidence: Evidence, spoken: dict[str, pd.DataFrame]) -> tuple[Coverage, ...]:
    """Stage x source, in the order of the stages and the alphabet of sources, where nobody speaks too.

    `spoken`: stage -> what is said of it. Customers' sources only.
    """
    sources = sorted(
        set(zip(evidence.documents["source"], evidence.documents["kind"], strict=True))
    )
    cells = []
    for stage, rows in spoken.items():
        for name, kind in sources:
            here = rows[(rows["source"] == name) & (rows["source_kind"] == kind)]
            cells.append(Coverage(stage, str(name), str(kind), people(here), len(here)))
    return tuple(cells)


def saturation(evidence: Evidence) -> tuple[Saturation, ...]:
    """The curve of the interviews, where two or more were held, and that of all people.

    People and interviews stand in the order of their first date; those of no date come last.
    """
    codes = _codes(evidence.mentions)
    held = evidence.documents[evidence.documents["kind"] == INTERVIEW]
    told = codes[codes["doc_id"].isin(held["doc_id"])]
    dated = evidence.said.assign(date=pd.to_datetime(evidence.said["date"], errors="coerce"))
    curves = [
        _curve(told["code"], told["doc_id"], _in_order(held, "doc_id"), unit=INTERVIEW),
        _curve(codes["code"], codes["person"], _in_order(dated, "person"), unit=PERSON),
    ]
    return tuple(one for one in curves if one.interviews > 1)


def _codes(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions that say something, with its code; lukewarm pains and delights say nothing."""
    kinds = mentions["kind"]
    stands = kinds.isin(["wish", "fact"]) | claims(mentions, "pain") | claims(mentions, "delight")
    codes = mentions["touchpoint"] + "\x1f" + kinds + "\x1f" + mentions["theme"].fillna("")
    return mentions.assign(code=codes)[stands]


def _in_order(rows: pd.DataFrame, unit: str) -> list[str]:
    first = rows.groupby(unit)["date"].min().reset_index()
    ordered = first.sort_values(["date", unit], na_position="last")[unit]
    return [str(one) for one in ordered]


def _curve(codes: pd.Series, said_in: pd.Series, order: list[str], *, unit: str) -> Saturation:
    places = said_in.map({name: at for at, name in enumerate(order, start=1)})
    found = places.groupby(codes).nunique().to_numpy()
    first = places.groupby(codes).min().astype(int)
    count = len(order)
    if count < 2:
        return Saturation(unit, count, len(found), len(found), NOBODY, None, ())
    seen = np.cumsum(np.bincount(first, minlength=count + 1))
    expected, sd = expected_codes(found, count)
    reach = statistics.normal_quantile(0.95) * sd
    shown = np.unique(np.linspace(1, count, min(count, _STEPS)).astype(int))
    new = np.diff(seen[shown], prepend=0)
    there, low, high = chao2(found, count)
    return Saturation(
        unit=unit,
        interviews=count,
        codes=len(found),
        once=int((found == 1).sum()),
        all_codes=rounded(there, low, high, count, len(codes)),
        reached=_reached(expected),
        steps=tuple(
            SaturationStep(
                interviews=int(after),
                seen=int(seen[after]),
                new=int(more),
                expected=round(float(expected[after - 1]), 6),
                low=round(max(float(expected[after - 1] - reach[after - 1]), 0.0), 6),
                high=round(float(expected[after - 1] + reach[after - 1]), 6),
            )
            for after, more in zip(shown, new, strict=True)
        ),
    )


def _reached(expected: Floats) -> int | None:
    """After how many interviews little new comes, whatever their order; None where it never does."""
    if len(expected) < _BASE + _RUN or expected[_BASE - 1] <= 0:
        return None
    new = (expected[_RUN:] - expected[:-_RUN])[_BASE - 1 :] / expected[_BASE - 1]
    little = np.flatnonzero(new <= _LITTLE)
    return int(little[0]) + _BASE if len(little) else None


def expected_codes(found: ArrayLike, interviews: int) -> tuple[Floats, Floats]:
    """How many codes 1, 2, … all interviews show in the mean over all their orders, and its sd.

    `found`: in how many of the interviews each code was heard. Source: R. Colwell, C. Mao and J. Chang, Ecology 85
    (2004), equations 5 and 6: rarefaction of samples, which no shuffling needs to approximate. The sd is that of
    other interviews with such people, so that it does not vanish when all are heard (`chao2` tells how many).
    """
    from scipy.special import gammaln

    heard, codes = np.unique(np.asarray(found, dtype=np.float64), return_counts=True)
    left = interviews - np.arange(1.0, interviews + 1)[:, None]
    ways = gammaln(left + 1) - gammaln(np.maximum(left - heard, 0) + 1)
    ways -= gammaln(interviews + 1) - gammaln(interviews - heard + 1)
    missed = np.where(left >= heard, np.exp(ways), 0.0)
    expected = codes.sum() - missed @ codes
    spread = (1 - missed) ** 2 @ codes - expected**2 / max(chao2(found, interviews)[0], 1.0)
    return expected, np.sqrt(np.maximum(spread, 0.0))


def chao2(found: ArrayLike, interviews: int, *, level: float = 0.95) -> tuple[float, float, float]:
    """How many codes there are to hear, at the least: (estimate, low, high), never fewer than heard.

    `found`: in how many of the interviews each code was heard. Those heard once and twice tell how many were not
    heard yet. Source: A. Chao, Biometrics 43 (1987), 783-791, with her interval of the logarithm; where no code was
    heard in just two, the form that corrects the bias. A lower bound, and its interval with it: that held all there
    were to hear in 47 to 93 of 100 made-up studies of 6 to 100 interviews (`benchmarks/statistics.py`).
    """
    counts = np.asarray(found, dtype=np.float64)
    heard, once, twice = len(counts), float(np.sum(counts == 1)), float(np.sum(counts == 2))
    share = (interviews - 1) / interviews
    if twice:
        ratio = once / twice
        unseen = share * once * ratio / 2
        spread = twice * (share * ratio**2 / 2 + share**2 * ratio**3 + share**2 * ratio**4 / 4)
    else:
        unseen = share * once * (once - 1) / 2
        spread = share * once * (once - 1) / 2 + share**2 * once * (2 * once - 1) ** 2 / 4
        spread -= share**2 * once**4 / 4 / max(heard + unseen, 1e-9)
    if unseen <= 0:
        return float(heard), float(heard), float(heard)
    times = math.exp(
        statistics.normal_quantile(level) * math.sqrt(math.log1p(max(spread, 0.0) / unseen**2))
    )
    return heard + unseen, heard + unseen / times, heard + unseen * times
