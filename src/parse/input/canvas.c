/* Turns the cards of a canvas into Markdown. */
#include "parse/input/canvas.h"

#include "base/arena.h"
#include "base/jsonpull.h"
#include "doc/ref.h"
#include "parse/input/canvasgroups.h"

#include <stdlib.h>

struct card {
    struct nc_str type, text, file, subpath, url, label;
    int64_t x, y, width, height;
    size_t order;
};

struct canvas {
    struct nc_arena *arena;
    struct card *cards;
    size_t count, cap;
    bool has_edges;
};

bool nc_is_canvas(struct nc_str path)
{
    return nc_has_suffix(path, NC_LIT(".canvas"));
}

/* The member of a card that a key names, or NULL. */
static struct nc_str *text_member(struct card *c, struct nc_str key)
{
    return nc_str_eqz(key, "type")      ? &c->type
           : nc_str_eqz(key, "text")    ? &c->text
           : nc_str_eqz(key, "file")    ? &c->file
           : nc_str_eqz(key, "subpath") ? &c->subpath
           : nc_str_eqz(key, "url")     ? &c->url
           : nc_str_eqz(key, "label")   ? &c->label
                                        : NULL;
}

static int64_t *number_member(struct card *c, struct nc_str key)
{
    return nc_str_eqz(key, "x")        ? &c->x
           : nc_str_eqz(key, "y")      ? &c->y
           : nc_str_eqz(key, "width")  ? &c->width
           : nc_str_eqz(key, "height") ? &c->height
                                       : NULL;
}

/* Reads the members of the object just begun. */
static bool read_card(struct canvas *v, struct nc_json *j)
{
    struct card c = {.order = v->count};
    enum nc_json_event e;
    while ((e = nc_json_next(j)) == NC_JSON_KEY) {
        struct nc_str key = nc_buf_view(&j->text);
        struct nc_str *text = text_member(&c, key);
        int64_t *number = number_member(&c, key);
        e = nc_json_next(j);
        if (text && e == NC_JSON_STRING)
            *text = nc_arena_str(v->arena, nc_buf_view(&j->text));
        else if (number && e == NC_JSON_NUMBER)
            *number = nc_json_int(j);
        else if (!nc_json_skip(j, e))
            return false;
    }
    nc_grow(&v->cards, &v->cap, v->count + 1, sizeof *v->cards);
    v->cards[v->count++] = c;
    return e == NC_JSON_OBJECT_END;
}

static bool read_canvas(struct canvas *v, struct nc_json *j)
{
    enum nc_json_event e;
    if (nc_json_next(j) != NC_JSON_OBJECT)
        return false;
    while ((e = nc_json_next(j)) == NC_JSON_KEY) {
        bool nodes = nc_str_eqz(nc_buf_view(&j->text), "nodes"),
             edges = nc_str_eqz(nc_buf_view(&j->text), "edges");
        e = nc_json_next(j);
        if ((!nodes && !edges) || e != NC_JSON_ARRAY) {
            if (!nc_json_skip(j, e))
                return false;
            continue;
        }
        while ((e = nc_json_next(j)) != NC_JSON_ARRAY_END) {
            bool card = nodes && e == NC_JSON_OBJECT;
            v->has_edges |= edges;
            if (card ? !read_card(v, j) : !nc_json_skip(j, e))
                return false;
        }
    }
    return e == NC_JSON_OBJECT_END;
}

static int by_place(const void *a, const void *b)
{
    const struct card *p = a, *q = b;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->order < q->order ? -1 : p->order > q->order;
}

static bool is_group(const struct card *c)
{
    return nc_str_eqz(c->type, "group");
}

/* from + length, safe for any numbers. */
static int64_t end_of(int64_t from, int64_t length)
{
    return length > 0 && from > INT64_MAX - length   ? INT64_MAX
           : length < 0 && from < INT64_MIN - length ? INT64_MIN
                                                     : from + length;
}

