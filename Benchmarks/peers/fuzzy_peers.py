#!/usr/bin/env python3
"""What others need for the lookups that MemoryBenchmark measures: rapidfuzz over all segments, and SQLite FTS5 with its best 50 measured again.

    fuzzy_peers.py SEGMENTS QUERIES MIN LIMIT        one segment a line, one query a line

Both give 1 - d/max(m, n) over tokens separated by blanks. Prints `NAME<TAB>p50<TAB>p95<TAB>found` (milliseconds of CPU; how many answers), and
`skipped: …` for what is not installed.
"""
import sqlite3
import sys
import time

segments = open(sys.argv[1], encoding="utf-8").read().split("\n")[:-1]
queries = open(sys.argv[2], encoding="utf-8").read().split("\n")[:-1]
least, limit = float(sys.argv[3]) / 100, int(sys.argv[4])


def report(name, answer):
    times, found = [], 0
    for query in queries:
        start = time.process_time()
        found += len(answer(query))
        times.append((time.process_time() - start) * 1000)
    times.sort()
    print(f"{name}\t{times[len(times) // 2]:.3f}\t{times[int(len(times) * 0.95)]:.3f}\t{found}", flush=True)


try:
    import rapidfuzz
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein
except ImportError:
    print("skipped: rapidfuzz (pip install rapidfuzz)")
    sys.exit(0)

numbers = {}


def tokens(text):
    return [numbers.setdefault(word, len(numbers)) for word in text.split()]


known = [tokens(x) for x in segments]


def scan(query):
    # A hair below the threshold, for its floats lose what stands on it.
    return process.extract(
        tokens(query), known, scorer=Levenshtein.normalized_similarity, processor=None, score_cutoff=least - 1e-9, limit=limit)


report(f"rapidfuzz {rapidfuzz.__version__}, all segments", scan)

base = sqlite3.connect(":memory:")
base.execute("create virtual table t using fts5(text, tokenize = 'unicode61 remove_diacritics 0')")
base.executemany("insert into t(text) values (?)", ((x,) for x in segments))


def full_text(query):
    words = [w.replace('"', "") for w in query.split()]
    wanted = " OR ".join(f'"{w}"' for w in words if w)
    if not wanted:
        return []
    rows = base.execute("select rowid from t where t match ? order by rank limit 50", (wanted,)).fetchall()
    mine = tokens(query)
    best = [(Levenshtein.normalized_similarity(mine, known[r - 1]), r) for (r,) in rows]
    return sorted((x for x in best if x[0] >= least - 1e-9), reverse=True)[:limit]


report(f"SQLite {sqlite3.sqlite_version} FTS5, best 50 measured", full_text)
