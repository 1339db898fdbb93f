"""The floor: the least work that makes the same package from the same files in Python.

It composes the YAML with the C loader, hands the finished rows to SQLite and deflates the result. It understands,
checks and renders nothing. `benchmarks/build.py` runs it as a separate process.

    python benchmarks/floor.py FOLDER ROWS OUTPUT

`benchmarks/build.py` makes ROWS from a package that star2anki built. Reading it is not part of the floor, so the
process prints how many seconds that took, as JSON, to be subtracted.
"""

import json
import sqlite3
import sys
import time
import zipfile
from pathlib import Path

import yaml


def main() -> None:
    """Run the floor once."""
    folder, rows_file, output = map(Path, sys.argv[1:])
    started = time.perf_counter()
    for path in sorted(folder.glob("scenarios/*.yaml")):
        yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader)
    composed, composed_cpu = time.perf_counter(), time.process_time()
    content = json.loads(rows_file.read_text(encoding="utf-8"))
    loaded, loaded_cpu = time.perf_counter(), time.process_time()
    connection = sqlite3.connect(":memory:")
    for statement in content["schema"]:
        connection.execute(statement)
    for table in ("col", "notes", "cards"):
        rows = content[table]
        connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)  # noqa: S608
    connection.commit()
    collection = connection.serialize()
    inserted = time.perf_counter()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        package.writestr("collection.anki2", collection)
        package.writestr("media", "{}")
    deflated = time.perf_counter()
    phases = {
        "compose": composed - started,
        "rows": loaded - composed,
        "rows, processor time": loaded_cpu - composed_cpu,
        "insert": inserted - loaded,
        "deflate": deflated - inserted,
    }
    print(json.dumps(phases))


if __name__ == "__main__":
    main()
