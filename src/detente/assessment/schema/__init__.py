"""The assessment as data: what terminal, JSON, page and notebook all read.

The schema is versioned and grows by optional keys. Probabilities are between 0 and 1,
days are ISO dates, years are whole numbers, and a value nobody knows is null, never zero.
"""

from __future__ import annotations

from detente.assessment.schema.assessment import (
    Assessment,
)
from detente.assessment.schema.base import (
    SCHEMA,
    Aggregation,
    How,
    Outcome,
    Part,
    Status,
)
from detente.assessment.schema.drivers import (
    DecisionsLike,
    Driver,
    NearestDecision,
    NearestOther,
    Odds,
    Path,
)
from detente.assessment.schema.history import (
    Event,
    History,
    PastAlliance,
    Stretch,
    YearOfBloc,
)
from detente.assessment.schema.limits import (
    Coverage,
    Limit,
    Provenance,
    SourceStamp,
)
from detente.assessment.schema.others import (
    AlliedWithin,
    Analogue,
    Elapsed,
    Reversal,
    Reversals,
)
from detente.assessment.schema.outlook import (
    Forecast,
    Together,
)
from detente.assessment.schema.question import (
    Member,
    Party,
    Question,
    VintageStamp,
)
from detente.assessment.schema.standing import (
    Aggregate,
    Bridged,
    DisputeRecord,
    Distance,
    HostilityStanding,
    Interval,
    LaterRecord,
    Pact,
    PairStanding,
    PledgeStanding,
    RivalryRecord,
    Standing,
    Structure,
)
from detente.assessment.schema.track_record import (
    Chances,
    RankedDecision,
    Score,
    TrackRecord,
)

__all__ = [
    "SCHEMA",
    "Aggregate",
    "Aggregation",
    "AlliedWithin",
    "Analogue",
    "Assessment",
    "Bridged",
    "Chances",
    "Coverage",
    "DecisionsLike",
    "DisputeRecord",
    "Distance",
    "Driver",
    "Elapsed",
    "Event",
    "Forecast",
    "History",
    "HostilityStanding",
    "How",
    "Interval",
    "LaterRecord",
    "Limit",
    "Member",
    "NearestDecision",
    "NearestOther",
    "Odds",
    "Outcome",
    "Pact",
    "PairStanding",
    "Part",
    "Party",
    "PastAlliance",
    "Path",
    "PledgeStanding",
    "Provenance",
    "Question",
    "RankedDecision",
    "Reversal",
    "Reversals",
    "RivalryRecord",
    "Score",
    "SourceStamp",
    "Standing",
    "Status",
    "Stretch",
    "Structure",
    "Together",
    "TrackRecord",
    "VintageStamp",
    "YearOfBloc",
]
