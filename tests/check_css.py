#!/usr/bin/env python3
"""Fails on style sheets that Adobe's reader engine (RMSDK) or other e-readers choke on.

epubcheck cannot see these faults: it accepts min() or light-dark(), which make a whole book
unreadable on Kobo, Nook and older PocketBooks. Rules: docs/epub.md, "The style sheet".

usage: check_css.py FILE.css...       exit status 1 when a rule is broken
       check_css.py --self-test       every rule must catch its bad example
"""
import re
import sys

PROPERTIES = {
    "color": "a text colour breaks night mode",
    "background": "a background breaks night mode",
    "background-color": "a background breaks night mode",
    "background-image": "a background breaks night mode",
    "direction": "epubcheck CSS-001: use the dir attribute",
    "unicode-bidi": "epubcheck CSS-001: use the dir attribute",
    "font": "the shorthand names a font family; set its parts",
    "float": "floats are dropped or misplaced by Kobo and Kindle",
    "letter-spacing": "spaced letters break CJK text",
    "word-spacing": "spaced words break CJK text",
    "overflow": "code in a scrolling box is blank in Apple Books",
    "gap": "newer than CSS 2.1",
    "opacity": "newer than CSS 2.1",
    "transform": "newer than CSS 2.1",
}
UNITS = re.compile(r"(?<![\w.#-])-?[\d.]+(rem|vw|vh|vmin|vmax|ch|lh|fr|dvh|svh|cqw)\b", re.I)
FUNCTION = re.compile(r"([-\w]+)\(")
BAD_SELECTOR = re.compile(r":(not|has|is|where|nth-|root\b|scope|focus-)|::|[~|]|\[.*\bi\]")
HEADING = re.compile(r"(^|[\s>+,])h[1-6]\b")


def declarations(body):
    for part in body.split(";"):
        if part.strip():
            name, _, value = part.partition(":")
            yield name.strip().lower(), value.strip()


def check_value(name, value):
    if name.startswith("--") or "var(" in value:
        yield "custom properties"
    for function in FUNCTION.findall(value):
        if function.lower() != "url":
            yield f"function {function}()"
    if UNITS.search(value):
        yield f"unit in '{value}'"
    if re.search(r"currentcolor", value, re.I):
        yield "currentColor is newer than CSS 2.1; a border without colour has the text's"
    if name in PROPERTIES:
        yield f"{name}: {PROPERTIES[name]}"
    if name == "font-size" and "%" in value:
        yield "font-size in % (use em)"
    if name == "position" and value.lower() in ("fixed", "absolute", "sticky"):
        yield f"position: {value}"
    if name == "display" and re.match(r"(inline-)?(flex|grid)|contents", value, re.I):
        yield f"display: {value}"
    if name.startswith("margin"):
        if re.search(r"(^|\s)-", value):
            yield "negative margin"
        for size in re.findall(r"([\d.]+)em", value):
            if float(size) > 2:
                yield "margin over 2em"


def check_font(value):
    if value.lower() not in ("monospace", "monospace, monospace"):
        yield "font-family other than monospace, but for formulas, locks the reader's font menu"


def check_rule(selector, body):
    if BAD_SELECTOR.search(selector):
        yield f"selector '{selector}' is newer than CSS 2.1"
    for part in selector.split(","):
        if part.strip() in ("div", "span"):
            yield f"bare selector '{part.strip()}' meets the reader's own elements"
    for name, value in declarations(body):
        if name == "text-align" and HEADING.search(selector):
            yield "text-align on a heading"
        if name == "font-family" and selector != "math":
            yield from check_font(value)
        yield from check_value(name, value)


def at_a_side(name, value):
    """Whether a declaration is not the same when left and right change places."""
    sizes = value.split()
    return name.startswith("border-left") or name == "text-align" and value == "left" or \
        name in ("margin", "padding") and len(sizes) == 4 and sizes[1] != sizes[3]


