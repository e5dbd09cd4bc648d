#!/usr/bin/env python3
"""Each place of the program that compares words without regard to case: a word and the same word in other letters give the
same, and a word without a meaning gives something else. Places that no input can test are in letters.txt.

Usage: letters.py NOTECONV [--only FILE] [--show]
--show prints what comes of the words.
"""
import base64
import concurrent.futures
import glob
import io
import os
import re
import sys
import tempfile

import badbooks
import usertypes
from lib import PNG, ROOT, check, finish
from outcomes import outcome, reasoned, source

# Names made of what a note holds.
DIGESTS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:[chd]-)?[0-9a-f]{12}|[ch]-[0-9a-f]{8}")
CALL = re.compile(r"\bnc_str_(?:ieqz?|istarts)\(")
DATA = "image/png;base64," + base64.b64encode(PNG).decode()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">%s<rect width="1" height="1"/></svg>'


def key(value, text="x"):
    return f"---\n@: {value}\n---\n{text}\n"


def drawing(inner):
    return {"n.md": "![](d.svg)\n", "d.svg": SVG % inner}


def sheet(rules):
    return drawing(f"<style>{rules}</style>")


def book(name, old, new):
    """A book with a word in one of its files."""
    def make(word):
        return {"b.epub": book_bytes({**badbooks.GOOD, name: badbooks.GOOD[name].replace(old, new.replace("@", word), 1)})}
    return make


def book_bytes(files):
    out = io.BytesIO()
    badbooks.write_book(out, files)
    return out.getvalue()


def style(rule):
    return book("E/s.css", "p { margin: 0 }", rule)


def styled(value):
    return f'a <span style="{value}">b</span> c\n'


def fields(first, second, kind=0):
    """Cards for a note type of Anki's with these fields."""
    def make(word):
        names = [first.replace("@", word), second.replace("@", word)]
        sides = ("{{cloze:%s}}", "{{cloze:%s}}<br>{{%s}}") if kind else ("{{%s}}", "{{%s}}")
        sides = (sides[0] % names[0], sides[1] % (tuple(names) if kind else names[1]))
        with tempfile.TemporaryDirectory() as folder:
            usertypes.package(folder, "t.apkg", usertypes.model(1600000000001, "Own", names, [("Card", *sides)], kind))
            with open(folder + "/t.apkg", "rb") as f:
                return {"n.md": "START\nCloze\nThe {{c1::gap}} is.\nBack: more\nEND\n" if kind else "Q: a\nA: b\n", "t.apkg": f.read()}
    return make


