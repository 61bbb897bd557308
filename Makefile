# Two commands: `make book` and `make test`. Each sets up what it needs, once, from the committed lock.

# Some machines forbid compiled Python files; every kernel would then compile pandas and plotly again.
export PYTHONDONTWRITEBYTECODE :=

# Python takes from the locale how to read the names of folders; here they may have letters of any script.
export LC_ALL := C.UTF-8

PYTHON := .venv/bin/python
ready  := .venv/ready

help: ## Show these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

book: $(ready) ## Build the book: _build/html/index.html
	@$(PYTHON) -m helpers.book

chapter: $(ready) ## Run a chapter with other values: CHAPTER=06 PARAMS="partner=IND"; lists them without
	@$(PYTHON) -m helpers.book.variants "$(CHAPTER)" "$(PARAMS)"

test: $(ready) ## Run every test: helpers, data, notebooks, and the built pages in a browser
	@$(PYTHON) -m tests $(if $(CHAPTERS),--chapters "$(CHAPTERS)")

check: $(ready) ## Lint, spelling, types, and the examples in docstrings
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/codespell
	@.venv/bin/mypy
	@$(PYTHON) -m pytest -q -p no:cacheprovider --doctest-modules src/helpers

data: $(ready) ## Rebuild data/measures from the raw data sets; CHECK=1 only compares
	@$(PYTHON) -m helpers.derive $(if $(CHECK),--check)

models: $(ready) ## Compute the models that are not fresh; CHECK=1 only says which; ONLY="a_table"
	@$(PYTHON) -m helpers.models $(if $(CHECK),--check) $(ONLY)

variants: $(ready) ## Ask the chapters anew what page "Other questions" tells, where that is not fresh; CHECK=1 only says
	@$(PYTHON) -m helpers.book.variants.tabled $(if $(CHECK),--check)

tables: $(ready) ## Renew the inventory of data/, and show every row that is lost, new or changed (ALL=1: all of them)
	@$(PYTHON) -m helpers.book.build.renew $(if $(ALL),--all)

blind-sheet: $(ready) ## Write blank sheets for a further reader: _build/blind
	@$(PYTHON) -m helpers.sheets

agreement: $(ready) ## Say how far a filled sheet and ours agree: SHEET=path; CONTESTED=1 for a third reader
	@$(PYTHON) -m helpers.sheets $(if $(CONTESTED),--contested) $(or $(SHEET),$(error name it: SHEET=claims.csv))

score: $(ready) ## Say how our own forecasts stand, and score those that are decided
	@$(PYTHON) -m helpers.score

pdf: $(ready) ## Bind the book for paper: _build/coalition-or-alliance-<edition>.pdf
	@$(PYTHON) -m helpers.book.takeaway pdf

epub: $(ready) ## Bind the book for e-readers: the same, .epub
	@$(PYTHON) -m helpers.book.takeaway epub

offline: $(ready) ## Pages, tables, PDF and EPUB in one archive: the same, .zip
	@$(PYTHON) -m helpers.book.takeaway offline

edition: $(ready) ## Freeze the edition that CITATION.cff names; CHECK=1 proves a frozen one
	@$(PYTHON) -m helpers.book.citing.edition $(if $(CHECK),--check)

site: $(ready) ## Put the book and every frozen edition together: _build/site (FROZEN=folder, REBUILD=1)
	@$(if $(FROZEN),FROZEN="$(FROZEN)") $(if $(REBUILD),REBUILD=1) $(PYTHON) -m helpers.book.publish site

deposit: $(ready) ## Put together what an archive takes of a frozen edition: _build/deposit; nothing is uploaded
	@$(PYTHON) -m helpers.book.publish deposit

bench: $(ready) ## Measure building, testing and pages; prints ratios
	@$(PYTHON) -m tests.bench
	@$(PYTHON) -m tests.bench_dyads
	@$(PYTHON) -m tests.bench_citing
	@$(PYTHON) -m tests.bench_pages
	@$(PYTHON) -m tests.bench_models

mutants: $(ready) ## Spoil every table in every way that we know, and say what is accepted in silence
	@$(PYTHON) -m tests.mutants

screens: $(ready) ## Keep how key screens look now, for the tests that compare them
	@$(PYTHON) -m tests.screens

clean: ## Remove the built book
	rm -rf _build

$(ready): pyproject.toml uv.lock
	@echo "setting up .venv from the lock file (once)"
	@python3 -m venv .venv
	@.venv/bin/pip install --quiet --disable-pip-version-check uv==0.13.9
	@.venv/bin/uv sync --quiet --frozen --python $(PYTHON) $$(test -w "$$HOME" || echo --cache-dir .venv/cache)
	@touch $@

.PHONY: help book chapter test check data models variants tables blind-sheet agreement score pdf epub offline edition site deposit bench \
  mutants screens clean
