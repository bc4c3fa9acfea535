# What can be done here: `make help`.  `make book` and `make test` are each enough on a fresh machine that has
# Python 3.11 or later, make and a network; nothing else needs to be installed first.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# The environment, the site and the tests share files; the tests spread over the cores by themselves.
.NOTPARALLEL:

VENV ?= .venv
# What is made of the built site has tools of its own, which neither the book nor its tests need.
RELEASE_VENV ?= .venv-release
# The package alone, with the oldest libraries that it may meet.
OLDEST_VENV ?= .venv-oldest
# What makes and grades assignments: its tool pins much that the book does not need.
GRADING_VENV ?= .venv-grading
# Make parts what it is given at spaces: the checkout may lie below a folder with one, an environment may not be named so.
$(foreach name,VENV RELEASE_VENV OLDEST_VENV GRADING_VENV,$(if $(filter 1,$(words $($(name)))),,$(error \
  $(name) is "$($(name))", and make cannot use a name with a space; give a path without one, or relative to the checkout)))

# A name as the shell reads it back, whatever it holds: every name that may come from outside goes through this.
quoted = '$(subst ','\'',$(1))'
HTML := _build/html
PY := $(call quoted,$(VENV)/bin/python)
RELEASE_PY := $(call quoted,$(RELEASE_VENV)/bin/python)
GRADING_PY := $(call quoted,$(GRADING_VENV)/bin/python)
OLDEST_PY := $(call quoted,$(OLDEST_VENV)/bin/python)
BUILD_BOOK := $(call quoted,$(VENV)/bin/jupyter-book) build book --config _config.yml --toc "$$PWD/_toc.yml" \
              --path-output . -W -n --keep-going

# A build depends on nothing in the home of who runs it, and needs none that can be written: a start-up file of IPython
# changes what a notebook prints, and a kernel writes down how it is reached.
book serve test check pdf reading epub lite release test-release test-oldest: export IPYTHONDIR = $(CURDIR)/_build/home/ipython
book serve test check pdf reading epub lite release test-release test-oldest: export JUPYTER_CONFIG_DIR = $(CURDIR)/_build/home/config
book serve test check pdf reading epub lite release test-release test-oldest: export JUPYTER_DATA_DIR = $(CURDIR)/_build/home/data
# So does machine code: it is made once for a checkout.
book serve test check bench: export EVBOOK_CACHE = $(CURDIR)/_build/cache
# Files are UTF-8, whatever the language of the machine.  Up to Python 3.12 an environment reads where the checkout is
# in the machine's own encoding, whatever else is said; so a language is chosen that has UTF-8.
export PYTHONUTF8 := 1
ifneq ($(shell locale charmap 2>/dev/null),UTF-8)
export LC_ALL := $(firstword $(shell locale -a 2>/dev/null | grep -ixE 'C\.utf-?8') \
                 $(shell locale -a 2>/dev/null | grep -iE '\.utf-?8$$') C.UTF-8)
endif

PYTEST := $(PY) -m pytest -n auto --dist loadfile

##@ The book
.PHONY: book
book: frontend  ## execute the notebooks and build the site into _build/html; warnings are errors
	$(BUILD_BOOK)
	@echo
	@echo "The book is built.  Open $(HTML)/index.html in a browser, or run: make serve"

.PHONY: serve
serve: book  ## build the site and serve it on http://127.0.0.1:8000
	$(PY) -m http.server 8000 --bind 127.0.0.1 --directory $(HTML)

.PHONY: lab
lab: test-environment frontend  ## open the notebooks in JupyterLab
	$(call quoted,$(VENV)/bin/jupyter) lab book

##@ The tests
# nbval executes the notebooks and compares what they give with the outputs that are committed.
ASKED = --nbval --nbval-sanitize-with tests/nbval.cfg tests book
.PHONY: test
test: test-environment frontend-tools  ## all tests: package, notebooks, front end, the built site in Chromium
	$(BUILD_BOOK)
	$(PY) tests/site/chromium.py
	$(PYTEST) $(ASKED)

