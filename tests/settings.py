#!/usr/bin/env python3
"""noteconv.yaml of the user and of the root: what applies, what wins, what is reported, what a root may not set; noteconv config.

Usage: settings.py NOTECONV
"""
import os
import sys
import zipfile

from lib import PNG, check, finish, in_folders, make, run

NOTE = "# T\n\none\ntwo\n\nWhy?\n?\nSo.\n"


def call(folder, *words):
    return run(folder, *words, env={"XDG_CONFIG_HOME": folder + "/xdg", "HOME": folder})


def precedence(folder):
    make(folder, {"xdg/noteconv/noteconv.yaml": "breaks: hard\nto: org\nmetadata:\n  author: Me\n  title: Mine\n", "n.md": NOTE,
                  "v/noteconv.yaml": "breaks: soft\ntitle: Root\nepub:\n  cover: none\n", "v/a.md": NOTE})
    r = call(folder, "n.md", "-o", "-")
    check("one\\\\\ntwo" in r.stdout and "#+author: Me" in r.stdout and "#+title: Mine" in r.stdout, "the user's settings hold", r)
    r = call(folder, "n.md", "-o", "-", "--breaks=soft", "-t", "html", "--fragment")
    check("one\ntwo" in r.stdout and "<h1" in r.stdout, "the command line wins, and its formats replace those of settings", r)
    r = call(folder, "v/a.md", "-o", "-")
    check("one\ntwo" in r.stdout and "#+title: Root" in r.stdout and "#+author: Me" in r.stdout, "the root's win over the user's, key by key", r)
    r = call(folder, "v/a.md", "-o", "-", "-M", "title=Said")
    check("#+title: Said" in r.stdout, "the command line wins over both", r)
    r = call(folder, "--no-settings", "v/a.md", "-t", "org", "-o", "-")
    check("#+author" not in r.stdout and "Root" not in r.stdout, "--no-settings", r)
    r = run(folder, "n.md", "-o", "-", env={"XDG_CONFIG_HOME": "", "HOME": folder + "/xdg"})
    check(r.returncode == 2, "without XDG_CONFIG_HOME it is ~/.config", r)
    make(folder, {"home/.config/noteconv/noteconv.yaml": "to: org\n"})
    r = run(folder, "n.md", "-o", "-", env={"XDG_CONFIG_HOME": "", "HOME": folder + "/home"})
    check(r.returncode == 0 and "#+generator" in r.stdout, "~/.config", r)


def rivals(folder):
    """The command line wins over settings of another name, too."""
    make(folder, {"v/noteconv.yaml": "quiet: true\neach: true\nto: epub\n", "v/a.md": NOTE + "![](no.png)\n", "v/s/b.md": NOTE})
    r = call(folder, "-v", "-o", "b.epub", "v/a.md")
    check("image-missing" in r.stderr and "b.epub: " in r.stderr, "-v over quiet:", r)
    r = call(folder, "--split=folder", "-o", "o/", "v")
    check(sorted(n for n in os.listdir(folder + "/o") if n.endswith(".epub")) == ["s.epub", "v.epub"], "--split over each:", os.listdir(folder + "/o"))
    r = call(folder, "-o", "a.org", "v/a.md")
    check(r.returncode == 0 and os.path.exists(folder + "/a.org"), "the suffix of -o over to:", r)
    r = call(folder, "-o", "a.html", "-o", "a.json", "v/a.md")
    check(r.returncode == 0 and os.path.exists(folder + "/a.html"), "the suffixes of several -o over to:", r)
    make(folder, {"v/noteconv.yaml": "to: org\n"})
    r = call(folder, "-o", "a.txt", "v/a.md")
    check(r.returncode == 0 and os.path.exists(folder + "/a.txt"), "a suffix that tells no format leaves to: in force", r)


