"""Measure `star2anki build`, the floor, and the plain script that people write today.

Runs whole processes, in turn (A B C A B C ...), so that a busy moment of the machine affects all of them. The median
counts. Prints Markdown: the machine, a table, and a verdict for each target. The floor's time excludes reading its
rows, because no real build has to read them.

    python benchmarks/build.py [--sizes 100,300,1000] [--rounds 5] [--notetypes star-step,quiz]
"""

import argparse
import contextlib
import itertools
import json
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from generate import generate

HERE = Path(__file__).parent
STAR2ANKI = str(Path(sys.executable).with_name("star2anki"))
DECK = Path("decks/benchmark.apkg")
MEMORY_LIMIT_MB = 400
LINEAR_TOLERANCE = 1.15
"""How much more a story may cost among a thousand than among three hundred, as a factor."""
HELP_ROUNDS = 15
SAMPLE_SECONDS = 0.01


@dataclass
class Timing:
    """Seconds of one kind of run, round by round: on the clock, and of all processors together."""

    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)

    def add(self, run: "Run", *, without: float = 0, without_cpu: float = 0) -> None:
        """Record a run; `without` are seconds in it that do not count, of either kind."""
        self.seconds.append(run.seconds - without)
        self.cpu_seconds.append(run.cpu_seconds - without_cpu)

    @property
    def median(self) -> float:
        """The median in seconds."""
        return statistics.median(self.seconds)

    @property
    def cpu_median(self) -> float:
        """The median of processor time, in seconds."""
        return statistics.median(self.cpu_seconds)

    @property
    def cpu(self) -> str:
        """The median of processor time, for display."""
        return f"{self.cpu_median:.2f}"

    def __str__(self) -> str:
        return f"{self.median:.2f} ({min(self.seconds):.2f}-{max(self.seconds):.2f})"


@dataclass
class Size:
    """All measurements for one number of stories."""

    stories: int
    notes: int
    megabytes: float
    """Of all story files; a megabyte is 10**6 bytes."""
    full: Timing = field(default_factory=Timing)
    unchanged: Timing = field(default_factory=Timing)
    edited: Timing = field(default_factory=Timing)
    floor: Timing = field(default_factory=Timing)
    plain: Timing = field(default_factory=Timing)
    floor_phases: list[dict[str, float]] = field(default_factory=list)
    largest_process_mb: float = 0
    all_processes_mb: float = 0


@dataclass(frozen=True)
class Run:
    """One process from start to end."""

    seconds: float
    cpu_seconds: float
    """Of the process and its children."""
    peak_mb: float
    """Of the largest of them; a megabyte is 10**6 bytes."""
    output: str


def run(command: Sequence[str | Path], folder: Path, meanwhile: Callable[[int], None] | None = None) -> Run:
    """Run a process to its end.

    Args:
        command: Program and arguments.
        folder: Where it runs.
        meanwhile: Called with the process's number once it has started.
    """
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        if meanwhile:
            meanwhile(process.pid)
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, output)


