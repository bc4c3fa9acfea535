"""The explorer in a real JupyterLab, in Chromium, without any other host."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from jupyter import PATIENCE, Notebook, laboratory, opened, write_notebook

CELLS = [
    "import evbook\nexplorer = evbook.load('immune-escape').explore()\nexplorer",
    "import json\nprint(json.dumps([explorer.setting, explorer.result, explorer.ev]))",
    "explorer.setting = {'T_v': 1e9, 'phi_treg': 0.5}",
    "explorer.ev = False",
    "from ipywidgets import HBox, Label\n"
    "HBox([evbook.load('immune-escape').explore(scenario='late'), Label('beside')])",
    "import sys\nprint('plotly' in sys.modules)",
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def notebook(browser, tmp_path_factory) -> Iterator[tuple[Notebook, list[str], list[str]]]:
    """The notebook with its first cell run."""
    folder = tmp_path_factory.mktemp("laboratory")
    write_notebook(folder / "explorer.ipynb", CELLS)
    with laboratory(folder) as address, opened(browser, address, "explorer.ipynb") as (opened_notebook, refused):
        errors: list[str] = []
        opened_notebook.page.on("pageerror", lambda error: errors.append(str(error)))
        opened_notebook.run(0)
        opened_notebook.page.locator(".evbook-explorer .evx-drawn").first.wait_for(timeout=PATIENCE)
        yield opened_notebook, refused, errors


def traits(notebook: Notebook) -> tuple[dict, dict, bool]:
    """Setting, result and switch as the kernel has them."""
    setting, result, ev = json.loads(notebook.run(1).inner_text())
    return setting, result, ev


def told(lab, holds):
    """The traits, once the kernel has been told of what was done in the page."""
    for _ in range(100):
        found = traits(lab)
        if holds(*found):
            break
        lab.page.wait_for_timeout(100)
    return found


def said(notebook: Notebook) -> str:
    """The sentence under the first figure."""
    return notebook.page.locator(".evx-sentence").first.inner_text()


def test_the_kernel_knows_what_the_figure_shows(notebook):
    lab, _, _ = notebook
    setting, result, ev = traits(lab)
    assert (setting["phi_treg"], ev) == (0.5, True)
    assert result["sentence"] == said(lab)
    assert result["T_final"] > 1.2e8


def test_a_moved_slider_moves_the_trait(notebook):
    lab, _, _ = notebook
    slider = lab.page.locator('.evx-control[data-name="phi_treg"] input[type=range]').first
    slider.focus()
    lab.page.keyboard.press("Home")
    setting, result, _ = told(lab, lambda setting, result, _: setting["phi_treg"] == 0 and result["day_large"] is None)
    assert setting["phi_treg"] == 0
    assert result["T_final"] < 1.2e8
    assert result["day_large"] is None
    assert result["sentence"] == said(lab)


def test_a_trait_set_in_python_moves_the_figure(notebook):
    lab, _, _ = notebook
    lab.run(2)
    field = lab.page.locator('.evx-control[data-name="T_v"] input[type=number]').first
    for _ in range(1200):
        if field.input_value() == "1e9":
            break
        lab.page.wait_for_timeout(100)
    assert field.input_value() == "1e9"
    _, result, _ = traits(lab)
    assert result["sentence"] == said(lab)
    lab.run(3)
    switch = lab.page.get_by_role("switch").first
    for _ in range(1200):
        if not switch.is_checked():
            break
        lab.page.wait_for_timeout(100)
    assert not switch.is_checked()
    assert traits(lab)[2] is False


#: Keys that are commands of JupyterLab where an output is focused: cut, insert, delete twice, restart twice, leave.
COMMANDS = ("a", "b", "x", "c", "v", "z", "m", "y", "r", "1", "d", "d", "0", "0", "i", "i", "f", "h", "k", "j",
            "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "Shift+M", "Shift+L", "Shift+ArrowDown",
            # what screen readers browse by, and hand on to the page where they do not
            "e", "g", "l", "n", "o", "p", "q", "s", "t", "u", "2", "6", "Shift+H", "Shift+K")  # fmt: skip


def shape(notebook: Notebook) -> list[str]:
    """The cells: kind and source of each, which is active, and whether a dialogue is open."""
    return notebook.page.evaluate(
        """() => [...[...document.querySelectorAll('.jp-Notebook .jp-Cell')].map((cell) =>
             [...cell.classList].filter((c) => /CodeCell|MarkdownCell|RawCell|jp-mod-(active|selected)$/.test(c)).join()
             + cell.querySelector('.cm-content')?.textContent),
           document.querySelectorAll('.jp-Dialog').length]"""
    )


@pytest.fixture
def lively(notebook) -> Iterator[Notebook]:
    """The first figure with its vesicles on, so that their sliders are alive; put back as it was afterwards."""
    lab, _, _ = notebook
    switch = lab.page.get_by_role("switch").first
    before = switch.is_checked()
    switch.set_checked(True)
    lab.page.locator(".evbook-explorer input[type=range]:enabled:visible").first.wait_for()
    yield lab
    switch.set_checked(before)


def test_no_key_pressed_in_an_explorer_reaches_jupyterlab(lively):
    lab = lively
    figure = lab.page.locator(".evbook-explorer").first
    # A click makes the cell the active one, and the notebook listens for commands.
    figure.locator(".evx-sentence").first.click()
    lab.page.wait_for_timeout(500)  # it takes the focus a moment later
    for stop in ("input[type=range]:enabled", "input[type=number]:enabled", "select:enabled", "button:enabled"):
        control = figure.locator(f"{stop}:visible").first
        control.focus()
        before = shape(lab)
        for key in COMMANDS:
            control.focus()
            assert control.evaluate("(node) => node === document.activeElement")
            lab.page.keyboard.press(key)
            assert shape(lab) == before, f"{key} in {stop}"


def test_arrows_move_a_slider_as_in_any_page(lively):
    lab = lively
    slider = lab.page.locator(".evbook-explorer .evx-panel input[type=range]:enabled:visible").first
    slider.click()
    at = lambda: float(slider.input_value())  # noqa: E731
    step = float(slider.get_attribute("step") or 1)
    before = at()
    for _ in range(5):
        lab.page.keyboard.press("ArrowRight")
    assert at() == pytest.approx(before + 5 * step)
    for key in ("ArrowLeft", "ArrowDown"):
        lab.page.keyboard.press(key)
    lab.page.keyboard.press("ArrowUp")
    assert at() == pytest.approx(before + 4 * step)
    lab.page.keyboard.press("Home")
    assert at() == float(slider.get_attribute("min") or 0)
    assert slider.evaluate("(node) => node === document.activeElement"), "the focus stays where the reader is"


def test_the_model_is_taken_away_as_sbml_at_the_values_seen(notebook):
    """The button asks the kernel, as no file lies beside a notebook."""
    libsbml = pytest.importorskip("libsbml")
    lab, _, _ = notebook
    growth = lab.page.locator('.evx-control[data-name="a"] input[type=number]').first
    growth.evaluate("(field) => { field.closest('details').open = true; }")
    growth.fill("0.2")
    growth.press("Enter")
    setting, _, _ = told(lab, lambda setting, *_: setting["a"] == 0.2)
    assert setting["a"] == 0.2
    figure = lab.page.locator(".evbook-explorer").first
    with lab.page.expect_download(timeout=PATIENCE) as download:
        figure.get_by_role("button", name="SBML", exact=True).click()
    assert download.value.suggested_filename.endswith(".xml")
    document = libsbml.readSBMLFromFile(str(download.value.path()))
    assert document.getNumErrors(libsbml.LIBSBML_SEV_ERROR) == 0
    written = {p.getId(): p.getValue() for p in document.getModel().getListOfParameters()}
    assert {name: setting[name] for name in ("s", "p", "a", "b", "n")}.items() <= written.items()
    assert "T_v" not in written, "the vesicles are switched off"


def test_two_explorers_in_a_box_share_one_plotly(notebook):
    lab, _, _ = notebook
    before = lab.page.evaluate("() => { globalThis.kept = evbook.Plotly; return evbook.Plotly !== undefined; }")
    assert before
    lab.run(4)
    # Figures wake when they come into view.
    lab.page.locator(".evbook-explorer .evx-stage").nth(1).scroll_into_view_if_needed()
    lab.page.locator(".evbook-explorer .evx-drawn").nth(1).wait_for(timeout=PATIENCE)
    assert lab.page.evaluate("() => globalThis.kept === evbook.Plotly")
    assert lab.page.get_by_text("beside", exact=True).is_visible()
    assert lab.page.locator(".evx-sentence").nth(1).inner_text().startswith("The tumour is controlled, but only just")


def test_the_address_is_left_alone_and_nobody_else_is_asked(notebook):
    lab, refused, errors = notebook
    assert "#ev:" not in lab.page.url
    assert lab.run(5).inner_text().strip() == "False"
    assert refused == []
    assert errors == []
