"""Ask every link of the built site to another host whether it still leads somewhere: ``python release/links.py``.

One request a link and a second between requests to one host.  A host that refuses programs (403, 405, 429) or is
out of order for a moment (500 and above) says nothing about a link, and is reported and not counted;
404, 410 and a host that does not exist are counted, and end with 1.
Where none of the hosts that are linked most answers, there is no network, and nothing is said of any link.
"""

from __future__ import annotations

import concurrent.futures
import http.client
import itertools
import re
import socket
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
AGENT = "evbook link check (one request a link, weekly)"
GONE = {404, 410}
#: How many hosts are asked whether there is a network, and how long each may take, in seconds.
FIRST, PATIENCE = 8, 10

_LINK = re.compile(r'<a\b[^>]*\shref="(https?://[^"#]+)')


def links_of(site: Path) -> dict[str, list[str]]:
    """Every address at another host, and the pages that link there."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix()
        if not name.startswith(("lite/", "embed/")):
            for address in sorted(set(map(unescape, _LINK.findall(page.read_text(encoding="utf-8"))))):
                found[address].append(name)
    return dict(found)


def verdict(code: int) -> str:
    """What an answer says of a link: ``holds``, ``gone``, or ``unsure``."""
    return "holds" if code < 400 else "gone" if code in GONE else "unsure"


def ask(address: str, timeout: float = 30) -> tuple[str, str]:
    """The verdict on one link, and why."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return verdict(answer.status), str(answer.status)
    except urllib.error.HTTPError as error:
        return verdict(error.code), str(error.code)
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        absent = isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME
        return ("gone" if absent else "unsure"), str(reason)


def ask_host(addresses: list[str], pause: float) -> dict[str, tuple[str, str]]:
    """The links of one host, one after the other."""
    answers = {}
    for number, address in enumerate(addresses):
        time.sleep(pause if number else 0)
        answers[address] = ask(address)
    return answers


def main(site: Path, pause: float = 1.0) -> int:
    """Ask all, say what is wrong, and return how the command ends."""
    links = links_of(site)
    if not links:
        raise SystemExit(f"There is no built site in {site}; `make book` builds it.")
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in links:
        hosts[urlsplit(address).netloc].append(address)
    most = sorted(hosts.values(), key=len, reverse=True)[:FIRST]
    gone = 0
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        first = pool.map(lambda addresses: ask(addresses[0], PATIENCE), most)
        if not any(why.isdecimal() for _, why in first):
            said = f"None of the {len(most)} hosts that the site links to most answers: there is no network here"
            raise SystemExit(f"{said}, and nothing is known of any of its links ({len(links)}).")
        for answers in pool.map(ask_host, hosts.values(), itertools.repeat(pause)):
            for address, (said, why) in answers.items():
                gone += said == "gone"
                if said != "holds":
                    print(f"{said:6} {address} ({why}), on {', '.join(links[address][:3])}")
    print(f"{len(links)} links, {gone} of them gone.")
    return 1 if gone else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "_build" / "html"))
