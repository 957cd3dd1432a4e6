# Each target works from a fresh clone: it makes its own environment first.
#
#   make run ARGS="--smpp-port 0"                  options go to the command
#   make test PYTHON=python3.12 VENV=.venv-3.12    another Python, in an environment of its own

PYTHON ?=
VENV ?= .venv
ARGS ?=

pythons := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)
python := $(VENV)/bin/python
made := $(VENV)/.made
to_run := $(VENV)/.made-to-run
to_test := $(VENV)/.made-to-test
to_fuzz := $(VENV)/.made-to-fuzz
node_packages := docs/examples/node/node_modules/.made

# Seconds for each target of the fuzzer: ten minutes in all.
FUZZ_S ?= 150

# The variables hold pip to the same pins where it builds a package: older releases read the first, newer ones the second.
install := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	$(python) -m pip install -qq --use-pep517 -c constraints.txt

.PHONY: help run test check bench fuzz clean

help:
	@echo 'make run     the network with its default world; options as in ARGS="--smpp-port 0"'
	@echo 'make test    the test suite; ARGS="-k smpp" picks from it'
	@echo 'make check   lint, types, import contracts, house limits'
	@echo 'make bench   the benchmarks'
	@echo 'make fuzz    hostile octets for ten minutes; what breaks stands in fuzzed/; FUZZ_S=600 for longer'
	@echo 'make clean   takes environments and caches away'

run: $(to_run)
	@$(VENV)/bin/fakecarrier serve $(ARGS)

test: $(to_test)
	@$(python) -m pytest $(ARGS)

check: $(to_test)
	@$(python) -m ruff check --quiet && echo 'lint: clean'
	@$(python) -m ruff format --quiet --check && echo 'format: clean'
	@$(python) -m mypy --no-error-summary && echo 'types: clean'
	@said=$$($(VENV)/bin/lint-imports --no-logo) && echo 'imports: kept' || { echo "$$said"; exit 1; }
	@said=$$($(python) -m pytest -q tests/test_house.py) && echo 'house: kept' || { echo "$$said"; exit 1; }

bench: $(to_run)
	@$(python) -m benchmarks $(ARGS)

fuzz: $(to_fuzz)
	@for target in $$($(python) -c 'from tests.fuzz.targets import TARGETS; print(*TARGETS)'); do \
		echo "$$target"; \
		$(python) -m tests.fuzz "$$target" $(FUZZ_S) "fuzzed/$$target" || exit 1; \
	done

clean:
	@rm -rf .venv .venv-* docs/examples/node/node_modules fuzzed dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(to_run): pyproject.toml constraints.txt | $(made)
	@echo '$(VENV): installing what it runs on'
	@$(install) -e .
	@touch $@

$(to_test): pyproject.toml constraints.txt | $(made)
	@echo '$(VENV): installing what it runs on and is tested with'
	@$(install) -e '.[test,check]'
	@touch $@ $(to_run)

# The fuzzer: nothing but its own target and CI asks for it.
$(to_fuzz): pyproject.toml constraints.txt $(to_test)
	@echo '$(VENV): installing the fuzzer'
	@$(install) -e '.[fuzz]'
	@touch $@

# What the Node example needs, at the versions of its lock file.
$(node_packages): docs/examples/node/package.json docs/examples/node/package-lock.json
	@npm ci --prefix docs/examples/node --no-audit --no-fund --silent
	@touch $@

# Tencent's command for a terminal, for the tests that drive it: hundreds of megabytes, so nothing but CI asks for it.
.venv-tccli/bin/tccli: constraints-tccli.txt
	@$(firstword $(pythons)) -m venv .venv-tccli
	@.venv-tccli/bin/python -m pip install -qq --disable-pip-version-check -r constraints-tccli.txt
	@touch $@

# The shell says what is wrong, or nothing. $(error) tells it in one line; a failing recipe would add make's own beneath.
$(made):
	$(eval wrong := $$(shell $$(make_venv)))
	$(if $(wrong),$(error $(wrong)))
	@touch $@

make_venv = \
	for python in $(pythons); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'Python 3.11 or newer is needed; tried $(pythons)'; \
		exit; \
	fi; \
	if [ -e '$(VENV)' ]; then was_there=yes; else was_there=; fi; \
	if said=$$("$$python" -m venv '$(VENV)' 2>&1); then \
		echo "$(VENV): made with $$("$$python" --version)" >&2; \
		exit; \
	fi; \
	[ "$$was_there" ] || rm -rf '$(VENV)'; \
	case $$said in \
		*'ensurepip is not'* | *'No module named'*) \
			echo 'this Python cannot make environments yet: sudo apt-get install python3-venv' ;; \
		*) \
			echo "$$python -m venv: $$said" ;; \
	esac
