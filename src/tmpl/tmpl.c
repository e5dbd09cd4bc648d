/* Loads templates and fills them in. */
#include "tmpl/tmpl.h"

#include "base/arena.h"
#include "base/fsio.h"
#include "base/xmltext.h"
#include "tmpl/embed.h"

#include <errno.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <sys/stat.h>

#define MAX_TEMPLATE ((size_t)1 << 20)
#define MAX_DEPTH 8

struct loaded {
    struct loaded *next;
    char *name;
    struct nc_buf text;
};

struct nc_templates {
    const char *folder;
    struct loaded *loaded;
};

struct nc_templates *nc_templates_new(const char *folder)
{
    struct nc_templates *t = nc_calloc(1, sizeof *t);
    t->folder = folder;
    return t;
}

void nc_templates_free(struct nc_templates *t)
{
    if (!t)
        return;
    for (struct loaded *l = t->loaded; l;) {
        struct loaded *next = l->next;
        nc_buf_dispose(&l->text);
        free(l->name);
        free(l);
        l = next;
    }
    free(t);
}

void nc_templates_stamp(struct nc_buf *out, const char *folder)
{
    struct nc_buf path = {0};
    struct stat st;
    for (size_t i = 0; i < nc_embedded_count; i++) {
        nc_buf_clear(&path);
        nc_buf_printf(&path, "%s/%s", folder, nc_embedded[i].name);
        if (stat(path.p, &st) == 0)
            nc_buf_printf(out, "%s %llx\n", nc_embedded[i].name,
                          (unsigned long long)nc_file_stamp(&st));
    }
    nc_buf_dispose(&path);
}

static void put_names(struct nc_buf *out, const char *before, const char *after)
{
    for (size_t i = 0; i < nc_embedded_count; i++)
        if (strncmp(nc_embedded[i].name, "sql/", 4) != 0)
            nc_buf_printf(out, "%s%s%s", before, nc_embedded[i].name, after);
}

void nc_templates_list(struct nc_buf *out)
{
    put_names(out, "", "\n");
}

/* Whether the folder holds a file of this name; path becomes its path. -1 and a message: it may
 * exist but cannot be examined. */
static int has_own(struct nc_buf *path, const char *folder, const char *name, struct nc_fail *f)
{
    struct stat st;
    nc_buf_clear(path);
    nc_buf_printf(path, "%s/%s", folder, name);
    if (stat(path->p, &st) == 0)
        return 1;
    return errno == ENOENT || errno == ENOTDIR
               ? 0
               : nc_fail(f, "cannot read %s: %s", path->p, strerror(errno));
}

int nc_templates_check(const char *folder, struct nc_fail *f)
{
    struct nc_buf path = {0}, names = {0};
    struct stat st;
    int has = 0;
    if (stat(folder, &st) != 0)
        return nc_fail(f, "--template-dir=%s: %s", folder, strerror(errno));
    if (!S_ISDIR(st.st_mode))
        return nc_fail(f, "--template-dir=%s: that is a file; name a folder", folder);
    for (size_t i = 0; i < nc_embedded_count && has == 0; i++)
        has = has_own(&path, folder, nc_embedded[i].name, f);
    put_names(&names, " ", "");
    if (has == 0)
        nc_fail(f, "--template-dir=%s: it contains none of the templates; they are:%s", folder,
                names.p);
    nc_buf_dispose(&path);
    nc_buf_dispose(&names);
    return has > 0 ? 0 : -1;
}

