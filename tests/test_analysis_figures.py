"""Pictures of the analysis: what is drawn and what is said come from the table."""

import re

import numpy as np
import pytest
from analysis_models import LINEAR, LOGISTIC, SADDLE_NODE

import evbook
from evbook.chapter import analysis_figures as pictures
from evbook.drawing import Line, Points
from evbook.model import Model

IMMUNE = evbook.load("immune-escape")


def marks(picture, kind):
    return [mark for panel in picture.panels for mark in panel.marks if isinstance(mark, kind)]


def test_stable_branches_are_solid_and_unstable_ones_dashed():
    table = Model(SADDLE_NODE).branches("r")
    picture = pictures.bifurcation(table, "x", title="Fold")
    lines = marks(picture, Line)
    assert [line.label for line in lines] == ["unstable", "stable"] or [line.label for line in lines] == [
        "stable",
        "unstable",
    ]
    for line in lines:
        assert bool(line.dash) == (line.label == "unstable")
        away = np.asarray(line.x) < -0.01
        assert (np.asarray(line.x)[away].size > 10) and len({*np.sign(np.asarray(line.y)[away])}) == 1
        assert (np.sign(np.asarray(line.y)[away])[0] < 0) == (line.label == "stable")
    fold = marks(picture, Points)
    assert len(fold) == 1 and fold[0].label == "fold" and abs(fold[0].x[0]) < 1e-8
    assert "1 branch, 1 partly stable" in picture.alt and "fold at r" in picture.alt


def test_the_words_of_a_bifurcation_give_its_fold():
    table = IMMUNE.branches("m", ev=False)
    picture = pictures.bifurcation(table, "T", title="Dormancy", log=True, log_x=True)
    value = table[table["special"] == "fold"]["m"].max()
    mantissa = f"{value:.2e}".split("e")[0]
    assert mantissa in picture.alt and "2 branches" in picture.alt
    assert "1 never stable" in picture.alt


def test_a_tornado_has_the_outcomes_at_both_ends():
    table = Model(LINEAR).sensitivity("f_final", method="ends")
    picture = pictures.tornado(table, title="Ends")
    assert "w from 1 to −5; u from −1.5 to 0.5" in picture.alt
    assert "−0.5 at the setting" in picture.alt


@pytest.mark.parametrize(
    "method, words", [("local", "elasticity"), ("morris", "elementary effect"), ("sobol", "share of the variance")]
)
def test_bars_name_the_strongest_parameter_first(method, words):
    table = Model(LINEAR).sensitivity("f_final", method=method, seed=1)
    picture = pictures.sensitivities(table, title="What matters")
    assert re.search(rf"{words}.* of f_final, the strongest first: w ", picture.alt)


def test_a_band_says_what_lies_in_the_middle():
    table = Model(LOGISTIC).band("N", 64, seed=1, ranges={"r": (0.2, 1.0)}, times=[0.0, 5.0])
    picture = pictures.band(table, title="Band")
    assert "in 64 settings" in picture.alt and "the 90 % in the middle lie between" in picture.alt
    assert len(picture.panels[0].marks) == 3


def test_a_map_has_each_setting_in_the_middle_of_its_cell():
    table = Model(LOGISTIC).sweep("r", [0.2, 0.6, 1.0], second=("K", [10.0, 100.0, 1000.0]), outcome="N_final")
    picture = pictures.plane(table, "N_final", title="Map")
    panel, (cells,) = picture.panels[0], [m for m in picture.panels[0].marks]
    assert panel.y.log and not picture.x.log
    assert panel.y.share(100.0) == pytest.approx(0.5) and picture.x.share(0.2) == pytest.approx(1 / 6)
    assert cells.values[2][0] == table.query("r == 0.2 and K == 1000")["N_final"].item()
    assert "3 by 3 settings" in picture.alt


def test_the_phase_plane_tells_its_rest_states():
    picture = pictures.phase_plane(IMMUNE, title="Plane", ev=False)
    assert "stable spiral at E" in picture.alt and "saddle at E" in picture.alt and "separatrix" in picture.alt
    assert any(line.label == "separatrix" for line in marks(picture, Line))


def test_every_picture_is_drawn():
    for picture in (
        pictures.bifurcation(Model(SADDLE_NODE).branches("r"), "x", title="Fold"),
        pictures.tornado(Model(LINEAR).sensitivity("f_final", method="ends"), title="Ends"),
    ):
        svg = picture._repr_html_()
        assert "<svg" in svg and picture.title in svg


@pytest.mark.parametrize("ask, said", [
    (lambda: pictures.bifurcation(Model(SADDLE_NODE).branches("r"), "y", title="t"), "no state 'y'"),
    (lambda: pictures.phase_plane(Model(LOGISTIC), title="t"), "declares no plane"),
    (lambda: pictures.plane(Model(LOGISTIC).sweep("r", [0.2, 0.4], second=("K", [20.0, 40.0]), outcome="N_final"),
                            "N_mean", title="t"), "no outcome 'N_mean'"),
])  # fmt: skip
def test_errors_are_sentences(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()
