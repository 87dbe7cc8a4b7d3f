"""What two forked kernels may not share, and what one knows and has open."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from fixtures.live_server import WACHTWOORD, LiveServer
from fixtures.waiting import wait_for

from vakmeten.server.forking.process import PROCESS_NAME
from vakmeten.storage.accounts import digest
from vakmeten.storage.keyring import create_keyring

CHANCE = """
import json, os, random, secrets, ssl, tempfile, uuid
from cryptography.fernet import Fernet
print(json.dumps([
    random.random(), random.Random().random(), secrets.token_hex(), os.urandom(8).hex(),
    str(uuid.uuid4()), str(uuid.uuid1()), next(tempfile._get_candidate_names()),
    ssl.RAND_bytes(8).hex(), Fernet.generate_key().decode(), get_ipython().kernel.session.session,
]))
"""
# What IPython and ipykernel tell a kernel themselves.
OF_IPYTHON = {
    "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "GIT_PAGER", "MPLBACKEND", "PAGER", "TERM",
}  # fmt: skip


@pytest.fixture(scope="module")
def forge(forge_of):
    return forge_of(environ={"KANARIE_VAN_DE_OUDER": "ouder"})


@pytest.fixture(scope="module")
def two(forge):
    """Kernels of two people, one after the other."""
    return forge.kernel(WIE="kanarie-anna"), forge.kernel(WIE="kanarie-bram")


def open_files(pid):
    """What a process has open besides its three streams; sockets and pipes by their number."""
    found = {}
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found[int(entry.name)] = entry.readlink().as_posix()
        except FileNotFoundError:  # closed just now
            continue
    return {name for number, name in found.items() if number > 2}


def memory_holds(pid, word):
    """Whether these bytes stand anywhere in what a process may write to."""
    with Path(f"/proc/{pid}/mem").open("rb") as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            first, last = (int(end, 16) for end in span.split("-"))
            memory.seek(first)
            if word in memory.read(last - first):
                return True
    return False


def test_two_kernels_draw_nothing_alike(two):
    first, second = (json.loads(kernel.run(CHANCE)) for kernel in two)

    assert len(set(first + second)) == len(first + second)


def test_a_kernel_has_nothing_open_of_another_process(two, forge):
    first, second = (open_files(kernel.process.pid) for kernel in two)
    numbered = re.compile(r"^(socket|pipe):")

    def own(files):
        return {name for name in files if numbered.match(name)}

    assert own(first)
    assert not own(first) & own(second)
    assert not own(first) & own(open_files(forge.warm.pid))
    assert not own(first) & own(open_files(os.getpid()))
    # event queues have no number; anything else would be a file
    assert all(numbered.match(name) or "anon_inode:[event" in name for name in first)


def test_a_kernel_knows_what_it_was_told_and_nothing_else(two):
    for kernel in two:
        environ = json.loads(kernel.run("import json, os; print(json.dumps(dict(os.environ)))"))
        assert environ.items() >= kernel.told.items()
        assert environ.keys() - kernel.told.keys() <= OF_IPYTHON
        in_c = "import ctypes; print(ctypes.CDLL(None).getenv(b'KANARIE_VAN_DE_OUDER'))"
        assert kernel.run(in_c) == "0"


def test_nothing_of_a_person_is_in_the_memory_of_the_parent_or_of_the_next(two, forge):
    anna, bram = two

    assert memory_holds(anna.process.pid, b"kanarie-anna")
    assert not memory_holds(forge.warm.pid, b"kanarie-anna")
    assert not memory_holds(bram.process.pid, b"kanarie-anna")


def test_the_parent_has_one_thread_and_the_line_to_the_server(two, forge):
    parent = forge.parent()

    assert parent.num_threads() == 1
    assert len(open_files(parent.pid)) == 1
    assert parent.net_connections() == []
    assert parent.cwd() == "/"
    assert parent.environ() == forge.environ | {"KANARIE_VAN_DE_OUDER": "ouder"}


def test_a_kernel_is_a_process_like_any_other(two):
    kernel, _ = two
    asked = kernel.run(
        "import os, signal, subprocess\n"
        "print(os.getpid() == os.getsid(0) == os.getpgrp())\n"
        "print(signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL)\n"
        "print(signal.pthread_sigmask(signal.SIG_BLOCK, ()))\n"
        "print(subprocess.run(['false']).returncode)\n"
        "print(os.getcwd())"
    )

    assert asked.split() == [
        "True",
        "True",
        "set()",
        "1",
        str(Path(kernel.told["IPYTHONDIR"]).parent),
    ]


def test_what_is_read_at_import_is_what_a_page_needs(two):
    kernel, _ = two
    asked = "from ipywidgets.widgets import widget; print(widget.JUPYTER_WIDGETS_ECHO)"

    assert kernel.run(asked) == "False"


def test_its_name_tells_a_kernel_from_its_parent(two, forge):
    assert Path(f"/proc/{two[0].process.pid}/comm").read_text().strip() == PROCESS_NAME
    assert forge.parent().name() != PROCESS_NAME


def test_an_open_casusboek_imports_nothing_that_the_parent_did_not(forge, tmp_path):
    house = LiveServer(tmp_path)
    create_keyring(house.settings.keyring, house.settings.hoofdsleutel)
    sid = house.accounts.sign_in("anna", WACHTWOORD)
    told = house.settings.environ() | {"HTTP_X_VAK_USER": "anna", "HTTP_X_VAK_SESSION": digest(sid)}
    code = "import runpy, sys; from vakmeten.server.forking import parent; parent.warm_up([]);"
    code += "print(*sys.modules)"
    warm = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )  # fmt: skip
    kernel = forge.kernel(**told)

    assert kernel.run("from vakmeten import open_app; x = open_app('casusboek')") == ""
    found = set(kernel.run("import sys; print(*sys.modules)").split())
    house.close()

    assert found - set(warm.stdout.split()) == set()
    assert "vakmeten.ui.casusboek.werkboek" in found
    assert not {"pandas", "numpy", "plotly", "alembic", "voila", "ipyvuetify"} & found
    assert not [name for name in found if name.startswith("pydev")]


def test_a_kernel_ends_with_its_line_to_the_server_whatever_it_does(forge):
    kernel = forge.kernel()
    kernel.client.execute("while True: pass")
    process = kernel.process

    assert process.poll() is None
    process._lifeline.shutdown(socket.SHUT_RDWR)
    wait_for(lambda: process.poll() is not None, "the kernel to end")


def test_what_a_kernel_started_ends_with_it(forge):
    kernel = forge.kernel()
    child = int(kernel.run("import subprocess; print(subprocess.Popen(['sleep', '60']).pid)"))

    kernel.process.kill()

    def ended():
        status = Path(f"/proc/{child}/status")
        return not status.exists() or "State:\tZ" in status.read_text()

    wait_for(ended, "the child of the kernel to end")
    assert kernel.process.wait()
    kernel.process.terminate()  # reaches nobody, and says nothing
    assert kernel.process.poll()
