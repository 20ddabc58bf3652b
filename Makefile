# On a fresh machine with Python 3.11 or newer: `make run` tries Pullquote, `make test` passes its tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test mutants lint wheel clean

run: $(VENV)/.installed
	@if grep -qsE '^[[:space:]]*DISCORD_TOKEN=.+' .env; then $(BIN)/pullquote bot; else $(BIN)/pullquote chat --sample; fi

test: $(VENV)/.installed-dev
	@rm -f .coverage .coverage.*
	@# What is covered is told of a failing run too, which stays a failing one.
	$(BIN)/coverage run -m pytest -n auto --dist worksteal; status=$$?; \
	$(BIN)/coverage combine --quiet && $(BIN)/coverage report || exit 1; exit $$status

# Do the tests notice? Breaks the code in small ways, one at a time: `make mutants MUTANTS="--module index/ranking --count 9"`.
mutants: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/mutants.py $(MUTANTS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# The wheel, as older installers install it. Needs a package index.
wheel: $(VENV)/bin/python
	$(BIN)/python tests/wheel_install.py $(PYTHON)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Pullquote needs Python 3.11 or newer; name one with make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	@# Older ones cannot install dependency groups.
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
