"""A chart: a figure as a dict, drawn by the plotly.js that our own server keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from vakmeten.places import plotly_js
from vakmeten.ui.messages import WellFormedOnly

HERE = Path(__file__).parent


class Chart(WellFormedOnly, anywidget.AnyWidget):
    """Draws `figuur` (data and layout in plotly.js form) and says it in words to a screen reader.

    The page of our own server brings plotly.js along. Elsewhere, as in JupyterLab, the widget sends
    the script itself.
    """

    _esm = HERE / "chart.js"
    _naam = traitlets.Unicode("grafiek").tag(sync=True)
    figuur = traitlets.Dict().tag(sync=True)
    beschrijving = traitlets.Unicode().tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.on_msg(self._send_plotly)

    def _send_plotly(self, _: object, content: Any, buffers: object) -> None:
        if content == "plotly":
            self.send("plotly", [plotly_js().read_bytes()])

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """The browser changes nothing of a chart."""
