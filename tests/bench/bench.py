#!/usr/bin/env python3
"""Processor time and memory, measured side by side in one run. Nothing here passes or fails: the figures are for reading.

Usage: bench.py NOTECONV CACHE [DOCUMENT]
Programs beside it are used where they are found: cmark, libdeflate, pandoc (from PyPI's pypandoc_binary in CACHE/pandoc), crowbook
and mdbook-epub (CACHE/crowbook, CACHE/mdbook-epub); the others are reported as skipped. With NOTECONV_CORPUS the real notes there are
measured too. All programs of a table run one after the other, round by round, and a ratio is the median of those of the rounds:
what slows the machine meanwhile slows both. DOCUMENT: the tables replace what stands in it between the lines FIRST and LAST.
"""
import ctypes.util
import glob
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

from once import once

PROGRAM, CACHE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
DOCUMENT = sys.argv[3] if len(sys.argv) > 3 else None
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CORPUS = os.environ.get("NOTECONV_CORPUS", "")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
SLOW = max(1, ROUNDS // 3)  # rounds of programs that take seconds
FIRST, LAST = "<!-- Written by ./dev bench, from here -->", "<!-- to here. -->"
MEMORY = "/dev/shm"  # outputs lie in memory where possible: how busy the disk is says nothing about a program
written = []


def say(line=""):
    print(line, flush=True)
    written.append(line)


def in_folder(command):
    """One run in an empty folder."""
    with tempfile.TemporaryDirectory(dir=MEMORY if os.path.isdir(MEMORY) else None) as folder:
        return once(command, folder)


def deflate(files):
    """What libdeflate takes for the bytes, as a book's pages are packed; None without it."""
    name = ctypes.util.find_library("deflate")
    if not name:
        return None
    lib = ctypes.CDLL(name)
    lib.libdeflate_alloc_compressor.restype = ctypes.c_void_p
    lib.libdeflate_deflate_compress.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t]
    lib.libdeflate_free_compressor.argtypes = [ctypes.c_void_p]
    room = ctypes.create_string_buffer(max(map(len, files)))

    def run():
        begin, wall = time.process_time(), time.perf_counter()
        for text in files:
            compressor = lib.libdeflate_alloc_compressor(6)
            lib.libdeflate_deflate_compress(compressor, text, len(text), room, len(text))
            lib.libdeflate_free_compressor(compressor)
        used = time.process_time() - begin
        return (used, time.perf_counter() - wall, 0, 0, used, 0)

    return run


