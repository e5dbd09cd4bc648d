#!/usr/bin/env python3
"""The command line: where outputs go, standard input and output, metadata, severities, help.

Usage: cli.py NOTECONV
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

from lib import PROGRAM, check, finish

NOTE = "---\ntitle: A title\n---\n# One\n\nA **bold word.\n\n**粗体，没有结束的\n\nAnn: Why?\n\nBob: Because.\n\nAnn: How?\n\nBob: So.\n"

def run(folder, *words, stdin=None):
    return subprocess.run([PROGRAM, *words], cwd=folder, input=stdin, capture_output=True, text=True, timeout=60)


with tempfile.TemporaryDirectory() as work:
    def files():
        return sorted(os.listdir(work))

    open(os.path.join(work, "My note.md"), "w", encoding="utf-8").write(NOTE)
    r = run(work, "help", "org")
    check(r.returncode == 0 and "--org-boundary" in r.stdout and "--cards" not in r.stdout, "help on a format has its own options", r)
    said = " ".join(r.stdout.split())
    check("ids, refs and links as org-roam wants them" in said and "store pictures and other files as attachments of the notes" in said, "help says what options are for", r)
    for topic, want in (("org", "of a folder: longest side of pictures (default original)"), ("epub", "longest side of pictures (default 2000)"), ("css", "epub, html: a style"),
                        ("formats", "(default 2000), or original; org, html: of a folder: longest side of pictures (default original)"), ("tombstones", " apkg: keep")):
        r = run(work, "help", topic)
        check(want in " ".join(r.stdout.split()), f"an option as {topic} has it: {want}", r)
    r = run(work, "help", "folders")
    check(r.returncode == 0 and "--prune" in r.stdout and "--strict" not in r.stdout, "help on a topic", r)
    r = run(work, "help", "nosuch")
    check(r.returncode == 2 and "topics are basic, reading" in r.stderr and not r.stdout, "no help on that: the topics", r)
    for key in ("lang", "language"):
        r = run(work, "-t", "org", "-M", f"{key}=Chinese!", "-o", "-", stdin="x")
        check(r.returncode == 2 and "not a language tag" in r.stderr, f"-M {key}= with no tag", r)
    r = run(work, "--order")
    check(r.returncode == 2 and "needs a value" in r.stderr, "a value that is missing", r)
    r = run(work, "--nosuch")
    check(r.returncode == 2 and "unknown option --nosuch" in r.stderr, "an option that is none", r)
    r = run(work, "--resend=a*", "--list-formats")
    check(r.returncode == 0 and "apkg" in r.stdout, "an option whose value may be left out", r)
    r = run(work, "-t", "epub,apkg,org", "My note.md")
    check(r.returncode == 0 and files() == ["My note.apkg", "My note.epub", "My note.md", "My note.org"],
          f"outputs beside, named from the note: {files()}", r)
    check("2 dialogue" in r.stderr and "2 new" in r.stderr, "the run says how many cards of each kind, and how many new", r)
    r = run(work, "-t", "apkg", "My note.md")
    check("unchanged" in r.stderr and "as it was" in r.stderr, "a second run leaves the package alone", r)
    r = run(work, "-t", "html", "-o", "page.html", "My note.md")
    check("page.html" in files(), "-o FILE", r)
    r = run(work, "-o", "x.org", "My note.md")
    check("x.org" in files(), "the format is guessed from -o", r)
    r = run(work, "-t", "html", "-o", "-", stdin="[a](file:///etc/x) [b](javascript:x)\n")
    check(r.stderr.count("would run something, or opens a file of one computer, was dropped") == 2 and "a b</p>" in r.stdout, "addresses that a page does not have", r)
    r = run(work, "-t", "org,html", "-o", "out/", "My note.md")
    check(sorted(os.listdir(work + "/out")) == ["My note.html", "My note.org"], "-o FOLDER/ is made", r)
    r = run(work, "-t", "org", stdin=NOTE)
    check(r.returncode == 0 and "#+title: A title" in r.stdout, "standard input to standard output", r)
    r = run(work, "-t", "org", stdin="![[#^b]]\n\n- a block ^b\n")
    check(r.returncode == 0 and r.stdout.count("a block") == 2 and not r.stderr, "standard input embeds a part of itself", r)
    r = run(work, "-t", "epub", "-o", "named.epub", stdin="# Tea *time*\n\ntext")
    check(r.returncode == 0 and "identified only by its title, 'Tea time'; give it a lasting name with -M id=NAME [identity]" in r.stderr,
          "nameless text is called by its heading, which is reported", r)
    r = run(work, "-t", "epub", "-o", "named.epub", "-M", "id=tea", stdin="# Tea *time*\n\ntext")
    check(r.returncode == 0 and not r.stderr, "-M id= names it", r)
    r = run(work, "-t", "org", stdin="# Tea *time*\n\ntext")
    check("#+title: Tea time" in r.stdout and not r.stderr, "a filter says nothing of names", r)
    r = subprocess.run(["bash", "-c", f"'{PROGRAM}' -t org <(echo '# From a pipe')"], capture_output=True, text=True, timeout=60)
    check(r.returncode == 0 and "#+title: From a pipe" in r.stdout, "a shell's <(command) is standard input", r)
    for name, hint in (("a.org", "--from=notes"), ("b.TOML", "--from=notes"), ("c.json", "--from=json")):
        open(os.path.join(work, name), "w").write("{}")
        r = run(work, "-t", "html", "-o", "z.html", name)
        check(r.returncode == 2 and hint in r.stderr and "z.html" not in files(), f"{name} is no note", r)
        r = run(work, "-t", "html", "-o", "z.html", "--from=notes", name)
        check(r.returncode == 0 and "z.html" in files(), f"{name} is read if --from says so", r)
        os.remove(os.path.join(work, "z.html"))
        os.remove(os.path.join(work, name))
    r = run(work, "-t", "org", "-", stdin=NOTE)
    check("#+title: A title" in r.stdout, "- is standard input", r)
    r = run(work, "-t", "html", "--fragment", "-o", "-", "My note.md")
    check(r.stdout.startswith("<h1"), "--fragment to standard output", r)
    r = run(work, "-t", "epub", "-o", "m.epub", "-M", "title=Other", "-M", "lang=ja", "My note.md")
    opf = zipfile.ZipFile(work + "/m.epub").read("EPUB/content.opf").decode()
    check("<dc:title" in opf and ">Other<" in opf and ">ja<" in opf, "-M key=value", r)

    r = run(work, "-t", "html", "-o", "-", "My note.md")
    check("[emphasis-literal]" in r.stderr and "noteconv: " in r.stderr.splitlines()[-1], "messages end with a count", r)
    r = run(work, "-t", "html", "-o", "-", "-Wno-emphasis-repaired", "-Wno-emphasis-literal", "My note.md")
    check(r.stderr == "", "-Wno-ID", r)
    r = run(work, "-t", "html", "-o", "-", "-Werror=emphasis-repaired", "My note.md")
    check(r.returncode == 1 and ": error: " in r.stderr and r.stdout, "-Werror=ID: status 1, written all the same", r)
    r = run(work, "-t", "html", "-o", "-", "--diag=json", "My note.md")
    lines = [json.loads(line) for line in r.stderr.splitlines()]
    check(lines[0]["id"] == "emphasis-literal" and "summary" in lines[-1], "--diag=json", r)
    r = run(work, "-t", "html", "-o", "-", "-q", "My note.md")
    check(r.stderr == "", "-q", r)
    r = run(work, "check", "My note.md")
    check("[emphasis-repaired]" in r.stdout and r.returncode == 0, "noteconv check", r)
    r = run(work, "cards", "-q", "My note.md")
    check(r.stdout.count("Q: ") == 2, "noteconv cards", r)
    r = run(work, "-t", "apkg", "-o", "none.apkg", "--cards=none", "My note.md")
    check(r.returncode == 1 and "none.apkg" not in files() and "no-cards" in r.stderr, "no cards, no package, said so", r)
    for words in ([], ["-q"], ["-q", "--dry-run"], ["-q", "--diag=json"], ["-Wno-not-written", "-q"]):
        r = run(work, *words, "-t", "apkg", "-o", "none.apkg", "--cards=none", "My note.md")
        check(r.returncode == 1 and len(re.findall(r"none\.apkg.*not-written", r.stderr)) == 1 and ("no-cards" in r.stderr) == (words == []),
              f"{words}: an error says that nothing was written", r)
    r = run(work, "cards", "-q", "--cards=none", "My note.md")
    check(r.returncode == 0 and not r.stderr, "cards -q of none: no error", r)
    r = run(work, "-t", "html", "--fragment", "--no-repair", "-o", "-", "My note.md")
    check("**粗体" in r.stdout, "--no-repair", r)
    r = run(work, "-t", "html", "--fragment", "--breaks=hard", "-q", stdin="a\nb\n")
    check("<br" in r.stdout, "--breaks=hard", r)
    png = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc00000030101"
                        "00f70341430000000049454e44ae426082")
    open(work + "/p.png", "wb").write(png)
    open(work + "/v.mp4", "wb").write(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom")
    open(work + "/Lost.md", "w", encoding="utf-8").write(
        "---\nrating: 4\nstatus: [draft, \"[[Plan|the plan]]\"]\nreferrer: evil\ndeep: {a: 1}\n---\nA ![picture](p.png), ![[p.png|9]], ![[p.png]], "
        "[x](https://e.example \"t\") and [y](https://e.example \"y\").\n\n![alone|10x5](p.png \"Title\")\n\n![[v.mp4|320]]\n")
    places = {}
    for fmt in ("org", "html", "epub"):
        r = run(work, "-v", "-t", fmt, "-o", "lost." + fmt, "Lost.md")
        places[fmt] = re.findall(r"^Lost\.md:(\d+:\d+): .*\[(?:format-loss|image-type)\]$", r.stderr, re.M)
    check(places == {"org": ["7:3", "7:22", "7:48", "11:1"], "html": [], "epub": ["11:1"]}, f"what is lost is reported: {places}")
    org, page = open(work + "/lost.org", encoding="utf-8").read(), open(work + "/lost.html", encoding="utf-8").read()
    check("#+caption: Title\n#+attr_html: :width 10px :height 5px :alt alone\n" in org, "an image alone keeps all of it", r)
    check('<video controls="controls" src="v.mp4" width="320">' in page, "the width of a film", r)
    book = zipfile.ZipFile(work + "/lost.epub")
    chapter = next(book.read(name).decode() for name in book.namelist() if "/c-" in name)
    for text in (page, chapter):
        check('<meta name="note.rating" content="4"/>\n<meta name="note.status" content="draft, the plan"/>\n<meta name="note.referrer" content="evil"/>\n<meta name="note.deep" content="a: 1"/>'
              in text and 'name="referrer"' not in text, "other keys of the front matter, none of which commands a browser", r)
    open(work + "/Tea.md", "w", encoding="utf-8").write(
        "---\nauthor: [Ann, Bob]\ntags: [green]\ndescription: About tea\n---\n## Tea\n\n[up](#tea) ![](https://example.org/a.png)\n\n"
        "[![](https://example.org/b.png)](https://example.org)\n\n### Leaves\n\n| a | b | c | d | e |\n|---|---|--:|---|---|\n"
        "| 1 | 2 | a_name_that_no_column_holds | 4 | 5 |\n\n中文 *latin* 和 *强调*。\n")
    r = run(work, "-q", "-t", "html", "-o", "-", "-M", "lang=zh", "Tea.md")
    check(r.stdout.count(">Tea<") == 2 and r.stdout.count("<h1") == 1 and "<h2" not in r.stdout,
          "a page shows a title once that the first heading repeats", r)
    anchor = re.search(r'href="#([^"]*)">up', r.stdout)
    check(anchor and f'<span id="{anchor[1]}">' in r.stdout, "the heading that is the title can still be linked to", r)
    check('<meta name="author" content="Ann, Bob"/>' in r.stdout and '<p class="tags">green</p>' in r.stdout
          and '<meta name="description" content="About tea"/>' in r.stdout, "a page says author, tags and description", r)
    check('<em class="latin">latin</em> 和 <em>强调</em>' in r.stdout, "emphasis of Latin words is told from that of Han", r)
    r = run(work, "-t", "epub", "-o", "tea.epub", "-M", "lang=zh", "Tea.md")
    with zipfile.ZipFile(work + "/tea.epub") as book:
        pages = "".join(book.read(n).decode() for n in book.namelist() if n.startswith("EPUB/text/c-"))
        nav = book.read("EPUB/nav.xhtml").decode()
    check(pages.count(">Tea</h1>") == 1 and "<h2" in pages and nav.count(">Tea<") == 1, f"so does a book: {pages}", r)
    check('<table class="wide">' in pages and '<td class="al-r long">' in pages and pages.count("long") == 1,
          f"wide tables and long words are marked for the page: {pages}", r)
    check('<a href="https://example.org/a.png">[图]</a>' in pages and '<a href="https://example.org">[图]</a>' in pages,
          f"a remote image without a text does not show its address: {pages}", r)
    check("a link is written instead" in r.stderr and "its text is written instead" in r.stderr, "and it is told which", r)
    r = run(work, "-t", "org", "-M", "id=x", stdin="a\n\n```\nLocal Variables:\nmode: text\nEnd:\n```\n")
    check("\nLocal Variables:\n" in r.stdout and "\n\f\n" in r.stdout[-120:] and not r.stderr,
          "what Emacs would take for settings in code is on a page before the last", r)
    r = run(work, "-t", "org", "-M", "id=x", stdin="local variables:\nmode: text\nEnd:\n")
    check("local variables\u200b:" in r.stdout, "and is parted in text", r)
    r = run(work, "--help")
    check(r.returncode == 0 and len(r.stdout.splitlines()) <= 45, "--help fits a screen", r)
    begins = {len(line) - len(line.lstrip()) for line in run(work, "help", "all").stdout.splitlines() if line.startswith(" " * 20)}
    check(begins == {28}, "descriptions of options go on in one column", begins)
    check(run(work, "--version").stdout.startswith("noteconv "), "--version")
    r = run(work, "--print-template", "epub/style.css")
    check("line-height" in r.stdout, "--print-template", r)
    r = run(work, "--print-template=list")
    check(r.returncode == 0 and "\nepub/style.css\n" in r.stdout and "sql/" not in r.stdout, "--print-template=list", r)
    os.makedirs(work + "/t/html")
    page = "<!DOCTYPE html><html><body><b>mine</b>{{body}}</body></html>"
    open(work + "/t/html/page.html", "w", encoding="utf-8").write(page)
    r = run(work, "-t", "html", "-o", "-", "-q", "--template-dir", "t", "My note.md")
    check("<b>mine</b><h1" in r.stdout, "--template-dir", r)
    open(work + "/t/html/page.html", "w", encoding="utf-8").write(page.replace("{{body}}", "{{nobody}}"))
    r = run(work, "-t", "html", "-o", "-", "-q", "--template-dir", "t", "My note.md")
    check(r.returncode == 2 and "html/page.html:1: the template uses {{nobody}}" in r.stderr, "an unknown name in a template is reported", r)
    for name in ("html/page.html", "epub/page.xhtml"):
        r = run(work, "--print-template", name)
        os.makedirs(work + "/t/epub", exist_ok=True)
        open(work + "/t/" + name, "w", encoding="utf-8").write(r.stdout.replace("{{body}}", ""))
        r = run(work, "-t", name[:4], "-o", "bodiless." + name[:4], "-q", "--template-dir", "t", "My note.md")
        check(r.returncode == 2 and name + ": the template has no {{body}}" in r.stderr and not os.path.exists(work + "/bodiless." + name[:4]), f"{name} without a body", r)
with tempfile.TemporaryDirectory() as work:
    shout = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples", "shout.py")
    document = run(work, "-t", "json", "-o", "-", "-M", "id=x", "-", stdin="# 标题 one\n\n[[a]] text\n").stdout
    filtered = subprocess.run([sys.executable, shout], input=document, capture_output=True, text=True, timeout=60)
    r = run(work, "--from=json", "-t", "org", "-o", "-", "-", stdin=filtered.stdout)
    check(r.returncode == 0 and "#+title: 标题 ONE" in r.stdout and "[[file:a.org][a]] text" in r.stdout, "a filter between two noteconvs", r)

sys.exit(finish())
