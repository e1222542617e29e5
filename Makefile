# Every target makes its own virtual environment first; nothing but make and Python 3.11 or later is assumed.
# PYTHON=python3.12 picks an interpreter, VENV=folder another place for the environment.

VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: help demo test test-all lint format bench speed notebooks docs refresh fuzz soak package package-try licenses clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{printf "%-16s%s\n", $$1, $$2}'

demo: $(VENV)/.installed  ## install, extract from seeds/ and print the events
	$(BIN)/iraqsec extract --format table seeds/*.txt

test: $(VENV)/.installed-dev  ## install with everything and run the tests
	$(BIN)/python -m pytest -q

test-all: $(VENV)/.installed-dev  ## the tests that need models or engines too
	$(BIN)/python -m pytest -q -m "not benchmark"

lint: $(VENV)/.installed-dev  ## ruff, mypy and the import contract
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev  ## put the code in form
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

bench: $(VENV)/.installed-dev  ## measure speed and memory
	$(BIN)/python -m pytest -q -m benchmark tests/benchmarks

speed: $(VENV)/.installed-dev  ## compare with other tools and write docs/speed.md (ten minutes)
	@$(PIP) -e '.[bench]'
	$(BIN)/python -m tests.benchmarks.report

notebooks: $(VENV)/.installed-dev  ## run the notebooks, without keeping their output
	$(BIN)/jupyter execute notebooks/*.ipynb

docs: $(VENV)/.installed-docs  ## build the documentation as a site in build/site; a broken link is an error
	$(BIN)/mkdocs build --quiet
	@echo "Built build/site/index.html"

refresh: $(VENV)/.installed-dev  ## write what the examples of the README and the docs print now beneath them
	$(BIN)/python .ci/refresh_docs.py

fuzz: $(VENV)/.installed-dev  ## fuzz the reader, then extract, for SECONDS each (600); findings lie in .fuzz
	@$(PIP) atheris
	$(BIN)/python tests/fuzz/fuzz.py read $(or $(SECONDS),600)
	$(BIN)/python tests/fuzz/fuzz.py extract $(or $(SECONDS),600)
	@test -z "$$(ls .fuzz/*/findings/*.txt 2>/dev/null)" || { echo "findings:"; ls .fuzz/*/findings; exit 1; }

soak: $(VENV)/.installed-dev  ## run DOCUMENTS (50000) good, broken and hostile documents through everything
	$(BIN)/python tests/hostile/soak.py $(or $(DOCUMENTS),50000)

package: $(VENV)/.installed-dev  ## build wheel and sdist, check and list them
	@rm -rf build/dist
	$(BIN)/python -m build --outdir build/dist .
	$(BIN)/twine check --strict build/dist/*
	$(BIN)/python -m zipfile -l build/dist/*.whl
	@find build/dist -size +20M | grep . && { echo "larger than 20 MB"; exit 1; } || ls -l build/dist

package-try: package  ## install the wheel into an empty environment and extract without a network
	@rm -rf build/try && $(PYTHON) -m venv build/try
	@build/try/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt build/dist/*.whl
	cd build/try && $$(unshare -rn true 2>/dev/null && echo unshare -rn) bin/iraqsec extract --format table ../../seeds/*.txt

licenses: $(VENV)/.installed-dev  ## list the licenses of all packages; one that is not permissive or MPL is an error
	@$(PIP) pip-licenses
	$(BIN)/python .ci/licenses.py

clean:  ## remove what the targets made
	rm -rf $(VENV) .fuzz build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "iraqsec needs Python 3.11 or later; none was found. Install one, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment (Debian and Ubuntu: apt install python3-venv)"; exit 1; }

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing into $(VENV); PyTorch is large, this takes a minute or two ..."
	@$(PIP) -e .
	@touch $@

$(VENV)/.installed-docs: $(VENV)/.installed-dev
	@$(PIP) -e '.[docs]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(PIP) -e '.[all,dev]'
	@touch $@
