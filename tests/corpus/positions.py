#!/usr/bin/env python3
"""Each node of `-t json` stands where its source begins, by the rules of docs/document.md ("Places"): a text's first word is
there in the source, letter by letter; emphasis stands at its delimiter, a link at its bracket, code at its backtick, a block
at its marker. Each message points at what it speaks of.

Looks at notes of its own (NOTES), each also inside quotations, callouts, list items and footnotes, with CRLF, as UTF-16; at
examples/ and tests/cases; and at real notes: below the folders of the command line, else of NOTECONV_CORPUS.

Two exceptions: a text that an attribute of a tag holds (alt, src, title) stands at the tag (OF_ATTRIBUTE); of a text in an HTML block the
blanks at its beginning do not count.

Usage: positions.py NOTECONV [FOLDER…] [--every N]
Exit status 77: all that holds, but there were no real notes.
"""
import collections
import glob
import html
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import lib

PUNCT = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
CJK = "[぀-ヿ㐀-鿿가-힯豈-﫿\U00020000-\U0003ffff]"
WORD = re.compile(r"\w+")
# A text that an attribute holds (alt, src, title) stands at its tag, or at the line of a fence or a tab: what begins it, and what
# ends it. Its words stand there, one after the other.
OF_ATTRIBUTE = [(re.compile(begin, re.I), re.compile(end)) for begin, end in [
    (r"<(?:img|iframe|embed|video|audio|source)\b", r">"), (r"\{%", r"%\}"), (r"\{\{[<%]", r"[>%]\}\}"), (r"(?-i:<[A-Z])", r">"),
    (r"@tab\b", r"\n"), (r"\[:\w", r"\}"), (r"<!-- *tab\b", r"-->"), (r"[`~:]{3,}\s*\{(?:figure|image)\}", r"\n[ \t>]*\n|$"), (r"[`~]{3}", r"\n"), (r"!\[[^\n]*=\d*x?\d*%?[^\n]*\)", r"\n")]]
URL = r"(?:https?|ftp)://|www\.|mailto:|xmpp:|[\w.+-]+@"

