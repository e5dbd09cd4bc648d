/* What the settings of Obsidian and Logseq hide: by the beginning of a path, or by a regular
 * expression. Hidden notes are not part of a product, but links and embeds find them, as they do in
 * those programs. What .noteconvignore lists (globs.h) is not found at all. */
#include "vault/vaultdata.h"

#include "base/uchar.h"

#include <stdlib.h>

#define MAX_REGEX 256
#define MAX_COUNTS 4 /* {n,m}, and + after groups, in one expression */

static struct nc_hidden *add_rule(struct nc_vault *v)
{
    nc_grow(&v->hidden, &v->hidden_cap, v->hidden_count + 1, sizeof *v->hidden);
    struct nc_hidden *h = &v->hidden[v->hidden_count++];
    *h = (struct nc_hidden){0};
    return h;
}

void nc_hide_prefix(struct nc_vault *v, struct nc_str prefix, bool whole_parts)
{
    struct nc_buf folded = {0};
    while (prefix.n && prefix.p[0] == '/')
        prefix = nc_str_sub(prefix, 1, prefix.n);
    nc_nfc_fold(&folded, prefix);
    if (folded.n) {
        struct nc_hidden *h = add_rule(v);
        h->prefix = nc_arena_str(v->arena, nc_buf_view(&folded));
        h->whole_parts = whole_parts;
    }
    nc_buf_dispose(&folded);
}

/* --- JavaScript's regular expressions as POSIX has them --- */

struct translation {
    struct nc_str in;
    size_t at;
    unsigned counts;
    struct nc_buf *out;
};

/* "\d" and other escapes; false: POSIX has no equivalent. */
static bool put_escape(struct translation *t, bool in_class)
{
    static const struct {
        char sign;
        const char *plain, *in_class;
    } sets[] = {{'d', "[0-9]", "0-9"},
                {'D', "[^0-9]", NULL},
                {'w', "[[:alnum:]_]", "[:alnum:]_"},
                {'W', "[^[:alnum:]_]", NULL},
                {'s', "[[:space:]]", "[:space:]"},
                {'S', "[^[:space:]]", NULL}};
    if (t->at + 1 >= t->in.n)
        return false;
    char c = t->in.p[++t->at];
    t->at++;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (sets[i].sign != c)
            continue;
        const char *set = in_class ? sets[i].in_class : sets[i].plain;
        nc_buf_puts(t->out, set ? set : "");
        return set != NULL;
    }
    bool is_word = nc_ascii_is_alnum(c);
    if (is_word || (unsigned char)c >= 0x80 ||
        (in_class && (c == ']' || c == '-' || c == '^' || c == '[')))
        return false;
    if (!in_class && strchr(".[]()*+?{}|^$\\", c))
        nc_buf_char(t->out, '\\');
    nc_buf_char(t->out, c);
    return true;
}

/* [...]: matches bytes, so only ASCII is allowed in it. */
static bool put_class(struct translation *t)
{
    nc_buf_char(t->out, t->in.p[t->at++]);
    if (t->at < t->in.n && t->in.p[t->at] == '^')
        nc_buf_char(t->out, t->in.p[t->at++]);
    if (t->at < t->in.n && t->in.p[t->at] == ']')
        return false;
    while (t->at < t->in.n && t->in.p[t->at] != ']') {
        char c = t->in.p[t->at];
        if ((unsigned char)c >= 0x80 || c == '[' || (c == '\\' && !put_escape(t, true)))
            return false;
        if (c == '\\')
            continue;
        nc_buf_char(t->out, c);
        t->at++;
    }
    if (t->at >= t->in.n)
        return false;
    nc_buf_char(t->out, t->in.p[t->at++]);
    return true;
}

/* Whether what was put last is a single character or class, which a count may repeat. Copies of
 * groups, or of what is repeated already, would multiply. */
static bool ends_in_atom(struct nc_str out)
{
    bool is_escaped = out.n > 1 && out.p[out.n - 2] == '\\';
    return out.n > 0 && (is_escaped || !strchr(")}*+?", out.p[out.n - 1]));
}

/* {n}, {n,} or {n,m}. Only small numbers, only a few, and only after an atom, to bound the cost. */
static bool put_count(struct translation *t)
{
    size_t from = t->at, end = nc_str_find(t->in, '}', from);
    if (end == t->in.n || end - from > 6 || ++t->counts > MAX_COUNTS ||
        !ends_in_atom(nc_buf_view(t->out)))
        return false;
    for (size_t i = from + 1; i < end; i++)
        if (t->in.p[i] != ',' && (t->in.p[i] < '0' || t->in.p[i] > '9'))
            return false;
    nc_buf_str(t->out, nc_str_sub(t->in, from, end + 1));
    t->at = end + 1;
    return true;
}