def median(values):
    return sorted(values)[len(values) // 2]


def table(title, rows, base, beside):
    """rows: name, command or function, whether it is slow. The last column: times the processor time of row number base."""
    rounds = []
    for number in range(ROUNDS):
        rounds.append([None if slow and number >= SLOW else run() if callable(run) else in_folder(run) for _, run, slow in rows])
    say(f"\n| {title} | processor | of it in the system | wall | memory | beside {beside} |\n|---|---|---|---|---|---|")
    may_warn = [i for i, (_, run, _) in enumerate(rows) if not callable(run) and run[0] == PROGRAM]
    for i, (name, _, _) in enumerate(rows):
        results = [r[i] for r in rounds if r[i]]
        warned = 256 if i in may_warn else 0  # noteconv's status for outputs with errors
        if any(r[3] not in (0, warned) for r in results):
            say(f"| {name} | failed | | | | |")
            continue
        cpu, wall, memory, system = (median([r[k] for r in results]) for k in (0, 1, 2, 5))
        ratio = median([r[i][0] / r[base][0] for r in rounds if r[i]])
        size = f"{memory / 1024:.0f} MB" if memory else ""
        say(f"| {name} | {cpu * 1000:.1f} ms | {system * 1000:.1f} ms | {wall * 1000:.1f} ms | {size} | {ratio:.2f} |")
    return rounds


def find_pandoc():
    found = glob.glob(f"{CACHE}/pandoc/lib/python*/site-packages/pypandoc/files/pandoc")
    return found[0] if found else shutil.which("pandoc")


def find_crate(name):
    built = f"{CACHE}/{name}/bin/{name}"
    return built if os.path.exists(built) else shutil.which(name)


def found(rows):
    """The rows whose program is installed; the others are reported."""
    for name, command, _ in rows:
        if not callable(command) and not command[0]:
            say(f"\n{name}: skipped, it is not installed.")
    return [r for r in rows if callable(r[1]) or r[1][0]]


def ours(fmt, *words):
    return [PROGRAM, "-q", "-t", fmt, "-o", "out/", *words]


def one_note(note):
    rows = found([("empty process (`noteconv --version`)", [PROGRAM, "--version"], False),
                  ("noteconv, EPUB, apkg and Org in one run", ours("epub,apkg,org", note), False),
                  *((f"noteconv, {f} alone", ours(f, note), False) for f in ("epub", "apkg", "org", "html", "json")),
                  ("cmark, HTML", [shutil.which("cmark"), note], False),
                  ("pandoc, EPUB alone", [find_pandoc(), "-o", "out.epub", note], True),
                  ("pandoc, Org alone", [find_pandoc(), "-o", "out.org", note], True),
                  ("crowbook, EPUB alone", [find_crate("crowbook"), "--single", note, "--to", "epub", "-o", "out.epub"], True)])
    rounds = table(f"{os.path.basename(note)}, {os.path.getsize(note) / 1000:.0f} kB", rows, 1, "three formats")
    say(f"\nThree formats take {median([r[1][0] - r[0][0] for r in rounds]) * 1000:.1f} ms of processor time beyond an empty process.")


def pages_of(folder):
    with tempfile.TemporaryDirectory() as work:
        subprocess.run([PROGRAM, "-q", "-t", "epub", "--cover=none", "-o", work + "/x.epub", folder], check=False)
        with zipfile.ZipFile(work + "/x.epub") as z:
            return [z.read(i) for i in z.infolist() if i.compress_type == zipfile.ZIP_DEFLATED]


def book(folder, work):
    """A book of mdBook's with all that it includes. mdbook-epub gets a copy whose settings name nothing but itself. It writes
    include marks as they are, so a copy of the chapters alone is measured beside it."""
    copy = work + "/book"
    shutil.copytree(folder, copy)
    with open(copy + "/book.toml", "w", encoding="utf-8") as f:
        f.write('[book]\ntitle = "Book"\nlanguage = "zh"\n[output.epub]\noptional = true\n')
    alone = shutil.copytree(folder + "/src", work + "/chapters")
    notes = sorted(glob.glob(copy + "/src/**/*.md", recursive=True))
    pages = pages_of(copy)
    rows = found([("noteconv, EPUB, one thread", ours("epub", "--cover=none", "-j", "1", copy), False),
                  ("noteconv, EPUB, two threads", ours("epub", "--cover=none", "-j", "2", copy), False),
                  ("noteconv, EPUB with a cover drawn", ours("epub", "-j", "1", copy), False),
                  ("noteconv, EPUB of the chapters alone, nothing included", ours("epub", "--cover=none", "-j", "1", alone), False),
                  ("mdbook-epub, EPUB, nothing included", [find_crate("mdbook-epub"), "--standalone", copy], False),
                  ("pandoc, EPUB, nothing included", [find_pandoc(), "-o", "out.epub", *notes], True),
                  ("cmark, HTML of the notes", [shutil.which("cmark"), *notes], False),
                  ("libdeflate, the book's pages", deflate(pages) or [None], False)])
    size = sum(os.path.getsize(n) for n in notes)
    rounds = table(f"A book of {len(notes)} notes, {size / 1e6:.1f} MB", rows, 0, "one thread")
    names = [name for name, _, _ in rows]
    if all(any(n.startswith(p) for n in names) for p in ("cmark", "libdeflate")):
        c, d = (next(i for i, n in enumerate(names) if n.startswith(p)) for p in ("cmark", "libdeflate"))
        say(f"\nOne thread takes {median([r[0][0] / (r[c][0] + r[d][0]) for r in rounds]):.2f} × cmark and libdeflate together.")


def vault(folder):
    notes = sorted(glob.glob(folder + "/**/*.md", recursive=True))
    rows = found([("cmark, HTML of the notes", [shutil.which("cmark"), *notes], False),
                  *((f"noteconv, {f}", ours(f, "--cover=none", "-j", "1", folder) if f == "epub" else ours(f, "-j", "1", folder), False)
                    for f in ("json", "epub", "apkg", "org", "html"))])
    size = sum(os.path.getsize(n) for n in notes)
    table(f"A vault of {len(notes)} notes, {size / 1e6:.1f} MB, one thread", rows, 0, rows[0][0].split(",")[0])


def emphasis(work):
    """A note of much code, this program's own, once in C and once in a language that has no words to mark."""
    code = ""
    for source in sorted(glob.glob(ROOT + "/src/base/*.c")):
        with open(source, encoding="utf-8") as f:
            code += f"Some words.\n\n```c\n{f.read().rstrip()}\n```\n\n" if len(code) < 150000 else ""
    notes = []
    for language in ("vhdl", "c"):
        os.mkdir(f"{work}/{language}")
        notes.append(f"{work}/{language}/code.md")
        with open(notes[-1], "w", encoding="utf-8") as f:
            f.write(code.replace("```c\n", f"```{language}\n"))
    for fmt, words in (("epub", ["--cover=none"]), ("html", [])):
        rows = [(f"noteconv, {fmt}, {name}", ours(fmt, *words, note), False)
                for name, note in zip(("no words marked", "words and comments marked"), notes)]
        table(f"A note of {len(code) / 1000:.0f} kB of code", rows, 0, "no words marked")


def throughput(work):
    text = open(ROOT + "/examples/interview-zh.md", encoding="utf-8").read() + open(
        ROOT + "/examples/study-notes-en.md", encoding="utf-8").read().split("---", 2)[2]
    for megabytes in (1, 10):
        note = f"{work}/{megabytes}.md"
        with open(note, "w", encoding="utf-8") as f:
            f.write(text * (megabytes * 1000000 // len(text.encode())))
        rows = found([("cmark, HTML", [shutil.which("cmark"), note], True),
                      *((f"noteconv, {f}", ours(f, note), True) for f in ("json", "epub", "org", "apkg"))])
        table(f"Made text, {megabytes} MB", rows, 0, rows[0][0].split(",")[0])


def machine():
    model = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")] \
        if os.path.exists("/proc/cpuinfo") else [platform.processor()]
    load = os.getloadavg()[0]
    say(f"{time.strftime('%Y-%m-%d', time.gmtime())}, {os.cpu_count()} × {model[0] if model else 'unknown'}, {platform.system()}, "
        f"load {load:.1f} at the beginning{': other programs ran meanwhile' if load > 1.5 else ''}. {ROUNDS} rounds.")


def write_document():
    with open(DOCUMENT, encoding="utf-8") as f:
        text = f.read()
    head, rest = text.split(FIRST)
    with open(DOCUMENT, "w", encoding="utf-8") as f:
        f.write(head + FIRST + "\n\n" + "\n".join(written).strip() + "\n\n" + LAST + rest.split(LAST)[1])


def main():
    with tempfile.TemporaryDirectory() as work:
        machine()
        note = CORPUS + "/interview-zh.md"
        if not os.path.exists(note):
            note = ROOT + "/examples/interview-zh.md"
        # Alone in a folder: the vault around it is not read with it.
        one_note(shutil.copy(note, work))
        if os.path.isdir(CORPUS + "/zh-rust-book/src"):
            book(CORPUS + "/zh-rust-book", work)
        if os.path.isdir(CORPUS + "/zh-obsidian-knowledge-garden"):
            shutil.copytree(CORPUS + "/zh-obsidian-knowledge-garden", work + "/vault", symlinks=True)
            vault(work + "/vault")
        emphasis(work)
        throughput(work)
    say(f"\nLoad at the end: {os.getloadavg()[0]:.1f}.")
    if DOCUMENT:
        write_document()


main()