.PHONY: test-every
test-every: PYTEST += --every
test-every: test  ## the same, of every page and setting where a few of a kind stand for all (once a week in CI)

.PHONY: check
check: test-environment frontend-tools lint  ## the fast part: not the site, nor the notebooks, nor what is marked slow
	$(PYTEST) -m "not slow" --ignore=tests/site tests

.PHONY: lint
lint: test-environment frontend-tools  ## style of the Python, JavaScript and CSS
	$(call quoted,$(VENV)/bin/ruff) check .
	$(call quoted,$(VENV)/bin/ruff) format --check .
	$(BIOME) check --error-on-warnings .

.PHONY: format
format: test-environment frontend-tools  ## lay Python, JavaScript and CSS out as `make lint` wants it
	$(call quoted,$(VENV)/bin/ruff) format .
	$(BIOME) check --write .

FRONTEND := src/evbook/explorer/frontend
BIOME = $(PY) src/evbook/explorer/node.py $(FRONTEND)/node_modules/@biomejs/biome/bin/biome

.PHONY: bench
bench: test-environment frontend  ## measure speed into one table; WRITE=1 keeps it, LONG=1 also builds and tests, ONLY=slider,load
	$(PY) benchmarks $(if $(ONLY),--only $(call quoted,$(ONLY))) $(if $(LONG),--long) $(if $(WRITE),--write) $(if $(NOTE),--note $(call quoted,$(NOTE)))

##@ To take away
.PHONY: archive
archive: book  ## pack the site into _build/evbook-VERSION.zip, which works by double click
	$(PY) release/archive.py

.PHONY: pdf
pdf: book release-environment  ## print the whole book into _build/evbook-VERSION.pdf
	$(RELEASE_PY) tests/site/chromium.py
	$(RELEASE_PY) release/pdf.py

.PHONY: reading
reading: book release-environment  ## print the reading edition (prose and pictures, at most 300 pages) into _build
	$(RELEASE_PY) tests/site/chromium.py
	$(RELEASE_PY) release/pdf.py --reading

.PHONY: epub
epub: book release-environment  ## bind the reading edition into _build/evbook-reading-VERSION.epub
	$(RELEASE_PY) release/epub.py

.PHONY: lite
lite: book release-environment  ## build JupyterLite into _build/html/lite; in use it fetches Python from another host
	$(RELEASE_PY) release/lite.py

.PHONY: pictures
pictures: book test-environment  ## take the pictures of the README from the built site
	$(PY) tests/site/chromium.py
	$(PY) release/pictures.py

.PHONY: release
release: archive pdf reading epub  ## archive, PDF, reading edition, wheel, sdist, their description and checksums, in _build/release
	rm -rf _build/release && mkdir -p _build/release
	$(PY) -m hatchling build --directory _build/release
	cp _build/evbook-*.zip _build/evbook-*.pdf _build/evbook-*.epub _build/release
	$(PY) release/citation.py _build/release/CITATION.cff
	$(PY) release/describe.py _build/release
	cd _build/release && sha256sum -- * > ../SHA256SUMS && mv ../SHA256SUMS . && cat SHA256SUMS

.PHONY: assignments
assignments: frontend grading-environment  ## make the graded notebooks in _build/assignments, and grade right and wrong solutions
	$(GRADING_PY) assignments/make.py _build/assignments --try

.PHONY: engines
engines: book release-environment  ## run every model's archive in libRoadRunner and COPASI, and keep what came of it
	$(call INSTALL,$(RELEASE_VENV)) --no-deps --force-reinstall $(HTML)/wheel/evbook-*.whl
	$(RELEASE_PY) release/engines.py --write

.PHONY: citation
citation: environment  ## put the addresses of EVBOOK_SITE and EVBOOK_REPOSITORY into CITATION.cff
	$(PY) release/citation.py

