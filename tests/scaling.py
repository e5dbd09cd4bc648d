#!/usr/bin/env python3
"""Whether time and memory grow with the input and not with its square: what the program does, counted so that the machine's
load does not matter, and resident memory for inputs of n, 2n and 4n parts.

For each input and format: the growth from 2n to 4n divided by that from n to 2n. Linear is 2, quadratic 4. The exit
status is 1 when one is over LIMIT.

Usage: scaling.py NOTECONV [WORD…]     only inputs whose name holds one of the words
A program that counts its own steps (faults/steps.c) is asked for them. For another one, valgrind counts the instructions,
including those of libraries.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

LIMIT = 2.6  # n log n of these sizes is 2.2; tables that double can add some more
PROGRAM = os.path.abspath(sys.argv[1])
WORDS = sys.argv[2:]
ALL = ("json", "html", "org", "epub", "apkg")
READ = ("json",)


def drawing(n):
    """Attributes of one element, of which no more than 1,000 are read, and elements."""
    attributes = " ".join(f'data-x{k}="y"' for k in range(n))
    return {"note.md": "![x](a.svg)\n", "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + f'<path d="M0 0" {attributes}/>' +
            "".join(f'<rect id="i{k}" width="1" height="1" fill="red"/>' for k in range(5 * n)) + "</svg>"}


def sections(n):
    nested = "{{#title}}" * 8 + "x" + "{{/title}}" * 8
    return {"note.md": "a\n", "t/html/page.html": "<html><head><title>{{title}}</title></head><body>" + nested * n + "{{body}}</body></html>"}


def canvas(groups, cards):
    nodes = [{"id": f"g{k}", "type": "group", "x": 0, "y": k * 5, "width": 10 + k, "height": 40000, "label": f"g{k}"}
             for k in range(groups)]
    nodes += [{"id": f"c{k}", "type": "text", "text": "t", "x": k % 97, "y": k * 3, "width": 1, "height": 1}
              for k in range(cards)]
    return json.dumps({"nodes": nodes, "edges": []})


# name: what n parts are, how many, the file's suffix, the formats that are written
INPUTS = {
    "pre with entities": (lambda n: "<pre>\n" + "a&lt;" * n + "\n</pre>\n", 4000, ".md", READ),
    "pre of many lines": (lambda n: "<pre>\n" + "a <b>b</b>\n" * n + "</pre>\n", 2000, ".md", READ),
    "canvas of groups and cards": (lambda n: canvas(n, n), 1000, ".canvas", READ),
    "canvas of groups": (lambda n: canvas(n, 1), 1000, ".canvas", READ),
    "canvas of cards": (lambda n: canvas(1, n), 1000, ".canvas", READ),
    "keys": (lambda n: "---\n" + "".join(f"k{k}: v\n" for k in range(n)) + "---\na\n", 1000, ".md", ALL),
    "keys of broken front matter":
        (lambda n: "---\nx: [\n" + "".join(f"k{k}: v: w\n" for k in range(n)) + "---\na\n", 1000, ".md", ALL),
    "lines among keys": (lambda n: "---\ntitle: x\n" + "k: v\nsome text\n" * n + "---\na\n", 1000, ".md", READ),
    "lines of a value": (lambda n: "---\ntitle: x: y\ntext: |\n" + "  text\n" * n + "---\na\n", 2000, ".md", READ),
    "front matter that is not closed": (lambda n: "---\ntitle: x\ntext: |\n" + "  text\n" * n, 2000, ".md", ("json", "html", "org", "epub")),
    "tags in front matter": (lambda n: "---\ntags:\n" + "".join(f"- t{k}\n" for k in range(n)) + "---\na\n", 1000, ".md", ALL),
    "tags in the text": (lambda n: "".join(f"#t{k} " for k in range(n)) + "\n", 1000, ".md", ALL),
    # Not as cards: each has all the tags of its note.
    "headings with tags": (lambda n: "".join(f"# h{k} #t{k}\n\nx\n\n" for k in range(n)), 400, ".md", ("json", "html", "org", "epub")),
    "aliases": (lambda n: "---\naliases:\n" + "".join(f"- a {k}\n" for k in range(n)) + "---\na\n", 1000, ".md", ALL),
    "references": (lambda n: "&#xFDD0;&amp; " * n + "[x](/&#xFDD1;" + "&#xFDD2;" * n + ")\n", 1000, ".md", READ),
    "admonitions below definitions": (lambda n: "a\n: b\n\n!!! note\n    c\n\n" * n, 200, ".md", READ),
    "attributes of a tag": (lambda n: "a <b " + "".join(f"x{k}=y " for k in range(n)) + ">c</b>\n", 1000, ".md", READ),
    "attributes of a block": (lambda n: "<div " + "".join(f"x{k}=y " for k in range(n)) + ">c</div>\n", 1000, ".md", READ),
    "attributes after tags without an end": (lambda n: "<div>\n" + "".join(f"<div x{k}=y " for k in range(n)) + ">c</div>\n", 1000, ".md", READ),
    "closing tags for none of many": (lambda n: "<div>" + "<span>" * n + "</em></a>" * n + "\n", 4000, ".md", READ),
    "dropped elements": (lambda n: "*a<script>*</script> b* " * n + "<style>*" * n + "</style>" * n, 500, ".md", READ),
    "inline notes": (lambda n: "a^[see [x][s] ^[and *y*]] " * n + "\n\n[s]: /u\n", 500, ".md", READ),
    "formula of one line": (lambda n: "$" + "x+" * n + "$\n", 20000, ".md", ("json", "org")),
    "brackets of TeX on lines": (lambda n: "\\[ a\n" * n + "x \\]\n", 4000, ".md", READ),
    "brackets of TeX in quotations": (lambda n: "> \\[ a\n" * n + "> x^2 \\]\n", 1000, ".md", READ),
    "brackets of TeX that leave a quotation": (lambda n: "> \\[ a\n" * n + "x^2 \\]\n", 1000, ".md", READ),
    "panels of a paragraph": (lambda n: "::: tabs\n" + "@tab a\nb\n" * n + ":::\n", 1000, ".md", READ),
    "titles": (lambda n: "::: tip a [x][s]\nb\n:::\n\n" * n + "[s]: /u\n", 500, ".md", READ),
    "attributes and elements of a drawing": (drawing, 200, ".md", ("epub", "apkg")),
    "sections of a template": (sections, 200, ".md", ("html",)),
    "stars of patterns": (lambda n: {"note.md": "[[a/b]]\n", ".noteconvignore": ("*" * n + "x\n") * 20}, 250, ".md", READ),
    "lists of tasks as headlines": (lambda n: {"note.md": "- [ ] a\n  - [ ] b\n  + [ ] c\n+ [ ] d\n  - e\n    - [ ] f\n" * n,
                                               "noteconv.yaml": "org-tasks: todo\n"}, 1000, ".md", ("org",)),
    "definitions of links": (lambda n: "".join(f"^[[l{k}]] " for k in range(n)) + "\n\n" +
                             "".join(f"[l{k}]: /u\n" for k in range(n)), 500, ".md", READ),
}


# What memory alone shows, with the kilobytes that each of the last 2n parts may take: six are taken, 29 if names of all
# notes before are kept for each.
MEMORY = {
    "notes embedded in one": (lambda n: {"note.md": "".join(f"![[n{k}]]\n\n" for k in range(n)),
                                         **{f"n{k}.md": "a\n" for k in range(n)}}, 500, ".md", READ, 12),
}


def put(folder, files):
    for name, text in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def steps_of(command, folder):
    """What the program says of itself; 0 if it does not count."""
    file = os.path.join(folder, "steps")
    subprocess.run(command, env={**os.environ, "NC_STEPS": file}, stdout=subprocess.DEVNULL, check=True)
    if not os.path.exists(file):
        return 0
    with open(file, encoding="ascii") as f:
        return int(f.read())


def instructions_of(command):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    match = re.search(rb"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not match:
        sys.exit(f"{command}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return int(match[1])


def count(suffix, made, form, folder, steps=True):
    """(steps or instructions, kilobytes)"""
    files = dict(made) if isinstance(made, dict) else {"note" + suffix: made}
    if form == "apkg": # which is not written without a card
        files["note.md"] += "\n\nQ: front\nA: back\n"
    put(folder, files)
    out = os.path.join(folder, "out." + form)
    command = [PROGRAM, "-q", "--force", "-j", "1", "-M", "id=x", "-t", form, "-o", out]
    command += ["--template-dir=" + os.path.join(folder, "t")] if "t/html/page.html" in files else []
    command.append(os.path.join(folder, "note" + suffix))
    reader = subprocess.run([sys.executable, "-c", "import resource, subprocess, sys\nsubprocess.run(sys.argv[1:], check=True)\n"
                             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)", *command],
                            stdout=subprocess.PIPE, check=True)
    if not os.path.exists(out):
        sys.exit(f"{command}: nothing was written")
    os.remove(out)
    return steps and (steps_of(command, folder) or instructions_of(command)), int(reader.stdout)


def growth(three):
    first, second = three[1] - three[0], three[2] - three[1]
    return second / first if first > 0 else 0.0


over = 0
with tempfile.TemporaryDirectory() as work:
    for title, (make, size, ending, formats) in INPUTS.items():
        if WORDS and not any(word in title for word in WORDS):
            continue
        put(work, {"noteconv.yaml": ""})
        for target in formats:
            counts = [count(ending, make(size * k), target, work) for k in (1, 2, 4)]
            work_growth = growth([c[0] for c in counts])
            over += work_growth > LIMIT
            print(f"{title}, {target}: n = {size}: {' '.join(f'{c[0] / 1e6:.1f}' for c in counts)} million steps, "
                  f"growth {work_growth:.2f}{' OVER' if work_growth > LIMIT else ''}; "
                  f"{' '.join(str(c[1] // 1024) for c in counts)} MB", flush=True)
    for title, (make, size, ending, formats, most) in MEMORY.items():
        if WORDS and not any(word in title for word in WORDS):
            continue
        for target in formats:
            half, whole = (count(ending, make(size * k), target, work, steps=False)[1] for k in (2, 4))
            each = (whole - half) / (2 * size)
            over += each > most
            print(f"{title}, {target}: n = {size}: {half} {whole} kB, {each:.1f} a part{' OVER' if each > most else ''}", flush=True)
print(f"{over} over the limit")
sys.exit(1 if over else 0)
