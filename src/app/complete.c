/* Completions for shells, made from the table of options. completions/ in the source tree holds
 * what `noteconv help bash` and the others print. */
#include "app/optiontable.h"

#include <string.h>

/* The words of all commands. */
static void put_commands(struct nc_buf *out)
{
    for (int i = 0; i < NC_COMMAND_COUNT; i++)
        nc_buf_printf(out, "%s%s", i ? " " : "", nc_commands[i].word);
}

static void put_word(struct nc_buf *out, size_t start, const char *between, const char *prefix,
                     const char *word)
{
    nc_buf_printf(out, "%s%s%s", out->n > start ? between : "", prefix, word);
}

/* Appends the words that the value can be, for completions; nothing if it can be anything. */
static void put_option_words(struct nc_buf *out, const struct nc_option_row *row,
                             const char *between)
{
    const char *values = row->def.values;
    size_t start = out->n;
    if (!values)
        return;
    if (strcmp(values, NC_FORMAT_NAMES) == 0) {
        for (size_t b = 0; nc_backends[b]; b++)
            put_word(out, start, between, "", nc_backends[b]->name);
        return;
    }
    if (strcmp(values, NC_MESSAGE_NAMES) == 0) {
        put_word(out, start, between, "", "error");
        for (int id = 0; id < NC_DIAG_COUNT; id++) {
            put_word(out, start, between, "", nc_diag_name((enum nc_diag_id)id));
            put_word(out, start, between, "no-", nc_diag_name((enum nc_diag_id)id));
        }
        return;
    }
    for (const char *p = values + (values[0] == ','); *p; p++) {
        if (*p == '|')
            nc_buf_puts(out, between);
        else
            nc_buf_char(out, *p);
    }
}

/* Help topics other than the commands and formats. */
#define TOPICS "basic reading folders output sending messages formats all bash zsh fish"

static void put_topics(struct nc_buf *out)
{
    nc_buf_puts(out, TOPICS " ");
    put_commands(out);
    for (size_t b = 0; nc_backends[b]; b++)
        nc_buf_printf(out, " %s", nc_backends[b]->name);
}

/* Whether the value is a list separated by commas. */
static bool is_list(const struct nc_optdef *d)
{
    return d->arg && d->values && (strstr(d->arg, ",…") || strcmp(d->arg, "KINDS") == 0);
}

bool nc_option_is_file(const struct nc_optdef *d)
{
    static const char *const names[] = {"FILE", "DIR", "NOTE", NULL};
    return d->arg && (nc_str_is_among(nc_str(d->arg), names) || strcmp(d->name, "output") == 0);
}

/* Whether shells offer the names of files for the value, beside words if it has some. */
static bool takes_name(const struct nc_optdef *d)
{
    return nc_option_is_file(d) || strcmp(d->name, "device") == 0;
}

/* Whether these are names of folders. */
static bool takes_folder(const struct nc_optdef *d)
{
    return strcmp(d->arg, "DIR") == 0 || strcmp(d->name, "device") == 0;
}

