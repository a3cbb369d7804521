"""Write the book's public address everywhere: `make set-repository URL=...`.

    python -m tools.repository https://github.com/OWNER/NAME    sets it
    python -m tools.repository ""                               removes it again

pyproject.toml holds it. The files that need it have blocks, from a line with ``address: NAME`` to
one with ``end of address``, which are filled from ``BLOCKS``; the notebooks have their first cell.
Without an address there are no badges, no launch buttons and no link in the citation.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from tools import first_cell
from tools.address import NAME, PROJECT, ROOT, Address, current, parse

MARKED = re.compile(
    r"^( *)((?:#|<!--) address: (\w+)[^\n]*\n).*?(^ *(?:#|<!--) end of address)", re.M | re.S
)
URL_LINE = re.compile(r"(?m)^(  version = \{[^}]*\},\n)(?:  url     = \{[^}]*\},\n)?")
CONFIG, CITING = "book/_config.yml", "book/citing.md"
FILES = (PROJECT, CONFIG, CITING, "README.md", "CITATION.cff")
FIRST = "book/01_hospital_search.ipynb"  # what the README's buttons open
Block = Callable[[Address | None], list[str]]


def project_urls(address: Address | None) -> list[str]:
    """The one place that the address is read from."""
    if address is None:
        return []
    return [
        "[project.urls]",
        f'Homepage = "{address.site}"',
        f'Repository = "{address.url}"',
    ]


def launch(address: Address | None) -> list[str]:
    """The rocket: Binder opens JupyterLab, and Colab's first cell fetches the rest."""
    if address is None:
        return []
    return [
        f"repository: {{url: {address.url}, path_to_book: book, branch: main}}",
        "launch_buttons:",
        "  notebook_interface: jupyterlab",
        "  colab_url: https://colab.research.google.com",
        "  binderhub_url: https://mybinder.org",
    ]


def buttons(address: Address | None) -> list[str]:
    """The buttons that lead to the repository, and where the pages live."""
    if address is None:
        return []
    names = ("repository", "edit_page", "issues")
    return [f"baseurl: {address.site}", *(f"use_{name}_button: true" for name in names)]


def site(address: Address | None) -> list[str]:
    """What other sites are told, and the page for addresses that lead nowhere."""
    path = address.path if address else f"/{NAME}/"
    first = f'The <a href="{path}index.html">first page</a> has the map.'
    lines = [
        f"notfound_urls_prefix: {path}",
        "notfound_context:",
        "  title: Not found",
        f"  body: <h1>Not found</h1><p>No page of this book is here. {first}</p>",
    ]
    told = [f"ogp_site_url: {address.site}", "ogp_image: _static/social.png"] if address else []
    return lines + told


def badges(address: Address | None) -> list[str]:
    """What the README begins with."""
    if address is None:
        return []
    tests, colab = f"{address.url}/actions/workflows/book.yml", "https://colab.research.google.com"
    binder = "https://mybinder.org"
    return [
        f"[![Tests]({tests}/badge.svg)]({tests})",
        f"[![Read the book](https://img.shields.io/badge/read-the%20book-0072B2)]({address.site})",
        f"[![Open in Colab]({colab}/assets/colab-badge.svg)]"
        f"({colab}/github/{address.slug}/blob/main/{FIRST})",
        f"[![Launch Binder]({binder}/badge_logo.svg)]"
        f"({binder}/v2/gh/{address.slug}/main?urlpath=lab/tree/{FIRST})",
    ]


def links(address: Address | None) -> list[str]:
    """CITATION.cff's links."""
    if address is None:
        return ["# The book has no public address yet."]
    return [f"repository-code: {address.url}", f"url: {address.site}"]


def citation(address: Address | None) -> list[str]:
    """What the page on citing says beside the BibTeX entry."""
    if address is None:
        return ["The book has no public address yet; once it has, it will be part of the entry."]
    return [f"The published pages are at <{address.site}>."]


BLOCKS: dict[str, Block] = {
    "urls": project_urls,
    "launch": launch,
    "buttons": buttons,
    "site": site,
    "badges": badges,
    "links": links,
    "citation": citation,
}


def filled(text: str, address: Address | None) -> str:
    """Fill a text's blocks, and its BibTeX entry, for an address or for none.

    >>> print(filled("# address: urls\\n# end of address", Address("me", "book")))
    # address: urls
    [project.urls]
    Homepage = "https://me.github.io/book/"
    Repository = "https://github.com/me/book"
    # end of address
    """

    def block(found: re.Match[str]) -> str:
        indent, head, name, foot = found.groups()
        lines = (f"{indent}{line}\n" for line in BLOCKS[name](address))
        return f"{indent}{head}{''.join(lines)}{foot}"

    url = f"  url     = {{{address.url}}},\n" if address else ""
    return URL_LINE.sub(rf"\g<1>{url}", MARKED.sub(block, text))


def set_address(new: Address | None, root: Path = ROOT) -> list[Path]:
    """Write every file that names the address, the notebooks too; returns those that changed."""
    changed = []
    for path in (root / name for name in FILES):
        before = path.read_text(encoding="utf-8")
        after = filled(before, new)
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(path)
    return changed + first_cell.write(new, root)


def main(arguments: list[str]) -> None:
    """Set or remove the address, and say which files changed."""
    if len(arguments) != 1:
        sys.exit("usage: make set-repository URL=https://github.com/OWNER/NAME (URL= removes it)")
    try:
        new = parse(arguments[0]) if arguments[0] else None
    except ValueError as error:
        sys.exit(str(error))
    changed = set_address(new)
    for path in changed:
        print(path.relative_to(ROOT))
    now = current()
    where = f"the site will be {now.site}" if now else "the book has no public address"
    print(f"{len(changed)} files changed; {where}")


if __name__ == "__main__":
    main(sys.argv[1:])
