"""Types lines, each with two tabs, into one interactive zsh, and prints as JSON what its terminal shows for each.

python3 type-into-zsh.py SCRIPT FOLDER LINE...
"""
import json, os, pty, select, sys, time

script, folder, *lines = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(folder)
    os.execvpe('zsh', ['zsh', '-f', '-i'], {**os.environ, 'TERM': 'dumb', 'COLUMNS': '200', 'LINES': '80'})


said = ''


def read_until(wanted: str) -> str:
    """What zsh says up to these characters; what follows is for the next."""
    global said
    end = time.time() + 30
    while wanted not in said:
        if time.time() > end:
            sys.exit(f'zsh did not say {wanted!r}, but {said!r}')
        if select.select([terminal], [], [], 0.1)[0]:
            said += os.read(terminal, 65536).decode(errors='replace')
    before, found, said = said.partition(wanted)
    return before + found


# Keys are worked off one after the other: what ^Xs prints comes when completion has said all. Before a prompt the
# terminal would take keys for itself.
setup = f"""PS1='> '; unsetopt list_ambiguous; autoload -U compinit && compinit -u -D; source {script}
said-all() {{ zle -I; print -r -- said''-all; BUFFER= }}; zle -N said-all; bindkey '^Xs' said-all; print rea''dy
"""
os.write(terminal, setup.encode())
read_until('ready\r\n')
read_until('> ')
shown = []
for line in lines:
    os.write(terminal, line.encode() + b'\t\t\x18s')
    shown.append(read_until('said-all\r\n'))
    read_until('> ')
print(json.dumps(shown))
os.kill(pid, 9)