# File and a piece of the line; what is run: one of HOWS, or the words themselves, and what is added to "n.md"; the note or
# the files, where "@" stands for the word; the word; a word that is nothing.
ROWS = [
    ('src/doc/langtag.c: NC_LIT("lang")', "check", key("klingonish"), "lang", "zzz"),
    ('src/doc/langtag.c: NC_LIT("language")', "check", key("klingonish"), "language", "zzz"),
    ("src/doc/doc.c: m->entries[i].key, key", "json . --where=@=yes", {"n.md": "---\nstatus: yes\n---\nx\n", "o.md": "o\n"}, "status", "zzz"),
    ("src/doc/people.c: map->keys[i], nc_str(key)", "book", "---\nauthor: {@: Someone}\n---\nx\n", "literal", "zzz"),
    ('src/doc/people.c: NC_LIT("name")', "book", "---\nauthor: {@: {given: Ana, family: Li}}\n---\nx\n", "name", "zzz"),
    ("src/doc/people.c: key, keys[i].key", "book", key("Someone"), "editor", "zzz"),
    ('src/doc/metabook.c: key, "isbn"', "check", key("'12'"), "isbn", "zzz"),
    ('src/doc/metabook.c: key, "ruby"', "check", key("maybe"), "ruby", "zzz"),
    ("src/doc/people.c: roles[i].word", "book", "---\ncreator: {role: @, text: Someone}\n---\nx\n", "editor", "zzz"),
    ("src/doc/metabook.c: map->keys[i], nc_str(key)", "book", "---\nseries: {@: S}\n---\nx\n", "name", "zzz"),
    ("src/doc/metabook.c: kind, nc_str(word)", "book", "---\ntitle:\n- {type: main, text: A}\n- {type: @, text: B}\n---\nx\n", "subtitle", "zzz"),
    ('src/doc/metabook.c: NC_LIT("main")', "book", "---\ntitle:\n- {type: @, text: Name}\n---\nx\n", "main", "zzz"),
    ('src/doc/metabook.c: NC_LIT("urn:isbn:")', "book", "---\nisbn: '@9780306406157'\n---\nx\n", "urn:isbn:", "zzz"),
    ('src/doc/metabook.c: NC_LIT("isbn")', "book", "---\nisbn: '@9780306406157'\n---\nx\n", "isbn", "zzz"),
    ('src/doc/metabook.c: NC_LIT("null")', "check", "---\ndate: '@'\n---\nx\n", "null", "zzz"),
    ("src/doc/meta.c: m->entries[i].key, key", "json", {"n.md": "---\nauthor: [c]\n---\nx\n", "noteconv.yaml": "metadata:\n  @: [a, b]\n"}, "author", "zzz"),
    ("src/doc/meta.c: NC_LIT(BUNDLE)", "run -t json -M id=x -o - b", {"b/A.@/text.md": "x\n"}, "textbundle", "zzz"),
    ('src/vault/notename.c: NC_LIT("text")', "run -t json -M id=x -o - b", {"b/A.textbundle/@.md": "x\n"}, "text", "zzz"),
    ('src/app/options.c: NC_LIT("lang")', "json", {"n.md": "x\n", "noteconv.yaml": "metadata:\n  @: klingonish\n"}, "lang", "zzz"),
    ('src/app/options.c: NC_LIT("language")', "json", {"n.md": "x\n", "noteconv.yaml": "metadata:\n  @: klingonish\n"}, "language", "zzz"),
    ('src/app/options.c: NC_LIT("ruby")', "run -t json -M @=true -o - n.md", "x\n", "ruby", "zzz"),
    ('src/app/options.c: NC_LIT("cards")', "run -t json -M @=qqq -o - n.md", "x\n", "cards", "zzz"),
    ("src/app/load.c: nc_str(o->meta[i].name)", "run -t epub -M @=Name -o x.epub v", {"v/a.md": "a\n", "v/b.md": "b\n"}, "title", "zzz"),
    ("src/app/backends.c: nc_backends[i]->name", "run -t @ -o - n.md", "x\n", "org", "zzz"),
    ("src/app/treeplaces.c: suffix", "run -t html -o out/ v", {"v/a.md": "[x](<a.@>)\n", "v/a.org": "o", "v/a.ORG": "o", "v/a.zzz": "o"}, "org", "zzz"),
    ("src/app/otherwords.c: meant[i].word", "run -t @ n.md", "x\n", "anki", "zzz"),
    ("src/app/otherwords.c: others[i].name", "run -t @ n.md", "x\n", "mobi", "zzzz"),
    ("src/app/otherwords.c: options[i].name", "run -t json --@ n.md", "x\n", "standalone", "zzz"),
    ("src/app/otherwords.c: inputs[i].name", "run -t json --from=@ n.md", "x\n", "obsidian", "zzz"),
    ("src/app/otherwords.c: topics[i].word", "run help @", "x\n", "yaml", "zzz"),
    ('src/app/load.c: NC_LIT("title")', "run -t epub -M @=Name -o x.epub v", {"v/a.md": "a\n", "v/b.md": "b\n"}, "title", "zzz"),
    ('src/app/load.c: NC_LIT("id")', "run -t epub -M @=one -o x.epub v", {"v/a.md": "a\n", "v/b.md": "b\n"}, "id", "zzz"),
    ("src/app/load.c: e->key", "deck", key("qqq", "Q: a\nA: b"), "cards", "zzz"),
    ('src/app/settingsfile.c: NC_LIT("lang")', "json", {"n.md": "x\n", "noteconv.yaml": "metadata:\n  @: klingonish\n"}, "lang", "zzz"),
    ('src/app/settingsfile.c: NC_LIT("language")', "json", {"n.md": "x\n", "noteconv.yaml": "metadata:\n  @: klingonish\n"}, "language", "zzz"),
    ("src/preflight/checkstyle.c: nc_str(*list)", "run check b.epub", style("p { display: @ }"), "flex", "zzz"),
    ('src/preflight/checkstyle.c: NC_LIT("var")) && pf_for(s->p, NC_READERS_KINDLE)', "run check --target=kindle b.epub", style("p { color: @(a) }"), "var", "zzz"),
    ('src/preflight/checkstyle.c: NC_LIT("var"))) &&', "run check --target=tolino b.epub", style("p { color: @(a) }"), "var", "zzz"),
    ('src/preflight/checkstyle.c: NC_LIT("font-family")', "run check b.epub", style("p { @: serif }"), "font-family", "zzz"),
    ('src/preflight/checkstyle.c: NC_LIT("display")', "run check b.epub", style("p { @: flex }"), "display", "zzz"),
    ('src/preflight/checkstyle.c: NC_LIT("position")', "run check b.epub", style("p { @: fixed }"), "position", "zzz"),
    ('src/preflight/checkstyle.c: NC_LIT("src")', "run check b.epub", style("@font-face { @: url(a.woff) }"), "src", "zzz"),
    ('src/preflight/checkstyle.c: NC_LIT("font-face")', "run check b.epub", style("%@ { font-family: serif }"), "font-face", "zzz"),
    ("src/preflight/checkpackage.c: texts[i]", "run check b.epub", book("E/content.opf", "<dc:title>书</dc:title>", "<dc:@>书</dc:@>"), "title", "zzz"),
    ('src/preflight/checkpages.c: NC_LIT("utf-8")', "run check b.epub", book("E/a.xhtml", "utf-8", "@"), "utf-8", "latin-1"),
    ("src/code/language.c: {p + 1", "org", "```@\nx\n```\n", "yml", "zzz"),
    ("src/code/language.c: languages[i].name", "org", "```@\nx\n```\n", "javascript", "zzz"),
    ('src/media/dataurl.c: NC_LIT("data:image/")', "book", f"![a](@{DATA[6:]})\n", "data:image/", "zzz:image/"),
    ("src/media/dataurl.c: mark)", "book", f"![a](data:image/png;@,{DATA[17:]})\n", "base64", "zzz"),
    ("src/media/svg.c: text/css", "book", drawing('<style type="@">rect{fill:red}</style>'), "text/css", "zzz/zzz"),
    ('src/media/localcss.c: NC_LIT("@import")', "json", {"n.md": "x\n", "noteconv.yaml": "css: x.css\n", "x.css": "%@ 'a';\n"}, "import", "zzz"),
    ('src/media/localcss.c: NC_LIT("url(")', "json", {"n.md": "x\n", "noteconv.yaml": "css: x.css\n", "x.css": "p { background: @(http://e.example/a) }\n"}, "url", "zzz"),
    ('src/media/svgcss.c: word, NC_LIT("url")', "book", drawing('<rect style="fill:@(#a)" width="2" height="2"/>'), "url", "rgb"),
    ('src/media/svgcss.c: NC_LIT("url("', "book", sheet("rect @(x){fill:red}"), "url", "zzz"),
    ('src/media/svgcss.c: NC_LIT("@font-face")', "book -v", sheet("%@ {a:b} rect{fill:red}"), "font-face", "page"),
    ('src/media/svgcss.c: NC_LIT("@media")', "book", sheet("%@ print {rect{fill:red}}"), "media", "zzz"),
    ('src/media/svgcss.c: NC_LIT("@import")', "book -v", sheet("%@ 'a'; rect{fill:red}"), "import", "zzz"),
    ('src/media/remote.c: NC_LIT("https://")', "book", "![a](@e.example/a.png)\n", "https://", "zzzzz://"),
    ('src/media/remote.c: NC_LIT("http://")', "book", "![a](@e.example/a.png)\n", "http://", "zzzz://"),
    ('src/vault/vault.c: NC_LIT("json")', "run -t org -o - n.@", {"n.json": "{}", "n.JSON": "{}", "n.zzz": "{}"}, "json", "zzz"),
    ("src/vault/plan.c: names[0]", "run -t json -o - @.md", {"@.md": "# Summary\n\n- [A](a.md)\n- [B](b.md)\n", "a.md": "a\n", "b.md": "b\n"}, "SUMMARY", "zzz"),
    ("src/vault/plan.c: names[1]", "run -t json -o - @.md", {"@.md": "- [A](a.md)\n- [B](b.md)\n", "a.md": "a\n", "b.md": "b\n"}, "_sidebar", "zzz"),
    ("src/vault/cover.c: nc_str(keys[k])", "book", "---\na: b\n@: none.png\n---\nx\n", "cover", "zzz"),
    ('src/vault/cover.c: NC_LIT("http")', "check", "---\ncover: @://e.example/a.png\n---\nx\n", "http", "zzz"),
    ('src/vault/lookup.c: NC_LIT("index")', "json v/n.md", {"v/n.md": "[a](o/@.html)\n", "v/o.md": "# O\n"}, "index", "zzz"),
    ("src/vault/survey.c: v->raw", "json . --where=a=@", {"n.md": "---\na: yes it is\n---\nx\n", "o.md": "o\n"}, "yes it is", "zzz"),
    ("src/vault/survey.c: v->items[i].raw", "json . --where=a=@", {"n.md": "---\na: [one, yes it is]\n---\nx\n", "o.md": "o\n"}, "yes it is", "zzz"),
    ('src/cards/cardshow.c: NC_LIT("data:")', "run cards --cards=all n.md", f"Q: ![](@:{DATA})\nA: b\n", "data", "zzz"),
    ("src/cards/cardtext.c: s, label", "cards", "@: a\nA: b\n", "Q", "Z"),
    ("src/cards/cardtext.c: tag, w", "cards", "front #@\n\nback\n", "card", "zzz"),
    ("src/cards/cardorigin.c: tools[i].name", "run -t apkg --cards=@ -o x.apkg n.md", "a>>b\n", "remnote", "zzz"),
    ("src/cards/cardwish.c: tag, word) && tag.n > word", "deck", "## Q #@-reverse\n\nA\n", "card", "zzz"),
    ('src/cards/cardwish.c: NC_LIT("incremental")', "deck", "## Q #card #@\n\n- A\n- B\n- C\n", "incremental", "zzz"),
    ('src/cards/cardwish.c: text, NC_LIT("flashcards")', "deck --cards=marks", "Why?\n#@\nA\n", "flashcards", "flashcard"),
    ('src/cards/cardwish.c: tag, NC_LIT("flashcards"))', "cards", "Why? #@\nA\n", "flashcards", "zzz"),
    ('src/cards/cardtags.c: NC_LIT("flashcards")', "deck --cards=marks", "## Q\n\n#@\n\nA\n", "flashcards", "flashcard"),
    ('src/cards/cardlist.c: NC_LIT("none")', "deck", key("", "Q: a\nA: b").replace("@: ", "cards: @"), "none", "zzz"),
    ('src/cards/cardlist.c: NC_LIT("false")', "run -t apkg --cards=@ -o x.apkg n.md", "Q: a\nA: b\n", "false", "zzz"),
    ('src/cards/cardlist.c: NC_LIT("all")', "run -t apkg --cards=@ -o x.apkg n.md", "Q: a\nA: b\n", "all", "zzz"),
    ('src/cards/cardlist.c: NC_LIT("true")', "run -t apkg --cards=@ -o x.apkg n.md", "Q: a\nA: b\n", "true", "zzz"),
    ("src/cards/cardlist.c: nc_card_origin_mode(o)", "run -t apkg --cards=@ -o x.apkg n.md", "## Q\n\nA\n", "headings", "zzz"),
    ("src/cards/cardlist.c: nc_card_origin_name(o)", "run -t apkg --cards=@ -o x.apkg n.md", "## Q\n\nA\n", "heading", "zzz"),
    ('src/cards/carddeck.c: NC_LIT("Default")', "deck", "---\ndeck: @\n---\nQ: a\nA: b\n", "Default", "zzz"),
    ('src/cards/cardadd.c: NC_LIT("ID:")', "cards", "Q: a\nA: b\n\n<!--@ 1607361487244-->\n", "ID:", "zzz"),
    ("export/apkg/apkgrender.c: card->scope.tags[i], m->tags[tag]", "deck", "#flashcards/@\n\na::b\n\n#flashcards/two\n\nc::d\n\n#flashcards/geo\n\ne::f\n", "geo", "zzz"),
    ("src/cards/cardwish.c: tag, word) && (tag.n", "cards", "---\ntags: [@]\n---\nfront::back\n", "flashcards", "zzz"),
    ('src/cards/cardquestion.c: NC_LIT("flashcards")', "deck --cards=osr", "Why #@/geo is it?\n?\nSo\n", "flashcards", "zzz"),
    ("src/base/nearest.c: candidate", "run -t json --from=@ n.md", "x\n", "logs", "zzz"),
    ("src/base/fsio.c: stem, nc_str(words[i])", "run -t org -o out/ v", {"v/@.md": "first\n", "v/a.md": "a\n"}, "con", "zzz"),
    ('src/base/fsio.c: NC_LIT("com")', "run -t org -o out/ v", {"v/@1.md": "first\n", "v/a.md": "a\n"}, "com", "zzz"),
    ('src/base/fsio.c: NC_LIT("lpt")', "run -t org -o out/ v", {"v/@1.md": "first\n", "v/a.md": "a\n"}, "lpt", "zzz"),
    ("src/base/str.c: nc_str_sub(s, 0, prefix.n), prefix", "cards", "@: a\nA: b\n", "Q", "Z"),
    ("src/base/str.c: nc_str_sub(name, name.n - suffix.n", "json .", {"n.@": "# T\n", "m.md": "m\n"}, "markdown", "zzz"),
    ("src/base/str.c: s, nc_str(*words)", "json", styled("background-color:@"), "transparent", "zzz"),
    ("src/parse/html/htmlstart.c: name, nc_str(names[k])", "json", "<@\n*x*\n", "div", "zzz"),
    ("src/parse/html/htmlstart.c: kinds[k].start", "json", "a\n<@ id=\"b\"\n*x*\n>\n\n*y*\n</@>\n", "pre", "zzz"),
    ("src/parse/html/htmlcursor.c: nc_str_sub(s, i + 1, to), name", "json", "<div>\n<@>a</@> b\n</div>\n", "em", "zzz"),
    ("src/parse/html/htmlblock.c: prefixes[k]", "json", '<pre class="@c">a</pre>\n', "language-", "zzz"),
    ("src/parse/leaf/htmltag.c: key, nc_str(name)", "json", 'a <img @="a.png"> b\n', "src", "zzz"),
    ("src/parse/construct/genrest.c: key", "check", '<Card title="t" @="some words">\n\nx\n\n</Card>\n', "icon", "zzz"),
    ("src/parse/construct/gentable.c: name, words[i].name", "json", '{{< @ title="t" >}}\n\nx\n\n{{< /@ >}}\n', "card", "zzz"),
    ("src/parse/construct/tocmark.c: s, nc_str(marks[k])", "json", "[@]\n\n# A\n\n# B\n", "toc", "zzz"),
    ('src/parse/construct/tocmark.c: NC_LIT("{:toc ")', "json", "{:@ .small}\n\n# A\n", "toc", "zzz"),
    ('src/parse/construct/tocmark.c: dest, NC_LIT("toc")', "json", "[[@]]\n\n# A\n", "toc", "zzz"),
    ('src/parse/construct/tocmark.c: NC_LIT("_toc_")', "json", "[[@]]\n\n# A\n", "_toc_", "zzz"),
    ('src/parse/construct/tocmark.c: u.text, NC_LIT("toc")', "json", "%@(Title)\n\n# A\n", "[toc]", "[zzz]"),
    ('src/parse/construct/tocmark.c: NC_LIT("{:toc")', "json", "* TOC\n{:@}\n\n# A\n", "toc", "zzz"),
    ("src/parse/construct/hiccup.c: known[k].name", "page --from=logseq", '- [:a {:@ "rtl"} "x"]\n', "dir", "zzz"),
    ("src/parse/construct/bareaddress.c: schemes[k]", "json", "see @://e.example/a now\n", "https", "zzz"),
    ("src/parse/construct/embedblock.c: s, mark", "json", {"n.md": "a\n\n<!--%@: ./o.txt-->\n", "o.txt": "included\n"}, "include", "zzz"),
    ("src/parse/construct/callout.c: types[i].word", "json", "> [!@] title\n> text\n", "warning", "zzz"),
    ("src/parse/construct/gentag.c: a.key", "json", '{{< youtube @="abc" >}}\n', "id", "zzz"),
    ("src/parse/construct/imagesize.c: units[k].unit", "json", '<img src="a.png" style="width:90@">\n', "px", "zz"),
    ("src/parse/construct/imagesize.c: nc_str(name)", "json", '<img src="a.png" style="@:90px">\n', "width", "zzz"),
    ('src/parse/construct/macro.c: limit), NC_LIT("cloze")', "json --from=logseq", "- a {{@ x{y}}} b\n", "cloze", "zzz"),
    ('src/parse/construct/macro.c: name, NC_LIT("cloze")', "json --from=logseq", "- a {{@ text}} b\n", "cloze", "zzz"),
    ('src/parse/construct/macro.c: NC_LIT("embed")) && block.n', "json --from=logseq", "- a\n- {{@ ((5f713ea8-1111-4222-8333-444444444444))}}\n", "embed", "zzz"),
    ('src/parse/construct/macro.c: NC_LIT("embed")) && page.n', "json --from=logseq", "- a\n- {{@ [[o]]}}\n", "embed", "zzz"),
    ('src/parse/construct/macro.c: NC_LIT("query")', "json --from=logseq --keep-queries", "- a\n- {{@ (task TODO)}}\n", "query", "zzz"),
    ("src/parse/input/frontlines.c: names[k]", "json", "---\n@: x\n\ntext: y\n", "title", "zzz"),
    ("src/parse/input/frontforms.c: names[k]", "json", "@: x\nkkkk: y\n\ntext\n", "title", "zzz"),
    ("src/parse/block/codelines.c: names[k]", "json", "#+BEGIN_@\n*x*\n#+END_@\n", "EXAMPLE", "ZZZ"),
    ('src/parse/block/codelines.c: NC_LIT("#+END_")', "json", "#+BEGIN_SRC js\nx\n#+@_SRC\n\ny\n", "END", "ZZZ"),
    ("src/parse/block/codelines.c: word)", "json", "#+BEGIN_SRC js\nx\n#+END_@\n\ny\n", "SRC", "ZZZ"),
    ('src/parse/block/opening.c: NC_LIT("true")) ? \'-\' : \'+\'', "json", '::: {.callout-note collapse="@"}\nx\n:::\n', "true", "zzz"),
    ('src/parse/block/opening.c: NC_LIT("open")', "json", '::: {.callout-note state="@"}\nx\n:::\n', "open", "zzz"),
    ("src/parse/block/opening.c: NC_LIT(\"true\")) ? '-' : o->fold", "json", "```admonish note collapsible=@\nx\n```\n", "true", "zzz"),
    ('src/parse/block/opening.c: NC_LIT("admonish")', "json", "```@ warning\nx\n```\n", "admonish", "zzz"),
    ("src/parse/block/htmllines.c: mark", "json", "<div>\n<@>\n\n*x*\n\n</@>\n</div>\n", "textarea", "zzz"),
    ('src/parse/block/div.c: NC_LIT("verse")', "json", "::: @\n  a\n  b\n:::\n", "verse", "zzz"),
    ('src/parse/block/div.c: NC_LIT("center")', "json", "#+BEGIN_@\nx\n#+END_@\n", "center", "zzz"),
    ('src/parse/block/keptlines.c: NC_LIT("COMMENT")', "json", "#+BEGIN_@\nx\n#+END_@\n", "COMMENT", "SRC"),
    ('src/parse/block/keptlines.c: NC_LIT("QUERY")', "json", "#+BEGIN_@\nx\n#+END_@\n", "QUERY", "SRC"),
    ('src/parse/block/keptlines.c: NC_LIT("EXAMPLE")', "json", "#+BEGIN_@ -n\nx\n#+END_@\n", "EXAMPLE", "SRC"),
    ('src/parse/block/ownblocks.c: NC_LIT("ad-")', "json", "```@-note\n*x*\n```\n", "ad", "zz"),
    ('src/parse/block/ownblocks.c: NC_LIT("admonish")', "json", "```@ warning\n*x*\n```\n", "admonish", "zzz"),
    ('src/parse/block/starts.c: NC_LIT("#+BEGIN_")', "json", "#+@_QUOTE\ny\n#+END_QUOTE\n", "BEGIN", "ZZZ"),
    ('src/parse/block/starts.c: NC_LIT("#+END_")', "json", "#+BEGIN_QUOTE\ny\n#+@_QUOTE\n\nz\n", "END", "ZZZ"),
    ('src/parse/dialect/logseq.c: NC_LIT("true")', "json --from=logseq", "- a\n  heading:: @\n", "true", "zzz"),
    ("src/parse/dialect/logseq.c: nc_str(word)", "json --from=logseq", "- TODO a\n  :@:\n  CLOCK: [2024-05-01 Wed 10:00:00]\n  :END:\n", "LOGBOOK", "ZZZ"),
    ('src/parse/dialect/plugins.c: NC_LIT("Text Elements")', "json", "---\nexcalidraw-plugin: parsed\n---\n# Drawing\n\nx\n\n# @\n\nwords ^a1b2c3d4\n", "Text Elements", "Zzz"),
    ("src/parse/dialect/plugins.c: data[i]", "json", "---\nexcalidraw-plugin: parsed\n---\n# @\n\nx\n", "Drawing", "Zzz"),
    ("src/parse/inline/htmlstyle.c: names[k].name", "json", '<table><tr><td align="@">a</td></tr></table>\n', "center", "zzz"),
    ("src/parse/inline/htmlstyle.c: nc_str_sub(pair, 0, colon)", "json", styled("@:bold"), "font-weight", "zzz"),
    ("src/parse/inline/htmlstyle.c: nc_str_sub(s, i, i + word.n)", "json", styled("text-decoration:a @"), "underline", "zzz"),
    ('src/parse/inline/htmlstyle.c: NC_LIT("bold")', "json", styled("font-weight:@"), "bold", "zzz"),
    ('src/parse/inline/htmlstyle.c: weight, NC_LIT("normal")', "json", 'a <b style="font-weight:@">b</b> c\n', "normal", "zzz"),
    ('src/parse/inline/htmlstyle.c: slant, NC_LIT("normal")', "json", 'a <em style="font-style:@">b</em> c\n', "normal", "zzz"),
    ('src/parse/inline/htmlstyle.c: NC_LIT("super")', "json", styled("vertical-align:@"), "super", "zzz"),
    ('src/parse/inline/htmlstyle.c: NC_LIT("sub")', "json", styled("vertical-align:@"), "sub", "zzz"),
    ('src/parse/inline/htmlstyle.c: NC_LIT("italic")', "json", styled("font-style:@"), "italic", "zzz"),
    ('src/parse/inline/htmlstyle.c: NC_LIT("oblique")', "json", styled("font-style:@"), "oblique", "zzz"),
    ("src/parse/inline/htmlelement.c: names[k]", "json", '<p dir="@">x</p>\n', "rtl", "zzz"),
    ('src/parse/tidy/annotate.c: NC_LIT("math")', "json", "```@\nx\n```\n", "math", "zzz"),
    ("src/lang/lang.c: rtl[i]", "book", "---\nlang: @\n---\nx\n", "he", "zu"),
    ("src/lang/date.c: forms[i].lang", "book", "---\nlang: @\ndate: 2024-05-31\n---\nx\n", "de", "zu"),
    ("src/lang/abbreviation.c: of_language[i].lang", "kepub", "---\nlang: @\n---\nVoir chap. Trois est ici.\n", "fr", "zu"),
    ("src/lang/labels.c: m)", "book", "---\nlang: zh-@\n---\n# 一\n", "tw", "zz"),
    ('src/lang/labels.c: want, NC_LIT("zh")', "book", "---\nlang: @-tw\n---\n# 一\n", "zh", "zu"),
    ("src/lang/labels.c: table[i].lang", "book", "---\nlang: @\n---\nx\n", "de", "zu"),
    ('src/lang/labels.c: p, NC_LIT("zh")', "book", "---\nlang: @\n---\nx\n", "zh", "zu"),
    ('src/lang/labels.c: p, NC_LIT("ja")', "book", "---\nlang: @\n---\nx\n", "ja", "zu"),
    ('src/lang/labels.c: p, NC_LIT("ko")', "book", "---\nlang: @\n---\nx\n", "ko", "zu"),
    ("export/html/htmlaround.c: site->places[i], stem", "run -t html -o out/ v", {"v/@.md": "# I\n", "v/b.md": "# B\n"}, "index", "zzz"),
    ("export/style.c: @import", "run -t epub -o b.epub --css=s.css n.md", {"n.md": "x\n", "s.css": "@ 'a';\n"}, "@import", "@zzzzzz"),
    ("export/style.c: url(", "run -t epub -o b.epub --css=s.css n.md", {"n.md": "x\n", "s.css": "p { background: @a.png) }\n"}, "url(", "zzz("),
    ("export/style.c: data:", "run -t epub -o b.epub --css=s.css n.md", {"n.md": "x\n", "s.css": "p { background: url(@image/png;base64,AA) }\n"}, "data:", "zzzz:"),
    ("export/url/url.c: url, action", "html", "[x](@?a=b)\n", "obsidian://open", "obsidian://zzz"),
    ('export/url/url.c: NC_LIT("file:")', "org", "[x](@///a/b.txt)\n", "file:", "zzz:"),
    ("export/url/url.c: url, image", "html", "![a](data:@/png;base64,!)\n", "image", "zzz"),
    ('export/org/orgcode.c: NC_LIT("bash")', "org", "```@\nx\n```\n", "bash", "zsh"),
    ("export/org/orgflow.c: n->attrs->classes", "org", "::: @\n  a\n  b\n:::\n", "verse", "note"),
    ("export/org/orgflow.c: (classes, NC_LIT", "org", "::: @\n  a\n  b\n:::\n", "verse", "note"),
    ("export/org/orgdescription.c: data:", "org", f"![a](@:{DATA})\n", "data", "zzz"),
    ("export/org/orgmeta.c: bibliography", "org", key("b.bib"), "bibliography", "zzz"),
    ("export/org/orgmeta.c: language_of_file", "org", "---\nlang: en\nlanguage: @\n---\nx\n", "en", "zu"),
    ("export/org/orgmeta.c: keys[i][0]", "org", key("words"), "subtitle", "zzz"),
    ("export/org/orgmeta.c: doi", "roam", key("10.1000/1"), "doi", "zzz"),
    ("export/org/orgplan.c: data", "run -t org --org-roam -o out/ v", {"v/big @/n.md": "x\n", "v/b.md": "b\n"}, "data", "zzz"),
    ("export/org/orghint.c: :PROPERTIES:", "run -t org -o out/ v", {"v/n.md": "x\n", "v/b.md": "b\n", "out/own.org": ":@:\n:ID: 5f713ea8-1111-4222-8333-444444444444\n:END:\n"}, "PROPERTIES", "ZZZ"),
    ("export/org/orgout.c: words)", "org", "```\n@ a\n```\n", "local variables:", "local zzz:"),
    ("export/org/orgspecial.c: first", "org", "::: {.@ .b}\nx\n:::\n", "aside", "quote"),
    ("export/org/orgtask.c: w)", "org --org-tasks=todo", "- [ ] a 🔁 @ week 📅 2024-05-01\n", "every", "zzz"),
    ('export/apkg/apkgbackend.c: backup)', "run -t apkg -o @1.apkg n.md", "Q: a\nA: b\n", "backup-", "zzz"),
    ('export/apkg/apkgbackend.c: NC_LIT("collection.apkg")', "run -t apkg -o @.apkg n.md", "Q: a\nA: b\n", "collection", "zzz"),
    ("export/apkg/usertyperead.c: name, nc_str(*words)", "deck --note-type=t.apkg", fields("@", "Answer"), "question", "zzz"),
    ("export/apkg/usertyperead.c: name, nc_str(names[i])", "deck --note-type=t.apkg --note-fields=@=Word,Back=Meaning", fields("Word", "Meaning"), "Front", "zzz"),
    ('export/apkg/usertyperead.c: NC_LIT("Extra")', "deck --note-type=t.apkg", fields("Text", "@", 1), "Extra", "zzz"),
    ("export/apkg/usertyperead.c: t->names[i]", "deck --note-type=t.apkg --note-fields=Front=@,Back=Meaning", fields("Word", "Meaning"), "Word", "zzz"),
    ("export/xhtml/xhtmlformulas.c: macros", "page", "---\n@:\n  '\\zed': y\n---\n$\\zed$\n", "macros", "zzz"),
    ("export/xhtml/xhtmlinline.c: url", "html", "![a](@png;base64,!)\n", "data:image/", "data:zzzzz/"),
    ('src/doc/ref.c: NC_LIT("file:")', "html", {"n.md": "![](@a.png)\n", "a.png": PNG, ".obsidian/app.json": "{}"}, "file:", "zzz:"),
    ('src/doc/ref.c: NC_LIT("attachment:")', "html", {"n.md": "![](@a.png)\n", "a.png": PNG, ".obsidian/app.json": "{}"}, "attachment:", "zzz:"),
    ("src/vault/target.c: url, attachment", "html", {"n.md": "![](@b/a.png)\n", "b/a.png": PNG, ".obsidian/app.json": "{}"}, "attachment:", "zzz:"),
    ("src/base/calendar.c: name, word", "html", "---\ndate: 2 @ 2024\n---\nx\n", "May", "zzz"),
    ('export/xhtml/xhtmlinline.c: ref->dest, NC_LIT("data:")', "html", "![](@text/plain,a)\n", "data:", "zzz:"),
]


