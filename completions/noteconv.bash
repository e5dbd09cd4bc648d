# bash completion for noteconv: `noteconv help bash` prints it
_noteconv()
{
    local cur prev before=
    COMPREPLY=()
    cur=${COMP_WORDS[COMP_CWORD]}
    prev=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $prev == "=" ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $cur == "=" ]]; then
        cur=
    fi
    if [[ $cur == *,* ]]; then
        before=${cur%,*},
    fi
    case $prev in
    -t | --to) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'epub kepub azw3 apkg org html json' -- "${cur#"$before"}") ; return ;;
    -f | --from) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'notes gfm pandoc logseq json' -- "${cur#"$before"}") ; return ;;
    -o | --output) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --depfile) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --template-dir) mapfile -t COMPREPLY < <(compgen -d -- "$cur") ; return ;;
    --breaks) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'soft hard' -- "${cur#"$before"}") ; return ;;
    --encoding) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'GB18030 BIG5 SHIFT_JIS EUC-JP EUC-KR WINDOWS-1252' -- "${cur#"$before"}") ; return ;;
    --index) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --plan) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --order) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'name date' -- "${cur#"$before"}") ; return ;;
    --split) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'folder' -- "${cur#"$before"}") ; return ;;
    --device) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'kobo kindle pocketbook tolino koreader' -- "${cur#"$before"}") ; return ;;
    --diag) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'text json' -- "${cur#"$before"}") ; return ;;
    --css) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --math) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'mathml html tex' -- "${cur#"$before"}") ; return ;;
    --cover) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --target) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'generic kobo kindle pocketbook tolino koreader apple' -- "${cur#"$before"}") ; return ;;
    --cards) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'marks dialogue questions headings osr yanki o2a flashcards-obsidian remnote inka mochi ankdown mdanki ankiops hashcards none' -- "${cur#"$before"}") ; return ;;
    --state) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --org-tasks) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'box todo' -- "${cur#"$before"}") ; return ;;
    --org-embed) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'expand transclude link' -- "${cur#"$before"}") ; return ;;
    --org-links) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'file id' -- "${cur#"$before"}") ; return ;;
    --org-boundary) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'zwsp space none' -- "${cur#"$before"}") ; return ;;
    --org-version) mapfile -t COMPREPLY < <(compgen -P "$before" -W '9.5 9.7' -- "${cur#"$before"}") ; return ;;
    esac
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--to --from --output --metadata --title --author --lang --each --force --dry-run --depfile --keep-going --template-dir --quiet --verbose --help --version --list-formats --no-settings --jobs --strict --breaks --no-repair --keep-queries --ruby --encoding --include --exclude --tag --where --index --plan --order --split --write-ids --prune --print-template --device --again --list-devices --diag --html --json --list-remote --image-size --css --math --cover --target --cards --state --resend --history --tombstones --org-roam --org-tasks --org-embed --org-links --org-boundary --org-version --fragment' -- "$cur")
        return
    fi
    mapfile -t COMPREPLY < <(compgen -W 'convert check cards send config help' -- "$cur"; compgen -f -- "$cur")
}
complete -o filenames -F _noteconv noteconv
