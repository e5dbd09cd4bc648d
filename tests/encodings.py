#!/usr/bin/env python3
"""Notes that are not UTF-8: each encoding is recognised from the text, from the option, or from the other notes; where it
remains uncertain, nothing is read, and nothing is written.

Usage: encodings.py NOTECONV
"""
import os
import shutil
import sys

import lib
from lib import check, make, run

ZH = "# 读书笔记\n\n这本书说的是怎么学会自己思考。\n我们不应该相信所有的话，而要先问“为什么”。\n"
ZHT = "# 讀書筆記\n\n這本書說的是怎麼學會自己思考。我們不應該相信所有的話，而要先問「為什麼」。\n"
JA = "# 読書メモ\n\nこの本は、自分で考えることを学ぶための本です。「なぜ」と問うことが大切だと書いてある。\n"
KO = "# 독서 메모\n\n이 책은 스스로 생각하는 법을 배우는 책이다. 모든 말을 믿지 말고 먼저 이유를 물어야 한다.\n"
FR = "# Notes de lecture\n\nCe livre explique comment apprendre à réfléchir. L’été dernier, j’ai relevé : « pourquoi ? »\n"
DE = "Die Größe der Straße überrascht.\n"
NOTES = [("gb18030", "GB18030", ZH), ("gbk", "GB18030", ZH), ("big5hkscs", "BIG5-HKSCS", ZHT), ("cp932", "CP932", JA),
         ("euc_jp", "EUC-JP", JA), ("cp949", "CP949", KO), ("cp1252", "WINDOWS-1252", FR), ("cp1252", "WINDOWS-1252", DE),
         ("utf-16-le", "UTF-16LE", ZH), ("utf-16-be", "UTF-16BE", KO), ("utf-16-le", "UTF-16LE", FR)]


def text_of(folder, *words):
    r = run(folder, "-t", "json", "-o", "-", *words)
    return r, run(folder, "-q", "-t", "org", "-o", "-", *words).stdout


def test_recognised(work):
    for codec, name, text in NOTES:
        make(work, {"n.md": text.encode(codec), "utf8/n.md": text})
        r, ours = text_of(work, "n.md")
        check(r.returncode == 0 and f"it was read as {name} [encoding]" in r.stderr, f"{codec}: {name}", r)
        check(ours and ours == run(work, "-q", "-t", "org", "-o", "-", "utf8/n.md").stdout, f"{codec}: the same text", ours)
        # CR LF, and a first line of ASCII alone.
        make(work, {"n.md": ("---\nid: x\n---\n" + text).replace("\n", "\r\n").encode(codec)})
        r, ours = text_of(work, "n.md")
        check(f"read as {name}" in r.stderr and text.strip().split("\n")[-1][:9] in ours, f"{codec}: with CR LF", r)


SHORT = {"gb18030": ["今天天气很好，我们去公园散步。", "你好，世界！", "任务：写报告", "学习笔记", "购物清单：苹果、香蕉、牛奶"],
         "big5": ["今天天氣很好，我們去公園散步。", "你好，世界！", "會議記錄", "購物清單：蘋果、香蕉、牛奶"],
         "cp932": ["今日はとても良い天気です。", "これは短いテストです。", "買い物リスト：りんご"],
         "cp949": ["오늘은 날씨가 아주 좋습니다.", "서울시 강남구", "할 일: 보고서 쓰기", "가나다라"],
         "cp1252": ["© 2020 Müller, Île de Ré", "¿Dónde está? ¡Aquí!", "L’hôtel coûte 30 €, 5 µm, m², ½ Tasse", "El cel·lular és meu",
                    "Jeg spiser brød på en ø", "Það er gott veður í dag", "Não há problema, amanhã", "Café à la carte", "São Paulo é bonita", "señor", "20 °C ± 1", "voilà"],
         "utf-16-le": ["你好世界", "是一个", "这是一个简短的测试。", "编码", "오늘은 날씨가 아주 좋습니다.", "日本語", "El niño comió"],
         "utf-16-be": ["你好世界", "这是一个简短的测试。", "北京", "서울", "こんにちは", "Größe"]}


def test_one_line(work):
    """One line is enough where its characters are common ones."""
    for codec, lines in SHORT.items():
        for text in lines:
            make(work, {"n.md": (text + "\n").encode(codec)})
            r = run(work, "-t", "html", "--fragment", "-o", "-", "n.md")
            check(r.returncode == 0 and f"<p>{text}</p>" in r.stdout and "[encoding]" in r.stderr, f"{codec}: {text}", r)


