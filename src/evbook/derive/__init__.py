"""What a declaration becomes: equations, code, tables, diagrams, SBML.  Nothing here runs a model."""
