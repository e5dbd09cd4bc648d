/* Builds the collection with SQLite, in memory. JSON columns as in
 * rslib/src/{config,decks,deckconfig}/schema11.rs. */
#include "export/apkg/collection.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/jsontext.h"
#include "export/apkg/sqlmemory.h"
#include "tmpl/embed.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>

#define DAY 86400 /* seconds */

static const char deck_config[] = "{\"1\":{\"id\":1,\"mod\":0,\"name\":\"Default\",\"usn\":0,"
                                  "\"maxTaken\":60,\"autoplay\":true,\"timer\":0,"
                                  "\"replayq\":true,\"new\":{\"bury\":false,\"delays\":[1.0,10.0],"
                                  "\"initialFactor\":2500,\"ints\":[1,4,0],"
                                  "\"order\":1,\"perDay\":20},\"rev\":{\"bury\":false,\"ease4\":1."
                                  "3,\"ivlFct\":1.0,\"maxIvl\":36500,"
                                  "\"perDay\":200,\"hardFactor\":1.2},\"lapse\":{\"delays\":[10.0],"
                                  "\"leechAction\":1,\"leechFails\":8,"
                                  "\"minInt\":1,\"mult\":0.0}}}";

static const char *sql(const char *name)
{
    for (size_t i = 0; i < nc_embedded_count; i++)
        if (strcmp(nc_embedded[i].name, name) == 0)
            return (const char *)nc_embedded[i].data;
    return "";
}

/* Returns the id for a deck's name: constant, never 1, below 2^53. */
static int64_t deck_id(struct nc_str name)
{
    uint8_t d[20];
    nc_sha1(d, name);
    int64_t n = 0;
    for (int i = 0; i < 5; i++)
        n = n << 8 | d[i];
    return ((int64_t)1 << 41) +
           n; /* beyond any id that is a time, so that it never equals one of the user's */
}

static void put_deck(struct nc_buf *out, int64_t id, struct nc_str name)
{
    nc_buf_printf(out, "\"%lld\":{\"id\":%lld,\"name\":", (long long)id, (long long)id);
    nc_json_string(out, name);
    nc_buf_puts(out,
                ",\"mod\":0,\"usn\":0,\"lrnToday\":[0,0],\"revToday\":[0,0],\"newToday\":[0,0],"
                "\"timeToday\":[0,0],\"collapsed\":false,\"browserCollapsed\":false,\"desc\":\"\","
                "\"dyn\":0,"
                "\"conf\":1,\"extendNew\":0,\"extendRev\":0}");
}

static int by_text(const void *a, const void *b)
{
    return nc_str_cmp(*(const struct nc_str *)a, *(const struct nc_str *)b);
}

