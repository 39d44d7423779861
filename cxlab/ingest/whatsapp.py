"""WhatsApp chats exported as text, in the shapes of Portuguese, Spanish and English telephones."""

import datetime
from dataclasses import replace

from cxlab.ingest.content import Content, Turn
from cxlab.ingest.detect import WHATSAPP
from cxlab.ingest.fields import read_dates
from cxlab.ingest.heads import is_recorder_line


def read_whatsapp(text: str, *, dates: str = "auto") -> Content:
    """One turn a message, with `when` in ISO form; notices of the program are left out.

    The order of day and month is decided over the whole file. 12-hour clocks (`2:32 p. m.`) are read.
    """
    found: list[tuple[int, str, str, str, list[str]]] = []
    stray = 0
    for number, line in enumerate(text.split("\n"), start=1):
        match = WHATSAPP.match(line)
        if match:
            clock = _clock(match["time"], match["half"] or "")
            found.append((number, match["date"], clock, match["body"], []))
        elif found:
            found[-1][4].append(line)
        elif line.strip():
            stray += 1
    days, notes = read_dates([date for _, date, _, _, _ in found], order=dates)
    turns: list[Turn] = []
    notices = 0
    for (number, _, clock, body, more), day in zip(found, days, strict=True):
        name, colon, said = body.partition(": ")
        if not colon and body.endswith(":"):
            name, colon, said = body[:-1], ":", ""
        words = "\n".join([said, *more]).strip().strip("\u200e\u200f\u202a\u202c").strip()
        if not colon or not words or is_recorder_line(words) or len(name) > 60:
            notices += 1
            continue
        when = f"{day.date().isoformat()} {clock}" if day else ""
        speaker = " ".join(name.strip("\u200e\u200f\u202a\u202c~ \u00a0").split())
        turns.append(Turn(speaker, words, locator=f"line {number}", line=number, when=when))
    if notices:
        notes.append(f"{notices} notice(s) of the chat program were left out")
    if stray:
        notes.append(f"{stray} line(s) before the first message were left out")
    return Content("whatsapp", turns=_timed(turns), notes=tuple(notes))


def _clock(time: str, half: str) -> str:
    """A 24-hour `HH:MM:SS` of a time that may be in halves of the day."""
    parts = [int(part) for part in time.split(":")]
    hour, minute, second = [*parts, 0][:3]
    letter = half[:1].casefold()
    if letter == "p" and hour < 12:
        hour += 12
    if letter == "a" and hour == 12:
        hour = 0
    return f"{min(hour, 23):02d}:{min(minute, 59):02d}:{min(second, 59):02d}"


def _timed(turns: list[Turn]) -> tuple[Turn, ...]:
    """Seconds since the first message, never going backwards."""
    first: datetime.datetime | None = None
    latest = 0.0
    timed = []
    for turn in turns:
        if not turn.when:
            timed.append(turn)
            continue
        moment = datetime.datetime.fromisoformat(turn.when)
        first = first or moment
        latest = max(latest, (moment - first).total_seconds())
        timed.append(replace(turn, seconds=latest))
    return tuple(timed)
