"""Whatever a browser sends into whatever field, a record is made or an InvalidRecord says why."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.regels import neem_op
from vakmeten.domain.topping import Aanvulling
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.errors import InvalidRecord

KINDS = [
    Klant, Koppel, Casus, Ronde, Diagnose, Plan, Doel, Inzet, Verwachting, Contact, Afspraak,
    Evaluatie, Aanvulling,
]  # fmt: skip
VANDAAG = date(2026, 3, 2)
SOME = ["", "ja", "klant", "financien", "doel-1", "inzet-1", "ronde-1", "casus-1", "a b", "\ud800"]

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 700)
    | st.floats()
    | st.sampled_from(SOME)
    | st.text(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.just(10**30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(SOME) | st.integers(), inner, max_size=2)
    ),
    max_leaves=4,
)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_in_any_field_is_taken_or_refused_in_words(kind, data, maak, met_plan: Dossier):
    names = st.sampled_from([f.name for f in fields(kind)])
    wrong = data.draw(st.dictionaries(names, anything, min_size=1, max_size=2))
    before = repr(met_plan)

    with suppress(InvalidRecord):
        found = neem_op(met_plan, [maak(kind, **wrong)], VANDAAG)
        assert isinstance(found, Dossier)

    assert repr(met_plan) == before


@given(st.datetimes())
def test_a_moment_is_not_taken_for_a_day(moment: datetime):
    with pytest.raises(InvalidRecord):
        Ronde(casus_id="casus-1", nummer=1, startdatum=moment)
