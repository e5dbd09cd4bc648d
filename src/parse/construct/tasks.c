/* Reads tasks. A line is read from its end, as the Tasks plugin does: signs follow the text in any
 * order. Tags, a block id and other signs may stand among them and stay in the text. */
#include "parse/construct/tasks.h"

#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/leaf/origin.h"

#include <stddef.h>

#define DATE_BYTES 10
#define MAX_FIELD 120 /* bytes of a field that stands before other words */
#define MAX_PARTS 24  /* signs, tags and ids at the end of one line */

struct nc_task *nc_task_of(struct nc_doc *doc, struct nc_node *item)
{
    if (!item->u.item.task)
        item->u.item.task = NC_NEW(doc->arena, struct nc_task);
    return item->u.item.task;
}

/* --- the box --- */

/* A state that could have been a delimiter is a text of its own. Joins it to the texts around it.
 */
static void join_state(struct nc_doc *doc, struct nc_node *t)
{
    struct nc_node *state = t->next, *rest = state ? state->next : NULL;
    if (!nc_str_eqz(t->u.text, "[") || !rest || state->kind != NC_TEXT ||
        state->origin != NC_ORIGIN_ESCAPED || rest->kind != NC_TEXT)
        return;
    struct nc_buf text = {0};
    nc_buf_puts(&text, "[");
    nc_buf_str(&text, state->u.text);
    nc_buf_str(&text, rest->u.text);
    t->u.text = nc_buf_keep(&text, doc->arena);
    nc_node_unlink(state, t);
    nc_node_unlink(rest, t);
}

/* Removes the box at the beginning of t and returns its character; 0 if there is no box. */
static uint32_t take_box(struct nc_node *t)
{
    struct nc_str s = t->u.text;
    unsigned len;
    if (s.n < 3 || s.p[0] != '[')
        return 0;
    uint32_t c = nc_utf8_at(s, 1, &len);
    size_t close = 1 + len;
    if (nc_is_space(c))
        c = ' ';
    static const char as_emoji[] = "\xEF\xB8\x8F"; /* U+FE0F, which only changes how c looks */
    if (nc_str_starts(nc_str_sub(s, close, s.n), nc_str(as_emoji)))
        close += sizeof as_emoji - 1;
    if (c == ']' || close >= s.n || s.p[close] != ']')
        return 0;
    bool alone = close + 1 == s.n && !t->next && (c == ' ' || (c | 32) == 'x');
    size_t from = nc_past_spaces(s, close + 1, s.n);
    if (!alone && from == close + 1)
        return 0;
    t->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(s, 0, from));
    t->u.text = nc_str_sub(s, from, s.n);
    return c;
}

/* --- the end of a line --- */

static struct nc_str trim_end(struct nc_str s)
{
    return nc_str_sub(s, 0, nc_str_before_blanks(s, 0, s.n));
}

/* Removes a sign, with or without U+FE0F, from the end of s. False if s ends in anything else. */
static bool take_sign(struct nc_str *s, const char *sign)
{
    struct nc_str rest = *s;
    if (nc_str_ends(rest, NC_LIT("\xEF\xB8\x8F")))
        rest.n -= 3;
    if (!nc_str_ends(rest, nc_str(sign)))
        return false;
    *s = nc_str_sub(rest, 0, rest.n - strlen(sign));
    return true;
}

static const struct {
    /* the key of Dataview's field */
    const char *sign, *key;
    /* offset of a date in struct nc_task */
    size_t offset;
} dates[] = {{"📅", "due", offsetof(struct nc_task, deadline)},
             {"📆", "due", offsetof(struct nc_task, deadline)},
             {"🗓", "due", offsetof(struct nc_task, deadline)},
             {"⏳", "scheduled", offsetof(struct nc_task, scheduled)},
             {"⌛", "scheduled", offsetof(struct nc_task, scheduled)},
             {"🛫", "start", offsetof(struct nc_task, start)},
             {"➕", "created", offsetof(struct nc_task, created)},
             {"✅", "completion", offsetof(struct nc_task, closed)},
             {"❌", "cancelled", offsetof(struct nc_task, closed)}};

static const struct {
    const char *sign, *word;
    enum nc_priority priority;
} priorities[] = {{"🔺", "highest", NC_PRIORITY_HIGHEST},
                  {"⏫", "high", NC_PRIORITY_HIGH},
                  {"🔼", "medium", NC_PRIORITY_MEDIUM},
                  {"🔽", "low", NC_PRIORITY_LOW},
                  {"⏬", "lowest", NC_PRIORITY_LOWEST}};

