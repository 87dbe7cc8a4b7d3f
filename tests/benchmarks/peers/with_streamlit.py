"""The page in Streamlit, as its documentation writes one: `streamlit run with_streamlit.py`."""

import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(page_title="Caseload", layout="wide")


@st.cache_data
def read():
    """The caseload, once for all pages."""
    return pd.read_csv("caseload.csv")


caseload = read()
st.title("Caseload")
columns = st.columns(3)
zoek = columns[0].text_input("Zoek op nummer of naam")
stap = columns[1].selectbox("Stap", ["Alle stappen", *sorted(caseload["Stap"].unique())])
alleen = columns[2].checkbox("Alleen trede 1")

found = caseload
if zoek:
    name = found["Klantnummer"] + " " + found["Naam"]
    found = found[name.str.contains(zoek, case=False, regex=False)]
if stap != "Alle stappen":
    found = found[found["Stap"] == stap]
if alleen:
    found = found[found["Trede"] == 1]

st.write(f"{len(found)} klanten")
per_trede = caseload.groupby("Trede", as_index=False).size()
st.plotly_chart(px.bar(per_trede, x="Trede", y="size", labels={"size": "Klanten"}, height=300))
st.dataframe(found, hide_index=True, height=700)
