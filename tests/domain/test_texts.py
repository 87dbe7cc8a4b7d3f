"""Every sentence with which a rule, the store or a key refuses: whole, and without typed values."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import vakmeten
from vakmeten import texts

ROOM = Path(vakmeten.__file__).parent
# What may stand in a sentence: a label or names of ours, a count, and the path of a key file.
ALLOWED = {"label", "aantal", "pad", "soorten"}


def used() -> list[str]:
    """The names in `texts` with which domain, access and storage raise or check."""
    found: set[str] = set()
    for path in [*ROOM.glob("domain/*.py"), *ROOM.glob("storage/*.py"), ROOM / "access.py"]:
        if path.name == "terugblik.py":  # no refusals: sentences with the facts of one casus
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_text = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            if is_text and node.value.id == "texts":
                found.add(node.attr)
    return sorted(found)


@pytest.mark.parametrize("name", used())
def test_a_refusal_is_a_whole_sentence_without_what_was_typed(name):
    sentence = getattr(texts, name)

    assert sentence[0] in string.ascii_uppercase + "{"
    assert sentence.endswith(".")
    assert sentence == sentence.strip()
    assert {field for _, field, _, _ in string.Formatter().parse(sentence) if field} <= ALLOWED


def test_there_are_sentences_to_look_at():
    assert len(used()) > 50
