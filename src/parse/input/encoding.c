/* Guesses and decodes encodings.
 *
 * Each legacy encoding has a row: how long a character is, and how common it is. The standards put
 * common characters first (GB 2312 and JIS X 0208 have a first level, Big5 a first plane, KS X 1001
 * all common syllables), so a text read in the wrong encoding scatters over rare ones. The
 * commonest characters of the language weigh four times as much: only they distinguish EUC-KR,
 * which fits into GB 2312's first level byte for byte, from Chinese. */
#include "parse/input/encoding.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "parse/input/latin.h"

#include <errno.h>
#include <iconv.h>
#include <limits.h>

#define SAMPLE ((size_t)256 << 10)
#define FREQUENT_WEIGHT 4
/* Below these values the encoding is uncertain: score in hundredths per character, lead over the
 * next encoding, number of characters beyond ASCII. */
#define MIN_SCORE 60
#define MIN_LEAD 35
#define MIN_CHARACTERS 8
#define MIN_FREQUENT 30 /* percent of the characters */
/* Fewer characters suffice if no other encoding comes near. */
#define FEW_CHARACTERS 4
#define LEAD_OF_FEW 200
#define FREQUENT_OF_FEW 60
#define FEW_SEQUENCES 60 /* sequences of UTF-8, weighed */
#define DOUBTFUL_SEQUENCES 12
#define LETTERS_OF_ONE 4 /* letters of one script, weighed */
#define SCORE_WITHOUT_KANA 50
#define WORDS_OF_ASCII 85 /* percent */

struct step {
    /* length of the character; 0: these bytes are not a character */
    size_t length;
    /* 1 common, 0 neutral, -1 rare */
    int worth;
};

static bool in(unsigned char b, unsigned from, unsigned to)
{
    return b >= from && b <= to;
}

static struct step step_gb18030(const unsigned char *p, size_t n)
{
    if (n >= 4 && in(p[0], 0x81, 0xFE) && in(p[1], 0x30, 0x39))
        return (struct step){in(p[2], 0x81, 0xFE) && in(p[3], 0x30, 0x39) ? 4 : 0, -1};
    if (n < 2 || !in(p[0], 0x81, 0xFE) || !(in(p[1], 0x40, 0x7E) || in(p[1], 0x80, 0xFE)))
        return (struct step){0};
    if (p[1] < 0xA1 || p[0] < 0xA1 || p[0] > 0xF7)
        return (struct step){2, -1};
    if (in(p[0], 0xB0, 0xD7) || p[0] == 0xA1 || p[0] == 0xA3)
        return (struct step){2, 1};
    return (struct step){2, p[0] < 0xAA ? 0 : -1};
}

static struct step step_big5(const unsigned char *p, size_t n)
{
    if (n < 2 || !in(p[0], 0x81, 0xFE) || !(in(p[1], 0x40, 0x7E) || in(p[1], 0xA1, 0xFE)))
        return (struct step){0};
    if (in(p[0], 0xA4, 0xC5) || p[0] == 0xA1)
        return (struct step){2, 1};
    return (struct step){2, in(p[0], 0xA2, 0xA3) || p[0] == 0xC6 ? 0 : -1};
}

static struct step step_shift_jis(const unsigned char *p, size_t n)
{
    if (in(p[0], 0xA1, 0xDF))
        return (struct step){1, -1};
    if (n < 2 || !(in(p[0], 0x81, 0x9F) || in(p[0], 0xE0, 0xFC)) ||
        !(in(p[1], 0x40, 0x7E) || in(p[1], 0x80, 0xFC)))
        return (struct step){0};
    if (in(p[0], 0x81, 0x83) || in(p[0], 0x89, 0x97) || (p[0] == 0x88 && p[1] >= 0x9F) ||
        (p[0] == 0x98 && p[1] <= 0x72))
        return (struct step){2, 1};
    return (struct step){2, p[0] == 0x84 ? 0 : -1};
}

