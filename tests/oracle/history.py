"""Review history of obsidian-spaced-repetition, as the real Anki takes it with "Import any learning progress"."""
import datetime
import json
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


def run(judge):
    python = judge.cache + "/anki/bin/python"
    if not os.path.exists(python):
        judge.skip("Anki's importer is not installed")
        return
    today = datetime.date.today()
    late, soon = today - datetime.timedelta(days=3), today + datetime.timedelta(days=40)
    note = (f"## Reviewed and late?\n\nYes. <!--SR:!{late},51,230-->\n\n## Reviewed and due later?\n\n- a\n- b\n"
            f"<!--SR:!{soon},60.5,270-->\n\n## Never reviewed?\n\nYes.\n<!--SR:!2000-01-01,1,250-->\n\n## Without a mark?\n\nYes.\n\n"
            f"## By FSRS?\n\nYes.\n> [!sr|card-metadata]\n"
            f"> <!--SR:!fsrs,{soon}T00:10:00.000Z,50,48.25,7.5,2,9,1,0,{today - datetime.timedelta(days=10)}T00:00:00.000Z-->\n")
    with judge.folder() as folder:
        with open(folder + "/n.md", "w", encoding="utf-8") as f:
            f.write(note)
        judge.convert("-t", "apkg", "--cards=headings", "--history", "-o", "d.apkg", "n.md", cwd=folder)
        done = subprocess.run([python, HERE + "/ankihistory.py", folder + "/d.apkg"], capture_output=True, text=True, timeout=300,
                              check=False)
        judge.check(done.returncode == 0, "Anki ran", done.stderr)
        if done.returncode:
            return
        report = json.loads(done.stdout)
    judge.check(report["database"]["ok"], "Check Database", report["database"]["problems"])
    cards = report["cards"]
    judge.equal([c["front"] for c in cards], ["Reviewed and late?", "Reviewed and due later?", "Never reviewed?", "Without a mark?", "By FSRS?"],
                "cards in document order")
    judge.equal([(c["type"], c["queue"], c["ivl"], c["factor"], c["reps"]) for c in cards],
                [(2, 2, 51, 2300, 1), (2, 2, 60, 2700, 1), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0), (2, 2, 50, 1970, 1)], "interval and ease")
    # Anki's day begins at four in the morning, by the local clock.
    judge.check(abs(cards[0]["due"] + 3) <= 1 and abs(cards[1]["due"] - 40) <= 1, "due", [c["due"] for c in cards])
    judge.equal([c["reviews"] for c in cards], [[[3, 51, 1]], [[3, 60, 1]], [], [], [[3, 50, 1]]], "one review each")
    states = [(c["stability"], c["difficulty"]) for c in report["fsrs"][:2]]
    judge.check([s for s, _ in states] == [51, 60] and all(1 <= d <= 10 for _, d in states), "what FSRS remembers", states)
    fsrs = report["fsrs"][4]
    judge.check(abs(fsrs["due"] - 40) <= 1 and (fsrs["stability"], fsrs["difficulty"]) == (48.25, 7.5), "FSRS' own memory", fsrs)
