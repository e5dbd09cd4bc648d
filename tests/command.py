#!/usr/bin/env python3
"""Commands and habits: commands after options, misspelt words and the nearest known one.

Usage: command.py NOTECONV
"""
import json
import os
import re
import shutil
import subprocess
import sys

from lib import PNG, PROGRAM, ROOT, check, finish, in_folders, make, run


def commands(folder):
    make(folder, {"n.md": "# One\n\nWhat?\n?\nThat.\n", "check": "# A note without a suffix\n"})
    for words in (["check", "-v", "n.md"], ["-v", "check", "n.md"], ["--breaks=hard", "-v", "check", "n.md"]):
        r = run(folder, *words)
        check(r.returncode == 0 and not r.stderr, f"options may stand before a command: {words}", r)
    r = run(folder, "-t", "org", "convert", "n.md")
    check(r.returncode == 0, "convert may be named", r)
    r = run(folder, "-t", "org", "-o", "-", "./check")
    check("A note without a suffix" in r.stdout, "a file of a command's name is ./check", r)
    for words in (["help", "cards"], ["cards", "--help"], ["--help", "cards"]):
        r = run(folder, *words)
        check(r.returncode == 0 and "noteconv cards NOTE" in r.stdout and "check" not in r.stdout, f"help on a command: {words}", r)
    r = run(folder, "help", "org", "html")
    check(r.returncode == 2 and "one topic" in r.stderr, "help takes one topic", r)


def nearest(folder):
    make(folder, {"n.md": "# One\n", "cord": "# A file\n", "nnnnn.md": "# Two\n", "nnnnn.epub": ""})
    for words, want in (
            (["chekc", "n.md"], "did you mean 'check'?"), (["crads", "n.md"], "did you mean 'cards'?"),
            (["-t", "epbu", "n.md"], "there is no format 'epbu'; did you mean 'epub'?"),
            (["-t", "anki", "n.md"], "did you mean 'apkg'?"), (["-t", "kindel", "n.md"], "the formats are epub,"),
            (["epub", "n.md"], "noteconv -t epub n.md"), (["kobo", "n.md"], "noteconv -t kepub n.md"), (["-t", "ebup", "n.md"], "did you mean 'epub'?"),
            (["pdf", "n.md"], "no file 'pdf'; noteconv makes no pages of a fixed size"), (["build", "n.md"], "the commands are convert, check,"),
            (["-t", "md", "n.md"], "does not write it"), (["--language=de", "n.md"], "write --lang=TAG"), (["--deck=a", "n.md"], "write -M deck=VALUE"),
            (["--recursive", "n.md"], "a folder is read with the folders in it"), (["help", "anki"], "write noteconv help apkg or cards"), (["help", "ebook"], "did you mean 'epub'?"),
            (["n.md", "b.epub"], "'b.epub' is named as an output, which is given with -o: noteconv -o b.epub n.md"),
            (["-t", "org", "n.md", "n.md", "n.md", "n.md", "b.org"], "noteconv -o b.org n.md n.md n.md n.md"),
            (["-t", "org", "corb"], "cannot read corb: No such file or directory; did you mean 'cord'?"),
            (["-t", "org", f"{folder}/cor"], f"did you mean '{folder}/cord'?"), (["check", "m.md"], "No such file or directory; did you mean 'n.md'?"),
            (["check", "x.epub"], "cannot read x.epub: No such file or directory\n"),
            (["-t", "org-mode", "n.md"], "did you mean 'org'?"),
            (["--tile=x", "n.md"], "did you mean '--title'?"), (["--exlude=x", "n.md"], "did you mean '--exclude'?"),
            (["--bre=sotf", "n.md"], "--breaks=sotf: write soft or hard; did you mean 'soft'?"),
            (["--pr", "n.md"], "beginning of several: --prune, --print-template"),
            (["--force=1", "n.md"], "--force takes no value"), (["--order"], "write --order=HOW"), (["--to"], "option --to needs a value: write --to=FORMAT"),
            (["--to", "-v", "n.md"], "option --to needs a value, but the option -v follows; write --to=-v if"),
            (["-Wno-link-unresolvd", "n.md"], "did you mean 'link-unresolved'?"), (["help", "foldres"], "did you mean 'folders'?"), (["help", "chekc"], "did you mean 'check'?"),
            (["--from=logsek", "n.md"], "did you mean 'logseq'?"), (["--encoding=GB1830", "n.md"], "did you mean 'GB18030'?"),
            (["--split=folders", "n.md"], "--split=folders: write folder"), (["n.md", "-t"], "option -t needs a value: write -t FORMAT"),
            (["n.md", "-t", "epub", "--cover"], "option --cover needs a value: write --cover=FILE"),
            (["n.md", "-t", "org", "-o"], "option -o needs a value: write -o NAME"), (["", "-t", "epub"], "the name of a note is empty"),
            (["-t", "epub", "-o=b.epub", "n.md"], "-o=b.epub: write -o b.epub, without '='"), (["-j=4", "n.md"], "write -j 4, without"),
            (["--cover", "-t", "epub", "n.md"], "option --cover needs a value, but the option -t follows; write --cover=-t if"),
            (["-o", "--force", "n.md"], "option -o needs a value, but the option --force follows"), (["-M", "-v", "n.md"], "-M needs a value, but"),
            (["--tag=", "n.md"], "option --tag needs a value: write --tag=TAG"), (["-t", "epub", "-M", "", "n.md"], "write -M KEY=VALUE"),
            (["--where==x", "n.md"], "--where==x: write KEY=VALUE, or KEY"), (["--tag=#", "n.md"], "write the name of a tag"),
            (["-t", "epub,", "n.md"], "a format is missing beside a comma"), (["version"], "the option is --version"), (["dry-run", "n.md"], "the option is --dry-run"),
            (["n.md", "epub"], "a format is given with -t: noteconv -t epub n.md"),
            (["epub"] + ["n.md"] * 3, "noteconv -t epub n.md n.md n.md\n"), (["epub"] + ["n.md"] * 4, "noteconv -t epub n.md n.md n.md …\n"), (["gone.md"], "cannot read gone.md: No such file"),
            (["config", "gone.md"], "cannot read gone.md: No such file"), (["--epub", "n.md"], "write -t epub"), (["--org", "n.md"], "write -t org"),
            (["n.md", "-o", "b.pdf"], "noteconv makes no pages of a fixed size"), (["n.md", "-o", "b.htm"], "give it with -t: -t html"),
            (["-t", "epub", "-o", "b.mobi", "n.md"], "b.mobi: the format is epub; name it NAME.epub"), (["--from=obsidian", "n.md"], "leave it out"),
            (["-t", "org", "nnn"], "did you mean 'nnnnn.md'?")):
        r = run(folder, *words)
        check(r.returncode == 2 and want in r.stderr and r.stderr.count("\n") == 1, f"{words}: {want}", r)
    for n, want in ((3, "noteconv -t epub n.md n.md n.md\n"), (4, "noteconv -t epub n.md n.md n.md …\n")):
        r = run(folder, *["n.md"] * n)
        check(r.returncode == 2 and want in r.stderr, f"no format: {want}", r)
    r = run(folder, "-t", "nosuch", "n.md")
    check(r.returncode == 2 and "did you mean" not in r.stderr, "nothing is near: nothing is offered", r)
    for word in ("--other", "--notes", "-"):  # as long as an option's name
        r = run(folder, "-t", "html", "--fragment", "--title", word, "-o", "-", "n.md")
        check(r.returncode == 0, f"{word} is a value", r)
    r = run(folder, "-t", "org", "-o", "-", "cord")
    check(r.returncode == 0 and "A file" in r.stdout, "a file whose name is near a command's is a file", r)


