"""Formulae are set in few elements: every one of the book looks as KaTeX sets it, and can be read aloud."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import pytest
from figures import DESKTOP
from visits import pages, visit

from evbook.sphinxext.mathematics import render

MATHML = "{http://www.w3.org/1998/Math/MathML}"
#: How many parts these have; any other may have as many as it likes.
PARTS = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "mroot": 2, "msubsup": 3, "munderover": 3}

#: Bars, brackets and braces without a letter between them, so that pictures of both can be laid over each other.
LETTERLESS = [
    r"\frac{\phantom{abc}}{\phantom{d}}",
    r"\frac{\frac{\phantom{a}}{\phantom{bcd}}}{\phantom{bcdef}} \quad \phantom{x}^{\frac{\phantom{a}}{\phantom{b}}}",
    r"\left(\frac{\phantom{a}}{\left(\phantom{\frac{b}{\frac{c}{d}}}\right)}\right)",
    r"\textcolor{#a63c06}{\underbrace{\phantom{\frac{abc}{d}}}} + \sqrt{\frac{\phantom{abc}}{\phantom{d}}}",
]

#: What the next chapter may bring, and no chapter has yet.
OTHERS = [
    r"\sum_{i=1}^{n} x_i \int_0^\infty e^{-x}\,dx + \iint_C \oint",
    r"\left.\frac{df}{dx}\right|_{x=0} \bigl(\Bigl[\biggl\{ x \biggr\}\Bigr]\bigr)",
    r"\overbrace{a+b}^{\text{both}} + \underbrace{c}_{\text{one}}",
    r"\overset{a}{b}\underset{c}{d}\stackrel{!}{=}",
    r"\begin{pmatrix}a & b\\ c & d\end{pmatrix}^{-1} \begin{bmatrix}\frac{a}{b} & b_1^2\\ c & d\end{bmatrix}",
    r"\begin{cases}x^2 & x>0\\ 0 & \text{otherwise}\end{cases}",
    r"\begin{array}{l|c|r}a&b&c\\\hline d&e&f\end{array}",
    r"\binom{n}{k}\dbinom{n}{k}\tbinom{n}{k}",
    r"\cfrac{1}{1+\cfrac{1}{1+\cfrac{1}{x}}} \dfrac{a}{b}\tfrac{c}{d}",
    r"\sqrt[3]{x^2}\sqrt{\frac{a_1}{b^2}}\sqrt{\,\overline{x_1}\,}",
    r"\hat{x}\bar{x}_1\vec{v}\dot{x}\ddot{y}\tilde{z}^2\widehat{abc}\,\underline{c_1}",
    r"\boxed{x_1^2}\cancel{x}+\bcancel{y}",
    r"x'+x''_1 + {}_a^b X_c^d + x_{a_{b_{c}}}^{d^{e^{f}}}",
    r"\mathbb{R}^n\mathcal{L}\mathbf{x}_1\mathsf{A}\mathtt{b}",
    r"{\large a_1}+{\small b^2}+\Large c_3",
    r"\lim_{x\to 0}\max_{i\in I} f\;\operatorname*{arg\,max}_\theta L",
    r"\xrightarrow{k_1}\; A \xrightleftharpoons[k_2]{k_1} B",
    r"\color{red} x + y^2 \frac{a}{b}",
    r"a\textcolor{#a63c06}{+ b_1^2}+c\,\htmlClass{ev-term}{k_s E^2}",
    r"\displaystyle\sum_{\substack{i<n\\j<m}} a_{ij}\left(\begin{smallmatrix}a&b\\c&d\end{smallmatrix}\right)",
    r"a\quad b\qquad c\!d\;e\:f\,g\ h~i \neq \not\in \rule{1em}{0.5em}\raisebox{0.3em}{x}",
]

#: Every sign's letter, place, size and colour, of both settings of each formula.
SIGNS = """() => [...document.querySelectorAll(".both")].map((both) => [...both.children].map((side) => {
  const { x, y, width, height } = side.getBoundingClientRect();
  const signs = [["", 0, 0, width, height, "", ""]];
  const range = document.createRange();
  for (const formula of side.querySelectorAll(".katex-html")) {
    const walk = document.createTreeWalker(formula, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const { color, fontFamily, fontSize } = getComputedStyle(node.parentElement);
      [...node.data].forEach((letter, i) => {
        if (/[\\s\\u200b]/.test(letter)) return;
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        signs.push([letter, box.x - x, box.y - y, box.width, box.height, color, fontFamily + fontSize]);
      });
    }
    for (const drawing of formula.querySelectorAll("svg")) {
      const box = drawing.getBoundingClientRect();
      signs.push(["drawing", box.x - x, box.y - y, box.width, box.height, getComputedStyle(drawing).fill, ""]);
    }
  }
  return signs;
}))"""

#: Pixels with ink in two pictures, and those of either with no ink in the other at the same place or beside it.
INK = """async (pictures) => {
  const read = async (picture) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(picture)]));
    const { width, height } = image;
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, width, height);
    // the first pixel is paper
    const ink = (x, y) => [0, 1, 2].some((i) => Math.abs(data[4 * (y * width + x) + i] - data[i]) > 90);
    return { width, height, ink };
  };
  const both = await Promise.all(pictures.map(read));
  let [inked, apart] = [0, 0];
  for (const [one, other] of [both, [...both].reverse()]) {
    for (let y = 1; y < one.height - 1; y++) for (let x = 1; x < one.width - 1; x++) if (one.ink(x, y)) {
      inked++;
      if (![-1, 0, 1].some((up) => [-1, 0, 1].some((across) => other.ink(x + across, y + up)))) apart++;
    }
  }
  return { inked, apart };
}"""


@pytest.fixture(scope="module")
def formulae(site) -> list[tuple[str, bool]]:
    """The book's formulae as its pages hold them: LaTeX, and whether displayed."""
    found: dict[tuple[str, bool], None] = {}
    for page in pages(site):
        for attributes in re.findall(r"<math ([^>]*)>", (site / page).read_text(encoding="utf-8")):
            latex = re.search(r'alttext="([^"]*)"', attributes)
            assert latex, f"{page}: a formula has no text of its own: {attributes}"
            found[html.unescape(latex[1]), "display=" in attributes] = None
    assert len(found) > 200
    return list(found)