static void put_bash(struct nc_buf *out, const struct nc_option_row *rows, size_t n)
{
    nc_buf_puts(out, "# bash completion for noteconv: `noteconv help bash` prints it\n"
                     "_noteconv()\n"
                     "{\n"
                     "    local cur prev before=\n"
                     "    COMPREPLY=()\n"
                     "    cur=${COMP_WORDS[COMP_CWORD]}\n"
                     "    prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
                     "    if [[ $prev == \"=\" ]]; then\n"
                     "        prev=${COMP_WORDS[COMP_CWORD - 2]}\n"
                     "    elif [[ $cur == \"=\" ]]; then\n"
                     "        cur=\n"
                     "    fi\n"
                     "    if [[ $cur == *,* ]]; then\n"
                     "        before=${cur%,*},\n"
                     "    fi\n"
                     "    case $prev in\n");
    for (size_t i = 0; i < n; i++) {
        const struct nc_optdef *d = &rows[i].def;
        if (!d->values && !nc_option_is_file(d))
            continue;
        nc_buf_puts(out, "    ");
        if (rows[i].letter)
            nc_buf_printf(out, "-%c%s", rows[i].letter, d->name[0] ? " | " : "");
        nc_buf_printf(out, "%s%s) mapfile -t COMPREPLY < <(", d->name[0] ? "--" : "", d->name);
        if (d->values) {
            nc_buf_puts(out, "compgen -P \"$before\" -W '");
            put_option_words(out, &rows[i], " ");
            nc_buf_puts(out, "' -- \"${cur#\"$before\"}\"");
        }
        if (takes_name(d))
            nc_buf_printf(out, "%scompgen -%c -- \"$cur\"", d->values ? "; " : "",
                          takes_folder(d) ? 'd' : 'f');
        nc_buf_puts(out, ") ; return ;;\n");
    }
    nc_buf_puts(out, "    help) mapfile -t COMPREPLY < <(compgen -W '");
    put_topics(out);
    nc_buf_puts(out, "' -- \"$cur\") ; return ;;\n"
                     "    esac\n"
                     "    if [[ $cur == -W* ]]; then\n"
                     "        mapfile -t COMPREPLY < <(compgen -P -W -W '");
    for (size_t i = 0; i < n; i++)
        if (rows[i].letter == 'W')
            put_option_words(out, &rows[i], " ");
    nc_buf_puts(out, "' -- \"${cur#-W}\")\n"
                     "        return\n"
                     "    fi\n"
                     "    if [[ $cur == -* ]]; then\n"
                     "        mapfile -t COMPREPLY < <(compgen -W '");
    for (size_t i = 0, count = 0; i < n; i++)
        if (rows[i].def.name[0])
            nc_buf_printf(out, "%s--%s", count++ ? " " : "", rows[i].def.name);
    nc_buf_puts(out, "' -- \"$cur\")\n"
                     "        return\n"
                     "    fi\n"
                     "    mapfile -t COMPREPLY < <(compgen -W '");
    put_commands(out);
    nc_buf_puts(out, "' -- \"$cur\"; compgen -f -- \"$cur\")\n"
                     "}\n"
                     "complete -o filenames -F _noteconv noteconv\n");
}

/* Escapes what has a meaning to zsh in a description: quotes, brackets and colons. */
static void put_zsh_text(struct nc_buf *out, const char *s)
{
    for (; *s; s++) {
        if (strchr("[]:\\", *s))
            nc_buf_char(out, '\\');
        if (*s == '\'')
            nc_buf_puts(out, "'\\''");
        else
            nc_buf_char(out, *s);
    }
}

static void put_zsh_value(struct nc_buf *out, const struct nc_option_row *row)
{
    const struct nc_optdef *d = &row->def;
    if (!d->arg)
        return;
    struct nc_buf words = {0}, arg = {0};
    bool may_lack = nc_optdef_may_lack(d);
    struct nc_str name = nc_str(d->arg);
    nc_buf_str(&arg, nc_str_sub(name, may_lack, name.n - may_lack)); /* without its brackets */
    nc_buf_puts(out, may_lack ? "::" : ":");
    put_zsh_text(out, arg.p);
    nc_buf_dispose(&arg);
    nc_buf_char(out, ':');
    put_option_words(&words, row, " ");
    if (words.n && is_list(d))
        nc_buf_printf(out, "_sequence compadd - %s", words.p);
    else if (words.n && takes_name(d))
        nc_buf_printf(out, " _noteconv_or_name %s %s", takes_folder(d) ? "-/" : "-f", words.p);
    else if (words.n)
        nc_buf_printf(out, "(%s)", words.p);
    else if (takes_name(d))
        nc_buf_printf(out, "_files%s", takes_folder(d) ? " -/" : "");
    nc_buf_dispose(&words);
}