def places():
    """(file, line, from the call up to the next one) of each comparison."""
    for folder in ("src", "export"):
        for path in sorted(glob.glob(folder + "/**/*.c", root_dir=ROOT, recursive=True)):
            for number, line in enumerate(source(path).split("\n"), 1):
                calls = [m.start() for m in CALL.finditer(line)] if not line.startswith("bool ") else []
                for at, end in zip(calls, [*calls[1:], len(line)]):
                    yield path, number, line[at:end]


def filled(text, word):
    return text.replace("%@", "\0" + word).replace("@", word).replace("\0", "@") if isinstance(text, str) else text


def seen(row, word):
    """The result for the word, without names made of it."""
    _, how, making, *_ = row
    words = how.replace("@", "\0").split()
    inputs = [w for w in words[1:] if not w.startswith("-")] or ["n.md"]
    if words[0] == "run":
        inputs = words[1:]
    options = [w for w in words[1:] if w.startswith("-")] if words[0] != "run" else []
    if callable(making):
        files = making(word)
    else:
        files = {filled(name, word): filled(text, word) for name, text in (making if isinstance(making, dict) else {"n.md": making}).items()}
    text = outcome(words[0], files, [w.replace("\0", word) for w in inputs], [w.replace("\0", word) for w in options])
    return DIGESTS.sub("", text.lower())