/* '*' or '+'. A '+' makes a copy of its group, so it counts as a count does. */
static bool put_repeat(struct translation *t)
{
    struct nc_str out = nc_buf_view(t->out);
    bool is_group = out.n > 0 && out.p[out.n - 1] == ')';
    if (!ends_in_atom(out) && !is_group)
        return false;
    nc_buf_char(t->out, t->in.p[t->at]);
    return t->in.p[t->at++] != '+' || !is_group || ++t->counts <= MAX_COUNTS;
}

static bool put_group(struct translation *t)
{
    nc_buf_char(t->out, '(');
    t->at++;
    if (t->at >= t->in.n || t->in.p[t->at] != '?')
        return true;
    bool plain = t->at + 1 < t->in.n && t->in.p[t->at + 1] == ':';
    t->at += 2;
    return plain;
}

static bool translate(struct nc_buf *out, struct nc_str regex)
{
    struct translation t = {.in = regex, .out = out};
    bool quantified = false;
    while (t.at < regex.n) {
        char c = regex.p[t.at];
        bool was = quantified, ok = true;
        quantified = c == '*' || c == '+' || c == '?' || c == '{';
        if (c == '?' && was) { /* lazy or greedy makes no difference to whether it matches */
            t.at++;
            quantified = false;
        } else if (c == '\\') {
            ok = put_escape(&t, false);
        } else if (c == '[') {
            ok = put_class(&t);
        } else if (c == '{') {
            ok = put_count(&t);
        } else if (c == '*' || c == '+') {
            ok = put_repeat(&t);
        } else if (c == '(') {
            ok = put_group(&t);
        } else {
            nc_buf_char(out, c);
            t.at++;
        }
        if (!ok)
            return false;
    }
    return true;
}

bool nc_hide_regex(struct nc_vault *v, struct nc_str regex)
{
    struct nc_buf posix = {0};
    regex_t compiled;
    bool ok = regex.n <= MAX_REGEX && translate(&posix, regex) && posix.n;
    int error = ok ? regcomp(&compiled, posix.p, REG_EXTENDED | REG_NOSUB) : 0;
    if (error == REG_ESPACE)
        nc_out_of_memory();
    ok = ok && error == 0;
    if (ok) {
        struct nc_hidden *h = add_rule(v);
        h->is_regex = true;
        h->regex = compiled;
    }
    nc_buf_dispose(&posix);
    return ok;
}

/* --- asking --- */

static bool begins(const struct nc_hidden *h, struct nc_str folded)
{
    struct nc_str p = h->prefix;
    return nc_str_starts(folded, p) &&
           (!h->whole_parts || p.p[p.n - 1] == '/' || folded.n == p.n || folded.p[p.n] == '/');
}

static bool matches(const struct nc_vault *v, struct nc_str path)
{
    struct nc_buf folded = {0}, text = {0};
    nc_nfc_fold(&folded, path);
    nc_buf_str(&text, path);
    bool found = false;
    for (size_t i = 0; i < v->hidden_count && !found; i++) {
        const struct nc_hidden *h = &v->hidden[i];
        found = h->is_regex ? regexec(&h->regex, text.p, 0, NULL, 0) == 0
                            : begins(h, nc_buf_view(&folded));
    }
    nc_buf_dispose(&folded);
    nc_buf_dispose(&text);
    return found;
}

/* A named note is never hidden, nor is one that is hidden only because the whole named folder
 * is. */
bool nc_vault_is_hidden(const struct nc_vault *v, struct nc_str rel)
{
    if (!v->hidden_count || nc_vault_leads_to_input(v, rel) || !matches(v, rel))
        return false;
    size_t named = 0;
    for (size_t i = 0; i < rel.n; i++)
        if (rel.p[i] == '/' && nc_vault_leads_to_input(v, nc_str_sub(rel, 0, i)))
            named = i + 1;
    return !named || !matches(v, nc_str_sub(rel, 0, named));
}

void nc_hidden_dispose(struct nc_vault *v)
{
    for (size_t i = 0; i < v->hidden_count; i++)
        if (v->hidden[i].is_regex)
            regfree(&v->hidden[i].regex);
    free(v->hidden);
}
