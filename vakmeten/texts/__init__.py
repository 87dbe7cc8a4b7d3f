"""Every Dutch sentence that a person reads outside a template; the labels of codes are in `labels`.

One flat list of names, `texts.NAME`, kept in a file for each room that says them.
"""

from __future__ import annotations

from vakmeten.texts.bestand import *
from vakmeten.texts.importeren import *
from vakmeten.texts.opdracht import *
from vakmeten.texts.opslag import *
from vakmeten.texts.regels import *
from vakmeten.texts.scherm import *
from vakmeten.texts.server import *
from vakmeten.texts.uitvoer import *
