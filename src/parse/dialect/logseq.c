/* Reads Logseq's lines. A line is a run of inlines between two breaks of one paragraph. */
#include "parse/dialect/logseq.h"

#include "base/ascii.h"
#include "doc/ref.h"
#include "doc/walk.h"
#include "parse/construct/blockref.h"
#include "parse/construct/tasks.h"

#include <ctype.h>

#define MAX_KEY 40 /* bytes of the longest key it looks for */

struct reader {
    struct nc_doc *doc;
    struct nc_diags *diags;
    /* the first block: the page's own properties */
    const struct nc_node *page;
    /* the block of the root before the current one */
    struct nc_node *before;
    bool reported_logbook;
    /* of the current drawer */
    struct nc_buf clock;
};

enum drawer { NO_DRAWER, LOGBOOK, PROPERTIES };

/* The key of a line "key:: value", empty if there is none. *value: where its value begins in the
 * text. */
static struct nc_str property_key(struct nc_str s, size_t *value)
{
    size_t i = 0;
    while (i < s.n && s.p[i] != ':' && s.p[i] != ' ' && s.p[i] != '\t')
        i++;
    if (i == 0 || i + 1 >= s.n || s.p[i] != ':' || s.p[i + 1] != ':' ||
        (i + 2 < s.n && s.p[i + 2] != ' '))
        return NC_NONE;
    *value = i + 2;
    return nc_str_sub(s, 0, i);
}

/* The key of a line ":key: value" in a drawer of properties, as property_key. */
static struct nc_str drawer_key(struct nc_str s, size_t *value)
{
    size_t to = s.n && s.p[0] == ':' ? nc_str_find(s, ':', 1) : s.n;
    if (to == s.n)
        return NC_NONE;
    *value = to + 1;
    return nc_str_sub(s, 1, to);
}

/* Lowers the key and replaces '_' with '-', as Logseq does before it looks a key up. */
static struct nc_str look_up(char *own, struct nc_str key)
{
    if (key.n > MAX_KEY)
        return NC_NONE;
    for (size_t i = 0; i < key.n; i++)
        own[i] = key.p[i] == '_' ? '-' : (char)tolower((unsigned char)key.p[i]);
    struct nc_str s = {own, key.n};
    return nc_str_eqz(s, "custom-id") ? NC_LIT("id") : s;
}

/* Properties that matter only to the editor. */
static bool is_hidden(struct nc_str key)
{
    static const char *const names[] = {"id",
                                        "collapsed",
                                        "created-at",
                                        "updated-at",
                                        "last-modified-at",
                                        "ls-type",
                                        "background-color",
                                        "logseq.order-list-type",
                                        NULL};
    static const char *const groups[] = {"card-",          "hl-", "query-", "logseq.macro-",
                                         "logseq.tldraw.", NULL};
    return nc_str_is_among(key, names) || nc_str_starts_among(key, groups);
}

/* "later:: 1621585438918": the time when a task entered this state, which Logseq logs. */
static bool is_logged_time(struct nc_str key, struct nc_str value)
{
    static const char *const states[] = {"todo", "later",   "now",      "doing",     "done",
                                         "wait", "waiting", "canceled", "cancelled", NULL};
    enum { MILLISECONDS = 13 };
    size_t digits = 0;
    while (digits < value.n && nc_ascii_is_digit(value.p[digits]))
        digits++;
    return value.n == MILLISECONDS && digits == value.n && nc_str_is_among(key, states);
}

/* The first break at or after n, or NULL. */
static struct nc_node *line_end(struct nc_node *n)
{
    while (n && !nc_is_break(n))
        n = n->next;
    return n;
}

/* Removes the children of p from first to before stop; prev stands before them. */
static void cut(struct nc_node *p, struct nc_node *prev, struct nc_node *stop)
{
    if (prev)
        prev->next = stop;
    else
        p->first = stop;
    if (!stop)
        p->last = prev;
}

/* The end of the name at from: the next comma outside brackets. */
static size_t name_end(struct nc_str s, size_t from)
{
    size_t depth = 0, i = from;
    for (; i < s.n && (s.p[i] != ',' || depth); i++)
        depth = s.p[i] == '[' ? depth + 1 : depth - (s.p[i] == ']' && depth);
    return i;
}

