"""What every row of the catalogue has in common."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)
