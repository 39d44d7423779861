"""What people wrote on the map: promises, opportunities and what the company does behind each touchpoint."""

from dataclasses import dataclass

from cxlab.journey.pieces import Quote


@dataclass(frozen=True)
class Promise:
    """What the company promises at a touchpoint, as people wrote it, beside what its customers say.

    `text` is language -> words ('und' where nobody said which); `said_in` is where it is promised:
    an advert, a contract. Of the `of_people` who mention the touchpoint, `broken_people` set what came
    against what was promised and complain, `kept_people` do and praise; a person who does both is
    in both. Sentences do not say which of several promises they mean: all of one touchpoint have the
    same people. `broken` and `kept` are the strongest quote of each side, None where nobody takes
    it and where too few compare at all to be quoted. `grade` is that of the comparison.
    """

    promise_id: str
    stage: str
    touchpoint: str
    text: dict[str, str]
    said_in: str
    kept_people: int
    broken_people: int
    of_people: int
    kept: Quote | None
    broken: Quote | None
    utt_ids: tuple[str, ...]
    grade: str = "assumed"


@dataclass(frozen=True)
class Action:
    """An opportunity that people wrote down, and how far it has come.

    `impact` and `effort` are 1 (little) to 5 (much), None where nobody judged. `status`: idea,
    planned, doing, done or dropped. `touchpoint` and `finding_id` are '' where it is about the stage as a
    whole. `to_be` says how it should be then, `due` is an ISO date or ''.
    """

    action_id: str
    title: str
    stage: str
    touchpoint: str = ""
    finding_id: str = ""
    impact: int | None = None
    effort: int | None = None
    owner: str = ""
    due: str = ""
    status: str = "idea"
    to_be: str = ""

    @property
    def turn(self) -> tuple[bool, bool, int, bool, int, str]:
        """When to take it up, the smallest first: open ones, most impact, least effort, nearest due date.

        What nobody judged, and what has no date, comes after what has.
        """
        closed = self.status in ("done", "dropped")
        impact, effort = self.impact or 0, self.effort or 0
        return closed, not impact, -impact, not effort, effort, self.due or "9999"


@dataclass(frozen=True)
class Service:
    """What the company does at a touchpoint, on one layer of the blueprint: language -> words."""

    touchpoint: str
    text: dict[str, str]
