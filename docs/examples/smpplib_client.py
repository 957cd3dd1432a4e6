"""An SMPP client as short as it gets: one text to a handset that is off, whose carrier reports early."""

from smpplib.client import Client

answers, receipts = [], []
client = Client("127.0.0.1", 2775, allow_unknown_opt_params=True)
client.set_message_sent_handler(lambda pdu: answers.append(pdu.message_id.decode()))
client.set_message_received_handler(lambda pdu: receipts.append(pdu.short_message.decode()))
client.connect()
client.bind_transceiver(system_id="esme", password="secret")
client.send_message(source_addr="BANK", destination_addr="13800000201", short_message=b"Hello", registered_delivery=1)
while not (answers and receipts and answers[0] in receipts[-1]):  # receipts of earlier texts come first
    client.read_once()
print(f"answer:  {answers[0]}\nreceipt: {receipts[-1]}")
client.unbind()
client.disconnect()
