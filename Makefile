# The project's tasks. `make` alone lists them. On Windows see the README: everything works without make.
SHELL := bash
PYTHON ?= python3
RUN := .venv/bin/python
OUT ?= demo-out

.PHONY: help prepare run demo test bench lint catalogue lock build clean

help: ## list the tasks
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

prepare: ## make .venv from the hashed lock, and see that Qt loads
	@PYTHON=$(PYTHON) .ci/prepare

run: prepare ## open the window
	$(RUN) -m ntt_desktop

demo: prepare ## the whole job on synthetic data: three laptops and a province, in OUT (demo-out)
	$(RUN) -m ntt_desktop demo "$(OUT)" --again

test: prepare ## all tests
	QT_QPA_PLATFORM=offscreen $(RUN) -m pytest -q -n auto --dist loadfile

bench: prepare ## measure speed and memory, as a table
	QT_QPA_PLATFORM=offscreen $(RUN) -m tests.bench

lint: prepare ## style, types, import contracts, catalogue and documents
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/lint-imports --no-cache
	$(RUN) .ci/catalogue.py check
	$(RUN) .ci/documents.py

catalogue: prepare ## compile the Indonesian texts
	$(RUN) .ci/catalogue.py build

lock: prepare ## pin versions anew after a change of dependencies
	.ci/lock

build: prepare ## the program as a folder that needs no Python, in dist/
	$(RUN) -m PyInstaller --noconfirm --log-level WARN build.spec

clean: ## remove what the other tasks made
	rm -rf build dist "$(OUT)" .pytest_cache .mypy_cache .ruff_cache .hypothesis
