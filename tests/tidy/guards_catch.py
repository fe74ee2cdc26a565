#!/usr/bin/env -S python3 -B
"""The guards themselves: each refuses a tree with one fault, names the place, and takes the mended tree."""
import os
import re
import subprocess
import sys
import tempfile

import core_symbols
import rules_book
import rules_named

HERE = os.path.dirname(os.path.abspath(__file__))
GOOD_HEADER = "// What a door is: the promise stands in this line of words.\n#pragma once\n"
LISTS = "zf_library(zf_core SOURCES\n  door.cc)\n"
EVERY_RULE = "// Tests that name the rules, every one of them.\n" + "".join(
    f"TEST(Rules, {rule}_holds) {{}}\n" for rule in rules_named.BOOK)
EN, JA = rules_book.PAGES


def rules_page(name):
    def section(rule):
        shown = "[a](../tests/scenarios/a.story)"
        if rule in rules_book.NO_STORY:
            shown = "[t](../tests/rules/all_test.cpp)"
        if rule in rules_named.PARTLY_BUILT:
            shown += " " + rules_book.SAYS_NOT_BUILT[name]
        serves = {EN: "Serves: a word", JA: "対応する項目：a word"}[name]
        return f"### {rule} A rule\n\nSays. `lease` (60 min)\n\n- {shown}\n- {serves}\n\n"
    return "".join(map(section, rules_named.BOOK)) + "## Clauses\n\n| a word | a clause |\n| another | one more |\n"


def rules_tree():
    """A tree in which both pages of the rules say what there is: one story, one file of tests."""
    shown = [rule for rule in rules_named.BOOK if rule not in rules_book.NO_STORY]
    return {EN: rules_page(EN), JA: rules_page(JA), "docs/facility.md": '| `lease` | `"60min"` | an hour |\n',
            "tests/rules/all_test.cpp": EVERY_RULE,
            "tests/scenarios/a.story": f"# Everything (rules {', '.join(shown)}).\n"}


RULES = rules_tree()


FAULT = ('[[fault]]\nname = "a_door_is_open"\nrule = "P1"\nfile = "door.cc"\n'
         'old = "open = false"\nnew = "open = true"\n')
PLANTED = {"tests/mutation/faults.toml": FAULT, "service/core/door.cc": "bool open = false;\n"}


def spoilt(page, old, new):
    """`page` with one thing in it changed; and it was there to be changed."""
    assert old in RULES[page]
    return {page: RULES[page].replace(old, new, 1)}