/* Keeps the names in "a, [[b c]], #[[d]]", separated by commas, with or without brackets. */
static void keep_names(struct nc_doc *doc, struct nc_str key, struct nc_str s, struct nc_pos pos)
{
    size_t count = 1, n = 0;
    for (size_t i = 0; i < s.n; i++)
        count += s.p[i] == ',';
    struct nc_value *items = nc_arena_array(doc->arena, count, sizeof *items);
    for (size_t from = 0; from <= s.n;) {
        size_t to = name_end(s, from);
        struct nc_str name = nc_str_trim(nc_str_sub(s, from, to));
        size_t sign = nc_str_starts(name, NC_LIT("#[["));
        if (nc_str_starts(nc_str_sub(name, sign, name.n), NC_LIT("[[")) &&
            nc_str_ends(name, NC_LIT("]]")) && name.n >= sign + 4)
            name = nc_str_trim(nc_str_sub(name, sign + 2, name.n - 2));
        if (name.n)
            items[n++] = (struct nc_value){.type = NC_V_TEXT, .raw = name};
        from = to + 1;
    }
    nc_meta_slot(doc, key, pos)->value =
        (struct nc_value){.type = NC_V_LIST, .items = items, .count = n};
}

/* The value of a property as the author wrote it: text and names of pages. */
static struct nc_str value_of(struct nc_doc *doc, const struct nc_node *n,
                              const struct nc_node *end, size_t from)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, nc_str_sub(n->u.text, from, n->u.text.n));
    for (n = n->next; n && n != end; n = n->next) {
        if (n->kind == NC_WIKILINK)
            nc_buf_printf(&b, "[[%.*s]]", NC_FMT(n->u.ref->dest));
        else
            nc_plain_text(&b, n);
    }
    struct nc_str s = nc_arena_str(doc->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return s;
}

/* The Logseq block that a line of p belongs to: an item, or a child of the root. first: p holds
 * nothing before the line, which then belongs to the block before p. */
static struct nc_node *block_of(const struct reader *r, struct nc_node *p, bool first)
{
    struct nc_node *n = p;
    while (n->kind != NC_ITEM && n->parent != r->doc->root && n->parent)
        n = n->parent;
    bool follows =
        n == p && first && r->before && r->before->kind != NC_LIST && r->before->kind != NC_RULE;
    return follows ? r->before : n;
}

/* Bits of an item's scratch: whether it has a number, and the level of its heading. */
#define NUMBERED 1u
#define LEVEL_SHIFT 1
#define LEVEL_OF_DEPTH 7u

static void number_item(struct nc_node *item)
{
    if (item->kind == NC_ITEM)
        item->scratch |= NUMBERED;
}

static bool is_numbered(const struct nc_node *item)
{
    return item->scratch & NUMBERED;
}

/* Reads "heading:: 2", or "heading:: true", which means the depth of the block. False for any other
 * value. */
static bool mark_heading(struct nc_node *item, struct nc_str value)
{
    bool level = value.n == 1 && value.p[0] >= '1' && value.p[0] <= '6';
    if (item->kind != NC_ITEM || (!level && !nc_str_ieq(value, NC_LIT("true"))))
        return false;
    item->scratch = (item->scratch & NUMBERED) |
                    (level ? (unsigned)(value.p[0] - '0') : LEVEL_OF_DEPTH) << LEVEL_SHIFT;
    return true;
}

static unsigned depth_of(const struct nc_node *item)
{
    unsigned depth = 0;
    for (const struct nc_node *n = item; n && depth < 6; n = n->parent)
        depth += n->kind == NC_ITEM;
    return depth;
}

/* Removes the break and makes a paragraph of what follows it. */
static void part_at(struct nc_doc *doc, struct nc_node *p, struct nc_node *stop)
{
    struct nc_node *rest = nc_node_new(doc, p->kind, p->pos), *last = p->first;
    while (last->next != stop)
        last = last->next;
    last->next = NULL;
    p->last = last;
    for (struct nc_node *n = stop->next, *next; n; n = next) {
        next = n->next;
        n->next = NULL;
        nc_node_append(rest, n);
    }
    if (!rest->first)
        return;
    rest->pos = rest->first->pos;
    nc_node_insert(p, rest);
}

