/* nc_url_kind: the one list of addresses that products may lead to. */
#include "export/url/url.h"
#include "tests/unit/check.h"

static void check_kind(const char *url, enum nc_url_kind kind)
{
    if (!CHECK(nc_url_kind(nc_str(url)) == kind))
        fprintf(stderr, "  %s: kind %d, expected %d\n", url, (int)nc_url_kind(nc_str(url)),
                (int)kind);
}

static void check_path(const char *url, const char *path)
{
    struct nc_buf b = {0};
    check_kind(url, NC_URL_FILE);
    nc_url_file_path(&b, nc_str(url));
    CHECK_STR(b.p, path);
    nc_buf_dispose(&b);
}

static void check_harmless(void)
{
    check_kind("https://example.org/a:b", NC_URL_WEB);
    check_kind("HTTP://EXAMPLE.ORG", NC_URL_WEB);
    check_kind("ftp://example.org/", NC_URL_WEB);
    check_kind("mailto:a@example.org", NC_URL_PLAIN);
    check_kind("tel:+123", NC_URL_PLAIN);
    check_kind("doi:10.1/x", NC_URL_PLAIN);
    check_kind("zotero://open-pdf/x", NC_URL_APP);
    check_kind("obsidian://open?vault=V", NC_URL_APP);
    check_kind("obsidian://search/?q=x", NC_URL_APP);
    check_kind("OBSIDIAN://OPEN", NC_URL_APP);
    check_kind("a/b.md#c:d", NC_URL_PATH);
    check_kind("/a/b.md", NC_URL_PATH);
    check_kind("#x", NC_URL_PATH);
    check_kind("", NC_URL_PATH);
    check_path("file:///home/me/a%20b.pdf", "/home/me/a b.pdf");
    check_path("file:/home/me/\xE4\xB8\xAD.pdf", "/home/me/\xE4\xB8\xAD.pdf");
    check_path("FILE:///C:/b.pdf", "C:/b.pdf");
}

static void check_refused(void)
{
    static const char *const refused[] = {
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "elisp:(f)",
        "shell:ls",
        "id:x",
        "http:",
        "tel:",
        "obsidian://new?file=x",
        "obsidian://openx",
        "obsidian:open",
        "things:///add?title=x",
        "bear://x-callback-url/trash",
        "vscode://file/x",
        "ms-word:ofe|u|https://example.org",
        "made-up-scheme://x",
        "c:\\x",
        "//example.org/x",
        "\\\\example\\x",
        "/ssh:example.org:/x",
        "/../ssh:example.org:/x",
        "/a/b/../../ssh:example.org:/x",
        "/sudo::/etc/shadow",
        "a\nb",
        "file:x",
        "file:",
        "file:/",
        "file://example.org/x",
        "file://localhost/x",
        "file:////example.org/x",
        "file:///ssh:example.org:/x",
        "file:///./ssh:example.org:/x",
        "file:///a/../ssh:example.org:/x",
        "file:///a//ssh:example.org:/x",
        "file:///a/~/ssh:example.org:/x",
        "file:///a/%2e%2e/ssh:example.org:/x",
        "file:///%73sh%3Aexample.org:/x",
        "file:///%2Fexample.org/x",
        "file:///a%0Ab",
        "file:///a%00b",
        "file:///a%FF",
        "file:~/x",
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        check_kind(refused[i], NC_URL_NONE);
}

int main(void)
{
    check_harmless();
    check_refused();
    CHECK(!nc_path_is_local(NC_NONE));
    CHECK(!nc_path_is_local(NC_LIT("/scp:x:/y")));
    CHECK(!nc_path_is_local(NC_LIT("//x/y")));
    CHECK(nc_path_is_local(NC_LIT("a:b/c")));
    CHECK(nc_path_is_local(NC_LIT("/a/b:c")));
    return check_result();
}
