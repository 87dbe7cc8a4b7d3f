"""Every Dutch sentence that a person reads outside a template; the labels of codes are in `labels`."""

from __future__ import annotations

INSTELLING_GEEN_GETAL = (
    "De instelling VAKMETEN_GEEN_CONTACT_DAGEN moet een heel getal zijn, bijvoorbeeld 30."
)

DATABASE_ADRES = (
    "Het adres van de database klopt niet. Vraag uw beheerder om de instelling na te kijken."
)
DATABASE_WEG = "De database is niet te bereiken. Wat u typte staat nog op uw scherm; probeer het over een minuut opnieuw of bel uw beheerder."
DATABASE_BEZET = "De database is even bezet. Wat u typte staat nog op uw scherm; probeer het over een paar tellen opnieuw."
DATABASE_ALLEEN_LEZEN = "De database staat op alleen-lezen. Er kan nu niets worden bewaard; vraag uw beheerder om dit te herstellen."
DATABASE_VREEMD = (
    "Dit bestand is geen database van vakmeten. Vraag uw beheerder om de instelling na te kijken."
)
DATABASE_FOUT = (
    "De database nam dit niet aan. Er is niets bewaard; probeer het opnieuw of bel uw beheerder."
)
SCHIJF_VOL = "De schijf van de server is vol. Er kan nu niets worden bewaard; bel uw beheerder."
AANMELDING_VERLOPEN = (
    "Uw aanmelding is verlopen. Meld u opnieuw aan; wat u typte is als concept bewaard."
)

# Rules of the work
GEEN_TEKST = "{label} moet tekst zijn. Vul het opnieuw in."
VERPLICHT = "{label} is nog leeg. Vul het in en bewaar opnieuw."
TE_LANG = "{label} is te lang ({aantal} tekens). Maak er hoogstens 20.000 tekens van."
TEKENS = "{label} bevat tekens die niet bewaard kunnen worden. Typ die plek opnieuw."
BSN = "{label} bevat een getal dat een burgerservicenummer lijkt. Haal het weg: vakmeten bewaart geen burgerservicenummers."
GEEN_DATUM = "{label} is geen geldige datum. Schrijf een dag als 31-12-2026."
DATUM_TOEKOMST = "{label} ligt in de toekomst. Kies vandaag of een eerdere dag."
DATUM_VOOR_CASUS = "{label} ligt voor de start van deze casus. Kies een latere dag."
TREDE_FOUT = "De trede moet een getal van 1 tot en met 6 zijn. Kies een trede uit de lijst."
LEEFGEBIED_FOUT = "Een leefgebied krijgt een score van 1 tot en met 5, of geen score."
KEUZE_FOUT = "Deze keuze voor '{label}' bestaat niet. Kies er een uit de lijst."
KLANTNUMMER_FOUT = "Een klantnummer bestaat uit hoogstens 20 hoofdletters, cijfers en streepjes."
GEBOORTEJAAR_FOUT = (
    "Dit geboortejaar kan niet. Schrijf vier cijfers, bijvoorbeeld 1985, of laat het leeg."
)
NAAM_TE_LANG = "De naam is te lang. Gebruik hoogstens 120 tekens."
TELEFOON_FOUT = "Dit telefoonnummer kan niet. Gebruik alleen cijfers, spaties, + en streepjes."
REDEN_ZONDER_EINDE = "Er is een reden van uitstroom, maar geen einddatum. Vul ook de einddatum in."
EINDE_VOOR_START = (
    "De einddatum ligt voor de startdatum. Draai de twee om of kies een latere einddatum."
)
EINDE_ZONDER_REDEN = "Kies ook waarom de casus eindigt. Weet u het niet, kies dan 'onbekend'."
RONDE_FOUT = "Deze ronde past niet bij de vorige rondes. Open de casus opnieuw."
GEEN_RONDE = "Deze ronde bestaat niet bij deze casus. Open de casus opnieuw."
SCHAAL_FOUT = "De schaal van een doel heeft vijf regels, van -2 tot en met +2."
GEWICHT_FOUT = "Het gewicht van een doel is een getal van 1 tot en met 5."
DOELSCORE_FOUT = "Een doelscore is een getal van -2 tot en met +2."
AANPAK_KIEZEN = "Kies bij elke inzet een aanpak uit de lijst."
AANPAK_CODE = "De code van een aanpak bestaat uit kleine letters, cijfers en liggende streepjes."
INZET_REDEN_ZONDER_EINDE = (
    "Er is een reden van einde bij een inzet, maar geen einddatum. Vul ook de einddatum in."
)
INZET_EINDE_ZONDER_REDEN = "Kies ook waarom de inzet eindigt. Weet u het niet, kies dan 'onbekend'."
KANS_FOUT = "De kans is een heel getal van 0 tot en met 100 procent."
UITKOMST_ZONDER_DATUM = "Bij een uitkomst hoort een datum, en bij een datum een uitkomst."
DUUR_FOUT = "De duur is een heel aantal minuten van 0 tot en met 600."
ANDERE_CASUS = "Dit hoort bij een andere casus. Open de juiste casus en probeer het opnieuw."
CASUS_GESLOTEN = "Deze casus is gesloten. Heropen de casus eerst, met een reden."
RONDE_GESLOTEN = "Deze ronde is afgesloten. Ga verder in de lopende ronde."
RONDE_LOOPT_NOG = "Er loopt nog een ronde. Sluit die eerst af."
HEROPENEN_ZONDER_REDEN = "Schrijf op waarom u deze casus heropent."
EERST_PLAN = "Maak eerst het plan van deze ronde."
VERWACHTING_ZONDER_INZET = "Een verwachting hoort bij een inzet. Kies eerst de inzet."
VERWACHTING_VERLEDEN = "De datum van de verwachting is al geweest. Kies een dag die nog komt."
VERWACHTING_VAST = "De datum van deze verwachting is geweest, dus zij verandert niet meer. Geef bij de evaluatie aan wat er gebeurde."
EVALUATIE_ZONDER_PLAN = "Er is nog geen plan om te evalueren. Maak eerst het plan."
EVALUATIE_VOOR_PLAN = "De evaluatie ligt voor het plan. Kies een latere datum."
DOEL_ONBEKEND = "Een van deze doelen hoort niet bij deze casus. Open de casus opnieuw."