.PHONY: test-release
test-release: lite archive pdf reading epub test-oldest grading-environment  ## the tests of all these, of Binder's files, of models in other engines, and of the oldest libraries (long)
	$(call INSTALL,$(RELEASE_VENV)) --no-deps --force-reinstall $(HTML)/wheel/evbook-*.whl
	$(RELEASE_PY) -m pytest tests/release

# What a reader meets: the wheel, not this checkout; and the package's own needs, none of the book's.
.PHONY: test-oldest
test-oldest: frontend oldest-environment  ## the package's tests with the oldest Python and libraries it may meet
	rm -rf _build/oldest
	$(PY) -m hatchling build --target wheel --directory _build/oldest
	$(call INSTALL,$(OLDEST_VENV)) --no-deps --force-reinstall _build/oldest/evbook-*.whl
	$(OLDEST_PY) -m pytest -n auto --dist loadfile -m "not slow" $(OLDEST_TESTS)

# The tests of what a model is, becomes and answers; those of chapters and of the site need the book's own tools.
OLDEST_TESTS = $(wildcard tests/test_analysis_*.py tests/test_base_*.py) $(patsubst %,tests/test_%.py,cli damaged_data data \
               declaration diagram drawing events explorer models notes oracles printed_equations \
               schedules special stochastic)

##@ Upkeep
.PHONY: environment
environment: $(VENV)/.evbook-book  ## the locked Python environment in .venv

.PHONY: test-environment
test-environment: $(VENV)/.evbook-test

.PHONY: release-environment
release-environment: $(RELEASE_VENV)/.evbook-release

.PHONY: grading-environment
grading-environment: $(GRADING_VENV)/.evbook-grading

.PHONY: oldest-environment
oldest-environment: $(OLDEST_VENV)/.evbook-oldest

.PHONY: frontend
frontend: environment  ## bundle the explorer's front end (skipped when it is current)
	@$(PY) hatch_build.py src/evbook/sphinxext tests/site

# Type checker, linter and formatter weigh a hundred megabytes, which no reader of the book needs.
.PHONY: frontend-tools
frontend-tools: environment
	@$(PY) hatch_build.py $(FRONTEND) src/evbook/sphinxext tests/site

.PHONY: lock
lock:  ## pin all dependencies anew in requirements/*.txt (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	$(LOCK) --extra sbml --extra analysis --extra fast pyproject.toml requirements/book.in -o requirements/book.txt
	$(LOCK) -c requirements/book.txt --extra sbml --extra analysis --extra fast pyproject.toml requirements/book.in requirements/test.in \
	  -o requirements/test.txt
	$(subst --universal --python-version 3.11,--no-deps --python-version 3.14,$(LOCK)) -c requirements/book.txt \
	  requirements/lite.in -o requirements/lite.txt
	$(LOCK) -c requirements/test.txt requirements/release.in -o requirements/release.txt
	$(LOCK) -c requirements/book.txt pyproject.toml requirements/grading.in -o requirements/grading.txt
	$(LOCK) -c requirements/book.txt --extra sbml --extra analysis pyproject.toml requirements/binder.in \
	  -o binder/requirements.txt
	$(LOCK) --resolution lowest-direct --extra sbml --extra analysis --extra fast pyproject.toml requirements/oldest.in \
	  -o requirements/oldest.txt

# For every supported Python and system at once, with hashes and without any address.
LOCK := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: audit
audit: release-environment frontend  ## ask for known vulnerabilities of what the locks pin
	$(RELEASE_PY) release/audit.py

.PHONY: links
links: book  ## ask every link to another host whether it still leads somewhere
	$(PY) release/links.py

.PHONY: clean
clean:  ## remove everything that was built, but not the environment
	rm -rf _build dist src/evbook/explorer/static .pytest_cache .ruff_cache

.PHONY: help
help:  ## this list
	@awk 'BEGIN {FS = ":.*?## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*?## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# An existing environment is used as it is and brought to the lock; one that does not run is made anew.
