#!/usr/bin/env -S python3 -B
"""Every file of service/, adapters/ and tests/ opens with a paragraph: what it is and what it promises."""
import re
import sys

import tree

SHORTEST = 25  # letters; less is a title, not a sentence


def judge(path, text):
    paragraph = re.match(r"(?:[ \t]*//[^\n]*\n)+", text)
    if not paragraph:
        return f"{path}:1: open it with a comment: what this is, the promise it keeps, its thread rule"
    words = re.sub(r"[/\s]+", " ", paragraph.group(0)).strip()
    if len(words) < SHORTEST:
        return f"{path}:1: the opening says too little: '{words}'"
    return None


def needs_one(path, text):
    """A .cc whose header says it all may begin with that header."""
    if path.endswith("_test.cpp"):
        return True
    return not (path.endswith(".cc") and re.match(r'#include "(?:service|adapters|tests)/[\w/]+\.h"\n', text)
                and re.match(r'#include "([\w/]+)\.h"', text).group(1) == path[:-3])


def main(root):
    faults, looked = [], 0
    for path in tree.files(root, ("service", "adapters", "tests"), tree.SOURCE):
        looked += 1
        text = tree.read(root, path)
        if needs_one(path, text):
            faults.append(judge(path, text))
    tree.finish([f for f in faults if f], looked, "sources")


if __name__ == "__main__":
    main(sys.argv[1])
