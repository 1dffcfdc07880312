# Everything one does at the desk. `make` alone lists it.

PYTHON ?= python3
VENV   ?= .venv
MIRROR ?= $(DETENTE_MIRROR)

BIN     := $(VENV)/bin
INSTALL := $(PYTHON) -m pip --python $(BIN)/python install --disable-pip-version-check --no-input --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test docs lint types format starter fits draws record gallery docs-tables bench wheel lock clean

help:  ## List what one can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/installed  ## Can NATO and Russia be allies? Installs on first use
	@$(BIN)/detente assess NATO RUS

test: $(VENV)/installed-dev  ## Run all tests; with DETENTE_MIRROR=FOLDER those of whole datasets too
	$(BIN)/python -m pytest -n 2

docs: $(VENV)/installed-dev  ## Run the examples of README and docs, and check that all is documented
	$(BIN)/python -m pytest tests/test_docs.py

lint: $(VENV)/installed-dev  ## Check style and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/installed-dev  ## Check types, strictly
	$(BIN)/mypy --strict src

format: $(VENV)/installed-dev  ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

starter: $(VENV)/installed  ## Rebuild the starter vintage from the sources (MIRROR=FOLDER or network)
	$(BIN)/detente data fetch $(if $(MIRROR),--mirror "$(MIRROR)")
	$(BIN)/detente data build-starter

fits: $(VENV)/installed  ## Rebuild the stored fits, after a change of tables or models; needs detente[models]
	$(BIN)/detente data build-fits

draws: $(VENV)/installed  ## Rebuild fits and draws, after a change of tables or models; needs detente[models]
	$(BIN)/detente data build-fits
	$(BIN)/detente data build-draws

record: $(VENV)/installed  ## Rebuild fits, draws and track record; needs detente[models] (LEDGER=FOLDER to go on)
	$(BIN)/detente data build-fits
	$(BIN)/detente data build-draws
	$(BIN)/detente data build-record $(if $(LEDGER),--ledger "$(LEDGER)")

gallery: $(VENV)/installed  ## Draw the pictures and the page of docs/gallery anew
	$(BIN)/python docs/gallery/make.py

docs-tables: $(VENV)/installed  ## Rewrite the pages of docs that are made from the code
	$(BIN)/python docs/make_pages.py

bench: $(VENV)/installed  ## Run the benchmarks (MIRROR=FOLDER for the panel, fetch and conversion)
	$(BIN)/python benchmarks/import_time.py
	$(BIN)/python benchmarks/assess.py
	$(BIN)/python benchmarks/simulate.py
	$(BIN)/python benchmarks/page.py
	$(if $(MIRROR),DETENTE_MIRROR="$(MIRROR)" $(BIN)/python benchmarks/panel.py)
	$(if $(MIRROR),$(BIN)/python benchmarks/fetch_convert.py "$(MIRROR)")

wheel: $(VENV)/installed  ## Build the wheel into dist/
	$(PYTHON) -m pip --python $(BIN)/python wheel --no-deps --no-build-isolation --quiet -w dist .

# The locks are made with uv from pyproject.toml: exact versions, and the checksum of every file.
lock:  ## Renew both lock files from pyproject.toml
	$(PYTHON) -m venv --without-pip build/lock
	$(PYTHON) -m pip --python build/lock/bin/python install --quiet uv
	build/lock/bin/uv pip compile $(COMPILE) --extra plots --group build -o requirements.lock
	build/lock/bin/uv pip compile $(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock

COMPILE := pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
           --no-annotate --custom-compile-command "make lock"

clean:  ## Remove the environment, builds and caches of this folder
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# ── the environment ─────────────────────────────────────────────────────────────────────
# A stamp stands when all before it succeeded; it is made anew when a lock or pyproject.toml
# changes. The environment has no pip of its own, so python3-venv is not needed on Debian.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if v >= (3, 11) else \
	  f"Détente needs Python 3.11 or later, and {sys.executable} is {v[0]}.{v[1]}. Say which to take: make PYTHON=python3.11 …")'
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || \
	  { echo "$(PYTHON) has no pip. On Debian: apt-get install python3-pip" >&2; exit 1; }
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/installed: $(BIN)/python pyproject.toml requirements.lock
	@echo "Installing the locked dependencies into $(VENV) …" >&2
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	@echo "Installing what tests and checks need …" >&2
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
