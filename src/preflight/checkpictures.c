/* Checks the pictures of a book: of a type that readers show, of the type they claim, not too
 * large. */
#include "media/media.h"
#include "preflight/preflightdata.h"

#define HEAD ((size_t)256 << 10)
#define KINDLE_PIXELS 5000000u
#define COVER_SIDE 500

static void check_type(struct preflight *p, const struct pf_file *file, enum nc_media_type type)
{
    const char *mime = nc_media_mime(type);
    bool alike = nc_str_eqz(file->type, mime) ||
                 (type == NC_MEDIA_JPEG && nc_str_eqz(file->type, "image/jpg"));
    if (type == NC_MEDIA_UNKNOWN)
        pf_say(p, NC_D_BOOK_IMAGE, file->name, PF_NOWHERE,
               "the file is not a picture, or is broken");
    else if (!alike)
        pf_say(p, NC_D_BOOK_IMAGE, file->name, PF_NOWHERE,
               "the manifest says '%.*s', and the file is %s", NC_FMT(file->type), mime);
    if (type == NC_MEDIA_UNKNOWN || type <= NC_MEDIA_SVG)
        return;
    if (type != NC_MEDIA_WEBP || pf_for(p, NC_READERS_KINDLE | NC_READERS_ADOBE))
        pf_say(p, NC_D_BOOK_IMAGE, file->name, PF_NOWHERE,
               "%s is not shown by Kindle and Adobe's engine; use JPEG or PNG", mime);
}

static void check_cover(struct preflight *p, const struct pf_file *file, enum nc_media_type type,
                        uint32_t width, uint32_t height)
{
    uint32_t side = width < height ? width : height;
    if (type != NC_MEDIA_JPEG && type != NC_MEDIA_PNG && type != NC_MEDIA_UNKNOWN)
        pf_say(p, NC_D_BOOK_IMAGE, file->name, PF_NOWHERE,
               "the cover is %s; shelves show JPEG and PNG", nc_media_mime(type));
    else if (side && side < COVER_SIDE)
        pf_say(p, NC_D_BOOK_IMAGE, file->name, PF_NOWHERE,
               "the cover has %u × %u pixels; Kindle shows none with a side under %d", width,
               height, COVER_SIDE);
}

void pf_check_picture(struct preflight *p, const struct pf_file *file)
{
    struct nc_buf head = {0};
    struct nc_fail why = {0};
    uint32_t width = 0, height = 0;
    if (nc_unarchive_head(&head, p->archive, file->entry, HEAD, &why) != NC_ENTRY_READ) {
        pf_say(p, NC_D_BOOK_DAMAGED, file->name, PF_NOWHERE, "the file is broken");
    } else {
        enum nc_media_type type = nc_media_sniff(nc_buf_view(&head));
        nc_media_size(nc_buf_view(&head), type, &width, &height);
        check_type(p, file, type);
        if (nc_str_eq(file->name, p->cover))
            check_cover(p, file, type, width, height);
        if (type != NC_MEDIA_SVG && (uint64_t)width * height > KINDLE_PIXELS &&
            pf_for(p, NC_READERS_KINDLE))
            pf_say(p, NC_D_BOOK_IMAGE, file->name, PF_NOWHERE,
                   "the picture has %u × %u pixels; Kindle wants at most five million", width,
                   height);
    }
    nc_buf_dispose(&head);
    nc_buf_dispose(&why.message);
}
