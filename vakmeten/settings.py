"""Where this installation keeps its data, and who the visitor of this kernel is.

The only module that reads the environment. The server puts both into the environment of each
kernel at its start; a browser has no way to change them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vakmeten import texts
from vakmeten.errors import InvalidSettings

DATABASE_FILE = "vakmeten.sqlite"
KEYRING_FILE = "sleutelbos.sqlite"
# Settings that are a whole number, and the least that each may be.
NUMBERS = {"geen_contact_dagen": 0, "slaap_minuten": 1, "paginas": 1, "paginas_per_persoon": 1}
TAB = re.compile(r"[A-Za-z0-9-]{1,36}")  # room for a UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one installation has chosen.

    data_map:           folder with database, keyring and secrets; outside the web root.
    database_url:       SQLAlchemy URL; "" means the SQLite file in `data_map`.
    hoofdsleutel:       file with the master key, kept apart from `data_map`.
    geen_contact_dagen: days without contact after which a casus asks for attention.
    demo:               made-up sample data; the server listens on this machine only.
    slaap_minuten:      minutes without a key or a click after which a page gives its kernel back.
    paginas:            pages that may be open at the same time; each costs some 30 MB.
    paginas_per_persoon: of these, those of one person.
    """

    data_map: Path
    database_url: str = ""
    hoofdsleutel: Path
    geen_contact_dagen: int = 30
    demo: bool = False
    slaap_minuten: int = 20
    paginas: int = 100
    paginas_per_persoon: int = 4

    @property
    def url(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data_map / DATABASE_FILE}"

    @property
    def keyring(self) -> Path:
        """The keyring file, beside the database."""
        return self.data_map / KEYRING_FILE

    def environ(self) -> dict[str, str]:
        """The same settings as environment variables, for a child process."""
        return {
            "VAKMETEN_DATA": str(self.data_map),
            "VAKMETEN_DATABASE": self.database_url,
            "VAKMETEN_HOOFDSLEUTEL": str(self.hoofdsleutel),
            "VAKMETEN_DEMO": "1" if self.demo else "",
            **{_variable(name): str(getattr(self, name)) for name in NUMBERS},
        }


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opened this kernel: an account and a hash of its sign-in, never the cookie.

    tab: what the page calls the tab it is in, "" if it does not say. A browser may send anything
    here, so it only tells the tabs of one sign-in apart.
    """

    account: str
    sessie: str
    tab: str = ""


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from the environment. Raises InvalidSettings for a number that is none."""
    env = os.environ if environ is None else environ
    home = Path(env.get("HOME") or env.get("USERPROFILE") or ".")
    data = env.get("VAKMETEN_DATA") or str(
        Path(env.get("XDG_DATA_HOME") or home / ".local/share") / "vakmeten"
    )
    key = env.get("VAKMETEN_HOOFDSLEUTEL") or str(
        Path(env.get("XDG_CONFIG_HOME") or home / ".config") / "vakmeten" / "hoofdsleutel"
    )
    return Settings(
        data_map=Path(data).absolute(),
        database_url=env.get("VAKMETEN_DATABASE", ""),
        hoofdsleutel=Path(key).absolute(),
        demo=bool(env.get("VAKMETEN_DEMO")),
        **{name: _number(env, name) for name in NUMBERS if env.get(_variable(name))},
    )


def _variable(name: str) -> str:
    return f"VAKMETEN_{name.upper()}"


def _number(env: Mapping[str, str], name: str) -> int:
    variable, least = _variable(name), NUMBERS[name]
    try:
        number = int(env[variable])
    except ValueError:
        number = least - 1
    if number < least:
        raise InvalidSettings(texts.INSTELLING_GEEN_GETAL.format(naam=variable, minste=least))
    return number


def own_environ() -> dict[str, str]:
    """A copy of what this process was told; what of it a child may know, the caller decides."""
    return dict(os.environ)


def replace_environ(environ: Mapping[str, str]) -> None:
    """Let this process know these variables and no other: for a kernel that was forked."""
    os.environ.clear()
    os.environ.update(environ)


def read_own_account(environ: Mapping[str, str] | None = None) -> Visitor | None:
    """Return as whom somebody works on a machine of their own, without our server; None for nobody.

    It protects nothing from whoever holds database and keys, as `open_store(user=...)` does not.
    """
    env = os.environ if environ is None else environ
    account = env.get("VAKMETEN_GEBRUIKER", "")
    return Visitor(account, "") if account else None


def read_visitor(environ: Mapping[str, str] | None = None) -> Visitor | None:
    """Return who the server says the visitor of this kernel is; None outside the server."""
    env = os.environ if environ is None else environ
    account = env.get("HTTP_X_VAK_USER", "")
    sessie = env.get("HTTP_X_VAK_SESSION", "")
    tab = env.get("HTTP_X_VAK_TAB", "")
    if not account or not sessie:
        return None
    return Visitor(account, sessie, tab if TAB.fullmatch(tab) else "")