# guard, a tree in order, the change that makes the fault, words of the complaint
CASES = [
    ("include_direction", {"service/core/door.h": GOOD_HEADER + "#include <vector>\n"},
     {"service/core/door.h": GOOD_HEADER + '#include "service/ports/store.h"\n'}, "service/core/ may include"),
    ("include_direction", {"service/core/door.h": GOOD_HEADER + "#include <vector>\n"},
     {"service/core/door.h": GOOD_HEADER + "#include <thread>\n"}, "the core is pure"),
    ("include_direction", {"service/core/door.h": GOOD_HEADER + "#include <vector>\n"},
     {"service/core/door.h": GOOD_HEADER + "#include <fmt/core.h>\n"}, "may not include fmt"),
    ("include_direction", {"adapters/mqtt/link.cc": '#include <mqtt/client.h>\n#include <unistd.h>\n'},
     {"adapters/mqtt/link.cc": '#include "adapters/http/server.h"\n'}, "adapters/mqtt/ may include"),
    ("include_direction", {"adapters/mqtt/link.cc": "#include <mqtt/client.h>\n"},
     {"adapters/mqtt/link.cc": "#include <pqxx/pqxx>\n"}, "may not include pqxx"),
    ("include_direction", {"adapters/mqtt/link.cc": "#include <mqtt/client.h>\n"},
     {"adapters/mqtt/link.cc": '#include "service/engine/engine.h"\n'}, "and not service/engine/engine.h"),
    ("include_direction", {"service/daemon/main.cc": '#include "adapters/mqtt/doors.h"\n',
                           "adapters/mqtt/doors.h": '#include "adapters/mqtt/topic.h"\n',
                           "adapters/mqtt/topic.h": "#include <string>\n"},
     {"adapters/mqtt/topic.h": "#include <mqtt/client.h>\n"}, "shows through"),
    ("include_direction", {"adapters/files/toml_reader.cc": "#include <toml++/toml.h>\n"},
     {"adapters/files/fault.cc": "#include <toml++/toml.h>\n"}, "may not include toml++"),
    ("link_lines", {"service/core/CMakeLists.txt": LISTS}, {"service/core/CMakeLists.txt":
     "zf_library(zf_core SOURCES a.cc PRIVATE fmt::fmt)\n"}, "may not link fmt::fmt"),
    ("link_lines", {"adapters/files/CMakeLists.txt": "zf_library(zf_f SOURCES a.cc PUBLIC zf_ports PRIVATE fmt::fmt x::x)"},
     {"adapters/files/CMakeLists.txt": "zf_library(zf_f SOURCES a.cc PRIVATE y::y x::x)"}, "one package"),
    ("link_lines", {"adapters/files/CMakeLists.txt": "zf_library(zf_f SOURCES a.cc PUBLIC zf_ports)"},
     {"adapters/files/CMakeLists.txt": "zf_library(zf_f SOURCES a.cc PUBLIC x::x)"}, "link it PRIVATE"),
    ("link_lines", {"adapters/files/CMakeLists.txt": "zf_library(zf_f SOURCES a.cc PUBLIC zf_ports)"},
     {"adapters/files/CMakeLists.txt": "zf_library(zf_f SOURCES a.cc PUBLIC zf_engine)"}, "adapters see ports"),
    ("include_direction", {"service/journal/leaf.cc": "#include <openssl/evp.h>\n"},
     {"service/journal/leaf.cc": "#include HEADER\n"}, "computed include"),
    ("include_direction", {"service/core/door.h": GOOD_HEADER},
     {"service/cellar/door.h": GOOD_HEADER}, "does not name"),
    ("in_build", {"service/core/CMakeLists.txt": LISTS, "service/core/door.cc": ""},
     {"service/core/key.cc": ""}, "service/core/key.cc: in no CMakeLists.txt"),
    ("in_build", {"tests/unit/CMakeLists.txt": "zf_test(door SOURCES core/door_test.cpp)\n",
                  "tests/unit/core/door_test.cpp": ""},
     {"tests/unit/core/key_test.cpp": ""}, "key_test.cpp: in no"),
    ("in_build", {"tests/unit/CMakeLists.txt": "zf_test(door SOURCES door_test.cpp)\n", "tests/unit/door_test.cpp": ""},
     {"tests/unit/CMakeLists.txt": "# door_test.cpp\n"}, "door_test.cpp: in no"),
    ("in_build", {"service/core/CMakeLists.txt": LISTS, "service/core/door.cc": ""},
     {"service/core/CMakeLists.txt": LISTS + "file(GLOB sources *.cc)\n"}, "GLOB"),
    ("unfinished", {"docs/a.md": "In order.\n"}, {"docs/a.md": "TO" + "DO: the rest\n"}, "docs/a.md:1"),
    ("unfinished", {"tests/a_test.cpp": 'mkdtemp("zf-XXXXXX")\n'}, {"tests/a_test.cpp": "GTEST" + "_SKIP();\n"},
     "a test runs"),
    ("unfinished", {"tests/a_test.cpp": "TEST(A, b)\n"}, {"tests/a_test.cpp": "TEST(A, DIS" + "ABLED_b)\n"},
     "a test runs"),
    ("unfinished", {"deploy/run": "cd /var/lib\n"}, {"deploy/run": "cd /ho" + "me/ada/zone\n"}, "one machine"),
    ("openings", {"service/core/door.h": GOOD_HEADER}, {"service/core/door.h": "#pragma once\n"}, "open it with"),
    ("openings", {"service/core/door.cc": '#include "service/core/door.h"\n'},
     {"service/core/door.cc": '#include "service/core/key.h"\n'}, "open it with"),
    ("openings", {"service/core/door.h": GOOD_HEADER}, {"service/core/door.h": "// A door.\n"}, "too little"),
    ("core_words", {"service/core/door.cc": "// no double\nauto s = \"double\";\n"},
     {"service/core/door.cc": "double d;\n"}, "no floating point"),
    ("core_words", {"service/core/door.cc": "Door() = default;\n"},
     {"service/core/door.cc": "switch (d) {\n  default:\n}\n"}, "name every case"),
    ("core_words", {"service/core/door.cc": "int x = 1'000; // a throw\n"},
     {"service/core/door.cc": "throw 1;\n"}, "never an exception"),
    ("rules_named", {"tests/rules/all_test.cpp": EVERY_RULE},
     {"tests/rules/all_test.cpp": EVERY_RULE.replace("TEST(Rules, P1_", "// TEST(Rules, P1_")}, "rule P1:"),
    ("rules_named", {"tests/rules/all_test.cpp": EVERY_RULE},
     {"tests/rules/all_test.cpp": EVERY_RULE.replace(" K7_", " k7_")}, "rule K7:"),
    ("rules_named", {"tests/rules/all_test.cpp": EVERY_RULE.replace(" K7_", " k7_").replace(" S1_", " s1_"),
                     "tests/scenarios/a.story": "# A replay moves nobody (rules S1 and\n# K7).\n"},
     {"tests/scenarios/a.story": "# A replay moves nobody (rule S1).\n{\"label\":\"rule K7\"}\n"}, "rule K7:"),
    ("rules_book", RULES, spoilt(JA, "### K7 ", "### K77 "), "in the order of the book"),
    ("rules_book", RULES, spoilt(EN, "scenarios/a.story", "scenarios/b.story"), "there is no tests/scenarios/b.story"),
    ("rules_book", RULES, {"tests/scenarios/a.story": RULES["tests/scenarios/a.story"].replace(" P1,", "")},
     "does not say rule P1"),
    ("rules_book", RULES, {"tests/scenarios/b.story": "# Another (rule P1).\n"}, "b.story: no rule of"),
    ("rules_book", RULES, spoilt(JA, "- [a](../tests/scenarios/a.story)\n", "- [a](../tests/scenarios/a.story) "
                                 "[a](../tests/scenarios/a.story)\n"), "C1: not the stories, tests and clauses"),
    ("rules_book", RULES, spoilt(JA, "：a word", "：another"), "C1: not the stories, tests and clauses"),
    ("rules_book", RULES, spoilt(EN, "Serves: a word", "Serves: a wish"), "C1: serves no clause"),
    ("rules_book", RULES, spoilt(EN, "[a](../tests/scenarios/a.story)", "somewhere"), "no story shows it"),
    ("rules_book", RULES, {"tests/rules/all_test.cpp": EVERY_RULE.replace(" Z7_", " z7_")}, "begins with Z7_"),
    ("rules_book", RULES, spoilt(EN, "[t](../tests/rules/all_test.cpp)", "by somebody"), "name the test that holds it"),
    ("rules_book", RULES, spoilt(EN, "[t](../tests/rules/all_test.cpp)", "[a](../tests/scenarios/a.story)"),
     "out of NO_STORY"),
    ("rules_book", RULES, spoilt(EN, "not built", "ready"), "say what of it is not built"),
    ("rules_book", RULES, spoilt(JA, "(60 min)", "（90 分）"), "lease is 60min, not 90min"),
    ("mutation_applies", PLANTED, {"service/core/door.cc": "bool shut = true;\n"}, "stands 0 times"),
    ("mutation_applies", PLANTED, {"service/core/door.cc": "bool open = false;\n" * 2}, "stands 2 times"),
    ("mutation_applies", PLANTED, {"service/core/key.cc": "bool turned = false;\n"}, "no fault in"),
    ("mutation_applies", PLANTED, {"tests/mutation/faults.toml": FAULT.replace("door.cc", "gate.cc")}, "there is no"),
    ("mutation_applies", PLANTED, {"tests/mutation/faults.toml": FAULT.replace('"P1"', '"P99"')}, "no rule P99"),
    ("mutation_applies", PLANTED, {"tests/mutation/faults.toml": FAULT * 2}, "named 2 times"),
    ("mutation_applies", PLANTED, {"tests/mutation/faults.toml": FAULT.replace("= true", "= false")}, "changes nothing"),
    ("sizes", {"service/core/door.cc": "int a;\n" * 600}, {"service/core/door.cc": "int a;\n" * 601}, "divide it"),
    ("sizes", {"service/core/door.cc": "int a;\n"}, {"service/core/door.cc": "int " + "a" * 120 + ";\n"}, "columns"),
    ("links", {"README.md": "[a](docs/a.md#the-door)\n", "docs/a.md": "# The door\n"},
     {"README.md": "[a](docs/b.md)\n"}, "no such file"),
    ("links", {"README.md": "[a](docs/a.md#the-door)\n", "docs/a.md": "# The door\n"},
     {"docs/a.md": "# The key\n"}, "no such heading"),
    ("links", {"README.md": "![a](a.svg)\n", "a.svg": ""}, {"README.md": "[a](/etc/passwd)\n"}, "inside the tree"),
    ("doc_commands", {"README.md": "```sh\n./tests/run | head\n```\n", "tests/run": ""},
     {"README.md": "```sh\n./tests/walk\n```\n"}, "tests/walk does not exist"),
    ("doc_commands", {"README.md": "```sh\nzonefactor check a.toml\n```\n",
                      "service/cli/check.cc": 'app.add_subcommand("check", "Checks");\n'},
     {"README.md": "```sh\nzonefactor guess a.toml\n```\n"}, "no verb guess"),
    ("doc_commands", {"README.md": "```sh\ntrue\n```\n"}, {"README.md": "```sh\nif true\n```\n"}, "does not parse"),
    ("scripts", {"run": "#!/usr/bin/env bash\nset -euo pipefail\n"}, {"run": "#!/usr/bin/env bash\necho\n"},
     "set -euo pipefail"),
    ("scripts", {"run": "#!/usr/bin/env bash\nset -euo pipefail\n"},
     {"run": "#!/usr/bin/env bash\nset -euo pipefail\nif true; then\n"}, "syntax error"),
    ("scripts", {"a.py": "print(1)\n"}, {"a.py": "print(1\n"}, "a.py:1"),
]

