"""org-roam on trees that were made for it: every note and every heading that something links to is a node, every link between
notes a link there, aliases and references are read; two vaults with notes of the same names lie side by side."""
import glob
import json
import os
import re
import sys

from judge import ROOT

sys.path.insert(0, ROOT + "/tests")
import check_links  # noqa: E402

VAULT = {
    "a.md": "---\nid: my-own.id\nurl: https://example.org/x\nsource: https://example.org/y\naliases: [Al, 'B \"q\" \\']\n---\n"
            "[[b]] [[b#Two]] [[b#Two]] [[Nowhere]] ![[b#One]]\n\n- [[c]] and [[sub/d|d]]\n",
    "b.md": "# One\n\n## Two\n\n[[a]]\n\n### Three\n\n[[#Two]]\n",
    "p.md": "---\nrelated: ['[[b]]', '[[b#Two|two]]', '[[Nobody]]']\nup: '[[c]]'\n---\n",
    "c.md": "# c\n\n[[a]] *[[b#One|x]]*\n\n> [[sub/d]]\n",
    "sub/d.md": "---\nauthor: x\n---\n",
}


def database(judge, folder, scratch):
    done = judge.emacs("roam.el", folder, scratch + "/roam.db")
    os.path.exists(scratch + "/roam.db") and os.remove(scratch + "/roam.db")
    return json.loads(done.stdout[done.stdout.index("{"):])


def links_by_id(path):
    return sum(link.startswith("id:") for link, _ in check_links.read_org(path)[0])


def judge_tree(judge, name, vault, scratch):
    """Nodes and links beside what the notes' own text says: files, links by id, drawers."""
    tree = f"{scratch}/{name}"
    judge.convert("-t", "org", "--org-roam", "-o", tree + "/", vault)
    files = glob.glob(tree + "/**/*.org", recursive=True)
    texts = {os.path.relpath(f, tree): open(f, encoding="utf-8").read() for f in files}
    found = database(judge, tree, scratch)
    notes = [n for n in found["nodes"] if n[1] == 0]
    seen = {f for f in texts if "data/" not in f.lower()}
    judge.equal({n[3] for n in notes}, seen, f"{name}: a node a note")
    headings = sum(len(re.findall(r"(?m)^\*+ .*\n(?:(?:CLOSED|DEADLINE|SCHEDULED):.*\n)?:PROPERTIES:\n:ID:", texts[f])) for f in seen)
    judge.equal(len(found["nodes"]) - len(notes), headings, f"{name}: a node a linked heading")
    links = [link for link in found["links"] if link[2] == "id"]
    written = sum(links_by_id(os.path.join(tree, f)) for f in seen)
    judge.equal(len(links), written, f"{name}: a link a link by id")
    ids = {n[0] for n in found["nodes"]}
    judge.equal([link for link in links if link[1] not in ids][:3], [], f"{name}: links that lead nowhere")
    return found


def vaults():
    """Three small folders of real notes; NOTECONV_ROAM_CORPUS names a folder of larger ones, by hand."""
    corpus, more = os.environ.get("NOTECONV_CORPUS"), os.environ.get("NOTECONV_ROAM_CORPUS")
    small = [f"{corpus}/{name}" for name in ("en-kepano-obsidian", "ja-js-primer", "zh-rust-book")] if corpus else []
    return [f for f in small if os.path.isdir(f)] + (sorted(glob.glob(more + "/*/")) if more else [])


def run(judge):
    if judge.emacs("objects.el") is None or not glob.glob("/usr/share/emacs/site-lisp/elpa*/org-roam-*"):
        judge.skip("Emacs or org-roam is not installed")
        return
    with judge.folder() as scratch:
        for name in ("one", "two"):
            for path, text in VAULT.items():
                os.makedirs(os.path.dirname(f"{scratch}/{name}/{path}"), exist_ok=True)
                with open(f"{scratch}/{name}/{path}", "w", encoding="utf-8") as f:
                    f.write(text)
        found = judge_tree(judge, "small", scratch + "/one", scratch)
        judge.equal(sorted(n[2] for n in found["nodes"] if n[1]), ["Two"], "the linked headings, but for the one that is the title")
        judge.equal(sorted(a[1] for a in found["aliases"]), ["Al", 'B "q" \\'], "aliases")
        judge.equal(sorted(r[1] for r in found["refs"]), ["//example.org/x", "//example.org/y"], "references")
        judge.equal(len([link for link in found["links"] if link[2] == "roam"]), 2, "links to notes that are not there")
        os.mkdir(scratch + "/both")
        for name in ("one", "two"):
            judge.convert("-t", "org", "--org-roam", "-o", f"{scratch}/both/{name}/", scratch + "/" + name)
        both = database(judge, scratch + "/both", scratch)
        # The note with an id of its own has the same id in both vaults, which is reported.
        judge.equal(len(both["nodes"]), 2 * len(found["nodes"]) - 1, "two vaults side by side: every node is there")
        for vault in vaults():
            judge_tree(judge, os.path.basename(vault.rstrip("/")), vault, scratch)
