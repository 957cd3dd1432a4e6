"""A load of one's own: a shop that confirms orders to its customers, and sends a code first."""

from locust import constant_pacing, events, tag, task

from simulator.locust import texts
from simulator.locust.plugin import install
from simulator.locust.smpp import SmppUser
from simulator.locust.texts import Text

install(events)


class Shop(SmppUser):
    """Every order is a code and a confirmation; there is one a second."""

    wait_time = constant_pacing(1)

    @tag("orders")
    @task
    def order(self):
        """What one customer gets."""
        customer = next(self.numbers)
        self.send(texts.code(customer, self.chance))
        self.send(Text(customer, "【示例科技】您的订单已确认，我们将尽快发货。", template=0))
