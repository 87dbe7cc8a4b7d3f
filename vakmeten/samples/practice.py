"""A store to practise on, made the way a municipality makes one for its analyst."""

from __future__ import annotations

import secrets
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from vakmeten import texts
from vakmeten.access import Rol
from vakmeten.errors import DatabaseIsNewer, InvalidSettings, MigrationNeeded
from vakmeten.places import packaged_path
from vakmeten.settings import Settings
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.exporting import ANALIST, export_store
from vakmeten.storage.importing.importer import import_file
from vakmeten.storage.importing.mapping import read_mapping
from vakmeten.storage.keyring import Keyring, create_keyring
from vakmeten.storage.migrate import migrate
from vakmeten.storage.opening import open_store
from vakmeten.storage.store import Store

PRACTICE_FILE = "oefenstore.sqlite"
KLANTMANAGER = "nsw"  # the account that the mapping of the sample names


def open_sample(folder: Path | str) -> Store:
    """A pseudonymised store of real people of long ago, as `vakmeten exporteer --analist` makes it.

    folder: where `oefenstore.sqlite` is made, the folder too; a next call opens what is there.

    In it is `sample_data/nsw/nsw_casussen.csv`, taken up by its mapping: the 445 men of the NSW
    experiment, each with one klant, one closed casus and one ronde. The 185 who were in the
    programme have a plan and an inzet (aanpak "supported_work") too; all other frames are empty.
    Toppings of the casus: data_id, treat, age, educ, marr, nodegree, re74, re75, re78, as described
    at `read_sample`. uitstroomreden is "arbeid" where there were earnings in 1978, else "onbekend".
    Days are a convention; all became known on 1 January 1979. Klantnummers and ids are drawn anew
    each time the file is made.

    Raises InvalidSettings for a folder in which nothing can be written, or a file there that
    another version of vakmeten made.
    """
    path = Path(folder).absolute() / PRACTICE_FILE
    if not path.exists():
        _make(path)
    try:
        return open_store(f"sqlite:///{path}", user=ANALIST)
    except (MigrationNeeded, DatabaseIsNewer):
        raise InvalidSettings(texts.OEFENSTORE_ANDERS.format(pad=path)) from None


def _make(path: Path) -> None:
    """The export alone stays: store, keyring and master key of the source go when it is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        work = tempfile.TemporaryDirectory(prefix=".wordt-gemaakt-", dir=path.parent)
    except OSError:
        raise InvalidSettings(texts.OEFENMAP_FOUT.format(pad=path.parent)) from None
    with work as name:
        source = Settings(data_map=Path(name), hoofdsleutel=Path(name) / "hoofdsleutel")
        create_keyring(source.keyring, source.hoofdsleutel)
        migrate(source.url)
        _take_up(source)
        export_store(source.url, path)


def _take_up(settings: Settings) -> None:
    """The people of the experiment, in the caseload of one account that nobody signs in with."""
    sample = packaged_path("sample_data") / "nsw"
    keyring = Keyring(settings.keyring, settings.hoofdsleutel)
    mapping = read_mapping(sample / "nsw_kolommen.toml")
    engine = open_engine(settings.url)
    try:
        accounts = Accounts(engine)
        accounts.add_team(KLANTMANAGER, "NSW")
        accounts.add_account(
            KLANTMANAGER,
            secrets.token_urlsafe(),
            weergavenaam="NSW",
            rol=Rol.KLANTMANAGER.value,
            team=KLANTMANAGER,
        )
        import_file(engine, keyring, sample / "nsw_casussen.csv", mapping, now=datetime.now(UTC))
    finally:
        engine.dispose()
