#!/usr/bin/env bash
# Installs the grader of one assignment, once, when Gradescope builds its image.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$source")

fail() { printf 'setup.sh: %s\n' "$1" >&2; exit 1; }
is_new_enough() { "$1" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# The reference and the checks lie here: nobody but root may enter, before anything else is done.
chmod 0700 "$source"

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # One at a time: what one image lacks, another brings. What is missing in the end is tried below.
    for package in bubblewrap python3-venv python3.12-venv python3.11-venv; do
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
            echo "setup.sh: apt has no $package here"
    done
fi

python=
for candidate in "python@PYTHON@" python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && is_new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail "there is no Python 3.11 or newer with venv: choose a newer image, such as Ubuntu 24.04"

"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install -q --disable-pip-version-check -r "$source/requirements.txt"
"$root/venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps "$source"/*.whl
# The students' library, which the grader reads.
"$root/venv/bin/python" - "$source/library" <<'SCRIPT'
import sys, sysconfig
from pathlib import Path
Path(sysconfig.get_path("purelib"), "course-library.pth").write_text(sys.argv[1] + "\n")
SCRIPT
# The reference must earn all points here, or no student could.
"$root/venv/bin/python" -P -m @MODULE@ "$root" prepare
