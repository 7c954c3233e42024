# Everything here needs only Python 3.11+ and make; the first target that is run sets the rest up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: install run test coverage check bench year lock clean

# `make` sees a finished installation by its stamp, so a half-finished one is done again.
$(VENV)/run.stamp: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Alongside needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@echo "Installing what Alongside needs into $(VENV) (a minute, the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

install: $(VENV)/dev.stamp

run: $(VENV)/run.stamp
	@$(BIN)/alongside demo

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

# The same tests with each line that they reach counted, which takes twice the time.
coverage: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov --cov-report term $(ARGS)

check: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench $(ARGS)

year: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.year

# Only for whoever changes a dependency: writes both locks again, hashes and no addresses.
lock:
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --no-strip-extras --output-file requirements.txt
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --no-strip-extras --output-file requirements-dev.txt --constraint requirements.txt

clean:
	rm -rf $(VENV) build *.egg-info
