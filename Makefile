# The only commands a newcomer needs: `make run` and `make test`. `make help` lists the others.
# Everything is installed into .venv below this folder; nothing else on the machine is touched,
# except that `make test` arranges a browser when there is none (.ci/browser says how).

PORT ?= 8000
SIZE ?= small
ARGS ?=
PY := .venv/bin/python
UV := uv==0.13.9
export PORT

.DEFAULT_GOAL := help
.PHONY: help setup tools run test check format messages bench lock clean

help:  ## list these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-9s %s\n", $$1, $$2}'
	@echo
	@echo "  PORT=8000          port of make run"
	@echo "  SALESOPS_HOME=.local  folder of the embedded PostgreSQL and Redis"
	@echo "  SIZE=small         small, medium or large for make bench"
	@echo "  ARGS=              further arguments for make test (pytest), make run and make bench (ONLY=planning REPS=300)"

setup: .venv/.product  ## virtual environment and packages; quick when done
tools: .venv/.tools

run: .venv/.product  ## the whole product with a sample company, until Ctrl-C
	@exec $(PY) -m salesops.supervisor $(ARGS)

test: .venv/.tools  ## all tests, browser tests included
	@sh .ci/browser
	$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

check: .venv/.tools  ## format, lint, types, import contracts, templates, migrations, settings
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy .
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet templates
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check --fail-level WARNING

format: .venv/.tools  ## let the formatter and the linter mend what they can
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: .venv/.product  ## measure the product beside its floors; SIZE=small|medium|large
	@$(PY) -m bench SIZE=$(SIZE) $(ARGS)

messages: .venv/.tools  ## collect the words to translate (needs gettext) and compile them
	$(PY) manage.py makemessages --locale fr --no-wrap --no-obsolete --add-location file --ignore '.venv/*' --ignore 'tests/*'
	.venv/bin/pybabel compile --directory locale --domain django --locale fr

lock: .venv/.tools  ## pin what the packages bring along, after requirements*.txt changed
	(head -1 constraints.txt; .venv/bin/uv pip compile -q --no-header --no-annotate --universal \
	  --python-version 3.12 requirements-dev.txt) > constraints.new
	mv constraints.new constraints.txt

clean:  ## remove the virtual environment and caches; keeps the data in .local
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@for each in python3 python3.14 python3.13 python3.12 \
	    $$(ls -d $$HOME/.pyenv/versions/3.1[2-9]*/bin/python 2>/dev/null); do \
	  if $$each -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then \
	    echo "Using $$($$each --version) for .venv"; \
	    if $$each -m venv .venv; then exit 0; fi; \
	    rm -rf .venv; \
	    echo "That Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "Salesops needs Python 3.12 or newer; the newest found here is $$(python3 --version 2>&1 || echo none)." >&2; \
	echo "Install one (Debian 13: apt-get install python3 python3-venv, macOS: brew install python@3.13)," >&2; \
	echo "have it on the PATH as python3.13 or python3, and run the same command again." >&2; \
	exit 1

.venv/.product: requirements.txt constraints.txt | .venv/bin/python
	@echo "Installing the product's packages"
	@$(PY) -m pip install --quiet --disable-pip-version-check $(UV) 2>/dev/null || true
	@if [ -x .venv/bin/uv ]; then .venv/bin/uv pip install --quiet --python $(PY) -r requirements.txt -c constraints.txt; \
	  else $(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt; fi
	@touch $@

.venv/.tools: requirements-dev.txt .venv/.product
	@echo "Installing tools and test libraries"
	@if [ -x .venv/bin/uv ]; then .venv/bin/uv pip install --quiet --python $(PY) -r requirements-dev.txt -c constraints.txt; \
	  else $(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt; fi
	@touch $@
