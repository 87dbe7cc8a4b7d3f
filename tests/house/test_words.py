"""The words of the work: glossary, labels and code say the same."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from vakmeten import access, domain, labels, texts
from vakmeten.domain import codes

Modules = dict[str, ast.Module]

CRAFT_CLASSES = {
    "Record": "what every record shares is of the craft, not of the work",
    "RondeRecord": "the same for records of a ronde",
    "StapRecord": "the same for the one record of a step",
}
# English words of the craft in a name.
CRAFT = """
bsn by check code collection freeze holds id is items new next of open passes read record records
settle type
"""
# Dutch words that mean in the code what they mean in any dictionary.
EVERYDAY = """
bij dag datum door eenheid eerder in keuze keuzes laat laatste loopt met naam nummer om op rang
reden sinds soort team tekst teksten telefoon toelichting uitleg van waarde waarden wat
"""


@pytest.fixture(scope="module")
def glossary(root: Path) -> dict[str, dict[str, Any]]:
    """The glossary: definitie, bron and perhaps vormen by word."""
    return tomllib.loads((root / "vakmeten/glossary.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def known(glossary: dict[str, dict[str, Any]]) -> set[str]:
    """Every word of the glossary in each of its forms."""
    return {form for word, entry in glossary.items() for form in (word, *entry.get("vormen", ()))}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _public(modules: Modules) -> Iterator[tuple[str, ast.stmt, str]]:
    """Public classes and functions of the domain, and the fields and methods of its classes."""
    for path, tree in modules.items():
        if not path.startswith("vakmeten/domain/"):
            continue
        inner = [node for c in tree.body if isinstance(c, ast.ClassDef) for node in c.body]
        fields = [node for node in inner if isinstance(node, ast.AnnAssign)]
        named = [node for node in (*tree.body, *inner) if hasattr(node, "name")]
        for node in (*named, *fields):
            name = getattr(node, "name", None) or getattr(getattr(node, "target", None), "id", "_")
            if not name.startswith("_"):
                yield path, node, name


def test_every_class_of_the_domain_is_in_the_glossary(modules: Modules, known: set[str]) -> None:
    classes = [name for _, node, name in _public(modules) if isinstance(node, ast.ClassDef)]

    assert len(classes) > 20
    assert [c for c in classes if _snake(c) not in known and c not in CRAFT_CLASSES] == []


def test_every_name_in_the_domain_is_made_of_known_words(modules: Modules, known: set[str]) -> None:
    """A new word of the work comes with its meaning in glossary.toml."""
    plain = known | set(CRAFT.split()) | set(EVERYDAY.split())
    strange = {
        f"{path}: {name}"
        for path, node, name in _public(modules)
        if not isinstance(node, ast.ClassDef)
        and name.lower() not in known
        and not set(name.lower().split("_")) <= plain
    }
    assert strange == set()


def test_every_word_of_the_glossary_occurs_in_the_code(
    modules: Modules, glossary: dict[str, dict[str, Any]]
) -> None:
    names = {
        _snake(name)
        for tree in modules.values()
        for node in ast.walk(tree)
        for name in (getattr(node, field, None) for field in ("name", "id", "attr", "arg"))
        if isinstance(name, str)
    }
    used = "__".join(["", *names, ""])
    unused = [
        word
        for word, entry in glossary.items()
        if not any(f"_{form}_" in used for form in (word, *entry.get("vormen", ())))
    ]
    assert unused == []


def test_every_word_has_a_definition_and_a_source(glossary: dict[str, dict[str, Any]]) -> None:
    for word, entry in glossary.items():
        assert re.fullmatch(r"[a-z][a-z_]*", word)
        assert entry["definitie"].endswith((".", "?"))
        assert entry["bron"]
        assert set(entry) <= {"definitie", "bron", "vormen"}
    assert list(glossary) == sorted(glossary)


def _lists() -> dict[str, type[StrEnum]]:
    """Every list of codes in the domain, and the roles."""
    rooms = [
        importlib.import_module(m.name)
        for m in pkgutil.walk_packages(domain.__path__, "vakmeten.domain.")
    ]
    found = {
        name: kind
        for room in rooms
        for name, kind in vars(room).items()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    return {**found, "Rol": access.Rol}


@pytest.mark.parametrize("kind", _lists().values(), ids=lambda kind: kind.__name__)
def test_every_code_has_a_label_of_its_own(kind: type[StrEnum]) -> None:
    found = [labels.label(code) for code in kind]

    assert list(labels.LABELS[kind.__name__]) == [code.value for code in kind]
    assert all(found)
    assert len(set(found)) == len(found)


def test_no_label_is_left_of_a_list_that_went() -> None:
    assert set(labels.LABELS) == set(_lists())


def test_every_trede_and_score_has_a_name() -> None:
    assert list(labels.TREDEN) == list(codes.TREDEN)
    assert list(labels.LEEFGEBIED_SCORES) == list(codes.LEEFGEBIED_SCORES)


def test_every_sentence_is_said_somewhere(root: Path) -> None:
    sentences = {name for name in vars(texts) if name.isupper()}
    code = "\n".join(
        path.read_text("utf-8")
        for path in (root / "vakmeten").rglob("*")
        if path.suffix in {".py", ".html"} and path.parent.name != "texts"
    )

    assert len(sentences) > 100
    assert {name for name in sentences if f"texts.{name}" not in code} == set()