/* Makes a heading of the item's first line; what follows it stays a paragraph. */
static void make_heading(struct nc_doc *doc, struct nc_node *item)
{
    unsigned level = item->scratch >> LEVEL_SHIFT;
    struct nc_node *p = item->first, *stop = p ? line_end(p->first) : NULL;
    if (!level || !nc_is_text_block(p) || !p->first)
        return;
    if (stop == p->first)
        return;
    if (stop)
        part_at(doc, p, stop);
    p->kind = NC_HEADING;
    memset(&p->u, 0, sizeof p->u);
    p->u.heading.level = level == LEVEL_OF_DEPTH ? depth_of(item) : level;
}

static void set_numbers(struct nc_node *list, bool numbers)
{
    list->u.list.ordered = numbers;
    list->u.list.start = numbers;
    list->u.list.delim = '.';
}

/* Splits the list into runs of items with and without numbers, each a list of its own. Returns the
 * last. */
static struct nc_node *part_list(struct nc_doc *doc, struct nc_node *list)
{
    struct nc_node *item = list->first->next, *part = list;
    bool numbers = is_numbered(list->first);
    if (numbers)
        set_numbers(list, true);
    list->last = list->first;
    list->first->next = NULL;
    for (struct nc_node *next; item; item = next) {
        next = item->next;
        item->parent = item->next = NULL;
        if (is_numbered(item) != numbers) {
            struct nc_node *after = nc_node_new(doc, NC_LIST, item->pos);
            numbers = !numbers;
            after->u.list.tight = list->u.list.tight;
            set_numbers(after, numbers);
            nc_node_insert(part, after);
            part = after;
        }
        nc_node_append(part, item);
    }
    return part;
}

static void part_lists(struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_EXIT || nc_holds_inlines(w.node->kind))
            continue;
        if (w.node->kind == NC_ITEM)
            make_heading(doc, nc_node_mutable(w.node));
        for (struct nc_node *n = w.node->first; n; n = n->next) {
            const struct nc_node *item = n->kind == NC_LIST ? n->first : NULL;
            while (item && !is_numbered(item))
                item = item->next;
            if (item)
                n = part_list(doc, n);
        }
    }
}

static bool is_page_key(struct nc_str key)
{
    static const char *const names[] = {"alias", "title", "tags", NULL};
    return nc_str_is_among(key, names);
}

/* Removes a property that readers should not see. False: it stays a line of the text. */
static bool take_property(struct reader *r, struct nc_node *p, bool first, struct nc_str key,
                          struct nc_str value, struct nc_pos pos)
{
    bool of_page = p == r->page && is_page_key(key);
    if (nc_str_eqz(key, "title") && of_page) {
        nc_meta_slot(r->doc, key, pos);
        nc_meta_set(r->doc, key, value);
    } else if (of_page) {
        keep_names(r->doc, nc_str_eqz(key, "alias") ? NC_LIT("aliases") : key, value, pos);
    } else if (nc_str_eqz(key, "id")) {
        struct nc_node *block = block_of(r, p, first);
        if (!block->id.n)
            block->id = value;
    } else if (nc_str_eqz(key, "logseq.order-list-type") && nc_str_eqz(value, "number")) {
        number_item(block_of(r, p, first));
    } else if (nc_str_eqz(key, "heading")) {
        return mark_heading(block_of(r, p, first), value);
    }
    return of_page || is_hidden(key);
}

/* Whether the line from n to end is only this word. */
static bool is_word(const struct nc_node *n, const struct nc_node *end, const char *word)
{
    return n->kind == NC_TEXT && n->next == end && nc_str_ieq(nc_str_trim(n->u.text), nc_str(word));
}

static bool is_closed(struct nc_node *end)
{
    for (struct nc_node *n = end ? end->next : NULL; n; n = end ? end->next : NULL) {
        end = line_end(n);
        if (is_word(n, end, ":END:"))
            return true;
    }
    return false;
}

/* The kind of drawer that the line from n to end opens. *unclosed: no further drawer of the
 * paragraph is closed. */
