"""The review as a book: its sections, the chapters that answer for them, its references, the words of its ledger.

What a count, a list of chapters or a vocabulary is, stands here and nowhere else: ``_toc.yml``, the schema of the
data package and the ledger are held to it by tests.
"""

from __future__ import annotations

#: The review that the book makes executable.
REVIEW = "10.1186/s12943-019-0965-7"
REVIEW_WORDS = "Maacha et al. 2019, Molecular Cancer 18:55"

#: How many references the review has; they are numbered from 1.
LAST_REFERENCE = 148

#: The parts of the review, as the ledger's claims are numbered, and their titles.
SECTIONS = {
    "abstract": "Abstract",
    "background": "Background",
    "microenvironment": "Extracellular vesicles as modulators of the tumour microenvironment",
    "stromal-activation": "Stromal activation",
    "angiogenesis": "Angiogenesis",
    "immune-escape": "Immune escape",
    "metastasis": "Metastasis",
    "resistance": "Drug resistance",
    "immunotherapy-sink": "A sink for immunotherapies",
    "drug-export": "Drug export and sequestration",
    "efflux-transfer": "Transfer of drug efflux pumps",
    "prosurvival-cargo": "Export of prosurvival cargo",
    "mirna-cargo": "Table 1",
    "stromal-resistance": "Resistance through the microenvironment",
    "mitigation": "Strategies to mitigate resistance",
    "conclusions": "Conclusions and future perspectives",
    "figure-1": "Legend of Figure 1",
    "figure-2": "Legend of Figure 2",
}

#: The pages that answer for claims, in the order of the book.
CHAPTERS = (
    "index",
    "background/vesicle-classes",
    "background/biogenesis",
    "background/uptake",
    "microenvironment/index",
    "microenvironment/stromal-activation",
    "microenvironment/angiogenesis",
    "microenvironment/immune-escape",
    "microenvironment/metastasis",
    "resistance/index",
    "resistance/immunotherapy-sink",
    "resistance/drug-export",
    "resistance/efflux-transfer",
    "resistance/prosurvival-cargo",
    "resistance/mirna-cargo",
    "resistance/stromal-resistance",
    "mitigation/blocking-release",
    "mitigation/hemofiltration",
    "perspectives/liquid-biopsy",
    "perspectives/isolation-heterogeneity",
    "perspectives/delivery",
    "perspectives/tumour-slice",
    "perspectives/whole-picture",
)

#: The model whose live figure stands under the idea of a chapter.
LEADS = {
    "background/vesicle-classes": "particle-sizes",
    "background/biogenesis": "bud-landscape",
    "background/uptake": "membrane-wrapping",
    "microenvironment/stromal-activation": "fibroblast-circuit",
    "microenvironment/angiogenesis": "tumour-vessels",
    "microenvironment/immune-escape": "immune-escape",
    "microenvironment/metastasis": "metastatic-seeding",
    "resistance/immunotherapy-sink": "antibody-sink",
    "resistance/drug-export": "drug-export",
    "resistance/efflux-transfer": "pump-transfer",
    "resistance/prosurvival-cargo": "caspase-switch",
    "resistance/mirna-cargo": "mirna-balance",
    "resistance/stromal-resistance": "resistance-game",
    "mitigation/blocking-release": "release-block",
    "mitigation/hemofiltration": "plasma-filter",
    "perspectives/liquid-biopsy": "blood-marker",
    "perspectives/isolation-heterogeneity": "isolation-pipeline",
    "perspectives/delivery": "vesicle-delivery",
    "perspectives/tumour-slice": "tumour-slice",
    "perspectives/whole-picture": "whole-picture",
}

# The values that a controlled column may hold, parted as in the ledger's own cells.
_VOCABULARY = {
    "cargo_kind": "protein; miRNA; mRNA; lncRNA; lipid; DNA; drug; metabolite; receptor; enzyme; ligand; mixed",
    "vesicle_class": "EV; exosome; microvesicle; oncosome; ARMM",
    "sign": "promotes; opposes; mixed; none",
    "outcome": "biogenesis; uptake; communication; stromal activation; angiogenesis; immune suppression; "
    "immune activation; invasion; permeability; pre-metastatic niche; metastasis; drug resistance; "
    "drug sensitivity; drug sequestration; EV release blocked; EV removal; biomarker; delivery; framing",
    "system": "in vitro; animal; patient; review; computational; no experiment cited",
    "ev_isolation": "ultracentrifugation; differential centrifugation; density gradient; "
    "size-exclusion chromatography; precipitation; filtration; immunoaffinity; "
    "not stated in what was read; source not seen; no experiment cited",
    "physiological_dose": "yes; no; not stated in what was read; source not seen; no experiment cited",
    "release_blocked_control": "yes; no; not stated in what was read; source not seen; no experiment cited",
    "strength": "framing; review; single study in vitro; several studies in vitro; animal; patient; disputed",
    "correction_status": "disagrees with source; qualified by source; disputed by later work; "
    "correction published; expression of concern reported, notice not seen; misprint in the review; "
    "suspected misprint",
}
VOCABULARY = {column: frozenset(values.split("; ")) for column, values in _VOCABULARY.items()}

#: The controls of an experiment by which a reader of MISEV or EV-TRACK chooses, and how each is called.
CONTROLS = {
    "ev_isolation": "Vesicles isolated by",
    "physiological_dose": "Dose as in the body",
    "release_blocked_control": "Release blocked",
}
#: What stands in those columns where the abstract or text that was read does not say, and where the paper was searched
#: for and neither its abstract nor its text could be read.
NOT_STATED, NOT_SEEN = "not stated in what was read", "source not seen"
#: What stands in them, and in the kind of evidence, where the review cites no experiment.
NO_EXPERIMENT = "no experiment cited"
#: What an empty cell of those columns means.
NOT_LOOKED_AT = "not looked at"


def values(column: str) -> tuple[str, ...]:
    """Return the values that a controlled column may hold, in their order.  Raises KeyError for another column."""
    return tuple(_VOCABULARY[column].split("; "))
