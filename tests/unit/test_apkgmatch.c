/* Which card goes on with which: 26 written scenarios, random histories with both counts, and the
 * bounds. Usage: test_apkgmatch [HISTORIES]; with a file of histories it counts over those: a line
 * "H" begins a history, "R" a run, then a line a card: note, truth, front, back, tabs between. */
#include "base/buf.h"
#include "check.h"
#include "identity.h"

#define APPLE "|What is an apple?|A pome fruit of the rose family.\n"
#define RIVER "|What is a river?|Fresh water that flows to a lake or the sea.\n"
#define TOKYO "|Where is Tokyo?|On the plain of Kanto, in the east of Honshu.\n"
#define QUANTUM "|What is a quantum?|The least amount of a physical quantity.\n"
#define JAZZ "|What is jazz?|Music of New Orleans, with swing and blue notes.\n"
#define HAMLET "|Who wrote Hamlet?|Shakespeare, around the year 1600.\n"
#define FIVE "n|1" APPLE "n|2" RIVER "n|3" TOKYO "n|4" QUANTUM "n|5" JAZZ

/* Runs are separated by "-\n"; one that begins with "+\n" read only some of the notes. */
static const struct {
    const char *name, *runs;
} scenarios[] = {
    {"answers are swapped: they follow the question",
     FIVE "-\n"
          "n|1|What is an apple?|Fresh water that flows to a lake or the sea.\n"
          "n|2|What is a river?|A pome fruit of the rose family.\n"
          "n|3" TOKYO "n|4" QUANTUM "n|5" JAZZ},
    {"a copy is edited before the original",
     FIVE "-\nn|new|What is an apple?|Something else that grows on trees.\n" FIVE},
    {"a copy, a run, then the first is edited",
     "n|1" APPLE "-\nn|1" APPLE "n|copy" APPLE
     "-\nn|1|What is an apple?|A pome fruit of the rose family, eaten raw.\nn|copy" APPLE},
    {"a note is split", FIVE "-\nn|1" APPLE "n|2" RIVER "n|3" TOKYO "m|4" QUANTUM "m|5" JAZZ},
    {"a note is split, and a card written into the old one",
     FIVE "-\nn|1" APPLE "n|2" RIVER "n|3" TOKYO "n|new" HAMLET "z|4" QUANTUM "z|5" JAZZ},
    {"two notes become one", "a|1" APPLE "a|2" RIVER "b|3" TOKYO "b|4" QUANTUM "-\nb|1" APPLE
                             "b|2" RIVER "b|3" TOKYO "b|4" QUANTUM},
    {"a note is copied and stays",
     "n|1" APPLE "n|2" RIVER "-\na|c1" APPLE "a|c2" RIVER "n|1" APPLE "n|2" RIVER},
    {"a copy sorts first, and the original is edited",
     "n|1" APPLE "n|2" RIVER "-\na|c1" APPLE "a|c2" RIVER
     "n|1|What is an apple?|A pome fruit of the rose family, eaten raw.\nn|2" RIVER},
    {"a question and its answer are reworded",
     FIVE "-\nn|1" APPLE "n|2" RIVER
          "n|3|Where does Tokyo lie?|On the great plain of Kanto in eastern Honshu.\n"
          "n|4" QUANTUM "n|5" JAZZ},
    {"one is deleted, one is written at the end",
     FIVE "-\nn|2" RIVER "n|3" TOKYO "n|4" QUANTUM "n|5" JAZZ "n|new" HAMLET},
    {"one is deleted, and another written only in a later run",
     FIVE "-\nn|2" RIVER "n|3" TOKYO "n|4" QUANTUM "n|5" JAZZ "-\nn|2" RIVER "n|3" TOKYO
          "n|4" QUANTUM "n|5" JAZZ "n|new" HAMLET},
    {"two notes hold one card, and both stay", "a|1" APPLE "b|B" APPLE "-\na|1" APPLE "b|B" APPLE},
    {"a new note has what another one said before",
     "b|B|Summary|Nothing yet.\n-\na|new|Summary|Nothing yet.\n"
     "b|B|Summary|All is done: it rained and we stayed at home.\n"},
    {"cards are reordered and edited",
     FIVE "-\nn|5" JAZZ "n|2|What is a river?|Fresh water that flows to a lake, or to an ocean.\n"
          "n|1" APPLE "n|4|Explain a quantum.|The least amount of a physical quantity.\nn|3" TOKYO},
    {"a selection, then all of it",
     "a|1" APPLE "a|2" RIVER "b|3" TOKYO "b|4" QUANTUM "-\n+\na|1" APPLE "a|2" RIVER "-\na|1" APPLE
     "a|2" RIVER
     "b|3|Where is Tokyo?|On the plain of Kanto, in the far east of Honshu.\nb|4" QUANTUM},
    {"an edit is taken back",
     FIVE "-\nn|1|Which fruit is an apple?|A pome fruit of the rose family, and a computer.\n"
          "n|2" RIVER "n|3" TOKYO "n|4" QUANTUM "n|5" JAZZ "-\n" FIVE},
    {"a card is deleted and comes back",
     FIVE "-\nn|2" RIVER "n|3" TOKYO "n|4" QUANTUM "n|5" JAZZ "-\n" FIVE},
    {"of one question: the first is deleted, the second edited",
     "n|1|Example|one fish in a lake\nn|2|Example|two birds on a tree\n"
     "n|3|Example|three cats in a house\n-\n"
     "n|2|Example|two birds on the tree\nn|3|Example|three cats in a house\n"},
    {"of one question: the first is deleted, the third edited",
     "n|1|Example|one fish in a lake\nn|2|Example|two birds on a tree\n"
     "n|3|Example|three cats in a house\n-\n"
     "n|2|Example|two birds on a tree\nn|3|Example|three cats in the house\n"},
    {"of one question: the first is deleted, and a new one stands in front",
     "n|1|Example|one fish in a lake\nn|2|Example|two birds on a tree\n"
     "n|3|Example|three cats in a house\n-\n"
     "n|2|Example|two birds on a tree\nn|3|Example|three cats in a house\n-\n"
     "n|new|Example|zero zebras at noon\n"
     "n|2|Example|two birds on a tree\nn|3|Example|three cats in a house\n"},
    {"four questions of one answer are reworded",
     "n|2|Is 2 prime?|Yes.\nn|3|Is 3 prime?|Yes.\nn|5|Is 5 prime?|Yes.\nn|7|Is 7 prime?|Yes.\n-\n"
     "n|2|Is 2 a prime number?|Yes.\nn|3|Is 3 a prime number?|Yes.\n"
     "n|5|Is 5 a prime number?|Yes.\nn|7|Is 7 a prime number?|Yes.\n"},
    {"the same, and the first is deleted",
     "n|2|Is 2 prime?|Yes.\nn|3|Is 3 prime?|Yes.\nn|5|Is 5 prime?|Yes.\nn|7|Is 7 prime?|Yes.\n-\n"
     "n|3|Is 3 a prime number?|Yes.\nn|5|Is 5 a prime number?|Yes.\n"
     "n|7|Is 7 a prime number?|Yes.\n"},
    {"a card is replaced by another",
     FIVE "-\nn|1" APPLE "n|new" HAMLET "n|3" TOKYO "n|4" QUANTUM "n|5" JAZZ},
    {"a file is renamed, and one card edited",
     FIVE "-\nr|1" APPLE "r|2" RIVER "r|3" TOKYO "r|4" QUANTUM
          "r|5|What is jazz?|Music of New Orleans, with swing.\n"},
    {"two notes become one in turns: it is the one that most of its cards are from",
     "a|1" APPLE "a|2" RIVER "a|3" TOKYO "b|4" QUANTUM "b|5" JAZZ "b|6" HAMLET
     "b|7|Why is the sky blue?|Air scatters short waves.\n-\n"
     "r|1" APPLE "r|4" QUANTUM "r|2" RIVER "r|5" JAZZ "r|6" HAMLET
     "r|7|Why is our sky so blue?|Air scatters the shorter waves.\n"},
    {"cards of two notes in turns: those of one count together",
     "a|1" APPLE "a|2" RIVER "a|3|Why is the sky blue?|Air scatters short waves.\n"
     "b|4" QUANTUM "b|5" JAZZ "b|6" HAMLET "b|7" TOKYO "b|8|What is iron?|A metal.\n-\n"
     "r|1" APPLE "r|4" QUANTUM "r|2" RIVER
     "r|3|Why is our sky so blue?|Air scatters the shorter waves.\n"},
    {"a short Chinese card is edited",
     "n|1|首都|北京\nn|2|河|长江\n-\nn|1|中国首都|北京市\nn|2|河|长江\n"},
    {"questions that differ in a sign change places",
     "n|1|What is C?|A language.\nn|2|What is C++?|A larger language.\n"
     "n|3|What is C#?|A language of Microsoft's.\n-\n"
     "n|3|What is C#?|A language of Microsoft's.\nn|1|What is C?|A language.\n"
     "n|2|What is C++?|A larger language.\n"},
};

