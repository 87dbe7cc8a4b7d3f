"""For tests, ours and other people's: drawn tables, and what went wrong behind a click."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

from vakmeten.ui.actions import incidenten

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["incidenten", "no_incidents", "read_table"]


def no_incidents() -> None:
    """Raise AssertionError if an action met an error since the last look, and forget it.

    The wrapper around an action keeps an error from the browser, and so from a test that clicks.
    A test that wants the error looks in `incidenten` itself and clears it.
    """
    found = list(incidenten)
    incidenten.clear()
    if found:
        raise AssertionError(f"behind a click: {found}")


def read_table(drawing: str) -> pd.DataFrame:
    """The frame that is drawn: names on the first line, a line per row, `|` between columns.

    A column of whole numbers is int64, of numbers float64, of T and F bool, of days like
    2026-11-01 datetime64, else text. An empty cell is missing: NaN, NaT or None.
    Raises ValueError if a line has another number of cells than the first.
    """
    import pandas as pd  # noqa: PLC0415 - a test that draws nothing needs no pandas

    lines = [line for line in dedent(drawing).splitlines() if line.strip()]
    names, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pd.DataFrame(
        {name: _typed(cells) for name, cells in zip(names, columns, strict=True)}, columns=names
    )


def _typed(cells: tuple[str, ...]) -> Any:
    """The column with the first type that fits all its cells."""
    import pandas as pd  # noqa: PLC0415 - as above

    filled = [cell for cell in cells if cell]
    column = pd.Series([cell or None for cell in cells], dtype=object)
    if not filled:
        return column
    if set(filled) <= {"T", "F"}:
        truth = column.map({"T": True, "F": False})
        return truth.astype(bool) if len(filled) == len(cells) else truth
    for read in (pd.to_numeric, lambda c: pd.to_datetime(c, format="%Y-%m-%d")):
        try:
            return read(column)
        except (ValueError, TypeError):
            continue
    return column
