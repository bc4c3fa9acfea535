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
    "stromal-resistance": "Resistance by way of the microenvironment",
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
    "perspectives/whole-picture",
)

# The values that a controlled column may hold, parted as in the ledger's own cells.
_VOCABULARY = {
    "cargo_kind": "protein; miRNA; mRNA; lncRNA; lipid; DNA; drug; metabolite; receptor; enzyme; ligand; mixed",
    "vesicle_class": "EV; exosome; microvesicle; oncosome; ARMM",
    "sign": "promotes; opposes; mixed; none",
    "outcome": "biogenesis; uptake; communication; stromal activation; angiogenesis; immune suppression; "
    "immune activation; invasion; permeability; pre-metastatic niche; metastasis; drug resistance; "
    "drug sensitivity; drug sequestration; EV release blocked; EV removal; biomarker; delivery; framing",
    "system": "in vitro; animal; patient; review; computational",
    "physiological_dose": "yes; no",
    "release_blocked_control": "yes; no",
    "strength": "framing; review; single study in vitro; several studies in vitro; animal; patient; disputed",
    "correction_status": "disagrees with source; qualified by source; disputed by later work; "
    "correction published; expression of concern reported, notice not seen; misprint in the review; "
    "suspected misprint",
}
VOCABULARY = {column: frozenset(values.split("; ")) for column, values in _VOCABULARY.items()}