static char *cut(char **rest, char at)
{
    char *from = *rest, *to = strchr(from, at);
    if (to)
        *to = '\0';
    *rest = to ? to + 1 : from + strlen(from);
    return from;
}

static struct told card(char *line, char between)
{
    struct told t = {0};
    snprintf(t.note, sizeof t.note, "%s", cut(&line, between));
    snprintf(t.truth, sizeof t.truth, "%s", cut(&line, between));
    t.front = cut(&line, between);
    t.back = line;
    return t;
}

static void check_scenarios(void)
{
    struct deck *d = nc_calloc(1, sizeof *d);
    for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
        char *text = strdup(scenarios[i].runs), *rest = text;
        d->count = 0;
        while (*rest) {
            struct told cards[16];
            size_t count = 0;
            bool selected = false;
            while (*rest) {
                char *line = cut(&rest, '\n');
                if (strcmp(line, "-") == 0)
                    break;
                if (strcmp(line, "+") == 0)
                    selected = true;
                else
                    cards[count++] = card(line, '|');
            }
            struct counts n = deck_run(d, cards, count, selected);
            if (!CHECK(n.wrong == 0 && n.lost == 0))
                fprintf(stderr, "  %s: %zu wrong, %zu lost\n", scenarios[i].name, n.wrong, n.lost);
        }
        free(text);
    }
    free(d);
}