OTHER = {"cp1250": ["Dziś poszedłem do sklepu i kupiłem mleko, chleb i masło. Potem wróciłem do domu.", "Wczoraj wieczorem byłem zmęczony.",
                    "Včera večer přišel můj přítel.", "A jövő héten elutazunk Győrbe, ahol sok időt töltünk.",
                    "Cartea este foarte interesantă şi am învăţat multe.", "Danes sem šel v trgovino, človek se veliko nauči."],
         "iso8859-2": ["Łódź jest dużym miastem. Są tu piękne kamienice.", "Příliš žluťoučký kůň úpěl ďábelské ódy"],
         "cp1254": ["Bugün mağazaya gittim ve süt, ekmek, tereyağı aldım.", "Şimdi düşünüyorum, öyleyse varım."],
         "cp1257": ["Šiandien nuėjau į parduotuvę ir nusipirkau pieno."]}


def test_other_latin(work):
    """Encodings of Latin letters that are not recognised are an error, not wrong text."""
    for codec, lines in OTHER.items():
        for text in lines:
            make(work, {"n.md": (text + "\n").encode(codec)})
            r = run(work, "-t", "html", "--fragment", "-o", "-", "n.md")
            check(r.returncode != 0 and "[encoding-unknown]" in r.stderr and not r.stdout and "WINDOWS-1250 (Central Europe)" in r.stderr, f"{codec}: {text}", r)
            r = run(work, "-t", "html", "--fragment", "--encoding=" + codec, "-o", "-", "n.md")
            check(f"<p>{text}</p>" in r.stdout, f"{codec} given: {text}", r)


LINES = {block.split("]")[0]: block.strip().split("\n")[1:]
         for block in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "encoding_lines.txt"), encoding="utf-8").read().split("\n[")[1:]}
# How many of twenty lines, and of twenty paragraphs, are read at least; the others are refused.
READ = {"gb18030": ("Chinese", 14, 20), "big5": ("Chinese of Taiwan", 14, 20), "cp932": ("Japanese", 14, 20), "euc_jp": ("Japanese", 14, 20),
        "euc_kr": ("Korean", 14, 20), "utf-16-le": ("Chinese", 20, 20), "utf-16-be": ("Russian", 20, 20), "cp1252": ("Western Europe", 19, 5),
        "iso8859-15": ("Western Europe", 14, 0), "cp1250": ("Central Europe", 2, 0), "iso8859-2": ("Central Europe", 2, 0),
        "cp1251": ("Russian", 0, 0), "koi8-r": ("Russian", 0, 0), "cp1254": ("Turkish", 5, 0), "iso8859-9": ("Turkish", 5, 0)}


def as_utf8(work, texts):
    """What becomes of each of the texts as UTF-8, none of which is uncertain: in one run."""
    make(work, {f"u/{i}/n.md": text for i, text in enumerate(texts)})
    run(work, "-q", "-t", "org", "--each", "-o", "out/", "u")
    found = {}
    for i, text in enumerate(texts):
        with open(f"{work}/out/{i}/n.org", encoding="utf-8") as f:
            found[text] = f.read()
    shutil.rmtree(work + "/u")
    shutil.rmtree(work + "/out")
    return found


def read_or_refused(work, text, same, codec):
    """Whether a note is read; false: it is refused by name of the option. Anything else is a failure."""
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        return False
    if data == text.encode():
        return False
    make(work, {"n.md": data})
    r = run(work, "-t", "org", "-o", "-", "n.md")
    refused = r.returncode != 0 and not r.stdout and "[encoding-unknown]" in r.stderr and "--encoding=" in r.stderr
    check(refused or r.stdout == same, f"{codec}: right or refused: {text[:30]}", r)
    return not refused


def test_never_wrong(work):
    """Each line, alone and in a paragraph with four others, in each encoding: read rightly, or an error."""
    for codec, (language, of_lines, of_paragraphs) in READ.items():
        lines = LINES[language]
        check(len(lines) == 20, f"{language}: twenty lines")
        plain = [line.lstrip("-#* ").replace("*", "") for line in lines]
        paragraphs = ["\n".join([plain[(i + 7 * k) % 20] for k in range(5)]) + "\n" for i in range(20)]
        for texts, least in (([line + "\n" for line in lines], of_lines), (paragraphs, of_paragraphs)):
            same = as_utf8(work, texts)
            count = sum(read_or_refused(work, text, same[text], codec) for text in texts)
            check(count >= least, f"{codec}: {count} of 20 read, {least} before")


