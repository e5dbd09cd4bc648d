/* Prepares pictures. Those that need no decoder are handled from the file's bytes; each of the
 * others goes through the picture module in a child with limits. */
#include "media/prepare.h"

#include "base/child.h"
#include "base/fsio.h"
#include "base/hash.h"
#include "base/strmap.h"
#include "media/exif.h"
#include "media/pictures.h"
#include "media/svg.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_PICTURE ((size_t)256 << 20)
/* Hand-drawn maps take up to a few megabytes; a reading device fails long before this. */
#define MAX_SVG ((size_t)32 << 20)

static const struct nc_child_limits limits = {
    .memory = (uint64_t)1 << 30, .cpu = 10, .seconds = 120, .output = (size_t)128 << 20};

/* One picture for a child to convert. */
struct job {
    uint32_t number;
    uint32_t longest;
    /* the picture cannot be shown unless it is converted */
    bool must;
    /* the decodable part of the picture is enough */
    bool takes_part;
};

struct preparation {
    struct nc_media_forms *out;
    const struct nc_media_table *table;
    const struct nc_media_want *want;
    const struct nc_picture_module *module;
    uint32_t longest;
    struct job *jobs;
    size_t job_count, job_cap;
    struct nc_fail *fail;
};

/* Exit status of a child that cannot read the file: beyond enum nc_picture_error. */
#define NOT_READ 100

static bool is_shown(const struct nc_media_want *want, enum nc_media_type t)
{
    return want->types >> t & 1;
}

static void add_job(struct preparation *p, uint32_t number, bool must)
{
    bool takes_part = p->table->items[number].is_damaged && !p->want->takes_files;
    nc_grow(&p->jobs, &p->job_cap, p->job_count + 1, sizeof *p->jobs);
    p->jobs[p->job_count++] = (struct job){number, p->longest, must, takes_part};
}

static void refuse(struct nc_media_form *f, enum nc_media_trouble why)
{
    f->state = NC_MEDIA_REFUSED;
    f->trouble = why;
}

/* False on failure; f says why, unless the file is larger than max. */
static bool read_media(struct nc_buf *out, const struct nc_media *m, size_t max, struct nc_fail *f)
{
    struct nc_fail why = {0};
    bool ok = nc_media_read(out, m, max, &why) == 0;
    if (!ok && errno != EFBIG)
        nc_fail(f, "%s", why.message.p);
    nc_buf_dispose(&why.message);
    return ok;
}

static void keep(struct nc_media_form *f, struct nc_buf *bytes, enum nc_media_type type)
{
    f->state = NC_MEDIA_MADE;
    f->trouble = NC_MEDIA_FINE;
    f->type = type;
    f->bytes = *bytes;
    *bytes = (struct nc_buf){0};
    nc_sha256(f->sha256, nc_buf_view(&f->bytes));
}

/* Keeps the bytes of a picture without a file of its own. */
static void keep_own_bytes(struct nc_media_form *f, const struct nc_media *m)
{
    f->state = NC_MEDIA_MADE;
    nc_buf_str(&f->bytes, m->bytes);
}

/* Cleans a drawing; one that cannot be cleaned becomes a picture. */
static void decide_svg(struct preparation *p, uint32_t number)
{
    struct nc_media_form *f = &p->out->items[number];
    struct nc_buf file = {0}, clean = {0};
    if (!p->want->clean_svg)
        return;
    if (!read_media(&file, &p->table->items[number], MAX_SVG, p->fail)) {
        refuse(f, NC_MEDIA_NOT_CLEAN);
    } else if (nc_svg_clean(&clean, nc_buf_view(&file), &f->lost)) {
        keep(f, &clean, NC_MEDIA_SVG);
    } else {
        refuse(f, NC_MEDIA_NOT_CLEAN);
        add_job(p, number, true);
    }
    nc_buf_dispose(&file);
    nc_buf_dispose(&clean);
}

