;; -*- lexical-binding: t -*-
;; For each Org file its links of the type attachment: "FILE NAME found", or "lost" where Org, by its defaults, sees no file.
(require 'org) (require 'org-attach)
(setq org-inhibit-startup t)
(dolist (f command-line-args-left)
  (with-current-buffer (find-file-noselect f)
    (dolist (link (org-element-map (org-element-parse-buffer) 'link #'identity))
      (when (equal (org-element-property :type link) "attachment")
        (goto-char (org-element-property :begin link))
        (let ((path (ignore-errors (org-attach-expand (org-element-property :path link)))))
          (princ (format "%s %s %s\n" f (org-element-property :path link) (if (and path (file-exists-p path)) "found" "lost"))))))))
(setq command-line-args-left nil)
