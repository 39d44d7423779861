"""The smallest pieces of a map: an estimate, a count, a quote."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval over participants; None where nobody speaks.

    `value`, `low` and `high` are on the scale the field says; `people` is how many participants
    it rests on, `mentions` how many utterances.
    """

    value: float | None
    low: float | None
    high: float | None
    people: int
    mentions: int


NOBODY = Estimate(None, None, None, 0, 0)


@dataclass(frozen=True)
class Count:
    """How many of some people a careful reader would find to say a thing, machine errors allowed for.

    `low` and `high` are its 95 % bounds among these people; `share_low` and `share_high` (0..1) those of
    the share among all people such as these, sampling included.
    """

    low: int
    high: int
    share_low: float
    share_high: float


@dataclass(frozen=True)
class Quote:
    """A literal piece of a redacted document, and where it stands.

    `before` and `after` are the neighbouring utterances (interviewers' questions included), as
    context only. `locator` is the row, line or time code in `file`. `human` are the fields that a
    person decided instead of the machine.
    """

    utt_id: str
    text: str
    lang: str
    participant: str
    source: str
    source_kind: str
    file: str
    locator: str
    date: str
    stage: str
    valence: float
    emotion: str
    kind: str
    before: str = ""
    after: str = ""
    human: tuple[str, ...] = ()
