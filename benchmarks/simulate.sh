#!/usr/bin/env bash
# Lives through N seeds of the checkout's simulation (100000 when left out), from the given first one (1). A seed that fails is printed; alone it replays: simulate.sh 1 SEED.
set -euo pipefail
cd "$(dirname "$0")/.."
AGENT_SEEDS="${1:-100000}" AGENT_FIRST_SEED="${2:-1}" dotnet test tests/Agent.Plugins.Tests --filter FullyQualifiedName~Whatever_goes_wrong --logger "console;verbosity=detailed"
