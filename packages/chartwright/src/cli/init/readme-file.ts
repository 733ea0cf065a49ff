/** What to do next, in the folder that was just made. */
export function readmeFile(name: string): string {
  const commands = [
    ['npm install', ''],
    ['npm run build', `# checks the types and writes charts/${name}`],
    [`npx chartwright template ${name} charts/${name}`, '# what Helm would install'],
    ['npm run watch', '# builds again at each change and shows what it changed'],
  ]
  const width = Math.max(...commands.map(([command]) => command!.length))
  const lines = commands.map(([command, what]) => `${command!.padEnd(width)}   ${what}`.trimEnd())
  return `# ${name}

\`chart.ts\` describes ${name} for Kubernetes. Chartwright makes a plain Helm chart of it.

\`\`\`sh
${lines.join('\n')}
\`\`\`

Then, with a cluster at hand:

\`\`\`sh
helm install ${name} charts/${name}
\`\`\`

## Next

1. Put your own image into \`image\` in \`chart.ts\`, and its port and health path below \`service\`.
2. Add what an operator may set below \`values\`. A name that does not exist is an error in your editor.
3. Add \`examples/production.yaml\` with the values of one installation: each build holds it against the schema and copies it beside the chart.
4. \`npm run lint\` finds where a value is used as if it were known already: it is known when the chart is rendered.
5. Commit \`charts/${name}\` together with \`chart.ts\`, and do not edit it by hand: a build notices.
`
}
