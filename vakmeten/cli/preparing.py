"""What a command needs before it can work: a folder, keys, and a database of this vakmeten."""

from __future__ import annotations

import tempfile
from pathlib import Path

from vakmeten import texts
from vakmeten.errors import InvalidSettings
from vakmeten.settings import Settings
from vakmeten.storage.keyring import Keyring, create_keyring
from vakmeten.storage.migrate import migrate


def check_data_map(path: Path) -> None:
    """Make the folder if needed. Raises InvalidSettings if nothing can be written in it."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError:
        raise InvalidSettings(texts.DATA_MAP_FOUT.format(pad=path)) from None


def prepare(settings: Settings, *, kopie_gemaakt: bool = False) -> Path | None:
    """Make or update database and keys. Returns the copy that was made first, None if none was."""
    create_keyring(settings.keyring, settings.hoofdsleutel)
    Keyring(settings.keyring, settings.hoofdsleutel)  # say it now if a key does not fit
    return migrate(settings.url, kopie_gemaakt=kopie_gemaakt)
