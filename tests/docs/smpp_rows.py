"""What is done with each operation, TLV, status, profile and fault of SMPP, and the test that shows it: words for a page.

A test is named by its file below tests/, without `.py`, and its function.
"""

from typing import Final, NamedTuple

from simulator.smpp.commands import Command
from simulator.smpp.statuses import Status
from simulator.wire.smpp_faults import Kind


class Row(NamedTuple):
    """does: in a few words; test: `fronts/test_smpp_tls::test_ipv6`, empty where nothing does it (then `does` says why)."""

    does: str
    test: str = ""


STATES: Final = "fronts/test_smpp_states::test_every_pdu_in_every_state"
BAD: Final = "fronts/test_smpp_broken::test_bad_input"
FAULT: Final = "fronts/test_smpp_statuses::test_every_status"

OPERATIONS: Final[dict[Command, Row]] = {
    Command.BIND_RECEIVER: Row(
        "binds for receipts, replies and alerts; the account's rules judge it", "fronts/test_smpp_versions::test_which_version_is_spoken"
    ),
    Command.BIND_TRANSMITTER: Row("binds for submitting", "fronts/test_smpp_accounts::test_a_pair_of_sessions"),
    Command.BIND_TRANSCEIVER: Row("binds for both, also at 3.3, which has none", "fronts/test_smpp_broken::test_who_may_bind"),
    Command.OUTBIND: Row(
        "the network calls a client for which something waits, in the clear or by TLS; from a client it is no command",
        "fronts/test_smpp_outbind::test_a_call",
    ),
    Command.UNBIND: Row(
        "ends the session after the answers that are owed; the network says it too, when it stops or a client is inactive",
        "fronts/test_smpp_states::test_an_unbind",
    ),
    Command.SUBMIT_SM: Row(
        "a text: validity, schedule, replacement, modes, long texts in three ways, acknowledgements",
        "fronts/test_smpp_manners::test_the_three_truths",
    ),
    Command.SUBMIT_MULTI: Row(
        "one text to addresses and lists under one id; addresses that fail are listed", "fronts/test_smpp_many::test_submit_multi"
    ),
    Command.DATA_SM: Row(
        "a text in message_payload, also in transaction mode; some centres tell receipts by it", "fronts/test_smpp_operations::test_data_sm"
    ),
    Command.DELIVER_SM: Row(
        "receipts, intermediate notifications, replies, SME acknowledgements; a client may not send it",
        "fronts/test_smpp_receipts::test_what_a_receipt_holds",
    ),
    Command.QUERY_SM: Row(
        "says what was reported, or how the text stands", "fronts/test_smpp_operations::test_query_tells_what_the_receipt_told"
    ),
    Command.CANCEL_SM: Row(
        "calls one text back, or all of a source to a number", "fronts/test_smpp_operations::test_cancel_all_of_a_source_to_a_number"
    ),
    Command.REPLACE_SM: Row(
        "another text, times and wish for reports in a pending one's place", "fronts/test_smpp_operations::test_replace"
    ),
    Command.ENQUIRE_LINK: Row("answered in every state; asked by the network after silence", "fronts/test_smpp_stress::test_enquire_link"),
    Command.ALERT_NOTIFICATION: Row(
        "the handset of a text with set_dpf is back; a client may not send it",
        "fronts/test_smpp_operations::test_an_alert_when_the_handset_is_back",
    ),
    Command.GENERIC_NACK: Row(
        "told for what has no response of its own or cannot be cut; from a client it refuses what it names, and is never answered", BAD
    ),
    Command.BROADCAST_SM: Row(
        "nothing is broadcast: RBCASTFAIL to 5.0, unknown to others", "fronts/test_smpp_admission::test_nothing_is_broadcast"
    ),
    Command.QUERY_BROADCAST_SM: Row("RBCASTQUERYFAIL to 5.0, unknown to others", "fronts/test_smpp_admission::test_nothing_is_broadcast"),
    Command.CANCEL_BROADCAST_SM: Row("RBCASTCANCELFAIL to 5.0, unknown to others", "fronts/test_smpp_admission::test_nothing_is_broadcast"),
}
"""Requests, and generic_nack."""

