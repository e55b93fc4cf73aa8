#!/usr/bin/env bash
# Kills three agents at once in the middle of paying, N times (100 when left out), and checks after each that nothing is lost and nothing is there twice.
set -euo pipefail
cd "$(dirname "$0")/.."
AGENT_KILLS="${1:-100}" dotnet test tests/Agent.Host.Tests --filter FullyQualifiedName~KillTests --logger "console;verbosity=detailed"
