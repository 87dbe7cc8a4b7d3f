"""The page of one casus: what it shows and what can be done on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType

import traitlets

from vakmeten import access, figures, texts
from vakmeten.access import Handeling
from vakmeten.domain import terugblik, verloop
from vakmeten.domain.codes import Stap
from vakmeten.domain.dossier import CasusRecord
from vakmeten.domain.uitstroom import Uitstroomreden
from vakmeten.errors import EditConflict, InvalidRecord
from vakmeten.storage.records import key_of
from vakmeten.storage.store import Store
from vakmeten.ui.actions import action, form_action
from vakmeten.ui.casusboek import klant
from vakmeten.ui.casusboek.casus import beeld, diagnose, evaluatie, plan, toppings, uitvoering
from vakmeten.ui.casusboek.casus.eerder import eerdere_rondes, hun_tekst
from vakmeten.ui.casusboek.casus.formulier import FormulierModel
from vakmeten.ui.casusboek.casus.lijsten import lijsten
from vakmeten.ui.invoer import Form, datum, deel, tekst

FORMS: dict[str, ModuleType] = {
    Stap.DIAGNOSE: diagnose,
    Stap.PLAN: plan,
    Stap.UITVOERING: uitvoering,
    Stap.EVALUATIE: evaluatie,
    "klant": klant,  # no step: what is known of the klant, to correct
}
NEXT: dict[str, str] = {Stap.DIAGNOSE: Stap.PLAN.value, Stap.PLAN: Stap.UITVOERING.value}


class CasusModel(FormulierModel):
    """One casus, one open step, one form."""

    kop = traitlets.Dict()
    stappen = traitlets.List()
    stap = traitlets.Unicode()
    inhoud = traitlets.Dict()
    lijsten = traitlets.Dict()
    eerdere = traitlets.List()
    toppings = traitlets.Dict().tag(uitleg="kaart: of the page; bij: lines by id of a record")
    terugblik = traitlets.List()
    les = traitlets.Unicode()
    legenda = traitlets.List()
    hun_tekst = traitlets.List()
    figuur = traitlets.Dict().tag(intern=True)
    beschrijving = traitlets.Unicode().tag(intern=True)

    def __init__(
        self, store: Store, casus_id: str, *, stap: str = "", on_terug: Callable[[], None]
    ) -> None:
        """stap: the step to open, "" for the one that is next. Raises what `Store.casus` raises."""
        super().__init__(store)
        self._on_terug = on_terug
        self._user = store.user()
        self._colleagues = store.collegas()
        self._catalogue = store.aanpakken()
        self._definitions = store.toppings()
        self.alleen_lezen = not access.may(self._user, Handeling.CASUS_SCHRIJVEN)
        self._dossier = store.casus(casus_id)
        next_stap = self._dossier.huidig.stap(store.vandaag()).value
        self._open(stap if stap in FORMS else next_stap)

    # -- showing -----------------------------------------------------------------------------

    def _open(self, stap: str) -> None:
        """Open a step with its draft, else with its form as it is saved."""
        self._store.zet_plek({"casus": self._dossier.casus.id, "stap": stap})
        clean = FORMS[stap].vul(self._dossier, self._store.vandaag())
        naam = f"{stap}-{self._dossier.huidig.ronde.nummer}"
        self._open_form(self._dossier.casus.id, naam, clean, self._dossier.versies)
        self.lijsten = lijsten(self._catalogue, self._clean, self._form())
        self.stap = stap
        self.hun_tekst = []
        self._refresh()

    def _refresh(self) -> None:
        vandaag = self._store.vandaag()
        names = {a.code: a.naam for a in self._catalogue}
        self.kop = beeld.kop(self._dossier, self._user, self._colleagues)
        self.stappen = beeld.stappen(self._dossier, self.stap, vandaag)
        self.inhoud = beeld.inhoud(self._dossier, names, vandaag)
        self.eerdere = eerdere_rondes(self._dossier, names, vandaag)
        lines = toppings.per_record(self._dossier, self._definitions)
        self.toppings = {"kaart": toppings.kaart(self._dossier, lines), "bij": lines}
        self.terugblik = terugblik.terugblik(self._dossier, vandaag)
        self.les = terugblik.les(self._dossier)
        self.legenda = figures.doel_legenda(self._dossier)
        self.beschrijving = figures.verloop_tekst(self._dossier)
        self.figuur = figures.verloop_figuur(self._dossier, vandaag)

    # -- doing -------------------------------------------------------------------------------

    @action
    def terug(self) -> None:
        """Back to the caseload."""
        self._leave()
        self._on_terug()

    @action
    def ga_naar(self, stap: str) -> None:
        """Open another step; the form that was open stays as a draft."""
        if stap in FORMS:
            self._leave()
            self.melding = {}
            self.bewaard = ""
            self._open(stap)

    @action
    def verwerp_concept(self) -> None:
        """Throw the draft away and show what is saved."""
        self._drop_draft()
        self._open(self.stap)

    @action
    def sluit_melding(self) -> None:
        """The message was read."""
        self.melding = {}

    @form_action
    def bewaar(self) -> None:
        """Save the open step; after its first time the next one opens."""
        if self.stap == Stap.UITVOERING:
            return
        done = {stap["code"] for stap in self.stappen if stap["klaar"]}
        self._save(FORMS[self.stap].lees(self._form(), self._dossier))
        following = None if self.stap in done else NEXT.get(self.stap)
        self._open(following or self.stap)

    @form_action
    def bewaar_deel(self, naam: str) -> None:
        """Save the contact, the afspraak or the inzet of the uitvoering."""
        if self._is_part(naam):
            self._save(uitvoering.LEZERS[naam](self._form(), self._dossier))
            self._clear_part(naam)

    def _is_part(self, naam: str) -> bool:
        return self.stap == Stap.UITVOERING and naam in uitvoering.LEZERS

    def _clear_part(self, naam: str) -> None:
        """Empty one part; what stands in the others stays, as a draft."""
        rest = self._form() | {naam: uitvoering.vul(self._dossier, self._store.vandaag())[naam]}
        self._clean = uitvoering.vul(self._dossier, self._store.vandaag())
        self._fill(rest)
        if rest != self._clean:
            self._keep_draft()
        self._refresh()

    @action
    def leeg_deel(self, naam: str) -> None:
        """Leave a part of the uitvoering as if nothing was typed."""
        if self._is_part(naam):
            self.melding = {}
            self._drop_draft()
            self._clear_part(naam)

    @action
    def wijzig(self, naam: str, record_id: str) -> None:
        """Put a saved contact, afspraak or inzet in its form, to correct it."""
        if not self._is_part(naam):
            return
        form, vandaag = self._form(), self._store.vandaag()
        if form[naam] != self._clean[naam]:
            raise InvalidRecord(texts.DEEL_BEWAREN, naam)
        record = uitvoering.vind(self._dossier, naam, record_id)
        key = key_of(record)
        self._gezien = {**self._gezien, key: self._dossier.versies[key]}
        self.melding = {}
        self._fill(form | {naam: uitvoering.vul_deel(record, vandaag)})
        self._keep_draft()  # what one set out to correct is there again after a break

    @action
    def neem_terug(self, naam: str, record_id: str) -> None:
        """Take back a contact or afspraak that was a mistake; it stays in the history."""
        self._save(uitvoering.neem_terug(self._dossier, naam, record_id), of_form=False)
        self._refresh()

    @action
    def kom_na(self, record_id: str, nagekomen: bool | None = None) -> None:
        """Say whether an afspraak was kept."""
        self._save(uitvoering.kom_na(self._dossier, record_id, nagekomen), of_form=False)
        self._refresh()

    @form_action
    def stel_bij(self) -> None:
        """Save the evaluatie, close the ronde and begin the next."""
        if self.stap != Stap.EVALUATIE:
            return
        form = self._form()
        uitkomsten = self._answers(form)
        found = evaluatie.lees_evaluatie(form, self._dossier)
        self._save([*uitkomsten, *verloop.stel_bij(self._dossier, found, found.datum)])
        self._open(Stap.DIAGNOSE.value)

    @form_action
    def sluit_af(self) -> None:
        """Save the evaluatie if there is a plan, close the ronde and the casus."""
        if self.stap != Stap.EVALUATIE:
            return
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
        self._save(verloop.heropen(self._dossier, self._store.vandaag(), str(reden)), of_form=False)
        self._open(Stap.DIAGNOSE.value)

    def _save(self, records: Sequence[CasusRecord], *, of_form: bool = True) -> None:
        """Save, or show the other person's text beside one's own and let the next save win.

        of_form: the records say what the open form says, so that its draft may go.
        """
        gezien, naam = (self._gezien, self._naam) if of_form else (self._dossier.versies, "")
        try:
            self._dossier = self._store.save(self._casus_id, records, gezien=gezien, formulier=naam)
        except EditConflict as conflict:
            self._show_theirs(conflict.theirs, of_form=of_form)
            raise
        # One's own saving beside the form is no conflict with the form.
        saved = {key_of(record) for record in records} & self._dossier.versies.keys()
        self._gezien = {**self._gezien, **{key: self._dossier.versies[key] for key in saved}}
        self.hun_tekst = []
        self.melding = {}
        if of_form:
            self.concept_van = ""
        self.bewaard = texts.BEWAARD_OM.format(tijd=f"{self._store.nu():%H:%M}")

    def _show_theirs(self, theirs: object, *, of_form: bool) -> None:
        self._dossier = self._store.casus(self._casus_id)
        if of_form:
            self._gezien = self._dossier.versies
        names = {a.code: a.naam for a in self._catalogue}
        names |= {doel.id: doel.tekst for doel in self._dossier.doelen}
        self.hun_tekst = hun_tekst(theirs, names)
        self._refresh()
