/* Tasks as headlines: states, planning lines, priorities. Every date is written from its numbers,
 * every repeater from its parsed meaning. */
#include "base/arena.h"
#include "export/org/orgattach.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"

static bool has_dates(const struct nc_task *t)
{
    return nc_when_is_set(&t->scheduled) || nc_when_is_set(&t->deadline) ||
           nc_when_is_set(&t->start) || nc_when_is_set(&t->closed);
}

static bool is_task(const struct nc_node *item)
{
    const struct nc_task *t = item->u.item.task;
    return t && (t->state != NC_TASK_NONE || has_dates(t));
}

static bool has_own_tasks(const struct nc_node *list)
{
    for (const struct nc_node *i = list->first; i; i = i->next)
        if (is_task(i))
            return true;
    return false;
}

/* The first task of a list or of the lists within its items, or NULL. */
static const struct nc_node *first_task(const struct nc_node *list)
{
    struct nc_walk walk;
    nc_walk_begin(&walk, list);
    for (enum nc_event e = nc_walk_next(&walk); e != NC_WALK_DONE; e = nc_walk_next(&walk)) {
        const struct nc_node *n = walk.node;
        if (e != NC_WALK_ENTER)
            continue;
        if (n->kind == NC_ITEM && is_task(n))
            return n;
        if (n->kind != NC_ITEM && n->kind != NC_LIST)
            nc_walk_skip(&walk);
    }
    return NULL;
}

static bool is_within(const struct nc_node *n, const struct nc_node *list)
{
    while (n && n != list)
        n = n->parent;
    return n != NULL;
}

/* Whether the list or one within its items has tasks. The task found last is remembered: it is also
 * in all lists around it, so a tree of lists is searched once and not once per level. */
static bool has_tasks(struct org_writer *w, const struct nc_node *list)
{
    const struct nc_node *task = NULL;
    if (list->kind != NC_LIST)
        return false;
    if (is_within(w->task, list))
        return true;
    task = first_task(list);
    w->task = task ? task : w->task;
    return task != NULL;
}

/* Whether a block gives no text, so that it does no harm in a headline's section. */
static bool is_silent(const struct nc_node *n)
{
    return n->kind == NC_RULE || n->kind == NC_COMMENT_BLOCK;
}

/* The first block after the list that would become part of its last headline, or NULL. Tasks get no
 * higher level than the next heading, which would otherwise become part of them too. */
static const struct nc_node *swallowed(struct org_writer *w, const struct nc_node *list)
{
    bool outermost = list->parent->kind == NC_DOC;
    w->above_tasks = outermost ? w->section : w->above_tasks;
    for (const struct nc_node *n = list->next; n; n = n->next) {
        if (n->kind == NC_HEADING && n->parent->kind == NC_DOC) {
            unsigned level = org_level(w, n);
            w->above_tasks = level > w->section ? level - 1 : w->section;
            return NULL;
        }
        if (n->kind == NC_FOOTNOTES)
            return NULL;
        if (!is_silent(n) && !has_tasks(w, n))
            return n;
    }
    return NULL;
}

/* Whether nothing after the list in its section or item keeps its items from becoming headlines.
 * The result also holds for the lists that follow, so it is kept. */
static bool is_free(struct org_writer *w, const struct nc_node *list)
{
    const struct nc_node *p = list->parent;
    const struct nc_node **free_in =
        w->list_count ? &w->lists[w->list_count - 1].free_in : &w->free_in;
    if (*free_in == p)
        return true;
    if (!w->blocked || w->blocked->parent != p)
        w->blocked = swallowed(w, list);
    *free_in = w->blocked ? NULL : p;
    return !w->blocked;
}

bool org_is_todo_list(struct org_writer *w, const struct nc_node *list)
{
    const struct nc_node *p = list->parent;
    bool within = w->list_count > 0 && w->lists[w->list_count - 1].todo;
    bool fits = p->kind == NC_DOC || (p->kind == NC_ITEM && within);
    if (!org_state(w->run)->todo)
        return false;
    if (fits && has_tasks(w, list) && is_free(w, list))
        return true;
    if (has_own_tasks(list))
        org_lost(w, list,
                 "tasks that other text follows, or within other blocks, stay checkboxes: as "
                 "headlines they would take that text");
    return false;
}