/* Sets a date. A second value for the same date stays text. */
static bool set_date(struct nc_task *task, size_t kind, struct nc_str text)
{
    struct nc_when *at = (struct nc_when *)((char *)task + dates[kind].offset), when;
    if (nc_when_is_set(at) || !nc_when_parse(&when, text, NC_WHEN_YAML))
        return false;
    *at = when;
    return true;
}

static bool take_date(struct nc_task *task, struct nc_str *s)
{
    if (s->n <= DATE_BYTES)
        return false;
    struct nc_str date = nc_str_sub(*s, s->n - DATE_BYTES, s->n),
                  rest = trim_end(nc_str_sub(*s, 0, s->n - DATE_BYTES));
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct nc_str before = rest;
        if (!take_sign(&before, dates[i].sign))
            continue;
        if (!set_date(task, i, date))
            return false;
        *s = before;
        return true;
    }
    return false;
}

static bool take_priority(struct nc_task *task, struct nc_str *s)
{
    for (size_t i = 0; !task->priority && i < sizeof priorities / sizeof *priorities; i++)
        if (take_sign(s, priorities[i].sign)) {
            task->priority = priorities[i].priority;
            return true;
        }
    return false;
}

/* "🔁 every week on Monday": words and commas only. */
static bool take_repeat(struct nc_task *task, struct nc_str *s)
{
    size_t i = s->n;
    while (i > 0 && (unsigned char)s->p[i - 1] < 0x80 &&
           (strchr(" ,!", s->p[i - 1]) || nc_is_alnum((unsigned char)s->p[i - 1])))
        i--;
    struct nc_str before = nc_str_sub(*s, 0, i), rule = nc_str_trim(nc_str_sub(*s, i, s->n));
    if (task->repeat.n || !rule.n || !take_sign(&before, "🔁"))
        return false;
    task->repeat = rule;
    *s = before;
    return true;
}

static bool set_field(struct nc_task *task, struct nc_str key, struct nc_str value)
{
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (nc_str_eqz(key, dates[i].key))
            return set_date(task, i, value);
    for (size_t i = 0; !task->priority && i < sizeof priorities / sizeof *priorities; i++)
        if (nc_str_eqz(key, "priority") && nc_str_eqz(value, priorities[i].word)) {
            task->priority = priorities[i].priority;
            return true;
        }
    if (!nc_str_eqz(key, "repeat") || task->repeat.n || !value.n)
        return false;
    task->repeat = value;
    return true;
}

/* Reads "[due:: 2024-01-02]" and "(priority:: high)". */
static bool take_field(struct nc_task *task, struct nc_str *s)
{
    char close = s->n ? s->p[s->n - 1] : '\0', open = close == ']' ? '[' : '(';
    if (close != ']' && close != ')')
        return false;
    size_t i = s->n - 1;
    while (i > 0 && s->p[i - 1] != open && s->p[i - 1] != close)
        i--;
    struct nc_str inside = nc_str_sub(*s, i, s->n - 1);
    size_t colons = nc_str_search(inside, NC_LIT("::"), 0);
    if (i == 0 || s->p[i - 1] != open || colons == inside.n ||
        !set_field(task, nc_str_trim(nc_str_sub(inside, 0, colons)),
                   nc_str_trim(nc_str_sub(inside, colons + 2, inside.n))))
        return false;
    *s = nc_str_sub(*s, 0, i - 1);
    return true;
}

/* Reads a task's field at i of s. *end: after its bracket. */
static bool read_field(struct nc_task *task, struct nc_str s, size_t i, size_t *end)
{
    char close = s.p[i] == '[' ? ']' : ')';
    struct nc_str rest = nc_str_sub(s, i + 1, s.n < i + MAX_FIELD ? s.n : i + MAX_FIELD);
    size_t to = nc_str_find(rest, close, 0), colons = nc_str_search(rest, NC_LIT("::"), 0);
    if (to == rest.n || colons >= to ||
        !set_field(task, nc_str_trim(nc_str_sub(rest, 0, colons)),
                   nc_str_trim(nc_str_sub(rest, colons + 2, to))))
        return false;
    *end = i + 1 + to + 1;
    return true;
}

/* Removes fields from t that precede other words, each with a blank beside it. The text after a
 * field becomes a node of its own. */
static void take_inner_fields(struct nc_doc *doc, struct nc_task *task, struct nc_node *t)
{
    struct nc_str s = t->u.text;
    for (size_t i = 0, end; i < s.n; i++) {
        if ((s.p[i] != '[' && s.p[i] != '(') || !read_field(task, s, i, &end))
            continue;
        size_t cut = i;
        if (i > 0 && s.p[i - 1] == ' ')
            cut--;
        struct nc_pos pos = t->pos;
        pos.col += (uint32_t)nc_utf8_count(nc_str_sub(s, 0, end));
        t->u.text = nc_str_sub(s, 0, cut);
        s = nc_str_sub(s, end, s.n);
        struct nc_node *rest = nc_node_text(doc, NC_TEXT, pos, s);
        nc_node_insert(t, rest);
        t = rest;
        i = (size_t)-1;
    }
}

