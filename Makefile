# `make run` and `make test` are all that a newcomer needs; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
ifneq (,$(wildcard .env))
include .env
export
endif

export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export PYTHONDONTWRITEBYTECODE :=
PYTHON := .venv/bin/python
HELPLINE := $(PYTHON) -m helpline
STAMP := .venv/.set-up
NO_MODEL := not model and not journey and not browser
# Databases of tests go to memory where there is a place for it: on a disk every commit waits for it.
export PYTEST_DEBUG_TEMPROOT := $(shell [ -w /dev/shm ] && echo /dev/shm || echo /tmp)

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

.PHONY: run
run: setup ## Set up, train if needed, start everything; Ctrl-C stops it
	@exec $(HELPLINE) run

.PHONY: test
test: setup train lint types ## Set up and run every test; those of PostgreSQL, Redis and RabbitMQ where they are reachable
	@$(PYTHON) -m pytest -n 2 -m "$(NO_MODEL)"
	@bash scripts/browser.sh
	@$(PYTHON) -m pytest -m browser tests/browser
	@$(PYTHON) -m pytest -n 3 --dist loadfile -m "model or journey" # they wait more than they work

.PHONY: setup
setup: $(STAMP) ## Make .venv from the locked, hashed requirements

# uv as found, else from a small environment of its own; Python 3.10 as uv finds or fetches it.
$(STAMP): requirements.lock pyproject.toml scripts/setup.sh
	@bash scripts/setup.sh
	@touch $(STAMP)

.PHONY: check
check: setup lint types ## Lint, types, and all tests that need no model; under a minute
	@$(PYTHON) -m pytest -n 2 -m "$(NO_MODEL)"

.PHONY: lint
lint: setup ## Style and mistakes
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

.PHONY: format
format: setup ## Put the code into the house's form
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

.PHONY: types
types: setup ## Check the types
	@$(PYTHON) -m mypy helpline actions rasa_ext

.PHONY: train
train: setup ## Train the model if it is older than its sources
	@$(HELPLINE) train

.PHONY: widget
widget: ## Build the chat widget from widget/ (needs Node.js; what it makes is committed)
	@cd widget && npm ci --silent && npm run --silent build

.PHONY: validate
validate: setup ## Check the facts, and the training data as Rasa sees it
	@$(HELPLINE) check-catalogue
	@$(PYTHON) -m rasa data validate --fail-on-warnings > models/validate.log 2>&1 || { tail -n 30 models/validate.log; exit 1; }

.PHONY: eval
eval: train ## Measure the understanding; writes metrics/nlu.json and a confusion picture
	@$(PYTHON) -m rasa_ext.evaluate

.PHONY: journeys
journeys: train ## Only the tests through the whole running system
	@$(PYTHON) -m pytest -m journey

.PHONY: deploy-check
deploy-check: setup ## Hold deploy/ against the schemas of Kubernetes and Compose (fetches two packages)
	@bash scripts/deploy_check.sh

.PHONY: benchmark
benchmark: train ## Measure whole turns against stock Rasa; writes docs/benchmarks.md (some 15 minutes with the training of the stock model)
	@$(PYTHON) benchmarks/turn.py

.PHONY: lock
lock: setup ## Resolve the dependencies anew
	@bash scripts/uv.sh pip compile pyproject.toml --group dev --python 3.10 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements.lock

.PHONY: clean
clean: ## Remove what can be made again: models, caches, local state
	@rm -rf models/*.tar.gz models/*.log models/helpline.sources .rasa var .pytest_cache .mypy_cache .ruff_cache
