/* The suffixes of files that notes embed. */
#include "doc/filetype.h"

static bool has_suffix(struct nc_str path, const char *const *suffixes)
{
    size_t dot = path.n;
    while (dot > 0 && path.p[dot - 1] != '.' && path.p[dot - 1] != '/')
        dot--;
    if (!dot || path.p[dot - 1] != '.')
        return false;
    return nc_str_is_among(nc_str_sub(path, dot, path.n), suffixes);
}

bool nc_is_image_path(struct nc_str path)
{
    static const char *const images[] = {"png",  "jpg",  "jpeg", "jfif", "gif", "apng",
                                         "svg",  "webp", "bmp",  "avif", "tif", "tiff",
                                         "heic", "heif", "ico",  NULL};
    return has_suffix(path, images);
}

enum nc_embed_type nc_embed_type_of(struct nc_str path)
{
    static const char *const audio[] = {"mp3", "m4a",  "wav", "ogg", "oga", "flac",
                                        "3gp", "opus", "aac", "spx", NULL};
    static const char *const video[] = {"mp4", "mkv", "mov", "ogv",  "webm",
                                        "avi", "m4v", "mpg", "mpeg", NULL};
    static const char *const pdf[] = {"pdf", NULL};
    static const char *const others[] = {"canvas", "base", "excalidraw", "zip",  "csv", "html",
                                         "txt",    "docx", "xlsx",       "pptx", NULL};
    if (has_suffix(path, audio))
        return NC_EMBED_AUDIO;
    if (has_suffix(path, video))
        return NC_EMBED_VIDEO;
    if (has_suffix(path, pdf))
        return NC_EMBED_PDF;
    return has_suffix(path, others) ? NC_EMBED_OTHER : NC_EMBED_NOTE;
}
