"""Text in notes that is meant for other programs, not for a reader: tags of site generators, lists of attributes, properties of Logseq.
without(text, told, graph) gives the text with blanks for exactly that; what a reader sees of a tag, such as its title, stays.
Where the program reports once per note that something was left out (told: the words of its messages), all of that kind is removed."""
import re

# The attributes whose values are shown, and those that are addresses.
SHOWN = {"title", "label", "tabname", "header", "heading", "summary", "caption", "name", "description", "text", "content", "alt",
         "src", "url", "href", "id", "videoid", "video_id", "v", "file"}
LABELS = {"title", "label", "tabname", "header", "heading", "name"}
# Tags that show nothing of their own.
SILENT = {"tabs", "tabpane", "codetabs", "tabgroup", "tabset", "codegroup", "highlight", "mermaid", "columns", "column", "content-ref", "stepper",
          "steps", "updates", "cardgroup", "cards", "cardgrid", "accordiongroup", "raw", "comment"}
ARGUMENT = re.compile(r"""([\w:.-]+)=\{?\s*("[^"]*"|'[^']*'|`[^`]*`|[^\s"'>{}]*)\s*\}?|("[^"]*"|'[^']*')|(\S+)""", re.S)
# Tags whose first argument is an address or a path, in quotation marks or not.
ADDRESS = {"youtube", "youtubelite", "vimeo", "bilibili", "gist", "embed", "file", "video", "audio", "asset_link", "ref", "relref", "post_url",
           "link", "post_path", "asset_img", "image", "img", "figure"}
TAGS = [re.compile(r"\{%-?\s*/?([\w-]+)([^%\n]*?)-?%\}"), re.compile(r"\{\{[<%]\s*/?\s*([\w./-]+)(.*?)/?\s*[>%]\}\}", re.S),
        re.compile(r"</?([A-Z][\w.]*)((?:[^<>{}\"'\n]|\"[^\"]*\"|'[^']*'|\{[^{}]*\}|\n(?!\n))*?)/?>")]
