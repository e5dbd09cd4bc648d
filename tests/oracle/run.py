#!/usr/bin/env python3
"""Other programs judge the outputs: the parts are epub.py, apkg.py, loop.py, history.py, org.py, orgfuzz.py, zwsp.py, canary.py, roam.py and, over real notes
(with NOTECONV_CORPUS), interview.py and corpus.py. A judge that is not installed is skipped; with CI set, a skip is a failure.

Usage: run.py NOTECONV CACHE-FOLDER [PART…]
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import apkg  # noqa: E402
import canary  # noqa: E402
import corpus  # noqa: E402
import epub  # noqa: E402
import history  # noqa: E402
import interview  # noqa: E402
import loop  # noqa: E402
import org  # noqa: E402
import orgfuzz  # noqa: E402
import roam  # noqa: E402
import zwsp  # noqa: E402
from judge import Judge  # noqa: E402

PARTS = {"epub": epub, "apkg": apkg, "loop": loop, "history": history, "org": org, "orgfuzz": orgfuzz, "zwsp": zwsp, "canary": canary, "roam": roam, "interview": interview, "corpus": corpus}


def main(argv):
    judge = Judge(os.path.abspath(argv[0]), os.path.abspath(argv[1]))
    for name in argv[2:] or PARTS:
        PARTS[name].run(judge)
    return judge.close()


sys.exit(main(sys.argv[1:]))