def sections(folder):
    make(folder, {"v/noteconv.yaml": "css: all.css\nepub:\n  css: looks/book.css\n  cover: pic.png\nhtml:\n  fragment: false\napkg: {cards: [questions, headings]}\n"
                  "exclude: [x.md, y.md]\nwarnings: no-link-unresolved\nstrict: false\n", "v/all.css": "p { color: red }\n", "v/looks/book.css": "p { color: blue }\n",
                  "v/pic.png": PNG, "v/a.md": "# What is it?\n\nThat. [[gone]]\n", "v/x.md": "# X\n", "v/y.md": "# Y\n"})
    r = call(folder, "-t", "epub,kepub,html,apkg", "v")
    check(r.returncode == 0 and r.stderr.count("warning") == 0, "lists, and a message that is off", r)
    for name in ("v.epub", "v.kepub.epub"):
        book = zipfile.ZipFile(os.path.join(folder, name))
        css = b"".join(book.read(n) for n in book.namelist() if n.endswith(".css"))
        check(b"color: blue" in css and b"color: red" not in css and any("cover" in n for n in book.namelist()), f"{name}: the section of epub serves it; paths count from the file")
        check(not any("x." in n for n in book.namelist()), f"{name}: excluded")
    page = open(folder + "/v-html/a.html", encoding="utf-8").read()
    check("color: red" in page and "blue" not in page, "another format has the general one")
    check(os.path.exists(folder + "/v.apkg"), "cards: a list")
    make(folder, {"mine.css": "p { color: green }\n"})
    r = call(folder, "-t", "epub", "--css=mine.css", "v", "-o", "w.epub")
    book = zipfile.ZipFile(folder + "/w.epub")
    css = b"".join(book.read(n) for n in book.namelist() if n.endswith(".css"))
    check(b"green" in css and b"blue" not in css, "the command line wins over a section", r)


