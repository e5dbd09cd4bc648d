/* Comments, strings and keywords of languages, in the order of their names. */
#include "code/syntax.h"

#include <stdlib.h>

static const char *const asm_words[] = {
    "add",     "and",    "call", "cmp", "db",      "dd",   "dec",  "div",  "dq",    "dw",
    "extern",  "global", "inc",  "int", "ja",      "jb",   "je",   "jg",   "jge",   "jl",
    "jle",     "jmp",    "jne",  "jnz", "jz",      "lea",  "loop", "mov",  "movzx", "mul",
    "neg",     "nop",    "not",  "or",  "pop",     "push", "resb", "resd", "ret",   "sar",
    "section", "shl",    "shr",  "sub", "syscall", "test", "xor"};
static const char *const bash_words[] = {
    "alias", "break",    "case",   "cd",       "continue", "declare", "do",     "done",
    "echo",  "elif",     "else",   "esac",     "eval",     "exec",    "exit",   "export",
    "false", "fi",       "for",    "function", "if",       "in",      "local",  "printf",
    "read",  "readonly", "return", "select",   "set",      "shift",   "source", "test",
    "then",  "trap",     "true",   "unset",    "until",    "while"};
static const char *const c_words[] = {
    "#define",  "#elif",    "#else",   "#endif", "#if",      "#ifdef", "#ifndef",  "#include",
    "#pragma",  "#undef",   "NULL",    "auto",   "bool",     "break",  "case",     "char",
    "const",    "continue", "default", "do",     "double",   "else",   "enum",     "extern",
    "false",    "float",    "for",     "goto",   "if",       "inline", "int",      "long",
    "register", "restrict", "return",  "short",  "signed",   "sizeof", "static",   "struct",
    "switch",   "true",     "typedef", "union",  "unsigned", "void",   "volatile", "while"};
static const char *const clojure_words[] = {
    "and",      "case", "catch", "cond",        "condp",     "def",      "defmacro", "defmethod",
    "defmulti", "defn", "defn-", "defprotocol", "defrecord", "do",       "doseq",    "false",
    "finally",  "fn",   "for",   "if",          "if-let",    "if-not",   "let",      "letfn",
    "loop",     "nil",  "not",   "ns",          "or",        "quote",    "recur",    "require",
    "throw",    "true", "try",   "when",        "when-let",  "when-not", "while"};
static const char *const cmake_words[] = {"add_custom_command",
                                          "add_executable",
                                          "add_library",
                                          "cmake_minimum_required",
                                          "else",
                                          "elseif",
                                          "endforeach",
                                          "endfunction",
                                          "endif",
                                          "endmacro",
                                          "endwhile",
                                          "file",
                                          "find_package",
                                          "foreach",
                                          "function",
                                          "if",
                                          "include",
                                          "install",
                                          "list",
                                          "macro",
                                          "message",
                                          "option",
                                          "project",
                                          "return",
                                          "set",
                                          "string",
                                          "target_include_directories",
                                          "target_link_libraries",
                                          "while"};
static const char *const cpp_words[] = {
    "#define",   "#elif",         "#else",        "#endif",   "#if",
    "#ifdef",    "#ifndef",       "#include",     "#pragma",  "#undef",
    "alignas",   "alignof",       "auto",         "bool",     "break",
    "case",      "catch",         "char",         "class",    "co_await",
    "co_return", "co_yield",      "concept",      "const",    "consteval",
    "constexpr", "continue",      "decltype",     "default",  "delete",
    "do",        "double",        "dynamic_cast", "else",     "enum",
    "explicit",  "export",        "extern",       "false",    "final",
    "float",     "for",           "friend",       "goto",     "if",
    "inline",    "int",           "long",         "mutable",  "namespace",
    "new",       "noexcept",      "nullptr",      "operator", "override",
    "private",   "protected",     "public",       "register", "reinterpret_cast",
    "requires",  "return",        "short",        "signed",   "sizeof",
    "static",    "static_assert", "static_cast",  "struct",   "switch",
    "template",  "this",          "throw",        "true",     "try",
    "typedef",   "typeid",        "typename",     "union",    "unsigned",
    "using",     "virtual",       "void",         "volatile", "while"};
