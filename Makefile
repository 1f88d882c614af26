PYTHON ?= .venv/bin/python

docs:  ## write the pages of the checks
	$(PYTHON) -m docs.generate

docs-check:  ## say which pages differ from what the checks say
	$(PYTHON) -m docs.generate --check

.PHONY: docs docs-check
