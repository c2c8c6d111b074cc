"""What changes cost: a price list that says which are cheap, not what they cost in money."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from decimal import Decimal


class PriceKind(enum.StrEnum):
    """Sorts of changes; the value is what `--price` names. Of equal price the first comes first."""

    PIN = "pin"
    FORBID = "forbid"
    LIMIT = "limit"
    FTE = "fte"
    TRAINING = "training"
    DEMAND = "demand"
    FUNCTION = "function"
    CLUSTER = "cluster"
    TERM = "term"
    HANDOVER = "handover"
    HOLDERS = "holders"
    BACKUPS = "backups"
    NUMBER = "number"
    SCALE = "scale"
    SEGREGATION = "segregation"
    MOVE = "move"
    PLACEMENT = "placement"


#: Price of one change; of `fte` and `demand` per started 0.1 fte, of `training` per step.
DEFAULT_PRICES: Mapping[PriceKind, Decimal] = {
    **dict.fromkeys(PriceKind, Decimal(1)),
    PriceKind.SEGREGATION: Decimal(3),
    PriceKind.MOVE: Decimal(2),
    PriceKind.PLACEMENT: Decimal(5),
}