# What stands in the source at a node of a kind. "=" is: where its first child stands.
FIRST_CHILD = object()
# What site generators begin a block, or something in a line, with.
GENERATOR = r"|\{%|\{\{[<%]|<[A-Z]|<aside|///"
DIRECTIVE = r"|[`~:]{3,}\s*\{"
MARKER = {
    "doc": r"",
    "quote": r">|#\+BEGIN_QUOTE|<blockquote\b" + DIRECTIVE + GENERATOR,
    "list": r"[-+*]|\d{1,9}[.)]|<[uo]l\b",
    "item": r"[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$)|<li\b",
    "callout": r">|:::|!!!|[!?]>|\?\?\?|[`~]{3,}\s*(?:ad-|admonish|\{)|#\+BEGIN_" + GENERATOR,
    "tabs": r"===|:::|///|@tab" + DIRECTIVE + GENERATOR,
    "tab": r"===|:::|///|@tab|<!--|#{1,6} |[`~]{3}" + DIRECTIVE + GENERATOR,
    "tab-title": r"\S",
    "div": r":::|#\+BEGIN_|<(?:div|center|section|article|figure|dd)\b" + DIRECTIVE + GENERATOR,
    "figure": r"<figure\b|!\[" + DIRECTIVE + GENERATOR,
    "caption": r"<figcaption\b|\S",
    "cloze": r"\{\{c",
    "details": r"<details\b|:::|[`~]{3,}\s*\{" + GENERATOR,
    "summary": r"<(?:summary|details)\b|\S",
    "embed": r"[`~]{3,}\s*\{include\}|\{% include |<!-- ?@include:|\{\{< include |!\[\[|!\[[^]]*\]\(|\{{2,3} ?embed\b|\{\{\[\[embed|<(?:video|audio|source|img)\b",
    "footnote": r"\[\^|\^\[",
    "code-block": r"`{3,}|~{3,}|\S|<pre\b",
    "math-block": r"\$\$|\\{1,2}\[|\\begin\{|[`~]{3,}\s*\{?math",
    "comment-block": r"%%|<!|<\?|\{/\*|\{%-?\s*comment|\{\{[<%]\s*comment|#\+BEGIN_COMMENT",
    "rule": r"(?:[-*_][ \t]*){3,}$|<hr\b",
    "emph": r"\*|_|\[name=|<(?:em|i|cite|var|dfn)\b|<(?:span|font)\b",
    "strong": r"\*\*|__|<(?:strong|b)\b|<(?:span|font)\b|\w",
    "strike": r"~~|<(?:s|del|strike)\b|<(?:span|font)\b",
    "highlight": r"==|\^\^|<mark\b|<(?:span|font)\b|\[",
    "underline": r"<(?:u|ins)\b|<(?:span|font)\b|\[",
    "sup": r"\^|<(?:sup|span|font)\b",
    "sub": r"~|<(?:sub|span|font)\b",
    "small": r"<small\b|\[time=",
    "kbd": r"<(?:kbd|code|samp|tt)\b|\+\+",
    "span": r"<(?:span|abbr|a|b|i|em|strong|font|bd[io])\b|\[",
    "ruby": r"<ruby\b|\{|｜",
    "ruby-text": r"<rt\b|[^{|《]",
    "link": r"!?\[|<(?=\w+:|[\w.+-]+@|a\b|iframe\b|embed\b)|\{\{\w+:? |\{\{\[\[\w+\]\]: |" + URL + GENERATOR,
    "wikilink": r"\[\[|\(\(|\[",
    "image": r"!\[|<img\b" + DIRECTIVE + GENERATOR,
    "embed-link": r"\{\{< include |!\[\[|!\[[^]]*\]\(|\{\{embed\b|\{\{\[\[embed|<(?:video|audio|source|img)\b",
    "field": r"[\[(]?[ \t]*[\w./-][\w ./-]*::",
    "code": r"`|<(?:code|samp|tt)\b",
    "math": r"\$|`|\\{1,2}[(\[]|!\[|<img",
    "tag": r"#",
    "citation": r"[\[@]",
    "comment": r"%%|【|\ue200|\[color=|<!|<\?|\{/\*|\{\{[<%]\s*comment|\{%-?\s*comment",
    "footnote-ref": r"\[\^|\^\[",
    "hard-break": r"$|</?\w",  # an element that makes a block parts the text of a line
    "soft-break": r"$",
    "heading": r"#{1,6}|<h[1-6]\b|\S",
    "paragraph": FIRST_CHILD,
    "plain": FIRST_CHILD,
    "turn": FIRST_CHILD,
    "def-list": r"\S",
    "def-term": r"\S",
    "def-body": r"[:~]|<dd\b",
    "callout-title": FIRST_CHILD,
    "table": r"\S",
    "row": r"\S|<tr\b",
    "cell": r"\S|$|<t[dh]\b",
    "footnotes": FIRST_CHILD,
    "raw": r"<",
    "raw-block": r"\s*<",
}

# Logseq's hiccup: [:element …].
HICCUP = {"emph": "em|i|cite", "strong": "b|strong|h[1-6]", "code": "code|samp", "kbd": "kbd", "image": "img",
          "embed": "audio|video", "embed-link": "audio|video", "link": "a|iframe", "strike": "s|del", "highlight": "mark",
          "underline": "u|ins", "sup": "sup", "sub": "sub", "small": "small", "hard-break": "br"}
