"""The command line: `main` reads options, the other files do what each command says."""
