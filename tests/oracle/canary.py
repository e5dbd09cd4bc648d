"""Nothing in a note runs in Emacs. Notes full of text that Org would run, include or connect to, in the place of every kind of node,
in formulas, info strings, attributes, titles and properties, are opened, exported and put on the agenda by an Emacs that asks
no questions (canary.el): no code runs, no file is read, no line sets a variable, no tag is live in the exported HTML.

    canary.py NOTECONV COUNT [SEED]        more of them by hand, in batches with a seed each
"""
import json
import os
import random
import sys

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from judge import Judge

NOTES = 150
LISP = "(nc-canary)"
BAIT = [f"src_emacs-lisp{{{LISP}}}", "src_emacs-lisp[:results raw]{(nc-canary)}", "src_sh{echo KANARIEN''VOGEL}", "call_f()", "{{{m}}}",
        "{{{time(%Y)}}}", f"[[elisp:{LISP}][x]]", f"[[elisp:{LISP}]]", f"<elisp:{LISP}>", f"elisp:{LISP}", "shell:ls",
        f"<%%{LISP}>", f"%%{LISP}", f"&%%{LISP}", f"<%%{LISP} x>", "[[file:secret.txt]]", "[[file:/ssh:localhost:/x]]",
        "[[/ssh:localhost:/x]]", "[[/./ssh:localhost:/x]]", "file:/ssh:localhost:/x", "[[//localhost/x]]", '#+include: "secret.txt" src text',
        '#+INCLUDE: "secret.txt"', "#+setupfile: secret.txt", f"#+call: f()", f"#+macro: m (eval {LISP})",
        f"#+bind: org-export-babel-evaluate {LISP}", "#+begin_src emacs-lisp :exports results\n(nc-canary)\n#+end_src",
        f"#+begin_export html\n<script>nc</script>\n#+end_export", "#+end_src", "#+end_example", "#+end_comment", "#+end_quote",
        f"#+header: :var x={LISP}", f"#+property: header-args :var x={LISP}", "#+attr_html: :onerror x", ":END:", ":PROPERTIES:",
        f":header-args: :var x={LISP}", f"#+tblfm: $1='{LISP}", f"='{LISP}", f":='{LISP}", f"| ='{LISP} |", "[fn:1]",
        f"[fn:1:src_emacs-lisp{{{LISP}}}]", "[cite:@x]", "[see @x, p. 3]", "@x [", "[@x, ", "]", "#+bibliography: /ssh:localhost:/x.bib", "#+html: <script>nc</script>",
        "@@html:<script>nc</script>@@", "@@", ":onerror nc", " :onerror alert(1) ", '" onerror="x', "<script>nc</script>",
        "<img src=x onerror=nc>", "\\)", "\\]", "\\(", "\\[", "\\end{align}", "\\begin{align}", "Local Variables:",
        f"Local Variables:\nmode: text\neval: {LISP}\nEnd:", f"LOCAL VARIABLES:\neval: {LISP}\nEnd:",
        f"-*- mode: text; eval: {LISP} -*-", "SCHEDULED: <2026-11-28 Sat>", f"DEADLINE: <%%{LISP}>", "CLOCK:", "* TODO x",
        "~", "=", "*", "/", "[[", "]]", "][", "|", "\\", "\\\\", '"', "'", "\t", " ", "::", ":", "$", "$$", "中", "a"]
SCHEMES = ["https://example.org/", "elisp:", "shell:", "file:///ssh:localhost:/", "file:///a/../ssh:localhost:/", "file://localhost/", "//localhost/",
           "file:///etc/", "javascript:", "zotero://", "obsidian://open?vault=", "id:", "info:", "help:", "data:text/html,",
           "attachment:", "file+sys:", "org-protocol://x", "mailto:", "doi:"]
TEXTS = ["text", "code", "tag", "comment", "citation"]
MARKUP = ["strong", "emph", "strike", "underline", "highlight", "sup", "sub", "small", "kbd", "span", "ruby"]
LANGS = ["emacs-lisp", "sh", "org", "elisp :exports results", f"emacs-lisp :var x={LISP}", "python {1}", "", ":results", "-n",
         "emacs-lisp,ignore", "rust", "c++", "sh\n#+call: f()", "中"]


def bait(r, most=3):
    return "".join(r.choice(BAIT) for _ in range(r.randint(1, most)))


def attributes(r, node):
    if r.random() < .2:
        node["class"] = bait(r)
    if r.random() < .1:
        node["attr-title"] = bait(r)
    if r.random() < .1:
        node["attr-lang"] = r.choice(["de", 'x"><script>nc</script>', bait(r)])
    if r.random() < .2:
        node["id"] = bait(r)
    return node


def inline(r, depth):
    kind = r.choice(TEXTS * 3 + MARKUP + ["math", "link", "link", "wikilink", "image", "field", "soft-break", "hard-break", "raw",
                                         "embed-link"])
    node = {"kind": kind}
    if kind in TEXTS or kind == "raw":
        node["text"] = bait(r)
    elif kind == "math":
        node.update(tex=bait(r), display=r.random() < .3)
    elif kind in ("link", "image", "wikilink", "embed-link"):
        node.update(dest=r.choice(SCHEMES) + bait(r, 1), children=inlines(r, depth + 1, 2))
        if kind in ("link", "image"):
            node["state"] = "url"
        if r.random() < .5:
            node["title"] = bait(r)
        if kind == "image":
            node["children"] = [{"kind": "text", "text": bait(r)}]
    elif kind == "field":
        node.update(key=bait(r, 1), children=inlines(r, depth + 1, 2))
    elif kind in MARKUP:
        node["children"] = inlines(r, depth + 1, 3)
        if kind == "ruby":
            node["children"].append({"kind": "ruby-text", "children": [{"kind": "text", "text": bait(r)}]})
    return attributes(r, node) if kind == "span" else node


