"""Only the edge knows what time it is and where the program runs."""

import ast
from collections.abc import Iterator

from tests.architecture import source_code
from tests.architecture.source_code import Module

CLOCK = "cycle_engine/clock.py"
# A span is no point in time: `monotonic` and `perf_counter` measure how long something took.
READS_THE_CLOCK = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "datetime.date.today", "datetime.datetime.now",
    "time.ctime", "time.gmtime", "time.localtime", "time.strftime", "time.time", "time.time_ns",
}  # fmt: skip
READS_THE_ENVIRONMENT = {"os.environ", "os.getenv", "getpass.getuser", "os.getlogin", "Path.cwd", "os.getcwd"}
KNOWS_WHERE_IT_RUNS = ("cli.py", "cycle_engine/settings.py", "cycle_engine/app.py", "cycle_engine/commands/")


def test_nobody_but_the_clock_reads_the_time() -> None:
    assert [
        place for module in source_code.production() if module.path != CLOCK for place in _uses(module, READS_THE_CLOCK)
    ] == []


def test_only_the_edge_reads_the_environment() -> None:
    assert [
        place
        for module in source_code.production()
        if not module.path.startswith(KNOWS_WHERE_IT_RUNS)
        for place in _uses(module, READS_THE_ENVIRONMENT)
    ] == []


def _uses(module: Module, names: set[str]) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and (name := ast.unparse(node)) in names:
            yield f"{module.place(node)}: {name}"
        elif isinstance(node, ast.ImportFrom):
            imported = {f"{node.module}.{alias.name}" for alias in node.names} & names
            yield from (f"{module.place(node)}: {name}" for name in imported)
