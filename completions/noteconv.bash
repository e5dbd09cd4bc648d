# bash completion for noteconv
_noteconv()
{
    local cur prev
    COMPREPLY=()
    cur=${COMP_WORDS[COMP_CWORD]}
    prev=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $prev == "=" ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $cur == "=" ]]; then
        cur=
    fi
    case $prev in
    -t | --to) mapfile -t COMPREPLY < <(compgen -W 'epub apkg org html json' -- "$cur") ; return ;;
    -f | --from) mapfile -t COMPREPLY < <(compgen -W 'notes gfm pandoc logseq json' -- "$cur") ; return ;;
    --encoding) mapfile -t COMPREPLY < <(compgen -W 'GB18030 BIG5 SHIFT_JIS EUC-JP EUC-KR WINDOWS-1252' -- "$cur") ; return ;;
    --breaks) mapfile -t COMPREPLY < <(compgen -W 'soft hard' -- "$cur") ; return ;;
    --split) mapfile -t COMPREPLY < <(compgen -W 'folder' -- "$cur") ; return ;;
    --order) mapfile -t COMPREPLY < <(compgen -W 'name date' -- "$cur") ; return ;;
    --diag) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$cur") ; return ;;
    --cards) mapfile -t COMPREPLY < <(compgen -W 'dialogue questions headings none' -- "$cur") ; return ;;
    --org-links) mapfile -t COMPREPLY < <(compgen -W 'file id' -- "$cur") ; return ;;
    --org-tasks) mapfile -t COMPREPLY < <(compgen -W 'box todo' -- "$cur") ; return ;;
    --org-version) mapfile -t COMPREPLY < <(compgen -W '9.5 9.7' -- "$cur") ; return ;;
    --org-boundary) mapfile -t COMPREPLY < <(compgen -W 'zwsp space none' -- "$cur") ; return ;;
    --math) mapfile -t COMPREPLY < <(compgen -W 'mathml html tex' -- "$cur") ; return ;;
    --template-dir) mapfile -t COMPREPLY < <(compgen -d -- "$cur") ; return ;;
    esac
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--to --from --output --metadata --jobs --quiet --verbose --help --version --strict --breaks --no-repair --keep-queries --ruby --encoding --force --keep-going --list-formats --list-remote --print-template --template-dir --diag --include --exclude --tag --where --plan --index --order --each --split --prune --cards --history --state --resend --tombstones --org-boundary --org-links --org-roam --org-tasks --org-version --math --fragment' -- "$cur")
        return
    fi
    mapfile -t COMPREPLY < <(compgen -W 'check cards' -- "$cur"; compgen -f -- "$cur")
}
complete -o filenames -F _noteconv noteconv
