/* Nodes and documents: making and linking them. */
#include "doc/doc.h"

static const char *const kind_names[NC_KIND_COUNT] = {
    [NC_DOC] = "doc",
    [NC_QUOTE] = "quote",
    [NC_LIST] = "list",
    [NC_ITEM] = "item",
    [NC_CALLOUT] = "callout",
    [NC_TURN] = "turn",
    [NC_DIV] = "div",
    [NC_DETAILS] = "details",
    [NC_DEF_LIST] = "def-list",
    [NC_DEF_BODY] = "def-body",
    [NC_EMBED] = "embed",
    [NC_FOOTNOTES] = "footnotes",
    [NC_FOOTNOTE] = "footnote",
    [NC_TABLE] = "table",
    [NC_ROW] = "row",
    [NC_HEADING] = "heading",
    [NC_PARAGRAPH] = "paragraph",
    [NC_PLAIN] = "plain",
    [NC_CALLOUT_TITLE] = "callout-title",
    [NC_SUMMARY] = "summary",
    [NC_DEF_TERM] = "def-term",
    [NC_CELL] = "cell",
    [NC_CODE_BLOCK] = "code-block",
    [NC_MATH_BLOCK] = "math-block",
    [NC_COMMENT_BLOCK] = "comment-block",
    [NC_RAW_BLOCK] = "raw-block",
    [NC_RULE] = "rule",
    [NC_EMPH] = "emph",
    [NC_STRONG] = "strong",
    [NC_STRIKE] = "strike",
    [NC_HIGHLIGHT] = "highlight",
    [NC_UNDERLINE] = "underline",
    [NC_SUP] = "sup",
    [NC_SUB] = "sub",
    [NC_SMALL] = "small",
    [NC_KBD] = "kbd",
    [NC_SPAN] = "span",
    [NC_RUBY] = "ruby",
    [NC_RUBY_TEXT] = "ruby-text",
    [NC_LINK] = "link",
    [NC_WIKILINK] = "wikilink",
    [NC_IMAGE] = "image",
    [NC_EMBED_LINK] = "embed-link",
    [NC_FIELD] = "field",
    [NC_TEXT] = "text",
    [NC_CODE] = "code",
    [NC_MATH] = "math",
    [NC_TAG] = "tag",
    [NC_FOOTNOTE_REF] = "footnote-ref",
    [NC_COMMENT] = "comment",
    [NC_RAW] = "raw",
    [NC_SOFT_BREAK] = "soft-break",
    [NC_HARD_BREAK] = "hard-break",
};

struct nc_doc *nc_doc_new(struct nc_str file)
{
    struct nc_arena *arena = nc_arena_new();
    struct nc_doc *doc = NC_NEW(arena, struct nc_doc);
    doc->arena = arena;
    doc->files = NC_NEW(arena, struct nc_str);
    doc->files[0] = nc_arena_str(arena, file);
    doc->file_count = 1;
    doc->lang = NC_LIT("und");
    doc->root = nc_node_new(doc, NC_DOC, (struct nc_pos){0, 1, 1});
    return doc;
}

void nc_doc_free(struct nc_doc *doc)
{
    if (doc)
        nc_arena_free(doc->arena);
}

static struct nc_ref *ref_of(struct nc_node *n)
{
    if (n->kind == NC_LINK || n->kind == NC_WIKILINK)
        return &n->u.ref;
    if (n->kind == NC_IMAGE)
        return &n->u.image.ref;
    if (n->kind == NC_EMBED || n->kind == NC_EMBED_LINK)
        return &n->u.embed.ref;
    return NULL;
}

struct nc_ref *nc_node_ref(struct nc_node *node)
{
    return ref_of(node);
}

struct nc_node *nc_node_new(struct nc_doc *doc, enum nc_kind kind, struct nc_pos pos)
{
    struct nc_node *n = NC_NEW(doc->arena, struct nc_node);
    n->kind = kind;
    n->pos = pos;
    n->anchor = NC_NO_ANCHOR;
    struct nc_ref *ref = ref_of(n);
    if (ref)
        ref->anchor = NC_NO_ANCHOR, ref->number = NC_NO_NUMBER;
    return n;
}

struct nc_node *nc_node_text(struct nc_doc *doc, enum nc_kind kind, struct nc_pos pos,
                             struct nc_str s)
{
    struct nc_node *n = nc_node_new(doc, kind, pos);
    n->u.text = s;
    return n;
}

void nc_node_append(struct nc_node *parent, struct nc_node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void nc_node_prepend(struct nc_node *parent, struct nc_node *child)
{
    child->parent = parent;
    child->next = parent->first;
    parent->first = child;
    if (!parent->last)
        parent->last = child;
}

void nc_node_insert(struct nc_node *after, struct nc_node *node)
{
    node->parent = after->parent;
    node->next = after->next;
    after->next = node;
    if (after->parent->last == after)
        after->parent->last = node;
}

void nc_node_adopt(struct nc_node *to, struct nc_node *from)
{
    if (!from->first)
        return;
    for (struct nc_node *c = from->first; c; c = c->next)
        c->parent = to;
    if (to->last)
        to->last->next = from->first;
    else
        to->first = from->first;
    to->last = from->last;
    from->first = from->last = NULL;
}

void nc_node_unlink(struct nc_node *node, struct nc_node *prev)
{
    struct nc_node *parent = node->parent;
    if (!parent)
        return;
    if (!(prev && prev->next == node) && parent->first != node) {
        prev = parent->first;
        while (prev->next != node)
            prev = prev->next;
    } else if (parent->first == node) {
        prev = NULL;
    }
    if (prev)
        prev->next = node->next;
    else
        parent->first = node->next;
    if (parent->last == node)
        parent->last = prev;
    node->parent = node->next = NULL;
}

bool nc_holds_inlines(enum nc_kind k)
{
    return (k >= NC_HEADING && k <= NC_CELL) || (k >= NC_EMPH && k <= NC_FIELD);
}

bool nc_is_text_like(enum nc_kind k)
{
    return k == NC_MATH_BLOCK || k == NC_COMMENT_BLOCK || k == NC_RAW_BLOCK || k == NC_TEXT ||
           k == NC_CODE || k == NC_TAG || k == NC_COMMENT || k == NC_RAW;
}

const char *nc_kind_name(enum nc_kind k)
{
    return kind_names[k];
}

enum nc_kind nc_kind_find(struct nc_str name)
{
    for (int k = 0; k < NC_KIND_COUNT; k++)
        if (nc_str_eqz(name, kind_names[k]))
            return (enum nc_kind)k;
    return NC_KIND_COUNT;
}