WARNS = ("sizes", "void long_one() {\n" + "  step();\n" * 80 + "}\n", "void long_one() {\n  step();\n}\n")


def run(guard, root):
    done = subprocess.run([sys.executable, os.path.join(HERE, guard + ".py"), root],
                          capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def write(root, contents):
    for path, text in contents.items():
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        if text.startswith("#!"):
            os.chmod(full, 0o755)


def check_guards():
    for number, (guard, good, fault, complaint) in enumerate(CASES):
        with tempfile.TemporaryDirectory() as root:
            write(root, good)
            status, said = run(guard, root)
            if status != 0:
                yield f"case {number}: {guard} refuses a tree in order: {said}"
            write(root, fault)
            status, said = run(guard, root)
            if status != 1 or complaint not in said:
                yield f"case {number}: {guard} does not say '{complaint}' ({status}): {said}"
    for guard in sorted({case[0] for case in CASES}):
        with tempfile.TemporaryDirectory() as root:
            status, said = run(guard, root)
            if status != 1 or "nothing to look at" not in said:
                yield f"{guard} is content with an empty tree: {said}"
    guard, long, short = WARNS
    for text, warns in ((long, True), (short, False)):
        with tempfile.TemporaryDirectory() as root:
            write(root, {"service/core/door.cc": text})
            status, said = run(guard, root)
            if status != 0 or ("warning" in said) != warns:
                yield f"{guard}: a function of {text.count(chr(10))} lines: {said}"


def check_symbols():
    def line(symbol):
        return f"libzf_core.a:door.cc.o:                 U {symbol}"
    for fine in ("memcpy", "operator new(unsigned long)", "zonefactor::core::decide(int)", "__assert_fail",
                 "std::__throw_out_of_range_fmt(char const*, ...)", "__cxa_begin_catch"):
        if core_symbols.judge([line(fine)]):
            yield f"core_symbols refuses {fine}"
    for sin in ("clock_gettime", "time", "gettimeofday", "rand", "open", "read", "write", "socket", "getenv",
                "pthread_create@GLIBC_2.34", "printf", "std::random_device::_M_getval()", "std::cout",
                "std::chrono::_V2::system_clock::now()", "std::thread::join()", "std::locale::locale()",
                "fmt::v9::vprint(int)", "std::basic_ofstream<char, std::char_traits<char> >::open(char const*)"):
        if not core_symbols.judge([line(sin)]):
            yield f"core_symbols lets {sin} pass"


def main():
    faults = list(check_guards()) + list(check_symbols())
    untried = {f[:-3] for f in os.listdir(HERE) if f.endswith(".py")} - {c[0] for c in CASES} - {
        "tree", "guards_catch", "core_symbols", "clang_syntax"}
    faults += [f"{guard}: no case shows that it catches anything" for guard in sorted(untried)]
    print("\n".join(re.sub(r"\n+", "\n  ", f) for f in faults))
    print(f"{len(CASES)} faulty trees tried, {len(faults)} guards failed to catch theirs")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
