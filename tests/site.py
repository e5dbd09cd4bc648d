#!/usr/bin/env python3
"""What a run knows of its notes as a whole: what links lead to, whether the last run is still right, languages, books.

Usage: site.py NOTECONV
"""
import os
import re
import sys
import zipfile

import lib
from lib import PNG, check, make, run


def test_unknown_is_not_missing(work):
    """The headings of a note that no part of the run has read are not known to be missing."""
    make(work, {".obsidian/app.json": "{}", "a.md": "[[b#Real]] [[b#^id]] [x](b.md#real) [[a#None]]", "b.md": "# Real\n\ntext ^id\n"})
    told = run(work, "check", "a.md").stdout
    check("of b.md is named" not in told, "a note that was not read has no missing heading", told)
    check(told.count("[link-left-out]") == 3, "the links are reported as leading out of the output", told)
    check("of a.md is named 'None'" in told, "what is missing still is", told)
    told = run(work, "check", ".").stdout
    check("Real" not in told and "^id" not in told, "in a run of both notes it is found", told)


def test_hidden_picture(work):
    """The last run is still right only if all that it used is unchanged, even files that no list of the vault names."""
    make(work, {"v/.git/x": "", "v/.img/pic.png": PNG, "v/a.md": "![p](.img/pic.png) ![q](.img/none.png) ![r](old/o.png)\n", "v/b.md": "b",
                "v/.noteconvignore": "old\n", "v/old/o.png": PNG + b"o"})

    def again(what, current):
        r = run(work, "-t", "html", "-o", "t/", "v")
        check(("nothing changed" in r.stderr) == current, what, r)
        return r

    again("the first run", False)
    again("nothing changed", True)
    make(work, {"v/.img/pic.png": PNG + b"x"})
    again("a picture in a hidden folder changed", False)
    check(any(same_bytes(work, PNG + b"x")), "the tree has the new picture")
    again("and is right then", True)
    make(work, {"v/.img/none.png": PNG})
    again("a picture that was missing is there", False)
    again("and is right then", True)
    os.remove(work + "/v/old/o.png")
    again("a picture in a folder that is ignored is gone", False)


def test_page_title(work):
    """A page has the title that its neighbours and the contents give it: that of a sole first heading, which is not shown twice."""
    make(work, {"p/2 seeds.md": "# Seeds\n\ntext\n", "p/b.md": "---\ntitle: Bee\n---\n# Other\n\ntext\n", "p/c.md": "# One\n\n# Two\n"})
    r = run(work, "-q", "-t", "html", "-o", "pages/", "p")
    heads = {}
    for name in ("2 seeds", "b", "c"):
        with open(work + "/pages/" + name + ".html") as f:
            page = f.read()
        heads[name] = re.findall("<title>(.*)</title>", page) + re.findall("<h1[^>]*>(.*)</h1>", page)
    expected = {"2 seeds": ["Seeds", "Seeds"], "b": ["Bee", "Bee", "Other"], "c": ["c", "c", "One", "Two"]}
    check(heads == expected, str(heads), r)


def test_language(work):
    """A book is in the language of most of its text; an unknown language is declared as unknown."""
    def language(*words):
        r = run(work, "-q", "-t", "epub", "--force", "-o", "x.epub", *words)
        if r.returncode:
            return r.stderr
        with zipfile.ZipFile(work + "/x.epub") as z:
            return re.search("<dc:language>([^<]*)<", z.read("EPUB/content.opf").decode())[1]

    english = "# Chapter\n\n" + "This is the text of the book that you have been reading for a long time. " * 100
    chinese = "这是一个很短的中文笔记，只有一句话而已，没有标题。\n"
    make(work, {"v/a.md": chinese, "v/b.md": english, "v/c.md": english, "w/z/a.md": chinese, "w/z/b.md": "und", "w/e/c.md": english,
                "p.md": "Toto je obyčejný český text, který nemá nic společného s jiným.", "f.md": "---\nlang: no such thing\n---\n" + english})
    check(language("v") == "en", "a short note first does not decide", language("v"))
    check(language("-M", "lang=fr", "v") == "fr", "-M lang= decides", language("-M", "lang=fr", "v"))
    check(language("p.md") == "und", "Czech is not English", language("p.md"))
    check(language("f.md") == "en", "a language that is none is left out", language("f.md"))
    check("not a language tag" in language("-M", "lang=no such thing", "v"), "-M lang= must be one", language("-M", "lang=no such thing", "v"))
    run(work, "-q", "-t", "epub", "--split=folder", "-o", "split/", "w")
    found = {}
    for name in ("e", "z"):
        with zipfile.ZipFile(f"{work}/split/{name}.epub") as z:
            found[name] = re.search("<dc:language>([^<]*)<", z.read("EPUB/content.opf").decode())[1]
    check(found == {"e": "en", "z": "zh-Hans"}, "each folder's book has its own language", found)


