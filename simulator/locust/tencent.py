"""The users of the platform's two HTTP APIs, over locust's own client. Reports are pulled: they come to whoever asks first."""

import time
from typing import Any, Final

import gevent
import msgspec
from locust import FastHttpUser
from locust.contrib.fasthttp import FastHttpSession
from locust.exception import StopUser

from simulator import address
from simulator.locust.book import Book, Sent, Told
from simulator.locust.books import V3, V5, Books
from simulator.locust.pace import Paced
from simulator.locust.session import NoAnswerError, RefusedError
from simulator.locust.texts import Text
from simulator.platform.customers import Secret
from simulator.player import request
from simulator.player.request import Fields, Outgoing

PULL_MOST: Final = 100
PULL_EVERY_S: Final = 0.2
"""Where the last page was not full."""
REPORTS, REPLIES = 0, 1
"""The `type` of pullstatus."""
LIMITS_V5: Final = frozenset((1022, 1023, 1024, 1025))
"""Too many texts for one number: a day, in 30 s, in an hour, of the same content."""
LIMITS_V3: Final = "LimitExceeded.PhoneNumber"

MISSHAPEN: Final = (AttributeError, KeyError, TypeError, ValueError)
"""What comes of JSON that has not the shape of this API."""


class Answer(msgspec.Struct, frozen=True):
    """What the front said of one text. id: `` where it was refused; why: the code then; limited: too many for one number."""

    id: str
    why: str = ""
    limited: bool = False


class TencentUser(Paced, FastHttpUser):
    """What both have in common. Statistics: the name of the send, `report` (from the text to its pull), `reply`, the pulls themselves."""

    abstract = True
    host = "http://127.0.0.1:8080"
    concurrency = 1
    front: str
    name: str

    def __init__(self, environment: Any) -> None:
        self.network_timeout = self.connection_timeout = environment.parsed_options.answer_timeout
        super().__init__(environment)

    def on_start(self) -> None:
        """Have somebody pull."""
        super().on_start()
        self.books.line(self.front, lambda: Pulls(self.books, str(self.host), type(self)))

    @classmethod
    def written(cls, text: Text, options: Any, host: str) -> Outgoing:
        """The send of a text."""
        raise NotImplementedError

    @classmethod
    def read(cls, octets: bytes) -> Answer:
        """Its answer."""
        raise NotImplementedError

    @classmethod
    def pull(cls, books: Books, session: FastHttpSession, *, replies: bool) -> list[Told] | None:
        """A page of what is told; None: it could not be had."""
        raise NotImplementedError

    def send(self, text: Text, *, limited: bool = False) -> float:
        """Send a text by its template; returns when it left, in unix seconds, and 0 where it was not accepted.

        limited: too many for one number are to be expected, so that refusals for that are no failures.
        """
        if self.books.halted:
            raise StopUser
        self.spent(1)
        book = self.books.books[self.front]
        outgoing = self.written(text, self.books.options, _host(str(self.host)))
        sent, answered = book.send(text.to, time.time()), False
        try:
            with post(self.client, outgoing, self.name, catch_response=True) as response:
                if response.content is None or response.status_code == 0:
                    response.failure(NoAnswerError(str(response.error or "no answer in time")))
                    return 0.0
                answered = True
                return sent.at if self._accepts(response, book, sent, limited=limited) else 0.0
        finally:  # also where locust ends this user in the middle
            if not answered:
                book.give_up(sent)

    def _accepts(self, response: Any, book: Book, sent: Sent, *, limited: bool) -> bool:
        try:
            answer = self.read(response.content)
        except MISSHAPEN:
            answer = Answer("", "no answer of this API")
        if answer.id:
            book.accept(answer.id, sent)
            response.success()
            return True
        expected = answer.limited and limited
        book.refuse(sent, limited=expected)
        if expected:
            response.success()
        else:
            response.failure(RefusedError(answer.why))
        return False


class TencentV5User(TencentUser):
    """sendsms, in the template form, and pullstatus."""

    abstract = True
    front, name = V5, "sendsms"

    @classmethod
    def written(cls, text: Text, options: Any, host: str) -> Outgoing:  # noqa: ARG003 - v5 signs no host
        """With its sig."""
        nationcode, mobile = address.split(text.to)
        fields = {"tel": {"nationcode": nationcode, "mobile": mobile}, "tpl_id": text.template, "params": list(text.params)}
        return request.v5(cls.name, options.sdk_app_id, options.app_key, fields | {"ext": "", "extend": ""}, int(time.time()))

    @classmethod
    def read(cls, octets: bytes) -> Answer:
        """By result."""
        said = _object(octets)
        result = said.get("result")
        return Answer(said["sid"]) if result == 0 else Answer("", f"result {result}: {said.get('errmsg')}", result in LIMITS_V5)

    @classmethod
    def pull(cls, books: Books, session: FastHttpSession, *, replies: bool) -> list[Told] | None:
        """pullstatus."""
        options = books.options
        fields: Fields = {"type": REPLIES if replies else REPORTS, "max": PULL_MOST}
        said = _said(session, request.v5("pullstatus", options.sdk_app_id, options.app_key, fields, int(time.time())), "pullstatus")
        if said.get("result") != 0:
            return None
        at, page = time.time(), said.get("data") or []
        if replies:
            return [Told(V5, f"+{each['nationcode']}{each['mobile']}", at, reply=True) for each in page]
        return [Told(V5, each["sid"], at, each["report_status"] == "SUCCESS") for each in page]


