"""The judges over many real notes: every folder of NOTECONV_CORPUS and NOTECONV_CORPUS_MORE as one book and one deck, and some
notes of each by themselves, as books and as Org files. With NOTECONV_JUDGE_ALL, which takes long, all notes."""
import glob
import os
import shutil

import apkg
import epub
import org
from judge import in_parts

ORG_NOTES, BOOK_NOTES = 60, 6  # of each folder
MORE_NOTES = 20  # of each folder of the second corpus, as Org files


def sample(folder, count):
    """Notes at even distances, so that every part of the folder is covered."""
    notes = sorted(glob.glob(folder + "/**/*.md", recursive=True))
    if os.environ.get("NOTECONV_JUDGE_ALL"):
        return notes
    return notes[::max(1, len(notes) // count)][:count]


def folders(*names):
    """Sets of notes below the folders that these variables name."""
    found = [f for name in names if os.environ.get(name) for f in sorted(glob.glob(os.environ[name] + "/*"))]
    return [f for f in found if os.path.isdir(f)]


def every_folder():
    return folders("NOTECONV_CORPUS", "NOTECONV_CORPUS_MORE")


def org_notes():
    first, second = folders("NOTECONV_CORPUS"), folders("NOTECONV_CORPUS_MORE")
    return [n for f in first for n in sample(f, ORG_NOTES)] + [n for f in second for n in sample(f, MORE_NOTES)]


def judge_books(judge, out):
    books, small = [], []
    for number, folder in enumerate(every_folder()):
        books.append(f"{out}/{number}-{os.path.basename(folder)}.epub")
        judge.convert("-t", "epub", "-o", books[-1], folder)
        for note in sample(folder, BOOK_NOTES):
            small.append(f"{out}/{number}-{len(small)}.epub")
            judge.convert("-t", "epub", "-o", small[-1], note)
    judge.check(all(os.path.exists(b) for b in books + small), "books were made")
    epub.check_old(judge, books + small)
    epub.check_new(judge, books + small)
    epub.check_ace(judge, small[::BOOK_NOTES], out)


def judge_decks(judge, out):
    if not apkg.is_installed(judge):
        judge.skip("Anki's importer is not installed")
        return
    for folder in every_folder():
        name = os.path.basename(folder)
        first, second = f"{out}/{name}.apkg", f"{out}/{name}-again.apkg"
        judge.convert("-t", "apkg", "--cards=dialogue,questions,headings", "-o", first, folder)
        shutil.copy2(first, second)
        report = apkg.ask_anki(judge, first, second)
        if report:
            count = report["notes"]
            judge.equal([(i["new"], i["updated"], i["duplicate"], i["conflicting"]) for i in report["imports"]],
                        [(count, 0, 0, 0), (0, 0, count, 0)], f"{name}: imported twice")
            apkg.check_collection(judge, report, name)


def run(judge):
    if not every_folder():
        print("(real notes are judged where NOTECONV_CORPUS or NOTECONV_CORPUS_MORE names their folder)")
        return
    with judge.folder() as out:
        judge_books(judge, out)
        judge_decks(judge, out)
    if judge.emacs("objects.el") is None:
        judge.skip("Emacs is not installed")
        return
    for part in in_parts(org_notes()):
        with judge.folder() as out:
            org.judge_notes(judge, part, out)