def test_same_id(work):
    """Two notes with the same id are reported in every format, and a book has a file for each."""
    make(work, {f"v/{n}.md": f"---\nid: one\n---\n# Same\n\nText of {n}.\n\n## Part\n\nMore of {n}.\n" for n in "abc"})
    for kind in ("epub", "kepub", "apkg --cards=headings", "org", "org --org-links=id", "html", "json"):
        name = kind.split()[0]
        r = run(work, "-t", *kind.split(), "-o", f"out.{name}" if name in ("epub", "kepub", "apkg", "json") else kind.replace(" ", "") + "/", "v")
        told = re.findall(r"^(\S+): warning: the id one is also that of (\S+): .*\[identity\]$", r.stderr, re.M)
        check(r.returncode == 0 and told == [("v/b.md", "v/a.md"), ("v/c.md", "v/a.md")], f"told with {kind}", r)
    with zipfile.ZipFile(work + "/out.epub") as z:
        pages = "".join(z.read(n).decode() for n in sorted(set(z.namelist())) if n.endswith(".xhtml") and "/text/" in n)
    check(all(pages.count(f"Text of {n}.") == 1 for n in "abc"), "the text of each once", pages[-500:])
    r = run(work, "check", "v")
    check(r.stdout.count("[identity]") == 2, "check tells them, too", r)


def test_inputs(work):
    make(work, {"a[1]/x.md": "---\nTitle: A\n---\nText\n", "a[1]/b[2]/y.md": "y"})
    r = run(work + "/a[1]", "-t", "org", "-o", "../out/", "*.md")
    check(r.returncode == 0 and os.listdir(work + "/out") and "x.org" in os.listdir(work + "/out"), "a pattern below a folder with brackets", r)
    r = run(work, "-t", "org", "-o", "out2/", "a[1]/**/y.md")
    check(r.returncode == 0 and any("y.org" in names for _, _, names in os.walk(work + "/out2")), "and one from above it: what is there by its name is meant", r)
    for title in ("title", "TITLE"):
        r = run(work + "/a[1]", "-M", title + "=B", "-t", "org", "-o", "-", "x.md")
        check("#+title: B\n" in r.stdout, f"-M {title}= wins over Title: of the note", r)


def page(work, name):
    with open(f"{work}/{name}", encoding="utf-8") as f:
        return f.read()


def test_contents(work):
    """A folder of pages has a page of contents, in the order of the notes, and each page leads there, back and on."""
    make(work, {"v/1 a & b.md": "# A <b>\n\nx\n", "v/sub/n.md": "y\n", "v/sub/deep/m.md": "z\n", "v/z.md": "# Z\n"})
    r = run(work, "-t", "html", "-o", "out/", "v")
    index = page(work, "out/index.html")
    listed = re.findall(r'<li><(a href="[^"]*"|span)>([^<]*)<', index)
    check(r.returncode == 0 and "5 files written" in r.stderr, "a page more than notes", r)
    check(listed == [('a href="1%20a%20%26%20b.html"', "A"), ("span", "sub"), ("span", "deep"), ('a href="sub/deep/m.html"', "m"), ('a href="sub/n.html"', "n"),
                     ('a href="z.html"', "Z")], "what is in it", listed)
    check(index.count("<ul>") == index.count("</ul>") == 3 and "<title>v</title>" in index and "class=\"around\"" not in index, "how it is made", index[-900:])
    m, z = page(work, "out/sub/deep/m.html"), page(work, "out/z.html")
    check('<a class="next" rel="next" href="../n.html">n</a>' in m and '<a class="up" href="../../index.html">Contents</a>' in m and 'rel="prev" href="sub/n.html">' in z and
          'rel="next"' not in z, "back, up and on", m[-400:])
    r = run(work, "-t", "html", "-o", "out/", "v")
    check("nothing changed" in r.stderr, "nothing twice", r)
    make(work, {"v/Index.md": "# Mine\n", "v/contents.md": "# Own\n"})
    run(work, "-t", "html", "-o", "own/", "v")
    check("Mine" in page(work, "own/Index.html") and "Own" in page(work, "own/contents.html") and 'href="contents.html">Own' in page(work, "own/contents-2.html") and
          'class="up" href="contents-2.html"' in page(work, "own/z.html"), "notes of that name stay", os.listdir(work + "/own"))
    make(work, {"one/n.md": "x\n"})
    run(work, "-t", "html", "-o", "alone/", "one")
    run(work, "-t", "html", "--fragment", "-o", "bare/", "v")
    check(os.listdir(work + "/alone").count("index.html") == 0 and "contents-2.html" not in os.listdir(work + "/bare"), "none of one note, none of fragments")
    make(work, {"b/SUMMARY.md": "# S\n\n- [Two](two.md)\n  - [First](one.md)\n", "b/one.md": "# One\n", "b/two.md": "# T\n"})
    run(work, "-t", "html", "-o", "book/", "b")
    check(re.findall(r'href="[^"]*">([^<]*)<', page(work, "book/index.html"))[:2] == ["Two", "First"], "a plan's order and titles", page(work, "book/index.html")[-500:])
    make(work, {"ar/a.md": "# ملاحظة\n\nهذه ملاحظة باللغة العربية.\n", "ar/b.md": "# أخرى\n\nنص عربي آخر هنا.\n"})
    run(work, "-t", "html", "-o", "rtl/", "ar")
    check(all('<html lang="ar" dir="rtl">' in page(work, "rtl/" + n) for n in ("a.html", "b.html", "index.html")), "from right to left", page(work, "rtl/index.html")[:200])
    style = re.search(r"<style>(.*?)</style>", page(work, "rtl/a.html"), re.S)[1]
    style = re.sub(r"^.*\[align=.*$", "", style, flags=re.M)  # what the author put at a side
    check(not re.search(r"-(left|right)\b|: (left|right);", style), "no other rule of the style sheet names a side", style)
    make(work, {"r/n.md": "# T\n\nText[^1].\n\n---\n\n[^1]: Note.\n"})
    run(work, "-t", "html", "-o", "rules/", "r")
    check(re.search(r'<hr/>\s*<section class="footnotes"[^>]*>\s*<hr/>', page(work, "rules/n.html")) and "hr + section.footnotes > hr { display: none; }" in style,
          "the notes' rule goes after a rule of the author's", page(work, "rules/n.html")[-400:])


