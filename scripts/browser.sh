#!/usr/bin/env bash
# Debian's Chromium and a Chinese font, for the tests of pages. Needs root and apt where they are missing; says so else.
set -euo pipefail
if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Chromium is missing: install it (Debian: chromium, fonts-noto-cjk) to run the tests of pages; they are skipped now."
  exit 0
fi
echo "Installing Chromium for the tests of pages …"
apt-get update -qq >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
