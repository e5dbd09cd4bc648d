;; Counts what Org's own parser finds in each file: one JSON object a file, type → number.
(require 'org) (require 'org-element) (require 'json) (require 'subr-x)
(setq org-inhibit-startup t org-element-use-cache nil)
;; Rules of tables, and the rows of their alignment cookies, are no rows; code that Org cannot mark is a snippet of HTML.
(defun nc-name (x)
  (pcase (org-element-type x)
    ((or 'verbatim 'code) "code")
    ('export-snippet (and (equal (org-element-property :value x) "<code>") "code"))
    ((or 'src-block 'example-block 'fixed-width) "code-block")
    ('table-row (and (eq (org-element-property :type x) 'standard)
                     (not (string-match-p "\\`[| ]*<[lcr]>\\([| ]\\|<[lcr]>\\)*\n?\\'" (nc-source x)))
                     "table-row"))
    (type (symbol-name type))))
(defun nc-source (x) (string-trim-left (buffer-substring (org-element-property :begin x) (org-element-property :end x))))
(while command-line-args-left
  (let ((counts (make-hash-table :test 'equal)))
    (with-temp-buffer
      (insert-file-contents (pop command-line-args-left))
      (org-mode)
      (org-element-map (org-element-parse-buffer)
          '(bold italic strike-through underline code verbatim export-snippet headline item table table-row src-block
            example-block fixed-width footnote-reference horizontal-rule)
        (lambda (x) (let ((k (nc-name x))) (when k (puthash k (1+ (gethash k counts 0)) counts))))))
    (princ (json-encode counts)) (princ "\n")))