/* Writes every deck once, and the Default deck that old readers expect. */
static void decks_json(struct nc_buf *out, const struct apkg_note *notes, size_t count)
{
    struct nc_str *names = nc_calloc(count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = notes[i].deck;
    qsort(names, count, sizeof *names, by_text);
    nc_buf_char(out, '{');
    put_deck(out, 1, NC_LIT("Default"));
    for (size_t i = 0; i < count; i++) {
        if (i && nc_str_eq(names[i], names[i - 1]))
            continue;
        nc_buf_char(out, ',');
        put_deck(out, deck_id(names[i]), names[i]);
    }
    nc_buf_char(out, '}');
    free(names);
}

static void bind_text(sqlite3_stmt *s, int i, struct nc_str text)
{
    sqlite3_bind_text(s, i, text.n ? text.p : "", (int)text.n, SQLITE_STATIC);
}

static int step(sqlite3_stmt *s)
{
    int rc = sqlite3_step(s);
    sqlite3_reset(s);
    return rc == SQLITE_DONE ? 0 : -1;
}

/* Whether there are reviews. Only these need the scheduler version of current Anki; without them
 * older versions can import the package too. */
static bool has_history(const struct apkg_note *notes, size_t count)
{
    size_t reviews = 0;
    for (size_t i = 0; i < count; i++)
        reviews += notes[i].history_count;
    return reviews > 0;
}

static int insert_col(sqlite3 *db, const struct apkg_note *notes, size_t count,
                      const struct apkg_usertypes *types, struct nc_templates *t, struct nc_fail *f)
{
    struct apkg_model models_of_user[NC_CARD_KIND_COUNT];
    struct nc_buf conf = {0}, models = {0}, decks = {0};
    sqlite3_stmt *s = NULL;
    int64_t mod = 0;
    for (size_t i = 0; i < count; i++)
        mod = notes[i].mod > mod ? notes[i].mod : mod;
    nc_buf_printf(
        &conf,
        "{\"activeDecks\":[1],\"curDeck\":1,\"newSpread\":0,\"collapseTime\":1200,\"timeLim\":0,"
        "\"estTimes\":true,\"dueCounts\":true,\"curModel\":null,\"nextPos\":%zu,\"sortType\":"
        "\"noteFld\","
        "\"sortBackwards\":false,\"addToCur\":true,\"dayLearnFirst\":false,\"schedVer\":%d}",
        count + 1, has_history(notes, count) ? 2 : 1);
    decks_json(&decks, notes, count);
    apkg_models_of(models_of_user, types);
    int err = apkg_models_json(&models, t, models_of_user, f);
    if (!err && sqlite3_prepare_v2(db, sql("sql/insert_col.sql"), -1, &s, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(s, 1, mod * 1000);
        bind_text(s, 2, nc_buf_view(&conf));
        bind_text(s, 3, nc_buf_view(&models));
        bind_text(s, 4, nc_buf_view(&decks));
        bind_text(s, 5, NC_LIT(deck_config));
        err = step(s);
    } else {
        err = -1;
    }
    sqlite3_finalize(s);
    nc_buf_dispose(&conf);
    nc_buf_dispose(&models);
    nc_buf_dispose(&decks);
    return err;
}

struct inserting {
    const struct apkg_usertypes *types;
    sqlite3_stmt *note, *card, *review;
    int64_t now;
    size_t reviews;
    /* id of the next card that is not the first of its note */
    int64_t next_card;
};

/* Writes FSRS' memory of a card; for one that another algorithm scheduled it is computed from ease
 * and interval as Anki itself does (rslib/src/scheduler/fsrs, memory_state_from_sm2; FSRS-6's
 * default parameters). */
static void memory_state(struct nc_buf *out, const struct nc_review *r, int64_t last)
{
    if (r->stability) {
        nc_buf_printf(out, "{\"s\":%.3f,\"d\":%.3f,\"lrt\":%lld}", r->stability / 1000.0,
                      r->difficulty / 1000.0, (long long)last);
        return;
    }
    double stability = r->interval;
    double gain = exp(1.8722) * pow(stability, -0.1666) * (exp(0.1 * 0.796) - 1);
    double difficulty = 11 - (r->ease / 100.0 - 1) / gain;
    difficulty = difficulty < 1 ? 1 : difficulty > 10 ? 10 : difficulty;
    nc_buf_printf(out, "{\"s\":%u.0,\"d\":%.3f,\"lrt\":%lld}", r->interval, difficulty,
                  (long long)last);
}

/* The review history of this card, or NULL: it is new. */
static const struct nc_review *review_of(const struct apkg_note *n, size_t i)
{
    return i < n->history_count && n->history[i].interval ? &n->history[i] : NULL;
}

/* Inserts a review. Reviews have ids of their own: times in milliseconds. */
static int insert_review(struct inserting *in, const struct nc_review *r, int64_t card,
                         int64_t last)
{
    sqlite3_bind_int64(in->review, 1, last * 1000 + (int64_t)(in->reviews++ % 1000000));
    sqlite3_bind_int64(in->review, 2, card);
    sqlite3_bind_int64(in->review, 3, r->interval);
    sqlite3_bind_int64(in->review, 4, (sqlite3_int64)r->ease * 10);
    return step(in->review);
}

static int insert_card(struct inserting *in, const struct apkg_note *n, size_t i, unsigned ord,
                       size_t position)
{
    const struct nc_review *r = review_of(n, i);
    int64_t id = i ? in->next_card++ : n->nid, last = 0;
    struct nc_buf data = {0};
    if (r) {
        last = (r->due - r->interval) * DAY;
        last = last < in->now - DAY ? last : in->now - DAY;
        memory_state(&data, r, last);
    }
    sqlite3_bind_int64(in->card, 1, id);
    sqlite3_bind_int64(in->card, 2, n->nid);
    sqlite3_bind_int64(in->card, 3, deck_id(n->deck));
    sqlite3_bind_int64(in->card, 4, ord);
    sqlite3_bind_int64(in->card, 5, n->mod);
    sqlite3_bind_int64(in->card, 6, r ? r->due - APKG_CREATED / DAY : (sqlite3_int64)position);
    sqlite3_bind_int64(in->card, 7, r ? 2 : 0);
    sqlite3_bind_int64(in->card, 8, r ? r->interval : 0);
    sqlite3_bind_int64(in->card, 9, r ? r->ease * 10 : 0);
    sqlite3_bind_int64(in->card, 10, r ? 1 : 0);
    bind_text(in->card, 11, nc_buf_view(&data));
    int err = step(in->card) || (r && insert_review(in, r, id, last)) ? -1 : 0;
    nc_buf_dispose(&data);
    return err;
}

/* Inserts the cards of a note. The first gets the note's id, so that it stays the same. */
static int insert_cards(struct inserting *in, const struct apkg_note *n, size_t position)
{
    unsigned ords[APKG_ORDS];
    size_t count = apkg_ords_of(ords, in->types, n);
    int err = 0;
    for (size_t i = 0; !err && i < count; i++)
        err = insert_card(in, n, i, ords[i], position);
    return err;
}

static int insert_note(struct inserting *in, const struct apkg_note *n, size_t position)
{
    struct nc_buf fields = {0}, sort = {0};
    struct nc_arena *arena = nc_arena_new();
    const struct apkg_usertype *t = apkg_usertype_of(in->types, n);
    const struct nc_str *all = t ? apkg_user_fields(arena, t, n) : n->fields;
    size_t count = t ? t->field_count : n->field_count;
    for (size_t i = 0; i < count; i++) {
        if (i)
            nc_buf_char(&fields, '\x1f');
        nc_buf_str(&fields, all[i]);
    }
    apkg_sort_text(&sort, all[0]);
    sqlite3_bind_int64(in->note, 1, n->nid);
    bind_text(in->note, 2, n->guid);
    sqlite3_bind_int64(in->note, 3, t ? t->id : apkg_type_of(n->kind));
    sqlite3_bind_int64(in->note, 4, n->mod);
    bind_text(in->note, 5, n->tags);
    bind_text(in->note, 6, nc_buf_view(&fields));
    bind_text(in->note, 7, nc_buf_view(&sort));
    sqlite3_bind_int64(in->note, 8, apkg_checksum(nc_buf_view(&sort)));
    int err = step(in->note) || insert_cards(in, n, position) ? -1 : 0;
    nc_buf_dispose(&fields);
    nc_buf_dispose(&sort);
    nc_arena_free(arena);
    return err;
}

static int64_t newest_id(const struct apkg_note *notes, size_t count)
{
    int64_t newest = 0;
    for (size_t i = 0; i < count; i++)
        newest = notes[i].nid > newest ? notes[i].nid : newest;
    return newest;
}

static int fill(sqlite3 *db, const struct apkg_note *notes, size_t count, int64_t now,
                const struct apkg_usertypes *types, struct nc_templates *t, struct nc_fail *f)
{
    struct inserting in = {.types = types, .now = now, .next_card = newest_id(notes, count) + 1};
    int err = sqlite3_exec(db, "PRAGMA page_size=4096; PRAGMA encoding='UTF-8'; BEGIN", NULL, NULL,
                           NULL) ||
              sqlite3_exec(db, sql("sql/schema11.sql"), NULL, NULL, NULL) ||
              insert_col(db, notes, count, types, t, f) ||
              sqlite3_prepare_v2(db, sql("sql/insert_note.sql"), -1, &in.note, NULL) ||
              sqlite3_prepare_v2(db, sql("sql/insert_card.sql"), -1, &in.card, NULL) ||
              sqlite3_prepare_v2(db, sql("sql/insert_review.sql"), -1, &in.review, NULL);
    for (size_t i = 0; !err && i < count; i++)
        err = insert_note(&in, &notes[i], i + 1);
    sqlite3_finalize(in.note);
    sqlite3_finalize(in.card);
    sqlite3_finalize(in.review);
    return err || sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) ? -1 : 0;
}

int apkg_collection(struct nc_buf *out, const struct apkg_note *notes, size_t count, int64_t now,
                    const struct apkg_usertypes *types, struct nc_templates *t, struct nc_fail *f)
{
    sqlite3 *db = NULL;
    apkg_sql_memory();
    int err = sqlite3_open(":memory:", &db) != SQLITE_OK || fill(db, notes, count, now, types, t, f)
                  ? -1
                  : 0;
    sqlite3_int64 size = 0;
    unsigned char *bytes = err ? NULL : sqlite3_serialize(db, "main", &size, 0);
    if (bytes)
        nc_buf_put(out, bytes, (size_t)size);
    else
        err = nc_fail(f, "the Anki collection could not be made: %s", sqlite3_errmsg(db));
    sqlite3_free(bytes);
    sqlite3_close(db);
    return err;
}