LINK = r"!?\[|<(?:a|img)\b|\(\(|\{{2,3} ?embed\b|\{\{\[\[embed" + GENERATOR
# What a message points at.
MESSAGE = {
    "emphasis-repaired": r"\*\*|_",
    "emphasis-literal": r"\*\*",
    "heading-repaired": r"#{1,6}",
    "html-repaired": r"\S",
    "code-repaired": r"\S",
    "list-repaired": r"[-+*\d]",
    "unclosed": r"<[A-Z]|\{%|<!--|\$\$|%%|[`~]{3}|:::|#\+BEGIN_|```",
    "html-dropped": r"<",
    "html-unknown": r"<",
    "html-unclosed": r"<",
    "footnote-undefined": r"\[\^",
    "footnote-duplicate": r"\[\^",
    "footnote-unused": r"\[\^",
    "anchor-duplicate": r"\S",
    "table-row": r"[^|\s]",
    "table-span": r"<t[dh]",
    "table-repaired": r"\|",
    "foreign-syntax": r"[`~]{3,}\s*\{|\{|!\[|\]\(|- \[|&#xNAN;|\\[\[(]|:contentReference|===|!!!|\?\?\?|:::|\[|@|\\begin|\+\+|--8<--|<|\||\(\(|:[\w+-]+:|\*\[|\([\w-]+\)=|% |\\\w|\([a-z][\w:.-]+\)$",
    "table-cut": r"\|",
    "query-dropped": r"[`~]{3}|#\+BEGIN_QUERY",
    "drawing-image": r"---$",
    "table-pandoc": r"\S",
    "plugin-dropped": r"#|【|\ue200|\+\+\+|<!-- ?@(?i:include):|:\w+:|<%|\{\{|\[:|---$|!\[\[|:::|import |<callout|export |[`~]{3,}\s*\{" + GENERATOR,
    "link-unresolved": LINK,
    "embed-inline": LINK,
    "link-ambiguous": LINK + DIRECTIVE,
    "link-alias": LINK,
    "link-left-out": LINK,
    "link-outside": LINK + DIRECTIVE,
    "anchor-missing": LINK,
    "embed-missing": LINK + r"|<!-- ?@(?i:include):|cover|banner|<(?:video|audio|source|img)\b",
    "embed-cycle": LINK,
    "embed-depth": LINK,
    "image-missing": LINK + DIRECTIVE + r"|cover|banner",
    "image-remote": LINK + r"|cover|banner",
    "nesting": r">|[-+*\d]|<div",
    "bad-utf8": "\ufffd",
    "control-char": "",
    "front-matter": "",
    "metadata": r"\S",
    "image-dark": r"!|\[|<",
    "toc-dropped": r"[\[{@$]|\w[^\n]*$",  # kramdown's "{:toc}" stands below a line of an item
    "math-tex": r"\$|\S",
    "math-reference": r"\$|\S",
    "include": r"\S",
    "cover": r"\S",
    "language": r"\S",
}


class Note:
    def __init__(self, text):
        self.lines = text.split("\n")

    def at(self, pos):
        """The source from a place to the end of its line; None if there is no such place."""
        line, col = pos[0], pos[1]
        if not 1 <= line <= len(self.lines) or not 1 <= col <= len(self.lines[line - 1]) + 1:
            return None
        return self.lines[line - 1][col - 1:]

    def rest(self, pos):
        """The same and some lines after it."""
        return self.at(pos) + "\n" + "\n".join(self.lines[pos[0]:pos[0] + 40]) + "\n"


def begins(source, text):
    """The text's first word begins the source, of CJK its first four characters. Escapes and references count as what they
    mean; delimiters may stand within, where emphasis was joined."""
    word = re.match(rf"[^\w]*(?:{CJK}{{1,4}}|(?:(?!{CJK})\w)+)|[^\w]+", text)[0]
    i, skipped = 0, 0
    for k, char in enumerate(word):
        if skipped:
            skipped -= 1  # of a reference that stands for several characters
            continue
        while k and i < len(source) and source[i] in "*_~=|" and char not in "*_~=|":
            i += 1
        dropped = re.match(r"<(script|style|svg|select|object)\b.*?</\1>|</(?:b|strong)><(?:b|strong)>|</(?:i|em)><(?:i|em)>", source[i:]) if k else None
        i += dropped.end() if dropped else 0
        reference = re.match(r"&#?\w+;", source[i:])
        if reference and char == "&" and html.unescape(reference[0]) == "&":
            i += reference.end()
        elif source[i:i + 2] == "\\" + char and char in PUNCT:
            i += 2
        elif source[i:i + 1] == char:
            i += 1
        elif reference and (html.unescape(reference[0])[:1] == char or char == "\ufffd"):
            i += reference.end()
            skipped = len(html.unescape(reference[0])) - 1 if char != "\ufffd" else 0
        else:
            return k > 0 and i == len(source)  # lines of wide characters are joined
    return True


def is_of_attribute(source, text):
    """Whether a text is one that an attribute of the tag at the source's beginning holds."""
    arguments = re.match(r"(?:\{%|\{\{[<%]) *\w+ +([^\n]*?) *[%>]\}", source)
    if arguments and text.startswith("https://") and re.search(r"[/=]" + re.escape("/".join(arguments[1].split())) + "$", text):
        return True  # an address that is made of them
    for begin, end in OF_ATTRIBUTE:
        closed = begin.match(source) and end.search(source)
        if closed:
            said, words = WORD.findall(html.unescape(source[:closed.start()])), WORD.findall(text)
            return any(said[i:i + len(words)] == words for i in range(len(said)))
    return False


