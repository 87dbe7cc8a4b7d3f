"""Where the workbooks and the sample data lie: beside the package, or inside it when installed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).resolve().parent


def packaged_path(name: Literal["workbooks", "sample_data"]) -> Path:
    """The folder `workbooks` or `sample_data`, in a checkout and in an installed vakmeten alike.

    Raises FileNotFoundError if it is in neither place: then the installation is not whole.
    """
    # Inside first: beside an installed package lies whatever else is installed.
    for folder in (PACKAGE / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"vakmeten is installed without its {name}")