def told(folder):
    make(folder, {"v/noteconv.yaml": "id: mine\nbreeks: soft\nbreaks: sotf\nepub:\n  covr: none\n  org-roam: true\nforce: true\noutput: x\njobs:\nmetadata: x\n"
                  "css: ../out.css\ntemplate-dir: /etc\norg: yes\nhelp: true\n", "out.css": "p {}\n", "v/a.md": "# A\n"})
    r = call(folder, "-v", "-t", "org", "-o", "-", "v/a.md")
    for want in ("v/noteconv.yaml:2:1: warning: 'breeks' is not a setting; did you mean 'breaks'?", "yaml:3:1: warning: --breaks=sotf: write soft or hard; did you mean",
                 "'covr' is not an option of epub; did you mean 'cover'?", "'org-roam' is not an option of epub", "force: works only on the command line and in your own settings",
                 "'output' can be given on the command line only", "jobs: write a value", "metadata: write a map", "css: this file is outside",
                 "template-dir: works only on the command line and in your own settings", "org: write its options below it", "'help' can be given"):
        check(r.returncode == 0 and r.stderr.count(want) == 1, want, r)
    check("'id'" not in r.stderr, "id is the vault's", r)
    for text, want in (("a: [b\n", "not valid YAML"), ("- x\n", "not valid YAML"), ("", None), ("# nothing\n", None)):
        make(folder, {"v/noteconv.yaml": text})
        r = call(folder, "-t", "org", "-o", "-", "v/a.md")
        check(r.returncode == 0 and (want in r.stderr and r.stderr.count(": warning: ") == 1 if want else r.stderr == ""), f"{text!r}: {want}", r)
    make(folder, {"v/noteconv.yaml": "id: x\na: [b\n"})
    r = call(folder, "--no-settings", "-t", "org", "-o", "-", "v/a.md")
    check(r.stderr.count(": warning: ") == 1 and "its id is not used" in r.stderr, "the vault's id is read also then", r)
    make(folder, {"v/noteconv.yaml": 'css: "-"\n'})
    r = call(folder, "-t", "html", "-o", "-", "v/a.md")
    check("css: there is no such file" in r.stderr, "a file that is called -", r)
    make(folder, {"v/noteconv.yaml": 'title: "a\\e[31mb\\nc"\n'})
    r = call(folder, "config", "v/a.md")
    check("\x1b" not in r.stdout and "a<U+001B>[31mb<U+000A>c" in r.stdout, "control characters are shown, not obeyed", r)
    make(folder, {"xdg/noteconv/noteconv.yaml": "force: true\ncss: /nowhere.css\n", "v/noteconv.yaml": ""})
    r = call(folder, "-t", "org", "-o", "-", "v/a.md")
    check(r.returncode == 0 and r.stderr == "", "the user may say more", r)
    make(folder, {"xdg/noteconv/noteconv.yaml": "css: mine.css\nepub:\n  cover: auto\n", "xdg/noteconv/mine.css": "p { color: teal }\n",
                  "v/noteconv.yaml": "css: loads.css\nepub:\n  cover: none\n", "v/loads.css": "@import 'x';\n"})
    r = call(folder, "-t", "html", "-o", "-", "v/a.md")
    check(r.stderr.count("@import") == 1 and "color: teal" in r.stdout, "a value of the root that cannot be used leaves the user's in force", r)
    r = call(folder, "config", "v")
    check("cover: none" in r.stdout and "cover: auto" not in r.stdout and "mine.css" in r.stdout, "config prints what is in force", r)
    make(folder, {"i/noteconv.yaml": "title: I\n", "i/a.md": "# A\n", "i/sub/noteconv.yaml": "breaks: hard\n", "i/sub/b.md": "# B\n"})
    for given, want in (("i", True), ("i/sub", False), ("i/a.md", False), ("i/sub/b.md", False)):
        r = call(folder, "check", given)
        check(("i/sub/noteconv.yaml: warning: this file is not read: settings are read from the root" in r.stdout) == want, f"{given}: settings in a folder below", r)
    for name in ("noteconv.toml", "noteconv.yml", ".noteconv.yaml", "noteconv.json", "noteconv.conf", ".noteconvrc"):
        make(folder, {f"u-{name}/{name}": "to: org\n", f"u-{name}/a.md": "# A\n"})
        for given in (f"u-{name}", f"u-{name}/a.md"):
            r = call(folder, "-t", "html", "-o", "u/", "--force", given)
            check(f"u-{name}/{name}: warning: this file is not read" in r.stderr and "noteconv.yaml" in r.stderr, f"{given}: another name is reported", r)
    make(folder, {"m/noteconv.yaml": "deck: X\nanki: {cards: marks}\nmetadata:\n  titel: x\n  lang: Chinese\n  date: yesterday\nlang: English\n", "m/a.md": "# A\n"})
    r = call(folder, "-v", "-t", "org", "-o", "m-org/", "m")
    for want in ("m/noteconv.yaml:1:1: warning: 'deck' is metadata; write it below metadata:", "2:1: warning: 'anki' is not a setting; did you mean 'apkg'?",
                 'yaml:4:3: warning: "titel" is not a known key', 'yaml:5:3: warning: lang: "Chinese" is not a language tag', 'yaml:6:3: warning: date: "yesterday"',
                 'yaml:7:1: warning: lang: "English"'):
        check(r.returncode == 0 and r.stderr.count(want) == 1 and "-M" not in r.stderr, want, r)
    for text, want in (("exclude: a\nexclude: b", "yaml:1:1: warning: 'exclude' is set again below; the last value counts"), ("id: [a]", "yaml:1:1: warning: id: write a name"),
                       ("x: y\nid:", "yaml:2:1: warning: id: write a name"), ('exclude: [{a: 1}]', "--exclude=: write a pattern"), ('exclude: ["#x"]', "--exclude=#x matches none")):
        make(folder, {"m/noteconv.yaml": text + "\n"})
        r = call(folder, "-t", "json", "-o", "-", "m")
        check(r.returncode == 0 and r.stderr.count(want) == 1, f"{text} is reported", r)
    for text, want in (("cards: cloze", "--cards=cloze: write a list"), ("tag: x", "--tag=x: none of the notes"), ("include: x/", "--include and --exclude leave none")):
        make(folder, {"m/noteconv.yaml": text + "\n"})
        r = call(folder, "-t", "apkg", "m")
        check(r.returncode == 2 and want in r.stderr and r.stderr.endswith(" (m/noteconv.yaml:1)\n"), f"{text}: the file is named", r)
    make(folder, {"w/noteconv.yaml": "title: W\n", "w/b.md": "# B\n"})
    r = call(folder, "config", "v/a.md", "w/b.md")
    check("title" not in r.stdout, "two roots have no settings in common", r)