def problem(node, note):
    kind, pos = node["kind"], node["pos"]
    source = note.at(pos)
    if source is None:
        return "no such place"
    if kind in ("image", "text") and pos == [1, 1] and source.rstrip() == "---":
        return None  # the image of a drawing stands at the note's beginning
    if kind == "text":
        text = node["text"]
        word = text.lstrip()  # in HTML blanks do not count: a text stands at its word; blanks alone may be a line's end
        if begins(source, text) or (begins(source, word) if word else source.strip(" \t") == "" or source[0] == "\t"):
            return None
        if text[0] == " " and re.match(" *<", source):
            return None  # the blank is there; a tag that means nothing, or what was dropped, parts it from its word
        if (note.at([pos[0], pos[1] - 2]) or "").startswith("(("):
            return None  # the text of the block that is named there
        if re.match(r"\[ *\]\(|<a [^>]*></a>", source):
            return None  # the stand-in for the text of an empty link
        if source.startswith("<q>") and text[0] == "“":
            return None
        if source.startswith("![") and text in source:
            return None  # the name of a drawing, under its image
        if text.isdigit() and re.match("[`~]{3}|<[A-Z]|\\{[{%]|===|///|:::", source):
            return None  # the number of a panel that has no label, at what opens it
        return None if is_of_attribute(note.rest(pos), text) else "text"
    if kind == "code-block" and source[:1] in " \t" and node["text"][:1] in " \t":
        return None  # indented deeper than code needs
    if kind == "span" and "children" not in node and source[:1] != "<":  # the place of a drawing's text that has a name
        lines = note.lines[pos[0] - 1:pos[0] + 4]
        return None if any(line.endswith("^" + node.get("id", "\n")) for line in lines) else "not at its name"
    rule = MARKER.get(kind)
    if rule is None:
        return "no rule"
    if rule is FIRST_CHILD:
        children = node.get("children")
        return None if not children or children[0]["pos"] == pos else "not at its first child"
    if re.match(rf"\[:(?:{HICCUP.get(kind, '$')})\b", source):
        return None
    return None if re.match(rule, source, re.I) else "marker"


def inline(name, text):
    return f"{name} {text} end.\n\n"


