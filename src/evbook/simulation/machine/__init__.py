"""The solver of the front end as loops on plain numbers, compiled: one integrator for every model.

The parts in their order: :mod:`workspace`, the methods :mod:`explicit` and :mod:`stiff`, :mod:`stepping` from step to
step, :mod:`firing` of triggers, :mod:`running` from the start to the end.  The front end's modules of like names
(``numerics/dormand-prince.js``, ``rosenbrock.js``, ``step-control.js``, ``integration.js``, ``events.js``) tell why
each thing is as it is, and carry the references.  :mod:`language`, :mod:`translation` and :mod:`llvm` make machine
code of it.

Everything lies in one workspace ``w`` of doubles and one ``iw`` of whole numbers; a name in capitals is a place there,
in units of the number of states.  No function of the parts makes an array, so the machine code needs nothing of Numba.
"""