def stranger(folder):
    """The settings of somebody's vault put nothing that runs or loads into pages and cards; the user's own may."""
    make(folder, {"v/a.md": "# A\n\n## Why? #card\n\nSo.\n", "v/looks/html/page.html": "<html><script>evil()</script>{{body}}</html>", "v/t.apkg": "x"})
    for setting in ("template-dir: looks", "html:\n  template-dir: looks", "apkg:\n  note-type: t.apkg", "apkg:\n  note-type-name: X", "apkg: {note-fields: Front=X}",
                    "note-type: t.apkg"):
        make(folder, {"v/noteconv.yaml": setting + "\n"})
        r = call(folder, "-t", "html,apkg", "--force", "v")
        told = "is not an option of html" if "html:" in setting else "works only on the command line and in your own settings"
        page = open(folder + "/v-html/a.html", encoding="utf-8").read()
        check(r.returncode == 0 and r.stderr.count(told) == 1 and "[setting]" in r.stderr and "evil" not in page, f"a root says {setting!r}", r)
    make(folder, {"v/noteconv.yaml": "", "xdg/noteconv/noteconv.yaml": "template-dir: ../../v/looks\n"})
    r = call(folder, "-t", "html", "-o", "-", "v/a.md")
    check(r.returncode == 0 and "evil()" in r.stdout and not r.stderr, "the user says so", r)
    os.remove(folder + "/xdg/noteconv/noteconv.yaml")
    for sheet, why in (("p{}\n@import url(https://e.org/x.css);", "@import"), ("p{background:url( 'HTTPS://e.org/x')}", "url()"), ("p{background:url(//e.org)}", "url()"),
                       ("@\\69mport 'x';", "a backslash"), ("</style><script>", "'</'"), ("p{color:red; background: url(pic.png)}", None)):
        for setting in ("css: my.css", "html:\n  css: my.css", "epub: {css: my.css}\nhtml: {css: my.css}"):
            make(folder, {"v/noteconv.yaml": setting + "\n", "v/my.css": sheet + " em { margin: 7px }"})
            r = call(folder, "-t", "html,epub", "--force", "v")
            page = open(folder + "/v-html/a.html", encoding="utf-8").read()
            book = zipfile.ZipFile(folder + "/v.epub")
            css = b"".join(book.read(n) for n in book.namelist() if n.endswith(".css"))
            used = b"7px" in css or "7px" in page
            check(r.returncode == 0 and used == (why is None) and (f"css: this style sheet is not used" in r.stderr) == (why is not None) and (why or "") in r.stderr, f"{setting!r} of {sheet}", r)
    make(folder, {"v/noteconv.yaml": "", "v/my.css": "p{} @import 'x.css';"})
    r = call(folder, "-t", "html", "-o", "-", "--css=v/my.css", "v/a.md")
    check("@import" in r.stdout and not r.stderr, "the command line may say so", r)
    for word in ("none", "auto"):
        make(folder, {"v/noteconv.yaml": f"css: {word}\n", f"v/{word}": "</style><script>evil()</script>"})
        r = call(folder + "/v", "-t", "html", "-o", "-", "a.md")
        check("evil" not in r.stdout and "css: this style sheet is not used" in r.stderr, f"a sheet that is called {word} is a file", r)
    make(folder, {"v/xdg/noteconv/noteconv.yaml": "css: none\n", "v/xdg/noteconv/none": "p { margin: 7px }\n", "v/noteconv.yaml": ""})
    r = call(folder + "/v", "-t", "html", "-o", "-", "a.md")
    check("7px" in r.stdout and "evil" not in r.stdout, "also in the user's settings: beside them, not in the current folder", r)
    raw_html(folder)
    for value in ("none", "[none]", "none\n  org-tasks: box"):
        make(folder, {"v/noteconv.yaml": f"org:\n  org-boundary: {value}\n", "v/b.md": "中**b**文\n"})
        r = call(folder, "-t", "org", "-o", "-", "v/b.md")
        check("\u200b" in r.stdout and r.stderr.count("org-boundary: this value works only") == 1, f"a root says org-boundary: {value}", r)
    make(folder, {"v/noteconv.yaml": "org-boundary: space\n", "xdg/noteconv/noteconv.yaml": "org-boundary: none\n"})
    r = call(folder, "-t", "org", "-o", "-", "v/b.md")
    check("中 *b* 文" in r.stdout and not r.stderr, "another value of the same option", r)
    os.remove(folder + "/v/noteconv.yaml")
    r = call(folder, "-t", "org", "-o", "-", "v/b.md")
    check("中*b*文" in r.stdout and not r.stderr, "the user may say so", r)
    make(folder, {"other.yaml": "title: Other\nid: other\n", "w/b.md": "# B\n", "in/b.md": "# B\n", "in/my.yaml": "title: Mine\n"})
    os.symlink("../other.yaml", folder + "/w/noteconv.yaml")
    os.symlink("my.yaml", folder + "/in/noteconv.yaml")
    for words in (("-t", "org", "-o", "-", "w/b.md"), ("config", "w")):
        r = call(folder, *words)
        check(r.returncode == 0 and "Other" not in r.stdout and r.stderr.count("leads outside the folder of the notes; none of its settings apply") == 1, "settings that are a link out of the root", r)
    r = call(folder, "-t", "org", "-o", "-", "in/b.md")
    check("#+title: Mine" in r.stdout and not r.stderr, "a link within the root is followed", r)


