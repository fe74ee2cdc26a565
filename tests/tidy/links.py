#!/usr/bin/env -S python3 -B
"""Every relative link and picture in the documents leads to a file, and every #fragment to a heading."""
import os
import re
import sys
from urllib.parse import unquote

import tree

LINK = re.compile(r"!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`[^`\n]*`")


def blank(match):
    return re.sub(r"[^\n]", " ", match.group(0))


def anchors(text):
    """Headings as GitHub and GitLab turn them into fragments."""
    found = set()
    for line in FENCE.sub(blank, text).splitlines():
        match = re.match(r"#{1,6}\s+(.*?)\s*#*$", line)
        if match:
            plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", match.group(1)).lower()
            found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


def judge(root, path, text):
    faults = []
    prose = INLINE.sub(blank, FENCE.sub(blank, text))
    for match in LINK.finditer(prose):
        target = unquote(match.group(1))
        where = f"{path}:{tree.line_of(prose, match.start())}"
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        file, _, fragment = target.partition("#")
        full = os.path.normpath(os.path.join(root, os.path.dirname(path), file)) if file else os.path.join(root, path)
        if target.startswith("/") or not full.startswith(os.path.abspath(root)):
            faults.append(f"{where}: {target}: links stay inside the tree and are relative")
        elif not os.path.exists(full):
            faults.append(f"{where}: {target}: there is no such file")
        elif fragment and full.endswith(".md"):
            with open(full, encoding="utf-8") as other:
                if fragment not in anchors(other.read()):
                    faults.append(f"{where}: {target}: there is no such heading")
    return faults


def main(root):
    root = os.path.abspath(root)
    faults, looked = [], 0
    for path in tree.files(root, (), (".md",)):
        looked += 1
        faults += judge(root, path, tree.read(root, path))
    tree.finish(faults, looked, "documents")


if __name__ == "__main__":
    main(sys.argv[1])