# Keys, database and store
HOOFDSLEUTEL_WEG = "De hoofdsleutel ontbreekt: {pad}. Zet het bestand terug uit uw eigen reservekopie en start opnieuw."
HOOFDSLEUTEL_ONLEESBAAR = (
    "De hoofdsleutel is niet te lezen: {pad}. Zet het juiste bestand terug en start opnieuw."
)
HOOFDSLEUTEL_OPEN = "De hoofdsleutel is leesbaar voor anderen: {pad}. Voer uit: chmod 600 op dat bestand, en start opnieuw."
HOOFDSLEUTEL_PAST_NIET = "De hoofdsleutel hoort niet bij deze sleutelbos. Zet de juiste hoofdsleutel terug en start opnieuw."
SLEUTELBOS_WEG = "De sleutelbos bij de database ontbreekt of is niet te lezen. Vraag uw beheerder om die terug te zetten."
SLEUTEL_KLANT_WEG = "De sleutel van deze klant ontbreekt of past niet, dus de teksten zijn niet te lezen. Bel uw beheerder."
DATABASE_NIEUWER = "Deze database is van een nieuwere vakmeten. Werk vakmeten bij en start opnieuw."
DATABASE_OUDER = (
    "Deze database is van een oudere vakmeten. Vraag uw beheerder om vakmeten opnieuw te starten."
)
KOPIE_EERST = "De database moet worden bijgewerkt. Maak eerst zelf een kopie (pg_dump) en start dan met --kopie-gemaakt."
GEEN_TOEGANG = "Deze casus is er niet, of u mag hem niet zien. Ga terug naar uw klanten."
NIET_BEVOEGD = "Dit mag u niet doen met uw rol. Vraag het aan uw teammanager of beheerder."
GEWIJZIGD = (
    "Iemand anders heeft dit net ook bewaard. Uw tekst staat er nog; vergelijk en bewaar opnieuw."
)
KLANT_BESTAAT = "Dit klantnummer bestaat al. Zoek de klant op in de lijst."

