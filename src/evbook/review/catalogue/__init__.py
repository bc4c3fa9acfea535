"""The models of the book, one module each: data and prose that a biologist can read and correct."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from evbook.declaration import Declaration
from evbook.explorer.hosted import host
from evbook.model import Model

#: Model id to module; the order is the order of the book.
MODULES = {
    "particle-sizes": "particle_sizes",
    "vesicle-reach": "vesicle_reach",
    "bud-size": "bud_size",
    "bud-landscape": "bud_landscape",
    "erk-switch": "erk_switch",
    "secretion-bursts": "secretion_bursts",
    "membrane-wrapping": "membrane_wrapping",
    "vesicle-fate": "vesicle_fate",
    "fibroblast-circuit": "fibroblast_circuit",
    "tgf-beta": "tgf_beta",
    "emt-switch": "emt_switch",
    "tumour-vessels": "tumour_vessels",
    "mirna-titration": "mirna_titration",
    "immune-escape": "immune_escape",
    "escape-slice": "escape_slice",
    "metastatic-seeding": "metastatic_seeding",
    "educated-niche": "educated_niche",
    "junction-leak": "junction_leak",
    "persistent-walk": "persistent_walk",
    "antibody-sink": "antibody_sink",
    "drug-export": "drug_export",
    "ion-trapping": "ion_trapping",
    "pump-transfer": "pump_transfer",
    "tumour-slice": "tumour_slice",
    "caspase-switch": "caspase_switch",
    "caspase-population": "caspase_population",
    "met-signal": "met_signal",
    "mirna-balance": "mirna_balance",
    "resistance-game": "resistance_game",
    "gemcitabine-stroma": "gemcitabine_stroma",
    "release-block": "release_block",
    "release-combination": "release_combination",
    "plasma-filter": "plasma_filter",
    "blood-marker": "blood_marker",
    "screening-test": "screening",
    "isolation-pipeline": "isolation_pipeline",
    "rare-loaded": "rare_loaded",
    "vesicle-delivery": "vesicle_delivery",
    "whole-picture": "whole_picture",
}


@cache
def declaration(model_id: str) -> Declaration:
    """Return the declaration of one model, unchecked.  Raises KeyError listing the ids there are."""
    if model_id not in MODULES:
        raise KeyError(f"There is no model {model_id!r}; the book has {', '.join(MODULES)}.")
    found = import_module(f"evbook.review.catalogue.{MODULES[model_id]}").DECLARATION
    host(found)
    return found


def load(model_id: str) -> Model:
    """Return one model of the book, its declaration checked.  Raises KeyError as :func:`declaration` does."""
    return Model(declaration(model_id))


def declarations() -> tuple[Declaration, ...]:
    """Return all declarations in the order of the book."""
    return tuple(declaration(model_id) for model_id in MODULES)
