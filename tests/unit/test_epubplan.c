/* epubplan.c: where chapters begin and what their files are called. */
#include "export/epub/epub.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <sys/resource.h>

/* A note made of headings: a level ('1'–'6', 'b' for a block inside a section, '0' for an empty
 * heading of level 1) and the kilobytes of text after it. */
struct part {
    char level;
    unsigned kb;
};

static struct nc_arena *arena;

static struct nc_outline *make(const char *key, unsigned lead_kb, const struct part *parts,
                               size_t count)
{
    struct nc_outline *o = NC_NEW(arena, struct nc_outline);
    o->key = nc_str(key);
    o->has_lead = lead_kb > 0;
    o->lead_weight = lead_kb * 1024;
    o->count = count;
    o->anchors = nc_arena_array(arena, count, sizeof *o->anchors);
    for (size_t i = 0; i < count; i++) {
        struct nc_buf text = {0};
        bool is_block = parts[i].level == 'b';
        nc_buf_printf(&text, "%c-%08zx", is_block ? 'b' : 'h', i + 1);
        o->anchors[i] = (struct nc_outline_anchor){
            .key = nc_arena_str(arena, nc_buf_view(&text)),
            .name = parts[i].level == '0' ? NC_NONE : NC_LIT("name"),
            .level = is_block                ? 0
                     : parts[i].level == '0' ? 1
                                             : (uint8_t)(parts[i].level - '0'),
            .top = !is_block,
            .weight = is_block ? 0 : parts[i].kb * 1024,
        };
        nc_buf_dispose(&text);
    }
    return o;
}

/* The plan as text: a letter for each file in order of appearance, '#' for places inside it. */
static const char *planned(struct nc_plan *plan, const struct nc_outline *o, size_t notes)
{
    static char text[200];
    struct nc_site site = {.count = notes};
    struct nc_run run = {.site = &site};
    struct nc_str file;
    char letter = 'A';
    size_t n = 0;
    CHECK(epub_plan(&run, 0, o, arena, plan) == 0);
    CHECK(plan->count == o->count && plan->start.frag.n == 0);
    file = plan->start.file;
    for (size_t i = 0; i < plan->count && n + 2 < sizeof text; i++) {
        letter = (char)(letter + !nc_str_eq(file, plan->anchors[i].file));
        file = plan->anchors[i].file;
        text[n++] = letter;
        if (plan->anchors[i].frag.n) {
            CHECK(nc_str_eq(plan->anchors[i].frag, o->anchors[i].key));
            text[n++] = '#';
        }
    }
    text[n] = 0;
    return text;
}

#define PLAN(notes, lead, ...)                                                                     \
    planned(&plan,                                                                                 \
            make("a.md", lead, (struct part[]){__VA_ARGS__},                                       \
                 sizeof((struct part[]){__VA_ARGS__}) / sizeof(struct part)),                      \
            notes)

static void test_one_note(void)
{
    struct nc_plan plan;
    /* Two level-1 headings: a file each, however short; no fragment for what begins a file. */
    CHECK_STR(PLAN(1, 0, {'1', 1}, {'2', 1}, {'b', 0}, {'1', 1}, {'2', 1}), "AA#A#BB#");
    CHECK_STR(PLAN(1, 1, {'1', 1}, {'2', 1}, {'1', 1}), "BB#C");
    /* A heading without text begins no file. */
    CHECK_STR(PLAN(1, 0, {'1', 1}, {'0', 1}, {'1', 1}), "AA#B");
    CHECK_STR(PLAN(1, 0, {'0', 1}, {'1', 1}, {'1', 1}), "A#BC");
    /* One or none, and not large: one file. */
    CHECK_STR(PLAN(1, 0, {'1', 9}, {'2', 9}, {'2', 9}), "AA#A#");
    CHECK_STR(PLAN(1, 1, {'1', 9}, {'2', 9}), "A#A#");
    CHECK_STR(PLAN(1, 0, {'2', 30}, {'3', 30}, {'2', 30}), "AA#A#");
    /* Large: the next level that exists. */
    CHECK_STR(PLAN(1, 0, {'1', 5}, {'2', 60}, {'3', 9}, {'2', 40}), "ABB#C");
    CHECK_STR(PLAN(1, 0, {'3', 60}, {'4', 9}, {'3', 40}), "AA#B");
    CHECK_STR(PLAN(1, 60, {'3', 60}), "B");
}

