"""What readers type and the book calls otherwise: words of the search, each with the words it also finds.

The glossary's own second names (``data/glossary.csv``, column *also*) are found without a line here.
"""

from __future__ import annotations

#: A word, or words in quotation of one thing, as typed in small letters: what the book calls it.  A hit by another name
#: counts less than one by the word itself.
SYNONYMS: dict[str, tuple[str, ...]] = {
    # programs that read what the book gives away
    "copasi": ("sbml", "run anywhere"),
    "antimony": ("sbml",),
    "bionetgen": ("sbml",),
    "cellml": ("sbml",),
    "matlab": ("sbml", "run anywhere"),
    "pysces": ("sbml",),
    "roadrunner": ("sbml",),
    "tellurium": ("sbml",),
    "vcell": ("sbml",),
    "colab": ("binder", "jupyterlite"),
    "excel": ("csv", "your own data"),
    "install": ("run anywhere",),
    "shedding": ("shed", "release"),
    # vesicles by their other names
    "ectosome": ("microvesicle", "vesicle classes"),
    "exosome": ("vesicle classes",),
    "exosomal": ("exosome",),
    "microparticle": ("microvesicle",),
    "oncosome": ("vesicle classes",),
    "sev": ("exosome", "vesicle classes"),
    # molecules and cells
    "caf": ("fibroblast", "stromal"),
    "ctl": ("t cell",),
    "mdr1": ("p-glycoprotein", "efflux pump"),
    "abcb1": ("p-glycoprotein", "efflux pump"),
    "microrna": ("mirna",),
    "mirna": ("microrna",),
    "p-gp": ("p-glycoprotein", "efflux pump"),
    "pgp": ("p-glycoprotein", "efflux pump"),
    "tme": ("tumour microenvironment",),
    # medicine
    "apheresis": ("hemofiltration",),
    "chemoresistance": ("drug resistance",),
    "dialysis": ("hemofiltration",),
    "haemofiltration": ("hemofiltration",),
    "checkpoint": ("pd-1", "pd-l1"),
    "gw4869": ("blocking release",),
    "immunotherapy": ("antibody", "pd-l1"),
    "haemopurifier": ("hemofiltration",),
    "hemopurifier": ("hemofiltration",),
    "tumor": ("tumour",),
    # what is taught, and how it is marked
    "assignment": ("exercise",),
    "bibtex": ("cite",),
    "citation": ("cite",),
    "homework": ("exercise", "assignment"),
    "moodle": ("quiz", "instructors"),
    "teaching": ("instructors",),
    "license": ("licence",),
}
