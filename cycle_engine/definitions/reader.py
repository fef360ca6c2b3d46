"""Reading definitions: an office's TOML files, and the frozen copies that a cycle keeps of them.

A copy is read at every start of the program, so the copies' side needs neither ``tomllib`` nor the strict reader:
import ``frozen_copies`` alone where only they are wanted.
"""

from cycle_engine.definitions.frozen_copies import plan_from_json, plan_to_json, workflow_from_json, workflow_to_json
from cycle_engine.definitions.plan_reader import parse_plan, read_plan
from cycle_engine.definitions.workflow_reader import parse_workflow, read_workflow, recognising_words

__all__ = [
    "parse_plan",
    "parse_workflow",
    "plan_from_json",
    "plan_to_json",
    "read_plan",
    "read_workflow",
    "recognising_words",
    "workflow_from_json",
    "workflow_to_json",
]
