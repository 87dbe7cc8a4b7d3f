"""Where files outside the rooms lie: the workbooks, the sample data and the script of plotly."""

from __future__ import annotations

from importlib.util import find_spec
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


def plotly_js() -> Path:
    """The script in the plotly package, found without importing it: that takes long.

    Raises ModuleNotFoundError if plotly is not installed.
    """
    spec = find_spec("plotly")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("plotly")
    return Path(spec.submodule_search_locations[0]) / "package_data" / "plotly.min.js"
