/* Reports options on the command line that the run does not use. */
#include "app/optiontable.h"

#include <string.h>
#include <sys/stat.h>

enum nc_command nc_option_command(const struct nc_option_row *row)
{
    struct nc_str help = nc_str(row->def.help);
    return row->backend ? NC_COMMAND_COUNT
                        : nc_command_named(nc_str_sub(help, 0, nc_str_find(help, ':', 0)));
}

bool nc_backend_takes(const struct nc_backend *b, const char *name)
{
    for (const struct nc_optdef *d = b->options; d && d->name; d++)
        if (strcmp(d->name, name) == 0)
            return true;
    return false;
}

static bool is_taken(const struct nc_options *o, const char *name)
{
    bool taken = false;
    for (size_t i = 0; i < o->format_count; i++)
        taken |= nc_backend_takes(o->formats[i], name);
    return taken;
}

/* Appends the formats that have the option, as "epub, kepub and html". Returns how many. */
static size_t put_takers(struct nc_buf *out, const char *name)
{
    size_t last = 0, count = 0;
    for (size_t i = 0; nc_backends[i]; i++)
        last = nc_backend_takes(nc_backends[i], name) ? i : last;
    for (size_t i = 0; i <= last; i++)
        if (nc_backend_takes(nc_backends[i], name))
            nc_buf_printf(out, "%s%s",
                          !count++    ? ""
                          : i == last ? " and "
                                      : ", ",
                          nc_backends[i]->name);
    return count;
}

/* Reports an option that has no effect, and why. */
static void report_idle(const struct nc_options *o, const char *name, const char *why)
{
    nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
            "--%s has no effect here: %s", name, why);
}

static void report_format(const struct nc_options *o, const char *name)
{
    struct nc_buf why = {0};
    nc_buf_puts(&why, "it is an option of ");
    size_t count = put_takers(&why, name);
    nc_buf_printf(&why, ", %s made", count == 1 ? "which is not" : "none of which is");
    report_idle(o, name, why.p);
    nc_buf_dispose(&why);
}

/* Whether the input is one file or standard input. */
static bool is_one_note(const struct nc_options *o)
{
    struct stat st;
    const char *input = o->input_count ? o->inputs[0] : "-";
    return o->input_count <= 1 &&
           (strcmp(input, "-") == 0 || (stat(input, &st) == 0 && S_ISREG(st.st_mode)));
}

static bool makes(const struct nc_options *o, const char *format)
{
    bool found = false;
    for (size_t i = 0; i < o->format_count; i++)
        found |= strcmp(o->formats[i]->name, format) == 0;
    return found;
}

/* Whether `check` and `cards` have no use for the option, though a conversion has. `cards` writes a
 * file like a conversion if one is named or asked for. */
static bool is_of_conversion(const struct nc_options *o, const struct nc_option_row *row)
{
    static const char *const several[] = {"prune", "write-ids", "to", "each", "split", NULL};
    static const char *const writing[] = {"depfile", "force", "dry-run", NULL};
    struct nc_str name = nc_str(row->def.name);
    bool is_several = nc_str_is_among(name, several), writes = nc_str_is_among(name, writing);
    if (o->command == NC_CMD_CARDS)
        return is_several || (writes && !o->cards_page && !o->output) ||
               nc_str_eqz(name, "state") ||
               (row->backend && !nc_backend_takes(&nc_backend_cards, row->def.name));
    if (o->command == NC_CMD_CHECK)
        return is_several || writes || nc_str_eqz(name, "keep-going") ||
               nc_str_eqz(name, "output") || (row->backend && !nc_str_eqz(name, "target"));
    return false;
}

/* Why reading does not use the option; NULL: it does. */
static const char *why_not_read(const struct nc_options *o, const char *name)
{
    static const char *const extensions[] = {"breaks", "no-repair", "keep-queries", "ruby", NULL};
    struct nc_str option = nc_str(name);
    bool is_extension = nc_str_is_among(option, extensions);
    if (o->from_json &&
        (is_extension || nc_str_eqz(option, "strict") || nc_str_eqz(option, "encoding")))
        return "--from=json reads documents, not notes";
    if (o->parse.strict && (is_extension || (nc_str_eqz(option, "from") && !o->from_json)))
        return "--strict reads CommonMark and nothing else";
    return NULL;
}

