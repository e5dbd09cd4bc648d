"""Zero-width spaces of converted notes, drawn at random: without any one of them Emacs reads another tree. NOTECONV_ZWSP names how
many (40) and the seed, as in "200 7"."""
import glob
import os
import random
import subprocess

from judge import HERE, ROOT


def trees(judge, folder):
    corpus = os.environ.get("NOTECONV_CORPUS")
    vaults = [ROOT + "/examples"] + sorted(f for f in glob.glob(corpus + "/*") if os.path.isdir(f)) if corpus else [ROOT + "/examples"]
    for number, vault in enumerate(vaults):
        judge.convert("-t", "org", "--keep-going", "-o", f"{folder}/{number}/", vault)
    return sorted(glob.glob(folder + "/**/*.org", recursive=True))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def run(judge):
    if judge.emacs("objects.el") is None:
        judge.skip("Emacs is not installed")
        return
    count, seed = map(int, os.environ.get("NOTECONV_ZWSP", "40 20261129").split())
    with judge.folder() as folder:
        os.makedirs(folder + "/.emacs.d")
        places = [f"{path}\t{k}" for path in trees(judge, folder) for k in range(read(path).count("\u200b"))]
        drawn = random.Random(seed).sample(places, min(count, len(places)))
        print(f"{len(drawn)} of {len(places)} zero-width spaces, seed {seed}")
        done = subprocess.run(["emacs", "--batch", "-Q", "-l", HERE + "/zwsp.el"], input="\n".join(drawn) + "\n", text=True,
                              env={**os.environ, "HOME": folder, "LC_ALL": "C.UTF-8"}, capture_output=True, timeout=900, check=False)
        said = [line for line in done.stdout.splitlines() if line.startswith("need")]
    judge.equal(len(said), len(drawn), "zero-width spaces that Emacs looked at")
    judge.equal([line for line in said if line.startswith("needless")], [], "needless zero-width spaces")
