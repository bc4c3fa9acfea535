"""Small declarations whose answers are known in closed form, or published, for the tests of the analysis."""

from evbook.declaration import Base, Declaration, Dose, Measure, Output, Process, State, Time, Window
from evbook.declaration import Parameter as P

BASE = Base("textbook", "a textbook example", "whole")
SOURCE = ("fitted", "secondary", "Tian2013")


def number(name, value, span, *, scale="linear", unit="1", grade="assumed"):
    """A parameter without units of its own."""
    return P(name, value, unit, span, grade, "not seen", "" if grade == "assumed" else "textbook", name, scale=scale)


def model(name, **parts):
    """A declaration of a model in nominal units."""
    return Declaration(id=name, title=name, idea="", summary="", base=BASE, **parts)


#: x' = r + x², which has equilibria ±√-r that meet at r = 0.
SADDLE_NODE = model(
    "saddle-node",
    time=Time("1", 1.0),
    states=(State("x", "0", "1", (-3.0, 3.0), "x", amount=False),),
    parameters=(number("r", -1.0, (-4.0, 1.0)),),
    processes=(Process("change", "r + x**2", "the normal form", produces={"x": 1}),),
)

#: x' = r x - x²: 0 and r exchange stability at r = 0.
TRANSCRITICAL = model(
    "transcritical",
    time=Time("1", 1.0),
    states=(State("x", "0.1", "1", (-3.0, 3.0), "x", amount=False),),
    parameters=(number("r", 1.0, (-2.0, 2.0)),),
    processes=(Process("change", "r*x - x**2", "the normal form", produces={"x": 1}),),
)

#: The Hopf normal form, turned by a shift: at r = 0 a pair of eigenvalues ± i w.
HOPF = model(
    "hopf",
    time=Time("1", 1.0),
    states=(
        State("x", "0.1", "1", (-3.0, 3.0), "x", amount=False),
        State("y", "0", "1", (-3.0, 3.0), "y", amount=False),
    ),
    parameters=(number("r", -1.0, (-2.0, 2.0)), number("w", 3.0, (1.0, 5.0))),
    processes=(
        Process("x_change", "r*x - w*y - x*(x**2 + y**2)", "the normal form", produces={"x": 1}),
        Process("y_change", "w*x + r*y - y*(x**2 + y**2)", "the normal form", produces={"y": 1}),
    ),
)

#: N(t) = K / (1 + (K/N_0 - 1) exp(-r t)).
LOGISTIC = model(
    "logistic",
    time=Time("day", 10.0, points=101),
    states=(State("N", "N_0", "1", (1e-3, 200.0), "size"),),
    parameters=(
        number("r", 0.8, (0.1, 2.0), unit="1/day"),
        number("K", 100.0, (10.0, 1000.0), scale="log"),
        number("N_0", 2.0, (0.1, 10.0), scale="log"),
        number("idle", 1.0, (0.0, 2.0)),
    ),
    processes=(Process("growth", "r * N * (1 - N/K)", "growth", produces={"N": 1}),),
    outputs=(Output("share", "N / K", "1", (0.0, 1.0), "share of the capacity"),),
    measures=(
        Measure("N_final", "N", "final", "1", "size at the end"),
        Measure("N_area", "N", "area", "day", "area under the size"),
        Measure("N_mean", "N", "mean", "1", "mean size"),
        Measure("N_at_three", "N", "at", "1", "size on day 3", time="3.05"),
        Measure("half", "share", "first_above", "day", "first day above half the capacity", level="0.5"),
    ),
)

