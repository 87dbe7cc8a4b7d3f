"""A parent that dies, hangs, is out of date or may not fork: no page waits for it in vain."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import psutil
import pytest
from fixtures.waiting import wait_for

from vakmeten.server.forking import warm
from vakmeten.server.forking.fingerprint import fingerprint
from vakmeten.server.forking.warm import NoFork


@pytest.fixture(scope="module")
def forge(forge_of):
    return forge_of(answer_seconds=0.5)


def ended(process):
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_parent_that_died_is_replaced_and_its_kernels_live_on(forge):
    kernel = forge.kernel()
    before = forge.parent()

    before.kill()
    wait_for(lambda: ended(before), "the parent to end")
    other = forge.kernel()

    assert forge.warm.pid != before.pid
    assert kernel.process.poll() is None
    assert kernel.run("print(1)") == other.run("print(1)") == "1"


def test_a_kernel_without_its_parent_still_ends(forge):
    kernel = forge.kernel()
    process = psutil.Process(kernel.process.pid)
    forge.parent().kill()
    wait_for(lambda: process.ppid() != forge.warm.pid, "somebody else to take over the kernel")

    kernel.process.kill()

    wait_for(lambda: kernel.process.poll() is not None, "the kernel to end")


def test_a_parent_that_is_killed_while_it_is_asked_is_no_reason_to_wait(forge):
    forge.kernel()
    parent = forge.parent()

    async def ask():
        parent.suspend()
        asked = asyncio.create_task(forge.ask(900, forge.environ))
        await asyncio.sleep(0.1)
        parent.kill()
        with pytest.raises(NoFork):
            await asked

    began = time.monotonic()
    forge.runner.run(ask())
    assert time.monotonic() - began < 0.1 + forge.warm.answer_seconds
    assert forge.kernel().run("print(1)") == "1"


def test_a_parent_that_does_not_answer_is_replaced(forge):
    forge.kernel()
    parent = forge.parent()
    parent.suspend()

    with pytest.raises(NoFork):
        forge.runner.run(forge.ask(901, forge.environ))

    assert ended(parent)
    assert forge.kernel().run("print(1)") == "1"


def test_who_leaves_before_the_answer_leaves_no_kernel_and_takes_nobody_elses(forge):
    forge.kernel()
    parent = forge.parent()

    async def leave():
        parent.suspend()
        asked = asyncio.create_task(forge.ask(902, forge.environ))
        await asyncio.sleep(0.1)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        parent.resume()

    forge.runner.run(leave())
    kernel = forge.kernel(WIE="de volgende")

    assert kernel.run("import os; print(os.environ['WIE'], os.getpid())") == (
        f"de volgende {kernel.process.pid}"
    )
    alive = {one.process.pid for one in forge.kernels if one.process.poll() is None}
    wait_for(
        lambda: {one.pid for one in parent.children()} <= alive, "the kernel nobody waits for"
    )  # fmt: skip


def test_other_code_means_another_parent(forge, monkeypatch):
    forge.kernel()
    before = forge.warm.pid
    forge.kernel()
    assert forge.warm.pid == before

    monkeypatch.setattr(warm, "fingerprint", lambda: frozenset({("ander", 1, 1)}))

    assert forge.kernel().run("print(1)") == "1"
    assert forge.warm.pid != before
    assert not psutil.pid_exists(before)


def test_the_fingerprint_follows_our_files_and_what_is_installed(tmp_path):
    package, place = tmp_path / "pakket", tmp_path / "site-packages"
    (package / "__pycache__").mkdir(parents=True)
    record = place / "iets-1.dist-info" / "RECORD"
    record.parent.mkdir(parents=True)
    seen = []

    def changed():
        seen.append(fingerprint(package, [str(place), "/bestaat-niet-packages"]))
        return len(set(seen)) == len(seen)

    assert changed()
    (package / "nieuw.py").write_text("1")
    assert changed()
    (package / "nieuw.py").write_text("12")
    assert changed()
    os.utime(package / "nieuw.py", ns=(1, 1))
    assert changed()
    record.write_text("")
    assert changed()
    os.utime(record, ns=(1, 1))
    assert changed()
    (package / "__pycache__" / "nieuw.pyc").write_text("")
    assert not changed()
    assert fingerprint() == fingerprint()


def test_a_parent_with_a_second_thread_does_not_fork(forge_of, tmp_path):
    (tmp_path / "draadje.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=[60], daemon=True).start()"
    )
    forge = forge_of(modules=["draadje"], environ={"PYTHONPATH": str(tmp_path)})

    for _ in range(2):
        with pytest.raises(NoFork):
            forge.kernel()
    assert forge.warm.pid is None


def test_a_parent_that_cannot_get_ready_is_not_tried_for_every_page(forge_of):
    forge = forge_of(modules=["bestaat_niet"])

    with pytest.raises(NoFork):
        forge.kernel()
    began = time.monotonic()
    with pytest.raises(NoFork):
        forge.kernel()
    assert time.monotonic() - began < 0.1
    assert forge.warm.pid is None


def test_where_nothing_can_be_forked_no_parent_is_started(forge_of, monkeypatch):
    forge = forge_of()
    monkeypatch.delattr(os, "fork")

    with pytest.raises(NoFork):
        forge.kernel()
    assert forge.warm.pid is None


def test_a_machine_that_is_full_starts_no_parent_and_is_no_error(forge_of, monkeypatch):
    forge = forge_of()

    def refuse(*args, **kwargs):
        raise BlockingIOError

    with monkeypatch.context() as patch:
        patch.setattr(warm.subprocess, "Popen", refuse)
        forge.warm.start()
        with pytest.raises(NoFork):
            forge.kernel()
    assert forge.warm.pid is None


def test_a_system_that_cannot_hold_on_to_a_process_cannot_fork(monkeypatch):
    def refuse(pid):
        raise PermissionError

    assert warm.can_fork()
    monkeypatch.setattr(os, "pidfd_open", refuse)
    assert not warm.can_fork()


def test_the_parent_ends_with_its_server(forge):
    forge.kernel()
    parent = forge.parent()

    forge.warm.stop()

    assert not Path(f"/proc/{parent.pid}").exists()
    forge.warm.stop()
