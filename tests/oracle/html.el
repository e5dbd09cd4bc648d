;; Exports the body of each file to FILE.html, as ox-html does, without executing anything.
(require 'org) (require 'ox-html)
(setq org-inhibit-startup t org-export-with-toc nil org-export-with-section-numbers nil org-export-use-babel nil
      org-html-htmlize-output-type nil org-export-with-author nil org-export-time-stamp-file nil
      org-export-with-broken-links 'mark org-html-checkbox-type 'ascii org-html-footnotes-section "<div><!-- %s -->%s</div>")
(while command-line-args-left
  (let ((f (expand-file-name (pop command-line-args-left))))
    (with-current-buffer (find-file-noselect f)
      (let ((h (org-export-as 'html nil nil t)))
        (let ((coding-system-for-write 'utf-8)) (with-temp-file (concat f ".html") (insert h)))))))
