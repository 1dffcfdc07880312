"""The assessment as data: what terminal, JSON, page and notebook all read.

The schema is versioned and grows by optional keys. Probabilities are between 0 and 1,
days are ISO dates, years are whole numbers, and a value nobody knows is null, never zero.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Literal["detente.assessment/1"] = "detente.assessment/1"

How = Literal["coded", "carried", "dated"]
Status = Literal["at_risk", "in_force", "not_at_risk", "never_met"]
Outcome = Literal["defence_pact", "stronger_pledge", "rivalry_end", "dispute"]
Aggregation = Literal["pair", "lead", "share", "weighted"]


class Part(BaseModel):
    """Base of every part: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


# ── question ────────────────────────────────────────────────────────────────────────────


class Member(Part):
    """One state on a side of the question."""

    state: int = Field(description="COW code; Gleditsch–Ward code where COW has none")
    code: str = Field(description="ISO 3166 alpha-3 of the day, else the COW abbreviation")
    name: str
    since: date | None = Field(None, description="legal member of the bloc since")
    unconfirmed: bool = Field(False, description="membership rests on a weak source")


class Party(Part):
    """One side of the question, on the day of the answer."""

    kind: Literal["state", "bloc"]
    code: str
    name: str
    members: list[Member]
    ended: date | None = Field(None, description="last day, if before the day of the answer")
    successors: list[str] = []
    admission: str | None = Field(None, description="how the bloc admits a member")
    reading: list[str] = Field([], description="how a name was read, and whose state that was")
    notes: list[str] = Field([], description="what else should be known of this side")


class VintageStamp(Part):
    """Which data answered."""

    name: str
    kind: Literal["starter", "full"]
    date: date


class Question(Part):
    """What was asked, and how it was understood."""

    a: Party
    b: Party
    as_of: date
    as_of_given: bool = Field(description="false: the vintage's own date was taken")
    day: date = Field(description="the day shown: as_of, or the last day both sides existed")
    horizons: list[int]
    vintage: VintageStamp
    given: list[str] = Field([], description="what was supposed, not forecast")
    notes: list[str] = []


# ── standing ────────────────────────────────────────────────────────────────────────────


class Pact(Part):
    """One treaty that binds a pair on a day."""

    atopid: int | None
    name: str
    titled: bool = Field(description="false: a description, no title was read")
    rung: int
    label: str
    since: date
    until: date | None = None
    umbrella: bool = Field(description="a general text that binds a dozen states or more")
    parties: int | None = Field(None, description="members of the treaty on that day")
    offence: bool = False
    one_sided: str | None = Field(None, description="who alone owes defence, if only one does")
    dated_by: Literal["signature (ATOP)", "legal membership", "signature, as reported"]
    source: str


class LaterRecord(Part):
    """Dated evidence from a newer source, after the coded record ends."""

    when: str
    what: str
    source: str
    url: str | None = None


class PledgeStanding(Part):
    """The commitment axis."""

    rung: int
    label: str
    direct: Pact | None = Field(None, description="strongest pledge that is no umbrella")
    umbrella: Pact | None = Field(None, description="strongest umbrella pledge")
    pacts: list[Pact]
    coded_to: int = Field(description="last year the coding could tell")
    carried: int = Field(description="years the last coded state has been carried")
    later: list[Pact] = Field([], description="pledges from newer sources, under their own name")
    doubtful: list[LaterRecord] = Field([], description="reported since, not counted")
    ended_since: list[str] = Field([], description="later evidence that a coded pledge ended")


class RivalryRecord(Part):
    """One strategic rivalry."""

    name: str
    first: int
    last: int | None = Field(description="null: running when the coding ends")
    running: bool


class DisputeRecord(Part):
    """One year of one militarised dispute."""

    dispnum: int
    year: int
    rung: int
    label: str


class Interval(Part):
    """A chance, and the middle 90% of what it may truly be."""

    p: float
    low: float
    high: float


