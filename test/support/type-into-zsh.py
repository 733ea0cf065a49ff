"""Types lines, each with two tabs, into one interactive zsh, and prints as JSON what its terminal shows for each.

python3 type-into-zsh.py SCRIPT FOLDER LINE...
"""
import json, os, pty, select, sys, time

script, folder, *lines = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(folder)
    os.execvpe('zsh', ['zsh', '-f', '-i'], {**os.environ, 'TERM': 'dumb', 'COLUMNS': '200', 'LINES': '80'})


def read_until(wanted: str) -> str:
    said, end = '', time.time() + 30
    while wanted not in said:
        if time.time() > end:
            sys.exit(f'zsh did not say {wanted!r}, but {said!r}')
        if select.select([terminal], [], [], 0.1)[0]:
            said += os.read(terminal, 65536).decode(errors='replace')
    return said


# Keys are worked off one after the other: what ^X^D prints comes when completion has said all.
setup = f"""PS1='> '; unsetopt list_ambiguous; autoload -U compinit && compinit -u -D; source {script}
said-all() {{ zle -I; print -r -- said''-all; BUFFER= }}; zle -N said-all; bindkey '^X^D' said-all; print rea''dy
"""
os.write(terminal, setup.encode())
read_until('ready\r\n')
shown = []
for line in lines:
    os.write(terminal, line.encode() + b'\t\t\x18\x04')
    shown.append(read_until('said-all\r\n'))
print(json.dumps(shown))
os.kill(pid, 9)
