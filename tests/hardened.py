#!/usr/bin/env python3
"""The program is hardened: readelf sees what cmake/harden.cmake asks for.

Usage: hardened.py NOTECONV
Control-flow protection is asked of x86-64 alone: elsewhere the compiler may have none.
"""
import platform
import re
import shutil
import subprocess
import sys

from lib import PROGRAM, check, finish


def readelf(*words):
    return subprocess.run(["readelf", "-W", *words, PROGRAM], capture_output=True, text=True, check=True).stdout


def main():
    if not shutil.which("readelf"):
        print("readelf (binutils) is missing")
        return 1
    header, segments, dynamic, symbols = readelf("-h"), readelf("-l"), readelf("-d"), readelf("--dyn-syms")
    check(re.search(r"Type:\s+DYN", header), "position-independent executable", header)
    check("GNU_RELRO" in segments, "RELRO", segments)
    check(re.search(r"BIND_NOW|Flags:.*NOW", dynamic), "full RELRO: all symbols are bound at the start", dynamic)
    stack = re.search(r"GNU_STACK.*", segments)
    check(stack and "RWE" not in stack[0], "the stack is not executable", segments)
    check(not re.search(r"LOAD.*RWE", segments), "no segment is writable and executable", segments)
    check("__stack_chk_fail" in symbols, "stack protector", symbols)
    checked = set(re.findall(r"__(\w+)_chk@", symbols))
    check(len(checked - {"stack"}) >= 3, f"checked calls of the C library: {sorted(checked)}")
    if platform.machine() == "x86_64":
        with open(PROGRAM, "rb") as f:
            code = f.read()
        # The linker marks a program only if all start-up objects of the system are marked, so the code itself is looked at.
        check(code.count(b"\xf3\x0f\x1e\xfa") > 300, f"functions begin with endbr64: {code.count(bytes([0xf3, 0x0f, 0x1e, 0xfa]))}")
        check(code.count(b"\x48\x83\x0c\x24\x00") > 3, "large frames are probed page by page (stack clash)")
    return finish()


sys.exit(main())
