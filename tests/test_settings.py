"""The settings of an installation, and what its environment may say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from vakmeten.errors import InvalidSettings
from vakmeten.settings import NUMBERS, Settings, read_settings

PLACE = {"HOME": "/thuis"}


def test_what_is_not_said_is_as_the_settings_have_it() -> None:
    plain = Settings(data_map=Path("x"), hoofdsleutel=Path("y"))
    found = read_settings(PLACE)

    assert found.data_map == Path("/thuis/.local/share/vakmeten")
    assert {name: getattr(found, name) for name in NUMBERS} == {
        name: getattr(plain, name) for name in NUMBERS
    }


def test_a_child_process_reads_the_same() -> None:
    told = Settings(
        data_map=Path("/data"), hoofdsleutel=Path("/sleutel"), demo=True, database_url="sqlite://",
        geen_contact_dagen=7, slaap_minuten=8, paginas=9, paginas_per_persoon=2,
    )  # fmt: skip

    assert read_settings(told.environ()) == told


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["veel", "1.5", "-1", "twintig minuten"])
def test_a_number_that_is_none_is_one_sentence_that_names_it(name: str, value: str) -> None:
    variable = f"VAKMETEN_{name.upper()}"

    with pytest.raises(InvalidSettings, match=f"^{variable} is geen heel getal"):
        read_settings({**PLACE, variable: value})


@pytest.mark.parametrize("name", NUMBERS)
def test_the_least_is_taken_and_less_is_not(name: str) -> None:
    variable, least = f"VAKMETEN_{name.upper()}", NUMBERS[name]

    assert getattr(read_settings({**PLACE, variable: str(least)}), name) == least
    with pytest.raises(InvalidSettings, match=f"van {least} of meer"):
        read_settings({**PLACE, variable: str(least - 1)})