static struct step step_euc_jp(const unsigned char *p, size_t n)
{
    if (n >= 2 && p[0] == 0x8E)
        return (struct step){in(p[1], 0xA1, 0xDF) ? 2 : 0, -1};
    if (n >= 3 && p[0] == 0x8F)
        return (struct step){in(p[1], 0xA1, 0xFE) && in(p[2], 0xA1, 0xFE) ? 3 : 0, -1};
    if (n < 2 || !in(p[0], 0xA1, 0xFE) || !in(p[1], 0xA1, 0xFE))
        return (struct step){0};
    if (in(p[0], 0xB0, 0xCF) || p[0] == 0xA1 || in(p[0], 0xA3, 0xA5))
        return (struct step){2, 1};
    return (struct step){2, p[0] < 0xA9 ? 0 : -1};
}

static struct step step_euc_kr(const unsigned char *p, size_t n)
{
    if (n < 2 || !in(p[0], 0x81, 0xFE) ||
        !(in(p[1], 0x41, 0x5A) || in(p[1], 0x61, 0x7A) || in(p[1], 0x81, 0xFE)))
        return (struct step){0};
    if (p[1] >= 0xA1 && (in(p[0], 0xB0, 0xC8) || p[0] == 0xA1 || p[0] == 0xA3))
        return (struct step){2, 1};
    return (struct step){2, p[1] >= 0xA1 && in(p[0], 0xA1, 0xAC) ? 0 : -1};
}

static const char simplified[] =
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
    "过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心"
    "她本前开但因只从想实。，回情明公把长新己问间意最两应体力日各机高正使手相关加义二点表题向已"
    "气更第战三原利比或身性变外头被什信万教市车果重件接量工水民期特路平知资先话南程系建任此强立"
    "保打放及处运管别共口展难政治类增住活东百级连近书入提单计位马安西次走直流内社区研究文据习读"
    "写记录网络统语言算结构函数功户项目代码设技术容标列测试今司世界北京海购买清苹香牛奶价格元园"
    "科深圳微号报告务简短";
static const char traditional[] =
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年"
    "過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心"
    "她本前開但因只從想實。，回情明公把長新己問間意最兩應體力日各機高正使手相關加義二點表題向已"
    "氣更第戰三原利比或身性變外頭被什信萬教市車果重件接量工水民期特路平知資先話南程系建任此強立"
    "保打放及處運管別共口展難政治類增住活東百級連近書入提單計位馬安西次走直流內社區研究文據習讀"
    "寫記錄網絡統語言算結構函數功戶項目代碼設技術容標列測試今司世界北京海購買清蘋香牛奶價格元園"
    "科臺灣臉號報告務簡短「」：";
static const char kana[] =
    "のにはをたがでてとしれさいるなもかすまらあこおよりくうきそっんだけせみつわえめどじろばやち"
    "ー。、日本語人年大一会中見出分国同時事自社的行手学生間方法今前後上下月東京新作用成理実現問"
    "題関数文字名言葉使変更入力表示設定機能開発対象必要最初動物内容私何思食飲書読話聞買カタスン"
    "トルリアイコラシドレプロテフメキデバグサマパオュョッ「」";
static const char syllables[] =
    "이다는의에을가하고지기로리도사나한를어은인아자시서그해정대스으전수있일주보면라게부만장상적"
    "성여비제들과원모경계것공관구국습니안녕세요같때문또더많좋합했되된될음읽쓰말생각람우년월오늘"
    "날간학교회답변데터코드함객체개발프램테트목록내용설명법없않못울중넷컴퓨소웨작업쇼핑술표값천";

static const struct row {
    /* iconv's */
    const char *name;
    /* p[0] >= 0x80 */
    struct step (*step)(const unsigned char *p, size_t n);
    const char *frequent;
} rows[NC_ENC_COUNT] = {
    [NC_ENC_UTF8] = {"UTF-8", NULL, NULL},
    [NC_ENC_UTF16LE] = {"UTF-16LE", NULL, NULL},
    [NC_ENC_UTF16BE] = {"UTF-16BE", NULL, NULL},
    [NC_ENC_GB18030] = {"GB18030", step_gb18030, simplified},
    [NC_ENC_BIG5] = {"BIG5-HKSCS", step_big5, traditional},
    [NC_ENC_SHIFT_JIS] = {"CP932", step_shift_jis, kana},
    [NC_ENC_EUC_JP] = {"EUC-JP", step_euc_jp, kana},
    [NC_ENC_EUC_KR] = {"CP949", step_euc_kr, syllables},
    [NC_ENC_WINDOWS_1252] = {"WINDOWS-1252", NULL, NULL},
    [NC_ENC_WINDOWS_1251] = {"WINDOWS-1251", NULL, NULL},
    [NC_ENC_KOI8_R] = {"KOI8-R", NULL, NULL},
};

