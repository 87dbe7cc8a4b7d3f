"""What may stand where, as far as import-linter cannot see it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from vakmeten.server import page_files

Modules = dict[str, ast.Module]

ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
TEMPLATES = {".vue", ".js", ".html"}
# Each shows text of a person as markup, and so runs a script that stands in it.
MARKUP = re.compile(
    r"v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\|\s*safe\b|DOMParser"
)
MARKUP_NAMES = {"HTML", "HTMLMath", "Markdown", "to_html"}


def _where(modules: Modules, found: Callable[[ast.AST], object]) -> list[str]:
    return [
        f"{path}:{getattr(node, 'lineno', 0)}"
        for path, tree in modules.items()
        for node in ast.walk(tree)
        if found(node)
    ]


def _reads_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in ENVIRONMENT and getattr(node.value, "id", "") == "os"
    return (
        isinstance(node, ast.ImportFrom)
        and node.module == "os"
        and any(name.name in ENVIRONMENT for name in node.names)
    )


def test_only_settings_reads_the_environment(modules: Modules) -> None:
    found = _where(modules, _reads_environment)

    assert {line.split(":")[0] for line in found} == {"vakmeten/settings.py"}


def test_no_room_comes_in_by_the_door_for_analysts(modules: Modules, root: Path) -> None:
    rooms = {path.stem for path in (root / "vakmeten").iterdir() if path.name != "__init__.py"}

    def by_the_door(node: ast.AST) -> bool:
        if isinstance(node, ast.Import):
            return any(name.name == "vakmeten" for name in node.names)
        from_door = isinstance(node, ast.ImportFrom) and node.module == "vakmeten"
        return from_door and any(name.name not in rooms for name in node.names)

    assert _where(modules, by_the_door) == []


def _is_markup(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return any(name.name in MARKUP_NAMES for name in node.names)
    if isinstance(node, ast.Attribute) and node.attr == "style":
        return True  # the Styler of pandas escapes nothing
    return (getattr(node, "attr", None) or getattr(node, "id", None)) in MARKUP_NAMES


BUNDLE = page_files.FOLDER  # other people's code, made from sources that are looked at here


def test_text_of_a_person_is_never_shown_as_markup(modules: Modules, root: Path) -> None:
    in_python = _where(modules, _is_markup)
    in_templates = [
        f"{path.relative_to(root)}:{number}"
        for path in (root / "vakmeten").rglob("*")
        if path.suffix in TEMPLATES and BUNDLE not in path.parents
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if MARKUP.search(line)
    ]
    assert in_python + in_templates == []


@pytest.mark.parametrize(
    "planted", ["x.style", "HTML(x)", "from ipywidgets import HTML", "frame.to_html()"]
)
def test_markup_is_recognised(planted: str) -> None:
    assert _where({"planted.py": ast.parse(planted)}, _is_markup)


def _updated(node: ast.AST) -> str | None:
    """What an update statement changes: a table's name, "?" if that cannot be read off."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        sql = re.match(r"\s*UPDATE\s+(\w+)", node.value)
        return sql[1] if sql else None
    if not isinstance(node, ast.Call):
        return None
    name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
    if name != "update":
        return None
    of_module = getattr(getattr(node.func, "value", None), "id", "") in {"sa", "sqlalchemy"}
    if isinstance(node.func, ast.Name) or of_module:
        table = node.args[0] if node.args else None
    elif not node.args and not node.keywords:
        table = node.func.value  # table.update()
    else:
        return None  # of a dict, a set or a hash
    return getattr(table, "attr", None) or getattr(table, "id", "?")


def test_no_update_passes_the_versions_of_a_record(modules: Modules) -> None:
    """A correction is a new version: an update would lose the old one and the version check."""
    from vakmeten.storage import account_tables, schema

    plain = {name for name, table in schema.metadata.tables.items() if "versie" not in table.c}
    assert account_tables.account.name in plain
    rooms = {
        path: tree
        for path, tree in modules.items()
        if path.startswith("vakmeten/storage/") and "/versions/" not in path
    }

    assert _where(rooms, lambda node: (_updated(node) or "account") not in plain) == []


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("sa.update(casus).values(x=1)", "casus"),
        ("update(schema.casus)", "casus"),
        ("casus.update()", "casus"),
        ("sa.update(kind.table())", "?"),
        ("text('UPDATE casus SET x = 1')", "casus"),
        ("known.update(more)", None),
    ],
)
def test_an_update_is_recognised(statement: str, table: str | None) -> None:
    found = [_updated(node) for node in ast.walk(ast.parse(statement))]

    assert next((name for name in found if name), None) == table