def words_of_others(folder):
    """Each word of other programs that src/app/otherwords.c knows, in any letters, gets its advice."""
    make(folder, {"n.md": "# N\n"})
    with open(ROOT + "/src/app/otherwords.c", encoding="utf-8") as file:
        text = file.read()
    rows = {name: re.findall(r'\{"([^"]+)",\s*"([^"]+)"', re.search(r"\} " + name + r"\[\] = (.*?)\n?\};", text, re.S)[1])
            for name in ("others", "meant", "options", "inputs", "topics")}
    check(all(len(found) > 5 for found in rows.values()), "the tables are found", rows)
    for name, found in rows.items():
        for word, advice in found:
            for said in (word, word.upper()):
                r = run(folder, *(["help", said] if name == "topics" else ["--" + said, "n.md"] if name == "options" else
                                  ["--from=" + said, "n.md"] if name == "inputs" else ["-t", said, "n.md"]))
                want = f"did you mean '{advice}'?" if name == "meant" else advice
                check(r.returncode == 2 and want in r.stderr, f"{said}: {want}", r)
            for topic in re.split(", | or ", advice) if name == "topics" else ():
                r = run(folder, "help", topic)
                check(r.returncode == 0 and r.stdout, f"help {topic}, which is named for {word}", r)
    letters = re.findall(r"\{'(\w)', \"(.*)\"\}", text)
    check(len(letters) > 3, "the letters are found", letters)
    for letter, advice in letters:
        r = run(folder, "-" + letter, "n.md")
        check(r.returncode == 2 and f"there is no option -{letter}: {advice}" in r.stderr, f"-{letter}: {advice}", r)