const char *nc_encoding_name(enum nc_encoding e)
{
    return rows[e].name;
}

/* Opens a converter to UTF-8. False: this system has none. */
static bool open_converter(iconv_t *c, const char *name)
{
    *c = iconv_open("UTF-8", name);
    return *c != (iconv_t)-1; /* NOLINT(performance-no-int-to-ptr): iconv's way to fail */
}

bool nc_encoding_is_known(const char *name)
{
    iconv_t c;
    if (!open_converter(&c, name))
        return false;
    iconv_close(c);
    return true;
}

/* Converts from *in up to the end or the first invalid bytes. */
static bool convert(iconv_t c, struct nc_buf *out, char **in, size_t *left)
{
    for (;;) {
        nc_buf_reserve(out, *left * 2 + 16);
        char *to = out->p + out->n;
        size_t room = out->cap - out->n - 1;
        size_t result = iconv(c, in, left, &to, &room);
        out->n = (size_t)(to - out->p);
        out->p[out->n] = '\0';
        if (result != (size_t)-1)
            return true;
        if (errno != E2BIG)
            return false;
    }
}

size_t nc_encoding_decode(struct nc_buf *out, struct nc_str bytes, const char *name)
{
    iconv_t c;
    if (!open_converter(&c, name))
        return SIZE_MAX;
    union {
        const char *is;
        char *as_iconv_wants;
    } in = {.is = bytes.p};
    size_t left = bytes.n, bad = 0;
    while (left && !convert(c, out, &in.as_iconv_wants, &left)) {
        nc_buf_puts(out, "\xEF\xBF\xBD");
        bad++;
        in.is++;
        left--;
        iconv(c, NULL, NULL, NULL, NULL);
    }
    iconv_close(c);
    return bad;
}

bool nc_encoding_fits(struct nc_str bytes, enum nc_encoding e)
{
    struct nc_buf scratch = {0};
    bool fits = nc_encoding_decode(&scratch, bytes, rows[e].name) == 0;
    nc_buf_dispose(&scratch);
    return fits;
}

/* The beginning of the text, up to the limit of bytes beyond ASCII to weigh. It may end within a
 * character. */
static struct nc_str sample_of(struct nc_str bytes)
{
    size_t i = 0, beyond = 0;
    while (i < bytes.n && beyond < SAMPLE)
        beyond += (unsigned char)bytes.p[i++] >= 0x80;
    return nc_str_sub(bytes, 0, i);
}

static long count_frequent(struct nc_str utf8, const char *frequent)
{
    long found = 0;
    unsigned len;
    for (size_t i = 0; i < utf8.n; i += len) {
        nc_utf8_at(utf8, i, &len);
        found += len > 1 && nc_str_search(nc_str(frequent), nc_str_sub(utf8, i, i + len), 0) <
                                strlen(frequent);
    }
    return found;
}

/* How well a sample fits: its score in hundredths per character beyond ASCII, LONG_MIN if it does
 * not fit; the number of these characters; the percentage of frequent ones among them. */
struct fit {
    long score;
    size_t count;
    long frequent;
};

