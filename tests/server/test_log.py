"""The log formatter: what a library says about a request or an exception stays out."""

from __future__ import annotations

import logging
import subprocess
import sys
import textwrap

import pytest

from vakmeten import texts
from vakmeten.errors import InvalidSettings
from vakmeten.server.cookie_secret import FILE, read_cookie_secret
from vakmeten.server.log import SafeFormatter


def line(name, text, *args, exc_info=None):
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, text, args, exc_info)
    return SafeFormatter().format(record)


def test_of_a_library_only_the_fixed_text_is_kept():
    said = line(
        "tornado.application", "Uncaught exception %s\n%r", "GET /x?naam=kanarie", "kanarie"
    )

    assert said.endswith("ERROR tornado.application: Uncaught exception %s\\n%r")


def test_of_our_own_line_all_is_kept_but_a_query():
    said = line("vakmeten.server", "incident %s at %s", "a1b2c3", "/casusboek?zoek=kanarie")

    assert said.endswith("vakmeten.server: incident a1b2c3 at /casusboek")


def test_of_an_exception_only_its_class_and_frames_are_kept():
    try:
        int("kanarie")
    except ValueError:
        said = line("WorkbookServer", "failed", exc_info=sys.exc_info())

    assert "ValueError" in said
    assert f"{__file__}:" in said
    assert "kanarie" not in said


def test_of_a_text_that_a_library_put_together_only_the_place_is_kept():
    """As asyncio does: the exception of a task stands in the text itself."""
    said = line("asyncio", "Task exception was never retrieved\nexception=ValueError('kanarie')")

    assert said.endswith(f"ERROR asyncio: at {__file__}:1")


def test_whoever_writes_a_line_it_comes_out_once_and_safe():
    """In a process of its own, with the configuration as the server has it."""
    lines = lines_of("""
        import logging
        from vakmeten.server.application import WorkbookServer, _config
        WorkbookServer(config=_config()).log
        for name in ("asyncio", "WorkbookServer", "tornado.general", "vakmeten.server"):
            try:
                raise ValueError("kanarie")
            except ValueError:
                logging.getLogger(name).exception("regel %s", 1)
    """)

    names = [line.split(" ")[3] for line in lines if " ERROR " in line]
    assert names == ["asyncio:", "WorkbookServer:", "tornado.general:", "vakmeten.server:"]
    assert lines.count("  ValueError") == len(names)
    assert "kanarie" not in "".join(lines)


def lines_of(code):
    """What a new process writes to its standard error."""
    command = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr.splitlines()


def test_a_line_is_one_short_line():
    said = line("tornado.general", "x" * 1000 + "\n2026-01-01 00:00:00 ERROR forged %s", 1)

    assert len(said.splitlines()) == 1
    assert len(said) < 400


def test_a_cookie_key_that_is_no_file_is_one_sentence(tmp_path):
    (tmp_path / FILE).mkdir()

    with pytest.raises(InvalidSettings) as caught:
        read_cookie_secret(tmp_path)
    assert str(caught.value) == texts.COOKIEGEHEIM_FOUT.format(pad=tmp_path / FILE)


@pytest.mark.parametrize("damaged", [b"abcd", b"", b"geen hex", b"\xff\xfe"])
def test_a_cookie_key_that_is_damaged_is_made_again(tmp_path, damaged):
    (tmp_path / FILE).write_bytes(damaged)

    secret = read_cookie_secret(tmp_path)

    assert len(secret) == 32
    assert read_cookie_secret(tmp_path) == secret
