"""The command line and its settings."""

from __future__ import annotations

INSTELLING_GEEN_GETAL = "{naam} is geen heel getal van {minste} of meer. Kijk de instelling na."
CLI_WAT = "vakmeten: functioneel meten voor klantmanagers."
CLI_START = "start de werkboeken op deze computer"
CLI_DEMO = "met een verzonnen gemeente, alleen op deze computer te openen"
CLI_POORT = "poort waarop de werkboeken te openen zijn (standaard 8866)"
CLI_KOPIE = "er is een eigen kopie van de PostgreSQL-database; werk haar nu bij"
CLI_TEAM = "voeg een team toe, of geef het een andere naam"
CLI_GEBRUIKER = "voeg een account toe; het wachtwoord wordt gevraagd"
CLI_DATA = "map met database en sleutelbos"
CLI_DEMO_MAKEN = (
    "De oefengemeente wordt gemaakt. Dit duurt ongeveer een halve minuut, alleen de eerste keer."
)
CLI_KOPIE_STAAT = "Voor het bijwerken is een kopie gemaakt: {pad}"
CLI_OPEN = "vakmeten is open op {adres}"
CLI_DEMO_ACCOUNTS = "Oefenaccounts: noord01 tot en met noord16, centrum01 tot en met centrum16, zuid01 tot en met zuid16 (klantmanagers), tm-noord (teammanager). Wachtwoord: {wachtwoord}"
CLI_STOPPEN = "Stoppen: Ctrl+C"
CLI_WACHTWOORD = "Wachtwoord: "
CLI_TEAM_KLAAR = "Team {naam} staat erin."
CLI_GEBRUIKER_KLAAR = "Account {naam} kan zich nu aanmelden."
DEMO_OP_ECHT = (
    "In deze map staat een echte database. Start zonder --demo, of kies een andere map met --data."
)
ECHT_OP_DEMO = "Deze map is een oefenomgeving. Start met --demo, of kies een andere map met --data."
CLI_GEBRUIK = "Gebruik: "
CLI_OPDRACHTEN = "Opdrachten en gegevens"
CLI_OPTIES = "Opties"
CLI_HELP = "laat deze uitleg zien"
CLI_NIET_BEGREPEN = (
    "Deze opdracht is niet volledig of bestaat niet. Typ '{opdracht} --help' voor uitleg."
)
POORT_FOUT = "Een poort is een getal van 1 tot en met 65535. Kies een andere poort met --poort."
DATA_MAP_FOUT = "In de map {pad} kan niet worden geschreven. Kies een andere map met --data."
COOKIEGEHEIM_FOUT = "Het bestand {pad} is niet te gebruiken. Haal het weg en start opnieuw."
DEMO_OP_DATABASE = "De oefengemeente komt nooit in een eigen database. Start zonder --demo, of haal VAKMETEN_DATABASE weg."
CLI_IMPORTEER = "neem een bestand van een ander systeem op"
CLI_IMPORT_BESTAND = "het bestand: CSV of XLSX"
CLI_IMPORT_KOLOMMEN = "bestand (TOML) dat zegt welke kolom wat betekent"
CLI_IMPORT_PROEF = "schrijf niets, laat alleen zien wat goed en fout gaat"
CLI_IMPORT_ALLES = "neem niets op als er een regel fout is"
CLI_IMPORT_DEMO = "de map is een oefenomgeving, en het bestand gaat niet over echte mensen"
IMPORT_GEEN_DATABASE = "In de map {pad} staat geen database. Kies met --data de map waar die wel staat, of maak eerst een team en een account."
IMPORT_GESTOPT = "Gestopt. Wat al was opgenomen blijft staan; een volgende keer gaat vakmeten verder waar het was."
IMPORT_TELLING = "{regels}: {goed} goed, {slecht} fout."
IMPORT_PROEF = "Dit was een proef: er is niets bewaard."
IMPORT_KLAAR = "Opgenomen: {wat}."
IMPORT_NIETS_NIEUW = "Alles in dit bestand stond er al. Er is niets veranderd."
IMPORT_NIETS = "Er is niets opgenomen."
IMPORT_KOLOM = ", kolom '{kolom}'"
IMPORT_MEER = "En nog {aantal} andere fouten. Kijk eerst het bestand met de kolommen na."
IMPORT_SOORTEN = {
    "klant": ("klant", "klanten"),
    "koppel": ("naam", "namen"),
    "casus": ("casus", "casussen"),
    "ronde": ("ronde", "rondes"),
    "diagnose": ("diagnose", "diagnoses"),
    "plan": ("plan", "plannen"),
    "inzet": ("inzet", "inzetten"),
    "verwachting": ("verwachting", "verwachtingen"),
    "evaluatie": ("evaluatie", "evaluaties"),
    "aanvulling": ("keer toppings", "keer toppings"),
}
