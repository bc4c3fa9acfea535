/**
 * Dense linear algebra for small systems (n up to about 30); matrices are row-major arrays of n*n numbers.
 *
 * References: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., Johns Hopkins University Press 2013:
 * algorithm 3.4.1 (LU with partial pivoting), 7.4.2 (Householder reduction to Hessenberg form),
 * 7.5.1 and 7.5.2 (Francis' implicit double-shift QR).
 *
 * @import {Complex} from "./types.js"
 */

/**
 * Factorise PA = LU in place.
 * Where rows are in units of their own, as those of a Jacobian, `sizes` says what counts as one in each: a pivot is
 * then the largest by that measure.  Without it a cell's few would be found from differences of a million molecules.
 * @param {Float64Array} A overwritten by L (unit diagonal, below) and U
 * @param {number} n
 * @param {Int32Array} pivots row exchanged with row k at stage k
 * @param {Float64Array} [sizes] of the rows, above 0, exchanged as they are
 * @returns {boolean} false when A is singular or not finite
 */
export function factorise(A, n, pivots, sizes) {
  for (let k = 0; k < n; k++) {
    let row = k;
    let largest = Math.abs(A[k * n + k]) / (sizes ? sizes[k] : 1);
    for (let i = k + 1; i < n; i++) {
      const size = Math.abs(A[i * n + k]) / (sizes ? sizes[i] : 1);
      if (size > largest) {
        largest = size;
        row = i;
      }
    }
    pivots[k] = row;
    if (!(largest > 0) || largest === Infinity) return false;
    if (row !== k) {
      if (sizes) {
        const kept = sizes[k];
        sizes[k] = sizes[row];
        sizes[row] = kept;
      }
      for (let j = 0; j < n; j++) {
        const kept = A[k * n + j];
        A[k * n + j] = A[row * n + j];
        A[row * n + j] = kept;
      }
    }
    const pivot = A[k * n + k];
    for (let i = k + 1; i < n; i++) {
      const factor = A[i * n + k] / pivot;
      A[i * n + k] = factor;
      if (factor !== 0) for (let j = k + 1; j < n; j++) A[i * n + j] -= factor * A[k * n + j];
    }
  }
  return true;
}

/**
 * Solve Ax = b from the factors of A.
 * @param {Float64Array} LU as left by `factorise`
 * @param {number} n
 * @param {Int32Array} pivots
 * @param {Float64Array} b overwritten by x
 */
export function solveFactorised(LU, n, pivots, b) {
  for (let k = 0; k < n; k++) {
    const row = pivots[k];
    if (row !== k) {
      const kept = b[k];
      b[k] = b[row];
      b[row] = kept;
    }
  }
  for (let i = 1; i < n; i++) {
    let sum = b[i];
    for (let j = 0; j < i; j++) sum -= LU[i * n + j] * b[j];
    b[i] = sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let j = i + 1; j < n; j++) sum -= LU[i * n + j] * b[j];
    b[i] = sum / LU[i * n + i];
  }
}

/**
 * Eigenvalues of a real 2 by 2 matrix.
 * A complex pair is exactly conjugate, with the positive imaginary part first; real ones are in ascending order.
 * @param {number} a @param {number} b @param {number} c @param {number} d
 * @returns {[Complex, Complex]}
 */
function eigenvaluesOfTwo(a, b, c, d) {
  const centre = (a + d) / 2;
  const half = (a - d) / 2;
  const discriminant = half * half + b * c;
  if (discriminant < 0) {
    const im = Math.sqrt(-discriminant);
    return [
      { re: centre, im },
      { re: centre, im: -im },
    ];
  }
  // The eigenvalue of larger modulus has no cancellation; the other follows from the determinant.
  const root = Math.sqrt(discriminant);
  const large = centre + (centre >= 0 ? root : -root);
  const small = large === 0 ? 0 : (a * d - b * c) / large;
  return large < small
    ? [
        { re: large, im: 0 },
        { re: small, im: 0 },
      ]
    : [
        { re: small, im: 0 },
        { re: large, im: 0 },
      ];
}

/** Scale rows and columns by powers of two so that their norms are alike: D^-1 A D has the same eigenvalues.
 * @param {Float64Array} A
 * @param {number} n
 */
function balance(A, n) {
  for (let sweep = 0; sweep < 20; sweep++) {
    let settled = true;
    for (let i = 0; i < n; i++) {
      let row = 0;
      let column = 0;
      for (let j = 0; j < n; j++) {
        if (j === i) continue;
        row += Math.abs(A[i * n + j]);
        column += Math.abs(A[j * n + i]);
      }
      if (row === 0 || column === 0) continue;
      const scale = 2 ** Math.round(Math.log2(row / column) / 2);
      if (column * scale + row / scale >= 0.95 * (column + row)) continue;
      settled = false;
      for (let j = 0; j < n; j++) A[i * n + j] /= scale;
      for (let j = 0; j < n; j++) A[j * n + i] *= scale;
    }
    if (settled) return;
  }
}

/**
 * Apply the Householder reflection I - 2 v v'/(v'v), of rows and columns first..first+m-1, from both sides.
 * @param {Float64Array} A
 * @param {number} n
 * @param {Float64Array} v its first m entries
 * @param {number} m
 * @param {number} first
 */
