# shellcheck shell=bash
# What the scripts share. Sourced by them, from the root of the project.

say() { printf '\n==> %s\n' "$*"; }
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# missing_packages USE...: the packages for these uses that are not installed, one a line.
missing_packages() {
  local use package status wanted=" $* "
  while read -r use package _; do
    [[ $wanted == *" $use "* ]] || continue
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || printf '%s\n' "$package"
  done <scripts/packages.txt
}

# as_root COMMAND...: fails where there is no right to.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif ! command -v sudo >/dev/null; then
    return 1
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    sudo -n "$@" # nobody is there to be asked for a password
  fi
}

# install_packages USE...: installs what is missing, or says what to install and ends the script.
install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    say "Not a Debian system: scripts/packages.txt names what the build needs"
    return
  fi
  local missing apt=(env DEBIAN_FRONTEND=noninteractive apt-get --quiet)
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  say "Installing ${missing[*]}"
  if ! as_root "${apt[@]}" update ||
    ! as_root "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"; then
    die "could not install what is missing. Have this done as root, then start again:
  apt-get install --no-install-recommends ${missing[*]}"
  fi
}

# use_ccache: compiles through ccache where there is one.
use_ccache() {
  if command -v ccache >/dev/null && [[ -z ${CMAKE_CXX_COMPILER_LAUNCHER:-} ]]; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache
  fi
}
