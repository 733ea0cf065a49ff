import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { platformsPage } from '../../scripts/platforms-page/page.ts'
import { root } from '../support/repository.ts'

const files = platformsPage()

test.each([...files.keys()])('%s is what the platforms give; npm run build:charts renews it', (file) => {
  expect(fs.readFileSync(path.join(root, file), 'utf8')).toBe(files.get(file))
})

test('there is a picture of each platform and no other', () => {
  const platforms = fs.readdirSync(path.join(root, 'platforms')).map((name) => `${name}.svg`)
  expect(fs.readdirSync(path.join(root, 'docs/platforms')).sort()).toEqual(platforms.sort())
})
