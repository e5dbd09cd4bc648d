/* Prints a TOML text as the tagged JSON of toml-test, for tests/run_toml.py. It is no test itself.
 * Usage: toml_as_json FILE; exit 1 and "line:column: problem" if the text is refused. */
#include "base/fsio.h"
#include "base/jsontext.h"
#include "base/toml.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const tags[] = {
    [NC_TOML_STRING] = "string",         [NC_TOML_INTEGER] = "integer",
    [NC_TOML_FLOAT] = "float",           [NC_TOML_BOOL] = "bool",
    [NC_TOML_DATETIME] = "datetime",     [NC_TOML_LOCAL_DATETIME] = "datetime-local",
    [NC_TOML_LOCAL_DATE] = "date-local", [NC_TOML_LOCAL_TIME] = "time-local",
};

static void put_scalar(struct nc_buf *out, const struct nc_toml *t)
{
    struct nc_buf value = {0};
    if (t->type == NC_TOML_INTEGER)
        nc_buf_printf(&value, "%lld", (long long)t->u.i);
    else if (t->type == NC_TOML_FLOAT)
        nc_buf_printf(&value, "%.17g", t->u.f);
    else if (t->type == NC_TOML_BOOL)
        nc_buf_puts(&value, t->u.b ? "true" : "false");
    else
        nc_buf_str(&value, t->raw);
    nc_buf_printf(out, "{\"type\":\"%s\",\"value\":", tags[t->type]);
    nc_json_string(out, nc_buf_view(&value));
    nc_buf_char(out, '}');
    nc_buf_dispose(&value);
}

/* Recursion is bounded by NC_TOML_DEPTH. */
static void put(struct nc_buf *out, const struct nc_toml *t)
{
    bool is_table = t->type == NC_TOML_TABLE;
    if (!is_table && t->type != NC_TOML_ARRAY) {
        put_scalar(out, t);
        return;
    }
    nc_buf_char(out, is_table ? '{' : '[');
    for (const struct nc_toml *c = t->first; c; c = c->next) {
        if (is_table) {
            nc_json_string(out, c->key);
            nc_buf_char(out, ':');
        }
        put(out, c);
        if (c->next)
            nc_buf_char(out, ',');
    }
    nc_buf_char(out, is_table ? '}' : ']');
}

int main(int argc, char **argv)
{
    struct nc_buf text = {0}, out = {0};
    struct nc_fail f = {0};
    if (argc != 2 || nc_read_file(&text, argv[1], (size_t)1 << 24, &f) != 0)
        return 2;
    struct nc_arena *a = nc_arena_new();
    struct nc_toml_error e = {0};
    const struct nc_toml *t = nc_toml_read(a, nc_buf_view(&text), &e);
    if (t) {
        put(&out, t);
        puts(out.p);
    } else {
        fprintf(stderr, "%u:%u: %s\n", e.line, e.column, e.problem);
    }
    nc_arena_free(a);
    nc_buf_dispose(&text);
    nc_buf_dispose(&out);
    return t ? 0 : 1;
}
