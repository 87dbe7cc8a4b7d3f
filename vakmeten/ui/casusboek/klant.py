"""The form of a klant: for a new one, and to correct what is known of one."""

from __future__ import annotations

from datetime import date

from vakmeten import texts
from vakmeten.domain.codes import Opleidingsniveau
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.ui.invoer import Form, dag, datum_of_leeg, getal_of_leeg, tekst


def leeg(vandaag: date) -> Form:
    """The form of a new klant, whose casus starts today."""
    return {
        "naam": "",
        "telefoon": "",
        "geboortejaar": None,
        "opleidingsniveau": Opleidingsniveau.ONBEKEND.value,
        "uitkering_sinds": "",
        "startdatum": dag(vandaag),
    }


def vul(dossier: Dossier, vandaag: date) -> Form:
    """The form as it is saved; the start of the casus is not asked again."""
    form = leeg(vandaag) | {
        "naam": dossier.koppel.naam,
        "telefoon": dossier.koppel.telefoon,
        "geboortejaar": dossier.klant.geboortejaar,
        "opleidingsniveau": dossier.klant.opleidingsniveau.value,
        "uitkering_sinds": dag(dossier.klant.uitkering_sinds),
    }
    del form["startdatum"]
    return form


def lees(form: Form, dossier: Dossier) -> list[CasusRecord]:
    """The klant and the koppel that the form says. Raises InvalidRecord."""
    return list(lees_klant(form, dossier.klant.klantnummer))


def lees_klant(form: Form, klantnummer: str) -> tuple[Klant, Koppel]:
    """The same for a klant who is not in the store yet. Raises InvalidRecord."""
    klant = Klant(
        klantnummer=klantnummer,
        geboortejaar=getal_of_leeg(form, "geboortejaar", texts.GEBOORTEJAAR_FOUT),
        opleidingsniveau=tekst(form, "opleidingsniveau"),  # type: ignore[arg-type]
        uitkering_sinds=datum_of_leeg(form, "uitkering_sinds", "Uitkering sinds"),
    )
    koppel = Koppel(
        klantnummer=klantnummer,
        naam=tekst(form, "naam").strip(),
        telefoon=tekst(form, "telefoon").strip(),
    )
    return klant, koppel
