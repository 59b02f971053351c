# Each target does its own set-up: a virtual environment in .venv, made again only when pyproject.toml changes.
PYTHON ?= python3
# Training and its tests need torch, the library does not.
TORCH ?= torch==2.13.0
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test model bench format clean

demo: $(READY)
	@$(BIN)/nlp-extract run examples --out out/demo --overwrite
	@$(BIN)/nlp-extract show examples --limit 8

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

# The shipped model from scratch, in less than two hours on two cores; NEWS names more annotated text that cannot ship.
model: $(READY)
	$(BIN)/python -m training $(if $(NEWS),--news $(NEWS)) --checkpoint out/model.pt

bench: $(READY)
	$(BIN)/python benchmarks/speed.py

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
