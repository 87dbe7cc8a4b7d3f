"""A drawn table becomes the frame that it looks like."""

from __future__ import annotations

import pandas as pd
import pytest

from vakmeten.testing import read_table


def test_each_column_gets_the_type_that_fits_all_its_cells() -> None:
    frame = read_table("""
        team | dagen | kans | afgesloten | datum
        A    |    10 |  0.5 | T          | 2026-11-01
        B    |    20 |    1 | F          | 2026-11-02
    """)
    assert list(frame.columns) == ["team", "dagen", "kans", "afgesloten", "datum"]
    assert list(frame["team"]) == ["A", "B"]
    assert frame["dagen"].dtype == "int64"
    assert list(frame["kans"]) == [0.5, 1.0]
    assert list(frame["afgesloten"]) == [True, False]
    assert frame["afgesloten"].dtype == bool
    assert frame["datum"][1] == pd.Timestamp(2026, 11, 2)


def test_an_empty_cell_is_missing() -> None:
    frame = read_table("""
        team | dagen | afgesloten | datum      | leeg
        A    |       | T          |            |
             |    20 |            | 2026-11-02 |
    """)
    assert frame["dagen"].isna().tolist() == [True, False]
    assert frame["afgesloten"].isna().tolist() == [False, True]
    assert frame["datum"].isna().tolist() == [True, False]
    assert frame["team"].isna().tolist() == [False, True]
    assert frame["leeg"].isna().all()


def test_only_names_give_an_empty_frame() -> None:
    frame = read_table("team | dagen")

    assert list(frame.columns) == ["team", "dagen"]
    assert len(frame) == 0


def test_a_line_with_another_number_of_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        read_table("""
            team | dagen
            A    |    10
            B
        """)
