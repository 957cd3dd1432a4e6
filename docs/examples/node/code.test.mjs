// A verification code to a phone that is off: what the sender is told, and that it arrives when the phone is back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { once } from "node:events";
import smpp from "smpp";
import tencent from "tencentcloud-sdk-nodejs-sms";
import { startCarrier } from "./carrier.mjs";

let carrier;
before(async () => {
  carrier = await startCarrier();
});
after(async () => {
  assert.equal(await carrier.stop(), 0);
});

test("by SMPP: stored while the phone is off, delivered and reported when it is on again", async () => {
  const phone = "13900000001";
  await carrier.turn(phone, "off");
  const { host, port, system_id, password } = carrier.smpp;
  const session = smpp.connect({ host, port });
  await once(session, "connect");
  const send = (command, fields) => new Promise((resolve) => session.send(new smpp.PDU(command, fields), resolve));
  assert.equal((await send("bind_transceiver", { system_id, password })).command_status, smpp.ESME_ROK);

  const receipt = once(session, "deliver_sm").then(([pdu]) => {
    session.send(pdu.response());
    return pdu;
  });
  const text = { destination_addr: phone, short_message: "Your code is 4321", registered_delivery: 1 };
  const { message_id } = await send("submit_sm", text);
  await carrier.pass(60);
  assert.deepEqual(await carrier.inbox(phone), []);

  await carrier.turn(phone, "on");
  await carrier.pass(60);
  assert.deepEqual(await carrier.inbox(phone), ["Your code is 4321"]);
  const told = (await receipt).short_message.message;
  assert.match(told.toString(), new RegExp(`^id:${message_id} .* stat:DELIVRD err:000`));
  await send("unbind", {});
});

test("by the cloud API: taken, shown, and reported when it is asked for", async () => {
  const { endpoint, sdkappid, secret_id, secret_key } = carrier.tencent;
  const client = new tencent.sms.v20210111.Client({
    credential: { secretId: secret_id, secretKey: secret_key },
    region: "ap-guangzhou",
    profile: { httpProfile: { protocol: "http://", endpoint } },
  });
  const { SendStatusSet } = await client.SendSms({
    PhoneNumberSet: ["+8613900000002"],
    SmsSdkAppId: sdkappid,
    SignName: "示例科技",
    TemplateId: "1001",
    TemplateParamSet: ["4321", "5"],
  });
  assert.equal(SendStatusSet[0].Code, "Ok");
  await carrier.pass(60);
  assert.deepEqual(await carrier.inbox("13900000002"), ["【示例科技】您的验证码为4321，5分钟内有效。"]);
  const { PullSmsSendStatusSet } = await client.PullSmsSendStatus({ SmsSdkAppId: sdkappid, Limit: 10 });
  assert.deepEqual([PullSmsSendStatusSet[0].SerialNo, PullSmsSendStatusSet[0].ReportStatus], [SendStatusSet[0].SerialNo, "SUCCESS"]);
});
