"""The book's public address, which one line of pyproject.toml holds; there may be none."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "pyproject.toml"
NAME = "why-splade-works"  # of the repository, as long as no address says otherwise
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
    def url(self) -> str:
        """The repository's own page."""
        return f"https://github.com/{self.slug}"

    @property
    def archive(self) -> str:
        """Its newest files as one archive, without their history."""
        return f"{self.url}/archive/main.tar.gz"

    @property
    def site(self) -> str:
        """Where GitHub publishes the pages; a repository named after its site has no sub-path."""
        return f"https://{self.owner.lower()}.github.io{self.path}"

    @property
    def path(self) -> str:
        """The site's sub-path."""
        own = self.name.lower() == f"{self.owner}.github.io".lower()
        return "/" if own else f"/{self.name}/"


def parse(url: str) -> Address:
    """Read the address in a URL; a ValueError for one of another form.

    >>> parse("https://github.com/me/book.git").slug
    'me/book'
    """
    found = FORM.fullmatch(url.strip())
    if not found:
        raise ValueError(f"URL={url!r}: want https://github.com/OWNER/NAME")
    return Address(*found.groups())


def current(root: Path = ROOT) -> Address | None:
    """Read the address that pyproject.toml has; None where it has none."""
    project = tomllib.loads((root / PROJECT).read_text(encoding="utf-8"))["project"]
    url = project.get("urls", {}).get("Repository")
    return parse(url) if url else None
