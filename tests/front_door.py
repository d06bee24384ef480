"""What the pages for developers name, found in the source without importing it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "bestio"
_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def spans(text: str) -> list[str]:
    """The code spans of a page, without its blocks."""
    return _SPAN.findall(_FENCED.sub("", text))


def is_path(span: str) -> bool:
    """Whether a span means a file or a folder of the repository: it has a slash, or the ending of a file."""
    return re.fullmatch(r"\.?[\w./-]+", span) is not None and (
        "/" in span or span.endswith((".py", ".md", ".toml", ".txt", ".yaml", ".po", ".yml"))
    )


def is_dotted(span: str) -> bool:
    return not is_path(span) and _DOTTED.fullmatch(span) is not None


def there(dotted: str) -> bool:
    """Whether `package.module.Name.attribute` is defined in that very module of `bestio` (not only imported there)."""
    folder, parts = PACKAGE, dotted.split(".")
    while parts and (folder / parts[0]).is_dir():
        folder /= parts.pop(0)
    if parts and (folder / f"{parts[0]}.py").is_file():
        source = folder / f"{parts.pop(0)}.py"
    else:
        source = folder / "__init__.py"
    if not source.is_file() or source == PACKAGE / "__init__.py":
        return False
    body: list[ast.stmt] = _tree(source).body
    for part in parts:
        found = next((node for node in _flat(body) if part in _names(node)), None)
        if found is None:
            return False
        body = found.body if isinstance(found, ast.ClassDef) else []
    return True


@cache
def _tree(source: Path) -> ast.Module:
    return ast.parse(source.read_text(encoding="utf-8"))


def _flat(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a body, with those under an `if` or a `try`."""
    inside = [node for one in body if isinstance(one, ast.If | ast.Try) for node in _flat([*one.body, *one.orelse])]
    return [*body, *inside]


def _names(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def section(title: str) -> str:
    """A recipe of CONTRIBUTING.md."""
    found = page("CONTRIBUTING.md").partition(f"\n## {title}\n")[2]
    assert found, title
    return found.partition("\n## ")[0]


def block(text: str, mark: str) -> str:
    """What stands in a recipe under a mark."""
    found = re.search(rf"<!-- {re.escape(mark)} -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert found is not None, mark
    return found[1]
