'use strict'
// Runs a command line on a thread with a deep stack: see onDeepStack in chartwright.cjs.
const { workerData } = require('node:worker_threads')
const { args, seen } = workerData
import('../dist/cli.js').then(({ mainAgain }) => mainAgain(args, seen)).then((code) => process.exit(code))
