"""Pictures for the report: numbers and words in, PNG (for a message) or SVG (for a page) out.

matplotlib draws them; it is an extra and is imported when the first picture is drawn. Nothing here knows a scoping, and
every word in a picture is handed in.
"""

from bot.pictures.cash_flow import CashFlow, CashFlowWords
from bot.pictures.heat_map import HeatMap, HeatMapWords, HeatRow
from bot.pictures.reachability import Band, Reachability, ReachabilityWords
from bot.pictures.rendering import Picture, available, png, svg
from bot.pictures.risk_matrix import RiskMatrix, RiskMatrixWords, Severity, ShownRisk
from bot.pictures.timeline import Finish, Milestone, Timeline, TimelineWords
from bot.pictures.value_map import Candidate, Light, ValueMap, ValueMapWords

__all__ = [
    "Band",
    "Candidate",
    "CashFlow",
    "CashFlowWords",
    "Finish",
    "HeatMap",
    "HeatMapWords",
    "HeatRow",
    "Light",
    "Milestone",
    "Picture",
    "Reachability",
    "ReachabilityWords",
    "RiskMatrix",
    "RiskMatrixWords",
    "Severity",
    "ShownRisk",
    "Timeline",
    "TimelineWords",
    "ValueMap",
    "ValueMapWords",
    "available",
    "png",
    "svg",
]
