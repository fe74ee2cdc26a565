#!/usr/bin/env -S python3 -B
"""The pages of the rules say what the tree holds: docs/rules.md and docs/rules.ja.md.

Both list every rule of the book, in its order, with the same stories, tests and clauses. A story that is
named exists and says the rule in its comment, and no story is left out; a clause is one of the page's
table. A rule without a story stands below with its reason, and its page names a test that begins with
the rule. A default beside a setting's name is that of docs/facility.md; what is not built says so.
"""
import os
import re
import sys

import rules_named
import tree

PAGES = ("docs/rules.md", "docs/rules.ja.md")
SAYS_NOT_BUILT = {"docs/rules.md": "not built", "docs/rules.ja.md": "未実装"}

# What a rehearsal cannot show, and why. The page names a test instead.
NO_STORY = {
    "A7": "only its first half is built, and a rehearsal asks for no medical system",
    "Z7": "what is never sent shows at the broker",
    "K9": "a rehearsal has no clock",
    "H3": "a rehearsal records nothing",
    "H5": "what the terminal falls back on is its own",
    "G1": "a rehearsal approves nothing",
    "G3": "a rehearsal reviews nobody",
    "V1": "a rehearsal has no journal",
    "V2": "a rehearsal has no journal",
    "V3": "a rehearsal has no journal",
    "V4": "a rehearsal has no journal",
    "V5": "a rehearsal answers no terminal",
    "V6": "a rehearsal has no journal",
    "V7": "a rehearsal explains no names",
}

RULE = re.compile(r"^### ([A-Z]\d{1,2}) ", re.MULTILINE)
STORY = re.compile(r"\]\(\.\./tests/scenarios/(\w+)\.story\)")
TEST = re.compile(r"\]\(\.\./(tests/[\w/]+_test\.cpp)\)")
SERVES = re.compile(r"^- (?:Serves: |対応する項目：)(.+)$", re.MULTILINE)
CLAUSE = re.compile(r"^\| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
NUMBER = re.compile(r"`([a-z_]+)`\s?[(（](\d+)(?:\s?(s|min|h|d|秒|分|時間|日)(?![a-z]))?")
DEFAULT = re.compile(r"^\| `([a-z_]+)` \| `\"?(\d+)(s|min|h|d)?\"?` \|", re.MULTILINE)
UNIT = {"秒": "s", "分": "min", "時間": "h", "日": "d"}


def sections(text):
    """(rule, its text) in the order of the page."""
    marks = list(RULE.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [(mark.group(1), re.split(r"^## ", text[mark.start():end], flags=re.MULTILINE)[0])
            for mark, end in zip(marks, ends)]


def clauses(page_text, text):
    """What a rule serves, each as its row in the page's table; None where it has no row."""
    rows = CLAUSE.findall(page_text)
    words = [word for line in SERVES.findall(text) for word in re.split(", |、", line)]
    return [rows.index(word) if word in rows else None for word in words]


def story_path(name):
    return f"tests/scenarios/{name}.story"


def faults_of_rule(root, page, rule, text):
    stories, tests = STORY.findall(text), TEST.findall(text)
    for name in stories:
        if not os.path.isfile(os.path.join(root, story_path(name))):
            yield f"{page}: {rule}: there is no {story_path(name)}"
        elif rule not in rules_named.named_by_story(tree.read(root, story_path(name))):
            yield f"{page}: {rule}: {story_path(name)} does not say rule {rule} in its comment"
    for path in tests:
        if not os.path.isfile(os.path.join(root, path)):
            yield f"{page}: {rule}: there is no {path}"
        elif rule not in rules_named.named_by_tests(tree.read(root, path)):
            yield f"{page}: {rule}: no test in {path} begins with {rule}_"
    if rule in rules_named.PARTLY_BUILT and SAYS_NOT_BUILT[page] not in " ".join(text.lower().split()):
        yield f"{page}: {rule}: say what of it is {SAYS_NOT_BUILT[page]}"
    if rule in NO_STORY:
        if stories:
            yield f"{page}: {rule}: has a story; take it out of NO_STORY"
        if not tests:
            yield f"{page}: {rule}: has no story; name the test that holds it"
    elif not stories:
        yield f"{page}: {rule}: no story shows it"


def faults_of_numbers(page, text, defaults):
    for name, number, unit in NUMBER.findall(text):
        said = number + UNIT.get(unit, unit)
        if defaults.get(name) != said:
            known = defaults.get(name, "no setting with a number")
            yield f"{page}: {name} is {known}, not {said} (docs/facility.md)"


def told_by(text):
    """(rule, its stories, its tests, its clauses) in the order of the page."""
    return [(rule, STORY.findall(said), TEST.findall(said), clauses(text, said)) for rule, said in sections(text)]


def faults_of_page(root, page, text, defaults):
    told = told_by(text)
    if [row[0] for row in told] != rules_named.BOOK:
        yield f"{page}: its rules are not those of the book, in the order of the book (rules_named.py)"
    for rule, said in sections(text):
        yield from faults_of_rule(root, page, rule, said)
    for rule, _, _, served in told:
        if not served or None in served:
            yield f"{page}: {rule}: serves no clause of the page's table"
    yield from faults_of_numbers(page, text, defaults)


def faults_between(one, other):
    there = {row[0]: row for row in told_by(other)}
    for row in told_by(one):
        if there.get(row[0], row) != row:
            yield f"{PAGES[1]}: {row[0]}: not the stories, tests and clauses of {PAGES[0]}"


def main(root):
    present = [path for path in PAGES if os.path.isfile(os.path.join(root, path))]
    if not present:
        tree.finish([], 0, "pages of rules")
    texts = {page: tree.read(root, page) if page in present else "" for page in PAGES}
    defaults = {name: number + unit for path in tree.files(root, ("docs",), ("facility.md",))
                for name, number, unit in DEFAULT.findall(tree.read(root, path))}
    faults = [fault for page in PAGES for fault in faults_of_page(root, page, texts[page], defaults)]
    faults += faults_between(*texts.values())
    shown = {story_path(name) for text in texts.values() for name in STORY.findall(text)}
    faults += [f"{path}: no rule of {PAGES[0]} names it"
               for path in tree.files(root, ("tests/scenarios",), (".story",)) if path not in shown]
    tree.finish(faults, len(present), "pages of rules")


if __name__ == "__main__":
    main(sys.argv[1])
