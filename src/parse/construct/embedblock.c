/* Embeds on lines of their own. */
#include "parse/construct/embedblock.h"

#include "doc/filetype.h"
#include "doc/ref.h"

static bool is_blank_text(const struct nc_node *n)
{
    return n->kind == NC_COMMENT || (n->kind == NC_TEXT && nc_str_trim(n->u.text).n == 0);
}

/* The embed that fills the line from n up to a break or the end. *end: what ends the line. */
static struct nc_node *lone_embed(struct nc_node *n, struct nc_node **end)
{
    struct nc_node *embed = NULL;
    bool only = true;
    for (; n && !nc_is_break(n); n = n->next) {
        if (n->kind == NC_EMBED_LINK && !embed)
            embed = n;
        else if (!is_blank_text(n))
            only = false;
    }
    *end = n;
    return only ? embed : NULL;
}

static void make_block_embed(struct nc_node *embed)
{
    embed->kind = NC_EMBED;
    embed->first = embed->last = NULL;
}

static bool has_embed(const struct nc_node *p)
{
    for (const struct nc_node *n = p->first; n; n = n->next)
        if (n->kind == NC_EMBED_LINK)
            return true;
    return false;
}

void nc_embed_blocks_split(struct nc_doc *doc, struct nc_node *p)
{
    if (!has_embed(p))
        return;
    struct nc_node *n = p->first, *block = p, *after = p;
    p->first = p->last = NULL;
    while (n) {
        struct nc_node *end, *embed = lone_embed(n, &end);
        if (embed) {
            if (block && block->last && nc_is_break(block->last))
                nc_node_unlink(block->last, NULL);
            n = end ? end->next : NULL;
            make_block_embed(embed);
            nc_node_insert(after, embed);
            after = embed;
            block = NULL;
            continue;
        }
        if (!block) {
            block = nc_node_new(doc, p->kind, n->pos);
            nc_node_insert(after, block);
            after = block;
        }
        struct nc_node *stop = end ? end->next : NULL;
        while (n != stop) {
            struct nc_node *next = n->next;
            n->parent = n->next = NULL;
            nc_node_append(block, n);
            n = next;
        }
    }
    /* The block id of a paragraph that holds nothing else. */
    if (!p->first)
        p->next->id = p->id;
}

static bool is_web(struct nc_str dest)
{
    return nc_str_starts(dest, NC_LIT("http://")) || nc_str_starts(dest, NC_LIT("https://"));
}

/* Whether the address is a page of a video or a post, which Obsidian shows in a frame if it is
 * written as an image. */
static bool is_frame(struct nc_str dest)
{
    static const struct {
        const char *host, *path;
    } pages[] = {
        {"youtube.com", "/"},         {"youtu.be", "/"},           {"youtube-nocookie.com", "/"},
        {"vimeo.com", "/"},           {"player.vimeo.com", "/"},   {"bilibili.com", "/video/"},
        {"player.bilibili.com", "/"}, {"twitter.com", "/status/"}, {"x.com", "/status/"}};
    static const char *const before[] = {"www.", "m.", "mobile."};
    if (!is_web(dest))
        return false;
    size_t from = nc_str_search(dest, NC_LIT("//"), 0) + 2, to = nc_str_find(dest, '/', from);
    struct nc_str host = nc_str_sub(dest, from, to), path = nc_str_sub(dest, to, dest.n);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (nc_str_starts(host, nc_str(before[i])))
            host = nc_str_sub(host, strlen(before[i]), host.n);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (nc_str_eqz(host, pages[i].host) &&
            nc_str_search(path, nc_str(pages[i].path), 0) < path.n)
            return !nc_is_image_path(nc_str_sub(path, 0, nc_str_find(path, '?', 0)));
    return false;
}