/* The offset of the tag or block id that ends s after a blank; s.n if another word ends it. */
static size_t kept_word(struct nc_str s)
{
    size_t i = s.n;
    while (i > 0 && s.p[i - 1] != ' ' && s.p[i - 1] != '\t')
        i--;
    return i < s.n && (s.p[i] == '#' || s.p[i] == '^') && s.n - i > 1 ? i : s.n;
}

/* The offset of a sign of the Tasks plugin that is not a date, if it and its words end s after a
 * blank: "🆔 abc", "⛔ abc,def", "🏁 delete"; s.n if another word ends it. */
static size_t kept_sign(struct nc_str s)
{
    static const char *const signs[] = {"🆔", "⛔", "🏁"};
    size_t i = s.n;
    while (i > 0 && (unsigned char)s.p[i - 1] < 0x80 &&
           (strchr(" ,-_", s.p[i - 1]) || nc_is_alnum((unsigned char)s.p[i - 1])))
        i--;
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
        struct nc_str before = nc_str_sub(s, 0, i);
        if (take_sign(&before, signs[k]) && before.n && before.p[before.n - 1] == ' ')
            return before.n;
    }
    return s.n;
}

/* Removes the task's signs and fields from the end of t. Words among them that stay follow in texts
 * of their own, each with the blank before it. */
static void take_signs(struct nc_doc *doc, struct nc_task *task, struct nc_node *t)
{
    struct nc_str whole = t->u.text, s = trim_end(whole), kept[MAX_PARTS];
    size_t kept_count = 0, cut = whole.n;
    bool taken = false;
    for (size_t parts = 0; parts < MAX_PARTS; parts++) {
        s = trim_end(s);
        size_t word = kept_word(s), sign = kept_sign(s);
        word = sign < s.n ? sign : word;
        if (take_date(task, &s) || take_priority(task, &s) || take_repeat(task, &s) ||
            take_field(task, &s)) {
            taken = true;
            cut = trim_end(s).n;
        } else if (word > 0 && word < s.n) {
            kept[kept_count++] = nc_str_sub(s, word - 1, s.n);
            s = nc_str_sub(s, 0, word);
        } else {
            break;
        }
    }
    if (!taken)
        return;
    t->u.text = nc_str_sub(whole, 0, cut);
    struct nc_node *after = t;
    while (kept_count--) {
        size_t at = (size_t)(kept[kept_count].p - whole.p);
        if (at < cut)
            continue;
        struct nc_pos pos = t->pos;
        pos.col += (uint32_t)nc_utf8_count(nc_str_sub(whole, 0, at));
        struct nc_node *n = nc_node_text(doc, NC_TEXT, pos, kept[kept_count]);
        nc_node_insert(after, n);
        after = n;
    }
}

/* The last text on the first line of a block, or NULL. */
static struct nc_node *line_end_text(struct nc_node *block)
{
    struct nc_node *last = NULL;
    for (struct nc_node *n = block->first; n && !nc_is_break(n); n = n->next)
        last = n;
    return last && nc_is_open_text(last) ? last : NULL;
}

/* Removes Roam's {{[[TODO]]}} at the beginning of a block and returns its state; 0 if there is
 * none. */
static uint32_t take_roam_word(struct nc_node *block)
{
    struct nc_node *word = block->first, *t = word ? word->next : NULL;
    if (!word || word->kind != NC_TEXT ||
        (word->origin != NC_ORIGIN_TODO && word->origin != NC_ORIGIN_DONE))
        return 0;
    uint32_t mark = word->origin == NC_ORIGIN_DONE ? 'x' : ' ';
    nc_node_unlink(word, NULL);
    if (t && t->kind == NC_TEXT && t->u.text.n && t->u.text.p[0] == ' ') {
        t->u.text = nc_str_sub(t->u.text, 1, t->u.text.n);
        t->pos.col++;
    }
    return mark;
}

void nc_task_read(struct nc_doc *doc, struct nc_node *item, bool signs)
{
    struct nc_node *block = item->first;
    bool lines = nc_is_text_block(block);
    struct nc_node *t = lines || (block && block->kind == NC_HEADING) ? block->first : NULL;
    if (!t || t->kind != NC_TEXT)
        return;
    uint32_t mark = take_roam_word(block);
    if (!mark && lines) {
        join_state(doc, t);
        mark = take_box(t);
    }
    if (!mark)
        return;
    struct nc_task *task = nc_task_of(doc, item);
    task->mark = mark;
    task->state = nc_task_state_of(mark);
    struct nc_node *end = signs && lines ? line_end_text(block) : NULL;
    if (end)
        take_signs(doc, task, end);
    for (struct nc_node *n = item->first->first, *next; signs && n && !nc_is_break(n); n = next) {
        next = n->next;
        if (nc_is_open_text(n))
            take_inner_fields(doc, task, n);
    }
}