CODE = re.compile(r"^((?:[\s>]|[-+*]\s|\d+[.)]\s)*)(`{3,}|~{3,})[^\n]*\n.*?^[\s>]*\2[`~]*[ \t]*$|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\3(?!`)", re.M | re.S)
ADMONITION = re.compile(r"^([ \t>]*(?:[-+*] )?)(?:!!!|\?\?\?\+?|===[+!]?)([^\n]*)$", re.M)
DIV = re.compile(r"^([ \t>]*(?:[-+*] )?):{3,} *([\w-]+)((?:#[\w-]+)?)", re.M)
OPTIONS = r"(?:\n[ \t>]*---[ \t]*\n(?:[ \t>]*[\w-]+:[^\n]*\n)*[ \t>]*---[ \t]*$|(?:\n[ \t>]*:[\w-]+:[^\n]*)*)"
DIRECTIVE = re.compile(r"^([ \t>]*(?:[-+*] )?(?::{3,}|`{3,}|~{3,}) *)\{([A-Za-z][\w:-]*)\}([^\n]*" + OPTIONS + ")", re.M)  # MyST
DIRECTIVES = {"figure", "figure-md", "image", "table", "list-table", "epigraph", "margin", "sidebar", "topic", "card", "grid", "tab-set", "tab-item"}
PIXELS = re.compile(r"\b(\d+)px$", re.M)
KEPT_OPTIONS = re.compile(r"(?m)^([ \t>]*)(?::(?:class|name|label|alt|width|height):|(?:class|name|alt|width|height):|:?[\w-]+:[^\n]*)")
DIV_WORDS = {"details", "dropdown", "spoiler", "tabs", "tab", "code-group", "code-tabs", "code-group-item", "tab-set", "tab-item", "raw", "v-pre"}
BLOCK = re.compile(r"^[ \t>]*///[ \t]*(\w+)?([^\n]*)(?:\n[ \t>]+(?:attrs|new|open|select|type):[^\n]*)*", re.M)
WORD = r"(?:[.#][\w:.-]+|[\w:.-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']*))"
LIST = re.compile(r"\{:?\s*" + WORD + r"(?:[\s,]+" + WORD + r")*\s*\}")
SIZES = re.compile(r"\{:(?:height|width) \d+(?:, :(?:height|width) \d+)?\}")
MODULE = re.compile(r"^(?:import|export) [^\n]*(?:\n(?!\n)[^\n]*)*", re.M)
ADMONISH = re.compile(r"^([ \t>]*(?:[-+*] )?[`~]{3,}[ \t]*)admonish\b([^\n]*)$", re.M | re.I)
SIZE = re.compile(r"(?<=[ (])=(\d*)%?[xX]?(\d*)%?(?=[ )])")
WIDTH = re.compile(r"(?<=\))<!-- *\{\"width\": *(\d+)\} *-->")  # Bear's, after an image
TOC = re.compile(r"^[ \t>]*\{:toc[^}\n]*\}[ \t]*$", re.M)
ROAM_OTHERS = re.compile(r"\{\{\[\[[^\]\n]+\]\](?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]*\})*\})*\}\}")
ROAM = re.compile(r"\{\{(?:(?:\[\[)?(?:TODO|DONE)(?:\]\])?|\[\[(?:embed|video|youtube|iframe|pdf|audio|tweet)\]\]: *((?:[^{}\n])*))\}\}")
AT_TAB = re.compile(r"^([ \t>]*)@tab(?::\w+)?(?= )", re.M)
TAB_COMMENT = re.compile(r"<!-- *(?:tab ([^@\n]*?)(?:@[\w-]+)?|endtab) *-->")
BASE = re.compile(r"\]\(\{\{ *[\w.]+ *\}\}")  # what an address begins with
SNIPPET = re.compile(r"^[ \t>]*(?:#|//|;)?[ \t]*-+8<-+ [ \t]*([\"'])[^\n]*\1[ \t]*$", re.M)  # another file is shown there, or a message is about it
IMPORT = re.compile(r"^([ \t>]*(?:[-+*] )?)\[(?:import|include)(?:[:, ]([^\]\n]*))?\]\(([^)\n]*)\)[ \t]*$", re.M)  # HonKit: code is shown there
IMPORT_TITLE = re.compile(r"title[:=] *(\"[^\"]*\"|'[^']*')|, *(\"[^\"]*\")")
INCLUDE = re.compile(r"\{\{#(?:include|rustdoc_include|playground|playpen|title) [^{}\n]*\}\}")  # mdBook: likewise
HIDDEN_LINE = re.compile(r"^[ \t>]*#(?: [^\n]*)?$", re.M)
RUST = re.compile(r"^([ \t>]*(?:[-+*] )?)(`{3,})rust\b[^\n]*\n.*?^[ \t>]*\2", re.M | re.S)
CELL = re.compile(r"(^[ \t>]*(?:[-+*] )?[`~]{3,}\s*\{[^\n]*\n)((?:[ \t>]*(?:#|%%|//|--|%)\|[^\n]*\n)+)", re.M)
CELL_TITLE = re.compile(r"\b(?:filename|lst-cap|code-summary|fig-cap|tbl-cap|caption):([^\n]*)")
MYST_CELL = re.compile(r"(^[ \t>]*[`~]{3,}\s*\{code-[^\n]*\n)((?:[ \t>]*:[\w-]+:[^\n]*\n)+)", re.M)
JOPLIN = re.compile(r"^(?:[a-z_]+:[^\n]*\n)*type_: 1\s*\Z", re.M)  # the record of a note, which begins with its id
JOPLIN_READ = re.compile(r"^(?:author|source_url|user_created_time|user_updated_time): (\S[^\n]*)$", re.M)
QUOTED = re.compile(r"^[ \t]*>[^\n]*(?:\n[ \t]*\S[^\n]*)*", re.M)
HACKMD = re.compile(r"\[(?:name|time|color)=([^\]\n]*)\](?!.*\[/)")
VITEPRESS = re.compile(r"<!-- ?@include: ?([^{}\n]*?)(\{[^}\n]*\})?\s*-->")
COMMENT_TAGS = re.compile(r"\{(?:\{[<%]|%)-?\s*comment\s*-?(?:[>%]\}|%)\}.*?\{(?:\{[<%]\s*/|%-?\s*end)\s*comment\s*-?(?:[>%]\}|%)\}", re.S)

