#!/usr/bin/env -S python3 -B
"""Nothing lies beside the build: every source and every test is named in its folder's CMakeLists.txt.

A test that is in the tree and not in the build promises what nobody checks. A `*_test.cpp` must be
named by the CMakeLists.txt of its folder or of one above it; the same holds for every `.cc`.
"""
import os
import re
import sys

import tree


def named_in(text, name):
    text = re.sub(r"(?m)#.*$", "", text)
    return re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w.-])", text) is not None


def main(root):
    faults, looked = [], 0
    lists = {os.path.dirname(p): tree.read(root, p)
             for p in tree.files(root) if os.path.basename(p) == "CMakeLists.txt"}
    for folder, text in sorted(lists.items()):
        for match in re.finditer(r"file\s*\(\s*GLOB", text):
            faults.append(f"{folder}/CMakeLists.txt:{tree.line_of(text, match.start())}: "
                          "GLOB: name the sources, the list is part of the architecture")
    for path in tree.files(root, ("service", "adapters", "tests"), (".cc", ".cpp")):
        looked += 1
        folder = os.path.dirname(path)
        if path.startswith("tests/") and path.endswith(".cpp") and not path.endswith("_test.cpp"):
            faults.append(f"{path}: a test file is named <thing>_test.cpp, any other source .cc")
        while folder:
            if folder in lists and named_in(lists[folder], os.path.relpath(path, folder)):
                break
            folder = os.path.dirname(folder)
        else:
            faults.append(f"{path}: in no CMakeLists.txt of its folder or above; add it or delete it")
    # A folder that is listed nowhere is as good as absent.
    for folder in sorted(lists):
        parent = os.path.dirname(folder)
        while parent and parent not in lists:
            parent = os.path.dirname(parent)
        if folder and parent in lists and not named_in(lists[parent], os.path.relpath(folder, parent)):
            if folder.startswith(("service", "adapters", "tests")) and not folder.startswith("tests/bench"):
                faults.append(f"{folder}: its parent's CMakeLists.txt does not add it")
    tree.finish(faults, looked, "sources")


if __name__ == "__main__":
    main(sys.argv[1])
