#!/usr/bin/env -S python3 -B
"""Every bash script is strict and parses; every python file compiles; what has a #! can be run."""
import os
import subprocess
import sys

import tree


def judge(root, path, text):
    full = os.path.join(root, path)
    first = text.split("\n", 1)[0]
    if first.startswith("#!") and not os.access(full, os.X_OK):
        yield f"{path}: begins with #! and cannot be run; chmod +x"
    if "bash" in first:
        if "\nset -euo pipefail\n" not in text:
            yield f"{path}: no `set -euo pipefail`"
        checked = subprocess.run(["bash", "-n", full], capture_output=True, text=True, check=False)
        if checked.returncode:
            yield f"{path}: {checked.stderr.strip()}"
    elif path.endswith(".py"):
        try:
            compile(text, path, "exec")
        except SyntaxError as fault:
            yield f"{path}:{fault.lineno}: {fault.msg}"


def main(root):
    faults, looked = [], 0
    for path in tree.files(root):
        text = tree.read(root, path) if os.path.getsize(os.path.join(root, path)) < 1_000_000 else ""
        if text.startswith("#!") or path.endswith((".py", ".sh")):
            looked += 1
            faults += judge(root, path, text)
    tree.finish(faults, looked, "scripts")


if __name__ == "__main__":
    main(sys.argv[1])
