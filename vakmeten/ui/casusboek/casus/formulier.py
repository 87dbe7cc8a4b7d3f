"""A form that is kept as a draft while somebody types in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import traitlets

from vakmeten import labels, texts
from vakmeten.storage.store import Store
from vakmeten.ui.invoer import Form
from vakmeten.ui.screen import ScreenModel

Gezien = Mapping[tuple[str, str], int]
# What a form says of itself, beside what a person fills in; form.js has the same names.
OWN = ("nr", "van", "gezien")


class FormulierModel(ScreenModel):
    """One open form of one casus, with its draft.

    `formulier` bears a number (`nr`); what the browser sends for an earlier form comes too late and
    is dropped, so that text of a form that was saved never turns up in the next one. It also says
    what it is the form of (`van`) and which versions it was filled from (`gezien`), so that a page
    that wakes up knows whether it is the same one, and cannot save an old text as a new one.
    """

    formulier = traitlets.Dict().tag(invoer=True)
    bewaard = traitlets.Unicode()
    concept_van = traitlets.Unicode()
    alleen_lezen = traitlets.Bool()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._casus_id = ""
        self._naam = ""
        self._clean: Form = {}
        self._gezien: Gezien = {}
        self._sent: Any = None  # `gezien` as the page last had it from here
        self._nr = 0
        self._filling = False
        self._unkept = False  # typed, and the store would not have it

    def _open_form(self, casus_id: str, naam: str, clean: Form, gezien: Gezien) -> None:
        """Show the draft of this form, else the form as it is saved.

        naam: what the draft is kept under. gezien: the versions that `clean` was filled from.
        """
        # Read first: if the database fails, the form that is open stays open.
        concept = None if self.alleen_lezen else self._store.concepten(casus_id).get(naam)
        self._casus_id, self._naam = casus_id, naam
        self._clean, self._gezien = clean, gezien
        self.concept_van = ""
        if concept is None:
            self._fill(clean)
            return
        moment = concept.gewijzigd_op.astimezone(self._store.nu().tzinfo)
        when = f"{labels.dag(moment.date())}, {moment:%H:%M}"
        self.concept_van = texts.CONCEPT_VAN.format(wanneer=when)
        self._gezien = concept.gezien
        self._fill({**clean, **concept.inhoud})

    def _fill(self, form: Form) -> None:
        """Put another form in place. The same one stays, with what is being typed into it."""
        if self._nr and form == self._form():
            return
        self._nr += 1
        self._filling = True
        try:
            self._sent = [[*key, versie] for key, versie in self._gezien.items()]
            own = (self._nr, f"{self._casus_id}/{self._naam}", self._sent)
            self.formulier = form | dict(zip(OWN, own, strict=True))
        finally:
            self._filling = False

    def _form(self) -> Form:
        return {name: value for name, value in self.formulier.items() if name not in OWN}

    def accept(self, name: str, value: Any) -> bool:
        """Only the form that is open now."""
        return super().accept(name, value) and value.get("nr") == self._nr

    @traitlets.observe("formulier")
    def _typed(self, _: object) -> None:
        """Whatever is typed is in the store at once, so that nothing can take it away."""
        if self._filling or self.alleen_lezen:
            return
        if self.formulier.get("gezien") != self._sent:  # of a page that was asleep meanwhile
            self._sent = self.formulier.get("gezien")
            self._gezien = _older(self._gezien, self._sent)
        if self._form() == self._clean:
            self._drop_draft()
        else:
            at = self._keep_draft().astimezone(self._store.nu().tzinfo)
            self.bewaard = texts.CONCEPT_OM.format(tijd=f"{at:%H:%M}")
        if self.melding.get("soort") != "conflict":  # the other's text stays, to compare with
            self.melding = {}

    def _keep_draft(self) -> datetime:
        self._unkept = True
        moment = self._store.save_concept(
            self._casus_id, self._naam, self._form(), klantnummer="", gezien=self._gezien
        )
        self._unkept = False
        return moment

    def _leave(self) -> None:
        """Before another form comes in place: what the store would not have, it must have now.

        Raises StoreUnavailable if it still will not; the form then stays.
        """
        if self._unkept:
            self._keep_draft()

    def _drop_draft(self) -> None:
        self._store.drop_concept(self._casus_id, self._naam)
        self.bewaard = ""
        self.concept_van = ""


def _older(now: Gezien, said: Any) -> Gezien:
    """The versions that a page was filled from, never newer than those that are there now.

    said: [soort, id, versie] for each record; whatever else it is, nothing was seen.
    """
    rows = said if isinstance(said, list) else []
    seen = {
        (row[0], row[1]): row[2]
        for row in rows
        if isinstance(row, list) and [type(part) for part in row] == [str, str, int]
    }
    return {key: min(versie, seen[key]) for key, versie in now.items() if key in seen}
