"""Files of other systems in: CSV and XLSX to lines of cells, and by a mapping to records.

The mapping is a TOML file. A complete one, for lines with a klant, a casus, its step and its inzet:

    bekend_op = "gegevens van"      # when the team knew it; left out: now

    [bestand]                       # all optional
    blad = "Trajecten"              # of an XLSX; default the first sheet that can be seen
    kopregel = 3                    # the line with the names of the columns; default 1
    scheiding = ";"                 # one character or "tab"; default found out, as is codering
    codering = "windows-1252"
    decimaal = ","                  # or "."; of numbers that are written as text; default ","

    [klant]                         # klantnummer (needed), geboortejaar, opleidingsniveau,
    klantnummer = { kolom = "persoon", voorvoegsel = "W-" }               # uitkering_sinds
    geboortejaar = "geboren"

    [koppel]                        # naam, telefoon
    naam = "naam"

    [casus]                         # klantmanager (an account), startdatum
    klantmanager = { vast = "s.devries" }
    startdatum = "begin"
    sleutel = "dossier"             # default: the startdatum tells casussen of a klant apart

    [diagnose]                      # datum, trede, groeipotentieel, leefgebieden, vraag,
    datum = "intake"                # mogelijkheden, belemmeringen, domeinen, duiding
    trede = "trede"
    [diagnose.leefgebieden]         # a field with parts; so are domeinen and elementen
    financien = "score geld"

    [plan]                          # datum, bestemming, toelichting
    datum = "begin"
    bestemming = { vast = "onbekend" }

    [inzet]                         # aanpak, reden, kennisbron, startdatum, einddatum, einde
    aanpak = { kolom = "traject", waarden = { "WF" = "werk_fit", "-" = "" } }
    kennisbron = { vast = "onbekend" }
    startdatum = "start traject"
    sleutel = "trajectnummer"       # default: aanpak and startdatum tell inzetten apart

    [verwachting]                   # wat, datum, kans, trede; of the inzet on the same line
    wat = { vast = "Aan het werk" }
    datum = "werk verwacht op"
    kans = "kans"
    sleutel = "trajectnummer"       # default: the datum tells verwachtingen of an inzet apart
    bekend_op = "begin"             # any section can have its own: a promise is made beforehand

    [uitkomst]                      # uitkomst, uitkomst_datum, uitkomst_toelichting; its answer
    uitkomst = { kolom = "werk", waarden = { "1" = "ja", "0" = "nee" } }
    uitkomst_datum = "gezien op"

    [evaluatie]                     # datum, trede, leefgebieden, elementen, anders
    datum = "evaluatie"
    trede = "trede na"

    [einde]                         # einddatum, uitstroomreden; of the casus
    einddatum = "einde"
    uitstroomreden = { kolom = "reden", waarden = { "baan" = "arbeid", "" = "onbekend" } }

    [[aanpak]]                      # added to the catalogue: code, naam, categorie, srg
    code = "klas"
    naam = "Klas van de gemeente"
    categorie = "Instrument"

    [[topping]]                     # a field of one's own
    kolom = "uren"
    code = "uren"                   # its name in frames; never that of a field of the core
    naam = "Uren werk"              # what people read
    soort = "getal"                 # getal, geheel, datum, ja_nee, keuze (with keuzes) or tekst
    bij = "casus"                   # klant, casus, ronde, diagnose, plan, inzet, verwachting,
    eenheid = "uur per week"        # evaluatie
    uitleg = "Volgens het contract"

Where a value comes from: `"name of a column"`; or `{ kolom = ... }`, with `voorvoegsel` put before
it, or with `waarden` to translate it: "" means empty, `anders` is every value that is not there,
and an empty cell stays empty unless `waarden` says what "" means; or `{ vast = ... }`, the same on
every line. What is chosen from a list (opleidingsniveau, bestemming, uitstroomreden, ...) may be
its code or its Dutch label; an uitstroomreden also its number in the statistics.

A line is about one klant and one casus. Another section is there on a line if a cell of its own
columns is filled; those of klant, casus and bekend_op, that every line has, do not count, nor does
`vast`.
An empty cell never changes anything. Several lines of one casus add to it, in any order, and may
not contradict each other. A line goes in whole or not at all. A file fills what people left empty
and corrects what came from a file; it never changes what a person wrote. It adds to a casus that a
file closed, not to one that a person closed, and never closes what a person reopened.

What is known on a day is known at its end, and nothing is known before it happened. `bekend_op` of
a section holds for that section and its toppings; that there is such a klant with such a casus is
known from the earliest moment on its line.
"""
