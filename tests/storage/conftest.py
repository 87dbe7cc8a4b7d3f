"""The tests of the store stand on the town, on each kind of database."""

from fixtures.town import bewaar, casus_id, clock, empty, maak, settings, store, town

__all__ = ["bewaar", "casus_id", "clock", "empty", "maak", "settings", "store", "town"]
