"""The console command. Each subcommand imports what it needs, so that the light ones start at once."""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import sys

from helpline.errors import BadRequest, HelplineError
from helpline.model.event import Role
from helpline.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run a subcommand; 1 where it was refused, with the reason on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except HelplineError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        from helpline.storage.away import is_away, reason_of

        if not is_away(problem):
            raise
        print(
            f"The database cannot be used: {reason_of(problem)}\n`helpline doctor` looks at everything and says what helps.",
            file=sys.stderr,
        )
        return 1


def _parser() -> argparse.ArgumentParser:
    from helpline import data_care, doctor, importing

    parser = argparse.ArgumentParser(prog="helpline", description="Helpline: triage for after-sales support, in Chinese.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    command("run", _run, "Train if needed, migrate, start all parts and keep them running.")
    train = command("train", _train, "Train the model if it is older than its sources.")
    train.add_argument("--force", action="store_true", help="train even if nothing changed")
    command("migrate", _migrate, "Bring the database to the newest schema.")
    command("web", _web, "Serve the web part alone.")
    command("classify", _classify, "Read one utterance a line, write one JSON a line.")
    command("check-catalogue", _check_catalogue, "Check the facts, all problems at once.")
    for more in (importing, data_care, doctor):
        more.add_commands(commands)
    advisor = command("advisor", None, "Manage advisors.").add_subparsers(required=True, metavar="ACTION")
    add = advisor.add_parser("add", help="Add an advisor, or renew the token of one; the token is the last line.")
    add.add_argument("--number", required=True, help="the advisor number (工号)")
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.add_argument("--password-stdin", action="store_true", help="read a password for the desk's pages from standard input")
    add.set_defaults(run=_add_advisor)
    return parser


def _run(options: argparse.Namespace) -> int:
    from helpline.importing import load_samples
    from helpline.supervisor import refuse_taken_ports, run

    settings = Settings.from_environment()
    refuse_taken_ports(settings)
    _check_catalogue(options)
    _train(argparse.Namespace(force=False))
    _migrate(options)
    for told in load_samples(settings):
        print(f"The database was empty: {told} were loaded. HELPLINE_SAMPLES=0 leaves them out.", flush=True)
    return asyncio.run(run(settings))


def _train(options: argparse.Namespace) -> None:
    from helpline.training import train

    train(force=options.force)


def _migrate(options: argparse.Namespace) -> None:
    from helpline.storage.database import make_engine
    from helpline.storage.migrate import migrate

    migrate(make_engine(Settings.from_environment().database_url))


def _web(options: argparse.Namespace) -> None:
    from helpline.bootstrap import build
    from helpline.web.app import serve

    settings = Settings.from_environment()
    serve(settings, build(settings))


def _classify(options: argparse.Namespace) -> int:
    # The model is Rasa's, so this one runs where Rasa may be imported.
    from rasa_ext.classify import classify

    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints goes to standard error
        return classify(sys.stdin.buffer, out, sys.stderr)


def _check_catalogue(options: argparse.Namespace) -> None:
    from helpline.bootstrap import clock_of
    from helpline.catalogue import load_catalogue
    from helpline.catalogue.ageing import overdue
    from helpline.catalogue.gaps import gaps
    from helpline.model.times import SHANGHAI

    settings = Settings.from_environment()
    catalogue, now = load_catalogue(settings.catalogue_dir), clock_of(settings).now()
    for warning in [*gaps(catalogue, now), *overdue(catalogue, now.astimezone(SHANGHAI).date())]:
        print(f"warning: {warning}", file=sys.stderr)


def _add_advisor(options: argparse.Namespace) -> None:
    from helpline.bootstrap import build

    _migrate(options)
    services = build(Settings.from_environment())
    sign_in = services.desk_services.sign_in
    password = sys.stdin.readline().rstrip("\r\n") if options.password_stdin else secrets.token_urlsafe(12)
    try:
        sign_in.check(password, options.number)
    except BadRequest as weak:
        raise HelplineError("The password needs 10 to 128 characters, at least five different ones, and is not the number.") from weak
    token = services.desk.add_advisor(options.number, options.name, Role(options.role))
    if options.password_stdin or not sign_in.has_password(options.number):
        sign_in.set_password(options.number, password, by="operator", temporary=not options.password_stdin)
        if not options.password_stdin:
            print(f"Password for the first sign-in at /desk, to be changed there: {password}")
    print(f"Advisor {options.number} may sign in with this token. It is not shown again:")
    print(token)