static const char *const csharp_words[] = {
    "abstract", "as",       "async",     "await",     "base",   "bool",      "break",    "byte",
    "case",     "catch",    "char",      "class",     "const",  "continue",  "decimal",  "default",
    "delegate", "do",       "double",    "else",      "enum",   "event",     "explicit", "extern",
    "false",    "finally",  "fixed",     "float",     "for",    "foreach",   "get",      "goto",
    "if",       "implicit", "in",        "init",      "int",    "interface", "internal", "is",
    "lock",     "long",     "namespace", "new",       "null",   "object",    "operator", "out",
    "override", "params",   "private",   "protected", "public", "readonly",  "record",   "ref",
    "return",   "sbyte",    "sealed",    "set",       "short",  "sizeof",    "static",   "string",
    "struct",   "switch",   "this",      "throw",     "true",   "try",       "typeof",   "uint",
    "ulong",    "unsafe",   "ushort",    "using",     "var",    "virtual",   "void",     "volatile",
    "when",     "where",    "while",     "with",      "yield"};
static const char *const css_words[] = {"@charset", "@font-face", "@import",   "@keyframes",
                                        "@layer",   "@media",     "@supports", "important"};
static const char *const dart_words[] = {
    "List",      "Map",      "String",    "abstract",   "as",      "assert",  "async", "await",
    "base",      "bool",     "break",     "case",       "catch",   "class",   "const", "continue",
    "covariant", "default",  "deferred",  "do",         "double",  "dynamic", "else",  "enum",
    "export",    "extends",  "extension", "external",   "factory", "false",   "final", "finally",
    "for",       "get",      "if",        "implements", "import",  "in",      "int",   "interface",
    "is",        "late",     "library",   "mixin",      "new",     "null",    "on",    "operator",
    "part",      "required", "rethrow",   "return",     "sealed",  "set",     "show",  "static",
    "super",     "switch",   "sync",      "this",       "throw",   "true",    "try",   "typedef",
    "var",       "void",     "when",      "while",      "with",    "yield"};
static const char *const dockerfile_words[] = {
    "add",    "arg",        "as",          "cmd",    "copy",       "entrypoint", "env",
    "expose", "from",       "healthcheck", "label",  "maintainer", "onbuild",    "run",
    "shell",  "stopsignal", "user",        "volume", "workdir"};
static const char *const elisp_words[] = {"and",
                                          "catch",
                                          "cond",
                                          "condition-case",
                                          "defconst",
                                          "defcustom",
                                          "defmacro",
                                          "defun",
                                          "defvar",
                                          "dolist",
                                          "dotimes",
                                          "if",
                                          "interactive",
                                          "lambda",
                                          "let",
                                          "let*",
                                          "nil",
                                          "not",
                                          "or",
                                          "prog1",
                                          "progn",
                                          "provide",
                                          "quote",
                                          "require",
                                          "setq",
                                          "t",
                                          "throw",
                                          "unless",
                                          "unwind-protect",
                                          "use-package",
                                          "when",
                                          "while"};
static const char *const elixir_words[] = {
    "after",    "alias",     "and",   "case",        "catch",     "cond",   "def",  "defimpl",
    "defmacro", "defmodule", "defp",  "defprotocol", "defstruct", "do",     "else", "end",
    "false",    "fn",        "for",   "if",          "import",    "in",     "nil",  "not",
    "or",       "quote",     "raise", "receive",     "require",   "rescue", "true", "try",
    "unless",   "unquote",   "use",   "when",        "with"};
static const char *const erlang_words[] = {
    "after", "and",  "andalso", "band",   "begin",   "bnot", "bor", "bsl",  "bsr",
    "bxor",  "case", "catch",   "cond",   "div",     "end",  "fun", "if",   "let",
    "not",   "of",   "or",      "orelse", "receive", "rem",  "try", "when", "xor"};
static const char *const fsharp_words[] = {
    "abstract", "and",      "as",     "assert",   "async",     "begin",     "class",     "default",
    "do",       "done",     "else",   "end",      "exception", "false",     "finally",   "for",
    "fun",      "function", "if",     "in",       "inherit",   "inline",    "interface", "internal",
    "let",      "match",    "member", "module",   "mutable",   "namespace", "new",       "null",
    "of",       "open",     "or",     "override", "private",   "public",    "rec",       "return",
    "seq",      "static",   "struct", "then",     "this",      "to",        "true",      "try",
    "type",     "use",      "val",    "when",     "while",     "with",      "yield"};
static const char *const go_words[] = {
    "any",     "bool",   "break",  "byte",    "case",        "chan",   "const",   "continue",
    "default", "defer",  "else",   "error",   "fallthrough", "false",  "float64", "for",
    "func",    "go",     "goto",   "if",      "import",      "int",    "int64",   "interface",
    "iota",    "map",    "nil",    "package", "range",       "return", "rune",    "select",
    "string",  "struct", "switch", "true",    "type",        "uint",   "var"};
