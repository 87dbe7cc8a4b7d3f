"""Every error that vakmeten raises on purpose.

`str(error)` is one Dutch sentence for the person at the screen: what was wrong and what to do.
It never holds personal data, so it may be shown and logged as it is.
"""

from __future__ import annotations

from typing import Any


class VakmetenError(Exception):
    """Base of all errors whose text a person may read."""


class InvalidRecord(VakmetenError):
    """What was filled in breaks a rule of the work. `veld` names the field, "" if it is several."""

    def __init__(self, message: str, veld: str = "") -> None:
        super().__init__(message)
        self.veld = veld


class AccessDenied(VakmetenError):
    """This person may not see or do this, or the casus does not exist: the two look the same."""


class SignInExpired(AccessDenied):
    """The sign-in of this page is no longer valid; typed text stays in its draft."""


class EditConflict(VakmetenError):
    """Somebody else saved the same record first. `theirs` is the record as it now stands."""

    def __init__(self, message: str, theirs: Any = None) -> None:
        super().__init__(message)
        self.theirs = theirs


class StoreUnavailable(VakmetenError):
    """The database is locked, read-only, full, gone, or not a database of vakmeten."""


class DatabaseIsNewer(StoreUnavailable):
    """The database was made by a newer vakmeten than this one."""


class MigrationNeeded(StoreUnavailable):
    """The database is from an older vakmeten and must be migrated first."""


class KeyUnavailable(VakmetenError):
    """The master key, the keyring or the key of one klant is missing or does not fit."""


class InvalidSettings(VakmetenError):
    """A setting of this installation is missing or cannot be used."""


class InvalidFile(VakmetenError):
    """A file or its mapping cannot be used as a whole."""


class TooManyAttempts(VakmetenError):
    """Too many wrong passwords for one name within a few minutes."""


class PortInUse(VakmetenError):
    """Another program already listens on the port; vakmeten never takes another one."""