def help_on(folder):
    """Help on whatever somebody asks about: a command with its options, an option by any of its names."""
    for words, wants in ((["help", "--cover"], ["--cover=FILE"]), (["help", "cover"], ["--cover=FILE"]), (["help", "-M"], ["--metadata=KEY=VALUE"]),
                         (["help", "o"], ["--output=NAME"]), (["help", "send"], ["--device=READER", "--again", "--list-devices", "noteconv help epub"]),
                         (["help", "check"], ["--list-remote", "book.epub"]), (["help", "config"], ["noteconv.yaml"]), (["help", "help"], ["completions"])):
        r = run(folder, *words)
        check(r.returncode == 0 and not r.stderr and all(want in r.stdout for want in wants), f"{words}: {wants}", r)
        check(all(len(line) <= 80 for line in r.stdout.splitlines()), f"{words}: within 80 columns", r)


    for topic in re.findall(r"\w+", re.search(r"topics are (.*) and all", run(folder, "help", "zzzz").stderr)[1]):
        r = run(folder, "help", topic)
        check(topic in ("bash", "zsh", "fish", "and") or (r.stdout and all(len(line) <= 80 for line in r.stdout.splitlines())), f"help {topic}: within 80 columns", r)


def idle(folder):
    """An option of a format that is not made, or of another command, has no effect and says so."""
    make(folder, {"n.md": "# N\n"})
    for option, whose in (("--cards=headings", "an option of apkg, which is not made"), ("--html", "noteconv cards"), ("--list-remote", "noteconv check"),
                          ("--device=kobo", "noteconv send"), ("--org-roam", "an option of org"),
                          ("--math-cmd=x", "an option of epub, kepub, azw3 and html, none of which is made")):
        r = run(folder, "-t", "json" if "math" in option else "epub", "--force", option, "n.md")
        check(r.returncode == 0 and r.stderr.count("has no effect here") == 1 and whose in r.stderr, f"{option}: {whose}", r)
    r = run(folder, "-t", "epub,org,apkg", "--force", "--cards=headings", "--cover=none", "--org-roam", "n.md")
    check("has no effect" not in r.stderr, "what one of the formats takes is of use", r)
    r = run(folder, "cards", "--cards=headings", "n.md")
    check("has no effect" not in r.stderr, "cards takes the deck's options", r)
    for words in (["check", "--depfile=x.d"], ["check", "-o", "x"], ["cards", "--write-ids"], ["check", "--html"], ["cards", "--again"]):
        r = run(folder, *words, "n.md")
        check("has no effect here" in r.stdout + r.stderr and not os.path.exists(folder + "/x.d"), f"{words} is reported", r)
    for words in (["check", "--cover=none"], ["check", "-t", "epub"], ["cards", "-t", "epub"], ["cards", "--fragment"], ["cards", "--force"],
                  ["check", "--split=folder"]):
        r = run(folder, *words, "n.md")
        check(f"noteconv {words[0]} does not use it" in r.stdout + r.stderr, f"{words} is reported", r)
    with open(folder + "/n.cards.html", "w", encoding="utf-8") as file:
        file.write("not noteconv's")
    for option in ("--force", "--keep-going", "--depfile=cards.d"):
        r = run(folder, "cards", "--html", "--force", option, "n.md")
        check(r.returncode == 0 and "no effect" not in r.stderr, f"cards --html {option} is of use", r)
    os.makedirs(folder + "/each")
    for name, text in (("noteconv.yaml", "each: true\n"), ("a.md", "Q: a\nA: b\n"), ("b.md", "Q: c\nA: d\n")):
        with open(folder + "/each/" + name, "w", encoding="utf-8") as file:
            file.write(text)
    for words in (["each"], ["--split=folder", "each"], ["--html", "-o", "-", "each"]):
        r = run(folder, "cards", *words)
        check(r.returncode == 0 and "d" in r.stdout, f"cards {words}: one list, whatever settings say", r)
    check("no effect" not in (r := run(folder, "check", "--target=kindle", "n.md")).stdout + r.stderr, "check takes --target", r)
    for option in ("-fgfm", "--breaks=hard", "--no-repair", "--keep-queries", "--ruby"):
        r = run(folder, "-t", "html", "--fragment", "-o", "-", "--strict", option, "n.md")
        check(r.stderr.count("--strict reads CommonMark and nothing else") == 1, f"--strict {option} is reported", r)
    json = run(folder, "-t", "json", "-o", "-", "n.md").stdout
    for option in ("--breaks=hard", "--no-repair", "--keep-queries", "--ruby", "--strict", "--encoding=BIG5"):
        r = run(folder, "-t", "html", "-o", "-", "--from=json", option, stdin=json)
        check(r.stderr.count("--from=json reads documents, not notes") == 1, f"--from=json {option} is reported", r)
    make(folder, {"g/logseq/config.edn": "{}", "g/pages/p.md": "## T\n\n\t- a [[x]]\n"})
    r = run(folder, "-t", "html", "--fragment", "-o", "-", "--strict", "g/pages/p.md")
    check("<pre><code>- a [[x]]" in r.stdout, "--strict in a graph of Logseq reads CommonMark", r)
    r = run(folder, "-t", "epub", "--force", "--write-ids", "n.md")
    check("--write-ids has no effect here: it is for cards" in r.stderr, "--write-ids without a deck is reported", r)
    for option in ("--tag=x", "--include=x", "--where=a=b", "--order=date", "--index=x"):
        r = run(folder, "-t", "org", "-o", "-", option, "n.md")
        check(f"{option.split('=')[0]} has no effect on a single note" in r.stderr and r.returncode == 0, f"{option} of one note is reported", r)
    r = run(folder, "-t", "org", "-o", "-", "--tag=x", stdin="# A\n")
    check("--tag has no effect on a single note" in r.stderr, "and of standard input", r)


