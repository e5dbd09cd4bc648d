;; parse → org-element-interpret-data → parse gives the same tree: a line EQUAL or DIFFER a file. Org's own writer indents
;; the lines of items anew and changes blanks at the ends of lines and of code, which are no part of the tree here.
(require 'org) (require 'org-element)
(setq org-inhibit-startup t org-element-use-cache nil org-src-preserve-indentation t)
(defun nc-lines (s) (replace-regexp-in-string "\\`[ \t]+\\|[ \t\n]+\\'" "" (replace-regexp-in-string "[ \t]*\n[ \t]*" "\n" s)))
(defun nc-shape (d)
  (cond ((stringp d) (nc-lines (substring-no-properties d)))
        ((null d) nil)
        (t (cons (org-element-type d)
                 (append (let ((v (or (org-element-property :raw-value d) (org-element-property :value d))))
                           (when (stringp v) (list (nc-lines (substring-no-properties v)))))
                         (mapcar #'nc-shape (org-element-contents d)))))))
(defun nc-parse (s) (with-temp-buffer (insert s) (org-mode) (org-element-parse-buffer)))
(while command-line-args-left
  (let* ((f (pop command-line-args-left))
         (s (with-temp-buffer (insert-file-contents f) (buffer-string)))
         (one (nc-parse s)) (two (nc-parse (org-element-interpret-data one))))
    (princ (format "%s %s\n" (if (equal (nc-shape one) (nc-shape two)) "EQUAL" "DIFFER") f))))
