/* Slices: what a run of blocks with marks in its text shows, as text and as the fields of a card.
 */
#include "doc/slice.h"

#include "cards/cards.h"
#include "check.h"
#include "export/xhtml/xhtml.h"

static struct nc_doc *doc;

static struct nc_node *node(struct nc_node *parent, enum nc_kind kind, const char *text)
{
    struct nc_node *n = nc_node_new(doc, kind, (struct nc_pos){0});
    if (text)
        n->u.text = nc_str(text);
    if (parent)
        nc_node_append(parent, n);
    return n;
}

static void shows(const struct nc_slice *s, const char *plain, const char *html)
{
    struct nc_buf b = {0};
    struct nc_xhtml x = {.target = &nc_xhtml_anki, .doc = doc, .cloze = true};
    nc_slice_plain(&b, s);
    CHECK_STR(b.p ? b.p : "", plain);
    nc_buf_clear(&b);
    nc_xhtml_slice(&b, &x, s);
    CHECK_STR(b.p ? b.p : "", html);
    nc_xhtml_dispose(&x);
    nc_buf_dispose(&b);
}

/* <p>Q: one <strong>two A: three</strong></p><p>four</p> */
static struct nc_node *paragraph, *text, *strong, *inner, *second;

static void build(void)
{
    paragraph = node(doc->root, NC_PARAGRAPH, NULL);
    text = node(paragraph, NC_TEXT, "Q: one ");
    strong = node(paragraph, NC_STRONG, NULL);
    inner = node(strong, NC_TEXT, "two A: three");
    second = node(doc->root, NC_PARAGRAPH, NULL);
    node(second, NC_TEXT, "four");
}

static void check_whole(void)
{
    struct nc_slice none = nc_slice_of(NULL, NULL), all = nc_slice_of(paragraph, second);
    shows(&none, "", "");
    shows(&all, "Q: one two A: three\nfour",
          "<p>Q: one <strong>two A: three</strong></p>\n<p>four</p>\n");
    struct nc_slice one = nc_slice_of(second, second);
    shows(&one, "four", "<p>four</p>\n");
}

/* An element that an edge goes through is opened and closed on both sides of it. */
static void check_edges(void)
{
    struct nc_slice front = nc_slice_text_between(doc->arena, paragraph, text, 3, inner, 4);
    shows(&front, "one two ", "<p>one <strong>two </strong></p>\n");
    struct nc_slice back = nc_slice_text_between(doc->arena, paragraph, inner, 7, NULL, 0);
    back.last = second;
    shows(&back, "three\nfour", "<p><strong>three</strong></p>\n<p>four</p>\n");
    struct nc_slice middle = nc_slice_of(paragraph, paragraph);
    nc_slice_hide(&middle, doc->arena, strong, 0, strong, NC_AFTER);
    shows(&middle, "Q: one ", "<p>Q: one </p>\n");
    struct nc_slice hidden = nc_slice_of(paragraph, second);
    nc_slice_hide(&hidden, doc->arena, paragraph, 0, paragraph, NC_AFTER);
    shows(&hidden, "four", "<p>four</p>\n");
}

static void check_clozes(void)
{
    struct nc_slice s = nc_slice_of(paragraph, paragraph);
    nc_slice_cloze(&s, doc->arena, 1, NC_NONE, text, 3, text, 6);
    nc_slice_cloze(&s, doc->arena, 2, NC_LIT("a hint"), strong, 0, strong, NC_AFTER);
    shows(&s, "Q: one two A: three",
          "<p>Q: {{c1::one}} {{c2::<strong>two A: three</strong>::a hint}}</p>\n");
    struct nc_node *p = node(doc->root, NC_PARAGRAPH, NULL);
    struct nc_node *t = node(p, NC_TEXT, "{{c1::x}} std::vector a::b}}");
    struct nc_slice c = nc_slice_of(p, p);
    nc_slice_cloze(&c, doc->arena, 3, NC_NONE, t, 22, t, (uint32_t)t->u.text.n);
    shows(&c, "{{c1::x}} std::vector a::b}}",
          "<p>{<!-- -->{c1::x}<!-- -->} std::vector {{c3::a:<!-- -->:b}<!-- -->}<!-- -->}}</p>\n");
}

static void check_heading(void)
{
    struct nc_node *h = node(doc->root, NC_HEADING, NULL);
    h->u.heading.level = 2;
    struct nc_node *t = node(h, NC_TEXT, "Front ");
    struct nc_node *tag = node(h, NC_TAG, "card");
    struct nc_slice s = nc_slice_of(h, h);
    nc_slice_hide(&s, doc->arena, t, 5, tag, NC_AFTER);
    shows(&s, "Front", "Front");
}

/* Content is the same whatever a program adds, and another one when the note says something else.
 */
static void check_content(void)
{
    struct nc_buf a = {0}, b = {0};
    struct nc_slice s = nc_slice_of(paragraph, paragraph);
    nc_card_content(&a, doc, &s);
    text->u.text = nc_str("Q: ");
    struct nc_node *more = node(NULL, NC_TEXT, "one ");
    nc_node_insert(text, more);
    nc_card_content(&b, doc, &s);
    CHECK(nc_str_eq(nc_buf_view(&a), nc_buf_view(&b)));
    nc_buf_clear(&b);
    strong->kind = NC_EMPH;
    nc_card_content(&b, doc, &s);
    CHECK(!nc_str_eq(nc_buf_view(&a), nc_buf_view(&b)));
    strong->kind = NC_STRONG;
    nc_buf_dispose(&a);
    nc_buf_dispose(&b);
}

int main(void)
{
    doc = nc_doc_new(NC_LIT("n"));
    build();
    check_whole();
    check_edges();
    check_clozes();
    check_heading();
    check_content();
    nc_doc_free(doc);
    return check_result();
}
