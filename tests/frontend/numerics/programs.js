// Model programs written by hand from textbooks, in the shape that evbook derives from a declaration.

/**
 * A program from its equations; anything else (doses, triggers…) can be given in `more`.
 * @param {{initial?: number[], rates: Function, jacobian: Function}} equations
 * @param {object} [more]
 */
export function program({ initial = [], rates, jacobian }, more = {}) {
  return {
    autonomous: true,
    initial(p, y) {
      initial.forEach((value, i) => (y[i] = value));
    },
    rates,
    jacobian,
    outputs() {},
    doses: () => [],
    ...more,
  };
}

export const NONE = new Float64Array(0);

/** y' = -p0 y, y(0) = 1: y = exp(-p0 t). */
export const decay = program({
  initial: [1],
  rates(t, y, p, dy) {
    dy[0] = -p[0] * y[0];
  },
  jacobian(t, y, p, J) {
    J[0] = -p[0];
  },
});

/** x' = v, v' = -x: (cos t, -sin t). */
export const oscillator = program({
  initial: [1, 0],
  rates(t, y, p, dy) {
    dy[0] = y[1];
    dy[1] = -y[0];
  },
  jacobian(t, y, p, J) {
    J[0] = 0;
    J[1] = 1;
    J[2] = -1;
    J[3] = 0;
  },
});

/** y' = y (1 - y), y(0) = 0.01. */
export const logistic = program({
  initial: [0.01],
  rates(t, y, p, dy) {
    dy[0] = y[0] * (1 - y[0]);
  },
  jacobian(t, y, p, J) {
    J[0] = 1 - 2 * y[0];
  },
});

/** y' = -p0 (y - cos t) - sin t: y = cos t from y(0) = 1; stiff for large p0, and time stands in the rates. */
export const protheroRobinson = program(
  {
    initial: [1],
    rates(t, y, p, dy) {
      dy[0] = -p[0] * (y[0] - Math.cos(t)) - Math.sin(t);
    },
    jacobian(t, y, p, J) {
      J[0] = -p[0];
    },
  },
  { autonomous: false },
);

/** Robertson's kinetics: stiff, and the sum of the states is 1 for ever. */
export const robertson = program({
  initial: [1, 0, 0],
  rates(t, y, p, dy) {
    const made = 0.04 * y[0];
    const back = 1e4 * y[1] * y[2];
    const lost = 3e7 * y[1] * y[1];
    dy[0] = -made + back;
    dy[1] = made - back - lost;
    dy[2] = lost;
  },
  jacobian(t, y, p, J) {
    J[0] = -0.04;
    J[1] = 1e4 * y[2];
    J[2] = 1e4 * y[1];
    J[3] = 0.04;
    J[4] = -1e4 * y[2] - 6e7 * y[1];
    J[5] = -1e4 * y[1];
    J[6] = 0;
    J[7] = 6e7 * y[1];
    J[8] = 0;
  },
});

/** Van der Pol's oscillator, mu = p0, from (2, 0). */
export const vanDerPol = program({
  initial: [2, 0],
  rates(t, y, p, dy) {
    dy[0] = y[1];
    dy[1] = p[0] * (1 - y[0] * y[0]) * y[1] - y[0];
  },
  jacobian(t, y, p, J) {
    J[0] = 0;
    J[1] = 1;
    J[2] = -2 * p[0] * y[0] * y[1] - 1;
    J[3] = p[0] * (1 - y[0] * y[0]);
  },
});

/** Kuznetsov et al. 1994: effector cells E and tumour cells T; p = (a, b, s, p, g, m, n, d, E0, T0). */
export const kuznetsov = program(
  {
    rates(t, y, p, dy) {
      const E = y[0];
      const T = y[1];
      dy[0] = p[2] + (p[3] * E * T) / (p[4] + T) - p[5] * E * T - p[7] * E;
      dy[1] = p[0] * T * (1 - p[1] * T) - p[6] * E * T;
    },
    jacobian(t, y, p, J) {
      const E = y[0];
      const T = y[1];
      J[0] = (p[3] * T) / (p[4] + T) - p[5] * T - p[7];
      J[1] = (p[3] * E * p[4]) / ((p[4] + T) * (p[4] + T)) - p[5] * E;
      J[2] = -p[6] * T;
      J[3] = p[0] - 2 * p[0] * p[1] * T - p[6] * E;
    },
  },
  {
    initial(p, y) {
      y[0] = p[8];
      y[1] = p[9];
    },
  },
);
/** The published setting of Kuznetsov et al., with the initial values of BIOMD0000000762. */
export const KUZNETSOV = Float64Array.of(0.18, 2e-9, 1.3e4, 0.1245, 2.019e7, 3.422e-10, 1.101e-7, 0.0412, 3.2e5, 5e6);

/** count times from start to end, both included. */
export function grid(start, end, count) {
  return Float64Array.from({ length: count }, (_, i) => start + ((end - start) * i) / (count - 1));
}
