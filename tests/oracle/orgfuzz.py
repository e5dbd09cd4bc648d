"""Random paragraphs through the Org writer to Emacs: text full of Org's own signs, inside markup, code and links, must come
back with the same markup on every character. Documents enter as JSON, so that only the writer is judged."""
import json
import random

PARAGRAPHS = 4000
ATOMS = (list("abz19中文，。：“”（）é") + [" "] * 4 + list("**/__=~~++^\\[]{}<>|#-.,!?\"'()$$") +
         ["[[", "]]", "{{{", "}}}", "<<", ">>", "#+", "- ", "+ ", "* ", "1. ", ": ", "@@", "[fn:1]", "[1/2]", "[2024-01-01]",
          "<2024-01-01 Mon>", "src_sh{x}", "call_f(x)", "\\alpha", "\\begin{x}", "http:x", "elisp:x", "shell:ls", "id:1",
          "@@html:x@@", "{{{m(x)}}}", "a_b", "a^2", "a_{b}", "x^{2}", "TODO", "-----", "%%(", "\\\\", ":end:", "[cite:@x]",
          "[%]", "\\(x\\)", "\\[x\\]", "_{", "^{", "&amp;", "\u00a0", "\u3000", "[ ]", "CLOCK:", "|-", "a) "])
CODE = list("ab文{}[]| .\\$<~=*/+_\"") + ["]]", "[[", "~ ", "= "]
MARKS = {"strong": "bold", "emph": "italic", "underline": "underline", "strike": "strike", "link": "link", "code": "code", "sup": "sup", "sub": "sub"}


def text(r, most=6):
    return "".join(r.choice(ATOMS) for _ in range(r.randint(1, most)))


def inlines(r, depth=0, link=False):
    nodes = []
    for _ in range(r.randint(1, 4)):
        x = r.random()
        if x < .55 or depth > 2:
            nodes.append({"kind": "text", "text": text(r)})
        elif x < .85:
            kind = r.choice(["strong", "emph", "underline", "strike"])
            nodes.append({"kind": kind, "children": inlines(r, depth + 1, link)})
        elif x < .88:
            nodes.append({"kind": r.choice(["sup", "sub"]), "children": [{"kind": "text", "text": text(r, 3)}]})
        elif x < .94 or link:
            code = "".join(r.choice(CODE) for _ in range(r.randint(1, 5)))
            nodes.append({"kind": "code", "text": code})
        elif x < .97:
            nodes.append({"kind": "link", "state": "url", "dest": "https://example.org/" + r.choice("abc"),
                          "children": inlines(r, depth + 1, True)})
        elif depth == 0 and nodes:
            nodes.append({"kind": "soft-break"})
    return nodes


def runs_of(nodes, marks=frozenset()):
    for node in nodes:
        if node["kind"] == "text":
            yield node["text"], marks
        elif node["kind"] == "code":
            yield node["text"], marks | {"code"}
        elif node["kind"] == "soft-break":
            yield " ", marks
        else:
            yield from runs_of(node["children"], marks | {MARKS[node["kind"]]})


def characters(runs):
    """(character, marks), blanks in one and without marks: Org's markup cannot begin or end with one. Code with a sign that
    would end the markup around it stands outside that markup."""
    out = []
    for string, marks in runs:
        for c in string.replace("\u200b", "").replace("\u2217", "*"):
            if c.isspace():
                if out and out[-1][0] != " ":
                    out.append((" ", frozenset()))
            else:
                out.append((c, frozenset(marks) & {"code", "link"} if "code" in marks else frozenset(marks)))
    return out[:-1] if out and out[-1][0] == " " else out


def told(number, source, want, got, nodes):
    """Where the two differ, what was written, and from what."""
    at = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
    written = source.partition(f"* p{number}\n")[2].partition("\n* p")[0]
    return "\n".join([f"  meant   {shown(want[max(0, at - 3):at + 9])}", f"  Emacs   {shown(got[max(0, at - 3):at + 9])}",
                      f"  written {written.strip()!r}", f"  {json.dumps(nodes, ensure_ascii=False)}"])


def shown(characters):
    return " ".join(c + "".join("'" + m[0] for m in sorted(marks)) for c, marks in characters)


def run(judge):
    if judge.emacs("objects.el") is None:
        judge.skip("Emacs is not installed")
        return
    r = random.Random(20260101)
    paragraphs = [p for p in (inlines(r) for _ in range(PARAGRAPHS)) if characters(runs_of(p))]
    blocks = []
    for number, nodes in enumerate(paragraphs):
        blocks.append({"kind": "heading", "level": 1, "children": [{"kind": "text", "text": f"p{number}"}]})
        blocks.append({"kind": "paragraph", "children": nodes})
    document = {"noteconv-document": 1, "key": "fuzz", "lang": "en", "root": {"kind": "doc", "children": blocks}}
    with judge.folder() as folder:
        with open(folder + "/fuzz.json", "w", encoding="utf-8") as f:
            json.dump(document, f, ensure_ascii=False)
        judge.convert("--from", "json", "-t", "org", "-o", folder + "/fuzz.org", folder + "/fuzz.json")
        found = dict(map(json.loads, judge.emacs("fuzz.el", folder + "/fuzz.org").stdout.splitlines()))
        source = open(folder + "/fuzz.org", encoding="utf-8").read()
    for number, nodes in enumerate(paragraphs):
        want = characters(runs_of(nodes))
        got = characters((run[0], run[1:]) for run in found.get(f"p{number}", []))
        judge.check(want == got, f"fuzzed paragraph {number}", "" if want == got else told(number, source, want, got, nodes))