# Server
WERKBOEKEN = {"casusboek": "Casusboek"}
"""The workbooks that teams may open: file name without .ipynb, and what a person reads."""
WACHTWOORD_LENGTE = "Kies een wachtwoord van 12 tot 200 tekens."
ACCOUNT_NAAM = "Een accountnaam bestaat uit kleine letters, cijfers, punt, streepje of @, en is hoogstens 64 tekens lang."
ACCOUNT_BESTAAT = "Deze accountnaam bestaat al. Kies een andere naam."
ACCOUNT_ONBEKEND = "Deze accountnaam bestaat niet. Kijk de naam na."
TEAM_ONBEKEND = "Dit team bestaat niet. Voeg eerst het team toe."
AANMELDEN_TE_VAAK = (
    "Het wachtwoord was te vaak fout. Wacht vijf minuten en probeer het dan opnieuw."
)
AANMELDEN_FOUT = (
    "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk ze na en probeer het opnieuw."
)
AANMELDEN_OPNIEUW = "Deze pagina stond te lang open. Vul uw naam en wachtwoord nog een keer in."
AFGEMELD = "U bent afgemeld."
AFGEMELD_OMDAT = {
    "stil": "U bent afgemeld omdat u twee uur niets deed. Wat u typte is bewaard.",
    "lang": "U bent afgemeld omdat een aanmelding na tien uur stopt. Wat u typte is bewaard.",
    "ingetrokken": "U bent afgemeld. Meld u opnieuw aan om verder te gaan.",
}
OEFENOMGEVING = "Dit is een oefenomgeving met verzonnen mensen."
POORT_BEZET = "Poort {poort} is al in gebruik. Stop het andere programma of kies een andere poort met --poort."
POORT_MAG_NIET = "Poort {poort} mag niet worden gebruikt. Kies een poort vanaf 1024 met --poort."
GEEN_WERKBOEKEN = (
    "In de map met werkboeken staat geen werkboek. Kijk na of vakmeten goed is geïnstalleerd."
)
WERKBOEK_MISLUKT = (
    "Het werkboek kan nu niet openen. Probeer het over een minuut opnieuw of bel uw beheerder."
)
WERKBOEK_OPENT = "Een moment, het werkboek opent."
GEEN_SCRIPT = "Uw browser voert geen JavaScript uit. Zet dat aan of vraag uw beheerder om hulp."
OPNIEUW_OPENEN = "Opnieuw openen"
VERBINDING_WEG = "De verbinding is weg. Wat u tot nu toe typte is bewaard; typ nu niet verder."
VERBINDING_TE_VEEL = (
    "U hebt te veel tabbladen open, daarom is dit tabblad gestopt. Wat u typte is bewaard."
)
VERBINDING_AFGEMELD = "U bent afgemeld. Wat u typte is bewaard."
VERBINDING_TRAAG = "Het openen duurt lang. Wacht nog even of open het werkboek opnieuw."
FOUTPAGINA = {
    400: "Dit verzoek klopt niet. Ga terug en probeer het opnieuw.",
    403: "Dit mag u niet openen. Ga terug naar uw werkboek.",
    404: "Deze pagina bestaat niet. Kijk het adres na of ga naar uw werkboek.",
    405: "Deze pagina kunt u zo niet gebruiken. Ga terug naar uw werkboek.",
    500: "Er ging iets mis bij ons. Probeer het over een minuut opnieuw of bel uw beheerder.",
}
GESCHIEDENIS_BEGIN = "Een geschiedenis begint met de klant, de koppel, de casus en de eerste ronde. Vul die aan en laad opnieuw."

# Screens
INCIDENT = "Er ging iets mis. Wat u typte staat er nog. Noem nummer {nummer} bij uw beheerder."
INZET_ZONDER_VERWACHTING = "Schrijf bij elke inzet op wat u verwacht, wanneer en met welke kans."
NIET_MEER_DAAR = "Dit staat er niet meer. Open de casus opnieuw."

# What a casus gives back
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

# The page of a casus
GESLOTEN_OP = "Gesloten op {datum}: {reden}."
NOG_TE_DOEN = "nog te doen"
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

# Records that do not fit, and histories
RECORD_ONBEKEND = "Dit onderdeel is niet te herkennen. Open de casus opnieuw."
ANDERE_RONDE = "Dit hoort bij een andere ronde van deze casus. Open de casus opnieuw."
REGISSEUR_VAST = (
    "De klantmanager en het team van een casus veranderen hier niet. Vraag het aan uw beheerder."
)
START_NA_VASTLEGGING = "De startdatum ligt na iets wat al is vastgelegd. Kies een eerdere dag."
EINDE_VOOR_RONDE = "De einddatum ligt voor het einde van de laatste ronde. Kies een latere dag."
RONDE_VOOR_VORIGE = "Deze ronde begint voor het einde van de vorige. Kies een latere dag."
VERWACHTING_BEANTWOORD = "Een verwachting met een uitkomst verandert niet meer. Bewaar de verwachting eerst zonder uitkomst."
INZET_MET_VERWACHTING = (
    "Bij deze inzet hoort nog een verwachting. Haal die eerst weg, of beëindig de inzet."
)
AANPAK_TE_LANG = "De categorie van een aanpak heeft hoogstens 60 tekens en de srg-code hoogstens 4."
GESCHIEDENIS_VOLGORDE = (
    "De momenten van een geschiedenis lopen op en liggen niet in de toekomst. Zet ze op volgorde."
)
SLEUTELBOS_MAKEN = "De sleutelbos of de hoofdsleutel kan niet worden gemaakt. Kijk na of de map bestaat en of u er mag schrijven."
KOPIE_MISLUKT = "De kopie van de database is niet gelukt, dus er is niets bijgewerkt. Kijk na of er ruimte is op de schijf."
SLEUTELBOS_ANDERE = (
    "Deze sleutelbos hoort niet bij deze database. Zet de juiste sleutelbos terug en start opnieuw."
)
WERKBOEK_ONBEKEND = "Het werkboek '{naam}' bestaat niet."
STORE_NODIG = "Geef een store mee: open_app('casusboek', store=open_store(...))."
STORE_TE_VEEL = "In de server komt de store uit de instellingen. Laat store= weg."

# The caseload
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

# The command line
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

# The page of a casus, when two people work on it, and its picture in words
WEGGEHAALD = "Iemand anders heeft dit net weggehaald. Bewaart u opnieuw, dan komt het terug."
VERLOOP_VERWACHT = " Verwacht: {verwacht}."
DEEL_BEWAREN = "Bewaar eerst wat u typte, of kies 'Laat maar'."

# Settings and commands that cannot be used
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
SLEUTEL_OP_PAGINA = (
    "De sleutels van vakmeten zijn niet te gebruiken. Bel uw beheerder en noem het nummer."
)
