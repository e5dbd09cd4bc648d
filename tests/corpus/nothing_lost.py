#!/usr/bin/env python3
"""Each word of a note's visible source is in its document, or a message names its line; and the document's texts stand in
the order of their places.

Words are runs of letters and digits, CJK characters one by one. They are counted, not aligned: what a node holds counts for its own
line where that line has those words in that order, what a block of code or a formula holds for its lines, anything else, and all of a real note, for the whole note. Not words: tags of HTML but for src, href, alt and title; the
definitions and labels of reference links; numbers of list items; the words math and ad- of a fence; what machinery.py
knows of other programs' syntax. Front matter is compared through the values of the metadata.

Left out under one message: query fences (query-dropped, one a note), scripts and styles (html-dropped, at their first line),
Templater's code and Excalidraw's drawings (plugin-dropped, one a note), their texts too where an exported image is
shown (drawing-image). The message about an unknown element excuses the words that it quotes of its
tag (html-unknown). No other message excuses a line. EDGES lists what cases of syntax at its edges lack, word by word.

A word counts once: what a wikilink without an alias or a bare address shows repeats its target, an address by reference stands in
its definition. --self-test drops a word from a document, five times a note, and says how many are noticed.

Usage: nothing_lost.py NOTECONV [FOLDER…] [--every N] [--self-test]
Reads examples/, tests/cases, and the notes below the folders, else below NOTECONV_CORPUS and NOTECONV_CORPUS_MORE; exit status 77: all is well, but there
were no real notes.
"""
import collections
import glob
import html
import json
import os
import re
import subprocess
import sys
from random import Random
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import lib
import machinery