static const struct nc_embedded *find_embedded(const char *name)
{
    size_t lo = 0, hi = nc_embedded_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = strcmp(name, nc_embedded[mid].name);
        if (c == 0)
            return &nc_embedded[mid];
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

static bool is_xml_name(struct nc_str name)
{
    return nc_str_ends(name, NC_LIT(".xhtml")) || nc_str_ends(name, NC_LIT(".opf")) ||
           nc_str_ends(name, NC_LIT(".ncx")) || nc_str_ends(name, NC_LIT(".xml"));
}

/* XML_PARSE_NOERROR does not cover libxml2's messages about bytes it cannot decode: these go to the
 * calling thread's error function, which prints by default. */
static void say_nothing(void *ctx, const char *format, ...)
{
    (void)ctx;
    (void)format;
}

/* A page template must be well-formed XML even before it is filled: to the parser its marks are
 * text. */
static int check_xml(const char *path, struct nc_str text, struct nc_fail *f)
{
    xmlSetGenericErrorFunc(NULL, say_nothing);
    xmlParserCtxtPtr ctx = xmlNewParserCtxt();
    if (!ctx)
        return nc_fail(f, "%s: out of memory", path);
    xmlDocPtr doc = xmlCtxtReadMemory(ctx, text.p, (int)text.n, path, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    int err = 0;
    if (!doc) {
        const xmlError *e = xmlCtxtGetLastError(ctx);
        err = nc_fail(f, "%s:%d:%d: the template is not well-formed: %s", path, e ? e->line : 1,
                      e ? e->int2 : 1, e && e->message ? e->message : "unreadable");
        while (f->message.n && f->message.p[f->message.n - 1] == '\n')
            f->message.p[--f->message.n] = '\0';
    }
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(ctx);
    return err;
}

static int load_user(struct nc_str *out, struct nc_templates *t, const char *name, const char *path,
                     struct nc_fail *f)
{
    struct loaded *l = nc_calloc(1, sizeof *l);
    int err = nc_read_file(&l->text, path, MAX_TEMPLATE, f);
    if (!err && is_xml_name(nc_str(name)))
        err = check_xml(path, nc_buf_view(&l->text), f);
    if (err) {
        nc_buf_dispose(&l->text);
        free(l);
        return -1;
    }
    l->name = nc_malloc(strlen(name) + 1);
    strcpy(l->name, name);
    l->next = t->loaded;
    t->loaded = l;
    *out = nc_buf_view(&l->text);
    return 0;
}

int nc_template_get(struct nc_str *out, struct nc_templates *t, const char *name, struct nc_fail *f)
{
    *out = NC_NONE;
    for (const struct loaded *l = t->loaded; l; l = l->next) {
        if (strcmp(l->name, name) == 0) {
            *out = nc_buf_view(&l->text);
            return 0;
        }
    }
    const struct nc_embedded *e = find_embedded(name);
    if (!e) {
        struct nc_buf names = {0};
        put_names(&names, " ", "");
        nc_fail(f, "there is no template %s; the templates are:%s", name,
                names.p ? names.p : " none");
        nc_buf_dispose(&names);
        return -1;
    }
    struct nc_buf path = {0};
    int has = t->folder ? has_own(&path, t->folder, name, f) : 0;
    int err = has > 0 ? load_user(out, t, name, path.p, f) : has;
    if (has == 0)
        *out = (struct nc_str){(const char *)e->data, e->len};
    nc_buf_dispose(&path);
    return err;
}

/* A text, then the mark that follows it: a value, or the beginning of a section. */
struct nc_tmpl_piece {
    struct nc_str text;
    /* p is NULL: no mark follows */
    struct nc_str name;
    bool is_section;
    /* of a section: where its content ends in the list; 0: it is never closed */
    size_t end;
};

/* The offset of the {{/name}} that ends the section whose content begins at i, skipping nested
 * sections of the same name; s.n if there is none. */
static size_t section_end(struct nc_str s, size_t i, struct nc_str name)
{
    unsigned depth = 1;
    while (i < s.n) {
        size_t at = nc_str_search(s, NC_LIT("{{"), i), to = nc_str_search(s, NC_LIT("}}"), at);
        if (to >= s.n)
            return s.n;
        struct nc_str mark = nc_str_sub(s, at + 2, to);
        bool same = mark.n == name.n + 1 && nc_str_eq(nc_str_sub(mark, 1, mark.n), name);
        if (same && mark.p[0] == '#')
            depth++;
        if (same && mark.p[0] == '/' && --depth == 0)
            return at;
        i = to + 2;
    }
    return s.n;
}

/* Appends the pieces of a text. Recursion follows the nesting of sections, which MAX_DEPTH bounds:
 * a text is searched at most that many times for the ends of the sections around it. What lies
 * deeper, and what follows a section that is never closed, is never filled. */
static void parse(struct nc_tmpl *t, struct nc_str s, size_t depth)
{
    for (size_t i = 0; i < s.n;) {
        size_t at = nc_str_search(s, NC_LIT("{{"), i), to = nc_str_search(s, NC_LIT("}}"), at),
               number = t->count++;
        nc_grow(&t->pieces, &t->cap, t->count, sizeof *t->pieces);
        struct nc_tmpl_piece *p = &t->pieces[number];
        *p = (struct nc_tmpl_piece){.text = nc_str_sub(s, i, to < s.n ? at : s.n)};
        if (to >= s.n)
            return;
        p->is_section = to > at + 2 && s.p[at + 2] == '#';
        p->name = nc_str_sub(s, at + 2 + p->is_section, to);
        i = to + 2;
        if (!p->is_section)
            continue;
        struct nc_str name = p->name;
        size_t end = section_end(s, i, name);
        if (end == s.n)
            return;
        if (depth < MAX_DEPTH)
            parse(t, nc_str_sub(s, i, end), depth + 1);
        t->pieces[number].end = t->count;
        i = end + name.n + 5;
    }
}

void nc_tmpl_parse(struct nc_tmpl *t, const char *name, struct nc_str text)
{
    *t = (struct nc_tmpl){.name = name, .text = text};
    parse(t, text, 0);
}

void nc_tmpl_dispose(struct nc_tmpl *t)
{
    free(t->pieces);
    *t = (struct nc_tmpl){0};
}

/* The rows whose names are visible, the innermost last. */
struct scope {
    const struct nc_tmpl_row *rows[MAX_DEPTH + 1];
    size_t depth;
    /* how many are open, including those without rows */
    size_t sections;
};

static const struct nc_tmpl_var *look_up(const struct scope *s, struct nc_str name)
{
    for (size_t d = s->depth; d-- > 0;)
        for (size_t i = 0; i < s->rows[d]->count; i++)
            if (nc_str_eqz(name, s->rows[d]->vars[i].name))
                return &s->rows[d]->vars[i];
    return NULL;
}

/* Fails with a message that begins with the place of a mark in the template. */
static int fail_at(const struct nc_tmpl *t, struct nc_str mark, struct nc_fail *f,
                   const char *before, const char *after)
{
    size_t line = 1;
    for (const char *p = t->text.p; p < mark.p; p++)
        line += *p == '\n';
    return nc_fail(f, "%s:%zu: the template %s%.*s%s", t->name, line, before, NC_FMT(mark), after);
}

static int unknown(const struct nc_tmpl *t, const struct scope *s, struct nc_str name,
                   struct nc_fail *f)
{
    struct nc_buf names = {0};
    nc_buf_puts(&names, "}}, which has no value there; the names are:");
    size_t none = names.n;
    for (size_t d = 0; d < s->depth; d++)
        for (size_t i = 0; i < s->rows[d]->count; i++)
            nc_buf_printf(&names, " %s", s->rows[d]->vars[i].name);
    nc_buf_puts(&names, names.n == none ? " none" : "");
    fail_at(t, name, f, "uses {{", names.p);
    nc_buf_dispose(&names);
    return -1;
}

static int fill(struct nc_buf *out, const struct nc_tmpl *t, struct nc_range pieces,
                struct scope *scope, struct nc_fail *f);

static int fill_section(struct nc_buf *out, const struct nc_tmpl *t, struct nc_range content,
                        const struct nc_tmpl_var *v, struct scope *scope, struct nc_fail *f)
{
    int err = 0;
    if (scope->sections == MAX_DEPTH)
        return nc_fail(f, "%s: the template nests more than %d sections", t->name, MAX_DEPTH);
    scope->sections++;
    if (!v->rows && v->text.n)
        err = fill(out, t, content, scope, f);
    for (size_t i = 0; v->rows && i < v->row_count && !err; i++) {
        scope->rows[scope->depth++] = &v->rows[i];
        err = fill(out, t, content, scope, f);
        scope->depth--;
    }
    scope->sections--;
    return err;
}

/* Fills in some pieces. Recursion is as deep as that of parse. */
static int fill(struct nc_buf *out, const struct nc_tmpl *t, struct nc_range pieces,
                struct scope *scope, struct nc_fail *f)
{
    for (size_t i = pieces.from; i < pieces.to;) {
        const struct nc_tmpl_piece *p = &t->pieces[i++];
        nc_buf_str(out, p->text);
        if (!p->name.p)
            return 0;
        const struct nc_tmpl_var *v = look_up(scope, p->name);
        if (!v)
            return unknown(t, scope, p->name, f);
        if (p->is_section && !p->end)
            return fail_at(t, p->name, f, "opens {{#", "}} and never closes it");
        if (p->is_section) {
            if (fill_section(out, t, (struct nc_range){i, p->end}, v, scope, f))
                return -1;
            i = p->end;
        } else if (v->is_markup) {
            nc_buf_str(out, v->text);
        } else {
            nc_xml_escape(out, v->text);
        }
    }
    return 0;
}

int nc_tmpl_fill(struct nc_buf *out, const struct nc_tmpl *tmpl, const struct nc_tmpl_row *vars,
                 struct nc_fail *f)
{
    struct scope scope = {.depth = 1};
    scope.rows[0] = vars;
    if (fill(out, tmpl, (struct nc_range){0, tmpl->count}, &scope, f))
        return -1;
    bool has_place = nc_str_search(tmpl->text, NC_LIT("{{body}}"), 0) < tmpl->text.n;
    return has_place || !look_up(&scope, NC_LIT("body"))
               ? 0
               : nc_fail(f, "%s: the template has no {{body}}, so the text of notes would be lost",
                         tmpl->name);
}

int nc_tmpl_render(struct nc_buf *out, const char *name, struct nc_str tmpl,
                   const struct nc_tmpl_row *vars, struct nc_fail *f)
{
    struct nc_tmpl t;
    nc_tmpl_parse(&t, name, tmpl);
    int err = nc_tmpl_fill(out, &t, vars, f);
    nc_tmpl_dispose(&t);
    return err;
}
