/* Front matter in forms other than YAML between dashes: TOML between +++ (Hugo, Zola), a JSON
 * object at the very top (Hugo), pandoc's title block, MultiMarkdown's head. */
#ifndef NC_PARSE_FRONTFORMS_H
#define NC_PARSE_FRONTFORMS_H

#include "parse/input/frontmatter.h"

/* Reads TOML 1.0 between lines of +++. Lines that are not TOML stay as text, with a warning that
 * quotes the first. If there are too many, or nothing closes the front matter, all of it is text.
 * All zero if the text does not begin with +++. */
struct nc_front nc_front_toml(struct nc_doc *doc, struct nc_str text, struct nc_diags *diags);

/* Returns the end of the JSON object at the beginning of the text, after its line. 0 if there is
 * none, or it is empty, or something follows it on its line. */
size_t nc_front_json_end(struct nc_str text);

/* Reads "% title", "% author; author", "% date" at the very top; indented lines continue a line
 * (pandoc's manual, pandoc_title_block). All zero if there is none. */
struct nc_front nc_front_percent(struct nc_doc *doc, struct nc_str text);

/* Reads "Title: …" and the like from the very top down to a blank line (MultiMarkdown). The first
 * key must be one that is hardly ever text, every line must be a key or indented, and there must be
 * at least two keys. All zero if there is none. */
struct nc_front nc_front_head(struct nc_doc *doc, struct nc_str text);

#endif