# Logseq. Keys that only the editor needs; those of a page, whose values are metadata.
HIDDEN = r"(?:id|custom[-_]id|collapsed|created[-_]at|updated[-_]at|last[-_]modified[-_]at|ls[-_]type|background[-_]color|logseq\.order-list-type|heading|card-[\w-]+|hl-[\w-]+|query-[\w-]+|logseq\.macro-\S+|logseq\.tldraw\.\S+)"
PROPERTY = re.compile(r"^[ \t]*(?:- )?" + HIDDEN + r":: [^\n]*$|^[ \t]*(?:- )?" + HIDDEN + r"::$", re.M | re.I)
DRAWER_PROPERTY = re.compile(r"^[ \t]*:" + HIDDEN + r":[^\n]*$", re.M | re.I)
PAGE_KEY = re.compile(r"^((?:- )?)(?:title|alias|tags)(?=::)", re.M | re.I)
DRAWER = re.compile(r"^[ \t]*:LOGBOOK:\s*$.*?^[ \t]*:END:[ \t]*$", re.M | re.S | re.I)
DRAWER_LINES = re.compile(r"^[ \t]*:(?:PROPERTIES|END):[ \t]*$", re.M | re.I)
STAMP = re.compile(r"\b(?:SCHEDULED|DEADLINE): <(\d[\d-]*)(?: [^\W\d]+)?(?: (\d+):(\d+))?")
PRIORITY = re.compile(r"(?<=[A-Z] )\[#[ABC]\](?= |$)", re.M)
QUERY = re.compile(r"^([ \t]*(?:- )?)#\+BEGIN_QUERY.*?#\+END_QUERY", re.M | re.S | re.I)
LOGGED = re.compile(r"^[ \t]*(?:todo|later|now|doing|done|wait|waiting|cancell?ed):: \d{13}[ \t]*$", re.M | re.I)
STRING = r"\"(?:[^\"\\]|\\.)*\""
HTML = (r"(?:a|abbr|audio|b|blockquote|br|center|cite|code|del|details|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|ol|p|"
        r"pre|q|s|samp|section|small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|var|video)")
HICCUP = re.compile(r"\[:" + HTML + r"(?=[\s.#\]{[\"])(?:" + STRING + r"|[^\[\]\"]|\[(?:" + STRING + r"|[^\[\]\"]|\[(?:" + STRING + r"|[^\[\]\"])*\])*\])*\]", re.S)
HICCUP_KEY = re.compile(r":[\w-]+\s+(?:" + STRING + r"|[^\s{}\"\[\]]+)")
MACRO = re.compile(r"\{\{\{?(\w[\w-]*)\s*((?:[^{}\n]|\{[^{}\n]*\})*)\}?\}\}")
READ_MACROS = {"embed", "cloze"}


def blank(match):
    return "\n" * match[0].count("\n") or " "


def shown_of(name, arguments):
    """What a reader sees of a tag's arguments, each on its line."""
    found, at = [" "], 0
    shown = SHOWN if any(m[1] and m[1].lower() in LABELS for m in ARGUMENT.finditer(arguments)) else SHOWN | {"value"}
    for argument in ARGUMENT.finditer(arguments):
        key, value, quoted, word = argument.groups("")
        text = (quoted or value).strip("\"'`") if quoted or key.lower() in shown else word if name.lower() in ADDRESS else ""
        text = "" if name.lower() in SILENT else text
        found.append("\n" * arguments.count("\n", at, argument.start()) + text + " ")
        found.append("\n" * (argument[0].count("\n") - text.count("\n")))
        at = argument.end()
    return "".join(found) + "\n" * arguments.count("\n", at)


def of_tag(match):
    name, arguments = match[1], match[2]
    closes = re.match(r"(?:</|\{%-?\s*end|\{\{[<%]\s*/)", match[0])
    return "\n" * match[0].count("\n") if closes else shown_of(name, arguments)


def title_of(match):
    title = re.search(r"\"(.*)\"|'(.*)'", match[2])
    words = match[2].split()
    shown = (title[1] or title[2] or "") if title else " ".join(words[1:]) if match[0].lstrip(" >-+*\t")[0] != "=" else ""
    return match[1] + shown


def of_cell(match):
    title = CELL_TITLE.findall(match[2])
    lines = match[2].count("\n")
    return match[1] + (title[0] if title else "") + "\n" * lines


def of_directive(match):
    """A fence with the name of another directive is code."""
    name, line = match[2].lower(), match[3].partition("\n")
    if ":" not in match[1] and name not in DIRECTIVES and not name.startswith("prf:"):
        return match[0]
    name = "" if name in DIV_WORDS | DIRECTIVES | {"admonition"} else match[2].removeprefix("prf:")
    mark = match[1] if ":" in match[1] else ""
    return mark + name + " " + line[0] + line[1] + PIXELS.sub(r"\1", KEPT_OPTIONS.sub(r"\1", line[2]))


def of_import(match):
    title = IMPORT_TITLE.search(match[2] or "")
    return match[1] + (title[1] or title[2] if title else match[3])