def measure(count: int, rounds: int, folder: Path, notetypes: str) -> Size:
    """Measure one number of stories.

    Args:
        count: How many stories.
        rounds: How often.
        folder: Where.
        notetypes: Keys of the note types to make, separated by commas; all if it is empty.
    """
    paths = generate(count, folder)
    if notetypes:
        with (folder / "decks/benchmark.yaml").open("a", encoding="utf-8") as recipe:
            recipe.write(f"notetypes: [{notetypes}]\n")
    build = (STAR2ANKI, "build")
    run(build, folder)
    rows = folder / "rows.json"
    notes, cards = extract_rows(folder / DECK, rows)
    plain = (sys.executable, HERE / "plain_script.py", folder, folder / "plain.apkg", notetypes)
    run(plain, folder)
    if (made := count_rows(folder / "plain.apkg")) != (notes, cards):
        raise SystemExit(f"the plain script makes {made} notes and cards, star2anki {(notes, cards)}")
    size = Size(count, notes, sum(path.stat().st_size for path in paths) / 1e6)
    for number in range(rounds):
        clean(folder)
        size.full.add(run(build, folder))
        size.unchanged.add(run(build, folder))
        with edited(paths[number * count // rounds]):
            size.edited.add(run(build, folder))
        floor = run((sys.executable, HERE / "floor.py", folder, rows, folder / "floor.apkg"), folder)
        phases = json.loads(floor.output)
        size.floor.add(floor, without=phases.pop("rows"), without_cpu=phases.pop("rows, processor time"))
        size.floor_phases.append(phases)
        size.plain.add(run(plain, folder))
        print(f"{count} stories: round {number + 1} of {rounds}", file=sys.stderr)
    clean(folder)
    size.largest_process_mb, size.all_processes_mb = measure_memory(build, folder)
    return size


def clean(folder: Path) -> None:
    """Leave only the stories and the recipe."""
    shutil.rmtree(folder / "decks/.star2anki", ignore_errors=True)
    for path in (*folder.glob("decks/*.apkg"), *folder.glob("decks/*.lock")):
        path.unlink()


@contextlib.contextmanager
def edited(path: Path) -> Iterator[None]:
    """Change a few words of a story, and change them back."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("overview: >\n  ", "overview: >\n  As I remember it: ", 1), encoding="utf-8")
    yield
    path.write_text(text, encoding="utf-8")


def open_collection(package: Path, folder: str) -> sqlite3.Connection:
    """Unpack a package's collection into a folder and open it."""
    with zipfile.ZipFile(package) as archive:
        return sqlite3.connect(archive.extract("collection.anki2", folder))


def extract_rows(package: Path, target: Path) -> tuple[int, int]:
    """Write all rows of a package, and its schema, to a JSON file for the floor; count the notes and cards."""
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(open_collection(package, folder)) as connection:
        schema = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")]
        content = {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - names of ours
            for table in ("col", "notes", "cards")
        }
    target.write_text(json.dumps({"schema": schema, **content}), encoding="utf-8")
    return len(content["notes"]), len(content["cards"])


def count_rows(package: Path) -> tuple[int, int]:
    """Count the notes and cards of a package."""
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(open_collection(package, folder)) as connection:
        notes, cards = connection.execute("SELECT (SELECT count() FROM notes), (SELECT count() FROM cards)").fetchone()
        return notes, cards


def measure_memory(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Run a process with its children; give the largest one's peak, and the peak of all together, in MB.

    Memory that processes share counts once in the sum (it is of proportional set sizes, sampled from /proc).
    """
    together = 0
    stop = threading.Event()

    def sample(pid: int) -> None:
        nonlocal together
        while not stop.wait(SAMPLE_SECONDS):
            together = max(together, sum(map(_proportional_kb, _family(pid))))

    samplers: list[threading.Thread] = []

    def start(pid: int) -> None:
        samplers.append(threading.Thread(target=sample, args=(pid,)))
        samplers[0].start()

    try:
        peak = run(command, folder, start).peak_mb
    finally:
        stop.set()
    return peak, together * 1024 / 1e6


def _family(pid: int) -> list[int]:
    """Give a process and all its descendants."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    family = [pid]
    for member in family:  # it grows as children are found
        family += [child for child, parent in parents.items() if parent == member]
    return family


def _proportional_kb(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def measure_help(folder: Path) -> tuple[Timing, Timing]:
    """Measure `star2anki --help` and the import of click."""
    ours, click = Timing(), Timing()
    for _ in range(HELP_ROUNDS):
        ours.add(run((STAR2ANKI, "--help"), folder))
        click.add(run((sys.executable, "-c", "import click"), folder))
    return ours, click


def measure_library(folder: Path) -> tuple[Timing, Timing]:
    """Measure a build of this repository's own stories and recipes if nothing changed, and the import of click."""
    for name in ("scenarios", "decks"):
        shutil.copytree(HERE.parent / name, folder / name, ignore=shutil.ignore_patterns(".star2anki"))
    build = (STAR2ANKI, "build")
    run(build, folder)
    ours, click = Timing(), Timing()
    for _ in range(HELP_ROUNDS):
        ours.add(run(build, folder))
        click.add(run((sys.executable, "-c", "import click"), folder))
    return ours, click


def describe_machine() -> str:
    """Describe the machine and the libraries."""
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    names = ("genanki", "PyYAML", "pydantic", "markdown-it-py")
    libraries = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    return (
        f"{model}, {os.cpu_count()} cores; {platform.system()}; Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {libraries}"
    )


def print_table(sizes: Sequence[Size]) -> None:
    """Print all times as Markdown."""
    rows: list[tuple[str, Callable[[Size], str]]] = [
        ("stories, MB", lambda size: f"{size.megabytes:.1f}"),
        ("notes", lambda size: f"{size.notes:,}"),
        ("(a) `star2anki build`, from nothing", lambda size: str(size.full)),
        ("(a2) again, nothing changed", lambda size: str(size.unchanged)),
        ("(a3) again, one story edited", lambda size: str(size.edited)),
        ("(b) the floor", lambda size: str(size.floor)),
        *((f"(b) of it: {name}", _phase(name)) for name in ("compose", "insert", "deflate")),
        ("(c) the plain script", lambda size: str(size.plain)),
        ("processor time: (a)", lambda size: size.full.cpu),
        ("processor time: (a2)", lambda size: size.unchanged.cpu),
        ("processor time: (a3)", lambda size: size.edited.cpu),
        ("processor time: (b)", lambda size: size.floor.cpu),
        ("processor time: (c)", lambda size: size.plain.cpu),
        ("(a) / (b)", lambda size: f"{size.full.median / size.floor.median:.2f}"),
        ("(c) / (a)", lambda size: f"{size.plain.median / size.full.median:.1f}"),
        ("(a) memory, largest process, MB", lambda size: f"{size.largest_process_mb:.0f}"),
        ("(a) memory, all processes, MB", lambda size: f"{size.all_processes_mb:.0f}"),
    ]
    print(f"| seconds: median (fastest-slowest) | {' | '.join(f'{size.stories:,} stories' for size in sizes)} |")
    print(f"|---|{'--:|' * len(sizes)}")
    for name, show in rows:
        print(f"| {name} | {' | '.join(map(show, sizes))} |")


def _phase(name: str) -> Callable[[Size], str]:
    return lambda size: f"{statistics.median(phases[name] for phases in size.floor_phases):.2f}"


def print_verdicts(
    sizes: Sequence[Size], ours: tuple[Timing, Timing], unchanged_library: tuple[Timing, Timing]
) -> bool:
    """Print whether each target is met; return whether all are.

    Args:
        sizes: All sizes; most targets are for the last one.
        ours: Timings of `--help`, and of the import of click.
        unchanged_library: Timings of a build of this repository's stories if nothing changed, and the import of click.
    """
    size = sizes[-1]
    full = size.full.median
    targets = [
        ("a full build takes at most 1.5 times the floor", full / size.floor.median, 1.5),
        ("it is at least 5 times as fast as the plain script", full / size.plain.median, 0.2),
        ("a build after one edit takes at most half of it", size.edited.median / full, 0.5),
        ("the same, in processor time", size.edited.cpu_median / size.full.cpu_median, 0.5),
        ("a build where nothing changed takes at most half of it", size.unchanged.median / full, 0.5),
        ("at 24 stories, that takes at most 5 times `import click`", _ratio(unchanged_library), 5.0),
        ("the largest process stays under 400 MB", size.largest_process_mb, MEMORY_LIMIT_MB),
        ("all processes together stay under 400 MB", size.all_processes_mb, MEMORY_LIMIT_MB),
        ("`star2anki --help` takes at most twice `import click`", _ratio(ours), 2.0),
    ]
    for small, large in itertools.pairwise(sizes):
        growth = (large.full.median / large.stories) / (small.full.median / small.stories)
        targets.append(
            (f"a story costs no more among {large.stories} than among {small.stories}", growth, LINEAR_TOLERANCE)
        )
    print(f"\n| target, at {size.stories:,} stories | measured | at most | met |")
    print("|---|--:|--:|---|")
    for name, value, limit in targets:
        print(f"| {name} | {value:.3g} | {limit:.3g} | {'yes' if value <= limit else '**no**'} |")
    return all(value <= limit for _, value, limit in targets)


def _ratio(pair: tuple[Timing, Timing]) -> float:
    return pair[0].median / pair[1].median


def main() -> None:
    """Run the command line; exit code 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--sizes", default="100,300,1000", help="numbers of stories (default 100,300,1000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds for each size (default 5)")
    parser.add_argument("--notetypes", default="", help="keys of note types, such as star-step,quiz (default all)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="star2anki-benchmark-") as scratch:
        folder = Path(scratch)
        help_and_click = measure_help(folder)
        library_and_click = measure_library(folder / "library")
        counts = sorted(map(int, arguments.sizes.split(",")))
        sizes = [measure(count, arguments.rounds, folder / str(count), arguments.notetypes) for count in counts]
    print(f"{describe_machine()}; {arguments.rounds} rounds; note types: {arguments.notetypes or 'all'}.\n")
    print_table(sizes)
    print(
        f"\n`star2anki --help`: {help_and_click[0].median:.3f} s; "
        f"`star2anki build` of this repository's stories, nothing changed: {library_and_click[0].median:.3f} s; "
        f"`python -c 'import click'`: {help_and_click[1].median:.3f} s."
    )
    sys.exit(0 if print_verdicts(sizes, help_and_click, library_and_click) else 1)


if __name__ == "__main__":
    main()
