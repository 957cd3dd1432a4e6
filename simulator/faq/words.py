"""How a trail is told to people, in Chinese and in English: one row an event, one a cause. Words only; who is told decides nothing here."""

from typing import Final

from simulator.causes import Cause
from simulator.faq.catalogue import Words
from simulator.lifecycle import Event, State

PLACES: Final[dict[str, Words]] = {
    "sender": Words("发送方", "sender"),
    "platform": Words("平台", "platform"),
    "carrier": Words("运营商", "carrier"),
    "handset": Words("手机", "handset"),
}
"""Where on the road something happened."""

EVENTS: Final[dict[Event, tuple[str, Words]]] = {
    Event.ACCEPTED: ("platform", Words("受理，有了编号", "taken, and given an id")),
    Event.ATTEMPTED: ("carrier", Words("投递未成，存着重试", "could not be handed over; stored, to be tried again")),
    Event.REPORTED_EARLY: ("carrier", Words("结果未定就报告", "reported before the fate was known")),
    Event.DELIVERED: ("handset", Words("送达", "delivered")),
    Event.FAILED: ("carrier", Words("失败，不再重试", "failed for good")),
    Event.EXPIRED: ("carrier", Words("有效期满", "validity ended")),
    Event.REPORTED: ("carrier", Words("报告结果", "reported")),
    Event.PUSHED: ("sender", Words("报告已推送到回调地址", "the report reached the callback")),
    Event.PUSH_FAILED: ("sender", Words("回调推送失败", "the callback failed")),
    Event.UNSEEN: ("handset", Words("手机收下但不显示", "the phone took it and shows nothing")),
    Event.HELD: ("platform", Words("挂起，等人工审核", "held for a review by hand")),
    Event.GIVEN_UP: ("handset", Words("长短信缺段，手机放弃拼接", "parts of the long text are missing; the phone gives up")),
    Event.REPLIED: ("handset", Words("机主回复", "the owner replied")),
    Event.CANCELLED: ("sender", Words("发送方撤回", "its sender called it back")),
    Event.REPLACED: ("sender", Words("发送方替换了内容", "its sender put another text in its place")),
    Event.NOTIFIED: ("carrier", Words("通知仍在途中", "told that it is still on its way")),
    Event.UNTAKEN: ("sender", Words("回执或上行没人接收", "a receipt or reply was taken by nobody")),
    Event.MERGED: ("platform", Words("请求中号码重复，只发一条", "its number stood there more than once; sent once")),
}
"""Where each event happens, and what it is."""

CAUSES: Final[dict[Cause, Words]] = {
    Cause.OFF: Words("手机关机", "the handset is switched off"),
    Cause.OUT_OF_CREDIT: Words("用户欠费，收发都停", "out of credit, both directions stopped"),
    Cause.SUSPENDED: Words("号码停机", "the line is suspended"),
    Cause.STALE_REGISTRATION: Words("网络登记过时，需重启手机", "its registration is stale until it is restarted"),
    Cause.NO_SIGNAL: Words("没有信号", "no signal"),
    Cause.INBOX_FULL: Words("收件箱已满", "the inbox is full"),
    Cause.SETTINGS: Words("手机短信设置不对", "the handset's settings are wrong"),
    Cause.HARDWARE: Words("手机或卡槽故障", "handset or SIM slot faulty"),
    Cause.BLOCKED_ON_PHONE: Words("被手机拦截到屏蔽文件夹", "filtered into the phone's blocked folder"),
    Cause.NUMBER_UNKNOWN: Words("空号", "the number does not exist"),
    Cause.BLACKLISTED: Words("号码在运营商黑名单", "the number is on the carrier's blacklist"),
    Cause.INTERCEPTED: Words("运营商词库命中敏感词", "a word of the carrier's lexicon"),
    Cause.SPOT_CHECK: Words("运营商抽查拦截", "the carrier's spot check"),
    Cause.PORTING: Words("携号转网，网络找不到号码", "ported, and the network does not find the number"),
    Cause.THROTTLED: Words("运营商自己的频率限制", "the carrier's own frequency limit"),
    Cause.NETWORK_FAULT: Words("运营商网络故障", "the carrier's network is out of order"),
    Cause.LOST: Words("在运营商网络中丢失", "lost in the carrier's network"),
    Cause.REVIEW_REFUSED: Words("人工审核未通过", "the reviewer refused it"),
    Cause.JOIN_EXPIRED: Words("长短信其余部分没到", "the other parts of the long text never came"),
}

STATES: Final[dict[State, Words]] = {
    State.SCHEDULED: Words("定时待发", "scheduled"),
    State.ENROUTE: Words("在途", "on its way"),
    State.DELIVERED: Words("已送达", "delivered"),
    State.EXPIRED: Words("已过期", "expired"),
    State.DELETED: Words("已撤回", "called back"),
    State.UNDELIVERABLE: Words("无法送达", "undeliverable"),
    State.ACCEPTED: Words("已受理", "accepted"),
    State.UNKNOWN: Words("不明", "unknown"),
    State.REJECTED: Words("被拒", "rejected"),
}

FOLDERS: Final[dict[str, Words]] = {
    "inbox": Words("收件箱里有这条短信", "has the text in its inbox"),
    "blocked": Words("短信在拦截文件夹，不在收件箱", "has the text in its blocked folder, not in the inbox"),
    "unseen": Words("收下了，但不显示", "took the text and shows nothing"),
    "": Words("没有显示这条短信", "does not show it"),
}
"""By `ledger.folder`: what the handset's owner sees."""

LABELS: Final[dict[str, Words]] = {
    "message": Words("短信", "message"),
    "refused": Words("被拒请求", "refused request"),
    "earlier": Words("此前发往该号码", "earlier to this number"),
    "nothing": Words("无记录", "no record"),
    "from": Words("发自", "from"),
    "to": Words("发往", "to"),
    "answer": Words("接口应答", "the API answered"),
    "report": Words("状态报告", "the report said"),
    "handset": Words("手机显示", "the handset"),
    "accepted": Words("受理，编号", "accepted as"),
    "none": Words("无", "none so far"),
    "verdict": Words("结论", "verdict"),
    "same": Words("同一情形的其他编号", "also known as"),
    "told": Words("依据", "told by"),
    "check": Words("接着查", "check next"),
    "cure": Words("解决", "cure"),
    "related": Words("相关", "related"),
    "reproduce": Words("重现", "reproduce"),
    "befell": Words("途中故障", "what befell the call"),
    "because": Words("规则出处", "because of"),
    "arrived": Words("没有发现问题：FAQ 中没有对应的情形", "nothing is wrong that the FAQ has a case for"),
    "no_case": Words("FAQ 没有讲这种情形", "the FAQ has no case for it"),
    "code": Words("错误码", "code"),
    "met_in": Words("，在不同地方意思不同：", " means different things, by where it is met: "),
    "cases": Words("可能的情形，最可能的在前", "possible cases, most likely first"),
    "cases_delivered": Words("用户仍说没收到时，最可能的在前", "where it was not received all the same, most likely first"),
    "published": Words("官方原文", "as published"),
    "where": Words("环节", "where"),
    "when": Words("时间", "when"),
    "what": Words("经过", "what"),
    "unpublished": Words("官方未公布此码；按前缀判断", "published nowhere; by its family"),
}
"""The headings of what is told."""
