import { expect, test } from 'vitest'
import { helmPart, helmsAtHand, runBoth, withoutTimes, type Files } from './chart-folders.ts'

const chartYaml = (name: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${more}`

const files: Files = {
  'c/Chart.yaml': chartYaml('c'),
  'c/values.yaml': 'a: 1\n',
  'c/templates/a.yaml':
    'kind: A\nname: {{ .Release.Name }}.{{ .Release.Namespace }}\nv: {{ toJson .Values }}\n',
  'c/templates/b.yaml': 'b: 1\n',
  'bad/Chart.yaml': chartYaml('bad'),
  'bad/templates/a.yaml': 'a: b: c\n',
  'fail/Chart.yaml': chartYaml('fail'),
  'fail/templates/a.yaml': 'a: {{ fail "no" }}\n',
  'lib/Chart.yaml': chartYaml('lib', 'type: library\n'),
  'v.yaml': 'z: 1\n',
}

/** Flags that no other test tries: what each Helm takes, refuses and says of it. */
const commands = `
rel c --atomic
rel c --atomic=x
rel c --force
rel c --force-replace
rel c --force-conflicts
rel c --server-side=auto
rel c --rollback-on-failure
rel c --hide-notes --render-subchart-notes
rel c --hide-secret
rel c --ca-file x
rel c --cert-file x
rel c --cert-file x --key-file v.yaml
rel c --color never
rel c --color
rel c --content-cache x
rel c --dry-run
rel c --dry-run=true
rel c --dry-run=client
rel c --dry-run=none
rel c --wait
rel c --wait=true
rel c --wait=false
rel c --wait=legacy
rel c --wait=x
rel c --timeout 5
rel c --timeout 1d
rel c --timeout 99999999h
rel c --timeout=-5s
rel c --burst-limit 0x10
rel c --burst-limit 1_000
rel c --burst-limit x
rel c --burst-limit 99999999999999999999
rel c --qps 1.5
rel c --qps x
rel c --qps 1e400
rel c --qps 1e39
rel c -l a
rel c --verify
rel c --version ^2
rel c --enable-dns=x
c --name-template x-{{
c --name-template {{nope}}
c --name-template {{fail\t"a"}}
c --name-template {{upper\t"abc"}}
c --name-template {{randAlpha\t0}}abc
c -g --name-template a
rel c -s templates/[
rel c -s templates/a.yaml -s templates/nope.yaml
rel c --kube-version=
rel c --kube-version v1.030.07
rel fail
rel fail --output-dir out
rel bad --output-dir out
rel lib
rel c --output-dir c/Chart.yaml
rel c --output-dir out/ --release-name
-- rel c
rel c -- -x
rel c ---
rel..a c
rel nope/x
rel v.yaml
rel c/templates/..
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ').map((word) => word.replaceAll('\\t', ' ')))

test.each(helmsAtHand)(
  'Helm %s takes and refuses the same flags',
  async (version, binary) => {
    for (const args of commands) {
      const { theirs, ours, written } = await runBoth([version, binary], files, ['template', ...args])
      const told = (run: typeof ours) => ({ args, ...run, stderr: helmPart(run.stderr), milliseconds: 0 })
      expect(told(ours)).toEqual(told(theirs))
      expect(written.ours).toEqual(written.theirs)
    }
  },
  120_000,
)

test.each(helmsAtHand)('--debug prints what is not YAML, as Helm %s does', async (version, binary) => {
  for (const chart of ['bad', 'fail']) {
    const { theirs, ours } = await runBoth([version, binary], files, ['template', 'rel', chart, '--debug'])
    expect(ours.stdout).toBe(theirs.stdout)
    expect(ours.exitCode).toBe(theirs.exitCode)
    expect(withoutTimes(helmPart(theirs.stderr))).toContain(withoutTimes(helmPart(ours.stderr)).trimEnd())
    expect(ours.stderr).not.toContain('Use --debug')
  }
})

test.each(helmsAtHand)(
  'getHostByName asks DNS with --enable-dns alone, as in Helm %s',
  async (version, binary) => {
    const chart = {
      'c/Chart.yaml': chartYaml('c'),
      'c/templates/a.yaml': 'a: {{ getHostByName .Values.name | quote }}\n',
    }
    for (const args of [
      ['--set', 'name=127.0.0.1'],
      ['--set', 'name=nope.invalid'],
    ]) {
      const { theirs, ours } = await runBoth([version, binary], chart, ['template', 'rel', 'c', ...args])
      expect(ours.stdout).toBe(theirs.stdout)
      expect(ours.stdout).toContain('a: ""')
    }
  },
)