def twice(folder):
    """If an option is given twice with different values, the last one counts, with a warning; lists grow."""
    make(folder, {"n.md": "# N\n\none\ntwo\n", "v/a.md": "---\ntags: [x]\n---\n# A\n", "v/s/b.md": "# B\n"})
    for words, told in ((["--breaks=soft", "--breaks=hard"], "--breaks=soft has no effect here: --breaks=hard is given later and replaces it"),
                        (["-f", "gfm", "-f", "logseq"], "--from=gfm has no effect here: --from=logseq is given later and replaces it"),
                        (["-j", "1", "-j", "2"], "--jobs=1 has no effect here: --jobs=2 is"),
                        (["-M", "title=A", "-M", "Title=B"], "-M title=A has no effect here: -M Title=B is"),
                        (["--title=A", "-M", "title=B"], "--title=A has no effect here: -M title=B is"),
                        (["-M", "deck=A", "-M", "deck="], "-M deck=A has no effect here: -M deck= is"),
                        (["--css=a.css", "--css=n.md"], "--css=a.css has no effect here: --css=n.md is"),
                        (["-q", "-v"], "--quiet has no effect here: --verbose is"),
                        (["--each", "--split=folder"], "--each has no effect here: --split=folder is")):
        r = run(folder, "-t", "html", "-o", "-", *words, "n.md")
        check(r.stderr.count("has no effect") == 1 and told in r.stderr and r.returncode == 0, f"{words} is reported", r)
    for words in (["--breaks=hard", "--breaks=hard"], ["-v", "-v"], ["-t", "html", "-t", "html"], ["-Wno-html-unknown", "-W", "html-unknown"],
                  ["-M", "title=A", "--title=A"], ["-M", "title=A", "-M", "deck=B"], ["-M", "breaks=A", "--breaks=hard"]):
        r = run(folder, "-t", "html", "-o", "-", *words, "n.md")
        check("has no effect" not in r.stderr and r.returncode == 0, f"{words} do not contradict each other", r)
    r = run(folder, "check", "--include=a.md", "--exclude=x.md", "--exclude=y.md", "--include=b.md", "v")
    check("has no effect" not in r.stdout + r.stderr, "patterns stand beside each other", r)
    r = run(folder, "cards", "--html", "--json", "v")
    check(r.stdout.startswith("[") and "--html has no effect here: --json is" in r.stderr, "the last form of a list counts", r)
    run(folder, "-t", "epub", "--each", "--split=folder", "-o", "o/", "v")
    check(sorted(n for n in os.listdir(folder + "/o") if n.endswith(".epub")) == ["s.epub", "v.epub"], "--split after --each", os.listdir(folder + "/o"))
    r = run(folder, "config", "--breaks=soft", "--breaks=hard", "-M", "title=A", "--exclude=a", "--exclude=b", "-o", "a.org", "-o", "a.epub")
    check([line.split("  ")[0] for line in r.stdout.splitlines()[1:]] ==
          ["breaks: hard", "metadata: title=A", "exclude: a", "exclude: b", "output: a.org", "output: a.epub"], "config prints what is in force", r)


