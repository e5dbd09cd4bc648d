/* Comments of obsidian-spaced-repetition. */
#include "cards/history.h"

#include "base/calendar.h"
#include "check.h"

static size_t read(struct nc_review out[4], const char *comment)
{
    struct nc_doc *doc = nc_doc_new(NC_LIT("n"));
    struct nc_node *p = nc_node_new(doc, NC_PARAGRAPH, (struct nc_pos){0});
    struct nc_node *c = nc_node_new(doc, NC_COMMENT, (struct nc_pos){0});
    c->u.text = nc_str(comment);
    nc_node_append(doc->root, p);
    nc_node_append(p, c);
    struct nc_slice s = nc_slice_of(p, p);
    size_t count = nc_card_history(out, 4, &s);
    nc_doc_free(doc);
    return count;
}

int main(void)
{
    struct nc_review r[4];
    CHECK(read(r, "SR:!2024-08-16,51,230") == 1);
    CHECK(r[0].due == nc_days_from_date(2024, 8, 16) && r[0].interval == 51 && r[0].ease == 230);
    CHECK(read(r, " SR:!2024-08-16,3.7,250.5!2000-01-01,1,250 ") == 2);
    CHECK(r[0].interval == 3 && r[0].ease == 250 && r[1].interval == 0);
    CHECK(read(r, "SR:!2024-08-16,0,20!2024-01-01,999999,9999") == 2);
    CHECK(r[0].interval == 1 && r[0].ease == 130 && r[1].interval == 36500 && r[1].ease == 1000);
    CHECK(read(r, "SR:!2024-08-16,1,250!2024-08-1x,1,250") == 1);
    /* FSRS: due, interval, stability, difficulty, state, and what Anki counts for itself */
    CHECK(read(r,
               "SR:!fsrs,2024-08-16T00:10:00.000Z,12.7,14.25,5.5,2,4,1,0,2024-08-04T00:00:00.000Z"
               "!2000-01-01,1,250!fsrs,2024-08-16T00:10:00.000Z,3,1234.56789,9,3,4,1,0,-") == 3);
    CHECK(r[0].due == nc_days_from_date(2024, 8, 16) && r[0].interval == 12 && r[0].ease == 250);
    CHECK(r[0].stability == 14250 && r[0].difficulty == 5500);
    CHECK(r[1].interval == 0 && r[1].stability == 0);
    CHECK(r[2].interval == 3 && r[2].stability == 1234567 && r[2].difficulty == 9000 &&
          r[2].ease == 157);
    /* in its learning steps; an interval, a stability and difficulties out of range */
    CHECK(read(r, "SR:!fsrs,2024-08-16T00:10:00.000Z,0,0.4,5.5,1,1,0,1,-") == 1 && !r[0].interval);
    CHECK(read(r, "SR:!fsrs,2024-08-16T00:10:00.000Z,0,0,0.5,2,1,0,0,-"
                  "!fsrs,2024-08-16T00:10:00.000Z,99999,99999,99,2,1,0,0,-") == 2);
    CHECK(r[0].interval == 1 && r[0].stability == 1 && r[0].difficulty == 1000 && r[0].ease == 370);
    CHECK(r[1].interval == 36500 && r[1].stability == 36500000 && r[1].difficulty == 10000 &&
          r[1].ease == 130);
    CHECK(read(r, "SR:!fsrs,-,1,1,5,2,1,0,0,-") == 0);
    CHECK(read(r, "SR:!fsrs,2024-08-16,1,1,5,2,1,0,0,-") == 0);
    CHECK(read(r, "SR:!fsrs,2024-08-16T00:10:00.000Z") == 0);
    CHECK(read(r, "SR:!fsrs,2024-08-16T00:10:00.000Z,1,1,5,2") == 0);
    CHECK(read(r, "SR:!fsrs,2024-08-16T00:10:00.000Z,1,,5,2,1") == 0);
    CHECK(read(r, "SR:!2024-13-16,1,250") == 0);
    CHECK(read(r, "SR:!2024-08-16,1") == 0);
    CHECK(read(r, "SR:!2024-08-16,1,") == 0);
    CHECK(read(r, "SR:") == 0);
    CHECK(read(r, "a comment") == 0);
    CHECK(read(r, "SR:!1-1-1,1,1") == 0);
    CHECK(
        read(r,
             "SR:!2024-08-16,1,250!2024-08-16,1,250!2024-08-16,1,250!2024-08-16,1,250!2024-08-16,1,"
             "250") == 4);
    return check_result();
}
