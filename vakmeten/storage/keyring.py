"""One data key per klant, wrapped by a master key that lies elsewhere.

The keyring is a small SQLite file beside the database: several kernels add keys at once. Without
the master key it is noise; without the key of a klant everything of that klant is noise.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vakmeten import texts
from vakmeten.errors import KeyUnavailable

CHECK = "controle"  # a row that only the right master key can read


class Keyring:
    """The data keys of all klanten. Raises KeyUnavailable if keyring or master key do not fit."""

    def __init__(self, path: Path, master_file: Path) -> None:
        if not path.exists():
            raise KeyUnavailable(texts.SLEUTELBOS_WEG)
        self._path = path
        secret = _read_master(master_file)
        self._master = Fernet(secret)
        self._index_key = HKDF(SHA256(), 32, salt=None, info=b"koppel_index").derive(secret)
        self._ciphers: dict[str, Fernet] = {}
        self._check_master()

    def _check_master(self) -> None:
        with self._connection() as connection:
            row = connection.execute(
                "SELECT sleutel FROM sleutel WHERE klantnummer=?", [CHECK]
            ).fetchone()
        try:
            self._master.decrypt(row[0])
        except (InvalidToken, TypeError):
            raise KeyUnavailable(texts.HOOFDSLEUTEL_PAST_NIET) from None

    @contextmanager
    def _connection(self) -> Generator[sqlite3.Connection, None, None]:
        try:
            with closing(_connect(self._path)) as connection, connection:
                yield connection
        except sqlite3.Error:
            raise KeyUnavailable(texts.SLEUTELBOS_WEG) from None

    def add(self, *klantnummers: str) -> None:
        """Make a key for each klant that has none. On disk before this returns."""
        rows = [(k, self._master.encrypt(Fernet.generate_key())) for k in klantnummers]
        with self._connection() as connection:
            connection.executemany("INSERT OR IGNORE INTO sleutel VALUES (?, ?)", rows)

    def has(self, klantnummer: str) -> bool:
        """Whether there is a key of this klant."""
        with self._connection() as connection:
            query = "SELECT 1 FROM sleutel WHERE klantnummer=?"
            return connection.execute(query, [klantnummer]).fetchone() is not None

    def cipher(self, klantnummer: str) -> Fernet:
        """What reads and writes the texts of one klant."""
        self.prepare([klantnummer])
        return self._ciphers[klantnummer]

    def when_needed(self, klantnummer: str) -> KeyWhenNeeded:
        """The same for writing; the key is fetched at the first text, and most rows have none."""
        return KeyWhenNeeded(self, klantnummer)

    def prepare(self, klantnummers: Iterable[str]) -> None:
        """Fetch several keys at once. Raises KeyUnavailable if one is missing."""
        wanted = [k for k in dict.fromkeys(klantnummers) if k not in self._ciphers]
        if not wanted:
            return
        with self._connection() as connection:
            for klantnummer in wanted:
                row = connection.execute(
                    "SELECT sleutel FROM sleutel WHERE klantnummer=?", [klantnummer]
                ).fetchone()
                if row is None:
                    raise KeyUnavailable(texts.SLEUTEL_KLANT_WEG)
                self._ciphers[klantnummer] = Fernet(self._unwrap(row[0]))

    def _unwrap(self, wrapped: bytes) -> bytes:
        try:
            return self._master.decrypt(wrapped)
        except InvalidToken:
            raise KeyUnavailable(texts.HOOFDSLEUTEL_PAST_NIET) from None

    def fingerprint(self, word: str) -> str:
        """A keyed hash of one word, by which it can be found and not read."""
        mac = HMAC(self._index_key, SHA256())
        mac.update(word.casefold().encode())
        return mac.finalize().hex()


@dataclass(frozen=True, slots=True)
class KeyWhenNeeded:
    """The key of one klant, not looked up before there is something to encrypt."""

    keyring: Keyring
    klantnummer: str

    def encrypt(self, data: bytes) -> bytes:
        """The data that only the key of this klant opens. Raises KeyUnavailable."""
        return self.keyring.cipher(self.klantnummer).encrypt(data)


def create_keyring(path: Path, master_file: Path) -> None:
    """Make master key and keyring where they are missing; what stands there is left as it is.

    Raises KeyUnavailable if a keyring stands there without its master key, or if neither can be
    made. Two that start at once, or one that is cut off half-way, leave one good keyring.
    """
    if path.exists() and not master_file.exists():
        raise KeyUnavailable(texts.HOOFDSLEUTEL_WEG.format(pad=master_file))
    try:
        for file in (path, master_file):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not master_file.exists():
            _write_master(master_file)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError:
        raise KeyUnavailable(texts.SLEUTELBOS_MAKEN) from None
    control = Fernet(_read_master(master_file)).encrypt(b"vakmeten")
    try:
        with closing(_connect(path)) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS sleutel"
                " (klantnummer TEXT PRIMARY KEY, sleutel BLOB NOT NULL)"
            )
            connection.execute("INSERT OR IGNORE INTO sleutel VALUES (?, ?)", [CHECK, control])
    except sqlite3.Error:
        raise KeyUnavailable(texts.SLEUTELBOS_WEG) from None


def _write_master(path: Path) -> None:
    """A new master key, complete and on disk before it has its name; never over another one."""
    own = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
        f.write(Fernet.generate_key())
        f.flush()
        os.fsync(f.fileno())
    try:
        with suppress(FileExistsError):
            os.link(own, path)
    finally:
        own.unlink()


def _connect(path: Path) -> sqlite3.Connection:
    # mode=rw: SQLite would begin an empty keyring in the place of one that is gone.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", timeout=5, uri=True)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def _read_master(path: Path) -> bytes:
    try:
        secret = path.read_bytes().strip()
        Fernet(secret)
    except FileNotFoundError:
        raise KeyUnavailable(texts.HOOFDSLEUTEL_WEG.format(pad=path)) from None
    except (OSError, ValueError):
        raise KeyUnavailable(texts.HOOFDSLEUTEL_ONLEESBAAR.format(pad=path)) from None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise KeyUnavailable(texts.HOOFDSLEUTEL_OPEN.format(pad=path))
    return secret