/* Random histories: notes of cards, edited, reordered, moved, renamed, copied, deleted. */
struct random {
    uint64_t state;
};

static uint32_t below(struct random *r, uint32_t n)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((r->state >> 33) % n);
}

static const char *const words[] = {
    "river",   "light",  "stone",  "engine", "copper",  "signal", "garden",  "memory", "winter",
    "market",  "letter", "ocean",  "planet", "theatre", "iron",   "bridge",  "forest", "mirror",
    "captain", "silver", "grain",  "tower",  "island",  "violin", "harbour", "salt",   "thunder",
    "carpet",  "number", "valley", "needle", "lantern", "colour", "paper",   "window", "orchard"};
static const char *const questions[] = {"What is a",         "Why does a",    "Where is the",
                                        "How many does the", "Who found the", "Name the"};

static const char *sentence(struct nc_arena *a, struct random *r, bool question)
{
    struct nc_buf b = {0};
    size_t count = question ? 1 + below(r, 4) : 2 + below(r, 14);
    nc_buf_puts(&b, question ? questions[below(r, 6)] : below(r, 12) ? "It has a" : "Yes");
    if (!question && nc_str_eqz(nc_buf_view(&b), "Yes"))
        count = 0;
    for (size_t i = 0; i < count; i++)
        nc_buf_printf(&b, " %s", words[below(r, sizeof words / sizeof words[0])]);
    nc_buf_char(&b, question ? '?' : '.');
    const char *s = nc_arena_str(a, nc_buf_view(&b)).p;
    nc_buf_dispose(&b);
    return s;
}

