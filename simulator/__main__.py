"""`python -m simulator` is the command `fakecarrier`."""

from simulator.cli.main import main

main()
