;; Opens and exports each Org file and puts it on the agenda, with everything allowed, as the most careless user might, and tells
;; what happened: a line a canary. The canary is the function nc-canary, the shell's command of that name, the file
;; secret.txt and any connection. Usage: emacs --batch -l canary.el FOLDER
(require 'org) (require 'ox-html) (require 'ox-latex) (require 'ox-ascii) (require 'org-agenda) (require 'ob-shell)
(require 'oc nil t) (require 'oc-basic nil t)
(defvar nc-file "" "The file that is looked at.")
(defvar nc-seen nil "What happened to it.")
(defun nc-canary (&rest _) (push "code ran" nc-seen) "KANARIENVOGEL")
(defun nc-connect (name &rest _) (push (format "connected: %s" name) nc-seen) (error "no"))
;; A collection of garbage costs most of the time, and nothing here lives long.
(setq gc-cons-threshold 200000000)
;; The settings that ask first, off.
(setq org-confirm-babel-evaluate nil org-link-elisp-confirm-function nil org-link-shell-confirm-function nil
      org-confirm-elisp-link-function nil org-confirm-shell-link-function nil
      org-export-use-babel t enable-local-variables :all enable-local-eval t enable-remote-dir-locals t
      org-export-with-broken-links 'mark org-display-remote-inline-images 'download org-startup-with-inline-images t
      org-export-allow-bind-keywords t org-agenda-sticky nil org-html-htmlize-output-type nil org-html-mathjax-template ""
      org-resource-download-policy t make-backup-files nil create-lockfiles nil vc-handled-backends nil)
(org-babel-do-load-languages 'org-babel-load-languages '((emacs-lisp . t) (shell . t)))
(advice-add 'tramp-file-name-handler :before (lambda (op &rest args) (push (format "connected: %s %S" op args) nc-seen)))
(advice-add 'url-retrieve-synchronously :override #'nc-connect)
(advice-add 'url-copy-file :override #'nc-connect)
(advice-add 'make-network-process :override #'nc-connect)
(defun nc-program (program)
  "Libraries look for openssl and movemail when they are loaded."
  (unless (string-match-p "openssl\\|movemail" (or program "")) (push (format "program: %s" program) nc-seen)))
(advice-add 'call-process :before (lambda (program &rest _) (nc-program program)))
(defun nc-reads (name &rest _)
  "Nothing but the note itself and Emacs' own libraries is read."
  (let ((file (expand-file-name name)))
    (unless (or (equal file nc-file) (string-prefix-p (file-name-directory (locate-library "simple")) file)
                (string-prefix-p "/usr/share/emacs/" file))
      (push (format "read: %s" name) nc-seen))))
(advice-add 'insert-file-contents :before #'nc-reads)
(advice-add 'insert-file-contents-literally :before #'nc-reads)
(advice-add 'start-process :before (lambda (_n _b program &rest _) (nc-program program)))
(defun nc-shown (text) (substring text (max 0 (- (match-beginning 0) 60)) (min (length text) (+ 60 (match-beginning 0)))))
(defun nc-result (text where)
  "Looks for what only an evaluation or a file that was read can have put into TEXT."
  (when (string-match "KANARIENVOGEL" text) (push (format "a result in %s: %s" where (nc-shown text)) nc-seen))
  (when (string-match-p "SECRET-OF-A-FILE" text) (push (format "a file was read by %s" where) nc-seen))
  (let ((case-fold-search t))
    (when (and (eq where 'html) (string-match "<script\\|<img[^>]* onerror\\|<[^>]* onclick\\|<iframe\\|<svg" text))
      (push (format "a live tag in %s: %s" where (nc-shown text)) nc-seen))))
(defmacro nc-guard (where &rest body)
  `(condition-case e (progn ,@body) (error (push (format "error in %s: %S" ,where e) nc-seen))))
(defun nc-export (backend)
  "The text of an export. Emacs' ASCII export fails at an unknown scheme in a headline, though broken-links:mark stands above."
  (condition-case e (org-export-as backend nil nil nil (and (eq backend 'html) '(:html-head-include-scripts nil)))
    (org-link-broken (if (eq backend 'ascii) "" (signal (car e) (cdr e))))))

(defun nc-aliases ()
  (let ((names (org-entry-get 1 "ROAM_ALIASES")))
    (when names (split-string-and-unquote names))))
(defun nc-cells ()
  "Markers of all cells of tables."
  (let (cells)
    (save-excursion
      (goto-char (point-min))
      (while (re-search-forward "^[ \t]*|\\|\\=[^|\n]*|" nil t)
        (when (and (not (looking-at-p "[ \t]*$")) (save-match-data (org-at-table-p))) (push (point-marker) cells))))
    cells))
(defun nc-look (file)
  (setq nc-seen nil nc-file file)
  (let ((buffer (find-file-noselect file)))
    (with-current-buffer buffer
      (unless (eq major-mode 'org-mode) (push (format "opened as %s" major-mode) nc-seen))
      (dolist (v file-local-variables-alist) (push (format "file-local variable %S" v) nc-seen))
      (dolist (b '(html latex ascii)) (nc-guard (format "the export to %s" b) (nc-result (nc-export b) b)))
      (nc-guard "aliases" (nc-aliases))
      (nc-guard "code" (org-babel-map-src-blocks nil
        (let ((args (nth 2 (org-babel-get-src-block-info t))))
          (dolist (a '(:exports :results :session :dir :var :tangle :file :noweb :post :prologue :eval))
            (unless (equal (assq a args) (assq a org-babel-default-header-args))
              (push (format "header argument %S" (assq a args)) nc-seen))))))
      (nc-guard "a table" (mapc (lambda (cell) (goto-char cell) (org-table-maybe-eval-formula)) (nc-cells)))
      (nc-guard "the agenda"
        (let ((org-agenda-files (list file)) (org-agenda-start-day "2026-11-28") (org-agenda-span 'day)
              (org-agenda-window-setup 'current-window) (inhibit-message t))
          (org-agenda-list)))
      (set-buffer-modified-p nil)
      (kill-buffer buffer)))
  (dolist (s (delete-dups (nreverse nc-seen))) (princ (format "%s\t%s\n" (file-name-nondirectory file) s))))
(let* ((default-directory (file-name-as-directory (expand-file-name (pop command-line-args-left))))
       (files (directory-files default-directory t "\\.org\\'")))
  (setq org-agenda-files files)
  (dolist (f files) (nc-look f))
  (princ (format "looked at\t%d\n" (length files))))
