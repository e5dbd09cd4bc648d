/* Notes glued of the beginnings, ends and lines of every construct: each two bytes are one of them.
 * The first byte chooses the options. Besides what every target checks, no word may vanish from a
 * note without a message, unless a part is among those that may hide one (an attribute, a link's
 * definition). */
#include "doc/walk.h"
#include "lang/lang.h"
#include "parse/parse.h"
#include "tests/fuzz/checkdoc.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *two,
                                 size_t two_size, uint8_t *out, size_t max_size, unsigned seed);

#define MAX_PARTS 200
#define WORD "\x01"  /* becomes a word of its own: w0x, w1x, … */
#define HIDES "\x02" /* first of a part that may hide words without a message */

static const char *const parts[] = {
    WORD,
    WORD,
    WORD " ",
    " " WORD,
    WORD "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "  \n",
    "\\\n",
    /* emphasis */
    "*",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~~",
    "==",
    "~",
    "=",
    "^^",
    "**。",
    "中文",
    "「",
    "」",
    "!",
    "\\",
    "\\*",
    "&",
    "&amp;",
    "&#42;",
    "&#xFDD0;",
    "`",
    "``",
    "```",
    "$",
    "$$",
    "%%",
    "%",
    /* links, images, notes */
    "[",
    "]",
    "](",
    ")",
    "![",
    "[[",
    "]]",
    "![[",
    "|",
    "\\|",
    "#",
    "[^1]",
    "[^n]",
    "^[",
    "[r]",
    "[" WORD "][r]",
    "](/u \"t\")",
    "![" WORD "](p q.png)",
    "[[" WORD "|" WORD "]]",
    "![[" WORD ".png|100]]",
    "^[" WORD "]",
    "<http://e.example/>",
    "http://e.example/" WORD,
    "www.e.example",
    "a@e.example",
    "#t" WORD,
    " ^id\n",
    "[k:: " WORD "]",
    "(k:: " WORD ")",
    "k:: ",
    /* lines that begin blocks */
    "# ",
    "## ",
    "###### ",
    "##",
    "> ",
    "> > ",
    ">",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "- [ ] ",
    "- [x] ",
    "- [*] ",
    "---\n",
    "***\n",
    "===\n",
    "> [!note] ",
    "> [!tip]- ",
    "```\n",
    "~~~\n",
    "```js\n",
    "$$\n",
    "%%\n",
    ":::\n",
    "::: tip\n",
    "::: tip " WORD "\n",
    "| a | b |\n|---|---|\n",
    "|" WORD "|" WORD "|\n",
    "|-|-|\n",
    "|-|\n",
    "+---+---+\n",
    "-- --\n",
    ": " WORD "\n",
    "~ " WORD "\n",
    "A: ",
    "[^1]: ",
    "[^n]: " WORD "\n",
    "[^n]:\n\n    ",
    "    " WORD "\n",
    "??? tip\n    ",
    "!!! note\n    ",
    "{{" WORD "}}",
    "{{cloze " WORD "}}",
    "((",
    "((12345678-1234-1234-1234-123456789abc))",
    "{" WORD "|" WORD "}",
    "｜漢字《かんじ》",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "DONE ",
    "TODO ",
    "<% x %>",
    "<%",
    "%>",
    HIDES "<!-- ",
    " -->",
    HIDES "<!--" WORD "-->",
    /* HTML */
    HIDES "<script>",
    HIDES "</script>",
    HIDES "<style>",
    HIDES "</style>",
    HIDES "<select>",
    HIDES "</select>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<u>",
    "</u>",
    "<s>",
    "</s>",
    "<mark>",
    "</mark>",
    "<q>",
    "</q>",
    "<code>",
    "</code>",
    "<kbd>",
    "</kbd>",
    "<sub>",
    "</sub>",
    "<br>",
    "<hr>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div>\n",
    "</div>\n",
    "\n<div>\n\n",
    "\n\n</div>\n",
    "<details>\n",
    "</details>\n",
    "<summary>",
    "</summary>",
    "<pre>\n",
    "</pre>\n",
    "<ruby>",
    "</ruby>",
    "<rt>",
    "</rt>",
    HIDES "<rp>",
    HIDES "</rp>",
    "<T>",
    "</T>",
    "<x-y>",
    HIDES "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "\n<table><tr><td>\n\n",
    "\n</td><td>\n\n",
    "\n</td></tr></table>\n",
    "\n\n    <td>",
    "\n<ul><li>\n\n",
    "</li>\n</ul>\n",
    HIDES "<a href=\"",
    HIDES "\">",
    HIDES "<a name=x>",
    "</a>",
    HIDES "<img src=\"x.png\" alt=\"",
    HIDES "<iframe src=\"/x\">",
    HIDES "</iframe>",
    HIDES "<video src=\"v.mp4\">",
    "</video>",
    HIDES "<object>",
    HIDES "</object>",
    HIDES "<svg>",
    HIDES "</svg>",
    HIDES "<title>",
    HIDES "</title>",
    HIDES "<ul>",
    "<li>",
    "</ul>",
    HIDES "<?php ",
    "?>",
    HIDES "<![CDATA[",
    "]]>",
    /* generators of sites */
    "=== \"" WORD "\"\n    ",
    "{% hint style=\"info\" %}\n",
    "{% endhint %}\n",
    "{% tabs %}\n",
    "{% tab title=\"" WORD "\" %}\n",
    "{% endtab %}\n",
    "{% endtabs %}\n",
    "{% raw %}",
    "{{< notice tip >}}\n",
    "{{< /notice >}}\n",
    HIDES "{{< figure src=\"x.png\" caption=\"" WORD "\" >}}\n",
    "<Tabs>\n",
    "</Tabs>\n",
    "<TabItem label=\"" WORD "\">\n",
    "</TabItem>\n",
    HIDES "<Card title=\"" WORD "\">\n",
    "</Card>\n",
    "::: details " WORD "\n",
    "::: code-group\n",
    "```js [" WORD "]\n",
    "\n\\begin{align}\n",
    "\\end{align}\n",
    HIDES "\nimport x from 'y'\n",
    HIDES "{/* ",
    " */}",
    "\n[TOC]\n",
    "<aside>\n",
    "</aside>\n",
    HIDES "{: .x}\n",
    /* what may hide a word */
    HIDES "[r]: /u\n",
    HIDES "[r]: <",
    HIDES "```ad-tip\n",
    HIDES "title: " WORD "\n",
    HIDES "::: {.a #b}\n",
    HIDES "{.c #d}",
    HIDES "{width=5%}",
    HIDES "!!! note \"" WORD "\"\n    ",
    HIDES "#+BEGIN_QUOTE\n",
    HIDES "#+END_QUOTE\n",
    HIDES "#+BEGIN_SRC\n",
    HIDES "#+END_SRC\n",
    HIDES ":LOGBOOK:\n",
    HIDES ":END:\n",
    HIDES "id:: x\n",
    HIDES "```dataview\n",
    HIDES "> [!tip|" WORD "]\n",
    /* what other programs write */
    "```{python}\n",
    HIDES "#| label: ",
    HIDES "#| ",
    HIDES "#| echo: false\n",
    HIDES "\nimport '",
    HIDES "import \"x\"\n",
    HIDES "export ",
    "](/a.png#w=30",
    "](/a.png#",
    "](/a.png =30x",
    "](/a.png?raw=true)",
    HIDES "<!-- {\"width\":",
    HIDES "<!-- {\"width\":30} -->",
    HIDES "{target=_blank}",
    HIDES "{: ",
    HIDES "{:toc}\n",
    HIDES "{#a .b",
    HIDES "}",
    "{",
    "{{{",
    "}}}",
    "{{",
    "}}",
    "{%",
    "%}",
    HIDES "{{% notice " WORD " %}}\n",
    "{{% /notice %}}\n",
    "{{ " WORD " }}",
    HIDES "{{< " WORD " \"" WORD "\" >}}",
    "{{#include a.md}}\n",
    "{{#include ",
    "--8<-- \"a.md\"\n",
    "--8<--\n",
    ":::: {.columns}\n",
    HIDES "::: {.callout-tip title=\"" WORD "\"}\n",
    "::::\n",
    ":::spoiler " WORD "\n",
    "@[" WORD "](a)",
    "[@a; @b]",
    "@fig-a",
    "【1:2†" WORD "】",
    "[name=" WORD "]",
    "> [time=" WORD "]",
    " (priority:: high)",
    " 📅 2024-01-02",
    " ⏫",
    "SCHEDULED: <2024-01-02 Tue>\n",
    "DEADLINE: <",
    HIDES "collapsed:: true\n",
    "{{[[TODO]]}} ",
    "{{embed ((",
    "{{query ",
    "#card",
    " #card/",
    "Q: ",
    "::",
    ":::",
    ";;",
    "{{c1::",
    "==1;;" WORD "==",
    ">>",
    "?\n",
    "<!--ID: 1-->\n",
    "%%[a]%%",
    "[[_TOC_]]\n",
    "[[toc]]\n",
    "*[A]: " WORD "\n",
    "[1]: ",
    "[[1]](",
    "![[a]](",
    "<br",
    "</br>",
    "<Tab title='",
    "'>",
    "=== '" WORD "'\n",
    "===+ \"",
    "??? \"",
    "!!! ",
    HIDES "```admonish " WORD "\n",
    HIDES "```" WORD ":a=\"" WORD "\" {1}\n",
    "```mermaid\n",
    "\\ce{",
    "\\begin{cases}",
    "\\tag{1}",
    "\\label{a}",
    "\\eqref{a}",
    "﻿",
    "<u>" WORD,
    "<span style=\"font-weight:bold\">",
    HIDES "<span class=\"",
    "</span>",
    HIDES "<figure>\n",
    HIDES "<figcaption>",
    "</figure>\n",
    HIDES "<td colspan=2>",
    HIDES "<blockquote>",
    "</blockquote>",
    HIDES "<h2 id=",
    "</h2>",
    HIDES "<dl><dt>",
    "<dd>",
    "</dl>",
    "/// tip | " WORD "\n",
    "///\n",
    "+++\n",
    "---\n",
    HIDES "% " WORD "\n",
    "1、",
    "（1）",
    "甲：",
    "　　",
    /* constructs in constructs */
    "{{c1::" WORD "::",
    "{{c2::" WORD,
    "*" WORD "*",
    "**" WORD "**",
    "`" WORD "`",
    "[" WORD "](/u)",
    "$" WORD "$",
    "==" WORD "==",
};