static struct fit fit_of_row(struct nc_str sample, bool is_whole, enum nc_encoding e)
{
    const struct row *row = &rows[e];
    const unsigned char *p = (const unsigned char *)sample.p;
    long worth = 0, count = 0;
    size_t i = 0;
    while (i < sample.n) {
        if (p[i] < 0x80) {
            i++;
            continue;
        }
        struct step s = row->step(p + i, sample.n - i);
        if (!s.length && !is_whole && sample.n - i < 4)
            break; /* the sample ends within a character */
        if (!s.length)
            return (struct fit){.score = LONG_MIN};
        worth += s.worth;
        count++;
        i += s.length;
    }
    struct nc_buf utf8 = {0};
    size_t bad = nc_encoding_decode(&utf8, nc_str_sub(sample, 0, i), row->name);
    long frequent = bad ? 0 : count_frequent(nc_buf_view(&utf8), row->frequent);
    nc_buf_dispose(&utf8);
    if (bad || !count)
        return (struct fit){.score = LONG_MIN};
    return (struct fit){(worth + FREQUENT_WEIGHT * frequent) * 100 / count, (size_t)count,
                        frequent * 100 / count};
}

static bool is_ascii_letter(struct nc_str s, size_t i)
{
    return i < s.n && nc_ascii_is_letter(s.p[i]);
}

/* Whether EUC-JP text has kana; a text of ideographs alone is hardly Japanese. */
static bool holds_kana(struct nc_str s)
{
    for (size_t i = 0; i + 1 < s.n; i += (unsigned char)s.p[i] < 0x80 ? 1 : 2)
        if (in((unsigned char)s.p[i], 0xA4, 0xA5))
            return true;
    return false;
}

/* Whether the text is UTF-8 with a few wrong bytes, not another encoding. A sequence of three bytes
 * or more is hardly ever valid by chance; one of two bytes sometimes is. */
static bool is_nearly_utf8(struct nc_str s, size_t *good_out, size_t *bad_out)
{
    size_t good = 0, bad = 0;
    unsigned len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t cp = nc_utf8_at(s, i, &len);
        bool malformed = cp == 0xFFFD && !(len == 3 && memcmp(s.p + i, "\xEF\xBF\xBD", 3) == 0);
        bad += malformed;
        good += malformed || len == 1 ? 0 : len == 2 ? 1 : 3;
    }
    *good_out = good;
    *bad_out = bad;
    return bad * 3 <= good;
}

/* Whether the letters of a text that is nearly UTF-8 are of one script. Letters that another
 * encoding forms by chance are of several. */
static bool is_of_one_script(struct nc_str s, size_t good, size_t bad)
{
    uint32_t script = UINT32_MAX;
    unsigned len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (cp < 0xC0 || (cp >= 0x2000 && cp < 0x3000) || cp == 0xFFFD) /* not letters */
            continue;
        uint32_t own = cp < 0x300 ? 0 : cp < 0x800 ? cp >> 8 : cp < 0x3000 ? 8 : 9;
        if (script != UINT32_MAX && script != own)
            return false;
        script = own;
    }
    return good >= LETTERS_OF_ONE && bad * (script >= 8 ? 9 : 4) <= good;
}

/* Whether there are letters of UTF-8 that Windows-1252 would show as "Ã©": one for every few wrong
 * bytes. */
static bool holds_utf8_letters(struct nc_str s, size_t bad)
{
    size_t letters = 0;
    for (size_t i = 0; i + 1 < s.n; i++)
        letters +=
            in((unsigned char)s.p[i], 0xC2, 0xC5) && in((unsigned char)s.p[i + 1], 0x80, 0xBF);
    return letters * 4 >= bad;
}

/* Recognises UTF-16 without a byte order mark. Line ends and blanks have one zero byte each, all on
 * the same side. No other encoding of text has zero bytes, so pairs of two ASCII characters suggest
 * a text with stray zero bytes. */
static enum nc_encoding guess_utf16(struct nc_str s)
{
    size_t zeros[2] = {0, 0}, breaks[2] = {0, 0}, ascii = 0, pairs = s.n / 2;
    for (size_t i = 0; i + 1 < s.n; i += 2) {
        for (int side = 0; side < 2; side++) {
            bool is_zero = s.p[i + (size_t)side] == '\0';
            char other = s.p[i + 1 - (size_t)side];
            zeros[side] += is_zero;
            breaks[side] += is_zero && other && strchr("\n\r\t -*#", other);
        }
        ascii += in((unsigned char)s.p[i], 0x20, 0x7E) && in((unsigned char)s.p[i + 1], 0x20, 0x7E);
    }
    int side = zeros[0] > zeros[1] ? 0 : 1; /* the side with the zero bytes; 0: big-endian */
    bool is_western = zeros[side] * 2 >= pairs;
    bool fits = zeros[side] * 100 >= pairs && zeros[side] >= 8 * zeros[1 - side] &&
                (is_western || breaks[side] > 0) && ascii * 2 <= pairs;
    enum nc_encoding e = side == 0 ? NC_ENC_UTF16BE : NC_ENC_UTF16LE;
    return fits && pairs >= 2 && nc_encoding_fits(s, e) ? e : NC_ENC_UNKNOWN;
}