class TencentV3User(TencentUser):
    """SendSms of 2021-01-11, signed by TC3-HMAC-SHA256, and PullSmsSendStatus."""

    abstract = True
    front, name = V3, "SendSms"

    @classmethod
    def written(cls, text: Text, options: Any, host: str) -> Outgoing:
        """With its Authorization."""
        fields: Fields = {"PhoneNumberSet": [text.to], "SmsSdkAppId": options.sdk_app_id, "TemplateId": str(text.template)}
        fields |= {"TemplateParamSet": list(text.params), "SignName": options.sign_name}
        return request.v3(cls.name, Secret(options.secret_id, options.secret_key), fields, host, int(time.time()))

    @classmethod
    def read(cls, octets: bytes) -> Answer:
        """By the code of its one number, or of the whole."""
        said = _object(octets).get("Response", {})
        (status,) = said.get("SendStatusSet") or [{"Code": said.get("Error", {}).get("Code", "no answer of this API"), "SerialNo": ""}]
        code = status["Code"]
        return Answer(status["SerialNo"]) if code == "Ok" else Answer("", code, code.startswith(LIMITS_V3))

    @classmethod
    def pull(cls, books: Books, session: FastHttpSession, *, replies: bool) -> list[Told] | None:
        """PullSmsSendStatus, PullSmsReplyStatus."""
        options, action = books.options, "PullSmsReplyStatus" if replies else "PullSmsSendStatus"
        fields: Fields = {"SmsSdkAppId": options.sdk_app_id, "Limit": PULL_MOST}
        secret, host = Secret(options.secret_id, options.secret_key), _host(session.base_url or "")
        page = _said(session, request.v3(action, secret, fields, host, int(time.time())), action).get("Response", {}).get(f"{action}Set")
        at = time.time()
        if page is None or replies:
            return page and [Told(V3, each["PhoneNumber"], at, reply=True) for each in page]
        return [Told(V3, each["SerialNo"], at, each["ReportStatus"] == "SUCCESS") for each in page]


class Pulls:
    """Asks for reports and replies as long as the run goes on: one of each API in a process."""

    def __init__(self, books: Books, host: str, user: type[TencentUser]) -> None:
        self._books, self._user = books, user
        self._ended = False
        patience_s = books.options.answer_timeout
        self._session = FastHttpSession(
            host, books.environment.events.request, None, network_timeout=patience_s, connection_timeout=patience_s, concurrency=1
        )
        gevent.spawn(self._go_on)

    def expire(self, now: float) -> None:
        """Its session looks at the clock itself."""

    def close(self) -> None:
        """It stops after what it does now."""
        self._ended = True

    def _go_on(self) -> None:
        while not self._ended:
            told = self._page(replies=False)
            full = told is not None and len(told) == PULL_MOST
            if not full and self._books.books[self._user.front].asks:
                told = [*(told or ()), *(self._page(replies=True) or ())]
            for each in told or ():
                self._books.tell(each)
            if not full:
                gevent.sleep(PULL_EVERY_S)

    def _page(self, *, replies: bool) -> list[Told] | None:
        """As the API's; one that cannot be read is none: whoever waits for what it said is not told, the next one may be better."""
        try:
            return self._user.pull(self._books, self._session, replies=replies)
        except MISSHAPEN as error:
            self._books.books[self._user.front].unreadable(error)
            return None


def post(session: FastHttpSession, outgoing: Outgoing, name: str, **how: Any) -> Any:
    """Send it; the response, or as `catch_response` says its context."""
    return session.request(outgoing.method, outgoing.target, name=name, data=outgoing.body, headers=dict(outgoing.headers), **how)  # type: ignore[arg-type]  # locust says str and takes bytes too


def _said(session: FastHttpSession, outgoing: Outgoing, name: str) -> Fields:
    return _object(post(session, outgoing, name).content)


def _object(octets: bytes | None) -> Fields:
    """The fields of a JSON object; none of anything else."""
    try:
        found = msgspec.json.decode(octets or b"null")
    except (msgspec.DecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _host(url: str) -> str:
    """As the Host header will have it."""
    return url.partition("://")[2].partition("/")[0]