def without(text, *words):
    """Removes the same words from two texts that are to be compared: a short word may also be part of others."""
    for word in sorted(map(str.lower, words), key=len, reverse=True):
        text = text.replace(word, "@")
    return text


def ask(row):
    word, nothing = row[3:5]
    written, turned, other = (without(seen(row, w), word, nothing) for w in (word, word.swapcase(), nothing))
    if "--show" in sys.argv:
        print(row[0], "\n", written[:1500], "\n", turned[:1500], "\n", other[:1500])
    if written != turned:
        return f"{row[0]}: {word!r} comes out otherwise in other letters"
    return f"{row[0]}: {word!r} comes out as {nothing!r} does" if written == other else ""


def walk_places():
    left = dict(reasoned("tests/letters.txt"))
    rows = {row[0] for row in ROWS}
    check(len(rows) == len(ROWS), "two rows of one name")
    used = set()
    for path, number, text in places():
        found = [name for name in [*rows, *left] if name.startswith(path + ": ") and name[len(path) + 2:] in text]
        check(found, f"{path}:{number}: {text}: write a row in tests/letters.py or a reason in tests/letters.txt")
        check(len(found) < 2, f"{path}:{number}: {text}: more than one row names it", found)
        check(not used & set(found), f"{path}:{number}: {text}: its row names another place, too", found)
        used.update(found)
    check(used == rows | set(left), "rows or reasons without a place", sorted((rows | set(left)) - used))


wanted = [row for row in ROWS if "--only" not in sys.argv or sys.argv[-1] in row[0]]
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for wrong in pool.map(ask, wanted):
        check(not wrong, wrong)
walk_places()
sys.exit(finish())
