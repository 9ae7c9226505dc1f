# whosaid: every target sets up what it needs first. `make help` lists them.

PYTHON ?= python3
Q      ?= who said Putin is prioritizing?
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help ask bot rebuild test test-fast check floors clean
.DEFAULT_GOAL := help

help:
	@echo 'make ask Q="who said Putin is prioritizing?"   answer a question from articles/'
	@echo 'make bot                                       run the Telegram bot (TELEGRAM_BOT_TOKEN in .env)'
	@echo 'make rebuild                                   index articles/ again; only what changed is worked on'
	@echo 'make test                                      run the tests'
	@echo 'make test-fast                                 run those that need no model, no process and no server'
	@echo 'make check                                     run the linter, the formatter and the type checker'
	@echo 'make floors                                    raise the floors of the answers to what is measured'
	@echo 'make clean                                     remove $(VENV)'

ask: $(VENV)/.ready
	@$(indexed)
	@$(BIN)/whosaid ask $(call quoted,$(Q))

# Without a token there is no use in indexing first: the bot says what is missing.
bot: $(VENV)/.ready
	@if [ -n "$$TELEGRAM_BOT_TOKEN" ] || grep -qs '^ *TELEGRAM_BOT_TOKEN *= *.' .env; then $(indexed); fi
	@$(BIN)/whosaid bot

rebuild: $(VENV)/.ready
	@$(BIN)/whosaid rebuild

# A file of tests runs in one process, so that what its tests share is made once; the longest files come first.
parallel = -n auto --dist loadfile --no-loadscope-reorder

test: $(VENV)/.ready-dev
	@$(BIN)/python -m pytest $(parallel)

test-fast: $(VENV)/.ready-dev
	@$(BIN)/python -m pytest $(parallel) --fast tests/architecture tests/property tests/unit

check: $(VENV)/.ready-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

floors: $(VENV)/.ready-dev
	@$(BIN)/python -m tests.quality.raise_floors

clean:
	@rm -rf $(VENV)

indexed = $(BIN)/whosaid list >/dev/null 2>&1 || $(BIN)/whosaid rebuild

# The question as one word of the shell, whatever quotes it holds.
quoted = '$(subst ','\'',$(1))'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo 'whosaid needs Python 3.11 or newer: install it, or run make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo 'Python has no venv module here: install it with apt install python3-venv' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing the packages; the first time takes a few minutes.' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
