"""Whose words a record holds: a person's, that no file undoes, or those of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, cast

from vakmeten import texts
from vakmeten.domain.dossier import CasusRecord
from vakmeten.errors import InvalidRecord
from vakmeten.storage.importing.existing import Known

IMPORT = "vakmeten:import"  # who wrote what came from a file; no account can have a colon
EMPTY = (None, "", "onbekend", ())

Key = tuple[str, str]


def parts(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values by field; those of a field with parts by part, as in `leefgebieden.financien`."""
    found: dict[str, Any] = {}
    for veld, value in given.items():
        if isinstance(value, Mapping):
            items = cast("Mapping[str, Any]", value).items()
            found |= {f"{veld}.{part}": item for part, item in items}
        else:
            found[veld] = value
    return found


def _parts_of(record: CasusRecord | None) -> dict[str, Any]:
    if record is None:
        return {}
    return parts({f.name: getattr(record, f.name) for f in fields(record)})


def _changed(before: CasusRecord | None, after: CasusRecord) -> Iterable[str]:
    """The fields that differ; filling in nothing where there was nothing is no difference."""
    old, new = _parts_of(before), _parts_of(after)
    for veld in old | new:
        was, now = old.get(veld), new.get(veld)
        if was != now and not (was in EMPTY and now in EMPTY):
            yield veld


def _said_by(known: Known, versions: Sequence[Known]) -> set[str]:
    """The fields that one version of a record itself filled in, changed or emptied.

    It was made from the one that counted when it was written, at the moment it is about.
    """
    earlier = [
        version
        for version in versions
        if version.versie < known.versie and version.bekend_op <= known.bekend_op
    ]
    base = max(earlier, key=lambda version: (version.bekend_op, version.versie), default=None)
    return set(_changed(None if base is None else base.record, known.record))


def told_by_people(versions: Sequence[Known]) -> set[str]:
    """The fields that people filled in, changed or emptied, by all versions of one record."""
    told: set[str] = set()
    for known in versions:
        if known.door != IMPORT:
            told |= _said_by(known, versions)
    return told


def carried(there: CasusRecord, known: Known, versions: Sequence[Known]) -> CasusRecord:
    """A version that was known later, with what it did not say itself as the file says it.

    Else what a file tells of the past would be gone again at the first thing that came after it.
    there: the record as it stands just before that version. versions: all that the store has.
    """
    own = _said_by(known, versions)
    later: Any = known.record
    values: dict[str, Any] = {}
    for f in fields(later):
        now, then = getattr(there, f.name), getattr(later, f.name)
        if isinstance(then, Mapping):
            of_now, of_then = cast("Mapping[str, Any]", now), cast("Mapping[str, Any]", then)
            kept = {key: of_now[key] for key in of_now if f"{f.name}.{key}" not in own}
            values[f.name] = kept | {k: of_then[k] for k in of_then if f"{f.name}.{k}" in own}
        elif f.name not in own:
            values[f.name] = now
    try:
        return replace(later, **values)
    except InvalidRecord:  # the two do not go together; what came last stands
        return later


def check_people(versions: Sequence[Known], there: CasusRecord, record: CasusRecord) -> None:
    """Raise InvalidRecord if a file would change what a person wrote.

    It may fill what people left empty, and change what came from a file.
    """
    told = told_by_people(versions)
    for veld in _changed(there, record) if told else ():
        if veld in told:
            raise InvalidRecord(texts.IMPORT_ANDERS_DAN_MENS, veld)
