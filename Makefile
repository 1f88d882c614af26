# Everything a contributor needs. Each target makes what it stands on: a fresh clone with git, make and Python is enough.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
MIRROR ?=

.DEFAULT_GOAL := help
.PHONY: lock help demo test lint format types docs docs-check wheel check bench ci clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.runs ## set it up and look at the checklist of an example
	@$(BIN)/python -m docs.demo $(DIR)

test: $(VENV)/.develops ## the whole suite
	$(BIN)/python -m pytest -q -n auto --dist worksteal

lint: $(VENV)/.develops ## style, that the formatter has nothing to do, and the files for CI servers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/test_ci_files.py -k "takes_it or zizmor or pinned"

format: $(VENV)/.develops ## let the formatter and the linter mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.develops ## mypy, strict
	$(BIN)/mypy

docs: $(VENV)/.runs ## write the pages of the checks
	$(BIN)/python -m docs.generate

docs-check: $(VENV)/.runs ## name the pages that differ from what the checks say
	$(BIN)/python -m docs.generate --check

check: $(VENV)/.runs ## reviewlint on this branch of reviewlint
	$(BIN)/reviewlint check

lock: $(VENV)/.runs ## requirements.lock: what the action installs, by hash (needs uv)
	@echo '# What the action installs, pinned by hash: make lock' > requirements.lock
	@echo hatchling | uv pip compile --quiet pyproject.toml - --universal --generate-hashes --python-version 3.11 \
	    --no-header --no-annotate >> requirements.lock

wheel: $(VENV)/.develops ## dist/: the wheel and the source archive
	rm -rf dist
	$(BIN)/python -m build --quiet --outdir dist .

bench: $(VENV)/.develops ## speed beside gitlint and diff-cover: make bench MIRROR=<folder of bare clones>
	@test -n "$(MIRROR)" || { echo "make bench MIRROR=<folder of bare clones>: see benchmarks/README.md" >&2; exit 2; }
	$(BIN)/python benchmarks/compare.py --mirror "$(MIRROR)"

ci: ## what the server runs
	bash .ci/run

clean: ## everything that can be made again
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The two stamps: what the program needs to run, and what its developers need beside it.

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "reviewlint needs Python 3.11 or newer, and none was found on PATH" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment: install its venv module (on Debian: python3-venv)" >&2; exit 2; }
	@touch $@

$(VENV)/.runs: $(VENV)/.made pyproject.toml
	$(PIP) --editable .
	@touch $@

# pip reads dependency groups from 25.1 on; the one that Python brings along is often older
$(VENV)/.develops: $(VENV)/.runs
	@$(BIN)/python -c 'import tomllib; print("\n".join(tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"]))' > $(VENV)/dev.txt
	$(PIP) --requirement $(VENV)/dev.txt
	@touch $@
