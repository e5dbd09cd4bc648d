/* Turns a note's bytes into UTF-8: by the option, by what the note itself shows, or by the encoding
 * of the other notes of the root. A note whose encoding stays in doubt is not read, because a wrong
 * guess would change all of its characters. */
#include "base/fsio.h"
#include "base/utf8.h"
#include "parse/input/encoding.h"
#include "vault/vaultdata.h"

#include <stdlib.h>

/* Limits of the search for the root's encoding, which is made when a note is first in doubt: the
 * number of notes, and the bytes read of each. */
#define VOTERS 400
#define VOTER_BYTES ((size_t)64 << 10)

struct nc_vote {
    pthread_mutex_t lock;
    bool is_counted;
    /* UNKNOWN: all notes that show their encoding are UTF-8 */
    enum nc_encoding winner;
};

struct nc_vote *nc_vote_new(void)
{
    struct nc_vote *vote = nc_calloc(1, sizeof *vote);
    pthread_mutex_init(&vote->lock, NULL);
    return vote;
}

void nc_vote_free(struct nc_vote *vote)
{
    pthread_mutex_destroy(&vote->lock);
    free(vote);
}

static enum nc_encoding encoding_of_head(const struct nc_vault_note *note)
{
    struct nc_buf head = {0};
    struct nc_fail ignored = {0};
    enum nc_encoding e = NC_ENC_UNKNOWN, likely;
    if (nc_read_head(&head, note->path.p, VOTER_BYTES, &ignored) == 0) {
        while (head.n == VOTER_BYTES && head.n && head.p[head.n - 1] != '\n')
            head.n--;
        e = nc_encoding_guess(nc_buf_view(&head), &likely);
    }
    nc_buf_dispose(&head);
    nc_buf_dispose(&ignored.message);
    return e;
}

static enum nc_encoding count_votes(const struct nc_vault *v)
{
    size_t votes[NC_ENC_COUNT] = {0};
    enum nc_encoding winner = NC_ENC_UNKNOWN;
    for (size_t i = 0; i < v->count && i < VOTERS; i++) {
        enum nc_encoding e = encoding_of_head(&v->notes[i]);
        if (e == NC_ENC_UNKNOWN || e == NC_ENC_UTF8)
            continue;
        votes[e]++;
        if (votes[e] > votes[winner])
            winner = e;
    }
    return winner;
}

/* The encoding of the root's old notes. The answer does not depend on which note asks first. */
static enum nc_encoding encoding_of_root(const struct nc_vault *v)
{
    pthread_mutex_lock(&v->vote->lock);
    if (!v->vote->is_counted) {
        v->vote->winner = count_votes(v);
        v->vote->is_counted = true;
    }
    enum nc_encoding winner = v->vote->winner;
    pthread_mutex_unlock(&v->vote->lock);
    return winner;
}

static bool has_mark(struct nc_str s)
{
    return nc_str_starts(s, NC_LIT("\xEF\xBB\xBF")) || nc_str_starts(s, NC_LIT("\xFF\xFE")) ||
           nc_str_starts(s, NC_LIT("\xFE\xFF"));
}

static bool is_utf16(struct nc_str s)
{
    enum nc_encoding likely, e = nc_encoding_guess(s, &likely);
    return e == NC_ENC_UTF16LE || e == NC_ENC_UTF16BE;
}

static void report_doubt(const struct nc_vault_note *note, enum nc_encoding likely,
                         struct nc_diags *diags)
{
    const char *name = nc_encoding_name(likely);
    bool is_latin = likely == NC_ENC_WINDOWS_1252;
    nc_diag(diags, NC_D_ENCODING_UNKNOWN, note->shown, (struct nc_pos){0},
            "the note is not UTF-8, and its encoding is uncertain%s%s%s; it was not read. Name the "
            "encoding, for example --encoding=%s",
            name ? "; perhaps " : "", name ? name : "",
            is_latin ? ", or WINDOWS-1250 (Central Europe) or WINDOWS-1254 (Turkish)" : "",
            is_latin ? "WINDOWS-1250"
            : name   ? name
                     : "GB18030");
}

/* The name of the note's encoding; NULL, with a message, if it is in doubt. */
static const char *name_of(const struct nc_vault *v, const struct nc_vault_note *note,
                           struct nc_str bytes, struct nc_diags *diags)
{
    enum nc_encoding likely, e = nc_encoding_guess(bytes, &likely);
    if (e == NC_ENC_UNKNOWN) {
        e = encoding_of_root(v);
        if (e != NC_ENC_UNKNOWN && !nc_encoding_fits(bytes, e))
            e = NC_ENC_UNKNOWN;
    }
    if (e == NC_ENC_UNKNOWN) {
        if (!nc_vault_excludes(v, note->rel))
            report_doubt(note, likely, diags);
        return NULL;
    }
    if (e != NC_ENC_UTF8)
        nc_diag(diags, NC_D_ENCODING, note->shown, (struct nc_pos){0},
                "the note is not UTF-8; it was read as %s", nc_encoding_name(e));
    return nc_encoding_name(e);
}

bool nc_vault_decode(const struct nc_vault *v, const struct nc_vault_note *note,
                     struct nc_buf *bytes, const char *given, struct nc_diags *diags)
{
    struct nc_str s = nc_buf_view(bytes);
    bool has_nul = nc_str_find(s, '\0', 0) < s.n;
    if (has_mark(s) || (!has_nul && nc_utf8_valid(s)) || (has_nul && !is_utf16(s)))
        return true; /* cleantext.c decides whether anything else with zero bytes is text */
    const char *name = given ? given : name_of(v, note, s, diags);
    if (!name)
        return false;
    if (!given && strcmp(name, nc_encoding_name(NC_ENC_UTF8)) == 0)
        return true;
    struct nc_buf text = {0};
    size_t bad = nc_encoding_decode(&text, s, name);
    if (bad)
        nc_diag(diags, NC_D_BAD_UTF8, note->shown, (struct nc_pos){0},
                "%zu byte%s not %s and became U+FFFD", bad, bad == 1 ? " is" : "s are", name);
    nc_buf_dispose(bytes);
    *bytes = text;
    return true;
}
