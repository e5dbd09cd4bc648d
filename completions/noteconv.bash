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
    -M | --metadata) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'title= author= lang= date= cover= deck= cards= id= tags= description= publisher= series=' -- "${cur#"$before"}") ; return ;;
    --depfile) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --template-dir) mapfile -t COMPREPLY < <(compgen -d -- "$cur") ; return ;;
    --remote-dir) mapfile -t COMPREPLY < <(compgen -d -- "$cur") ; return ;;
    --breaks) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'soft hard' -- "${cur#"$before"}") ; return ;;
    --encoding) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'GB18030 BIG5 SHIFT_JIS EUC-JP EUC-KR WINDOWS-1252' -- "${cur#"$before"}") ; return ;;
    --index) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --plan) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'none' -- "${cur#"$before"}"; compgen -f -- "$cur") ; return ;;
    --order) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'name date' -- "${cur#"$before"}") ; return ;;
    --split) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'folder' -- "${cur#"$before"}") ; return ;;
    --device) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'kobo kindle pocketbook tolino koreader' -- "${cur#"$before"}"; compgen -d -- "$cur") ; return ;;
    -W) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'error note-unreadable no-note-unreadable note-changed no-note-changed folder-unreadable no-folder-unreadable media-unreadable no-media-unreadable setting-unreadable no-setting-unreadable note-too-large no-note-too-large not-text no-not-text encoding-unknown no-encoding-unknown json-invalid no-json-invalid book-damaged no-book-damaged book-xml no-book-xml book-package no-book-package book-contents no-book-contents book-refused no-book-refused book-style no-book-style sent-twice no-sent-twice not-written no-not-written encoding no-encoding bad-utf8 no-bad-utf8 control-char no-control-char front-matter no-front-matter metadata no-metadata language no-language nesting no-nesting emphasis-repaired no-emphasis-repaired emphasis-literal no-emphasis-literal heading-repaired no-heading-repaired list-repaired no-list-repaired code-repaired no-code-repaired html-repaired no-html-repaired unclosed no-unclosed html-dropped no-html-dropped math-dropped no-math-dropped math-tex no-math-tex math-reference no-math-reference html-unknown no-html-unknown html-unclosed no-html-unclosed footnote-undefined no-footnote-undefined footnote-duplicate no-footnote-duplicate footnote-unused no-footnote-unused anchor-duplicate no-anchor-duplicate table-size no-table-size table-row no-table-row table-cut no-table-cut table-repaired no-table-repaired table-span no-table-span table-pandoc no-table-pandoc query-dropped no-query-dropped plugin-dropped no-plugin-dropped foreign-syntax no-foreign-syntax toc-dropped no-toc-dropped image-dark no-image-dark drawing-image no-drawing-image link-unresolved no-link-unresolved link-ambiguous no-link-ambiguous link-alias no-link-alias link-outside no-link-outside symlink-broken no-symlink-broken symlink-folder no-symlink-folder link-left-out no-link-left-out anchor-missing no-anchor-missing note-special no-note-special note-empty no-note-empty vanished no-vanished input-twice no-input-twice plan-left-out no-plan-left-out plan-alone no-plan-alone plan-foreign no-plan-foreign name-collision no-name-collision product-gone no-product-gone no-match no-no-match setting no-setting roots no-roots embed-missing no-embed-missing include no-include embed-inline no-embed-inline embed-cycle no-embed-cycle embed-depth no-embed-depth image-missing no-image-missing image-remote no-image-remote image-type no-image-type image-simplified no-image-simplified cover no-cover kindle no-kindle identity no-identity no-text no-no-text no-cards no-no-cards card-mark no-card-mark card-empty no-card-empty card-double no-card-double card-id no-card-id card-kind no-card-kind card-likely no-card-likely card-moved no-card-moved ids-left-out no-ids-left-out deck-clock no-deck-clock card-gone no-card-gone format-loss no-format-loss book-metadata no-book-metadata book-language no-book-language book-manifest no-book-manifest book-name no-book-name book-link no-book-link book-image no-book-image book-alt no-book-alt book-size no-book-size not-sent no-not-sent book-broken no-book-broken book-reader no-book-reader' -- "${cur#"$before"}") ; return ;;
    --diag) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'text json github' -- "${cur#"$before"}") ; return ;;
    --image-size) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'original' -- "${cur#"$before"}") ; return ;;
    --css) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --math) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'mathml html tex' -- "${cur#"$before"}") ; return ;;
    --cover) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'auto none' -- "${cur#"$before"}"; compgen -f -- "$cur") ; return ;;
    --target) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'generic kobo kindle pocketbook tolino koreader apple' -- "${cur#"$before"}") ; return ;;
    --cards) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'marks dialogue questions headings osr yanki o2a flashcards-obsidian remnote inka mochi ankdown mdanki ankiops hashcards none' -- "${cur#"$before"}") ; return ;;
    --state) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --note-type) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ; return ;;
    --org-tasks) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'box todo' -- "${cur#"$before"}") ; return ;;
    --org-embed) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'expand transclude link' -- "${cur#"$before"}") ; return ;;
    --org-links) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'file id' -- "${cur#"$before"}") ; return ;;
    --org-boundary) mapfile -t COMPREPLY < <(compgen -P "$before" -W 'zwsp space none' -- "${cur#"$before"}") ; return ;;
    --org-version) mapfile -t COMPREPLY < <(compgen -P "$before" -W '9.5 9.7' -- "${cur#"$before"}") ; return ;;
    help) mapfile -t COMPREPLY < <(compgen -W 'basic reading folders output sending messages formats all bash zsh fish convert check cards send config help epub kepub azw3 apkg org html json' -- "$cur") ; return ;;
    esac
    if [[ $cur == -W* ]]; then
        mapfile -t COMPREPLY < <(compgen -P -W -W 'error note-unreadable no-note-unreadable note-changed no-note-changed folder-unreadable no-folder-unreadable media-unreadable no-media-unreadable setting-unreadable no-setting-unreadable note-too-large no-note-too-large not-text no-not-text encoding-unknown no-encoding-unknown json-invalid no-json-invalid book-damaged no-book-damaged book-xml no-book-xml book-package no-book-package book-contents no-book-contents book-refused no-book-refused book-style no-book-style sent-twice no-sent-twice not-written no-not-written encoding no-encoding bad-utf8 no-bad-utf8 control-char no-control-char front-matter no-front-matter metadata no-metadata language no-language nesting no-nesting emphasis-repaired no-emphasis-repaired emphasis-literal no-emphasis-literal heading-repaired no-heading-repaired list-repaired no-list-repaired code-repaired no-code-repaired html-repaired no-html-repaired unclosed no-unclosed html-dropped no-html-dropped math-dropped no-math-dropped math-tex no-math-tex math-reference no-math-reference html-unknown no-html-unknown html-unclosed no-html-unclosed footnote-undefined no-footnote-undefined footnote-duplicate no-footnote-duplicate footnote-unused no-footnote-unused anchor-duplicate no-anchor-duplicate table-size no-table-size table-row no-table-row table-cut no-table-cut table-repaired no-table-repaired table-span no-table-span table-pandoc no-table-pandoc query-dropped no-query-dropped plugin-dropped no-plugin-dropped foreign-syntax no-foreign-syntax toc-dropped no-toc-dropped image-dark no-image-dark drawing-image no-drawing-image link-unresolved no-link-unresolved link-ambiguous no-link-ambiguous link-alias no-link-alias link-outside no-link-outside symlink-broken no-symlink-broken symlink-folder no-symlink-folder link-left-out no-link-left-out anchor-missing no-anchor-missing note-special no-note-special note-empty no-note-empty vanished no-vanished input-twice no-input-twice plan-left-out no-plan-left-out plan-alone no-plan-alone plan-foreign no-plan-foreign name-collision no-name-collision product-gone no-product-gone no-match no-no-match setting no-setting roots no-roots embed-missing no-embed-missing include no-include embed-inline no-embed-inline embed-cycle no-embed-cycle embed-depth no-embed-depth image-missing no-image-missing image-remote no-image-remote image-type no-image-type image-simplified no-image-simplified cover no-cover kindle no-kindle identity no-identity no-text no-no-text no-cards no-no-cards card-mark no-card-mark card-empty no-card-empty card-double no-card-double card-id no-card-id card-kind no-card-kind card-likely no-card-likely card-moved no-card-moved ids-left-out no-ids-left-out deck-clock no-deck-clock card-gone no-card-gone format-loss no-format-loss book-metadata no-book-metadata book-language no-book-language book-manifest no-book-manifest book-name no-book-name book-link no-book-link book-image no-book-image book-alt no-book-alt book-size no-book-size not-sent no-not-sent book-broken no-book-broken book-reader no-book-reader' -- "${cur#-W}")
        return
    fi
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--to --from --output --metadata --title --author --lang --each --force --dry-run --depfile --keep-going --template-dir --remote-dir --quiet --verbose --help --version --list-formats --no-settings --jobs --strict --breaks --no-repair --keep-queries --ruby --encoding --include --exclude --tag --where --index --plan --order --split --write-ids --prune --print-template --device --again --list-devices --diag --html --json --list-remote --image-size --css --math --math-cmd --cover --target --cards --state --resend --note-type --note-type-name --note-fields --history --tombstones --org-roam --org-attach --org-tasks --org-embed --org-links --org-boundary --org-version --fragment' -- "$cur")
        return
    fi
    mapfile -t COMPREPLY < <(compgen -W 'convert check cards send config help' -- "$cur"; compgen -f -- "$cur")
}
complete -o filenames -F _noteconv noteconv
