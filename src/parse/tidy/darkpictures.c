/* Pairs pictures for light and dark pages in one walk. Dropped pictures become empty, and
 * normalise.c removes them. */
#include "parse/tidy/darkpictures.h"

#include "base/arena.h"
#include "doc/walk.h"

#include <stdlib.h>

enum mode { FOR_ANY, FOR_LIGHT, FOR_DARK };

struct picture {
    struct nc_node *node;
    /* the end of the line before it or before the link around it; NULL: something else is there */
    struct nc_node *line_end;
};

struct pairs {
    /* pictures for dark pages, in order */
    struct picture *dark;
    size_t count, cap;
    /* index of the next dark picture: those before it have a partner or are in another section */
    size_t paired;
    /* number of light pictures of the section that have no partner yet */
    size_t light;
    /* the dark ones with a partner */
    struct picture *dropped;
    size_t dropped_count, dropped_cap;
};

static enum mode mode_of(const struct nc_node *n)
{
    static const struct {
        const char *fragment;
        enum mode mode;
        /* GitHub's also hide a link around a picture; the others may be names of headings */
        bool links;
    } modes[] = {{"gh-light-mode-only", FOR_LIGHT, true},
                 {"gh-dark-mode-only", FOR_DARK, true},
                 {"only-light", FOR_LIGHT, false},
                 {"only-dark", FOR_DARK, false}};
    bool link = n->kind == NC_LINK && n->first && n->first->kind == NC_IMAGE;
    if (n->kind != NC_IMAGE && !link)
        return FOR_ANY;
    for (size_t k = 0; k < sizeof modes / sizeof modes[0]; k++)
        if ((!link || modes[k].links) && nc_str_eqz(nc_node_cref(n)->fragment, modes[k].fragment))
            return modes[k].mode;
    return FOR_ANY;
}

static void begin_section(struct pairs *p)
{
    p->paired = p->count;
    p->light = 0;
}

/* Finds a partner for the next dark picture. */
static void pair(struct pairs *p)
{
    if (!p->light || p->paired == p->count)
        return;
    p->light--;
    nc_grow(&p->dropped, &p->dropped_cap, p->dropped_count + 1, sizeof *p->dropped);
    p->dropped[p->dropped_count++] = p->dark[p->paired++];
}

static void add(struct pairs *p, struct picture picture, enum mode mode)
{
    if (mode == FOR_LIGHT) {
        p->light++;
    } else {
        nc_grow(&p->dark, &p->cap, p->count + 1, sizeof *p->dark);
        p->dark[p->count++] = picture;
    }
    pair(p);
}

/* Leaves a picture out, with the link around it and the end of the line before. */
static void drop(struct nc_doc *doc, const struct picture *picture, struct nc_diags *diags)
{
    struct nc_node *n = picture->node;
    nc_diag(diags, NC_D_IMAGE_DARK, doc->files[0], n->pos,
            "this picture is for dark pages and was left out; the one for light pages is shown");
    while (n->parent->kind == NC_LINK && nc_node_is_alone(n))
        n = n->parent;
    nc_node_become(doc, n, NC_TEXT);
    n->first = n->last = NULL;
    n->id = NC_NONE;
    if (picture->line_end)
        nc_node_become(doc, picture->line_end, NC_TEXT);
}

void nc_dark_pictures_drop(struct nc_doc *doc, struct nc_diags *diags)
{
    struct pairs p = {0};
    struct nc_node *left = NULL, *line_end = NULL;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e != NC_WALK_ENTER) {
            left = n;
            continue;
        }
        if (n->parent && n->parent->kind != NC_LINK)
            line_end = left && left->next == n && nc_is_break(left) ? left : NULL;
        if (n->kind == NC_HEADING)
            begin_section(&p);
        enum mode mode = mode_of(n);
        if (mode == FOR_ANY)
            continue;
        add(&p, (struct picture){n, line_end}, mode);
        nc_walk_skip(&w);
        left = n;
    }
    for (size_t i = 0; i < p.dropped_count; i++)
        drop(doc, &p.dropped[i], diags);
    free(p.dark);
    free(p.dropped);
}
