#!/usr/bin/env -S python3 -B
"""The link lines are the architecture: the core links nothing, an adapter's library one guest, privately.

What a library shows to those who link it (PUBLIC) is ours or the threads; of other people's packages a
library of adapters/ has at most one beside fmt, and the rules, ports and journal have what is listed.
"""
import re
import sys

import tree

CALL = re.compile(r"\bzf_library\s*\(([^)]*)\)", re.DOTALL)
# Targets that are one package in the sense of the house; any other foreign target is a package by itself.
PACKAGES = {
    "paho-mqttpp3": "Paho MQTT", "paho-mqtt3as": "Paho MQTT", "PahoMqttCpp::paho-mqttpp3": "Paho MQTT",
    "Boost::headers": "Boost.Beast with TLS", "OpenSSL::SSL": "Boost.Beast with TLS",
    "OpenSSL::Crypto": "Boost.Beast with TLS",
}
FREE = {"fmt::fmt", "Threads::Threads"}
FIXED = {"service/core": set(), "service/ports": set(), "service/journal": {"OpenSSL::Crypto"},
         "service/verify": {"PkgConfig::libzip", "fmt::fmt"}}


def parts(call):
    """The words of a zf_library call by keyword."""
    found, keyword = {"NAME": [], "SOURCES": [], "PUBLIC": [], "PRIVATE": []}, "NAME"
    for word in re.sub(r"(?m)#.*$", "", call).split():
        if word in found:
            keyword = word
        else:
            found[keyword].append(word)
    return found


def judge(folder, where, call):
    words = parts(call)
    name = words["NAME"][0]
    guests = {word for word in words["PRIVATE"] if not word.startswith("zf_")}
    for word in words["PUBLIC"]:
        if not word.startswith("zf_") and word != "Threads::Threads":
            yield f"{where}: {name} shows {word} to everyone who links it; link it PRIVATE"
    if folder in FIXED:
        for word in sorted(guests - FIXED[folder]):
            yield f"{where}: {name} may not link {word}"
    if folder.startswith("adapters/"):
        packages = {PACKAGES.get(word, word) for word in guests - FREE}
        if len(packages) > 1:
            yield f"{where}: {name} links {', '.join(sorted(packages))}; one package per adapter library"
        for word in words["PUBLIC"] + words["PRIVATE"]:
            if word in ("zf_engine", "zf_daemon"):
                yield f"{where}: {name} links {word}; adapters see ports"
    if folder == "service/core" and [w for w in words["PUBLIC"] + words["PRIVATE"] if w != "zf_core"]:
        yield f"{where}: the core links nothing"


def main(root):
    faults, looked = [], 0
    for path in tree.files(root, ("service", "adapters"), ("CMakeLists.txt",)):
        text = tree.read(root, path)
        for match in CALL.finditer(text):
            looked += 1
            faults += judge(path.rsplit("/", 1)[0], f"{path}:{tree.line_of(text, match.start())}", match.group(1))
    tree.finish(faults, looked, "link lines")


if __name__ == "__main__":
    main(sys.argv[1])
