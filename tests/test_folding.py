"""The lines of closed sections say what is in them, in words."""

from docutils import nodes

from evbook.sphinxext import folding


def _part(html: str) -> nodes.section:
    part = nodes.section()
    part += nodes.raw("", html, format="html")
    return part


def test_a_number_drawn_as_a_symbol_is_named_by_what_it_means():
    part = _part(
        "<svg><desc>Tornado of cells left, which is 1 at the setting, the widest first: "
        "recipient&#x27;s own copies from 0.1 to 2; n from 1 to 3; need from 1 to 2.</desc></svg>"
        "<figcaption>All others stay; numbers that act only together stay hidden. "
        "Here n is steepness of the protection: the power of a Hill function.</figcaption>"
    )
    named = "“cells left” by recipient's own copies, then steepness of the protection"
    assert folding._matters(part) == f"Moved most: {named}"


def test_a_table_without_a_caption_is_named_by_its_headings():
    rows = "<tr><th>a</th><td>1</td></tr>" * 4
    head = "<thead><tr><th></th><th>cisplatin</th></tr><tr><th>cell_line</th><th></th></tr></thead>"
    assert folding._table(f"<table>{head}<tbody>{rows}</tbody></table>") == "Cell line; cisplatin: 4 rows"


def test_rows_are_not_counted_twice():
    rows = "<tr><td>1</td></tr>" * 6
    assert folding._table(f"<caption>6 claims of the review.</caption>{rows}") == "6 claims of the review"
    assert folding._table(f"<caption>Days to failure.</caption>{rows}") == "Days to failure: 6 rows"