function reflect(A, n, v, m, first) {
  let norm = 0;
  for (let i = 0; i < m; i++) norm += v[i] * v[i];
  if (norm === 0) return;
  const factor = 2 / norm;
  for (let j = 0; j < n; j++) {
    let dot = 0;
    for (let i = 0; i < m; i++) dot += v[i] * A[(first + i) * n + j];
    dot *= factor;
    for (let i = 0; i < m; i++) A[(first + i) * n + j] -= dot * v[i];
  }
  for (let j = 0; j < n; j++) {
    let dot = 0;
    for (let i = 0; i < m; i++) dot += v[i] * A[j * n + first + i];
    dot *= factor;
    for (let i = 0; i < m; i++) A[j * n + first + i] -= dot * v[i];
  }
}

/** Turn v into the Householder vector that maps v onto a multiple of the first unit vector.
 * @param {Float64Array} v
 * @param {number} m
 */
function householder(v, m) {
  let scale = 0;
  for (let i = 0; i < m; i++) scale = Math.max(scale, Math.abs(v[i]));
  if (scale === 0) return;
  let norm = 0;
  for (let i = 0; i < m; i++) {
    v[i] /= scale;
    norm += v[i] * v[i];
  }
  v[0] += v[0] >= 0 ? Math.sqrt(norm) : -Math.sqrt(norm);
}

/** @param {Float64Array} A @param {number} n */
function reduceToHessenberg(A, n) {
  const v = new Float64Array(n);
  for (let k = 0; k + 2 < n; k++) {
    const m = n - k - 1;
    for (let i = 0; i < m; i++) v[i] = A[(k + 1 + i) * n + k];
    householder(v, m);
    reflect(A, n, v, m, k + 1);
    for (let i = k + 2; i < n; i++) A[i * n + k] = 0;
  }
}

/**
 * One implicit double-shift QR sweep on the active block low..high of a Hessenberg matrix.
 * @param {Float64Array} H
 * @param {number} n
 * @param {number} low
 * @param {number} high
 * @param {number} trace sum of the two shifts
 * @param {number} determinant product of the two shifts
 * @param {Float64Array} v workspace of three
 */
function francisSweep(H, n, low, high, trace, determinant, v) {
  const h00 = H[low * n + low];
  const h10 = H[(low + 1) * n + low];
  v[0] = h00 * h00 + H[low * n + low + 1] * h10 - trace * h00 + determinant;
  v[1] = h10 * (h00 + H[(low + 1) * n + low + 1] - trace);
  v[2] = h10 * H[(low + 2) * n + low + 1];
  for (let k = low; k < high; k++) {
    const m = k + 2 <= high ? 3 : 2;
    if (k > low) for (let i = 0; i < m; i++) v[i] = H[(k + i) * n + k - 1];
    householder(v, m);
    reflect(H, n, v, m, k);
    if (k > low) for (let i = 1; i < m; i++) H[(k + i) * n + k - 1] = 0;
  }
}

/**
 * Eigenvalues of a real general matrix; complex ones come in exactly conjugate neighbours.
 * @param {Float64Array} matrix row-major, left unchanged
 * @param {number} n
 * @returns {Complex[]} sorted by descending real part; NaN where the iteration did not converge
 */
export function eigenvalues(matrix, n) {
  const H = Float64Array.from(matrix);
  /** @type {Complex[]} */
  const found = [];
  for (let i = 0; i < n * n; i++) {
    if (!Number.isFinite(H[i])) return Array.from({ length: n }, () => ({ re: NaN, im: NaN }));
  }
  balance(H, n);
  reduceToHessenberg(H, n);
  let norm = 0;
  for (let i = 0; i < n * n; i++) norm = Math.max(norm, Math.abs(H[i]));
  const v = new Float64Array(3);
  let high = n - 1;
  let sweeps = 0;
  while (high >= 0) {
    let low = high;
    while (low > 0) {
      const around = Math.abs(H[low * n + low]) + Math.abs(H[(low - 1) * n + low - 1]);
      if (Math.abs(H[low * n + low - 1]) <= Number.EPSILON * (around || norm)) {
        H[low * n + low - 1] = 0;
        break;
      }
      low--;
    }
    if (low === high) {
      found.push({ re: H[high * n + high], im: 0 });
      high -= 1;
      sweeps = 0;
    } else if (low === high - 1) {
      const i = low * n + low;
      found.push(...eigenvaluesOfTwo(H[i], H[i + 1], H[i + n], H[i + n + 1]));
      high -= 2;
      sweeps = 0;
    } else {
      sweeps++;
      if (sweeps > 60) {
        for (let i = low; i <= high; i++) found.push({ re: NaN, im: NaN });
        high = low - 1;
        sweeps = 0;
        continue;
      }
      const i = (high - 1) * n + high - 1;
      let trace = H[i] + H[i + n + 1];
      let determinant = H[i] * H[i + n + 1] - H[i + 1] * H[i + n];
      if (sweeps % 10 === 0) {
        // An exceptional shift breaks the rare cycle of the ordinary ones.
        const size = Math.abs(H[i + n]) + Math.abs(H[i - 1]);
        trace = 1.5 * size;
        determinant = size * size;
      }
      francisSweep(H, n, low, high, trace, determinant, v);
    }
  }
  return found.sort((a, b) => b.re - a.re || b.im - a.im);
}
