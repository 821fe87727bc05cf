#!/usr/bin/env python3
"""verify.py STORE: proves every chain of a store by ledger(5) alone. Exit 1 names the first break of each chain."""
import hashlib
import sqlite3
import struct
import sys

TEXTS = "step acts role by_login done_for office os_user came_in sender_key data".split()
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
db.row_factory = sqlite3.Row
offices = dict(db.execute("SELECT no, code FROM office"))


def number_of(chain):
    office, year, series, number = chain >> 49, (chain >> 41 & 255) + 1900, chain >> 39 & 3, chain >> 15 & 0xFFFFFF
    if series == 3:  # the highest bits of the number tell what shares it
        series, number = 3 + (number >> 21), number & 0x1FFFFF
    return offices[office] + ("-J" if series == 3 else f"-{year}-{['', 'I', 'B', '', 'S', 'O', 'P'][series]}{number:06d}")


def hash_of(number, seq, row, prev):
    times = [seq, row["at"], row["at_offset"], row["recorded"], row["recorded_offset"]]
    fields = [x.encode() for x in [number, *map(str, times), *(row[name] for name in TEXTS)]] + [prev]
    return hashlib.sha256(b"casekit-event-1" + b"".join(struct.pack(">Q", len(f)) + f for f in fields)).digest()


chain, seq, prev, recorded, broken, chains, events = None, 0, bytes(32), 0, {}, 0, 0
for event in db.execute("SELECT *, batch || import_batch AS came_in FROM event JOIN stamp ON no = stamp ORDER BY id"):
    events += 1
    if event["id"] >> 15 << 15 != chain:
        chain, seq, prev, recorded = event["id"] >> 15 << 15, 0, bytes(32), event["recorded"]
        chains += 1
    seq += 1
    sound = (event["id"] & 0x7FFF == seq and event["at"] <= event["recorded"] >= recorded
             and event["hash"] == hash_of(number_of(chain), seq, event, prev))
    if not sound:
        broken.setdefault(number_of(chain), seq)
    prev, recorded = event["hash"], event["recorded"]
for number, seq in broken.items():
    print(f"{number}: event {seq}", file=sys.stderr)
print(f"chains_read\tevents_read\tbroken\n{chains}\t{events}\t{len(broken)}")
sys.exit(1 if broken else 0)
