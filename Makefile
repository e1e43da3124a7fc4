# Two commands are enough: `make run` and `make test`. Both set everything up from nothing.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
UV     := uv==0.13.8
TS     := $(wildcard resources/translations/*/*.ts)
QM     := $(patsubst resources/translations/%/,resources/translations/songclip_%.qm,$(sort $(dir $(TS))))

# A machine without a display draws into memory; the tour and the tests do not need one.
export QT_QPA_PLATFORM ?= $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),,offscreen)

.PHONY: run test check bench screenshots package setup translations constraints model demo

run: setup
ifeq ($(QT_QPA_PLATFORM),offscreen)
	@echo "No display here: the tour drives the window in memory and leaves its pictures in build/tour."
	$(BIN)/songclip tour --out build/tour
else
	$(BIN)/songclip
endif

test: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/basedpyright

bench: setup
	@for file in tests/benchmarks/*.py; do echo "== $$file"; QT_QPA_PLATFORM=offscreen $(BIN)/python $$file || exit 1; done

screenshots: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/songclip tour --out docs/screens --themes light,dark --langs zh_CN,zh_TW,en

# The frozen application and its engine in dist/, tried as on a machine without Python, then packed.
package: setup
	$(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[packaging]'
	$(BIN)/python packaging/build.py
	$(BIN)/python packaging/sbom.py --dist dist
	$(BIN)/python packaging/smoke.py dist
ifeq ($(shell uname),Linux)
	$(BIN)/python packaging/linux/archive.py --dist dist
	$(BIN)/python packaging/linux/deb.py --dist dist
endif

setup: $(READY) translations

$(READY): pyproject.toml constraints.txt
	@sh packaging/linux/system_libraries.sh
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "SongClip needs Python 3.11, 3.12 or 3.13; name one with: make PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(UV)"
	$(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[training,milvus,dev]'
	touch $@

translations: $(QM)

.SECONDEXPANSION:
resources/translations/songclip_%.qm: $$(wildcard resources/translations/$$*/*.ts) $(READY)
	$(BIN)/pyside6-lrelease -silent $(filter %.ts,$^) -qm $@

# The exact versions, without addresses; run after changing dependencies in pyproject.toml.
constraints:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url \
	  --extra training --extra milvus --extra packaging --extra dev -o constraints.txt pyproject.toml

# The embedded synthetic demo model and the demo collection, rebuilt from their seeds (the model: most of an hour on 2 cores).
model: setup
	$(BIN)/python -m training.mini.pretrain resources/mini_model --work build/pretrain

demo: setup
	$(BIN)/python -m training.mini.demo resources/demo_collection
