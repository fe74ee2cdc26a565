#!/usr/bin/env -S python3 -B
"""A file stays below 600 lines; the functions that grew long are listed, as a warning.

The limit on a file is hard. A long function is only named, with its length, so that the list can
become shorter with every change and never grows unseen.
"""
import re
import sys

import tree

LONGEST_FILE = 600
LONG_FUNCTION = 60
WIDEST_LINE = 110
HEAD = re.compile(r"^[^\s#/}].*[)\w]\s*(?:const|noexcept|override|->.*|\s)*\{\s*$", re.MULTILINE)
NOT_A_FUNCTION = re.compile(r"^(?:namespace|class|struct|enum|union|extern|template\b.*\b(?:class|struct)\b)|=\s*\{$")


def long_functions(path, text):
    """Functions at namespace level, by the house style's indentation: head at the margin, `}` at the margin."""
    code = tree.code_only(text)
    for match in HEAD.finditer(code):
        if NOT_A_FUNCTION.search(match.group(0)):
            continue
        end = code.find("\n}", match.end())
        if end < 0:
            continue
        length = code.count("\n", match.start(), end) + 2
        if length > LONG_FUNCTION:
            yield f"{path}:{tree.line_of(code, match.start())}: {length} lines"


def main(root):
    faults, looked, long = [], 0, []
    for path in tree.files(root, ("service", "adapters", "tests", "deploy"), tree.SOURCE + (".py", ".sql", "run")):
        looked += 1
        text = tree.read(root, path)
        lines = text.count("\n")
        if lines > LONGEST_FILE:
            faults.append(f"{path}: {lines} lines; above {LONGEST_FILE} a file holds more than one idea: divide it")
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > WIDEST_LINE and path.endswith(tree.SOURCE) and "R\"" not in text:
                faults.append(f"{path}:{number}: {len(line)} columns; clang-format-14 keeps to 100")
        if path.startswith(("service/", "adapters/")) and path.endswith(tree.SOURCE):
            long += long_functions(path, text)
    if long:
        print(f"warning: {len(long)} functions above {LONG_FUNCTION} lines")
        print("\n".join("  " + entry for entry in long))
    tree.finish(faults, looked, "files")


if __name__ == "__main__":
    main(sys.argv[1])
