// A message centre of node-smpp, as its manual shows one: binds are taken, a text is answered, and told of as delivered if asked.
// It remembers nothing. argv: the port. `smpp` is looked for as node does, so in NODE_PATH.
const smpp = require('smpp');

let taken = 0;

function receipt(id, pdu) {
  return {
    source_addr_ton: pdu.dest_addr_ton,
    source_addr_npi: pdu.dest_addr_npi,
    source_addr: pdu.destination_addr,
    dest_addr_ton: pdu.source_addr_ton,
    dest_addr_npi: pdu.source_addr_npi,
    destination_addr: pdu.source_addr,
    esm_class: 4,
    receipted_message_id: id,
    message_state: 2,
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2403040900 done date:2403040900 stat:DELIVRD err:000 text:`,
  };
}

const server = smpp.createServer((session) => {
  for (const command of ['bind_transceiver', 'bind_transmitter', 'bind_receiver', 'enquire_link']) {
    session.on(command, (pdu) => session.send(pdu.response()));
  }
  session.on('submit_sm', (pdu) => {
    const id = (++taken).toString(16).padStart(16, '0');
    session.send(pdu.response({ message_id: id }));
    if (pdu.registered_delivery & 1) session.deliver_sm(receipt(id, pdu));
  });
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('error', () => {});
});
server.listen(Number(process.argv[2]), '127.0.0.1');
