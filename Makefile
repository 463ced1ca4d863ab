# What can be done here, each in one command. The work is in plain Python beside the code.

PYTHON ?= python3
PY := .venv/bin/python

.PHONY: help setup run test bench drills lock screenshots

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

setup:  ## install everything into .venv, Chromium too, and write var/local.env
	@$(PYTHON) -m claimtracker.bootstrap development

run:  ## install what it needs, then run the whole of it here; Ctrl-C stops it
	@$(PYTHON) -m claimtracker.bootstrap runtime
	@exec $(PY) -m claimtracker.run

test:  ## lint, types, contracts, migrations, tests; ARGS="tests/claims -k name" runs those tests only
	@$(PYTHON) -m claimtracker.bootstrap development
	@exec $(PY) -m tests $(ARGS)

bench:  ## the benchmarks; POLNEAR=, CLAIMS=, CHECKTHAT= name folders with corpora
	@$(PYTHON) -m claimtracker.bootstrap development
	@$(if $(POLNEAR)$(CLAIMS)$(CHECKTHAT),$(PY) -m benchmarks.extraction \
		$(if $(POLNEAR),--polnear "$(POLNEAR)") \
		$(if $(CLAIMS),--claims "$(CLAIMS)") \
		$(if $(CHECKTHAT),--checkthat "$(CHECKTHAT)"),\
		echo "The extraction is not measured: name a corpus, such as make bench POLNEAR=folder.")
	@$(PY) -m benchmarks.intake
	@$(PY) -m benchmarks.desk
	@$(PY) -m benchmarks.links

drills:  ## the fault drills: a quarter of an hour of killed workers and an emptied broker
	@$(PYTHON) -m claimtracker.bootstrap development
	@exec $(PY) -m benchmarks.drills

screenshots:  ## pictures of every page in tests/browser/screenshots
	@$(PYTHON) -m claimtracker.bootstrap development
	@exec $(PY) -m pytest -q tests/browser/screenshots.py

COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

lock:  ## write requirements.txt and requirements-dev.txt anew; LOCK=--upgrade takes newer versions
	@$(COMPILE) $(LOCK) requirements.in -o requirements.txt
	@$(COMPILE) $(LOCK) requirements-dev.in -o requirements-dev.txt