static const char *const graphql_words[] = {
    "directive", "enum",      "extend",       "false", "fragment", "implements",
    "input",     "interface", "mutation",     "null",  "on",       "query",
    "scalar",    "schema",    "subscription", "true",  "type",     "union"};
static const char *const groovy_words[] = {
    "abstract", "as",       "assert",     "boolean", "break",     "case",   "catch",
    "class",    "continue", "def",        "default", "do",        "else",   "enum",
    "extends",  "false",    "final",      "finally", "for",       "if",     "implements",
    "import",   "in",       "instanceof", "int",     "interface", "new",    "null",
    "package",  "private",  "protected",  "public",  "return",    "static", "super",
    "switch",   "this",     "throw",      "throws",  "trait",     "true",   "try",
    "void",     "while"};
static const char *const haskell_words[] = {
    "as",       "case",    "class",  "data",    "default", "deriving",  "do",    "else",   "family",
    "forall",   "foreign", "hiding", "if",      "import",  "in",        "infix", "infixl", "infixr",
    "instance", "let",     "module", "newtype", "of",      "qualified", "then",  "type",   "where"};
static const char *const ini_words[] = {"false", "no", "off", "on", "true", "yes"};
static const char *const java_words[] = {
    "abstract",  "assert",    "boolean", "break",      "byte",         "case",       "catch",
    "char",      "class",     "const",   "continue",   "default",      "do",         "double",
    "else",      "enum",      "extends", "false",      "final",        "finally",    "float",
    "for",       "goto",      "if",      "implements", "import",       "instanceof", "int",
    "interface", "long",      "native",  "new",        "null",         "package",    "permits",
    "private",   "protected", "public",  "record",     "return",       "sealed",     "short",
    "static",    "strictfp",  "super",   "switch",     "synchronized", "this",       "throw",
    "throws",    "transient", "true",    "try",        "var",          "void",       "volatile",
    "while",     "yield"};
static const char *const javascript_words[] = {
    "async",      "await",   "break",  "case",     "catch", "class",  "const",   "continue",
    "debugger",   "default", "delete", "do",       "else",  "export", "extends", "false",
    "finally",    "for",     "from",   "function", "get",   "if",     "import",  "in",
    "instanceof", "let",     "new",    "null",     "of",    "return", "set",     "static",
    "super",      "switch",  "this",   "throw",    "true",  "try",    "typeof",  "undefined",
    "var",        "void",    "while",  "with",     "yield"};
static const char *const json_words[] = {"false", "null", "true"};
static const char *const julia_words[] = {
    "abstract", "baremodule", "begin",  "break",   "catch",   "const", "continue",
    "do",       "else",       "elseif", "end",     "export",  "false", "finally",
    "for",      "function",   "global", "if",      "import",  "in",    "let",
    "local",    "macro",      "module", "mutable", "nothing", "quote", "return",
    "struct",   "true",       "try",    "type",    "using",   "where", "while"};
static const char *const kotlin_words[] = {
    "abstract",  "actual",    "annotation", "as",          "break",     "by",          "catch",
    "class",     "companion", "const",      "constructor", "continue",  "crossinline", "data",
    "do",        "else",      "enum",       "expect",      "external",  "false",       "final",
    "finally",   "for",       "fun",        "get",         "if",        "import",      "in",
    "infix",     "init",      "inline",     "inner",       "interface", "internal",    "is",
    "lateinit",  "null",      "object",     "open",        "operator",  "out",         "override",
    "package",   "private",   "protected",  "public",      "return",    "sealed",      "set",
    "super",     "suspend",   "tailrec",    "this",        "throw",     "true",        "try",
    "typealias", "val",       "var",        "vararg",      "when",      "where",       "while"};
static const char *const lisp_words[] = {
    "and",       "case",       "cond",         "defclass",  "defconstant", "defgeneric", "defmacro",
    "defmethod", "defpackage", "defparameter", "defstruct", "defun",       "defvar",     "do",
    "dolist",    "dotimes",    "flet",         "if",        "in-package",  "labels",     "lambda",
    "let",       "let*",       "loop",         "nil",       "not",         "or",         "progn",
    "quote",     "return",     "setf",         "setq",      "t",           "unless",     "when"};
static const char *const lua_words[] = {"and",   "break", "do",       "else", "elseif", "end",
                                        "false", "for",   "function", "goto", "if",     "in",
                                        "local", "nil",   "not",      "or",   "repeat", "return",
                                        "then",  "true",  "until",    "while"};
static const char *const makefile_words[] = {"define",   "else",     "endef",  "endif", "export",
                                             "ifdef",    "ifeq",     "ifndef", "ifneq", "include",
                                             "override", "unexport", "vpath"};
