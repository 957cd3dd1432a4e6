"""A request of the cloud API as its SDKs sign it (TC3-HMAC-SHA256, POST, JSON). It sends nothing and reads no clock."""

from datetime import UTC, datetime
from typing import Final

from simulator.fronts.tencent_v3.signature import ALGORITHM, Authorization, Signed, tc3
from simulator.platform.customers import Secret

VERSION: Final = "2021-01-11"
REGION: Final = "ap-guangzhou"
_SERVICE: Final = "sms"
_SIGNED: Final = ("content-type", "host")


def headers(secret: Secret, host: str, action: str, body: bytes, timestamp: int) -> dict[str, str]:
    """The headers of a request. host: as the Host header will have it, with its port; timestamp: unix seconds."""
    date = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d")
    covered = {"content-type": "application/json", "host": host}
    unsigned = Authorization(secret.secret_id, date, _SERVICE, _SIGNED, "")
    signature = tc3(secret.secret_key, unsigned, Signed("POST", "", covered, body, str(timestamp)))
    credential = f"Credential={secret.secret_id}/{unsigned.scope}"
    return {
        "Content-Type": "application/json",
        "Host": host,
        "X-TC-Action": action,
        "X-TC-Version": VERSION,
        "X-TC-Timestamp": str(timestamp),
        "X-TC-Region": REGION,
        "Authorization": f"{ALGORITHM} {credential}, SignedHeaders={';'.join(_SIGNED)}, Signature={signature}",
        **({"X-TC-Token": secret.token} if secret.token else {}),
    }
