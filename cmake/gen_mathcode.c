/* Writes the file that src/math/mathcode.h declares. Built and run while noteconv is built.
 *
 * Usage: gen_mathcode OUTPUT CHEMISTRY SCRIPT...
 * The scripts become one, in their order; that for chemistry ("-": none) is another. With Duktape
 * it is compiled as well: starting from bytecode takes 9 ms instead of 150. Says what is wrong if
 * the engine cannot read it. */
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

static void put_array(FILE *out, const char *name, const char *what, const unsigned char *p,
                      size_t n)
{
    fprintf(out, "static const unsigned char %s_%s[] = {", name, what);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s%u,", i % 32 == 0 ? "\n" : "", p[i]);
    fprintf(out, "0};\n");
}

/* The length of the bytecode, 0 without Duktape. */
static size_t put_bytecode(FILE *out, const char *name, const struct bytes *script)
{
    size_t length = 0;
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
    put_array(out, name, "bytecode", p, n);
    length = n;
    duk_destroy_heap(ctx);
#else
    (void)out;
    (void)name;
    (void)script;
#endif
    return length;
}

static void put_script(FILE *out, const char *name, const struct bytes *script)
{
    size_t length = script->n ? put_bytecode(out, name, script) : 0;
    if (!script->n) {
        fprintf(out, "const struct math_code math_%s = {0};\n", name);
        return;
    }
    put_array(out, name, "text", script->p, script->n);
    fprintf(out, "const struct math_code math_%s = {%s_text, %lu, ", name, name,
            (unsigned long)script->n);
    if (length)
        fprintf(out, "%s_bytecode, %lu};\n", name, (unsigned long)length);
    else
        fprintf(out, "0, 0};\n");
}

int main(int argc, char **argv)
{
    struct bytes script = {NULL, 0}, chemistry = {NULL, 0};
    char version[32];
    if (argc < 4)
        fail("usage: gen_mathcode", "OUTPUT CHEMISTRY SCRIPT...");
    for (int i = 3; i < argc; i++)
        append(&script, argv[i]);
    if (strcmp(argv[2], "-") != 0)
        append(&chemistry, argv[2]);
    find_version(version, &script);
    FILE *out = fopen(argv[1], "w");
    if (!out)
        fail("cannot write", argv[1]);
    fprintf(out, "#include \"math/mathcode.h\"\n\nconst char math_katex_version[] = \"%s%s\";\n",
            version, chemistry.n ? " with mhchem" : "");
#ifdef NC_MATH_DUKTAPE
    fprintf(out, "const char math_bytecode_version[] = \"%ld\";\n", (long)DUK_VERSION);
#else
    fprintf(out, "const char math_bytecode_version[] = \"\";\n");
#endif
    put_script(out, "katex", &script);
    put_script(out, "chemistry", &chemistry);
    free(script.p);
    free(chemistry.p);
    return fclose(out) == 0 ? 0 : 1;
}
