# Each target does its own set-up: a virtual environment in .venv, made again only when pyproject.toml changes.
PYTHON ?= python3
# Training and its tests need torch, the library does not.
TORCH ?= torch==2.13.0
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test test-oldest test-pythons package fuzz audit model bench load format clean

demo: $(READY)
	@$(BIN)/nlp-extract run examples --out out/demo --overwrite
	@$(BIN)/nlp-extract show examples --limit 8

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

# The oldest direct dependencies that pyproject.toml allows, and the Pythons that it allows, with uv.
test-oldest: $(READY)
	$(BIN)/python -m pip install --quiet uv
	PYTHON=3.10 VENV=.venv/oldest RESOLUTION=lowest-direct bash .ci/matrix

PYTHONS ?= 3.10 3.11 3.12 3.13
test-pythons: $(READY)
	$(BIN)/python -m pip install --quiet uv
	for python in $(PYTHONS); do PYTHON=$$python VENV=.venv/py$$python bash .ci/matrix || exit 1; done

# The wheel and the sdist: built, looked into, installed where nothing else is, and run there.
package: $(READY)
	$(BIN)/pytest -m package

# Each reader of untrusted bytes, for FUZZ_SECONDS. What breaks one is in out/fuzz.
FUZZ_SECONDS ?= 60
fuzz: $(READY)
	$(BIN)/python -m pip install --quiet --editable ".[fuzz]"
	$(BIN)/python -m fuzzing --seconds $(FUZZ_SECONDS)

# docs/security.md answers what these find.
audit: $(READY)
	$(BIN)/python -m pip install --quiet bandit pip-audit
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml nlp_extract training
	$(BIN)/pip-audit --skip-editable

# The shipped model from scratch, in less than two hours on two cores; NEWS names more annotated text that cannot ship.
model: $(READY)
	$(BIN)/python -m training $(if $(NEWS),--news $(NEWS)) --checkpoint out/model.pt

bench: $(READY)
	$(BIN)/python benchmarks/speed.py

# A run of many articles, with its time and memory.
load: $(READY)
	$(BIN)/python benchmarks/load.py

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv out

$(READY): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=24"
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet --editable ".[dev,train]"
	@touch $(READY)