def check_sides(rules):
    """Faults of rules (line, selector, body) that name a side, but not the other one for right-to-left languages. Code runs from
    left to right in those too, and .al-l is the author's choice."""
    known = {part.strip() for _, selector, _ in rules for part in selector.split(",")}
    for line, selector, body in rules:
        if any(at_a_side(*declaration) for declaration in declarations(body)):
            for part in (part.strip() for part in selector.split(",")):
                if not re.search(r"\.rtl|dir=|\.al-l|^pre$", part) and ".rtl " + part not in known:
                    yield line, f"no rule for '.rtl {part}', though '{part}' says a side"


def check_at_rule(text):
    if re.match(r"@charset\s+\"utf-8\"$", text, re.I):
        return
    if re.match(r"@media\s+(all|screen|print|amzn-kf8|amzn-mobi)\b", text, re.I):
        return
    yield f"at-rule '{text}' (only @charset, and @media with a medium's name)"


def check(css):
    """All faults of a style sheet as (line, text)."""
    plain = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), css, flags=re.S)
    faults, rules, at = [], [], 0
    for m in re.finditer(r"[{};]", plain):
        if m.start() < at:
            continue
        line = plain.count("\n", 0, at + len(plain[at:]) - len(plain[at:].lstrip())) + 1
        head = " ".join(plain[at:m.start()].split())
        if m[0] == "{" and not head.startswith("@"):
            end = plain.find("}", m.end())
            if end < 0:
                faults.append((line, "a rule is not closed"))
                break
            rules.append((line, head, plain[m.end():end]))
            faults += [(line, f) for f in check_rule(head, plain[m.end():end])]
            at = end + 1
        else:
            if head:
                faults += [(line, f) for f in check_at_rule(head)]
            at = m.end()
    if not rules:
        faults.append((1, "no rule was found"))
    return faults + list(check_sides(rules))


BAD = [
    "img { max-width: min(150px, 30vw) }", "p { width: calc(1em + 2px) }", "p { margin: -1em }",
    "p, math { font-family: serif }", "p { color: red }", "p { background: none }", "p { font-family: serif }", "p { --x: 1 }",
    "p { font: 1em serif }", "p { margin: 1rem }", "p { width: 3vw }", "p { display: flex }",
    "p { display: inline-grid }", "p { position: absolute }", "p:not(.a) { margin: 0 }",
    "a::after { margin: 0 }", "div { margin: 0 }", "p, span { margin: 0 }", "p { margin: 3em }",
    "h2 { text-align: center }", "p { font-size: 90% }", "p { direction: rtl }",
    "p { border: 1px solid currentColor }", "p { overflow: auto }", "p { width: var(--x) }",
    "@supports (display: grid) { p { margin: 0 } }", "@import url(x.css); p { margin: 0 }",
    "@media (min-width: 3em) { p { margin: 0 } }", "@namespace x url(y); p { margin: 0 }",
    "@font-face { font-family: monospace }", ":root { margin: 0 }", "p { margin: 0", "",
    "p { text-emphasis-style: light-dark(a, b) }", "p { margin: 0 0 0 1em }", "p, q { padding: 0 1em 0 2em } .rtl p { padding: 0 2em 0 1em }",
    "p { border-left: 1px solid }", "p { border-left-width: 1px }", "th { text-align: left }",
]
GOOD = ('@charset "utf-8"; /* min( */ p + p, .zh em:first-child { margin: 0 25% 0.5em 25% }'
        "@media all and (orientation: portrait) { pre { font-family: monospace; text-align: left } } div.a { margin: 0 }"
        "ul { padding: 0 0 0 1em } .rtl ul, [dir=\"rtl\"] ul { padding: 0 1em 0 0 }")


def self_test():
    missed = [css for css in BAD if not check(css)]
    for css in missed:
        print(f"not caught: {css}")
    for line, fault in check(GOOD):
        print(f"caught wrongly: {fault}")
    return 1 if missed or check(GOOD) else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if not arguments:
        print(__doc__)
        return 2
    count = 0
    for path in arguments:
        with open(path, encoding="utf-8") as file:
            faults = check(file.read())
        for line, fault in faults:
            print(f"{path}:{line}: {fault}")
        count += len(faults)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
