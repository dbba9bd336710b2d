#!/usr/bin/env bash
# Makes .venv: Python 3.10, exactly the locked packages, and this project in place.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "Setting up .venv (once, and after a change of requirements.lock) …"
[ -x .venv/bin/python ] || bash scripts/uv.sh venv --quiet --python 3.10 .venv
# Compiled now, since every start would else compile TensorFlow and Rasa again wherever Python may write no bytecode.
bash scripts/uv.sh pip sync --quiet --compile-bytecode --python .venv/bin/python --require-hashes requirements.lock
# setuptools is in the lock, so the build needs nothing from outside.
bash scripts/uv.sh pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
