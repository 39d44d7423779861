"""Who is customer, interviewer, agent or company: what a study says, then labels, then the words.

Interviewers, agents and companies are context and never evidence, so a wrong guess does harm: every
guess is told, once a file.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from cxlab import languages
from cxlab.ingest.content import Turn
from cxlab.ingest.labels import fold_label, initial_of, initials, label_role
from cxlab.ingest.people import People

_ONE_VOICE = {
    "review": "customer", "survey": "customer", "social": "customer", "ticket": "customer",
}  # fmt: skip
# How a note ends that only counts turns, to be added up over a file.
GUESSED = "got their role from their words"
Roles = Mapping[str, tuple[str, ...]]


def assign_roles(
    turns: Sequence[Turn],
    *,
    kind: str,
    people: People,
    roles: Roles,
    positions: Sequence[str] = (),
    has_start: bool = True,
) -> tuple[list[str], list[str]]:
    """One role for each turn of one document, and what was guessed.

    First what the study says (`roles` lists speakers, role values or positions), then people.csv, the
    role column, role words in labels, letters (E: P:); then the kind of source; last the words.
    """
    silent = not roles and not any(turn.role or turn.speaker for turn in turns)
    alone = kind != "ticket" or (len(turns) < 2 and has_start)
    if silent and kind in _ONE_VOICE and alone:
        return [_ONE_VOICE[kind]] * len(turns), []
    places = positions or [""] * len(turns)
    given = [
        _given(turn, place, people=people, roles=roles)
        for turn, place in zip(turns, places, strict=True)
    ]
    if kind == "frontline":
        # A job title names what they do, not that they speak for the company.
        named = [_listed(turn, place, roles) for turn, place in zip(turns, places, strict=True)]
        return [role or "frontline" for role in named], []
    if kind in _ONE_VOICE:
        if not alone:
            return _chat(turns, given, has_start=has_start)
        return [role or _ONE_VOICE[kind] for role in given], []
    if kind == "interview":
        return _interview(turns, given)
    return _chat(turns, given, has_start=has_start)


def _listed(turn: Turn, place: str, roles: Roles) -> str:
    """The role for which the study lists this speaker, role value or position, or ""."""
    values = {fold_label(value) for value in (turn.role, turn.speaker, place) if value.strip()}
    for role, listed in roles.items():
        if values & {fold_label(value) for value in listed}:
            return role
    return "company" if turn.role == "company" else ""


def _given(turn: Turn, place: str, *, people: People, roles: Roles) -> str:
    """The role that somebody wrote down, or ""."""
    listed = _listed(turn, place, roles)
    if listed:
        return listed
    person = people.find(turn.speaker)
    if person:
        return person.role or "customer"
    return label_role(turn.role) or label_role(turn.speaker)


# ---- interviews ----


def _interview(turns: Sequence[Turn], given: list[str]) -> tuple[list[str], list[str]]:
    speakers = [fold_label(turn.speaker) for turn in turns]
    unknown = {speaker for speaker, role in zip(speakers, given, strict=True) if not role}
    if not unknown:
        return given, []
    if unknown == {""} and not any(given):
        note = "no speakers are named: the interviewer's words cannot be told from the customer's"
        return ["customer"] * len(turns), [note]
    found, notes = _by_letters(turns, unknown)
    left = unknown - found.keys()
    has_asker = "interviewer" in given or "interviewer" in found.values()
    if left and not has_asker:
        more, told = _by_questions(turns, left, alone="customer" in (*given, *found.values()))
        found.update(more)
        notes += told
    roles = [
        role or found.get(speaker, "customer")
        for role, speaker in zip(given, speakers, strict=True)
    ]
    return roles, notes


def _by_letters(turns: Sequence[Turn], unknown: set[str]) -> tuple[dict[str, str], list[str]]:
    """Roles of one-letter labels: E: and P:, P: and R:, Q: and A:."""
    letters = {speaker: initial_of(speaker) for speaker in unknown if initial_of(speaker)}
    present = set(letters.values())
    pair = next((pair for pair in initials() if set(pair) <= present), None)
    if pair is None:
        return {}, []
    asker, answerer = pair
    notes = []
    asks = {
        letter: _questions(turns, {one for one, its in letters.items() if its == letter})
        for letter in pair
    }
    # "E" may be the entrevistado and "P" the pesquisador: clear question marks overrule the habit.
    if asks[answerer] >= 3 and asks[answerer] >= 3 * max(asks[asker], 1):
        asker, answerer = answerer, asker
        notes.append(f"'{asker.upper()}' asks most questions and was taken for the interviewer")
    return {
        speaker: "interviewer" if letter == asker else "customer"
        for speaker, letter in letters.items()
    }, notes


def _questions(turns: Sequence[Turn], speakers: set[str]) -> int:
    return sum(1 for turn in turns if fold_label(turn.speaker) in speakers and "?" in turn.text)


def _by_questions(
    turns: Sequence[Turn], unknown: set[str], *, alone: bool
) -> tuple[dict[str, str], list[str]]:
    """The asker among bare names: who asks most, in most of their turns.

    `alone`: the customer is already known, so even a single unknown speaker may be the interviewer.
    """
    asked: Counter[str] = Counter()
    spoke: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for turn in turns:
        speaker = fold_label(turn.speaker)
        if speaker in unknown:
            shown.setdefault(speaker, turn.speaker or "(no name)")
            spoke[speaker] += 1
            asked[speaker] += "?" in turn.text
    if len(spoke) < 2 and not alone:
        note = f"only '{next(iter(shown.values()))}' speaks and nobody is named as interviewer; taken for the customer"
        return dict.fromkeys(unknown, "customer"), [note]
    # Who leads a talk asks often and speaks in every second turn; somebody in a group who asks back
    # does one of the two.
    lead = {speaker: asked[speaker] * spoke[speaker] for speaker in spoke if speaker}
    best = max(lead, key=lambda one: (lead[one], asked[one] / spoke[one]), default="")
    rest = [lead[one] for one in lead if one != best]
    alike = bool(rest) and lead[best] < 1.5 * max(rest)
    if not best or asked[best] == 0 or alike or (asked[best] < 2 and len(lead) > 2):
        names = ", ".join(f"'{name}'" for name in shown.values())
        note = (
            f"who interviews could not be told among {names}; all were taken for customers. "
            "Say it: roles: {interviewer: [NAME]}"
        )
        return dict.fromkeys(unknown, "customer"), [note]
    note = f"'{shown[best]}' asks most questions and was taken for the interviewer"
    return {speaker: "interviewer" if speaker == best else "customer" for speaker in unknown}, [
        note
    ]


# ---- chats ----


def _chat(
    turns: Sequence[Turn], given: list[str], *, has_start: bool
) -> tuple[list[str], list[str]]:
    """Roles in a chat: a speaker who once writes like a company is the agent in all turns."""
    if all(given):
        return given, []
    if has_start and all(given[1:]) and len(given) > 1 and not turns[0].speaker:
        # A complaint and the answers below it: the only unsigned words are the customer's.
        return ["customer", *given[1:]], []
    roles = list(given)
    guessed = 0
    speakers = [fold_label(turn.speaker) for turn in turns]
    named = {speaker for speaker in speakers if speaker}
    answers = {
        speaker
        for turn, speaker, role in zip(turns, speakers, given, strict=True)
        if speaker and not role and is_company_turn(turn.text)
    }
    if len(answers) > 1 and answers == named:
        # Everybody thanks and apologises: the one who wrote first came with the problem.
        answers.discard(speakers[0])
    known = set(given)
    if not answers and not known - {""} and len(named) == 2:
        # Nobody writes like a company: who writes first has the problem.
        answers = named - {speakers[0]}
    for position, (turn, speaker, role) in enumerate(zip(turns, speakers, given, strict=True)):
        if role:
            continue
        guessed += 1
        if speaker:
            if speaker in answers or (not answers and "customer" in known and len(named) > 1):
                roles[position] = "agent"
            else:
                roles[position] = "customer"
            continue
        # The first words of a thread are the customer's; later ones are judged by themselves.
        is_answer = is_company_turn(turn.text) and (
            position > 0 or not has_start or _score(turn.text) >= 3
        )
        roles[position] = "company" if is_answer else "customer"
    return roles, [f"{guessed} turn(s) {GUESSED}"] if guessed else []


@cache
def _company_phrases() -> re.Pattern[str]:
    phrases = {p for code in languages.CODES for p in languages.of(code).COMPANY_PHRASES}
    return re.compile(
        "|".join(rf"\b{re.escape(one)}\b" for one in sorted(phrases, key=len, reverse=True))
    )


@cache
def _sign_offs() -> re.Pattern[str]:
    words = {w for code in languages.CODES for w in languages.of(code).COMPANY_SIGN_OFFS}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b")


@cache
def _greeting() -> re.Pattern[str]:
    greetings = {re.escape(w) for code in languages.CODES for w in languages.of(code).GREETINGS}
    titles = {re.escape(w) for code in languages.CODES for w in languages.of(code).TITLES}
    return re.compile(
        rf"^\W{{0,3}}(?:(?:{'|'.join(sorted(greetings, key=len, reverse=True))})\b[,!]?\s+)?"
        rf"(?P<title>(?:{'|'.join(sorted(titles, key=len, reverse=True))})\b\.?(?:\s?\(?[ªa]\)?)?\s+)?"
        r"(?P<name>[^\W\d_]{2,20})(?:\s[^\W\d_]{2,20})?\s?(?:[,.!:;\n]|$|tudo bem|todo bien|how are you)",
        re.IGNORECASE,
    )


@cache
def _not_names() -> frozenset[str]:
    return frozenset(w for code in languages.CODES for w in languages.of(code).NOT_NAMES)


def _score(text: str) -> int:
    """How much a turn reads like a company's answer."""
    plain = " ".join(text.casefold().split())
    score = 2 * min(len(set(_company_phrases().findall(plain))), 3)
    score += bool(_sign_offs().search(plain[-160:]))
    opening = _greeting().match(text[:120])
    if opening:
        name = opening["name"]
        is_known = name[:1].isupper() and name.casefold() not in _not_names()
        score += 2 if is_known and (opening["title"] or opening.start("name") > 0) else is_known
    return score


def is_company_turn(text: str) -> bool:
    """Whether a turn reads like a company's answer: thanks for the contact, greets by name, signs.

    >>> is_company_turn("Olá, Ana! Agradecemos o contato. Atenciosamente, Loja")
    True
    >>> is_company_turn("Ninguém me responde, quero meu dinheiro de volta")
    False
    """
    return _score(text) >= 2