/* Whether u is a character that UTF-16 without zero bytes often has: Chinese, Japanese, Korean,
 * their punctuation, and ASCII. With its two bytes swapped, a character hardly ever is. */
static bool is_likely_unit(unsigned u)
{
    return (u >= 0x20 && u < 0x7F) || u == '\n' || u == '\r' || u == '\t' ||
           (u >= 0x4E00 && u <= 0x9FFF) || (u >= 0x3000 && u <= 0x30FF) ||
           (u >= 0xAC00 && u <= 0xD7A3) || (u >= 0xFF01 && u <= 0xFF5E) ||
           (u >= 0x2010 && u <= 0x2026);
}

/* Recognises UTF-16 when zero bytes are not conclusive: there are few characters, or some have a
 * zero low byte. Zero and control bytes occur in no other encoding of text. */
static enum nc_encoding guess_wide(struct nc_str s)
{
    size_t likely[2] = {0, 0}, breaks[2] = {0, 0}, pairs = s.n / 2, controls = 0;
    for (size_t i = 0; i + 1 < s.n; i += 2) {
        unsigned a = (unsigned char)s.p[i], b = (unsigned char)s.p[i + 1];
        likely[0] += is_likely_unit(a << 8 | b);
        likely[1] += is_likely_unit(b << 8 | a);
        breaks[0] += a == 0 && b == '\n';
        breaks[1] += b == 0 && a == '\n';
    }
    for (size_t i = 0; i < s.n; i++)
        controls += (unsigned char)s.p[i] < 0x20 && !strchr("\n\r\t", s.p[i] ? s.p[i] : 1);
    int side = likely[1] > likely[0];
    enum nc_encoding e = side ? NC_ENC_UTF16LE : NC_ENC_UTF16BE;
    bool fits = s.n % 2 == 0 && pairs > 0 && controls > 0 && likely[side] * 10 >= pairs * 9 &&
                (likely[1 - side] * 2 < pairs || breaks[side] > breaks[1 - side]);
    return fits && nc_encoding_fits(s, e) ? e : NC_ENC_UNKNOWN;
}

/* Whether the ASCII in the text is mostly letters, digits and blanks. Bytes of ideographs that
 * happen to be ASCII are not. */
static bool is_like_ascii(struct nc_str s)
{
    size_t words = 0;
    for (size_t i = 0; i < s.n; i++)
        words += is_ascii_letter(s, i) || in((unsigned char)s.p[i], '0', '9') || s.p[i] == ' ';
    return words * 100 >= s.n * WORDS_OF_ASCII;
}

static struct fit fit_of(struct nc_str sample, bool is_whole, enum nc_encoding e)
{
    if (e == NC_ENC_WINDOWS_1252)
        return (struct fit){nc_latin_score(sample), sample.n, 100};
    struct fit f = fit_of_row(sample, is_whole, e);
    if (e == NC_ENC_EUC_JP && f.score > SCORE_WITHOUT_KANA && !holds_kana(sample))
        f.score = SCORE_WITHOUT_KANA;
    return f;
}

/* The likely encoding of a text that no multibyte encoding suits. It is suggested in a message; the
 * text is not decoded with it. */
static enum nc_encoding likely_of_letters(struct nc_str sample)
{
    return !nc_latin_is_another_script(sample) ? NC_ENC_WINDOWS_1252
           : nc_latin_is_like_koi8(sample)     ? NC_ENC_KOI8_R
                                               : NC_ENC_WINDOWS_1251;
}

