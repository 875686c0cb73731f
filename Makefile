# Banjie. `make help` lists what there is.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Several processes start from the same sources: what the first compiled is for the others to read. Where this is
# set each would compile everything again, seven seconds of it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo demo-reset serve test test-unit test-browser check format lock messages clean

help: ## list the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements/dev.txt pyproject.toml bin/install
	@bin/install $(VENV)

demo: $(STAMP) ## start Banjie with the demo county on http://localhost:8000
	@exec $(BIN)/banjie demo

demo-reset: $(STAMP) ## throw the demo's data away and start over
	@exec $(BIN)/banjie demo --reset

serve: $(STAMP) ## start Banjie without demo data
	@exec $(BIN)/banjie serve

test: $(STAMP) ## everything that must pass: static checks, tests, browser tests
	@bin/test

test-unit: $(STAMP) ## the pure core only (seconds)
	@$(BIN)/pytest tests/unit -n 2

test-browser: $(STAMP) ## the browser tests only
	@bin/test browser

check: $(STAMP) ## the static part: types, lint, import order, templates, migrations, translations, budgets
	@bin/check

format: $(STAMP) ## format code and templates
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix --exit-zero . && $(BIN)/djlint --reformat --quiet src/banjie

lock: $(STAMP) ## write requirements/*.txt from pyproject.toml
	@bin/lock

messages: $(STAMP) ## collect translatable strings into locale/
	@$(BIN)/banjie messages

clean: ## remove the environment and caches (data in .var stays)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
