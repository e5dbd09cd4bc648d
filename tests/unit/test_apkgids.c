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
    apkg_sort_text(&b, NC_LIT("<!-- x > -->1 &lt; 2 &gt; &amp;lt; &quot;q&quot; &#65;&#; &x; "
                              "a\xC2\xA0\xC3\xA9 <b title=\" src=y\"><img src=\"z.png\">"));
    CHECK_STR(b.p, "1 < 2 > &lt; \"q\" A&#; &x; a \xC3\xA9  z.png ");
    nc_buf_clear(&b);
    apkg_tag(&b, NC_LIT("a/b c"));
    CHECK_STR(b.p, "a::b_c");
    /* A guid depends on the note's space and the card's key, and on nothing else. */
    char again[APKG_GUID_MAX + 1], other[APKG_GUID_MAX + 1];
    apkg_guid(guid, NC_CARD_BASIC, 0, NC_LIT("n"), NC_LIT("k"), 0);
    apkg_guid(again, NC_CARD_BASIC, 0, NC_LIT("n"), NC_LIT("k"), 0);
    apkg_guid(other, NC_CARD_BASIC, 0, NC_LIT("nk"), NC_LIT(""), 0);
    CHECK_STR(again, guid);
    CHECK(strcmp(other, guid) != 0);
    apkg_guid(other, NC_CARD_BASIC, 0, NC_LIT("n"), NC_LIT("k"), 1);
    CHECK(strcmp(other, guid) != 0);
    apkg_guid(other, NC_CARD_CLOZE, 0, NC_LIT("n"), NC_LIT("k"), 0);
    CHECK(strcmp(other, guid) != 0);
    CHECK(apkg_first_id(nc_str(guid)) >= 1500000000000 &&
          apkg_first_id(nc_str(guid)) < 1700000000000);
    /* The cards that Anki makes of a note. */
    unsigned ords[APKG_ORDS];
    struct nc_str fields[APKG_BASIC_FIELDS] = {
        NC_LIT("{{c2::a}} {{c1::b}} {{c2::c}} {{c0::d}} {{cx::"
               "e}} {{c900::f}} {{c3:g}}")};
    struct apkg_note n = {.kind = NC_CARD_CLOZE, .fields = fields};
    CHECK(apkg_ords(ords, &n) == 3 && ords[0] == 0 && ords[1] == 1 && ords[2] == 499);
    n.kind = NC_CARD_BASIC;
    CHECK(apkg_ords(ords, &n) == 1 && ords[0] == 0);
    fields[APKG_ADD_REVERSE] = NC_LIT("1");
    CHECK(apkg_ords(ords, &n) == 2 && ords[1] == 1);
    nc_buf_dispose(&b);
    return check_result();
}
