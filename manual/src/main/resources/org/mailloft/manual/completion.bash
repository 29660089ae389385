# bash completion for @COMMAND@ -*- shell-script -*-
# Made in the build from what the command declares.

# What may follow these words: verbs, options (with "=" when a value follows), and "*" with what arguments are. A value or an
# argument is one of several words (a|b), a file, a directory, a user, a key, a setting, or "?", anything.
@FUNCTION@_entries() {
  case $1 in
@TABLE@
  esac
}

# Adds the words of this kind that begin like this.
@FUNCTION@_add() {
  local words='' action=(-W)
  case $1 in
    '?') return ;;
    @file) action=(-f) ;;
    @directory) action=(-d) ;;
    @user) words=$(doveadm user "$2*" 2>/dev/null) ;;
    @key) words=$(ucr --keys-only search "^$2" 2>/dev/null) ;;
    @assignment)
      words=$(ucr --keys-only search "^$2" 2>/dev/null)
      action=(-S '=' -W)
      compopt -o nospace 2>/dev/null
      ;;
    @setting) words=$(doveconf 2>/dev/null | sed -n 's/^\([a-z0-9_]*\) = .*/\1/p') ;;
    *) words=${1//|/ } ;;
  esac
  case $1 in
    @file | @directory) compopt -o filenames 2>/dev/null ;;
    *) action+=("$words") ;;
  esac
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen "${action[@]}" -- "$2")
}

@FUNCTION@() {
  local current=${COMP_WORDS[COMP_CWORD]} verb='' awaited='' word entry i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    # bash makes three words of --name=value
    [ "$word" = '=' ] && continue
    if [ -n "$awaited" ]; then
      awaited=''
      continue
    fi
    while IFS= read -r entry; do
      case $entry in
        "$word="*) awaited=${entry#*=} ;;
        "$word") [ "${word#-}" = "$word" ] && verb=${verb:+$verb }$word ;;
      esac
    done < <(@FUNCTION@_entries "$verb")
  done
  [ "$current" = '=' ] && current=''

  COMPREPLY=()
  if [ -n "$awaited" ]; then
    @FUNCTION@_add "$awaited" "$current"
    return
  fi
  while IFS= read -r entry; do
    case $entry in
      '*'*)
        [ "${current#-}" = "$current" ] && @FUNCTION@_add "${entry#?}" "$current"
        ;;
      -*) [ "${current#-}" != "$current" ] && [[ ${entry%%=*} == "$current"* ]] && COMPREPLY+=("${entry%%=*}") ;;
      *) [[ $entry == "$current"* ]] && COMPREPLY+=("$entry") ;;
    esac
  done < <(@FUNCTION@_entries "$verb")
}

complete -F @FUNCTION@ @COMMAND@
