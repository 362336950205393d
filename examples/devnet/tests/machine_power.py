"""What is on a disk after a power cut: the changes that a command made to files, cut off anywhere, and what of them a file
system may have kept."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator, Optional

# What a file system may have kept of what was not synchronised: names, whole data, and half of the data written last.
KEPT = [(names, data) for names in (False, True) for data in ("none", "torn", "all")]

# The content of a folder, by path; nothing for a folder.
State = dict[Path, Optional[bytes]]


@dataclass
class Change:
    """A change of a file or folder."""

    action: str
    inode: int
    first: int
    path: Path
    other: Path
    data: bytes = b""


def read(record: Path) -> list[Change]:
    """The changes that machine.c has recorded."""
    content, changes, position = record.read_bytes(), [], 0
    while position < len(content):
        end = content.index(b"\n", position)
        action, inode, first, count, path, other = content[position:end].decode().split("\t")
        position = end + 1
        data = content[position:position + int(count)] if action == "write" else b""
        position += len(data)
        changes.append(Change(action, int(inode), int(first), Path(path), Path(other), data))
    return changes


@dataclass
class File:
    """What was written to a file: what is on the disk, and what is not yet."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)

    def content(self, kept: str) -> bytes:
        """Its content, if so much of what is pending was kept."""
        content = bytearray(self.durable)
        for change in self.pending if kept != "none" else []:
            is_torn = kept == "torn" and change is self.pending[-1] and change.action == "write"
            apply(change, content, change.data[:len(change.data) // 2] if is_torn else change.data)
        return bytes(content)


def apply(change: Change, content: bytearray, data: bytes) -> None:
    """Writes to a file, or changes its length."""
    if change.action == "length":
        del content[change.first:]
        content.extend(bytes(change.first - len(content)))
    else:
        content.extend(bytes(max(0, change.first + len(data) - len(content))))
        content[change.first:change.first + len(data)] = data


class Disk:
    """A file system that forgets what was not synchronised when the power goes."""

    def __init__(self) -> None:
        self._files: dict[int, File] = {}
        # Inodes by path, 0 for a folder.
        self._durable: dict[Path, int] = {}
        self._pending: list[Change] = []

    def take(self, change: Change) -> None:
        """A change was made."""
        if change.action in ("write", "length"):
            self._files.setdefault(change.inode, File()).pending.append(change)
        elif change.action != "sync":
            self._pending.append(change)
        elif change.inode in self._files:
            file = self._files[change.inode]
            file.durable, file.pending = bytearray(file.content("all")), []
        else:
            # A folder: the names in it, and those that came from it.
            for name in [name for name in self._pending if self._folder(name) == change.path]:
                self._rename(self._durable, name)
                self._pending.remove(name)

    @staticmethod
    def _folder(change: Change) -> Path:
        return (change.other if change.action == "rename" else change.path).parent

    @staticmethod
    def _rename(names: dict[Path, int], change: Change) -> None:
        if change.action == "rename":
            names.pop(change.path, None)
            names[change.other] = change.inode
        elif change.action == "remove":
            names.pop(change.path, None)
        else:
            names[change.path] = change.inode

    def state(self, keeps_names: bool, kept: str) -> State:
        """What is there after the cut."""
        names = dict(self._durable)
        for change in self._pending if keeps_names else []:
            self._rename(names, change)
        found = {path: self._files.get(inode, File()).content(kept) if inode else None for path, inode in names.items()}
        recorded = {change.path for change in self._pending if change.action == "folder"} | set(names)
        # What is in a folder that was lost is lost.
        return {path: content for path, content in found.items()
                if all(folder in names for folder in path.parents if folder in recorded)}


def states(changes: list[Change], moments: Optional[set[int]] = None) -> Iterator[tuple[int, State]]:
    """What may be on the disk when the power goes before one of the changes, or behind the last: the number of changes that were
    made, and the state. Only at some of these moments, if they are given."""
    disk = Disk()
    for made in range(len(changes) + 1):
        for names, kept in KEPT if moments is None or made in moments else []:
            yield made, disk.state(names, kept)
        if made < len(changes) and changes[made].action != "sent":
            disk.take(changes[made])


def restore(state: State, old: Path, new: Path) -> None:
    """Makes a folder of what is left of another one."""
    new.mkdir(parents=True)
    for path in sorted(state):
        place = new / path.relative_to(old)
        if state[path] is None:
            place.mkdir(exist_ok=True)
        else:
            place.write_bytes(state[path])
