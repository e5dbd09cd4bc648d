#!/usr/bin/env python3
"""The same input gives the same bytes: every format of `noteconv --list-formats` but calibre's, from two folders, under other time zones,
locales, umasks and numbers of jobs, with the same file times and, again, with SOURCE_DATE_EPOCH.

Usage: same_bytes.py NOTECONV
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
EXAMPLES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples")
OTHERS = {"azw3"}  # calibre writes it, where it is installed: readers.py looks at what is ours in it
FORMATS = [line.split()[0] for line in
           subprocess.run([PROGRAM, "--list-formats"], capture_output=True, text=True, check=True).stdout.splitlines()]
FORMATS = [name for name in FORMATS if name not in OTHERS]
SETTINGS = [
    ({"TZ": "UTC", "LANG": "C", "LC_ALL": "C"}, 0o022, "1"),
    ({"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, 0o077, "2"),
]


def convert(note, fmt, environment, mask, jobs, epoch):
    with tempfile.TemporaryDirectory(prefix=f"nc{jobs}") as folder:
        copy = os.path.join(folder, os.path.basename(note))
        shutil.copy(note, copy)
        os.utime(copy, (1700000000, 1700000000))
        env = {**os.environ, **environment}
        env.pop("SOURCE_DATE_EPOCH", None)
        if epoch:
            env["SOURCE_DATE_EPOCH"] = epoch
        old = os.umask(mask)
        try:
            r = subprocess.run([PROGRAM, "-q", "-j", jobs, "-t", fmt, "-o", "out." + fmt, os.path.basename(note)], cwd=folder,
                               env=env, check=False, capture_output=True, timeout=120)
        finally:
            os.umask(old)
        product = os.path.join(folder, "out." + fmt)
        written = os.path.exists(product)
        if r.returncode != (0 if written else 1):
            raise SystemExit(f"{note} as {fmt}: exit status {r.returncode}: {r.stderr.decode()}")
        return open(product, "rb").read() if written else b"(no product)"


checked = failed = 0
for note in sorted(glob.glob(EXAMPLES + "/*.md")):
    for fmt in FORMATS:
        for epoch in (None, "1735689600"):
            results = {convert(note, fmt, env, mask, jobs, epoch) for env, mask, jobs in SETTINGS}
            checked += 1
            if len(results) != 1:
                failed += 1
                print(f"{os.path.basename(note)} as {fmt}{' with SOURCE_DATE_EPOCH' if epoch else ''}: the bytes differ")
print(f"{checked - failed} of {checked} products the same everywhere")
sys.exit(1 if failed or not checked else 0)