/* Each word is dropped with one half of the chance, and replaced with the other. */
static const char *edited(struct nc_arena *a, struct random *r, const char *text, uint32_t percent)
{
    struct nc_buf b = {0};
    struct nc_str s = nc_str(text);
    for (size_t i = 0; i < s.n;) {
        size_t to = nc_str_find(s, ' ', i);
        uint32_t q = below(r, 200);
        if (q < percent)
            nc_buf_puts(&b, "");
        else if (q < 2 * percent)
            nc_buf_printf(&b, "%s ", words[below(r, sizeof words / sizeof words[0])]);
        else
            nc_buf_printf(&b, "%.*s ", NC_FMT(nc_str_sub(s, i, to)));
        i = to + 1;
    }
    nc_buf_puts(&b, b.n ? "" : "x");
    const char *kept = nc_arena_str(a, nc_str_trim(nc_buf_view(&b))).p;
    nc_buf_dispose(&b);
    return kept;
}

#define LONGEST 64

struct history {
    struct nc_arena *arena;
    struct random random;
    struct told cards[LONGEST];
    size_t count, named;
};

static void write_card(struct history *h, size_t at, const char *note, const char *front,
                       const char *back)
{
    if (h->count == LONGEST)
        return;
    memmove(h->cards + at + 1, h->cards + at, (h->count - at) * sizeof *h->cards);
    h->count++;
    struct told *t = &h->cards[at];
    snprintf(t->note, sizeof t->note, "%s", note);
    snprintf(t->truth, sizeof t->truth, "%zu", ++h->named);
    t->front = front;
    t->back = back;
}

/* The dice fall in one order, whatever the compiler. */
static void write_sentences(struct history *h, size_t at, const char *note)
{
    const char *back = sentence(h->arena, &h->random, false);
    write_card(h, at, note, sentence(h->arena, &h->random, true), back);
}

static void delete_card(struct history *h, size_t at)
{
    memmove(h->cards + at, h->cards + at + 1, (h->count - at - 1) * sizeof *h->cards);
    h->count--;
}

static void edit(struct history *h)
{
    struct random *r = &h->random;
    uint32_t q = below(r, 100), at = below(r, (uint32_t)h->count);
    struct told *t = &h->cards[at], was = *t;
    if (q < 20 && h->count > 2) {
        delete_card(h, at);
    } else if (q < 40) {
        write_sentences(h, at, was.note);
    } else if (q < 60) {
        t->back = edited(h->arena, r, t->back, 25);
    } else if (q < 75) {
        t->front = edited(h->arena, r, t->front, 25);
    } else if (q < 82) {
        t->front = edited(h->arena, r, t->front, 20);
        t->back = edited(h->arena, r, t->back, 20);
    } else if (q < 87) {
        struct told other = h->cards[below(r, (uint32_t)h->count)];
        if (strcmp(other.note, was.note) == 0) {
            delete_card(h, at);
            write_card(h, below(r, (uint32_t)h->count + 1), was.note, was.front, was.back);
            for (size_t i = 0; i < h->count; i++)
                if (h->cards[i].front == was.front && h->cards[i].back == was.back)
                    strcpy(h->cards[i].truth, was.truth);
        }
    } else if (q < 92) {
        memmove(t->note, h->cards[below(r, (uint32_t)h->count)].note, sizeof t->note);
    } else if (q < 95) {
        char renamed[16];
        snprintf(renamed, sizeof renamed, "%.10sx", was.note);
        for (size_t i = 0; i < h->count; i++)
            if (strcmp(h->cards[i].note, was.note) == 0)
                strcpy(h->cards[i].note, renamed);
    } else {
        write_card(h, at, was.note, was.front, edited(h->arena, r, was.back, 30));
    }
}

static int by_note(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    return strcmp(x->note, y->note);
}

/* A stable sort: notes stand together, cards in their order. */
static void sort_notes(struct told *out, const struct history *h)
{
    char notes[LONGEST][16];
    size_t count = 0, filled = 0;
    struct told sorted[LONGEST];
    memcpy(sorted, h->cards, sizeof sorted);
    qsort(sorted, h->count, sizeof *sorted, by_note);
    for (size_t i = 0; i < h->count; i++)
        if (!count || strcmp(notes[count - 1], sorted[i].note) != 0)
            strcpy(notes[count++], sorted[i].note);
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < h->count; i++)
            if (strcmp(h->cards[i].note, notes[k]) == 0)
                out[filled++] = h->cards[i];
}

