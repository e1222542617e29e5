"""Fuzz a target for a while with atheris: `python tests/fuzz/fuzz.py extract 600 [folder]`.

Coverage guides it, so that inputs which reach new code are kept and changed further; it begins with the seed corpus.
What breaks a promise is written below the folder (``.fuzz`` without one), an input and its traceback for each place that
raised, and the run goes on. An input put into ``tests/fuzz/findings`` is tested from then on.
"""

import hashlib
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import atheris

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
_SLOWEST = 20  # seconds of processor time for one input, in code that is slowed by being watched
_HANGS = 900  # seconds by the clock, on a machine that may be busy

with atheris.instrument_imports(include=["iraqsec", "trafilatura", "html.parser", "csv", "json.decoder"]):
    import targets
    from seed_corpus import DICTIONARY, write

    for module in walk_packages(targets.iraqsec.__path__, "iraqsec."):  # what is imported later would not be watched
        if module.name.split(".")[1] not in {"cli", "learning", "viz"}:
            import_module(module.name)


def keeping(target: Callable[[bytes], None], folder: Path) -> Callable[[bytes], None]:
    """Return the target, which now writes down what broke a promise and goes on."""

    def call(data: bytes) -> None:
        began = time.process_time()
        try:
            target(data)
            took = time.process_time() - began
            assert took < _SLOWEST, f"{len(data)} bytes took {took:.0f} s"
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)[-3:]]
            told = repr((type(error), places, str(error)[:60] if isinstance(error, AssertionError) else ""))
            name = hashlib.blake2b(told.encode(), digest_size=6).hexdigest()
            if not (folder / name).exists():
                (folder / name).write_bytes(data)
                (folder / f"{name}.txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")

    return call


def main() -> None:
    """Run the target that the command line names."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    out = Path(sys.argv[3] if len(sys.argv) > 3 else ".fuzz") / name
    found, grown = out / "findings", out / "corpus"
    for folder in (found, grown):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as seeds:
        write(name, Path(seeds))
        words = Path(seeds).parent / f"{Path(seeds).name}.dict"
        words.write_text(DICTIONARY, encoding="utf-8")
        limits = [f"-max_total_time={seconds}", f"-timeout={_HANGS}", "-max_len=6000", "-rss_limit_mb=3000"]
        limits += [f"-artifact_prefix={found}/", f"-dict={words}", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *limits, str(grown), seeds], keeping(targets.TARGETS[name], found))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