static const char *const matlab_words[] = {
    "break",  "case",    "catch",     "classdef", "continue",   "else",
    "elseif", "end",     "false",     "for",      "function",   "global",
    "if",     "methods", "otherwise", "parfor",   "persistent", "properties",
    "return", "spmd",    "switch",    "true",     "try",        "while"};
static const char *const nginx_words[] = {"if",         "include",     "listen",  "location",
                                          "proxy_pass", "return",      "rewrite", "root",
                                          "server",     "server_name", "set",     "upstream"};
static const char *const objectivec_words[] = {"#define",
                                               "#elif",
                                               "#else",
                                               "#endif",
                                               "#if",
                                               "#ifdef",
                                               "#ifndef",
                                               "#include",
                                               "#pragma",
                                               "#undef",
                                               "@class",
                                               "@end",
                                               "@implementation",
                                               "@import",
                                               "@interface",
                                               "@property",
                                               "@protocol",
                                               "@selector",
                                               "BOOL",
                                               "NO",
                                               "NULL",
                                               "YES",
                                               "auto",
                                               "bool",
                                               "break",
                                               "case",
                                               "char",
                                               "const",
                                               "continue",
                                               "default",
                                               "do",
                                               "double",
                                               "else",
                                               "enum",
                                               "extern",
                                               "false",
                                               "float",
                                               "for",
                                               "goto",
                                               "id",
                                               "if",
                                               "inline",
                                               "int",
                                               "long",
                                               "nil",
                                               "register",
                                               "restrict",
                                               "return",
                                               "self",
                                               "short",
                                               "signed",
                                               "sizeof",
                                               "static",
                                               "struct",
                                               "super",
                                               "switch",
                                               "true",
                                               "typedef",
                                               "union",
                                               "unsigned",
                                               "void",
                                               "volatile",
                                               "while"};
static const char *const ocaml_words[] = {
    "and",     "as",          "assert",   "begin",   "class",     "constraint", "do",
    "done",    "downto",      "else",     "end",     "exception", "external",   "false",
    "for",     "fun",         "function", "functor", "if",        "in",         "include",
    "inherit", "initializer", "lazy",     "let",     "match",     "method",     "module",
    "mutable", "new",         "nonrec",   "object",  "of",        "open",       "or",
    "private", "rec",         "sig",      "struct",  "then",      "to",         "true",
    "try",     "type",        "val",      "virtual", "when",      "while",      "with"};
static const char *const pascal_words[] = {
    "and",       "array",     "begin",       "boolean",    "case",   "char",
    "class",     "const",     "constructor", "destructor", "div",    "do",
    "downto",    "else",      "end",         "exit",       "false",  "file",
    "finally",   "for",       "function",    "goto",       "if",     "implementation",
    "in",        "inherited", "integer",     "interface",  "label",  "longint",
    "mod",       "nil",       "not",         "of",         "or",     "packed",
    "procedure", "program",   "property",    "real",       "record", "repeat",
    "result",    "set",       "string",      "then",       "to",     "true",
    "try",       "type",      "unit",        "until",      "uses",   "var",
    "while",     "with",      "xor"};
static const char *const perl_words[] = {
    "and",   "cmp",    "continue", "do",  "else", "elsif",   "eq",    "for",  "foreach", "ge",
    "given", "goto",   "gt",       "if",  "last", "le",      "local", "lt",   "my",      "ne",
    "next",  "no",     "not",      "or",  "our",  "package", "print", "redo", "require", "return",
    "sub",   "unless", "until",    "use", "when", "while",   "xor"};
static const char *const php_words[] = {
    "abstract",     "and",    "array",   "as",         "break",     "callable",     "case",
    "catch",        "class",  "clone",   "const",      "continue",  "declare",      "default",
    "do",           "echo",   "else",    "elseif",     "empty",     "enum",         "extends",
    "false",        "final",  "finally", "fn",         "for",       "foreach",      "function",
    "global",       "goto",   "if",      "implements", "include",   "include_once", "instanceof",
    "interface",    "isset",  "list",    "match",      "namespace", "new",          "null",
    "or",           "print",  "private", "protected",  "public",    "readonly",     "require",
    "require_once", "return", "static",  "switch",     "this",      "throw",        "trait",
    "true",         "try",    "unset",   "use",        "var",       "while",        "xor",
    "yield"};
static const char *const powershell_words[] = {
    "begin",        "break", "catch",   "class",  "continue", "data",   "do",
    "dynamicparam", "else",  "elseif",  "end",    "enum",     "exit",   "filter",
    "finally",      "for",   "foreach", "from",   "function", "hidden", "if",
    "in",           "param", "process", "return", "static",   "switch", "throw",
    "trap",         "try",   "until",   "using",  "while"};