TAKEN: Final = Row("taken; nothing follows, for no handset here tells a difference", "fronts/test_smpp_tlvs::test_it_is_taken")
NO_BROADCASTS: Final = Row("read; broadcasts are refused whatever they say", "fronts/test_smpp_tlvs::test_a_length_that_it_may_not_have")

TLVS: Final[dict[str, Row]] = {
    "qos_time_to_live": Row(
        "how long the text may wait; comes before validity_period", "fronts/test_smpp_tlvs::test_how_long_it_is_worth_something"
    ),
    "receipted_message_id": Row("in every receipt", "fronts/test_smpp_tlvs::test_what_a_receipt_brings"),
    "message_state": Row("in every receipt and notification", "fronts/test_smpp_tlvs::test_what_a_receipt_brings"),
    "network_error_code": Row(
        "in receipts of failures, and answers in transaction mode: 3 and the MAP error", "fronts/test_smpp_tlvs::test_what_a_receipt_brings"
    ),
    "user_message_reference": Row(
        "told again in receipts; says which text an SME acknowledgement is of", "fronts/test_smpp_tlvs::test_what_a_receipt_brings"
    ),
    "user_response_code": Row("passed on with an SME acknowledgement", "fronts/test_smpp_acknowledgements::test_the_sender_is_told"),
    "sar_msg_ref_num": Row("with the two below: one of the parts of a long text", "fronts/test_smpp_tlvs::test_sar_tlvs_make_one_text"),
    "sar_total_segments": Row(
        "see sar_msg_ref_num; one without the others is a text by itself", "fronts/test_smpp_tlvs::test_sar_tlvs_make_one_text"
    ),
    "sar_segment_seqnum": Row("see sar_msg_ref_num", "fronts/test_smpp_tlvs::test_sar_tlvs_make_one_text"),
    "sc_interface_version": Row(
        "in the answer to a bind from 3.4 on: the version that is spoken", "fronts/test_smpp_versions::test_which_version_is_spoken"
    ),
    "message_payload": Row("the text", "fronts/test_smpp_tlvs::test_a_text_of_its_own_tlv"),
    "set_dpf": Row(
        "an alert_notification is wanted when the handset is back", "fronts/test_smpp_operations::test_an_alert_when_the_handset_is_back"
    ),
    "dpf_result": Row("whether one will come, in answers in transaction mode", "fronts/test_smpp_tlvs::test_whether_the_flag_is_set"),
    "delivery_failure_reason": Row(
        "why the text was not delivered, in answers in transaction mode",
        "fronts/test_smpp_operations::test_in_transaction_mode_the_answer_is_the_fate",
    ),
    "congestion_state": Row(
        "to 5.0, with answers from 80 per cent of a limit on", "fronts/test_smpp_admission::test_congestion_is_told_with_every_answer"
    ),
    "additional_status_info_text": Row("never sent: free text, of which no centre's habit is known"),
    "ms_availability_status": Row("never sent: left out it says available, which is all that an alert tells here"),
}
"""Those by which something is done, or not; of all others see `TAKEN` and `NO_BROADCASTS`."""

_UNJUDGED: Final = "never by itself: "
_NO_WORD: Final = Row(_UNJUDGED + "nothing here goes by it", FAULT)
_NO_BROADCAST: Final = Row(_UNJUDGED + "all broadcasts are refused alike", FAULT)

