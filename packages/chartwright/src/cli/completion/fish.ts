import type { CompletedCommand, Expected } from './model.ts'

/** A script for fish 3: which command the line is at is found by its words, and each flag is told for that. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const withValue = new Set(
    commands.flatMap(({ flags }) =>
      flags.flatMap(({ name, shorthand, value }) =>
        value === undefined ? [] : [`--${name}`, ...(shorthand ? [`-${shorthand}`] : [])],
      ),
    ),
  )
  const parents = commands.filter(({ subcommands }) => subcommands.length > 0)
  const cases = parents.map(
    ({ path, subcommands }) =>
      `            case ${quoted(path.join(' '))}\n                contains -- $word ${subcommands.map(({ name }) => name).join(' ')}; and set path (string trim -- "$path $word")`,
  )
  return `# fish completion for chartwright. To use it in every shell:
#   chartwright completion fish > ~/.config/fish/completions/chartwright.fish

# The command that the words before the cursor lead to, such as "show values".
function __chartwright_path
    set -l path ''
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if contains -- $word ${[...withValue].sort().join(' ')}
            set skip 1
        else if not string match -q -- '-*' $word
            switch "$path"
${cases.join('\n')}
            end
        end
    end
    echo $path
end

function __chartwright_at
    test (__chartwright_path) = "$argv[1]"
end

function __chartwright_charts
    __fish_complete_directories
    __fish_complete_suffix .tgz .tar.gz
end

complete -c chartwright -f
${commands.map(linesOf).join('\n')}
`
}

function linesOf({ path, subcommands, flags, argument }: CompletedCommand): string {
  const at = `complete -c chartwright -n ${quoted(`__chartwright_at ${quoted(path.join(' '))}`)}`
  return [
    ...subcommands.map(({ name, summary }) => `${at} -a ${name} -d ${quoted(summary)}`),
    ...flags.map(({ name, shorthand, help, value }) => {
      const short = shorthand ? ` -s ${shorthand}` : ''
      return `${at} -l ${name}${short}${value === undefined ? '' : ` -x${offer(value)}`} -d ${quoted(help)}`
    }),
    ...(argument === 'anything' ? [] : [`${at}${offer(argument)}`]),
  ].join('\n')
}

function offer(value: Expected): string {
  if (typeof value !== 'string') return ` -a ${quoted(value.join(' '))}`
  return {
    anything: '',
    files: " -a '(__fish_complete_path (commandline -ct))'",
    folders: " -a '(__fish_complete_directories)'",
    charts: " -a '(__chartwright_charts)'",
  }[value]
}

/** fish knows two escapes between single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
