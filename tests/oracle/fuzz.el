;; What Org's parser makes of a file of headlines "pN", each with a paragraph: a line of JSON a headline, an object of its
;; number and a list of [string, mark…], the marks being the objects that the string stands in.
(require 'org) (require 'org-element) (require 'json)
(setq org-inhibit-startup t org-element-use-cache nil)
(defconst nc-marks '((bold . "bold") (italic . "italic") (underline . "underline") (strike-through . "strike") (link . "link")))
(defun nc-runs (objects marks)
  "Lists of a string and its marks for the text of OBJECTS."
  (let (runs)
    (dolist (o objects)
      (let* ((type (org-element-type o)) (mark (cdr (assq type nc-marks))))
        (cond
         ((stringp o) (push (cons (substring-no-properties o) marks) runs))
         (mark (setq runs (append (reverse (nc-runs (org-element-contents o) (cons mark marks))) runs)))
         ((memq type '(code verbatim)) (push (cons (org-element-property :value o) (cons "code" marks)) runs))
         ((eq type 'entity) (push (cons (org-element-property :utf-8 o) marks) runs))
         ((eq type 'export-snippet)
          (setq marks (if (equal (org-element-property :value o) "<code>") (cons "code" marks) (remove "code" marks))))
         ((and (memq type '(subscript superscript)) (not (org-element-property :use-brackets-p o)))
          (push (cons (if (eq type 'subscript) "_" "^") marks) runs)
          (setq runs (append (reverse (nc-runs (org-element-contents o) marks)) runs)))
         (t (push (list (format "<%s>" type) "unexpected") runs)))
        (unless (stringp o)
          (push (cons (make-string (or (org-element-property :post-blank o) 0) ?\s) marks) runs))))
    (nreverse runs)))
(with-temp-buffer
  (insert-file-contents (pop command-line-args-left))
  (org-mode)
  (org-element-map (org-element-parse-buffer) 'headline
    (lambda (headline)
      (let* ((name (org-element-property :raw-value headline))
             (section (car (org-element-contents headline)))
             (blocks (and (eq (org-element-type section) 'section) (org-element-contents section)))
             (only (and (not (cdr blocks)) (eq (org-element-type (car blocks)) 'paragraph))))
        (princ (json-encode
                (list name (if only (vconcat (mapcar #'vconcat (nc-runs (org-element-contents (car blocks)) nil)))
                             (vector (vector (format "blocks: %s" (mapcar #'org-element-type blocks)) "unexpected"))))))
        (princ "\n")))))
