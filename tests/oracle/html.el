;; -*- lexical-binding: t -*-
;; Exports the body of each file to FILE.html, as ox-html does, without executing anything.
(require 'org) (require 'ox-html)
(setq org-inhibit-startup t org-export-with-toc nil org-export-with-section-numbers nil org-export-use-babel nil
      org-html-htmlize-output-type nil org-export-with-author nil org-export-time-stamp-file nil
      org-export-with-broken-links 'mark org-html-checkbox-type 'ascii org-html-footnotes-section "<div><!-- %s -->%s</div>" org-html-footnote-separator "")
;; Types of link that docs/org.md tells users of Org to define.
(dolist (type '("zotero" "obsidian" "x-devonthink-item" "tel" "marginnote3app"))
  (org-link-set-parameters type :export (let ((type type)) (lambda (path text &rest _) (format "<a href=\"%s:%s\">%s</a>" type path (or text path))))))
;; Each file is judged alone: the other files that its links name are not there, and the judge compares only their texts.
(advice-add 'org-publish-resolve-external-link :override (lambda (&rest _) "elsewhere"))
(while command-line-args-left
  (let ((f (expand-file-name (pop command-line-args-left))))
    (with-current-buffer (find-file-noselect f)
      (let ((h (org-export-as 'html nil nil t)))
        (let ((coding-system-for-write 'utf-8)) (with-temp-file (concat f ".html") (insert h)))))))
