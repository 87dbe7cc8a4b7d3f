"""The bar above every workbook."""

from __future__ import annotations

import traitlets

from vakmeten.access import User
from vakmeten.ui.screen import ScreenModel


class ShellModel(ScreenModel):
    """Which workbooks there are, which one is open, and who is signed in.

    paginas: dicts with naam, adres and aan (the open one).
    """

    paginas = traitlets.List()
    wie = traitlets.Unicode()
    demo = traitlets.Bool()
    afmelden = traitlets.Bool()

    def __init__(
        self, user: User, *, werkboeken: dict[str, str], aan: str, demo: bool, afmelden: bool
    ) -> None:
        """werkboeken: address to name, only those that exist; afmelden: there is a sign-in."""
        super().__init__()
        self.paginas = [
            {"naam": naam, "adres": f"/{adres}", "aan": adres == aan}
            for adres, naam in werkboeken.items()
        ]
        self.wie = f"{user.weergavenaam}, {user.teamnaam}" if user.teamnaam else user.weergavenaam
        self.demo = demo
        self.afmelden = afmelden
