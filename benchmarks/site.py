"""How long the results site of 15,000 published schools takes to build, and its search to answer a key press.

``python benchmarks/site.py [--quick] [--strict]``; ``--strict`` fails on a missed bound. The whole build is measured,
from the database to the folder, with the board of the same office. Keys are pressed in Chromium
(``CYCLE_TEST_CHROMIUM``, else ``/usr/bin/chromium``): what counts is the work from the key to the rows laid out.
"""

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from cycle_engine.services.acting import ActRequest, perform
from cycle_engine.services.desk import Desk
from cycle_engine.services.site_building import build_site
from cycle_engine.store.migrating import upgrade_database
from tests.builders import a_desk, a_request, close_desks, on, open_sample_cycle

SCHOOLS = 200 if "--quick" in sys.argv else 15_000
WAY = ("submit", "approve", "request_review", "conclude_review", "recognize", "publish")
BOUND, FRAME = 30.0, 16.0
TYPED = ("truong mam non mn0", "mn0100", "phong giao duc", "khong co")
PRESS = """async (typed) => {
  const field = document.getElementById("tim"), taken = [];
  for (const words of typed) {
    field.value = "";
    for (const letter of words) {
      field.value += letter;
      const before = performance.now();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      document.body.getBoundingClientRect();
      taken.push(performance.now() - before);
      await new Promise((done) => setTimeout(done, 120));
    }
  }
  return taken;
}"""


def main() -> None:
    with TemporaryDirectory() as folder:
        desk = on(_office(Path(folder)), date(2025, 6, 2))
        site = Path(folder) / "site"
        started = perf_counter()
        built = build_site(desk, site)
        taken = perf_counter() - started
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 2**20
        print(f"{built.schools} schools, {built.files} files, {size:.0f} MiB: {taken:.1f} s, bound {BOUND:.0f} s")
        close_desks()
        opened, keys = _press_keys(site / "index.html")
    late = sorted(keys)[int(len(keys) * 0.95)]
    pressed = f"a key press {median(keys):.1f} ms, 95 of 100 within {late:.1f} ms, a frame is {FRAME:.0f} ms"
    print(f"opened in {opened:.0f} ms; {pressed}")
    if "--strict" in sys.argv and (taken > BOUND or late > FRAME):
        sys.exit("slower than its bounds")


def _office(folder: Path) -> Desk:
    """Make an office all of whose schools have published; their papers are links, which costs no file each."""
    url = f"sqlite:///{folder}/cycle.db"
    upgrade_database(url)
    desk = a_desk(url, folder)
    open_sample_cycle(desk, schools=SCHOOLS)
    for step in ("issue_plan", "issue_guidance"):
        perform(desk, [a_request(desk, "PGD", step)])
    for step in WAY:
        one = a_request(desk, "MN01", step)
        papers = tuple((kind, f"https://phong.example/{kind}") for kind, _ in one.documents)
        perform(desk, [_for_school(one, number, papers) for number in range(1, SCHOOLS + 1)])
    return desk


def _for_school(one: ActRequest, number: int, papers: tuple[tuple[str, str], ...]) -> ActRequest:
    return replace(one, unit=f"MN{number:02}", documents=papers)


def _press_keys(page: Path) -> tuple[float, list[float]]:
    from playwright.sync_api import sync_playwright

    browser = os.environ.get("CYCLE_TEST_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-quic"])
        tab = chromium.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(page.as_uri())
        opened = float(tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        keys = [float(taken) for taken in tab.evaluate(PRESS, TYPED)]
        chromium.close()
    return opened, keys


if __name__ == "__main__":
    main()
