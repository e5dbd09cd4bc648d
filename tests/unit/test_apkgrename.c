/* apkgrename.c: which card of the previous package an edited one goes on with. */
#include "export/apkg/apkgrename.h"
#include "tests/unit/check.h"

#include <stdlib.h>

#define MANY 50000

static struct apkg_old old(const char *source, const char *front, const char *back)
{
    return (struct apkg_old){
        .source = nc_str(source), .front_hash = nc_str(front), .back_hash = nc_str(back)};
}

/* The number of the note that is found, and taken; -1: none. */
static long take(struct apkg_renames *r, const char *source, const char *front, const char *back)
{
    struct apkg_note n = {.source = nc_str(source)};
    snprintf(n.front_hash, sizeof n.front_hash, "%s", front);
    snprintf(n.back_hash, sizeof n.back_hash, "%s", back);
    struct apkg_old *o = apkg_renames_find(r, &n);
    if (!o)
        return -1;
    o->taken = true;
    return o - r->old->notes;
}

static void test_order(void)
{
    struct apkg_old notes[] = {old("s", "f0", "b0"), old("s", "f1", "b"), old("t", "f2", "b"),
                               old("s", "f3", "b"),  old("s", "f4", "b"), old("s", "f5", "b5")};
    struct apkg_state s = {.notes = notes, .count = sizeof notes / sizeof *notes};
    struct apkg_renames r;
    notes[0].taken = true;
    apkg_renames_begin(&r, &s);
    CHECK(take(&r, "s", "f0", "b0") == -1); /* somebody else's */
    CHECK(take(&r, "s", "new", "b") == 1);  /* same answer, the first of them */
    CHECK(take(&r, "s", "f4", "b") == 3);   /* the first with the answer or the question */
    CHECK(take(&r, "s", "f4", "x") == 4);   /* same question, the answer changed */
    CHECK(take(&r, "s", "new", "b") == -1); /* all taken but another source's */
    CHECK(take(&r, "s", "new", "b") == -1);
    CHECK(take(&r, "t", "new", "b") == 2);
    CHECK(take(&r, "s", "x", "y") == -1);
    CHECK(take(&r, "s", "f5", "y") == 5);
    apkg_renames_dispose(&r);
}

static void test_empty(void)
{
    struct apkg_state s = {0};
    struct apkg_renames r;
    apkg_renames_begin(&r, &s);
    CHECK(take(&r, "s", "f", "b") == -1);
    apkg_renames_dispose(&r);
}

/* One answer for all, as notes of clozes have it: each is met once. Would take minutes if every
 * search began at the first. */
static void test_many(void)
{
    struct apkg_state s = {.notes = nc_calloc(MANY, sizeof *s.notes), .count = MANY};
    for (size_t i = 0; i < MANY; i++)
        s.notes[i] = old("s", "f", "b");
    struct apkg_renames r;
    apkg_renames_begin(&r, &s);
    long wrong = 0;
    for (long i = 0; i < MANY; i++)
        wrong += take(&r, "s", "other", "b") != i;
    CHECK(wrong == 0);
    CHECK(take(&r, "s", "other", "b") == -1);
    apkg_renames_dispose(&r);
    free(s.notes);
}

int main(void)
{
    test_order();
    test_empty();
    test_many();
    return check_result();
}
