/* Nodes, attributes and walks of a formula's tree. */
#include "math/mathtree.h"

static const char *const names[MML_KIND_COUNT] = {[MML_MATH] = "math",
                                                  [MML_MROW] = "mrow",
                                                  [MML_MI] = "mi",
                                                  [MML_MN] = "mn",
                                                  [MML_MO] = "mo",
                                                  [MML_MTEXT] = "mtext",
                                                  [MML_MSPACE] = "mspace",
                                                  [MML_MSUB] = "msub",
                                                  [MML_MSUP] = "msup",
                                                  [MML_MSUBSUP] = "msubsup",
                                                  [MML_MUNDER] = "munder",
                                                  [MML_MOVER] = "mover",
                                                  [MML_MFRAC] = "mfrac",
                                                  [MML_MUNDEROVER] = "munderover",
                                                  [MML_MSQRT] = "msqrt",
                                                  [MML_MROOT] = "mroot",
                                                  [MML_MSTYLE] = "mstyle",
                                                  [MML_MPADDED] = "mpadded",
                                                  [MML_MPHANTOM] = "mphantom",
                                                  [MML_MENCLOSE] = "menclose",
                                                  [MML_MTABLE] = "mtable",
                                                  [MML_MTR] = "mtr",
                                                  [MML_MTD] = "mtd"};

/* Attributes of MathML 3 that both versions of epubcheck know. class, id and href are set only by
 * noteconv. */
static const char *const attr_names[] = {
    "accent",    "accentunder", "class",        "columnalign",   "columnlines", "columnspacing",
    "depth",     "display",     "displaystyle", "fence",         "form",        "frame",
    "height",    "id",          "linebreak",    "linethickness", "lspace",      "mathbackground",
    "mathcolor", "mathsize",    "mathvariant",  "maxsize",       "minsize",     "movablelimits",
    "notation",  "rowlines",    "rowspacing",   "rspace",        "scriptlevel", "separator",
    "stretchy",  "style",       "voffset",      "width"};

const char *mml_name(enum mml_kind k)
{
    return names[k];
}

enum mml_kind mml_find(struct nc_str name)
{
    unsigned k = 0;
    while (k < MML_KIND_COUNT && !nc_str_eqz(name, names[k]))
        k++;
    return (enum mml_kind)k;
}

const char *mml_attr_name(struct nc_str name)
{
    for (size_t i = 0; i < sizeof attr_names / sizeof *attr_names; i++)
        if (nc_str_eqz(name, attr_names[i]))
            return attr_names[i];
    return NULL;
}

struct mml_node *mml_new(struct nc_arena *a, enum mml_kind kind, struct mml_node *parent)
{
    struct mml_node *n = NC_NEW(a, struct mml_node);
    n->kind = kind;
    if (parent)
        mml_insert(parent, n, NULL);
    return n;
}

struct mml_node *mml_token(struct nc_arena *a, enum mml_kind kind, struct mml_node *parent,
                           struct nc_str text)
{
    struct mml_node *n = mml_new(a, kind, parent);
    n->text = text;
    return n;
}

static struct mml_attr *find(const struct mml_node *n, const char *name)
{
    struct mml_attr *a = n->attrs;
    while (a && strcmp(a->name, name) != 0)
        a = a->next;
    return a;
}

struct nc_str mml_get(const struct mml_node *n, const char *name)
{
    const struct mml_attr *a = find(n, name);
    return a ? a->value : NC_NONE;
}

bool mml_has(const struct mml_node *n, const char *name, const char *value)
{
    return nc_str_eqz(mml_get(n, name), value);
}

void mml_set(struct nc_arena *a, struct mml_node *n, const char *name, struct nc_str value)
{
    struct mml_attr *at = find(n, name);
    if (!at) {
        struct mml_attr **end = &n->attrs;
        while (*end)
            end = &(*end)->next;
        at = *end = NC_NEW(a, struct mml_attr);
        at->name = name;
    }
    at->value = value;
}

void mml_drop(struct mml_node *n, const char *name)
{
    struct mml_attr **at = &n->attrs;
    while (*at && strcmp((*at)->name, name) != 0)
        at = &(*at)->next;
    if (*at)
        *at = (*at)->next;
}

void mml_add_style(struct nc_arena *a, struct mml_node *n, const char *declaration)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, mml_get(n, "style"));
    if (b.n)
        nc_buf_char(&b, ';');
    nc_buf_puts(&b, declaration);
    mml_set(a, n, "style", nc_buf_keep(&b, a));
}

void mml_unlink(struct mml_node *n)
{
    struct mml_node *p = n->parent;
    if (n->prev)
        n->prev->next = n->next;
    else if (p)
        p->first = n->next;
    if (n->next)
        n->next->prev = n->prev;
    else if (p)
        p->last = n->prev;
    n->parent = n->prev = n->next = NULL;
}

void mml_insert(struct mml_node *parent, struct mml_node *n, struct mml_node *before)
{
    n->parent = parent;
    n->next = before;
    n->prev = before ? before->prev : parent->last;
    if (n->prev)
        n->prev->next = n;
    else
        parent->first = n;
    if (before)
        before->prev = n;
    else
        parent->last = n;
}

void mml_replace(struct mml_node *n, struct mml_node *other)
{
    struct mml_node *parent = n->parent, *next = n->next;
    mml_unlink(n);
    mml_insert(parent, other, next);
}

void mml_unwrap(struct mml_node *n)
{
    while (n->first) {
        struct mml_node *c = n->first;
        mml_unlink(c);
        mml_insert(n->parent, c, n);
    }
    mml_unlink(n);
}

/* The same as mml_next without what is below n. */
static struct mml_node *next_beside(const struct mml_node *root, struct mml_node *n)
{
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

struct mml_node *mml_next(const struct mml_node *root, struct mml_node *n)
{
    return n->first ? n->first : next_beside(root, n);
}

struct mml_node *mml_deepest(struct mml_node *n)
{
    while (n->first)
        n = n->first;
    return n;
}

struct mml_node *mml_next_up(const struct mml_node *root, struct mml_node *n)
{
    if (n == root)
        return NULL;
    return n->next ? mml_deepest(n->next) : n->parent;
}