class Bridged(Part):
    """Whether a dispute ran in a year after the records end: estimated, not read."""

    year: int = Field(description="the last full year before the day")
    dispute: Interval = Field(description="any militarised dispute")
    violent: Interval = Field(description="one in which force was used, MID level 4 or 5")


class HostilityStanding(Part):
    """The hostility axis."""

    rung: int
    label: str
    year: int = Field(description="the coded year that is shown")
    rivalry: RivalryRecord | None = None
    last_dispute: DisputeRecord | None = None
    last_war: int | None = Field(None, description="last year of war on the coded record")
    disputes: int = Field(description="MIDs since 1816")
    recent: bool = Field(description="a MID in the last ten coded years")
    coded_to: dict[str, int]
    carried: dict[str, int]
    later: list[LaterRecord] = []
    bridged: Bridged | None = Field(
        None, description="from 1970 on, where dispute records end before the day"
    )


class Distance(Part):
    """How far apart two states stand in the General Assembly; description only."""

    distance: float
    one: float
    two: float
    year: int
    note: str = (
        "Published ideal points are fitted on later votes too: they describe, never forecast."
    )


class Structure(Part):
    """What the pair is like; the conditions of its reference class."""

    contiguity: int | None = Field(description="COW type 1–5, 0 none; null: never coded")
    majors: int
    relevance: bool | None
    year: int | None = Field(description="the coded year of contiguity")
    shares: list[float | None] = Field(description="CINC of either side")
    shares_year: int | None = None
    notes: list[str] = []


class PairStanding(Part):
    """Where one pair of states stands."""

    one: Member
    two: Member
    day: date
    pledge: PledgeStanding
    hostility: HostilityStanding
    ideal_points: Distance | None = None
    structure: Structure


class Aggregate(Part):
    """One axis over the members of a bloc, three ways."""

    lead: str
    lead_rung: int
    share: dict[str, float] = Field(description="share of member pairs on each rung")
    weighted: dict[str, float] = Field(description="the same, weighted by capability")


class Standing(Part):
    """Where the relationship stands."""

    headline: str
    lead: int = Field(description="index into `pairs` of the pair that leads")
    pairs: list[PairStanding]
    pledge: Aggregate | None = None
    hostility: Aggregate | None = None
    context: list[LaterRecord] = Field(
        [], description="newer evidence on a side's wars with others, and on who joined a bloc"
    )
    closest: str | None = None
    most_hostile: str | None = None


# ── history ─────────────────────────────────────────────────────────────────────────────


class Stretch(Part):
    """Years on one rung of one axis."""

    first: int
    last: int
    rung: int | None = Field(description="null: no state to pair, or outside coverage")
    label: str
    detail: str = ""
    how: Literal["coded", "no pair", "outside coverage"]


class YearOfBloc(Part):
    """How many member pairs stood on each rung in a year."""

    year: int
    pairs: int
    frozen: bool = Field(description="members of the day of the answer, before the founding")
    pledge: list[int] | None = Field(description="pairs on rungs 0–3; null outside coverage")
    hostility: list[int] | None = Field(description="pairs on rungs 0–4; null outside coverage")


class PastAlliance(Part):
    """An unbroken run of years in which a pair had a defence pact."""

    one: str
    two: str
    first: int
    last: int = Field(description="last year coded; the run may go on where coverage ends")
    treaty: str = Field(description="the treaty that began it")
    running: bool


class History(Part):
    """Both axes since 1816: of the pair, or of the bloc's lead with the bloc by year."""

    of: str
    pledge: list[Stretch]
    hostility: list[Stretch]
    treaties: list[Pact] = Field([], description="every pledge on record, in order")
    rivalries: list[RivalryRecord] = []
    allied: list[PastAlliance] = Field([], description="of every pair in the question")
    years: list[YearOfBloc] = []
    notes: list[str] = []


# ── outlook ─────────────────────────────────────────────────────────────────────────────


