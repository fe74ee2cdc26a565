#!/usr/bin/env -S python3 -B
"""No mark of unfinished or switched-off work, and no path that exists on one machine only."""
import re
import sys

import tree

# Spelt in pieces so that this file does not accuse itself.
MARKS = [
    ("TO" + "DO", "finish it, or write an issue"),
    ("FIX" + "ME", "mend it, or write an issue"),
    ("XX" + "X", "say what is meant"),
    ("HA" + "CK", "do it properly, or say why it has to be so"),
    ("GTEST" + "_SKIP", "a test runs or does not exist"),
    ("DIS" + "ABLED_", "a test runs or does not exist"),
    ("not " + "implemented", "what is not there needs no words"),
    ("place" + "holder", "write the thing itself"),
]
# Bounded on both sides, so that mkdtemp's XXXXXX is no mark; an underscore at the end begins a name.
MARK_PATTERN = re.compile("|".join(
    rf"(?<![A-Za-z0-9]){re.escape(m)}" + ("" if m.endswith("_") else "(?![A-Za-z0-9])") for m, _ in MARKS))
# Homes and checkouts of one machine. Paths that every Debian has are no such thing.
PATHS = re.compile(r"(?<![\w.:~-])/(home|root|work|farm|Users|mnt|workspace)/[\w.-]+")
TEXT = (".h", ".cc", ".cpp", ".py", ".sh", ".sql", ".md", ".txt", ".toml", ".json", ".jsonl", ".yaml", ".yml",
        ".service", ".conf", ".lua", ".cmake", ".svg", ".ts", ".css", ".html")
# SQL's and HTML's own words for other things.
EXEMPT = re.compile(r'\bplace' + r'holder="')


def judge(path, text):
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        match = MARK_PATTERN.search(EXEMPT.sub("", line))
        if match:
            remedy = next(r for m, r in MARKS if m == match.group(0))
            faults.append(f"{path}:{number}: {match.group(0)}: {remedy}")
        match = PATHS.search(line)
        if match:
            faults.append(f"{path}:{number}: {match.group(0)}: a path of one machine; take it from the caller")
    return faults


def main(root):
    faults, looked = [], 0
    for path in tree.files(root):
        if not path.endswith(TEXT) and "." in path.rsplit("/", 1)[-1].lstrip("."):
            continue
        looked += 1
        faults += judge(path, tree.read(root, path))
    tree.finish(faults, looked, "files")


if __name__ == "__main__":
    main(sys.argv[1])
