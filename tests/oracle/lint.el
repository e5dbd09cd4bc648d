;; org-lint on each file; a line a report. Links to files that are not there are the notes' own matter, and so are
;; addresses with %20 in them, which the linter takes for an old way to write file names. Addresses of other programs
;; (zotero:, x-devonthink-item:) are places in the file to Org until it is taught the type: docs/org.md says how.
(require 'org) (require 'org-lint)
(setq org-inhibit-startup t)
(while command-line-args-left
  (let ((f (pop command-line-args-left)))
    (with-current-buffer (find-file-noselect f)
      (dolist (r (org-lint))
        (let* ((v (cadr r)) (text (substring-no-properties (aref v 2))))
          (unless (string-match-p "non-existent local file\\|obsolete percent-encoding\\|fuzzy location \"[a-z][-+.a-z0-9]*:" text)
            (princ (format "%s:%s: %s\n" f (substring-no-properties (aref v 0)) text))))))))
