"""Working days of the sample town: Monday to Friday, without the days an office is shut."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np

VAST = ((1, 1), (4, 27), (12, 25), (12, 26))
NA_PASEN = (1, 39, 50)  # Easter Monday, Ascension Day, Whit Monday
JAREN = range(1990, 2101)


def _pasen(year: int) -> date:
    """Easter Sunday by the algorithm of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def free_days() -> frozenset[date]:
    """Every day off that is not in a weekend by itself."""
    fixed = {date(year, month, day) for year in JAREN for month, day in VAST}
    moving = {_pasen(year) + timedelta(days=days) for year in JAREN for days in NA_PASEN}
    return frozenset(fixed | moving)


@cache
def _calendar() -> np.busdaycalendar:
    return np.busdaycalendar(holidays=sorted(free_days()))


def to_working_days(days: np.ndarray) -> np.ndarray:
    """Each day, or the last working day before it (datetime64[D])."""
    return np.busday_offset(days, 0, roll="backward", busdaycal=_calendar())


def is_working_day(day: date) -> bool:
    """Whether people are at work that day."""
    return day.weekday() < 5 and day not in free_days()


def working_day_before(day: date) -> date:
    """The last working day that lies wholly before this day."""
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date) -> date:
    """This day, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