def outside_code(text, change):
    """Changes text outside code, which is never machinery."""
    parts, at = [], 0
    for code in CODE.finditer(text):
        parts += [change(text[at:code.start()]), code[0]]
        at = code.end()
    return "".join(parts) + change(text[at:])


def of_joplin(match):
    """What is left of the record: values that are metadata, those of dates as they are written."""
    if not re.match(r"id: [0-9a-f]{32}\n", match[0]):
        return match[0]
    kept = JOPLIN_READ.sub(r"\1", match[0])
    return "\n".join("" if re.match(r"[a-z_]+:", line) else line for line in kept.split("\n"))


def of_generators(text, told, whole):
    text = IMPORT.sub(of_import, text)
    text = VITEPRESS.sub(lambda m: " " + m[1], text)
    text = QUOTED.sub(lambda m: HACKMD.sub(r" \1 ", m[0]), text)
    text = COMMENT_TAGS.sub(blank, text)
    text = BASE.sub("](", text)
    for tag in TAGS:
        text = tag.sub(of_tag, text)
    text = ADMONITION.sub(title_of, text)
    text = DIV.sub(lambda m: m[1] if m[2].lower() in DIV_WORDS else m[1] + m[2], text)
    text = BLOCK.sub(lambda m: m[2].replace("|", " ") + "\n" * m[0].count("\n"), text)
    if "component {{" in told:
        text = ROAM_OTHERS.sub(lambda m: m[0] if ROAM.match(m[0]) else " ", text)
    text = ROAM.sub(lambda m: m[1] or "", WIDTH.sub(r" \1 ", text))
    if "table of contents" in told:
        text = TOC.sub("", text)
    text = SIZE.sub(r" \1 \2", AT_TAB.sub(r"\1", text))
    if "{% tabs" in whole:
        text = TAB_COMMENT.sub(lambda m: " " + (m[1] or ""), text)
    text = LIST.sub(blank, SIZES.sub(blank, text))
    if "an import or export" in told:
        text = MODULE.sub(blank, text)
    return text


def of_macro(match, told):
    name, argument = match[1].lower(), match[2]
    if name in READ_MACROS or re.match(r"\S+:", argument.strip()):
        return " " + argument
    return " " if "a macro {{" in told else match[0]


def of_hiccup(match):
    """The strings that are no attributes."""
    strings = re.findall(STRING, HICCUP_KEY.sub(" ", match[0]), re.S)
    return " ".join(re.sub(r"\\(.)", r"\1", s[1:-1]) for s in strings) + "\n" * match[0].count("\n")


def of_graph(text, told):
    text = QUERY.sub(blank, text) if "query block" in told else text
    text = DRAWER.sub(blank, text) if "LOGBOOK" in told else text
    text = LOGGED.sub(blank, HICCUP.sub(of_hiccup, text))
    text = PROPERTY.sub(blank, DRAWER_PROPERTY.sub(blank, DRAWER_LINES.sub(blank, text)))
    text = PAGE_KEY.sub(r"\1", text)
    text = STAMP.sub(lambda m: " " + m[1] + (f"T{int(m[2]):02}:{m[3]}" if m[2] else ""), text)
    text = PRIORITY.sub(" ", text)
    return MACRO.sub(lambda m: of_macro(m, told), SIZES.sub(blank, text))


def without(text, told, graph, book):
    """told: all messages of the note, one string; graph: the note is one of Logseq's; book: of mdBook, which hides lines of Rust."""
    if book:
        text = RUST.sub(lambda m: HIDDEN_LINE.sub(blank, m[0]), text)
    whole = text = JOPLIN.sub(of_joplin, text)
    text = text if graph else DIRECTIVE.sub(of_directive, text)
    text = ADMONISH.sub(lambda m: m[1] + re.sub(r"\b(?:title|collapsible)=(?:true|false)?", " ", m[2]), text)
    text = INCLUDE.sub(blank, text)
    if "--8<--" not in told:
        text = SNIPPET.sub(blank, text)
    if "of a cell" in told:
        text = MYST_CELL.sub(of_cell, CELL.sub(of_cell, text))
    if graph:  # a string of hiccup may hold what is code elsewhere
        text = re.sub("(?<!`)" + HICCUP.pattern, lambda m: of_hiccup(m) if "`" in m[0] else m[0], text, flags=re.S)
    return outside_code(text, lambda part: of_graph(part, told) if graph else of_generators(part, told, whole))
