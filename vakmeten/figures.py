"""Pictures as plain dicts in plotly.js form, one function a picture, with the same said in words.

What a person typed goes through `escape`: plotly reads a subset of HTML in its labels.
"""

from __future__ import annotations

import html
from datetime import date, timedelta
from itertools import cycle, takewhile
from typing import Any

from vakmeten import labels, texts
from vakmeten.domain.dossier import Dossier
from vakmeten.domain.plan import Doel
from vakmeten.domain.terugblik import tredes

BLUE, ORANGE, GREY, LINE = "#154273", "#c76100", "#55606e", "#e3e8ee"
DOEL_COLORS = ("#2d7a2d", "#7a3b8f", "#00708c", "#8a5a00", "#b3245a", "#5a6b2f")
FONT = {"family": "system-ui, 'Segoe UI', Roboto, sans-serif", "size": 13, "color": "#36424f"}
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
MAX_LABEL = 34
MAX_MONTHS = 4
SHORTEST = timedelta(days=90)

Figure = dict[str, Any]


def escape(text: str) -> str:
    """A typed text as a label: on one line, cut short, without markup."""
    return html.escape(_short(text))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_LABEL else line[: MAX_LABEL - 1].rstrip() + "…"


def verloop_figuur(dossier: Dossier, vandaag: date) -> Figure:
    """The course of one casus: trede with what was expected, doelen, and each contact as a mark.

    data and layout in plotly.js form; the height follows from whether there are scored doelen.
    """
    doelen = _doel_lines(dossier)
    data = [*_trede_lines(dossier), *_contact_marks(dossier), *doelen]
    layout: Figure = {
        "height": 330 if doelen else 230,
        "margin": {"l": 30, "r": 12, "t": 8, "b": 28},
        "font": FONT,
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"bgcolor": "#ffffff", "font": FONT},
        "xaxis": _x_axis(dossier, vandaag),
        "yaxis": _y_axis([0.5, 6.4], list(range(1, 7)), [0.5, 1] if doelen else [0.12, 1]),
        "yaxis2": _y_axis([0, 1], [], [0, 0.08]) | {"showgrid": False},
    }
    if doelen:
        layout["yaxis3"] = _y_axis([-2.4, 2.4], [-2, -1, 0, 1, 2], [0.13, 0.42])
        layout["yaxis3"]["ticktext"] = ["-2", "-1", "0", "+1", "+2"]
    return {"data": data, "layout": layout}


