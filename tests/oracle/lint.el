;; org-lint on each file; a line a report. Links to files that are not there are the notes' own matter.
(require 'org) (require 'org-lint)
(setq org-inhibit-startup t)
(while command-line-args-left
  (let ((f (pop command-line-args-left)))
    (with-current-buffer (find-file-noselect f)
      (dolist (r (org-lint))
        (let* ((v (cadr r)) (text (substring-no-properties (aref v 2))))
          (unless (string-match-p "non-existent local file" text)
            (princ (format "%s:%s: %s\n" f (substring-no-properties (aref v 0)) text))))))))
