"""The page of the comparison opens in a real browser; the numbers mean nothing."""

from __future__ import annotations

from benchmarks import openen
from benchmarks.peers.contenders import contenders
from playwright.sync_api import sync_playwright


def test_the_casusboek_opens_cold_and_warm():
    """Not the page of 100 klanten: that is bundled by `make bench` only."""
    with contenders(20, ()) as (_, casusboek, _), sync_playwright() as started:
        took = openen.turn(started.chromium, casusboek)

    (cold, cold_line), (warm, warm_line) = took["cold"], took["warm"]
    for opening in (cold, warm):
        assert 0 < opening.shown <= opening.usable <= opening.whole
        assert opening.server > 0
    assert cold_line.failed == warm_line.failed == []
    assert cold_line.bytes > warm_line.bytes > 0
    assert cold_line.requests > warm_line.requests > 0
