"""Golden mistakes: what one wrong thing in a file is answered with, as one exact line."""

# ruff: noqa: E501 - a golden line is one line

import pytest

from simulator.scenario.load import loads

MISTAKES = [
    pytest.param("title: a\nnetwork:\n\tvalidity: 2h\n", "f:3:1: a tab: YAML is indented with spaces only", id="tab"),
    pytest.param("title: a\n\tb: c\n", "f:2:1: a tab: YAML is indented with spaces only", id="tab-in-text"),
    pytest.param(
        "title: a\nseed: 1\ntitle: b\n", 'f:3:1: "title" stands here a second time, first on line 1: keep one of them', id="duplicate-key"
    ),
    pytest.param(
        'handsets:\n  "+8613800000001": {condition: off}\n  "+8613800000001": {condition: on}\n',
        'f:3:3: handsets: "+8613800000001" stands here a second time, first on line 2: keep one of them',
        id="duplicate-handset-key",
    ),
    pytest.param(
        'handsets:\n  "+8613800000001": {condition: off}\n  13800000001: {condition: on}\n',
        'f:3:3: handsets.13800000001: "13800000001" is the same number as on line 2: put both into one',
        id="same-number-twice",
    ),
    pytest.param(
        "handsets:\n  13800000001: {blacklisted: off}\n",
        'f:2:30: handsets.13800000001.blacklisted: "off" is neither true nor false: write one of these two',
        id="off-where-a-truth-is-wanted",
    ),
    pytest.param(
        "seed: 1e3\n",
        'f:1:7: seed: "1e3" will not do: wanted a whole number from 0 to 9,007,199,254,740,992, digits only',
        id="number-with-an-exponent",
    ),
    pytest.param(
        "seed: 1_000\n",
        'f:1:7: seed: "1_000" will not do: wanted a whole number from 0 to 9,007,199,254,740,992, digits only',
        id="number-with-underscores",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v5, to: 13800000001, template: 0x3e9, params: [a, b], as: one}\n",
        'f:2:54: steps[0].send.template: "0x3e9" will not do: wanted a whole number from 0 to 9,007,199,254,740,992, digits only',
        id="hexadecimal",
    ),
    pytest.param("tilte: a\n", 'f:1:1: unknown key "tilte" (did you mean title?)', id="unknown-key"),
    pytest.param(
        "handsets:\n  13800000001: {condtion: off}\n",
        'f:2:17: handsets.13800000001: unknown key "condtion" (did you mean condition?)',
        id="unknown-key-below",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, too: 13800000001, text: hi}\n",
        'f:2:21: steps[0].send: unknown key "too" (did you mean to?)',
        id="misspelt-required-key",
    ),
    pytest.param("steps:\n- send: {via: smpp, text: hi}\n", 'f:2:9: steps[0].send: "to" is missing', id="missing-key"),
    pytest.param("network: {validity: 30}\n", 'f:1:21: network.validity: "30" has no unit: write 30s, 30m or 30h', id="no-unit"),
    pytest.param(
        "steps:\n- pass: 30min\n",
        'f:2:9: steps[0].pass: "min" is no unit of time: there are d, h, m, s or ms (did you mean 30m?)',
        id="wrong-unit",
    ),
    pytest.param(
        "steps:\n- pass: 30 sec\n",
        'f:2:9: steps[0].pass: "sec" is no unit of time: there are d, h, m, s or ms (did you mean 30s?)',
        id="seconds-in-words",
    ),
    pytest.param(
        "steps:\n- pass: 30m1h\n",
        'f:2:9: steps[0].pass: "30m1h": units go from long to short, each once, as in 1h30m',
        id="units-out-of-order",
    ),
    pytest.param("steps:\n- pass: -5s\n", 'f:2:9: steps[0].pass: "-5s": time does not run backwards', id="negative-time"),
    pytest.param("steps:\n- pass: 0s\n", 'f:2:9: steps[0].pass: "0s" is no time at all: wanted more than 0', id="no-time"),
    pytest.param("steps:\n- pass: 365000d\n", 'f:2:9: steps[0].pass: "365000d" is longer than ten years', id="a-thousand-years"),
    pytest.param(
        "start: 2024-03-04T09:00:00\n",
        'f:1:8: start: "2024-03-04T09:00:00" has no offset: write 2024-03-04T09:00:00+08:00 for Beijing, or 2024-03-04T09:00:00Z',
        id="no-offset",
    ),
    pytest.param(
        "start: 2024-02-30T09:00:00+08:00\n",
        'f:1:8: start: "2024-02-30T09:00:00+08:00" is no instant: there is no such day, hour or offset',
        id="no-such-day",
    ),
    pytest.param(
        "start: 2024-03-04\n", 'f:1:8: start: "2024-03-04" is no instant: write it as 2024-03-04T09:00:00+08:00', id="a-date-alone"
    ),
    pytest.param(
        "handsets:\n  13800000001: {condition: of}\n",
        'f:2:28: handsets.13800000001.condition: "of" is no condition (did you mean off?)',
        id="no-condition",
    ),
    pytest.param(
        "handsets:\n  13800000001: {condition: drowned}\n",
        'f:2:28: handsets.13800000001.condition: "drowned" is no condition; wanted on, off, out-of-credit, out-of-credit-outgoing, suspended, stale-registration, no-signal, inbox-full, settings, hardware, blocked-on-phone or number-unknown',
        id="no-condition-at-all",
    ),
    pytest.param(
        "handsets:\n  13800000001: off\n",
        "f:2:16: handsets.13800000001: a text stands here: wanted a mapping with condition, stage, since, until…",
        id="handset-as-a-word",
    ),
    pytest.param(
        "handsets:\n  13800000001: {until: 2h}\n",
        "f:2:24: handsets.13800000001.until: until needs a condition",
        id="until-without-condition",
    ),
    pytest.param(
        "handsets:\n  13800000001: {condition: off, until: 2h, for: 1m}\n",
        "f:2:49: handsets.13800000001.for: stands beside until: the condition ends in one way, keep one of them",
        id="until-and-for",
    ),
    pytest.param(
        "handsets:\n  13800000001: {condition: off, since: 3h, until: 2h}\n",
        "f:2:51: handsets.13800000001.until: the condition ends before it begins: until comes after since",
        id="ends-before-it-begins",
    ),
    pytest.param(
        'handsets:\n  13800000001: {condition: off, until: "2023-01-01T00:00:00Z"}\n',
        "f:2:40: handsets.13800000001.until: is over before it begins: it is 2024-03-04T09:00:00+08:00 by then",
        id="over-before-the-start",
    ),
    pytest.param(
        "steps:\n- pass: 3h\n- set: {handset: 13800000001, condition: off, until: +2h}\n",
        "f:3:54: steps[1].set.until: is over before it begins: it is 2024-03-04T12:00:00+08:00 by then",
        id="over-before-the-step",
    ),
    pytest.param(
        "handsets:\n  13800000001: {condition: on, until: 2h}\n",
        "f:2:39: handsets.13800000001.until: until says when a fault begins or ends, and a handset that is on has none: take it out",
        id="on-until",
    ),
    pytest.param(
        "handsets:\n  13800000001: {condition: off, conditions: [{condition: no-signal}]}\n",
        "f:2:45: handsets.13800000001.conditions: stands beside condition: put all of them into conditions",
        id="condition-and-conditions",
    ),
    pytest.param(
        "handsets:\n  13800000001: {condition: off, stage: outgoing}\n",
        "f:2:40: handsets.13800000001.stage: a stage is of out-of-credit, not of off: take it out",
        id="stage-of-the-wrong-condition",
    ),
    pytest.param(
        "handsets:\n  13800000001: {report: none}\n",
        'f:2:25: handsets.13800000001.report: "none" is no manner of report; wanted final, early, optimistic or silent',
        id="no-manner",
    ),
    pytest.param(
        "handsets:\n  1380000: {condition: off}\n",
        'f:2:3: handsets.1380000: "1380000" is no phone number: write 13800000001 (11 digits), or +85251000001 with the country\'s code',
        id="malformed-handset",
    ),
    pytest.param(
        "handsets:\n  13800000001: {ported_to: unicorn}\n",
        'f:2:28: handsets.13800000001.ported_to: "unicorn" is no network (did you mean unicom?)',
        id="unknown-network",
    ),
    pytest.param(
        "handsets:\n  13800000001: {unsubscribed: [1400000002]}\n",
        'f:2:32: handsets.13800000001.unsubscribed[0]: "1400000002" is no app (did you mean 1400000001?)',
        id="unsubscribed-from-nobody",
    ),
    pytest.param(
        "network:\n  carriers:\n  - {name: mobile, loss: 5%}\n",
        'f:3:26: network.carriers[0].loss: "5%" is no share: wanted a number from 0 to 1, such as 0.05 for 5 %',
        id="share-in-percent",
    ),
    pytest.param(
        "network:\n  carriers:\n  - {name: mobile, prefixes: [134-139]}\n  - {name: mine, prefixes: [138]}\n",
        "f:4:29: network.carriers[1].prefixes[0]: 138 is claimed by mobile already: a prefix belongs to one network",
        id="prefix-claimed-twice",
    ),
    pytest.param(
        "network:\n  carriers:\n  - {name: mobile, prefixes: [139-134]}\n",
        'f:3:31: network.carriers[0].prefixes[0]: "139-134" runs backwards (did you mean 134-139?)',
        id="prefix-range-backwards",
    ),
    pytest.param(
        "network:\n  carriers:\n  - {name: mobile, prefixes: [86138]}\n",
        'f:3:31: network.carriers[0].prefixes[0]: "86138": mainland prefixes are written without 86, as in 138',
        id="prefix-with-86",
    ),
    pytest.param(
        "network:\n  carriers:\n  - {name: mobile}\n  - {name: mobile, loss: 0.1}\n",
        'f:4:12: network.carriers[1].name: "mobile" stands here a second time, first on line 3',
        id="carrier-twice",
    ),
    pytest.param(
        "network:\n  carriers:\n  - {name: mobile, latency: {median: 3s, p99: 1s}}\n",
        "f:3:47: network.carriers[0].latency.p99: less than the median: of a hundred texts one takes longer than p99",
        id="p99-below-the-median",
    ),
    pytest.param(
        "network:\n  carriers:\n  - {name: mobile, outages: [{since: 2h, until: 1h}]}\n",
        "f:3:49: network.carriers[0].outages[0].until: the outage ends before it begins: until comes after since",
        id="outage-backwards",
    ),
    pytest.param(
        "network:\n  carriers:\n  - {name: mobile, retries: []}\n",
        "f:3:29: network.carriers[0].retries: the list is empty: leave it out, or name at least one",
        id="no-retries",
    ),
    pytest.param(
        "network:\n  lexicon:\n  - {words: [a], action: block}\n",
        'f:3:26: network.lexicon[0].action: "block" is no action; wanted intercept, drop or hold',
        id="no-action",
    ),
    pytest.param(
        "accounts:\n- {system_id: bank}\n",
        'f:2:3: accounts[0]: "password" is missing: the account is new',
        id="new-account-without-password",
    ),
    pytest.param("apps:\n- {id: 1400000009}\n", 'f:2:3: apps[0]: "key" is missing: the app is new', id="new-app-without-key"),
    pytest.param(
        "accounts:\n- {system_id: esme}\n- {system_id: esme}\n",
        'f:3:15: accounts[1].system_id: "esme" stands here a second time, first on line 2',
        id="account-twice",
    ),
    pytest.param(
        "apps:\n- {id: 1400000001, callback_url: 'localhost:9000'}\n",
        'f:2:34: apps[0].callback_url: "localhost:9000" is no address: write it as http://127.0.0.1:9000/callback',
        id="callback-without-scheme",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent, to: 13800000001, text: hi}\n",
        'f:2:15: steps[0].send.via: "tencent" is no front (did you mean tencent-v5?)',
        id="unknown-front",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v5, to: 13800000001, template: 1001, params: [a, b], account: 1400000002}\n",
        'f:2:85: steps[0].send.account: "1400000002" is no app (did you mean 1400000001?)',
        id="unknown-app",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, account: esne}\n",
        'f:2:57: steps[0].send.account: "esne" is no SMPP account (did you mean esme?)',
        id="unknown-account",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v5, to: 13800000001, template: 1010, params: [a, b], as: one}\n",
        'f:2:54: steps[0].send.template: "1010" is no template of app 1400000001 (did you mean 1009?)',
        id="unknown-template",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v5, to: 13800000001, template: 1001, params: [a], as: one}\n",
        "f:2:68: steps[0].send.params: template 1001 takes 2 of them, and 1 is given",
        id="params-too-few",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v5, to: 13800000001, template: 1001, params: a, as: one}\n",
        "f:2:68: steps[0].send.params: a text stands here: wanted a list",
        id="params-as-text",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 1380000, text: hi, as: one}\n",
        'f:2:25: steps[0].send.to: "1380000" is no phone number: write 13800000001 (11 digits), or +85251000001 with the country\'s code',
        id="malformed-number",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v5, to: 13800000001, template: 1001, params: [a, b], text: hi}\n",
        "f:2:9: steps[0].send: text and template stand side by side: keep one of them",
        id="text-and-template",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001}\n",
        'f:2:9: steps[0].send: "text" or "template" is missing: say what is sent',
        id="nothing-sent",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, sign: a}\n",
        "f:2:54: steps[0].send.sign: smpp has no sign: take it out, or send via tencent-v5",
        id="template-over-smpp",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v5, to: 13800000001, template: 1001, params: [a, b], validity: 1h}\n",
        "f:2:86: steps[0].send.validity: tencent-v5 has no validity: take it out, or send via smpp",
        id="validity-over-http",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- send: {via: smpp, to: 13800000001, text: ho, as: one}\n",
        'f:3:52: steps[1].send.as: "one" is the name of the send on line 2 already: give it another',
        id="name-twice",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- expect: {of: on, inbox: none}\n",
        'f:3:16: steps[1].expect.of: no send has "as: on" (did you mean one?)',
        id="never-sent",
    ),
    pytest.param(
        "steps:\n- expect: {of: one, inbox: none}\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n",
        'f:2:16: steps[0].expect.of: "one" is sent only later, on line 3: move this behind it',
        id="sent-later",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- expect: {of: one}\n",
        "f:3:11: steps[1].expect: nothing is expected: wanted at least one of answer, took, report, inbox, blocked, sender, pushed, replies, state, record, review, case, count, latency",
        id="nothing-expected",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- expect: {of: one, within: 0s, report: {status: SUCCESS}}\n",
        'f:3:29: steps[1].expect.within: "0s" is no time at all: wanted more than 0',
        id="within-no-time",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- expect: {of: one, within: 1s, never: 1s, inbox: {text: hi}}\n",
        "f:3:40: steps[1].expect.never: stands beside within: it must come, or must not, keep one of them",
        id="within-and-never",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- expect: {of: one, answer: {command_status: ESME_RINVDSTADR}}\n- expect: {of: one, within: 1m, report: {status: FAIL}}\n",
        'f:4:41: steps[2].expect.report: can never come: the answer to "one" is expected to refuse it',
        id="report-of-a-refused-send",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, registered: 0, as: one}\n- expect: {of: one, within: 1m, report: {stat: DELIVRD}}\n",
        'f:3:41: steps[1].expect.report: can never come: "one" asks for none (registered: 0)',
        id="report-not-asked-for",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000301, text: hi, as: one}\n- expect: {of: one, within: 1m, report: {stat: DELIVRD}}\n",
        "f:3:41: steps[1].expect.report: can never come: 13800000301 is never reported on (report: silent)",
        id="report-of-a-silent-carrier",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- expect: {of: one, inbox: empty}\n",
        "f:3:28: steps[1].expect.inbox: wanted none, or what it shows: {text: …}",
        id="inbox-in-a-word",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- expect: {of: one, state: delivered}\n",
        'f:3:28: steps[1].expect.state: "delivered" is no state (did you mean DELIVERED?)',
        id="state-in-small-letters",
    ),
    pytest.param(
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- expect: {why: one}\n",
        'f:3:11: steps[1].expect: "case" is missing: say which case explains it, such as late/handset',
        id="why-without-a-case",
    ),
    pytest.param(
        "steps:\n- pass: 1s\n  cure: {handset: 13800000001, by: switch-on}\n",
        "f:2:3: steps[0]: this step does 2 things, pass and cure: a step does one thing, put each into one of its own",
        id="two-acts",
    ),
    pytest.param(
        "steps:\n- wait: 1s\n",
        'f:2:3: steps[0]: unknown key "wait"; wanted send, pass, set, cure, reply, cancel, replace, call, apply, lift, query, console, upload, expect, repeat, each, every, parallel, either or include',
        id="an-unknown-step",
    ),
    pytest.param(
        "steps:\n- pass 1s\n", "f:2:3: steps[0]: a text stands here: wanted a mapping with send, pass, set, cure…", id="a-step-as-text"
    ),
    pytest.param(
        "steps:\n- pass: 2h\n- pass: {until: +1h}\n",
        "f:3:17: steps[1].pass.until: lies in the past: it is 2024-03-04T11:00:00+08:00 by then",
        id="until-in-the-past",
    ),
    pytest.param(
        "steps:\n- set: {handset: 13800000001}\n",
        "f:2:8: steps[0].set: nothing is set: say what changes, such as condition: on",
        id="nothing-set",
    ),
    pytest.param(
        "steps:\n- cure: {handset: 13800000001, by: switch_on}\n",
        'f:2:36: steps[0].cure.by: "switch_on" is no cure (did you mean switch-on?)',
        id="unknown-cure",
    ),
    pytest.param(
        "rules: 2025\n",
        'f:1:8: rules: "2025" is no set of rules (did you mean 2024?)',
        id="no-such-rules",
    ),
    pytest.param(
        "apps:\n- {id: 1400000001, customer: defualt}\n",
        'f:2:30: apps[0].customer: "defualt" is no customer (did you mean default?)',
        id="unknown-customer",
    ),
    pytest.param(
        "customers:\n- {name: a, enterprise: false}\napps:\n- {id: 1400000001, customer: a, limits: {per_day: none}}\n",
        'f:4:41: apps[0].limits: "a" is an individual, who may not change limits: take them out, or say enterprise: true',
        id="limits-of-an-individual",
    ),
    pytest.param(
        "customers:\n- {name: a}\n- {name: a, enterprise: false}\n",
        'f:3:10: customers[1].name: "a" stands here a second time, first on line 2',
        id="customer-twice",
    ),
    pytest.param(
        "customers:\n- {name: a, secrets: [{id: K, key: x}]}\n- {name: b, secrets: [{id: K, key: y}]}\n",
        'f:3:28: customers[1].secrets[0].id: "K" stands here a second time, first on line 2',
        id="secret-of-two-customers",
    ),
    pytest.param(
        "customers:\n- {name: a, secrets: [{id: AKIDEXAMPLE0000000001, key: x}]}\n",
        'f:2:28: customers[0].secrets[0].id: "AKIDEXAMPLE0000000001" is a key of "default" already: a key is one customer\'s',
        id="secret-of-another",
    ),
    pytest.param(
        "customers:\n- {name: a, secrets: [{id: K}]}\n",
        'f:2:23: customers[0].secrets[0]: "key" is missing: the secret is new',
        id="new-secret-without-key",
    ),
    pytest.param(
        "customers:\n- {name: default, billing: {packages: [{id: 1}]}}\n",
        'f:2:40: customers[0].billing.packages[0]: "amount" is missing: the package is new',
        id="new-package-without-amount",
    ),
    pytest.param(
        "customers:\n- {name: default, billing: {packages: [{id: 1, amount: 9, begins: 2h, ends: 1h}]}}\n",
        "f:2:77: customers[0].billing.packages[0].ends: the package ends before it begins: ends comes after begins",
        id="package-backwards",
    ),
    pytest.param(
        "customers:\n- {name: default, billing: {packages: all}}\n",
        "f:2:39: customers[0].billing.packages: a text stands here: wanted a list, or none",
        id="packages-as-a-word",
    ),
    pytest.param(
        "customers:\n- name: default\n  members:\n",
        "f:3:11: customers[0].members: nothing is written here: wanted a list, or none",
        id="members-not-written",
    ),
    pytest.param(
        "customers:\n- {name: default, alowed_ips: [127.0.0.1]}\n",
        'f:2:19: customers[0]: unknown key "alowed_ips" (did you mean allowed_ips?)',
        id="misspelt-key-of-a-customer",
    ),
    pytest.param(
        "customers:\n- {name: default, allowed_ips: [localhost]}\n",
        'f:2:33: customers[0].allowed_ips[0]: "localhost" is no IP address: write it as 127.0.0.1 or ::1',
        id="no-ip-address",
    ),
    pytest.param(
        "customers:\n- {name: default, sender_names: [{country: sg, name: BANK}]}\n",
        'f:2:44: customers[0].sender_names[0].country: "sg" is no country: write its two letters, such as SG (did you mean SG?)',
        id="country-in-small-letters",
    ),
    pytest.param(
        "apps:\n- {id: 1400000001, countries: [XX]}\n",
        'f:2:32: apps[0].countries[0]: "XX" is no country: write its two letters, such as SG',
        id="no-country",
    ),
    pytest.param(
        "platform: {regions_not_served: [999]}\n",
        'f:1:33: platform.regions_not_served[0]: "999" is no calling code: write it as 852',
        id="no-calling-code",
    ),
    pytest.param(
        "platform: {review: {holidays: [2024-02-30]}}\n",
        'f:1:32: platform.review.holidays[0]: "2024-02-30" is no day: write it as 2024-05-01',
        id="no-day",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v3, to: 13800000001, text: hi}\n",
        "f:2:50: steps[0].send.text: tencent-v3 has no text: take it out, or send via tencent-v5",
        id="text-over-v3",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v3, to: 13800000001}\n",
        'f:2:9: steps[0].send: "template" is missing: say what is sent',
        id="nothing-sent-over-v3",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v5, to: 13800000001, template: 1001, params: [a, b], secret: AKID}\n",
        "f:2:84: steps[0].send.secret: tencent-v5 has no secret: take it out, or send via tencent-v3",
        id="secret-over-v5",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v3, to: 13800000001, template: 1001, params: [a, b], secret: AKIDEXAMPLE}\n",
        'f:2:84: steps[0].send.secret: "AKIDEXAMPLE" is no key of "default" (did you mean AKIDEXAMPLE0000000001?)',
        id="unknown-secret",
    ),
    pytest.param(
        "customers: [{name: a}]\napps: [{id: 1400000002, key: k, customer: a, templates: [{id: 1, text: a}]}]\nsteps:\n- send: {via: tencent-v3, to: 13800000001, template: 1}\n",
        'f:4:15: steps[0].send.via: "a", whose app 1400000002 is, has no secrets to sign with',
        id="customer-without-secrets",
    ),
    pytest.param(
        "customers: [{name: a}]\napps: [{id: 1400000002, key: k, customer: a}]\nsteps:\n- send: {via: tencent-v5, to: 13800000001, template: 1001, params: [a, b]}\n",
        'f:4:54: steps[0].send.template: "1001" is no template of app 1400000002',
        id="template-of-another-customer",
    ),
    pytest.param(
        "steps:\n- send: {via: tencent-v3, to: 13800000001, template: 1001, params: [a, b], as: one}\n- expect: {of: one, answer: {Code: FailedOperation.X}}\n- expect: {of: one, within: 1m, report: {ReportStatus: FAIL}}\n",
        'f:4:41: steps[2].expect.report: can never come: the answer to "one" is expected to refuse it',
        id="report-of-a-send-refused-over-v3",
    ),
    pytest.param(
        "because: handsets.13800000001.conditions\nhandsets:\n  13800000001: {condition: off}\n",
        'f:1:10: because: "handsets.13800000001.conditions" leads nowhere: handsets.13800000001 has no conditions (did you mean condition?)',
        id="because-of-nothing",
    ),
    pytest.param("shows: [late]\n", 'f:1:9: shows[0]: "late" is no case: write its id, such as late/handset', id="no-case"),
    pytest.param(
        "title: a\nhandsets:\n  13800000001: &a {condition: off}\n  13800000002:\n    <<: *a\n",
        'f:5:5: handsets.13800000002: unknown key "<<": mappings are not merged here, write the settings out',
        id="merge-key",
    ),
    pytest.param(
        "network:\n",
        "f:1:9: network: nothing is written here: wanted a mapping with carriers, lexicon, validity, validity_max…",
        id="nothing-written",
    ),
    pytest.param("", "f:1:1: the file is empty: a scenario has at least a title", id="empty-file"),
    pytest.param("# nothing yet\n", "f:1:1: the file is empty: a scenario has at least a title", id="comment-only"),
    pytest.param("- send\n", "f:1:1: a list stands here: a scenario is a mapping, such as `title: …`", id="a-list"),
    pytest.param(
        "title: !!python/object/apply:os.system [ls]\n",
        'f:1:8: the tag "!!python/object/apply:os.system" is not understood: values are plain text, write it without',
        id="python-tag",
    ),
    pytest.param("title: !secret a\n", 'f:1:8: the tag "!secret" is not understood: values are plain text, write it without', id="own-tag"),
    pytest.param(
        "title: a\n---\ntitle: b\n", "f:2:1: a second document begins: one file is one scenario, take `---` out", id="two-documents"
    ),
    pytest.param("title: *a\n", "f:1:8: nothing is named &a above here", id="alias-of-nobody"),
    pytest.param("title: &a [*a]\n", "f:1:12: title: *a stands inside of &a itself", id="alias-of-itself"),
    pytest.param(
        "title: off: later\n",
        "f:1:11: a `:` that cannot stand here: put quotes around a text that holds one, and check the indentation",
        id="unquoted-colon",
    ),
    pytest.param("steps: [\n", "f:2:1: a value is missing here, or a bracket is not closed", id="unclosed-list"),
    pytest.param('title: "a\n', "f:2:1: the file ends within quotes: a closing quote is missing", id="unclosed-quote"),
    pytest.param("title: @home\n", 'f:1:8: a value cannot begin with "@": put quotes around it', id="sign-that-begins-nothing"),
    pytest.param("title: a\x07\n", 'f:1:9: "\\x07" is a control character: take it out', id="control-character"),
    pytest.param("? [a]\n: b\n", "f:1:3: a list or mapping stands where a key is wanted: keys are plain words", id="list-as-key"),
    pytest.param(b"title: a\nshows: \xff\n", "f:2:8: byte 0xff is no UTF-8: save the file as UTF-8", id="not-utf8"),
    pytest.param(b"\xff\xfet\x00i\x00t\x00l\x00e\x00:\x00 \x00a\x00\n\x00", "f:1:1: the file is UTF-16: save it as UTF-8", id="utf16"),
    pytest.param(b"title: \xb9\xd8\xbb\xfa\n", "f:1:8: byte 0xb9 is no UTF-8: save the file as UTF-8", id="gbk"),
]


