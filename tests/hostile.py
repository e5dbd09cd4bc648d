#!/usr/bin/env python3
"""Inputs made to be slow or deep, each at two sizes, with a last paragraph after them. None may crash, exceed a generous
time, or stop the program; the last paragraph is in what is written, or a message says what became of it; and eight times the
input takes about eight times as long, not sixty-four times.

Usage: hostile.py NOTECONV [SIZE]
"""
import collections
import re
import resource
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
SIZE = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
TIMEOUT = 120
LAST = "\n\nThe last words survive.\n"
# Below so many seconds a time says little; above this ratio it grows with the square of the input (64), not with it (8).
SHORT, STEEP = 0.4, 28

PATTERNS = {
    "images": lambda n: "![[]()" * n,
    "images with blanks": lambda n: "![ []()" * n,
    "quotes and stars": lambda n: ">" * n + "a*" * n,
    "nested quotes": lambda n: "> " * n + "a\n",
    "nested lists": lambda n: "- " * n + "x\n" + "\n" * n,
    "comment openers": lambda n: "</" + "<!--" * n,
    "html blocks": lambda n: "<div><b>x</b>\n\n" * (n // 2),
    "comments in blocks": lambda n: "<div>" + "<!--" * n,
    "spans": lambda n: "<table>" + "<tr><td colspan=1000 rowspan=60000>" * (n // 8),
    "spans in tables": lambda n: "<table><tr><td colspan=1000>\n\n" * (n // 8),
    "short rows": lambda n: "<table><tr>" + "<td>" * (n // 8) + "<tr>" * (n // 2),
    "headings that span": lambda n: "<table>" + "<tr><th rowspan=60000>" * (n // 8),
    "nested tables": lambda n: "<table><tr><td>" * (n // 8),
    "cells over blank lines": lambda n: "<table><tr>\n" + "<td>\n\nx\n\n</td>\n" * (n // 8) + "</tr></table>\n",
    "tables over blank lines": lambda n: "<table><tr><td>\n\nx\n\n" * (n // 16) + "</td></tr></table>\n" * (n // 16),
    "cells that end in text": lambda n: "<table><tr><td>\n\n" + "x</td><td>\n\n" * (n // 8) + "</table>\n",
    "tables in cells": lambda n: "<table>" + "<tr><th><table><tr><th>x</table>" * (n // 16),
    "figures": lambda n: "<figure><figcaption>a" * (n // 16),
    "figures with captions": lambda n: "<figure>" + "<figcaption>a</figcaption><p>b" * (n // 16),
    "clozes open": lambda n: "{{c1::a" * n,
    "clozes": lambda n: "{{c1::a::b}} " * n,
    "nested clozes": lambda n: "{{c1::a" * n + "}}" * n,
    "clozes around emphasis": lambda n: "{{c1::*a*::*" * n + "}}" * n,
    "clozes without a text": lambda n: "{{c1::}}" * n,
    "signs of tasks": lambda n: "- [ ] a " + "📅 2024-01-02 " * (n // 4),
    "tags of tasks": lambda n: "- [ ] a " + "#t ⏫ " * (n // 4),
    "stamps": lambda n: "- TODO a\n" + "  SCHEDULED: <2024-01-02 Tue>\n" * (n // 8),
    "declarations": lambda n: "a<![CDATA[" * n,
    "instructions": lambda n: "a<?" * n,
    "references": lambda n: "[x]: /u\n\n" + "[x]" * n,
    "hosts with underscores": lambda n: "_www." * n,
    "wikilinks unclosed": lambda n: "[[a " * n,
    "wikilinks in a line": lambda n: "[[a]] " * n,
    "percent signs": lambda n: "%%a%%%" * n,
    "instructions in a block": lambda n: "<?a?>" * n,
    "fields in both brackets": lambda n: "[k:: a (k:: b " * n,
    "brackets without fields": lambda n: "![a](b = :" * n,
    "formulas unclosed": lambda n: "\\( x^2 " * n,
    "formulas of mdBook unclosed": lambda n: "\\\\( x^2 " * n,
    "formulas closed far away": lambda n: "\\( some words " * n + "\\) x",
    "formulas of mdBook closed far away": lambda n: "\\\\( some words " * n + "\\\\) x",
    "drawers": lambda n: "- DONE a\n" + "  :LOGBOOK:\n  CLOCK: [2024-01-02 Tue 10:00]\n  :END:\n\n" * (n // 8),
    "no formulas of mdBook": lambda n: "\\\\(see\\\\) " * n,
    "references in brackets": lambda n: "".join(f"[[1]][r{k}] " for k in range(n // 2)) + "\n\n[r1]: u",
    "quotations of GitLab": lambda n: ">>>\n> a\n" * (n // 2),
    "attributes of quotations": lambda n: "> " + "[name=" * n + "[name=a]" * n,
    "keys of PyMdown": lambda n: "++a+" * n,
    "sources": lambda n: "【4†" * n,
    "tags of words": lambda n: "#a b " * n,
    "records": lambda n: "a\n\n" + "key: value\n" * n + "type_: 1\n",
    "underscores": lambda n: "_" * n + "a" + "_" * n,
    "stars around": lambda n: "*a **a " * n,
    "closers": lambda n: "a_ " * n,
    "mixed runs": lambda n: "a**b" + "c* " * n,
    "unclosed attributes": lambda n: '<a x="' * n,
    "tags that close none of many": lambda n: "<div>" + "<span>" * (4 * n) + "</em></a>" * (4 * n),
    "attributes of a tag in a block": lambda n: "<div " + "".join(f"x{k}=y " for k in range(n)) + ">c</div>\n",
    "attributes after tags without an end": lambda n: "<div>\n" + "".join(f"<div x{k}=y " for k in range(n)) + ">c</div>\n",
    "links in links": lambda n: "[a](<b" * n,
    "brackets": lambda n: "[" * n + "a" + "]" * n,
    "backticks": lambda n: "".join("e" + "`" * k for k in range(int((2 * n) ** 0.5))),
    "entities": lambda n: "&" * n,
    "one line": lambda n: "word " * n,
    "tags": lambda n: "<u>*a</u>* " * n,
    "unclosed tags": lambda n: "<b>" * n,
    "closing tags": lambda n: "<b>" * n + "</i>" * n,
    "labels": lambda n: "A: x?\n\nB: y.\n\n" * (n // 4),
    "headings": lambda n: "# a\n\ntext\n\n" * (n // 4),
    "front matter": lambda n: "---\n" + "a: b\n" * (n // 8) + "---\n",
    "keys": lambda n: "---\n" + "".join(f"k{k}: v\n" for k in range(n // 8)) + "---\n",
    "tags of front matter": lambda n: "---\ntags:\n" + "".join(f"- t{k}\n" for k in range(n // 8)) + "---\n",
    "text among keys": lambda n: "---\ntitle: x: y\n" + "some text\nk: v\n" * (n // 8) + "---\n",
    "front matter to the end": lambda n: "---\ntitle: x\ntext: |\n" + "  text\n" * n,
    "pre with references": lambda n: "<pre>\n" + "a&lt;" * n + "\n</pre>\n",
    "notes with links": lambda n: "^[a [x][s] ^[*b*]] " * (n // 8) + "\n\n[s]: /u\n",
    "titles with links": lambda n: "::: tip [x][s]\na\n:::\n\n" * (n // 8) + "[s]: /u\n",
    "references to noncharacters": lambda n: "&#xFDD0;" * n,
    "admonitions below definitions": lambda n: "a\n: b\n\n!!! note\n    c\n\n" * (n // 8),
    "broken front matter": lambda n: "---\nk: [\n" + "- a\n" * n + "---\n",
    "highlights": lambda n: "==a" * n,
    "wide": lambda n: "**中。**" * n,
    "never closed": lambda n: "**中文\n\n" * (n // 2),
    "html block": lambda n: "<div>\n" * n,
    "elements with stars": lambda n: "<b>**中" * (n // 4) + "</b>" * (n // 4),
    "dropped elements nested": lambda n: "<script>*" * (n // 8) + "</script>*" * (n // 8),
    "dropped elements in emphasis": lambda n: "*a<script>*</script> b* " * (n // 4),
    "paragraphs in a line": lambda n: "a <p>b</p>" * (n // 4),
    "ruby elements": lambda n: "<ruby>漢<rt>か" * (n // 8) + "</ruby>" * (n // 8),
    "templates unclosed": lambda n: "<%" * n,
    "template blocks unclosed": lambda n: "<%\n\n" * n,
    "fields unclosed": lambda n: "[a:: *x* " * (n // 4),
    "fields": lambda n: "[a:: *x*] " * (n // 4),
    "formulas with code": lambda n: "$`a" * n,
    "wikilinks with code": lambda n: "[[`x]] " * (n // 2),
    "notes with code": lambda n: "^[`a " * n,
    "wikilinks without blanks": lambda n: "[[a" * n,
    "wikilinks nested": lambda n: "[[" * n + "a" + "]]" * n,
    "wikilinks with markup": lambda n: "[[a|*b*]] " * (n // 8),
    "embeds": lambda n: "![[a]]\n" * (n // 4),
    "dollars": lambda n: "$a " * n,
    "dollars in lines": lambda n: "$$\n" * n,
    "displays unclosed": lambda n: "$$a\n\n" * n + "$",
    "percents": lambda n: "%%a\n" * n + "%",
    "comments unclosed": lambda n: "> %%a\n\n" * (n // 4),
    "inline notes": lambda n: "^[" * n,
    "inline notes closed": lambda n: "^[" * n + "a" + "]" * n,
    "inline notes with one end": lambda n: "^[" * n + "]",
    "note definitions": lambda n: "".join(f"[^{k}]: a[^{k + 1}]\n" for k in range(n // 8)),
    "notes between text": lambda n: "".join(f"a[^{k}]\n\n[^{k}]: b\n\n" for k in range(n // 16)),
    "one note many times": lambda n: "a[^1] " * n + "\n\n[^1]: b",
    "notes nested": lambda n: "[^1]: " * n + "a",
    "wide table": lambda n: "|a" * 10000 + "|\n" + "|-" * 10000 + "|\n" + "|b\n" * (n // 100),
    "head rows of HTML": lambda n: "<table>\n" + "<tr><th>a\n" * (n // 4) + "<tr><td>a\n" * (n // 4) + "</table>\n",
    "long table": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * n,
    "many tables": lambda n: "|a|\n|-|\n|b|\n\n" * (n // 4),
    "header rows": lambda n: "|a|b|\n" * n,
    "delimiter rows": lambda n: "|-|-|\n" * n,
    "dollars in cells": lambda n: "|a|\n|-|\n" + "|" + "$a" * n + "|\n",
    "callouts": lambda n: "> [!note] a\n> b\n\n" * (n // 4),
    "callouts nested": lambda n: "".join("> " * (k % 300) + "[!a]\n" for k in range(n // 100)),
    "tasks": lambda n: "- [x] a ^i\n" * (n // 2),
    "block ids": lambda n: "a ^b\n\n" * (n // 2),
    "tags of text": lambda n: "#a " * n,
    "addresses": lambda n: "http://a.b/c " * (n // 4),
    "addresses in one": lambda n: "http://a)" * n,
    "address and brackets": lambda n: "http://a.b/" + ")" * n,
    "mails": lambda n: "a@" * n,
    "fields without an end": lambda n: "[a:: " * n,
    "closing tags at a line's end": lambda n: "<Tab>\nx " + "</Tab>" * (n // 2),
    "backticks of many lengths": lambda n: "".join("`" * (k % 90 + 1) + " " for k in range(n // 40)),
    "code over lines": lambda n: "`a\nb` *c* " * (n // 4),
    "formulas with one end": lambda n: "\\[ a\n\n" * (n // 6) + "x \\]\n",
    "superscripts": lambda n: "a^b" * n,
    "lists by indentation": lambda n: "".join("  " * k + "- x\n" for k in range(n // 32)),
    "deep item, many lines": lambda n: "- " * 199 + "x\n" + "y\n" * n,
    "labels on lines of their own": lambda n: "[^a]:\n\n" * (n // 2),
    "admonition lines": lambda n: "!!! note\n" * n,
    "plugin's admonitions": lambda n: "```ad-note\n" * n,
    "org blocks unclosed": lambda n: "#+BEGIN_SRC\n" * n,
    "formulas in items": lambda n: "- a\n  $$ x\n\n" * (n // 4),
    "long formulas": lambda n: "".join("$" + "x_{1}+" * 500 + f"{k}$ " for k in range(max(1, n // 2500))),
    "chemistry": lambda n: "".join(f"$\\ce{{H{k}O^{{2-}} -> A#B}}$ " for k in range(n // 200)),
    "a long chemical formula": lambda n: "$\\ce{" + "H2O + " * (n // 8) + "X}$ ",
    "pairs in items": lambda n: "- Q: a?\n- A: b\n" * (n // 16),
    "formulas": lambda n: "".join(f"$x_{{{k}}}$ " for k in range(n // 8)),
    "groups of a formula": lambda n: "$$\n" + "{" * n + "x" + "}" * n + "\n$$",
    "a long formula": lambda n: "$$\n" + "x+" * n + "\n$$",
    "cells of a formula": lambda n: "$$\n\\begin{matrix}" + "&" * min(n, 15000) + "\\end{matrix}\n$$",
    "macros that grow": lambda n: "$\\def\\a{\\a\\a}\\a$ " * (n // 16),
    "macros one in another": lambda n: "$" + "".join(f"\\def\\{chr(98 + k)}{{\\{chr(97 + k)}\\{chr(97 + k)}}}" for k in range(20))
                                       + "\\def\\a{x}\\u$ " + "$\\u$ " * (n // 8),
    "labels of formulas": lambda n: "".join(f"$$x\\label{{{k}}}$$ $\\eqref{{{k}}}$\n\n" for k in range(n // 32)),
    "placeholders": lambda n: "".join(f"<T{k}>\n\n" for k in range(n // 4)),
    "pairs over blocks": lambda n: "<x>\n\n" * (n // 4) + "</x>\n\n" * (n // 4),
    "environments unclosed": lambda n: "\\begin{align}\n" * n,
    "two environments unclosed": lambda n: "\\begin{align}\n\\begin{gather}\n" * (n // 2),
    "environments with other ends": lambda n: "\\begin{align}\n\\end{gather}\n" * (n // 2),
    "environments before text": lambda n: "\\begin{align}\n" * n + "\\end{align} words\n",
    "bars in a line": lambda n: "a|" * n,
    "bars in braces": lambda n: "{a|b}" * n,
    "colons in a line": lambda n: "a" + ":" * n,
    "braces and blanks": lambda n: "{{ " * n,
    "lines of dashes": lambda n: "-- --\n" * n,
    "dashes and rows": lambda n: "------\na  b\n-- --\nc  d\n\n" * (n // 8),
    "grid rules": lambda n: "+---+\n\n" * n,
    "definitions": lambda n: "a\n: b\n" * n,
    "definitions of one": lambda n: "a\n" + ": b\n" * n,
    "attributes of a div": lambda n: "::: {" + ".a  k='b " * n + "}\nc\n:::\n",
    "divs open": lambda n: "::: a\n" * n,
    "divs closed": lambda n: ":::\n" * n,
    "div tags": lambda n: "<div>\n\n" * (n // 2) + "</div>\n\n" * (n // 2),
    "admonitions": lambda n: "```ad-note\na\n```\n" * (n // 4),
    "titles of admonitions": lambda n: "```ad-note\n" + "title: a\n" * (n // 4),
    "fences unclosed": lambda n: "```\na\n\n~~~\n" * (n // 4),
    "lists and tables": lambda n: "- a\n  |b|\n  |-|\n" * (n // 4),
    "generators' tags with text": lambda n: "{% hint %} x\n" * n + "\n{% endhint %}\n",
    "elements with text": lambda n: "<Tabs> x\n" * n + "\n</Tabs>\n",
    "code of generators in quotes": lambda n: "> {% highlight x %}\n\n" * n + "{% endhighlight %}\n",
    "code that ends in a quote": lambda n: "{% highlight x %} y\n\n" * n + "> {% endhighlight %}\n",
    "tags on one line": lambda n: "{% tabs %} " * n,
    "links of generators": lambda n: "a {% link x %} " * n,
    "comments of elements": lambda n: "{/* a\n\n" * n + "> */}\n",
    "statements": lambda n: "export const a = {\n\n" * n,
    "slashes": lambda n: "/// tab | T\n" * n,
    "attribute lists": lambda n: "{: .x}\n" * n,
    "brackets of formulas on lines": lambda n: "\\[ a\n" * n + "x \\]\n",
    "formulas that leave a quotation": lambda n: "> \\[ a\n" * n + "x^2 \\]\n",
    "panels of a paragraph": lambda n: "::: tabs\n" + "@tab a\nb\n" * (n // 8) + ":::\n",
    "questions": lambda n: "Why?\n\nBecause.\n\n" * (n // 8),
    "speakers": lambda n: "".join(f"A{k}: x?\n\nA{k}: y.\n\n" for k in range(n // 8)),
    "sections": lambda n: "".join(f"# h{k}\n\ntext {k}\n\n" for k in range(n // 8)),
}


def run(text, words):
    """Seconds of the processor, and what was written and said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([PROGRAM, "-M", "id=hostile", "-M", "title=Hostile", *words], input=text.encode(),
                          capture_output=True, timeout=TIMEOUT, check=False)
    if done.returncode not in (0, 1) or b"Sanitizer" in done.stderr:
        raise RuntimeError(f"status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, done


def is_kept(text, done):
    """The last words, or a message that something was left out, cut or not closed."""
    told = re.search(rb"(warning|error): ", done.stderr)
    return LAST.strip() in re.sub(r"<[^>]*>", "", text) or told


def survive(name, make, folder):
    """Reading, at two sizes; then everything that is written of it."""
    source = ["-f", "pandoc"] if name.startswith("definitions") else []
    html = [*source, "-t", "html", "--fragment"]
    files = [*source, "--force", "-t", "epub,apkg,org", "-o", folder + "/"]
    text = make(SIZE) + LAST
    (small, _), (large, done) = run(make(SIZE // 8) + LAST, html), run(text, html)
    if large > SHORT and large > STEEP * max(small, 0.01):
        again = min(run(text, html)[0], large)
        if again > STEEP * max(run(make(SIZE // 8) + LAST, html)[0], small, 0.01):
            raise RuntimeError(f"{small:.2f} s, and {again:.2f} s for eight times the input")
    if not is_kept(done.stdout.decode("utf-8", "replace"), done):
        raise RuntimeError("the last words are lost in HTML")
    written, done = run(text, files)
    with open(folder + "/note.org", encoding="utf-8") as org:
        if not is_kept(org.read(), done):
            raise RuntimeError("the last words are lost in Org")
    print(f"{name}: {large:.2f} s, ratio {large / max(small, 0.01):.1f}; three formats {written:.2f} s")


# A pattern under the name of another one would not run.
with open(__file__, encoding="utf-8") as own:
    names = collections.Counter(re.findall(r'^    "([^"]+)": lambda', own.read(), re.M))
failed = 0
for name, count in names.items():
    if count > 1:
        failed += 1
        print(f"FAIL {name} is the name of {count} patterns")
with tempfile.TemporaryDirectory() as work:
    for pattern, maker in PATTERNS.items():
        try:
            survive(pattern, maker, work)
        except subprocess.TimeoutExpired:
            failed += 1
            print(f"FAIL {pattern}: over {TIMEOUT} s")
        except (RuntimeError, OSError) as problem:
            failed += 1
            print(f"FAIL {pattern}: {problem}")
print(f"{len(PATTERNS) - failed} of {len(PATTERNS)} hostile inputs survived")
sys.exit(1 if failed else 0)
