"""What a researcher asks of a model that runs: sweeps, branches, thresholds, sensitivities, fits, report cards."""
