"""The small changes that make mutants: where each stands, of which sort it is, and what the line becomes.

Two sorts, which are counted apart. "sampled": any line of code, and an operator drawn from those that fit it. "aimed": what
tests forget most: entries of tables and rows of .def files, limits, sorting, messages, guards against what is not ours.
"""
import glob
import hashlib
import os
import re

FOLDERS = ("src", "export")
GENERATED = re.compile(r"_tables\.h$|emoji_tables")
# The compiler alone asks for a _Static_assert.
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|_Static_assert\(.*?\);", re.S)
TURNED = {"==": "!=", "!=": "==", "<=": "<", ">=": ">", "<": "<=", ">": ">="}
ROW = re.compile(r'^\s*(\{.*\}|"[^"]*"|\[\w+\] = .*|[A-Z]\w*\(.*\)),?$')
TABLE = re.compile(r"^(static )?const [\w \*]+\[[^\]]*\](\[[^\]]*\])? = \{|^\s+static const [\w \*]+\[[^\]]*\] = \{")


# Of ten aimed changes so many are of a kind.
AIMED_IN_TURN = ("table",) * 4 + ("limit",) * 2 + ("message", "letters", "order", "guard")


# The smaller or the larger of two: at a tie either will do. "a < b ? a : b", "n - i > MAX ? i + MAX : n".
TERM = r"([\w.>\[\]-]+(?: [+-] [\w.]+)?)"
CHOSEN = re.compile(TERM + " (?:<=|>=|<|>) " + TERM + r" \? (?:\1 : \2|\2 : \1)|"
                    r"([\w.>-]+) - (\w+) (?:<=|>=|<|>) (\w+) \? \4 \+ \5 : \3|"
                    r"(\w+) (?:<=|>=|<|>) (\w+) \? \6 - \7 : 0")
# The end of a table; what lies beyond is for sanitizers to see.
END_OF_TABLE = re.compile(r"^\s*\{NULL(, (NULL|0))*\},?$")
# What is not freed is for sanitizers to see.
FREES = re.compile(r"^\s+\w*(free|dispose|Free\w*|finalize|discard)\(")


class Change:
    def __init__(self, path, line, sort, kind, old, new):
        self.path, self.line, self.sort, self.kind, self.old, self.new = path, line, sort, kind, old, new

    def room(self):
        parts = self.path.split("/")
        return "/".join(parts[:2]) if len(parts) > 2 else parts[0]

    def key(self):
        return "\t".join((self.path, self.old.strip(), self.new.strip()))

    def __str__(self):
        return f"{self.path}:{self.line}: {self.kind}: {self.old.strip()}  =>  {self.new.strip() or '(gone)'}"


def each(line, pattern, replacement):
    """The line with each match in turn replaced, but not within a string or between two of which one is chosen."""
    chosen = [m.span() for m in CHOSEN.finditer(line)]
    for m in re.finditer(pattern, line):
        if line[:m.start()].count('"') % 2 == 0 and not any(a <= m.start() < b for a, b in chosen):
            new = line[:m.start()] + (replacement(m) if callable(replacement) else replacement) + line[m.end():]
            if new != line:
                yield new


def emptied(line):
    return [re.match(r"\s*", line)[0] + ";"]


