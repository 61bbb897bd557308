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

test: $(ready) ## Run the tests: helpers, data, notebooks, and the built pages in a browser; ALL=1: also what takes long
	@$(PYTHON) -m tests $(if $(ALL),--all) $(if $(CHAPTERS),--chapters "$(CHAPTERS)")

chapter: $(ready) ## Run a chapter with other values: CHAPTER=06 PARAMS="partner=IND"; lists them without
	@$(PYTHON) -m helpers.book.variants "$(CHAPTER)" "$(PARAMS)"

quick: $(ready) ## Run what takes less than a minute: tables, what is counted from them, charts; no built book, no browser
	@$(PYTHON) -m tests quick

check: $(ready) ## Lint, spelling, workflows, types, and the examples in docstrings
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/codespell
	@.venv/bin/zizmor --quiet --offline --no-progress --persona=pedantic .github
	@.venv/bin/mypy
	@$(PYTHON) -m pytest -q -p no:cacheprovider --doctest-modules src/helpers

lab: $(ready) ## Open the chapters in JupyterLab, with the kernel of the book; it is fetched the first time
	@env -u JUPYTER_PATH JUPYTER_PREFER_ENV_PATH=1 .venv/bin/uv run --quiet --frozen --group lab --python $(PYTHON) \
	  jupyter lab $(or $(OPTIONS),chapters)

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

prove: $(ready) ## Rebuild the book elsewhere, compare every byte, write a receipt (WITH=3.12, BY="Your Name", LIMIT=45)
	@$(if $(WITH),WITH="$(WITH)") $(if $(BY),BY="$(BY)") $(if $(LIMIT),LIMIT="$(LIMIT)") $(PYTHON) -m helpers.book.proving

receipts: $(ready) ## Say what differs between two receipts of such proofs: A=one.json B=other.json
	@$(PYTHON) -m helpers.book.proving "$(or $(A),$(error name it: A=one.json))" "$(or $(B),$(error name it: B=other.json))"

site: $(ready) ## Put the book and every frozen edition together: _build/site (FROZEN=folder, REBUILD=0)
	@$(if $(FROZEN),FROZEN="$(FROZEN)") $(if $(REBUILD),REBUILD="$(REBUILD)") $(PYTHON) -m helpers.book.publish site

deposit: $(ready) ## Put together what an archive takes of a frozen edition: _build/deposit; nothing is uploaded
	@$(PYTHON) -m helpers.book.publish deposit

bench: $(ready) ## Measure building, testing and pages; prints ratios
	@$(PYTHON) -m tests.bench
	@$(PYTHON) -m tests.bench_dyads
	@$(PYTHON) -m tests.bench_citing
	@$(PYTHON) -m tests.bench_pages
	@$(PYTHON) -m tests.bench_models

mutants: $(ready) ## Spoil every table, then the analysis (ONLY="subjects.trade", SAMPLE=8), and say what nobody notices
	@$(if $(ONLY),,$(PYTHON) -m tests.mutants)
	@.venv/bin/uv sync --quiet --frozen --inexact --group mutants
	@$(PYTHON) -m tests.mutating $(if $(SAMPLE),--sample $(SAMPLE)) $(ONLY)

clients: $(ready) ## Hold the records of all units against the programs that read them, and print field by client
	@CLIENTS=all $(PYTHON) -m pytest -q -n0 -s -rs -p no:cacheprovider tests/book/citing/test_clients.py

complaints: $(ready) ## Try what people complain of in books like this one, and keep what was found
	@$(PYTHON) -m tests.complaints

screens: $(ready) ## Keep how key screens look now, for the tests that compare them
	@$(PYTHON) -m tests.screens

diffs: ## Let git show the text and the numbers of notebooks that changed; once in a clone
	@git config diff.jupyternotebook.textconv "python3 src/helpers/book/build/readable.py"

clean: ## Remove the built book
	rm -rf _build

$(ready): pyproject.toml uv.lock requirements-uv.txt
	@echo "setting up .venv from the lock file (once)"
	@python3 -m venv .venv
	@.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@.venv/bin/uv sync --quiet --frozen --python $(PYTHON) $$(test -w "$$HOME" || echo --cache-dir .venv/cache)
	@touch $@

.PHONY: help book chapter test quick check lab data models variants tables blind-sheet agreement score pdf epub offline \
  edition prove receipts site deposit bench mutants clients complaints screens diffs clean
