// A network for one test: on free ports, its time standing still until it is told to pass.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export async function startCarrier(...options) {
  const command = ["serve", "--json", "--speed", "paused", "--smpp-port", "0", "--http-port", "0", ...options];
  const child = spawn("fakecarrier", command, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const said = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`fakecarrier ended with ${code}`)));
    createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line)));
  });
  return new Carrier(child, ended, said);
}

class Carrier {
  constructor(child, ended, said) {
    this.child = child;
    this.ended = ended;
    this.url = said.url;
    this.smpp = said.smpp; // { host, port, system_id, password }
    this.tencent = said.tencent_v3; // { endpoint, secret_id, secret_key, sdkappid }
  }

  // Let network time pass; all that is due happens, each at its instant.
  pass(seconds) {
    return this.ask("POST", "/sim/clock/pass", { seconds });
  }

  // Put a handset into a condition: off, on, no-signal, inbox-full, …
  turn(number, condition) {
    return this.ask("PUT", `/sim/handsets/${number}`, { condition });
  }

  // The texts that a handset shows, oldest first.
  async inbox(number) {
    const { inbox } = await this.ask("GET", `/sim/handsets/${number}`);
    return inbox.map(({ text }) => text);
  }

  async ask(method, path, body) {
    const answer = await fetch(this.url + path, { method, body: body && JSON.stringify(body) });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${said.detail}`);
    return said;
  }

  async stop() {
    this.child.kill("SIGTERM");
    return this.ended; // its exit code
  }
}
