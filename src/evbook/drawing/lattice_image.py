"""A lattice as a small PNG, a pixel a site, in the colours of the curves: what a page shows before any script runs."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np

from evbook.drawing.layout import layout


def _channels(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(grid: np.ndarray, colours: list[str]) -> bytes:
    """Return the PNG of a grid of shape (height, width) whose values pick one of the colours (``#rrggbb``)."""
    height, width = grid.shape
    rows = np.hstack([np.zeros((height, 1), np.uint8), grid.astype(np.uint8)])  # each row begins with its filter: none
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    palette = b"".join(bytes(_channels(colour)) for colour in colours)
    parts = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def still(grid: np.ndarray, kinds: list[int]) -> str:
    """Return a data address of the middle layer of a grid; ``kinds`` gives each kind the number of a curve's colour."""
    shown = layout()
    colours = [shown["paper"]["light"], *(shown["series"][k % len(shown["series"])]["light"] for k in kinds)]
    flat = grid if grid.ndim == 2 else grid[grid.shape[0] // 2]
    return "data:image/png;base64," + base64.b64encode(png(flat, colours)).decode()
