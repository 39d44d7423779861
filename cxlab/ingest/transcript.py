"""Lines of text -> turns: `Name: text`, `Name 0:03`, `[00:01:02] Name: text`, or plain paragraphs.

Known layouts: Teams and Meet documents, Otter, Rev, Zoom's chat, and transcripts made by hand
(`Entrevistadora:`, `E:` and `P:`). A name is believed only when it repeats, names a role, or is
somebody in people.csv; see `labels`.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cxlab.ingest.content import Content, Turn, clock
from cxlab.ingest.heads import TIME, Head, head_of, headings, is_recorder_line
from cxlab.ingest.labels import (
    Trust,
    fold_label,
    label_role,
    looks_like_name,
    trust_counted,
    with_rare_names,
)

# A title, a date and a list of who is there stand above many transcripts; more is worth a word.
MAX_TITLE_LINES = 8
_CLOSING = re.compile(rf"^[^\d:]{{5,80}}\s{TIME}\W{{0,3}}$")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True)
class Line:
    """One line or paragraph of a document and where it stands."""

    text: str
    number: int
    locator: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text file."""
    return [
        Line(line, number, f"line {number}")
        for number, line in enumerate(text.split("\n"), start=1)
    ]


def read_transcript(lines: list[Line], *, known_names: Iterable[str] = ()) -> Content:
    """The turns of a transcript; without any believable speaker, its paragraphs."""
    lines = _without_summary(lines)
    heads = _settle(lines, [head_of(line.text) for line in lines])
    trust = _trust(lines, heads, known_names)
    if not trust.names:
        return Content("text", turns=tuple(_paragraphs(lines, heads)))
    turns, before = _turns(lines, heads, trust)
    notes = []
    # A title, a date and a list of who is there stand above many transcripts; more is worth a word.
    if before > MAX_TITLE_LINES:
        notes.append(f"{before} line(s) before the first speaker were left out")
    turns, backwards = _forwards(turns)
    if backwards:
        notes.append(
            f"times go backwards at {', '.join(backwards[:5])}; the words are kept in order"
        )
    return Content("transcript", turns=tuple(turns), notes=tuple(notes))


def _without_summary(lines: list[Line]) -> list[Line]:
    """What follows the heading `Transcript`: the notes above it are a machine's, not a customer's."""
    for position in range(min(len(lines) - 1, 2000), -1, -1):
        text = lines[position].text
        if len(text) > 120:
            continue
        folded = fold_label(text.replace("📖", ""))
        if folded in headings() or re.split(r"\s[-–—]\s", folded)[-1] in headings():
            return lines[position + 1 :]
    return lines


def _settle(lines: list[Line], heads: list[Head]) -> list[Head]:
    """Take unbracketed times for times only in a file where most lines start with one."""
    filled = sum(1 for line in lines if line.text.strip())
    loose = sum(1 for head in heads if head.loose)
    if not loose or loose >= max(3, 0.4 * filled):
        return heads
    return [
        Head(rest=line.text.strip()) if head.loose else head
        for line, head in zip(lines, heads, strict=True)
    ]


def _trust(lines: list[Line], heads: list[Head], known_names: Iterable[str]) -> Trust:
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    strong: Counter[str] = Counter()
    for head in heads:
        if not head.name:
            continue
        folded = fold_label(head.name)
        counts[folded] += 1
        if head.strong:
            strong[folded] += 1
        shown.setdefault(folded, head.name)
    trust = trust_counted(counts, shown, known_names)
    filled = sum(1 for line in lines if line.text.strip())
    if not trust.names and strong.total() >= max(2, 0.2 * filled):
        # A short talk in which nobody speaks twice, but names stand by times.
        return Trust(frozenset(name for name in strong if looks_like_name(shown[name])))
    timed = sum(times for name, times in strong.items() if name in trust.names)
    if timed < 0.7 * sum(counts[name] for name in trust.names):
        return with_rare_names(trust, counts, shown, lines=filled)
    # Where times stand by names, who speaks once is believed if it looks like a name, and a `word:`
    # without a time is more likely part of the words.
    once = {name for name in strong if looks_like_name(re.sub(r"\d", "", shown[name]))}
    roles = {name for name in trust.names if label_role(shown[name]) or strong[name]}
    return Trust(frozenset(roles | once))


