#!/usr/bin/env bash
# Holds deploy/ against the schemas: Kubernetes' own and that of Compose, from packages in an environment of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .tools/deploy/bin/python ] || { .venv/bin/python -m venv .tools/deploy && .tools/deploy/bin/pip install -q kubernetes-validate==1.37.0 compose-spec==0.2.1; }
.tools/deploy/bin/python - <<'PYTHON'
import pathlib
import re

import compose_spec
import kubernetes_validate
import yaml

count = 0
for path in sorted(pathlib.Path("deploy/kubernetes").glob("*.yml")):
    for one in yaml.safe_load_all(path.read_text()):
        kubernetes_validate.validate(one, "1.31", strict=True)
        count += 1
print(f"{count} Kubernetes objects fit the schemas of 1.31")
text = pathlib.Path("deploy/compose.yml").read_text()
text = re.sub(r"\$\{(\w+)(:[?-][^}]*)?\}", lambda m: (m[2] or ":-x")[2:] if (m[2] or "").startswith(":-") else "x", text)
document = {k: v for k, v in yaml.safe_load(text).items() if not k.startswith("x-")}
services = compose_spec.PyCompose.from_yaml(yaml.safe_dump(document)).to_dict()["services"]
print(f"{len(services)} Compose services fit the specification")
PYTHON
