"""epubcheck 4.2.6 and 5.3.0, and Ace, on every book."""
import glob
import json
import os
import re
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
OLD = "/usr/bin/epubcheck"  # a jar, whatever its name says


def messages(text):
    """The counts of fatals, errors and warnings of each book's report."""
    return re.findall(r"Messages: (\d+) fatals? / (\d+) errors? / (\d+) warnings? / (\d+) infos?", text)


def check_with(judge, name, classes, books):
    """All books through one epubcheck process: starting it takes longer than a book. BeanShell is what calls it again and
    again, so that no compiler is needed."""
    if not (shutil.which("java") and all(os.path.exists(c.rstrip("/*")) for c in classes)):
        judge.skip(f"{name} is not installed")
        return
    done = subprocess.run(["java", "-cp", ":".join(classes), "bsh.Interpreter", HERE + "/epubcheck.bsh", *books],
                          capture_output=True, text=True, timeout=900, check=False)
    reports = (done.stdout + done.stderr).split("=== ")[1:]
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


def run(judge):
    with judge.folder() as folder:
        for note in judge.notes() + sorted(glob.glob(HERE + "/pictures/*.md")):
            name = os.path.splitext(os.path.basename(note))[0]
            judge.convert("-t", "epub", "-o", f"{folder}/{len(glob.glob(folder + '/*.epub'))}-{name}.epub", note)
        books = sorted(glob.glob(folder + "/*.epub"))
        judge.check(len(books) >= 2, "books were made")
        of_makers = for_makers(judge, folder)
        check_old(judge, books + of_makers)
        check_new(judge, books + of_makers)
        check_ace(judge, books, folder)