#: Two states in a cascade with doses and a window, so that everything an event does is used.
DOSED = model(
    "dosed",
    time=Time("hour", 24.0, points=97),
    states=(State("A", "0", "1", (0.0, 20.0), "drug"), State("B", "1", "1", (0.0, 20.0), "effect")),
    parameters=(
        number("k", 0.3, (0.05, 1.0), unit="1/hour"),
        number("dose", 10.0, (1.0, 20.0)),
        number("start", 2.1, (0.0, 5.0), unit="hour"),
        number("gap", 6.3, (4.0, 8.0), unit="hour"),
        number("rate", 1.5, (0.5, 3.0), unit="1/hour"),
        number("on", 9.2, (5.0, 12.0), unit="hour"),
        number("lasts", 3.3, (1.0, 5.0), unit="hour"),
    ),
    processes=(
        Process("loss", "k * A", "loss", consumes={"A": 1}),
        Process("infusion", "rate * infusing", "infusion", produces={"A": 1}),
        Process("effect", "k * A * B / (1 + B)", "effect", produces={"B": 1}),
    ),
    doses=(Dose("bolus", "A", "dose", "start", "a bolus", every="gap", count="3"),),
    windows=(Window("infusing", "on", "lasts", "an infusion"),),
    outputs=(Output("flow", "rate * infusing + k * A", "1/hour", (0.0, 20.0), "in and out"),),
    measures=(
        Measure("A_final", "A", "final", "1", "drug at the end"),
        Measure("A_largest", "A", "max", "1", "peak"),
        Measure("B_final", "B", "final", "1", "effect at the end"),
        Measure("flow_area", "flow", "area", "1", "area under the flow"),
        Measure("B_two", "B", "first_above", "hour", "first time above 2", level="2"),
    ),
)

#: Ishigami's function (Ishigami and Homma 1990) as the end of a run: f = sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1.
ISHIGAMI = model(
    "ishigami",
    time=Time("1", 1.0, points=3),
    states=(State("f", "0", "1", (-10.0, 20.0), "f", amount=False),),
    parameters=tuple(number(x, 0.5, (-3.141592653589793, 3.141592653589793)) for x in ("x1", "x2", "x3")),
    processes=(
        Process("rise", "sin(x1) + 7*sin(x2)**2 + 0.1*x3**4*sin(x1)", "to f in one unit of time", produces={"f": 1}),
    ),
    measures=(Measure("f_final", "f", "final", "1", "f"),),
)

#: A straight line, so that each elementary effect is the coefficient times the range: f = 2 u - 3 w.
LINEAR = model(
    "linear",
    time=Time("1", 1.0, points=3),
    states=(State("f", "0", "1", (-10.0, 10.0), "f", amount=False),),
    parameters=(number("u", 0.5, (0.0, 1.0)), number("w", 0.5, (0.0, 2.0)), number("idle", 0.5, (0.0, 2.0))),
    processes=(Process("rise", "2*u - 3*w", "to f in one unit of time", produces={"f": 1}),),
    measures=(Measure("f_final", "f", "final", "1", "f"),),
)

#: x' = 2 - x, y' = (y - 3) + (x - 2)²: the saddle (2, 3) has the stable manifold y = 3 - (x - 2)²/3.
PARABOLA = model(
    "parabola",
    time=Time("1", 1.0),
    states=(State("x", "1", "1", (0.0, 4.0), "x"), State("y", "1", "1", (0.0, 6.0), "y")),
    parameters=(number("c", 1.0, (0.1, 2.0)),),
    processes=(
        Process("x_change", "2 - x", "towards 2", produces={"x": 1}),
        Process("y_change", "(y - 3) + c*(x - 2)**2", "away from 3", produces={"y": 1}),
    ),
)

#: N' = a b N: only the product of a and b can be seen.
PRODUCT = model(
    "product",
    time=Time("day", 5.0),
    states=(State("N", "N_0", "1", (0.0, 100.0), "size"),),
    parameters=(
        number("a", 0.5, (0.01, 5.0), scale="log"),
        number("b", 0.8, (0.01, 5.0), unit="1/day", scale="log"),
        number("N_0", 3.0, (0.1, 10.0), scale="log"),
        number("r", 0.0, (-1.0, 1.0), unit="1/day"),
    ),
    processes=(Process("growth", "(a*b + r) * N", "exponential growth", produces={"N": 1}),),
)

