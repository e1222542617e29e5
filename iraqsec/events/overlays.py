"""A user's frames laid over the built-in ones: files, folders, and packages that offer frames.

Words are added to a type, or a new type comes with its roles. A role of a new type, of which nothing was learned, takes
the weights of the built-in role that is most like it.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module, metadata, resources
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import evolve, frozen

from iraqsec.errors import DataError
from iraqsec.events.frame_checks import nearest
from iraqsec.events.loader import Frame, RoleHint, built_in, parse
from iraqsec.events.types import TYPES, roles_of, value_class

GROUP = "iraqsec.frames"
"""The group of entry points under which a package offers frames: ``name = "package"``, whose folder holds TOML files."""

Source = tuple[str, str]
"""The name of a frame file, as messages give it, and its text."""

Given = str | Path | Iterable[str | Path | Source]
"""What a user gives: a path or a name, or several, or texts that were read before."""


@frozen
class Overlay:
    """The frames of an extractor that has some of its user's, and the texts that they were read from."""

    frames: Mapping[str, Frame]
    sources: tuple[Source, ...]


def lay_over(given: Given) -> Overlay:
    """Return the built-in frames with a user's laid over them.

    Raises:
        DataError: a file is missing or wrong; all problems of all files are listed.
    """
    frames = {frame.name: frame for frame in built_in()}
    sources, problems = _read_all(given)
    mine: tuple[Frame, ...] = ()
    try:
        mine = parse(sources, strict=True) if sources else ()
    except DataError as error:
        problems += error.problems
    if problems:
        raise DataError(problems)
    for frame in mine:
        old = frames.get(frame.name)
        frames[frame.name] = _united(old, frame) if old else frame
    for name in [name for name in frames if name not in TYPES]:
        frames[name] = _with_weights(frames[name])
    return Overlay(frames, tuple(sources))


def read_sources(given: Given) -> tuple[Source, ...]:
    """Read frame files: paths of files and folders, names of installed packages' frames, and texts that were read before.

    Raises:
        DataError: what cannot be found or read; all of it is told.
    """
    sources, problems = _read_all(given)
    if problems:
        raise DataError(problems)
    return tuple(sources)


def _read_all(given: Given) -> tuple[list[Source], list[str]]:
    """Return what could be read, and what is wrong with the rest."""
    sources: list[Source] = []
    problems: list[str] = []
    for one in [given] if isinstance(given, str | Path) else given:
        if isinstance(one, tuple):
            sources.append(one)
            continue
        try:
            sources += _read(one)
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{one}: cannot be read ({error}); give the path of a TOML file in UTF-8")
        except DataError as error:
            problems += error.problems
    return sources, problems


def offered() -> list[str]:
    """Return the names of the frames that installed packages offer."""
    return sorted(point.name for point in metadata.entry_points(group=GROUP))


def _read(one: str | Path) -> list[Source]:
    path = Path(one)
    if path.is_dir():
        found = sorted(path.glob("*.toml"))
        if not found:
            raise DataError([f"{one}: no TOML file in this folder; a frame is a file such as {path / 'amnesty.toml'}"])
        return [(str(file), file.read_text(encoding="utf-8")) for file in found]
    name = str(one)
    if path.is_file() or isinstance(one, Path) or path.suffix or len(path.parts) != 1:
        return [(name, path.read_text(encoding="utf-8"))]
    known = offered()
    if name not in known:
        told = nearest(name, known) if known else " (no installed package offers any)"
        raise DataError([f"{name}: neither a file or folder nor the name of an installed package's frames{told}"])
    return list(_of_package(name))


def _of_package(name: str) -> Iterator[Source]:
    """Yield the TOML files of the package that an entry point names.

    Raises:
        DataError: the package cannot be imported, or holds no frames.
    """
    point = next(iter(metadata.entry_points(group=GROUP, name=name)))
    try:
        package: Any = import_module(point.module) if not point.attr else point.load()
        folder = resources.files(package) if isinstance(package, ModuleType) else Path(package)
        files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
        found = [(f"{name}/{file.name}", file.read_text(encoding="utf-8")) for file in files]
    except Exception as error:
        raise DataError(
            [f"{name}: its frames ({point.value}) cannot be read: {type(error).__name__}: {error}"]
        ) from error
    if not found:
        raise DataError([f"{name}: its package ({point.value}) holds no TOML file"])
    yield from found


def _united(old: Frame, new: Frame) -> Frame:
    """Return a frame with another's words, hints and examples added."""
    entries = {
        code: tuple(dict.fromkeys((*old.entries.get(code, ()), *new.entries.get(code, ()))))
        for code in dict.fromkeys((*old.entries, *new.entries))
    }
    roles = {role: _united_hints(hint, new.roles[role]) for role, hint in old.roles.items()}
    instead = tuple(dict.fromkeys((*old.instead_of, *new.instead_of)))
    return evolve(old, entries=entries, roles=roles, examples=(*old.examples, *new.examples), instead_of=instead)


def _united_hints(old: RoleHint, new: RoleHint) -> RoleHint:
    after = {
        code: old.after.get(code, frozenset()) | new.after.get(code, frozenset())
        for code in dict.fromkeys((*old.after, *new.after))
    }
    kinds = tuple(dict.fromkeys((*old.kinds, *new.kinds)))
    position = old.position if new.position == "any" else new.position
    return RoleHint(kinds, position, after, new.like or old.like, new.unit or old.unit, new.units or old.units)


# -- roles without weights --------------------------------------------------------------------------------------------


def _with_weights(frame: Frame) -> Frame:
    """Say for each role of a new type whose learned weights count for it: those of its name, else of the likest role."""
    learned = {(role, value_class(cls, role)) for cls in TYPES.values() for role in roles_of(cls)}
    roles = {
        role: hint
        if hint.like or (role, value_class(frame.type, role)) in learned
        else evolve(hint, like=_likest(frame, role))
        for role, hint in frame.roles.items()
    }
    return evolve(frame, roles=roles)


def _likest(frame: Frame, role: str) -> str:
    """Return the built-in role of the same class of values whose kinds and position are most like a role's."""
    hint, value = frame.roles[role], value_class(frame.type, role)
    best, most = "", -1.0
    for other in built_in():
        for name, known in other.roles.items():
            if value_class(other.type, name) is not value:
                continue
            score = _overlap(hint.kinds, known.kinds) + 0.25 * (hint.position == known.position)
            if score > most:
                best, most = name, score
    return best


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return how alike two lists of kinds are, 0 to 1; the first kinds count most."""
    weight = {kind: 1 / (1 + rank) for rank, kind in reversed([*enumerate(one), *enumerate(other)])}
    total = sum(weight.values())
    return sum(weight[kind] for kind in set(one) & set(other)) / total if total else 0.0