static void put_zsh(struct nc_buf *out, const struct nc_option_row *rows, size_t n)
{
    struct nc_buf help = {0};
    nc_buf_puts(out, "#compdef noteconv\n# `noteconv help zsh` prints this\n"
                     "_noteconv_or_name() {\n"
                     "    compadd - $@[2,-1]\n"
                     "    _path_files $1\n"
                     "}\n"
                     "_noteconv_operand() {\n"
                     "    local -a operands=(${words[2,CURRENT-1]:#-*})\n"
                     "    if [[ $operands[1] == help ]]; then\n"
                     "        compadd ");
    put_topics(out);
    nc_buf_puts(out, "\n"
                     "        return\n"
                     "    fi\n"
                     "    (( $#operands )) || compadd ");
    put_commands(out);
    nc_buf_puts(out, "\n"
                     "    _files\n"
                     "}\n"
                     "_arguments -s \\\n");
    for (size_t i = 0; i < n; i++) {
        const struct nc_optdef *d = &rows[i].def;
        const char *tail = !d->arg ? "" : nc_optdef_may_lack(d) ? "=-" : "=";
        if (!d->name[0])
            nc_buf_printf(out, "    '*-%c+[", rows[i].letter);
        else if (rows[i].letter)
            nc_buf_printf(out, "    '(-%c --%s)'{-%c%s,--%s%s}'[", rows[i].letter, d->name,
                          rows[i].letter, d->arg ? "+" : "", d->name, tail);
        else
            nc_buf_printf(out, "    '--%s%s[", d->name, tail);
        nc_buf_clear(&help);
        nc_option_help(&help, &rows[i], NULL);
        put_zsh_text(out, help.p);
        nc_buf_char(out, ']');
        put_zsh_value(out, &rows[i]);
        nc_buf_puts(out, "' \\\n");
    }
    nc_buf_puts(out, "    '*:note:_noteconv_operand'\n");
    nc_buf_dispose(&help);
}

static void put_fish(struct nc_buf *out, const struct nc_option_row *rows, size_t n)
{
    struct nc_buf help = {0};
    nc_buf_puts(out,
                "# fish completion for noteconv: `noteconv help fish` prints it\n"
                "function __noteconv_list\n"
                "    set -l word (string replace -r -- '^(--[^=]*=|-[a-zA-Z])' '' (commandline "
                "-ct))\n"
                "    set -l before (string replace -r '[^,]*$' '' -- $word)\n"
                "    printf '%s\\n' \"$before\"$argv\n"
                "end\n");
    for (size_t i = 0; i < n; i++) {
        const struct nc_optdef *d = &rows[i].def;
        nc_buf_puts(out, "complete -c noteconv");
        if (d->name[0])
            nc_buf_printf(out, " -l %s", d->name);
        if (rows[i].letter)
            nc_buf_printf(out, " -s %c", rows[i].letter);
        if (d->values) {
            nc_buf_puts(out, is_list(d)      ? " -r -xa '(__noteconv_list "
                             : takes_name(d) ? " -r -F -a '"
                                             : " -r -xa '");
            put_option_words(out, &rows[i], " ");
            nc_buf_puts(out, is_list(d) ? ")'" : "'");
        } else if (d->arg && !nc_optdef_may_lack(d)) {
            nc_buf_puts(out, nc_option_is_file(d) ? " -r -F" : " -r");
        }
        nc_buf_puts(out, " -d '");
        nc_buf_clear(&help);
        nc_option_help(&help, &rows[i], NULL);
        for (const char *p = help.p; *p; p++)
            nc_buf_printf(out, *p == '\'' ? "\\%c" : "%c", *p);
        nc_buf_puts(out, "'\n");
    }
    nc_buf_dispose(&help);
    for (int i = 0; i < NC_COMMAND_COUNT; i++)
        nc_buf_printf(out, "complete -c noteconv -n __fish_use_subcommand -a '%s' -d '%s'\n",
                      nc_commands[i].word, nc_commands[i].summary);
    nc_buf_puts(out, "complete -c noteconv -n '__fish_seen_subcommand_from help' -xa '");
    put_topics(out);
    nc_buf_puts(out, "'\n");
}

bool nc_print_completions(struct nc_buf *out, const char *shell)
{
    struct nc_option_row rows[NC_OPTION_MAX];
    size_t n = nc_option_rows(rows);
    if (strcmp(shell, "bash") == 0)
        put_bash(out, rows, n);
    else if (strcmp(shell, "zsh") == 0)
        put_zsh(out, rows, n);
    else if (strcmp(shell, "fish") == 0)
        put_fish(out, rows, n);
    else
        return false;
    return true;
}