static const char *state_word(enum nc_task_state state)
{
    switch (state) {
    case NC_TASK_NONE:
        return "";
    case NC_TASK_TODO:
    case NC_TASK_OTHER:
        return "TODO ";
    case NC_TASK_DOING:
        return "DOING ";
    case NC_TASK_WAITING:
        return "WAITING ";
    case NC_TASK_DONE:
        return "DONE ";
    case NC_TASK_CANCELLED:
        return "CANCELLED ";
    }
    return "";
}

static size_t skip(struct nc_str s, size_t i, const char *word)
{
    struct nc_str w = nc_str(word);
    return nc_str_istarts(nc_str_sub(s, i, s.n), w) ? i + w.n : i;
}

/* The number at *i; 1 if there is none; 0 if it is out of bounds. */
static unsigned count_at(struct nc_str s, size_t *i)
{
    unsigned n = 0;
    size_t from = *i;
    while (*i < s.n && nc_ascii_is_digit(s.p[*i]) && n < 1000)
        n = n * 10 + (unsigned)(s.p[(*i)++] - '0');
    return *i == from ? 1 : n < 1000 ? n : 0;
}

/* Reads Org's own form, which Logseq uses: "++1w", ".+2d", "+1m". */
static bool stamp_repeater(struct nc_buf *out, struct nc_str s)
{
    size_t i = s.n > 1 && s.p[1] == '+' && (s.p[0] == '.' || s.p[0] == '+') ? 1 : 0;
    size_t k = i + 1;
    if (i >= s.n || s.p[i] != '+' || k >= s.n)
        return false;
    unsigned n = count_at(s, &k);
    if (!n || k + 1 != s.n || k == i + 1 || !strchr("hdwmy", s.p[k]))
        return false;
    nc_buf_printf(out, " %.*s+%u%c", (int)i, s.p, n, s.p[k]);
    return true;
}

/* Reads the form of the Tasks plugin: "every week", "every 2 days when done". */
static bool word_repeater(struct nc_buf *out, struct nc_str s)
{
    static const char *const units[] = {"hour", "day", "week", "month", "year"};
    size_t i = skip(s, 0, "every ");
    if (i == 0)
        return false;
    unsigned n = count_at(s, &i);
    i = skip(s, i, " ");
    for (size_t u = 0; n && u < sizeof units / sizeof units[0]; u++) {
        size_t k = skip(s, i, units[u]);
        if (k == i)
            continue;
        k = skip(s, k, "s");
        size_t done = skip(s, k, " when done");
        if (done != s.n)
            return false;
        nc_buf_printf(out, " %s+%u%c", done > k ? "." : "", n, units[u][0]);
        return true;
    }
    return false;
}

static void put_stamp(struct nc_buf *out, const char *keyword, const struct nc_when *when,
                      char open, struct nc_str repeat)
{
    if (!nc_when_is_set(when))
        return;
    nc_buf_word(out, nc_str(keyword));
    nc_buf_printf(out, " %c", open);
    org_when(out, when);
    nc_buf_str(out, repeat);
    nc_buf_char(out, open == '<' ? '>' : ']');
}

static void put_property_date(struct org_writer *w, const char *name, const struct nc_when *when)
{
    struct nc_buf b = {0};
    if (nc_when_is_set(when)) {
        nc_buf_char(&b, '[');
        org_when(&b, when);
        nc_buf_char(&b, ']');
        org_line(w, name, nc_buf_view(&b));
    }
    nc_buf_dispose(&b);
}

/* Writes the planning line. The start of a task counts as its scheduled date if it has no other. */
static void put_planning(struct org_writer *w, const struct nc_task *t, struct nc_str repeat)
{
    struct nc_buf b = {0};
    put_stamp(&b, "CLOSED:", &t->closed, '[', NC_NONE);
    put_stamp(&b, "DEADLINE:", &t->deadline, '<',
              t->repeat_of == NC_REPEAT_SCHEDULED ? NC_NONE : repeat);
    put_stamp(&b, "SCHEDULED:", nc_when_is_set(&t->scheduled) ? &t->scheduled : &t->start, '<',
              t->repeat_of == NC_REPEAT_DEADLINE ? NC_NONE : repeat);
    nc_buf_char(&b, '\n');
    if (b.n > 1)
        org_put_text(w, &b);
    nc_buf_dispose(&b);
}

