#!/usr/bin/env -S python3 -B
"""Every rule of the book has a test that names it.

A test names a rule by beginning with its id, `TEST(Passage, P1_permission_is_not_entry)`, in a
parametrised test's case name, or, among the scenarios, by saying "rule P1", "rules P1, S3" or
"condition C4" in a story's comment. Rules of which a part is not built yet stand in a list of their
own; their tests hold what they rest on, and the pages of the rules say what is missing.
"""
import re
import sys

import tree

BOOK = (
    "C1 C2 C3 C4 C5 C6 C7  A1 A2 A3 A4 A5 A6 A7 A8  F1 F2 F3 F4 F5 F6 F7 F8  I1 I2 I3 I4 I5 I6 I7 I8 "
    "P1 P2 P3 P4 P5 P6 P7 P8 P9  S1 S2 S3 S4 S5 S6 S7 S8 S9 S10  X1 X2 X3 X4  Z1 Z2 Z3 Z4 Z5 Z6 Z7 "
    "T1 T2 T3 T4 T5 T6  K1 K2 K3 K4 K5 K6 K7 K8 K9 K10  H1 H2 H3 H4 H5 H6  E1 E2 E3  G1 G2 G3 G4 "
    "V1 V2 V3 V4 V5 V6 V7"
).split()
PARTLY_BUILT = {
    "G3": "the access review",
}

TEST = re.compile(r"\b(?:TYPED_)?TEST(?:_[FP])?\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)|\bRC_GTEST_(?:FIXTURE_)?PROP\s*\(\s*(\w+)\s*,\s*(\w+)")
ID = re.compile(r"(?:^|_)([CAFIPSXZTKHEGV]\d{1,2})(?=_|$)")
STORY_RULES = re.compile(r"\b(?:rule|condition)s?:?\s+((?:[A-Z]\d{1,2}(?:,\s*|\s+and\s+|\s+)?)+)")


def named_by_tests(text):
    names = set()
    for match in TEST.finditer(tree.code_only(text)):
        name = match.group(2) or match.group(4)
        names.update(ID.findall(name))
    return names


def named_by_story(text):
    names = set()
    said = re.sub(r"\n#\s*", " ", "\n".join(line for line in text.splitlines() if line.startswith("#")))
    for match in STORY_RULES.finditer(said):
        names.update(re.findall(r"[A-Z]\d{1,2}", match.group(1)))
    return names


def main(root):
    named, looked = set(), 0
    for path in tree.files(root, ("tests",)):
        if path.endswith("_test.cpp"):
            looked += 1
            named |= named_by_tests(tree.read(root, path))
        elif path.startswith("tests/scenarios/") and path.endswith(".story"):
            looked += 1
            named |= named_by_story(tree.read(root, path))
    faults = [f"rule {rule}: no test names it; begin a test's name with {rule}_" for rule in BOOK if rule not in named]
    tree.finish(faults, looked, "test files")


if __name__ == "__main__":
    main(sys.argv[1])