def sampled(line):
    """(kind, new line) of what any line of code may become."""
    if not re.match(r"^\s*for \(", line):  # one turn more reads beyond the end, which is for sanitizers to see
        for new in each(line, r" (==|!=|<=|>=|<|>) (?=[^>])", lambda m: f" {TURNED[m[1]]} "):
            yield "compare", new
    for new in each(line, r" (&&|\|\|) ", lambda m: " || " if m[1] == "&&" else " && "):
        yield "logic", new
    for new in each(line, r"(?<=[(&| ])!(?=[a-z])", ""):
        yield "negate", new
    m = re.match(r"^(\s*(?:else )?if \()(.*)(\) ?(?:\{|return.*;)?)$", line)
    if m and m[2].count("(") == m[2].count(")"):
        yield "negate", f"{m[1]}!({m[2]}){m[3]}"
    for new in each(line, r" [+-] 1\b", ""):
        yield "off-by-one", new
    if re.match(r"^\s+[a-z_]\w*\([^;]*\);$", line) and not FREES.match(line):
        yield "drop-call", emptied(line)[0]
    if re.match(r"^\s+[a-z_*][\w>.\[\]-]* [+|&-]?= [^;]*;$", line):
        yield "drop-assignment", emptied(line)[0]
    if re.match(r"^\s+(continue;|break;|return[^;]*;)$", line):
        yield "drop-return", emptied(line)[0]
    for new in each(line, r"\breturn (true|false);", lambda m: f"return {'false' if m[1] == 'true' else 'true'};"):
        yield "bool", new
    for new in each(line, r" = (true|false);", lambda m: f" = {'false' if m[1] == 'true' else 'true'};"):
        yield "bool", new
    for new in each(line, r"\? ([^?:]+) : ([^?:;,)]+)(?=[;,)])", lambda m: f"? {m[2]} : {m[1]}"):
        yield "ternary", new
    if not line.startswith("#"):
        for new in each(line, r"(?<=[ (])(\d{2,})(?=[;,) ])", lambda m: str(int(m[1]) + 1)):
            yield "number", new


def without_entry(line, in_table):
    """A table's line less one of its entries."""
    if END_OF_TABLE.match(line):
        return
    if in_table and ROW.match(line) and line.rstrip().endswith(",") and line.count('", "') < 2:
        yield ""
        return
    if in_table or re.match(r"^\s*(static )?const [\w \*]+\[", line):
        yield from each(line, r'(?<=[{ ])"(?:[^"\\]|\\.)*", (?=["N])', "")
        yield from each(line, r', "(?:[^"\\]|\\.)*"(?=\};?| *$|,? *\};?)', "")
        yield from each(line, r"(?<=[{ ])0x[0-9A-F]{3,}, (?=0x)", "")


def aimed(line, in_table, path):
    for new in without_entry(line, in_table):
        yield "table", new
    if path.endswith(".def") and re.match(r"^\w+\(.*\)$", line):
        yield "table", ""
    m = re.match(r"^(#define [A-Z_0-9]+ )(\(\(size_t\))?(\d+)(.*)$", line)
    if m and int(m[3]) > 2:
        yield "limit", f"{m[1]}{m[2] or ''}{int(m[3]) + 1}{m[4]}"
        yield "limit", f"{m[1]}{m[2] or ''}{max(1, int(m[3]) // 2)}{m[4]}"
    if re.match(r"^\s+\w*(qsort|_sort)\(.*\);$", line):
        yield "order", emptied(line)[0]
    for new in each(line, r"(?<![=\w] )(?<=\s)(nc_diag|pf_say|tell_\w+)\(", lambda m: f"if (0) {m[1]}("):
        if re.match(r"^\s+if \(0\)", new):
            yield "message", new
    for new in each(line, r"\bnc_str_(ieqz?|istarts)\(", lambda m: "nc_str_" + m[1][1:] + "("):
        yield "letters", new
    for new in each(line, r"(?<=\|\| )[a-z]\w+ == ('[^']+'|0x[0-9A-F]+)", "0"):
        yield "table", new
    counts = re.match(r"^\s*for \(", line)  # as above: beyond the end of what there is
    for new in each(line, r" (<=|>=|<|>) (?=[A-Z][A-Z_0-9]{3,}\b)" + (r"(?![A-Z_0-9]*COUNT)" if counts else ""), lambda m: f" {TURNED[m[1]]} "):
        yield "limit", new
    if re.search(r"\bif \(.*\b(is_ours|is_foreign|is_edited|edited|is_same|is_link|S_ISLNK|force|is_newer)\b", line):
        for kind, new in sampled(line):
            if kind == "negate":
                yield "guard", new