static int read_head(struct nc_buf *out, const struct nc_media *m, struct nc_fail *f)
{
    const size_t max = (size_t)128 << 10;
    if (!m->bytes.n)
        return nc_read_head(out, m->path.p, max, f);
    nc_buf_str(out, nc_str_sub(m->bytes, 0, max < m->bytes.n ? max : m->bytes.n));
    return 0;
}

static bool needs_turn(const struct nc_media *m)
{
    struct nc_buf head = {0};
    struct nc_fail ignored = {0};
    bool turned = m->type == NC_MEDIA_JPEG && read_head(&head, m, &ignored) == 0 &&
                  nc_exif_orientation(nc_buf_view(&head)) > 1;
    nc_buf_dispose(&head);
    nc_buf_dispose(&ignored.message);
    return turned;
}

/* Whether it is larger than allowed. */
static bool is_large(const struct preparation *p, const struct nc_media *m)
{
    return p->longest && (m->width > p->longest || m->height > p->longest);
}

/* Decides on a file of a tree, which holds the user's own files except for types that its readers
 * cannot show. */
static void decide_file(struct preparation *p, uint32_t number)
{
    const struct nc_media *m = &p->table->items[number];
    struct nc_media_form *f = &p->out->items[number];
    if (!m->is_shown || f->first != number || !nc_media_is_image(m->type) ||
        m->type == NC_MEDIA_SVG)
        return;
    if (!is_shown(p->want, m->type)) {
        refuse(f, NC_MEDIA_DAMAGED);
        add_job(p, number, true);
    } else if (is_large(p, m) && (uint64_t)m->width * m->height <= NC_MEDIA_MAX_PIXELS &&
               m->type != NC_MEDIA_GIF) {
        f->trouble = NC_MEDIA_UNTURNED;
        add_job(p, number, false);
    }
}

static void decide(struct preparation *p, uint32_t number)
{
    const struct nc_media *m = &p->table->items[number];
    struct nc_media_form *f = &p->out->items[number];
    bool has_size = m->width && m->height;
    if (p->want->takes_files) {
        decide_file(p, number);
        return;
    }
    if (!m->is_shown && (m->type == NC_MEDIA_SVG || !is_shown(p->want, m->type)))
        refuse(f, NC_MEDIA_TYPE);
    if (!m->is_shown || f->first != number)
        return;
    if (!nc_media_is_image(m->type)) {
        refuse(f, NC_MEDIA_TYPE);
    } else if (m->type == NC_MEDIA_SVG && is_shown(p->want, m->type)) {
        decide_svg(p, number);
    } else if ((uint64_t)m->width * m->height > NC_MEDIA_MAX_PIXELS) {
        refuse(f, NC_MEDIA_TOO_LARGE);
    } else if (!is_shown(p->want, m->type)) {
        refuse(f, NC_MEDIA_DAMAGED);
        add_job(p, number, true);
    } else if (!has_size && m->type <= NC_MEDIA_GIF) {
        refuse(f, NC_MEDIA_DAMAGED);
    } else if (m->is_damaged) {
        refuse(f, NC_MEDIA_DAMAGED);
        add_job(p, number, true);
    } else if (m->type != NC_MEDIA_GIF && (is_large(p, m) || needs_turn(m))) {
        f->trouble = NC_MEDIA_UNTURNED;
        add_job(p, number, false);
    }
}

/* Writes the child's answer: 'J' or 'P' for JPEG or PNG, then the file. */
static int answer(int fd, int is_jpeg, const char *bytes, size_t n)
{
    char mark = is_jpeg ? 'J' : 'P';
    return nc_child_write(fd, (struct nc_str){&mark, 1}) &&
                   nc_child_write(fd, (struct nc_str){bytes, n})
               ? NC_PICTURE_OK
               : NC_PICTURE_FAILED;
}

