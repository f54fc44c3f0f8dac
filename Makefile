.DEFAULT_GOAL := help
.PHONY: help setup grade release verify notebooks test lint bench zip wheel docs clean
PYTHON ?= python3
RUN := .venv/bin/python -m
INSTALL := $(RUN) pip install -q --disable-pip-version-check -c constraints.txt
TORCH ?= 0
THOROUGH ?= 0
TURN ?= $(shell git rev-list --count HEAD 2>/dev/null)
ONLY := $(if $(JOBS),--jobs $(JOBS))
WITH := $(if $(filter-out 0,$(TORCH)),.venv/with-torch,$(wildcard .venv/with-torch))

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' Makefile

setup: .venv/ready $(WITH) ## make .venv and install the kit into it, once; with TORCH=1 also PyTorch

grade: .venv/ready $(WITH) ## grade what is new in course/submitted, at first a sample class
	@$(RUN) autograder course

release: .venv/ready $(WITH) ## make assignments/ from solutions/
	@$(RUN) autograder release

verify: .venv/ready $(WITH) ## prove the checks of every assignment
	@$(RUN) autograder verify --all $(ONLY)

notebooks: .venv/ready $(WITH) ## run every notebook with the reference, and make pages in dist/notebooks/
	@$(RUN) autograder notebooks $(ONLY) $(if $(SLOWER),--slower $(SLOWER))

zip: .venv/ready $(WITH) ## pack each assignment into dist/ for students
	@$(RUN) autograder zip

test: .venv/ready-to-develop $(WITH) ## run the tests; with THOROUGH=1 every attack in every way
	@TURN=$(TURN) THOROUGH=$(THOROUGH) $(RUN) pytest --numprocesses=$(or $(JOBS),logical) --dist=loadgroup

lint: .venv/ready-to-develop $(WITH) ## run the linters, and see that assignments/ is up to date
	@$(RUN) ruff check && $(RUN) ruff format --check && $(RUN) mypy && $(RUN) autograder release --check

wheel: .venv/ready-to-develop $(WITH) ## build the wheel and the sdist into dist/packages/, and use the wheel elsewhere
	@PYTHON=.venv/bin/python .ci/wheel

bench: .venv/ready-to-develop $(WITH) ## measure, side by side, as ratios
	@$(RUN) tests.benchmarks

docs: .venv/ready-to-develop $(WITH) ## build docs/build/: the gallery of pictures, and the reference of reglab
	@.venv/bin/python docs/make.py

clean: ## remove .venv and what was built; course/ is never touched
	rm -rf .venv dist build docs/build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@echo "Setting up .venv, once; this takes a minute or two."
	@$(PYTHON) -m venv .venv && $(INSTALL) -e '.[grader,data]' && touch $@

.venv/with-torch: .venv/ready
	@$(INSTALL) -e '.[torch]' && touch $@

.venv/ready-to-develop: .venv/ready | $(WITH)
	@$(INSTALL) -e '.[dev]' && touch $@
