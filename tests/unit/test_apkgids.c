/* What must never change: the form of guids, checksums, and the ids of the note types. The values
 * are Anki's own. */
#include "export/apkg/apkgnote.h"
#include "export/apkg/notetypes.h"
#include "tests/unit/check.h"

int main(void)
{
    char guid[APKG_GUID_MAX + 1];
    apkg_base91(guid, 1);
    CHECK_STR(guid, "b");
    apkg_base91(guid, 1234567890);
    CHECK_STR(guid, "saAKk");
    apkg_base91(guid, UINT64_MAX);
    CHECK_STR(guid, "Rj&Z5m[>Zp");
    CHECK(apkg_checksum(NC_LIT("test")) == 2840236005u);
    CHECK(apkg_checksum(NC_LIT("今日")) == 1464653051u);
    CHECK(APKG_BASIC_ID == 1735689600001);
    struct nc_buf b = {0};
    apkg_sort_text(&b, NC_LIT("<b>a</b> &amp; <img src=\"x.png\"> c"));
    CHECK(nc_str_search(nc_buf_view(&b), NC_LIT("x.png"), 0) < b.n);
    CHECK(nc_str_search(nc_buf_view(&b), NC_LIT("<b>"), 0) == b.n);
    CHECK(nc_str_search(nc_buf_view(&b), NC_LIT("&amp;"), 0) == b.n);
    nc_buf_clear(&b);
    apkg_tag(&b, NC_LIT("a/b c"));
    CHECK_STR(b.p, "a::b_c");
    /* A guid depends on the note's space and the card's key, and on nothing else. */
    char again[APKG_GUID_MAX + 1], other[APKG_GUID_MAX + 1];
    apkg_guid(guid, "basic", NC_LIT("n"), NC_LIT("k"));
    apkg_guid(again, "basic", NC_LIT("n"), NC_LIT("k"));
    apkg_guid(other, "basic", NC_LIT("nk"), NC_LIT(""));
    CHECK_STR(again, guid);
    CHECK(strcmp(other, guid) != 0);
    nc_buf_dispose(&b);
    return check_result();
}