static int work(void *ctx, size_t i, int fd)
{
    const struct preparation *p = ctx;
    const struct job *job = &p->jobs[i];
    const struct nc_media *m = &p->table->items[job->number];
    struct nc_buf file = {0};
    char *out = NULL;
    size_t n = 0;
    int is_jpeg = 0;
    struct nc_fail why = {0};
    if (!read_media(&file, m, MAX_PICTURE, &why))
        return why.message.n ? NOT_READ : NC_PICTURE_TOO_LARGE;
    struct nc_picture_job picture = {.bytes = file.p,
                                     .size = file.n,
                                     .mime = nc_media_mime(m->type),
                                     .max_pixels = NC_MEDIA_MAX_PIXELS,
                                     .longest = job->longest,
                                     .takes_part = job->takes_part,
                                     .wants_jpeg =
                                         !nc_media_is_lossless(nc_buf_view(&file), m->type)};
    int err = (int)p->module->convert(&picture, &out, &n, &is_jpeg);
    return err ? err : answer(fd, is_jpeg, out, n);
}

static enum nc_media_trouble trouble_of(const struct nc_child_result *r)
{
    if (r->end != NC_CHILD_EXITED)
        return NC_MEDIA_TOO_LONG;
    switch (r->status) {
    case NC_PICTURE_NO_LOADER:
        return NC_MEDIA_NO_LOADER;
    case NC_PICTURE_TOO_LARGE:
        return NC_MEDIA_TOO_LARGE;
    default:
        return NC_MEDIA_DAMAGED;
    }
}

/* Whether the original is better than its scaled copy of n bytes: it takes no more bytes, and no
 * more pixels than a square of the allowed size. A size that the user asked for is kept. */
static bool is_better_whole(const struct preparation *p, const struct job *job, size_t n)
{
    const struct nc_media *m = &p->table->items[job->number];
    return !job->must && !job->takes_part && p->longest == p->want->longest && m->size <= n &&
           (uint64_t)m->width * m->height <= (uint64_t)p->longest * p->longest && !needs_turn(m);
}

static void done(void *ctx, size_t i, const struct nc_child_result *r)
{
    struct preparation *p = ctx;
    struct nc_media_form *f = &p->out->items[p->jobs[i].number];
    struct nc_buf bytes = {0};
    if (r->end == NC_CHILD_EXITED && r->status == 0 &&
        is_better_whole(p, &p->jobs[i], r->output.n)) {
        f->trouble = NC_MEDIA_FINE;
    } else if (r->end == NC_CHILD_EXITED && r->status == 0 && r->output.n > 1) {
        nc_buf_str(&bytes, nc_str_sub(r->output, 1, r->output.n));
        keep(f, &bytes, r->output.p[0] == 'J' ? NC_MEDIA_JPEG : NC_MEDIA_PNG);
        f->trouble = p->jobs[i].takes_part ? NC_MEDIA_PART : NC_MEDIA_FINE;
    } else if (r->end == NC_CHILD_EXITED && r->status == NOT_READ) {
        nc_fail(p->fail, "%s: cannot be read", p->table->items[p->jobs[i].number].path.p);
    } else if (!p->jobs[i].must || f->trouble == NC_MEDIA_NOT_CLEAN) {
        return; /* the file unchanged; or a drawing already reported */
    } else {
        f->trouble = trouble_of(r);
    }
}

/* Finds files with the same bytes; the first one is used for all of them. */
static void find_same(struct preparation *p, struct nc_arena *arena)
{
    struct nc_strmap seen = {.arena = arena};
    for (uint32_t i = 0; i < p->out->count; i++) {
        struct nc_str digest = {(const char *)p->table->items[i].sha256, 32};
        uint32_t *slot = nc_strmap_at(&seen, digest);
        if (!*slot || (p->table->items[i].is_shown && !p->table->items[*slot - 1].is_shown))
            *slot = i + 1;
        p->out->items[i].first = *slot - 1;
    }
}

