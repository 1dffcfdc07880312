"""`python -m detente` is the command `detente`."""

from detente.cli.app import main

main()
