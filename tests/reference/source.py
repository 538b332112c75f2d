"""The product's own source, read for what is written as literals in it."""

from __future__ import annotations

import ast
import importlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "scheduler", "knowledge")
LEFT_OUT = ("__main__.py", "migrations", "samples")


@dataclass(frozen=True, slots=True)
class Source:
    """One module: its name, its tree, and itself."""

    name: str
    tree: ast.Module
    module: ModuleType

    def calls(self) -> tuple[ast.Call, ...]:
        """Return every call in it."""
        return _calls(self.tree)

    def text(self, node: ast.expr) -> str | None:
        """Return the text a node stands for: a literal, or a constant of a module; None for what only runs know."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        found: object = None
        if isinstance(node, ast.Name):
            found = getattr(self.module, node.id, None)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found = getattr(getattr(self.module, node.value.id, None), node.attr, None)
        return found if isinstance(found, str) else None


@cache
def sources() -> tuple[Source, ...]:
    """Read every module of the product."""
    files = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    return tuple(_source(file) for file in files if not set(file.relative_to(ROOT).parts) & set(LEFT_OUT))


def pattern(node: ast.expr) -> re.Pattern[str] | None:
    """Return what an f-string may come out as; None for any other node."""
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".+" for one in node.values]
    return re.compile("".join(parts))


def constants(module: ModuleType) -> dict[str, str]:
    """Return the constants at the top of a module that hold one lower-case word or two, in order."""
    found = {}
    for statement in ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")).body:
        for name in _assigned(statement):
            value = getattr(module, name)
            if name.isupper() and isinstance(value, str) and re.fullmatch(r"[a-z]+( [a-z]+)?", value):
                found[name] = value
    return found


@cache
def _calls(tree: ast.Module) -> tuple[ast.Call, ...]:
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _assigned(statement: ast.stmt) -> list[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        targets = [statement.target]
    names = [one for target in targets for one in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return [one.id for one in names if isinstance(one, ast.Name)]


def _source(file: Path) -> Source:
    parts = file.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Source(name, ast.parse(file.read_text(encoding="utf-8")), importlib.import_module(name))