int nc_media_read_size(uint32_t *longest, const char *value, struct nc_fail *f)
{
    *longest = value ? 0 : UINT32_MAX;
    if (!value || strcmp(value, "original") == 0)
        return 0;
    char *end;
    unsigned long n = strtoul(value, &end, 10);
    if (*end || end == value || value[0] == '-' || n < 16 || n > 20000)
        return nc_fail(f, "--image-size=%s: write a number of pixels from 16 to 20000, or original",
                       value);
    *longest = (uint32_t)n;
    return 0;
}

int nc_media_prepare(struct nc_media_forms *out, const struct nc_media_table *t,
                     const struct nc_media_want *want, uint32_t longest, unsigned jobs,
                     struct nc_fail *f)
{
    struct nc_arena *arena = nc_arena_new();
    struct preparation p = {.out = out, .table = t, .want = want, .fail = f};
    p.longest = longest == UINT32_MAX ? want->longest : longest;
    out->count = t->count;
    out->items = nc_calloc(t->count ? t->count : 1, sizeof *out->items);
    find_same(&p, arena);
    for (uint32_t i = 0; i < t->count; i++) {
        out->items[i].type = t->items[i].type;
        memcpy(out->items[i].sha256, t->items[i].sha256, 32);
        decide(&p, i);
    }
    p.module = p.job_count ? nc_pictures() : NULL;
    for (size_t i = 0; !p.module && i < p.job_count; i++)
        if (p.jobs[i].must && !p.jobs[i].takes_part &&
            out->items[p.jobs[i].number].trouble != NC_MEDIA_NOT_CLEAN)
            out->items[p.jobs[i].number].trouble = NC_MEDIA_NO_MODULE;
    if (p.module && p.job_count) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        unsigned at_once = jobs ? jobs : processors > 0 ? (unsigned)processors : 1;
        nc_child_run(&(struct nc_child_jobs){p.job_count, at_once, limits, work, done, &p});
    }
    for (size_t i = 0; i < t->count; i++)
        if (t->items[i].bytes.n && out->items[i].state == NC_MEDIA_AS_IS)
            keep_own_bytes(&out->items[i], &t->items[i]);
    free(p.jobs);
    nc_arena_free(arena);
    return f->message.n ? -1 : 0;
}

/* One picture or drawing that is not in a table, and its result. */
struct single {
    const struct nc_picture_module *module;
    struct nc_picture_job job;
    /* text that the drawing shows; NULL: a picture */
    const char *text;
    struct nc_child_result result;
    struct nc_buf output;
};

static int work_on_single(void *ctx, size_t i, int fd)
{
    const struct single *s = ctx;
    char *out = NULL;
    size_t n = 0;
    int is_jpeg = 0, err = s->text ? (int)s->module->can_show(s->text) : 0;
    (void)i;
    err = err ? err : (int)s->module->convert(&s->job, &out, &n, &is_jpeg);
    return err ? err : answer(fd, is_jpeg, out, n);
}

static void end_single(void *ctx, size_t i, const struct nc_child_result *r)
{
    struct single *s = ctx;
    (void)i;
    s->result = *r;
    nc_buf_str(&s->output, r->output);
}

/* Whether the child made a picture: s->output is then its mark and its bytes. */
static bool run_single(struct single *s)
{
    nc_child_run(&(struct nc_child_jobs){1, 1, limits, work_on_single, end_single, s});
    return s->result.end == NC_CHILD_EXITED && s->result.status == 0 && s->output.n > 1;
}

