#!/usr/bin/env bash
# check_pages.sh ROOT: checks the pages of the project in ROOT; prints what is wrong, a line each.
set -euo pipefail
cd "$1"

problems=0
problem() {
  printf '%s\n' "$*"
  problems=$((problems + 1))
}

# prose FILE: the page without its code, fenced or inline.
# shellcheck disable=SC2016 # the backquotes are those of Markdown
prose() { awk '/^ *```/ { code = !code; next } !code' "$1" | sed 's/`[^`]*`//g'; }

# anchors FILE: what a link may have after '#', made from the headings as renderers make it.
anchors() {
  awk '/^ *```/ { code = !code; next } !code && /^#+ /' "$1" |
    sed -E 's/^#+ +//; s/[^[:alnum:] _-]//g; s/ /-/g' | tr '[:upper:]' '[:lower:]'
}

check_links() {
  local page=$1 link target anchor
  while read -r link; do
    [[ $link == *://* || $link == mailto:* ]] && continue
    target=${link%%#*}
    anchor=
    [[ $link == *'#'* ]] && anchor=${link#*#}
    target=${target:+$(dirname "$page")/$target}
    target=${target:-$page}
    if [[ ! -e $target ]]; then
      problem "$page: no such file: $link"
    elif [[ -n $anchor ]] && ! anchors "$target" | grep -qxF -- "$anchor"; then
      problem "$page: no such heading: $link"
    fi
  done < <(prose "$page" | grep -oP '\]\(\K[^)\s]+' || true)
}

# check_example PAGE: every C++ block of the page stands as it is in the example that is compiled.
example=examples/embed/newsdesk.cpp
check_example() {
  awk -v example="$example" -v page="$1" '
    BEGIN { while ((getline line <example) > 0) source = source "\n" line; source = source "\n" }
    /^```/ {
      if (inside && !index(source, block)) {
        print page ": the C++ example that ends in line " NR " is not part of " example
        bad = 1
      }
      inside = !inside && $0 == "```cpp"
      block = "\n"
      next
    }
    inside { block = block $0 "\n" }
    END { exit bad }' "$1" || problems=$((problems + 1))
}

shopt -s nullglob
for page in *.md docs/*.md examples/*/*.md; do
  check_links "$page"
done
check_example README.md

unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
tar -xzf examples/archive/europe.tar.gz -C "$unpacked"
difference=$(diff -r "$unpacked" examples/packed) ||
  problem "examples/archive/europe.tar.gz is not made from examples/packed:"$'\n'"$difference"

((problems == 0))
