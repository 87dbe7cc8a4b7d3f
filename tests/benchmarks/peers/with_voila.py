"""The page in stock Voilà with ipyvuetify, as their documentation writes one: a notebook's cell."""

import ipyvuetify as v
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import traitlets
from ipywidgets import widget_serialization

caseload = pd.read_csv("caseload.csv")
per_trede = caseload.groupby("Trede", as_index=False).size()
bars = px.bar(per_trede, x="Trede", y="size", labels={"size": "Klanten"}, height=300)


class Overzicht(v.VuetifyTemplate):
    """Three inputs, a chart and the lines that fit the inputs."""

    zoek = traitlets.Unicode("").tag(sync=True)
    stap = traitlets.Unicode("Alle stappen").tag(sync=True)
    alleen = traitlets.Bool(False).tag(sync=True)
    stappen = traitlets.List(["Alle stappen", *sorted(caseload["Stap"].unique())]).tag(sync=True)
    regels = traitlets.List().tag(sync=True)
    grafiek = traitlets.Any().tag(sync=True, **widget_serialization)

    @traitlets.default("template")
    def _template(self):
        return """
        <template>
          <v-container>
            <h1>Caseload</h1>
            <p>{{ regels.length }} klanten</p>
            <v-row>
              <v-col>
                <v-text-field v-model="zoek" label="Zoek op nummer of naam"></v-text-field>
              </v-col>
              <v-col><v-select v-model="stap" :items="stappen" label="Stap"></v-select></v-col>
              <v-col><v-checkbox v-model="alleen" label="Alleen trede 1"></v-checkbox></v-col>
            </v-row>
            <jupyter-widget :widget="grafiek"></jupyter-widget>
            <v-data-table :items="regels" :items-per-page="-1" hide-default-footer></v-data-table>
          </v-container>
        </template>
        """

    @traitlets.observe("zoek", "stap", "alleen")
    def filter(self, _=None):
        """Show the lines that fit."""
        found = caseload
        if self.zoek:
            name = found["Klantnummer"] + " " + found["Naam"]
            found = found[name.str.contains(self.zoek, case=False, regex=False)]
        if self.stap != "Alle stappen":
            found = found[found["Stap"] == self.stap]
        if self.alleen:
            found = found[found["Trede"] == 1]
        self.regels = found.to_dict("records")


page = Overzicht(grafiek=go.FigureWidget(bars))
page.filter()
page  # noqa: B018 - the last line of a cell is what it shows
