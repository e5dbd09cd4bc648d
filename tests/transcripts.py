#!/usr/bin/env python3
"""The transcripts of docs/first-use.md are what a terminal shows: each block of console is typed again, section by section, in an
empty home folder. Lines after "$ " are typed; those after another prompt are not.

Usage: transcripts.py NOTECONV [--regen]
"""
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

from lib import EPOCH, PROGRAM, ROOT, check, finish

PAGE = os.path.join(ROOT, "docs/first-use.md")


def shown(command, home):
    """What a terminal of 80 columns shows of a command."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {**os.environ, **EPOCH, "HOME": home, "PATH": f"{home}/.bin:{os.environ['PATH']}", "NO_COLOR": "1", "TERM": "xterm",
           "LC_ALL": "C.UTF-8", "NOTECONV_DEVICES": os.path.dirname(os.path.dirname(home)) + "/media/ann/KOBOeReader"}
    env.pop("XDG_CONFIG_HOME", None)
    text = b""
    with subprocess.Popen(["bash", "-c", command], cwd=home, stdin=subprocess.DEVNULL, stdout=side, stderr=side, env=env) as child:
        os.close(side)
        try:
            while chunk := os.read(main, 65536):
                text += chunk
        except OSError:
            pass
        child.wait(timeout=60)
    os.close(main)
    return text.decode().replace("\r\n", "\n").replace(os.path.dirname(os.path.dirname(home)), "")


def commands(block):
    """Pairs of a command, as it is typed over lines, and what the page says that it shows."""
    lines = block.split("\n")
    i = 0
    while i < len(lines):
        typed = [lines[i]]
        end = re.search(r"<<'(\w+)'", lines[i])
        while (end and lines[i] != end[1]) or (not end and lines[i].endswith("\\")):
            i += 1
            typed.append(lines[i])
        i += 1
        output = []
        while i < len(lines) and not lines[i].startswith("$ "):
            output.append(lines[i])
            i += 1
        yield "\n".join(typed), "\n".join(output)


def alike(a, b):
    """Sizes differ with the libraries."""
    return re.sub(r"\d+(\.\d+)? [kM]B", "N kB", a) == re.sub(r"\d+(\.\d+)? [kM]B", "N kB", b)


def section(text, regen):
    with tempfile.TemporaryDirectory() as top:
        top = os.path.realpath(top)
        home = top + "/home/ann"
        os.makedirs(home + "/.bin")
        os.makedirs(top + "/media/ann/KOBOeReader/.kobo")
        os.symlink(PROGRAM, home + "/.bin/noteconv")

        def again(m):
            if not m[1].startswith("$ "):
                return m[0]
            out = []
            for typed, told in commands(m[1]):
                got = shown(typed[2:], home).rstrip("\n")
                check(regen or alike(got, told), f"{typed}\n--- the page says\n{told}\n--- the terminal says\n{got}")
                out.append(typed + ("\n" + got if got else ""))
            return "```console\n" + "\n".join(out) + "\n```"

        return re.sub(r"```console\n(.*?)\n```", again, text, flags=re.S)


def sections(page):
    """The page, cut before each heading that is not in a block."""
    parts, fenced = [""], False
    for line in page.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            parts.append("")
        parts[-1] += line
    return parts


with open(PAGE, encoding="utf-8") as file:
    parts = sections(file.read())
made = "".join(section(part, "--regen" in sys.argv) for part in parts)
if "--regen" in sys.argv:
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(made)
sys.exit(finish())
