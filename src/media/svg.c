/* Cleans a drawing: marks in its tree what the list (svgtable.h) allows, and writes only that,
 * attribute by attribute. Not here: parsing (svgparse.c), the list, CSS (svgcss.c), the limit on
 * what a reader draws (svgdrawn.c). */
#include "media/svg.h"

#include "base/arena.h"
#include "base/strmap.h"
#include "base/utf8.h"
#include "base/xmltext.h"
#include "media/svgcss.h"
#include "media/svgdrawn.h"
#include "media/svgparse.h"
#include "media/svgtable.h"

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

#define SVG_NS "http://www.w3.org/2000/svg"
#define XLINK_NS "http://www.w3.org/1999/xlink"
#define XHTML_NS "http://www.w3.org/1999/xhtml"
struct cleaner {
    struct nc_buf *out;
    struct nc_arena *arena;
    /* cleaned id -> index from 1 */
    struct nc_strmap ids;
    uint32_t id_count;
    /* by index of id */
    bool *is_written;
    /* cleaned ids of what is only referenced: gradients, clips */
    struct nc_strmap not_painted;
    /* cleaned ids of what may be a fill or a stroke */
    struct nc_strmap paints;
    enum part { PART_ANY, PART_SHOWN, PART_PAINT } wanted; /* valid targets of references */
    struct nc_svg_parts parts;
    unsigned lost;
    /* the last start tag lacks its > */
    bool is_open;
    struct nc_buf scratch, style;
};

static struct nc_str xstr(const xmlChar *s)
{
    return nc_str((const char *)s);
}

static bool has_ns(const xmlNs *ns, const char *uri)
{
    return ns && ns->href && strcmp((const char *)ns->href, uri) == 0;
}

/* libxml2 and its callbacks have no const. */
static void *unconst(const void *p)
{
    union {
        const void *is;
        void *as_they_want;
    } u = {.is = p};
    return u.as_they_want;
}

/* The row of an element that stays; NULL if it does not. */
static const struct nc_svg_element *row_of(const xmlNode *n)
{
    return n->type == XML_ELEMENT_NODE ? n->_private : NULL;
}

/* The node that follows n in document order, without n's children if skip. */
static xmlNode *following(xmlNode *n, bool skip)
{
    if (n->children && !skip && n->type == XML_ELEMENT_NODE)
        return n->children;
    while (n && !n->next)
        n = n->parent && n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
    return n ? n->next : NULL;
}

static struct nc_str value_of(struct nc_buf *scratch, const xmlAttr *a)
{
    xmlChar *value = xmlNodeListGetString(a->doc, a->children, 1);
    nc_buf_clear(scratch);
    nc_buf_puts(scratch, value ? (const char *)value : "");
    xmlFree(value);
    return nc_buf_view(scratch);
}

/* Ids and references to them. */

/* Makes an id a name that XML and old readers accept: other characters are written as their bytes.
 * An id and a reference to it get the same name. */
static void put_id(struct nc_buf *out, struct nc_str id)
{
    id = nc_str_trim(id);
    for (size_t i = 0; i < id.n; i++) {
        unsigned char c = (unsigned char)id.p[i];
        bool starts = nc_ascii_is_letter(c) || c == '_';
        if (starts || (i && (nc_ascii_is_digit(c) || c == '-' || c == '.')))
            nc_buf_char(out, (char)c);
        else
            nc_buf_printf(out, "_%02x", c);
    }
}

/* For nc_svg_refs: appends an id that the part being written may refer to; false if it may not. */
static bool put_ref(void *ctx, struct nc_buf *out, struct nc_str id)
{
    struct cleaner *c = ctx;
    size_t start = out->n;
    put_id(out, id);
    struct nc_str clean = nc_str_sub(nc_buf_view(out), start, out->n);
    uint32_t index = nc_strmap_get(&c->ids, clean);
    if (!index || (c->wanted == PART_SHOWN && nc_strmap_get(&c->not_painted, clean)) ||
        (c->wanted == PART_PAINT && !nc_strmap_get(&c->paints, clean))) {
        out->n = start;
        return false;
    }
    nc_svg_add_use(&c->parts, index);
    return true;
}

