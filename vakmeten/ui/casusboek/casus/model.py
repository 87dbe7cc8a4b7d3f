"""The page of one casus: what it shows and what can be done on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import traitlets

from vakmeten import access, figures, labels, texts
from vakmeten.access import Handeling
from vakmeten.domain import terugblik, verloop
from vakmeten.domain.codes import Stap
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.uitstroom import Uitstroomreden
from vakmeten.errors import EditConflict, InvalidRecord
from vakmeten.storage.store import Store
from vakmeten.ui.actions import action
from vakmeten.ui.casusboek.casus import beeld, diagnose, evaluatie, plan, uitvoering
from vakmeten.ui.casusboek.casus.eerder import eerdere_rondes, hun_tekst
from vakmeten.ui.casusboek.casus.lijsten import lijsten
from vakmeten.ui.invoer import Form, datum, deel, tekst
from vakmeten.ui.screen import ScreenModel

FORMS: dict[str, ModuleType] = {
    Stap.DIAGNOSE: diagnose,
    Stap.PLAN: plan,
    Stap.UITVOERING: uitvoering,
    Stap.EVALUATIE: evaluatie,
}
NEXT = {Stap.DIAGNOSE: Stap.PLAN, Stap.PLAN: Stap.UITVOERING}


class CasusModel(ScreenModel):
    """One casus, one open step, one form.

    `formulier` bears a number; what the browser sends for an earlier form comes too late and is
    dropped, so that text of a form that was saved never turns up in the next one.
    """

    kop = traitlets.Dict()
    stappen = traitlets.List()
    stap = traitlets.Unicode()
    formulier = traitlets.Dict().tag(invoer=True)
    inhoud = traitlets.Dict()
    lijsten = traitlets.Dict()
    eerdere = traitlets.List()
    terugblik = traitlets.List()
    les = traitlets.Unicode()
    bewaard = traitlets.Unicode()
    concept_van = traitlets.Unicode()
    hun_tekst = traitlets.List()
    alleen_lezen = traitlets.Bool()
    figuur = traitlets.Dict().tag(intern=True)
    beschrijving = traitlets.Unicode().tag(intern=True)

    def __init__(
        self, store: Store, casus_id: str, *, stap: str = "", on_terug: Callable[[], None]
    ) -> None:
        """stap: the step to open, "" for the one that is next. Raises what `Store.casus` raises."""
        super().__init__()
        self._store = store
        self._on_terug = on_terug
        self._nr = 0
        self._filling = False
        self._user = store.user()
        self._catalogue = store.aanpakken()
        self.lijsten = lijsten(self._catalogue)
        self.alleen_lezen = not access.may(self._user, Handeling.CASUS_SCHRIJVEN)
        self._dossier = store.casus(casus_id)
        next_stap = self._dossier.huidig.stap(store.vandaag()).value
        self._open(stap if stap in FORMS else next_stap)

    # -- showing -----------------------------------------------------------------------------

    def _open(self, stap: str) -> None:
        """Open a step with its draft, else with its form as it is saved."""
        self.stap = stap
        self.hun_tekst = []
        self._store.zet_plek({"casus": self._dossier.casus.id, "stap": stap})
        self._clean = FORMS[stap].vul(self._dossier, self._store.vandaag())
        self._gezien = self._dossier.versies
        concept = None
        if not self.alleen_lezen:
            concept = self._store.concepten(self._dossier.casus.id).get(self._formulier_naam())
        self.concept_van = ""
        if concept is not None:
            moment = concept.gewijzigd_op.astimezone(self._store.nu().tzinfo)
            when = f"{labels.dag(moment.date())}, {moment:%H:%M}"
            self.concept_van = texts.CONCEPT_VAN.format(wanneer=when)
            self._gezien = concept.gezien
        self._fill(dict(concept.inhoud) if concept else self._clean)
        self._refresh()

    def _refresh(self) -> None:
        vandaag = self._store.vandaag()
        names = {a.code: a.naam for a in self._catalogue}
        self.kop = beeld.kop(self._dossier, self._user, vandaag)
        self.stappen = beeld.stappen(self._dossier, self.stap, vandaag)
        self.inhoud = beeld.inhoud(self._dossier, names, vandaag)
        self.eerdere = eerdere_rondes(self._dossier, names, vandaag)
        self.terugblik = terugblik.terugblik(self._dossier, vandaag)
        self.les = terugblik.les(self._dossier)
        self.beschrijving = figures.verloop_tekst(self._dossier)
        self.figuur = figures.verloop_figuur(self._dossier, vandaag)

    def _fill(self, form: Form) -> None:
        self._nr += 1
        self._filling = True
        try:
            self.formulier = {**form, "nr": self._nr}
        finally:
            self._filling = False

    def _form(self) -> Form:
        return {name: value for name, value in self.formulier.items() if name != "nr"}

    def _formulier_naam(self) -> str:
        return f"{self.stap}-{self._dossier.huidig.ronde.nummer}"

    # -- typing ------------------------------------------------------------------------------

    def accept(self, name: str, value: Any) -> bool:
        """Only the form that is open now."""
        return isinstance(value, dict) and value.get("nr") == self._nr

    @traitlets.observe("formulier")
    def _keep_draft(self, _: object) -> None:
        """Whatever is typed is in the store at once, so that nothing can take it away."""
        if self._filling or self.alleen_lezen:
            return
        form = self._form()
        casus_id = self._dossier.casus.id
        if form == self._clean:
            self._store.drop_concept(casus_id, self._formulier_naam())
            return
        moment = self._store.save_concept(
            casus_id, self._formulier_naam(), form, klantnummer="", gezien=self._gezien
        )
        at = moment.astimezone(self._store.nu().tzinfo)
        self.bewaard = texts.CONCEPT_OM.format(tijd=f"{at:%H:%M}")
        self.melding = {}

    # -- doing -------------------------------------------------------------------------------

    @action
    def terug(self) -> None:
        """Back to the caseload."""
        self._on_terug()

    @action
    def ga_naar(self, stap: str) -> None:
        """Open another step; the form that was open stays as a draft."""
        if stap in FORMS:
            self.melding = {}
            self.bewaard = ""
            self._open(stap)

    @action
    def verwerp_concept(self) -> None:
        """Throw the draft away and show what is saved."""
        self._store.drop_concept(self._dossier.casus.id, self._formulier_naam())
        self.bewaard = ""
        self._open(self.stap)

    @action
    def sluit_melding(self) -> None:
        """The message was read."""
        self.melding = {}

    @action
    def bewaar(self) -> None:
        """Save the open step; after its first time the next one opens."""
        first = not next(s for s in self.stappen if s["code"] == self.stap)["klaar"]
        if self.stap == Stap.UITVOERING:
            return
        self._save(FORMS[self.stap].lees(self._form(), self._dossier))
        following = NEXT.get(Stap(self.stap)) if first else None
        self._open(following.value if following else self.stap)

    @action
    def bewaar_deel(self, naam: str) -> None:
        """Save the contact, the afspraak or the inzet of the uitvoering."""
        readers = {
            "contact": uitvoering.lees_contact,
            "afspraak": uitvoering.lees_afspraak,
            "inzet": uitvoering.lees_inzet,
        }
        if self.stap == Stap.UITVOERING and naam in readers:
            self._save(readers[naam](self._form(), self._dossier))
            self._clear_part(naam)

    def _clear_part(self, naam: str) -> None:
        """Empty one part; what stands in the others stays, as a draft."""
        rest = self._form() | {naam: uitvoering.vul(self._dossier, self._store.vandaag())[naam]}
        self._clean = uitvoering.vul(self._dossier, self._store.vandaag())
        self._gezien = self._dossier.versies
        self._fill(rest)
        if rest != self._clean:
            self._store.save_concept(
                self._dossier.casus.id, self._formulier_naam(), rest,
                klantnummer="", gezien=self._gezien,
            )  # fmt: skip
        self._refresh()

    @action
    def leeg_deel(self, naam: str) -> None:
        """Leave a part of the uitvoering as if nothing was typed."""
        if self.stap == Stap.UITVOERING and naam in self.formulier:
            self._store.drop_concept(self._dossier.casus.id, self._formulier_naam())
            self._clear_part(naam)

    @action
    def wijzig(self, naam: str, record_id: str) -> None:
        """Put a saved contact, afspraak or inzet in its form, to correct it."""
        if self.stap == Stap.UITVOERING and naam in self.formulier:
            vandaag = self._store.vandaag()
            self._fill(uitvoering.wijzig(self._form(), naam, record_id, self._dossier, vandaag))

    @action
    def neem_terug(self, naam: str, record_id: str) -> None:
        """Take back a contact or afspraak that was a mistake; it stays in the history."""
        self._save(uitvoering.neem_terug(self._dossier, naam, record_id), formulier="")
        self._refresh()

    @action
    def kom_na(self, record_id: str, nagekomen: bool | None = None) -> None:
        """Say whether an afspraak was kept."""
        self._save(uitvoering.kom_na(self._dossier, record_id, nagekomen), formulier="")
        self._refresh()

    @action
    def stel_bij(self) -> None:
        """Save the evaluatie, close the ronde and begin the next."""
        form = self._form()
        uitkomsten = self._answers(form)
        found = evaluatie.lees_evaluatie(form, self._dossier)
        self._save([*uitkomsten, *verloop.stel_bij(self._dossier, found, found.datum)])
        self._open(Stap.DIAGNOSE.value)

    @action
    def sluit_af(self) -> None:
        """Save the evaluatie if there is a plan, close the ronde and the casus."""
        form = self._form()
        einde = deel(form, "einde")
        reden = tekst(einde, "reden")
        if reden not in list(Uitstroomreden):
            raise InvalidRecord(texts.REDEN_KIEZEN, "reden")
        day = datum(einde, "datum", "De einddatum")
        uitkomsten: Sequence[CasusRecord] = []
        found = None
        if self._dossier.huidig.plan is not None:
            uitkomsten = self._answers(form)
            found = evaluatie.lees_evaluatie(form, self._dossier)
        closing = verloop.sluit_af(self._dossier, found, day, Uitstroomreden(reden))
        self._save([*uitkomsten, *closing])
        self._open(self.stap)

    def _answers(self, form: Form) -> Sequence[CasusRecord]:
        """The answers to what was expected by now. Raises InvalidRecord if one is missing."""
        uitkomsten = evaluatie.lees_uitkomsten(form, self._dossier)
        answered = {record.id for record in uitkomsten}
        vandaag = self._store.vandaag()
        due = [v for v in evaluatie.te_beantwoorden(self._dossier) if v.datum <= vandaag]
        if any(v.id not in answered for v in due):
            raise InvalidRecord(texts.ANTWOORD_EERST, "uitkomsten")
        return uitkomsten

    @action
    def heropen(self, reden: str = "") -> None:
        """Open a closed casus again, with a reason."""
        self._save(verloop.heropen(self._dossier, self._store.vandaag(), str(reden)), formulier="")
        self._open(Stap.DIAGNOSE.value)

    def _save(self, records: Sequence[CasusRecord], formulier: str | None = None) -> None:
        """Save, or show the other person's text beside one's own and let the next save win."""
        naam = self._formulier_naam() if formulier is None else formulier
        gezien = self._gezien if naam else self._dossier.versies
        casus_id = self._dossier.casus.id
        try:
            self._dossier: Dossier = self._store.save(
                casus_id, records, gezien=gezien, formulier=naam
            )
        except EditConflict as conflict:
            self.hun_tekst = hun_tekst(conflict.theirs)
            self._dossier = self._store.casus(casus_id)
            self._gezien = self._dossier.versies
            self._refresh()
            raise
        self.hun_tekst = []
        self.melding = {}
        self.concept_van = ""
        self.bewaard = texts.BEWAARD_OM.format(tijd=f"{self._store.nu():%H:%M}")