def test_looks_like_utf8(work):
    """A short text whose bytes are nearly UTF-8, and one of ideographs that EUC-JP has too, are Chinese."""
    for text in ("- [模式语法](u.md)", "> 导演、编剧、演员、IP、口碑、我们"):
        make(work, {"n.md": (text + "\n").encode("gb18030")})
        r = run(work, "-t", "json", "-o", "-", "n.md")
        check("EUC-JP" not in r.stderr and "bad-utf8" not in r.stderr, text, r)


def test_utf8_stays(work):
    make(work, {"n.md": ZH.encode() + b"\xff\n", "o.md": JA.encode().replace("な".encode(), b"\x81", 1)})
    for name in "no":
        r, ours = text_of(work, name + ".md")
        check(r.returncode == 0 and "[bad-utf8]" in r.stderr and "[encoding]" not in r.stderr, "a few bad bytes", r)
        check("�" in ours, "what was bad shows")
    for text in (b"Caf\xc3\xa9 \xe9\n", b"\xe9 Caf\xc3\xa9 et No\xc3\xabl \xe8\n"):
        make(work, {"s.md": text})
        r, ours = text_of(work, "s.md")
        check(r.returncode == 0 and "[bad-utf8]" in r.stderr and "Café" in ours and "�" in ours, "a short one", r)
    # Letters of one script, be they few.
    for text, bad in (("Καλημέρα", b"\xff"), ("Да нет", b"\xff"), ("Приве", b"\xd1"), ("שלום עולם", b"\xe9"), ("日本語", b"\x82")):
        make(work, {"s.md": text.encode() + bad + b"\n"})
        r, ours = text_of(work, "s.md")
        check(r.returncode == 0 and "[bad-utf8]" in r.stderr and text + "�" in ours, f"few letters: {text}", r)
    for text in (b"line\n\0line\n", b"# abc\n\n\0- x y\n"):
        make(work, {"z.md": text})
        r, ours = text_of(work, "z.md")
        check("UTF-16" not in r.stderr and "[control-char]" in r.stderr, "a stray zero byte", r)


def test_doubt(work):
    """Two characters say too little: the note alone is an error, and no output is made of it."""
    short = "你好\n".encode("gb18030")
    make(work, {"n.md": short, "bad.md": bytes(range(0x80, 0x100)) * 3})
    for name in ("n.md", "bad.md"):
        r = run(work, "-t", "html", name)
        check(r.returncode in (1, 2) and "[encoding-unknown]" in r.stderr and "--encoding=" in r.stderr, f"{name}: an error", r)
        check(not os.path.exists(os.path.join(work, name.replace(".md", ".html"))), f"{name}: nothing is written")
    r = run(work, "-t", "html", "--fragment", "-o", "-", "--encoding=gbk", "n.md")
    check(r.returncode == 0 and "<p>你好</p>" in r.stdout and not r.stderr, "the option decides", r)
    r = run(work, "-t", "html", "--fragment", "-o", "-", "--encoding=latin1", "bad.md")
    check(r.returncode == 0 and "ÿ" in r.stdout, "any encoding that iconv knows", r)
    r = run(work, "-t", "html", "--fragment", "-o", "-", "--encoding=shift_jis", "bad.md")
    check("[bad-utf8]" in r.stderr and "�" in r.stdout, "what the option's encoding does not hold is reported", r)
    r = run(work, "--encoding=klingon", "-t", "html", "n.md")
    check(r.returncode == 2 and "--encoding=klingon: write GB18030" in r.stderr and "iconv -l" in r.stderr, "an unknown name", r)


def test_root_decides(work):
    """In a folder of old notes a short one is read as they are."""
    make(work, {"v/.git/x": "", "v/long.md": ZH.encode("gb18030"), "v/short.md": "你好\n".encode("gb18030"), "v/new.md": ZH})
    for where in ("v", "v/short.md"):
        r = run(work, "-t", "json", "-o", "-", where)
        check(r.returncode == 0 and "你好" in r.stdout and "�" not in r.stdout, f"{where}: by the other notes", r)
    check("你好" in run(work, "-j", "1", "-t", "json", "-o", "-", "v").stdout, "on one thread too")
    make(work, {"v/long.md": ZH})
    r = run(work, "check", "v")
    check(r.returncode == 1 and "short.md: error" in r.stdout, "without them it is in doubt", r)


lib.in_folders(test_recognised, test_one_line, test_other_latin, test_never_wrong, test_looks_like_utf8, test_utf8_stays, test_doubt, test_root_decides)
sys.exit(lib.finish())
