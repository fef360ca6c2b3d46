"""Nothing grows past what can be read at once; an exception has its reason, and goes when it is no longer needed."""

import ast
from collections.abc import Iterator

from tests.architecture import source_code
from tests.architecture.source_code import Module

LONGEST_MODULE = 300
LONGEST_TEST_MODULE = 400  # a test module is a list, read one test at a time
LONGEST_WAY_IN = 150
LONGEST_FUNCTION = 40

LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
TABLES_OF_TEXTS = "cycle_engine/messages/"  # one line a text: as long as there is to say
MIGRATIONS = "cycle_engine/store/migrations/versions/"  # a list of tables, never changed once it is out


def test_no_module_is_longer_than_can_be_read_at_once() -> None:
    assert {path for path, lines, longest in _modules() if lines > longest} == LONG_MODULES.keys()


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{module.path}:{function.name}"
        for module in (*source_code.production(), *source_code.tests())
        if not module.path.startswith(MIGRATIONS)
        for function in _functions(module)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == LONG_FUNCTIONS.keys()


def test_a_package_s_own_file_only_lists_names() -> None:
    busy = [
        module.place(statement)
        for module in source_code.production()
        if module.path.endswith("__init__.py")
        for statement in module.tree.body
        if not _lists_names(statement)
    ]
    assert busy == []


def _modules() -> Iterator[tuple[str, int, int]]:
    for module in (*source_code.production(), *source_code.tests()):
        lines = max((getattr(node, "end_lineno", 0) or 0 for node in module.tree.body), default=0)
        if module.path.startswith((TABLES_OF_TEXTS, MIGRATIONS)):
            continue
        if module.path == "cli.py":
            yield module.path, lines, LONGEST_WAY_IN
        else:
            yield module.path, lines, LONGEST_TEST_MODULE if module.path.startswith("tests/") else LONGEST_MODULE


def _functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _lists_names(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False
