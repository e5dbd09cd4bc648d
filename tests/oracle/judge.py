"""What the oracle's parts share: counting, converting, and finding the judges."""
import glob
import json
import os
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.dirname(os.path.abspath(__file__))


class Judge:
    def __init__(self, program, cache):
        self.program, self.cache = program, cache
        self.passed = self.failed = self.skipped = 0

    def check(self, condition, what, detail=""):
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {what}{': ' if detail else ''}{str(detail)[:1500]}")

    def equal(self, got, want, what):
        self.check(got == want, what, f"{got!r}, expected {want!r}")

    def skip(self, what):
        self.skipped += 1
        print(f"skipped: {what}")

    def convert(self, *words, cwd=None):
        done = subprocess.run([self.program, "-q", *words], cwd=cwd, capture_output=True, text=True, timeout=300,
                              check=False)
        if done.returncode == 2:
            self.check(False, " ".join(words), done.stderr)
        return done

    def document(self, note):
        return json.loads(self.convert("-t", "json", "-o", "-", note).stdout)

    def notes(self):
        """The notes to judge: our examples and, where real notes are at hand, the interview."""
        found = sorted(glob.glob(ROOT + "/examples/*.md"))
        if os.environ.get("NOTECONV_CORPUS"):
            found.append(os.environ["NOTECONV_CORPUS"] + "/interview-zh.md")
        return found

    def folder(self):
        return tempfile.TemporaryDirectory(prefix="noteconv-oracle-")

    def emacs(self, script, *files):
        """Runs an Emacs Lisp file in batch with a home of its own; None when there is no Emacs."""
        if not shutil.which("emacs"):
            return None
        with self.folder() as home:
            os.mkdir(home + "/.emacs.d")
            done = subprocess.run(["emacs", "--batch", "-Q", "-l", os.path.join(HERE, script), *files],
                                  env={**os.environ, "HOME": home, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True,
                                  timeout=900, check=False)
        return done

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        in_ci = bool(os.environ.get("CI"))
        return 1 if self.failed or not self.passed or (in_ci and self.skipped) else 0


def in_parts(items, size=100):
    """The items in lists of that size: what starts once for many must not take too long for its time limit."""
    return [items[i:i + size] for i in range(0, len(items), size)]


def walk(node):
    yield node
    stack = [iter(node.get("children", ()))]
    while stack:
        for child in stack[-1]:
            yield child
            stack.append(iter(child.get("children", ())))
            break
        else:
            stack.pop()