static enum drawer open_drawer(struct reader *r, const struct nc_node *n, struct nc_node *end,
                               bool *unclosed)
{
    enum drawer kind = is_word(n, end, ":LOGBOOK:")      ? LOGBOOK
                       : is_word(n, end, ":PROPERTIES:") ? PROPERTIES
                                                         : NO_DRAWER;
    if (kind == NO_DRAWER)
        return NO_DRAWER;
    *unclosed = *unclosed || !is_closed(end);
    if (*unclosed) {
        nc_diag(r->diags, NC_D_UNCLOSED, r->doc->files[0], n->pos,
                "no :END: closes this drawer in its paragraph; it stays text");
        return NO_DRAWER;
    }
    if (kind == LOGBOOK && !r->reported_logbook) {
        nc_diag(r->diags, NC_D_PLUGIN_DROPPED, r->doc->files[0], n->pos,
                "the times in a task's :LOGBOOK: are written by -t json and -t org "
                "--org-tasks=todo; elsewhere such drawers are left out");
        r->reported_logbook = true;
    }
    return kind;
}

/* Reads a property on the line from n to end that is not part of the text. first: it is the first
 * line of p. */
static bool read_property(struct reader *r, struct nc_node *p, const struct nc_node *n,
                          const struct nc_node *end, bool in_drawer, bool first)
{
    if (n->kind != NC_TEXT)
        return false;
    size_t from = 0;
    char own[MAX_KEY];
    struct nc_str key =
        look_up(own, in_drawer ? drawer_key(n->u.text, &from) : property_key(n->u.text, &from));
    if (!from)
        return false;
    struct nc_str value = value_of(r->doc, n, end, from);
    return is_logged_time(key, value) || take_property(r, p, first, key, value, n->pos);
}

/* Reads a line of an item that sets a date: "SCHEDULED: <2023-01-01 Sun>". */
static bool read_stamp(struct reader *r, struct nc_node *p, const struct nc_node *n,
                       const struct nc_node *end, bool first)
{
    struct nc_node *item = p->parent;
    struct nc_task task = {0};
    if (item->kind != NC_ITEM || (first && item->first == p) || n->kind != NC_TEXT ||
        n->next != end)
        return false;
    if (item->u.item.task)
        task = *item->u.item.task;
    if (!nc_task_read_stamps(r->doc, &task, n->u.text))
        return false;
    *nc_task_of(r->doc, item) = task;
    return true;
}

/* Reads the moment at the beginning of s, "[2024-05-01 Wed 10:00:00]", and returns its length; 0 if
 * there is none. */
static size_t read_moment(struct nc_when *out, struct nc_str s)
{
    struct nc_when day;
    size_t to = nc_str_find(s, ']', 0), n = s.n && s.p[0] == '[' ? 1 : 0;
    size_t length = n ? nc_when_scan(&day, nc_str_sub(s, n, to), NC_WHEN_YAML) : 0;
    struct nc_str rest = nc_str_sub(s, n + length, to);
    size_t time = rest.n;
    while (time > 0 && rest.p[time - 1] != ' ')
        time--;
    if (!length || to == s.n || day.has_time || !time)
        return 0;
    struct nc_buf b = {0};
    nc_when_put(&b, &day);
    nc_buf_printf(&b, "T%.*s", NC_FMT(nc_str_sub(rest, time, rest.n)));
    bool good = nc_when_parse(out, nc_buf_view(&b), NC_WHEN_YAML) && out->has_time;
    nc_buf_dispose(&b);
    return good ? to + 1 : 0;
}

/* Reads "CLOCK: [2024-05-01 Wed 10:00:00]--[2024-05-01 Wed 11:30:00] => 01:30:00". False for any
 * other line. */
static bool read_clock(struct reader *r, const struct nc_node *n, const struct nc_node *end)
{
    struct nc_when from, to = {0};
    struct nc_str s = n->kind == NC_TEXT && n->next == end ? nc_str_trim(n->u.text) : NC_NONE;
    if (!nc_str_starts(s, NC_LIT("CLOCK: ")))
        return false;
    s = nc_str_trim(nc_str_sub(s, 7, s.n));
    size_t length = read_moment(&from, s);
    s = nc_str_sub(s, length, s.n);
    if (!length ||
        (s.n && (!nc_str_starts(s, NC_LIT("--")) || !read_moment(&to, nc_str_sub(s, 2, s.n)))))
        return false;
    nc_when_put(&r->clock, &from);
    nc_buf_char(&r->clock, '/');
    nc_when_put(&r->clock, &to);
    nc_buf_char(&r->clock, '\n');
    return true;
}

