# Every target sets up .venv by itself from nothing but Python 3.11+ and make.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && echo $$p && break; done)
BIN := .venv/bin

.DEFAULT_GOAL := help

.PHONY: help
help:  ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: demo
demo: .venv/run  ## Analyse the example exports and say where the workbook is
	@$(BIN)/pmrules demo

.PHONY: test
test: .venv/test  ## Run the tests
	@$(BIN)/python -m pytest

.PHONY: check
check: .venv/check  ## Lint, types and arrows
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: fuzz
fuzz: .venv/test  ## Damage files for FUZZ_SECONDS (60) and read them; crashes are kept
	@$(BIN)/python -m fuzz.run

.PHONY: coverage
coverage: .venv/test  ## Run the tests with branch coverage
	@$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered

.PHONY: format
format: .venv/check  ## Format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: bench
bench: .venv/run  ## Time the pipeline against plain pandas, paired in one run
	$(BIN)/python -m benchmarks.run

.PHONY: accuracy
accuracy: .venv/run  ## Measure the pack on labelled entries: DATA=FOLDER, RULES=FOLDER
	@$(BIN)/python tools/accuracy.py $(if $(DATA),"$(DATA)") $(if $(RULES),--rules "$(RULES)")

.PHONY: examples
examples: .venv/run  ## Write the example exports anew
	$(BIN)/python examples/make_larkfield.py

.PHONY: readme
readme: .venv/run  ## Write what the README and the guide for tuners show of the example anew
	$(BIN)/python -m tools.readme
	$(BIN)/python -m tools.guide

.PHONY: pictures
pictures: .venv/run  ## Render every sheet of the example and of extreme cases into pictures/
	$(BIN)/python -m tools.pictures

.PHONY: plugins
plugins: .venv/run  ## Build the wheel and test every project under plugins/ against it
	@$(BIN)/python -m tools.plugins

.PHONY: build
build: .venv/check  ## Build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

.PHONY: clean
clean:  ## Remove what was set up and built
	rm -rf .venv dist build .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "pmrules needs Python 3.11 or newer: https://www.python.org/downloads/"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "This Python cannot make a virtual environment (on Debian and Ubuntu: apt install python3-venv)."; rm -rf .venv; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'

.venv/run: .venv/bin/python pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q src plugins/pmrules_importers rules/pmrules_rules examples/pmrules_examples
	@touch $@

.venv/test: .venv/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

.venv/check: .venv/test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group check
	@touch $@