/* Records what references to an element may mean: a fill must be a gradient or a pattern, and `use`
 * cannot show elements that are only referenced. */
static void note_kind(struct cleaner *c, const xmlNode *n, struct nc_str id)
{
    static const char *const paints[] = {"linearGradient", "radialGradient", "pattern", NULL};
    if (row_of(n)->kind == NC_SVG_PAINTER)
        *nc_strmap_at(&c->not_painted, id) = 1;
    if (nc_str_is_among(xstr(n->name), paints))
        *nc_strmap_at(&c->paints, id) = 1;
}

static void gather_id(struct cleaner *c, const xmlNode *n)
{
    struct nc_buf id = {0};
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        if (a->ns || strcmp((const char *)a->name, "id") != 0)
            continue;
        put_id(&id, value_of(&c->scratch, a));
        if (id.n && !nc_strmap_get(&c->ids, nc_buf_view(&id))) {
            struct nc_str kept = nc_arena_str(c->arena, nc_buf_view(&id));
            *nc_strmap_at(&c->ids, kept) = ++c->id_count;
            note_kind(c, n, kept);
        }
    }
    nc_buf_dispose(&id);
}

/* Marking what to keep. */

static bool has_attribute(void *ctx, struct nc_str name)
{
    const xmlNode *n = ctx;
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        if (!a->ns && nc_str_eq(xstr(a->name), name))
            return true;
    }
    return false;
}

static bool is_svg_element(const xmlNode *n, const xmlNode *root)
{
    return n->type == XML_ELEMENT_NODE && (has_ns(n->ns, SVG_NS) || (!n->ns && !root->ns));
}

/* What a reader loses when this element is removed. */
static unsigned loss_of(const xmlNode *n)
{
    static const char *const motion[] = {"animate",          "set",          "animateMotion",
                                         "animateTransform", "animateColor", NULL};
    static const char *const scripts[] = {"script", "handler", "listener", NULL};
    static const char *const silent[] = {"metadata", "view", "cursor", "color-profile", NULL};
    struct nc_str name = xstr(n->name);
    if (nc_str_is_among(name, scripts))
        return NC_SVG_SCRIPT;
    if (!has_ns(n->ns, SVG_NS))
        return has_ns(n->ns, XHTML_NS) ? NC_SVG_HTML : 0;
    if (nc_str_is_among(name, motion))
        return NC_SVG_MOTION;
    if (nc_str_eqz(name, "font") || nc_str_eqz(name, "font-face"))
        return NC_SVG_FONT;
    if (nc_str_eqz(name, "foreignObject")) /* a switch holds an alternative */
        return strcmp((const char *)n->parent->name, "switch") == 0 ? 0 : NC_SVG_HTML;
    /* A known element is here only if it draws nothing: it lacks a required attribute, or is in a
     * place where it is not shown. */
    if (nc_svg_element(name) && !nc_str_eqz(name, "image") && !nc_str_eqz(name, "ellipse"))
        return 0;
    return nc_str_is_among(name, silent) ? 0 : NC_SVG_ELEMENT;
}

static bool is_foreign(const xmlNode *n)
{
    return strcmp((const char *)n->name, "foreignObject") == 0;
}

/* The element that replaces n: a group or a span for a link or an old glyph, which keeps its
 * content; a text for HTML. NULL if there is none. */
static const struct nc_svg_element *stand_in(const xmlNode *n, const struct nc_svg_element *parent)
{
    bool in_text = parent->children & NC_SVG_SPAN;
    if (strcmp((const char *)n->name, "a") == 0)
        return nc_svg_element(in_text ? NC_LIT("tspan") : NC_LIT("g"));
    if (strcmp((const char *)n->name, "altGlyph") == 0)
        return nc_svg_element(NC_LIT("tspan"));
    if (is_foreign(n) && !(parent->kind & NC_SVG_SWITCH))
        return nc_svg_element(NC_LIT("text"));
    return NULL;
}