#define PARTS (sizeof parts / sizeof *parts)

/* --- mutating by whole parts: a byte more or less would make others of all that follow --- */

struct mutation {
    uint8_t *at; /* the parts */
    size_t count, most;
    uint32_t random;
};

static size_t pick(struct mutation *m, size_t count)
{
    m->random = m->random * 1664525u + 1013904223u;
    return (m->random >> 8) % count;
}

static void set_part(struct mutation *m, size_t i, size_t part)
{
    m->at[2 * i] = (uint8_t)part;
    m->at[2 * i + 1] = (uint8_t)(part >> 8);
}

static void insert_part(struct mutation *m, size_t i, size_t part)
{
    if (m->count == m->most)
        return;
    memmove(m->at + 2 * i + 2, m->at + 2 * i, 2 * (m->count - i));
    m->count++;
    set_part(m, i, part);
}

/* Inserts two neighbours of the table, mostly the beginning and the end of a construct, with up to
 * three of the note's parts between them. */
static void insert_pair(struct mutation *m, size_t i)
{
    size_t part = pick(m, PARTS - 1), end = i + 1 + pick(m, 4);
    insert_part(m, i, part);
    insert_part(m, end < m->count ? end : m->count, part + 1);
}

static void remove_parts(struct mutation *m, size_t i, size_t n)
{
    n = n < m->count - i ? n : m->count - i;
    memmove(m->at + 2 * i, m->at + 2 * (i + n), 2 * (m->count - i - n));
    m->count -= n;
}

