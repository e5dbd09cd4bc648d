/* Embeds on lines of their own. */
#include "parse/construct/embedblock.h"

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

static struct nc_node *sibling_before(const struct nc_node *n)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *k = n->parent->first; k != n; k = k->next)
        prev = k;
    return prev;
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
                nc_node_unlink(block->last,
                               block->first == block->last ? NULL : sibling_before(block->last));
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

void nc_embed_of_image(struct nc_doc *doc, struct nc_node *image)
{
    struct nc_ref ref = *image->u.image.ref;
    struct nc_str path = nc_str_sub(ref.dest, 0, nc_str_find(ref.dest, '#', 0));
    if (ref.state != NC_REF_NONE ||
        !(nc_has_suffix(path, NC_LIT(".md")) || nc_has_suffix(path, NC_LIT(".markdown")) ||
          nc_has_suffix(path, NC_LIT(".qmd"))))
        return;
    nc_node_become(doc, image, NC_EMBED_LINK);
    *image->u.embed.ref = ref;
    image->u.embed.type = NC_EMBED_NOTE;
    struct nc_buf label = {0};
    nc_plain_text(&label, image);
    image->u.embed.label = nc_arena_str(doc->arena, nc_buf_view(&label));
    nc_buf_dispose(&label);
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

/* Options choose parts of the file. */
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
