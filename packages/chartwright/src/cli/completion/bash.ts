import type { CompletedCommand, Expected } from './model.ts'

/** A script for bash 3.2 and later, which does not need the package bash-completion. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const name = ({ path }: CompletedCommand) => quoted(path.join(' '))
  const subcommands = commands
    .filter((one) => one.subcommands.length > 0)
    .map((one) => `    ${name(one)}) echo ${quoted(one.subcommands.map((sub) => sub.name).join(' '))} ;;`)
  const flags = commands.map((one) => {
    const words = one.flags.flatMap((flag) => [
      `--${flag.name}`,
      ...(flag.shorthand ? [`-${flag.shorthand}`] : []),
    ])
    return `    ${name(one)}) echo ${quoted(words.join(' '))} ;;`
  })
  const values = commands.flatMap((one) =>
    one.flags.flatMap(({ name: flag, shorthand, value }) => {
      if (value === undefined) return []
      const spelled = [`--${flag}`, ...(shorthand ? [`-${shorthand}`] : [])]
      const patterns = spelled.map((word) => quoted(`${one.path.join(' ')} ${word}`))
      return [`    ${patterns.join('|')}) echo ${quoted(expectedText(value))} ;;`]
    }),
  )
  const args = commands
    .filter((one) => one.argument !== 'anything')
    .map((one) => `    ${name(one)}) echo ${quoted(expectedText(one.argument))} ;;`)
  return `# bash completion for chartwright. To use it in every shell:
#   chartwright completion bash > ~/.chartwright-completion.bash
#   echo 'source ~/.chartwright-completion.bash' >> ~/.bashrc

_chartwright_subcommands() {
  case $1 in
${subcommands.join('\n')}
  esac
}

_chartwright_flags() {
  case $1 in
${flags.join('\n')}
  esac
}

# What the value of a flag is; nothing for one that takes none.
_chartwright_value() {
  case "$1 $2" in
${values.join('\n')}
  esac
}

_chartwright_argument() {
  case $1 in
${args.join('\n')}
  esac
}

_chartwright_offer() {
  local IFS=$'\\n'
  case $1 in
    anything | '') ;;
    files) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$2")) ;;
    folders) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$2")) ;;
    charts)
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -d -- "$2"; compgen -f -X '!*.tgz' -- "$2"; compgen -f -X '!*.tar.gz' -- "$2"))
      ;;
    *) IFS=$' \\n'; COMPREPLY=($(compgen -W "$1" -- "$2")) ;;
  esac
}

_chartwright() {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' flag='' word expected at
  COMPREPLY=()
  # bash parts words at "=": --flag, =, value.
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    if [[ $word == '=' ]]; then continue; fi
    if [[ -n $flag ]]; then flag=''; continue; fi
    case $word in
      -*)
        if [[ $word != *=* && -n $(_chartwright_value "$path" "$word") ]]; then flag=$word; fi
        ;;
      *)
        if [[ " $(_chartwright_subcommands "$path") " == *" $word "* ]]; then path=\${path:+$path }$word; fi
        ;;
    esac
  done
  if [[ $current == '=' ]]; then current=''; fi
  if [[ -n $flag ]]; then
    _chartwright_offer "$(_chartwright_value "$path" "$flag")" "$current"
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$(_chartwright_flags "$path")" -- "$current"))
  elif [[ -n $(_chartwright_subcommands "$path") ]]; then
    COMPREPLY=($(compgen -W "$(_chartwright_subcommands "$path")" -- "$current"))
  else
    _chartwright_offer "$(_chartwright_argument "$path")" "$current"
  fi
}

complete -F _chartwright chartwright
`
}

function expectedText(value: Expected): string {
  return typeof value === 'string' ? value : value.join(' ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
