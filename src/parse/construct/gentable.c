/* The table of generators' blocks. */
#include "parse/construct/gentable.h"

#include "parse/construct/callout.h"

#define YOUTUBE "https://www.youtube.com/watch?v="

static const struct nc_gen_word words[] = {
    /* boxes */
    {"lhj", "hint", NC_GEN_CALLOUT, NULL},
    {"h", "notice", NC_GEN_CALLOUT, NULL},
    {"lhj/", "admonition", NC_GEN_CALLOUT, NULL},
    {"lhj", "callout", NC_GEN_CALLOUT, NULL},
    {"lhj", "alert", NC_GEN_CALLOUT, NULL},
    {"j", "aside", NC_GEN_CALLOUT, NULL},
    {"l", "note", NC_GEN_CALLOUT, NULL},
    {"j:", "check", NC_GEN_CALLOUT, "success"},
    {"h", "message", NC_GEN_CALLOUT, NULL},
    /* folding blocks */
    {"lhj/:", "details", NC_GEN_DETAILS, NULL},
    {":", "dropdown", NC_GEN_DETAILS, NULL},
    {"lhj:", "spoiler", NC_GEN_DETAILS, NULL},
    {"lhj", "collapse", NC_GEN_DETAILS, NULL},
    {"h", "expand", NC_GEN_DETAILS, NULL},
    {"j", "expandable", NC_GEN_DETAILS, NULL},
    {"hj", "accordion", NC_GEN_DETAILS, NULL},
    {"hj", "accordion-item", NC_GEN_DETAILS, NULL},
    {"j", "accordionitem", NC_GEN_DETAILS, NULL},
    {"lh", "fold", NC_GEN_DETAILS, NULL},
    {"lh", "folding", NC_GEN_DETAILS, NULL},
    {"j", "collapsible", NC_GEN_DETAILS, NULL},
    /* panels */
    {"lhj:", "tabs", NC_GEN_TABS, NULL},
    {"h", "tabpane", NC_GEN_TABS, NULL},
    {"h", "codetabs", NC_GEN_TABS, NULL},
    {"h", "tabgroup", NC_GEN_TABS, NULL},
    {"j", "codegroup", NC_GEN_TABS, NULL},
    {"j", "codetabs", NC_GEN_TABS, NULL},
    {"j", "tabset", NC_GEN_TABS, NULL},
    {":", "code-group", NC_GEN_TABS, NULL},
    {":", "code-tabs", NC_GEN_TABS, NULL},
    {":", "code-group-item", NC_GEN_TAB, NULL},
    {":", "tab-set", NC_GEN_TABS, NULL},
    {":", "tab-item", NC_GEN_TAB, NULL},
    {":", "panel-tabset", NC_GEN_TABS, NULL},
    {"lhj/:", "tab", NC_GEN_TAB, NULL},
    {"j", "tabitem", NC_GEN_TAB, NULL},
    {"h", "codetab", NC_GEN_TAB, NULL},
    {"h", "tabitem", NC_GEN_TAB, NULL},
    {"j", "tabs.tab", NC_GEN_TAB, NULL},
    {"j", "tabpanel", NC_GEN_TAB, NULL},
    {"j", "code-group", NC_GEN_TABS, NULL},
    {"j", "code-block", NC_GEN_TAB, NULL},
    /* code */
    {"lh", "highlight", NC_GEN_CODE, NULL},
    {"l", "codeblock", NC_GEN_CODE, NULL},
    {"h", "code", NC_GEN_CODE, NULL},
    {"h", "code-toggle", NC_GEN_CODE, NULL},
    {"h", "mermaid", NC_GEN_CODE, "mermaid"},
    {"l", "mermaid", NC_GEN_CODE, "mermaid"},
    {"l", "code", NC_GEN_CODE_TITLE, NULL},
    /* figures, quotations */
    {"hj", "figure", NC_GEN_FIGURE, NULL},
    {"j", "frame", NC_GEN_FIGURE, NULL},
    {"lh", "blockquote", NC_GEN_QUOTE, NULL},
    {"lh", "quote", NC_GEN_QUOTE, NULL},
    {"l", "cq", NC_GEN_QUOTE, NULL},
    {"j", "quote-container", NC_GEN_QUOTE, NULL},
    {"l", "centerquote", NC_GEN_QUOTE, NULL},
    {"lh", "include", NC_GEN_IMAGE, NULL}, /* Quarto, GitBook: becomes an embed */
    {"hj", "image", NC_GEN_IMAGE, NULL},
    {"lhj", "img", NC_GEN_IMAGE, NULL},
    {"l", "asset_img", NC_GEN_IMAGE, NULL},
    {"l", "image", NC_GEN_IMAGE, NULL},
    {"j", "zoom", NC_GEN_GROUP, NULL},
    /* texts */
    {"h", "badge", NC_GEN_TEXT, NULL},
    {"h", "kbd", NC_GEN_TEXT, NULL},
    /* addresses */
    {"lhj", "youtube", NC_GEN_LINK, YOUTUBE},
    {"lh", "youtubelite", NC_GEN_LINK, YOUTUBE},
    {"lhj", "vimeo", NC_GEN_LINK, "https://vimeo.com/"},
    {"lhj", "bilibili", NC_GEN_LINK, "https://www.bilibili.com/video/"},
    {"h", "gist", NC_GEN_LINK, "https://gist.github.com/"},
    {"l", "gist", NC_GEN_LINK, "https://gist.github.com/"},
    {"l", "embed", NC_GEN_LINK, ""},
    {"l", "file", NC_GEN_LINK, ""},
    {"lh", "video", NC_GEN_LINK, ""},
    {"lh", "audio", NC_GEN_LINK, ""},
    {"l", "asset_link", NC_GEN_LINK, ""},
    {"h", "ref", NC_GEN_PATH, NULL},
    {"h", "relref", NC_GEN_PATH, NULL},
    {"l", "post_url", NC_GEN_PATH, NULL},
    {"l", "link", NC_GEN_PATH, NULL},
    {"l", "post_path", NC_GEN_PATH, NULL},
    /* layout */
    {"lhj", "columns", NC_GEN_GROUP, NULL},
    {"lhj", "column", NC_GEN_GROUP, NULL},
    {"j", "cardgroup", NC_GEN_GROUP, NULL},
    {"hj", "cards", NC_GEN_GROUP, NULL},
    {"j", "cardgrid", NC_GEN_GROUP, NULL},
    {"j", "accordiongroup", NC_GEN_GROUP, NULL},
    {"lhj", "stepper", NC_GEN_GROUP, NULL},
    {"hj", "steps", NC_GEN_GROUP, NULL},
    {"l", "content-ref", NC_GEN_GROUP, NULL},
    {"l", "updates", NC_GEN_GROUP, NULL},
    {"h", "columns-container", NC_GEN_GROUP, NULL},
    {":", "raw", NC_GEN_GROUP, NULL},
    {":", "v-pre", NC_GEN_GROUP, NULL},
    {"lhj", "step", NC_GEN_TITLED, NULL},
    {"hj", "card", NC_GEN_TITLED, NULL},
    {"j", "linkcard", NC_GEN_TITLED, NULL},
    {"j", "paramfield", NC_GEN_TITLED, NULL},
    {"j", "responsefield", NC_GEN_TITLED, NULL},
    {"j", "update", NC_GEN_TITLED, NULL},
    {"l", "update", NC_GEN_TITLED, NULL},
    {"l", "raw", NC_GEN_SILENT, NULL},
    {"l", "endraw", NC_GEN_SILENT, NULL},
    {"lh", "comment", NC_GEN_COMMENT, NULL},
    {"j", "more", NC_GEN_SILENT, NULL},
    /* directives of MyST and Sphinx */
    {"m", "figure", NC_GEN_FIGURE, NULL},
    {"m", "figure-md", NC_GEN_FIGURE, NULL},
    {"m", "image", NC_GEN_IMAGE, NULL},
    {"m", "table", NC_GEN_TABLE, NULL},
    {"m", "list-table", NC_GEN_LIST_TABLE, NULL},
    {"m", "admonition", NC_GEN_CALLOUT, "note"},
    {"m", "seealso", NC_GEN_CALLOUT, "note"},
    {"m", "versionadded", NC_GEN_CALLOUT, "info"},
    {"m", "versionchanged", NC_GEN_CALLOUT, "info"},
    {"m", "deprecated", NC_GEN_CALLOUT, "warning"},
    {"m", "prf:", NC_GEN_CALLOUT, "note"}, /* followed by a kind of theorem */
    {"m", "tabbed", NC_GEN_TAB, NULL},
    {"m", "epigraph", NC_GEN_QUOTE, NULL},
    {"m", "highlights", NC_GEN_QUOTE, NULL},
    {"m", "pull-quote", NC_GEN_QUOTE, NULL},
    {"m", "margin", NC_GEN_TITLED, NULL},
    {"m", "sidebar", NC_GEN_TITLED, NULL},
    {"m", "topic", NC_GEN_TITLED, NULL},
    {"m", "aside", NC_GEN_TITLED, NULL},
    {"m", "card", NC_GEN_TITLED, NULL},
    {"m", "grid-item-card", NC_GEN_TITLED, NULL},
    {"m", "exercise", NC_GEN_TITLED, NULL},
    {"m", "solution", NC_GEN_TITLED, NULL},
    {"m", "rubric", NC_GEN_TITLED, NULL},
    {"m", "centered", NC_GEN_TITLED, NULL},
    {"m", "grid", NC_GEN_GROUP, NULL},
    {"m", "grid-item", NC_GEN_GROUP, NULL},
    {"m", "card-carousel", NC_GEN_GROUP, NULL},
    {"m", "div", NC_GEN_GROUP, NULL},
    {"m", "container", NC_GEN_GROUP, NULL},
    {"m", "compound", NC_GEN_GROUP, NULL},
    {"m", "hlist", NC_GEN_GROUP, NULL},
    {"m", "toctree", NC_GEN_UNREAD, NULL},
    {"m", "include", NC_GEN_UNREAD, NULL}, /* unless it includes a note */
    {"m", "contents", NC_GEN_UNREAD, NULL},
    {"m", "tableofcontents", NC_GEN_UNREAD, NULL},
    {"m", "bibliography", NC_GEN_UNREAD, NULL},
    {"m", "csv-table", NC_GEN_UNREAD, NULL},
    {"m", "glossary", NC_GEN_UNREAD, NULL},
    {"m", "raw", NC_GEN_UNREAD, NULL},
    {"m", "only", NC_GEN_UNREAD, NULL},
    {"m", "index", NC_GEN_UNREAD, NULL},
    {"m", "plot", NC_GEN_UNREAD, NULL},
    {"m", "graphviz", NC_GEN_UNREAD, NULL},
    {"m", "iframe", NC_GEN_UNREAD, NULL},
    {"m", "doctest", NC_GEN_UNREAD, NULL},
    {"m", "autosummary", NC_GEN_UNREAD, NULL},
    {"m", "autofunction", NC_GEN_UNREAD, NULL},
    {"m", "autoclass", NC_GEN_UNREAD, NULL},
    {"m", "automodule", NC_GEN_UNREAD, NULL},
};

static const struct nc_gen_word *word_of(char family, struct nc_str name)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (nc_str_ieqz(name, words[i].name) && strchr(words[i].families, family))
            return &words[i];
    return NULL;
}

const struct nc_gen_word *nc_gen_word(char family, struct nc_str name)
{
    static const struct nc_gen_word callout = {"lhj/:m", "", NC_GEN_CALLOUT, ""};
    const struct nc_gen_word *word = word_of(family, name);
    if (!word && family == 'm')
        word = word_of(':', name);
    if (!word && family == 'm' && nc_str_starts(name, NC_LIT("prf:")))
        word = word_of('m', NC_LIT("prf:"));
    return word || !nc_callout_type(name).n ? word : &callout;
}

const struct nc_gen_word *nc_gen_word_of(const struct nc_gentag *tag)
{
    static const char letters[] = {
        [NC_GEN_LIQUID] = 'l', [NC_GEN_HUGO] = 'h', [NC_GEN_JSX] = 'j', [NC_GEN_SLASHES] = '/'};
    return nc_gen_word(letters[tag->family], tag->name);
}
