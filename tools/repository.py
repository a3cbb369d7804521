"""The book's public address, held in one form everywhere: `make set-repository URL=...`.

    python -m tools.repository https://github.com/OWNER/NAME

Rewrites the configuration, the notebooks' first cells, the badges and the citation. The address
is read back from book/_config.yml, so it can be set again.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

from tools.notebooks import notebooks

ROOT = Path(__file__).resolve().parent.parent
CONFIG = "book/_config.yml"
FORM = re.compile(r"https://github\.com/([A-Za-z0-9][\w-]*)/([\w.-]+?)(?:\.git)?/?")


class Address(NamedTuple):
    """Where the repository lives.

    >>> Address("me", "book").site
    'https://me.github.io/book/'
    """

    owner: str
    name: str

    @property
    def slug(self) -> str:
        """As badges name it: owner/name."""
        return f"{self.owner}/{self.name}"

    @property
    def site(self) -> str:
        """Where GitHub publishes the pages; a repository named after its site has no sub-path."""
        host = f"{self.owner}.github.io".lower()
        return f"https://{host}/" if self.name.lower() == host else f"https://{host}{self.path}"

    @property
    def path(self) -> str:
        """The site's sub-path."""
        own = self.name.lower() == f"{self.owner}.github.io".lower()
        return "/" if own else f"/{self.name}/"


def parse(url: str) -> Address:
    """The address in a URL; a ValueError for one of another form.

    >>> parse("https://github.com/me/book.git").slug
    'me/book'
    """
    found = FORM.fullmatch(url.strip())
    if not found:
        raise ValueError(f"URL={url!r}: want https://github.com/OWNER/NAME")
    return Address(*found.groups())


def current(root: Path = ROOT) -> Address:
    """The address that the configuration has; a ValueError when it has none."""
    found = re.search(r"^  url: (\S+)$", (root / CONFIG).read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise ValueError(f"{root / CONFIG}: no repository url in it")
    return parse(found[1])


def rewritten(text: str, old: Address, new: Address) -> str:
    """The text with the old address in any of its forms replaced by the new one."""
    text = text.replace(old.site, new.site)
    for form in ("urls_prefix: {}\n", 'href="{}index.html"'):
        text = text.replace(form.format(old.path), form.format(new.path))
    return re.sub(rf"{re.escape(old.slug)}(?![\w-])", new.slug, text)


def files(root: Path = ROOT) -> list[Path]:
    """Every file that names the address."""
    fixed = [root / n for n in (CONFIG, "README.md", "CITATION.cff", "book/citing.md")]
    return fixed + notebooks(root / "book")


def set_address(new: Address, root: Path = ROOT) -> list[Path]:
    """Rewrite every file that names the address; returns those that changed."""
    old, changed = current(root), []
    for path in files(root):
        before = path.read_text(encoding="utf-8")
        after = rewritten(before, old, new)
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(path)
    return changed


def main(arguments: list[str]) -> None:
    """Set the address and say which files changed."""
    if len(arguments) != 1:
        sys.exit("usage: make set-repository URL=https://github.com/OWNER/NAME")
    try:
        changed = set_address(parse(arguments[0]))
    except ValueError as error:
        sys.exit(str(error))
    for path in changed:
        print(path.relative_to(ROOT))
    print(f"{len(changed)} files changed; the site will be {current().site}")


if __name__ == "__main__":
    main(sys.argv[1:])
