"""Running what is derived: settings, the solver, events, equilibria, random runs and many runs at once."""