class Forecast(Part):
    """The chance of one outcome within one horizon, or why there is none."""

    outcome: Outcome
    horizon: int
    aggregation: Aggregation
    status: Status
    p: float | None = None
    low: float | None = Field(None, description="5%: of the bootstrap over pairs, or of the model")
    high: float | None = Field(None, description="95%, or the bound where no pair had it")
    base_rate: float | None = Field(None, description="all pairs at risk, same years")
    stratum: str | None = Field(None, description="pairs of the same hostility, whatever else")
    stratum_rate: float | None = Field(None, description="their rate, nothing shrunk")
    stratum_pairs: int | None = None
    n_pairs: int | None = Field(None, description="distinct pairs in the class")
    n_events: int | None = Field(None, description="of them, with the outcome in the horizon")
    conditions: list[str] = Field([], description="what the class still has in common")
    dropped: list[str] = Field([], description="conditions given up to reach thirty pairs")
    alike_pairs: int | None = Field(None, description="pairs alike in every condition")
    alike_events: int | None = Field(None, description="of them, with the outcome")
    model: str = "reference class"
    gap_share: float | None = Field(
        None, description="of the interval's variance, the share the gap since the records makes"
    )
    unlisted: float | None = Field(
        None, description="chance that a pact nobody listed is in force that day"
    )
    class_p: float | None = Field(None, description="the reference class's chance, beside it")
    reason: str | None = None
    same_as: Outcome | None = Field(None, description="the same event under another name")
    members: dict[str, int] | None = Field(None, description="at_risk, in_force, left_out")
    base_pairs: int | None = None
    years: list[int] = Field([], description="first and last calendar year of the class")
    running: float | None = Field(
        None, description="chance that the rivalry, coded to an earlier year, runs that day"
    )
    and_pact: float | None = Field(
        None, description="chance that the rivalry ends and a defence pact is made, both in time"
    )


class Together(Part):
    """A state and a bloc: allied with so many members at once."""

    share: Literal["half", "all"]
    members: int = Field(description="so many of them")
    of: int
    horizon: int
    p: float = Field(description="that the state joins a treaty that binds so many")
    treaties: list[str] = Field(description="those treaties, as of the day")


# ── what became of others ───────────────────────────────────────────────────────────────


class Analogue(Part):
    """A pair at the time it looked like this one, and what became of it."""

    one: str
    two: str
    year: int
    distance: float
    alike: str
    pact: int | None = Field(description="first year of a defence pact within 20 years")
    treaty: str | None = None
    rivalry_ended: int | None = None
    disputes: int = Field(description="new MIDs within the years seen")
    seen: int = Field(description="years after it in which the pair could be seen, at most 20")
    became: str


class Reversal(Part):
    """A rivalry that ended in a defence pact."""

    name: str
    ended: int
    pact: int
    years: int
    treaty: str
    followed: str | None = Field(None, description="the succession that was followed")


class Reversals(Part):
    """Enemies that became allies."""

    ended: int = Field(description="rivalries that ended")
    allied_before: int = Field(description="of them, with a defence pact before they ended")
    without: int = Field(description="of them, without one when they ended")
    allied: int = Field(description="of those, with one since")
    years: list[float] = Field(description="years it took: quarter, median, three quarters")
    within: dict[str, float] = Field(description="share within 5, 10, 20 years, censoring handled")
    cases: list[Reversal]
    alike: list[str] = Field([], description="the cases most like this pair")
    first: int
    last: int


# ── drivers ─────────────────────────────────────────────────────────────────────────────


class Driver(Part):
    """What a group of covariates adds to a pair's log-odds, against those of the average pair."""

    name: str
    log_odds: float


class Path(Part):
    """One way in which the pair could become allied within a year."""

    process: Literal["accession", "adoption", "foundation"]
    text: str
    share: float = Field(description="of the pair's hazard")


class Odds(Part):
    """What moves the one-year chance of a defence pact of one pair, by the treaty processes."""

    one: str
    two: str
    year: int = Field(description="the drivers stand as of its end: the last coded one known")
    p: float = Field(description="chance of a defence pact in the next year")
    base_rate: float = Field(description="mean chance of all pairs at risk")
    drivers: list[Driver] = Field(description="they sum to the distance in log-odds of p and base")
    paths: list[Path] = Field(description="the likeliest first; the shares of all sum to 1")
    note: str = (
        "Drivers are associations in the model, not causes. They stand as of the end of the last "
        "coded year, not of the day of the answer."
    )