/* Writes an address as an autolink, which ends at a blank or bracket. */
static void put_address(struct nc_buf *out, struct nc_str url)
{
    nc_buf_char(out, '<');
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] <= ' ' || url.p[i] == '<' || url.p[i] == '>')
            nc_buf_printf(out, "%%%02X", (unsigned char)url.p[i]);
        else
            nc_buf_char(out, url.p[i]);
    nc_buf_char(out, '>');
}

/* A NUL would end a card, so texts are written without any. */
static void put_card(struct nc_buf *out, const struct card *c)
{
    if (c->file.n)
        nc_buf_printf(out, "![[%.*s%.*s]]", NC_FMT(c->file), NC_FMT(c->subpath));
    else if (c->url.n)
        put_address(out, c->url);
    else
        nc_buf_no_nul(out, c->text);
    nc_buf_char(out, '\0');
}

/* The cards of each group and the cards without a group, in order. The groups are listed
 * the same way. */
struct groups {
    const struct card **cards, **groups;
    size_t card_count, count;
    /* first[g]: the first card of group g, or of no group for g = 0. next: the next card of the
     * same group. Both count from 1; 0 means none */
    size_t *first, *next;
};

static void sort_out(struct groups *s, const struct canvas *v)
{
    size_t room = v->count + 1;
    *s = (struct groups){.cards = nc_calloc(room, sizeof *s->cards),
                         .groups = nc_calloc(room, sizeof *s->groups),
                         .first = nc_calloc(room, sizeof *s->first),
                         .next = nc_calloc(room, sizeof *s->next)};
    struct nc_canvas_point *points = nc_calloc(room, sizeof *points);
    struct nc_canvas_area *areas = nc_calloc(room, sizeof *areas);
    size_t *group_of = nc_calloc(room, sizeof *group_of);
    for (size_t i = 0; i < v->count; i++) {
        const struct card *c = &v->cards[i];
        if (is_group(c)) {
            areas[s->count] = (struct nc_canvas_area){c->x, c->y, end_of(c->x, c->width),
                                                      end_of(c->y, c->height)};
            s->groups[s->count++] = c;
        } else {
            points[s->card_count] = (struct nc_canvas_point){c->x, c->y};
            s->cards[s->card_count++] = c;
        }
    }
    nc_canvas_find_groups(group_of, points, s->card_count, areas, s->count);
    for (size_t i = s->card_count; i > 0; i--) {
        s->next[i - 1] = s->first[group_of[i - 1]];
        s->first[group_of[i - 1]] = i;
    }
    free(points);
    free(areas);
    free(group_of);
}

/* Writes the cards outside groups first, then each group. A card belongs to the first group that
 * holds it. */
static void put_cards(struct nc_buf *out, const struct canvas *v)
{
    struct groups s;
    sort_out(&s, v);
    for (size_t g = 0; g <= s.count; g++) {
        if (g && s.groups[g - 1]->label.n) {
            nc_buf_puts(out, "## ");
            nc_buf_no_nul(out, s.groups[g - 1]->label);
            nc_buf_char(out, '\0');
        }
        for (size_t i = s.first[g]; i; i = s.next[i - 1])
            put_card(out, s.cards[i - 1]);
    }
    free(s.cards);
    free(s.groups);
    free(s.first);
    free(s.next);
}

bool nc_canvas_text(struct nc_buf *out, struct nc_str bytes, struct nc_str file,
                    struct nc_diags *diags)
{
    struct canvas v = {.arena = nc_arena_new()};
    struct nc_json j;
    nc_json_begin(&j, bytes);
    if (!read_canvas(&v, &j) || nc_json_next(&j) != NC_JSON_END)
        nc_diag(diags, NC_D_JSON_INVALID, file, (struct nc_pos){0, 1, 1},
                "this is not a canvas: %s",
                j.problem ? j.problem : "its parts are not where they should be");
    if (v.count)
        qsort(v.cards, v.count, sizeof *v.cards, by_place);
    put_cards(out, &v);
    bool has_edges = v.has_edges;
    nc_json_dispose(&j);
    free(v.cards);
    nc_arena_free(v.arena);
    return has_edges;
}
