"""The log formatter: what a library says about a request or an exception stays out."""

from __future__ import annotations

import logging
import sys

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


def test_a_line_is_one_short_line():
    said = line("tornado.general", "x" * 1000 + "\n2026-01-01 00:00:00 ERROR forged")

    assert len(said.splitlines()) == 1
    assert len(said) < 400


def test_a_cookie_key_that_was_cut_short_is_made_again(tmp_path):
    (tmp_path / FILE).write_text("abcd")

    secret = read_cookie_secret(tmp_path)

    assert len(secret) == 32
    assert read_cookie_secret(tmp_path) == secret