class NearestDecision(Part):
    """A past decision by a unit (a state and a treaty, a body, a pair) like the one needed."""

    year: int
    treaty: str
    atopid: int
    states: list[str] = Field(description="who joined or founded")
    dyads: int = Field(description="new pairs of allies")
    distance: float = Field(description="in log-odds; 0: alike in all that the model weighs")
    p: float = Field(description="one-year chance of the unit then, by a fit that learned from it")


class NearestOther(Part):
    """A unit as much like the one needed that took no such decision within the years."""

    name: str
    year: int
    distance: float


class DecisionsLike(Part):
    """Past decisions most like the likeliest that would make the pair allies, by process."""

    process: Literal["accession", "adoption", "foundation"]
    path: str
    share: float = Field(description="of the process in the pair's hazard")
    p: float = Field(description="chance of this decision in the next year")
    decisions: list[NearestDecision]
    within: int
    alike: int = Field(description="units most like this one, each in the year most like it")
    followed: int = Field(description="of them, with such a decision within the years")
    others: list[NearestOther] = Field(description="the nearest of them without one")


# ── track record ────────────────────────────────────────────────────────────────────────


class Score(Part):
    """A score, with its middle 90% when whole treaties (or pairs) are drawn with replacement."""

    value: float | None
    low: float | None
    high: float | None


class Chances(Part):
    """Past forecasts within two bounds, and how often they came true."""

    low: float
    high: float
    n: int = Field(description="pairs by year")
    events: int
    rate: float
    rate_low: float | None
    rate_high: float | None


class TrackRecord(Part):
    """What the model behind a chance was worth at past origins."""

    outcome: Outcome
    horizon: int
    model: str
    first: int = Field(description="first origin")
    last: int = Field(description="last origin: the last one fully observed")
    rows: int = Field(description="pairs at risk, by year")
    events: int
    base: float = Field(description="share of the rows with the event")
    decisions: int | None = Field(description="decisions behind the events; null: no pledge")
    treaties: int | None
    auc: Score = Field(description="mean over origins of the area under the curve")
    log_skill: Score = Field(description="1 − loss / loss of the base rate known at each origin")
    brier_skill: Score
    total: Score = Field(description="expected over observed events")
    alike: Chances | None = Field(description="forecasts like this one; null: there were none")
    vintage: str = Field(description="the tables that were scored")
    text: str


# ── limits and provenance ───────────────────────────────────────────────────────────────


class Limit(Part):
    """What the data cannot say."""

    layer: str
    source: str
    covers_to: int
    age: int = Field(description="years between the end of coverage and the day of the answer")
    text: str


class SourceStamp(Part):
    """A dataset an answer rests on."""

    table: str
    name: str
    version: str
    sha256: str | None
    licence: str
    cite: str
    url: str | None = None


class Provenance(Part):
    """Everything that was used."""

    detente: str
    vintage: VintageStamp
    sources: list[SourceStamp]
    seed: int
    replicates: int


class Assessment(Part):
    """One relationship at one date."""

    schema_: Literal["detente.assessment/1"] = Field(SCHEMA, alias="schema")
    question: Question
    standing: Standing | None
    history: History | None
    outlook: list[Forecast]
    analogues: list[Analogue]
    reversals: Reversals | None
    together: list[Together] = Field(
        [], description="a state with half or all of a bloc, from 1970"
    )
    drivers: list[Odds] = Field([], description="of the lead pair, where it is at risk, from 1970")
    decisions: list[DecisionsLike] = Field([], description="likest to what the pair would need")
    track_record: list[TrackRecord] = Field([], description="of the models behind the outlook")
    limits: list[Limit]
    provenance: Provenance
    draws: int | None = Field(None, description="worlds walked for the outlook, from 1970")

    def to_json(self, indent: int | None = 2) -> str:
        """The assessment as JSON, keys as in `detente schema`."""
        return self.model_dump_json(indent=indent, by_alias=True)
