# Every verb sets up what it needs first: a .venv from the lock file, hashes checked.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
SERVER := .venv-run

.PHONY: help demo run install test check bench soak lock messages schemas clean
.DEFAULT_GOAL := help

help: ## list the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(READY): requirements.lock
	$(PYTHON) -m venv --clear $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

demo: $(READY) ## serve a whole club in a browser page, no token needed
	@$(RUN) -m bot demo

run: $(READY) ## run the bot on Discord (needs DISCORD_TOKEN)
	@$(RUN) -m bot run

install: $(SERVER)/.ready ## set up a server: only what running needs, in .venv-run

$(SERVER)/.ready: requirements-run.lock
	$(PYTHON) -m venv --clear $(SERVER)
	$(SERVER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-run.lock
	@touch $@

check: $(READY) ## the quick half: format, lint, types, import rules, packs
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	PYTHONPATH=. $(VENV)/bin/lint-imports --no-logo
	$(RUN) -m bot check

test: check ## everything that CI runs
	$(RUN) -m pytest -n 3 --dist worksteal -m "not soak"

soak: $(READY) ## long runs: many random walks, crashes and restarts
	HYPOTHESIS_PROFILE=soak $(RUN) -m pytest -m soak

bench: $(READY) ## medians and p99 of every command beside a bare answer
	@$(RUN) -m tests.bench

messages: $(READY) ## bring the message catalogues up to date with the code
	@$(RUN) -m tests.house.messages

schemas: $(READY) ## bring content/schema and the guide's tables up to date with the shapes
	@$(RUN) -m tests.house.schemas

lock: $(READY) ## pin the newest allowed releases (needs uv on the path)
	uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-header --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --extra postgres --generate-hashes \
		--no-header --no-emit-index-url --no-emit-find-links --constraints requirements.lock \
		--upgrade pyproject.toml -o requirements-run.lock

clean: ## remove everything that was set up or cached
	rm -rf $(VENV) $(SERVER) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
