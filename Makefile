# Every target builds what it needs in .venv, with python3, pip and make alone.
PYTHON ?= python3
BIN := .venv/bin

# Half of what the tests do is waiting for processes and browsers: one worker more than there are cores.
WORKERS = $(shell $(PYTHON) -c "import os; print(min(4, (os.cpu_count() or 1) + 1))")

.PHONY: demo rehearse rehearse-all test check bench scaling replicas pictures lock clean

demo: .venv/core          ## the whole bot in a browser tab, with a small Slack of its own
	$(BIN)/scopebot demo

rehearse: .venv/core      ## a whole team plays one case through the bot, in this terminal
	$(BIN)/scopebot rehearse examples/online-shop.yaml

rehearse-all: .venv/core  ## every example, one after the other, with a table at the end
	$(BIN)/scopebot rehearse --quiet examples

test: .venv/dev           ## the tests, on every core
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

check: .venv/dev          ## format, lint, types, imports, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

bench: .venv/dev          ## a whole answer against bare Bolt, start-up and memory; then how it scales
	$(BIN)/python -m bench
	$(BIN)/python -m bench.scaling --picture docs/pictures/scaling.png

scaling: .venv/dev        ## many teams at once on a folder and at PostgreSQL with one, two and three replicas
	$(BIN)/python -m bench.scaling --picture docs/pictures/scaling.png

replicas: .venv/dev       ## replicas at one PostgreSQL, killed at random and at every save: what is lost, what doubled
	$(BIN)/python -m bench.replicas --seed 7 --replicas 3 --reminders 2000 --kills 100
	$(BIN)/python -m bench.replicas --seed 7 --replicas 3 --every-save
	$(BIN)/python -m bench.replicas --seed 7 --replicas 3 --upgrade

.venv/core: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("scopebot needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once)..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements-dev.txt .venv/core
	@echo "Adding the tools for tests (once)..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@

pictures: .venv/dev       ## every screen, wide and on a phone, into pictures/ (needs chromium)
	$(BIN)/python -m tests.practice.pictures

lock:                     ## the exact versions, with their hashes and without a host's name (needs uv)
	uv pip compile $(LOCK) pyproject.toml --extra charts --extra practice --group build --output-file requirements.txt
	uv pip compile $(LOCK) pyproject.toml --extra charts --extra practice --extra postgres --group build --group dev --output-file requirements-dev.txt
	uv pip compile $(LOCK) pyproject.toml --group build --constraint requirements.txt --output-file requirements-run.txt
	uv pip compile $(LOCK) pyproject.toml --extra charts --group build --constraint requirements.txt --output-file requirements-charts.txt
	uv pip compile $(LOCK) pyproject.toml --extra charts --extra postgres --group build --constraint requirements-dev.txt --output-file requirements-postgres.txt
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache dist
