"""For tests: a network of one's own (`Carrier`), clients of one that runs elsewhere (`Client`, `AsyncClient`), and their assertions."""

from simulator.testing.aio import AsyncClient
from simulator.testing.assertions import MisuseError, NotSoError, RefusedError
from simulator.testing.carrier import START, Carrier
from simulator.testing.client import Client

__all__ = ["START", "AsyncClient", "Carrier", "Client", "MisuseError", "NotSoError", "RefusedError"]