@pytest.mark.parametrize(("text", "line"), MISTAKES)
def test_a_mistake_is_one_precise_line(text: str | bytes, line: str) -> None:
    """One mistake gives one line: its place, the setting, what is wrong and what is wanted."""
    found = loads(text, "f")
    assert isinstance(found, list)
    assert [str(problem) for problem in found] == [line]


def test_all_mistakes_are_told_at_once() -> None:
    """A file with mistakes in its shape and in its meaning has all of them told, in its order."""
    found = loads(
        "tilte: a\nsteps:\n- pass: 30min\n- send: {via: smpp, to: 13800000001, text: hi, as: one}\n- expect: {of: on, inbox: none}\n", "f"
    )
    assert isinstance(found, list)
    assert [str(problem) for problem in found] == [
        'f:1:1: unknown key "tilte" (did you mean title?)',
        'f:3:9: steps[0].pass: "min" is no unit of time: there are d, h, m, s or ms (did you mean 30m?)',
        'f:5:16: steps[2].expect.of: no send has "as: on" (did you mean one?)',
    ]


def test_a_mistake_is_not_told_again_by_what_names_it() -> None:
    """A send with a mistake still counts as sent, so that what expects something of it is not wrong too."""
    found = loads("steps:\n- send: {via: smpp, to: 13800000001, txt: hi, as: one}\n- expect: {of: one, inbox: none}\n", "f")
    assert isinstance(found, list)
    assert [str(problem) for problem in found] == ['f:2:38: steps[0].send: unknown key "txt" (did you mean text?)']