def plans(folder):
    """A plan that is named as if it were a note causes advice; --plan is relative to the current folder, else to the notes."""
    make(folder, {"b/book.toml": "[book]\ntitle = 'B'\n", "b/src/SUMMARY.md": "# Summary\n\n- [A](a.md)\n", "b/src/a.md": "# A\n", "b/src/other.md": "# Other\n",
                  "m/mkdocs.yml": "site_name: M\nnav:\n  - index.md\n", "m/docs/index.md": "# I\n", "l/SUMMARY.md": "# A summary of the year\n\nProse.\n"})
    for plan in ("b/book.toml", "m/mkdocs.yml"):
        r = run(folder, "-t", "epub", plan)
        check(r.returncode == 2 and "the settings of a book and no text; name its folder" in r.stderr, plan, r)
    r = run(folder, "-t", "epub", "b/src/SUMMARY.md")
    check(r.returncode == 0 and "to convert them all, name the folder" in r.stderr, "a summary by itself", r)
    r = run(folder, "-t", "epub", "l/SUMMARY.md")
    check(r.returncode == 0 and not r.stderr, "a note of that name that is none", r)
    for words in (["--plan=b/src/SUMMARY.md", "b/src"], ["--plan=SUMMARY.md", "b/src"], ["--plan=m/mkdocs.yml", "m"], ["--plan=mkdocs.yml", "m"]):
        r = run(folder, "-v", "-t", "epub", "--force", *words)
        check(r.returncode == 0 and "1 note" in r.stderr, f"{words}", r)
    r = run(folder, "-t", "epub", "--plan=nosuch.md", "b/src")
    check(r.returncode == 2 and "--plan=nosuch.md: there is no such file among the notes" in r.stderr, "a plan that is not there", r)


