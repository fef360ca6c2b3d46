"""Where each command lies: by module, imported only when it is called."""

from typing import Final

COMMANDS: Final = {
    "init": "cycle_engine.commands.init:init",
    "plan": "cycle_engine.commands.plan:plan",
    "school": "cycle_engine.commands.school:school",
    "contact": "cycle_engine.commands.contact:contact",
    "open": "cycle_engine.commands.open_:open_",
    "status": "cycle_engine.commands.status:status",
    "why": "cycle_engine.commands.why:why",
    "score": "cycle_engine.commands.score:score",
    "evidence": "cycle_engine.commands.evidence:evidence",
    "review": "cycle_engine.commands.review:review",
    "advance": "cycle_engine.commands.advance:advance",
    "batch": "cycle_engine.commands.batch:batch",
    "extend": "cycle_engine.commands.extend:extend",
    "explain": "cycle_engine.commands.explain:explain",
    "history": "cycle_engine.commands.history:history",
    "audit": "cycle_engine.commands.audit:audit",
    "tick": "cycle_engine.commands.tick:tick",
    "simulate": "cycle_engine.commands.simulate:simulate",
    "mail": "cycle_engine.commands.mail:mail",
    "run": "cycle_engine.commands.run:run",
    "document": "cycle_engine.commands.document:document",
    "report": "cycle_engine.commands.report:report",
    "export": "cycle_engine.commands.export:export",
    "publication": "cycle_engine.commands.publication:publication",
    "officer": "cycle_engine.commands.officer:officer",
    "workflow": "cycle_engine.commands.workflow:workflow",
    "indicators": "cycle_engine.commands.indicators:indicators",
    "certificate": "cycle_engine.commands.certificate:certificate",
    "calendar": "cycle_engine.commands.calendar:calendar",
    "database": "cycle_engine.commands.database:database",
    "doctor": "cycle_engine.commands.doctor:doctor",
    "demo": "cycle_engine.commands.demo:demo",
}
"""Every command, in the order of a year's work."""
