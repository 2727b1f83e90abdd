"""`pmrules explain`: why an entry stands where it stands, and what nearly decided."""

from pathlib import Path

import click

from pmrules.cli.options import offered, plugin_option, rules_option


@click.command()
@click.argument("text")
@rules_option
@click.option("--client", default="", help="The entry's client.")
@click.option("--project", default="", help="The entry's project.")
@click.option("--task", default="", help="The entry's task.")
@click.option("--tags", default="", help="The entry's tags, separated by a comma and a blank.")
@plugin_option
def explain(
    text: str,
    rules: Path | None,
    client: str,
    project: str,
    task: str,
    tags: str,
    plugins: tuple[Path, ...],
) -> None:
    """Say how an entry with this TEXT would be judged, and why.

    \b
    pmrules explain "roadmap review with Globex" --rules acme.yaml
    pmrules explain "weekly sync" --client Globex --project Support
    """
    from pmrules.rules.explain import explained
    from pmrules.rules.load import load_rules
    from pmrules.rules.matching.judge import judge_text

    packs = {pack.name: pack.path for pack in offered(plugins).packs}
    rulebook = load_rules(rules, packs=packs)
    texts = {
        "description": text,
        "client": client,
        "project": project,
        "task": task,
        "tags": tags,
    }
    click.echo("\n".join(explained(judge_text(texts, rulebook), texts, rulebook)))