def ends(following):
    """A function without its last return returns anything; a break before a break changes nothing."""
    return following.startswith("}") or re.match(r"\s*(case [^\n]*|default):\n\s*break;", following)


def changes_of_file(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        text = file.read()
    bare = COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    in_table, found = False, {}
    lines = bare.split("\n")
    for number, (line, code) in enumerate(zip(text.split("\n"), lines), 1):
        following = "\n".join(lines[number:number + 2])
        if TABLE.match(code):
            in_table = True
        if code.strip() and not re.match(r"^\s*(#include|#if|#endif|#else|assert)", code):
            at = [("aimed", k, n) for k, n in aimed(code.rstrip(), in_table, path)]
            if not in_table and not path.endswith(".def"):
                at += [("sampled", k, n) for k, n in sampled(code.rstrip()) if k != "drop-return" or not ends(following)]
            if at:
                found[number] = [Change(path, number, sort, kind, line, new) for sort, kind, new in at]
        if in_table and re.search(r"\};\s*$", code):
            in_table = False
    return found


class Dice:
    """An order that looks random, in which a change of the program elsewhere moves nothing: the next release tries the same mutants."""

    def __init__(self, seed):
        self.seed = seed

    def rank(self, words):
        return hashlib.sha256("\t".join([self.seed, *words]).encode()).digest()

    def rank_changes(self, changes):
        """The name of a place, which is a list of changes of one line; the line's number is no part of it."""
        return self.rank([changes[0].path, changes[0].old.strip()])

    def choice(self, changes):
        return min(changes, key=lambda c: self.rank([c.path, c.old, c.new, c.kind]))


def in_turn(places, dice):
    """The places in random order, but of each file one before a second of any."""
    files = {}
    for changes in places:
        files.setdefault(changes[0].path, []).append(changes)
    queues = [sorted(files[path], key=dice.rank_changes) for path in sorted(files, key=lambda path: dice.rank([path]))]
    while queues:
        yield from [queue.pop() for queue in queues]
        queues = [queue for queue in queues if queue]


def all_places(root, is_built):
    """Of the files that this machine builds, all changes, by sort, then kind, then place."""
    found = {"sampled": {}, "aimed": {}}
    for folder in FOLDERS:
        for path in sorted(glob.glob(folder + "/**/*.*", root_dir=root, recursive=True)):
            if path.endswith((".c", ".def")) and not GENERATED.search(path) and is_built(path):
                for number, changes in changes_of_file(root, path).items():
                    for change in changes:
                        found[change.sort].setdefault(change.kind, {}).setdefault((path, number), []).append(change)
    return found


def each_of(root, kinds, seed, is_built):
    """One change at each place where there is one of these kinds of the aimed sort."""
    dice = Dice(seed)
    drawn = [changes for kind, places in all_places(root, is_built)["aimed"].items() if re.search(kinds, kind)
             for changes in places.values()]
    return [dice.choice(changes) for changes in sorted(drawn, key=dice.rank_changes)]


def draw(root, count, seed, is_built):
    """Of the files that this machine builds, half of either sort. Sampled ones over all lines alike; of the aimed ones each kind in
    turn, file by file, since a few large tables would be nearly all else."""
    found = all_places(root, is_built)
    by_line = {}
    for places in found["sampled"].values():
        for place, changes in places.items():
            by_line.setdefault(place, []).extend(changes)
    dice = Dice(seed)
    drawn = sorted(by_line.values(), key=dice.rank_changes)[:count - count // 2]
    queues = {kind: in_turn(list(places.values()), dice) for kind, places in found["aimed"].items()}
    half = []
    while queues and len(half) < count // 2:
        for kind in AIMED_IN_TURN:
            changes = next(queues.get(kind, iter(())), None)
            if changes:
                half.append(changes)
            else:
                queues.pop(kind, None)
    both = zip(map(dice.choice, drawn), map(dice.choice, half[:count // 2]))
    return [change for pair in both for change in pair]
