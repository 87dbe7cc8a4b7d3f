"""Files in and out: what a file, a column, a line or a cell has wrong."""

from __future__ import annotations

# A file as a whole
BESTAND_WEG = "Dit bestand is er niet. Kijk na of de naam en de map kloppen."
BESTAND_MAP = "Dit is een map en geen bestand. Geef de naam van het bestand zelf."
BESTAND_DICHT = (
    "Dit bestand is niet te openen. Sluit het in andere programma's en kijk na of u het mag lezen."
)
BESTAND_LEEG = "Dit bestand is leeg. Kijk na of u het goede bestand hebt."
BESTAND_ALLEEN_KOP = "Dit bestand heeft kolomnamen, maar geen regels met gegevens. Kijk na of u het goede bestand hebt."
BESTAND_TE_GROOT = "Dit bestand is groter dan 200 MB. Verdeel het over kleinere bestanden."
BESTAND_GEEN_TABEL = (
    "Dit bestand is geen CSV en geen XLSX, hoe het ook heet. Bewaar de tabel als CSV of XLSX."
)
BESTAND_WACHTWOORD = "Dit is een oud Excelbestand (.xls) of een bestand met een wachtwoord. Bewaar het in Excel als .xlsx zonder wachtwoord."
BESTAND_GEEN_XLSX = "Dit bestand is geen Excelwerkmap, maar een andere soort of een ingepakt bestand. Pak het uit of bewaar het in Excel als .xlsx."
XLSX_BESCHADIGD = (
    "Deze Excelwerkmap is beschadigd. Open het bestand in Excel en bewaar het opnieuw als .xlsx."
)
XLSX_TE_GROOT = "Deze Excelwerkmap is uitgepakt te groot, vaak door opmaak van lege cellen. Plak alleen de tabel in een nieuw bestand."
BLAD_ONBEKEND = "Het blad '{blad}' staat niet in dit bestand. De bladen zijn: {bladen}."
CODERING_ONBEKEND = "De codering in het kolommenbestand bestaat niet. Kies bijvoorbeeld utf-8, windows-1252 of utf-16."
SCHEIDING_FOUT = "De kolommen kunnen niet met dit teken zijn gescheiden. Zet in het kolommenbestand als scheiding een ; of , of tab."

# Columns
KOPREGEL_WEG = "Dit bestand heeft geen regel {regel} met kolomnamen. Verbeter 'kopregel' in het kolommenbestand."
KOPREGEL_ANDERS = "De kolom '{kolom}' staat niet in regel {regel} van het bestand. Kijk na of dat de regel met de kolomnamen is, of verbeter 'kopregel' of 'scheiding' in het kolommenbestand."
KOPREGEL_CODERING = "De regel met kolomnamen heeft een teken dat niet te lezen is. Bewaar het bestand opnieuw als CSV UTF-8."
KOLOM_WEG = "De kolom '{kolom}' staat niet in het bestand. Verbeter de naam in het kolommenbestand; dit zijn de kolommen: {kolommen}."
KOLOM_DUBBEL = "De kolom '{kolom}' staat meer dan een keer in het bestand. Geef een van de twee in het bestand een andere naam."
KOLOM_GEWEIGERD = "Kolom {kolom} gaat over {wat}: dat legt vakmeten niet vast. Haal de kolom uit het bestand en probeer het opnieuw."
KOLOM_MET_BSN = "Kolom {kolom} bevat getallen die burgerservicenummers lijken: die legt vakmeten niet vast. Haal de kolom uit het bestand en probeer het opnieuw."
WAT_BSN = "het burgerservicenummer"
WAT_NATIONALITEIT = "nationaliteit"
WAT_AFKOMST = "afkomst"
WAT_GELOOF = "geloof"

# Lines
REGEL_CODERING = "Deze regel heeft een teken dat niet te lezen is. Typ dat teken opnieuw, of zet de goede 'codering' in het kolommenbestand."
REGEL_NUL = "Deze regel heeft een onzichtbaar teken (NUL) dat niet bewaard kan worden. Typ de regel opnieuw."
REGEL_AANHALING = "Deze regel heeft een aanhalingsteken dat niet goed opent of sluit. Haal het weg of typ het dubbel."
REGEL_TE_KORT = "Deze regel heeft {aantal} velden, maar er zijn {kolommen} kolommen. Kijk na of de regel is afgebroken."
REGEL_TE_LANG = "Deze regel heeft {aantal} velden, maar er zijn {kolommen} kolommen. Zet een tekst met het scheidingsteken erin tussen aanhalingstekens."
REGEL_ZONDER_NAAM = (
    "Deze regel heeft een waarde in een kolom zonder naam. Haal die weg of geef de kolom een naam."
)

# Cells
CEL_FORMULE = "Hier staat een formule. Plak in Excel de waarden (Plakken speciaal, Waarden) en bewaar opnieuw."
CEL_EXCEL_FOUT = "Hier staat een fout van Excel. Verbeter de cel in Excel en bewaar opnieuw."
CEL_TIJD = "Hier staat een tijd of duur zonder datum. Geef de cel in Excel de opmaak Tekst en typ de waarde opnieuw."
CEL_NUL = "Hier staat een onzichtbaar teken (NUL) dat niet bewaard kan worden. Typ de cel opnieuw."
CEL_GEEN_DATUM = "Dit is geen datum. Schrijf een dag als 31-12-2026."
CEL_KORT_JAAR = "Dit jaar heeft twee cijfers. Schrijf het jaar voluit, zoals 31-12-2026."
CEL_DAG_BESTAAT_NIET = (
    "Deze dag bestaat niet. Kijk de dag en de maand na, en schrijf ze als 31-12-2026."
)
CEL_DATUM_MET_TIJD = "Bij deze datum staat een tijd. Schrijf alleen de dag, zoals 31-12-2026."
CEL_GEEN_TIJD = "Dit is geen tijd. Schrijf een dag met een tijd als 31-12-2026 14:30."
CEL_GETAL_ALS_DATUM = "Hier staat een getal en geen datum. Geef de kolom in Excel de opmaak Datum, of schrijf een dag als 31-12-2026."
CEL_GEEN_GEHEEL = "Dit is geen heel getal. Schrijf alleen cijfers, zonder punt of komma."
CEL_GEEN_GETAL = "Dit is geen getal. Schrijf alleen cijfers, met hoogstens een decimaalteken."
CEL_ANDER_TEKEN = 'Dit getal heeft een ander decimaalteken dan het kolommenbestand zegt. Verbeter het getal, of zet in het kolommenbestand: decimaal = "{teken}".'
CEL_EURO = "Hier staat een bedrag met een euroteken of het woord euro. Schrijf alleen het getal."
CEL_TE_LANG_GETAL = "Dit getal heeft te veel cijfers om precies te bewaren. Kort het in, of neem de kolom over als tekst."
CEL_GEEN_JA_NEE = "Dit is geen ja of nee. Schrijf ja of nee."