/* Reads a line of a drawer; only a task has times. */
static void read_logged(struct reader *r, const struct nc_node *item, const struct nc_node *n,
                        const struct nc_node *end)
{
    if (item->kind == NC_ITEM && item->u.item.task && !read_clock(r, n, end))
        nc_diag(r->diags, NC_D_PLUGIN_DROPPED, r->doc->files[0], n->pos,
                "this line of a :LOGBOOK: is not 'CLOCK: [date]--[date]' and was left out; move it "
                "out of the drawer to keep it");
}

static size_t room_for(size_t n)
{
    size_t room = 64;
    while (room < n)
        room *= 2;
    return room;
}

/* Keeps the time of a task. A task may have many drawers, so the room doubles. */
static void keep_clock(struct reader *r, const struct nc_node *item)
{
    struct nc_str more = nc_str_trim(nc_buf_view(&r->clock));
    if (!more.n)
        return;
    struct nc_str *clock = &item->u.item.task->clock;
    size_t had = clock->n ? clock->n + 1 : 0;
    size_t room = room_for(had + more.n);
    char *p = (char *)clock->p;
    if (!had || room != room_for(clock->n))
        p = nc_arena_array(r->doc->arena, room, 1);
    if (had && p != clock->p)
        memcpy(p, clock->p, clock->n);
    if (had)
        p[clock->n] = '\n';
    memcpy(p + had, more.p, more.n);
    *clock = (struct nc_str){p, had + more.n};
    nc_buf_clear(&r->clock);
}

/* Reads "done:: 2024-05-01" of a task that is done: the day it was closed. */
static bool read_closed(struct reader *r, const struct nc_node *p, const struct nc_node *n,
                        const struct nc_node *end)
{
    static const char *const keys[] = {"done", "completed", "completion", NULL};
    const struct nc_node *item = p->parent;
    size_t from = 0;
    char own[MAX_KEY];
    struct nc_when when;
    if (n->kind != NC_TEXT || item->kind != NC_ITEM || !item->u.item.task ||
        item->u.item.task->state != NC_TASK_DONE ||
        !nc_str_is_among(look_up(own, property_key(n->u.text, &from)), keys))
        return false;
    struct nc_str value = nc_str_trim(value_of(r->doc, n, end, from));
    if (nc_str_starts(value, NC_LIT("[[")) && value.n > 4)
        value = nc_str_sub(value, 2, value.n - 2);
    if (!nc_when_parse(&when, value, NC_WHEN_YAML))
        return false;
    item->u.item.task->closed = when;
    return true;
}

/* Reads lines with properties, dates and drawers and removes them from a paragraph. */
static void read_lines(struct reader *r, struct nc_node *p)
{
    struct nc_node *prev = NULL; /* the break that ended the last line it kept */
    enum drawer drawer = NO_DRAWER;
    bool unclosed = false;
    for (struct nc_node *n = p->first, *end; n; n = end ? end->next : NULL) {
        end = line_end(n);
        bool gone = true;
        if (drawer != NO_DRAWER && is_word(n, end, ":END:")) {
            drawer = NO_DRAWER;
            keep_clock(r, p->parent);
        } else if (drawer == NO_DRAWER) {
            drawer = open_drawer(r, n, end, &unclosed);
            gone = drawer != NO_DRAWER || read_property(r, p, n, end, false, !prev) ||
                   read_stamp(r, p, n, end, !prev) || (prev && read_closed(r, p, n, end));
        } else if (drawer == PROPERTIES)
            gone = read_property(r, p, n, end, true, !prev);
        else
            read_logged(r, p->parent, n, end);
        if (gone)
            cut(p, prev, end ? end->next : NULL);
        else if (end)
            prev = end;
        else
            return;
    }
    /* A line removed at the end leaves its break. */
    if (p->last && nc_is_break(p->last) && p->first != p->last) {
        struct nc_node *k = p->first;
        while (k->next != p->last)
            k = k->next;
        nc_node_unlink(p->last, k);
    }
}

/* Reads "[#A] " at the beginning of s, sets the priority and returns the length; 0 if there is
 * none. */
