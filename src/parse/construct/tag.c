/* Tags: "#tag" of Obsidian and Logseq. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/construct/markkinds.h"

#define MAX_BEAR 60 /* bytes of a tag of several words */
#define MAX_BEAR_WORDS 4

static bool ends_tag(uint32_t cp)
{
    if (cp < 0x80)
        return cp <= ' ' || (nc_is_punct(cp) && cp != '_' && cp != '-' && cp != '/');
    return (cp >= 0x2000 && cp <= 0x206F) || (cp >= 0x2E00 && cp <= 0x2E7F) || nc_is_space(cp) ||
           nc_is_cjk_punct(cp) || cp == 0xFFFD;
}

/* Whether "#" and these characters make the sign of a key. */
static bool is_keycap(struct nc_str s, size_t i)
{
    unsigned len;
    uint32_t cp = i < s.n ? nc_utf8_at(s, i, &len) : 0;
    return cp == 0xFE0F || cp == 0x20E3;
}

/* Where the words of Bear's "#two words#", "#a/two words#" and "#word#" end; 0 if they are not such
 * a tag. No sentence stands between the two "#". */
static size_t bear_tag_end(const struct nc_text_run *r, size_t i)
{
    struct nc_str s = nc_run_to(r, i + MAX_BEAR);
    size_t to = i + 1;
    unsigned len, words = 1;
    while (to < s.n && s.p[to] != '#') {
        uint32_t cp = nc_utf8_at(s, to, &len);
        words += cp == ' ';
        if ((ends_tag(cp) && cp != ' ') || (cp == ' ' && s.p[to + 1 < s.n ? to + 1 : to] == ' '))
            return 0;
        to += len;
    }
    /* The '#' of "C#" does not end a tag. */
    bool lone = to > 1 && to < s.n && (s.p[to - 1] == ' ' || s.p[to - 2] == ' ');
    uint32_t after = to + 1 < r->text.n ? nc_utf8_at(r->text, to + 1, &len) : ' ';
    bool long_enough = words > 1 || to > i + 2; /* "#C#" names the language C# */
    return to < s.n && long_enough && words <= MAX_BEAR_WORDS && !lone && s.p[i + 1] != ' ' &&
                   !nc_is_alnum(after) && after != '#'
               ? to
               : 0;
}

/* Reads "#tag" at i: Obsidian's characters, also ended by CJK punctuation. At least one character
 * is not a digit. */
static bool find_tag(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = r->text;
    bool letter = false;
    size_t to = i + 1;
    if (!nc_is_space(nc_run_char_before(r, i)) || is_keycap(s, to))
        return false;
    for (unsigned len; to < s.n; to += len) {
        uint32_t cp = nc_utf8_at(s, to, &len);
        if (ends_tag(cp))
            break;
        letter |= cp < '0' || cp > '9';
    }
    while (to > i + 1 && s.p[to - 1] == '/')
        to--;
    if (!letter || to == i + 1)
        return false;
    size_t bear = r->opts->dialect == NC_DIALECT_NOTES ? bear_tag_end(r, i) : 0;
    to = bear ? bear : to;
    struct nc_str tag = nc_arena_str(r->doc->arena, nc_str_sub(s, i + 1, to));
    *mark =
        (struct nc_mark){i, to + (bear > 0), nc_node_text(r->doc, NC_TAG, nc_mark_pos(r, i), tag)};
    return true;
}

static bool is_read(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_NOTES || opts->dialect == NC_DIALECT_LOGSEQ;
}

const struct nc_mark_kind nc_tag_mark_kind = {.begins = "#", .is_read = is_read, .find = find_tag};
