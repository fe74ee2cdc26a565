#!/usr/bin/env -S python3 -B
"""Includes follow the architecture: an allow-list per folder; what is not named is refused."""
import re
import sys

import tree

EVERYTHING = object()

# Folder: the folders of ours it may include. A folder that is not named here may not exist.
OURS = {
    "service/core/": ["service/core/"],
    "service/journal/": ["service/journal/", "service/core/"],
    "service/ports/": ["service/ports/", "service/core/"],
    "service/engine/": ["service/engine/", "service/ports/", "service/journal/", "service/core/"],
    "service/verify/": ["service/verify/", "service/journal/", "service/core/", "adapters/http/reason_text.h"],
    "service/config/": ["service/config/", "service/core/", "adapters/files/"],
    "service/daemon/": EVERYTHING,
    "service/cli/": EVERYTHING,
    "service/doors/": EVERYTHING,
    "service/witness/": EVERYTHING,
    "adapters/": ["service/ports/", "service/journal/", "service/core/"],  # and the adapter's own folder
}
# Folder or beginning of a file's path: headers of other people it may include. The longest that fits
# counts, so that within one folder each library has its own package. The standard library is open to all.
FMT = r"fmt/.*"
TOML = r"toml\+\+/.*|toml\+\+\.h"
FOREIGN = {
    "service/": [FMT],
    "service/core/": [],
    "service/ports/": [],
    "service/journal/": [r"openssl/.*"],
    "service/verify/": [FMT, r"CLI/CLI\.hpp"],
    "service/verify/main": [FMT, r"CLI/CLI\.hpp", r"openssl/crypto\.h"],
    "service/verify/zip_pack": [FMT, r"zip\.h"],
    "adapters/": [FMT],
    "adapters/files/toml_": [FMT, TOML],
    "adapters/files/time_zone": [FMT, r"date/.*"],
    "adapters/files/rehearsal_lines": [FMT, r"simdjson\.h"],
    "adapters/profiles/": [FMT, r"simdjson\.h"],
    "adapters/postgres/": [FMT, r"pqxx/.*"],
    "adapters/mqtt/": [FMT, r"mqtt/.*"],
    "adapters/modbus/": [FMT, r"modbus/.*|modbus\.h"],
    "adapters/witness/": [FMT, r"httplib\.h"],
    "adapters/timestamp/": [FMT, r"httplib\.h"],
    "adapters/http/": [FMT, r"simdjson\.h"],
    **{f"adapters/http/{part}": [FMT, r"boost/.*", r"openssl/.*"]
       for part in ("connection", "loop", "request_parser", "response_head", "server", "tls")},
}

STANDARD = set("""
algorithm any array atomic barrier bit bitset charconv chrono compare complex concepts condition_variable
coroutine deque exception execution filesystem forward_list fstream functional future initializer_list iomanip
ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new numbers
numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex span
sstream stack stdexcept stop_token streambuf string string_view syncstream system_error thread tuple
type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint
cstdio cstdlib cstring ctime cuchar cwchar cwctype
""".split())
# Standard, and yet closed to the core: they read the world, or make an answer depend on it.
CORE_REFUSES = set("""
atomic barrier condition_variable coroutine execution filesystem fstream future iomanip iostream istream latch
locale mutex ostream random semaphore shared_mutex sstream stop_token streambuf syncstream thread
cmath cfenv clocale csignal cstdio ctime regex
""".split())
# Sockets, files and clocks of the operating system, at the edge only.
POSIX = re.compile(r"(sys/(socket|stat|time|types|un|poll|file)|netinet/(in|tcp)|arpa/inet"
                   r"|fcntl|iconv|netdb|poll|signal|time|unistd)\.h")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(<([^>]+)>|"([^"]+)"|(\S+))', re.MULTILINE)


def longest(table, path):
    return max((key for key in table if path.startswith(key)), key=len, default=None)


def home_of(path):
    """The folder a file belongs to: `service/core/`, `adapters/mqtt/`."""
    return "/".join(path.split("/")[:2]) + "/"


def judge(path, angled, name):
    """What is wrong with `path` including `name`; None if nothing."""
    ours = OURS[longest(OURS, path)]
    if ours is EVERYTHING:
        return None
    foreign = FOREIGN[longest(FOREIGN, path)]
    home = home_of(path)
    if name.startswith(("service/", "adapters/", "tests/", "deploy/")):
        if angled:
            return f"<{name}> is ours: include it with quotes"
        allowed = sorted({*ours, home})
        return None if name.startswith(tuple(allowed)) else f"{home} may include {', '.join(allowed)} and not {name}"
    if any(re.fullmatch(pattern, name) for pattern in foreign):
        return None
    if not angled:
        return f'"{name}" is not written from the root of the tree'
    if name in STANDARD:
        if home == "service/core/" and name in CORE_REFUSES:
            return f"the core is pure: <{name}> reads the world or lets an answer depend on it"
        return None
    if (home.startswith("adapters/") or home == "service/config/") and POSIX.fullmatch(name):
        return None
    return f"{home} may not include {name} here; the allow-list is tests/tidy/include_direction.py"


def is_foreign(name):
    return not name.startswith(("service/", "adapters/")) and name not in STANDARD and not re.fullmatch(FMT, name)


def public_headers_with_guests(includes):
    """Headers of adapters that programs include, and that show another package's header to them."""
    shown = {name for path, names in includes.items() if path.startswith("service/")
             for _, name in names if name.startswith("adapters/")}
    while True:
        further = {name for header in shown for _, name in includes.get(header, ()) if name.startswith("adapters/")}
        if further <= shown:
            break
        shown |= further
    for header in sorted(shown):
        for line, name in includes.get(header, ()):
            if is_foreign(name):
                yield f"{header}:{line}: {name} shows through to the programs; keep it inside the adapter"


def main(root):
    faults, includes = [], {}
    for path in tree.files(root, ("service", "adapters"), tree.SOURCE):
        text = tree.read(root, path)
        includes[path] = []
        if longest(OURS, path) is None:
            faults.append(f"{path}: stands in a folder the allow-list of tests/tidy/include_direction.py does not name")
            continue
        for match in INCLUDE.finditer(text):
            line = tree.line_of(text, match.start())
            if match.group(4):
                faults.append(f"{path}:{line}: a computed include cannot be judged; write the header's name")
                continue
            name = match.group(2) or match.group(3)
            includes[path].append((line, name))
            fault = judge(path, match.group(2) is not None, name)
            if fault:
                faults.append(f"{path}:{line}: {fault}")
    faults += public_headers_with_guests(includes)
    tree.finish(faults, len(includes), "sources of service and adapters")


if __name__ == "__main__":
    main(sys.argv[1])