static const char *const protobuf_words[] = {
    "bool",     "bytes",   "double",   "enum",     "extend",   "false",   "fixed32", "fixed64",
    "float",    "import",  "int32",    "int64",    "map",      "message", "oneof",   "option",
    "optional", "package", "repeated", "required", "reserved", "returns", "rpc",     "service",
    "stream",   "string",  "syntax",   "true",     "uint32",   "uint64"};
static const char *const python_words[] = {
    "False",  "None",     "True",   "and",  "as",   "assert", "async",  "await",    "break", "case",
    "class",  "continue", "def",    "del",  "elif", "else",   "except", "finally",  "for",   "from",
    "global", "if",       "import", "in",   "is",   "lambda", "match",  "nonlocal", "not",   "or",
    "pass",   "raise",    "return", "self", "try",  "while",  "with",   "yield"};
static const char *const r_words[] = {"FALSE",   "Inf",  "NA",     "NULL",     "NaN",    "TRUE",
                                      "break",   "else", "for",    "function", "if",     "in",
                                      "library", "next", "repeat", "require",  "return", "while"};
static const char *const ruby_words[] = {
    "BEGIN", "END",     "alias",   "and",       "attr_accessor", "attr_reader",
    "begin", "break",   "case",    "class",     "def",           "defined?",
    "do",    "else",    "elsif",   "end",       "ensure",        "false",
    "for",   "if",      "in",      "module",    "next",          "nil",
    "not",   "or",      "private", "protected", "public",        "raise",
    "redo",  "require", "rescue",  "retry",     "return",        "self",
    "super", "then",    "true",    "undef",     "unless",        "until",
    "when",  "while",   "yield"};
static const char *const rust_words[] = {
    "Box",    "Err",  "None",   "Ok",    "Option", "Result", "Self",   "Some",  "String",
    "Vec",    "as",   "async",  "await", "bool",   "break",  "char",   "const", "continue",
    "crate",  "dyn",  "else",   "enum",  "extern", "f32",    "f64",    "false", "fn",
    "for",    "i128", "i16",    "i32",   "i64",    "i8",     "if",     "impl",  "in",
    "isize",  "let",  "loop",   "match", "mod",    "move",   "mut",    "pub",   "ref",
    "return", "self", "static", "str",   "struct", "super",  "trait",  "true",  "type",
    "u128",   "u16",  "u32",    "u64",   "u8",     "union",  "unsafe", "use",   "usize",
    "where",  "while"};
static const char *const scala_words[] = {
    "abstract", "case",      "catch",     "class",  "def",     "do",    "else",   "enum",
    "extends",  "extension", "false",     "final",  "finally", "for",   "given",  "if",
    "implicit", "import",    "lazy",      "match",  "new",     "null",  "object", "override",
    "package",  "private",   "protected", "return", "sealed",  "super", "then",   "this",
    "throw",    "trait",     "true",      "try",    "type",    "using", "val",    "var",
    "while",    "with",      "yield"};
static const char *const scheme_words[] = {"and",
                                           "begin",
                                           "case",
                                           "cond",
                                           "define",
                                           "define-record-type",
                                           "define-syntax",
                                           "delay",
                                           "do",
                                           "else",
                                           "if",
                                           "lambda",
                                           "let",
                                           "let*",
                                           "letrec",
                                           "letrec*",
                                           "named-lambda",
                                           "not",
                                           "or",
                                           "quasiquote",
                                           "quote",
                                           "set!",
                                           "syntax-rules",
                                           "unless",
                                           "unquote",
                                           "when"};
static const char *const scss_words[] = {
    "@charset", "@each",   "@else",     "@extend",    "@font-face", "@function",
    "@if",      "@import", "@include",  "@keyframes", "@layer",     "@media",
    "@mixin",   "@return", "@supports", "@use",       "important"};
static const char *const sql_words[] = {
    "add",         "all",     "alter",     "and",     "as",        "asc",     "begin",
    "between",     "by",      "case",      "check",   "column",    "commit",  "constraint",
    "create",      "cross",   "database",  "default", "delete",    "desc",    "distinct",
    "drop",        "else",    "end",       "except",  "exists",    "explain", "foreign",
    "from",        "full",    "group",     "having",  "if",        "in",      "index",
    "inner",       "insert",  "intersect", "into",    "is",        "join",    "key",
    "left",        "like",    "limit",     "not",     "null",      "offset",  "on",
    "or",          "order",   "outer",     "over",    "partition", "primary", "references",
    "returning",   "right",   "rollback",  "select",  "set",       "table",   "then",
    "transaction", "trigger", "truncate",  "union",   "unique",    "update",  "using",
    "values",      "view",    "when",      "where",   "with"};