/* --- Logseq's lines --- */

static bool is_day_name(struct nc_str word)
{
    for (size_t i = 0; i < word.n; i++)
        if ((unsigned char)word.p[i] < 0x80 && !nc_ascii_is_letter((unsigned char)word.p[i]) &&
            word.p[i] != '.')
            return false;
    return true;
}

/* Sets the repeater of one of the two dates. The other date must repeat the same way, or not at
 * all. */
static bool read_repeater(struct nc_doc *doc, struct nc_task *task, bool scheduled,
                          struct nc_str word)
{
    if (task->repeat.n && !nc_str_eq(task->repeat, word))
        return false;
    task->repeat_of = task->repeat.n ? NC_REPEAT_ALL
                      : scheduled    ? NC_REPEAT_SCHEDULED
                                     : NC_REPEAT_DEADLINE;
    task->repeat = nc_arena_str(doc->arena, word);
    return true;
}

/* Reads the rest of a stamp after its date: the name of the day, a time, a repeater. False for
 * anything else. */
static bool read_stamp_rest(struct nc_doc *doc, struct nc_task *task, struct nc_when *when,
                            bool scheduled, struct nc_str s)
{
    bool ok = true;
    for (size_t i = 0; ok && i < s.n;) {
        size_t to = nc_str_find(s, ' ', i);
        struct nc_str word = nc_str_sub(s, i, to);
        struct nc_buf day = {0};
        struct nc_when with_time;
        nc_when_put(&day, when);
        nc_buf_puts(&day, "T");
        nc_buf_str(&day, word);
        if (nc_when_parse(&with_time, nc_buf_view(&day), NC_WHEN_YAML))
            *when = with_time;
        else if (word.n && (word.p[0] == '+' || word.p[0] == '.'))
            ok = read_repeater(doc, task, scheduled, word);
        else
            ok = is_day_name(word);
        nc_buf_dispose(&day);
        i = to + 1;
    }
    return ok;
}

/* Reads a stamp at the beginning of s into one of the dates and returns its length; 0 if there is
 * none. */
static size_t read_stamp(struct nc_doc *doc, struct nc_task *task, struct nc_str s)
{
    bool scheduled = nc_str_starts(s, NC_LIT("SCHEDULED: <"));
    size_t from = scheduled ? 12 : 11, to = nc_str_find(s, '>', 0);
    struct nc_when when;
    if ((!scheduled && !nc_str_starts(s, NC_LIT("DEADLINE: <"))) || to == s.n)
        return 0;
    struct nc_str stamp = nc_str_sub(s, from, to);
    size_t n = nc_when_scan(&when, stamp, NC_WHEN_YAML);
    struct nc_when *at = scheduled ? &task->scheduled : &task->deadline;
    if (!n || nc_when_is_set(at) || nc_str_find(stamp, '<', 0) < stamp.n)
        return 0;
    if (!read_stamp_rest(doc, task, &when, scheduled, nc_str_sub(stamp, n, stamp.n)))
        return 0;
    if (when.has_zone) /* a time that ends: 10:00-11:00 */
        return 0;
    *at = when;
    return to + 1;
}

bool nc_task_read_stamps(struct nc_doc *doc, struct nc_task *task, struct nc_str s)
{
    struct nc_task read = *task;
    s = nc_str_trim(s);
    if (!s.n)
        return false;
    while (s.n) {
        size_t n = read_stamp(doc, &read, s);
        if (!n)
            return false;
        s = nc_str_trim(nc_str_sub(s, n, s.n));
    }
    *task = read;
    return true;
}

void nc_task_take_stamps(struct nc_doc *doc, struct nc_node *item)
{
    const struct nc_str words[] = {NC_LIT(" SCHEDULED: <"), NC_LIT(" DEADLINE: <")};
    struct nc_node *t = item->first ? line_end_text(item->first) : NULL;
    if (!t || !item->u.item.task)
        return;
    size_t from = t->u.text.n;
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        size_t at = nc_str_search(t->u.text, words[k], 0);
        from = at < from ? at : from;
    }
    if (nc_task_read_stamps(doc, item->u.item.task, nc_str_sub(t->u.text, from, t->u.text.n)))
        t->u.text = trim_end(nc_str_sub(t->u.text, 0, from));
}
