"""Notebooks that are not in the cache are executed before the pages are read, as many at once as there are cores.

MyST-NB executes a notebook when it reads its page, one after another; what it finds in its cache it takes from there.
A notebook that fails is not cached: a warning names its page, its cell and the error, all others are built, and the
next build tries it again, whether or not its page was changed.
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


def execute_together(cache, paths: list[Path], *, timeout: int, workers: int) -> dict[Path, str]:
    """Execute notebooks, ``workers`` at a time; put those that succeed into the cache, and say of the others why not.

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

    failed = {}
    with ThreadPoolExecutor(workers) as pool:
        started = {pool.submit(run, path): path for path in paths}
        for future in as_completed(started):
            path = started[future]
            try:
                result = future.result()
            except Exception as error:  # a kernel that died, say
                failed[path] = f"it could not be executed: {error}"
                continue
            if result.err is not None:
                failed[path] = reason(result.nb, timeout)
                continue
            logger.info(f"executed {path.name} in {result.time:.1f} s")
            cache.cache_notebook_bundle(
                CacheBundleIn(result.nb, str(path), data={"execution_seconds": result.time}),
                check_validity=False,
                overwrite=True,
            )
    return failed


def reason(notebook, timeout: int) -> str:
    """Which cell of a notebook stopped its execution, and by what error."""
    stopped = 0
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        for output in cell.outputs:
            if output.output_type == "error":
                return f"cell {number} fails with {output.ename}: {output.evalue}"
        if not stopped and cell.get("execution_count") is None:
            stopped = number
    return f"cell {stopped} takes longer than {timeout} s" if stopped else "it did not end"


def before_pages_are_read(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    """Execute the notebooks among the pages to be read, as many at once as there are cores."""
    if app.config.nb_execution_mode != "cache" or app.config.nb_execution_in_temp:
        return
    from jupyter_cache import get_cache

    pages = {Path(path): name for name in sorted(names) if (path := str(env.doc2path(name))).endswith(".ipynb")}
    cache = get_cache(app.config.nb_execution_cache_path)
    missing = waiting(cache, list(pages))
    if not missing:
        return
    workers = min(cores(), len(missing))
    logger.info(f"executing {len(missing)} notebooks, {workers} at a time …")
    failed = execute_together(cache, missing, timeout=app.config.nb_execution_timeout, workers=workers)
    for path, said in failed.items():
        logger.warning(f"the notebook was not executed to its end: {said}", location=pages[path], type="evbook")


def failed_before(app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set) -> list[str]:
    """Pages whose notebook failed when it was last read: unchanged as they are, they are read again."""
    told = getattr(env, "nb_metadata", {})
    return [page for page, known in told.items() if known.get("exec_data", {}).get("succeeded") is False]


def setup(app: Sphinx) -> None:
    """Connect to the moments when it is asked, and when it is known, which pages will be read."""
    app.connect("env-get-outdated", failed_before)
    app.connect("env-before-read-docs", before_pages_are_read)
