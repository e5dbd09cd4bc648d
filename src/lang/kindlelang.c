/* Kindle Direct Publishing's list of 2022. */
#include "lang/kindlelang.h"

#include "lang/lang.h"

bool nc_lang_kindle_takes(struct nc_str tag)
{
    static const char *const taken[] = {"af", "als", "ar", "br", "ca",  "co", "cy",  "da", "de",
                                        "en", "es",  "eu", "fi", "fo",  "fr", "frr", "fy", "ga",
                                        "gd", "gl",  "gu", "gv", "hi",  "is", "it",  "ja", "kw",
                                        "lb", "ml",  "mr", "ms", "nb",  "nl", "nn",  "no", "oc",
                                        "pl", "pt",  "rm", "sc", "stq", "sv", "ta",  "zh", NULL};
    return nc_str_is_among(nc_lang_primary(tag), taken);
}
