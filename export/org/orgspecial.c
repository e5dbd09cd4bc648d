/* Blocks that have a name of their own in Org: callouts, details, divs with a class, verse. */
#include "export/org/orgspecial.h"
#include "export/org/orgflow.h"
#include "export/org/orgout.h"

#include <string.h>

void org_block_line(struct org_writer *w, const char *edge, const char *name, unsigned depth)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "#+%s_%s", edge, name);
    if (depth > 1)
        nc_buf_printf(&b, "%u", depth);
    nc_buf_char(&b, '\n');
    nc_lines_end(&w->lines);
    org_put_text(w, &b);
    nc_buf_dispose(&b);
}

/* The name of a block: a callout's type, a div's first class. */
static struct nc_str special_word(const struct nc_node *n)
{
    return n->kind == NC_CALLOUT ? n->u.callout.type
           : n->kind == NC_DIV
               ? nc_str_sub(n->attrs->classes, 0, nc_str_find(n->attrs->classes, ' ', 0))
               : NC_LIT("details");
}

static void special_name(char out[40], const struct nc_node *n)
{
    static const char *const reserved[] = {"quote",  "quotation", "example", "src",
                                           "center", "verse",     "comment", "export"};
    struct nc_str word = special_word(n);
    size_t k = 0, letters = 0;
    for (size_t i = 0; i < word.n && k < 30; i++) {
        char c = nc_ascii_lower(word.p[i]);
        bool letter = (c >= 'a' && c <= 'z') || nc_ascii_is_digit(c);
        out[k++] = letter ? c : '-';
        letters += letter;
    }
    out[k] = '\0';
    /* A digit at the end is the number of an inner block. */
    bool taken = k > 0 && nc_ascii_is_digit(out[k - 1]);
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        taken |= strcmp(out, reserved[i]) == 0;
    if (taken)
        strcat(out, "box");
    if (letters == 0)
        strcpy(out, n->kind == NC_DIV ? "div" : "callout");
}

/* The number of blocks with this name around n. Org would end the outer one where the inner one
 * ends. */
static unsigned same_around(const struct nc_node *n, const char *name)
{
    unsigned count = 0;
    char other[40];
    for (const struct nc_node *p = n->parent; p; p = p->parent) {
        if (!org_is_special(p))
            continue;
        special_name(other, p);
        count += strcmp(other, name) == 0;
    }
    return count;
}

/* The classes that the block's name leaves out; the class of an inner block is numbered. */
static struct nc_str other_classes(const struct nc_node *n, const char *name)
{
    struct nc_str classes = n->attrs ? n->attrs->classes : NC_NONE, first = special_word(n);
    bool said = n->kind == NC_DIV && !same_around(n, name) && nc_str_ieq(first, nc_str(name));
    return said ? nc_str_trim(nc_str_sub(classes, first.n, classes.n)) : classes;
}

static void put_classes(struct org_writer *w, const struct nc_node *n, const char *name)
{
    struct nc_buf b = {0}, words = {0};
    struct nc_str classes = other_classes(n, name);
    if (n->kind != NC_DIV)
        nc_buf_puts(&words, n->kind == NC_CALLOUT ? "callout" : "details");
    if (classes.n && words.n)
        nc_buf_char(&words, ' ');
    org_words(&words, classes);
    if (words.n)
        org_attribute(&b, "class", nc_buf_view(&words));
    if (n->kind == NC_CALLOUT && n->u.callout.fold)
        org_attribute(&b, "data-fold", n->u.callout.fold == '-' ? NC_LIT("-") : NC_LIT("+"));
    if (n->kind == NC_DETAILS && n->u.details.open)
        org_attribute(&b, "data-fold", NC_LIT("+"));
    if (b.n)
        org_line(w, "#+attr_html:", nc_buf_view(&b));
    nc_buf_dispose(&b);
    nc_buf_dispose(&words);
}

void org_start_special(struct org_writer *w, const struct nc_node *n)
{
    char name[40];
    special_name(name, n);
    org_before(w, n);
    org_target_name(w, n);
    put_classes(w, n, name);
    org_block_line(w, "begin", name, same_around(n, name) + 1);
}

void org_end_special(struct org_writer *w, const struct nc_node *n)
{
    char name[40];
    special_name(name, n);
    org_block_line(w, "end", name, same_around(n, name) + 1);
}

void org_start_verse(struct org_writer *w, const struct nc_node *n)
{
    org_before(w, n);
    org_target_name(w, n);
    org_block_line(w, "begin", "verse", 1);
    w->in_verse = true;
}

void org_end_verse(struct org_writer *w)
{
    org_block_line(w, "end", "verse", 1);
    w->in_verse = false;
}