static const char *const swift_words[] = {"Self",     "actor",       "as",        "associatedtype",
                                          "async",    "await",       "break",     "case",
                                          "catch",    "class",       "continue",  "convenience",
                                          "default",  "defer",       "deinit",    "do",
                                          "else",     "enum",        "extension", "fallthrough",
                                          "false",    "fileprivate", "final",     "for",
                                          "func",     "get",         "guard",     "if",
                                          "import",   "in",          "indirect",  "init",
                                          "inout",    "internal",    "is",        "lazy",
                                          "let",      "mutating",    "nil",       "nonmutating",
                                          "open",     "operator",    "override",  "private",
                                          "protocol", "public",      "repeat",    "required",
                                          "return",   "self",        "set",       "some",
                                          "static",   "struct",      "subscript", "super",
                                          "switch",   "throw",       "throws",    "true",
                                          "try",      "typealias",   "unowned",   "var",
                                          "weak",     "where",       "while"};
static const char *const toml_words[] = {"false", "true"};
static const char *const typescript_words[] = {
    "abstract",  "any",        "as",      "asserts", "async",     "await",      "boolean",
    "break",     "case",       "catch",   "class",   "const",     "continue",   "debugger",
    "declare",   "default",    "delete",  "do",      "else",      "enum",       "export",
    "extends",   "false",      "finally", "for",     "from",      "function",   "get",
    "if",        "implements", "import",  "in",      "infer",     "instanceof", "interface",
    "is",        "keyof",      "let",     "module",  "namespace", "never",      "new",
    "null",      "number",     "of",      "private", "protected", "public",     "readonly",
    "return",    "satisfies",  "set",     "static",  "string",    "super",      "switch",
    "symbol",    "this",       "throw",   "true",    "try",       "type",       "typeof",
    "undefined", "unknown",    "var",     "void",    "while",     "with",       "yield"};
static const char *const verilog_words[] = {
    "always",  "and",     "assign",      "begin",     "case",  "default",  "else",
    "end",     "endcase", "endfunction", "endmodule", "for",   "function", "if",
    "initial", "inout",   "input",       "integer",   "logic", "module",   "negedge",
    "or",      "output",  "parameter",   "posedge",   "reg",   "wire"};
static const char *const vim_words[] = {"augroup",  "autocmd", "call",   "command",     "echo",
                                        "else",     "elseif",  "endfor", "endfunction", "endif",
                                        "endwhile", "execute", "for",    "function",    "if",
                                        "let",      "map",     "nmap",   "nnoremap",    "noremap",
                                        "return",   "set",     "syntax", "unlet",       "while"};
static const char *const yaml_words[] = {"false", "no", "null", "off", "on", "true", "yes"};
static const char *const zig_words[] = {
    "align",       "and",      "anytype", "asm",       "async",   "await",       "break",
    "catch",       "comptime", "const",   "continue",  "defer",   "else",        "enum",
    "errdefer",    "error",    "export",  "extern",    "false",   "fn",          "for",
    "if",          "inline",   "noalias", "null",      "or",      "orelse",      "packed",
    "pub",         "resume",   "return",  "struct",    "suspend", "switch",      "test",
    "threadlocal", "true",     "try",     "undefined", "union",   "unreachable", "usingnamespace",
    "var",         "volatile", "while"};

#define WORDS(list) list, sizeof list / sizeof *list