def _turns(lines: list[Line], heads: list[Head], trust: Trust) -> tuple[list[Turn], int]:
    """Turns, and how many lines with words stood before the first speaker."""
    turns: list[Turn] = []
    before = 0
    now = math.nan
    texts: list[list[str]] = []
    for line, head in zip(lines, heads, strict=True):
        if head.bare_time:
            now = head.seconds
            continue
        named = bool(head.name) and head.name in trust
        said_by = head.rest if named else line.text
        if not line.text.strip() or (said_by and is_recorder_line(said_by)):
            continue
        if not named and texts and _CLOSING.match(line.text.strip()) and _is_near_end(line, lines):
            break
        if math.isfinite(head.seconds):
            now = head.seconds
        if named:
            locator = clock(now) if math.isfinite(now) else line.locator
            turns.append(
                Turn(" ".join(head.name.split()), "", now, math.nan, locator, line=line.number)
            )
            texts.append([head.rest] if head.rest else [])
            # A heading's time holds for the turns below it; a turn's own time only for itself.
            now = now if not head.strong else math.nan
        elif texts:
            said = head.rest if math.isfinite(head.seconds) and not head.name else line.text
            texts[-1].append(said.strip())
        else:
            before += 1
    wrap = _wrap_width(lines)
    words: Counter[str] = Counter()
    if wrap:
        words.update(re.findall(r"\w+", "\n".join(line.text for line in lines).casefold()))
    joined = [
        replace(turn, text=_join(parts, wrap, words))
        for turn, parts in zip(turns, texts, strict=True)
    ]
    return [turn for turn in joined if turn.text], before


def _is_near_end(line: Line, lines: list[Line]) -> bool:
    filled = [one.number for one in lines if one.text.strip()]
    return line.number >= filled[-min(4, len(filled))]


def _wrap_width(lines: list[Line]) -> int:
    """The width at which a program cut lines in the middle of words, or 0.

    Some transcripts come in paragraphs of exactly 120 characters; then many are of the same, greatest
    width and none is longer.
    """
    widths = Counter(len(line.text) for line in lines if len(line.text) >= 60)
    if not widths:
        return 0
    widest = max(widths)
    return widest if widths[widest] >= 3 and widths[widest] >= 0.2 * sum(widths.values()) else 0


def _join(parts: list[str], wrap: int, words: Counter[str]) -> str:
    """One text of the lines of a turn: wrapped lines run on, new paragraphs stay apart."""
    text = ""
    for before, part in zip(["", *parts], parts, strict=False):
        if not text:
            text = part
        elif wrap and len(before) == wrap:
            text += _seam(text, part, words) + part
        elif _ENDS.search(text) or (part[:1].isupper() and len(before) < 50) or part[:1] in "-•*":
            text += "\n" + part
        else:
            text += " " + part
    return text.strip()


def _seam(left: str, right: str, words: Counter[str]) -> str:
    """A space when both sides of a cut are words used elsewhere, nothing when a word was cut."""
    tail = re.search(r"\w+$", left)
    start = re.match(r"\w+", right)
    if not start:
        return ""
    if not tail:
        # A contraction cut at its apostrophe: "it’" and "s".
        return "" if left[-1:] in "'’" and len(start[0]) <= 2 else " "
    if words[(tail[0] + start[0]).casefold()]:
        return ""
    # Both pieces were counted once where they were cut.
    both = words[tail[0].casefold()] >= 2 and words[start[0].casefold()] >= 2
    return " " if both else ""


def _forwards(turns: list[Turn]) -> tuple[list[Turn], list[str]]:
    """Times that never go backwards: an earlier one becomes the latest so far."""
    latest = 0.0
    forwards, backwards = [], []
    for turn in turns:
        if turn.seconds < latest:
            if latest - turn.seconds > 5:
                backwards.append(f"line {turn.line}")
            turn = replace(turn, seconds=latest)  # noqa: PLW2901
        if math.isfinite(turn.seconds):
            latest = max(latest, turn.seconds)
        forwards.append(turn)
    return forwards, backwards


def _paragraphs(lines: list[Line], heads: list[Head]) -> list[Turn]:
    """Blocks between empty lines; without empty lines, each line that ends its sentence."""
    blocks: list[list[tuple[Line, str]]] = [[]]
    spaced = any(not line.text.strip() for line in lines[1:-1])
    now = math.nan
    times: dict[int, float] = {}
    for line, head in zip(lines, heads, strict=True):
        if math.isfinite(head.seconds) and not head.name:
            now = head.seconds
        timed = math.isfinite(head.seconds) and not head.name
        words = head.rest if timed else line.text.strip()
        if not words or is_recorder_line(words):
            if blocks[-1] and not words:
                blocks.append([])
            continue
        if blocks[-1] and (timed or (not spaced and _ENDS.search(blocks[-1][-1][1]))):
            blocks.append([])
        if not blocks[-1]:
            times[line.number] = now
        blocks[-1].append((line, words))
    turns = []
    for block in blocks:
        if not block:
            continue
        first = block[0][0]
        seconds = times[first.number]
        locator = clock(seconds) if math.isfinite(seconds) else first.locator
        text = " ".join(words for _, words in block)
        turns.append(Turn("", text, seconds, math.nan, locator, line=first.number))
    return turns