def pipes(folder):
    """A pipe under /dev/fd is read as standard input is; two of them are two notes, of which only one can be."""
    r = subprocess.run(["bash", "-c", f"'{PROGRAM}' -t org -o - <(echo '# hi')"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    check(r.returncode == 0 and "#+title: hi" in r.stdout, "process substitution", r)
    r = subprocess.run(["bash", "-c", f"'{PROGRAM}' -t org -o out/ <(echo '# hi') <(echo '# ho')"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    check(r.returncode == 2 and "is a pipe, which is one note; name it alone" in r.stderr, "two of them", r)
    make(folder, {"in.md": "# hi\n"})
    for name in ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"):
        r = subprocess.run(["sh", "-c", f"'{PROGRAM}' -t org {name} < in.md"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
        check(r.returncode == 0 and "#+title: hi" in r.stdout and os.listdir(folder) == ["in.md"], f"{name} is standard input, also if that is a file", r)
    os.mkfifo(folder + "/fifo")
    with subprocess.Popen(["sh", "-c", "echo '# hi' > fifo"], cwd=folder):
        r = run(folder, "-t", "org", "-o", "-", "fifo")
    check(r.returncode == 0 and "#+title: hi" in r.stdout, "a pipe with a name", r)
    for path, redirected in (("/dev/stderr", "2>"), ("/dev/fd/3", "3>"), ("/proc/self/fd/3", "3>"), ("/dev/stdout", "1>"), ("/dev/fd/1", "1>"),
                             ("/proc/self/fd/1", "1>"), ("-", "1>")):
        beside = "" if redirected == "1>" else f">&{redirected[0]}"
        r = subprocess.run(["sh", "-c", f"(echo head; echo '# hi' | '{PROGRAM}' -t org -o {path}) {redirected}log {beside}; cat log"], cwd=folder,
                           capture_output=True, encoding="utf-8", check=False)
        check("head" in r.stdout and "#+title: hi" in r.stdout, f"-o {path} goes on where the file is", r)
    make(folder, {"f": ""})
    r = run(folder, "-t", "org", "-o", "f/x.org", "-", stdin="# x")
    check(r.returncode == 2 and "cannot write f/x.org: Not a directory" in r.stderr, "a folder that is a file", r)


def keys(folder):
    make(folder, {"n.md": "---\ntitle: Old\nlang: de\n---\n# One\n"})
    r = run(folder, "-t", "json", "-o", "-", "--title=New", "--author=Ann Lee", "--lang=en-GB", "n.md")
    doc = json.loads(r.stdout) if r.returncode == 0 else {"meta": []}
    meta = {m["key"]: m["value"]["raw"] for m in doc["meta"]}
    check(meta == {"title": "New", "lang": "en-GB", "author": "Ann Lee"} and doc["lang"] == "en-GB",
          f"--title, --author and --lang win over front matter: {meta}", r)
    r = run(folder, "-t", "org", "-o", "-", "--title=caf\udce9", "n.md")
    check(r.returncode == 0 and "#+title: caf\ufffd" in r.stdout and r.stderr.count("is not UTF-8; what is invalid in it becomes U+FFFD [metadata]") == 1,
          "a title in another encoding is reported", r)
    r = run(folder, "-t", "epub", "--lang=English", "n.md")
    check(r.returncode == 2 and "not a language tag" in r.stderr, "a language that is none", r)


def unused(folder):
    """Options that would have no effect cause a warning."""
    make(folder, {"v/n.md": "# T\n\nWhy?\n?\nSo.\n", "v/a[1]/b.md": "# B\n", "v/.git/x": "", "td/epub/stile.css": "p {}\n", "td2/epub/style.css": "p {}\n"})
    for words, want in ((["--order=nosuch"], "none of the notes has that key"), (["--order=date"], "none of the notes has a date"),
                        (["--include=n.md", "--include=zz*"], "--include=zz* matches none"), (["--exclude=zz*"], "--exclude=zz* matches none"),
                        (["-M", "titel=x"], 'did you mean "title"?'), (["-M", "date=yesterday"], '"yesterday" cannot be used'),
                        (["-M", "cards=cloze"], 'cards: "cloze" cannot be used')):
        r = run(folder, "-t", "org", *words, "v")
        check(r.returncode == 0 and r.stderr.count(want) == 1, f"{words}: {want}", r)
    r = run(folder, "-t", "apkg", "--resend=zz*", "v")
    check("--resend=zz* matches no note" in r.stderr, "--resend of nothing", r)
    for words in (["--order=name"], ["--include=n.md"], ["--exclude=.git/"], ["--exclude=a*/"], ["--include=a[1]/b.md"], ["--template-dir=td2"]):
        r = run(folder, "-t", "org", "--force", *words, "v")
        check(r.returncode == 0 and "warning" not in r.stderr, f"{words} does something", r)
    for words, want in ((["--template-dir=nodir"], "--template-dir=nodir: No such"),
                        (["--remote-dir=nodir"], "--remote-dir=nodir: No such"), (["--remote-dir=v/n.md"], "--remote-dir=v/n.md: that is a file; name a folder"),
                        (["--template-dir=td"], "it contains none of the templates"),
                        (["--template-dir=v/n.md"], "that is a file"), (["--include=zz*"], "leave none of the 2 notes"),
                        (["--lang=Chinese"], "not a language tag"), (["-M", "lang=Chinese"], "not a language tag"), (["--cards=cloze"], "--cards=cloze")):
        r = run(folder, "-t", "epub,apkg", *words, "v")
        check(r.returncode == 2 and want in r.stderr, f"{words} is refused: {want}", r)
    for words, want in ((["--cover", "v/n.md"], "no note is named: --cover takes 'v/n.md' as its value"), (["-M", "title=x"], "has no name: say where the epub goes")):
        r = run(folder, "-t", "epub", *words)
        check(r.returncode == 2 and want in r.stderr, f"{words}: {want}", r)
    make(folder, {"c.md": "---\ncards: [questions, nonsense]\nlang: Chinese\n---\n# A\n"})
    r = run(folder, "check", "c.md")
    check("c.md:2:1: warning: cards: \"nonsense\" cannot be used" in r.stdout and "c.md:3:1: warning: 'Chinese' is not a language tag" in r.stdout,
          "front matter that says nothing is reported", r)


def brackets(folder):
    make(folder, {"x[1]/v/a.md": "# A\n", "x[1]/v/b.txt": ""})
    r = run(os.path.join(folder, "x[1]", "v"), "-t", "org", "-o", "out/", "*.md")
    check(r.returncode == 0 and os.path.exists(folder + "/x[1]/v/out/a.org"), "a bracket in a folder above is no pattern", r)
    make(folder, {"k/a.md": "---\nstatus: done\n---\nA\n", "k/b.md": "B\n"})
    r = run(folder, "-v", "-t", "epub", "--where=status", "k")
    check(r.returncode == 0 and "noteconv: 1 note\n" in r.stderr, "--where=KEY: any value", r)
    r = run(folder, "-t", "epub", "--where=mood", "k")
    check(r.returncode == 2 and "no note's front matter has this key" in r.stderr, "--where=KEY that no note has", r)
    for pattern in ("x[1]/v/*.md", "x[1]/**/[a]*.md", folder + "/x[1]/v/[a]*"):
        r = run(folder, "-t", "org", "--force", "-o", "out/", pattern)
        check(r.returncode == 0 and "out/: 1 file written" in r.stderr, f"{pattern}: a folder that is there is named by its name", r)
        shutil.rmtree(folder + "/out", ignore_errors=True)


    make(folder, {"y/v/a.md": "[[gone]]\n", "y/v/b.md": "[[gone]]\n"})
    for here, pattern, want in ((".", "y/v/*.md", "y/v/a.md:1:1"), (".", "y/*/a.md", "y/v/a.md:1:1"), ("y/v", "*.md", "a.md:1:1"), ("y/v", "../v/[a]*", "../v/a.md:1:1"),
                                (".", folder + "/y/v/*.md", folder + "/y/v/a.md:1:1")):
        r = run(os.path.join(folder, here), "check", pattern)
        check(r.stdout.startswith(want + ": warning"), f"{pattern}: places are shown as the pattern was written", r)


def linked(folder):
    make(folder, {"m.md": "[a](a.md) [b](sub/b.md)\n\n![alt](gone.png)\n", "a.md": "x\n", "sub/b.md": "x\n"})
    r = run(folder, "-v", "-t", "epub", "m.md")
    check(r.stderr.count("is not part of this product [link-left-out]") == 2 and "octet-stream" not in r.stderr,
          "a note in a folder below is left out as one beside is", r)
    r = run(folder, "-t", "html", "-o", "-", "--fragment", "m.md")
    check('<img src="gone.png" alt="alt"/>' in r.stdout and "'gone.png' was not found [image-missing]" in r.stderr, "the message fits HTML too", r)


def no_format(folder):
    make(folder, {"my note.md": "# N\n", "b.md": "# B\n"})
    r = run(folder, "my note.md")
    check(r.returncode == 2 and "\n  noteconv -t epub 'my note.md'\n" in r.stderr and "an Anki deck" in r.stderr, "no format: a call that works, and the formats", r)
    for fmt in ("org", "html"):
        r = run(folder, "-t", fmt, "-o", "-", "my note.md", "b.md")
        check(r.returncode == 2 and r.stdout == "" and "-o FOLDER/" in r.stderr, f"several notes as {fmt} to standard output are refused", r)
    r = run(folder, "-t", "json", "-o", "-", "my note.md", "b.md")
    check(r.returncode == 0 and r.stdout.count('{"noteconv-document"') == 2, "JSON has a line each", r)


def unscoped(folder):
    """Outside a card scope, marks that count only there are reported, once per note; fields, code and highlights are not."""
    told = "make no card: these marks count only in a note with the tag #flashcards"
    make(folder, {"n.md": "# H\n\na :: b\n\n- c ::: d\n\nWhat?\n?\nThat.\n", "no.md": "# H\n\n`a :: b` key:: value, std::vector and ==x==. Why?\n",
                  "in.md": "#flashcards\n\na :: b\n"})
    for words in (["cards"], ["-t", "apkg"]):
        r = run(folder, *words, "n.md")
        check(r.stderr.count(told) == 1 and "n.md:3:1: warning: 3 texts" in r.stderr, f"{words}: once, at the first", r)
        for name in ("no.md", "in.md"):
            r = run(folder, *words, name)
            check("card-mark" not in r.stderr, f"{words}: nothing to tell of {name}", r)
    make(folder, {"d/n.md": "## Why?\n\nSo.\n\nQ: x\nA: y\n"})
    hint = "--cards=headings adds its short sections"
    r = run(folder, "-v", "-t", "apkg", "d")
    check(hint in r.stderr + r.stdout, "a folder's first deck says what else could be cards", r)
    r = run(folder, "-v", "-t", "apkg", "d")
    check(hint not in r.stderr + r.stdout, "and later ones do not", r)


def commented(folder):
    """Comments around something that makes no card are reported, each with its reason."""
    def card(front, back=None, kind=""):
        return f"<!-- card{kind} -->\n\n{front}\n\n" + (f"<!-- back -->\n\n{back}\n\n" if back is not None else "") + "<!-- /card -->\n\n"

    made = [("", "b", "", "nothing on its front"), ("f", "", "", "nothing on its back"), ("f", None, "", "no '<!-- back -->' and no cloze"),
            ("f", "b", " cloze", "no cloze"), ("", None, "", "nothing on its front")]
    for front, back, kind, why in made:
        make(folder, {"n.md": card(front, back, kind) + card("Q", "A")})
        r = run(folder, "cards", "n.md")
        check(r.returncode == 0 and f"n.md:1:1: warning: the card between comments has {why}, so it makes no card [card-mark]" in r.stderr, why, r)
        check(r.stdout.count("Q: ") == 1, "and the other is one", r)
    make(folder, {"n.md": "<!-- card -->\n##\n\ntext\n"})
    r = run(folder, "cards", "n.md")
    check("n.md:2:1: warning: the heading is marked as a card but has no text to ask [card-mark]" in r.stderr, "an empty heading", r)


def marks_left(folder):
    """A mark that makes no card is reported at its place."""
    osr, tagged = "---\ncards: osr\n---\n", "---\ntags: [flashcards]\n---\n"
    told = [(osr + "Front::\n", "4:1: warning: there is nothing after '::'"), (osr + "::back\n", "4:1: warning: there is nothing before '::'"),
            (osr + "?\n\nanswer\n", "4:1: warning: the line '?' makes no card: the question must stand right above it"),
            (osr + "front\n??\n\nanswer\n", "5:1: warning: the line '??' makes no card: the answer must stand right below it"),
            (tagged + "Word:: value\n", "4:1: warning: 1 line 'word:: value' is read as a field"),
            ("Q: asked\nA:\n", "1:1: warning: there is nothing after the label of the answer"),
            ("Q:\nA: answered\n", "1:1: warning: there is nothing after the label of the question"),
            ("[a {{c1::link}}](https://example.org)\n", "1:4: warning: '{{c…::…}}' in a link makes no card"),
            (osr + "An {{c1::open cloze\n", "4:1: warning: '{{c…::' is shown as text: nothing closes it"),
            ("$$\n{{c1::x}}\n$$\n", "1:1: warning: '{{c…::' in a formula is TeX"),
            ("START\nCloze\nnone\nEND\n", "1:1: warning: the card from START to END has no '{{c1::…}}'"),
            ("Text\nSTART\nBasic\na\nBack: b\nEND\n", "2:1: warning: 'START' stands below other text"),
            ("START\nBasic\na\nBack: b\n", "1:1: warning: 'START' has no 'END'")]
    for note, said in told:
        make(folder, {"n.md": note})
        r = run(folder, "cards", "n.md")
        check(r.returncode == 0 and f"n.md:{said}" in r.stderr and "[card-mark]" in r.stderr and "mark\n" not in r.stdout, said, r)


def depfile(folder):
    """make builds what is out of date, and nothing else."""
    make(folder, {"v/a.md": "# A\n\nWhy?\n?\n![](p#1.png) ![[b c]]\n", "v/b c.md": "# B\n", "v/p#1.png": PNG, "my.css": "p {}\n",
                  "Makefile": "PROGRAM ?= false\nall: v.epub v.apkg tree\nv.epub:\n\t$(PROGRAM) -t epub --depfile=book.d --css=my.css v\nv.apkg:\n"
                  "\t$(PROGRAM) -t apkg --depfile=deck.d v/a.md -o v.apkg\ntree:\n\t$(PROGRAM) -t org --depfile=tree.d v -o tree/\n-include *.d\n"})

    def built():
        r = subprocess.run(["make", f"PROGRAM={PROGRAM}"], cwd=folder, capture_output=True, text=True, check=False, timeout=60)
        check(r.returncode == 0, "make", r)
        return re.findall(r"-t (\w+)", r.stdout)

    def settle():
        for top, _, names in os.walk(folder):
            for name in [*names, "."]:
                os.utime(os.path.join(top, name), (1e9, 1e9))

    check(built() == ["epub", "apkg", "org"], "all are made")
    check(built() == [], "and make rests")
    for name, want in (("v/b c.md", ["epub", "apkg", "org"]), ("my.css", ["epub"]), ("v/p#1.png", ["epub", "apkg", "org"])):
        settle()
        os.utime(os.path.join(folder, name))
        made = built()
        check(made == want, f"a newer {name} makes {want}: {made}")
        check(built() == [], f"and then make rests: {name}")
    os.remove(folder + "/my.css")
    make(folder, {"Makefile": open(folder + "/Makefile", encoding="utf-8").read().replace(" --css=my.css", "")})
    check("epub" in built(), "a file that is gone is no error")
    make(folder, {"b/book.toml": "[book]\ntitle = 'B'\n", "b/src/SUMMARY.md": "- [A](a.md)\n", "b/src/a.md": "# A\n\n{{#include x.rs}}\n", "b/src/x.rs": "fn x() {}\n",
                  "s/noteconv.yaml": "breaks: hard\n", "s/a.md": "# A\n"})
    run(folder, "-t", "epub", "--depfile=b.dep", "b")
    run(folder, "-t", "epub", "--depfile=s.dep", "s")
    with open(folder + "/b.dep", encoding="utf-8") as rule, open(folder + "/s.dep", encoding="utf-8") as other:
        wanted, text, settings = ["b/book.toml", "b/src/SUMMARY.md", "b/src/a.md", "b/src/x.rs"], rule.read(), other.read()
    check(all(f"\n  {name}" in text for name in wanted) and "  s/noteconv.yaml" in settings, "plan, settings and included files", text, settings)
    before = {name: open(f"{folder}/{name}", "rb").read() for name in ("v/a.md", "v/p#1.png", "v.epub")}
    for words, want in ((["--depfile=v/a.md", "v"], "the name of a note"), (["--depfile=new.md", "v"], "the name of a note"), (["--depfile=v.epub", "v"], "the output itself"),
                        (["--depfile=v/p#1.png", "v"], "one of the inputs"), (["--depfile=x.d", "-o", "-", "v"], "no name for standard output")):
        r = run(folder, "-t", "epub", *words)
        check(r.returncode == 2 and want in r.stderr, f"{words}: {want}", r)
    for state, want in (("v/a.md", "one of the notes"), ("v.apkg", "the output itself")):
        r = run(folder, "-t", "apkg", f"--state={state}", "v")
        check(r.returncode == 2 and want in r.stderr, f"--state={state}: {want}", r)
    check(all(open(f"{folder}/{name}", "rb").read() == was for name, was in before.items()), "and nothing is replaced")


in_folders(commands, nearest, words_of_others, help_on, idle, twice, plans, pipes, keys, unused, brackets, linked, no_format, unscoped, commented, marks_left, depfile)
sys.exit(finish())
