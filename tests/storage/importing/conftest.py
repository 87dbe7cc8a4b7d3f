"""The tests of the import stand on the town too, on each kind of database."""

from fixtures.import_files import neem_op
from fixtures.town import bewaar, casus_id, clock, empty, maak, settings, store, town

__all__ = ["bewaar", "casus_id", "clock", "empty", "maak", "neem_op", "settings", "store", "town"]
