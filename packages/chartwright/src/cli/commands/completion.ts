import { refusal } from '../../chart/index.ts'
import { suggest } from '../../diagnostics/index.ts'
import type { Command } from '../command.ts'
import { bashScript } from '../completion/bash.ts'
import { fishScript } from '../completion/fish.ts'
import { completedCommands } from '../completion/model.ts'
import { zshScript } from '../completion/zsh.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }

/** `chartwright completion bash`: the script with which a shell completes our command lines. */
export const completionCommand: Command = {
  usage: 'completion bash|zsh|fish [flags]',
  summary: 'print the script with which a shell completes command lines',
  description: `Prints a script that lets a shell complete commands, flags, their values where those are
known, charts, files and folders. The script stands for itself: it does not run this
command again, so it answers at once. Print it anew after an update.

  source <(chartwright completion bash)      # this shell; ~/.bashrc for all
  source <(chartwright completion zsh)       # likewise, after compinit; ~/.zshrc
  chartwright completion fish > ~/.config/fish/completions/chartwright.fish`,
  flags: {},
  args: { exactly: 1 },
  async run({ io, args: [shell] }) {
    if (!Object.hasOwn(scripts, shell!)) throw unknown(shell!)
    const { registry } = await import('../registry.ts')
    io.stdout(scripts[shell as keyof typeof scripts](await completedCommands(registry.commands)))
    return 0
  },
}

function unknown(shell: string) {
  const meant = suggest(shell, Object.keys(scripts))
  return refusal('shell-unknown', `unknown shell "${shell}"`, {
    message: `there is no script for ${shell}: bash, zsh and fish have one`,
    ...(meant && { hint: `did you mean ${meant}?` }),
  })
}