def raw_html(folder):
    """HTML as it is written is printed only if the user gives both options."""
    for root, user, words, printed in (("strict: true\nhtml:\n  fragment: true", "", (), False), ("strict: true", "", ("--fragment",), False),
                                       ("html: {fragment: true}", "", ("--strict",), False), ("fragment: true", "strict: true", (), False),
                                       ("strict: true", "", ("--strict", "--fragment"), True), ("", "strict: true\nfragment: true", (), True)):
        make(folder, {"v/noteconv.yaml": root + "\n", "xdg/noteconv/noteconv.yaml": user + "\n", "v/raw.md": "# A\n\n<script>evil()</script>\n"})
        r = call(folder, "-t", "html", "-o", "-", *words, "v/raw.md")
        check(r.returncode == 0 and ("evil()" in r.stdout) == printed and ("[format-loss]" in r.stderr) != printed, f"{root!r}, {user!r} and {words}", r)
    os.remove(folder + "/xdg/noteconv/noteconv.yaml")
    make(folder, {"v/noteconv.yaml": "strict: true\n"})
    for words in (("--fragment",), ("--strict", "--fragment")):
        r = call(folder, "-t", "html", "-o", "o/", *words, "v")
        check(r.returncode == 0 and ("evil()" in open(folder + "/o/raw.html", encoding="utf-8").read()) == (len(words) == 2), f"the same folder again with {words}", r)
    os.remove(folder + "/v/raw.md")


