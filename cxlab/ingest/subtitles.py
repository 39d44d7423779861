"""WebVTT, SRT and SBV: cues -> turns. Teams, Zoom, Meet, YouTube's rolling captions, broken blocks."""

import html
import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cxlab.ingest.content import Content, Fault, Turn, clock, sample, seconds_of
from cxlab.ingest.detect import SBV_TIMING, TIMING
from cxlab.ingest.labels import Trust, is_name, looks_like_name, split_label, trusted_labels

# A pause up to this many seconds does not end a turn.
MAX_GAP = 1.0
# A cue without a label belongs to the last speaker unless the pause is longer than this.
MAX_CARRY = 10.0
# A turn that has lasted this long ends with its sentence, so that a time code stays near the words.
MAX_TURN = 30.0
_INLINE_TIME = re.compile(r"<\d{1,2}:?\d{0,2}:\d{2}\.\d{3}>")
_TAG = re.compile(r"</?(?:c|i|b|u|v|ruby|rt|lang|font|span)(?:[.\s][^<>]{0,200})?>", re.IGNORECASE)
_STYLE = re.compile(r"\{\\[a-z]{1,4}\d{0,3}[^{}]{0,40}\}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?\s+([^<>]{1,120})>", re.IGNORECASE)
_BLOCK = re.compile(r"^(NOTE|STYLE|REGION)(\s|$)")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_DASH = re.compile(r"^\s*[-–—]\s+")


@dataclass(frozen=True)
class Cue:
    """One timed block: seconds from and to, its text lines, and the line its time stands on."""

    start: float
    end: float
    lines: tuple[str, ...]
    line: int


def read_subtitles(text: str, *, layout: str, known_names: Iterable[str] = ()) -> Content:
    """The turns of a subtitle file; a block without a readable time is a fault with its line."""
    cues, faults = _cues(text, layout=layout)
    rolling = _is_rolling(cues)
    if rolling:
        cues = _unroll(cues)
    spoken = [cue for cue in cues if any(line.strip() for line in cue.lines)]
    notes: list[str] = []
    pieces = _voices(spoken, known_names)
    pieces, backwards = _forwards(pieces)
    if backwards:
        shown = ", ".join(f"line {line}" for line in backwards[:5])
        notes.append(f"times go backwards at {shown}; the words are kept in the file's order")
    return Content(
        layout, turns=tuple(merge_turns(pieces)), faults=tuple(faults), notes=tuple(notes)
    )


def _cues(text: str, *, layout: str) -> tuple[list[Cue], list[Fault]]:
    """Cues and faults; blank lines between cues and cue numbers may be missing."""
    lines = text.split("\n")
    timing = SBV_TIMING if layout == "sbv" else TIMING
    matches = [timing.match(line) for line in lines]
    cues: list[Cue] = []
    faults: list[Fault] = []
    position = _skip_header(lines, matches) if layout == "vtt" else 0
    while position < len(lines):
        line, match = lines[position], matches[position]
        if not line.strip():
            position += 1
            continue
        if layout == "vtt" and match is None and _BLOCK.match(line):
            position = _block_end(lines, matches, position)
            continue
        if match is None and _is_identifier(lines, matches, position):
            position += 1
            continue
        stop = _cue_end(lines, matches, position + 1)
        said = tuple(lines[position + 1 : stop]) if match else tuple(lines[position:stop])
        if match is None:
            timed = next((n for n, one in enumerate(said) if "->" in one), None)
            reason = "text without a time" if timed is None else "a time that cannot be read"
            faults.append(
                Fault(reason, line=position + 1 + (timed or 0), sample=sample(" ".join(said)))
            )
        else:
            start, end = seconds_of(match["start"]), seconds_of(match["end"])
            cues.append(Cue(start, end, said, position + 1))
        position = stop
    return cues, faults


def _skip_header(lines: list[str], matches: list[re.Match[str] | None]) -> int:
    """The first line after `WEBVTT` and its header lines (Kind:, Language:, Style: up to ##)."""
    first = next((number for number, match in enumerate(matches) if match), len(lines))
    if not lines[0].lstrip().startswith("WEBVTT"):
        return 0
    blank = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    marks = [number for number in range(min(first, len(lines))) if lines[number].strip() == "##"]
    return min(max([blank, *(mark + 1 for mark in marks)]), first)


def _block_end(lines: list[str], matches: list[re.Match[str] | None], position: int) -> int:
    while position < len(lines) and lines[position].strip() and matches[position] is None:
        position += 1
    return position


def _is_identifier(lines: list[str], matches: list[re.Match[str] | None], position: int) -> bool:
    """Whether the line is the number or name of the cue whose time is on the next line."""
    follows = position + 1
    return follows < len(lines) and matches[follows] is not None


def _cue_end(lines: list[str], matches: list[re.Match[str] | None], position: int) -> int:
    """Where a cue's text ends: at an empty line, or before the next cue's number and time."""
    while position < len(lines):
        if not lines[position].rstrip("\r"):
            return position
        if matches[position] is not None:
            return position
        follows = position + 1
        number = lines[position].strip().isdecimal()
        if number and follows < len(lines) and matches[follows] is not None:
            return position
        position += 1
    return position


def _plain(line: str) -> str:
    """A caption line without inline times, styling tags and entities."""
    bare = _TAG.sub("", _STYLE.sub("", _INLINE_TIME.sub("", line)))
    return " ".join(html.unescape(bare).replace("\u200b", "").split())


