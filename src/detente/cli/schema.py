"""`detente schema`: the JSON schema of an answer."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON schema of `detente assess --format json`."""
    from detente.assessment.schema import Assessment

    description = Assessment.model_json_schema(by_alias=True)
    typer.echo(json.dumps(description, indent=2, ensure_ascii=False).encode())
