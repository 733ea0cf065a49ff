import type { CompletedCommand, CompletedFlag, Expected } from './model.ts'

/** A script for zsh's own completion system: a function for each command, each flag with its help. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef chartwright
# zsh completion for chartwright. To use it in every shell, with a folder of your $fpath:
#   chartwright completion zsh > "\${fpath[1]}/_chartwright"
# or in ~/.zshrc, after compinit:
#   source <(chartwright completion zsh)

${commands.map(functionOf).join('\n')}
# Loaded by compinit from $fpath, the file is the function; sourced, it says what completes the command.
if [[ "\${funcstack[1]}" == _chartwright ]]; then
  _chartwright "$@"
else
  compdef _chartwright chartwright
fi
`
}

function functionOf(command: CompletedCommand): string {
  const name = functionName(command.path)
  const specs = command.flags.map((flag) => `    ${flagSpec(flag)} \\`)
  if (command.subcommands.length === 0)
    return `${name}() {
  _arguments -s \\
${specs.join('\n')}
    ${quoted(`*:${lastWord(command)}:${action(command.argument)}`)}
}
`
  const described = command.subcommands.map(
    ({ name: sub, summary }) => `    ${quoted(`${sub}:${summary.replaceAll(':', '\\:')}`)}`,
  )
  const cases = command.subcommands.map(
    ({ name: sub }) => `        ${sub}) ${functionName([...command.path, sub])} ;;`,
  )
  return `${name}() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${described.join('\n')}
  )
  _arguments -C -s \\
${specs.join('\n')}
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
${cases.join('\n')}
      esac
      ;;
  esac
}
`
}

/** `'(-o --out)'{-o+,--out=}'[help]:folder:_files -/'`; repeatable, as most are. */
function flagSpec({ name, shorthand, help, value, valueName }: CompletedFlag): string {
  const text = `[${help.replace(/[[\]\\:]/g, '\\$&')}]`
  const after = value === undefined ? text : `${text}:${valueName.replaceAll(':', '\\:')}:${action(value)}`
  const long = `--${name}${value === undefined ? '' : '='}`
  if (!shorthand) return quoted(`*${long}${after}`)
  return `'*'{-${shorthand}${value === undefined ? '' : '+'},${long}}${quoted(after)}`
}

function action(value: Expected): string {
  if (typeof value !== 'string') return `(${value.join(' ')})`
  return {
    anything: ' ',
    files: '_files',
    folders: '_files -/',
    charts: '_files -g "*(-/) *.(tgz|tar.gz)(-.)"',
  }[value]
}

const functionName = (path: readonly string[]) => ['_chartwright', ...path].join('_')
const lastWord = ({ argument }: CompletedCommand) => (typeof argument === 'string' ? argument : 'word')

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
