#!/usr/bin/env bash
# Has Assay ask models the 1,000 questions of the evaluation, once each and greedily: evaluate.sh RUN MODEL.gguf...
set -euo pipefail
run=$1
shift
models=()
for file in "$@"; do models+=(--model "llama/$file"); done
"${ASSAY:-$(dirname "$0")/../assay}" run --batch --yes --no-raw --run-dir "$run" --seed 2026 --temperature 0 --max-tokens 200 "${models[@]}" \
  --suite math/word-problems --set math/word-problems.level=2 --set math/word-problems.samples=300 \
  --suite reasoning/knights --set reasoning/knights.level=2 --set reasoning/knights.samples=300 \
  --suite code/predict-output --set code/predict-output.level=1 --set code/predict-output.samples=400