/* Whether the best-fitting encoding is certain. */
static bool is_certain(struct nc_str sample, enum nc_encoding e, const struct fit *f, long second)
{
    long lead = second == LONG_MIN ? LONG_MAX : f->score - second;
    if (f->score < MIN_SCORE || f->frequent < MIN_FREQUENT ||
        (e == NC_ENC_WINDOWS_1252 && !nc_latin_is_western(sample)))
        return false;
    return (f->count >= MIN_CHARACTERS && lead >= MIN_LEAD) ||
           (f->count >= FEW_CHARACTERS && lead >= LEAD_OF_FEW && f->frequent >= FREQUENT_OF_FEW);
}

static enum nc_encoding guess_legacy(struct nc_str bytes, enum nc_encoding *likely)
{
    struct nc_str sample = sample_of(bytes);
    bool is_whole = sample.n == bytes.n;
    struct fit best = {.score = LONG_MIN};
    long second = LONG_MIN;
    for (enum nc_encoding e = NC_ENC_GB18030; e <= NC_ENC_WINDOWS_1252; e++) {
        struct fit f = fit_of(sample, is_whole, e);
        if (f.score > best.score) {
            second = best.score;
            best = f;
            *likely = e;
        } else if (f.score > second) {
            second = f.score;
        }
    }
    if (best.score <= 0 || (*likely != NC_ENC_WINDOWS_1252 && best.frequent < MIN_FREQUENT))
        *likely = likely_of_letters(sample);
    if (*likely != NC_ENC_UNKNOWN && !is_whole && !nc_encoding_fits(bytes, *likely))
        *likely = NC_ENC_UNKNOWN;
    bool shows = *likely <= NC_ENC_WINDOWS_1252 && is_certain(sample, *likely, &best, second);
    return shows ? *likely : NC_ENC_UNKNOWN;
}

enum nc_encoding nc_encoding_guess(struct nc_str bytes, enum nc_encoding *likely)
{
    *likely = NC_ENC_UNKNOWN;
    if (nc_str_starts(bytes, NC_LIT("\xFF\xFE")))
        return NC_ENC_UTF16LE;
    if (nc_str_starts(bytes, NC_LIT("\xFE\xFF")))
        return NC_ENC_UTF16BE;
    size_t good = 0, bad = 0;
    if (nc_str_starts(bytes, NC_LIT("\xEF\xBB\xBF")) || is_nearly_utf8(bytes, &good, &bad)) {
        /* A short text in another encoding may look like UTF-8 with a few bad bytes. */
        enum nc_encoding other =
            bad && good < FEW_SEQUENCES ? guess_legacy(bytes, likely) : NC_ENC_UNKNOWN;
        bool is_multibyte = *likely != NC_ENC_UNKNOWN && *likely < NC_ENC_WINDOWS_1252;
        bool is_doubtful = bad && good < DOUBTFUL_SEQUENCES && nc_latin_is_another_script(bytes) &&
                           !is_of_one_script(bytes, good, bad);
        if (is_multibyte || is_doubtful)
            return other != NC_ENC_WINDOWS_1252 ? other : NC_ENC_UNKNOWN;
        *likely = NC_ENC_UNKNOWN;
        enum nc_encoding wide = guess_utf16(bytes);
        bool has_nul = nc_str_find(bytes, '\0', 0) < bytes.n;
        if (wide == NC_ENC_UNKNOWN && (bad || (has_nul && !is_like_ascii(bytes))))
            wide = guess_wide(bytes);
        return wide == NC_ENC_UNKNOWN ? NC_ENC_UTF8 : wide;
    }
    enum nc_encoding wide = guess_utf16(bytes);
    if (wide == NC_ENC_UNKNOWN)
        wide = guess_wide(bytes);
    if (wide != NC_ENC_UNKNOWN)
        return wide;
    enum nc_encoding legacy = guess_legacy(bytes, likely);
    bool is_utf8 = *likely == NC_ENC_WINDOWS_1252 && holds_utf8_letters(bytes, bad);
    return is_utf8 ? NC_ENC_UTF8 : legacy;
}