def _x_axis(dossier: Dossier, vandaag: date) -> Figure:
    """From just before the casus to just after what is known or expected, with a few months."""
    coming = [v.datum for v in dossier.verwachtingen if v.trede and not v.vervallen]
    start = dossier.casus.startdatum
    end = max([dossier.casus.einddatum or vandaag, start + SHORTEST, *coming])
    pad = max((end - start) // 25, timedelta(days=4))
    firsts = [date(start.year + m // 12, m % 12 + 1, 1) for m in range(start.month, 1200)]
    months = list(takewhile(lambda first: first <= end, firsts))
    shown = months[:: max(1, -(-len(months) // MAX_MONTHS))]
    return {
        "range": [(start - pad).isoformat(), (end + pad).isoformat()],
        "tickvals": [first.isoformat() for first in shown],
        "ticktext": [f"{MONTHS[m.month - 1]} {m.year}" for m in shown],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "anchor": "y2",
    }


def _y_axis(span: list[float], ticks: list[int], domain: list[float]) -> Figure:
    return {
        "range": span,
        "tickvals": ticks,
        "ticktext": [str(tick) for tick in ticks],
        "domain": domain,
        "gridcolor": LINE,
        "zeroline": False,
        "fixedrange": True,
    }


def _trede_lines(dossier: Dossier) -> list[Figure]:
    course = tredes(dossier)
    expected = [v for v in dossier.verwachtingen if v.trede and not v.vervallen]
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [day.isoformat() for day, _ in course],
            "y": [trede for _, trede in course],
            "line": {"shape": "hv", "color": BLUE, "width": 3},
            "marker": {"size": 8, "color": BLUE},
            "hovertemplate": "trede %{y}<br>%{x|%d-%m-%Y}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [v.datum.isoformat() for v in expected],
            "y": [v.trede for v in expected],
            "marker": {
                "size": 12,
                "color": "#ffffff",
                "line": {"color": ORANGE, "width": 3},
            },
            "text": [f"{v.kans} %" for v in expected],
            "hovertemplate": "verwacht: trede %{y}<br>kans %{text}<br>%{x|%d-%m-%Y}<extra></extra>",
        },
    ]


def _contact_marks(dossier: Dossier) -> list[Figure]:
    contacten = [c for c in dossier.contacten if not c.vervallen]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [c.datum.isoformat() for c in contacten],
            "y": [0.5] * len(contacten),
            "yaxis": "y2",
            "marker": {"symbol": "line-ns-open", "size": 10, "color": GREY, "line": {"width": 2}},
            "text": [labels.label(c.vorm) for c in contacten],
            "hovertemplate": "%{text}<br>%{x|%d-%m-%Y}<extra></extra>",
        }
    ]


def _scored_doelen(dossier: Dossier) -> list[tuple[Doel, list[tuple[date, int]], str]]:
    """Each doel with a score, its points and its colour; a doel that goes on is one line."""
    begun = [d for d in dossier.doelen if not d.vervallen and not d.vervolg_op]
    scored = [(doel, points) for doel in begun if len(points := _doel_points(dossier, doel)) > 1]
    return [
        (doel, points, color)
        for (doel, points), color in zip(scored, cycle(DOEL_COLORS), strict=False)
    ]


def doel_legenda(dossier: Dossier) -> list[dict[str, str]]:
    """Which line of the picture is which doel: `kleur` and the whole `tekst`, not escaped."""
    return [{"kleur": color, "tekst": doel.tekst} for doel, _, color in _scored_doelen(dossier)]


def _doel_lines(dossier: Dossier) -> list[Figure]:
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [day.isoformat() for day, _ in points],
            "y": [score for _, score in points],
            "yaxis": "y3",
            "name": escape(doel.tekst),
            "line": {"color": color, "width": 2},
            "marker": {"size": 7},
            "hovertemplate": "%{fullData.name}<br>score %{y}<br>%{x|%d-%m-%Y}<extra></extra>",
        }
        for doel, points, color in _scored_doelen(dossier)
    ]


def _doel_points(dossier: Dossier, doel: Doel) -> list[tuple[date, int]]:
    """The scores of a doel and of the doelen that went on with it, from its beginscore on."""
    chain = [doel]
    while following := next(
        (d for d in dossier.doelen if d.vervolg_op == chain[-1].id and not d.vervallen), None
    ):
        chain.append(following)  # ends: a doel goes on with one of an earlier ronde only
    ids = {d.id for d in chain}
    scored = [
        (evaluatie.datum, score)
        for evaluatie in dossier.evaluaties
        for doel_id, score in evaluatie.doelscores.items()
        if doel_id in ids
    ]
    plan = dossier.ronde(doel.ronde_id).plan
    begin = [(plan.datum, doel.beginscore)] if plan else []
    return begin + sorted(scored)


def verloop_tekst(dossier: Dossier) -> str:
    """The same picture in words, for who does not see it: every number that is drawn."""
    course = [f"{labels.dag(day)}: trede {trede}" for day, trede in tredes(dossier)]
    expected = [
        f"{labels.dag(v.datum)}: trede {v.trede} (kans {v.kans} %)"
        for v in dossier.verwachtingen
        if v.trede and not v.vervallen
    ]
    doelen = [
        f"{_short(doel.tekst)}: {', '.join(f'{score:+d}' if score else '0' for _, score in points)}"
        for doel, points, _ in _scored_doelen(dossier)
    ]
    said = texts.VERLOOP_TEKST.format(
        tredes="; ".join(course) or texts.NOG_NIETS,
        doelen="; ".join(doelen) or texts.NOG_NIETS,
        contacten=sum(not c.vervallen for c in dossier.contacten),
    )
    return said + (texts.VERLOOP_VERWACHT.format(verwacht="; ".join(expected)) if expected else "")
