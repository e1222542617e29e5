"""`python -m iraqsec`: the command line, where its script is not on the path."""

from iraqsec.cli import main

main()