static const struct nc_svg_element *decide(const xmlNode *n, const xmlNode *root)
{
    if (n == root)
        return nc_svg_element(NC_LIT("svg"));
    const struct nc_svg_element *parent = row_of(n->parent), *row = NULL;
    if (!is_svg_element(n, root) || !parent)
        return NULL;
    row = stand_in(n, parent);
    if (!row)
        row = nc_svg_element(xstr(n->name));
    bool stays =
        row && (row->kind & parent->children) && nc_svg_required(row, has_attribute, unconst(n));
    return stays ? row : NULL;
}

static void mark(struct cleaner *c, xmlNode *root)
{
    for (xmlNode *n = root, *next; n; n = next) {
        if (n->type == XML_ELEMENT_NODE) {
            n->_private = unconst(decide(n, root));
            if (n->_private)
                gather_id(c, n);
            if (!n->_private || is_foreign(n))
                c->lost |= loss_of(n);
        }
        next = following(n, n->type != XML_ELEMENT_NODE || !n->_private || is_foreign(n));
    }
}

/* Writing. */

static void put_attribute(struct nc_buf *out, const char *name, struct nc_str value)
{
    nc_buf_printf(out, " %s=\"", name);
    nc_xml_escape_attribute(out, value);
    nc_buf_char(out, '"');
}

/* Writes pictures inside an address if every reader shows their type. Removes blanks that programs
 * put into long addresses. */
static bool put_data_image(struct nc_buf *out, struct nc_str value)
{
    static const char *const kinds[] = {"data:image/png;base64,", "data:image/jpeg;base64,",
                                        "data:image/jpg;base64,", "data:image/gif;base64,", NULL};
    size_t start = nc_str_find(value, ',', 0);
    if (!nc_str_starts_among(value, kinds))
        return false;
    nc_buf_str(out, nc_str_sub(value, 0, start + 1));
    for (size_t i = start + 1; i < value.n; i++) {
        char c = value.p[i];
        bool is_digit = nc_ascii_is_alnum(c) || c == '+' || c == '/' || c == '=';
        if (is_digit)
            nc_buf_char(out, c);
        else if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            return false;
    }
    return true;
}

static void put_href(struct cleaner *c, const struct nc_svg_element *row, struct nc_str value)
{
    struct nc_buf target = {0};
    bool stays = false;
    value = nc_str_trim(value);
    if (value.n > 1 && value.p[0] == '#') {
        nc_buf_char(&target, '#');
        c->wanted = row->kind == NC_SVG_USE ? PART_SHOWN : PART_ANY;
        stays = put_ref(c, &target, nc_str_sub(value, 1, value.n));
        c->wanted = PART_ANY;
    } else if (row->kind == NC_SVG_IMAGE) {
        stays = put_data_image(&target, value);
    }
    if (stays)
        put_attribute(c->out, "xlink:href", nc_buf_view(&target));
    else if (value.n && value.p[0] != '#')
        c->lost |= NC_SVG_REMOTE;
    nc_buf_dispose(&target);
}

/* "zh-Hans": letters and digits in pieces of at most eight. */
static bool is_language(struct nc_str s)
{
    size_t piece = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool is_letter = nc_ascii_is_letter(c);
        if (c == '-' && piece > 0)
            piece = 0;
        else if (!(is_letter || (i && nc_ascii_is_digit(c))) || ++piece > 8)
            return false;
    }
    return piece > 0;
}

static void put_property(struct cleaner *c, const char *name, struct nc_str value, bool to_style)
{
    struct nc_svg_refs refs = {c, put_ref};
    struct nc_buf clean = {0};
    bool paints = strcmp(name, "fill") == 0 || strcmp(name, "stroke") == 0;
    c->wanted = paints ? PART_PAINT : PART_ANY;
    if (nc_svg_clean_value(&clean, value, &refs, &c->lost)) {
        if (to_style)
            nc_buf_printf(&c->style, "%s:%.*s;", name, NC_FMT(nc_buf_view(&clean)));
        else
            put_attribute(c->out, name, nc_buf_view(&clean));
    }
    c->wanted = PART_ANY;
    nc_buf_dispose(&clean);
}

static void put_xml_attribute(struct cleaner *c, const char *name, struct nc_str value)
{
    if (strcmp(name, "space") == 0 && nc_str_eqz(value, "preserve"))
        put_attribute(c->out, "xml:space", value);
    else if (strcmp(name, "lang") == 0 && is_language(value))
        put_attribute(c->out, "xml:lang", value);
}

