"""Why a casus ended: the reasons of the bijstand statistics, and always "onbekend"."""

from __future__ import annotations

from enum import StrEnum


class Uitstroomreden(StrEnum):
    """Reason of ending. The reason is known for only 57 to 76 % of endings, hence `ONBEKEND`.

    Source: Regeling statistiek Participatiewet (BWBR0031830), bijlage 1, kenmerk 34.
    """

    ARBEID = "arbeid"
    ZELFSTANDIG = "zelfstandig"
    ONDERWIJS = "onderwijs"
    ONDERWIJS_NIET_GEVOLGD = "onderwijs_niet_gevolgd"
    RELATIE = "relatie"
    BIJ_PARTNER = "bij_partner"
    AOW = "aow"
    WW = "ww"
    ARBEIDSONGESCHIKTHEID = "arbeidsongeschiktheid"
    ALIMENTATIE = "alimentatie"
    VERMOGEN = "vermogen"
    ANDER_INKOMEN = "ander_inkomen"
    VERHUIZING_GEMEENTE = "verhuizing_gemeente"
    VERHUIZING_BUITENLAND = "verhuizing_buitenland"
    VERBLIJF_BUITENLAND = "verblijf_buitenland"
    GEEN_INLICHTINGEN = "geen_inlichtingen"
    NIET_VERSCHENEN_INLICHTINGEN = "niet_verschenen_inlichtingen"
    NIET_VERSCHENEN_GESPREK = "niet_verschenen_gesprek"
    DETENTIE = "detentie"
    OVERLIJDEN = "overlijden"
    ANDERS = "anders"
    ONBEKEND = "onbekend"


# The code of each reason in the statistics; "onbekend" has none there.
BUS_CODES: dict[Uitstroomreden, str] = {
    Uitstroomreden.ONDERWIJS: "01",
    Uitstroomreden.RELATIE: "02",
    Uitstroomreden.AOW: "03",
    Uitstroomreden.OVERLIJDEN: "04",
    Uitstroomreden.DETENTIE: "05",
    Uitstroomreden.ONDERWIJS_NIET_GEVOLGD: "06",
    Uitstroomreden.VERBLIJF_BUITENLAND: "07",
    Uitstroomreden.ARBEID: "11",
    Uitstroomreden.ZELFSTANDIG: "13",
    Uitstroomreden.WW: "14",
    Uitstroomreden.ARBEIDSONGESCHIKTHEID: "15",
    Uitstroomreden.ALIMENTATIE: "17",
    Uitstroomreden.VERMOGEN: "18",
    Uitstroomreden.ANDER_INKOMEN: "19",
    Uitstroomreden.GEEN_INLICHTINGEN: "31",
    Uitstroomreden.VERHUIZING_GEMEENTE: "32",
    Uitstroomreden.VERHUIZING_BUITENLAND: "33",
    Uitstroomreden.NIET_VERSCHENEN_INLICHTINGEN: "34",
    Uitstroomreden.NIET_VERSCHENEN_GESPREK: "35",
    Uitstroomreden.BIJ_PARTNER: "97",
    Uitstroomreden.ANDERS: "98",
}
