"""``programme rules`` and ``programme weights``: who may, in which order, and the versions of both."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import instant
from ntt_desktop.cli.options import reason_option
from ntt_desktop.cli.session import Session
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context


def register(actions: Any) -> None:
    """Add the commands below ``programme``."""
    rules = actions.add_parser("rules", help=tr("show or change who may have a slot, and the versions"))
    rules.add_argument("programme", metavar="C", help=tr("code or id of the programme"))
    rules.add_argument("--age", metavar="MIN-BELOW", help=tr("limits of age, for example 18-65"))
    rules.add_argument("--decile", metavar="N", help=tr("decile at most N, or none"))
    rules.add_argument("--on", nargs="+", default=[], metavar="RULE", help=tr("rules to switch on"))
    rules.add_argument("--off", nargs="+", default=[], metavar="RULE", help=tr("rules to switch off"))
    reason_option(rules, required=False)
    rules.set_defaults(run=run_rules, text=text)

    weights = actions.add_parser("weights", help=tr("show or change the points of the ranking, and the versions"))
    weights.add_argument("programme", metavar="C", help=tr("code or id of the programme"))
    weights.add_argument(
        "--set", nargs="+", default=[], metavar="WEIGHT=N", help=tr("points, for example disability=80")
    )
    reason_option(weights, required=False)
    weights.set_defaults(run=run_weights, text=text)


def run_rules(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Show the rules, or change them."""
    from ntt_desktop.domain.eligibility import Rule
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.capacity import programme_terms, programmes

    programme = programmes.ledger(session.ctx, args.programme).programme
    known = {rule.code: rule for rule in programme_terms.every_rule(programme.region)}
    wanted = {rule.code: rule for rule in programme.eligibility.rules}
    for code in (*args.on, *args.off):
        if code not in known and code not in wanted:
            raise UserError("rule_unknown", value=code, known=", ".join(known))
    wanted |= {code: known[code] for code in args.on if code not in wanted}
    if args.age is not None:
        low, _, high = args.age.partition("-")
        if not (low.isdigit() and high.isdigit()):
            raise UserError("rule_value", field="age", value=args.age)
        wanted["age"] = Rule("age", {"min": int(low), "below": int(high)})
    if args.decile == "none":
        wanted.pop("decile_at_most", None)
    elif args.decile is not None:
        if not args.decile.isdigit():
            raise UserError("rule_value", field="decile_at_most", value=args.decile)
        wanted["decile_at_most"] = Rule("decile_at_most", {"most": int(args.decile)})
    rules = [rule for code, rule in wanted.items() if code not in args.off]
    if tuple(rules) != programme.eligibility.rules:
        programme_terms.set_rules(session.ctx, programme.id, rules, reason=args.reason)
    return _shown(session.ctx, programme.id)


def run_weights(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Show the weights, or change them."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.capacity import programme_terms, programmes

    programme = programmes.ledger(session.ctx, args.programme).programme
    said: dict[str, int] = {}
    for pair in args.set:
        name, _, value = pair.partition("=")
        if not value.isdigit():
            raise UserError("weight_value", field=name, value=value)
        said[name] = int(value)
    if said:
        programme_terms.set_weights(session.ctx, programme.id, said, reason=args.reason)
    return _shown(session.ctx, programme.id)


def _shown(ctx: Context, code: str) -> dict[str, Any]:
    from ntt_desktop.services.capacity import programme_terms, programmes

    programme = programmes.ledger(ctx, code).programme
    return {
        "programme": programme.code,
        "id": programme.id,
        "rules": programme.eligibility.to_json(),
        "weights": programme.weights.to_json(),
        "versions": [
            {
                "kind": one.kind,
                "version": one.version,
                "made_at": one.made_at.isoformat(timespec="seconds"),
                "actor": one.actor,
                "reason": one.reason,
            }
            for one in programme_terms.versions(ctx, code)
        ],
    }


def text(answer: dict[str, Any]) -> str:
    """The rules and weights in words, then the versions."""
    from ntt_desktop.wording import terms

    lines = [tr("Rules, version {version}:", version=answer["rules"]["version"])]
    lines += [f"  {terms.rule(rule['code'], rule['params'])}" for rule in answer["rules"]["rules"]]
    lines.append(tr("Weights, version {version}:", version=answer["weights"]["version"]))
    lines += [f"  {terms.weight(name)}: {answer['weights'][name]}" for name in terms.WEIGHTS]
    lines.append(tr("Versions:"))
    for one in answer["versions"]:
        when, why = instant(one["made_at"]), f" ({one['reason']})" if one["reason"] else ""
        lines.append(f"  {tr(terms.VERSIONS[one['kind']])} {one['version']} · {when} · {one['actor']}{why}")
    return "\n".join(lines)