static void put_own_id(struct cleaner *c, struct nc_str value)
{
    struct nc_buf id = {0};
    put_id(&id, value);
    uint32_t index = nc_strmap_get(&c->ids, nc_buf_view(&id));
    if (index && !c->is_written[index]) {
        c->is_written[index] = true;
        nc_svg_name_part(&c->parts, index);
        put_attribute(c->out, "id", nc_buf_view(&id));
    }
    nc_buf_dispose(&id);
}

static bool is_event(struct nc_str name)
{
    return name.n > 2 && name.p[0] == 'o' && name.p[1] == 'n';
}

static void put_plain(struct cleaner *c, const struct nc_svg_element *row, const char *name,
                      struct nc_str value)
{
    if (strcmp(name, "id") == 0) {
        put_own_id(c, value);
        return;
    }
    if (is_event(nc_str(name)))
        c->lost |= NC_SVG_SCRIPT;
    switch (nc_svg_attribute(row, nc_str(name), nc_str_trim(value))) {
    case NC_SVG_DROP:
        break;
    case NC_SVG_KEEP:
        put_attribute(c->out, name, nc_str_trim(value));
        break;
    case NC_SVG_KEEP_CSS:
        put_property(c, name, value, false);
        break;
    case NC_SVG_TO_STYLE:
        put_property(c, name, value, true);
        break;
    }
}

/* Writes the attributes. href takes precedence over xlink:href (SVG 2, 16.1.5); both are written as
 * the older form, which more readers know. */
static void put_attributes(struct cleaner *c, const xmlNode *n, const struct nc_svg_element *row)
{
    const xmlAttr *href = NULL, *style = NULL;
    nc_buf_clear(&c->style);
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        if (strcmp(name, "href") == 0 && (!a->ns || (has_ns(a->ns, XLINK_NS) && !href)))
            href = a;
        else if (has_ns(a->ns, (const char *)XML_XML_NAMESPACE))
            put_xml_attribute(c, name, value_of(&c->scratch, a));
        else if (!a->ns && strcmp(name, "style") == 0)
            style = a;
        else if (!a->ns)
            put_plain(c, row, name, value_of(&c->scratch, a));
    }
    if (href && nc_svg_has_href(row))
        put_href(c, row, value_of(&c->scratch, href));
    if (style && nc_svg_has_style(row)) {
        struct nc_svg_refs refs = {c, put_ref};
        nc_svg_clean_declarations(&c->style, value_of(&c->scratch, style), &refs, &c->lost);
    }
    if (c->style.n)
        put_attribute(c->out, "style", nc_buf_view(&c->style));
}

static void close_start(struct cleaner *c)
{
    if (c->is_open)
        nc_buf_char(c->out, '>');
    c->is_open = false;
}

static void put_text(struct cleaner *c, struct nc_str s)
{
    close_start(c);
    for (size_t i = 0; i < s.n;) { /* a parser takes CR for the end of a line */
        size_t cr = nc_str_find(s, '\r', i);
        nc_xml_escape(c->out, nc_str_sub(s, i, cr));
        if (cr < s.n)
            nc_buf_char(c->out, ' ');
        i = cr + 1;
    }
}

/* Writes the rules of a style element, if they are CSS. */
static void put_sheet(struct cleaner *c, const xmlNode *style)
{
    struct nc_buf css = {0}, clean = {0};
    struct nc_svg_refs refs = {c, put_ref};
    bool is_css = true;
    for (const xmlAttr *a = style->properties; a; a = a->next) {
        if (!a->ns && strcmp((const char *)a->name, "type") == 0)
            is_css = nc_str_ieq(nc_str_trim(value_of(&c->scratch, a)), NC_LIT("text/css"));
    }
    for (const xmlNode *n = style->children; n && is_css; n = n->next) {
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            nc_buf_puts(&css, (const char *)n->content);
    }
    nc_svg_clean_sheet(&clean, nc_buf_view(&css), &refs, &c->lost);
    if (clean.n)
        put_text(c, nc_buf_view(&clean));
    nc_buf_dispose(&css);
    nc_buf_dispose(&clean);
}

