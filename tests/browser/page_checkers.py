"""The Nu HTML checker and Lighthouse, as npm brings them into ``tests/browser``."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from tests.browser.visiting import ARGUMENTS, find_chromium, missing

_MODULES: Final = Path(__file__).parent / "node_modules"
_CURE: Final = "apt-get install default-jre-headless nodejs npm, then npm ci --prefix tests/browser"
_CATEGORIES: Final = ("accessibility", "best-practices", "seo")


def html_faults(pages: Iterable[Path | str]) -> list[str]:
    """Say what the Nu HTML checker has against pages, errors and warnings alike.

    A page with a policy is given by its address here: in a file, the checker takes ``'self'`` for nobody.
    """
    jar = _MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None or not jar.exists():
        missing("the Nu HTML checker (vnu-jar, with Java)", _CURE)
    machine = ("-Xss1m", "-Dnu.validator.servlet.allow-forbidden-hosts=true")  # this very machine is one
    command = (str(java), *machine, "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, pages))
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found = json.loads(answer.stderr)["messages"]
    return [f"{Path(one['url']).name}:{one.get('lastLine', '')}: {one['message']}" for one in found]


def lighthouse_scores(address: str, folder: Path) -> Mapping[str, float]:
    """Give Lighthouse's score of a page by category, 1 for everything right, and what it found wrong as 0."""
    program, node = _MODULES / "lighthouse" / "cli" / "index.js", shutil.which("node")
    if node is None or not program.exists():
        missing("Lighthouse, with Node.js", _CURE)
    report = folder / "lighthouse.json"
    flags = f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}"
    command = (str(node), str(program), address, "--quiet", "--output=json", f"--output-path={report}", flags,
               f"--only-categories={','.join(_CATEGORIES)}")  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": find_chromium(), "CI": "true"}
    subprocess.run(command, capture_output=True, text=True, check=True, timeout=180, env=environment)
    told = json.loads(report.read_text("utf-8"))
    scores = {name: float(one["score"]) for name, one in told["categories"].items()}
    wrong = {name: 0.0 for name, one in told["audits"].items() if one["score"] not in {1, None}}
    return scores | wrong