@pytest.fixture
def show(browser, site_address):
    """A page with the site's sheets that shows each of some formulae as KaTeX sets it, and as the book does."""
    with visit(browser, site_address, viewport={**DESKTOP, "width": 2000}) as seen:
        seen.go("microenvironment/metastasis.html")

        def shown(formulae: list[tuple[str, bool]]):
            both = (
                f'<div class="both"><div>x{render(latex, display, light=False)}</div>'
                f"<div>x{render(latex, display)}</div></div>"
                for latex, display in formulae
            )
            seen.page.evaluate(
                "(markup) => { document.body.innerHTML = `<div class='math'>${markup}</div>`;"
                " document.querySelector('.math').style.display = 'block'; return document.fonts.ready; }",
                "".join(both),
            )
            seen.settle()
            return seen.page

        yield shown


def test_every_sign_stands_where_katex_puts_it(show, formulae):
    formulae = [*formulae, *((latex, display) for latex in OTHERS for display in (True, False))]
    page = show(formulae)
    for (latex, _), (whole, light) in zip(formulae, page.evaluate(SIGNS), strict=True):
        assert [sign[0] for sign in light] == [sign[0] for sign in whole], latex
        assert [sign[5:] for sign in light] == [sign[5:] for sign in whole], latex
        apart = max(
            abs(a - b) for one, two in zip(light, whole, strict=True) for a, b in zip(one[1:5], two[1:5], strict=True)
        )
        assert apart < 0.2, f"{apart} px apart: {latex}"


@pytest.mark.parametrize("latex", LETTERLESS)
def test_bars_and_brackets_are_drawn_where_katex_draws_them(show, latex):
    page = show([(latex, True)])
    pictures = []
    for side in page.locator(".both > div").all():
        side.evaluate("""(side) => {
          side.firstChild.remove();
          side.style.padding = "20px";
          for (const one of side.parentElement.children) one.style.display = one === side ? "block" : "none";
        }""")
        pictures.append(list(side.screenshot()))
    ink = page.evaluate(INK, pictures)
    assert ink["inked"] > 50
    assert ink["apart"] == 0


def test_a_formula_is_set_in_half_of_its_elements(formulae):
    whole, light = (
        sum(len(re.findall("<[a-z]", render(*one, light=light))) for one in formulae) for light in (False, True)
    )
    assert light < whole / 2


def test_what_is_read_aloud_is_well_formed(formulae):
    for latex, display in formulae:
        mathml = re.search(r"<math.*?</math>", render(latex, display), re.DOTALL)[0]
        tree = ElementTree.fromstring(mathml)
        for element in tree.iter():
            tag = element.tag.removeprefix(MATHML)
            assert tag not in ("semantics", "annotation", "mstyle", "mspace"), latex
            if tag in PARTS:
                assert len(element) == PARTS[tag], f"{tag} in {latex}"
        whole = ElementTree.fromstring(re.search(r"<math.*?</math>", render(latex, display, light=False), re.DOTALL)[0])
        source = whole.find(f".//{MATHML}annotation")
        assert source is not None and " ".join(source.text.split()) == tree.get("alttext") == " ".join(latex.split())
        source.text = ""
        assert re.sub(r"\s", "", "".join(tree.itertext())) == re.sub(r"\s", "", "".join(whole.itertext()))


def test_a_name_is_read_in_one_piece():
    said = render(r"K_{\mathrm{EV}}\,\left(2x\right)", display=False)
    assert '<msub><mi>K</mi><mi mathvariant="normal">EV</mi></msub><mo fence="true">(</mo><mn>2</mn><mi>x</mi>' in said
