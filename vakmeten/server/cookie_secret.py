"""The key that signs cookies, kept in a file so that a restart signs nobody out."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from vakmeten import texts
from vakmeten.errors import InvalidSettings

FILE = "cookiegeheim"
SIZE = 32


def read_cookie_secret(data_map: Path) -> bytes:
    """Return the key of this installation; the first time it is made.

    Raises InvalidSettings if the file can be neither read nor made.
    """
    path = data_map / FILE
    try:
        return _read(path) or _make(path)
    except OSError:
        raise InvalidSettings(texts.COOKIEGEHEIM_FOUT.format(pad=path)) from None


def _read(path: Path) -> bytes | None:
    if not path.exists():
        return None
    path.chmod(0o600)  # a copied data folder may have lost it
    try:
        secret = bytes.fromhex(path.read_text().strip())
    except ValueError:
        secret = b""
    if len(secret) == SIZE:
        return secret
    path.unlink()  # cut short by a full disk, or damaged: everybody signs in once more
    return None


def _make(path: Path) -> bytes:
    secret = secrets.token_bytes(SIZE)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secret.hex())
    return secret
