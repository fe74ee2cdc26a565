#!/usr/bin/env -S python3 -B
"""The second compiler reads every source with warnings as errors, writing no object files.

clang_syntax.py TREE    TREE is a configured build tree with a compile_commands.json.
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys


def command_of(entry):
    words = shlex.split(entry["command"])
    if "ccache" in os.path.basename(words[0]):
        words = words[1:]
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word == "-o":
            skip = True
        elif word != "-c":
            kept.append(word)
    return kept + ["-fsyntax-only"]


def read(entry):
    done = subprocess.run(command_of(entry), cwd=entry["directory"], capture_output=True, text=True, check=False)
    return entry["file"], done.returncode, done.stderr


def main(build):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = {e["file"]: e for e in json.load(file)}
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, status, said in pool.map(read, entries.values()):
            if status:
                bad += 1
                print(re.sub(r"\s+$", "", said) or f"{name}: the compiler ended with {status}")
    print(f"clang: {len(entries) - bad} of {len(entries)} sources without a warning")
    return 1 if bad or not entries else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
