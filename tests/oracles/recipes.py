"""What is asked of each BioModels file: which curves, at which times, at which settings.

A recipe names things as the file does; brackets are libRoadRunner's way to ask for a concentration.
``vary`` names the parameters and initial values, ``init(X)``, that random settings multiply by up to
``factor`` either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Recipe:
    """One BioModels file and what is asked of it; ``traps`` says what went wrong elsewhere."""

    model: str
    source: str
    curves: tuple[str, ...]
    times: tuple[float, ...]
    time_unit: str
    vary: tuple[str, ...]
    settings: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    factor: float = 1.5
    absolute: float = 1e-20
    relative: float = 1e-14
    traps: str = ""


def steps(end: float, count: int, *more: float) -> tuple[float, ...]:
    """``count`` equal steps from 0 to ``end``, and further times."""
    return tuple(sorted({round(end * k / count, 9) for k in range(count + 1)} | set(more)))


_IMMUNE = ("s", "p", "g", "m", "d", "a", "b", "n")
_SITES = [f"{cell}_{site}" for site in (1, 2) for cell in ("Tumor_Cell_u", "CT_immune_Cell_x", "TE_immune_Cell_y")]

RECIPES = {
    "kuznetsov1994": Recipe(
        "BIOMD0000000762", "Kuznetsov et al. 1994, effector and tumour cells",
        ("E", "T"), steps(1000, 100, 1, 2, 5), "day", (*_IMMUNE, "init(E)", "init(T)"),
        traps="The file calls amounts millimoles; the numbers are cells.",
    ),
    "greene2019": Recipe(
        "BIOMD0000000825", "Greene, Gevertz and Sontag 2019, induced resistance",
        ("[Sensitive_tumor_S]", "[Resistant_tumor_R]", "u"), steps(44, 44), "1",
        ("epsilon", "d", "p_r", "u_on", "alpha"),
        settings={"no induction": {"alpha": 0.0}},
        traps="The event changes u, which reset() leaves changed: each setting loads the file afresh.",
    ),
    "mager2005": Recipe(
        "BIOMD0000000765", "Mager and Krzyzanski 2005, target-mediated drug disposition",
        ("[C]", "[R]", "[RC]"), steps(24, 48), "hour", ("k_el", "k_on", "k_off", "k_deg", "init(C)", "init(R)"),
        traps="k_int and k_syn are 0 in the file; C is a concentration.",
    ),
    "evans2005": Recipe(
        "BIOMD0000000946", "Evans et al. 2005, topotecan in breast cancer cells",
        ("L_m", "H_m", "L_e", "H_e", "L_c", "H_c", "L_n"), steps(7200, 60, 60, 300), "second",
        ("k_mi", "k_mo", "k_i", "k_e", "k_b", "k_dl", "k_om", "k_cm", "k_oc", "k_cc", "B_T", "D"),
        traps="The start of L_m is (1 + v0) D, worked out when the file is loaded.",
    ),
    "rhodes2019": Recipe(
        "BIOMD0000000926", "Rhodes and Hillen 2019, immune-mediated metastasis",
        (*_SITES, "Necrotic_Cell_v_1", "Necrotic_Cell_v_2"), steps(300, 60), "day",
        ("r_1", "r_2", "s_1", "chi_1", "tilde_s_1", "p", "omega_1", "rho_1"), factor=1.2,
        traps="u_2 starts at 1e-12 and switches are steep: absolute tolerances far below that.",
    ),
    "zhu2015": Recipe(
        "BIOMD0000000668", "Zhu, Straubinger and Jusko 2015, gemcitabine and birinapant in PANC-1 cells",
        ("Ra", "Rd", "Sti_g4", "Sti_b4"), steps(96, 48), "hour",
        ("kg", "kd", "Rss", "IC50_g", "SC50_g", "Smax_g", "ktau_g"),
        settings={f"gemcitabine {dose} nM": {"C_g": float(dose)} for dose in (6, 10, 14, 20, 30)}
        | {f"gemcitabine {g} nM, birinapant {b} nM": {"C_g": float(g), "C_b": float(b), "Psi_i": 0.583, "Psi_s": 0.582}
           for g, b in ((6, 50), (10, 200), (20, 200), (20, 500))},
        traps="The interaction terms Psi are assigned when the file is loaded; with one drug alone they are 1, and "
        "with both they are set here to the values that the file's own assignment gives.",
    ),
    "ito2019": Recipe(
        "BIOMD0000000827", "Ito et al. 2019, gefitinib resistance by MET amplification",
        ("[X_3_MET]", "[X_10_p_MET_MET]", "[X_8_p_EGFR_ErbB3]", "[X_9_p_ErbB3_ErbB3]"),
        steps(1000, 50, 1, 2, 5, 10000), "1",
        ("l_1", "k_1", "l_2", "k_2", "k_3", "k_4", "k_p1", "k_p2", "k_p3", "init(X_3_MET)"), absolute=1e-30,
        settings={f"MET times {f:g}": {"init(X_3_MET)": 7.4e-12 * f} for f in (0.1, 0.3, 10)},
        traps="Amounts are near 1e-12: absolute tolerances far below that.",
    ),
    "huang1996": Recipe(
        "BIOMD0000000009", "Huang and Ferrell 1996, MAPK cascade",
        ("[PP_K]", "[PP_KK]", "[P_KKK]", "[KPase_PP_K]", "[K_PP_norm]"), steps(400, 80), "second",
        ("init(E1)", "init(E2)", "init(KKK)", "init(KK)", "init(K)", "init(KPase)", "init(KKPase)"),
        settings={f"E1 {e1:g} uM": {"init(E1)": e1} for e1 in (1e-6, 3e-6, 4.17e-6, 1e-5, 1e-4)}, absolute=1e-30,
        traps="The compartment is 4e-12: ask for concentrations (micromolar; K_PP_norm is then the fraction).",
    ),
    "zi2011": Recipe(
        "BIOMD0000000342", "Zi et al. 2011, TGF-beta signalling",
        ("totalNumPSmad2", "totalNuclearPSmad2", "totalNumLRC", "[PSmad2n]", "[TGF_beta_ex]"), steps(480, 96), "minute",
        ("ki", "kr", "kdeg_T1R", "klid", "ka_LRC", "kpho_Smad2", "kon_Smads", "kdepho_Smad2"),
        absolute=1e-30,
        traps="The start of the receptors is worked out when the file is loaded, and the medium shrinks with time; "
        "the pulse's event asks for time == 0.5, which no solver meets, so only lasting stimulation is asked for.",
    ),
}  # fmt: skip