static size_t priority_length(struct nc_str s, struct nc_task *task)
{
    if (s.n < 4 || !nc_str_starts(s, NC_LIT("[#")) || s.p[2] < 'A' || s.p[2] > 'C' ||
        s.p[3] != ']' || (s.n > 4 && s.p[4] != ' '))
        return 0;
    task->priority = s.p[2] == 'A'   ? NC_PRIORITY_HIGH
                     : s.p[2] == 'B' ? NC_PRIORITY_MEDIUM
                                     : NC_PRIORITY_LOW;
    return s.n > 4 ? 5 : 4;
}

/* Reads "TODO text" and the like. */
static void read_task_word(struct nc_doc *doc, struct nc_node *item)
{
    static const struct {
        const char *word;
        char mark;
        enum nc_task_state state;
    } words[] = {{"TODO ", ' ', NC_TASK_TODO},          {"LATER ", ' ', NC_TASK_TODO},
                 {"WAITING ", '>', NC_TASK_WAITING},    {"WAIT ", '>', NC_TASK_WAITING},
                 {"DOING ", '/', NC_TASK_DOING},        {"NOW ", '/', NC_TASK_DOING},
                 {"STARTED ", '/', NC_TASK_DOING},      {"DONE ", 'x', NC_TASK_DONE},
                 {"IN-PROGRESS ", '/', NC_TASK_DOING},  {"CANCELED ", '-', NC_TASK_CANCELLED},
                 {"CANCELLED ", '-', NC_TASK_CANCELLED}};
    struct nc_node *p = item->first,
                   *t = p && (nc_is_text_block(p) || p->kind == NC_HEADING) ? p->first : NULL;
    if (!t || t->kind != NC_TEXT)
        return;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct nc_str word = nc_str(words[i].word);
        bool alone = nc_str_eq(t->u.text, nc_str_sub(word, 0, word.n - 1)) &&
                     (!t->next || nc_is_break(t->next));
        if (!alone && !nc_str_starts(t->u.text, word))
            continue;
        struct nc_task *task = nc_task_of(doc, item);
        task->mark = (unsigned char)words[i].mark;
        task->state = words[i].state;
        task->word = nc_str_sub(word, 0, word.n - 1);
        if (alone) {
            t->pos.col += (uint32_t)t->u.text.n;
            t->u.text = NC_NONE;
            return;
        }
        size_t letter = priority_length(nc_str_sub(t->u.text, word.n, t->u.text.n), task);
        t->u.text = nc_str_sub(t->u.text, word.n + letter, t->u.text.n);
        t->pos.col += (uint32_t)(word.n + letter);
        nc_task_take_stamps(doc, item);
        return;
    }
}

/* Whether the link shows only its page's name, or a part of it. */
static bool shows_its_page(const struct nc_node *link)
{
    struct nc_str page = link->u.ref->dest;
    return link->first && link->first == link->last && link->first->kind == NC_TEXT &&
           nc_str_search(page, link->first->u.text, 0) < page.n;
}

/* "#[[two words]]" */
static void read_bracket_tag(struct nc_node *text)
{
    struct nc_node *link = text->next;
    struct nc_str s = text->u.text;
    if (!link || link->kind != NC_WIKILINK || !s.n || s.p[s.n - 1] != '#' || !shows_its_page(link))
        return;
    struct nc_str tag = link->u.ref->dest;
    memset(&link->u, 0, sizeof link->u);
    link->kind = NC_TAG;
    link->first = link->last = NULL;
    link->u.text = tag;
    link->pos.col--; /* the '#' before it */
    text->u.text = nc_str_sub(s, 0, s.n - 1);
}

void nc_logseq_read(struct nc_doc *doc, struct nc_diags *diags)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    struct reader r = {.doc = doc, .diags = diags, .page = doc->root->first};
    if (r.page && r.page->kind == NC_LIST)
        r.page = r.page->first && r.page->first->first ? r.page->first->first : r.page;
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e == NC_WALK_EXIT) {
            if (n->parent == doc->root && (n->first || n->kind != NC_PARAGRAPH))
                r.before = n;
        } else if (nc_is_text_block(n) && n->parent->kind != NC_CELL)
            read_lines(&r, n);
        else if (n->kind == NC_ITEM)
            read_task_word(doc, n);
        else if (n->kind == NC_LINK)
            nc_inner_link_read(doc, n);
        else if (n->kind == NC_TEXT)
            read_bracket_tag(n);
    }
    nc_buf_dispose(&r.clock);
    part_lists(doc);
}
