"""The screens: the caseload, the page of a casus, and what a casus gives back."""

from __future__ import annotations

INCIDENT = "Er ging iets mis. Wat u typte staat er nog. Noem nummer {nummer} bij uw beheerder."
INZET_ZONDER_VERWACHTING = "Schrijf bij elke inzet op wat u verwacht, wanneer en met welke kans."
NIET_MEER_DAAR = "Dit staat er niet meer. Open de casus opnieuw."
TERUG_BEGIN = "Het begin staat vast: trede {trede}. Bij de evaluatie ziet u wat er veranderde."
TERUG_RUIMTE = "De klant begint op trede {trede}. U ziet ruimte om te groeien naar trede {naar}."
TERUG_GELIJK = "De trede is {trede}, net als in {sinds}."
TERUG_TREDE = "De trede ging van {van} naar {naar} sinds {sinds}."
TERUG_LEEFGEBIED = "Laagste scores: {gebieden}. Komt dat terug in het plan?"
TERUG_BELOOFD = "Op {datum} vraagt vakmeten wat er gebeurde. U gaf er {kans} % kans op."
TERUG_EEN_UIT = "Uw verwachting kwam uit. U gaf er {kans} % kans op."
TERUG_EEN_NIET = "Uw verwachting kwam niet of maar deels uit. U gaf er {kans} % kans op."
TERUG_UITGEKOMEN = "Van uw {aantal} beantwoorde verwachtingen kwamen er {ja} helemaal uit. Gemiddeld gaf u {kans} % kans."
TERUG_EEN_CONTACT = "U had één keer contact, op {datum}."
TERUG_CONTACT = "U had {aantal} keer contact. De langste tijd ertussen was {dagen}."
TERUG_STILTE = "U had {aantal} keer contact, maar ook {dagen} dagen achter elkaar niet."
TERUG_AFSPRAKEN = "Afspraken nagekomen: {delen}."
TERUG_PARTIJ = {
    "klant": "de klant {ja} van {alle}",
    "werkgever": "de werkgever {ja} van {alle}",
    "klantmanager": "uzelf {ja} van {alle}",
}
TERUG_ELEMENT = "'{element}' werkte in {keer} van de {rondes} evaluaties tegen."
VERLOOP_TEKST = "Verloop van de trede: {tredes}. Doelen: {doelen}. Aantal contacten: {contacten}."
NOG_NIETS = "nog niets vastgelegd"
GESLOTEN_OP = "Gesloten op {datum}: {reden}."
NOG_TE_DOEN = "nog te doen"
NIET_VASTGELEGD = "niet vastgelegd"
TE_LAAT_SINDS = "te laat sinds {datum}"
VERWACHT_OP = "vraag op {datum}"
MINUTEN = "{aantal} minuten"
NOG_NIET_BEGONNEN = "nog niet begonnen"
SINDS = "sinds {datum}"
GEEINDIGD = "geëindigd op {datum}: {reden}"
RONDE_TITEL = "Ronde {nummer}: {van} tot {tot}"
NIET_BEANTWOORD = "geen antwoord vastgelegd"
NAGEKOMEN = {True: "nagekomen", False: "niet nagekomen", None: "nog open"}
BEWAARD_OM = "Bewaard om {tijd}"
CONCEPT_OM = "Concept bewaard om {tijd}, nog niet vastgelegd"
CONCEPT_VAN = "Dit is uw concept van {wanneer}. Het is nog niet vastgelegd."
ANTWOORD_EERST = (
    "Geef eerst bij elke verwachting aan wat er gebeurde. Weet u het niet, kies dan 'Onbekend'."
)
REDEN_KIEZEN = "Kies waarom de klant stopt. Weet u het niet, kies dan 'Onbekend'."
NOG_GEEN = "nog geen"
OM_U = "om u"
OM_AANDACHT = "om aandacht"
AANDACHT_NOOIT_CONTACT = "Er is nog geen contact vastgelegd"
# Per reason: what, why, and what its button says.
AANDACHT = {
    "verwachting": (
        "Evaluatie: verwachting van {datum}",
        "U gaf er {kans} % kans op. Wat gebeurde er?",
        "Evalueren",
    ),
    "afspraak": ("Afspraak van {datum}", "Is de afspraak nagekomen?", "Nakijken"),
    "geen_contact": (
        "{dagen} dagen geen contact",
        "Laatste contact op {datum}",
        "Contact vastleggen",
    ),
    "geen_diagnose": ("Diagnose maken", "Deze ronde loopt sinds {datum}", "Beginnen"),
    "geen_plan": ("Plan maken", "De diagnose is klaar", "Plan maken"),
    "concept": ("Concept afmaken", "Getypt op {datum}, nog niet vastgelegd", "Verder"),
}
WEGGEHAALD = "Iemand anders heeft dit net weggehaald. Bewaart u opnieuw, dan komt het terug."
VERLOOP_VERWACHT = " Verwacht: {verwacht}."
DEEL_BEWAREN = "Bewaar eerst wat u typte, of kies 'Laat maar'."
TOPPING_WEG = "Van dit gegeven staat niet meer vast wat het is. Vraag het uw beheerder."
