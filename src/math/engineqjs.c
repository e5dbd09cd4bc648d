/* KaTeX in QuickJS (any KaTeX from 0.16.4 on). QuickJS counts its own memory. The sum of what a
 * formula asks for is not limited here, but its time is: the engine asks now and then whether to go
 * on, and may do so only a limited number of times. */
#include "base/arena.h"
#include "math/engine.h"
#include "math/mathcode.h"

#include <quickjs/quickjs.h>
#include <stdlib.h>

/* How often the engine may ask during one formula, every 10,000 steps: a second or two. */
#define TURNS_MAX 3000

/* Stack of a thread in bytes: enough for MAX_GROUPS of a formula (math.c), and a fraction of the
 * stack of a thread of glibc. */
#define STACK_MAX ((size_t)1 << 20)

struct math_engine {
    JSRuntime *runtime;
    JSContext *ctx;
    JSValue render;
    bool has_chemistry;
    unsigned turns;
};

static int should_end(JSRuntime *runtime, void *opaque)
{
    struct math_engine *e = opaque;
    (void)runtime;
    return ++e->turns > TURNS_MAX;
}

static void put_string(JSContext *ctx, struct nc_buf *out, JSValueConst value)
{
    size_t n;
    const char *p = JS_ToCStringLen(ctx, &n, value);
    if (p)
        nc_buf_put(out, p, n);
    JS_FreeCString(ctx, p);
}

static bool run_script(struct math_engine *e, const struct math_code *code)
{
    JSValue result =
        JS_Eval(e->ctx, (const char *)code->text, code->text_len, "katex", JS_EVAL_TYPE_GLOBAL);
    bool ok = !JS_IsException(result);
    JS_FreeValue(e->ctx, result);
    return ok;
}

/* Loads the extension once. Without it KaTeX itself says that it does not know the command. */
static bool add_chemistry(struct math_engine *e)
{
    if (e->has_chemistry || !math_chemistry.text)
        return true;
    e->has_chemistry = true;
    return run_script(e, &math_chemistry);
}

/* Runs the script and stores its function. */
static bool load(struct math_engine *e, struct nc_buf *why)
{
    JSContext *ctx = e->ctx;
    bool ok = run_script(e, &math_katex);
    JSValue global = JS_GetGlobalObject(ctx);
    e->render = JS_GetPropertyStr(ctx, global, "nc_render");
    JS_FreeValue(ctx, global);
    ok = ok && JS_IsFunction(ctx, e->render);
    if (!ok) {
        JSValue error = JS_GetException(ctx);
        put_string(ctx, why, error);
        JS_FreeValue(ctx, error);
    }
    return ok;
}

struct math_engine *math_engine_new(struct nc_buf *why)
{
    struct math_engine *e = nc_calloc(1, sizeof *e);
    e->render = JS_UNDEFINED;
    e->runtime = JS_NewRuntime();
    if (e->runtime) {
        JS_SetMemoryLimit(e->runtime, MATH_HEAP_MAX);
        JS_SetMaxStackSize(e->runtime, STACK_MAX);
        JS_SetInterruptHandler(e->runtime, should_end, e);
        e->ctx = JS_NewContext(e->runtime);
    }
    if (e->ctx && load(e, why))
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
    if (e->ctx) {
        JS_FreeValue(e->ctx, e->render);
        JS_FreeContext(e->ctx);
    }
    if (e->runtime)
        JS_FreeRuntime(e->runtime);
    free(e);
}

static enum math_outcome outcome_of(struct nc_str answer, struct nc_buf *markup, struct nc_buf *why,
                                    long *place)
{
    if (nc_str_starts(answer, NC_LIT("="))) {
        nc_buf_str(markup, nc_str_sub(answer, 1, answer.n));
        return MATH_DONE;
    }
    size_t colon = nc_str_find(answer, ':', 0);
    *place = colon > 1 ? strtol(answer.p + 1, NULL, 10) : -1;
    if (colon < answer.n)
        nc_buf_str(why, nc_str_sub(answer, colon + 1, answer.n));
    return MATH_WRONG;
}

enum math_outcome math_engine_render(struct math_engine *e, struct nc_buf *markup,
                                     struct nc_str tex, bool display, bool chemistry,
                                     struct nc_buf *why, long *place)
{
    JSContext *ctx = e->ctx;
    struct nc_buf answer = {0};
    enum math_outcome result = MATH_ENDED;
    *place = -1;
    e->turns = 0;
    JS_UpdateStackTop(e->runtime); /* the thread may not be the same as the last time */
    if (chemistry && !add_chemistry(e)) {
        nc_buf_puts(why, "it needs too much memory or time");
        return MATH_ENDED;
    }
    JSValue args[2] = {JS_NewStringLen(ctx, tex.p ? tex.p : "", tex.n), JS_NewBool(ctx, display)};
    JSValue value = JS_Call(ctx, e->render, JS_UNDEFINED, 2, args);
    if (JS_IsString(value))
        put_string(ctx, &answer, value);
    if (answer.n)
        result = outcome_of(nc_buf_view(&answer), markup, why, place);
    else
        nc_buf_puts(why, "it needs too much memory or time");
    JS_FreeValue(ctx, value);
    JS_FreeValue(ctx, args[0]);
    JS_FreeValue(ctx, args[1]);
    nc_buf_dispose(&answer);
    return result;
}

bool math_engine_describe(struct nc_buf *out)
{
    nc_buf_printf(out, "KaTeX %s in QuickJS", math_katex_version);
    return true;
}
