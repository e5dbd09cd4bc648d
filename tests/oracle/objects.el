;; Counts what Org's own parser finds in each file: one JSON object a file, type → number.
(require 'org) (require 'org-element) (require 'json)
(setq org-inhibit-startup t org-element-use-cache nil)
(while command-line-args-left
  (let ((counts (make-hash-table :test 'equal)))
    (with-temp-buffer
      (insert-file-contents (pop command-line-args-left))
      (org-mode)
      (org-element-map (org-element-parse-buffer)
          '(bold italic strike-through underline code verbatim link headline item table-row src-block example-block
            quote-block footnote-definition footnote-reference latex-fragment horizontal-rule)
        (lambda (x) (let ((k (symbol-name (org-element-type x))))
                      (puthash k (1+ (gethash k counts 0)) counts)))))
    (princ (json-encode counts)) (princ "\n")))
