"""What a check of a file found, as a command prints it: each with the place and the cure."""

from cycle_engine.commands.output import show
from cycle_engine.definitions.findings import Finding
from cycle_engine.messages import say


def findings_as_json(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    """What a check found."""
    return [
        {
            "severity": finding.severity.value,
            "where": finding.where,
            "message": str(finding.message),
            "hint": str(finding.hint or ""),
        }
        for finding in findings
    ]


def show_findings(findings: tuple[Finding, ...]) -> None:
    """Print what a check found, each with its cure."""
    for finding in findings:
        word = say(f"output.{finding.severity.value}")
        show(f"{word} {finding}")
        if finding.hint:
            show(f"  → {finding.hint}")