def config(folder):
    make(folder, {"xdg/noteconv/noteconv.yaml": "jobs: 2\nbreaks: hard\nresend: true\nid: no\n", "v/a.md": "# A\n",
                  "v/noteconv.yaml": "breaks: soft\nepub:\n  cover: none\nnosuch: 1\nid: 'my notes '\n"})
    r = call(folder, "config", "v", "--title=T", "--each")
    lines = [" ".join(line.split()) for line in r.stdout.splitlines()]
    check(r.returncode == 0 and lines == ["# " + folder + "/xdg/noteconv/noteconv.yaml", "# " + folder + "/v/noteconv.yaml", "title: T # command line", "each: true # command line",
                                          "jobs: 2 # xdg/noteconv/noteconv.yaml:1", "resend: true # xdg/noteconv/noteconv.yaml:3", "breaks: soft # v/noteconv.yaml:1",
                                          "id: my notes # v/noteconv.yaml:5", "epub:", "cover: none # v/noteconv.yaml:3"],
          f"what holds and whence: {lines}", r)
    check("'nosuch' is not a setting" in r.stderr, "and what is of no use", r)
    check("noteconv.yaml:4:1: warning: 'id' names one vault; write it to the noteconv.yaml in its root" in r.stderr, "an id for all vaults", r)
    r = call(folder, "config", "v", "--no-settings")
    check(r.stdout.count("noteconv.yaml (not read: --no-settings)\n") == 2 and "no such file" not in r.stdout, "files that are there and not read", r)
    r = call(folder + "/v", "config")
    check("breaks: soft" in r.stdout, "of the current folder", r)
    r = run(folder + "/xdg", "config", env={"XDG_CONFIG_HOME": folder + "/xdg", "HOME": folder})
    check("breaks: hard" in r.stdout and "soft" not in r.stdout, "or of no root", r)


def unread(folder):
    """Settings that cannot be read stop a conversion, not a look at the help."""
    make(folder, {"xdg/noteconv/noteconv.yaml/x": "", "n.md": "# N\n"})
    for words in (["--help"], ["--version"], ["--list-formats"], ["help", "epub"], ["--print-template", "epub/style.css"]):
        r = call(folder, *words)
        check(r.returncode == 0 and r.stdout and not r.stderr, f"{words} needs no settings", r)
    for words in (["-t", "org", "n.md"], ["check", "n.md"], ["config"]):
        r = call(folder, *words)
        check(r.returncode == 2 and "noteconv.yaml: it is a folder; --no-settings runs without it" in r.stderr, f"{words}: why, and the way out", r)
    r = call(folder, "--no-settings", "-t", "org", "-o", "-", "n.md")
    check(r.returncode == 0, "--no-settings goes on", r)


def people(folder):
    """Lists and maps of settings are what they are in the front matter."""
    make(folder, {"v/a.md": "# A\n", "v/b.md": "# B\n"})
    two = "[{given: Ana, family: Li}, {name: 李白}]"
    for text in (f"author: {two}\n", f"metadata:\n  author: {two}\n", f'{{"metadata": {{"author": [{{"given": "Ana", "family": "Li"}}, "李白"]}}}}'):
        make(folder, {"v/noteconv.yaml": text})
        for note in ("v", "v/a.md"):
            r = call(folder, "-t", "epub", "-o", "b.epub", note)
            with zipfile.ZipFile(folder + "/b.epub") as book:
                opf = book.read("EPUB/content.opf").decode()
                pages = b"".join(book.read(n) for n in book.namelist() if n.endswith(".xhtml")).decode()
            check(opf.count("<dc:creator") == 2 and ">Ana Li<" in opf and ">李白<" in opf and "given" not in pages and not r.stderr, f"{text!r}: {note}: two people", r)
        r = call(folder, "-t", "org", "-o", "-", "v/a.md")
        check("#+author: Ana Li, 李白\n" in r.stdout, f"{text!r}: Org", r)
    make(folder, {"v/noteconv.yaml": "metadata: {author: {given: Ana, family: Li}, editor: {given: Bo, family: Xu}, translator: {x: y}}\n"})
    r = call(folder, "-t", "epub", "-o", "b.epub", "v/a.md")
    opf = zipfile.ZipFile(folder + "/b.epub").read("EPUB/content.opf").decode()
    check(">Ana Li</dc:creator>" in opf and ">Bo Xu</dc:contributor>" in opf, "a map each", r)
    check(r.stderr.count('translator: "x: y" cannot be used') == 1, "who cannot be read is reported once", r)


in_folders(precedence, rivals, stranger, people, sections, told, config, unread)
sys.exit(finish())