static void report_row(const struct nc_options *o, const struct nc_option_row *row)
{
    /* What is excluded is not used by a single note either, so --exclude is not among these. */
    static const char *const choosing[] = {"include", "tag",   "where", "index",
                                           "plan",    "order", NULL};
    const char *name = row->def.name, *why = why_not_read(o, name);
    enum nc_command command = nc_option_command(row);
    if (why)
        report_idle(o, name, why);
    if (is_of_conversion(o, row))
        nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
                "--%s has no effect here: noteconv %s does not use it", name,
                nc_commands[o->command].word);
    if (nc_str_is_among(nc_str(name), choosing) && is_one_note(o))
        nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
                "--%s has no effect on a single note; it is for folders", name);
    if (row->backend && !is_taken(o, name) && o->command == NC_CMD_CONVERT)
        report_format(o, name);
    else if (strcmp(name, "write-ids") == 0 && !makes(o, "apkg") && o->command == NC_CMD_CONVERT)
        report_idle(o, name, "it is for cards, and apkg is not made");
    else if (command != NC_COMMAND_COUNT && command != o->command)
        nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
                "--%s has no effect here: it is an option of noteconv %s", name,
                nc_commands[command].word);
}

/* What a word of the command line sets. Of two words that set the same only the last one counts. */
struct setter {
    bool is_metadata;
    struct nc_str name, value;
};

static struct setter setter_of(const struct nc_option_row *rows, const struct nc_option_word *word)
{
    struct nc_str key = nc_option_meta_key(&rows[word->row], word->value);
    struct setter s = {key.n > 0, key.n ? key : nc_str(word->key),
                       nc_str(word->value ? word->value : "")};
    if (key.n && key.p == word->value)
        s.value = nc_str_sub(s.value, key.n + 1, s.value.n);
    return s;
}

/* Whether the options exclude each other. */
static bool are_rivals(struct nc_str a, struct nc_str b)
{
    static const char *const pairs[][2] = {
        {"quiet", "verbose"}, {"each", "split"}, {"html", "json"}};
    bool found = false;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        for (size_t k = 0; k < 2; k++)
            found |= nc_str_eqz(a, pairs[i][k]) && nc_str_eqz(b, pairs[i][1 - k]);
    return found;
}

static bool replaces(const struct setter *later, const struct setter *earlier)
{
    if (later->is_metadata != earlier->is_metadata)
        return false;
    if (later->is_metadata)
        return nc_str_ieq(later->name, earlier->name);
    return nc_str_eq(later->name, earlier->name) || are_rivals(later->name, earlier->name);
}

/* Appends an option as it may be written: "--breaks=hard", "-M deck=A". */
static void put_option(struct nc_buf *out, const struct nc_option_row *row, const char *value)
{
    bool by_letter = row->letter == 'M' || row->letter == 'o';
    if (by_letter)
        nc_buf_printf(out, "-%c %s", row->letter, value);
    else
        nc_buf_printf(out, "--%s%s%s", row->def.name, value ? "=" : "", value ? value : "");
}

const struct nc_option_word *nc_option_successor(const struct nc_option_row *rows,
                                                 const struct nc_option_scan *scan, size_t i)
{
    const struct nc_option_word *word = &scan->words[i], *last = word;
    struct setter own = setter_of(rows, word);
    for (size_t k = i + 1; k < scan->word_count && !nc_option_adds(word->key); k++) {
        struct setter other = setter_of(rows, &scan->words[k]);
        last = replaces(&other, &own) ? &scan->words[k] : last;
    }
    struct setter final = setter_of(rows, last);
    bool is_same = nc_str_eq(own.name, final.name) && nc_str_eq(own.value, final.value);
    return is_same ? NULL : last;
}

/* Reports word i if a later one sets the same otherwise. */
static void report_replaced(const struct nc_options *o, const struct nc_option_row *rows,
                            const struct nc_option_scan *scan, size_t i)
{
    const struct nc_option_word *word = &scan->words[i];
    const struct nc_option_word *last = nc_option_successor(rows, scan, i);
    if (!last || (o->command == NC_CMD_CONVERT && strcmp(word->key, "output") == 0))
        return; /* each -o of a conversion names an output */
    struct nc_buf text = {0};
    put_option(&text, &rows[word->row], word->value);
    nc_buf_puts(&text, " has no effect here: ");
    put_option(&text, &rows[last->row], last->value);
    nc_diag(o->setting_diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
            "%s is given later and replaces it", text.p);
    nc_buf_dispose(&text);
}

void nc_options_report_idle(const struct nc_options *o, const struct nc_option_scan *scan)
{
    struct nc_option_row rows[NC_OPTION_MAX];
    bool reads_notes = o->command == NC_CMD_CONVERT || o->command == NC_CMD_CHECK ||
                       o->command == NC_CMD_CARDS || o->command == NC_CMD_SEND;
    size_t n = reads_notes ? nc_option_rows(rows) : 0;
    for (size_t i = 0; i < n; i++)
        if (scan->given[i])
            report_row(o, &rows[i]);
    for (size_t i = 0; n && i < scan->word_count; i++)
        report_replaced(o, rows, scan, i);
}