/* The type of an embed that an image with this address is; false if it may be a picture. */
static bool is_no_picture(const struct nc_ref *ref, enum nc_embed_type *type)
{
    static const char *const notes[] = {".md", ".markdown", ".qmd"};
    struct nc_str path = nc_str_sub(ref->dest, 0, nc_str_find(ref->dest, '#', 0));
    if (ref->state == NC_REF_URL) {
        path = nc_str_sub(path, 0, nc_str_find(path, '?', 0));
        *type = is_web(path) ? nc_embed_type_of(path) : NC_EMBED_NOTE;
        return *type == NC_EMBED_AUDIO || *type == NC_EMBED_VIDEO || *type == NC_EMBED_PDF;
    }
    if (ref->state != NC_REF_NONE)
        return false;
    *type = nc_embed_type_of(path);
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if (nc_has_suffix(path, nc_str(notes[i])))
            return true;
    return *type != NC_EMBED_NOTE;
}

static bool is_in_link(const struct nc_node *n)
{
    for (n = n->parent; n; n = n->parent)
        if (n->kind == NC_LINK || n->kind == NC_WIKILINK)
            return true;
    return false;
}

void nc_embed_of_image(struct nc_doc *doc, struct nc_node *image)
{
    struct nc_ref ref = *image->u.image.ref;
    uint32_t width = image->u.image.percent ? 0 : image->u.image.width;
    uint32_t height = image->u.image.percent ? 0 : image->u.image.height;
    enum nc_embed_type type = NC_EMBED_NOTE;
    bool frame = ref.state == NC_REF_URL && is_frame(ref.dest);
    if (is_in_link(image) || (!frame && !is_no_picture(&ref, &type)))
        return;
    nc_node_become(doc, image, frame ? NC_LINK : NC_EMBED_LINK);
    *nc_node_ref(image) = ref;
    if (!frame) {
        struct nc_buf label = {0};
        nc_plain_text(&label, image);
        image->u.embed.type = type;
        image->u.embed.label = nc_arena_str(doc->arena, nc_buf_view(&label));
        image->u.embed.width = width;
        image->u.embed.height = height;
        nc_buf_dispose(&label);
    }
    if (!image->first)
        nc_node_append(image, nc_node_text(doc, NC_TEXT, image->pos, ref.dest));
}

/* <!--@include: ./part.md-->, with a range of lines {1,3} or a part #name */
void nc_embed_of_comment(struct nc_doc *doc, struct nc_node *comment, struct nc_diags *diags)
{
    const struct nc_str mark = NC_LIT("@include:");
    struct nc_str s = nc_str_trim(comment->u.text);
    if (!nc_str_istarts(s, mark))
        return;
    s = nc_str_trim(nc_str_sub(s, mark.n, s.n));
    size_t brace = nc_str_find(s, '{', 0);
    struct nc_str path = nc_str_sub(s, 0, brace);
    if (!path.n || nc_str_find(path, '\n', 0) < path.n)
        return;
    if (brace < s.n)
        nc_diag(diags, NC_D_PLUGIN_DROPPED, doc->files[0], comment->pos,
                "'%.*s' is a choice of lines, which is not read; all of the file is included",
                NC_FMT(nc_str_sub(s, brace, s.n)));
    nc_node_become(doc, comment, NC_EMBED);
    nc_ref_init(comment->u.embed.ref, nc_arena_str(doc->arena, path));
    comment->u.embed.type = NC_EMBED_NOTE;
}

/* The directive's options choose parts of the file. */
void nc_embed_of_directive(struct nc_doc *doc, struct nc_node *code, struct nc_diags *diags)
{
    const struct nc_str mark = NC_LIT("{include}");
    struct nc_str s = code->u.code->info, options = nc_str_trim(code->u.code->text);
    if (!nc_str_starts(s, mark))
        return;
    s = nc_str_trim(nc_str_sub(s, mark.n, s.n));
    if (!(nc_has_suffix(s, NC_LIT(".md")) || nc_has_suffix(s, NC_LIT(".markdown"))))
        return;
    if (options.n)
        nc_diag(diags, NC_D_PLUGIN_DROPPED, doc->files[0], code->pos,
                "noteconv does not read the options of an include that choose parts of a file; all "
                "of '%.*s' is included",
                NC_FMT(s));
    nc_node_become(doc, code, NC_EMBED);
    nc_ref_init(code->u.embed.ref, s);
    code->u.embed.type = NC_EMBED_NOTE;
}
