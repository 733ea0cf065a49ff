"""Types a line and a tab into an interactive zsh, and prints what its terminal shows then.

python3 type-into-zsh.py SCRIPT FOLDER LINE
"""
import os, pty, select, sys, time

script, folder, line = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(folder)
    os.execvpe('zsh', ['zsh', '-f', '-i'], {**os.environ, 'TERM': 'dumb', 'COLUMNS': '200', 'LINES': '80'})


def read_until(wanted: str, seconds: float) -> str:
    said, end = '', time.time() + seconds
    while time.time() < end and not (wanted and wanted in said):
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                said += os.read(terminal, 65536).decode(errors='replace')
            except OSError:
                break
    return said


setup = f"PS1='> '; unsetopt list_ambiguous; autoload -U compinit && compinit -u -D; source {script}; print rea''dy\n"
os.write(terminal, setup.encode())
if 'ready' not in read_until('ready\r\n', 20):
    sys.exit('zsh did not come up')
os.write(terminal, line.encode() + b'\t\t')
print(read_until('', 2))
os.kill(pid, 9)
