"""The key that signs cookies, kept in a file so that a restart signs nobody out."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE = "cookiegeheim"
SIZE = 32


def read_cookie_secret(data_map: Path) -> bytes:
    """Return the key of this installation; the first time it is made."""
    path = data_map / FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        path.chmod(0o600)  # a copied data folder may have lost it
        secret = bytes.fromhex(path.read_text().strip())
        if len(secret) == SIZE:
            return secret
        path.unlink()  # cut short by a full disk: everybody signs in once more
        return read_cookie_secret(data_map)
    with os.fdopen(handle, "w") as file:
        secret = secrets.token_bytes(SIZE)
        file.write(secret.hex())
    return secret
