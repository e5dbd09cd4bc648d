/* The table of languages. Names are those of highlight.js; Org's are those of the Emacs modes and
 * of Babel. */
#include "code/language.h"

static const struct nc_code_language languages[] = {
    {"ada", "ada", " adb ads "},
    {"asm", "asm", " assembly s nasm x86asm masm "},
    {"awk", "awk", " gawk mawk "},
    {"bash", "sh", " sh shell zsh ksh shellscript bash-session "},
    {"bat", "bat", " batch cmd dos dosbatch "},
    {"c", "C", " h "},
    {"clojure", "clojure", " clj cljs edn clojurescript "},
    {"cmake", "cmake", " "},
    {"console", "console", " shell-session terminal sh-session "},
    {"cpp", "C++", " c++ cc cxx hpp hh hxx h++ "},
    {"csharp", "csharp", " c# cs dotnet "},
    {"css", "css", " "},
    {"d", "D", " dlang "},
    {"dart", "dart", " "},
    {"diff", "diff", " patch "},
    {"dockerfile", "dockerfile", " docker containerfile "},
    {"dot", "dot", " graphviz gv "},
    {"elixir", "elixir", " ex exs "},
    {"elisp", "emacs-lisp", " emacs-lisp el emacs "},
    {"elm", "elm", " "},
    {"erlang", "erlang", " erl "},
    {"fortran", "fortran", " f90 f95 f77 "},
    {"fsharp", "fsharp", " f# fs "},
    {"gnuplot", "gnuplot", " "},
    {"go", "go", " golang "},
    {"graphql", "graphql", " gql "},
    {"groovy", "groovy", " gradle "},
    {"haskell", "haskell", " hs "},
    {"html", "html", " htm xhtml html5 vue svelte "},
    {"http", "http", " "},
    {"ini", "conf", " conf cfg dosini properties "},
    {"java", "java", " jav "},
    {"javascript", "js", " js jsx mjs cjs node nodejs ecmascript "},
    {"json", "json", " jsonc json5 jsonl geojson "},
    {"julia", "julia", " jl "},
    {"kotlin", "kotlin", " kt kts "},
    {"latex", "latex", " tex "},
    {"less", "less-css", " "},
    {"lisp", "lisp", " common-lisp commonlisp cl "},
    {"lua", "lua", " "},
    {"makefile", "makefile", " make mk gnumake "},
    {"markdown", "markdown", " md mkd mdown "},
    {"matlab", "matlab", " m "},
    {"nginx", "nginx", " nginxconf "},
    {"nix", "nix", " "},
    {"objectivec", "objc", " objective-c objc obj-c mm "},
    {"ocaml", "ocaml", " ml mli "},
    {"octave", "octave", " "},
    {"pascal", "pascal", " pas delphi freepascal objectpascal "},
    {"perl", "perl", " pl pm "},
    {"php", "php", " php3 php7 php8 "},
    {"plantuml", "plantuml", " puml uml "},
    {"powershell", "powershell", " ps1 pwsh posh ps "},
    {"prolog", "prolog", " "},
    {"protobuf", "protobuf", " proto "},
    {"python", "python", " py py3 python3 gyp pyw "},
    {"pycon", "python", " "},
    {"r", "R", " rscript splus "},
    {"racket", "racket", " rkt "},
    {"ruby", "ruby", " rb irb "},
    {"rust", "rust", " rs "},
    {"sass", "sass", " "},
    {"scala", "scala", " sc "},
    {"scheme", "scheme", " scm ss "},
    {"scss", "scss", " "},
    {"sed", "sed", " "},
    {"solidity", "solidity", " sol "},
    {"sql", "sql", " mysql postgres postgresql pgsql plsql tsql sqlite "},
    {"swift", "swift", " "},
    {"tcl", "tcl", " tk "},
    {"toml", "toml", " "},
    {"typescript", "typescript", " ts tsx mts cts "},
    {"vbnet", "vbnet", " vb vba visualbasic "},
    {"verilog", "verilog", " v sv systemverilog "},
    {"vhdl", "vhdl", " "},
    {"vim", "vimrc", " viml vimscript "},
    {"xml", "xml", " rss atom xsl xsd svg plist "},
    {"yaml", "yaml", " yml "},
    {"zig", "zig", " "},
};

/* Whether word, in any case, is one of the words of list. */
static bool has_word(const char *list, struct nc_str word)
{
    for (const char *p = strchr(list, ' '); p && p[1]; p = strchr(p + 1, ' ')) {
        const char *end = strchr(p + 1, ' ');
        if (nc_str_ieq(word, (struct nc_str){p + 1, (size_t)(end - p) - 1}))
            return true;
    }
    return false;
}

const struct nc_code_language *nc_code_language(struct nc_str word)
{
    size_t count = sizeof languages / sizeof languages[0];
    for (size_t i = 0; i < count; i++) {
        if (nc_str_ieq(word, nc_str(languages[i].name)))
            return &languages[i];
    }
    for (size_t i = 0; i < count; i++) {
        if (has_word(languages[i].aliases, word))
            return &languages[i];
    }
    return NULL;
}
