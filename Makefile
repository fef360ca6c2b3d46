# Everything here runs inside .venv, which `make env` makes from the first Python >= 3.11 it finds (or PYTHON=...).
# On Windows, or without make, see docs/development.md for the plain commands.

VENV := .venv
BIN := $(VENV)/bin
CODE := cli.py cycle_engine notifications
PAGE_CHECKERS := tests/browser/node_modules

.PHONY: help env demo test check format lock clean

help:
	@echo 'make demo    a school year played on the sample of 25 preschools'
	@echo 'make test    every test; `make test ARGS="tests/unit -k milestones"` for some'
	@echo 'make check   format, lint, types, layers'
	@echo 'make format  put the format right, and what the linter can repair'
	@echo 'make lock    renew the locked versions from pyproject.toml'
	@echo 'make clean   remove .venv, what npm brought and every cache'

env: $(VENV)/.installed

demo: env
	@$(BIN)/python -m compileall -q $(CODE)
	$(BIN)/cycle demo $(ARGS)

test: env $(PAGE_CHECKERS)/.installed
	@$(BIN)/python -m compileall -q $(CODE)
	$(BIN)/python -m pytest -n auto $(ARGS)

check: env
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: env
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The virtual environment, filled again when the lock changes.
# A Debian without python3-venv has no ensurepip; then the system's pip fills the environment from outside.
$(VENV)/.made:
	@python=; for candidate in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	    if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo 'no Python 3.11 or newer found; install one, or name it: make env PYTHON=/path/to/python3' >&2; exit 1; \
	fi; \
	echo "making $(VENV) with $$($$python --version) ($$python)"; \
	rm -rf $(VENV); \
	$$python -m venv $(VENV) 2>/dev/null || { \
	    rm -rf $(VENV) && $$python -m venv --without-pip $(VENV) && echo "$$python -m pip --python $(BIN)/python" > $(VENV)/.pip; }; \
	touch $@

# The project itself is installed editable and without an index: its build tool is in the lock like everything else.
$(VENV)/.installed: $(VENV)/.made requirements-dev.lock pyproject.toml
	@pip=$$(cat $(VENV)/.pip 2>/dev/null || echo "$(BIN)/python -m pip"); set -e; \
	$$pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock; \
	$$pip install -qq --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# What checks the pages besides a browser; without npm those tests say that they were left out.
$(PAGE_CHECKERS)/.installed: tests/browser/package-lock.json
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --prefix tests/browser && touch $@; \
	else echo 'no npm found: the HTML checker and Lighthouse are left out' >&2; fi

# The locks are made for all systems and Pythons at once, by a uv that lives only as long as it works.
lock:
	@python=; for candidate in $(PYTHON) $(BIN)/python python3 python3.13 python3.12 python3.11; do \
	    if $$candidate -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && set -e && \
	$$python -m venv "$$tmp" && "$$tmp/bin/pip" install -qq --disable-pip-version-check uv && \
	compile="$$tmp/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-config \
	    --no-emit-index-url --no-emit-find-links --no-header pyproject.toml $(UPGRADE)" && \
	$$compile -o requirements.lock && \
	$$compile --group dev --constraint requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(PAGE_CHECKERS) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find $(CODE) tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
