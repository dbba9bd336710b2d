"""`python -m helpline`: the console command without its script."""

from helpline.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
