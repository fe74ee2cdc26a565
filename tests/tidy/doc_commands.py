#!/usr/bin/env -S python3 -B
"""Commands in the documents are real: shell blocks parse, and name scripts, programs, presets and verbs that exist."""
import json
import os
import re
import subprocess
import sys

import tree

BLOCK = re.compile(r"^```(?:sh|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
OURS = re.compile(r"(?<![\w/.-])(?:\./)?((?:deploy|tests|schema|adapters|service)/[\w./-]*\w)")
BUILT = re.compile(r"(?<![\w/.-])(?:\./)?build/\w+/bin/([\w-]+)")
VERB = re.compile(r"(?:^|[\s/;&|])zonefactor ([a-z]+)(?: ([a-z]+))?", re.MULTILINE)
PROGRAM = re.compile(r"\bzf_program\s*\(\s*([\w-]+)")
OUTPUT_NAME = re.compile(r"OUTPUT_NAME\s+([\w-]+)")
SUBCOMMAND = re.compile(r"add_subcommand\(\s*\"([a-z]+)\"")
PRESET = re.compile(r"--preset[ =]([\w-]+)")


def known(root):
    """Programs, verbs and presets of this tree."""
    programs, verbs, presets = set(), set(), set()
    for path in tree.files(root, ("service", "adapters")):
        if path.endswith("CMakeLists.txt"):
            text = tree.read(root, path)
            programs |= set(PROGRAM.findall(text)) | set(OUTPUT_NAME.findall(text))
        elif path.startswith("service/cli/") and path.endswith(".cc"):
            verbs |= set(SUBCOMMAND.findall(tree.read(root, path)))
    if os.path.exists(os.path.join(root, "CMakePresets.json")):
        presets = {p["name"] for p in json.loads(tree.read(root, "CMakePresets.json"))["configurePresets"]}
    return programs, verbs, presets


def judge(root, where, block, programs, verbs, presets):
    parsed = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
    if parsed.returncode:
        yield f"{where}: bash does not parse the block: {parsed.stderr.strip()}"
    for match in OURS.finditer(block):
        if not os.path.exists(os.path.join(root, match.group(1))):
            yield f"{where}: {match.group(1)} does not exist"
    for name in BUILT.findall(block):
        if name not in programs:
            yield f"{where}: no program {name} is built"
    for verb, second in VERB.findall(block):
        if verb not in verbs:
            yield f"{where}: zonefactor has no verb {verb}"
        elif second and second not in verbs and verb in ("audit", "key", "profile"):
            yield f"{where}: zonefactor {verb} has no verb {second}"
    for preset in PRESET.findall(block):
        if preset not in presets:
            yield f"{where}: no preset {preset}"


def main(root):
    faults, looked = [], 0
    names = known(root)
    for path in tree.files(root, (), (".md",)):
        text = tree.read(root, path)
        for match in BLOCK.finditer(text):
            looked += 1
            faults += judge(root, f"{path}:{tree.line_of(text, match.start())}", match.group(1), *names)
    tree.finish(faults, looked, "shell blocks")


if __name__ == "__main__":
    main(sys.argv[1])
