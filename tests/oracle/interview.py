"""What must hold for the note this project was started for (NOTECONV_CORPUS/interview-zh.md)."""
import html
import os
import re
import zipfile

from apkg import ask_anki
from judge import walk

ASKERS = ("张小珺", "李广密", "罗永浩")
STANDING = (267, 305, 378, 382)


def plain(markup):
    return re.sub(r"<[^>]+>", "", markup)


def check_document(judge, document):
    kinds = [n["kind"] for n in walk(document["root"])]
    judge.equal(kinds.count("strong"), 73, "interview: strong")
    judge.equal(kinds.count("emph"), 2, "interview: emphasis")
    judge.equal(document["lang"], "zh-Hans", "interview: language")
    texts = [n.get("text", "") for n in walk(document["root"]) if n["kind"] == "text"]
    judge.check(not any("**" in t for t in texts), "interview: no literal ** in the document")
    judge.check(not any("created:" in t or "title:" in t for t in texts), "interview: front matter is not in the text")


def nav_depths(page):
    """(entries at the first level, entries below) of the table of contents."""
    toc = re.search(r'<nav[^>]*epub:type="toc".*?</nav>', page, re.S)[0]
    depth, counts = 0, {}
    for tag in re.findall(r"<(/?ol|a)\b", toc):
        depth += {"ol": 1, "/ol": -1}.get(tag, 0)
        if tag == "a":
            counts[depth] = counts.get(depth, 0) + 1
    return counts


def ncx_depths(ncx):
    depth, counts = 0, {}
    for tag in re.findall(r"<(/?navPoint)\b", ncx):
        depth += 1 if tag == "navPoint" else -1
        if tag == "navPoint":
            counts[depth] = counts.get(depth, 0) + 1
    return counts


def check_book(judge, path):
    book = zipfile.ZipFile(path)
    read = {n: book.read(n).decode("utf-8") for n in book.namelist() if n.endswith((".xhtml", ".opf", ".ncx"))}
    opf = next(t for n, t in read.items() if n.endswith(".opf"))
    judge.check("<dc:language>zh-Hans</dc:language>" in opf, "interview: dc:language")
    judge.check(re.search(r"<dc:date>2025-12-29</dc:date>", opf), "interview: dc:date")
    judge.equal(re.findall(r"<dc:subject>(.*?)</dc:subject>", opf), ["个人思考"], "interview: dc:subject")
    judge.equal(nav_depths(next(t for n, t in read.items() if "nav" in n)), {1: 2, 2: 18}, "interview: nav")
    judge.equal(ncx_depths(next(t for n, t in read.items() if n.endswith(".ncx"))), {1: 2, 2: 18}, "interview: NCX")
    judge.check(not any("**" in t for t in read.values()), "interview: no literal ** in the book")
    judge.check(not any("created:" in t for t in read.values()), "interview: front matter is not in the book")


def turns_of(document):
    """(asking turn, answering turns) by the rules of docs/cards.md, from the document's own turns."""
    pairs, asked = [], None
    for node in document["root"]["children"]:
        if node["kind"] == "turn" and node["speaker"] in ASKERS:
            asked = node
        elif node["kind"] == "turn" and asked:
            pairs.append((asked, node))
            asked = None
        elif node["kind"] == "heading":
            asked = None
    return pairs


def text_of(node):
    return "".join(n.get("text", "") for n in walk(node) if n["kind"] in ("text", "code"))


def squeeze(text):
    return re.sub(r"\s+", "", html.unescape(text))


def check_cards(judge, document, package):
    report = ask_anki(judge, package)
    if not report:
        judge.skip("Anki's importer is not installed")
        return
    sides = [(squeeze(plain(c["front"])), squeeze(plain(c["back"]))) for c in report["cards"]]
    pairs = turns_of(document)
    judge.equal(len(pairs), 21, "interview: asking turns with answers")
    for asked, answered in pairs:
        want = (squeeze(text_of(asked)), squeeze(text_of(answered)))
        judge.check(want in sides, f"interview: the turn of line {asked['pos'][0]} is a card, whole on both sides", want)
    lines = {n["pos"][0]: n for n in document["root"]["children"]}
    for line in STANDING:
        judge.check(squeeze(text_of(lines[line])) in [f for f, _ in sides], f"interview: the question of line {line} is a card")
    judge.check(all("**" not in c["front"] + c["back"] for c in report["cards"]), "interview: no literal ** on a card")


def run(judge):
    corpus = os.environ.get("NOTECONV_CORPUS")
    if not corpus:
        print("(the interview is judged where NOTECONV_CORPUS names a folder of real notes)")
        return
    note = corpus + "/interview-zh.md"
    with judge.folder() as folder:
        judge.convert("-t", "epub,apkg,org,html", "-o", folder + "/", note)
        document = judge.document(note)
        check_document(judge, document)
        check_book(judge, folder + "/interview-zh.epub")
        check_cards(judge, document, folder + "/interview-zh.apkg")
        for suffix in ("org", "html"):
            text = open(f"{folder}/interview-zh.{suffix}", encoding="utf-8").read()
            judge.check("**" not in re.sub(r"(?m)^\*+ ", "", text), f"interview: no literal ** in {suffix}")
            judge.check("created:" not in text, f"interview: front matter is not in {suffix}")
