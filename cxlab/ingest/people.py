"""people.csv: who took part. Codes, names, segment, role and any other attribute a study needs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cxlab.errors import ReadError, StudyError
from cxlab.ingest.labels import fold_label, label_role
from cxlab.ingest.sheets import fold_header
from cxlab.tables import ROLES

_PARTICIPANT = ("participant", "participante", "code", "codigo", "id", "participant id")
_NAMES = ("names", "name", "nomes", "nome", "nombres", "nombre")
_ROLE = ("role", "papel", "rol")
_FILE = ("file", "files", "arquivo", "ficheiro", "archivo")


@dataclass(frozen=True)
class Person:
    """One row of people.csv."""

    participant: str
    names: tuple[str, ...] = ()
    role: str = ""
    files: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class People:
    """Everybody in a people.csv, found by code, by name or by file."""

    everybody: tuple[Person, ...] = ()
    attributes: tuple[str, ...] = ()
    _by_label: dict[str, Person] = field(default_factory=dict)

    @property
    def known_names(self) -> tuple[str, ...]:
        return tuple(name for one in self.everybody for name in (one.participant, *one.names))

    def find(self, label: str) -> Person | None:
        """The person with that code or name, whatever the case and accents.

        `Ana Sá (Guest)` and `Sá, Ana` are Ana Sá.
        """
        if not label.strip():
            return None
        last, comma, first = label.partition(",")
        plain = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", label)
        forms = (label, plain, f"{first} {last}" if comma else label)
        return next(
            (self._by_label[f] for f in map(fold_label, forms) if f in self._by_label), None
        )

    def of_file(self, path: Path) -> Person | None:
        """The person that a file is of: named in people.csv, or whose code or name its name holds.

        None when nobody or more than one customer fits.
        """
        named = [one for one in self.everybody if path.name in one.files or path.stem in one.files]
        if not named:
            stem = f" {' '.join(re.split(r'[^0-9a-z]+', fold_label(path.stem)))} "
            named = [
                one
                for one in self.everybody
                if one.role in ("", "customer")
                and any(_words(label) in stem for label in (one.participant, *one.names))
            ]
        return named[0] if len({one.participant for one in named}) == 1 else None


def _words(label: str) -> str:
    return f" {' '.join(re.split(r'[^0-9a-z]+', fold_label(label)))} "


def read_people(path: Path) -> People:
    """The people of a people.csv (or .xlsx); names of one person are parted by `;`.

    Raises StudyError when the file is missing, unreadable, without a `participant` column, or names
    one code twice.
    """
    from cxlab.ingest.reader import read_file

    if not path.is_file():
        raise StudyError(f"people: {path} is not there. Make it, or take `people` out of study.yml")
    try:
        content = read_file(path, wanted=("participant",))
    except ReadError as error:
        raise StudyError(f"people: {path}: {error}") from None
    sheet = content.sheet
    if sheet is None:
        raise StudyError(f"people: {path} is not a table. It needs a column 'participant'")
    columns = {fold_header(name): name for name in content.header}
    code = next((columns[name] for name in _PARTICIPANT if name in columns), None)
    if code is None:
        found = ", ".join(content.header)
        raise StudyError(
            f"column 'participant' not in {path.name}. Found: {found}. Add it: one code a person"
        )
    special = {
        kind: next((columns[name] for name in names if name in columns), None)
        for kind, names in (("names", _NAMES), ("role", _ROLE), ("file", _FILE))
    }
    taken = {code, *special.values()}
    attributes = tuple(name for name in content.header if name not in taken)
    everybody = []
    rows: list[dict[str, Any]] = sheet.to_dict("records")  # type: ignore[assignment]
    for row in rows:
        participant = str(row[code]).strip()
        if not participant:
            continue
        everybody.append(
            Person(
                participant,
                _several(row, special["names"]),
                _role(row, special["role"], path),
                _several(row, special["file"]),
                {name: str(row[name]).strip() for name in attributes},
            )
        )
    return _indexed(everybody, attributes, path)


def _several(row: dict[str, Any], column: str | None) -> tuple[str, ...]:
    if column is None:
        return ()
    return tuple(" ".join(part.split()) for part in str(row[column]).split(";") if part.strip())


def _role(row: dict[str, Any], column: str | None, path: Path) -> str:
    value = str(row[column]).strip() if column else ""
    if not value:
        return ""
    role = value.casefold() if value.casefold() in ROLES else label_role(value)
    if not role:
        raise StudyError(f"{path.name}: role '{value}' is not one of {', '.join(ROLES)}")
    return role


def _indexed(everybody: Iterable[Person], attributes: tuple[str, ...], path: Path) -> People:
    by_label: dict[str, Person] = {}
    doubtful: set[str] = set()
    people = tuple(everybody)
    for one in people:
        label = fold_label(one.participant)
        if label in by_label:
            raise StudyError(f"{path.name}: participant '{one.participant}' stands there twice")
        by_label[label] = one
    for one in people:
        for name in one.names:
            forms = {fold_label(name)}
            first = fold_label(name.split()[0])
            # A first name finds its person only while nobody else has it.
            if len(first) > 2:
                forms.add(first)
            for form in forms:
                if by_label.get(form, one) is not one:
                    doubtful.add(form)
                by_label.setdefault(form, one)
    codes = {fold_label(one.participant) for one in people}
    kept = {
        label: one for label, one in by_label.items() if label not in doubtful or label in codes
    }
    return People(people, attributes, kept)
