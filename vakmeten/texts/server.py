"""Signing in, the page and what goes wrong there."""

from __future__ import annotations

AANMELDING_VERLOPEN = (
    "Uw aanmelding is verlopen. Meld u opnieuw aan; wat u typte is als concept bewaard."
)
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
WERKBOEK_DUURT = "Duurt het lang? Open het werkboek dan opnieuw."
WERKBOEK_OPENT = "Een moment, het werkboek opent."
GEEN_SCRIPT = "Uw browser voert geen JavaScript uit. Zet dat aan of vraag uw beheerder om hulp."
OPNIEUW_OPENEN = "Opnieuw openen"
VERBINDING = {
    "anders": "Dit werkboek toont nu iets anders dan waarin u typte.",
    "getypt": "Dit is niet bewaard; kopieer het als u het nodig hebt:",
    "wacht": "Het bewaren duurt lang. Wacht even; wat u typt blijft staan.",
    "te-lang": "Wat u typte is te lang om te bewaren. Maak het korter.",
    "opnieuw": "Opnieuw openen",
    "sluiten": "Sluiten",
    "weg": "De verbinding is weg. Wat u typt blijft staan; het werkboek verbindt zelf opnieuw.",
    "te-veel": "U hebt veel tabbladen open, daarom rust dit tabblad. Typ of klik, dan gaat u hier verder.",
    "afgemeld": "U bent afgemeld. Meld u opnieuw aan om verder te gaan.",
    "traag": "Het openen duurt lang. Wacht nog even of open het werkboek opnieuw.",
    "gestopt": "Het werkboek stopt telkens. Open het opnieuw of bel uw beheerder.",
    "rust": "Dit werkboek rust. Typ of klik, dan gaat u verder waar u was.",
    "wakker": "Een moment, het werkboek komt terug. Typ gerust verder.",
    "klik-kwijt": "Uw laatste klik kwam misschien niet aan. Kijk of het gelukt is en klik anders nog een keer.",
    "geen-socket": "Uw browser of netwerk laat geen websockets toe, en zonder kan het werkboek niet bewaren. Vraag uw beheerder om hulp.",
}
"""What a page says of its connection, by the name of the case."""
SERVER_VOL = "Er zijn nu te veel werkboeken open. Probeer het over een paar minuten opnieuw."
FOUTPAGINA = {
    400: "Dit verzoek klopt niet. Ga terug en probeer het opnieuw.",
    403: "Dit mag u niet openen. Ga terug naar uw werkboek.",
    404: "Deze pagina bestaat niet. Kijk het adres na of ga naar uw werkboek.",
    405: "Deze pagina kunt u zo niet gebruiken. Ga terug naar uw werkboek.",
    500: "Er ging iets mis bij ons. Probeer het over een minuut opnieuw of bel uw beheerder.",
}
WERKBOEK_ONBEKEND = "Het werkboek '{naam}' bestaat niet."
STORE_NODIG = "Geef een store mee: open_app('casusboek', store=open_store(...)), of zet in VAKMETEN_GEBRUIKER als wie u werkt."
STORE_TE_VEEL = "In de server komt de store uit de instellingen. Laat store= weg."
SLEUTEL_OP_PAGINA = (
    "De sleutels van vakmeten zijn niet te gebruiken. Bel uw beheerder en noem het nummer."
)