static void repeat_parts(struct mutation *m, size_t i)
{
    size_t from = pick(m, m->count + 1);
    uint8_t some[2 * 8];
    size_t n = m->count - from < 8 ? m->count - from : 8;
    memcpy(some, m->at + 2 * from, 2 * n);
    for (size_t k = 0; k < n; k++)
        insert_part(m, i + k < m->count ? i + k : m->count,
                    (size_t)some[2 * k] | (size_t)some[2 * k + 1] << 8);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    size_t most = max_size < 3 ? 0 : (max_size - 1) / 2;
    struct mutation m = {.at = data + 1,
                         .count = size ? (size - 1) / 2 : 0,
                         .most = most < MAX_PARTS ? most : MAX_PARTS,
                         .random = seed};
    m.count = m.count < m.most ? m.count : m.most;
    if (!size || pick(&m, 16) == 0)
        data[0] = (uint8_t)pick(&m, 256);
    for (size_t n = 1 + pick(&m, 4); n > 0; n--) {
        size_t i = pick(&m, m.count + 1), what = pick(&m, 6);
        if (what == 0)
            remove_parts(&m, i, 1 + pick(&m, 8));
        else if (what == 1)
            repeat_parts(&m, i);
        else if (what == 2 && i < m.count)
            set_part(&m, i, pick(&m, PARTS));
        else if (what == 3)
            insert_part(&m, i, pick(&m, PARTS));
        else
            insert_pair(&m, i);
    }
    return 1 + 2 * m.count;
}