def test_more_than_a_hundred_mistakes_are_counted() -> None:
    """Nobody reads ten thousand lines."""
    found = loads("steps:\n" + "- expect: {of: a, inbox: none}\n" * 150, "f")
    assert isinstance(found, list)
    assert len(found) == 101
    assert str(found[-1]) == "f:101:16: and 50 more problems from here on: mend these first"


def test_what_is_to_be_refused_may_be_wrong() -> None:
    """A number that is none is sent as it is written where the answer is expected to say so."""
    text = "steps:\n- send: {via: tencent-v5, to: 138 0000, template: 7, as: one}\n- expect: {of: one, answer: {result: 1016}}\n"
    assert not isinstance(loads(text), list)


def test_more_numbers_are_exempt_than_may_be() -> None:
    """Three hundred are the platform's most, and the list is named."""
    numbers = ", ".join(str(13_900_000_000 + each) for each in range(301))
    found = loads(f"apps:\n- {{id: 1400000001, limits: {{exempt: [{numbers}]}}}}\n", "f")
    assert isinstance(found, list)
    assert [str(problem) for problem in found] == ["f:2:37: apps[0].limits.exempt: 301 numbers: the platform exempts 300 at most"]


def test_a_template_is_its_customers() -> None:
    """What one app of a customer brought, the customer's other apps may use."""
    apps = "apps: [{id: 1400000002, key: k, templates: [{id: 7, text: 七}]}]\n"
    send = "steps:\n- send: {via: tencent-v5, to: 13800000001, account: 1400000001, template: 7}\n"
    assert not isinstance(loads(apps + send), list)
