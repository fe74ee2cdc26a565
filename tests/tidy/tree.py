"""The files of the tree as the guards see them, and how a guard reports.

A guard is a program: it takes the root of the tree, prints one line per fault (where, what, what to do)
and ends 1 if there was any, else 0 with one line saying what it looked at. A guard that finds nothing
to look at fails: a guard of nothing guards nothing.
"""
import os
import re
import subprocess
import sys

SOURCE = (".h", ".cc", ".cpp")
LEFT_OUT = {".git", "build", "var", "node_modules"}


def files(root, under=(), ending=()):
    """Paths relative to root of the project's own files, sorted; ignored and generated ones left out."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        paths = {p for p in listed.stdout.split("\0") if p and os.path.isfile(os.path.join(root, p))}
    else:  # an unpacked archive, or a tree made for a test
        paths = set()
        for folder, below, names in os.walk(root):
            below[:] = [d for d in below if d not in LEFT_OUT]
            paths.update(os.path.relpath(os.path.join(folder, n), root) for n in names)
    if under:
        paths = {p for p in paths if p.startswith(tuple(u.rstrip("/") + "/" for u in under))}
    if ending:
        paths = {p for p in paths if p.endswith(tuple(ending))}
    return sorted(paths)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^()\\ ]{0,16})\((?:.*?)\)(?P=d)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
    re.DOTALL)


def code_only(text):
    """C++ text with comments and literals blanked out; line numbers stay."""
    def blank(match):
        body = match.group(0)
        # A digit separator (1'000) is no literal: leave what follows a digit alone.
        if body[0] == "'" and match.start() and text[match.start() - 1].isalnum():
            return body
        return re.sub(r"[^\n]", " ", body)
    return TOKEN.sub(blank, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def finish(faults, looked_at, what):
    """Prints the faults and ends the program."""
    for fault in faults:
        print(fault)
    if not looked_at:
        print(f"nothing to look at: no {what} found")
        sys.exit(1)
    if faults:
        print(f"{len(faults)} faults in {looked_at} {what}")
        sys.exit(1)
    print(f"{looked_at} {what}: in order")
    sys.exit(0)
