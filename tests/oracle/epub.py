"""epubcheck 4.2.6 and 5.3.0, and Ace, on every book; epub.js on those with large contents."""
import base64
import glob
import html
import json
import os
import re
import shutil
import subprocess
import zipfile

from judge import in_parts

HERE = os.path.dirname(os.path.abspath(__file__))
OLD = "/usr/bin/epubcheck"  # a jar, whatever its name says


def messages(text):
    """The counts of fatals, errors and warnings of each book's report."""
    return re.findall(r"Messages: (\d+) fatals? / (\d+) errors? / (\d+) warnings? / (\d+) infos?", text)


def check_with(judge, name, classes, books):
    """All books through one epubcheck process, since starting it takes longer than a book. BeanShell calls it again and
    again, so that no compiler is needed."""
    if not (shutil.which("java") and all(os.path.exists(c.rstrip("/*")) for c in classes)):
        judge.skip(f"{name} is not installed")
        return
    reports = []
    for part in in_parts(books):
        done = subprocess.run(["java", "-cp", ":".join(classes), "bsh.Interpreter", HERE + "/epubcheck.bsh", *part],
                              capture_output=True, text=True, timeout=900, check=False)
        reports += (done.stdout + done.stderr).split("=== ")[1:]
    judge.equal(len(reports), len(books), f"{name}: reports")
    for report in reports:
        book = report.partition("\n")[0]
        judge.check(messages(report) == [("0", "0", "0", "0")], f"{name}, {os.path.basename(book)}", report)


def check_old(judge, books):
    check_with(judge, "epubcheck 4.2.6", [OLD, judge.cache + "/epubcheck/bsh/*"], books)


def check_new(judge, books):
    check_with(judge, "epubcheck 5.3.0", [judge.cache + "/epubcheck/lib/*", judge.cache + "/epubcheck/bsh/*"], books)


def check_ace(judge, books, folder):
    ace, chromium = judge.cache + "/ace/node_modules/.bin/ace-cli", shutil.which("chromium")
    if not (os.path.exists(ace) and chromium):
        judge.skip("Ace is not installed")
        return
    for number, book in enumerate(books):
        out = f"{folder}/ace-{number}"
        subprocess.run([ace, "-s", "-f", "-o", out, book], capture_output=True, timeout=300, check=False,
                       env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium})
        report = json.load(open(out + "/report.json", encoding="utf-8")) if os.path.exists(out + "/report.json") else {}
        findings = [a["earl:test"]["dct:title"] for t in report.get("assertions", []) for a in t.get("assertions", [])]
        judge.check(report.get("earl:result", {}).get("earl:outcome") == "pass", f"Ace, {os.path.basename(book)}",
                    findings or "no report")


def for_makers(judge, folder):
    """The notes as books for the readers of one maker."""
    out = folder + "/makers"
    os.mkdir(out)
    for note in judge.notes():
        name = os.path.splitext(os.path.basename(note))[0]
        judge.convert("-t", "kepub", "-o", f"{out}/{name}.kepub.epub", note)
        for target in ("kindle", "tolino"):
            judge.convert("-t", "epub", f"--target={target}", "-o", f"{out}/{name}-{target}.epub", note)
    books = sorted(glob.glob(out + "/*.epub"))
    judge.check(len(books) >= 3, "books for the readers of one maker were made")
    return books


def large(judge, folder):
    """A book whose contents take several pages, one whose chapter takes several files."""
    out = folder + "/large"
    os.makedirs(out + "/v/sub")
    for i in range(24):
        with open(f"{out}/v/{'sub/' if i % 3 else ''}{i}.md", "w", encoding="utf-8") as f:
            f.write(f"# {'ABCあか가人龍'[i % 8]} {i}\n\n" + "".join(f"## Part {i}.{k}\n\nSome words of note {i}.\n\n" for k in range(9)))
    with open(out + "/long.md", "w", encoding="utf-8") as f:
        f.write("# Long\n\n" + "".join(f"| {i} | " + "word " * 20 + "|\n" + ("|---|---|\n" if i == 0 else "") for i in range(4000)))
        f.write("\n" + "".join(f"{i}. " + "item " * 30 + "\n" for i in range(1, 2000)))
    judge.convert("-t", "epub", "-o", out + "/contents.epub", out + "/v")
    judge.convert("-t", "epub", "-o", out + "/divided.epub", out + "/long.md")
    with zipfile.ZipFile(out + "/contents.epub") as z:
        judge.check(sum(n.startswith("EPUB/text/contents") for n in z.namelist()) > 5, "the contents take several pages")
    return [out + "/contents.epub", out + "/divided.epub"]


def entries(book):
    """The contents as the navigation document has them: (depth, label, place)."""
    with zipfile.ZipFile(book) as z:
        nav = z.read("EPUB/nav.xhtml").decode()
    found, depth = [], -1
    for opens, closes, href, label in re.findall(r'(<ol>)|(</ol>)|<a href="([^"]*)">([^<]*)</a>|<span>[^<]*</span>', nav[:nav.index('id="landmarks"')]):
        depth += bool(opens) - bool(closes)
        if label:
            found.append([depth, html.unescape(label), html.unescape(href)])
    return found


def check_epubjs(judge, books, folder):
    """epub.js, on which web readers are based, finds in a book what is in it."""
    parts = [judge.cache + "/epubjs/node_modules/" + n for n in ("jszip/dist/jszip.min.js", "epubjs/dist/epub.min.js")]
    if not (shutil.which("chromium") and all(map(os.path.exists, parts))):
        judge.skip("epub.js is not installed")
        return
    with open(HERE + "/epubjs.html", encoding="utf-8") as f:
        page = f.read().replace("JSZIP", parts[0]).replace("EPUBJS", parts[1])
    for book in books:
        with open(book, "rb") as f, open(folder + "/epubjs.html", "w", encoding="utf-8") as out:
            out.write(page.replace("BOOK", base64.b64encode(f.read()).decode()))
        done = subprocess.run(["chromium", "--headless", "--no-sandbox", "--allow-file-access-from-files", "--virtual-time-budget=60000",
                               "--dump-dom", f"file://{folder}/epubjs.html"], capture_output=True, text=True, timeout=300, check=False)
        found = re.search(r'<pre id="out">(.*?)</pre>', done.stdout, re.S)
        got = json.loads(html.unescape(found[1] or "{}")) if found else {}
        judge.equal([e for e in got.get("toc", []) if e[2]], entries(book), f"epub.js, {os.path.basename(book)}: contents {got.get('error', '')}")
        with zipfile.ZipFile(book) as z:
            spine = len(re.findall("<itemref", z.read("EPUB/content.opf").decode()))
        judge.check(len(got.get("pages", [])) == spine and all(n for _, n in got["pages"]), f"epub.js, {os.path.basename(book)}: pages", got.get("pages"))


def run(judge):
    with judge.folder() as folder:
        for note in judge.notes() + sorted(glob.glob(HERE + "/pictures/*.md")):
            name = os.path.splitext(os.path.basename(note))[0]
            judge.convert("-t", "epub", "-o", f"{folder}/{len(glob.glob(folder + '/*.epub'))}-{name}.epub", note)
        books = sorted(glob.glob(folder + "/*.epub"))
        judge.check(len(books) >= 2, "books were made")
        of_makers = for_makers(judge, folder)
        of_size = large(judge, folder)
        check_old(judge, books + of_makers + of_size)
        check_new(judge, books + of_makers + of_size)
        check_ace(judge, books + of_size, folder)
        check_epubjs(judge, of_size + books[:2], folder)