static void set_attribute(xmlNode *n, const char *name, const xmlChar *value)
{
    if (!xmlSetProp(n, BAD_CAST name, value))
        nc_out_of_memory();
}

/* The first font size in a style attribute in n, to be freed with xmlFree; NULL if there is none.
 */
static xmlChar *font_size(const xmlNode *n)
{
    for (const xmlNode *i = n; i; i = i->children) {
        xmlChar *style =
            i->type == XML_ELEMENT_NODE ? xmlGetNoNsProp(unconst(i), BAD_CAST "style") : NULL;
        struct nc_str s = xstr(style);
        size_t from = nc_str_search(s, NC_LIT("font-size:"), 0) + strlen("font-size:");
        xmlChar *size = NULL;
        if (from < s.n)
            size = xmlStrndup(BAD_CAST s.p + from, (int)(nc_str_find(s, ';', from) - from));
        xmlFree(style);
        if (size)
            return size;
    }
    return NULL;
}

/* Adds the attributes that place and size the text of HTML as the drawing did. They go into the
 * tree, so that they are cleaned and written once, with the others. */
static void set_foreign(xmlNode *n)
{
    xmlChar *size = font_size(n->children);
    set_attribute(n, "dy", BAD_CAST "1em");
    if (size)
        set_attribute(n, "font-size", size);
    xmlFree(size);
}

/* Whether n is an element of HTML that separates the words around it, as <br/> and <p> do. */
static bool parts_words(const xmlNode *n)
{
    static const char *const within[] = {"a",      "abbr", "b",    "code", "em",    "font",
                                         "i",      "kbd",  "mark", "s",    "small", "span",
                                         "strong", "sub",  "sup",  "var",  "u",     NULL};
    return n->type == XML_ELEMENT_NODE && !nc_str_is_among(xstr(n->name), within);
}

/* Appends the character of an undeclared entity of HTML. */
static void gather_entity(struct nc_buf *out, const xmlNode *n)
{
    const htmlEntityDesc *known = htmlEntityLookup(n->name);
    if (known)
        nc_buf_cp(out, known->value);
}

/* Appends all text in n, with a blank for each element that separates words. */
static void gather_text(struct nc_buf *out, const xmlNode *n)
{
    for (const xmlNode *i = n->children; i;) {
        if (i->type == XML_TEXT_NODE || i->type == XML_CDATA_SECTION_NODE)
            nc_buf_str(out, xstr(i->content));
        else if (i->type == XML_ENTITY_REF_NODE)
            gather_entity(out, i);
        if (parts_words(i))
            nc_buf_char(out, ' ');
        if (i->type == XML_ELEMENT_NODE && i->children) {
            i = i->children;
            continue;
        }
        while (!i->next && i->parent != n) {
            i = i->parent;
            if (parts_words(i))
                nc_buf_char(out, ' ');
        }
        i = i->next;
    }
}

/* Replaces HTML in a drawing with its text on one line, where the HTML began. */
static void put_foreign(struct cleaner *c, xmlNode *n)
{
    struct nc_buf content = {0}, line = {0};
    gather_text(&content, n);
    struct nc_str all = nc_buf_view(&content);
    for (size_t i = 0; i < all.n;) {
        size_t to = i;
        while (to < all.n && (unsigned char)all.p[to] > ' ')
            to++;
        if (to > i)
            nc_buf_word(&line, nc_str_sub(all, i, to));
        i = to + 1;
    }
    if (line.n)
        put_text(c, nc_buf_view(&line));
    nc_buf_dispose(&line);
    nc_buf_dispose(&content);
}

static void start_element(struct cleaner *c, xmlNode *n, const struct nc_svg_element *row)
{
    close_start(c);
    bool is_root = nc_svg_start_part(&c->parts);
    nc_buf_printf(c->out, "<%s", row->name);
    if (is_root)
        nc_buf_puts(c->out, " xmlns=\"" SVG_NS "\" xmlns:xlink=\"" XLINK_NS "\"");
    if (is_foreign(n))
        set_foreign(n);
    put_attributes(c, n, row);
    c->is_open = true;
    if (is_foreign(n))
        put_foreign(c, n);
    if (row->kind == NC_SVG_STYLE)
        put_sheet(c, n);
}

