"""Running what is derived: settings, the solver, events, rests, random runs and many runs at once."""
