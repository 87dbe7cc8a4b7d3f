"""Keys: made once, kept apart, and a clear sentence whenever one is missing or does not fit."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from vakmeten import texts
from vakmeten.errors import KeyUnavailable
from vakmeten.storage.keyring import Keyring, create_keyring


class Keys:
    """Where keyring and master key of one installation lie."""

    def __init__(self, folder: Path) -> None:
        self.path, self.master = folder / "data" / "bos.sqlite", folder / "geheim" / "sleutel"
        create_keyring(self.path, self.master)

    def open(self) -> Keyring:
        return Keyring(self.path, self.master)

    def refusal(self, create: bool = False) -> str:
        with pytest.raises(KeyUnavailable) as caught:
            (create_keyring if create else Keyring)(self.path, self.master)
        return str(caught.value)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "een")


def test_a_key_is_made_once_and_read_by_the_next_who_opens_the_keyring(keys):
    first = keys.open()
    first.add("K-1", "K-2")
    sealed = first.cipher("K-1").encrypt(b"tekst")

    first.add("K-1")
    again = keys.open()

    assert again.cipher("K-1").decrypt(sealed) == b"tekst"
    assert (again.has("K-2"), again.has("K-3")) == (True, False)
    assert keys.open().fingerprint("Jansen") == first.fingerprint("jansen")


def test_files_are_for_the_owner_only(keys):
    assert oct(keys.path.stat().st_mode & 0o777) == "0o600"
    assert oct(keys.master.stat().st_mode & 0o777) == "0o600"
    assert list(keys.master.parent.iterdir()) == [keys.master]


def test_making_it_again_leaves_it_as_it_is(keys):
    before = keys.path.read_bytes(), keys.master.read_bytes()

    create_keyring(keys.path, keys.master)

    assert (keys.path.read_bytes(), keys.master.read_bytes()) == before


def test_many_who_begin_at_once_make_one_keyring(tmp_path):
    path, master = tmp_path / "a" / "bos.sqlite", tmp_path / "b" / "sleutel"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: create_keyring(path, master), range(8)))

    Keyring(path, master).add("K-1")
    assert list(master.parent.iterdir()) == [master]


def test_a_beginning_that_was_cut_off_is_finished(keys):
    keys.path.write_bytes(b"")

    create_keyring(keys.path, keys.master)

    keys.open().add("K-1")


def test_without_its_keyring_no_new_one_is_begun_in_its_place(keys):
    running = keys.open()
    keys.path.unlink()

    assert keys.refusal() == texts.SLEUTELBOS_WEG
    for ask in (lambda: running.add("K-1"), lambda: running.has("K-1")):
        with pytest.raises(KeyUnavailable) as caught:
            ask()
        assert str(caught.value) == texts.SLEUTELBOS_WEG
    assert not keys.path.exists()


def test_without_the_master_key_nothing_opens_and_nothing_is_made(keys):
    keys.master.unlink()
    sentence = texts.HOOFDSLEUTEL_WEG.format(pad=keys.master)

    assert keys.refusal() == keys.refusal(create=True) == sentence
    assert not keys.master.exists()


def test_a_master_key_of_another_installation_does_not_fit(keys, tmp_path):
    shutil.copy(Keys(tmp_path / "twee").master, keys.master)

    assert keys.refusal() == texts.HOOFDSLEUTEL_PAST_NIET


def test_a_key_that_was_put_in_from_another_keyring_does_not_fit(keys, tmp_path):
    other = Keys(tmp_path / "twee")
    other.open().add("K-1")
    with closing(sqlite3.connect(other.path)) as source, closing(sqlite3.connect(keys.path)) as to:
        row = source.execute("select * from sleutel where klantnummer = 'K-1'").fetchone()
        to.execute("insert into sleutel values (?, ?)", row)
        to.commit()

    with pytest.raises(KeyUnavailable) as caught:
        keys.open().cipher("K-1")
    assert str(caught.value) == texts.HOOFDSLEUTEL_PAST_NIET


def test_a_master_key_that_others_can_read_is_refused(keys):
    sentence = texts.HOOFDSLEUTEL_OPEN.format(pad=keys.master)
    for mode in (0o640, 0o604, 0o666):
        keys.master.chmod(mode)
        assert keys.refusal() == keys.refusal(create=True) == sentence


def test_a_master_key_that_is_no_key_is_unreadable(keys):
    sentence = texts.HOOFDSLEUTEL_ONLEESBAAR.format(pad=keys.master)
    for content in (b"", b"geen sleutel", b"\x89PNG\r\n\x1a\n" * 10):
        keys.master.write_bytes(content)
        assert keys.refusal() == keys.refusal(create=True) == sentence
    keys.master.unlink()
    keys.master.mkdir()
    assert keys.refusal() == sentence


def test_a_keyring_that_is_something_else_is_refused(keys):
    for content in (b"\x89PNG\r\n\x1a\n" * 500, b"tekst" * 500):
        keys.path.write_bytes(content)
        assert keys.refusal() == keys.refusal(create=True) == texts.SLEUTELBOS_WEG
        assert keys.path.read_bytes() == content
    keys.path.unlink()
    with closing(sqlite3.connect(keys.path)) as connection:
        connection.execute("create table sleutel (klantnummer, sleutel)")
    assert keys.refusal() == texts.HOOFDSLEUTEL_PAST_NIET
    keys.path.unlink()
    keys.path.mkdir()
    assert keys.refusal() == keys.refusal(create=True) == texts.SLEUTELBOS_WEG


def test_where_no_file_can_be_made_the_sentence_says_so(tmp_path):
    (tmp_path / "bestand").write_text("geen map")

    with pytest.raises(KeyUnavailable) as caught:
        create_keyring(tmp_path / "bestand" / "bos.sqlite", tmp_path / "sleutel")

    assert str(caught.value) == texts.SLEUTELBOS_MAKEN


def test_a_klant_without_key_is_named_by_no_number(keys):
    with pytest.raises(KeyUnavailable) as caught:
        keys.open().cipher("K-404")

    assert str(caught.value) == texts.SLEUTEL_KLANT_WEG