/* Whether the task has a date to which a repeater can be added. */
static bool may_bear_repeater(const struct nc_task *t)
{
    bool scheduled = nc_when_is_set(&t->scheduled) || nc_when_is_set(&t->start);
    return (nc_when_is_set(&t->deadline) && t->repeat_of != NC_REPEAT_SCHEDULED) ||
           (scheduled && t->repeat_of != NC_REPEAT_DEADLINE);
}

/* The text that begins an item, or NULL. */
static const struct nc_node *text_of(const struct nc_node *item)
{
    const struct nc_node *n = item->first;
    bool text = n && (nc_is_text_block(n) || n->kind == NC_HEADING);
    return text ? n : NULL;
}

/* Whether n is a field on a line of its own: Logseq's properties of a block, Dataview's of a
 * task. */
static bool is_property(const struct nc_node *n)
{
    return n && n->kind == NC_FIELD && !n->u.field.hide_key && n->first &&
           (!n->next || nc_is_break(n->next));
}

/* The end of the line that is the title: a line's end that shows, or one before a property. */
static const struct nc_node *title_end(const struct nc_node *text)
{
    const struct nc_node *n = text->first;
    while (n && n->kind != NC_HARD_BREAK && !(n->kind == NC_SOFT_BREAK && is_property(n->next)))
        n = n->next;
    return n;
}

/* The first of the properties below the title, or what follows it. */
static const struct nc_node *below_title(const struct nc_node *text)
{
    const struct nc_node *end = text ? title_end(text) : NULL;
    return end ? end->next : NULL;
}

/* What follows a property. */
static const struct nc_node *after_property(const struct nc_node *n)
{
    return n->next ? n->next->next : NULL;
}

const struct nc_node *org_todo_rest(const struct nc_node *text)
{
    const struct nc_node *n = below_title(text);
    while (is_property(n))
        n = after_property(n);
    return n;
}

static void put_properties(struct org_writer *w, const struct nc_node *item)
{
    for (const struct nc_node *n = below_title(text_of(item)); is_property(n);
         n = after_property(n)) {
        struct nc_buf b = {0};
        org_inlines(w, &b, n, ORG_KEYWORD);
        org_property(w, n->u.field.key, nc_buf_view(&b));
        nc_buf_dispose(&b);
    }
}

/* planned: the planning line already states how the task repeats. */
static void put_drawer(struct org_writer *w, const struct nc_node *item, const struct nc_task *t,
                       bool planned)
{
    bool both = t && nc_when_is_set(&t->scheduled) && nc_when_is_set(&t->start);
    bool created = t && nc_when_is_set(&t->created), repeat = t && t->repeat.n && !planned;
    bool own = is_property(below_title(text_of(item)));
    if (!org_is_target(w, item) && !both && !created && !repeat && !own && !w->attaches)
        return;
    org_put(w, ":PROPERTIES:\n");
    if (org_is_target(w, item))
        org_place_property(w, item);
    org_attach_property(w);
    if (created)
        put_property_date(w, ":CREATED:  ", &t->created);
    if (both)
        put_property_date(w, ":START:    ", &t->start);
    if (repeat)
        org_line(w, ":REPEAT:   ", t->repeat);
    put_properties(w, item);
    org_put(w, ":END:\n");
}

bool org_is_todo_title(const struct org_writer *w, const struct nc_node *text)
{
    const struct nc_node *p = text->parent;
    return w->list_count > 0 && w->lists[w->list_count - 1].todo && p->kind == NC_ITEM &&
           text_of(p) == text;
}