#: Robertson's reaction (1966): stiff, so that explicit steps cannot follow it.
STIFF = model(
    "robertson",
    time=Time("1", 1e4, points=11),
    states=tuple(State(x, "1" if x == "a" else "0", "1", (0.0, 1.0), x) for x in "abc"),
    parameters=(number("slow", 0.04, (0.01, 0.1)), number("fast", 3e7, (1e7, 1e8), scale="log")),
    processes=(
        Process("first", "slow * a", "a to b", consumes={"a": 1}, produces={"b": 1}),
        Process("second", "1e4 * b * c", "b back to a", consumes={"b": 1}, produces={"a": 1}),
        Process("third", "fast * b**2", "b to c", consumes={"b": 1}, produces={"c": 1}),
    ),
    measures=(Measure("c_final", "c", "final", "1", "c at the end"),),
)

#: Gompertz growth of a lesion: V(t) = K exp(log(V_0/K) exp(-b t)).
GOMPERTZ = model(
    "gompertz",
    time=Time("week", 100.0, points=101),
    states=(State("V", "V_0", "mm**3", (1.0, 1e6), "volume of a lesion", scale="log"),),
    parameters=(
        number("V_0", 1000.0, (10.0, 1e6), scale="log", unit="mm**3"),
        number("K", 2e4, (10.0, 1e8), scale="log", unit="mm**3"),
        number("b", 0.02, (1e-4, 1.0), scale="log", unit="1/week"),
    ),
    processes=(Process("growth", "b * V * log(K / V)", "growth that slows towards K", produces={"V": 1}),),
    measures=(Measure("V_final", "V", "final", "mm**3", "volume at the end"),),
)

_TIAN = {
    "k0T": 0.06, "kT": 1.2, "JT": 0.06, "kdT": 0.6, "k0s": 0.0006, "ks": 0.03, "Js": 1.6, "kds": 0.09,
    "kS": 17.0, "JS": 0.08, "kdS": 1.66, "k03": 0.0012, "k3": 0.012, "J13": 0.15, "J23": 0.36, "kd3": 0.035,
    "k0z": 0.003, "kz": 0.06, "Jz": 3.5, "kdz": 0.09, "kZ": 17.0, "JZ": 0.06, "kdZ": 1.66,
    "k02": 0.0002, "k2": 0.012, "J12": 5.0, "J22": 0.2, "kd2": 0.035,
}  # fmt: skip


def _rise(x, half):
    return f"({x}/{half})**2 / (1 + ({x}/{half})**2)"


def _step(name, state, made, lost):
    return (
        Process(f"{name}_made", made, f"{name} made", produces={state: 1}),
        Process(f"{name}_lost", f"{lost} * {state}", f"{name} lost", consumes={state: 1}),
    )


#: Epithelial to mesenchymal transition, the switch without its read-outs E- and N-cadherin.
EMT = model(
    "emt",
    time=Time("1", 1000.0),
    states=tuple(
        State(n, "0.1", "1", (0.0, top), n)
        for n, top in (("T", 3.0), ("s", 0.5), ("S", 4.0), ("R3", 0.5), ("z", 1.0), ("Z", 8.0), ("R2", 0.5))
    ),
    parameters=(number("T0", 0.0, (0.0, 4.0)), *(P(n, v, "1", (v / 10, v * 10), *SOURCE, n) for n, v in _TIAN.items())),
    processes=(
        *_step("tgf", "T", "k0T + kT / (1 + (R2/JT)**2)", "kdT"),
        *_step("snail_mrna", "s", f"k0s + ks * {_rise('(T + T0)', 'Js')}", "kds"),
        *_step("snail", "S", "kS * s / (1 + (R3/JS)**2)", "kdS"),
        *_step("mir34", "R3", "k03 + k3 / (1 + (S/J13)**2 + (Z/J23)**2)", "kd3"),
        *_step("zeb_mrna", "z", f"k0z + kz * {_rise('S', 'Jz')}", "kdz"),
        *_step("zeb", "Z", "kZ * z / (1 + (R2/JZ)**2)", "kdZ"),
        *_step("mir200", "R2", "k02 + k2 / (1 + (S/J12)**2 + (Z/J22)**2)", "kd2"),
    ),
)
