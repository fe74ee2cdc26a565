#!/usr/bin/env -S python3 -B
"""Every fault that tests/mutation/run plants can still be planted, once, and says which rule it breaks.

The list would rot otherwise: a text that has moved on is a fault no test is asked about. Every part of
the core that carries rules has at least one.
"""
import collections
import os
import sys
import tomllib

import rules_named
import tree

LIST = "tests/mutation/faults.toml"
CORE = "service/core/"
# Forms and tables; what they do wrong is another module's to see.
WITHOUT_FAULTS = {"ids.cc", "objects.cc", "observation.cc", "time.cc"}


def judge(root, fault):
    name, path = fault["name"], CORE + fault["file"]
    if fault["rule"] not in rules_named.BOOK:
        yield f"{LIST}: {name}: there is no rule {fault['rule']}"
    if not os.path.isfile(os.path.join(root, path)):
        yield f"{LIST}: {name}: there is no {path}"
        return
    times = tree.read(root, path).count(fault["old"])
    if times != 1:
        yield f"{LIST}: {name}: its old text stands {times} times in {path}; make it once again"
    if fault["old"] == fault["new"]:
        yield f"{LIST}: {name}: changes nothing"


def main(root):
    if not os.path.isfile(os.path.join(root, LIST)):
        tree.finish([], 0, "faults")
    planted = tomllib.loads(tree.read(root, LIST)).get("fault", [])
    faults = [said for fault in planted for said in judge(root, fault)]
    names = collections.Counter(fault["name"] for fault in planted)
    faults += [f"{LIST}: {name}: named {times} times" for name, times in names.items() if times > 1]
    parts = {path.removeprefix(CORE) for path in tree.files(root, (CORE,), (".cc",))}
    for part in sorted(parts - WITHOUT_FAULTS - {fault["file"] for fault in planted}):
        faults.append(f"{CORE}{part}: no fault in {LIST} is planted in it; add one")
    tree.finish(faults, len(planted), "faults")


if __name__ == "__main__":
    main(sys.argv[1])
