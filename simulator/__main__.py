"""`python -m simulator` is the command `fakecarrier`."""

from simulator.cli import main

main()