STATUSES: Final[dict[Status, Row]] = {
    Status.ROK: Row("done", STATES),
    Status.RINVMSGLEN: Row(
        "sm_length and body disagree; over 254 octets (5.0: 255); text in two places; a header longer than its text; "
        "a part of over 140 octets; more than 255 parts",
        BAD,
    ),
    Status.RINVCMDLEN: Row("a body that ends inside a field, or where none belongs; command_length below 16 or above 70,000", BAD),
    Status.RINVCMDID: Row("an unknown command, or one that only a centre sends", STATES),
    Status.RINVBNDSTS: Row("not in this state", STATES),
    Status.RALYBND: Row("a bind on a bound session; too many sessions of the account", STATES),
    Status.RINVPRTFLG: Row("priority_flag over 3 (5.0: 4)", "fronts/test_smpp_versions::test_what_each_may_say"),
    Status.RINVREGDLVFLG: Row("reserved bits; success only before 5.0", "fronts/test_smpp_versions::test_what_each_may_say"),
    Status.RSYSERR: Row(
        _UNJUDGED + "the network is never down so. From a client: the receipt comes again",
        "fronts/test_smpp_receipts::test_refused_receipts",
    ),
    Status.RINVSRCADR: Row(
        "no end; not one that the account may send from; 21 characters or more in data_sm",
        "fronts/test_smpp_accounts::test_who_may_be_the_sender",
    ),
    Status.RINVDSTADR: Row("no phone number", BAD),
    Status.RINVMSGID: Row("an id that is unknown, another account's, or too long", BAD),
    Status.RBINDFAIL: Row("bind type, client address or address_range not allowed", "fronts/test_smpp_admission::test_rules"),
    Status.RINVPASWD: Row("a wrong password, or one without an end", "fronts/test_smpp_broken::test_who_may_bind"),
    Status.RINVSYSID: Row("an unknown account, or a name without an end", "fronts/test_smpp_broken::test_who_may_bind"),
    Status.RCANCELFAIL: Row("settled already, or another source's", "fronts/test_smpp_operations::test_cancel_by_id"),
    Status.RREPLACEFAIL: Row("settled already, another source's, or one of several", "fronts/test_smpp_operations::test_replace"),
    Status.RMSGQFUL: Row("more texts on their way than the account may have", "fronts/test_smpp_admission::test_the_queue_is_full"),
    Status.RINVSERTYP: Row("a service_type without an end", BAD),
    Status.RINVNUMDESTS: Row(
        "none, or more than 254 (5.0: 255); more than 255 with the members of lists",
        "fronts/test_smpp_many::test_submit_multi_lists_255_at_most",
    ),
    Status.RINVDLNAME: Row("a list that the account does not have", "fronts/test_smpp_many::test_submit_multi_to_nobody"),
    Status.RINVDESTFLAG: Row("a dest_flag other than 1 and 2", BAD),
    Status.RINVSUBREP: Row("replace_if_present_flag in submit_multi", "fronts/test_smpp_many::test_what_to_many_is_refused"),
    Status.RINVESMCLASS: Row(
        "a type that clients do not send; transaction mode where it is not served",
        "fronts/test_smpp_operations::test_transaction_mode_of_submit_sm",
    ),
    Status.RCNTSUBDL: Row(_UNJUDGED + "an account may use all lists that it has", FAULT),
    Status.RSUBMITFAIL: Row(
        "a data_coding that is not carried (before 5.0); the unsubscribe list; none of many was taken, and for different reasons", BAD
    ),
    Status.RINVSRCTON: Row("a reserved type of number", "fronts/test_smpp_versions::test_what_each_may_say"),
    Status.RINVSRCNPI: Row("a reserved numbering plan", "fronts/test_smpp_versions::test_what_each_may_say"),
    Status.RINVDSTTON: Row("a reserved type of number", "fronts/test_smpp_versions::test_what_each_may_say"),
    Status.RINVDSTNPI: Row("a reserved numbering plan", "fronts/test_smpp_versions::test_what_each_may_say"),
    Status.RINVSYSTYP: Row("another system_type than the account's rule, or one without an end", "fronts/test_smpp_admission::test_rules"),
    Status.RINVREPFLAG: Row("replace_if_present_flag over 1", "fronts/test_smpp_versions::test_what_each_may_say"),
    Status.RINVNUMMSGS: Row(_UNJUDGED + "of 3.3's query_last_msgs; number_of_messages is not judged", FAULT),
    Status.RTHROTTLED: Row("faster than the account may send; over its window", "fronts/test_smpp_admission::test_throttling_lets_up"),
    Status.RINVSCHED: Row("no time, one that is past, or over 30 days ahead", "fronts/test_smpp_operations::test_times_that_cannot_be"),
    Status.RINVEXPIRY: Row("no time, one that is past, or before the schedule", "fronts/test_smpp_operations::test_times_that_cannot_be"),
    Status.RINVDFTMSGID: Row("canned texts are not offered", "fronts/test_smpp_versions::test_what_each_may_say"),
    Status.RX_T_APPN: Row("from a client: the receipt comes again", "fronts/test_smpp_receipts::test_refused_receipts"),
    Status.RX_P_APPN: Row("from a client: the receipt is dropped", "fronts/test_smpp_receipts::test_refused_receipts"),
    Status.RX_R_APPN: Row("from a client: the receipt is dropped", "fronts/test_smpp_receipts::test_refused_receipts"),
    Status.RQUERYFAIL: Row("the right id from the wrong source", "fronts/test_smpp_operations::test_who_may_ask"),
    Status.RINVOPTPARSTREAM: Row("TLVs that cannot be cut; one NUL behind them is let pass", BAD),
    Status.ROPTPARNOTALLWD: Row(_UNJUDGED + "a TLV in the wrong place is not looked at", FAULT),
    Status.RINVPARLEN: Row("a known TLV of a length that it may not have", "fronts/test_smpp_tlvs::test_a_length_that_it_may_not_have"),
    Status.RMISSINGOPTPARAM: Row("data_sm without message_payload", "fronts/test_smpp_operations::test_data_sm"),
    Status.RINVOPTPARAMVAL: Row(_UNJUDGED + "values of TLVs are not judged", FAULT),
    Status.RDELIVERYFAILURE: Row(
        "in transaction mode: not delivered", "fronts/test_smpp_operations::test_in_transaction_mode_the_answer_is_the_fate"
    ),
    Status.RUNKNOWNERR: Row(_UNJUDGED + "there is always a better word", FAULT),
    Status.RINVDCS: Row("a data_coding that is not carried", "fronts/test_smpp_versions::test_what_each_may_say"),
    Status.RBCASTFAIL: Row("broadcast_sm", "fronts/test_smpp_admission::test_nothing_is_broadcast"),
    Status.RBCASTQUERYFAIL: Row("query_broadcast_sm", "fronts/test_smpp_admission::test_nothing_is_broadcast"),
    Status.RBCASTCANCELFAIL: Row("cancel_broadcast_sm", "fronts/test_smpp_admission::test_nothing_is_broadcast"),
    **dict.fromkeys((Status.RSERTYPUNAUTH, Status.RSERTYPUNAVAIL, Status.RSERTYPDENIED), _NO_WORD),
    **dict.fromkeys((Status.RPROHIBITED, Status.RINVSRCADDRSUBUNIT, Status.RINVDSTADDRSUBUNIT), _NO_WORD),
    **dict.fromkeys((Status.RINVBCASTFREQINT, Status.RINVBCASTALIAS_NAME, Status.RINVBCASTAREAFMT), _NO_BROADCAST),
    **dict.fromkeys((Status.RINVNUMBCAST_AREAS, Status.RINVBCASTCNTTYPE, Status.RINVBCASTMSGCLASS), _NO_BROADCAST),
    **dict.fromkeys((Status.RINVBCAST_REP, Status.RINVBCASTSRVGRP, Status.RINVBCASTCHANIND), _NO_BROADCAST),
}