static struct counts play(uint64_t seed)
{
    struct history *h = nc_calloc(1, sizeof *h);
    struct deck *d = nc_calloc(1, sizeof *d);
    struct counts sum = {0};
    h->arena = nc_arena_new();
    h->random.state = seed * 7919 + 17;
    for (size_t i = 0; i < 20; i++) {
        const char note[2] = {(char)('a' + i / 5), '\0'};
        write_sentences(h, h->count, note);
    }
    for (int run = 0; run < 6; run++) {
        struct told cards[LONGEST];
        sort_notes(cards, h);
        struct counts n = deck_run(d, cards, h->count, false);
        sum = (struct counts){sum.wrong + n.wrong, sum.lost + n.lost, sum.cards + n.cards};
        for (uint32_t k = 1 + below(&h->random, 4); k > 0; k--)
            edit(h);
    }
    nc_arena_free(h->arena);
    free(h);
    free(d);
    return sum;
}

static void check_histories(void)
{
    struct counts sum = {0};
    for (uint64_t seed = 0; seed < 500; seed++) {
        struct counts n = play(seed);
        sum = (struct counts){sum.wrong + n.wrong, sum.lost + n.lost, sum.cards + n.cards};
    }
    printf("500 histories: %zu wrong, %zu lost of %zu\n", sum.wrong, sum.lost, sum.cards);
    /* What the rule has done since it was written: a change of it may not do worse. */
    CHECK(sum.cards == 60807 && sum.wrong <= 87 && sum.lost <= 51);
}

static void count_file(const char *path)
{
    struct deck *d = nc_calloc(1, sizeof *d);
    struct counts sum = {0};
    static struct told cards[1024];
    size_t count = 0;
    bool begun = false;
    char *line = NULL;
    size_t cap = 0;
    FILE *f = fopen(path, "r");
    while (f && getline(&line, &cap, f) > 0) {
        line[strcspn(line, "\n")] = '\0';
        bool edge = strcmp(line, "H") == 0 || strcmp(line, "R") == 0;
        if (edge && begun) {
            struct counts n = deck_run(d, cards, count, false);
            sum = (struct counts){sum.wrong + n.wrong, sum.lost + n.lost, sum.cards + n.cards};
        }
        if (edge)
            begun = strcmp(line, "R") == 0;
        if (strcmp(line, "H") == 0)
            d->count = 0;
        if (edge)
            count = 0;
        else
            cards[count++] = card(strdup(line), '\t');
    }
    printf("%s: %zu wrong, %zu lost of %zu\n", path, sum.wrong, sum.lost, sum.cards);
    CHECK(sum.cards > 0);
    free(line);
    free(d);
    if (f)
        fclose(f);
}

static void check_rules(void)
{
    struct nc_str a = NC_LIT("a"), b = NC_LIT("b"), c = NC_LIT("c");
    struct apkg_card past[] = {
        {.note = a, .id = NC_LIT("x"), .key = a, .times = 1, .front = a, .back = a},
        {.note = a, .key = b, .times = 1, .front = b, .back = b, .gone = true},
        {.note = b, .key = c, .times = 1, .front = c, .back = c, .fate = APKG_NOTE_ELSE}};
    struct apkg_card now[] = {
        {.note = a, .id = NC_LIT("x"), .key = c, .times = 1, .front = b, .back = c},
        {.note = a, .id = NC_LIT("x"), .key = a, .times = 1, .front = c, .back = b, .place = 1},
        {.note = a, .key = b, .times = 1, .front = a, .back = c, .place = 2},
        {.note = a, .key = c, .times = 1, .front = c, .back = c, .place = 3},
        {.kind = 1, .note = a, .key = b, .times = 1, .front = b, .back = b, .place = 4}};
    struct apkg_pair pairs[5];
    apkg_match(pairs, now, 5, past, 3);
    CHECK(pairs[0].past == 0 && pairs[0].step == APKG_BY_ID);
    CHECK(pairs[1].past == APKG_NONE && pairs[1].id_taken && !pairs[0].id_taken);
    CHECK(pairs[2].past == APKG_NONE); /* a gone card is found by id and content only */
    CHECK(pairs[3].past == APKG_NONE); /* what was not read keeps its cards */
    CHECK(pairs[4].past == APKG_NONE); /* another kind */
    CHECK(apkg_likeness(NC_LIT("Night"), NC_LIT("nacht")) == 0.25);
    CHECK(apkg_likeness(NC_LIT("a  b"), NC_LIT("A b ")) == 1.0);
    CHECK(apkg_likeness(NC_LIT(""), NC_LIT("ab")) == 0.0);
}