/* The beginning of one and the end of the other. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *two,
                                 size_t two_size, uint8_t *out, size_t max_size, unsigned seed)
{
    struct mutation m = {.random = seed};
    size_t first = one_size ? 1 + 2 * pick(&m, (one_size - 1) / 2 + 1) : 0;
    size_t from = two_size ? 1 + 2 * pick(&m, (two_size - 1) / 2 + 1) : 0;
    first = first < max_size ? first : max_size;
    size_t rest = two_size - from < max_size - first ? two_size - from : max_size - first;
    memcpy(out, one, first);
    memcpy(out + first, two + from, rest);
    return first + rest;
}

/* --- looking --- */

/* Appends a part, its words numbered from *words on; true: it may hide some. */
static bool put(struct nc_buf *out, const char *part, unsigned *words)
{
    bool hides = *part == HIDES[0];
    for (part += hides; *part; part++) {
        if (*part == WORD[0])
            nc_buf_printf(out, "w%ux", (*words)++);
        else
            nc_buf_char(out, *part);
    }
    return hides;
}

/* Whether a message says that something is no longer there. */
static bool reports_loss(const struct nc_diags *diags)
{
    for (size_t i = 0; i < nc_diags_count(diags); i++) {
        enum nc_diag_id id = nc_diags_at(diags, i)->id;
        if (id == NC_D_HTML_DROPPED || id == NC_D_PLUGIN_DROPPED || id == NC_D_TABLE_ROW ||
            id == NC_D_FRONT_MATTER)
            return true;
    }
    return false;
}

/* All texts, one after the other: an address may begin within a word. */
static void put_texts(struct nc_buf *out, const struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && nc_is_text_like(w.node->kind))
            nc_buf_str(out, w.node->u.text);
}

static void find_words(struct nc_str json, const struct nc_doc *doc, unsigned words)
{
    struct nc_buf texts = {0};
    put_texts(&texts, doc);
    for (unsigned k = 0; k < words; k++) {
        char word[16];
        snprintf(word, sizeof word, "w%ux", k);
        if (nc_str_search(json, nc_str(word), 0) == json.n &&
            nc_str_search(nc_buf_view(&texts), nc_str(word), 0) == texts.n) {
            fprintf(stderr, "%s is gone\n", word);
            abort();
        }
    }
    nc_buf_dispose(&texts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    struct nc_parse_options opts = {.ruby = data[0] & 1,
                                    .no_repair = data[0] & 2,
                                    .breaks = data[0] & 4 ? NC_BREAKS_HARD : NC_BREAKS_SOFT,
                                    .dialect = (enum nc_dialect)(data[0] >> 3 & 3)};
    struct nc_buf note = {0}, json = {0};
    unsigned words = 0;
    bool hides = false;
    for (size_t i = 1; i + 1 < size && i < 2 * MAX_PARTS; i += 2)
        hides |= put(&note, parts[(data[i] | data[i + 1] << 8) % PARTS], &words);
    if (getenv("NC_FUZZ_SHOW"))
        fprintf(stderr, "dialect %d ruby %d breaks %d no-repair %d\n%s\n", opts.dialect, opts.ruby,
                opts.breaks, opts.no_repair, note.p ? note.p : "");
    struct nc_diags *diags = nc_diags_new();
    struct nc_doc *doc = nc_parse(nc_buf_view(&note), NC_LIT("f.md"), NC_LIT("f"), &opts, diags);
    nc_lang_set(doc);
    nc_doc_identify(doc, NC_NONE, NC_LIT("f.md"));
    check_doc(&json, doc, false);
    struct nc_str text = nc_buf_view(&note);
    hides |= nc_str_starts(text, NC_LIT("---")) || nc_str_search(text, NC_LIT("]:"), 0) < text.n;
    if (!hides && !reports_loss(diags))
        find_words(nc_buf_view(&json), doc, words);
    nc_doc_free(doc);
    nc_diags_free(diags);
    nc_buf_dispose(&json);
    nc_buf_dispose(&note);
    return 0;
}
