"""Notebooks that are not in the cache are executed before the pages are read, as many at once as there are cores.

MyST-NB executes a notebook when it reads its page, one after another; what it finds in its cache it takes from there.
A notebook that fails is not cached: MyST-NB comes to it in its turn, and its report names the page and the cell,
while all others are built.
An interrupted build leaves what it has executed in the cache, and the next one goes on from there.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def waiting(cache, paths: list[Path]) -> list[Path]:
    """Those notebooks whose code the cache does not hold; one that cannot be read is left for the page's own report."""
    import nbformat

    found = []
    for path in paths:
        try:
            cache.match_cache_notebook(nbformat.read(path, as_version=4))
        except KeyError:
            found.append(path)
        except Exception:  # damaged in some way; reading its page says how
            continue
    return found


def execute_together(cache, paths: list[Path], *, timeout: int, workers: int) -> list[Path]:
    """Execute notebooks, ``workers`` at a time, and put those that succeed into the cache; return the others.

    The kernels are processes of their own, so threads wait for them.
    The cache's database is written from the calling thread alone.
    """
    import nbformat
    from jupyter_cache.base import CacheBundleIn
    from jupyter_cache.executors.utils import single_nb_execution

    def run(path: Path):
        return single_nb_execution(
            nbformat.read(path, as_version=4), cwd=str(path.parent), timeout=timeout, allow_errors=False
        )

    failed = []
    with ThreadPoolExecutor(workers) as pool:
        started = {pool.submit(run, path): path for path in paths}
        for future in as_completed(started):
            path = started[future]
            try:
                result = future.result()
            except Exception as error:  # a kernel that died, say: the page's own execution will tell
                logger.info(f"{path.name}: {error}")
                failed.append(path)
                continue
            if result.err is not None:
                failed.append(path)
                continue
            logger.info(f"executed {path.name} in {result.time:.1f} s")
            cache.cache_notebook_bundle(
                CacheBundleIn(result.nb, str(path), data={"execution_seconds": result.time}),
                check_validity=False,
                overwrite=True,
            )
    return failed


def before_pages_are_read(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    """Execute the notebooks among the pages to be read, when there are several and more than one core."""
    if app.config.nb_execution_mode != "cache" or app.config.nb_execution_in_temp:
        return
    from jupyter_cache import get_cache

    paths = [Path(path) for name in sorted(names) if (path := str(env.doc2path(name))).endswith(".ipynb")]
    cache = get_cache(app.config.nb_execution_cache_path)
    missing = waiting(cache, paths)
    if len(missing) > 1 and cores() > 1:
        logger.info(f"executing {len(missing)} notebooks, {min(cores(), len(missing))} at a time …")
        execute_together(cache, missing, timeout=app.config.nb_execution_timeout, workers=min(cores(), len(missing)))


def setup(app: Sphinx) -> None:
    """Connect to the moment when it is known which pages will be read."""
    app.connect("env-before-read-docs", before_pages_are_read)
