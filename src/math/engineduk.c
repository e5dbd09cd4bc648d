/* KaTeX in Duktape (2.x, ECMAScript 5: KaTeX up to 0.16.9). The script's bytecode is used if the
 * library has the version that made it; otherwise the script is compiled, which takes about 0.15 s.
 * Duktape's strings are CESU-8: characters beyond U+FFFF are two surrogates of three bytes each. */
#include "base/arena.h"
#include "base/utf8.h"
#include "math/engine.h"
#include "math/mathcode.h"

#include <duktape.h>
#include <setjmp.h>
#include <stdlib.h>

/* Every piece of memory records its size and is in a list, so that an engine can be discarded in
 * any state. */
union piece {
    struct {
        union piece *prev, *next;
        size_t size;
    } is;
    max_align_t align;
};

struct math_engine {
    duk_context *ctx;
    /* the head of the list, a ring */
    union piece pieces;
    /* bytes in use; bytes that may still be asked for */
    size_t held, fuel;
    bool has_chemistry;
    jmp_buf fatal;
};

/* --- memory --- */

static void link_piece(struct math_engine *e, union piece *p)
{
    p->is.prev = &e->pieces;
    p->is.next = e->pieces.is.next;
    p->is.next->is.prev = p->is.prev->is.next = p;
}

static void unlink_piece(union piece *p)
{
    p->is.prev->is.next = p->is.next;
    p->is.next->is.prev = p->is.prev;
}

static void give(void *udata, void *ptr)
{
    struct math_engine *e = udata;
    if (!ptr)
        return;
    union piece *p = (union piece *)ptr - 1;
    e->held -= p->is.size;
    unlink_piece(p);
    free(p);
}

/* At a limit the engine is left at once, because Duktape would first search everything it holds,
 * again and again, for something to give back. It is not used afterwards. */
static void *retake(void *udata, void *ptr, duk_size_t size)
{
    struct math_engine *e = udata;
    union piece *old = ptr ? (union piece *)ptr - 1 : NULL;
    size_t had = old ? old->is.size : 0, more = size > had ? size - had : 0;
    if (size == 0) {
        give(udata, ptr);
        return NULL;
    }
    if (more > MATH_HEAP_MAX - e->held || more > e->fuel)
        longjmp(e->fatal, 1);
    if (old)
        unlink_piece(old);
    union piece *p = realloc(old, sizeof *p + size);
    if (!p) {
        if (old)
            link_piece(e, old);
        return NULL;
    }
    p->is.size = size;
    link_piece(e, p);
    e->held += size - had;
    e->fuel -= more;
    return p + 1;
}

static void *take(void *udata, duk_size_t size)
{
    return retake(udata, NULL, size);
}

static void fatal(void *udata, const char *message)
{
    struct math_engine *e = udata;
    (void)message;
    longjmp(e->fatal, 1);
}

/* --- strings --- */

static void put_cesu(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (cp > 0xFFFF) {
            uint32_t high = 0xD800 + ((cp - 0x10000) >> 10), low = 0xDC00 + (cp & 0x3FF);
            const char units[6] = {
                (char)0xED, (char)(0x80 | ((high >> 6) & 0x3F)), (char)(0x80 | (high & 0x3F)),
                (char)0xED, (char)(0x80 | ((low >> 6) & 0x3F)),  (char)(0x80 | (low & 0x3F))};
            nc_buf_put(out, units, sizeof units);
        } else {
            nc_buf_put(out, s.p + i, len);
        }
        i += len;
    }
}

/* The surrogate of three bytes at s[i], or 0. */
static uint32_t surrogate(struct nc_str s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    if (s.n - i < 3 || p[0] != 0xED || p[1] < 0xA0)
        return 0;
    return 0xD000u | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
}

static void put_utf8(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t high = surrogate(s, i), low = high && s.n - i >= 6 ? surrogate(s, i + 3) : 0;
        if (!high) {
            nc_buf_char(out, s.p[i++]);
        } else if (high < 0xDC00 && low >= 0xDC00) {
            nc_buf_cp(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
            i += 6;
        } else {
            nc_buf_cp(out, 0xFFFD);
            i += 3;
        }
    }
}

/* --- the engine --- */

static bool is_compiled_for(duk_context *ctx)
{
    duk_get_global_string(ctx, "Duktape");
    duk_get_prop_string(ctx, -1, "version");
    struct nc_buf version = {0};
    nc_buf_printf(&version, "%ld", (long)duk_to_int(ctx, -1));
    bool same = nc_str_eqz(nc_buf_view(&version), math_bytecode_version);
    nc_buf_dispose(&version);
    duk_pop_2(ctx);
    return same;
}

