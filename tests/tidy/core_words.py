#!/usr/bin/env -S python3 -B
"""Words the rules must not use: floating point, a default that swallows a new case, locale and exceptions.

Adding a value to an enumeration shall break every place that ignored it; a `default:` hides it. Floating
point and locale make an answer depend on the machine. A rule's answer is a value, never an exception.
"""
import re
import sys

import tree

WORDS = [
    (re.compile(r"\b(float|double)\b"), "no floating point in the rules; integers and units"),
    (re.compile(r"\bdefault\s*:"), "name every case: a default hides the one added later"),
    (re.compile(r"\bsetlocale\b|\bstd::locale\b"), "no locale in the rules"),
    (re.compile(r"\bthrow\b|\bcatch\s*\("), "an answer is a value, never an exception"),
    (re.compile(r"\b(system|steady|high_resolution)_clock\s*::\s*now\b"), "time arrives as an argument"),
    (re.compile(r"\bgetenv\b|\brand\s*\(|\brandom_device\b|\bthread_local\b|\bmutable\b"),
     "the core is values in, values out"),
]


def judge(path, text):
    code = tree.code_only(text)
    return [f"{path}:{tree.line_of(code, m.start())}: {m.group(0)}: {why}"
            for pattern, why in WORDS for m in pattern.finditer(code)]


def main(root):
    faults, looked = [], 0
    for path in tree.files(root, ("service/core",), tree.SOURCE):
        looked += 1
        faults += judge(path, tree.read(root, path))
    tree.finish(faults, looked, "sources of the core")


if __name__ == "__main__":
    main(sys.argv[1])