# One of each kind, with wide and astral characters before it, so that bytes, characters and UTF-16 units all differ.
INLINES = [
    "plain 文字 🎉 text", "*emph* 与**粗体**，__strong__ _词_", "***both** then*", "**一****二**", "~~删除~~ ==标记 *x*==",
    "`code` ``a`b``", "`two 行\n code` after", "[链接 *x*](u.md \"t\") [r] [文字][r] <https://a.example/> 见https://a.example/文",
    "www.example.com and me@example.com", "[[笔记]] [[folder/笔记|别名]] [[笔记#标题]] [[#标题]] [[ a / b ]] ((x))",
    "![alt 图](a.png) ![[图.png]] ![[a/图.png|说明|100]] ![[n.pdf]]", "$x^2$ 和 $$y$$", "a[^1] b^[inline *note* 注] c[^un]",
    "#标签 %%comment%% <!-- c --> d", "<u>u</u><kbd>k</kbd><sub>s</sub><small>s</small><span class=x>p</span>",
    "<ruby>漢<rt>かん</rt></ruby> <mark>m</mark> <b>b</b> <i>i</i> <del>d</del> a<br>b <img src=x.png alt='A b'>",
    "2^10^ H~2~O", "[key:: value 值] (k2:: v)", "\\*esc\\* &amp; &copy;文 &#x4E2D; \\[x] <T> & <b>", "x\\\ny  \nz\n文", "a\tb\t*c*",
    "**问：** 你好 **答：**好的", "从**这里开始。\n下一行", "$a|b$ \\| x", "unknown <foo>bar</foo> x",
]
BLOCKS = [
    "# 标题 *x* {#id}\n\n", "## 二级 ##\n\n", "Setext 标题\n===\n\n", "##无空格\n\n", "- 一\n  - [ ] 二 *x*\n  - [x] 三\n\n1. a\n2) b\n\n",
    "> 引用 *x*\nlazy 行\n> > 内 `y`\n\n", "> [!note]- 标题 **b**\n> 正文 [[x]]\n> - 项\n\n", "> [!tip]\n> 只有正文\n\n",
    "| 表 *x* | b |\n|---|:-:|\n| `a\\|b` 文 | [[n\\|别名]] **y** |\n| 短\n| 1 | 2 | 多余 |\n\n", "表|b\n-|-\n文 $x|y$|\\*c\n\n",
    "```c 信息\ncode\n```\n\n", "    indented *no*\n\n", "$$\nx\n$$\n\n", "%%\nblock comment\n%%\n\n", "***\n\n",
    "[^1]: 注 *x*\n    继续 `y`\n\n    第二段 **z**\n\n", "[^2]:\n  下一行 *x*\n\n", "[^3]: > 引 *x*\n\n",
    "::: tip 标题 *x*\n内 **y**\n:::\n\n", "!!! note \"标 *x*\"\n    内 **y**\n\n", "```ad-bug\ntitle: 标 *x*\n内 **y**\n```\n\n", "::: {.cls}\n内\n:::\n\n",
    "<div align=center>\n<h2>标 <b>x</b></h2>\n  <p>文 &amp; <a href=u>链</a>\n  下 行</p>\n<table><tr><th>a</th><td>文 <i>b</i></td></tr></table>\n</div>\n\n",
    "<details>\n<summary>概 <b>x</b></summary>\n\n内 *y*\n\n</details>\n\n", "<ul><li>文</li>\n  <li>b <kbd>k</kbd></li></ul>\n\n<hr>\n\n",
    "<video src=\"a.mp4\"></video>\n\n<pre>x\n  y</pre>\n\n<!-- 注 -->\n\n<script>a<b</script>\n<p>后 b</p>\n\n", "![[嵌入]]\n\n文\n![[另一]]\n尾\n\n",
    "[定]: /u 't'\n[另]:\n  <u v>\n文 [定] *x*\n\n", "甲：你好\n\n乙：好 *x*\n\n甲：再见\n\n", "属性:: 值 *x*\n\n", "段落 ^block-id\n\n",
    "<figure>\n<img src=a.png alt=图>\n<figcaption>说明 <b>x</b></figcaption>\n</figure>\n\n", "> - a\n    > 不是标记\n\n", "```dataview\nTABLE x\n```\n\n",
    "=== \"标 *x*\"\n    文 **y**\n\n=== \"二\"\n    文\n\n", "{% hint style=\"info\" %}\n文 *x*\n{% endhint %}\n\n",
    "<Note>文 *x*</Note>\n\n<Card title=\"标\">\n  文 **y**\n</Card>\n\n", "[文 *x*]{.a} \\(x^2\\) <span style=\"font-weight:bold\">粗</span>\n\n",
]
NOTES = [
    ("plain", [], "".join(inline("文🎉", x) for x in INLINES) + "".join(BLOCKS) + "[r]: /u\n"),
    ("pandoc", ["--from=pandoc"], "术语 *x*\n: 定义 **y**\n\nTerm\n\n: d1\n: d2 `z`\n\n文 [@key] *x*\n"),
    ("strict", ["--strict"], "<b>x</b> *y* <i>\n\n<div>\n*z*\n</div>\n"),
    ("front", [], "---\ntitle: 题\ntags: [a]\n---\n# 标 *x*\n\n文 **y**\n"),
    ("logseq", ["--from=logseq"], "- TODO 写 #[[two words]]\n  id:: 64f0c6c1-1234-4abc-8def-0123456789ab\n- 见 ((64f0c6c1-1234-4abc-8def-0123456789ab)) {{embed [[页]]}} ^^高亮 *x*^^ {{video https://a.example/}}\n- #+BEGIN_TIP\n  文 *x*\n  #+END_TIP\n- {{cloze 答 案}}\n"),
]


def body(text):
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)


def prefixed(first, prefix, text):
    """The note's lines behind a container's marks; blank lines of an item bear none."""
    return first + "".join((prefix + line if line or ">" in prefix else line) + "\n" for line in body(text).split("\n"))


CONTAINERS = {
    "itself": lambda t: t,
    "quotation": lambda t: prefixed("", "> ", t),
    "tight quotation": lambda t: prefixed("", ">", t),
    "callout": lambda t: prefixed("> [!note]+ 标 *x*\n", "> ", t),
    "item": lambda t: prefixed("- x\n\n", "  ", t),
    "wide item": lambda t: prefixed("10. x\n\n", "    ", t),
    "tab": lambda t: prefixed("- x\n\n", "\t", t),
    "quotation in an item": lambda t: prefixed("- > x\n  >\n", "  > ", t),
    "footnote": lambda t: prefixed("a[^zz]\n\n[^zz]: x\n\n", "    ", t),
    "footnote by two": lambda t: prefixed("a[^zz]\n\n[^zz]: x\n\n", "  ", t),
}


