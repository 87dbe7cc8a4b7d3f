"""The caseload of a klantmanager: what is due first, search, filters, and a new klant."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import traitlets

from vakmeten import access, labels, texts
from vakmeten.access import Handeling
from vakmeten.domain.codes import Stap
from vakmeten.storage.store import Store
from vakmeten.ui.actions import action
from vakmeten.ui.casusboek import klant
from vakmeten.ui.casusboek.caseload.regels import Regel, regel_beeld
from vakmeten.ui.invoer import Form, datum
from vakmeten.ui.screen import ScreenModel

FORMULIER = "nieuwe_klant"
PAGE = 30


class CaseloadModel(ScreenModel):
    """The lines in three groups: late, this week, and the rest; and the form of a new klant.

    zoek, team, gesloten, stap: what the person filters by; `stap` "" for every step.
    """

    zoek = traitlets.Unicode().tag(invoer=True)
    team = traitlets.Bool().tag(invoer=True)
    gesloten = traitlets.Bool().tag(invoer=True)
    stap = traitlets.Unicode().tag(invoer=True)
    formulier = traitlets.Dict().tag(invoer=True)
    laat = traitlets.List()
    laat_aantal = traitlets.Int()
    week = traitlets.List()
    week_aantal = traitlets.Int()
    alle = traitlets.List()
    aantal = traitlets.Int()
    meer = traitlets.Int()
    samenvatting = traitlets.Unicode()
    lijsten = traitlets.Dict()
    nieuw_open = traitlets.Bool()
    mag_nieuw = traitlets.Bool()
    dubbel = traitlets.List()
    bewaard = traitlets.Unicode()

    def __init__(
        self, store: Store, *, geen_contact_dagen: int, on_open: Callable[[str, str], None]
    ) -> None:
        """on_open: called with the id of a casus and the step to open ("" for the next one)."""
        super().__init__()
        self._store = store
        self._days = geen_contact_dagen
        self._on_open = on_open
        self._shown = PAGE
        self._klantnummer = ""
        self._filling = False
        self._unkept = False  # typed, and the store would not have it
        self._names = store.collegas()
        self.mag_nieuw = access.may(store.user(), Handeling.CASUS_OPENEN)
        self.team = not self.mag_nieuw
        self.lijsten = {
            "Stap": _options("Stap"),
            "Opleidingsniveau": _options("Opleidingsniveau"),
        }
        self._load()
        if self.mag_nieuw and FORMULIER in store.concepten(""):
            self._restore()

    # -- the list ----------------------------------------------------------------------------

    @traitlets.observe("zoek", "team", "gesloten", "stap")
    def _asked(self, _: object) -> None:
        self._shown = PAGE
        self._load()

    def _load(self) -> None:
        if not hasattr(self, "_store"):
            return
        vandaag = self._store.vandaag()
        found = self._store.caseload(zoek=self.zoek, team=self.team, gesloten=self.gesloten)
        lines = [regel_beeld(regel, vandaag, self._days, self._names) for regel in found]
        lines = [line for line in lines if not self.stap or line["stap"] == self.stap]
        due = sorted((line for line in lines if line["groep"] != "rust"), key=_rank)
        late = [line for line in due if line["groep"] == "laat"]
        week = [line for line in due if line["groep"] == "week"]
        self.laat, self.laat_aantal = late[: self._shown], len(late)
        self.week, self.week_aantal = week[: self._shown], len(week)
        ordered = sorted(lines, key=_by_name)
        self.alle = ordered[: self._shown]
        self.aantal = len(lines)
        self.meer = max(0, len(lines) - self._shown)
        klanten = labels.aantal(len(lines), "klant", "klanten")
        vragen = labels.aantal(len(due), "vraagt", "vragen")
        whom = texts.OM_AANDACHT if self.team else texts.OM_U
        self.samenvatting = f"{labels.weekdag(vandaag)} · {klanten}, {vragen} {whom}"
        self.melding = {}

    @action
    def toon_meer(self) -> None:
        """Show the next thirty lines of each list."""
        self._shown += PAGE
        self._load()

    @action
    def open(self, casus_id: str, stap: str = "") -> None:
        """Open a casus, at a step if one is named; a new klant that was typed stays a draft."""
        if self._unkept:
            self._save_draft()
        self._on_open(str(casus_id), stap if stap in list(Stap) else "")

    @action
    def sluit_melding(self) -> None:
        """The message was read."""
        self.melding = {}

    # -- a new klant -------------------------------------------------------------------------

    def accept(self, name: str, value: Any) -> bool:
        """The form only while it is open, and of the klant that it is open for (`van`)."""
        if not super().accept(name, value):
            return False
        return name != "formulier" or (self.nieuw_open and value.get("van") == self._klantnummer)

    @action
    def nieuw(self) -> None:
        """Open the form of a new klant."""
        if not self._klantnummer:
            self._klantnummer = self._store.new_klantnummer()
        self._fill(klant.leeg(self._store.vandaag()))
        self.nieuw_open = True

    def _restore(self) -> None:
        """Put back the new klant that somebody was typing."""
        concept = self._store.concepten("")[FORMULIER]
        self._klantnummer = concept.klantnummer
        self._fill(dict(concept.inhoud))
        self.nieuw_open = True

    def _fill(self, form: Form) -> None:
        self._filling = True
        try:
            self.formulier = form and {**form, "van": self._klantnummer}
        finally:
            self._filling = False

    def _form(self) -> Form:
        return {name: value for name, value in self.formulier.items() if name != "van"}

    @traitlets.observe("formulier")
    def _keep_draft(self, _: object) -> None:
        if self._filling or not self.nieuw_open:
            return
        self.dubbel = []
        self._save_draft()

    def _save_draft(self) -> None:
        self._unkept = True
        moment = self._store.save_concept(
            "", FORMULIER, self._form(), klantnummer=self._klantnummer, gezien={}
        )
        self._unkept = False
        at = moment.astimezone(self._store.nu().tzinfo)
        self.bewaard = texts.CONCEPT_OM.format(tijd=f"{at:%H:%M}")

    @action
    def annuleer(self) -> None:
        """Throw the new klant away."""
        self._store.drop_concept("", FORMULIER)
        self._close_form()

    def _close_form(self) -> None:
        self.nieuw_open = False
        self.dubbel = []
        self.bewaard = ""
        self._klantnummer = ""
        self._unkept = False
        self._fill({})

    @action
    def bewaar_nieuw(self, toch: bool = False) -> None:
        """Save the new klant and open the casus; a name that is there already is asked about."""
        if not self.nieuw_open:
            return
        form = self._form()
        new, koppel = klant.lees_klant(form, self._klantnummer)
        self.dubbel = self._store.lookalikes(koppel.naam) if koppel.naam and not toch else []
        if self.dubbel:
            return
        casus_id = self._store.open_casus(new, koppel, datum(form, "startdatum", "De startdatum"))
        self._close_form()
        self._on_open(casus_id, "")


def _options(name: str) -> list[dict[str, str]]:
    return [{"waarde": code, "naam": naam} for code, naam in labels.LABELS[name].items()]


def _by_name(line: Regel) -> Any:
    """Élise among the others with an E."""
    return unicodedata.normalize("NFD", line["naam"].casefold()), line["klantnummer"]


def _rank(line: Regel) -> Any:
    return line["rang"]
