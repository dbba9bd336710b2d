#!/usr/bin/env bash
# Runs uv: the one on the path, else one from an environment of its own under .tools, made on first use.
set -euo pipefail
cd "$(dirname "$0")/.."
if uv --version >/dev/null 2>&1; then
  exec uv "$@"
fi
if ! .tools/bin/uv --version >/dev/null 2>&1; then
  python3 -m venv .tools 2>/dev/null || python3 -m venv --without-pip .tools
  if .tools/bin/python -m pip --version >/dev/null 2>&1; then
    .tools/bin/python -m pip install --quiet --disable-pip-version-check uv
  else # a system Python without ensurepip: its own pip installs into the environment
    python3 -m pip install --quiet --disable-pip-version-check --prefix .tools uv
  fi
fi
exec .tools/bin/uv "$@"
