"""Who is compared: which server, what is used first on its page, and how it shows the answer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from benchmarks.browsing import Use
from benchmarks.peers import servers
from benchmarks.served import Served, made_town, serve_town

CASUSBOEK = "casusboek"
TITLES = {"panel": "Panel", "streamlit": "Streamlit", "voila": "stock Voilà"}

CHECKBOX = "input[type=checkbox]"
TABLE = "tbody tr:nth-child({n}):last-child"
# Panel's rows. Streamlit's checkbox is not to be seen, and its table is a drawing that says how
# long it is.
CLICKS = {"streamlit": 'text="Alleen trede 1"'}
TABLES = {
    "panel": ".tabulator-row:nth-child({n}):last-child",
    "streamlit": "[role=grid][aria-rowcount='{and_head}']",
}
TEAM = Use(
    'label:has-text("Het hele team") input', ('h1:has-text("Klanten van het team")',), whole=""
)


@dataclass(frozen=True, slots=True)
class Contender:
    """A page behind a server. use: what each person does first, by number."""

    name: str
    serve: Callable[[], AbstractContextManager[Served]]
    use: Callable[[int], Use]


@contextmanager
def contenders(
    n: int, peers: Sequence[str]
) -> Generator[tuple[Contender, Contender, list[Contender]], None, None]:
    """Our page, the casusboek in a town of n casussen, and the peers in the order asked."""
    with servers.content() as shown, made_town(n) as town:
        casusboek = Contender(CASUSBOEK, partial(serve_town, town), lambda _: TEAM)
        yield _page("ours", shown), casusboek, [_page(peer, shown) for peer in peers]


def _page(name: str, shown: servers.Content) -> Contender:
    # The others show the caseload of the first person to everybody.
    counts = shown.on_trede_1 if name == "ours" else shown.on_trede_1[:1]

    def use(person: int) -> Use:
        count = counts[person % len(counts)]
        rows = TABLES.get(name, TABLE).format(n=count, and_head=count + 1)
        return Use(CLICKS.get(name, CHECKBOX), (f'text="{count} klanten"', rows))

    return Contender(name, partial(getattr(servers, name), shown), use)