_ANSWERS, _CONNECTIONS, _RECEIPTS = (f"fronts/test_smpp_faults_{place}::test_" for place in ("answers", "connections", "receipts"))

FAULTS: Final[dict[Kind, str]] = {
    Kind.CONNECT_REFUSED: _CONNECTIONS + "connects_are_refused",
    Kind.CONNECT_SILENT: _CONNECTIONS + "accepted_and_silent",
    Kind.HALF_OPEN: _CONNECTIONS + "half_open",
    Kind.SLOW_READS: _CONNECTIONS + "slow_reads",
    Kind.TRICKLE: _CONNECTIONS + "octet_by_octet",
    Kind.BIND_REFUSED: _CONNECTIONS + "refused_binds",
    Kind.ANSWER_STATUS: _ANSWERS + "another_status",
    Kind.ANSWER_SEQUENCE: _ANSWERS + "another_sequence_number",
    Kind.BAD_LENGTH: _CONNECTIONS + "a_bad_length",
    Kind.ANSWER_LATE: _ANSWERS + "a_late_answer_is_overtaken",
    Kind.RECEIPT_FIRST: _ANSWERS + "a_receipt_before_its_answer",
    Kind.ANSWER_NEVER: _ANSWERS + "an_answer_that_never_comes",
    Kind.RESET: _CONNECTIONS + "the_connection_ends",
    Kind.CLOSE_BEFORE: _CONNECTIONS + "what_came_before_the_end_was_taken",
    Kind.GARBAGE: _CONNECTIONS + "garbage",
    Kind.UNKNOWN_COMMAND: _CONNECTIONS + "an_unknown_command",
    Kind.UNBIND: _CONNECTIONS + "the_network_unbinds",
    Kind.CLOSE_AFTER: _CONNECTIONS + "the_connection_ends",
    Kind.RECEIPT_NEVER: _RECEIPTS + "never_and_twice",
    Kind.RECEIPT_WRONG_ID: _RECEIPTS + "a_wrong_id",
    Kind.RECEIPT_TWICE: _RECEIPTS + "never_and_twice",
    Kind.RECEIPT_WRONG_BIND: _RECEIPTS + "on_another_session_of_the_account",
    Kind.RECEIPT_LATE: _RECEIPTS + "late",
    Kind.RECEIPT_SWAPPED: _RECEIPTS + "swapped_with_the_next",
}

