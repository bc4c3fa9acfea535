"""Describe a release to programs: ``python release/describe.py FOLDER`` writes what is in it, and what the book is.

``ro-crate-metadata.json`` makes the folder a Research Object Crate (RO-Crate 1.1), with every file, its size and its
hash; ``codemeta.json`` (CodeMeta 3.0) describes the software.  Both are taken from ``CITATION.cff`` and
``pyproject.toml``; addresses and the identifier of the source stand in them where they are known.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

from evbook.chapter import citation
from evbook.review.book import REVIEW, REVIEW_WORDS

ROOT = Path(__file__).resolve().parents[1]
CRATE, CODEMETA = "ro-crate-metadata.json", "codemeta.json"
CODE, TEXT = "https://spdx.org/licenses/BSD-3-Clause", "https://spdx.org/licenses/CC-BY-4.0"
#: What a file of a release is: words, and its media type, by how its name ends.
KINDS = {
    ".zip": ("The site as an archive that works by double click", "application/zip"),
    ".pdf": ("The book, or its reading edition, to print", "application/pdf"),
    ".epub": ("The reading edition for e-readers", "application/epub+zip"),
    ".whl": ("The Python package", "application/zip"),
    ".tar.gz": ("The package's source", "application/gzip"),
    ".cff": ("How the book is cited", "text/yaml"),
    "SHA256SUMS": ("Hashes of the files", "text/plain"),
}


def facts(folder: Path) -> dict[str, Any]:
    """What the release's own citation file says, or that of the checkout where the release has none."""
    own = folder / "CITATION.cff"
    return yaml.safe_load((own if own.is_file() else ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def _known(said: dict[str, Any]) -> dict[str, Any]:
    """Address, repository and identifier of the source, as far as they are known."""
    swhids = [one["value"] for one in said.get("identifiers", []) if one["type"] == "swh"]
    return {
        **({"url": said["url"]} if "url" in said else {}),
        **({"codeRepository": said["repository-code"]} if "repository-code" in said else {}),
        **({"identifier": swhids[0]} if swhids else {}),
    }


def crate(folder: Path) -> dict[str, Any]:
    """The folder's files as an RO-Crate.  Raises ValueError for a file of a kind that is not known here."""
    said = facts(folder)
    files = [path for path in sorted(folder.iterdir()) if path.name not in (CRATE, CODEMETA)]
    authors = {"@id": "#contributors"}
    root = {
        "@id": "./", "@type": "Dataset", "name": said["title"], "description": " ".join(said["abstract"].split()),
        "datePublished": str(said["date-released"]), "version": str(said["version"]), "license": {"@id": TEXT},
        "author": authors, "publisher": {"@id": "#contributors"}, "keywords": said["keywords"],
        "isBasedOn": {"@id": f"https://doi.org/{REVIEW}"},
        "hasPart": [{"@id": path.name} for path in [*files, folder / CODEMETA]],
        **_known(said),
    }  # fmt: skip
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {"@id": CRATE, "@type": "CreativeWork", "about": {"@id": "./"},
             "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
            root,
            {"@id": "#contributors", "@type": "Organization", "name": citation.author(),
             **({"url": said["url"]} if "url" in said else {})},
            {"@id": f"https://doi.org/{REVIEW}", "@type": "ScholarlyArticle", "name": REVIEW_WORDS},
            {"@id": CODE, "@type": "CreativeWork", "name": "BSD 3-Clause License", "description": "Of the code"},
            {"@id": TEXT, "@type": "CreativeWork", "name": "CC BY 4.0", "description": "Of text and tables"},
            *(_file(path) for path in files),
            {"@id": CODEMETA, "@type": "File", "name": "The software, as CodeMeta describes it",
             "encodingFormat": "application/ld+json"},
        ],
    }  # fmt: skip


def _file(path: Path) -> dict[str, Any]:
    kind = next((ending for ending in KINDS if path.name.endswith(ending)), None)
    if kind is None:
        raise ValueError(f"{path.name} is in the release, and no words and media type are known for it.")
    words, media = KINDS[kind]
    content = path.read_bytes()
    return {
        "@id": path.name, "@type": "File", "name": words, "encodingFormat": media, "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
        "license": {"@id": CODE if kind in (".whl", ".tar.gz") else TEXT},
    }  # fmt: skip


def codemeta(folder: Path) -> dict[str, Any]:
    """The software, as CodeMeta 3.0 describes it."""
    said = facts(folder)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": project["name"],
        "description": project["description"],
        "version": project["version"],
        "datePublished": str(said["date-released"]),
        "license": [CODE, TEXT],
        "author": [{"@type": "Organization", "name": citation.author()}],
        "keywords": said["keywords"],
        "programmingLanguage": ["Python", "JavaScript"],
        "runtimePlatform": f"Python {project['requires-python']}",
        "softwareRequirements": project["dependencies"],
        "developmentStatus": "active",
        "referencePublication": f"https://doi.org/{REVIEW}",
        "applicationCategory": "Systems biology",
        **_known(said),
    }


def write(folder: Path) -> list[Path]:
    """Write both descriptions into the folder of a release; return their paths."""
    written = []
    for name, made in ((CODEMETA, codemeta(folder)), (CRATE, crate(folder))):
        target = folder / name
        target.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(target)
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Say where the release is: python release/describe.py FOLDER")
    for path in write(Path(sys.argv[1])):
        print(path)