# What noteconv makes of a drawing has no marks in the source; the texts in it have their places.
OF_DRAWING = {"div", "list", "item", "paragraph", "image", "span"}


def nodes_of(document):
    stack = [(document["root"], False)]
    while stack:
        node, drawing = stack.pop()
        drawing = drawing or node.get("class") == "excalidraw"
        if not (drawing and node["kind"] in OF_DRAWING):
            yield node
        stack += [(child, drawing) for child in reversed(node.get("children", []))]


def shown(node, note):
    fields = {k: v for k, v in node.items() if k != "children"}
    return f"{json.dumps(fields, ensure_ascii=False)[:90]} | {(note.at(node['pos']) or '')[:40]!r}"


def message_problem(message, note):
    rule, source = MESSAGE.get(message["id"]), note.at((message["line"], message["col"]))
    if rule is None:
        return f"no rule for {message['id']}"
    return None if source is not None and re.match(rule, source) else f"{message['id']} points at {(source or '')[:40]!r}"


def examine(words, data, text, name, kinds):
    """Problems of one reading; text is what the places count in."""
    done = subprocess.run([PROGRAM, "--diag=json", "-t", "json", "-o", "-", *words], input=data, capture_output=True, timeout=300)
    if not done.stdout:
        return [f"{name}: exit status {done.returncode}: {done.stderr[:200]}"]
    note, problems = Note(text), []
    for node in nodes_of(json.loads(done.stdout)):
        kinds[node["kind"]] += 1
        what = problem(node, note) if len(node["pos"]) == 2 else None  # a third number: another file's
        if what:
            problems.append(f"{name}:{node['pos'][0]}:{node['pos'][1]}: {what}: {shown(node, note)}")
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        message = json.loads(line) if line.startswith('{"file"') else {}
        if message.get("line") and message["file"] == words[-1]:
            what = message_problem(message, note)
            if what:
                problems.append(f"{name}:{message['line']}:{message['col']}: {what}")
    return problems


def check_own():
    kinds, problems = collections.Counter(), []
    for name, words, text in NOTES:
        for container, wrap in CONTAINERS.items():
            if words and container != "itself":
                continue
            note = wrap(text)
            same = [note.encode(), note.replace("\n", "\r\n").encode(), ("\ufeff" + note).encode(), ("\ufeff" + note).encode("utf-16-le")]
            for data in same:
                problems += examine([*words, "-"], data, note, f"{name} ({container})", kinds)
    problems += [f"no note of its own has a {kind}" for kind in MARKER if not kinds[kind]]
    return kinds.total(), problems


def check_file(path):
    kinds = collections.Counter()
    problems = examine([path], None, lib.read_text(path), path, kinds)
    return kinds.total(), problems


def check_messages(folder):
    """Messages of a folder, whose links are looked up in all of it."""
    done = subprocess.run([PROGRAM, "check", "--diag=json", "."], cwd=folder, capture_output=True, timeout=600)
    texts, count = {}, 0
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        message = json.loads(line)
        if not message.get("line"):
            continue
        count += 1
        name = message["file"]
        if name not in texts:
            texts[name] = Note(lib.read_text(os.path.join(folder, name)))
        what = message_problem(message, texts[name])
        if what:
            yield f"{folder}: {name}:{message['line']}:{message['col']}: {what}"
    print(f"{folder}: {count} messages")


PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
every = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
real = [a for a in sys.argv[2:] if os.path.isdir(a)] or lib.corpora()
own = glob.glob(ROOT + "/examples/**/*.md", recursive=True) + glob.glob(ROOT + "/tests/cases/**/*.md", recursive=True)
notes = sorted(own) + sorted(p for f in real for p in glob.glob(f + "/**/*.md", recursive=True) if os.path.isfile(p))[::every]
total, failed = check_own()
with ThreadPoolExecutor(os.cpu_count()) as pool:
    for count, problems in pool.map(check_file, notes):
        total += count
        failed += problems
for folder in real:
    for inner in sorted(glob.glob(folder + "/*/")) or [folder]:
        failed += check_messages(inner)
for line in failed[:60]:
    print(line)
print(f"{total} nodes of {len(notes)} notes and {len(NOTES)} of its own, {len(failed)} in a wrong place")
sys.exit(1 if failed else 0 if real else 77)
