"""Which lines of the program each test runs, so that a mutant is tried with the tests that can notice it and no others."""
import bisect
import collections
import glob
import os
import re
import subprocess

from changes import TABLE

HERE = os.path.dirname(os.path.abspath(__file__))
FLAGS = "-O0 -g1 -fsanitize-coverage=edge,no-prune,trace-pc-guard,pc-table -fsanitize-coverage-allowlist={}"


def configure(folder):
    """The words that configure a build of the tree in folder that notes what is run."""
    build = os.path.join(folder, "covered")
    os.makedirs(build, exist_ok=True)
    with open(os.path.join(build, "allowed"), "w", encoding="utf-8") as file:
        file.write("src:*src/*\nsrc:*export/*\nfun:*\n")
    subprocess.run(["clang", "-O2", "-fPIC", "-c", HERE + "/cover.c", "-o", build + "/cover.o"], check=True)
    return ["cmake", "-S", ".", "-B", "covered", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DNC_SHARED=ON", "-DNC_HARDEN=OFF",
            "-DCMAKE_C_COMPILER=clang", "-DCMAKE_C_FLAGS_DEBUG=" + FLAGS.format(build + "/allowed"),
            # Programs too: clang links functions of the same names into them.
            f"-DCMAKE_SHARED_LINKER_FLAGS={build}/cover.o", f"-DCMAKE_EXE_LINKER_FLAGS={build}/cover.o"]


def find_places(folder):
    """(file, line, function) of each piece of the program, in their order."""
    listed = os.path.join(folder, "covered", "places")
    subprocess.run([folder + "/covered/noteconv", "--version"], check=True, capture_output=True,
                   env={**os.environ, "NC_COVERAGE_PLACES": listed, "NC_COVERAGE": listed + ".seen"})
    with open(listed, "rb") as file:
        out = subprocess.run(["llvm-symbolizer", "--obj=" + folder + "/covered/libnoteconv_core.so", "--no-inlines",
                              "--output-style=GNU"], stdin=file, capture_output=True, text=True, check=True).stdout.split("\n")
    found = []
    for function, place in zip(out[0::2], out[1::2]):
        path, line = place.rsplit(":", 1)[0], place.rsplit(":", 1)[1].split()[0]
        found.append((os.path.normpath(path), int(line) if line.isdigit() else 0, function))
    return found


class Coverage:
    """places: as find_places gives them. seen: of each test's name the bytes that its runs wrote."""

    def __init__(self, root, places, seen):
        self.root, self.seen = root, {name: data for name, data in seen.items() if data}
        self.starts = collections.defaultdict(dict)  # file -> function -> its first line
        self.pieces = collections.defaultdict(lambda: collections.defaultdict(list))  # file, function -> line -> numbers
        for number, (path, line, function) in enumerate(places):
            if line:
                first = self.starts[path].get(function, line)
                self.starts[path][function] = min(first, line)
                self.pieces[path, function][line].append(number)

    def at_line(self, path, line):
        """The pieces of the program that hold a line: those that begin on it, and those that begin nearest before it in its
        function. What begins on a line may be only one of the ways out of its condition."""
        functions = sorted((first, name) for name, first in self.starts.get(path, {}).items())
        at = bisect.bisect_right(functions, (line, "\x7f")) - 1
        if at < 0:
            return []
        lines = self.pieces[path, functions[at][1]]
        before = [n for n in lines if n < line]
        return lines.get(line, []) + (lines[max(before)] if before else [])

    def of_name(self, name):
        """The pieces of all lines of code that use a name."""
        found = []
        for folder in ("src", "export"):
            for path in glob.glob(folder + "/**/*.c", root_dir=self.root, recursive=True):
                with open(os.path.join(self.root, path), encoding="utf-8") as file:
                    for number, line in enumerate(file, 1):
                        if re.search(rf"\b{name}\b", line) and not line.startswith("#") and not TABLE.match(line):
                            found += self.at_line(path, number)
        return found

    def of_change(self, change):
        """None: nobody knows, as with a row of a .def file or main.c, which is not in the library."""
        if change.path not in self.starts:
            return None
        m = re.match(r"#define (\w+)", change.old)
        if m:
            return self.of_name(m[1]) or None
        if change.kind == "table":
            with open(os.path.join(self.root, change.path), encoding="utf-8") as file:
                lines = file.read().split("\n")
            for number in range(change.line, 0, -1):
                m = re.match(r"\s*(?:static )?const [\w \*]*?(\w+)\[", lines[number - 1])
                if m:
                    return self.of_name(m[1]) or None
                if lines[number - 1].startswith("}"):
                    break
        return self.at_line(change.path, change.line)

    def tests(self, change):
        """The names of the tests that may notice a change; None if nobody knows."""
        pieces = self.of_change(change)
        if pieces is None:
            return None
        return {name for name, data in self.seen.items() if any(data[n] for n in pieces)}