WORD = re.compile(r"[぀-ヿ㐀-鿿가-힯豈-﫿\U00020000-\U0003ffff]|[^\W_぀-ヿ㐀-鿿가-힯豈-﫿\U00020000-\U0003ffff]+")
TAG = re.compile(r"</?(?![A-Za-z][\w+.-]*:|[\w.+-]+@)[A-Za-z][^<>]*>|<![A-Za-z][^>]*>|<\?.*?\?>", re.S)
KEPT = re.compile(r"""\b(?:src|href|alt|title)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.I)
# Members that hold no words of the source, or words that another member holds too.
SILENT = {"kind", "pos", "align", "state", "number", "level", "role", "type", "fragment", "lang", "speaker", "start", "delim", "fold",
          "note", "anchor", "media", "quoted", "ordered", "tight", "open", "head", "asks", "referred", "percent", "fenced", "display",
          "hide-key", "children", "attr-align", "task-state", "colspan", "rowspan"}
# Messages whose lines may lack words: they report something that was left out.
LOSSY = {"html-dropped", "query-dropped", "plugin-dropped", "table-row", "bad-utf8", "control-char", "footnote-duplicate", "toc-dropped", "image-dark"}
# Syntax of admonitions, org blocks and callouts' metadata, which only a style sheet of the editor reads; and the callout that
# holds nothing but a card's dates.
ADMONITION = re.compile(r"^[`~]{3,}\s*ad-[^\n]*\n(?:(?:title|collapse|icon|color):[^\n]*\n)+", re.M)
SYNTAX = re.compile(r"^[ \t>-]*#\+(?:BEGIN|END)_\w+|\[!sr(?:\|[^]\n]*)?\][ \t]*$(?=\n[ \t>]*<!--SR:)|(?<=\[!)([^]|\n]*)\|[^]\n]*(?=\])", re.M | re.I)
# What the attributes of a div are called, and the word that folds a callout.
DIV = re.compile(r"^[\s>-]*:{3,}[^\n]*\{[^\n]*\}", re.M)
ATTRIBUTE = re.compile(r"collapse=\"?\w+\"?|\b(?:title|lang)=|\.callout-")


def words(text):
    return [w.casefold() for w in WORD.findall(re.sub(r"(\d)x(?=\d)", r"\1 ", text))]  # "300x200" is two numbers of an image


def plain(node):
    """The text below a node."""
    found, stack = [], [node]
    while stack:
        n = stack.pop()
        found.append(n.get("text", ""))
        stack += reversed(n.get("children", []))
    return "".join(found)


def shows_target(node, line):
    """A wikilink or embed without an alias: its text repeats its target."""
    inside = re.match(r"!?\[\[(.*?)\]\](?!\()", line)
    first = node.get("children", [{"pos": [0, 0]}])[0]["pos"]
    alias = inside and "|" in inside[1] and first >= [node["pos"][0], node["pos"][1] + line.index("|")]
    return bool(inside) and not alias and node["kind"] != "link"  # [[1]][label] is CommonMark's


def repeats_text(node, line):
    """A bare address: what is shown is where it leads."""
    text, dest = plain(node), node.get("dest", "")
    return bool(text) and dest in (text, "http://" + text, "mailto:" + text) and not re.match(r"!?\[", line)


def defined_elsewhere(node, source):
    """A link by reference: its address and title stand in the definition, which is not compared."""
    first = words(node.get("dest", ""))[:1]
    start = node["pos"][0] - 1
    if re.match(r"\{[{%]|<[A-Z]", source[start][node["pos"][1] - 1:] if start < len(source) else ""):
        return set()  # a generator's tag, of whose address the program knows the beginning
    near = words(html.unescape(html.unescape("\n".join(source[start:start + 6]))))
    return {"dest", "title"} if first and first[0] not in near else set()


def words_of(node, source, out):
    """Puts the words of a node's own members into the stock; true: those of its children repeat them."""
    silent, repeated = set(SILENT), False
    if node["kind"] == "item":
        silent -= {"start"}  # a task's day
    if node["kind"] == "code-block" and node.get("title", "") in node.get("info", ""):
        silent |= {"title"}
    if "dest" in node:
        line = source[node["pos"][0] - 1][node["pos"][1] - 1:] if node["pos"][0] <= len(source) else ""
        repeated = shows_target(node, line)
        silent |= {"dest"} if repeats_text(node, line) else set() if repeated else defined_elsewhere(node, source)
        silent |= {"label"} if node.get("children") and node["kind"] != "embed" else set()
    for key, value in node.items():
        if key in silent or (key == "label" and str(value).startswith("inline ")):
            continue
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            out.put(node, key, str(value))
    return repeated


CELL_OPTION = re.compile(r"[ \t>]*(?:(?:#|%%|//|--|%)\||:[\w-]+:)")


class Stock:
    """The words of a document, by the lines that they may represent."""

    LONG = {"code-block", "math-block", "comment-block", "raw-block"}

    def __init__(self, source, by_line):
        self.source, self.by_line, self.known = source, by_line, {}
        self.at, self.blocks, self.anywhere = collections.defaultdict(collections.Counter), collections.defaultdict(list), collections.Counter()
        self.all = [self.anywhere]

    def stands_in(self, found, number):
        """Whether the line holds the words one after the other."""
        if number not in self.known:
            text = self.source[number - 1] if number <= len(self.source) else ""
            self.known[number] = " " + " ".join(words(text)) + "  " + " ".join(words(html.unescape(text))) + " "
        return " " + " ".join(found) + " " in self.known[number]

    def put(self, node, key, value):
        ordered, number = words(value), node["pos"][0]
        found, is_long = collections.Counter(ordered), node["kind"] in self.LONG and key == "text"
        if not self.by_line:
            self.anywhere.update(found)
        elif not is_long and key != "id" and self.stands_in(ordered, number):
            self.at[number].update(found)
        elif is_long:
            self.all.append(found)
            first = number
            while first < len(self.source) and CELL_OPTION.match(self.source[first]):
                first += 1  # lines of a cell that are not shown
            for k in range(number, first + value.count("\n") + 3):
                self.blocks[k].append(found)
        else:
            self.anywhere.update(found)

    def take(self, word, number):
        for counter in [self.at[number], *self.blocks[number], self.anywhere]:
            if counter[word] > 0:
                counter[word] -= 1
                return True
        return False

    def left(self):
        return sum(c.total() for c in self.all) + sum(c.total() for c in self.at.values())


def words_of_document(document, source, by_line):
    have, stack = Stock(source, by_line), [document["root"]]
    while stack:
        node = stack.pop()
        if len(node["pos"]) == 2:  # a third number: it is another note's, embedded here
            if words_of(node, source, have):
                continue
        stack += reversed(node.get("children", []))
    stack = [document["meta"]]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += [v for k, v in value.items() if k not in ("pos", "type", "quoted")]
        elif isinstance(value, list):
            stack += value
        elif isinstance(value, str):
            have.anywhere.update(words(value))
    return have


QUERY = re.compile(r"^([\s>]*(`{3,}|~{3,})\s*(?:dataview|dataviewjs|tasks|query|base|todoist|kanban)\b.*?^[\s>]*\2)", re.M | re.S | re.I)
DROPPED = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
FENCE = re.compile(r"^((?:[\s>]|[-+*]\s|\d+[.)]\s)*(?:`{3,}|~{3,})\s*)(?:math|ad-)", re.M | re.I)


# What golden cases at the edges of syntax lack by these rules, and why it is right: words by line.
EDGES = {
    "blocks/admonitions-more.md": {49: "red", 64: "class"},  # a colour; an option
    "blocks/definitions-over-lines.md": {2: "over two lines", 3: "b", 4: "c two", 5: "title"},  # a definition's address and title
    "blocks/footnotes-that-begin-blocks.md": {12: "1"},  # a label
    "dialect/block-ids-more.md": {5: "two", 15: "seven"},  # ids
    "dialect/embeds-in-lines.md": {5: "a comment"},
    "dialect/roam-more.md": {9: "youtube"},  # the name of a component
    "foreign/attributes-more.md": {18: "size size"},
    "foreign/code-files.md": {46: "start line 2"},  # an option
    "foreign/generators-more.md": {7: "relative url", 8: "absolute url", 43: "left", 51: "slug"},  # filters and arguments
    "foreign/mkdocs-looks.md": {1: "inline end", 7: "annotate"},  # how a block is shown
    "foreign/myst-groups.md": {3: "grid item card"},  # the name of a directive
    "foreign/myst-math.md": {2: "label eq"},  # an option
    "html/html-corners.md": {3: "between end", 5: "in code", 23: "b", 25: "a"},  # &fjlig;, comments, a title
    "html/references-of-html5.md": {3: "fj"},  # in a comment
    "html/inline-html-corners.md": {16: "itfj"},  # &fjlig;
    "inlines/strike-and-highlight.md": {16: "seven eight nine ten"},  # joined emphasis: one word
    "input/front-toml-faults.md": {3: "1 000", 4: "1 0 5 0", 5: "0 1f", 12: "taxonomies"},  # numbers in one form; a table's name
    "math/formula-pictures.md": {  # the formulas are shown, not the addresses
        1: "https cdn nlark com yuque latex abc svg card math code 7bt 7d 3dg 7bd 7d 28f 7bt 7d 29 height 20 id iljq9 width 30 image https yuque com gr latex 2by card math code 2by",
        3: "https cdn nlark com yuque latex def svg card math code 5cfrac 7b1 7d 7b2 7d 0a 2b 201",
        5: "公 式 https www zhihu com equation tex 5calpha 2b preview true https www zhihu com equation tex 5cbeta x",
        7: "https render githubusercontent com render math math x https math jianshu com math formula x 5e2",
        9: "www zhihu com equation tex https",
    },
    "math/names.md": {13: "math math"},  # the name of a role
    "links/blanks-around.md": {8: "200"},  # read as a size by this check
    "text/tidy-corners.md": {"order": True},  # a caption stands after what it is in the middle of
    "blocks/front-toml.md": {2: "hugo form", 6: "0 10", 8: "a comment", 11: "s", 12: "params", 14: "taxonomies"},  # comments, 0x10, an elided 's
    "blocks/front-matter-scalars.md": {2: "c"},  # a comment
    "blocks/front-matter-silenced.md": {2: "draft true", 4: "tags a b"},  # comments
    "dialect/admonition-nesting.md": {22: "title"},  # the key of a title in a quotation
    "dialect/drawing-embeds.md": {3: "excalidraw md"},  # suffixes of drawings' names
    "dialect/drawing.md": {"order": True},  # the image stands for the drawing, at its beginning
    "html/pre-breaks.md": {1: "b c"},  # lines that <br> makes: "a\nbc"
    "inlines/references.md": {9: "its"},
    "inlines/tags-on-lines.md": {13: "o p o p"},  # names of elements nobody knows
    "inlines/unsafe.md": {7: "xd", 13: "y o t http b", 15: "o t", 19: "x javascript x t", 23: "example", 29: "t"},  # what must not pass
    "input/forged-places.md": {1: "x", 9: "ab"},  # noncharacters part words
    "links/empty.md": {5: "top"},  # leads to the place beside which it stands
    "links/brackets-in-brackets.md": {5: "alt alt", 8: "a"},
}


class Told(collections.defaultdict):
    """The ids of the messages about each line; all their texts in one; the words of a tag that they quote; whether the note is one of a graph of Logseq, of mdBook."""

    def __init__(self, path):
        super().__init__(set)
        self.text, self.quoted = "", collections.defaultdict(collections.Counter)
        self.graph, self.book = stands_below(path, "logseq/config.edn"), stands_below(path, "book.toml")


def stands_below(path, name):
    """Whether a folder above the note holds a file of this name."""
    folder = os.path.dirname(os.path.abspath(path))
    while folder != "/":
        if os.path.isfile(folder + "/" + name):
            return True
        folder = os.path.dirname(folder)
    return False


def blank(match):
    return "\n" * match[0].count("\n")


def visible_lines(text, messages):
    """(line number, words) of what a reader of the source sees."""
    told = set().union(*messages.values())
    text = machinery.without(text, messages.text, messages.graph, messages.book)
    text = re.sub(r"\{\{c\d+::", blank, text)  # a cloze's number
    text = re.sub(r"(?<=[\[(])(?:due|scheduled|start|created|completion|cancelled|priority|repeat)(?=::)", blank, text)
    if "query-dropped" in told:
        text = QUERY.sub(blank, text)
    if "html-dropped" in told:
        text = DROPPED.sub(blank, text)
    if "plugin-dropped" in told:
        text = re.sub(r"<%.*?%>", blank, text, flags=re.S)
        if "excalidraw-plugin" in text:
            text = re.sub(r"^==.*EXCALIDRAW VIEW.*|^#+ (?:Excalidraw Data|Text Elements)$", "", text, flags=re.M)
            text = re.split(r"^#+ (?:Drawing|Element Links|Embedded Files)$", text, flags=re.M | re.I)[0]
    if "drawing-image" in told:
        text = re.sub(r"^==.*EXCALIDRAW VIEW.*", "", text, flags=re.M)
        text = re.split(r"^#+ (?:Excalidraw Data|Text Elements|Drawing)$", text, flags=re.M)[0]
    if "front-matter" in told:  # what is no "key: value" went
        text = re.sub(r"\A---\n.*?\n---\n", blank, text, flags=re.S)
    text = ADMONITION.sub(lambda m: re.sub(r"^(?:title|collapse|icon|color):|(?<=: )open$", "", m[0], flags=re.M), text)
    text = FENCE.sub(r"\1", text)
    text = SYNTAX.sub(r"\1", text)
    text = DIV.sub(lambda m: ATTRIBUTE.sub(" ", m[0]), text)
    text = re.sub(r"\|\d+(?:x\d+)?(?=\|[^][]*\]\])", "", text)  # of several sizes of an embed the last counts
    text = re.sub(r"\]\[[^][\n]*\]", "] ", text)
    text = TAG.sub(lambda m: "\n" * m[0].count("\n") + " " + " ".join(KEPT.findall(m[0])).replace("\n", " ") + " ", text)
    defines = False
    for number, line in enumerate(text.split("\n"), 1):
        bare = re.sub(r"^[\s>]*", "", line)
        goes_on, defines = defines, bool(re.match(r"\[[^\]^]+\]:\s*$", bare))
        if goes_on or re.match(r"\[[^\]^]+\]:", bare):
            continue
        bare = re.sub(r"^(?:(?:[-+*]|\d{1,9}[.)])\s+)+", "", bare)
        bare = re.sub(r"&#?\w+;", lambda m: html.unescape(m[0]), bare)
        yield number, words(bare)


def out_of_order(root):
    last, stack = (0,), [root]
    while stack:
        node = stack.pop()
        if node["kind"] in ("footnotes", "embed"):
            continue
        pos = tuple(node["pos"][:1])  # within a line an HTML block has one place for all of it
        if node["kind"] == "text":
            if pos < last:
                return pos
            last = pos
        stack += reversed(node.get("children", []))
    return None


def with_variables(path, source):
    """GitBook fills in what the book.json above a note defines."""
    folder = os.path.dirname(os.path.abspath(path))
    while not os.path.exists(folder + "/book.json"):
        if folder == os.path.dirname(folder):
            return source
        folder = os.path.dirname(folder)
    defined = json.load(open(folder + "/book.json", encoding="utf-8")).get("variables", {})
    return re.sub(r"\{\{\s*book\.(\w+)\s*\}\}", lambda m: str(defined.get(m[1], m[0])), source)


def read(path):
    """A note's document, the ids of the messages about each of its lines, and its source."""
    done = subprocess.run([PROGRAM, "--diag=json", "-t", "json", "-o", "-", path], capture_output=True, timeout=300)
    if done.returncode == 2 or not done.stdout:
        raise ValueError(f"exit status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:200]}")
    told = Told(path)
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        message = json.loads(line) if line.startswith('{"file"') else {}
        if message.get("file") == path:
            told[message["line"]].add(message["id"])
            if quoted := re.match(r"<\S+ (.*)> is not known", message["text"], re.S):
                told.quoted[message["line"]].update(words(quoted[1]))
            told.text += message["text"] + "\n"
    source = lib.read_text(path)
    if "{{" not in told.text:  # else a message says that they stand in the text
        source = with_variables(path, source)
    return json.loads(done.stdout), told, source


def losses(document, told, source, edges=None, by_line=True):
    """Words of the source that the document lacks, and where text stands out of order; *: what it has beyond the source."""
    have = words_of_document(document, source.split("\n"), by_line)
    problems, edges = [], edges or {}
    for number, line in visible_lines(source, told):
        if told.get(number, set()) & LOSSY:
            continue  # what is left of it must not stand for words of other lines, nor they for its own
        missing, quoted = [], told.quoted[number].copy()
        for word in line:
            if have.take(word, number):
                continue
            if quoted[word]:
                quoted[word] -= 1
            else:
                missing.append(word)
        if missing and " ".join(missing) != edges.get(number):
            problems.append(f"line {number}: {' '.join(missing[:8])}")
    misplaced = out_of_order(document["root"])
    if misplaced and "order" not in edges:
        problems.append(f"text of line {misplaced[0]} stands behind later text")
    return problems, have


def check(path):
    """Problems of one note, and how many words its document has beyond the source."""
    try:
        edges = EDGES.get(os.path.relpath(path, ROOT + "/tests/cases"))
        problems, beyond = losses(*read(path), edges, path.startswith(ROOT))
    except ValueError as e:
        return [str(e)], 0
    return problems, beyond.left()


def spots(node, source):
    """Members of a node that hold words, none of which anything else holds: what a writer of a document could drop."""
    for key in ("text", "tex", "title", "raw", "info", "key"):
        if words(str(node.get(key, ""))):
            yield key


def mutated(document, told, source, random):
    """The document less one word that a reader of the source sees there, and that word; None when it has none."""
    places, stack = [], [document["root"]]
    visible = dict(visible_lines(source, told))
    while stack:
        node = stack.pop()
        line = source.split("\n")[node["pos"][0] - 1][node["pos"][1] - 1:] if "dest" in node else ""
        if len(node["pos"]) == 2 and not told.get(node["pos"][0], set()) & LOSSY:
            first = node["pos"][0]
            last = first + (node["text"].count("\n") + 3 if node["kind"] in Stock.LONG and "text" in node else 0)
            seen = set().union(*(visible.get(k, []) for k in range(first, last + 1)))
            both = words(node.get("title", "")) if node.get("title", "") in node.get("info", "") else []  # two members hold them
            seen -= set(both)
            for key in spots(node, source):
                places += [(node, key, m) for m in WORD.finditer(node[key]) if m[0].casefold() in seen]
        if not (line and (shows_target(node, line) or repeats_text(node, line))):
            stack += node.get("children", [])
    if not places:
        return None
    node, key, m = random.choice(places)
    node[key] = node[key][:m.start()] + node[key][m.end():]
    return f"{node['kind']} {key} {m[0]!r} at line {node['pos'][0]}"


def check_itself(path):
    """How many of five dropped words are noticed, one at a time, and those that are not."""
    random = Random(path)
    noticed, missed = 0, []
    try:
        document, told, source = read(path)
    except ValueError:
        return 0, []
    for _ in range(5):
        copy = json.loads(json.dumps(document))
        what = mutated(copy, told, source, random)
        if what and losses(copy, told, source)[0]:
            noticed += 1
        elif what:
            missed.append(what)
    return noticed, missed


PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
every = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
real = [a for a in sys.argv[2:] if os.path.isdir(a)] or lib.corpora()
notes = sorted(glob.glob(ROOT + "/examples/*.md") + glob.glob(ROOT + "/tests/cases/*/*.md"))
notes = [p for p in notes if not os.path.exists(p[:-2] + "args")]  # those are read in other ways
notes += sorted(p for f in real for p in glob.glob(f + "/**/*.md", recursive=True) if os.path.isfile(p))[::every]
with ThreadPoolExecutor(os.cpu_count()) as pool:
    if "--self-test" in sys.argv:
        noticed = missed = 0
        for path, (seen, unseen) in zip(notes, pool.map(check_itself, notes)):
            noticed += seen
            missed += len(unseen)
            for what in unseen[:2]:
                print(f"{path}: {what}")
        print(f"{noticed} of {noticed + missed} dropped words were noticed")
        sys.exit(0 if noticed > 49 * missed else 1)
    failed = beyond = 0
    for path, (problems, extra) in zip(notes, pool.map(check, notes)):
        failed += bool(problems)
        beyond += extra
        for problem in problems[:5]:
            print(f"{path}: {problem}")
print(f"{len(notes)} notes, {failed} with an unexplained difference; the documents have {beyond} words beyond the sources")
sys.exit(1 if failed else 0 if real else 77)