LOOKS: Final = "fronts/test_smpp_quirks::test_what_a_delivered_text_looks_like"

PROFILES: Final[dict[str, Row]] = {
    "paper": Row("SMPP 3.4 Appendix B to the letter", LOOKS),
    "hexdec": Row("the id is hexadecimal in the answer and decimal in the receipt", LOOKS),
    "dechex": Row("the reverse", LOOKS),
    "short": Row("no sub and dlvrd", LOOKS),
    "seconds": Row("dates with seconds, ids of 32 digits, Latin-1", LOOKS),
    "gateway": Row("UUIDs, ACCEPTD first, err of two digits", "fronts/test_smpp_quirks::test_a_gateway_says_first_that_it_has_the_text"),
    "smpptime": Row("dates as SMPP times, an id of letters and digits", LOOKS),
    "failed": Row("FAILED for what was not delivered, without a date", LOOKS),
    "nolabel": Row("the state without its label", LOOKS),
    "tlvonly": Row("no text, TLVs alone", LOOKS),
    "vendor4": Row("err of four digits, vendors' TLVs, ASCII", LOOKS),
    "carrier33": Row("SMPP 3.3: no transceivers, no TLVs, refusals with a body", "fronts/test_smpp_quirks::test_a_centre_of_3_3"),
    "cn-aggregator": Row("the carrier's own seven characters in stat", "fronts/test_smpp_quirks::test_what_a_failure_looks_like"),
}
