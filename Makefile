# The commands of the house. Everything is made by `make install` from the locked dependency set.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
UV := $(BIN)/uv
UV_VERSION := 0.13.8
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1

.PHONY: install dev try test check tests bench reference soak clean

$(UV):
	$(PYTHON) -c 'import sys; sys.exit("houqin needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# With a mirror (UV_DEFAULT_INDEX set) the locked versions and hashes are taken from there.
$(VENV)/.run: $(UV) pyproject.toml uv.lock
ifdef UV_DEFAULT_INDEX
	$(UV) export --quiet --frozen --no-dev --no-emit-project --output-file $(VENV)/locked.txt
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes --requirement $(VENV)/locked.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
else
	$(UV) sync --quiet --frozen --inexact --no-dev
endif
	$(BIN)/python -m compileall -q bot handlers knowledge scheduler
	@touch $@

# npm, where there is one, brings a peer that some tests speak with; without it they are skipped, with the reason.
$(VENV)/.dev: $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --frozen --inexact --all-extras
	-@command -v npm >/dev/null && npm install --silent --no-audit --no-fund --ignore-scripts --prefix $(VENV)/peers @wecom/crypto@1.0.1
	@touch $@ $(VENV)/.run

install: $(VENV)/.run   ## the command houqin, in .venv

dev: $(VENV)/.dev

try: $(VENV)/.run       ## the try-out at http://127.0.0.1:8000
	$(BIN)/houqin try

test: check tests       ## checks and tests

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

# Some tests start the house as its operator does; they need not compile it each time, nor pytest itself.
tests: $(VENV)/.dev
	$(BIN)/python -m compileall -q bot handlers knowledge scheduler
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2 --dist loadfile

bench: $(VENV)/.dev     ## ratios, each measured in one run
	$(BIN)/python -m benchmarks.callbacks
	$(BIN)/python -m benchmarks.doors
	$(BIN)/python -m benchmarks.retrieval
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python -m benchmarks.reminders
	$(BIN)/python -m benchmarks.signins
	$(BIN)/python -m benchmarks.shelf

reference: $(VENV)/.dev ## the pages of docs/reference, made from the code
	$(BIN)/python -m tests.reference

soak: $(VENV)/.dev      ## every story on both databases, kills at random
	HOUQIN_SOAK=1 $(BIN)/pytest -n 2 --dist loadfile
	$(BIN)/python -m benchmarks.kills
	$(BIN)/python -m benchmarks.owed_kills

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