def _is_rolling(cues: list[Cue]) -> bool:
    """Whether each cue repeats the last line of the one before, as automatic captions do."""
    repeats = pairs = 0
    for before, after in itertools.pairwise(cues):
        old = [_plain(line) for line in before.lines if _plain(line)]
        new = [_plain(line) for line in after.lines if _plain(line)]
        if old and new:
            pairs += 1
            repeats += new[0] == old[-1] and (
                len(new) > 1 or len(old) > 1 or _is_inline(before, after)
            )
    return pairs >= 1 and repeats >= max(1, 0.3 * pairs)


def _is_inline(*cues: Cue) -> bool:
    return any(_INLINE_TIME.search(line) for cue in cues for line in cue.lines)


def _unroll(cues: list[Cue]) -> list[Cue]:
    """Each caption line once, at the time it first shows."""
    unrolled: list[Cue] = []
    shown: list[str] = []
    for cue in cues:
        lines = [line for line in cue.lines if _plain(line)]
        fresh = [line for line in lines if _plain(line) not in shown]
        # A line may also come back as the start of itself: "this will" and "this will happen".
        shown = [_plain(line) for line in lines] or shown
        if fresh:
            unrolled.append(replace(cue, lines=tuple(fresh)))
    return unrolled


def _voices(cues: list[Cue], known_names: Iterable[str]) -> list[Turn]:
    """One piece for each speaker of each cue, without tags and without the speaker's label."""
    if any(_VOICE.search(line) for cue in cues for line in cue.lines):
        return [piece for cue in cues for piece in _voice_pieces(cue)]
    plain = [(cue, [_plain(line) for line in cue.lines if _plain(line)]) for cue in cues]
    trust = trusted_labels((line for _, lines in plain for line in lines), known_names)
    if _names_stand_above(plain):
        return [_piece(cue, lines[0], " ".join(lines[1:])) for cue, lines in plain if lines[1:]]
    pieces = [piece for cue, lines in plain for piece in _labelled_pieces(cue, lines, trust)]
    return _carried_on(pieces) if trust.names else pieces


def _names_stand_above(cues: list[tuple[Cue, list[str]]]) -> bool:
    """Whether the first line of every cue is one of a few names (Teams' older layout)."""
    if len(cues) < 2 or any(len(lines) < 2 for _, lines in cues):
        return False
    first = [lines[0] for _, lines in cues]
    names = set(first)
    return all(is_name(name) and looks_like_name(name) for name in names) and len(names) < len(
        first
    )


def _carried_on(pieces: list[Turn]) -> list[Turn]:
    """A cue without a label goes on with the speaker before it, unless a long pause parts them."""
    carried: list[Turn] = []
    for piece in pieces:
        last = carried[-1] if carried else None
        if last and not piece.speaker and piece.seconds - last.end <= MAX_CARRY:
            piece = replace(piece, speaker=last.speaker)  # noqa: PLW2901
        carried.append(piece)
    return carried


def _piece(cue: Cue, speaker: str, text: str) -> Turn:
    locator = clock(cue.start) if math.isfinite(cue.start) else f"line {cue.line}"
    return Turn(speaker, text, cue.start, cue.end, locator, line=cue.line)


def _voice_pieces(cue: Cue) -> list[Turn]:
    joined = " ".join(cue.lines)
    parts = _VOICE.split(joined)
    pieces = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    plain = [(" ".join(html.unescape(name).split()), _plain(words)) for name, words in pieces]
    return [_piece(cue, name, words) for name, words in plain if words]


def _labelled_pieces(cue: Cue, lines: list[str], trust: Trust) -> list[Turn]:
    pieces: list[Turn] = []
    dashes = sum(1 for line in lines if _DASH.match(line))
    for line in lines:
        speaker, words = split_label(line, trust)
        if speaker is not None:
            pieces.append(_piece(cue, speaker, words))
        elif pieces and not (dashes > 1 and _DASH.match(line)):
            last = pieces[-1]
            pieces[-1] = replace(last, text=f"{last.text} {line}".strip())
        else:
            pieces.append(_piece(cue, "", _DASH.sub("", line) if dashes else line))
    return [piece for piece in pieces if piece.text]


def _forwards(pieces: list[Turn]) -> tuple[list[Turn], list[int]]:
    """Times that never go backwards: an earlier time becomes the latest one so far."""
    latest = 0.0
    forwards, backwards = [], []
    for piece in pieces:
        if piece.seconds < latest:
            # People who speak at once overlap by a little; only a real jump is worth a word.
            if latest - piece.seconds > 5:
                backwards.append(piece.line)
            piece = replace(piece, seconds=latest)  # noqa: PLW2901
        latest = max(latest, piece.seconds)
        forwards.append(replace(piece, end=max(piece.end, piece.seconds)))
    return forwards, backwards


def merge_turns(pieces: list[Turn]) -> list[Turn]:
    """Join neighbouring pieces of one speaker: a short pause, or a sentence that goes on."""
    turns: list[Turn] = []
    for piece in pieces:
        if turns and _continues(turns[-1], piece):
            last = turns[-1]
            turns[-1] = replace(last, text=f"{last.text} {piece.text}", end=piece.end)
        else:
            turns.append(piece)
    return turns


def _continues(last: Turn, piece: Turn) -> bool:
    if last.speaker != piece.speaker:
        return False
    unfinished = not _ENDS.search(last.text)
    if not piece.speaker:
        # Without names nobody knows who speaks next: only an unfinished sentence goes on.
        near = piece.seconds - last.end <= MAX_GAP and piece.end - last.seconds <= MAX_TURN
        return unfinished and near
    if last.end - last.seconds >= MAX_TURN and not unfinished:
        return False
    return unfinished or piece.seconds - last.end <= MAX_GAP
