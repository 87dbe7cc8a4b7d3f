"""Which scripts a workbook page loads: Voilà's front end and the widgets we use, from here.

Only what is installed beside this Python counts. A folder in someone's home could add scripts to
the page, and the address holds the version, so that a browser may keep each file for ever.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jupyter_core.paths import ENV_JUPYTER_PATH, jupyter_path
from jupyterlab_server.config import get_federated_extensions

WIDGETS = (
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
    "jupyter-vue",
    "jupyter-vuetify",
)


@cache
def data_folder() -> Path:
    """The Jupyter data folder that came with the installed Voilà."""
    for folder in map(Path, [*ENV_JUPYTER_PATH, *jupyter_path()]):
        if (folder / "voila/templates/base/static/voila.js").is_file():
            return folder
    raise FileNotFoundError("voila is installed without its front end")


def voila_static() -> Path:
    """Folder of voila.js."""
    return data_folder() / "voila/templates/base/static"


@cache
def widget_folders() -> dict[str, Path]:
    """The folder of each widget library that the page loads, by name."""
    return {name: Path(found["ext_path"]) for name, found in _extensions().items()}


@cache
def stamp() -> str:
    """Changes when any of the libraries does."""
    versions = [version("voila"), *(found["version"] for found in _extensions().values())]
    return hashlib.sha256(" ".join(versions).encode()).hexdigest()[:12]


def page_config(kernel_id: str) -> dict[str, Any]:
    """What voila.js reads from its page."""
    return {
        "appName": "Voila",
        "baseUrl": "/",
        "appUrl": "",
        "kernelId": kernel_id,
        "fullStaticUrl": f"/static/voila/{stamp()}",
        "fullLabextensionsUrl": f"/static/widgets/{stamp()}",
        "federated_extensions": [
            {"name": name, **found["jupyterlab"]["_build"]} for name, found in _extensions().items()
        ],
        "jupyterLabTheme": "light",
        "progressiveRendering": False,
        "terminalsAvailable": False,
        # null keeps the MathJax that Voilà brings itself; the default is someone else's server
        "fullMathjaxUrl": None,
        "mathjaxConfig": None,
    }


@cache
def _extensions() -> dict[str, dict[str, Any]]:
    folders = [str(data_folder() / sub) for sub in ("labextensions", "voila/labextensions")]
    found = get_federated_extensions(folders)
    return {name: found[name] for name in WIDGETS}
