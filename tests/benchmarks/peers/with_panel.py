"""The page in Panel, as its documentation writes one: `panel serve with_panel.py`."""

import pandas as pd
import panel as pn
import plotly.express as px

pn.extension("plotly", "tabulator")


@pn.cache
def read():
    """The caseload, once for all pages."""
    return pd.read_csv("caseload.csv")


caseload = read()
zoek = pn.widgets.TextInput(name="Zoek op nummer of naam")
stap = pn.widgets.Select(name="Stap", options=["Alle stappen", *sorted(caseload["Stap"].unique())])
alleen = pn.widgets.Checkbox(name="Alleen trede 1")


def fitting(zoek, stap, alleen):
    """The lines that fit the inputs."""
    found = caseload
    if zoek:
        name = found["Klantnummer"] + " " + found["Naam"]
        found = found[name.str.contains(zoek, case=False, regex=False)]
    if stap != "Alle stappen":
        found = found[found["Stap"] == stap]
    if alleen:
        found = found[found["Trede"] == 1]
    return found


found = pn.bind(fitting, zoek, stap, alleen)
per_trede = caseload.groupby("Trede", as_index=False).size()
bars = px.bar(per_trede, x="Trede", y="size", labels={"size": "Klanten"}, height=300)

pn.Column(
    "# Caseload",
    pn.bind(lambda found: f"{len(found)} klanten", found),
    pn.Row(zoek, stap, alleen),
    pn.pane.Plotly(bars, sizing_mode="stretch_width"),
    pn.widgets.Tabulator(found, show_index=False, height=700, sizing_mode="stretch_width"),
    sizing_mode="stretch_width",
).servable()