static void end_element(struct cleaner *c, const struct nc_svg_element *row)
{
    nc_svg_end_part(&c->parts);
    if (c->is_open)
        nc_buf_puts(c->out, "/>");
    else
        nc_buf_printf(c->out, "</%s>", row->name);
    c->is_open = false;
}

/* Writes an undeclared entity: one of HTML, as drawing programs write them, else nothing. */
static void put_entity(struct cleaner *c, const xmlNode *n)
{
    struct nc_buf text = {0};
    gather_entity(&text, n);
    if (text.n)
        put_text(c, nc_buf_view(&text));
    else
        c->lost |= NC_SVG_ELEMENT;
    nc_buf_dispose(&text);
}

static void put_content(struct cleaner *c, const xmlNode *n)
{
    const struct nc_svg_element *parent = row_of(n->parent);
    if (!parent || !parent->has_text)
        return;
    if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
        put_text(c, xstr(n->content));
    else if (n->type == XML_ENTITY_REF_NODE)
        put_entity(c, n);
}

/* Whether n has no children, or children that are written without being checked. */
static bool is_leaf(const xmlNode *n, const struct nc_svg_element *row)
{
    return !n->children || row->kind == NC_SVG_STYLE || is_foreign(n);
}

static void write_tree(struct cleaner *c, xmlNode *root)
{
    for (xmlNode *n = root;;) {
        const struct nc_svg_element *row = row_of(n);
        if (row)
            start_element(c, n, row);
        else
            put_content(c, n);
        if (row && !is_leaf(n, row)) {
            n = n->children;
            continue;
        }
        if (row)
            end_element(c, row);
        while (n != root && !n->next) {
            n = n->parent;
            end_element(c, row_of(n));
        }
        if (n == root)
            return;
        n = n->next;
    }
}

static bool clean_root(struct cleaner *c, xmlNode *root)
{
    mark(c, root);
    c->is_written = nc_arena_array(c->arena, c->id_count + 1, sizeof *c->is_written);
    nc_buf_puts(c->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_tree(c, root);
    nc_buf_char(c->out, '\n');
    return nc_svg_is_bounded(&c->parts, c->arena, c->id_count);
}

/* Whether the result can be parsed again: only then is it certain to be what readers see. */
static bool is_sound(struct nc_str clean)
{
    xmlDoc *doc = nc_svg_parse(clean);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    bool sound = root && strcmp((const char *)root->name, "svg") == 0 && has_ns(root->ns, SVG_NS);
    xmlFreeDoc(doc);
    return sound;
}

static void dispose(struct cleaner *c)
{
    nc_arena_free(c->arena);
    nc_buf_dispose(&c->scratch);
    nc_buf_dispose(&c->style);
    nc_svg_parts_dispose(&c->parts);
}

bool nc_svg_clean(struct nc_buf *out, struct nc_str svg, unsigned *lost)
{
    xmlDoc *doc = nc_svg_parse(svg);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct nc_buf text = {0};
    struct cleaner c = {.out = &text, .arena = nc_arena_new()};
    c.ids.arena = c.not_painted.arena = c.paints.arena = c.arena;
    bool ok = root && strcmp((const char *)root->name, "svg") == 0 && is_svg_element(root, root) &&
              clean_root(&c, root) && is_sound(nc_buf_view(&text));
    if (ok) {
        nc_buf_str(out, nc_buf_view(&text));
        *lost |= c.lost;
    }
    nc_buf_dispose(&text);
    dispose(&c);
    xmlFreeDoc(doc);
    return ok;
}

void nc_svg_losses(struct nc_buf *out, unsigned lost)
{
    static const char *const words[] = {
        "animation", "HTML (its text is kept)", "parts from elsewhere",
        "scripts",   "its own fonts",           "elements that SVG 1.1 does not have"};
    bool is_first = true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!(lost & 1u << i))
            continue;
        nc_buf_puts(out, is_first ? "" : ", ");
        nc_buf_puts(out, words[i]);
        is_first = false;
    }
}
