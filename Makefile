# What this project can do for you: `make help`. Needs make and Python 3.11 or newer, nothing else.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.set-up
EXTRA  := $(VENV)/.benchmark-set-up
CODE   := src tests benchmarks tools
# Language of what the demo shows: nl or en.
lang   ?= nl
# A plan of scenarios/ommen-roulatie.yaml, for the pictures.
plan   ?= build/roulatie-plan.yaml
# Results of studies (tools/screens.py tells which), for the pictures of Compare.
store  ?= build/studie-clusters.db

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup benchmark-setup demo test check pictures screens browser messages schemas coverage clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# The stamp says that these very requirements are installed; with it, nothing reaches the network.
$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "rollenplanner needs Python 3.11 or newer; found $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one, for example: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV); the first time this takes a minute or two."
	@$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(STAMP) ## make .venv with everything pinned; the second time without network

# HiGHS, which neither `test` nor `check` needs.
$(EXTRA): $(STAMP) benchmarks/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	@touch $@

benchmark-setup: $(EXTRA) ## add what the comparison with other solvers needs (benchmarks/README.md)

demo: $(STAMP) ## the plan of Ommen, in under three minutes; in English with lang=en
	@mkdir -p build
	$(BIN)/rollenplanner solve scenarios/ommen-4.0.yaml -o build/ommen-plan.yaml --time-limit 60 --lang $(lang)
	@printf '\n%s\n' '$(if $(filter en,$(lang)),Try next:,Probeer hierna:)'
	@printf '  %s --lang $(lang)\n' \
	  '$(BIN)/rollenplanner gaps scenarios/ommen-4.0.yaml build/ommen-plan.yaml' \
	  '$(BIN)/rollenplanner gaps scenarios/ommen-4.0.yaml' \
	  '$(BIN)/rollenplanner check scenarios/ommen-4.0.yaml build/ommen-plan.yaml' \
	  '$(BIN)/rollenplanner solve scenarios/ommen-onmogelijk.yaml' \
	  '$(BIN)/rollenplanner catalogue show hr21' \
	  '$(BIN)/rollenplanner --help'

test: $(STAMP) ## the tests, on two cores
	$(BIN)/python -m pytest -n 2

check: $(STAMP) ## lint, format, types, floors
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports --no-cache

pictures: $(STAMP) ## draw the picture of the README from build/ommen-plan.yaml
	$(BIN)/python -m tools.pictures scenarios/ommen-4.0.yaml build/ommen-plan.yaml

screens: $(STAMP) ## draw the pictures of the terminal interface: make screens plan=.. store=..
	$(BIN)/python -m tools.screens scenarios/ommen-roulatie.yaml $(plan) $(store)

browser: $(STAMP) ## draw the picture of it in a browser (needs chromium): make browser plan=..
	$(BIN)/python -m tools.browser scenarios/ommen-roulatie.yaml $(plan)

messages: $(STAMP) ## collect the sentences of the program, update and compile both languages
	$(BIN)/python -m tools.messages

schemas: $(STAMP) ## write the JSON Schemas that docs/ publishes
	$(BIN)/python -m tools.schemas

coverage: $(STAMP) ## which lines the tests reach
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

clean: ## remove the virtual environment and everything built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis htmlcov .coverage .coverage.*
