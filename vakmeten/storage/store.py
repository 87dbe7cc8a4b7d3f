"""The one door through which casussen are read and written.

Every public method is one short transaction in which the visitor is checked again, the right is
asked of `access`, the scope is part of the query, and one line goes into the log. Outside the
server (`open_store(url, user=...)`) nothing protects the data from whoever holds the database
file and the keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from vakmeten import texts
from vakmeten.access import Handeling
from vakmeten.domain.aanpak import Aanpak
from vakmeten.domain.caseload import CaseloadRegel
from vakmeten.domain.casus import open_casus
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.klant import Klant, Koppel, check_klantnummer
from vakmeten.domain.regels import neem_op
from vakmeten.domain.topping import Topping
from vakmeten.errors import InvalidRecord, KeyUnavailable, VakmetenError
from vakmeten.settings import Settings, Visitor
from vakmeten.storage import concepts, frame_rows, history, schema, writing
from vakmeten.storage.account_tables import names_in_team
from vakmeten.storage.asking import Asking, Clock, Request, utc_now
from vakmeten.storage.caseload import Vraag, find_lookalikes, read_caseload
from vakmeten.storage.concepts import Concept
from vakmeten.storage.database import check_schema, one_moment, open_engine, transaction
from vakmeten.storage.history import Versie
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.reading import find_casus, hold_klant, read_again, read_dossier
from vakmeten.storage.toppings import check_aanvullingen, read_toppings

if TYPE_CHECKING:
    import pandas as pd  # pyright: ignore[reportMissingTypeStubs]

Gezien = Mapping[tuple[str, str], int]


class Store(Asking):
    """The casussen of one municipality, as one visitor may see them."""

    # -- reading -----------------------------------------------------------------------------

    def caseload(
        self, *, zoek: str = "", team: bool = False, gesloten: bool = False
    ) -> list[CaseloadRegel]:
        """The casussen within scope, by startdatum; names only of one's own.

        zoek:     words in klantnummer or name; of a colleague's klant only whole words are found.
        team:     the whole team instead of only one's own.
        gesloten: closed casussen too.
        """
        with self._ask(Handeling.CASELOAD_LEZEN) as q:
            # What was searched for may be a name: the log only knows that there was a search.
            q.filter = {"zoek": bool(zoek.strip()), "team": team, "gesloten": gesloten}
            vraag = Vraag(zoek=zoek, team=team, gesloten=gesloten)
            return read_caseload(q.connection, self._keyring, q.scope, vraag, q.vandaag)

    def casus(self, casus_id: str, *, peildatum: datetime | None = None) -> Dossier:
        """One casus, as known at `peildatum` (an aware moment), else as it is known now.

        Raises AccessDenied if it is not within scope or, then, was not known.
        """
        with self._ask(Handeling.CASUS_LEZEN, casus_id) as q:
            if peildatum is not None:
                q.filter = {"peildatum": peildatum.isoformat()}
            klantnummer = find_casus(q.connection, casus_id, q.scope)["klantnummer"]
            hold_klant(q.connection, klantnummer, to_write=False)
            return read_dossier(q.connection, self._keyring, klantnummer, casus_id, peildatum)

    def geschiedenis(self, casus_id: str, soort: str, record_id: str) -> list[Versie]:
        """All versions of one record, the first one first.

        soort: name of the table, for instance "diagnose". Raises AccessDenied out of scope.
        """
        with self._ask(Handeling.CASUS_LEZEN, casus_id) as q:
            q.filter = {"geschiedenis": True}
            row = find_casus(q.connection, casus_id, q.scope)
            return history.read_versions(
                q.connection, self._keyring, row["klantnummer"], casus_id, soort, record_id
            )

    def aanpakken(self) -> list[Aanpak]:
        """The catalogue, by categorie and naam; those that are no longer chosen too."""
        with self._ask(Handeling.CATALOGUS_LEZEN, log=False) as q:
            table = schema.aanpak
            query = sa.select(table).order_by(table.c.categorie, table.c.naam)
            return [Aanpak(**row) for row in q.connection.execute(query).mappings()]

    def toppings(self) -> list[Topping]:
        """What this municipality records beside the core, by `bij` and naam."""
        with self._ask(Handeling.CATALOGUS_LEZEN, log=False) as q:
            return list(read_toppings(q.connection).values())

    def collegas(self) -> dict[str, str]:
        """What people call each account of one's own team, by account."""
        with self._ask(Handeling.CATALOGUS_LEZEN, log=False) as q:
            return names_in_team(q.connection, q.user.team)

    def frame(self, soort: str, *, peildatum: datetime | None = None) -> pd.DataFrame:
        """A tidy frame with one row a record of one kind, within scope; it needs no key.

        soort:     "klant", "koppel", "casus", "ronde", "diagnose", "plan", "doel", "inzet",
                   "verwachting", "contact", "afspraak", "evaluatie", or "doelscore": one row a doel
                   that was scored in an evaluatie (`evaluatie_id`, `doel_id`, `score`).
        peildatum: an aware moment: what was known then; else what is known now. Scope, team and
                   klantmanager are those of the casus today. What was taken back is left out.
        Columns:   id, klantnummer, casus_id, ronde_id (a casus and a ronde carry their own id there
                   too, so that every frame of a casus merges on it), team, klantmanager, the fields
                   of the record, bekend_op, and the toppings by code. Of a klant only klantnummer.
                   A list of codes is a column a code: leefgebied_..., element_...,
                   afgesproken_met_.... Names and free text are never there, so "koppel" is
                   klantnummer and bekend_op alone.
        Dtypes:    also of an empty frame: ids and codes "string", whole numbers Int64, yes or no
                   boolean (missing is NA), topping of kind getal float64 (NaN), days datetime64[s]
                   (NaT), moments datetime64[us, UTC].
        Rows:      by klantnummer, startdatum or datum (missing last), id; a plain RangeIndex.
        Raises:    InvalidRecord for an unknown soort or a peildatum without time zone.
        """
        from vakmeten.storage import frames  # noqa: PLC0415 - pandas: a served kernel has none

        frame_rows.check_question(soort, peildatum)
        with self._ask(Handeling.FRAME_LEZEN) as q:
            moment = None if peildatum is None else peildatum.isoformat()
            q.filter = {"soort": soort, "peildatum": moment}
        # Logged first, read after it: many rows take seconds, in which others must be able to save.
        with one_moment(self._engine) as connection:
            fetched = frame_rows.fetch(connection, q.scope, soort, peildatum)
        return frames.build(fetched)

    # -- writing -----------------------------------------------------------------------------

    def new_klantnummer(self) -> str:
        """A klantnummer that says nothing about anybody, with its key."""
        with self._ask(Handeling.CASUS_OPENEN, log=False) as q:
            nummer = next(
                nummer
                for nummer in writing.random_klantnummers()
                if not writing.is_taken(q.connection, nummer) and not self._keyring.has(nummer)
            )
            self._keyring.add(nummer)
            return nummer

    def lookalikes(self, naam: str) -> list[str]:
        """Klantnummers within scope whose name has the same words: perhaps the same person."""
        with self._ask(Handeling.CASELOAD_LEZEN) as q:
            q.filter = {"dubbel": True}
            return find_lookalikes(q.connection, self._keyring, q.scope, naam)

    def open_casus(self, klant: Klant, koppel: Koppel, startdatum: date) -> str:
        """A new klant with a first casus, one's own. Returns the id of the casus.

        Raises InvalidRecord if the klantnummer exists or a rule is broken.
        """
        with self._ask(Handeling.CASUS_OPENEN, klant.klantnummer) as q:
            if writing.is_taken(q.connection, klant.klantnummer):
                raise InvalidRecord(texts.KLANT_BESTAAT, "klantnummer")
            self._keyring.add(klant.klantnummer)
            casus, ronde = open_casus(klant.klantnummer, q.user.naam, q.user.team, startdatum)
            records: list[CasusRecord] = [klant, koppel, casus, ronde]
            neem_op(Dossier(klant=klant, koppel=koppel, casus=casus), records, q.vandaag)
            self._write(q, klant.klantnummer, records, nieuw=True)
            q.filter = {"casus": casus.id}
            concepts.drop_concept(q.connection, q.user.naam, "", "nieuwe_klant")
            return casus.id

    def save(
        self, casus_id: str, records: Sequence[CasusRecord], *, gezien: Gezien, formulier: str = ""
    ) -> Dossier:
        """Write records of one casus, all or none, and forget the draft of that form.

        gezien: the versions they were made from (`Dossier.versies`); a new record has none.
        Returns the casus as it then is. Raises InvalidRecord when a rule is broken, EditConflict
        when somebody else was first, AccessDenied out of scope.
        """
        with self._ask(Handeling.CASUS_SCHRIJVEN, casus_id) as q:
            klantnummer = find_casus(q.connection, casus_id, q.scope)["klantnummer"]
            hold_klant(q.connection, klantnummer, to_write=True)
            dossier = read_dossier(q.connection, self._keyring, klantnummer, casus_id)
            new = writing.without_repeats(dossier, records)
            writing.check_versies(dossier, new, gezien)
            neem_op(dossier, new, q.vandaag)
            writing.check_aanpakken(q.connection, dossier, new)
            check_aanvullingen(q.connection, new)
            self._write(q, klantnummer, new)
            soorten = sorted({writing.key_of(r)[0] for r in new})
            q.filter = {"soorten": soorten}
            if formulier:
                concepts.drop_concept(q.connection, q.user.naam, casus_id, formulier)
            return read_again(q.connection, self._keyring, dossier, soorten)

    def _write(
        self, q: Request, klantnummer: str, records: Sequence[CasusRecord], *, nieuw: bool = False
    ) -> None:
        keyring, door = self._keyring, q.user.naam
        writing.write_records(
            q.connection, keyring, klantnummer, records, door=door, now=q.now, nieuw=nieuw
        )

    # -- drafts; not logged one by one: the save that follows is ------------------------------

    def save_concept(
        self, casus_id: str, formulier: str, inhoud: Mapping[str, Any], *,
        klantnummer: str, gezien: Gezien,
    ) -> datetime:  # fmt: skip
        """Keep what was typed in one form of one casus. Returns when.

        casus_id: "" for a klant who is not in the store yet; `klantnummer` names its key.
        """
        with self._ask(Handeling.CONCEPT, casus_id, log=False) as q:
            if casus_id:
                klantnummer = find_casus(q.connection, casus_id, q.scope)["klantnummer"]
            check_klantnummer(klantnummer)
            concept = Concept(
                casus_id=casus_id,
                formulier=formulier,
                klantnummer=klantnummer,
                inhoud=inhoud,
                gezien=gezien,
                gewijzigd_op=q.now,
            )
            concepts.put_concept(q.connection, self._keyring, q.user.naam, concept)
            return q.now

    def concepten(self, casus_id: str) -> dict[str, Concept]:
        """One's own unsaved forms of one casus ("" for a new klant), by formulier."""
        with self._ask(Handeling.CONCEPT, casus_id, log=False) as q:
            if casus_id:
                find_casus(q.connection, casus_id, q.scope)
            return concepts.read_concepts(q.connection, self._keyring, q.user.naam, casus_id)

    def drop_concept(self, casus_id: str, formulier: str) -> None:
        """Throw away what was typed in one form."""
        with self._ask(Handeling.CONCEPT, casus_id, log=False) as q:
            concepts.drop_concept(q.connection, q.user.naam, casus_id, formulier)

    def plek(self) -> dict[str, Any]:
        """Where this tab of this sign-in was; empty at its start and outside the server."""
        with transaction(self._engine) as connection:
            self._user(connection, self._clock())
            return concepts.read_plek(connection, self._visitor.sessie, self._visitor.tab)

    def zet_plek(self, inhoud: Mapping[str, Any]) -> None:
        """Remember where this tab of this sign-in is; nothing outside the server."""
        sessie, tab, now = self._visitor.sessie, self._visitor.tab, self._clock()
        if sessie:
            with transaction(self._engine) as connection:
                self._user(connection, now)
                concepts.put_plek(connection, sessie, tab, inhoud, now)


def open_store(settings: Settings, visitor: Visitor, *, clock: Clock = utc_now) -> Store:
    """The store of an installation for one visitor.

    Raises StoreUnavailable, MigrationNeeded, DatabaseIsNewer or KeyUnavailable, in plain Dutch.
    """
    engine = open_engine(settings.url)
    try:
        check_schema(engine)
        keyring = Keyring(settings.keyring, settings.hoofdsleutel)
        check_keyring(engine, keyring)
    except VakmetenError:
        engine.dispose()
        raise
    return Store(engine, keyring, visitor, clock)


def check_keyring(engine: Engine, keyring: Keyring) -> None:
    """Raise KeyUnavailable if the keyring is not the one of this database.

    A new keyring beside a full database would take new klanten and leave two halves.
    """
    with transaction(engine) as connection:
        # Any one will do; the lowest comes from the index, however many there are.
        klantnummer = connection.execute(sa.select(sa.func.min(schema.klant.c.id))).scalar()
    if klantnummer is not None and not keyring.has(klantnummer):
        raise KeyUnavailable(texts.SLEUTELBOS_ANDERE)
