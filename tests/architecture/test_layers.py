"""Imports run one way; the order is written in pyproject.toml."""

import subprocess
import sys

from tests.architecture import source_code

# What delivery may know of the engine: values, words and the time. The outbox is handed to it.
OPEN_TO_DELIVERY = {"domain", "errors", "messages", "formatting", "resources", "clock"}

# What the domain may not even ask Python for: the time, the disk, the network, chance, other programs.
CLOSED_TO_THE_DOMAIN = {
    "asyncio", "glob", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "smtplib", "socket",
    "subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "uuid",
}  # fmt: skip


def test_the_contracts_between_layers_are_kept() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=source_code.ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_delivery_knows_only_values_words_and_the_time() -> None:
    crossing = [
        f"{module.place(node)}: {name}"
        for module in source_code.production()
        if module.path.startswith("notifications/")
        for name, node in module.imports()
        if name.startswith("cycle_engine.") and name.split(".")[1] not in OPEN_TO_DELIVERY
    ]
    assert crossing == []


def test_the_domain_asks_python_for_nothing_outside_itself() -> None:
    reaching_out = [
        f"{module.place(node)}: {name}"
        for module in source_code.production()
        if module.path.startswith("cycle_engine/domain/")
        for name, node in module.imports()
        if not CLOSED_TO_THE_DOMAIN.isdisjoint({name, name.split(".")[0]})
    ]
    assert reaching_out == []


def test_the_way_in_is_imported_by_nobody() -> None:
    assert [module.path for module in source_code.production() if "cli" in {name for name, _ in module.imports()}] == []
