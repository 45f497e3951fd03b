#!/bin/sh
# Makes the Python environment of `npm run bench train` and of make-fixtures.py: Keras in build/python.
# Run again it does nothing where the versions are already there. Needs Python 3.11 to 3.13 and about 2 GB.
set -eu

folder="$(dirname "$0")/../build/python"
wanted='keras==3.15.1 tensorflow==2.21.0 numpy==2.4.6'

# Windows puts the environment's programs into Scripts.
environment_python() {
  for python in "$folder/bin/python" "$folder/Scripts/python.exe"; do
    if [ -x "$python" ]; then echo "$python"; fi
  done
}

has_wanted() {
  "$1" - $wanted <<'PYTHON' 2>/dev/null
import sys
from importlib.metadata import version
for wanted in sys.argv[1:]:
    name, _, number = wanted.partition("==")
    assert version(name) == number
PYTHON
}

python="$(environment_python)"
if [ -n "$python" ] && has_wanted "$python"; then
  echo "$python already has $wanted."
  exit 0
fi

if ! command -v python3 >/dev/null; then
  echo "Wanted python3 (3.11 to 3.13) to make build/python with, found none. Install Python and run this again." >&2
  exit 1
fi
if ! python3 -m venv "$folder"; then
  echo "python3 could not make a virtual environment. On Debian and Ubuntu install python3-venv and run this again." >&2
  exit 1
fi
python="$(environment_python)"
# Unquoted: one argument each.
"$python" -m pip install --disable-pip-version-check $wanted
echo "$python now has $wanted."
