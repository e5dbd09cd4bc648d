"""Shared by the tests in Python: running the program, writing notes, counting what is as expected.

A script calls check() for each thing it expects and ends with sys.exit(finish()).
"""
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import traceback
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""
EPOCH = {"SOURCE_DATE_EPOCH": "1735689600"}
# One pixel.
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da637068380000028401"
                    "81186a74870000000049454e44ae426082")
# Whoever asks only whether something is noticed need not wait for the rest (tests/mutants).
STOP_AT_FIRST = "NC_STOP_AT_FIRST" in os.environ
# Of many alike, tests that take long try one in so many; tests/mutants sets it.
SAMPLE = 6 if "NC_SAMPLE" in os.environ else 1
TURN_FIRST = "NC_TURN_FIRST" in os.environ  # tests/selfcheck.py
_checked = _failed = 0


def corpora():
    """The folders of real notes at hand: each holds folders, a set of notes each. NOTECONV_CORPUS_MORE names a second one, whose
    sets the outside judges are not asked about."""
    return [f for f in (os.environ.get("NOTECONV_CORPUS"), os.environ.get("NOTECONV_CORPUS_MORE")) if f]


def check(condition, what, *details):
    """Counts; says what is not as expected. details: texts, or finished processes."""
    global _checked, _failed
    _checked += 1
    if bool(condition) != (TURN_FIRST and _checked == 1):
        return
    _failed += 1
    print(what)
    for detail in details:
        if isinstance(detail, subprocess.CompletedProcess):
            detail = f"status {detail.returncode}\nout {detail.stdout[-700:]!r}\nerr {detail.stderr[-700:]!r}"
        if detail is not None:
            print("  " + str(detail)[-1500:].replace("\n", "\n  "))
    if STOP_AT_FIRST:
        sys.exit(1)


def finish():
    """The exit status: 0 if something was checked and all of it was as expected."""
    print(f"{_checked - _failed} of {_checked} as expected")
    return 1 if _failed or not _checked else 0


def run(folder, *words, timeout=120, env=None, stdin=None):
    """Runs the program in a folder, at a fixed time. Bytes that are no UTF-8 come as surrogates."""
    return subprocess.run([PROGRAM, *words], cwd=folder, input=stdin, capture_output=True, timeout=timeout, check=False,
                          env={**os.environ, **EPOCH, **(env or {})}, encoding="utf-8", errors="surrogateescape")


def make(root, files):
    """Writes files (text or bytes by their names) below root, and removes those that are None."""
    for name, text in files.items():
        path = os.path.join(root, name)
        if text is None:
            os.remove(path)
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode("utf-8"))


def png_of(width, height, depth, colour, rows):
    """A PNG of that size; rows: the bytes of its rows, each with a zero before it."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)) + \
        chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def read_text(path):
    """A note's text, which is in UTF-8 or UTF-16."""
    with open(path, "rb") as f:
        data = f.read()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")


def on_terminal(folder, *words, stdin=subprocess.DEVNULL, env=None, whole=False, seen=None):
    """What a terminal finally shows, and the exit status. whole: also what was erased, such as progress, which a slow machine
    shows and a fast one does not. seen: called with what has come so far, whenever something comes."""
    main, side = pty.openpty()
    with subprocess.Popen([PROGRAM, *words], cwd=folder, stdin=stdin, stdout=side, stderr=side,
                          env={**os.environ, **EPOCH, "TERM": "xterm", "NO_COLOR": "", **(env or {})}) as child:
        os.close(side)
        shown = b""
        try:
            while chunk := os.read(main, 65536):
                shown += chunk
                if seen:
                    seen(shown.decode(errors="replace"))
        except OSError:
            pass
    os.close(main)
    text = shown.decode().replace("\r\n", "\n")
    return text if whole else re.sub(r"[^\n]*\r\x1b\[K", "", text), child.returncode


def attempt(test, *arguments):
    """Calls a test; one that breaks off, at a file that is not there or the like, has failed, and others go on."""
    try:
        test(*arguments)
    except Exception:  # pylint: disable=broad-exception-caught
        check(False, f"{test.__name__} broke off", traceback.format_exc())


def in_folders(*tests):
    """Attempts each test with an empty folder of its own."""
    for test in tests:
        with tempfile.TemporaryDirectory() as folder:
            attempt(test, folder)