/* Runs a script, a struct math_code. The stack of ctx is empty before and after. */
static duk_ret_t load(duk_context *ctx, void *udata)
{
    union {
        void *udata;
        const struct math_code *is;
    } script = {.udata = udata};
    if (script.is->bytecode && is_compiled_for(ctx)) {
        union {
            const void *is;
            void *as_duktape_wants; /* its interface lacks const; it only reads */
        } code = {.is = script.is->bytecode};
        duk_push_external_buffer(ctx);
        duk_config_buffer(ctx, -1, code.as_duktape_wants, script.is->bytecode_len);
        duk_load_function(ctx);
    } else {
        duk_push_lstring(ctx, (const char *)script.is->text, script.is->text_len);
        duk_push_string(ctx, "katex");
        duk_compile(ctx, 0);
    }
    duk_call(ctx, 0);
    return 0;
}

static bool run_script(struct math_engine *e, const struct math_code *code, struct nc_buf *why)
{
    union {
        const struct math_code *is;
        void *udata;
    } script = {.is = code};
    bool loaded = duk_safe_call(e->ctx, load, script.udata, 0, 1) == DUK_EXEC_SUCCESS;
    if (!loaded)
        nc_buf_puts(why, duk_safe_to_string(e->ctx, -1));
    duk_pop(e->ctx);
    return loaded;
}

/* false: why says what is wrong, if known */
static bool start(struct math_engine *e, struct nc_buf *why)
{
    if (setjmp(e->fatal) != 0)
        return false;
    e->ctx = duk_create_heap(take, retake, give, e, fatal);
    return e->ctx && run_script(e, &math_katex, why);
}

/* Loads the extension once. Without it KaTeX itself says that it does not know the command. */
static bool add_chemistry(struct math_engine *e, struct nc_buf *why)
{
    if (e->has_chemistry || !math_chemistry.text)
        return true;
    if (setjmp(e->fatal) != 0)
        return false;
    e->has_chemistry = true;
    return run_script(e, &math_chemistry, why);
}

struct math_engine *math_engine_new(struct nc_buf *why)
{
    struct math_engine *e = nc_calloc(1, sizeof *e);
    e->fuel = MATH_FUEL_MAX;
    e->pieces.is.prev = e->pieces.is.next = &e->pieces;
    if (start(e, why))
        return e;
    if (!why->n)
        nc_buf_puts(why, "there is not enough memory");
    math_engine_free(e);
    return NULL;
}

void math_engine_free(struct math_engine *e)
{
    if (!e)
        return;
    for (union piece *p = e->pieces.is.next, *next; p != &e->pieces; p = next) {
        next = p->is.next;
        free(p);
    }
    free(e);
}

static enum math_outcome outcome_of(struct nc_str answer, struct nc_buf *markup, struct nc_buf *why,
                                    long *place)
{
    if (nc_str_starts(answer, NC_LIT("="))) {
        put_utf8(markup, nc_str_sub(answer, 1, answer.n));
        return MATH_DONE;
    }
    size_t colon = nc_str_find(answer, ':', 0);
    *place = colon > 1 ? strtol(answer.p + 1, NULL, 10) : -1;
    if (colon < answer.n)
        put_utf8(why, nc_str_sub(answer, colon + 1, answer.n));
    return MATH_WRONG;
}

/* cesu and display are the arguments of nc_render. */
static enum math_outcome ask(struct math_engine *e, struct nc_str cesu, bool display,
                             struct nc_buf *markup, struct nc_buf *why, long *place)
{
    if (setjmp(e->fatal) != 0)
        return MATH_ENDED;
    enum math_outcome result = MATH_ENDED;
    duk_get_global_string(e->ctx, "nc_render");
    duk_push_lstring(e->ctx, cesu.p ? cesu.p : "", cesu.n);
    duk_push_boolean(e->ctx, display);
    if (duk_pcall(e->ctx, 2) == DUK_EXEC_SUCCESS && duk_is_string(e->ctx, -1)) {
        duk_size_t n;
        const char *p = duk_get_lstring(e->ctx, -1, &n);
        result = outcome_of((struct nc_str){p, n}, markup, why, place);
    }
    duk_pop(e->ctx);
    return result;
}

enum math_outcome math_engine_render(struct math_engine *e, struct nc_buf *markup,
                                     struct nc_str tex, bool display, bool chemistry,
                                     struct nc_buf *why, long *place)
{
    struct nc_buf cesu = {0};
    put_cesu(&cesu, tex);
    *place = -1;
    e->fuel = MATH_FUEL_MAX;
    enum math_outcome result = MATH_ENDED;
    if (!chemistry || add_chemistry(e, why))
        result = ask(e, nc_buf_view(&cesu), display, markup, why, place);
    if (result == MATH_ENDED) {
        nc_buf_clear(why);
        nc_buf_puts(why, "it needs too much memory or time");
    }
    nc_buf_dispose(&cesu);
    return result;
}

bool math_engine_describe(struct nc_buf *out)
{
    nc_buf_printf(out, "KaTeX %s in Duktape %ld.%ld.%ld", math_katex_version, DUK_VERSION / 10000,
                  DUK_VERSION / 100 % 100, DUK_VERSION % 100);
    return true;
}
