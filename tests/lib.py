"""What the tests in Python share: running the program, writing notes, counting what is as expected.

A script calls check() for each thing it expects and ends with sys.exit(finish()).
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""
EPOCH = {"SOURCE_DATE_EPOCH": "1735689600"}
# One pixel.
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da637068380000028401"
                    "81186a74870000000049454e44ae426082")
# Whoever asks only whether something is noticed need not wait for the rest (tests/mutants).
STOP_AT_FIRST = "NC_STOP_AT_FIRST" in os.environ
_checked = _failed = 0


def check(condition, what, detail=None):
    """Counts; says what is not as expected. detail: text, or a finished process."""
    global _checked, _failed
    _checked += 1
    if condition:
        return
    _failed += 1
    print(what)
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
    """Writes files (text or bytes by their names) below root."""
    for name, text in files.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode("utf-8"))


def in_folders(*tests):
    """Calls each test with an empty folder of its own."""
    for test in tests:
        with tempfile.TemporaryDirectory() as folder:
            test(folder)
