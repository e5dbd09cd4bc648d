#!/usr/bin/env python3
"""Completions as bash, zsh and fish give them: commands, options, formats after commas and '=', ids, keys, topics.

A shell that is not installed is skipped, with a message.

Usage: shells.py NOTECONV
"""
import os
import pty
import select
import shutil
import subprocess
import sys
import time

from lib import ROOT, check, finish, in_folders, make, run

# What is typed, what must be offered, what must not.
LINES = [
    ("noteconv che", {"check"}, {"cards"}),
    ("noteconv help fol", {"folders"}, {"formats"}),
    ("noteconv --templ", {"--template-dir"}, {"--to"}),
    ("noteconv -t ", {"epub", "apkg", "org", "html", "json"}, {"check"}),
    ("noteconv -t epub,ap", {"epub,apkg"}, {"epub,org"}),
    ("noteconv --to epub,org,h", {"epub,org,html"}, {"epub,org,json"}),
    ("noteconv --cards questions,head", {"questions,headings"}, {"questions,marks"}),
    ("noteconv --breaks h", {"hard"}, {"soft"}),
    ("noteconv -M auth", {"author="}, {"title="}),
    ("noteconv -W no-link-unr", {"no-link-unresolved"}, {"no-link-alias"}),
    ("noteconv -Wno-link-unr", {"-Wno-link-unresolved"}, {"-Wno-link-alias"}),
    ("noteconv -t epub nota", {"notable.md"}, {"other.md"}),
    ("noteconv --cover no", {"none", "notable.md"}, {"auto", "other.md"}),
    ("noteconv --plan no", {"none", "notable.md"}, {"other.md"}),
    ("noteconv --image-size o", {"original"}, {"other.md"}),
    ("noteconv send --device ko", {"kobo", "koreader"}, {"kindle"}),
]
# After '=' shells differ in what they take for the word.
EQUALS = [("--to=ep", "epub"), ("--to=epub,js", "epub,json"), ("--breaks=s", "soft"), ("--org-links=i", "id"), ("--template-dir=look", "looks/"), ("--device=look", "looks/")]


def bash(folder, line):
    script = f"source {ROOT}/completions/noteconv.bash\n" + r'''
line=$1; COMP_LINE=$line; COMP_POINT=${#line}
words=$(sed 's/=/ = /g' <<< "$line"); read -ra COMP_WORDS <<< "$words"
[[ $line == *[\ ] ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _noteconv; printf '%s\n' "${COMPREPLY[@]}"
'''
    r = subprocess.run(["bash", "-c", script, "bash", line], cwd=folder, capture_output=True, text=True, check=False)
    return {w.rstrip("/") + ("/" if os.path.isdir(os.path.join(folder, w)) else "") for w in r.stdout.split()}, r


def fish(folder, line):
    script = f"source {ROOT}/completions/noteconv.fish; complete -C $argv[1]"
    r = subprocess.run(["fish", "--no-config", "-c", script, line], cwd=folder, capture_output=True, text=True, check=False,
                       env={**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder})
    return {w.split("\t")[0] for w in r.stdout.splitlines()}, r


class Zsh:
    """An interactive zsh on a terminal of its own: TAB has to be typed."""

    def __init__(self, folder):
        pid, self.fd = pty.fork()
        if pid == 0:
            os.chdir(folder)
            os.environ.update(HOME=folder, ZDOTDIR=folder, TERM="dumb", COLUMNS="400")
            os.execvp("zsh", ["zsh", "-f", "-i"])
        self.send(f"PS1='> '; fpath=({ROOT}/completions $fpath); autoload -U compinit; compinit -D -u; unsetopt zle_bracketed_paste; stty cols 400 rows 200; "
                  "zstyle ':completion:*' list-prompt ''; LISTMAX=0; setopt no_beep no_auto_menu; bindkey '^I' complete-word; echo rea''dy\n", "ready")

    def send(self, text, until=None, seconds=10):
        os.write(self.fd, text.encode())
        shown, end = "", time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.fd], [], [], 0.4)[0]:
                shown += os.read(self.fd, 65536).decode("utf-8", "replace")
                if until and until in shown:
                    break
            elif not until:
                break
        return shown

    def complete(self, line):
        self.send("\x15")
        # ^D lists what is possible; a TAB completes what is certain.
        return self.send(line + "\x04\t")


def offers(shell, folder):
    for line, want, never in LINES:
        got, r = shell(folder, line)
        check(want <= got and not never & got, f"{shell.__name__}: {line!r}: {want} in {sorted(got)[:20]}", r)
    for option, want in EQUALS:
        got, r = shell(folder, "noteconv " + option)
        check(got & {want, option.split("=")[0] + "=" + want}, f"{shell.__name__}: {option!r}: {want} in {sorted(got)[:20]}", r)


def in_zsh(folder):
    zsh = Zsh(folder)
    for line, want, _ in LINES:
        got = zsh.complete(line)
        check(all(w in got for w in want), f"zsh: {line!r}: {want} in {got[-300:]!r}")
    for option, want in EQUALS:
        got = zsh.complete("noteconv " + option)
        check(option.split("=")[0] + "=" + want in got, f"zsh: {option!r}: {want} in {got[-300:]!r}")


def everything(folder):
    make(folder, {"notable.md": "# N\n", "other.md": "# O\n", "looks/x.css": ""})
    for name, kept in (("bash", "noteconv.bash"), ("fish", "noteconv.fish"), ("zsh", "_noteconv")):
        with open(f"{ROOT}/completions/{kept}", encoding="utf-8") as f:
            check(run(folder, "help", name).stdout == f.read(), f"noteconv help {name} prints completions/{kept}")
    for name, test in (("bash", lambda: offers(bash, folder)), ("fish", lambda: offers(fish, folder)), ("zsh", lambda: in_zsh(folder))):
        if shutil.which(name):
            test()
        else:
            print(f"{name} is not installed: its completions were not tried")


in_folders(everything)
sys.exit(finish())
