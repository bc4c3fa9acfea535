"""Exponential, logarithm and power that are the same to the last digit in every language.

The C library and a browser round exp and log differently, and one digit decides whether a cell divides.  These are made
of the operations that IEEE 754 defines exactly (+ - * / and scaling by a power of two), in one fixed order; the
front end's ``numerics/exact.js`` does the same.  They are within two units of the last digit of the true value.
Values are numbers or arrays; the results are NumPy's.
"""

from __future__ import annotations

import numpy as np

#: ln 2 in two parts: multiples of the first are exact.
LN2_HIGH, LN2_LOW = 0.6931471803691238, 1.9082149292705877e-10
LOG2_E, LN_10, SQRT_HALF = 1.4426950408889634, 2.302585092994046, 0.7071067811865476
#: Beyond these the exponential is 0 or infinite here.
LEAST, MOST = -708.0, 709.0
#: 1/13! … 1/2!, 1, 1: Taylor's series, whose rest is below 2e-17 for |x| ≤ ln 2 / 2.
_TAYLOR = (
    1.6059043836821613e-10, 2.08767569878681e-09, 2.505210838544172e-08, 2.755731922398589e-07, 2.7557319223985893e-06,
    2.48015873015873e-05, 0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664,
    0.16666666666666666, 0.5, 1.0, 1.0,
)  # fmt: skip
#: Odd denominators of the series of log((1+z)/(1-z)), from the last: |z| ≤ 0.172.
_ODD = (21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0)


def exp(x):
    """Return e^x; 0 below -708 and infinity above 709."""
    x = np.asarray(x, float)
    inside = np.where((x >= LEAST) & (x <= MOST), x, 0.0)
    k = np.floor(inside * LOG2_E + 0.5)
    r = (inside - k * LN2_HIGH) - k * LN2_LOW
    total = np.full(np.shape(r), _TAYLOR[0])
    for coefficient in _TAYLOR[1:]:
        total = total * r + coefficient
    found = np.ldexp(total, k.astype(int))
    return np.where(x < LEAST, 0.0, np.where(x > MOST, np.inf, np.where(np.isnan(x), np.nan, found)))[()]


def log(x):
    """Return the natural logarithm; minus infinity at 0 (and below the smallest normal number), NaN below 0."""
    x = np.asarray(x, float)
    normal = (x >= 2.2250738585072014e-308) & (x < np.inf)
    m, e = np.frexp(np.where(normal, x, 1.0))
    e = e.astype(float)
    low = m < SQRT_HALF
    m, e = np.where(low, m * 2.0, m), np.where(low, e - 1.0, e)
    z = (m - 1.0) / (m + 1.0)
    w = z * z
    total = np.zeros(np.shape(w))
    for odd in _ODD:
        total = (total + 1.0 / odd) * w
    found = e * LN2_HIGH + ((2.0 * z + 2.0 * z * total) + e * LN2_LOW)
    return np.where(
        x < 0, np.nan, np.where(normal, found, np.where(x >= np.inf, np.inf, np.where(x == x, -np.inf, np.nan)))
    )[()]


def log10(x):
    """Return the logarithm to base 10, as log(x) / log(10)."""
    return log(x) / LN_10


def power(x, y):
    """Return x^y for x of 0 or more, as exp(y log x); x^0 is 1."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    with np.errstate(all="ignore"):
        found = exp(y * log(x))
    return np.where(y == 0, 1.0, np.where(x == 0, np.where(y > 0, 0.0, np.inf), found))[()]
