"""The server as a process: its port, its log, its files, and how it starts and stops."""

from __future__ import annotations

import errno
import socket
import stat

import psutil

from vakmeten import texts
from vakmeten.errors import PortInUse
from vakmeten.server.application import _port_error


def ended(server):
    process = server.launch()
    process.wait(30)
    return process.returncode, server.log()


def test_it_listens_on_this_machine_only(server):
    [connection] = [
        one
        for one in psutil.Process(server.process.pid).net_connections()
        if one.status == "LISTEN"
    ]

    assert tuple(connection.laddr) == ("127.0.0.1", server.port)
    assert f"READY http://127.0.0.1:{server.port}" in server.out()


def test_a_port_in_use_is_an_error_and_never_another_port(own_server, monkeypatch):
    temporary = own_server.folder / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with socket.socket() as other:
        other.bind(("127.0.0.1", own_server.port))
        other.listen()
        code, log = ended(own_server)

    assert code == 1
    assert log.strip() == texts.POORT_BEZET.format(poort=own_server.port)
    assert own_server.out() == ""
    assert list(temporary.iterdir()) == []


def test_a_folder_without_workbooks_is_an_error(own_server):
    (own_server.workbooks / "casusboek.ipynb").rename(own_server.workbooks / "anders.ipynb")
    code, log = ended(own_server)

    assert code == 1
    assert log.strip() == texts.GEEN_WERKBOEKEN


def test_a_restart_signs_nobody_out(own_server):
    own_server.start()
    visitor = own_server.visitor("anna")
    visitor.open_page()
    own_server.stop()
    own_server.start()

    assert visitor.open_page()[1]["status"] == 200


def test_stopping_leaves_no_kernel_and_no_files(own_server, monkeypatch):
    temporary = own_server.folder / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    own_server.start()
    own_server.visitor("anna").open_page()
    kernels = own_server.kernels()
    assert len(kernels) == 1

    own_server.stop()

    assert psutil.wait_procs(kernels, 10)[1] == []
    assert list(temporary.iterdir()) == []


def test_a_server_that_is_killed_takes_its_kernels_along(own_server):
    own_server.start()
    own_server.visitor("anna").open_page()
    kernels = own_server.kernels()

    own_server.process.kill()
    own_server.process.wait()
    own_server.process = None

    assert psutil.wait_procs(kernels, 20)[1] == []


def test_the_key_of_the_cookies_is_for_the_server_only(own_server):
    own_server.start()
    path = own_server.data / "cookiegeheim"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_text()
    own_server.stop()
    path.chmod(0o644)
    own_server.start()
    assert path.read_text() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_log_holds_nothing_of_a_visitor(own_server, canaries):
    own_server.start()
    visitor = own_server.visitor("anna")
    word = canaries["wachtwoord"]
    visitor.ask(f"/casusboek?zoek={word}", Referer=f"http://x/{word}", User_Agent=word)
    visitor.ask(f"/nietbestaand?zoek={word}")
    visitor.ask("/aanmelden", "POST", f"naam={word}&wachtwoord={word}", Cookie=word)
    visitor.ask(
        "/aanmelden", "POST", "%" * 50 + word, Content_Type="multipart/form-data; boundary=x"
    )
    own_server.visitor().sign_in(word, word)
    visitor.ask(f"/api/kernels/1-1-1-1-1/channels?session_id={word}")
    own_server.stop()

    assert word not in own_server.log() + own_server.out()
    assert not any(value and value in own_server.log() for value in visitor.cookies.values())


def test_it_says_nothing_while_all_is_well(own_server):
    own_server.start()
    visitor = own_server.visitor("anna")
    kernel, _ = visitor.open_page()

    async def hello(socket):
        await socket.read_message()

    visitor.talk(kernel, hello)
    visitor.post("/afmelden")
    own_server.stop()

    assert own_server.log() == ""


def test_settings_that_lie_about_are_not_read(own_server, monkeypatch):
    home = own_server.folder / "thuis"
    for folder in (own_server.folder, home / ".jupyter", home / ".ipython/profile_default/startup"):
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("voila.py", "jupyter_config.py", "jupyter_server_config.py", "00-start.py"):
            (folder / name).write_text("open('gelezen', 'w'); raise SystemExit('gelezen')")
        (folder / "voila.json").write_text('{"Voila": {"port": 1}}')
    monkeypatch.setenv("HOME", str(home))
    own_server.start()

    assert own_server.visitor("anna").open_page()[1]["status"] == 200
    assert not list(own_server.folder.rglob("gelezen"))


def test_outside_the_demo_the_cookies_only_travel_encrypted(own_server):
    own_server.demo = False
    own_server.start()
    visitor = own_server.visitor()

    assert texts.OEFENOMGEVING not in visitor.ask("/aanmelden").body.decode()
    answer = visitor.sign_in("anna")
    cookies = answer.headers.get_list("Set-Cookie")

    assert any(one.startswith(f"__Host-vakmeten-{own_server.port}=") for one in cookies)
    assert all("Secure" in one for one in cookies)


def test_the_demo_answers_to_no_other_name(own_server):
    own_server.start()

    assert own_server.visitor().ask("/aanmelden", Host="kwaad.example").code == 403


def test_a_port_that_one_may_not_use_is_an_error():
    error = _port_error(PermissionError(errno.EACCES, "geheim"), 80)

    assert isinstance(error, PortInUse)
    assert str(error) == texts.POORT_MAG_NIET.format(poort=80)


def test_another_error_of_the_port_is_passed_on():
    error = OSError(errno.ENOBUFS, "vol")

    assert _port_error(error, 80) is error


def test_people_sign_in_on_either_database(database_url, tmp_path, live_server):
    server = live_server(tmp_path, url=database_url)
    server.start()
    visitor = server.visitor("anna")

    assert visitor.open_page()[1]["status"] == 200
    visitor.post("/afmelden")
    assert visitor.ask("/casusboek").code == 302


def test_a_database_that_is_gone_is_one_sentence(own_server):
    own_server.start()
    visitor = own_server.visitor("anna")
    own_server.engine.dispose()
    for path in own_server.data.glob("vakmeten.sqlite*"):
        path.rename(path.with_name("weg-" + path.name))

    answer = visitor.ask("/casusboek")

    assert answer.code == 503
    assert texts.DATABASE_WEG.split(";")[0] in answer.body.decode()
    assert own_server.visitor().sign_in("anna").code == 503