static void test_sizes(void)
{
    struct nc_plan plan;
    /* A chapter too large for Adobe's readers breaks at the next level, and again below. */
    CHECK_STR(PLAN(1, 0, {'1', 5}, {'1', 5}, {'2', 150}, {'2', 150}), "ABCD");
    CHECK_STR(PLAN(1, 0, {'1', 5}, {'1', 9}, {'2', 9}, {'3', 150}, {'3', 150}, {'2', 9}), "ABCDEF");
    /* Nothing can be done about a section without headings. */
    CHECK_STR(PLAN(1, 0, {'1', 5}, {'1', 900}), "AB");
    /* Small neighbours share a file, but not across level 1. */
    CHECK_STR(PLAN(1, 0, {'1', 1}, {'2', 60}, {'2', 1}, {'2', 60}, {'2', 60}), "AA#A#BC");
    CHECK_STR(PLAN(1, 0, {'1', 1}, {'1', 1}, {'1', 1}), "ABC");
    /* A note of 100 kB is not large yet; a part of 2 kB is not small any more. */
    CHECK_STR(PLAN(1, 0, {'1', 5}, {'2', 60}, {'2', 35}), "AA#A#");
    CHECK_STR(PLAN(1, 0, {'1', 5}, {'2', 60}, {'2', 36}), "ABC");
    CHECK_STR(PLAN(1, 0, {'1', 2}, {'2', 60}, {'2', 60}), "ABC");
    CHECK_STR(PLAN(1, 0, {'1', 60}, {'2', 60}, {'2', 2}), "ABC");
    CHECK_STR(PLAN(1, 0, {'1', 60}, {'2', 60}, {'2', 1}), "ABB#");
}

static void test_many_notes(void)
{
    struct nc_plan plan, other;
    CHECK_STR(PLAN(2, 0, {'1', 1}, {'1', 1}), "AA#");
    CHECK_STR(PLAN(2, 0, {'1', 60}, {'2', 9}, {'1', 60}), "AA#B");
    /* The same headings in another note are other files. */
    planned(&other, make("b.md", 0, (struct part[]){{'1', 60}, {'2', 9}, {'1', 60}}, 3), 2);
    CHECK(!nc_str_eq(plan.start.file, other.start.file));
    CHECK(!nc_str_eq(plan.anchors[2].file, other.anchors[2].file));
    CHECK(plan.start.file.n == strlen("text/c-0123456789ab.xhtml"));
}

static void test_names(void)
{
    struct nc_plan plan;
    PLAN(1, 1, {'1', 1}, {'1', 1});
    CHECK_STR(plan.anchors[1].file.p, "text/c-00000002.xhtml");
    struct nc_str lead = nc_arena_str(arena, plan.start.file);
    CHECK(lead.n == strlen("text/c-12345678.xhtml"));
    /* The text before the headings, and a note without, are named from the note. */
    PLAN(1, 0, {'2', 1});
    CHECK(nc_str_eq(plan.start.file, lead));
    /* A chapter keeps its name when text is put before it. */
    PLAN(1, 0, {'1', 1}, {'1', 1});
    CHECK_STR(plan.start.file.p, "text/c-00000001.xhtml");
    CHECK_STR(plan.anchors[1].file.p, "text/c-00000002.xhtml");
    planned(&plan, make("a.md", 0, NULL, 0), 1);
    CHECK(nc_str_eq(plan.start.file, lead));
}

/* Parts of one section, each as large as a file may be: cuts and places take seconds if each cut
 * looks at all anchors, and then the kernel ends this program. */
static void test_many_cuts(void)
{
    enum { COUNT = 200000, SECONDS = 20 };
    struct rlimit limit = {SECONDS, SECONDS};
    struct nc_outline *o = NC_NEW(arena, struct nc_outline);
    struct nc_site site = {.count = 1};
    struct nc_run run = {.site = &site};
    struct nc_plan plan;
    CHECK(setrlimit(RLIMIT_CPU, &limit) == 0);
    o->key = NC_LIT("a.md");
    o->count = o->block_count = COUNT;
    o->anchors = nc_arena_array(arena, COUNT, sizeof *o->anchors);
    o->blocks = nc_arena_array(arena, COUNT, sizeof *o->blocks);
    for (uint32_t i = 0; i < COUNT; i++) {
        o->anchors[i].key = NC_LIT("b-12345678");
        o->blocks[i].first_anchor = i;
        o->blocks[i].estimate = 200000;
        o->blocks[i].hash = i;
    }
    CHECK(epub_plan(&run, 0, o, arena, &plan) == 0);
    CHECK(plan.cut_count > COUNT / 2);
    for (size_t i = 0, cut = 0; i < COUNT; i++) {
        cut += cut < plan.cut_count && plan.cuts[cut].block == i;
        struct nc_str file = cut ? plan.cuts[cut - 1].file : plan.start.file;
        if (!nc_str_eq(plan.anchors[i].file, file)) {
            CHECK(!"an anchor is in another part");
            break;
        }
    }
}

int main(void)
{
    arena = nc_arena_new();
    test_one_note();
    test_sizes();
    test_many_notes();
    test_names();
    test_many_cuts();
    nc_arena_free(arena);
    return check_result();
}