/* More than 200 free cards of one note: only equal sides go on, and it stays fast. */
static void check_many(void)
{
    enum { MANY = 20000 };
    static char fronts[2 * MANY][16], backs[2 * MANY][16];
    struct apkg_card *now = nc_calloc(MANY, sizeof *now), *past = nc_calloc(MANY, sizeof *past);
    struct apkg_pair *pairs = nc_calloc(MANY, sizeof *pairs);
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(fronts[i], 16, "old %u", i);
        snprintf(fronts[MANY + i], 16, "new %u", i);
        snprintf(backs[i], 16, "same %u", i / 2);
        struct nc_str was = nc_str(fronts[i]), is = nc_str(fronts[MANY + i]),
                      back = nc_str(backs[i]);
        past[i] = (struct apkg_card){
            .key = was, .front = was, .front_text = was, .back = back, .place = i, .times = 1};
        now[i] = (struct apkg_card){
            .key = is, .front = is, .front_text = is, .back = back, .place = i, .times = 1};
    }
    now[7].back = now[7].front;
    apkg_match(pairs, now, MANY, past, MANY);
    size_t right = 0;
    for (uint32_t i = 0; i < MANY; i++)
        right += pairs[i].past == i;
    CHECK(right == MANY - 1 && pairs[7].past == APKG_NONE);
    free(now);
    free(past);
    free(pairs);
}

/* Cards whose sides all changed a little are compared pairwise up to 200 on each side, not beyond.
 */
static void check_bound(uint32_t now_count, uint32_t past_count, bool are_compared)
{
    enum { MANY = 201 };
    static char fronts[2 * MANY][64];
    struct apkg_card now[MANY], past[MANY];
    struct apkg_pair pairs[MANY];
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(fronts[i], 64, "what is the capital of country number %u", i);
        snprintf(fronts[MANY + i], 64, "what was the capital of country number %u", i);
        struct nc_str was = nc_str(fronts[i]), is = nc_str(fronts[MANY + i]);
        past[i] = (struct apkg_card){
            .key = was, .front = was, .front_text = was, .back = was, .place = i, .times = 1};
        now[i] = (struct apkg_card){
            .key = is, .front = is, .front_text = is, .back = is, .place = i, .times = 1};
    }
    apkg_match(pairs, now, now_count, past, past_count);
    CHECK(pairs[7].past == (are_compared ? 7 : APKG_NONE));
}

/* Of two equally similar past cards, the one between the same neighbours goes on. */
static void check_ranks(void)
{
    static const char *const were[] = {"first", "a card of many words", "second",
                                       "a card of many words"};
    static const char *const are[] = {"first", "second", "a card of many word"};
    struct apkg_card now[3], past[4];
    struct apkg_pair pairs[3];
    for (uint32_t i = 0; i < 4; i++) {
        struct nc_str s = nc_str(were[i]);
        past[i] = (struct apkg_card){
            .key = s, .front = s, .front_text = s, .back = s, .place = i, .times = i == 3 ? 2 : 1};
    }
    for (uint32_t i = 0; i < 3; i++) {
        struct nc_str s = nc_str(are[i]);
        now[i] = (struct apkg_card){
            .key = s, .front = s, .front_text = s, .back = s, .place = i, .times = 1};
    }
    apkg_match(pairs, now, 3, past, 4);
    CHECK(pairs[0].past == 0 && pairs[1].past == 2 && pairs[2].past == 3);
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        count_file(argv[1]);
        return check_result();
    }
    check_scenarios();
    check_rules();
    check_many();
    check_bound(200, 200, true);
    check_bound(201, 200, false);
    check_bound(200, 201, false);
    check_ranks();
    check_histories();
    return check_result();
}