def inlines(r, depth=0, most=4):
    if depth > 2:
        return [{"kind": "text", "text": bait(r)}]
    return [inline(r, depth) for _ in range(r.randint(1, most))]


def row(r, columns, head):
    return {"kind": "row", "head": head,
            "children": [{"kind": "cell", "children": inlines(r, 1, 2)} for _ in range(columns)]}


def block(r, depth=0):
    kinds = ["paragraph"] * 3 + ["heading", "code-block", "code-block", "math-block", "comment-block", "raw-block", "table", "rule"]
    if depth < 3:
        kinds += ["quote", "list", "callout", "div", "details", "def-list", "turn", "embed"]
    kind = r.choice(kinds)
    node = {"kind": kind}
    if kind in ("paragraph", "heading"):
        node["children"] = inlines(r)
        if kind == "heading":
            node["level"] = r.randint(1, 4)
    elif kind == "code-block":
        lang = r.choice(LANGS)
        node.update(lang=lang, info=lang + " " + bait(r), text="\n".join(bait(r) for _ in range(r.randint(1, 4))) + "\n")
    elif kind in ("math-block", "comment-block", "raw-block"):
        node["text"] = "\n".join(bait(r) for _ in range(r.randint(1, 3)))
    elif kind == "table":
        columns = r.randint(1, 3)
        node.update(align=[""] * columns, children=[row(r, columns, k == 0) for k in range(3)])
    elif kind == "list":
        node.update(ordered=r.random() < .3, tight=r.random() < .5)
        node["children"] = [{"kind": "item", "children": blocks(r, depth + 1)} for _ in range(2)]
    elif kind == "callout":
        node.update(type=bait(r, 1), raw=bait(r, 1))
        node["children"] = [{"kind": "callout-title", "children": inlines(r, 1)}, *blocks(r, depth + 1)]
    elif kind == "details":
        node["children"] = [{"kind": "summary", "children": inlines(r, 1)}, *blocks(r, depth + 1)]
    elif kind == "def-list":
        node["children"] = [{"kind": "def-term", "children": inlines(r, 1)},
                            {"kind": "def-body", "children": blocks(r, depth + 1)}]
    elif kind == "embed":
        node.update(dest=r.choice(SCHEMES) + bait(r, 1), label=bait(r))
    elif kind in ("quote", "div", "turn"):
        node["children"] = blocks(r, depth + 1)
        if kind == "turn":
            node["speaker"] = bait(r, 1)
    return attributes(r, node)


def blocks(r, depth=0):
    return [block(r, depth) for _ in range(r.randint(1, 3))]


def note(r, number):
    children = blocks(r) + blocks(r)
    if r.random() < .3:
        label = bait(r, 1)
        children.insert(0, {"kind": "paragraph", "children": [{"kind": "footnote-ref", "label": label, "number": 1}]})
        children.append({"kind": "footnotes", "children": [
            {"kind": "footnote", "label": label, "number": 1, "referred": True, "children": blocks(r, 2)}]})
    keys = ["title", "date", "author", "aliases", "tags", "lang", "header-args", "var", "id", "source", "bibliography", "A+", "b c",
            "export_file_name", bait(r, 1).replace("\n", " ")]
    meta = [{"key": key, "value": {"type": "text", "raw": bait(r)}} for key in r.sample(keys, 6)]
    return {"noteconv-document": 1, "key": f"n{number}", "lang": r.choice(["en", 'x"><script>nc</script>']), "meta": meta,
            "root": {"kind": "doc", "children": children}}


def look(judge, count, seed):
    r = random.Random(seed)
    with judge.folder() as folder:
        with open(folder + "/secret.txt", "w", encoding="utf-8") as f:
            f.write("SECRET-OF-A-FILE\n")
        for number in range(count):
            name = f"{folder}/{number}"
            with open(name + ".json", "w", encoding="utf-8") as f:
                json.dump(note(r, number), f, ensure_ascii=False)
            boundary = "--org-boundary=" + ("zwsp", "space")[number % 2]
            done = judge.convert("--from", "json", "-t", "org", boundary, "-o", name + ".org", name + ".json")
            judge.check(os.path.exists(name + ".org"), f"{name}.json", done.stderr)
        lines = judge.emacs("canary.el", folder).stdout.splitlines()
        judge.equal(lines[-1:], [f"looked at\t{count}"], "files that Emacs looked at")
        for line in lines[:-1]:
            name, _, what = line.partition("\t")
            judge.check(False, f"canary, seed {seed}, note {name}", what)
            if len(sys.argv) > 3 and judge.failed < 3:
                print(open(os.path.join(folder, name), encoding="utf-8").read())
        judge.passed += count


def run(judge):
    if judge.emacs("objects.el") is None:
        judge.skip("Emacs is not installed")
        return
    look(judge, NOTES, 20261128)


if __name__ == "__main__":
    the_judge = Judge(os.path.abspath(sys.argv[1]), "")
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    for begun in range(0, int(sys.argv[2]), NOTES):
        look(the_judge, min(NOTES, int(sys.argv[2]) - begun), first + begun // NOTES)
        print(f"{begun + NOTES}: {the_judge.failed} failed", flush=True)
    sys.exit(the_judge.close())
