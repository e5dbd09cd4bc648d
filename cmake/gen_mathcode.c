/* Writes the file that src/math/mathcode.h declares. Built and run while noteconv is built.
 *
 * Usage: gen_mathcode OUTPUT SCRIPT...
 * The scripts become one, in their order. With Duktape it is compiled as well: starting from
 * bytecode takes 9 ms instead of 150. Says what is wrong if the engine cannot read it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef NC_MATH_DUKTAPE
#include <duktape.h>
#endif

struct bytes {
    unsigned char *p;
    size_t n;
};

static void fail(const char *what, const char *name)
{
    fprintf(stderr, "gen_mathcode: %s %s\n", what, name);
    exit(1);
}

static void append(struct bytes *b, const char *name)
{
    FILE *f = fopen(name, "rb");
    unsigned char piece[8192];
    size_t n;
    if (!f)
        fail("cannot read", name);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0) {
        b->p = realloc(b->p, b->n + n + 1);
        if (!b->p)
            fail("no memory for", name);
        memcpy(b->p + b->n, piece, n);
        b->n += n;
    }
    b->p[b->n] = 0;
    fclose(f);
}

/* KaTeX names its version in its interface: version:"0.16.4". */
static void find_version(char out[32], const struct bytes *script)
{
    const char *at = strstr((const char *)script->p, "version:\"");
    if (!at || sscanf(at, "version:\"%31[0-9.]\"", out) != 1)
        fail("there is no", "version:\"…\" in the script: is KATEX_JS katex.min.js?");
}

static void put_array(FILE *out, const char *name, const unsigned char *p, size_t n)
{
    fprintf(out, "%sconst unsigned char %s[] = {", strcmp(name, "code") == 0 ? "static " : "",
            name);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s%u,", i % 32 == 0 ? "\n" : "", p[i]);
    fprintf(out, "0};\n");
}

static void put_bytecode(FILE *out, const struct bytes *script)
{
#ifdef NC_MATH_DUKTAPE
    duk_context *ctx = duk_create_heap_default();
    duk_size_t n;
    duk_push_lstring(ctx, (const char *)script->p, script->n);
    duk_push_string(ctx, "katex");
    if (duk_pcompile(ctx, 0) != 0)
        fail("Duktape cannot read this KaTeX; it reads 0.16.4 to 0.16.9:",
             duk_safe_to_string(ctx, -1));
    duk_dump_function(ctx);
    const unsigned char *p = duk_get_buffer(ctx, -1, &n);
    put_array(out, "code", p, n);
    fprintf(out,
            "const unsigned char *const math_bytecode = code;\n"
            "const size_t math_bytecode_len = %lu;\n"
            "const char math_bytecode_version[] = \"%ld\";\n",
            (unsigned long)n, DUK_VERSION);
    duk_destroy_heap(ctx);
#else
    (void)script;
    fprintf(out,
            "const unsigned char *const math_bytecode = 0;\nconst size_t math_bytecode_len = 0;\n"
            "const char math_bytecode_version[] = \"\";\n");
#endif
}

int main(int argc, char **argv)
{
    struct bytes script = {NULL, 0};
    char version[32];
    if (argc < 3)
        fail("usage: gen_mathcode", "OUTPUT SCRIPT...");
    for (int i = 2; i < argc; i++)
        append(&script, argv[i]);
    find_version(version, &script);
    FILE *out = fopen(argv[1], "w");
    if (!out)
        fail("cannot write", argv[1]);
    fprintf(out, "#include \"math/mathcode.h\"\n\nconst char math_katex_version[] = \"%s%s\";\n",
            version,
            strstr((const char *)script.p, "defineMacro(\"\\\\ce\"") ? " with mhchem" : "");
    put_array(out, "math_script", script.p, script.n);
    fprintf(out, "const size_t math_script_len = %lu;\n", (unsigned long)script.n);
    put_bytecode(out, &script);
    free(script.p);
    return fclose(out) == 0 ? 0 : 1;
}
