# The book's commands. Only Python 3.11 to 3.13 and make have to be there before.
PYTHON ?= $(firstword $(foreach v,python3.11 python3.12 python3.13 python3,$(if $(shell command -v $(v) 2>/dev/null),$(v))))
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
JOBS ?= 2
READY := $(VENV)/.ready
PACKAGES := browser/node_modules/.made
export HF_HUB_DISABLE_PROGRESS_BARS = 1

.PHONY: help env assets book serve slides offline notebooks lab set-repository facts lint check unit browser links test test-notebooks test-site test-doors matrix evaluate bench bench-scale measure imports lock clean
help: ## say what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 18

env: $(READY) ## create the environment in .venv
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	 { echo "Python 3.11, 3.12 or 3.13 is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(PACKAGES): $(READY) browser/package-lock.json
	$(BIN)/python -m tools.assets packages

assets: $(READY)
	$(BIN)/python -m tools.assets

book: assets ## build the book into book/_build/html
	$(BIN)/jupyter-book build book --warningiserror --keep-going --quiet

serve: book ## show the built book at http://localhost:8000
	$(BIN)/python -m http.server --directory book/_build/html --bind 127.0.0.1 $(PORT)

slides: $(READY) ## write each figure of the notebooks as an SVG file into book/_build/slides
	$(BIN)/python -m tools.slides

# No network is needed or used, except by `make lab`, where a hub model may be asked for by name.
book notebooks check unit test test-notebooks test-site evaluate bench bench-scale: export HF_HUB_OFFLINE = 1
book notebooks check unit test test-notebooks test-site evaluate bench bench-scale: export TQDM_DISABLE = 1

offline: book browser ## the whole book as one PDF, book/_build/why-splade-works.pdf
	$(BIN)/python -m tools.offline

notebooks: $(READY) ## run every notebook in place, outputs and all
	$(BIN)/python -m tools.notebooks

lab: $(READY) ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=book

set-repository: $(READY) ## write the public address everywhere (URL=https://github.com/OWNER/NAME), or remove it (URL=)
	$(BIN)/python -m tools.repository $(if $(filter undefined,$(origin URL)),,"$(URL)")

facts: $(READY) ## write what Python and JavaScript share into browser/src/generated
	$(BIN)/python -m tools.facts
	$(BIN)/python -m tools.models_page

lint: $(READY) $(PACKAGES) ## ruff, mypy, the order of imports, and the same for JavaScript
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.facts --check
	$(BIN)/python -m tools.models_page --check
	$(BIN)/python -m tools.assets lint

check: lint ## the quick round: lint, and unit tests that need no model and no built book
	$(BIN)/pytest -q -m 'not doors and not site and not engine and not model and not slow'

unit: $(READY) ## every test that needs no built book
	$(BIN)/pytest -m 'not doors and not site'

browser: $(READY)
	$(BIN)/python -m tools.chromium || test -z "$$CI"

test: lint book browser ## lint, unit tests, notebooks, the built site in a browser (JOBS=2 at a time)
	$(BIN)/pytest -n $(JOBS) --dist loadfile
	$(MAKE) --no-print-directory test-notebooks

test-notebooks: $(READY) ## run every cell again and compare its output (nbval)
	$(BIN)/pytest -n $(JOBS) --dist loadfile --nbval --nbval-cell-timeout=600 --nbval-sanitize-with=tests/notebooks/sanitize.cfg -p no:cacheprovider -q --ignore=book/_build book

test-site: book browser ## the built site in a browser
	$(BIN)/pytest -m site

test-doors: $(READY) ## Colab, Binder and other versions, by imitation (minutes; DOORS=lowest for one of them)
	$(BIN)/pytest -m doors -s tests/doors $(if $(DOORS),-k $(DOORS))

matrix: $(READY) ## run notebooks with other queries and models (minutes to hours; WITH="--notebooks 01 --inputs empty german")
	$(BIN)/python -m tools.matrix $(WITH)

evaluate: $(READY) ## how good the embedded models are (DATA=folder of the training text for more)
	$(BIN)/python -m training.evaluate $(if $(DATA),--data $(DATA))

links: assets ## ask every address that the book names whether it still answers (needs the internet)
	$(BIN)/jupyter-book build book --builder linkcheck

bench: $(READY) ## speed and memory of the parts, chapter by chapter
	$(BIN)/python -m tools.bench

bench-scale: $(READY) ## three indexes from 1,000 to 300,000 made-up documents (minutes)
	$(BIN)/python -m tools.bench_scale

measure: book browser ## height, visible code, printed lines and words of every built page
	$(BIN)/python -m tools.measure

imports: $(READY) ## the import graph: rooms, arrows, lines
	$(BIN)/python -m tools.imports

lock: ## write requirements.lock anew from pyproject.toml
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	build/lock/bin/python -m pip install --quiet --editable '.[engines,readers]' --group book --group dev
	build/lock/bin/python -m pip freeze --exclude-editable --exclude why-splade-works | sed 's/+cpu//' > requirements.lock
	rm -rf build

clean: ## remove what was built, keep the environment
	rm -rf .cache book/_build book/_assets/widgets book/_assets/katex book/_assets/live browser/node_modules