void nc_media_convert(struct nc_media_form *out, struct nc_str bytes, uint32_t longest)
{
    uint32_t w, h;
    struct single s = {
        .job = {.bytes = bytes.p, .size = bytes.n, .max_pixels = NC_MEDIA_MAX_PIXELS}};
    *out = (struct nc_media_form){.type = nc_media_sniff(bytes)};
    bool has_size = nc_media_size(bytes, out->type, &w, &h);
    nc_sha256(out->sha256, bytes);
    if (!nc_media_is_image(out->type)) {
        refuse(out, NC_MEDIA_TYPE);
        return;
    }
    if (has_size && (uint64_t)w * h > NC_MEDIA_MAX_PIXELS && out->type != NC_MEDIA_SVG) {
        refuse(out, NC_MEDIA_TOO_LARGE);
        return;
    }
    if (has_size && w <= longest && h <= longest &&
        (out->type == NC_MEDIA_PNG ||
         (out->type == NC_MEDIA_JPEG && nc_exif_orientation(bytes) == 1)))
        return;
    s.module = nc_pictures();
    s.job.mime = nc_media_mime(out->type);
    s.job.longest = longest;
    s.job.wants_jpeg = !nc_media_is_lossless(bytes, out->type);
    if (!s.module) {
        refuse(out, NC_MEDIA_NO_MODULE);
    } else if (run_single(&s)) {
        struct nc_buf made = {0};
        nc_buf_str(&made, nc_str_sub(nc_buf_view(&s.output), 1, s.output.n));
        keep(out, &made, s.output.p[0] == 'J' ? NC_MEDIA_JPEG : NC_MEDIA_PNG);
    } else {
        refuse(out, trouble_of(&s.result));
    }
    nc_buf_dispose(&s.output);
}

const char *nc_media_draw(struct nc_buf *out, struct nc_str svg, uint32_t width, uint32_t height,
                          const char *text)
{
    struct single s = {.module = nc_pictures(), .text = text};
    const char *trouble = NULL;
    s.job = (struct nc_picture_job){.bytes = svg.p,
                                    .size = svg.n,
                                    .mime = "image/svg+xml",
                                    .max_pixels = NC_MEDIA_MAX_PIXELS,
                                    .width = width,
                                    .height = height,
                                    .wants_jpeg = 1};
    if (!s.module)
        return NC_PICTURES_ADVICE;
    if (run_single(&s))
        nc_buf_str(out, nc_str_sub(nc_buf_view(&s.output), 1, s.output.n));
    else if (s.result.end == NC_CHILD_EXITED && s.result.status == NC_PICTURE_NO_GLYPH)
        trouble = "no installed font has all the characters of its title";
    else
        trouble = "it could not be drawn";
    nc_buf_dispose(&s.output);
    return trouble;
}

void nc_media_forms_dispose(struct nc_media_forms *f)
{
    for (size_t i = 0; i < f->count; i++)
        nc_buf_dispose(&f->items[i].bytes);
    free(f->items);
    *f = (struct nc_media_forms){0};
}

const char *nc_media_trouble_text(const struct nc_media_form *f)
{
    switch (f->trouble) {
    case NC_MEDIA_FINE:
        return NULL;
    case NC_MEDIA_TYPE:
        return "which is not a picture that this format shows";
    case NC_MEDIA_NO_MODULE:
        return "which has to be converted; " NC_PICTURES_ADVICE;
    case NC_MEDIA_NO_LOADER:
        switch ((int)f->type) {
        case NC_MEDIA_WEBP:
            return "which nothing here can convert: install webp-pixbuf-loader";
        case NC_MEDIA_AVIF:
            return "which nothing here can convert: install libavif-gdk-pixbuf";
        case NC_MEDIA_HEIC:
            return "which nothing here can convert: install heif-gdk-pixbuf";
        default:
            return "which nothing here can convert";
        }
    case NC_MEDIA_TOO_LARGE:
        return "of more than 100 million pixels";
    case NC_MEDIA_DAMAGED:
        return "and damaged";
    case NC_MEDIA_TOO_LONG:
        return "which takes more than 10 seconds or a gigabyte to decode";
    case NC_MEDIA_NOT_CLEAN:
        return "but not well-formed, or too much to draw";
    case NC_MEDIA_PART:
        return "and damaged; what could be decoded of it is shown";
    case NC_MEDIA_UNTURNED:
        return "shown as it is: it could not be scaled or turned";
    }
    return NULL;
}
