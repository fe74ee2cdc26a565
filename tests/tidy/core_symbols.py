#!/usr/bin/env -S python3 -B
"""The core's archive asks nothing of the world: every symbol it leaves open is on a short allow-list.

An allow-list, not a list of sins: what the core may use is small (memory, strings, the assert's end), and
the function nobody thought of is refused too.
"""
import re
import subprocess
import sys

import tree

# Open symbols the core may have, demangled or plain.
ALLOWED = [
    r"zonefactor::core::.*",
    r"(typeinfo|vtable|VTT|guard variable|construction vtable|typeinfo name) (for )?.*",
    r"operator (new|delete)(\[\])?\(.*",
    r"mem(cpy|move|set|cmp|chr)|__mem(cpy|move|set)_chk|str(len|cmp|ncmp)|bcmp",
    r"abort|__assert_fail|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_|__dso_handle|__tls_get_addr",
    r"std::nothrow|__libc_single_threaded",  # a sort's buffer; whether a shared_ptr counts atomically
    r"__cxa_.*|__gxx_personality_v0|_Unwind_Resume|__gcc_personality_v0|atexit",
    r"__(u|s)?(div|mod|mul)\w*|__popcountdi2",
    r"std::__throw_.*",
    r"std::terminate\(\)",
    r"(std::.*)?std::(__cxx11::)?basic_string(_view)?<.*",
    r"std::(__detail|__cxx11|pmr)::(?!basic_.*stream|locale|.*regex).*",
    r"std::_Rb_tree_(in|de)crement\(.*|std::_Rb_tree_(insert_and_rebalance|rebalance_for_erase)\(.*",
    r"std::_Hash_bytes\(.*|std::__detail::_Prime_rehash_policy::.*",
    r"std::(logic_error|runtime_error|out_of_range|length_error|invalid_argument|bad_alloc|bad_variant_access"
    r"|bad_optional_access|exception|bad_function_call|bad_array_new_length)::.*",
    r"std::(__throw|to_chars|from_chars|__to_chars|__from_chars).*",
    r"std::chrono::(?!.*(system|steady|high_resolution|utc|file|tai|gps)_clock::now).*",
    r"__(asan|ubsan|tsan|sanitizer|san)_.*|__cyg_profile.*",
]
ALLOWED_PATTERN = re.compile("|".join(f"(?:{p})" for p in ALLOWED))


def judge(lines):
    """The faults among lines of `nm -C -u -A archive`."""
    faults = []
    for line in lines:
        match = re.match(r"^(.*?):\s*(?:[0-9a-f]*)\s*[Uwv]\s+(.*)$", line)
        if not match:
            continue
        member, symbol = match.group(1).split(":")[-1], match.group(2)
        plain = re.sub(r"@+[A-Z].*$", "", symbol)
        if not ALLOWED_PATTERN.fullmatch(plain):
            faults.append(f"{member}: {plain} is not among what the core may use (tests/tidy/core_symbols.py)")
    return sorted(set(faults))


def main(archive):
    listed = subprocess.run(["nm", "-C", "-u", "-A", archive], capture_output=True, text=True, check=True)
    lines = listed.stdout.splitlines()
    tree.finish(judge(lines), len(lines), "open symbols of the core")


if __name__ == "__main__":
    main(sys.argv[1])