FITS = sys.version_info >= (3, 11)
WANTED = evbook needs Python 3.11 or later
define make_environment
	if ! $(call quoted,$(1)/bin/python) -c 'import sys; sys.exit(not $(FITS))' 2>/dev/null; then \
	  exec_python=; bare=; \
	  for python in $(if $(PYTHON),$(call quoted,$(PYTHON))) python3 python3.13 python3.12 python3.11; do \
	    if "$$python" -c 'import sys; sys.exit(not $(FITS))' 2>/dev/null; then \
	      if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then exec_python=$$python; break; fi; \
	      bare=$${bare:-$$python}; fi; \
	  done; \
	  if [ -z "$$exec_python" ] && [ -n "$$bare" ]; then \
	    echo "evbook: $$bare is a Python that can make no environment of its own: its module venv or ensurepip is missing."; \
	    echo "On Debian and Ubuntu the package python3-venv brings it; or name another: make PYTHON=/path/to/python3"; exit 1; fi; \
	  if [ -z "$$exec_python" ]; then \
	    echo "$(WANTED), and none was found; name one: make PYTHON=/path/to/python3"; exit 1; fi; \
	  "$$exec_python" -m venv --clear $(call quoted,$(1)) || { \
	    echo "evbook: no environment could be made in" $(call quoted,$(1)) "(Python's own message is above)."; exit 1; }; fi
endef
INSTALL = $(call quoted,$(1)/bin/python) -m pip install --quiet --disable-pip-version-check
# pip speaks of versions that it cannot find, where it is the network that is not there.
define or_say
 || { echo "evbook: the packages of the environment could not be installed (pip's own message is above)."; \
	  echo "The first build needs the network; once there is one, run make again: what is there already stays."; exit 1; }
endef

$(VENV)/.evbook-book: requirements/book.txt pyproject.toml hatch_build.py
	@$(call make_environment,$(VENV))
	@echo "installing what requirements/book.txt pins into" $(call quoted,$(VENV)) "…"
	@$(call INSTALL,$(VENV)) --require-hashes -r requirements/book.txt$(or_say)
	@$(call INSTALL,$(VENV)) --no-deps --no-build-isolation -e .$(or_say)
	@touch $(call quoted,$@)

$(VENV)/.evbook-test: requirements/test.txt $(VENV)/.evbook-book
	@echo "installing what requirements/test.txt pins into" $(call quoted,$(VENV)) "…"
	@$(call INSTALL,$(VENV)) --require-hashes -r requirements/test.txt$(or_say)
	@touch $(call quoted,$@)

$(RELEASE_VENV)/.evbook-release: requirements/release.txt
	@$(call make_environment,$(RELEASE_VENV))
	@echo "installing what requirements/release.txt pins into" $(call quoted,$(RELEASE_VENV)) "…"
	@$(call INSTALL,$(RELEASE_VENV)) --require-hashes -r requirements/release.txt$(or_say)
	@touch $(call quoted,$@)

$(GRADING_VENV)/.evbook-grading: requirements/grading.txt
	@$(call make_environment,$(GRADING_VENV))
	@echo "installing what requirements/grading.txt pins into" $(call quoted,$(GRADING_VENV)) "…"
	@$(call INSTALL,$(GRADING_VENV)) --require-hashes -r requirements/grading.txt$(or_say)
	@$(call INSTALL,$(GRADING_VENV)) --no-deps --no-build-isolation -e .$(or_say)
	@touch $(call quoted,$@)

# There are no builds of the oldest libraries for a later Python.
$(OLDEST_VENV)/.evbook-oldest: FITS = sys.version_info[:2] == (3, 11)
$(OLDEST_VENV)/.evbook-oldest: WANTED = The oldest libraries need Python 3.11 itself
$(OLDEST_VENV)/.evbook-oldest: requirements/oldest.txt
	@$(call make_environment,$(OLDEST_VENV))
	@echo "installing what requirements/oldest.txt pins into" $(call quoted,$(OLDEST_VENV)) "…"
	@$(call INSTALL,$(OLDEST_VENV)) --require-hashes -r requirements/oldest.txt$(or_say)
	@touch $(call quoted,$@)
