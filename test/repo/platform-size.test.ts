import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow, root } from '../support/repository.ts'

const platforms = fs.readdirSync(path.join(root, 'platforms'))

test.each(platforms)('platforms/%s says in a quarter of the lines what its chart says', (name) => {
  const described = filesBelow(`platforms/${name}`).filter((file) =>
    /^platforms\/[^/]+\/[^/]+\.ts$/.test(file),
  )
  const made = filesBelow(`charts/${name}`).filter((file) => /\/(templates\/.*|values\.yaml)$/.test(file))
  const lines = (files: string[]) =>
    files
      .map((file) => fs.readFileSync(path.join(root, file), 'utf8').split('\n'))
      .flat()
      .filter((line) => line.trim() !== '').length
  expect(lines(described) / lines(made)).toBeLessThanOrEqual(0.25)
})
