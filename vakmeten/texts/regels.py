"""The rules of the work: what was filled in and does not fit."""

from __future__ import annotations

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
GESCHIEDENIS_BEGIN = "Een geschiedenis begint met de klant, de koppel, de casus en de eerste ronde. Vul die aan en laad opnieuw."
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
TOPPING_CODE = "De code van een topping begint met een kleine letter en bestaat verder uit kleine letters, cijfers en liggende streepjes."
TOPPING_KERN = "De code '{label}' is al de naam van een vast veld. Geef de topping een andere code."
TOPPING_ANDERS = "De topping '{label}' bestaat al, met een andere soort, eenheid of keuzes of bij een ander onderdeel. Geef de topping een andere code."
TOPPING_ONBEKEND = "De topping '{label}' is hier niet bekend. Voeg haar eerst toe."
TOPPING_TE_LANG = "De naam van een topping heeft hoogstens 120 tekens, de eenheid 40, de uitleg 1.000 en een keuze 120."
TOPPING_KEUZES = (
    "Alleen een topping van de soort 'keuze' heeft keuzes: van 1 tot en met 50, elk een andere."
)
TOPPING_KEUZE = "De waarde van '{label}' staat niet bij de keuzes. Kies er een uit de lijst."
TOPPING_GETAL = "De waarde van '{label}' moet een getal zijn, en geen burgerservicenummer."
TOPPING_GEHEEL = "De waarde van '{label}' moet een heel getal zijn, en geen burgerservicenummer."
TOPPING_DATUM = "De waarde van '{label}' moet een dag zijn, zoals 31-12-2026."
TOPPING_JA_NEE = "De waarde van '{label}' moet ja of nee zijn."
