"""Write what the examples in the README and the docs print now beneath them, and the page of types (make refresh).

Only blocks with prompts are touched. Read the change before you commit it: an example must stay a good one.
"""

import doctest
import io
import os
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def refresh(page: Path) -> bool:
    """Run the examples of a page, rewrite their output, and tell whether anything changed."""
    names: dict[str, Any] = {"__name__": "docs"}
    old = page.read_text(encoding="utf-8")
    new = _BLOCK.sub(lambda block: f"```python\n{_refreshed(block[1], names)}```", old)
    page.write_text(new, encoding="utf-8")
    return new != old


def _refreshed(block: str, names: dict[str, Any]) -> str:
    if ">>>" not in block:
        with redirect_stdout(io.StringIO()):
            exec(block, names)  # noqa: S102 - our own documentation
        return block
    parts = []
    for part in doctest.DocTestParser().parse(block):
        if isinstance(part, str):
            parts.append(part)
            continue
        first, *more = part.source.splitlines()
        prompts = [f">>> {first}", *(f"... {line}" for line in more)]
        parts.append("".join(f"{line}\n" for line in (*prompts, *_output(part.source, names))))
    return "".join(parts)


def _output(source: str, names: dict[str, Any]) -> list[str]:
    """Run one example as at a prompt and return the lines that it prints."""
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(source, "<example>", "single"), names)  # noqa: S102 - our own documentation
    return [line or "<BLANKLINE>" for line in said.getvalue().splitlines()]


if __name__ == "__main__":
    os.chdir(ROOT)  # the examples name files of the repository
    import ontology_page  # stands beside this script

    if ontology_page.write():
        print("refreshed docs/ontology.md")  # noqa: T201 - a script
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        if refresh(path):
            print(f"refreshed {path.relative_to(ROOT)}")  # noqa: T201 - a script
