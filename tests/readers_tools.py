"""A stand-in for calibre's ebook-convert, and the identity of what it makes."""
import struct
import sys

# Writes what nc_kindle_identify looks for, with an identity that is new each time.
STAND_IN = """#!%s
import os, datetime, struct, sys, uuid
assert sys.argv[1].endswith(".epub") and open(sys.argv[1], "rb").read(2) == b"PK"
u = str(uuid.uuid4()).encode()
records = [(100, b"A"), (113, u), (112, b"calibre:" + u),
           (106, datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="microseconds").encode())]
if os.environ.get("STAND_IN") == "bare":
    records = records[:1]
exth = b"".join(struct.pack(">II", t, len(v) + 8) + v for t, v in records)
exth = b"EXTH" + struct.pack(">II", len(exth) + 12, len(records)) + exth
header = b"\\0" * 16 + b"MOBI" + struct.pack(">I", 232) + os.urandom(224)
data = b"name".ljust(36, b"\\0") + os.urandom(8) + b"\\0" * 16 + b"BOOKMOBI" + b"\\0" * 8 + struct.pack(">H", 1)
data += struct.pack(">II", 86, 0) + header + exth + b"text"
if os.environ.get("STAND_IN") == "fails":
    sys.exit("no")
open(sys.argv[2], "wb").write(data)
""" % sys.executable


def exth(path):
    data = open(path, "rb").read()
    start = struct.unpack(">I", data[78:82])[0]
    at = start + 16 + struct.unpack(">I", data[start + 20:start + 24])[0]
    count, at, found = struct.unpack(">I", data[at + 8:at + 12])[0], at + 12, {}
    for _ in range(count):
        kind, size = struct.unpack(">II", data[at:at + 8])
        found[kind] = data[at + 8:at + size]
        at += size
    return found
