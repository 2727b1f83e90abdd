"""The rule pack that ships with pmrules: product management as the field speaks of it."""

from pathlib import Path

from pmrules import RulePack, hookimpl


@hookimpl
def pmrules_rulepacks() -> list[RulePack]:
    """Offer the pack that a rules file extends as `product-management`."""
    return [RulePack("product-management", Path(__file__).with_name("product-management.yaml"))]