def test_contents_of_all(work):
    """A few notes put into the site of all leave its page of contents as it is, and lead to it."""
    make(work, {f"v/{n}.md": f"# {n.upper()}\n\n#{'tag' if n < 'c' else 'other'}\n" for n in "abcd"})
    few = ("-t", "html", "-o", "out/", "--include=a.md", "--include=b.md", "v")
    run(work, "-t", "html", "-o", "out/", "v")
    whole = page(work, "out/index.html")
    make(work, {"v/a.md": "# A\n\nnew\n"})
    for words in (few, ("-t", "html", "-o", "out/", "--tag=tag", "v"), ("-t", "html", "-o", "out/", "--include=a.md", "--prune", "v"),
                  ("-t", "html", "-o", "out/", "v/a.md", "v/b.md")):
        r = run(work, *words)
        check(r.returncode == 0 and page(work, "out/index.html") == whole and "index.html also covers other notes" in r.stderr, f"the contents stay with {words}", r)
        check('class="up" href="index.html"' in page(work, "out/a.html") and "new" in page(work, "out/a.html"), f"and the way there with {words}",
              page(work, "out/a.html")[-300:])
    make(work, {"v/e.md": "# E\n"})
    run(work, "-t", "html", "-o", "out/", "v")
    check(page(work, "out/index.html").count("<li>") == 5, "a run of all writes it again")
    make(work, {"w/Index.md": "# I\n", "w/a.md": "a\n", "w/b.md": "b\n"})
    run(work, "-t", "html", "-o", "own/", "w")
    whole = page(work, "own/contents.html")
    r = run(work, "-t", "html", "-o", "own/", "--include=a.md", "--include=b.md", "w")
    check(page(work, "own/contents.html") == whole and 'class="up" href="contents.html"' in page(work, "own/a.html") and "I" in page(work, "own/Index.html"),
          "beside a note of that name", r)
    for words in (few, few[:-1] + ("--include=c.md", "v")):
        run(work, *(w.replace("out/", "few/") for w in words))
    check(page(work, "few/index.html").count("<li>") == 3, "a site of those notes alone has its own", page(work, "few/index.html")[-300:])


def test_contents_beside(work):
    """The user's own index.html in the folder stays; the page of contents takes the next name."""
    make(work, {"v/a.md": "# A\n", "v/b.md": "# B\n", "out/index.html": "mine", "out/contents.html/x": "a folder"})
    for what in ("first", "again", "forced"):
        r = run(work, "-t", "html", "-o", "out/", *(["--force"] if what == "forced" else []), "v")
        check(r.returncode == 0 and page(work, "out/index.html") == "mine" and page(work, "out/contents-2.html").count("<li>") == 2 and
              'class="up" href="contents-2.html"' in page(work, "out/a.html"), what, r)
    check("nothing changed" in run(work, "-t", "html", "-o", "out/", "v").stderr, "nothing twice")
    run(work, "-t", "html", "-o", "lost/", "v")
    os.remove(work + "/lost/.noteconv-state")
    r = run(work, "-t", "html", "-o", "lost/", "v")
    check(r.returncode == 0 and not os.path.exists(work + "/lost/contents.html"), "noteconv's own page of a lost state is its own", r)


def same_bytes(work, want):
    """Whether each file of the tree is these bytes."""
    for top, _, names in os.walk(work + "/t"):
        for name in names:
            with open(os.path.join(top, name), "rb") as file:
                yield file.read() == want


lib.in_folders(test_page_title, test_contents, test_contents_of_all, test_contents_beside, test_hidden_picture, test_language, test_inputs, test_same_id, test_unknown_is_not_missing)
sys.exit(lib.finish())
