# SPDX-License-Identifier: Apache-2.0
# make run    sets everything up and opens the window on a sample model (MODEL=path for another)
# make test   sets everything up and runs all checks
# make help   the rest

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

MODEL ?= resources/samples/basic_pitch
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest --numprocesses logical --maxprocesses 8 --dist worksteal

.PHONY: run test check unit children extras corpus end2end bench environment libraries test-libraries docs-screenshots docs-formats lock clean help test-packages manual packages package-tools

run: libraries
	@packaging/run.sh "$(MODEL)"

test: check unit children corpus end2end

check: environment ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: test-libraries ## unit, window and architecture tests
	$(PYTEST) -m "not tensorflow" tests/unit tests/gui tests/architecture

children: test-libraries ## what running, converting and editing ask of children with TensorFlow
	$(PYTEST) -m tensorflow tests/unit tests/gui

extras: environment ## what is optional: OpenVINO, as packaging/requirements/openvino.txt says
	@$(BIN)/python -c 'import openvino' 2>/dev/null || $(BIN)/python -m pip --disable-pip-version-check install -qq --no-deps --require-hashes -r packaging/requirements/openvino.txt

corpus: test-libraries extras ## every model of the corpus against its facts, where there is a corpus
	$(PYTEST) tests/corpus

end2end: test-libraries ## the program as a user starts it, on a display of its own
	$(BIN)/python -m pytest tests/end2end

test-packages: package-tools ## what is registered with a desktop, and the packages in build/packages, tried as users would
	@packaging/linux/system-libraries.sh --packages
	$(BIN)/python -m pytest tests/packages

bench: libraries ## measures, prints a table, and writes build/benchmarks.json
	mkdir -p build
	PYTHONPATH=tests $(BIN)/python -m benchmarks --json build/benchmarks.json

docs-screenshots: libraries ## takes the pictures in docs/images anew from the real window, and draws its graphs
	packaging/screenshots.sh

docs-formats: environment ## writes docs/formats.md and docs/running.md from the tables of formats and of inputs
	$(BIN)/python -m cutaway.formats.reference docs/formats.md
	$(BIN)/python -m cutaway.cli.running_reference docs/running.md

manual: package-tools ## builds the manual into build/manual, from where packages take it along
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --config-file docs/mkdocs.yml

packages: manual ## builds the packages of this system into build/packages (FULL=--full: with TensorFlow)
	$(BIN)/python packaging/linux/packages.py $(FULL)

package-tools: environment
	@$(BIN)/python -c 'import mkdocs, PyInstaller, check_jsonschema' 2>/dev/null || $(BIN)/python -m pip --disable-pip-version-check install -qq --no-deps --require-hashes -r packaging/requirements/packages.txt

lock: environment ## resolves the dependencies of pyproject.toml anew
	packaging/requirements/lock.sh

environment: ## .venv as the lock says
	@packaging/environment.sh

libraries: environment ## and the system libraries of Qt
	@packaging/linux/system-libraries.sh

test-libraries: environment
	@packaging/linux/system-libraries.sh --tests

clean: ## removes all that was made, the environment too
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find gui tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

help:
	@sed -nE 's/^# (make .*)/\1/p; s/^([a-z0-9-]+):.*## (.*)/make \1: \2/p' Makefile