static void put_title(struct org_writer *w, const struct nc_node *item, const struct nc_task *t)
{
    static const char *const letters[] = {"", "[#A] ", "[#A] ", "[#B] ", "[#C] ", "[#C] "};
    const struct nc_node *text = text_of(item);
    struct nc_buf b = {0};
    size_t depth = 0;
    for (size_t i = 0; i < w->list_count; i++)
        depth += w->lists[i].todo;
    depth += w->above_tasks;
    for (size_t i = 0; i < depth; i++)
        nc_buf_char(&b, '*');
    nc_buf_char(&b, ' ');
    if (t)
        nc_buf_printf(&b, "%s%s", state_word(t->state), letters[t->priority]);
    if (text)
        org_inlines_part(w, &b, text, (struct org_part){text->first, title_end(text)},
                         ORG_HEADLINE);
    while (b.n > depth + 1 && b.p[b.n - 1] == ' ')
        b.n--;
    nc_lines_end(&w->lines);
    org_put_text(w, &b);
    nc_lines_end(&w->lines);
    w->deepest = (unsigned)depth > w->deepest ? (unsigned)depth : w->deepest;
    nc_buf_dispose(&b);
}

/* Writes "CLOCK: [2024-05-01 Wed 10:00]--[2024-05-01 Wed 11:30] =>  1:30". False if the line holds
 * no time. */
static bool put_clock(struct nc_buf *out, struct nc_str line)
{
    struct nc_when from, to = {0};
    size_t slash = nc_str_find(line, '/', 0);
    struct nc_str end = slash < line.n ? nc_str_sub(line, slash + 1, line.n) : NC_NONE;
    if (slash == line.n || !nc_when_parse(&from, nc_str_sub(line, 0, slash), NC_WHEN_YAML) ||
        !from.has_time || (end.n && (!nc_when_parse(&to, end, NC_WHEN_YAML) || !to.has_time)))
        return false;
    nc_buf_puts(out, "CLOCK: [");
    org_when(out, &from);
    nc_buf_char(out, ']');
    if (end.n) {
        int64_t minutes = nc_when_seconds(&to) / 60 - nc_when_seconds(&from) / 60;
        minutes = minutes > 0 ? minutes : 0;
        nc_buf_puts(out, "--[");
        org_when(out, &to);
        nc_buf_printf(out, "] => %2lld:%02lld", (long long)(minutes / 60),
                      (long long)(minutes % 60));
    }
    nc_buf_char(out, '\n');
    return true;
}

/* Writes the logbook; Org counts minutes. */
static void put_logbook(struct org_writer *w, const struct nc_node *item, struct nc_str clock)
{
    struct nc_buf b = {0};
    bool understood = true;
    for (size_t from = 0, to; from < clock.n; from = to + 1) {
        to = nc_str_find(clock, '\n', from);
        understood = put_clock(&b, nc_str_sub(clock, from, to)) && understood;
    }
    if (b.n) {
        org_put(w, ":LOGBOOK:\n");
        org_put_text(w, &b);
        org_put(w, ":END:\n");
    }
    if (!understood)
        org_lost(w, item, "a working time is not understood and was left out");
    nc_buf_dispose(&b);
}

/* Writes the target of links. They cannot lead to the headline's property, because the writer of a
 * link does not know whether an item becomes a headline. */
static void put_mark(struct org_writer *w, const struct nc_node *n)
{
    struct nc_buf b = {0};
    if (org_is_target(w, n)) {
        org_target(w, &b, n);
        nc_buf_char(&b, '\n');
        org_put_text(w, &b);
    }
    nc_buf_dispose(&b);
}

void org_todo_item(struct org_writer *w, const struct nc_node *item)
{
    const struct nc_task *t = item->u.item.task;
    struct nc_buf repeat = {0};
    bool understood = t && t->repeat.n &&
                      (stamp_repeater(&repeat, t->repeat) || word_repeater(&repeat, t->repeat));
    org_attach_section(w, item);
    put_title(w, item, t);
    if (t) {
        w->states |= 1u << t->state;
        if (t->state == NC_TASK_OTHER)
            org_lost(w, item, "a task's state that only its author knows is written as TODO");
        if (t->repeat.n && !understood)
            org_lost(w, item, "how a task repeats is not understood; it is written as a property");
        put_planning(w, t, nc_buf_view(&repeat));
    }
    put_drawer(w, item, t, understood && may_bear_repeater(t));
    if (t && t->clock.n)
        put_logbook(w, item, t->clock);
    put_mark(w, item);
    if (text_of(item))
        put_mark(w, text_of(item));
    nc_buf_dispose(&repeat);
}
