"""Importing: the mapping, the lines of a file and what came of them."""

from __future__ import annotations

MAPPING_WEG = "Het kolommenbestand is niet te lezen: {pad}. Kijk de naam na."
MAPPING_GEEN_TOML = (
    "Het kolommenbestand is geen geldig TOML-bestand: {pad}. Kijk de schrijfwijze na."
)
MAPPING_ONBEKEND = "In het kolommenbestand staat iets wat vakmeten niet kent: {waar}. Haal het weg of kijk de naam na."
MAPPING_NODIG = "In het kolommenbestand ontbreekt {waar}. Vul het aan."
MAPPING_TABEL = "In het kolommenbestand hoort bij {waar} een tabel met velden."
MAPPING_RIJEN = "Schrijf {waar} in het kolommenbestand met dubbele haken: [[{waar}]]."
MAPPING_DECIMAAL = "Bij {waar} hoort een komma of een punt."
MAPPING_KOPREGEL = "Bij {waar} hoort een regelnummer. De eerste regel is 1."
MAPPING_WAARDEN = "Zet bij {waar} in 'waarden' alles tussen aanhalingstekens, ook getallen."
MAPPING_DUBBEL = (
    "De code '{waar}' staat twee keer in het kolommenbestand. Haal een van de twee weg."
)
MAPPING_BRON = "Bij {waar} hoort de naam van een kolom, of {{ kolom = ... }}, of {{ vast = ... }}. Kijk de schrijfwijze na."
MAPPING_ZONDER_KOLOM = "In [{waar}] komt geen enkel veld uit een kolom, dus vakmeten weet niet bij welke regels het hoort. Noem minstens één kolom."
MAPPING_TOPPING_BIJ = "De topping '{waar}' hoort bij een onderdeel dat een bestand niet kan vullen. Kies klant, casus, ronde, diagnose, plan, inzet, verwachting of evaluatie."
MAPPING_VAST = "Een vaste waarde in het kolommenbestand past niet bij haar veld. {reden}"
MAPPING_VELDEN = "Bij [[{waar}]] ontbreekt een veld, staat er een te veel, of is een waarde geen tekst. De velden zijn: {velden}."
IMPORT_CODE_ONBEKEND = "Deze waarde staat niet in de lijst van dit veld. Vertaal haar met 'waarden' in het kolommenbestand."
IMPORT_NIET_VERTAALD = (
    "Deze waarde staat niet bij 'waarden' in het kolommenbestand. Voeg haar daar toe."
)
IMPORT_KLANTNUMMER_LEEG = "Het klantnummer is leeg. Vul het in."
IMPORT_BEKEND_LEEG = "Er staat niet wanneer dit bekend was. Vul de dag in."
IMPORT_BEKEND_TOEKOMST = "De dag waarop dit bekend was ligt in de toekomst. Kies een eerdere dag."
IMPORT_ACCOUNT = "Dit account van een klantmanager bestaat niet. Voeg het eerst toe met 'vakmeten gebruiker', of kijk de naam na."
IMPORT_AANPAK = "Deze aanpak staat niet in de catalogus. Voeg hem toe met [[aanpak]], of vertaal de waarde met 'waarden'."
IMPORT_CASUS_NIEUW = (
    "Deze casus is nog niet bekend. Geef in [casus] ook de klantmanager en de startdatum."
)
IMPORT_CASUS_WELKE = "Deze klant heeft meer dan één casus. Zeg met de startdatum of een sleutel in [casus] welke het is."
IMPORT_VOOR_CASUS = (
    "Deze casus was op die dag nog niet bekend. Kies een latere dag voor wanneer dit bekend was."
)
IMPORT_ANDERS_DAN_REGEL = "Over hetzelfde zegt regel {regel} iets anders. Kies een van de twee."
IMPORT_ANDERS_DAN_MENS = (
    "Een medewerker heeft dit in het casusboek al anders vastgelegd. Er is niets veranderd."
)
IMPORT_EINDE_NA_WERK = "Nadat dit einde bekend was is in het casusboek nog aan deze casus gewerkt. Sluit de casus daar af."
IMPORT_TE_VEEL = "Meer dan {aantal} regels hebben dit klantnummer. Kijk na of dit de kolom met het klantnummer is."
IMPORT_VELD_NODIG = (
    "Er ontbreekt een verplicht veld: {veld}. Vul de kolom of breid [{onderdeel}] uit."
)
IMPORT_TOPPING_ZONDER = "Hier staat een waarde van een topping, maar het onderdeel waar zij bij hoort ontbreekt op deze regel."
IMPORT_ZONDER_INZET = (
    "Een verwachting hoort bij een inzet, en die ontbreekt op deze regel. Vul de inzet aan."
)
IMPORT_ZONDER_VERWACHTING = "Een uitkomst hoort bij een verwachting, en die ontbreekt op deze regel. Vul de verwachting aan."