static const struct nc_syntax syntaxes[] = {
    {"asm", {";", NULL}, {NULL, NULL}, "\"'", NC_SYNTAX_ANY_CASE, WORDS(asm_words)},
    {"bash",
     {"#", NULL},
     {NULL, NULL},
     "\"'`",
     NC_SYNTAX_HASH_WORD | NC_SYNTAX_RAW_TICK | NC_SYNTAX_DASHES,
     WORDS(bash_words)},
    {"c", {"//", NULL}, {"/*", "*/"}, "\"'", 0, WORDS(c_words)},
    {"clojure", {";", NULL}, {NULL, NULL}, "\"", NC_SYNTAX_DASHES, WORDS(clojure_words)},
    {"cmake", {"#", NULL}, {NULL, NULL}, "\"'", NC_SYNTAX_HASH_WORD, WORDS(cmake_words)},
    {"console",
     {"#", NULL},
     {NULL, NULL},
     "\"'",
     NC_SYNTAX_HASH_WORD | NC_SYNTAX_NO_NUMBERS,
     NULL,
     0},
    {"cpp", {"//", NULL}, {"/*", "*/"}, "\"'", 0, WORDS(cpp_words)},
    {"csharp", {"//", NULL}, {"/*", "*/"}, "\"'", 0, WORDS(csharp_words)},
    {"css", {NULL, NULL}, {"/*", "*/"}, "\"'", NC_SYNTAX_DASHES, WORDS(css_words)},
    {"dart", {"//", NULL}, {"/*", "*/"}, "\"'", 0, WORDS(dart_words)},
    {"diff", {NULL, NULL}, {NULL, NULL}, "", NC_SYNTAX_LINES | NC_SYNTAX_NO_NUMBERS, NULL, 0},
    {"dockerfile",
     {"#", NULL},
     {NULL, NULL},
     "\"'",
     NC_SYNTAX_HASH_WORD | NC_SYNTAX_ANY_CASE,
     WORDS(dockerfile_words)},
    {"elisp", {";", NULL}, {NULL, NULL}, "\"", NC_SYNTAX_DASHES, WORDS(elisp_words)},
    {"elixir", {"#", NULL}, {NULL, NULL}, "\"'`", 0, WORDS(elixir_words)},
    {"erlang", {"%", NULL}, {NULL, NULL}, "\"", 0, WORDS(erlang_words)},
    {"fsharp", {"//", NULL}, {"(*", "*)"}, "\"", NC_SYNTAX_CHAR, WORDS(fsharp_words)},
    {"go", {"//", NULL}, {"/*", "*/"}, "\"`'", NC_SYNTAX_RAW_TICK, WORDS(go_words)},
    {"graphql", {"#", NULL}, {NULL, NULL}, "\"'", NC_SYNTAX_HASH_WORD, WORDS(graphql_words)},
    {"groovy", {"//", NULL}, {"/*", "*/"}, "\"'", 0, WORDS(groovy_words)},
    {"haskell", {"--", NULL}, {"{-", "-}"}, "\"", NC_SYNTAX_CHAR, WORDS(haskell_words)},
    {"html", {NULL, NULL}, {"<!--", "-->"}, "\"'", NC_SYNTAX_TAGS | NC_SYNTAX_NO_NUMBERS, NULL, 0},
    {"ini",
     {"#", ";"},
     {NULL, NULL},
     "\"",
     NC_SYNTAX_HASH_WORD | NC_SYNTAX_KEY_EQUALS,
     WORDS(ini_words)},
    {"java", {"//", NULL}, {"/*", "*/"}, "\"'", 0, WORDS(java_words)},
    {"javascript", {"//", NULL}, {"/*", "*/"}, "\"'`", NC_SYNTAX_RAW_TICK, WORDS(javascript_words)},
    {"json", {"//", NULL}, {"/*", "*/"}, "\"", NC_SYNTAX_KEY_STRING, WORDS(json_words)},
    {"julia", {"#", NULL}, {NULL, NULL}, "\"'", NC_SYNTAX_HASH_WORD, WORDS(julia_words)},
    {"kotlin",
     {"//", NULL},
     {"/*", "*/"},
     "\"",
     NC_SYNTAX_TRIPLE | NC_SYNTAX_CHAR,
     WORDS(kotlin_words)},
    {"latex", {"%", NULL}, {NULL, NULL}, "", NC_SYNTAX_COMMAND | NC_SYNTAX_NO_NUMBERS, NULL, 0},
    {"less", {"//", NULL}, {"/*", "*/"}, "\"'", NC_SYNTAX_DASHES, WORDS(css_words)},
    {"lisp", {";", NULL}, {NULL, NULL}, "\"", NC_SYNTAX_DASHES, WORDS(lisp_words)},
    {"lua", {"--", NULL}, {"--[[", "]]"}, "\"'", 0, WORDS(lua_words)},
    {"makefile", {"#", NULL}, {NULL, NULL}, "\"'", NC_SYNTAX_HASH_WORD, WORDS(makefile_words)},
    {"matlab", {"%", NULL}, {NULL, NULL}, "\"", 0, WORDS(matlab_words)},
    {"nginx", {"#", NULL}, {NULL, NULL}, "\"'", NC_SYNTAX_HASH_WORD, WORDS(nginx_words)},
    {"objectivec", {"//", NULL}, {"/*", "*/"}, "\"'", 0, WORDS(objectivec_words)},
    {"ocaml", {NULL, NULL}, {"(*", "*)"}, "\"", NC_SYNTAX_CHAR, WORDS(ocaml_words)},
    {"octave", {"%", NULL}, {NULL, NULL}, "\"", 0, WORDS(matlab_words)},
    {"pascal",
     {"//", NULL},
     {"{", "}"},
     "'",
     NC_SYNTAX_ANY_CASE | NC_SYNTAX_DOUBLED,
     WORDS(pascal_words)},
    {"perl", {"#", NULL}, {NULL, NULL}, "\"'`", 0, WORDS(perl_words)},
    {"php", {"//", "#"}, {"/*", "*/"}, "\"'", 0, WORDS(php_words)},
    {"powershell",
     {"#", NULL},
     {"<#", "#>"},
     "\"'",
     NC_SYNTAX_ANY_CASE | NC_SYNTAX_DASHES,
     WORDS(powershell_words)},
    {"protobuf", {"//", NULL}, {"/*", "*/"}, "\"'", 0, WORDS(protobuf_words)},
    {"pycon", {"#", NULL}, {NULL, NULL}, "\"'", NC_SYNTAX_TRIPLE, WORDS(python_words)},
    {"python", {"#", NULL}, {NULL, NULL}, "\"'", NC_SYNTAX_TRIPLE, WORDS(python_words)},
    {"r", {"#", NULL}, {NULL, NULL}, "\"'", NC_SYNTAX_HASH_WORD, WORDS(r_words)},
    {"racket", {";", NULL}, {NULL, NULL}, "\"", NC_SYNTAX_DASHES, WORDS(scheme_words)},
    {"ruby", {"#", NULL}, {NULL, NULL}, "\"'`", 0, WORDS(ruby_words)},
    {"rust", {"//", NULL}, {"/*", "*/"}, "\"", NC_SYNTAX_CHAR, WORDS(rust_words)},
    {"scala",
     {"//", NULL},
     {"/*", "*/"},
     "\"",
     NC_SYNTAX_TRIPLE | NC_SYNTAX_CHAR,
     WORDS(scala_words)},
    {"scheme", {";", NULL}, {NULL, NULL}, "\"", NC_SYNTAX_DASHES, WORDS(scheme_words)},
    {"scss", {"//", NULL}, {"/*", "*/"}, "\"'", NC_SYNTAX_DASHES, WORDS(scss_words)},
    {"sql",
     {"--", NULL},
     {"/*", "*/"},
     "'\"",
     NC_SYNTAX_ANY_CASE | NC_SYNTAX_DOUBLED,
     WORDS(sql_words)},
    {"swift", {"//", NULL}, {"/*", "*/"}, "\"", NC_SYNTAX_TRIPLE, WORDS(swift_words)},
    {"toml",
     {"#", NULL},
     {NULL, NULL},
     "\"'",
     NC_SYNTAX_TRIPLE | NC_SYNTAX_KEY_EQUALS,
     WORDS(toml_words)},
    {"typescript", {"//", NULL}, {"/*", "*/"}, "\"'`", NC_SYNTAX_RAW_TICK, WORDS(typescript_words)},
    {"verilog", {"//", NULL}, {"/*", "*/"}, "\"'", 0, WORDS(verilog_words)},
    {"vim", {NULL, NULL}, {NULL, NULL}, "'", 0, WORDS(vim_words)},
    {"xml", {NULL, NULL}, {"<!--", "-->"}, "\"'", NC_SYNTAX_TAGS | NC_SYNTAX_NO_NUMBERS, NULL, 0},
    {"yaml",
     {"#", NULL},
     {NULL, NULL},
     "\"'",
     NC_SYNTAX_HASH_WORD | NC_SYNTAX_KEY_COLON,
     WORDS(yaml_words)},
    {"zig", {"//", NULL}, {"/*", "*/"}, "\"", NC_SYNTAX_CHAR, WORDS(zig_words)},
};

static int by_language(const void *key, const void *row)
{
    return strcmp(key, ((const struct nc_syntax *)row)->language);
}

const struct nc_syntax *nc_syntax_of(const char *language)
{
    return bsearch(language, syntaxes, sizeof syntaxes / sizeof *syntaxes, sizeof *syntaxes,
                   by_language);
}

static int by_word(const void *key, const void *row)
{
    return nc_str_cmp(*(const struct nc_str *)key, nc_str(*(const char *const *)row));
}

bool nc_syntax_is_keyword(const struct nc_syntax *s, struct nc_str word)
{
    char lower[32];
    if (!s->keyword_count || word.n >= sizeof lower)
        return false;
    if (s->traits & NC_SYNTAX_ANY_CASE) {
        for (size_t i = 0; i < word.n; i++)
            lower[i] = nc_ascii_lower(word.p[i]);
        word.p = lower;
    }
    return bsearch(&word, s->keywords, s->keyword_count, sizeof *s->keywords, by_word) != NULL;
}
